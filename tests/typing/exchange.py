"""What rules hand each other."""

import datetime as dt

from collections.abc import Iterable
from fractions import Fraction
from typing import assert_type

from slapolicy import (
    Amount,
    Award,
    Basis,
    Code,
    Comparison,
    Compose,
    CountFrom,
    CreditRule,
    Decision,
    Decisions,
    Down,
    Exclusion,
    Extension,
    Figure,
    Forgiveness,
    Line,
    Metric,
    Money,
    Outage,
    Overlap,
    Quantity,
    Reading,
    Reason,
    Record,
    Scope,
    Scoped,
    Service,
    Stretch,
    Ticket,
    UnobservedAs,
    View,
    Window,
    WorkCalendar,
)


def view(one: View, made: Iterable[Decision]) -> None:
    """The record as one commitment sees it."""
    assert_type(one.record, Record)
    assert_type(one.start, int)
    assert_type(one.end, int)
    assert_type(one.label, str)
    assert_type(one.zone, str)
    assert_type(one.as_of, int)
    assert_type(one.windows, tuple[Window, ...])
    assert_type(one.calendars, tuple[tuple[str, WorkCalendar], ...])
    assert_type(one.scope, Scope)
    assert_type(one.stretches(made), tuple[Stretch, ...])
    assert_type(one.sees("x"), bool)
    assert_type(one.calendar("x"), WorkCalendar)
    assert_type(one.downs, tuple[Down, ...])
    assert_type(one.joined, tuple[Down, ...])
    assert_type(one.named, dict[str | None, tuple[int, Outage]])
    assert_type(one.tickets, dict[str | None, Ticket])
    assert_type(one.unclocked, tuple[str, ...])
    assert_type(one.unobserved, tuple[tuple[int, int], ...])


def window(one: Window) -> None:
    """A span to read on its own: the period, or one slice of it."""
    assert_type(one.start, int)
    assert_type(one.end, int)
    assert_type(one.subject, str)
    assert_type(one.nominal, int | None)


def scope(one: Scope) -> None:
    """Which outages a metric reads, and how they become one down state."""
    assert_type(one.outages, tuple[Outage, ...])
    assert_type(one.components, tuple[str, ...])
    assert_type(one.need, int)
    assert_type(one.count_from, CountFrom)
    assert_type(one.weighted, bool)
    assert_type(one.overlap, Overlap)
    assert_type(one.compose, Compose)
    assert_type(one.unobserved, UnobservedAs)


def down(one: Down) -> None:
    """One outage with its clock moved, open ends closed."""
    assert_type(one.start, int)
    assert_type(one.end, int)
    assert_type(one.component, str | None)
    assert_type(one.weight, Fraction)
    assert_type(one.name, str)


def stretch(one: Stretch) -> None:
    """Downtime in one piece, as the rules see it."""
    assert_type(one.outage, str)
    assert_type(one.start, int)
    assert_type(one.end, int)
    assert_type(one.pieces, tuple[tuple[int, int], ...])
    assert_type(one.counted, Fraction | int)
    assert_type(one.weights, tuple[Fraction, ...] | None)


def decision(one: Decision) -> None:
    """What one exclusion decided about one fact."""
    assert_type(one.rule, str)
    assert_type(one.fact, str)
    assert_type(one.held, bool)
    assert_type(one.spans, tuple[tuple[int, int], ...])
    assert_type(one.component, str | None)
    assert_type(one.outage, str | None)
    assert_type(one.reason, str | None)
    assert_type(one.used, int)


def decisions(one: Decisions) -> None:
    """All that was decided about the facts in a metric's scope."""
    assert_type(one.made, tuple[Decision, ...])
    assert_type(one.stretches, tuple[Stretch, ...])
    assert_type(one.by_lane, dict[str | None, list[tuple[int, int]]])
    assert_type(one.excluded, tuple[tuple[int, int], ...])
    assert_type(one.outages, frozenset[str | None])


def reading(one: Reading) -> None:
    """What a metric read."""
    assert_type(one.subject, str)
    assert_type(one.quantity, Quantity)
    assert_type(one.exact, Fraction | None)
    assert_type(one.value, Fraction | None)
    assert_type(one.decimals, int | None)
    assert_type(one.downtime, Fraction | int | None)
    assert_type(one.measured, int | None)
    assert_type(one.excess, Fraction | None)
    assert_type(one.stretches, tuple[Stretch, ...])
    assert_type(one.of_one, bool)
    assert_type(one.growing, bool)
    assert_type(one.reason, Reason | None)
    assert_type(one.other, Reading | None)
    assert_type(one.doubt, Code | None)


def reason(one: Reason) -> None:
    """Why, as a code and in words."""
    assert_type(one.code, Code)
    assert_type(one.text, str)


def basis(one: Basis) -> None:
    """What money needs to know beside a reading."""
    assert_type(one.service, Service)
    assert_type(one.length, int)
    assert_type(one.zone, str)
    assert_type(one.amounts, tuple[tuple[str, Money], ...])
    assert_type(one.target, tuple[Comparison, Figure] | None)
    assert_type(one.calendars, tuple[tuple[str, WorkCalendar], ...])
    assert_type(one.sum_of("x"), Money | None)


def award(one: Award) -> None:
    """What a broken promise is worth, as exact lines."""
    assert_type(one.lines, tuple[Line, ...])
    assert_type(one.unknown, tuple[Reason, ...])
    assert_type(one.money, Fraction | None)
    assert_type(one.extensions, tuple[Extension, ...])
    assert_type(one.is_nothing, bool)


def line(one: Line) -> None:
    """One line of a credit, exact."""
    assert_type(one.rule, str)
    assert_type(one.subject, str)
    assert_type(one.amount, Amount | None)
    assert_type(one.quantity, Fraction)
    assert_type(one.base, str | None)
    assert_type(one.base_sum, Money | None)
    assert_type(one.money, Fraction | None)
    assert_type(one.extension, Extension | None)


def metric(one: Metric, view: View, decisions: Decisions) -> None:
    """A rule that measures how a promise fared."""
    assert_type(one.measure(view, decisions), tuple[Reading, ...])


def exclusion(
    one: Exclusion, view: View, used: dt.timedelta | Fraction | None
) -> None:
    """A rule that excuses facts before downtime is merged."""
    assert_type(one.excuse(view, used), tuple[Decision, ...])


def forgiveness(
    one: Forgiveness, stretches: tuple[Stretch, ...], view: View
) -> None:
    """A rule that forgives stretches after downtime is merged."""
    assert_type(one.forgive(stretches, view), tuple[Decision, ...])


def credit_rule(one: CreditRule, reading: Reading, basis: Basis) -> None:
    """A rule that says what a broken promise is worth."""
    assert_type(one.award(reading, basis), Award)


def scoped(one: Scoped, record: Record) -> None:
    """A metric that reads outages says which, and how they compose."""
    assert_type(one.scope(record, 1), Scope)
