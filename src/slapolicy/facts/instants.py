"""Instants of facts: given as datetimes, kept as integers."""

import datetime as dt

from typing import TypeAlias

from slapolicy import _time
from slapolicy.errors import AmountError


Instant: TypeAlias = dt.datetime | int

# Seconds and milliseconds since the epoch of any instant of our time lie
# below this; microseconds do from April 1970 on.
_TOO_SMALL = 10_000_000_000_000


def as_ticks(value: Instant) -> int:
    """
    Return an instant as microseconds since the epoch, UTC.

    Args:
        value: An aware datetime; or the integer itself, in microseconds.

    Raises:
        AmountError: If it is naive, skipped by its zone, or an integer
            that looks like seconds or milliseconds, or lies outside the
            years 1 to 9999.
    """
    if type(value) is int:
        if -_TOO_SMALL < value < _TOO_SMALL:
            msg = (
                f"{value!r}: an integer instant is in microseconds since "
                f"the epoch; this looks like seconds or milliseconds"
            )
            raise AmountError(msg)
        if not _time.FIRST <= value <= _time.LAST:
            msg = f"{value!r} us lie outside the years 1 to 9999 in UTC"
            raise AmountError(msg)
        return value
    if not isinstance(value, dt.datetime):
        msg = f"{value!r} is no instant; give an aware datetime"
        raise AmountError(msg)
    return _time.ticks(_time.to_instant(value))


def as_optional_ticks(value: Instant | None) -> int | None:
    """
    Return an instant as microseconds since the epoch, or None.

    Args:
        value: As for `as_ticks`, or None.
    """
    return None if value is None else as_ticks(value)


def as_optional_instant(ticks: int | None) -> _time.DateTime | None:
    """
    Return microseconds since the epoch as an instant, or None.

    Args:
        ticks: Microseconds, or None.
    """
    return None if ticks is None else _time.from_ticks(ticks)
