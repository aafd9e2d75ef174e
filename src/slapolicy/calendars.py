"""
Work calendars: weekly hours, dates of their own, holidays, business days.

Hours follow the local clock: a bound that a day's clock skips moves forward
by the gap, and hours that then end before they begin are empty; one that
exists twice is the earlier. Instants are microseconds since the epoch, UTC.
"""

import datetime as dt
import enum
import functools
import importlib
import itertools
import re

from collections.abc import Iterable, Iterator, Mapping
from typing import NoReturn, TypeAlias, final

import attrs

from slapolicy import _time
from slapolicy._override import override
from slapolicy._pairs import Pair, clipped, intersected, measured, merged
from slapolicy.errors import AmountError, PolicyError, SlaPolicyError, at


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


_WEEKDAYS = tuple(Weekday)
_DAY_MINUTES = 24 * 60
_SHIFT = re.compile(
    r"([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)", re.ASCII
)
_ONE_DAY = dt.timedelta(days=1)
# How long to look for open time before giving up.
_YEARS = 10
_MONTHS = 12 * _YEARS


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
        if not (0 <= self.start < _DAY_MINUTES and 0 <= self.end <= _DAY_MINUTES):
            msg = (
                f"{self.start} to {self.end} are no minutes of a day, which "
                f"are 0 to {_DAY_MINUTES}"
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
            _DAY_MINUTES
            if end_hour is None
            else int(end_hour) * 60 + int(end_minute)
        )
        return cls(int(hour) * 60 + int(minute), end)

    @override
    def __str__(self) -> str:
        return f"{_clock(self.start)}-{_clock(self.end)}"


def _clock(minutes: int) -> str:
    """Return a minute of the day as a clock shows it."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


Shifts: TypeAlias = tuple[Shift, ...]


@final
@attrs.frozen
class HolidaysOf:
    """
    The public holidays of a country, or of a part of it.

    They come from the package ``holidays`` (``slapolicy[calendars]``), which
    is imported when a day is looked up.

    Args:
        country: ISO 3166-1, such as ``IT``.

        subdivision: As ``holidays`` names it, such as ``RM``.
    """

    country: str
    subdivision: str | None = None

    def in_year(self, year: int) -> frozenset[dt.date]:
        """
        Return the holidays of a year.

        Args:
            year: Such as 2026.

        Raises:
            PolicyError: If there is no such country or subdivision, or the
                package is not installed.
        """
        return _holidays(self.country, self.subdivision, year)
