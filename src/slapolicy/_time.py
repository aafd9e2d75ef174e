"""
Instants, and the only place that knows pendulum.

Inside the library an instant is an integer: microseconds since the epoch,
UTC. Values hold :class:`pendulum.DateTime` in UTC. Nothing here reads a
clock or the machine's zone, and no interval or duration of pendulum is ever
stored: they compare, hash and pickle wrongly (``tests/test_pendulum.py``).
"""

import datetime as dt
import functools
import re

from typing import TypeAlias

import pendulum

from slapolicy.errors import AmountError


DateTime: TypeAlias = pendulum.DateTime
Interval: TypeAlias = pendulum.Interval[pendulum.DateTime]

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY

UTC = pendulum.UTC

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
# The same epoch carrying pendulum's own UTC: subtraction of two values with
# one and the same tzinfo object skips the offsets (0.2 instead of 0.8 us).
_PENDULUM_EPOCH = dt.datetime(1970, 1, 1, tzinfo=UTC)

_TICK = dt.timedelta(microseconds=1)

# The instants that a datetime can name: the years 1 to 9999, UTC.
FIRST = -62_135_596_800 * SECOND
LAST = 253_402_300_800 * SECOND - 1

_LOCAL = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)"
    r"(Z|[+-]\d{2}:\d{2})?",
    re.ASCII,
)


def to_instant(value: dt.datetime) -> DateTime:
    """
    Return *value* as an instant in UTC.

    Args:
        value: An aware datetime; in the hour that exists twice its ``fold``
            says which is meant.

    Raises:
        AmountError: If *value* is naive, no datetime at all, or a wall time
            that its zone skips.
    """
    if isinstance(value, DateTime) and value.tzinfo is UTC:
        return value
    return from_ticks(to_ticks(value))


def to_ticks(value: object) -> int:
    """
    Return *value*, which comes from outside, as microseconds since the epoch.

    Args:
        value: An aware datetime, as for :func:`to_instant`.

    Raises:
        AmountError: As :func:`to_instant` does.
    """
    if not isinstance(value, dt.datetime):
        msg = f"{value!r} is no instant; give an aware datetime"
        raise AmountError(msg)
    zone = value.tzinfo
    if zone is UTC or zone is dt.UTC:
        return ticks(value)
    if zone is None or value.utcoffset() is None:
        msg = f"{value!r} has no offset; give an aware datetime"
        raise AmountError(msg)
    instant = ticks(value)
    if not FIRST <= instant <= LAST:
        msg = f"{value!r} lies outside the years 1 to 9999 in UTC"
        raise AmountError(msg)
    if not isinstance(zone, dt.timezone):
        _refuse_skipped(value, zone, instant)
    return instant


def _refuse_skipped(value: dt.datetime, zone: dt.tzinfo, instant: int) -> None:
    """Raise if *value* is a wall time that its zone skips."""
    wall = dt.datetime.replace(value, tzinfo=None)
    # Only a plain datetime can be converted: one of pendulum's loses a tzinfo
    # that is not pendulum's.
    if _plain(instant).astimezone(zone).replace(tzinfo=None) != wall:
        msg = (
            f"{wall.isoformat()} does not exist in {zone}: the clocks were "
            f"put forward over it"
        )
        raise AmountError(msg)


def _in_utc(utc: dt.datetime) -> DateTime:
    """Return a datetime whose fields are UTC as a ``DateTime``."""
    return DateTime(
        utc.year,
        utc.month,
        utc.day,
        utc.hour,
        utc.minute,
        utc.second,
        utc.microsecond,
        tzinfo=UTC,
    )


def ticks(value: dt.datetime) -> int:
    """
    Return the microseconds since the epoch of *value*, exactly.

    Args:
        value: An aware datetime; see :func:`to_instant` for values that
            come from outside.
    """
    epoch = _PENDULUM_EPOCH if value.tzinfo is UTC else _EPOCH
    delta = dt.datetime.__sub__(value, epoch)
    return delta.days * DAY + delta.seconds * SECOND + delta.microseconds


def from_ticks(instant: int) -> DateTime:
    """
    Return the instant that lies *instant* microseconds after the epoch.

    Args:
        instant: Microseconds since the epoch, UTC.

    Raises:
        AmountError: If it lies outside the years 1 to 9999.
    """
    return _in_utc(_plain(instant))


def _plain(instant: int) -> dt.datetime:
    """Return an instant as the standard library writes it, in UTC."""
    try:
        return _EPOCH + dt.timedelta(microseconds=instant)
    except OverflowError:
        msg = f"{instant} us lie outside the years 1 to 9999 in UTC"
        raise AmountError(msg) from None


def interval(start: int, end: int) -> Interval:
    """
    Return the time between two instants as pendulum has it, in UTC.

    Args:
        start: Microseconds since the epoch, UTC.

        end: Microseconds since the epoch, UTC.
    """
    return pendulum.interval(from_ticks(start), from_ticks(end))


def to_length(value: object) -> dt.timedelta:
    """
    Return *value*, which comes from outside, as a plain exact length.

    Args:
        value: A ``timedelta``, or a length of pendulum without months and
            years.

    Raises:
        AmountError: If it is no ``timedelta``, or has months or years,
            which have no exact length.
    """
    if type(value) is dt.timedelta:
        return value
    if not isinstance(value, dt.timedelta):
        msg = f"{value!r} is no length; give a timedelta"
        raise AmountError(msg)
    if isinstance(value, pendulum.Duration) and (
        # An interval counts its months too; its length is exact all the same.
        not isinstance(value, pendulum.Interval)
        and (value.years or value.months)
    ):
        msg = (
            f"{value!r} has no exact length; give days or hours, or a "
            f"calendar length"
        )
        raise AmountError(msg)
    return dt.timedelta(microseconds=length_ticks(value))


