"""What a period hands on, and what comes of what was handed on."""

import datetime as dt

from fractions import Fraction
from typing import final

import attrs
import pytest

from slapolicy import (
    Availability,
    Carried,
    CauseExclusion,
    Commitment,
    Condition,
    Decisions,
    EarnedRight,
    Evaluation,
    Gauge,
    Maintenance,
    MaintenanceExclusion,
    Money,
    Outage,
    Pool,
    Precision,
    Quantity,
    Reading,
    Restoration,
    Right,
    Sample,
    Service,
    Target,
    View,
    When,
    WorkCalendar,
    evaluate,
)
from tests.agreed import RECORD, UPTIME, down, outage, policy_of, promise
from tests.views import at


HOUR = dt.timedelta(hours=1)
DOWN = down(outage("06-10 00:00", "06-10 06:00"))


def work(hour: int, component: str | None = None) -> Maintenance:
    """Return an hour of maintenance on 10 June."""
    start = at("06-10 00:00") + hour * HOUR
    return Maintenance(start=start, end=start + HOUR, component=component)


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

    @pytest.mark.parametrize("plan", [{"plan": "silver"}, {}])
    def test_stays_used_while_a_promise_does_not_apply(
        self, plan: dict[str, str]
    ) -> None:
        """Or while nobody knows whether it does; nothing more is used."""
        gold = Condition(attribute="plan", is_="gold")
        policy = policy_of(
            attrs.evolve(UPTIME, applies_if=[gold]),
            exclusions=[pooled("5 hours")],
        )
        record = attrs.evolve(
            DOWN,
            service=Service(id="s", attributes=plan),
            maintenance=[work(1)],
            carried=Carried(excluded={"works": 2 * HOUR}),
        )
        assert 2 * HOUR == used(evaluate(policy, record))

    def test_of_each_of_two_stays_used(self) -> None:
        """The promise that draws from both does not apply."""
        gold = Condition(attribute="plan", is_="gold")
        policy = policy_of(
            attrs.evolve(UPTIME, applies_if=[gold]),
            exclusions=[
                attrs.evolve(pooled("5 hours"), id=name)
                for name in ("nights", "works")
            ],
        )
        before = Carried(excluded={"nights": HOUR, "works": 2 * HOUR})
        record = attrs.evolve(
            RECORD,
            service=Service(id="s", attributes={"plan": "silver"}),
            carried=before,
        )
        found = evaluate(policy, record).carried
        assert before.excluded == found.excluded

    def test_also_behind_a_promise_of_figures(self) -> None:
        """Numbers have no time that could be excused."""
        speed = Gauge(metric="speed", statistic="mean")
        numbers = promise(speed, Target.of(at_least=8))
        policy = policy_of(
            attrs.evolve(numbers, id="speed"),
            UPTIME,
            exclusions=[pooled("5 hours")],
        )
        record = attrs.evolve(DOWN, maintenance=[work(1)])
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


class TestCredited:
    """What was granted."""

    def test_is_added_to_what_was_granted_for_the_period(self) -> None:
        """Where a part of it was granted before."""
        before = Carried(credited={"2026-06": "5.00 EUR"})
        record = attrs.evolve(
            down(outage("06-10 00:00", "06-10 05:00")), carried=before
        )
        carried = evaluate(policy_of(), record).carried
        assert (("2026-06", Money("15.00", "EUR")),) == carried.credited


class TestWorst:
    """The worst value of a period."""

    record = attrs.evolve(
        RECORD,
        samples=[
            Sample(at=at(f"06-{day:02} 00:00"), metric="speed", value=value)
            for day, value in ((2, 7), (12, 5), (22, 9))
        ],
    )

    @pytest.mark.parametrize(
        ("target", "worst"),
        [
            (Target.of(at_least=8), 5),
            (Target.of(at_most=6), 9),
            (Target.of(unspecified="fast"), 9),
        ],
        ids=["floor", "ceiling", "unsaid"],
    )
    def test_lies_on_the_broken_side(self, target: Target, worst: int) -> None:
        """Of a figure that nobody bounds it is the highest."""
        metric = Gauge(metric="speed", statistic="mean", window="10 days")
        policy = policy_of(promise(metric, target))
        carried = evaluate(policy, self.record).carried
        assert (("uptime", (Fraction(worst),)),) == carried.values

    @pytest.mark.parametrize(
        ("samples", "target", "worst"),
        [
            ([(12, 5), (22, 9)], Target.of(at_least=8), 5),
            ([(2, 7), (12, 12)], Target.of(at_least=5, at_most=10), 12),
            ([(2, 7), (12, 4)], Target.of(at_most=10, at_least=5), 4),
        ],
        ids=["nothing at first", "too much", "too little"],
    )
    def test_lies_where_it_was_broken_at_last(
        self, samples: list[tuple[int, int]], target: Target, worst: int
    ) -> None:
        """What was read before, or was not, does not tell which side."""
        record = attrs.evolve(
            RECORD,
            samples=[
                Sample(at=at(f"06-{day:02} 00:00"), metric="speed", value=one)
                for day, one in samples
            ],
        )
        metric = Gauge(metric="speed", statistic="mean", window="10 days")
        carried = evaluate(policy_of(promise(metric, target)), record).carried
        assert (("uptime", (Fraction(worst),)),) == carried.values


