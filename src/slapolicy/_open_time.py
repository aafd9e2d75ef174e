"""
The open time of a work calendar: which days, from when to when.

It is reckoned a month at a time and remembered; hours added, hours worked
and business days all read the same months.
"""

import datetime as dt
import functools

from collections.abc import Callable, Hashable, Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple, NoReturn, Protocol

from slapolicy import _time
from slapolicy._hours import Shifts, local_days
from slapolicy._pairs import Pair, clipped, measured, merged
from slapolicy._units import moved_day
from slapolicy.errors import PolicyError


# How many months without open time are enough to give up: ten years.
_PATIENCE = 120
# Nor is open time added up for longer than thirty years.
_LIFETIME = 360
# Open time of longer spans is not remembered: it may be very many pairs.
_REMEMBERED = 62 * _time.DAY


class Hours(Hashable, Protocol):
    """What of a calendar is needed here; calendars that are equal agree."""

    @property
    def zone(self) -> str:
        """The IANA zone of its clock."""

    def shifts_on(self, day: dt.date) -> Shifts:
        """Return the hours of a day, none where it is closed."""


@functools.lru_cache(maxsize=4096)
def open_month(
    calendar: Hours, first: dt.date
) -> dict[dt.date, tuple[Pair, ...]]:
    """
    Return the business days of a month in order, and their open time.

    Args:
        calendar: Whose.

        first: The first day of the month.

    Raises:
        AmountError: If it leaves the years 1 to 9999.
    """
    found = {}
    last = moved_day(_month_after(first), -1)
    for day in local_days(first, last, calendar.zone):
        # Hours that end before they begin, in a gap, go by merging.
        pairs = merged(map(day.hours, calendar.shifts_on(day.date)))
        if pairs:
            found[day.date] = tuple(pairs)
    return found


def _month_after(first: dt.date) -> dt.date:
    """Return the first day of the month after one."""
    return moved_day(first, 31).replace(day=1)


def next_opening(calendar: Hours, day: dt.date) -> int:
    """
    Return when the first business day after a day opens.

    Args:
        calendar: Whose.

        day: The date.

    Raises:
        PolicyError: If there is none for ten years.

        AmountError: If it leaves the years 1 to 9999.
    """
    month = day.replace(day=1)
    for _ in range(_PATIENCE + 1):
        for date, pairs in open_month(calendar, month).items():
            if date > day:
                return pairs[0][0]
        month = _month_after(month)
    _refuse_closed(day.isoformat(), back=False)


def _refuse_closed(when: str, *, back: bool) -> NoReturn:
    """Raise because looking for open time was in vain."""
    side = "before" if back else "after"
    PolicyError.refuse(
        f"the calendar has no open time in the ten years {side} {when}; give "
        f"it hours"
    )


def days_between(
    calendar: Hours, start: int, end: int
) -> Iterator[tuple[dt.date, tuple[Pair, ...]]]:
    """
    Yield the business days that may have open time within a span.

    Args:
        calendar: Whose.

        start: The span's start, microseconds since the epoch, UTC.

        end: The span's end.

    Raises:
        AmountError: If they leave the years 1 to 9999.
    """
    # The clocks may take a day's hours across either midnight.
    first = moved_day(_time.local(start, calendar.zone).date(), -1)
    last = moved_day(_time.local(end, calendar.zone).date(), 1)
    month = first.replace(day=1)
    while month <= last:
        for day, pairs in open_month(calendar, month).items():
            if first <= day <= last:
                yield day, pairs
        month = _month_after(month)


def _opened(calendar: Hours, start: int, end: int) -> list[Pair]:
    """Return the open time within a span."""
    days = days_between(calendar, start, end)
    return clipped(merged(p for _, pairs in days for p in pairs), start, end)


def open_pairs(calendar: Hours, start: int, end: int) -> tuple[Pair, ...]:
    """
    Return the open time within a span, as a canonical list.

    Args:
        calendar: Whose.

        start: The span's start, microseconds since the epoch, UTC.

        end: The span's end.

    Raises:
        AmountError: If the span leaves the years 1 to 9999.
    """
    if end - start <= _REMEMBERED:
        return _remembered(calendar, start, end)
    return tuple(_opened(calendar, start, end))


@functools.lru_cache(maxsize=512)
def _remembered(calendar: Hours, start: int, end: int) -> tuple[Pair, ...]:
    """Return the open time within a span."""
    return tuple(_opened(calendar, start, end))


class _Sum(NamedTuple):
    """How many business days there are, and how much open time."""

    days: int
    us: int


@functools.lru_cache(maxsize=4096)
def _in_month(calendar: Hours, month: dt.date) -> _Sum:
    """Return how much of a month is open."""
    start = _time.midnight(month, calendar.zone)
    end = _time.midnight(_month_after(month), calendar.zone)
    return _Sum(
        len(open_month(calendar, month)),
        measured(_opened(calendar, start, end)),
    )


