"""Dates, instants and spans, as each language writes them."""

import datetime as dt

from typing import final

import attrs

from slapolicy import _time
from slapolicy._tree import Tree
from slapolicy.explain.language import Language, Message


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
        day = self.date.day
        return DATE(
            day=FIRST() if day == 1 else day,
            month=MONTHS[self.date.month - 1](),
            year=self.date.year,
        ).said(language)

    def tree(self) -> str:
        """Return it as ISO 8601."""
        return self.date.isoformat()


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

    @property
    def time(self) -> str:
        """The time on the wall, with its offset where it exists twice."""
        wall = _time.local(self.ticks, self.zone)
        is_round = not wall.second and not wall.microsecond
        text = wall.time().isoformat("minutes" if is_round else "auto")
        if wall.microsecond:
            text = text.rstrip("0")
        if len(_time.offsets(wall, self.zone)) > 1:
            offset = _time.with_offset(self.ticks, self.zone)[-6:]
            text = f"{text} UTC{offset}"
        return text

    def said(self, language: Language) -> str:
        """Return it in words."""
        instant = INSTANT(date=Day(self.date), time=self.time)
        if self.says_zone:
            instant = ZONED(instant=instant, zone=self.zone)
        return instant.said(language)

    def tree(self) -> str:
        """Return it as RFC 3339 in UTC."""
        return _time.iso(self.ticks)


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
        start = Instant(self.start, self.zone)
        end = Instant(self.end, self.zone)
        if start.date != end.date:
            return SPAN(start=start, end=end).said(language)
        return ON_ONE_DAY(
            date=Day(start.date), start=start.time, end=end.time
        ).said(language)

    def tree(self) -> Tree:
        """Return its ends as RFC 3339 in UTC."""
        return {
            "start": _time.iso(self.start),
            "end": _time.iso(self.end),
        }
