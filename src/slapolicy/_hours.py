"""
Recurring hours of the local clock.

A bound that a day's clock skips moves forward by the gap, and hours that
then end before they begin are empty; one that exists twice is the earlier.
"""

import datetime as dt
import enum
import functools
import itertools
import re

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias, final

import attrs

from slapolicy import _time
from slapolicy._override import override
from slapolicy._pairs import Pair, clipped, merged
from slapolicy._units import moved_day
from slapolicy.errors import AmountError


@final
class Weekday(enum.Enum):
    """A day of the week, Monday first."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


WEEKDAYS = tuple(Weekday)
_DAY = 24 * 60
# Windows of longer spans are not remembered: they may be very many.
_REMEMBERED = 62 * _time.DAY
_MOST_SHIFTS = 24
_SHIFT = re.compile(
    r"([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)", re.ASCII
)


@final
@attrs.frozen(order=True)
class Shift:
    """
    Hours of a day, by its local clock.

    >>> print(Shift.parse("22:00-06:00").crosses_midnight)
    True

    Args:
        start: Minutes of the day, up to 1439.

        end: Minutes of the day, up to 1440; if it does not lie after
            *start*, of the next day.

    Raises:
        AmountError: If one of them is no minute of a day.
    """

    start: int
    end: int

    def __attrs_post_init__(self) -> None:
        if not (0 <= self.start < _DAY and 0 <= self.end <= _DAY):
            msg = (
                f"{self.start} to {self.end} are no minutes of a day, which "
                f"are 0 to {_DAY}"
            )
            raise AmountError(msg)

    @property
    def crosses_midnight(self) -> bool:
        """Whether it ends on the day after the one on which it begins."""
        return self.end <= self.start

    @classmethod
    def parse(cls, text: str) -> "Shift":
        """
        Return the hours that *text* writes; the inverse of ``str``.

        Args:
            text: ``HH:MM-HH:MM``; it may end at ``24:00``.

        Raises:
            AmountError: If it is none.
        """
        match = _SHIFT.fullmatch(text)
        if match is None:
            msg = f"{text!r} are no hours of a day; write them as 09:00-17:30"
            raise AmountError(msg)
        hour, minute, end_hour, end_minute = match.groups()
        end = (
            _DAY if end_hour is None else int(end_hour) * 60 + int(end_minute)
        )
        return cls(int(hour) * 60 + int(minute), end)

    @override
    def __str__(self) -> str:
        return f"{_clock(self.start)}-{_clock(self.end)}"


def _clock(minutes: int) -> str:
    """Return a minute of the day as a clock shows it."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


Shifts: TypeAlias = tuple[Shift, ...]


def by_start(shifts: Iterable[Shift]) -> Shifts:
    """
    Return shifts as they follow one another.

    Args:
        shifts: Of one day, in any order.
    """
    return tuple(sorted(shifts))


def shift_faults(shifts: Shifts) -> Iterator[str]:
    """
    Yield what is wrong with the hours of one day of a work calendar.

    Args:
        shifts: As they follow one another.
    """
    if len(shifts) > _MOST_SHIFTS:
        yield (
            f"a day of {len(shifts)} shifts; at most {_MOST_SHIFTS} are read, "
            f"so join some"
        )
        return
    for shift in shifts:
        if shift.crosses_midnight:
            rest = f" and 00:00-{_clock(shift.end)} the next day"
            yield (
                f"'{shift}' crosses midnight; split it at 24:00: "
                f"{_clock(shift.start)}-24:00{rest if shift.end else ''}"
            )
    for one, other in itertools.pairwise(shifts):
        if other.start < one.end:
            yield f"'{one}' and '{other}' overlap; join them into one"


@final
class LocalDay(NamedTuple):
    """
    A day of a zone, from its midnight to the next.

    Args:
        date: Which.

        begin: When it begins, microseconds since the epoch, UTC.

        end: When it ends.

        zone: The IANA zone.
    """

    date: dt.date
    begin: int
    end: int
    zone: str

    def hours(self, shift: Shift) -> Pair:
        """
        Return when hours that begin on this day begin and end.

        Args:
            shift: The hours; where the clocks change, their end may come
                before their start.
        """
        end = shift.end + _DAY if shift.crosses_midnight else shift.end
        return self._at(shift.start), self._at(end)

    def _at(self, minutes: int) -> int:
        """Return the instant of a minute of this day's clock."""
        if minutes <= _DAY and self.end - self.begin == _time.DAY:
            return self.begin + minutes * _time.MINUTE
        wall = dt.datetime.combine(self.date, dt.time())
        return _time.resolve(wall + dt.timedelta(minutes=minutes), self.zone)


def local_days(first: dt.date, last: dt.date, zone: str) -> Iterator[LocalDay]:
    """
    Yield the days of a zone in order, without any that its clock skips.

    Args:
        first: The first date.

        last: The last date.

        zone: The IANA zone.

    Raises:
        AmountError: If they leave the years 1 to 9999.
    """
    begin = _time.midnight(first, zone)
    while first <= last:
        tomorrow = moved_day(first, 1)
        end = _time.midnight(tomorrow, zone)
        if begin < end:
            yield LocalDay(first, begin, end, zone)
        first, begin = tomorrow, end


def windows(
    days: tuple[Weekday, ...], shift: Shift, zone: str, start: int, end: int
) -> tuple[Pair, ...]:
    """
    Return recurring hours within a span: sorted, disjoint, not touching.

    A window that began before the span and reaches into it counts.

    Args:
        days: The weekdays on which a window begins; none means every day.

        shift: Its hours; they may cross midnight.

        zone: The IANA zone of its clock.

        start: The span's start, microseconds since the epoch, UTC.

        end: The span's end.

    Raises:
        AmountError: If the span leaves the years 1 to 9999.
    """
    if end - start <= _REMEMBERED:
        return _remembered(days, shift, zone, start, end)
    return _windows(days, shift, zone, start, end)


@functools.lru_cache(maxsize=1024)
def _remembered(
    days: tuple[Weekday, ...], shift: Shift, zone: str, start: int, end: int
) -> tuple[Pair, ...]:
    """Return recurring hours within a short span."""
    return _windows(days, shift, zone, start, end)


def _windows(
    days: tuple[Weekday, ...], shift: Shift, zone: str, start: int, end: int
) -> tuple[Pair, ...]:
    """Return recurring hours within a span."""
    first = moved_day(_time.local(start, zone).date(), -2)
    last = moved_day(_time.local(end, zone).date(), 1)
    found = [
        day.hours(shift)
        for day in local_days(first, last, zone)
        if not days or WEEKDAYS[day.date.weekday()] in days
    ]
    return tuple(clipped(merged(found), start, end))
