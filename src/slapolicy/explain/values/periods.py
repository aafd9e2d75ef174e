"""Periods of measurement, by the units of the calendar that they are."""

import datetime as dt
import functools
import re

from typing import final

import attrs

from slapolicy.explain.language import Language, Message, Sentence, Value
from slapolicy.explain.values.times import MONTHS, Day, Instant, Stay


OF_DAY = Message("period-day", "the day {date}")
OF_WEEK = Message("period-week", "week {week} of {year}")
OF_MONTH = Message("period-month", "{month} {year}")
OF_QUARTER = Message("period-quarter", "quarter {quarter} of {year}")
OF_YEAR = Message("period-year", "the year {year}")
FROM_TO = Message("period-days", "the period from {start} up to {end}")
FROM_TO_INSTANT = Message("period-span", "the period from {span}")

_LABELS = (
    (re.compile(r"(\d{4})-(\d{2})-(\d{2})"), OF_DAY),
    (re.compile(r"(?P<year>\d{4})-W0?(?P<week>\d+)"), OF_WEEK),
    (re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})"), OF_MONTH),
    (re.compile(r"(?P<year>\d{4})-Q(?P<quarter>\d)"), OF_QUARTER),
    (re.compile(r"(?P<year>\d{4})"), OF_YEAR),
)


@final
@attrs.frozen
class PeriodName:
    """
    A period of measurement.

    Args:
        label: What it is called: ``2026-10``.

        start: Where it begins, microseconds since the epoch, UTC.

        end: Where it ends.

        zone: The IANA zone whose days it consists of.
    """

    label: str
    start: int
    end: int
    zone: str

    def said(self, language: Language) -> str:
        """Return it in words."""
        return _named(self).said(language)

    def tree(self) -> str:
        """Return its label."""
        return self.label


@functools.lru_cache(maxsize=256)
def _named(one: PeriodName) -> Sentence:
    """Return a period by the unit of the calendar that it is, if any."""
    for pattern, message in _LABELS:
        match = pattern.fullmatch(one.label)
        if match is not None:
            params: dict[str, Value] = {**match.groupdict()}
            if message is OF_DAY:
                params["date"] = Day(dt.date.fromisoformat(one.label))
            elif message is OF_MONTH:
                params["month"] = MONTHS[int(match["month"]) - 1]()
            return message(**params)
    start, end = (Instant(at, one.zone) for at in (one.start, one.end))
    if one.label.endswith("Z"):
        stay = Stay(one.start, one.end, one.zone)
        return FROM_TO_INSTANT(span=stay)
    return FROM_TO(start=Day(start.date), end=Day(end.date))