class TestRights:
    """Rights that arise with a period."""

    @pytest.mark.parametrize(
        ("precision", "rounding", "arises"),
        [
            (None, "half-up", True),
            ("1 decimals", "half-up", False),
            ("1 decimals", "down", True),
        ],
    )
    def test_read_values_as_the_metric_rounds_them(
        self, precision: str | None, rounding: str, *, arises: bool
    ) -> None:
        """Down for 91 minutes it was up for 99.789 %."""
        metric = Availability(precision=precision, precision_rounding=rounding)
        leave = Right(
            right="leave", when=When(breaches=1, value_below="99.8%")
        )
        policy = attrs.evolve(
            policy_of(promise(metric, UPTIME.target)), rights=[leave]
        )
        found = evaluate(policy, down(outage("06-10 00:00", "06-10 01:31")))
        assert arises is bool(found.rights)

    def test_count_a_promise_that_read_nothing(self) -> None:
        """What it reads is known from the periods before."""
        first, second = (
            Commitment(
                id=name,
                metric=Restoration(components=[name]),
                target=Target.of(at_most="1 hour"),
            )
            for name in ("a", "b")
        )
        leave = Right(
            right="leave", when=When(breaches=2, longer_than="1 hour")
        )
        policy = attrs.evolve(policy_of(first, second), rights=[leave])
        values: dict[str, list[int | None]] = {"a": [7200], "b": [None]}
        record = attrs.evolve(
            RECORD,
            service=Service(id="s", components=["a", "b"]),
            outages=[
                Outage(
                    start=at("06-10 00:00"),
                    end=at("06-10 02:00"),
                    component="b",
                )
            ],
            carried=Carried(
                breaches={"a": ["breached"], "b": ["met"]},
                values=values,
            ),
        )
        assert 1 == len(evaluate(policy, record).rights)

    def test_end_by_the_work_calendar(self) -> None:
        """Two business days after 30 June, a Tuesday."""
        desk = WorkCalendar.of(
            {day: ["09:00-17:00"] for day in ("wed", "fri")}
        )
        leave = Right(
            right="leave", when=When(breaches=1), within="2 business days"
        )
        policy = attrs.evolve(policy_of(desk=desk), rights=[leave])
        assert (
            EarnedRight(
                right="leave", since=at("07-01 00:00"), until=at("07-04 00:00")
            ),
        ) == evaluate(policy, DOWN).rights


@final
@attrs.frozen
class Outside:
    """A metric from outside, which says no more of itself than it must."""

    quantity_read: Quantity
    read: Fraction | None
    precision: Precision | None = None

    def measure(self, view: View, decisions: Decisions) -> tuple[Reading, ...]:
        """Return what there is to read, if there is."""
        del decisions
        if self.read is None:
            return ()
        return (
            Reading(
                subject=view.label,
                quantity=self.quantity_read,
                exact=self.read,
                value=self.read,
            ),
        )


class TestMetricsFromOutside:
    """Rights over figures of which nothing is known beside what was read."""

    def test_length(self) -> None:
        """What was read tells its kind; it is handed on in seconds."""
        hours = Outside(Quantity.LENGTH, Fraction(2 * 3_600_000_000))
        leave = Right(
            right="leave", when=When(breaches=1, longer_than="1 hour")
        )
        policy = attrs.evolve(
            policy_of(promise(hours, Target.of(at_most="1 hour"))),
            rights=[leave],
        )
        found = evaluate(policy, RECORD)
        assert 1 == len(found.rights)
        assert (("uptime", (Fraction(7200),)),) == found.carried.values

    def test_share(self) -> None:
        """Where it does not say which way, halves are rounded up."""
        share = Outside(
            Quantity.PERCENTAGE, Fraction("0.9975"), Precision(decimals=1)
        )
        leave = Right(
            right="leave", when=When(breaches=1, value_below="99.8%")
        )
        policy = attrs.evolve(
            policy_of(promise(share, UPTIME.target)), rights=[leave]
        )
        assert () == evaluate(policy, RECORD).rights

    def test_nothing_read(self) -> None:
        """Then what earlier periods read is taken as a number."""
        first, second = (
            Commitment(
                id=name,
                metric=Outside(Quantity.NUMBER, read),
                target=Target.of(at_least=8),
            )
            for name, read in (("a", None), ("b", Fraction(4)))
        )
        leave = Right(right="leave", when=When(breaches=2, value_below=5))
        policy = attrs.evolve(policy_of(first, second), rights=[leave])
        values: dict[str, list[int | None]] = {"a": [4], "b": [None]}
        carried = Carried(
            breaches={"a": ["breached"], "b": ["met"]}, values=values
        )
        record = attrs.evolve(RECORD, carried=carried)
        assert 1 == len(evaluate(policy, record).rights)
