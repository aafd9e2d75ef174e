"""
Lengths of time: exact ones and calendar ones, which never mix.

An exact length is a plain ``timedelta``: microseconds to hours. A calendar
length counts days, weeks, months, years, business days or business hours;
it means something only from an instant, in a time zone.
"""

import calendar
import datetime as dt
import enum
import re

from fractions import Fraction
from typing import NoReturn, TypeAlias, final

import attrs

from slapolicy import _time
from slapolicy._override import override
from slapolicy.errors import AmountError, PolicyError


@final
class CalendarUnit(enum.Enum):
    """A unit whose length depends on where in the calendar it is counted."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    BUSINESS_DAY = "business day"
    BUSINESS_HOUR = "business hour"


_EXACT_UNITS = {
    "microsecond": 1,
    "millisecond": 1_000,
    "second": _time.SECOND,
    "minute": _time.MINUTE,
    "hour": _time.HOUR,
}
_SHOWN_UNITS = ("hour", "minute", "second", "microsecond")
_CALENDAR_NAMES = tuple(unit.value for unit in CalendarUnit)
_BUSINESS = (CalendarUnit.BUSINESS_DAY, CalendarUnit.BUSINESS_HOUR)
_TEXT = re.compile(
    r"(-?)([0-9]{1,18}(?:\.[0-9]{1,12})?) +([a-z]+(?: [a-z]+)?)"
)
_ISO = re.compile(
    r"(-?)P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})W)?(?:(\d{1,9})D)?"
    r"(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,6})?)S)?)?",
    re.ASCII,
)
_ISO_UNITS = (
    CalendarUnit.YEAR,
    CalendarUnit.MONTH,
    CalendarUnit.WEEK,
    CalendarUnit.DAY,
)
# Days: no length goes beyond the years 1 to 9999.
_FURTHEST = 10_000 * 366
# Business units are counted one by one, so they end after some ten years.
_MOST = {
    CalendarUnit.BUSINESS_DAY: 3_660,
    CalendarUnit.BUSINESS_HOUR: 25_000,
}


def _as_unit(unit: CalendarUnit | str) -> CalendarUnit:
    """Return the unit of that name, singular."""
    try:
        return CalendarUnit(unit)
    except ValueError:
        names = ", ".join(_CALENDAR_NAMES)
        msg = f"unit: {unit!r} is none of {names}"
        raise AmountError(msg) from None


def _check_count(
    length: "CalendarLength", field: "attrs.Attribute[int]", count: int
) -> None:
    """Refuse counts that are no whole number, negative or beyond reason."""
    if isinstance(count, bool) or not isinstance(count, int):
        msg = f"{field.name}: {count!r} is no whole number"
        raise AmountError(msg)
    if count < 0:
        PolicyError.refuse(f"{count}: a length is not negative")
    if count > _MOST.get(length.unit, _FURTHEST):
        msg = f"{field.name}: {count} is longer than the calendar"
        raise AmountError(msg)


@final
@attrs.frozen
class CalendarLength:
    """
    A number of calendar units.

    >>> print(CalendarLength(7, "day"))
    7 days

    Args:
        count: How many, zero or more.

        unit: Which; also as its name, singular.

    Raises:
        AmountError: If *count* is no whole number or beyond the calendar, or
            there is no such *unit*.

        PolicyError: If *count* is negative.
    """

    count: int = attrs.field(validator=_check_count)
    unit: CalendarUnit = attrs.field(converter=_as_unit)

    @property
    def is_business(self) -> bool:
        """Whether it needs a work calendar."""
        return self.unit in _BUSINESS

    @override
    def __str__(self) -> str:
        """Return it as documents write it."""
        return _plural(self.count, self.unit.value)


Length: TypeAlias = dt.timedelta | CalendarLength


def as_length(value: Length) -> Length:
    """
    Return *value*, which comes from outside, as a length of one of the kinds.

    Args:
        value: A calendar length, a ``timedelta``, or a length of pendulum
            without months and years.

    Raises:
        AmountError: If it is none of these.
    """
    if isinstance(value, CalendarLength):
        return value
    return _time.to_length(value)


def _plural(count: int, unit: str) -> str:
    """Return a count with its unit."""
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def parse_length(text: str) -> Length:
    """
    Return the length that *text* writes.

    >>> parse_length("48 hours")
    datetime.timedelta(days=2)
    >>> parse_length("P7D")
    CalendarLength(count=7, unit=<CalendarUnit.DAY: 'day'>)

    Args:
        text: ``<number> <unit>`` or ISO 8601.

    Raises:
        AmountError: If it is no length, or of an unknown unit.

        PolicyError: If it is negative.
    """
    match = _TEXT.fullmatch(text)
    if match is None:
        return _parse_iso(text)
    sign, number, unit = match.groups()
    if sign:
        PolicyError.refuse(f"{text!r}: a length is not negative")
    count = Fraction(number)
    word = unit.removesuffix("s")
    if word in _EXACT_UNITS:
        return _from_ticks(text, count * _EXACT_UNITS[word])
    if word not in _CALENDAR_NAMES:
        units = ", ".join(
            f"{name}s" for name in (*_EXACT_UNITS, *_CALENDAR_NAMES)
        )
        msg = f"{text!r}: no unit {unit!r}; the units are {units}"
        raise AmountError(msg)
    if count.denominator != 1:
        msg = f"{text!r}: {unit} are counted whole"
        raise AmountError(msg)
    return CalendarLength(int(count), CalendarUnit(word))


def _from_ticks(text: str, count: Fraction) -> dt.timedelta:
    """Return an exact length of so many microseconds."""
    if count.denominator != 1:
        msg = f"{text!r} is finer than a microsecond"
        raise AmountError(msg)
    if count > _FURTHEST * _time.DAY:
        msg = f"{text!r} is longer than the calendar"
        raise AmountError(msg)
    return dt.timedelta(microseconds=int(count))


def _parse_iso(text: str) -> Length:
    """Return the length of an ISO 8601 text."""
    match = _ISO.fullmatch(text)
    parts = match.groups() if match is not None else ()
    if not any(parts[1:]):
        cure = (
            'write the decimal point as "."'
            if "," in text
            else "write it as '48 hours' or 'PT48H'"
        )
        msg = f"{text!r} is no length; {cure}"
        raise AmountError(msg)
    if parts[0]:
        PolicyError.refuse(f"{text!r}: a length is not negative")
    *counts, hours, minutes, seconds = (
        Fraction(part or 0) for part in parts[1:]
    )
    clock = (hours * 60 + minutes) * 60 + seconds
    named = [
        (int(count), unit)
        for count, unit in zip(counts, _ISO_UNITS, strict=True)
        if count
    ]
    if len(named) + bool(clock) > 1:
        msg = (
            f"{text!r} mixes units that do not add up; write one unit, "
            f"such as 'P7D' or 'PT36H'"
        )
        raise AmountError(msg)
    if named:
        return CalendarLength(*named[0])
    if not clock and any(parts[1:5]):
        return CalendarLength(0, CalendarUnit.DAY)
    return _from_ticks(text, clock * _time.SECOND)


def exact(length: Length) -> dt.timedelta:
    """
    Return a length where only an exact one has a meaning.

    A day is 24 hours and a week seven of them.

    Args:
        length: An exact length, days or weeks.

    Raises:
        PolicyError: For months, years and business units.
    """
    if isinstance(length, dt.timedelta):
        return length
    if length.unit is CalendarUnit.DAY:
        return dt.timedelta(days=length.count)
    if length.unit is CalendarUnit.WEEK:
        return dt.timedelta(weeks=length.count)
    PolicyError.refuse(
        f"'{length}' has no exact length here; write it in days or hours"
    )


def length_text(length: Length) -> str:
    """
    Return a length as documents write it; the inverse of `parse_length`.

    >>> length_text(dt.timedelta(minutes=90))
    '90 minutes'

    Args:
        length: Of either kind.
    """
    if isinstance(length, CalendarLength):
        return str(length)
    count = _time.length_ticks(length)
    unit = next(
        name for name in _SHOWN_UNITS if count % _EXACT_UNITS[name] == 0
    )
    return _plural(count // _EXACT_UNITS[unit], unit)


def iso_length(microseconds: Fraction | int) -> str:
    """
    Return an exact length as ISO 8601 in hours, minutes and seconds.

    >>> iso_length(26 * 3_600_000_000)
    'PT26H'

    Args:
        microseconds: The length; what is finer than a microsecond is cut.
    """
    rest = int(microseconds)
    sign = "-" if rest < 0 else ""
    hours, rest = divmod(abs(rest), _time.HOUR)
    minutes, rest = divmod(rest, _time.MINUTE)
    seconds, fraction = divmod(rest, _time.SECOND)
    text = f"{hours}H" if hours else ""
    text += f"{minutes}M" if minutes else ""
    if seconds or fraction or not text:
        point = f".{fraction:06d}".rstrip("0") if fraction else ""
        text += f"{seconds}{point}S"
    return f"{sign}PT{text}"


def moved(
    instant: int, length: Length, zone: str, *, back: bool = False
) -> int:
    """
    Return the instant that lies *length* after (or before) another.

    Calendar lengths keep the local wall time; ``31 January + 1 month`` is
    the last day of February. Business units need a `WorkCalendar`.

    Args:
        instant: Microseconds since the epoch, UTC.

        length: Exact, or days to years.

        zone: The IANA zone in which days, months and years are counted.

        back: Whether to go back in time.

    Raises:
        PolicyError: For business units.

        AmountError: If the result lies outside the years 1 to 9999.
    """
    sign = -1 if back else 1
    if isinstance(length, dt.timedelta):
        found = instant + sign * _time.length_ticks(length)
    elif length.is_business:
        PolicyError.refuse(f"'{length}' needs a work calendar; name one")
    elif not length.count:
        found = instant
    else:
        wall = _time.local(instant, zone)
        wall = _wall_moved(wall, sign * length.count, length.unit)
        found = _time.resolve(wall, zone)
    if not _time.FIRST <= found <= _time.LAST:
        _refuse_beyond(_time.iso(instant), sign, length_text(length))
    return found


def _refuse_beyond(start: str, sign: int, length: str) -> NoReturn:
    """Raise because no datetime lies so far from *start*."""
    msg = f"{start} {'-+'[sign > 0]} {length} leaves the years 1 to 9999"
    raise AmountError(msg)


def _wall_moved(
    wall: dt.datetime, count: int, unit: CalendarUnit
) -> dt.datetime:
    """Return a wall time moved by so many days, weeks, months or years."""
    if unit is CalendarUnit.YEAR:
        return add_months(wall, 12 * count)
    if unit is CalendarUnit.MONTH:
        return add_months(wall, count)
    days = 7 * count if unit is CalendarUnit.WEEK else count
    try:
        return wall + dt.timedelta(days=days)
    except OverflowError:
        _refuse_beyond(wall.isoformat(), days, _plural(abs(days), "day"))


def add_months(wall: dt.datetime, months: int) -> dt.datetime:
    """
    Return a wall time so many months later, on the last day if there is none.

    Args:
        wall: A naive wall time.

        months: How many, also negative.

    Raises:
        AmountError: If the result lies outside the years 1 to 9999.
    """
    year, month = divmod(wall.year * 12 + wall.month - 1 + months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        _refuse_beyond(wall.isoformat(), months, _plural(abs(months), "month"))
    last = calendar.monthrange(year, month + 1)[1]
    return wall.replace(year=year, month=month + 1, day=min(wall.day, last))
