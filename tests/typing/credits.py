"""What broken promises are worth, and how it is claimed."""

import datetime as dt

from fractions import Fraction
from typing import assert_type

from slapolicy import (
    Amount,
    Anchor,
    Attribute,
    Award,
    Basis,
    BillingPeriod,
    CalendarLength,
    Cap,
    Claim,
    ClaimTerms,
    Clocks,
    Combine,
    CreditRule,
    CreditTerms,
    Deadline,
    Due,
    Each,
    EndOf,
    Event,
    Extension,
    Figure,
    FlatCredit,
    Gap,
    GrainRounding,
    Length,
    LengthRead,
    MinimumIs,
    Money,
    NamedEvent,
    Outage,
    Per,
    Percent,
    PerStepCredit,
    PerUnitCredit,
    ProRataCredit,
    Reading,
    Reads,
    Reason,
    Rounding,
    RowOverlap,
    Service,
    Standing,
    SumCredit,
    Ticket,
    TieredCredit,
    TierRow,
    UnitRounding,
    UnspecifiedCredit,
    Which,
    WorkCalendar,
)
from slapolicy._tree import Tree


def tiered_credit(
    one: TieredCredit,
    *,
    reading: Reading,
    basis: Basis,
    figure: Fraction | int,
    service: Service,
) -> None:
    """A table: the row in which the figure lies says what is due."""
    assert_type(one.rows, tuple[TierRow, ...])
    assert_type(one.reads, Reads)
    assert_type(one.of, str)
    assert_type(one.gap, Gap)
    assert_type(one.overlap, RowOverlap)
    assert_type(one.times, Fraction | Attribute)
    assert_type(one.kind, str)
    assert_type(one.award(reading, basis), Award)
    assert_type(one.place(reading, basis), tuple[int, ...])
    assert_type(one.is_rising(reading, basis), bool)
    assert_type(one.row(figure, service, rising=True), TierRow | Reason | None)


def tier_row(one: TierRow) -> None:
    """One row of a table."""
    assert_type(one.at_least, Figure | Attribute | None)
    assert_type(one.above, Figure | Attribute | None)
    assert_type(one.below, Figure | Attribute | None)
    assert_type(one.at_most, Figure | Attribute | None)
    assert_type(one.credit, Amount)
    assert_type(one.low, Figure | Attribute | None)
    assert_type(one.high, Figure | Attribute | None)
    assert_type(one.bounds, tuple[Figure | Attribute, ...])


def per_unit_credit(
    one: PerUnitCredit, reading: Reading, basis: Basis
) -> None:
    """An amount for each unit of downtime, or of what exceeds the target."""
    assert_type(one.amount, Amount)
    assert_type(one.unit, Length)
    assert_type(one.reads, LengthRead)
    assert_type(one.rounding, UnitRounding)
    assert_type(one.grace, dt.timedelta | None)
    assert_type(one.each, Each)
    assert_type(one.of, str)
    assert_type(one.times, Fraction | Attribute)
    assert_type(one.calendar, str | None)
    assert_type(one.kind, str)
    assert_type(one.in_days, bool)
    assert_type(one.in_hours, bool)
    assert_type(one.unit_ticks, int)
    assert_type(one.award(reading, basis), Award)


def per_step_credit(
    one: PerStepCredit, reading: Reading, basis: Basis
) -> None:
    """An amount for each step of distance to the target, on either side."""
    assert_type(one.amount, Amount)
    assert_type(one.step, Figure)
    assert_type(one.rounding, UnitRounding)
    assert_type(one.of, str)
    assert_type(one.times, Fraction | Attribute)
    assert_type(one.kind, str)
    assert_type(one.award(reading, basis), Award)


def pro_rata_credit(
    one: ProRataCredit, reading: Reading, basis: Basis
) -> None:
    """The share of the fee for the time that is read."""
    assert_type(one.reads, LengthRead)
    assert_type(one.grain, dt.timedelta | None)
    assert_type(one.grain_rounding, GrainRounding)
    assert_type(one.of, str)
    assert_type(one.times, Fraction | Attribute)
    assert_type(one.kind, str)
    assert_type(one.award(reading, basis), Award)


def flat_credit(one: FlatCredit, reading: Reading, basis: Basis) -> None:
    """An amount, once."""
    assert_type(one.amount, Amount)
    assert_type(one.of, str)
    assert_type(one.times, Fraction | Attribute)
    assert_type(one.kind, str)
    assert_type(one.award(reading, basis), Award)


