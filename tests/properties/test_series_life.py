"""
A series whose facts become known, and prove wrong, in any order.

An oracle on a grid of hours works out for each month what was down, what is
owed and what the next month starts from; it shares no code with the library.
"""

import datetime as dt

from fractions import Fraction
from typing import NamedTuple

import attrs

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)

from slapolicy import (
    Availability,
    Cap,
    Carried,
    Commitment,
    CreditTerms,
    Evaluation,
    Maintenance,
    MaintenanceExclusion,
    Money,
    Outage,
    Policy,
    Pool,
    Record,
    Right,
    Service,
    Span,
    Target,
    TieredCredit,
    TierRow,
    When,
    evaluate,
)
from slapolicy import strategies as draws
from slapolicy._override import override
from slapolicy.evaluation import evaluate_series
from slapolicy.periods import CalendarPeriod


HOUR = 3_600_000_000
POOL = 10
LIMIT = 120
# From then on until when, in hours; June ends a quarter.
MONTHS = {
    "2026-06": (0, 30 * 24),
    "2026-07": (30 * 24, 61 * 24),
    "2026-08": (61 * 24, 92 * 24),
}
START = 1_780_272_000_000_000
WORLD = Span.of_ticks(START, START + 92 * 24 * HOUR)
POLICY = Policy(
    id="year",
    timezone="UTC",
    currency="EUR",
    period=CalendarPeriod("month"),
    commitments=[
        Commitment(
            id="uptime",
            metric=Availability(),
            target=Target.of(at_least="99.9%"),
            credit=TieredCredit(
                rows=[
                    TierRow(at_least="99%", below="99.9%", credit="10%"),
                    TierRow(below="99%", credit="60%"),
                ]
            ),
        )
    ],
    exclusions=[
        MaintenanceExclusion(
            id="works", pool=Pool(at_most=f"{POOL} hours", per="quarter")
        )
    ],
    credits=CreditTerms(caps=[Cap(at_most="120.00 EUR", per="2 months")]),
    rights=[Right(right="leave", when=When(breaches=2, consecutive=True))],
)
SERVICE = Service(id="s", fee="100.00 EUR")


class Known(NamedTuple):
    """What the oracle says of a month."""

    share: Fraction
    breached: bool
    credit: int
    leaves: bool
    carried: Carried


def hours(fact: Outage | Maintenance, month: str) -> range:
    """Return the hours of a month that a fact covers, from June on."""
    first, last = MONTHS[month]
    start = max((fact.start_ticks - START) // HOUR, first)
    end = min(((fact.end_ticks or 0) - START) // HOUR, last)
    return range(start, max(start, end))


class SeriesLife(RuleBasedStateMachine):
    """Three months of one service, beside an oracle."""

    def __init__(self) -> None:
        super().__init__()
        self.carried = Carried()
        self.facts: list[Outage | Maintenance] = []
        self.count = 0

    @rule(fact=draws.outages(WORLD, grain=HOUR))
    def learn_of_an_outage(self, fact: Outage) -> None:
        """One becomes known, of whichever month, or of two."""
        self.note(fact)

    @rule(fact=draws.maintenance(WORLD, grain=HOUR))
    def learn_of_maintenance(self, fact: Maintenance) -> None:
        """It draws on the pool of its quarter."""
        self.note(fact)

    def note(self, fact: Outage | Maintenance) -> None:
        """Give a fact the next name."""
        self.count += 1
        self.facts.append(attrs.evolve(fact, id=f"f{self.count:02}"))

    @precondition(lambda self: self.facts)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        """What was said turns out not to be so."""
        place = data.draw(st.integers(0, len(self.facts) - 1))
        del self.facts[place]

    @rule(
        used=st.integers(0, POOL),
        credited=st.integers(0, LIMIT),
        breached=st.booleans(),
    )
    def bring_along(self, used: int, credited: int, *, breached: bool) -> None:
        """It becomes known what May hands on."""
        self.carried = Carried(
            excluded={"works": dt.timedelta(hours=used)},
            credited={"2026-05": Money(credited, "EUR")},
            breaches={"uptime": ["breached" if breached else "met"]},
            values={"uptime": [None]},
        )

    def known(self, month: str, before: Carried) -> Known:
        """Return what follows in a month, by the grid."""
        first, last = MONTHS[month]
        used = 0
        excused: set[int] = set()
        for _, length in before.excluded:
            assert isinstance(length, dt.timedelta)
            used = length // dt.timedelta(hours=1)
        works = [one for one in self.facts if isinstance(one, Maintenance)]
        for one in sorted(works, key=lambda one: (one.start, one.id)):
            taken = hours(one, month)[: POOL - used]
            used += len(taken)
            excused.update(taken)
        down = {
            hour
            for one in self.facts
            if isinstance(one, Outage)
            for hour in hours(one, month)
        } - excused
        share = 1 - Fraction(len(down), last - first)
        breached = share < Fraction(999, 1000)
        owed = 0 if not breached else 10 if share >= Fraction(99, 100) else 60
        sums = dict(before.credited)
        last_month = f"2026-{int(month[-2:]) - 1:02}"
        had = sums.get(last_month)
        left = LIMIT - (0 if had is None else int(had.fraction))
        credit = min(owed, max(left, 0))
        if credit:
            sums[month] = Money(credit, "EUR")
        outcomes = dict(before.breaches).get("uptime", ())
        values = dict(before.values).get("uptime", ())
        word = "breached" if breached else "met"
        goes_on = used and month != "2026-06"
        carried = Carried(
            excluded={"works": dt.timedelta(hours=used)} if goes_on else {},
            credited=sums,
            breaches={"uptime": (*outcomes, word)},
            values={"uptime": (*values, share)},
        )
        leaves = [*outcomes, word][-2:] == ["breached"] * 2
        return Known(share, breached, credit, leaves, carried)

    def record(self, month: str) -> Record:
        """Return the record of a month, with the facts as they were told."""
        first, last = MONTHS[month]
        here = [one for one in self.facts if hours(one, month)]
        return Record(
            service=SERVICE,
            period=Span.of_ticks(START + first * HOUR, START + last * HOUR),
            outages=[one for one in here if isinstance(one, Outage)],
            maintenance=[one for one in here if isinstance(one, Maintenance)],
            carried=self.carried,
        )

    def series(self) -> tuple[Evaluation, ...]:
        """Return what follows in each month, from what is known by now."""
        return evaluate_series(POLICY, [self.record(one) for one in MONTHS])

    @invariant()
    def is_what_the_oracle_says(self) -> None:
        """Each month follows from what the oracle says it starts from."""
        carried = self.carried
        for month, found in zip(MONTHS, self.series(), strict=True):
            assert carried == found.record.carried
            known = self.known(month, carried)
            carried = known.carried
            (result,) = found.results
            assert known.share == result.readings[0].reading.exact
            assert known.breached is (result.outcome.value == "breached")
            assert Money(known.credit, "EUR") == found.credit.money
            assert known.leaves is bool(found.rights)
            assert carried == found.carried

    @override
    def teardown(self) -> None:
        """In the end each month is the same as when evaluated afresh."""
        carried = self.carried
        for month, found in zip(MONTHS, self.series(), strict=True):
            fed = attrs.evolve(self.record(month), carried=carried)
            assert evaluate(POLICY, fed) == found
            carried = self.known(month, carried).carried


SeriesLife.TestCase.settings = settings(stateful_step_count=6)
TestSeriesLife = SeriesLife.TestCase