def length_ticks(length: dt.timedelta) -> int:
    """
    Return an exact length in microseconds.

    Args:
        length: Any ``timedelta``.
    """
    return dt.timedelta.__floordiv__(length, _TICK)


@functools.lru_cache(maxsize=256)
def zone(name: str) -> dt.tzinfo:
    """
    Return the time zone of that IANA name.

    Args:
        name: Such as ``Europe/Rome``.

    Raises:
        AmountError: If there is no such zone.
    """
    try:
        return pendulum.timezone(name)
    except (ValueError, OSError) as error:
        msg = (
            f"timezone: {name!r} is not in the IANA database; "
            f"give a name such as 'Europe/Rome'"
        )
        raise AmountError(msg) from error


def local(instant: int, name: str) -> dt.datetime:
    """
    Return the wall time of an instant, naive, in a zone.

    Args:
        instant: Microseconds since the epoch, UTC.

        name: An IANA zone.
    """
    return in_zone(instant, name).replace(tzinfo=None)


def in_zone(instant: int, name: str) -> dt.datetime:
    """
    Return an instant as the standard library writes it, in a zone.

    Args:
        instant: Microseconds since the epoch, UTC.

        name: An IANA zone.

    Raises:
        AmountError: If it lies outside the years 1 to 9999 there.
    """
    try:
        return _plain(instant).astimezone(zone(name))
    except OverflowError:
        msg = f"{iso(instant)} lies outside the years 1 to 9999 in {name}"
        raise AmountError(msg) from None


def offsets(wall: dt.datetime, name: str) -> tuple[int, ...]:
    """
    Return the instants that a wall time stands for in a zone.

    None in a gap, two in the hour that exists twice (the earlier first).

    Args:
        wall: A naive wall time.

        name: An IANA zone.
    """
    return tuple(
        instant
        for instant in _readings(wall, name)
        if local(instant, name) == wall
    )


def _readings(wall: dt.datetime, name: str) -> list[int]:
    """
    Return what a wall time is with the offsets before and after a change.

    One where nothing changes; in a gap both lie outside it.
    """
    aware = wall.replace(tzinfo=zone(name))
    return sorted({ticks(aware.replace(fold=fold)) for fold in (0, 1)})


def resolve(wall: dt.datetime, name: str) -> int:
    """
    Return the instant of a recurring local time in a zone.

    A time that does not exist that day moves forward by the gap; one that
    exists twice is the earlier (design 4.1).

    Args:
        wall: A naive wall time.

        name: An IANA zone.
    """
    # fold=0 in a gap is read with the offset before it: that is the wall
    # time moved forward by the gap; in a fold it is the earlier one.
    return ticks(wall.replace(tzinfo=zone(name), fold=0))


def midnight(day: dt.date, name: str) -> int:
    """
    Return the instant at which a local day begins.

    Like every recurring time, a midnight that is skipped moves forward by
    the gap: since 1970 every such gap has begun at midnight.

    Args:
        day: The local date.

        name: An IANA zone.
    """
    return resolve(dt.datetime.combine(day, dt.time()), name)


def parse_instant(text: str, default_zone: str | None = None) -> DateTime:
    """
    Return the instant that *text* writes.

    >>> print(parse_instant("2026-10-03 02:00", "Europe/Rome"))
    2026-10-03 00:00:00+00:00

    Args:
        text: RFC 3339, to the minute or finer; the offset may be left out
            where *default_zone* is given.

        default_zone: The IANA zone of times without an offset.

    Raises:
        AmountError: If the text is no instant, has no offset and no zone is
            known, or its local time does not exist or exists twice.
    """
    match = _LOCAL.fullmatch(text)
    if match is None:
        msg = f"{text!r} is no instant; write it as 2026-10-03T02:00:00+02:00"
        raise AmountError(msg)
    day, time, offset = match.groups()
    try:
        read = dt.datetime.fromisoformat(f"{day}T{time}{offset or ''}")
    except ValueError as error:
        msg = f"{text!r} is no instant: {error}"
        raise AmountError(msg) from None
    if offset is not None:
        return to_instant(read)
    return from_ticks(_only_reading(text, read, default_zone))


def _only_reading(text: str, wall: dt.datetime, name: str | None) -> int:
    """Return the one instant of *wall*, or raise with all the readings."""
    if name is None:
        msg = (
            f"{text!r} has no offset; add one, such as +02:00, or give the "
            f"record a timezone"
        )
        raise AmountError(msg)
    found = offsets(wall, name)
    if len(found) == 1:
        return found[0]
    readings = " or ".join(
        with_offset(instant, name) for instant in _readings(wall, name)
    )
    fault = (
        f"exists twice in {name}"
        if found
        else f"does not exist in {name}: the clocks were put forward over it"
    )
    msg = f"{text!r} {fault}; write {readings}"
    raise AmountError(msg)


def with_offset(instant: int, name: str) -> str:
    """
    Return an instant as a zone's wall time with its offset, ISO 8601.

    Args:
        instant: Microseconds since the epoch, UTC.

        name: An IANA zone.
    """
    return in_zone(instant, name).isoformat()


def iso(instant: int) -> str:
    """
    Return an instant as RFC 3339 in UTC, without needless fractions.

    >>> iso(0)
    '1970-01-01T00:00:00Z'

    Args:
        instant: Microseconds since the epoch, UTC.
    """
    return _plain(instant).isoformat().replace("+00:00", "Z")
