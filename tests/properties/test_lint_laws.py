"""
The linter against brute force, and its witnesses against the evaluation.

Tables have bounds at every fifth percent; the brute force looks at every
half percent, which meets each bound and something between each two.
"""

import datetime as dt
import operator

from collections.abc import Callable
from fractions import Fraction

import attrs

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import (
    Availability,
    Basis,
    Cap,
    ClaimTerms,
    Commitment,
    CreditTerms,
    DateWitness,
    Deadline,
    Diagnostic,
    Evaluation,
    LevelWitness,
    LintCode,
    Money,
    Outage,
    Outcome,
    Percent,
    PerStepCredit,
    Policy,
    Record,
    RollingPeriod,
    Service,
    Span,
    Standing,
    Target,
    TieredCredit,
    TierRow,
    evaluate,
    lint,
)
from slapolicy.lengths import parse_length
from slapolicy.terms.credits import RowOverlap


FEE = 100
GRID = [Fraction(half, 2) for half in range(200, -1, -1)]
"""Levels from best to worst, in percent."""

HOLDS: dict[str, Callable[[Fraction, int], bool]] = {
    "at_least": operator.ge,
    "above": operator.gt,
    "below": operator.lt,
    "at_most": operator.le,
}
"""How a level compares with a row's bound, by the row's word."""


@attrs.frozen
class Row:
    """A row, as a person reads it."""

    bounds: tuple[tuple[str, int], ...]
    share: int

    def holds(self, level: Fraction) -> bool:
        """Whether a level is in it."""
        return all(HOLDS[key](level, bound) for key, bound in self.bounds)

    @property
    def value(self) -> TierRow:
        """The same, as the library has it."""
        bounds = {key: f"{bound}%" for key, bound in self.bounds}
        return TierRow(**bounds, credit=f"{self.share}%")


@attrs.frozen
class Table:
    """A promise and what breaking it is worth, as a person reads them."""

    target: int
    strict: bool
    rows: tuple[Row, ...]
    overlap: RowOverlap

    @property
    def policy(self) -> Policy:
        """The same, as the library has it; half a percent is 5 seconds."""
        key = "more_than" if self.strict else "at_least"
        return Policy(
            id="table",
            timezone="UTC",
            currency="EUR",
            period=RollingPeriod(dt.timedelta(seconds=1000)),
            commitments=[
                Commitment(
                    id="uptime",
                    metric=Availability(),
                    target=Target.of(**{key: f"{self.target}%"}),
                    credit=TieredCredit(
                        rows=[row.value for row in self.rows],
                        overlap=self.overlap,
                    ),
                )
            ],
        )

    def breached(self, level: Fraction) -> bool:
        """Whether a level breaks the promise."""
        return level < self.target or (self.strict and level == self.target)

    def inside(self, level: Fraction) -> list[Row]:
        """Return the rows that a level is in."""
        return [row for row in self.rows if row.holds(level)]

    def shares(self, level: Fraction) -> list[int]:
        """Return what a breach may earn, by every reading of the table."""
        rows = self.inside(level)
        if self.overlap is RowOverlap.FIRST:
            rows = rows[:1]
        return [row.share for row in rows] or [0]


percents = st.integers(0, 20).map(lambda fifth: fifth * 5)


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """Draw a row that some level is in."""
    low, high = sorted((draw(percents), draw(percents)))
    bounds = []
    below = draw(st.sampled_from(("at_least", "above", None)))
    above = draw(st.sampled_from(("below", "at_most", None)))
    if below is not None:
        bounds.append((below, low))
    if above is not None:
        bounds.append((above, high))
    row = Row(tuple(bounds), draw(st.integers(0, 4)) * 25)
    if not any(row.holds(level) for level in GRID):
        return Row((("at_most", high),), row.share)
    return row


tables = st.builds(
    Table,
    target=percents.filter(bool),
    strict=st.booleans(),
    rows=st.lists(rows(), min_size=1, max_size=5).map(tuple),
    overlap=st.sampled_from((RowOverlap.UNDETERMINED, RowOverlap.FIRST)),
)


