"""
The open time of a work calendar: which days, from when to when.

It is reckoned a month at a time and remembered; hours added, hours worked
and business days all read the same months.
"""

import datetime as dt
import functools

from collections.abc import Hashable, Iterator
from typing import NoReturn, Protocol

from slapolicy import _time
from slapolicy._hours import Shifts, local_days
from slapolicy._pairs import Pair, clipped, merged
from slapolicy._units import moved_day
from slapolicy.errors import PolicyError


_MONTH = 31 * _time.DAY
# How many months without open time are enough to give up: ten years.
_PATIENCE = 120
# Nor is open time added up for longer than a hundred years.
_LIFETIME = 1_200


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


def open_days(
    calendar: Hours, day: dt.date, *, back: bool
) -> Iterator[tuple[dt.date, tuple[Pair, ...]]]:
    """
    Yield the business days after a day, without end, and their open time.

    Args:
        calendar: Whose.

        day: The date, which is not among them.

        back: Whether to go back, to those before it.

    Raises:
        PolicyError: If there is none for ten years.

        AmountError: If they leave the years 1 to 9999.
    """
    month = day.replace(day=1)
    idle = 0
    while idle <= _PATIENCE:
        found = [
            (date, pairs)
            for date, pairs in open_month(calendar, month).items()
            if (date < day if back else date > day)
        ]
        yield from reversed(found) if back else found
        idle = 0 if found else idle + 1
        if back:
            month = moved_day(month, -1).replace(day=1)
        else:
            month = _month_after(month)
    _refuse_closed(day.isoformat(), back=back)


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


@functools.lru_cache(maxsize=4096)
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
    return tuple(_opened(calendar, start, end))


def hours_added(calendar: Hours, instant: int, us: int, *, back: bool) -> int:
    """
    Return the first instant by which so much open time has passed.

    Args:
        calendar: Whose.

        instant: Microseconds since the epoch, UTC.

        us: The open time, in microseconds.

        back: Whether to go back in time.

    Raises:
        PolicyError: If there is none for ten years, or too little in a
            hundred.

        AmountError: If the result leaves the years 1 to 9999.
    """
    rest, here, idle = us, instant, 0
    if rest <= 0:
        return instant
    for _ in range(_LIFETIME):
        there = here - _MONTH if back else here + _MONTH
        pairs = _opened(calendar, min(here, there), max(here, there))
        for opening, closing in reversed(pairs) if back else pairs:
            if rest <= closing - opening:
                return closing - rest if back else opening + rest
            rest -= closing - opening
        idle = 0 if pairs else idle + 1
        if idle > _PATIENCE:
            _refuse_closed(_time.iso(instant), back=back)
        here = there
    PolicyError.refuse(
        f"the calendar has too little open time in the hundred years "
        f"{'before' if back else 'after'} {_time.iso(instant)}; give it hours"
    )