def sum_credit(one: SumCredit, reading: Reading, basis: Basis) -> None:
    """Several rules added: a lump and then units."""
    assert_type(one.rules, tuple[CreditRule, ...])
    assert_type(one.kind, str)
    assert_type(one.award(reading, basis), Award)
    assert_type(one.place(reading, basis), tuple[int, ...])


def unspecified_credit(
    one: UnspecifiedCredit, reading: Reading, basis: Basis
) -> None:
    """A credit that is promised in words that state no figure."""
    assert_type(one.text, str)
    assert_type(one.kind, str)
    assert_type(one.award(reading, basis), Award)


def credit_terms(one: CreditTerms) -> None:
    """How awards become the credit."""
    assert_type(one.combine_said, Combine | None)
    assert_type(one.caps, tuple[Cap, ...])
    assert_type(one.minimum, Percent | Money | None)
    assert_type(one.minimum_is, MinimumIs)
    assert_type(one.rounding, Rounding)
    assert_type(one.form, str | None)
    assert_type(one.expires, Length | None)
    assert_type(one.on_expiry, str | None)
    assert_type(one.clause, str | None)
    assert_type(one.combine, Combine)


def cap(one: Cap) -> None:
    """The most that is paid."""
    assert_type(one.at_most, Percent | Money | Extension)
    assert_type(one.of, str)
    assert_type(one.per, Per | CalendarLength)


def claim_terms(
    one: ClaimTerms, *, clocks: Clocks, claim: Claim | None, due: Due
) -> None:
    """Who must ask for what is owed, how, and by when."""
    assert_type(one.required, bool)
    assert_type(one.channel, str | None)
    assert_type(one.evidence, tuple[str, ...])
    assert_type(one.notify, Deadline | None)
    assert_type(one.file, Deadline | None)
    assert_type(one.acknowledge, Deadline | None)
    assert_type(one.decide, Deadline | None)
    assert_type(one.appeal, Deadline | None)
    assert_type(one.apply, Deadline | None)
    assert_type(one.clause, str | None)
    assert_type(one.deadlines, tuple[tuple[str, Deadline], ...])
    assert_type(one.due(clocks), Due)
    assert_type(one.waits_for(clocks), str | None)
    assert_type(one.standing(claim, due, 1), Standing)


def deadline(one: Deadline, clocks: Clocks) -> None:
    """By when something must have happened; that instant is still in time."""
    assert_type(one.within, Length)
    assert_type(one.after, Anchor | NamedEvent | None)
    assert_type(one.which, Which)
    assert_type(one.end_of, EndOf | None)
    assert_type(one.opens, Deadline | None)
    assert_type(one.calendar, str | None)
    assert_type(one.is_business, bool)
    assert_type(one.due(clocks), int | None)
    assert_type(one.waits_for(clocks), str | None)


def named_event(one: NamedEvent) -> None:
    """A clock that starts from the earliest event of a name."""
    assert_type(one.event, str)
    assert_type(one.to_tree(), Tree)


def due(one: Due) -> None:
    """The deadlines of one entitlement, each still in time; None if not known."""
    assert_type(one.opens, int | None)
    assert_type(one.notify_by, int | None)
    assert_type(one.file_by, int | None)
    assert_type(one.acknowledge_by, int | None)
    assert_type(one.decide_by, int | None)
    assert_type(one.appeal_by, int | None)
    assert_type(one.apply_by, int | None)


def clocks(one: Clocks, after: Anchor | NamedEvent, which: Which) -> None:
    """What deadlines read: the facts that count for one reading, as of now."""
    assert_type(one.period_start, int)
    assert_type(one.period_end, int)
    assert_type(one.zone, str)
    assert_type(one.as_of, int)
    assert_type(one.outages, tuple[Outage | Ticket, ...])
    assert_type(one.breach, int | None)
    assert_type(one.events, tuple[Event, ...])
    assert_type(one.claim, Claim | None)
    assert_type(one.calendars, tuple[tuple[str, WorkCalendar], ...])
    assert_type(one.billing, BillingPeriod | None)
    assert_type(one.billing_anchor, dt.date | None)
    assert_type(one.at(after, which), int | None)
