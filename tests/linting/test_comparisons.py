"""Targets and rows that compare the wrong way round."""

import pytest

from tests.linting.small import codes, found, sla, tiers


CREDIT = "commitments[0].credit"
REVERSED = "reversed-comparison"
FLAT = "{kind: flat, amount: 10%}"


class TestTarget:
    """A bound that promises bad service."""

    @pytest.mark.parametrize(
        ("metric", "wrong", "right"),
        [
            ("{kind: availability}", "at_most: 99%", "at_least: 99%"),
            ("{kind: availability}", "less_than: 99%", "more_than: 99%"),
            ("{kind: availability}", "at_least: 2 hours", "at_most: 2 hours"),
            ("{kind: restoration}", "at_least: 2 hours", "at_most: 2 hours"),
            ("{kind: count}", "at_least: 2", "at_most: 2"),
            (
                "{kind: success-rate, aggregate: total}",
                "at_most: 99%",
                "at_least: 99%",
            ),
        ],
    )
    def test_is_told(self, metric: str, wrong: str, right: str) -> None:
        """Higher or lower is better, and it says the other."""
        key = wrong.partition(":")[0]
        policy = sla(FLAT, metric=metric, target=f"{{{wrong}}}")
        assert (REVERSED, f"commitments[0].target.{key}") in found(policy)
        policy = sla(FLAT, metric=metric, target=f"{{{right}}}")
        assert [] == found(policy)

    @pytest.mark.parametrize("key", ["at_most", "at_least"])
    def test_a_gauge_may_be_either(self, key: str) -> None:
        """A latency is at most, a throughput at least."""
        metric = "{kind: gauge, metric: x, statistic: mean}"
        policy = sla(FLAT, metric=metric, target=f"{{{key}: 5}}")
        assert [] == found(policy)

    def test_an_attribute_is_of_the_metric(self) -> None:
        """What the service says is a length, if a length is measured."""
        target = "{at_least: {attribute: agreed}}"
        policy = sla(FLAT, target=target, metric="{kind: restoration}")
        assert (REVERSED, "commitments[0].target.at_least") in found(policy)

    @pytest.mark.parametrize("key", ["at_most", "at_least"])
    def test_an_attribute_may_be_a_downtime(self, key: str) -> None:
        """At most an hour down, or at least 99 % up."""
        target = f"{{{key}: {{attribute: agreed}}}}"
        assert [] == found(sla(FLAT, target=target))


class TestRows:
    """Rows that pay the wrong way round."""

    def test_a_table_that_falls_throughout(self) -> None:
        """Each worse row pays less."""
        rows = (
            "{at_least: 99%, below: 99.9%, credit: 25%}",
            "{below: 99%, credit: 10%}",
        )
        assert (REVERSED, f"{CREDIT}.rows") in found(sla(tiers(*rows)))

    def test_a_table_that_falls_once_is_inconsistent_only(self) -> None:
        """It is not the order that is wrong."""
        rows = (
            "{at_least: 99%, below: 99.9%, credit: 25%}",
            "{at_least: 95%, below: 99%, credit: 10%}",
            "{below: 95%, credit: 50%}",
        )
        assert {"inconsistent"} == codes(sla(tiers(*rows)))

    def test_a_row_that_holds_where_the_promise_is_kept(self) -> None:
        """It was meant the other way round."""
        policy = sla(tiers("{at_least: 99.9%, credit: 10%}"))
        assert (REVERSED, f"{CREDIT}.rows[0]") in found(policy)

    def test_a_row_that_breaches_are_in_is_not(self) -> None:
        """It only begins too early."""
        policy = sla(tiers("{at_least: 99%, credit: 10%}"))
        assert REVERSED not in codes(policy)

    def test_downtime_is_not_looked_at_so(self) -> None:
        """Up to an hour is no comparison with the target."""
        policy = sla(
            tiers("{at_most: 10 minutes, credit: 10%}", reads="downtime")
        )
        assert REVERSED not in codes(policy)
