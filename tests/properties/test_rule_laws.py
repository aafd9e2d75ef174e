"""
Laws of single rules, against a day looked at minute by minute.

The oracle knows which minutes were down, and runs of them; what a rule makes
of those is written out here as a contract would say it.
"""

import datetime as dt

from fractions import Fraction
from itertools import groupby

import attrs

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import (
    Availability,
    CauseExclusion,
    Commitment,
    Count,
    CreditRule,
    Evaluation,
    FlatCredit,
    MaintenanceExclusion,
    Money,
    PerStepCredit,
    PerUnitCredit,
    Policy,
    ProRataCredit,
    Record,
    Restoration,
    ShortExclusion,
    SumCredit,
    Target,
    evaluate,
)
from slapolicy import strategies as draws
from slapolicy.periods import CalendarPeriod
from slapolicy.terms.exchange import AnyExclusion
from tests.views import DAY


MINUTE = 60_000_000
MINUTES = 24 * 60

plain_days = draws.daily_records(plain=True)
lengths = st.integers(0, 300)


def minutes(record: Record, *, cause: str | None = None) -> set[int]:
    """Return the minutes that are down, but for those of one cause."""
    return {
        minute
        for one in record.outages
        if one.cause != cause
        for minute in range(
            (one.start_ticks - DAY.start_ticks) // MINUTE,
            ((one.end_ticks or 0) - DAY.start_ticks) // MINUTE,
        )
    }


def runs(down: set[int]) -> list[list[int]]:
    """Return minutes as runs of such as follow one another."""
    numbered = enumerate(sorted(down))
    grouped = groupby(numbered, lambda pair: pair[1] - pair[0])
    return [[minute for _, minute in pairs] for _, pairs in grouped]


def inside(down: set[int]) -> set[int]:
    """Return those that lie in the day."""
    return down & set(range(MINUTES))


def on(length: int) -> dt.timedelta:
    """Return so many minutes."""
    return dt.timedelta(minutes=length)


def daily(
    metric: Availability | Restoration | Count,
    target: Target,
    *exclusions: AnyExclusion,
    credit: CreditRule | None = None,
) -> Policy:
    """Return an agreement of a day on one promise."""
    promise = Commitment(id="it", metric=metric, target=target, credit=credit)
    return Policy(
        id="daily",
        timezone="UTC",
        currency="EUR",
        period=CalendarPeriod("day"),
        commitments=[promise],
        exclusions=exclusions,
    )


def figures(evaluation: Evaluation) -> list[Fraction | None]:
    """Return the exact values of all readings."""
    (result,) = evaluation.results
    return [one.reading.exact for one in result.readings]


def cents(sum_: Fraction) -> Money:
    """Return a sum of euros, halves of a cent up."""
    return Money(Fraction(int(sum_ * 100 + Fraction(1, 2)), 100), "EUR")


class TestShort:
    """Forgiveness for a few short stretches."""

    @given(
        plain_days,
        lengths,
        st.none() | st.integers(0, 3),
        st.sampled_from(("all", "rest")),
    )
    def test_forgives_what_is_short_and_not_too_much(
        self, record: Record, up_to: int, most: int | None, beyond: str
    ) -> None:
        """All short ones, or while there are not more than so many."""
        rule = ShortExclusion(up_to=on(up_to), at_most=most, beyond=beyond)
        policy = daily(Availability(), Target.of(at_least="99%"), rule)
        down = minutes(record)
        short = [
            run
            for run in runs(down)
            if len(run) <= up_to and 0 <= run[0] < MINUTES
        ]
        forgiven = short
        if most is not None and len(short) > most:
            forgiven = short[:most] if beyond == "rest" else []
        counted = inside(down.difference(*forgiven))
        expected = 1 - Fraction(len(counted), MINUTES)
        assert [expected] == figures(evaluate(policy, record))


