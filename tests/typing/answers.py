"""What follows."""

import datetime as dt

from collections.abc import Iterable
from fractions import Fraction
from typing import assert_type

from pendulum import DateTime

from slapolicy import (
    Amount,
    Award,
    Bounds,
    Cap,
    CapTaken,
    Carried,
    CommitmentResult,
    Comparison,
    Credit,
    CreditLine,
    Decision,
    DecisionResult,
    Decisions,
    Difference,
    Due,
    EarnedRight,
    Entitlement,
    EntryState,
    Evaluation,
    Extension,
    Figure,
    Headroom,
    Ledger,
    LedgerEntry,
    LineKind,
    Marginal,
    Money,
    Outcome,
    Policy,
    Reading,
    ReadingResult,
    Reason,
    Record,
    Settlement,
    Span,
    Standing,
    View,
    Worth,
)
from slapolicy._tree import Tree


def evaluation(one: Evaluation, other: Evaluation) -> None:
    """What follows from a policy and a record."""
    assert_type(one.results, tuple[CommitmentResult, ...])
    assert_type(one.credit, Credit)
    assert_type(one.policy, Policy)
    assert_type(one.record, Record)
    assert_type(one.service, str)
    assert_type(one.period, Span)
    assert_type(one.label, str)
    assert_type(one.as_of, DateTime)
    assert_type(one.is_final, bool)
    assert_type(one.result("x"), CommitmentResult)
    assert_type(one.headroom(), Headroom)
    assert_type(one.marginal("x", among="x"), Marginal)
    assert_type(one.compare(other), Difference)
    assert_type(one.explain("x", "x"), str)
    assert_type(one.to_dict(), dict[str, Tree])
    assert_type(one.assumptions, tuple[str, ...])
    assert_type(one.bounds, Bounds | None)
    assert_type(one.carried, Carried)
    assert_type(one.digest, str)
    assert_type(one.eligibility, Reason | None)
    assert_type(one.entitlements, tuple[Entitlement, ...])
    assert_type(one.ledger, Ledger)
    assert_type(one.rights, tuple[EarnedRight, ...])
    assert_type(one.settlement, Settlement)


def commitment_result(
    one: CommitmentResult, readings: Iterable[ReadingResult]
) -> None:
    """How one promise fared; the details are found when somebody looks."""
    assert_type(one.id, str)
    assert_type(one.outcome, Outcome)
    assert_type(one.reason, Reason | None)
    assert_type(one.has_credit, bool)
    assert_type(one.readings, tuple[ReadingResult, ...])
    assert_type(one.view, View | None)
    assert_type(one.decisions, Decisions)
    assert_type(one.with_readings(readings), CommitmentResult)
    assert_type(one.is_judged, bool)
    assert_type(one.may_earn, bool)
    assert_type(one.exclusions, tuple[DecisionResult, ...])


def reading_result(one: ReadingResult) -> None:
    """One reading, judged."""
    assert_type(one.reading, Reading)
    assert_type(one.outcome, Outcome)
    assert_type(one.reason, Reason | None)
    assert_type(one.broken, tuple[Comparison, Figure] | None)
    assert_type(one.award, Award)
    assert_type(one.worth, Worth)
    assert_type(one.best, ReadingResult | None)
    assert_type(one.worst, ReadingResult | None)
    assert_type(one.subject, str)
    assert_type(one.may_earn, bool)


def decision_result(one: DecisionResult) -> None:
    """What one exclusion decided about one fact, and what that took."""
    assert_type(one.decision, Decision)
    assert_type(one.taken, int)
    assert_type(one.seconds, Fraction)


def credit(one: Credit) -> None:
    """What is owed in all."""
    assert_type(one.money, Money | None)
    assert_type(one.extensions, tuple[Extension, ...])
    assert_type(one.undetermined, tuple[tuple[str | None, Reason], ...])
    assert_type(one.capped_by, tuple[CapTaken, ...])


def cap_taken(one: CapTaken) -> None:
    """A cap that took something."""
    assert_type(one.cap, Cap)
    assert_type(one.money, Money | None)
    assert_type(one.extensions, tuple[Extension, ...])


def entitlement(one: Entitlement) -> None:
    """Something owed, or that may be owed, and how it is to be had."""
    assert_type(one.commitment, str)
    assert_type(one.subject, str)
    assert_type(one.money, Money | None)
    assert_type(one.extensions, tuple[Extension, ...])
    assert_type(one.deadlines, Due)
    assert_type(one.standing, Standing)
    assert_type(one.waits_for, str | None)


def earned_right(one: EarnedRight) -> None:
    """A right that has arisen."""
    assert_type(one.right, str)
    assert_type(one.since_ticks, int)
    assert_type(one.until_ticks, int | None)
    assert_type(one.since, DateTime)
    assert_type(one.until, DateTime | None)


def bounds(one: Bounds) -> None:
    """Between what the answer lies where unobserved time leaves it open."""
    assert_type(
        one.availability, tuple[tuple[str, tuple[Fraction, Fraction]], ...]
    )
    assert_type(one.credit, tuple[Money, Money] | None)


def ledger(one: Ledger) -> None:
    """The period and the credit, line by line."""
    assert_type(one.entries, tuple[tuple[str, tuple[LedgerEntry, ...]], ...])
    assert_type(one.credit_lines, tuple[CreditLine, ...])
    assert_type(one.of("x"), tuple[LedgerEntry, ...])
    assert_type(one.money, Fraction)


def ledger_entry(one: LedgerEntry) -> None:
    """A stretch of the period in which one thing holds."""
    assert_type(one.start_ticks, int)
    assert_type(one.end_ticks, int)
    assert_type(one.state, EntryState)
    assert_type(one.rule, str | None)
    assert_type(one.fact, str | None)
    assert_type(one.weight, Fraction)
    assert_type(one.start, DateTime)
    assert_type(one.end, DateTime)
    assert_type(one.length, dt.timedelta)


def credit_line(one: CreditLine) -> None:
    """One line of the credit, exact."""
    assert_type(one.kind, LineKind)
    assert_type(one.money, Fraction)
    assert_type(one.extensions, tuple[Extension, ...])
    assert_type(one.commitment, str | None)
    assert_type(one.subject, str | None)
    assert_type(one.rule, str | None)
    assert_type(one.amount, Amount | None)
    assert_type(one.quantity, Fraction | None)
    assert_type(one.base, str | None)
    assert_type(one.base_sum, Money | None)
    assert_type(one.cap, Cap | None)


def settlement(one: Settlement) -> None:
    """How the credit came about, exact until the rounding."""
    assert_type(one.awards, tuple[Award, ...])
    assert_type(one.readings, tuple[Worth, ...])
    assert_type(one.totals, tuple[tuple[str, Worth], ...])
    assert_type(one.combined, Worth)
    assert_type(one.withheld, Fraction)
    assert_type(one.exact, Worth)
    assert_type(one.unknown, tuple[tuple[str | None, Reason], ...])
    assert_type(one.to_choose, bool)


def worth(one: Worth, other: Worth, left: Worth) -> None:
    """Exact money and extensions."""
    assert_type(one.money, Fraction | None)
    assert_type(one.extensions, tuple[Extension, ...])
    assert_type(one.plus(other), Worth)
    assert_type(one.less(left), Worth)
    assert_type(one.is_nothing, bool)
