"""Periods cut into what fits on a row: local days, weeks, months."""

import datetime as dt

from collections.abc import Iterator
from itertools import takewhile

from slapolicy import _time


_DAY = 24 * _time.HOUR
_WEEKS = 100
"""Up to how many days a period is shown by the week, beyond by the month."""

_MONTHS = 1900
"""Up to how many days a period is shown by the month, beyond on one row."""


def cuts(start: int, end: int, zone: str) -> tuple[int, ...]:
    """
    Return where the rows of a period begin and, last, where it ends.

    Args:
        start: Where it begins, microseconds since the epoch, UTC.

        end: Where it ends.

        zone: The IANA zone whose days and months the rows consist of.
    """
    length = end - start
    first = _time.local(start, zone).date()
    if length <= 2 * _DAY or length > _MONTHS * _DAY:
        return (start, end)
    steps = _weeks(first) if length <= _WEEKS * _DAY else _months(first)
    inner = takewhile(
        lambda at: at < end, (_time.midnight(day, zone) for day in steps)
    )
    return (start, *inner, end)


def _weeks(first: dt.date) -> Iterator[dt.date]:
    """Yield every seventh day after one."""
    while True:
        first += dt.timedelta(days=7)
        yield first


def _months(first: dt.date) -> Iterator[dt.date]:
    """Yield the first day of every month after one."""
    while True:
        first = (first.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        yield first


def days(start: int, end: int, zone: str) -> Iterator[int]:
    """
    Yield the local midnights inside a span; none if it is long.

    Args:
        start: Where it begins, microseconds since the epoch, UTC.

        end: Where it ends.

        zone: The IANA zone.
    """
    if end - start > _MONTHS * _DAY:
        return
    day = _time.local(start, zone).date() + dt.timedelta(days=1)
    at = _time.midnight(day, zone)
    while at < end:
        yield at
        day += dt.timedelta(days=1)
        at = _time.midnight(day, zone)
