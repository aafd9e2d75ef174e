"""Dates, instants and spans, as each language writes them."""

import datetime as dt
import functools

from typing import final

import attrs

from slapolicy import _time
from slapolicy._tree import Tree
from slapolicy.explain.language import Language, Message
from slapolicy.explain.values.wall import on_the_wall, steady_offset


MONTHS = tuple(
    Message(f"month-{number}", name)
    for number, name in enumerate(
        (
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
        1,
    )
)
_EPOCH = dt.date(1970, 1, 1).toordinal()

FIRST = Message("day-first", "1")
DATE = Message("date", "{month} {day}, {year}")
DAY_OF_YEAR = Message("day-of-year", "{month} {day}")
INSTANT = Message("instant", "{date}, {time}")
ZONED = Message("instant-in-zone", "{instant} ({zone} time)")
ON_ONE_DAY = Message("span-on-one-day", "{date}, {start} to {end}")
SPAN = Message("span", "{start} to {end}")


@final
@attrs.frozen
class Day:
    """
    A date.

    Args:
        date: The date.
    """

    date: dt.date

    def said(self, language: Language) -> str:
        """Return it in words."""
        return _day(self.date.toordinal() - _EPOCH, language)

    def tree(self) -> str:
        """Return it as ISO 8601."""
        return self.date.isoformat()


@functools.lru_cache(maxsize=1024)
def _day(number: int, language: Language) -> str:
    """Return the date so many days after the epoch in words."""
    date = dt.date.fromordinal(_EPOCH + number)
    return DATE.filled(
        language,
        day=language.template(FIRST) if date.day == 1 else date.day,
        month=language.template(MONTHS[date.month - 1]),
        year=date.year,
    )


def _on_the_wall(ticks: int, zone: str) -> tuple[int, str]:
    """Return day and time, with the offset of a time that exists twice."""
    day, rest, offset = on_the_wall(ticks, zone)
    text = _clock(rest)
    return day, text if offset is None else f"{text} UTC{offset}"


_SECONDS = tuple(f":{number:02}" if number else "" for number in range(60))
_MINUTES = tuple(
    f"{hour:02}:{minute:02}" for hour in range(24) for minute in range(60)
)


def _clock(rest: int) -> str:
    """Return a time of day, no finer than need be."""
    seconds, finer = divmod(rest, _time.SECOND)
    minutes, seconds = divmod(seconds, 60)
    if not finer:
        return _MINUTES[minutes] + _SECONDS[seconds]
    return f"{_MINUTES[minutes]}:{seconds:02}.{finer:06}".rstrip("0")


@functools.lru_cache(maxsize=1024)
def _on_one_day(day: int, language: Language) -> str:
    """Return a span of a day in words, with places for its two times."""
    date = _day(day, language)
    return ON_ONE_DAY.filled(language, date=date, start=_FROM, end=_TO)


_FROM, _TO = "\0", "\1"


@final
@attrs.frozen
class Instant:
    """
    An instant, as a wall clock showed it.

    Args:
        ticks: Microseconds since the epoch, UTC.

        zone: The IANA zone of the wall clock.

        says_zone: Whether the zone is said too.
    """

    ticks: int
    zone: str
    says_zone: bool = False

    @property
    def date(self) -> dt.date:
        """The date on the wall."""
        return _time.local(self.ticks, self.zone).date()

    def said(self, language: Language) -> str:
        """Return it in words."""
        date, time = _on_the_wall(self.ticks, self.zone)
        said = INSTANT.filled(language, date=_day(date, language), time=time)
        if not self.says_zone:
            return said
        return ZONED.filled(language, instant=said, zone=self.zone)

    def tree(self) -> str:
        """Return it as RFC 3339 in UTC."""
        return _time.iso(self.ticks)


def stay_text(start: int, end: int, zone: str, language: Language) -> str:
    """
    Return a span of time in words, as a wall clock showed it.

    Args:
        start: Microseconds since the epoch, UTC.

        end: Microseconds since the epoch, UTC.

        zone: The IANA zone of the wall clock.

        language: Whose words.
    """
    offset = steady_offset(start, end, zone)
    if offset is None:
        day, since = _on_the_wall(start, zone)
        last, until = _on_the_wall(end, zone)
    else:
        day, rest = divmod(start + offset, _time.DAY)
        last, later = divmod(end + offset, _time.DAY)
        since, until = _clock(rest), _clock(later)
    if day == last:
        words = _on_one_day(day, language)
        return words.replace(_FROM, since).replace(_TO, until)
    date = _day(day, language)
    return SPAN.filled(
        language,
        start=INSTANT.filled(language, date=date, time=since),
        end=INSTANT.filled(language, date=_day(last, language), time=until),
    )


@final
@attrs.frozen
class Stay:
    """
    A span of time, as a wall clock showed it.

    Args:
        start: Microseconds since the epoch, UTC.

        end: Microseconds since the epoch, UTC.

        zone: The IANA zone of the wall clock.
    """

    start: int
    end: int
    zone: str

    def said(self, language: Language) -> str:
        """Return it in words."""
        return stay_text(self.start, self.end, self.zone, language)

    def tree(self) -> Tree:
        """Return its ends as RFC 3339 in UTC."""
        return {
            "start": _time.iso(self.start),
            "end": _time.iso(self.end),
        }
