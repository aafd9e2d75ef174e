"""Promises that one outage breaks together."""

import pytest

from tests.linting.small import found, only, sla


CODE = ("stacking-unsaid", "credits")


def second(
    keys: str = "",
    metric: str = "{kind: restoration}",
    target: str = "{at_most: 2 hours}",
) -> str:
    """Return a second promise; all of it is YAML."""
    return (
        f"  - {{id: second, metric: {metric}, target: {target}, "
        f"credit: {{kind: flat, amount: 10%}}{keys}}}\n"
    )


def test_two_promises_about_outages() -> None:
    """The shortest outage that breaks both shows it."""
    policy = sla(of_one=second())
    assert [CODE] == found(policy)
    assert "7200000001 microseconds" == str(
        only(policy, "stacking-unsaid").witness
    )


@pytest.mark.parametrize("combine", ["sum", "largest", "choose"])
def test_the_contract_may_say_what_they_are_worth(combine: str) -> None:
    """Also that they add up, as they do anyway."""
    policy = sla(of_one=second(), more=f"credits: {{combine: {combine}}}\n")
    assert [] == found(policy)


def test_an_assumption_may_say_it() -> None:
    """Then it is not unsaid."""
    more = (
        "assumptions: [{id: a, text: they add up, "
        "touches: [credits.combine]}]\n"
    )
    assert [] == found(sla(of_one=second(), more=more))


@pytest.mark.parametrize(
    ("metric", "target"),
    [
        ("{kind: gauge, metric: x, statistic: mean}", "{at_most: 5}"),
        ("{kind: ticket-time, clock: response}", "{at_most: 1 hour}"),
        ("{kind: success-rate, aggregate: total}", "{at_least: 99%}"),
    ],
)
def test_what_no_outage_breaks(metric: str, target: str) -> None:
    """Samples, tickets and requests."""
    assert [] == found(sla(of_one=second(metric=metric, target=target)))


def test_a_promise_that_earns_nothing() -> None:
    """There is nothing to add."""
    assert [] == found(sla("", of_one=second()))


def test_a_target_that_depends_on_the_service() -> None:
    """Nobody knows how long that takes."""
    policy = sla(of_one=second(target="{at_most: {attribute: agreed}}"))
    assert only(policy, "stacking-unsaid").witness is None


def test_a_target_that_nothing_breaks() -> None:
    """So no outage breaks both, as far as it was tried."""
    policy = sla(of_one=second(target="{at_most: 9999999 hours}"))
    assert "stacking-unsaid" in {code for code, _ in found(policy)}


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("plan, is: gold", "plan, is: silver", False),
        ("plan, is: gold", "plan, in: [gold, silver]", True),
        ("plan, in: [gold]", "plan, in: [silver]", False),
        ("plan, is: gold", "region, is: it", True),
        ("amps, at_least: 8", "amps, less_than: 8", False),
        ("amps, at_least: 8", "amps, at_most: 8", True),
        ("amps, more_than: 8", "amps, at_most: 8", False),
        ("amps, at_least: 9", "amps, at_most: 8", False),
        ("amps, at_least: 8", "amps, at_least: 9", True),
    ],
)
def test_promises_that_no_service_has_together(
    one: str,
    other: str,
    both: bool,  # noqa: FBT001 # a case
) -> None:
    """Their conditions exclude each other."""
    policy = sla(
        of_one=f"    applies_if: [{{attribute: {one}}}]\n"
        + second(f", applies_if: [{{attribute: {other}}}]")
    )
    assert ([CODE] if both else []) == found(policy)
