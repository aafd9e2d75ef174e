"""What else is asked."""

import datetime as dt

from fractions import Fraction
from typing import assert_type

from pendulum import DateTime

from slapolicy import (
    Award,
    Carried,
    Change,
    Credit,
    DateWitness,
    Diagnostic,
    Difference,
    Evaluation,
    FactChange,
    FieldChange,
    Figure,
    Headroom,
    History,
    HistoryEvaluation,
    LevelWitness,
    LintCode,
    Marginal,
    Money,
    Outcome,
    OutcomeChange,
    Policy,
    PolicyHistory,
    Quantity,
    Record,
    Replay,
    Replayed,
    Room,
    Rounding,
    Severity,
    Span,
    SpanWitness,
    Track,
    Turn,
)
from slapolicy._tree import Tree


def headroom(one: Headroom) -> None:
    """How far each reading of downtime is from another answer."""
    assert_type(one.rooms, tuple[Room, ...])
    assert_type(one.of("x"), Room)
    assert_type(one.to_dict(), dict[str, Tree])


def room(one: Room) -> None:
    """How far one reading is from another answer."""
    assert_type(one.commitment, str)
    assert_type(one.subject, str)
    assert_type(one.outcome, Outcome)
    assert_type(one.downtime, Fraction | int)
    assert_type(one.credit, Credit)
    assert_type(one.more, Turn | None)
    assert_type(one.less, Turn | None)
    assert_type(one.kept, Turn | None)
    assert_type(one.to_dict(), dict[str, Tree])


def turn(one: Turn) -> None:
    """Where the answer turns."""
    assert_type(one.by, dt.timedelta)
    assert_type(one.outcome, Outcome)
    assert_type(one.award, Award)
    assert_type(one.credit, Credit)
    assert_type(one.change, Money | None)
    assert_type(one.money, Money | None)
    assert_type(one.to_dict(), dict[str, Tree])


def marginal(one: Marginal) -> None:
    """What the answer would be without one fact, or one exclusion."""
    assert_type(one.name, str)
    assert_type(one.among, str)
    assert_type(one.difference, Difference)
    assert_type(one.without, Evaluation)
    assert_type(one.change, Money | None)
    assert_type(one.to_dict(), dict[str, Tree])


def difference(one: Difference) -> None:
    """What changed between two evaluations."""
    assert_type(one.before, Evaluation)
    assert_type(one.after, Evaluation)
    assert_type(one.facts, tuple[FactChange, ...])
    assert_type(one.outcomes, tuple[OutcomeChange, ...])
    assert_type(one.change, Money | None)
    assert_type(one.same_policy, bool)
    assert_type(one.to_dict(), dict[str, Tree])


def fact_change(one: FactChange) -> None:
    """One fact that came, went or changed."""
    assert_type(one.kind, str)
    assert_type(one.id, str)
    assert_type(one.change, Change)
    assert_type(one.fields, tuple[FieldChange, ...])
    assert_type(one.after_the_fact, bool)


def field_change(one: FieldChange) -> None:
    """One field of a fact that is not what it was."""
    assert_type(one.name, str)
    assert_type(one.before, str | None)
    assert_type(one.after, str | None)


def outcome_change(one: OutcomeChange) -> None:
    """One promise that fared otherwise."""
    assert_type(one.commitment, str)
    assert_type(one.before, Outcome | None)
    assert_type(one.after, Outcome | None)


def replay(one: Replay) -> None:
    """What several policies would have paid for the same records."""
    assert_type(one.policies, tuple[Policy, ...])
    assert_type(one.records, tuple[Record, ...])
    assert_type(one.rows, tuple[tuple[Replayed, ...], ...])
    assert_type(one.totals, tuple[Money | None, ...])
    assert_type(one.to_dict(), dict[str, Tree])


def replayed(one: Replayed) -> None:
    """What one policy would have paid for one record."""
    assert_type(one.evaluation, Evaluation | None)
    assert_type(one.error, str | None)
    assert_type(one.money, Money | None)
    assert_type(one.to_dict(), dict[str, Tree])


def history_evaluation(one: HistoryEvaluation) -> None:
    """What follows from a record under the versions in force in its period."""
    assert_type(one.record, Record)
    assert_type(one.parts, tuple[Evaluation, ...])
    assert_type(one.carried, Carried)
    assert_type(one.money, Money | None)


def policy_history(
    one: PolicyHistory, instant: dt.datetime, span: Span
) -> None:
    """An agreement and what it became: versions, each in force for a time."""
    assert_type(one.policies, tuple[Policy, ...])
    assert_type(one.at(instant), Policy)
    assert_type(one.over(span), tuple[tuple[Policy, Span], ...])


def history(one: History) -> None:
    """How the commitments fared: the periods carried, and this one, the newest."""
    assert_type(one.tracks, tuple[Track, ...])
    assert_type(one.periods, int)


def track(one: Track) -> None:
    """How one commitment fared from period to period."""
    assert_type(one.commitment, str)
    assert_type(one.quantity, Quantity)
    assert_type(one.outcomes, tuple[Outcome, ...])
    assert_type(one.values, tuple[Fraction | None, ...])
    assert_type(one.decimals, int | None)
    assert_type(one.rounding, Rounding)
    assert_type(one.breached(1), bool)
    assert_type(one.value(1), Fraction | None)


def diagnostic(one: Diagnostic) -> None:
    """One thing that is wrong with an agreement."""
    assert_type(one.code, LintCode)
    assert_type(one.path, str)
    assert_type(one.message, str)
    assert_type(one.clause, str | None)
    assert_type(one.witness, LevelWitness | SpanWitness | DateWitness | None)
    assert_type(one.severity, Severity)
    assert_type(one.to_dict(), dict[str, Tree])


def level_witness(one: LevelWitness) -> None:
    """A measured level at which a fault shows."""
    assert_type(one.figure, Figure)
    assert_type(one.beside, Figure | None)
    assert_type(one.downtime, dt.timedelta | None)
    assert_type(one.period, Span | None)
    assert_type(one.attributes, tuple[tuple[str, str], ...])
    assert_type(one.to_tree(), Tree)


def span_witness(one: SpanWitness) -> None:
    """A stretch of time in which a fault shows."""
    assert_type(one.span, Span)
    assert_type(one.to_tree(), Tree)


def date_witness(one: DateWitness) -> None:
    """The instants at which a claim comes too late."""
    assert_type(one.outage_ticks, int)
    assert_type(one.lapses_ticks, int)
    assert_type(one.known_ticks, int)
    assert_type(one.outage, DateTime)
    assert_type(one.lapses, DateTime)
    assert_type(one.known, DateTime)
    assert_type(one.to_tree(), Tree)