@functools.lru_cache(maxsize=1024)
def _in_year(calendar: Hours, year: int) -> _Sum:
    """Return how much of a year is open."""
    months = [
        _in_month(calendar, dt.date(year, month, 1)) for month in range(1, 13)
    ]
    return _Sum(sum(one.days for one in months), sum(one.us for one in months))


class _Search:
    """
    A search for the month in which so much has passed.

    Args:
        calendar: Whose days or open time.

        since: From when on, for messages.

        back: Whether to go back in time.
    """

    def __init__(self, calendar: Hours, since: str, *, back: bool) -> None:
        self.calendar = calendar
        self.since = since
        self.back = back

    def after(
        self, month: dt.date, rest: int, of: Callable[[_Sum], int]
    ) -> tuple[dt.date, int]:
        """
        Return that month, after a given one, and what is left to pass in it.

        Years in which it does not are passed at once.

        Args:
            month: The first day of the month.

            rest: How much, above zero.

            of: What is added up.

        Raises:
            PolicyError: If there is none for ten years, or too little in
                thirty.

            AmountError: If it leaves the years 1 to 9999.
        """
        passed = idle = 0
        while passed < _LIFETIME:
            month = self._next(month)
            found, many = of(_in_month(self.calendar, month)), 1
            if found >= rest:
                return month, rest
            if self._opens_year(month):
                year = of(_in_year(self.calendar, month.year))
                if year < rest:
                    found, many = year, 12
                    month = month.replace(month=1 if self.back else 12)
            rest -= found
            passed += many
            idle = 0 if found else idle + many
            if idle > _PATIENCE:
                _refuse_closed(self.since, back=self.back)
        PolicyError.refuse(
            f"the calendar has too little open time in the thirty years "
            f"{'before' if self.back else 'after'} {self.since}; give it hours"
        )

    def _next(self, month: dt.date) -> dt.date:
        """Return the next month in the direction of the search."""
        if self.back:
            return moved_day(month, -1).replace(day=1)
        return _month_after(month)

    def _opens_year(self, month: dt.date) -> bool:
        """Whether a month is the first of its year in that direction."""
        first = 12 if self.back else 1
        return month.month == first and dt.MINYEAR < month.year < dt.MAXYEAR


def day_after(
    calendar: Hours, day: dt.date, count: int, *, back: bool
) -> dt.date:
    """
    Return the business day that is so many after a day.

    Args:
        calendar: Whose.

        day: The date, which is not counted.

        count: How many, above zero.

        back: Whether to go back: so many before.

    Raises:
        PolicyError: If there is none for ten years, or too few in thirty.

        AmountError: If it leaves the years 1 to 9999.
    """
    month = day.replace(day=1)
    days = [
        one
        for one in open_month(calendar, month)
        if (one < day if back else one > day)
    ]
    if len(days) < count:
        search = _Search(calendar, day.isoformat(), back=back)
        rest = count - len(days)
        month, count = search.after(month, rest, attrgetter("days"))
        days = list(open_month(calendar, month))
    return days[-count] if back else days[count - 1]


def hours_added(calendar: Hours, instant: int, us: int, *, back: bool) -> int:
    """
    Return the first instant by which so much open time has passed.

    Args:
        calendar: Whose.

        instant: Microseconds since the epoch, UTC.

        us: The open time, in microseconds.

        back: Whether to go back in time.

    Raises:
        PolicyError: If there is none for ten years, or too little in
            thirty.

        AmountError: If the result leaves the years 1 to 9999.
    """
    if us <= 0:
        return instant
    month = _time.local(instant, calendar.zone).date().replace(day=1)
    start = _time.midnight(month, calendar.zone)
    end = _time.midnight(_month_after(month), calendar.zone)
    bounds = (start, instant) if back else (instant, end)
    pairs, rest = _opened(calendar, *bounds), us
    if measured(pairs) < rest:
        search = _Search(calendar, _time.iso(instant), back=back)
        rest -= measured(pairs)
        month, rest = search.after(month, rest, attrgetter("us"))
        start = _time.midnight(month, calendar.zone)
        end = _time.midnight(_month_after(month), calendar.zone)
        pairs = _opened(calendar, start, end)
    return _passing(pairs[::-1] if back else pairs, rest, back=back)


def _passing(pairs: Iterable[Pair], rest: int, *, back: bool) -> int:
    """Return the instant at which so much of enough open time has passed."""
    opened = iter(pairs)
    opening, closing = next(opened)
    while closing - opening < rest:
        rest -= closing - opening
        opening, closing = next(opened)
    return closing - rest if back else opening + rest
