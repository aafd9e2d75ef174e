"""Recurring windows of the local clock, as cron writes them."""

import calendar
import datetime as dt
import itertools
import re

from collections.abc import Iterator
from typing import final

import attrs

from slapolicy import _time
from slapolicy._hours import local_days
from slapolicy._pairs import Pair, clipped, merged


_RANGES = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905  (reads better)
_DAYS = "sun mon tue wed thu fri sat".split()  # noqa: SIM905  (reads better)
_ITEM = re.compile(r"(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:/(\d{1,2}))?", re.ASCII)
_LAST = "l"


@final
@attrs.frozen
class Cron:
    """
    When something begins, to the minute of a local clock.

    Args:
        minutes: Minutes of an hour.

        hours: Hours of a day.

        days: Days of a month; 0 is its last.

        months: Months of a year.

        weekdays: Days of a week, Sunday 0.

        either: Whether a day of the month or one of the week is enough,
            because both are limited.

        every: On each of so many days only.

        first: The date from which these are counted.
    """

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either: bool
    every: int = 1
    first: dt.date = dt.date(1970, 1, 1)

    def is_on(self, day: dt.date) -> bool:
        """
        Whether something begins on a day.

        Args:
            day: The local date.
        """
        last = calendar.monthrange(day.year, day.month)[1]
        of_month = day.day in self.days or (day.day == last and 0 in self.days)
        of_week = day.isoweekday() % 7 in self.weekdays
        if (
            day.month not in self.months
            or (day - self.first).days % self.every
        ):
            return False
        if self.either:
            return of_month or of_week
        return of_month and of_week


def parse_cron(text: str) -> Cron | None:
    """
    Return the pattern that *text* writes, None if it is beyond this reader.

    >>> sorted(parse_cron("0 2 * * 0").weekdays)
    [0]

    Args:
        text: Five fields, or six of which the first, the seconds, is 0.
    """
    fields = text.lower().split()
    if len(fields) == len(_RANGES) + 1 and fields[0] == "0":
        del fields[0]
    if len(fields) != len(_RANGES):
        return None
    fields[3] = _numbered(fields[3], _MONTHS, 1)
    fields[4] = _numbered(fields[4], _DAYS, 0)
    found = [
        _values(field, low, high)
        for field, (low, high) in zip(fields, _RANGES, strict=True)
    ]
    minutes, hours, days, months, weekdays = found
    if not (minutes and hours and days and months and weekdays):
        return None
    limited = fields[2] != "*" and fields[4] != "*"
    return Cron(
        minutes,
        hours,
        days,
        months,
        frozenset(day % 7 for day in weekdays),
        limited,
    )


def _numbered(field: str, names: list[str], first: int) -> str:
    """Return a field with numbers for names."""
    for number, name in enumerate(names, first):
        field = field.replace(name, str(number))
    return field


def _values(field: str, low: int, high: int) -> frozenset[int]:
    """Return the numbers of a field, none if it does not read."""
    found: set[int] = set()
    for item in field.split(","):
        if item == _LAST and (low, high) == _RANGES[2]:
            found.add(0)
            continue
        match = _ITEM.fullmatch(item)
        if match is None:
            return frozenset()
        first, last, step = match.groups()
        start = low if first is None else int(first)
        end = high if first is None or (step and not last) else start
        end = end if last is None else int(last)
        every = 1 if step is None else int(step)
        if not (low <= start <= end <= high and every):
            return frozenset()
        found.update(range(start, end + 1, every))
    return frozenset(found)


def windows(
    cron: Cron, length: int, zone: str, span: Pair, since: dt.date | None, /
) -> list[Pair]:
    """
    Return recurring windows within a span, sorted and disjoint.

    Args:
        cron: When they begin.

        length: How long they last, in microseconds.

        zone: The IANA zone of the clock.

        span: Microseconds since the epoch, UTC.

        since: The first date on which one begins, if there is one.
    """
    start, end = span
    # One that began before the span may reach into it.
    first = _time.local(start - length, zone).date()
    if since is not None:
        first = max(first, since)
    found = [
        (begin, begin + length)
        for day in local_days(first, _time.local(end, zone).date(), zone)
        if cron.is_on(day.date)
        for begin in _begins(cron, day.date, zone)
    ]
    return clipped(merged(found), start, end)


def _begins(cron: Cron, day: dt.date, zone: str) -> Iterator[int]:
    """Yield the instants of a day at which something begins."""
    for hour, minute in itertools.product(
        sorted(cron.hours), sorted(cron.minutes)
    ):
        wall = dt.datetime.combine(day, dt.time(hour, minute))
        yield _time.resolve(wall, zone)
