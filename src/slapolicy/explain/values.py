"""Figures, sums, lengths and times, as each language writes them."""

import datetime as dt
import re

from collections.abc import Iterable
from fractions import Fraction
from typing import final

import attrs

from slapolicy import _time
from slapolicy._tree import Tree
from slapolicy.amounts import Extension, Money, Rounding, round_fraction
from slapolicy.explain.language import (
    Language,
    Message,
    Sentence,
    Value,
    as_tree,
    said,
)
from slapolicy.figures import Figure, Quantity, number_text
from slapolicy.lengths import CalendarLength, Length, iso_length, length_text


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
UNITS = {
    unit: Message(f"count-{unit}", f"{{count}} {unit}", f"{{count}} {unit}s")
    for unit in (
        "microsecond",
        "millisecond",
        "second",
        "minute",
        "hour",
        "day",
        "week",
        "month",
        "year",
        "business day",
        "business hour",
    )
}
"""Units in a number that is said: ``1 hour``, ``2 hours``."""

# The mark is the whole message; its code says which one.
POINT = Message("decimal-point", ".")
PERCENT = Message("percentage", "{figure} %")
MONEY = Message("sum-of-money", "{figure} {currency}")
ABOUT = Message("about", "about {figure}")
FIRST = Message("day-first", "1")
DATE = Message("date", "{month} {day}, {year}")
DAY_OF_YEAR = Message("day-of-year", "{month} {day}")
INSTANT = Message("instant", "{date}, {time}")
ZONED = Message("instant-in-zone", "{instant} ({zone} time)")
ON_ONE_DAY = Message("span-on-one-day", "{date}, {start} to {end}")
SPAN = Message("span", "{start} to {end}")
TWO_LENGTHS = Message("lengths-two", "{first} {last}")
THREE_LENGTHS = Message("lengths-three", "{first} {middle} {last}")
AND = Message("list-and", "{rest} and {last}")
OR = Message("list-or", "{rest} or {last}")
TIMES = Message("times", "{count} time", "{count} times")
MORE = Message("list-more", "{count} more", "{count} more")
OF_DAY = Message("period-day", "the day {date}")
OF_WEEK = Message("period-week", "week {week} of {year}")
OF_MONTH = Message("period-month", "{month} {year}")
OF_QUARTER = Message("period-quarter", "quarter {quarter} of {year}")
OF_YEAR = Message("period-year", "the year {year}")
FROM_TO = Message("period-days", "the period from {start} up to {end}")
FROM_TO_INSTANT = Message("period-span", "the period from {span}")
FEE_FOR = Message("fee-for", "the price of {length}")
FEE_FOR_OUT_OF = Message(
    "fee-for-out-of", "the price of {length}, out of {whole}"
)

_SHOWN_DECIMALS = 6


def _decimal(text: str, language: Language) -> str:
    """Return digits with the language's own decimal mark."""
    return text.replace(".", POINT().said(language))


def plural(unit: str, count: int) -> Sentence:
    """
    Return a number of units.

    Args:
        unit: One of `UNITS`.

        count: How many.
    """
    return UNITS[unit](count=count)


@final
@attrs.frozen
class Number:
    """
    A number.

    Args:
        exact: The number; one that has no end of decimals is a fraction.
    """

    exact: Fraction

    def said(self, language: Language) -> str:
        """Return it in words."""
        return _decimal(self.tree(), language)

    def tree(self) -> str:
        """Return it as documents write it."""
        return number_text(self.exact)


@final
@attrs.frozen
class Percentage:
    """
    A percentage.

    Args:
        text: As documents write it: ``99.9%``.
    """

    text: str

    def said(self, language: Language) -> str:
        """Return it in words."""
        figure = _decimal(self.text.removesuffix("%"), language)
        return PERCENT(figure=figure).said(language)

    def tree(self) -> str:
        """Return it as documents write it."""
        return self.text


@final
@attrs.frozen
class Sum:
    """
    A sum of money, exact; shown to a few digits if it has many.

    Args:
        exact: How much, in units of the currency.

        currency: Its code.
    """

    exact: Fraction
    currency: str

    @classmethod
    def of(cls, money: Money) -> "Sum":
        """
        Return a sum that has the digits of its currency.

        Args:
            money: The sum.
        """
        return cls(money.fraction, money.currency)

    def said(self, language: Language) -> str:
        """Return it in words."""
        money = Money.rounded(self.exact, self.currency, Rounding.HALF_UP)
        digits, is_cut = f"{money.amount:f}", money.fraction != self.exact
        if is_cut:
            near = round_fraction(
                self.exact, _SHOWN_DECIMALS, Rounding.HALF_UP
            )
            digits = f"{near:f}".rstrip("0")
            is_cut = Fraction(digits) != self.exact
        figure = _decimal(digits, language)
        words = MONEY(figure=figure, currency=self.currency)
        return (ABOUT(figure=words) if is_cut else words).said(language)

    def tree(self) -> str:
        """Return it exactly, with its currency."""
        money = Money.rounded(self.exact, self.currency, Rounding.HALF_UP)
        if money.fraction == self.exact:
            return str(money)
        return f"{self.exact} {self.currency}"