def runs(levels: list[Fraction]) -> int:
    """Return how many stretches of neighbouring levels there are."""
    places = [GRID.index(level) for level in levels]
    return sum(1 for place in places if place - 1 not in places)


class Brute:
    """What is wrong with a table, level by level."""

    def __init__(self, table: Table) -> None:
        self.table = table
        breached = [level for level in GRID if table.breached(level)]
        empty = [level for level in breached if not table.inside(level)]
        filled = [level for level in GRID if table.inside(level)]
        self.gaps = [
            level
            for level in empty
            if any(one > level for one in filled)
            and any(one < level for one in filled)
        ]
        self.hole = self._hole(breached, filled)
        self.overlaps = [
            level
            for level in breached
            if table.overlap is RowOverlap.UNDETERMINED
            and len({row.share for row in table.inside(level)}) > 1
        ]
        self.when_met = [
            (level, place)
            for level in GRID
            if not table.breached(level)
            for place, row in enumerate(table.rows)
            if row.holds(level) and row.share
        ]
        self.beyond = [
            level for level in empty if not any(one < level for one in filled)
        ]

    def _hole(
        self, breached: list[Fraction], filled: list[Fraction]
    ) -> list[Fraction]:
        """Return the levels from the target on that no row pays for."""
        found = []
        for level in breached:
            if self.table.inside(level):
                break
            found.append(level)
        met = len(breached) < len(GRID)
        worse = any(one < found[-1] for one in filled) if found else False
        return found if met and worse else []

    @property
    def drops(self) -> bool:
        """Whether a worse level may earn less than a better one must."""
        best = 0
        for level in GRID:
            shares = (
                self.table.shares(level) if self.table.breached(level) else [0]
            )
            if min(shares) < best:
                return True
            best = max(best, min(shares))
        return False


def level_of(one: Diagnostic) -> Fraction:
    """Return the level of a witness, in percent."""
    assert isinstance(one.witness, LevelWitness)
    return one.witness.figure.exact * 100


def of(found: tuple[Diagnostic, ...], code: LintCode) -> list[Diagnostic]:
    """Return what was found of a code."""
    return [one for one in found if one.code is code]


def row_of(one: Diagnostic) -> int:
    """Return the row that a diagnostic names."""
    return int(one.path.rpartition("[")[2].rstrip("]"))


@given(tables)
def test_lint_is_brute_force(table: Table) -> None:
    """Each fault is found where there is one, once, and nowhere else."""
    brute, found = Brute(table), lint(table.policy)

    gaps = of(found, LintCode.ROW_GAP)
    assert runs(brute.gaps) == len(gaps)
    assert {level_of(one) for one in gaps} <= set(brute.gaps)

    holes = of(found, LintCode.HOLE_BELOW_TARGET)
    assert bool(brute.hole) == bool(holes)
    assert {level_of(one) for one in holes} <= set(brute.hole)

    overlaps = of(found, LintCode.ROW_OVERLAP)
    assert bool(brute.overlaps) == bool(overlaps)
    assert {level_of(one) for one in overlaps} <= set(brute.overlaps)

    when_met = of(found, LintCode.PAYS_WHEN_MET)
    assert {place for _, place in brute.when_met} == set(map(row_of, when_met))
    assert {(level_of(one), row_of(one)) for one in when_met} <= set(
        brute.when_met
    )

    drops = of(found, LintCode.INCONSISTENT)
    assert brute.drops == bool(drops)
    for one in drops:
        assert isinstance(one.witness, LevelWitness)
        assert one.witness.beside is not None
        beside = one.witness.beside.exact * 100
        assert level_of(one) < beside
        assert min(table.shares(level_of(one))) < min(table.shares(beside))