class TestEachOutage:
    """Promises about each outage."""

    RULES = (MaintenanceExclusion(), CauseExclusion(causes=["dns"]))

    def lasting(self, record: Record) -> list[int]:
        """Return how long each outage of the day is not excused."""
        free = {
            minute
            for one in record.maintenance
            for minute in range(
                (one.start_ticks - DAY.start_ticks) // MINUTE,
                (one.end_ticks - DAY.start_ticks) // MINUTE,
            )
        }
        return [
            len(set(run) - free)
            for run in runs(minutes(record, cause="dns"))
            if 0 <= run[0] < MINUTES
        ]

    @given(draws.daily_records())
    def test_restoration(self, record: Record) -> None:
        """An outage takes as long as it lasts, less what is excused."""
        target = Target.of(at_most="2 hours")
        policy = daily(Restoration(), target, *self.RULES)
        expected = [one * MINUTE for one in self.lasting(record)]
        evaluation = evaluate(policy, record)
        assert expected == figures(evaluation)
        late = any(one > 120 for one in self.lasting(record))
        outcome = evaluation.results[0].outcome.value
        assert ("breached" if late else "met") == outcome

    @given(draws.daily_records(), lengths)
    def test_count(self, record: Record, longer: int) -> None:
        """As many as there are that last longer."""
        metric = Count(longer_than=on(longer))
        policy = daily(metric, Target.of(at_most=2), *self.RULES)
        expected = sum(one > longer for one in self.lasting(record))
        assert [expected] == figures(evaluate(policy, record))


@attrs.frozen
class Worth:
    """What the down minutes of a day are worth by a credit rule."""

    record: Record

    @property
    def down(self) -> int:
        """How many minutes count."""
        return len(inside(minutes(self.record)))

    def by(self, credit: CreditRule) -> Money | None:
        """Return what is owed where no downtime is allowed."""
        target = Target.of(at_least="100%")
        policy = daily(Availability(), target, credit=credit)
        return evaluate(policy, self.record).credit.money


def counted(units: Fraction, rounding: str) -> Fraction:
    """Return so many units, whole as a contract wants them."""
    whole = {
        "exact": units,
        "started": Fraction(-(-units.numerator // units.denominator)),
        "completed": Fraction(int(units)),
        "nearest": Fraction(int(units + Fraction(1, 2))),
    }
    return whole[rounding]


roundings = st.sampled_from(("exact", "started", "completed", "nearest"))


class TestCredits:
    """What a broken promise is worth; the service costs 100 euros."""

    @given(
        plain_days,
        st.integers(1, 90),
        roundings,
        st.integers(0, 30),
        st.sampled_from(("period", "outage")),
    )
    def test_per_unit(
        self,
        record: Record,
        unit: int,
        rounding: str,
        grace: int,
        each: str,
    ) -> None:
        """So much for each unit after the grace, in all or for each."""
        down = inside(minutes(record))
        parts = [len(run) for run in runs(down)]
        if each == "period":
            parts = [len(down)]
        units = sum(
            counted(Fraction(max(part - grace, 0), unit), rounding)
            for part in parts
        )
        rule = PerUnitCredit(
            amount="0.50 EUR",
            unit=on(unit),
            rounding=rounding,
            grace=on(grace),
            each=each,
        )
        assert cents(units * Fraction(1, 2)) == Worth(record).by(rule)

    @given(plain_days, st.integers(1, 90), st.sampled_from(("up", "down")))
    def test_pro_rata(self, record: Record, grain: int, way: str) -> None:
        """The share of the fee for the downtime, by a grain."""
        rule = ProRataCredit(grain=on(grain), grain_rounding=way)
        worth = Worth(record)
        units = counted(
            Fraction(worth.down, grain),
            "started" if way == "up" else "completed",
        )
        share = units * grain / MINUTES
        assert cents(100 * share) == worth.by(rule)

    @given(plain_days, st.integers(1, 50), roundings)
    def test_per_step(
        self, record: Record, tenths: int, rounding: str
    ) -> None:
        """So much for each step away from what was promised."""
        rule = PerStepCredit(
            amount="1%", step=f"{tenths / 10}%", rounding=rounding
        )
        worth = Worth(record)
        away = Fraction(worth.down, MINUTES)
        steps = counted(away / Fraction(tenths, 1000), rounding)
        assert cents(steps) == worth.by(rule)

    @given(plain_days, st.integers(0, 5000), st.integers(1, 90))
    def test_sum(self, record: Record, lump: int, unit: int) -> None:
        """Several rules add up, and are rounded once."""
        flat = FlatCredit(amount=Money(Fraction(lump, 100), "EUR"))
        units = PerUnitCredit(amount="0.10 EUR", unit=on(unit))
        worth = Worth(record)
        expected = Fraction(0)
        if worth.down:
            expected = Fraction(lump, 100) + Fraction(worth.down, 10 * unit)
        assert cents(expected) == worth.by(SumCredit(rules=[flat, units]))