@final
@attrs.frozen
class Elapsed:
    """
    An exact length, in hours, minutes and seconds.

    Args:
        ticks: Microseconds; what is finer is not shown.
    """

    ticks: Fraction | int

    def said(self, language: Language) -> str:
        """Return it in words."""
        hours, rest = divmod(int(self.ticks), _time.HOUR)
        minutes, rest = divmod(rest, _time.MINUTE)
        parts = [
            plural(unit, count).said(language)
            for unit, count in (("hour", hours), ("minute", minutes))
            if count
        ]
        if rest or not parts:
            parts.append(_seconds(rest, language))
        if len(parts) == 1:
            return parts[0]
        *middle, last = parts[1:]
        if not middle:
            return TWO_LENGTHS(first=parts[0], last=last).said(language)
        return THREE_LENGTHS(first=parts[0], middle=middle[0], last=last).said(
            language
        )

    def tree(self) -> str:
        """Return it as ISO 8601."""
        return iso_length(self.ticks)


def _seconds(ticks: int, language: Language) -> str:
    """Return seconds, with their fractions if there are any."""
    whole, fraction = divmod(ticks, _time.SECOND)
    if not fraction:
        return plural("second", whole).said(language)
    template = UNITS["second"].template(language, 0)
    return template.format(
        count=_decimal(number_text(Fraction(ticks, _time.SECOND)), language)
    )


@final
@attrs.frozen
class Extent:
    """
    A length as a contract states it, exact or of the calendar.

    Args:
        length: The length.
    """

    length: Length

    def said(self, language: Language) -> str:
        """Return it in words."""
        if isinstance(self.length, CalendarLength):
            unit, count = self.length.unit.value, self.length.count
            return plural(unit, count).said(language)
        return Elapsed(_time.length_ticks(self.length)).said(language)

    def tree(self) -> str:
        """Return it as documents write it."""
        return length_text(self.length)


@final
@attrs.frozen
class Longer:
    """
    An extension of the service.

    Args:
        extension: By how much.
    """

    extension: Extension

    def said(self, language: Language) -> str:
        """Return it in words."""
        quantity, unit = self.extension.quantity, self.extension.unit
        if quantity.denominator == 1:
            return plural(unit, int(quantity)).said(language)
        template = UNITS[unit].template(language, 0)
        return template.format(count=Number(quantity).said(language))

    def tree(self) -> str:
        """Return it as documents write it."""
        return str(self.extension)


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
        return self._named().said(language)

    def _named(self) -> Sentence:
        """Return it by the unit of the calendar that it is, if it is one."""
        for pattern, message in _LABELS:
            match = pattern.fullmatch(self.label)
            if match is not None:
                params: dict[str, Value] = {**match.groupdict()}
                if message is OF_DAY:
                    params["date"] = Day(dt.date.fromisoformat(self.label))
                elif message is OF_MONTH:
                    params["month"] = MONTHS[int(match["month"]) - 1]()
                return message(**params)
        start, end = (
            Instant(one, self.zone) for one in (self.start, self.end)
        )
        if self.label.endswith("Z"):
            stay = Stay(self.start, self.end, self.zone)
            return FROM_TO_INSTANT(span=stay)
        return FROM_TO(start=Day(start.date), end=Day(end.date))

    def tree(self) -> str:
        """Return its label."""
        return self.label


@final
@attrs.frozen
class Listing:
    """
    Several things, one after the other.

    Args:
        items: What; one at least.

        last: What joins the last to the rest; None for a semicolon.
    """

    items: tuple[Value, ...]
    last: Message | None = AND

    @classmethod
    def of(
        cls,
        items: Iterable[Value],
        last: Message | None = AND,
        most: int | None = None,
    ) -> "Listing":
        """
        Return a list of things, the first of them if they are many.

        Args:
            items: What.

            last: What joins the last to the rest; None for a semicolon.

            most: How many are named; None for all.
        """
        found = tuple(items)
        if most is not None and len(found) > most + 1:
            more = MORE(count=len(found) - most)
            found = (*found[:most], more)
        return cls(found, last)

    def said(self, language: Language) -> str:
        """Return it in words."""
        words = [said(one, language) for one in self.items]
        if self.last is None:
            return "; ".join(words)
        if len(words) == 1:
            return words[0]
        rest = ", ".join(words[:-1])
        return self.last(rest=rest, last=words[-1]).said(language)

    def tree(self) -> Tree:
        """Return the list."""
        return [as_tree(one) for one in self.items]


def of_figure(figure: Figure) -> Value:
    """
    Return a figure of a contract as something to say.

    Args:
        figure: A percentage, a length or a number.
    """
    if figure.quantity is Quantity.PERCENTAGE:
        return Percentage(str(figure))
    if figure.quantity is Quantity.LENGTH:
        return Elapsed(figure.exact)
    return Number(figure.exact)