@given(tables)
def test_nothing_is_paid_where_it_says_so(table: Table) -> None:
    """Rows of nothing and what lies beyond the last row, and only these."""
    brute, found = Brute(table), lint(table.policy)
    zero = [
        level
        for level in GRID
        if table.breached(level)
        and table.inside(level)
        and set(table.shares(level)) == {0}
        and (
            table.overlap is RowOverlap.FIRST or len(table.inside(level)) == 1
        )
    ]
    said = of(found, LintCode.BREACH_PAYS_NOTHING)
    assert {level_of(one) for one in said} <= {*zero, *brute.beyond}
    # A stretch of more than one level is a range, one level is none.
    ranges = [
        level
        for levels in (zero, brute.beyond)
        for level in levels
        if level - Fraction(1, 2) in levels
    ]
    assert bool(said) >= bool(ranges)


@given(tables)
def test_the_order_of_rows_does_not_matter(table: Table) -> None:
    """Unless the first that matches is taken."""
    table = attrs.evolve(table, overlap=RowOverlap.UNDETERMINED)
    turned = attrs.evolve(table, rows=table.rows[::-1])

    def told(one: Table) -> set[tuple[LintCode, str]]:
        """Return what is wrong, by codes and witnesses."""
        return {
            (found.code, str(found.witness))
            for found in lint(one.policy)
            if found.code is not LintCode.ROW_OVERLAP
        }

    assert told(table) == told(turned)


def evaluated(policy: Policy, span: Span, down: dt.timedelta) -> Evaluation:
    """Return what follows if a period begins with one outage."""
    outage = Outage(
        start=span.start_ticks,
        end=span.start_ticks + down // dt.timedelta(microseconds=1),
        verified=span.start_ticks,
    )
    service = Service(id="s", fee=Money(FEE, "EUR"))
    record = Record(service=service, period=span, outages=[outage])
    return evaluate(policy, record)


def at(policy: Policy, one: Diagnostic) -> Evaluation:
    """Return what follows at the level of a witness."""
    witness = one.witness
    assert isinstance(witness, LevelWitness)
    assert witness.period is not None
    assert witness.downtime is not None
    found = evaluated(policy, witness.period, witness.downtime)
    exact = found.results[0].readings[0].reading.value
    assert witness.figure.exact == exact
    return found


def money(found: Evaluation) -> Fraction:
    """Return what is owed, nothing where a gap leaves it open."""
    codes = {why.code.value for _, why in found.credit.undetermined}
    assert codes <= {"gap"}
    total = found.credit.money
    return Fraction(0) if total is None else total.fraction


def codes(found: Evaluation) -> set[str]:
    """Return why the credit is not known."""
    return {why.code.value for _, why in found.credit.undetermined}


@given(tables)
def test_witnesses_show_the_fault_when_evaluated(table: Table) -> None:
    """On a record that produces the level, the evaluation itself does."""
    policy = table.policy
    for one in lint(policy):
        if not isinstance(one.witness, LevelWitness):
            continue
        found = at(policy, one)
        outcome = found.results[0].outcome
        if one.code is LintCode.PAYS_WHEN_MET:
            assert outcome is Outcome.MET
            assert _would_pay(policy, row_of(one), found)
            continue
        assert outcome is Outcome.BREACHED
        if one.code in {LintCode.ROW_GAP, LintCode.HOLE_BELOW_TARGET}:
            assert {"gap"} == codes(found)
        elif one.code is LintCode.ROW_OVERLAP:
            assert {"overlap"} == codes(found)
        elif one.code is LintCode.BREACH_PAYS_NOTHING:
            assert 0 == money(found)
        elif one.code is LintCode.CLIFF:
            assert money(found) > FEE / 2
            assert one.witness.downtime is not None
            assert one.witness.period is not None
            less = one.witness.downtime - dt.timedelta(microseconds=1)
            before = evaluated(policy, one.witness.period, less)
            assert before.results[0].outcome is Outcome.MET


def _would_pay(policy: Policy, row: int, found: Evaluation) -> bool:
    """Whether a row of the table alone pays for what was read."""
    rule = policy.commitments[0].credit
    assert isinstance(rule, TieredCredit)
    alone = attrs.evolve(rule, rows=[rule.rows[row]])
    one = found.results[0].readings[0]
    basis = Basis(
        service=found.record.service,
        length=1,
        zone="UTC",
        target=one.broken,
    )
    return bool(alone.award(one.reading, basis).money)


