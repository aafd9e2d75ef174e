"""What a period hands on, where promises and rules differ."""

import datetime as dt

import attrs

from slapolicy import (
    Availability,
    Carried,
    CauseExclusion,
    Condition,
    Evaluation,
    Maintenance,
    MaintenanceExclusion,
    Pool,
    Service,
    evaluate,
)
from tests.agreed import UPTIME, down, outage, policy_of
from tests.views import at


HOUR = dt.timedelta(hours=1)
DOWN = down(outage("06-10 00:00", "06-10 06:00"))


def work(hour: int, component: str | None = None) -> Maintenance:
    """Return an hour of maintenance on 10 June."""
    start = at("06-10 00:00").add(hours=hour)
    return Maintenance(
        start=start, end=start.add(hours=1), component=component
    )


def pooled(length: str) -> MaintenanceExclusion:
    """Return the exclusion of so much maintenance in a year."""
    return MaintenanceExclusion(
        id="works", pool=Pool(at_most=length, per="year")
    )


def used(found: Evaluation) -> dt.timedelta:
    """Return what the next period finds used of the pool."""
    ((name, length),) = found.carried.excluded
    assert "works" == name
    assert isinstance(length, dt.timedelta)
    return length


class TestPools:
    """What of a pool was used."""

    def test_also_behind_what_has_none(self) -> None:
        """A promise that does not apply, a rule without a pool."""
        gold = Condition(attribute="plan", is_="gold")
        other = attrs.evolve(UPTIME, id="gold", applies_if=[gold])
        policy = policy_of(
            other,
            UPTIME,
            exclusions=[CauseExclusion(causes=["dns"]), pooled("5 hours")],
        )
        record = attrs.evolve(
            DOWN,
            service=Service(
                id="s", fee="100.00 EUR", attributes={"plan": "silver"}
            ),
            maintenance=[work(1)],
        )
        assert HOUR == used(evaluate(policy, record))

    def test_is_added_to_what_was_used_before(self) -> None:
        """Which leaves less to use."""
        record = attrs.evolve(
            DOWN,
            maintenance=[work(1)],
            carried=Carried(excluded={"works": HOUR / 2}),
        )
        policy = policy_of(exclusions=[pooled("1 hour")])
        assert HOUR == used(evaluate(policy, record))

    def test_is_what_one_promise_used_most(self) -> None:
        """Of two that see other components, and so leave more or less."""
        first, second = (
            attrs.evolve(
                UPTIME, id=name, metric=Availability(components=[name])
            )
            for name in ("a", "b")
        )
        policy = policy_of(first, second, exclusions=[pooled("90 minutes")])
        record = attrs.evolve(
            DOWN,
            service=Service(id="s", fee="9.00 EUR", components=["a", "b"]),
            maintenance=[work(1, "b"), work(3)],
        )
        assert 2 * HOUR == used(evaluate(policy, record))
