"""Spans, periods, calendars."""

import datetime as dt

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_type

from pendulum import DateTime

from slapolicy import (
    BillingPeriod,
    CalendarPeriod,
    HolidaysOf,
    Length,
    LocalWindow,
    MonthDay,
    PeriodUnit,
    RollingPeriod,
    Shift,
    Span,
    SpanSet,
    Weekday,
    WorkCalendar,
)


def span(
    one: Span,
    *,
    start: dt.datetime,
    length: dt.timedelta,
    other: Span | dt.datetime,
    span: Span,
) -> None:
    """The time from one instant up to, and without, another."""
    assert_type(one.start_ticks, int)
    assert_type(one.end_ticks, int)
    assert_type(Span.of_ticks(1, 1), Span)
    assert_type(Span.lasting(start, length), Span)
    assert_type(Span.from_iso("x"), Span)
    assert_type(one.to_iso(), str)
    assert_type(one.start, DateTime)
    assert_type(one.end, DateTime)
    assert_type(one.length, dt.timedelta)
    assert_type(one.length_ticks, int)
    assert_type(one.is_empty, bool)
    assert_type(one.covers(other), bool)
    assert_type(one.overlaps(span), bool)
    assert_type(one.clipped(span), Span | None)


def span_set(
    one: SpanSet,
    *,
    spans: Span,
    pairs: Iterable[tuple[int, int]],
    sets: SpanSet,
    span: Span,
    within: Span,
    other: Span | SpanSet,
) -> None:
    """A set of instants, as the fewest spans that hold them."""
    assert_type(one.pairs, tuple[tuple[int, int], ...])
    assert_type(SpanSet.of(spans), SpanSet)
    assert_type(SpanSet.of_pairs(pairs), SpanSet)
    assert_type(SpanSet.empty(), SpanSet)
    assert_type(SpanSet.overlap_at_least(1, sets), SpanSet)
    assert_type(one.measure(), int)
    assert_type(one.measure_within(span), int)
    assert_type(one.clipped(span), SpanSet)
    assert_type(one.complement(within), SpanSet)
    assert_type(one.covers(other), bool)


def calendar_period(one: CalendarPeriod) -> None:
    """A unit of the calendar, or several together."""
    assert_type(one.unit, PeriodUnit)
    assert_type(one.count, int)
    assert_type(one.starts, MonthDay | None)
    assert_type(one.nominal, dt.timedelta | None)
    assert_type(one.kind, str)


def billing_period(one: BillingPeriod) -> None:
    """Units counted from the day from which a service is billed."""
    assert_type(one.unit, PeriodUnit)
    assert_type(one.count, int)
    assert_type(one.nominal, dt.timedelta | None)
    assert_type(one.kind, str)


def rolling_period(one: RollingPeriod) -> None:
    """Any stretch of exactly one length."""
    assert_type(one.length, Length)
    assert_type(one.nominal, dt.timedelta | None)
    assert_type(one.kind, str)
    assert_type(one.length_ticks, int)
    assert_type(one.containing(1, "x"), tuple[int, int] | None)
    assert_type(one.between(1, 1, "x"), Iterator[tuple[int, int]])
    assert_type(one.matches(1, 1, "x"), bool)


def month_day(one: MonthDay) -> None:
    """A day that every year has, such as the first of a fiscal year."""
    assert_type(one.month, int)
    assert_type(one.day, int)
    assert_type(MonthDay.parse("x"), MonthDay)


def work_calendar(
    one: WorkCalendar,
    *,
    hours: Mapping[str, Iterable[str]],
    dates: Mapping[dt.date, Iterable[str]] | None,
    holidays: Iterable[dt.date],
    national: Iterable[HolidaysOf],
    day: dt.date,
    pairs: Iterable[tuple[int, int]],
) -> None:
    """When somebody is at work."""
    assert_type(one.hours, tuple[tuple[Shift, ...], ...])
    assert_type(one.dates, tuple[tuple[dt.date, tuple[Shift, ...]], ...])
    assert_type(one.holidays, tuple[dt.date, ...])
    assert_type(one.national, tuple[HolidaysOf, ...])
    assert_type(one.timezone, str | None)
    assert_type(
        WorkCalendar.of(
            hours,
            dates=dates,
            holidays=holidays,
            national=national,
            timezone="x",
        ),
        WorkCalendar,
    )
    assert_type(one.zone, str)
    assert_type(one.in_zone("x"), WorkCalendar)
    assert_type(one.shifts_on(day), tuple[Shift, ...])
    assert_type(one.is_business_day(day), bool)
    assert_type(one.open_pairs(1, 1), tuple[tuple[int, int], ...])
    assert_type(one.worked(1, 1), int)
    assert_type(one.add_hours(1, 1, back=True), int)
    assert_type(one.add_days(1, 1, back=True), int)
    assert_type(one.add_days_from_period_end(1, 1), int)
    assert_type(one.next_business_day(1), int)
    assert_type(one.days_touched(pairs), int)


def shift(one: Shift) -> None:
    """Hours of a day, by its local clock."""
    assert_type(one.start, int)
    assert_type(one.end, int)
    assert_type(one.crosses_midnight, bool)
    assert_type(Shift.parse("x"), Shift)


def holidays_of(one: HolidaysOf) -> None:
    """The public holidays of a country, or of a part of it."""
    assert_type(one.country, str)
    assert_type(one.subdivision, str | None)
    assert_type(one.in_year(1), frozenset[dt.date])


def local_window(one: LocalWindow) -> None:
    """Local hours that come again, also across midnight."""
    assert_type(one.days, tuple[Weekday, ...])
    assert_type(one.hours, Shift)


def reckoned(
    one: Span, other: Span, a: SpanSet, b: SpanSet, at: dt.datetime
) -> None:
    """Spans compare and sort; sets of them are reckoned with as sets."""
    assert_type(one < other, bool)
    assert_type(sorted([one, other]), list[Span])
    assert_type(a | b, SpanSet)
    assert_type(a & b, SpanSet)
    assert_type(a - b, SpanSet)
    assert_type(a ^ b, SpanSet)
    assert_type(at in a, bool)
    assert_type(len(a), int)
    assert_type(list(a), list[Span])