@given(tables)
def test_worse_levels_earn_less_when_evaluated(table: Table) -> None:
    """An inconsistency is two records, of which the worse earns less."""
    policy = table.policy
    for one in of(lint(policy), LintCode.INCONSISTENT):
        witness = one.witness
        assert isinstance(witness, LevelWitness)
        assert witness.beside is not None
        assert witness.period is not None
        worse = at(policy, one)
        share = 1 - witness.beside.exact
        length = witness.period.length
        better = evaluated(
            policy,
            witness.period,
            length * share.numerator / share.denominator,
        )
        if "overlap" in codes(worse) | codes(better):
            continue  # brute force has shown it
        assert money(worse) < money(better)


@given(
    step=st.integers(1, 20),
    share=st.integers(1, 30),
    target=st.integers(50, 100),
)
def test_unsaturated_steps_exceed_the_fee(
    step: int, share: int, target: int
) -> None:
    """At the witness more than the whole fee is owed, or all of it down."""
    policy = _policy(
        PerStepCredit(amount=f"{share}%", step=f"{step}%"), target
    )
    for one in of(lint(policy), LintCode.UNSATURATED):
        owed = money(at(policy, one))
        most = Fraction(target, step) * share
        assert owed > FEE or (most <= FEE and level_of(one) == 0)


@given(cap=st.integers(1, 40), first=st.integers(1, 40))
def test_caps_that_defeat_rows_take_something(cap: int, first: int) -> None:
    """At the witness the cap bites."""
    rows_ = [
        TierRow(at_least="50%", below="90%", credit=f"{first}%"),
        TierRow(below="50%", credit="40%"),
    ]
    policy = attrs.evolve(
        _policy(TieredCredit(rows=rows_), 90),
        credits=CreditTerms(
            caps=[Cap(at_most=Percent(cap), per="period")], combine="sum"
        ),
    )
    for one in of(lint(policy), LintCode.CAP_DEFEATS_ROW):
        found = at(policy, one)
        assert found.credit.capped_by
        assert cap == money(found)


@given(days=st.integers(1, 40))
def test_claims_lapse_before_there_is_a_figure(days: int) -> None:
    """As of then the claim has lapsed, and the period is not over."""
    policy = attrs.evolve(
        _policy(TieredCredit(rows=[TierRow(below="90%", credit="10%")]), 90),
        period=RollingPeriod(parse_length("30 days")),
        claims=ClaimTerms(
            file=Deadline(within=f"{days} days", after="verification")
        ),
    )
    said = of(lint(policy), LintCode.WINDOW_BEFORE_METRIC)
    assert (days < 30) == bool(said)
    for one in said:
        witness = one.witness
        assert isinstance(witness, DateWitness)
        span = Span(witness.outage, witness.known)
        down = span.length / 5
        service = Service(id="s", fee=Money(FEE, "EUR"))
        outage = Outage(
            start=span.start_ticks,
            end=span.start_ticks + down // dt.timedelta(microseconds=1),
            verified=span.start_ticks,
        )
        record = Record(service=service, period=span, outages=[outage])
        late = witness.lapses + dt.timedelta(microseconds=1)
        found = evaluate(policy, record, as_of=late)
        assert not found.is_final
        assert {Standing.LAPSED} == {
            entitled.standing for entitled in found.entitlements
        }


def _policy(credit: TieredCredit | PerStepCredit, target: int) -> Policy:
    """Return a policy with one promise over a thousand seconds."""
    return Policy(
        id="one",
        timezone="UTC",
        currency="EUR",
        period=RollingPeriod(dt.timedelta(seconds=1000)),
        commitments=[
            Commitment(
                id="uptime",
                metric=Availability(),
                target=Target.of(at_least=f"{target}%"),
                credit=credit,
            )
        ],
    )
