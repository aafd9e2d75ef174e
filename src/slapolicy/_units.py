"""
Stretches of whole local days, and the units of the calendar.

Each stretch is counted from one origin, never from the stretch before, so
the 31st does not drift. Instants are microseconds since the epoch, UTC; a
day begins at local midnight and ends at the next.
"""

import datetime as dt
import enum
import functools
import re

from collections.abc import Iterator
from typing import NoReturn, final

import attrs

from slapolicy import _time
from slapolicy._override import override
from slapolicy._pairs import Pair
from slapolicy.errors import AmountError
from slapolicy.lengths import add_months


@final
class PeriodUnit(enum.Enum):
    """A unit of the calendar; weeks begin on Monday, as in ISO 8601."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def is_of_days(self) -> bool:
        """Whether it always has the same number of days."""
        return self in _DAYS


_DAYS = {PeriodUnit.DAY: 1, PeriodUnit.WEEK: 7}
_MONTHS = {PeriodUnit.MONTH: 1, PeriodUnit.QUARTER: 3, PeriodUnit.YEAR: 12}
_NEW_YEAR = dt.date(1970, 1, 1)
_MONDAY = dt.date(1970, 1, 5)
_MONTH_DAY = re.compile(r"(\d{2})-(\d{2})", re.ASCII)


def moved_day(day: dt.date, days: int) -> dt.date:
    """
    Return the date so many days after another.

    Args:
        day: The date.

        days: How many, also negative.

    Raises:
        AmountError: If it lies outside the years 1 to 9999.
    """
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        _refuse_beyond()


def _refuse_beyond() -> NoReturn:
    """Raise because a date lies before or after all years."""
    msg = "this leads out of the years 1 to 9999"
    raise AmountError(msg) from None


def day_of(instant: int, zone: str) -> dt.date:
    """
    Return the local day that contains an instant.

    That is the wall clock's date, except where the clocks change across
    midnight: a day lasts from its first midnight to the next day's.

    Args:
        instant: Microseconds since the epoch, UTC.

        zone: An IANA zone.

    Raises:
        AmountError: If the day lies outside the years 1 to 9999.
    """
    day = _time.local(instant, zone).date()
    if _time.midnight(day, zone) > instant:
        return moved_day(day, -1)
    tomorrow = moved_day(day, 1)
    return tomorrow if _time.midnight(tomorrow, zone) <= instant else day


@final
@attrs.frozen(order=True)
class MonthDay:
    """
    A day that every year has, such as the first of a fiscal year.

    >>> print(MonthDay.parse("02-01"))
    02-01

    Args:
        month: From 1 to 12.

        day: Its day.

    Raises:
        AmountError: If not every year has that day.
    """

    month: int
    day: int

    def __attrs_post_init__(self) -> None:
        try:
            dt.date(_NEW_YEAR.year, self.month, self.day)
        except ValueError:
            msg = f"'{self}' is no day of every year"
            raise AmountError(msg) from None

    @classmethod
    def parse(cls, text: str) -> "MonthDay":
        """
        Return the day that *text* writes; the inverse of ``str``.

        Args:
            text: ``MM-DD``.

        Raises:
            AmountError: If it is no such day.
        """
        match = _MONTH_DAY.fullmatch(text)
        if match is None:
            msg = f"{text!r} is no month and day; write it as 02-01"
            raise AmountError(msg)
        return cls(int(match[1]), int(match[2]))

    @override
    def __str__(self) -> str:
        return f"{self.month:02d}-{self.day:02d}"


@final
@attrs.frozen
class Grid:
    """
    Consecutive stretches of local days, numbered from the one at *origin*.

    Args:
        origin: The first day of the stretch with the number 0.

        months: How many each has, or 0.

        days: How many each has where *months* is 0.
    """

    origin: dt.date
    months: int
    days: int

    @classmethod
    def of(
        cls, unit: PeriodUnit, count: int = 1, starts: MonthDay | None = None
    ) -> "Grid":
        """
        Return stretches of the calendar.

        Args:
            unit: What they consist of.

            count: How many units each has; they are counted from 1 January
                1970, weeks from Monday 5 January 1970.

            starts: The day from which years are counted, if it is not 1
                January.
        """
        origin = _MONDAY if unit is PeriodUnit.WEEK else _NEW_YEAR
        if starts is not None:
            origin = origin.replace(month=starts.month, day=starts.day)
        return cls.from_day(origin, unit, count)

    @classmethod
    def from_day(
        cls, origin: dt.date, unit: PeriodUnit, count: int = 1
    ) -> "Grid":
        """
        Return stretches that are counted from a day.

        Args:
            origin: The first day of one of them.

            unit: What they consist of.

            count: How many units each has.
        """
        months = count * _MONTHS.get(unit, 0)
        return cls(origin, months, count * _DAYS.get(unit, 0))

    def first_day(self, number: int) -> dt.date:
        """
        Return the day on which a stretch begins.

        Args:
            number: Of the stretch; negative before the origin.

        Raises:
            AmountError: If it leaves the years 1 to 9999.
        """
        if not self.months:
            return moved_day(self.origin, number * self.days)
        midnight = dt.datetime.combine(self.origin, dt.time())
        try:
            return add_months(midnight, number * self.months).date()
        except ValueError:
            _refuse_beyond()

    def number(self, day: dt.date) -> int:
        """
        Return the number of the stretch that contains a day.

        Args:
            day: Any.

        Raises:
            AmountError: If that stretch leaves the years 1 to 9999.
        """
        if not self.months:
            return (day - self.origin).days // self.days
        years = day.year - self.origin.year
        months = years * 12 + day.month - self.origin.month
        number = months // self.months
        return number if self.first_day(number) <= day else number - 1

    def bounds(self, number: int, zone: str) -> Pair:
        """
        Return when a stretch begins and ends.

        Args:
            number: Of the stretch.

            zone: The IANA zone whose days it consists of.

        Raises:
            AmountError: If it leaves the years 1 to 9999.
        """
        return (
            _time.midnight(self.first_day(number), zone),
            _time.midnight(self.first_day(number + 1), zone),
        )

    def containing(self, instant: int, zone: str) -> Pair:
        """
        Return the stretch that contains an instant.

        Args:
            instant: Microseconds since the epoch, UTC.

            zone: The IANA zone whose days it consists of.

        Raises:
            AmountError: If it leaves the years 1 to 9999.
        """
        return _containing(self, instant, zone)

    def between(self, start: int, end: int, zone: str) -> Iterator[Pair]:
        """
        Yield the stretches that overlap a span, in order.

        Args:
            start: The span's start, microseconds since the epoch, UTC.

            end: The span's end; it is not part of it.

            zone: The IANA zone whose days they consist of.

        Raises:
            AmountError: If one leaves the years 1 to 9999.
        """
        at = start
        while at < end:
            stretch = self.containing(at, zone)
            yield stretch
            at = stretch[1]


@functools.lru_cache(maxsize=1024)
def _containing(grid: Grid, instant: int, zone: str) -> Pair:
    """Return the stretch of a grid that contains an instant."""
    return grid.bounds(grid.number(day_of(instant, zone)), zone)


UNITS = {unit: Grid.of(unit) for unit in PeriodUnit}


def unit_start(instant: int, unit: PeriodUnit, zone: str) -> int:
    """
    Return when the calendar unit that contains an instant begins.

    Args:
        instant: Microseconds since the epoch, UTC.

        unit: Which.

        zone: The IANA zone whose calendar it is.

    Raises:
        AmountError: If the unit leaves the years 1 to 9999.
    """
    return UNITS[unit].containing(instant, zone)[0]


def unit_end(
    instant: int, unit: PeriodUnit, zone: str, *, closing: bool = False
) -> int:
    """
    Return when the calendar unit that contains an instant ends.

    Args:
        instant: Microseconds since the epoch, UTC.

        unit: Which.

        zone: The IANA zone whose calendar it is.

        closing: Whether an instant at which one unit ends and the next
            begins belongs to the one that it ends.

    Raises:
        AmountError: If the unit leaves the years 1 to 9999.
    """
    return UNITS[unit].containing(instant - closing, zone)[1]


def unit_starts_between(
    start: int, end: int, unit: PeriodUnit, zone: str
) -> tuple[int, ...]:
    """
    Return when calendar units begin within a span, in order.

    Args:
        start: The span's start, microseconds since the epoch, UTC; a unit
            that begins with it is among them.

        end: The span's end; a unit that begins with it is not.

        unit: Which.

        zone: The IANA zone whose calendar it is.

    Raises:
        AmountError: If a unit leaves the years 1 to 9999.
    """
    stretches = UNITS[unit].between(start, end, zone)
    return tuple(first for first, _ in stretches if start <= first)
