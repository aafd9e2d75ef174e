"""
The rules by which events of a calendar come again (RFC 5545, 3.3.10).

Days are looked at from the first that is wanted to the last, and no further:
a rule that never comes again takes no longer than one that does.
"""

import calendar
import datetime as dt
import re

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import final

import attrs

from slapolicy._exact import shown
from slapolicy._pairs import Pair
from slapolicy.errors import AmountError


_PARTS = {
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "WKST",
    "BYMONTH",
    "BYWEEKNO",
    "BYYEARDAY",
    "BYMONTHDAY",
    "BYDAY",
    "BYHOUR",
    "BYSETPOS",
}
# What comes again within an hour is no maintenance.
_TOO_OFTEN = {"HOURLY", "MINUTELY", "SECONDLY"}
_OFTEN_PARTS = {"BYMINUTE", "BYSECOND"}
_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAY = re.compile(r"([+-]?[0-9]{1,3})?(MO|TU|WE|TH|FR|SA|SU)")
_WEEK = 7
_MONTHS = range(1, 13)
_LAST = dt.date.max.toordinal()


@final
@attrs.frozen(kw_only=True)
class Rule:
    """
    When an event comes again, by the local clock.

    Args:
        frequency: ``DAILY``, ``WEEKLY``, ``MONTHLY`` or ``YEARLY``.

        start: When the event begins first, without a zone.

        interval: Every so many days, weeks, months or years.

        count: How often it begins; None for no end.

        weekstart: The day on which weeks begin, Monday 0.

        months: Months of a year; empty for all, as below.

        weeks: Weeks of a year; negative from its end, as below.

        year_days: Days of a year.

        month_days: Days of a month.

        weekdays: Days of a week, Monday 0, each behind its number in the
            month or the year; 0 for all of them.

        hours: Hours of a day, in order.

        positions: Which of the times in each day, week, month or year.
    """

    frequency: str
    start: dt.datetime
    interval: int
    count: int | None
    weekstart: int
    months: frozenset[int]
    weeks: frozenset[int]
    year_days: frozenset[int]
    month_days: frozenset[int]
    weekdays: frozenset[tuple[int, int]]
    hours: tuple[int, ...]
    positions: frozenset[int]

    def walk(
        self, low: dt.datetime, high: dt.datetime
    ) -> Iterator[tuple[int, list[dt.datetime]]]:
        """
        Yield how many days and times are looked at next, and which hold.

        Args:
            low: From when, without a zone.

            high: Until when.
        """
        left = self.count
        for days in self._periods(low, high):
            times = self._in(days)
            starts = [one for one in times if one >= self.start][:left]
            if left is not None:
                left -= len(starts)
            looked = 1 + len(days) + len(times)
            yield looked, [one for one in starts if low <= one <= high]
            if left == 0:
                return

    def _periods(
        self, low: dt.datetime, high: dt.datetime
    ) -> Iterator[Sequence[int]]:
        """Yield the days of each day, week, month or year of the rule."""
        start = self.start
        # What is counted is counted from the start.
        first = start if self.count is not None else max(start, low)
        match self.frequency:
            case "YEARLY":
                months = sorted(self.months) or _MONTHS
                for year in self._every(start.year, first.year, high.year):
                    yield [*chain(*(_month(year, one) for one in months))]
            case "MONTHLY":
                at, since, until = (
                    12 * one.year + one.month - 1
                    for one in (start, first, high)
                )
                for month in self._every(at, since, until):
                    yield _month(month // 12, month % 12 + 1)
            case "WEEKLY":
                shift = (start.weekday() - self.weekstart) % _WEEK
                at, since, until = (
                    (one.toordinal() - start.toordinal() + shift) // _WEEK
                    for one in (start, first, high)
                )
                for week in self._every(at, since, until):
                    begin = start.toordinal() - shift + week * _WEEK
                    yield range(begin, min(begin + _WEEK, _LAST + 1))
            case _:
                for day in self._every(
                    start.toordinal(), first.toordinal(), high.toordinal()
                ):
                    yield (day,)

    def _every(self, start: int, first: int, last: int) -> range:
        """Return what the interval takes of days, weeks, months or years."""
        skipped = max(0, (first - start) // self.interval)
        return range(start + skipped * self.interval, last + 1, self.interval)

    def _in(self, days: Sequence[int]) -> list[dt.datetime]:
        """Return when it begins in a day, a week, a month or a year."""
        clock = self.start.time()
        starts = [
            dt.datetime.combine(day, clock.replace(hour=hour))
            for day in map(dt.date.fromordinal, days)
            if self._is_on(day)
            for hour in self.hours
        ]
        if not self.positions:
            return starts
        return [
            one
            for at, one in enumerate(starts, 1)
            if not self.positions.isdisjoint(_both(at, len(starts)))
        ]

    def _is_on(self, day: dt.date) -> bool:
        """Whether a day is one of those that its parts name."""
        return (
            (not self.months or day.month in self.months)
            and (not self.month_days or _has(self.month_days, _in_month(day)))
            and (not self.year_days or _has(self.year_days, _in_year(day)))
            and (not self.weeks or _has(self.weeks, self._week(day)))
            and (not self.weekdays or self._has_weekday(day))
        )

    def _week(self, day: dt.date) -> Pair:
        """Return the week of a year, and of how many (ISO 8601)."""
        begin = day.toordinal() - (day.weekday() - self.weekstart) % _WEEK
        # A week is of the year that most of its days are in.
        return _of_weekday(
            _in_year(dt.date.fromordinal(min(begin + 3, _LAST)))
        )

    def _has_weekday(self, day: dt.date) -> bool:
        """Whether it is on this weekday, or on this one of them."""
        weekday = day.weekday()
        if (0, weekday) in self.weekdays:
            return True
        in_year = self.frequency == "YEARLY" and not self.months
        first, last = _both(
            *_of_weekday(_in_year(day) if in_year else _in_month(day))
        )
        either = (first, weekday), (last, weekday)
        return not self.weekdays.isdisjoint(either)


def rule_of(parts: Mapping[str, Sequence[object]], start: dt.datetime) -> Rule:
    """
    Return the rule that the parts of a calendar's rule say.

    Args:
        parts: The values of each part, by its name.

        start: When the event begins first, without a zone.

    Raises:
        AmountError: If it comes more often than daily, at no interval, or
            has parts that are not read.

        ValueError: If a part is no number where it should be.
    """
    said = {key.upper(): [str(one) for one in parts[key]] for key in parts}
    _check(said)
    numbers = {
        key: frozenset(map(int, said.get(key, ())))
        for key in _PARTS - {"FREQ", "UNTIL", "WKST", "BYDAY"}
    }
    if min(numbers["INTERVAL"], default=1) < 1:
        msg = "recurs at no interval"
        raise AmountError(msg)
    count = max(numbers["COUNT"], default=-1)
    return _completed(
        Rule(
            frequency=_frequency(said),
            start=start,
            interval=max(numbers["INTERVAL"], default=1),
            # Some write a negative number where they mean none.
            count=None if count < 0 else count,
            weekstart=_weekday(said.get("WKST", ["MO"])[-1])[1],
            months=numbers["BYMONTH"],
            weeks=numbers["BYWEEKNO"],
            year_days=numbers["BYYEARDAY"],
            month_days=numbers["BYMONTHDAY"],
            weekdays=frozenset(map(_weekday, said.get("BYDAY", ()))),
            hours=tuple(sorted(numbers["BYHOUR"])) or (start.hour,),
            positions=numbers["BYSETPOS"],
        )
    )


def _frequency(said: Mapping[str, Sequence[str]]) -> str:
    """Return how often a rule comes."""
    return said.get("FREQ", [""])[-1].upper()


def _check(said: Mapping[str, Sequence[str]]) -> None:
    """Refuse a rule that comes too often, or says what is not read."""
    if _frequency(said) in _TOO_OFTEN or _OFTEN_PARTS & said.keys():
        msg = "recurs more often than daily"
        raise AmountError(msg)
    if _frequency(said) not in _FREQUENCIES:
        msg = "recurs at no frequency; write one, such as FREQ=WEEKLY"
        raise AmountError(msg)
    if unread := sorted(said.keys() - _PARTS):
        msg = f"{shown(unread[0])} is no part that is read; leave it out"
        raise AmountError(msg)


def _completed(rule: Rule) -> Rule:
    """Return a rule that comes on the day on which it began, if on none."""
    start = rule.start
    if rule.frequency in {"DAILY", "WEEKLY"}:
        # Weekdays have no numbers there.
        of_week = frozenset((0, weekday) for _, weekday in rule.weekdays)
        rule = attrs.evolve(rule, weekdays=of_week)
    if rule.weekdays or rule.weeks or rule.year_days or rule.month_days:
        return rule
    match rule.frequency:
        case "DAILY":
            return rule
        case "WEEKLY":
            weekdays = frozenset({(0, start.weekday())})
            return attrs.evolve(rule, weekdays=weekdays)
        case "MONTHLY":
            return attrs.evolve(rule, month_days=frozenset({start.day}))
        case _:
            return attrs.evolve(
                rule,
                months=rule.months or frozenset({start.month}),
                month_days=frozenset({start.day}),
            )


def wall(moment: dt.date) -> dt.datetime:
    """
    Return what a clock says, without a zone; midnight on a date.

    >>> wall(dt.date(2026, 3, 22)).isoformat()
    '2026-03-22T00:00:00'

    Args:
        moment: A date, or a time of it.
    """
    if isinstance(moment, dt.datetime):
        return moment.replace(tzinfo=None)
    return dt.datetime.combine(moment, dt.time())


def _weekday(text: str) -> tuple[int, int]:
    """Return the number of a weekday, 0 for every one, and the weekday."""
    found = _WEEKDAY.fullmatch(text.upper())
    if found is None:
        msg = f"{shown(text)} is no weekday; write it in the form 2SU"
        raise AmountError(msg)
    return int(found[1] or 0), _WEEKDAYS.index(found[2])


def _month(year: int, month: int) -> Sequence[int]:
    """Return the days of a month; none where there is no such month."""
    if month not in _MONTHS:
        return ()
    first = dt.date(year, month, 1).toordinal()
    return range(first, first + calendar.monthrange(year, month)[1])


def _in_month(day: dt.date) -> Pair:
    """Return which day of a month it is, and of how many."""
    return day.day, calendar.monthrange(day.year, day.month)[1]


def _in_year(day: dt.date) -> Pair:
    """Return which day of a year it is, and of how many."""
    first = dt.date(day.year, 1, 1)
    number = day.toordinal() - first.toordinal() + 1
    return number, 365 + calendar.isleap(day.year)


def _of_weekday(day: Pair) -> Pair:
    """Return the how manieth of its weekday a day is, and of how many."""
    at, length = day
    number = (at + _WEEK - 1) // _WEEK
    return number, number + (length - at) // _WEEK


def _both(number: int, total: int) -> Pair:
    """Return a number of so many, and the same counted from the end."""
    return number, number - total - 1


def _has(numbers: frozenset[int], one: Pair) -> bool:
    """Whether one of so many is among numbers, from the end too."""
    return not numbers.isdisjoint(_both(*one))
