"""Lengths of time, as each language writes them."""

import functools

from fractions import Fraction
from typing import final

import attrs

from slapolicy import _time
from slapolicy.amounts import Extension
from slapolicy.explain.language import Form, Language, Message, Sentence
from slapolicy.explain.values.figures import Number, decimal
from slapolicy.figures import number_text
from slapolicy.lengths import CalendarLength, Length, iso_length, length_text


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
TWO_LENGTHS = Message("lengths-two", "{first} {last}")
THREE_LENGTHS = Message("lengths-three", "{first} {middle} {last}")
TIMES = Message("times", "{count} time", "{count} times")
FEE_FOR = Message("fee-for", "the price of {length}")
FEE_FOR_OUT_OF = Message(
    "fee-for-out-of", "the price of {length}, out of {whole}"
)


def plural(unit: str, count: int) -> Sentence:
    """
    Return a number of units.

    Args:
        unit: One of `UNITS`.

        count: How many.
    """
    return UNITS[unit](count=count)


@functools.lru_cache(maxsize=4096)
def _counted(unit: str, count: int, language: Language) -> str:
    """Return a number of units in words."""
    return plural(unit, count).said(language)


def elapsed_text(ticks: int, language: Language) -> str:
    """
    Return an exact length in words, in hours, minutes and seconds.

    Args:
        ticks: Microseconds; what is finer is not shown.

        language: Whose words.
    """
    seconds, finer = divmod(ticks, _time.SECOND)
    hours, seconds = divmod(seconds, 3600)
    if finer:
        return _finely(hours, ticks % _time.HOUR, language)
    if not hours:
        return _seconds_of_an_hour(language)[seconds]
    first = _counted("hour", hours, language)
    return _after_hours(language)[seconds].replace(_HOURS, first)


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
        return elapsed_text(int(self.ticks), language)

    def tree(self) -> str:
        """Return it as ISO 8601."""
        return iso_length(self.ticks)


_HOURS = "\0"
"""Stands for hours in what is remembered of the rest."""


@functools.cache
def _seconds_of_an_hour(language: Language) -> list[str]:
    """Return each number of seconds below an hour in words."""
    nothing = _counted("second", 0, language)
    return [
        _joined(language)[len(parts) - 1](parts) if parts else nothing
        for parts in _minutes_and_seconds(language)
    ]


@functools.cache
def _after_hours(language: Language) -> list[str]:
    """Return the same with hours before them, which are put in later."""
    return [
        _joined(language)[len(parts)]((_HOURS, *parts))
        for parts in _minutes_and_seconds(language)
    ]


def _minutes_and_seconds(language: Language) -> list[tuple[str, ...]]:
    """Return those of each number of seconds below an hour in words."""
    minutes, seconds = (
        [(), *[(_counted(unit, one, language),) for one in range(1, 60)]]
        for unit in ("minute", "second")
    )
    return [first + last for first in minutes for last in seconds]


@functools.cache
def _joined(language: Language) -> tuple[Form, Form, Form]:
    """Return what joins one, two and three parts of a length."""
    return (
        "".join,
        TWO_LENGTHS.form(language, "first", "last"),
        THREE_LENGTHS.form(language, "first", "middle", "last"),
    )


def _finely(hours: int, rest: int, language: Language) -> str:
    """Return a length that has fractions of a second in words."""
    minutes, rest = divmod(rest, _time.MINUTE)
    whole = [("hour", hours), ("minute", minutes)]
    parts = [_counted(unit, one, language) for unit, one in whole if one]
    seconds = number_text(Fraction(rest, _time.SECOND))
    template = UNITS["second"].template(language, 0)
    parts.append(template.format(count=decimal(seconds, language)))
    return _joined(language)[len(parts) - 1](tuple(parts))


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
            return _counted(unit, count, language)
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
            return _counted(unit, int(quantity), language)
        template = UNITS[unit].template(language, 0)
        return template.format(count=Number(quantity).said(language))

    def tree(self) -> str:
        """Return it as documents write it."""
        return str(self.extension)
