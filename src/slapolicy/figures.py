"""
Figures that a contract compares: percentages, lengths and plain numbers.

A figure is kept as the exact fraction that comparisons need: of one for a
percentage, microseconds for a length, itself for a number.
"""

import datetime as dt
import enum
import math
import re

from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias, final

import attrs

from slapolicy import _time
from slapolicy._exact import EXACT, in_decimals, shown
from slapolicy._override import override
from slapolicy.amounts import Percent, Rounding, round_fraction
from slapolicy.errors import AmountError, InexactError
from slapolicy.lengths import CalendarLength, exact, length_text, parse_length


@final
class Quantity(enum.Enum):
    """What kind of thing a figure measures."""

    PERCENTAGE = "percentage"
    LENGTH = "length"
    NUMBER = "number"


MOST_DIGITS = 360_000
"""The most digits above or below a bar: eight for each minute of a month."""

_LONGEST = 200
_NUMBER = re.compile(r"(-?)([0-9]+)(?:\.([0-9]{1,40})|/([0-9]+))?")
_COMMA = re.compile(r"-?[0-9]+,[0-9]+ ?%?")


def parse_number(text: str) -> Fraction:
    """
    Return the exact number that people write: ``7.5``, ``19/20``.

    Args:
        text: Digits with a decimal point, or a fraction; at most 200
            characters.

    Raises:
        AmountError: If it is no number, or longer.
    """
    if len(text) > _LONGEST:
        msg = f"{shown(text)} is longer than any number that people write"
        raise AmountError(msg)
    return parse_exact(text)


def parse_exact(text: str) -> Fraction:
    """
    Return the number that a text writes; the inverse of `fraction_text`.

    Args:
        text: As `parse_number` takes it, with at most `MOST_DIGITS` digits
            above and below the bar.

    Raises:
        AmountError: If it is no number, or longer.
    """
    match = _NUMBER.fullmatch(text)
    if match is None:
        cure = (
            'write the decimal point as "."'
            if _COMMA.fullmatch(text)
            else "write it as 7.5"
        )
        msg = f"{text[:60]!r} is no number; {cure}"
        raise AmountError(msg)
    sign, whole, decimals, below = match.groups()
    if max(len(whole), len(below or "")) > MOST_DIGITS:
        msg = f"{shown(text)} has a part of more than {MOST_DIGITS} digits"
        raise AmountError(msg)
    number = Fraction(_integer(whole))
    if decimals is not None:
        number += Fraction(int(decimals), 10 ** len(decimals))
    elif below is not None:
        divisor = _integer(below)
        if not divisor:
            msg = f"{text[:60]!r} divides by zero"
            raise AmountError(msg)
        number /= divisor
    return -number if sign else number


# Python reads and writes at most 4300 digits at once; the mean of thousands
# of windows has more.
_AT_ONCE = 4000
_MOST_AT_ONCE = 10**_AT_ONCE
_MOST_DECIMALS = 40


def _integer(digits: str) -> int:
    """Return the whole number that any number of digits write."""
    if len(digits) <= _AT_ONCE:
        return int(digits)
    half = len(digits) // 2
    high, low = _integer(digits[:-half]), _integer(digits[-half:])
    number: int = high * 10**half + low
    return number


def _digits(number: int) -> str:
    """Return the digits of a whole number from zero up, however many."""
    return str(number if number < _MOST_AT_ONCE else in_decimals(number))


def fraction_text(number: Fraction) -> str:
    """
    Return a number as a fraction in lowest terms, whole ones without a bar.

    >>> fraction_text(Fraction(743, 745)), fraction_text(Fraction(1))
    ('743/745', '1')

    Args:
        number: Any exact number.
    """
    return _over(*number.as_integer_ratio())


def ratio_text(above: int, below: int) -> str:
    """
    Return a fraction in lowest terms, whole ones without a bar.

    >>> ratio_text(1486, 1490), ratio_text(3, 3)
    ('743/745', '1')

    Args:
        above: What stands above the bar.

        below: What stands below it, in whatever terms, above 0.
    """
    common = math.gcd(above, below)
    return _over(above // common, below // common)


def _over(above: int, below: int) -> str:
    """Return a fraction that is in lowest terms."""
    if abs(above) < _MOST_AT_ONCE and below < _MOST_AT_ONCE:
        return f"{above}/{below}" if below != 1 else f"{above}"
    text = ("-" if above < 0 else "") + _digits(abs(above))
    if below == 1:
        return text
    return f"{text}/{_digits(below)}"


def as_fraction(value: Fraction | Decimal | int | str) -> Fraction:
    """
    Return a number as an exact fraction.

    Args:
        value: Anything exact; text as `parse_exact` reads it.

    Raises:
        InexactError: For a float.

        AmountError: For text that is no number, and for what is none.
    """
    if type(value) is Fraction:
        return value
    if isinstance(value, str):
        return parse_exact(value)
    if isinstance(value, float):
        msg = f"{value!r} is a float; give text, an int or a Decimal"
        raise InexactError(msg)
    if isinstance(value, bool) or not isinstance(
        value, (Fraction, Decimal, int)
    ):
        msg = f"{value!r} is no number"
        raise AmountError(msg)
    try:
        return Fraction(value)
    except (ValueError, OverflowError):
        msg = f"{value!r} is no finite number"
        raise AmountError(msg) from None


def number_text(number: Fraction) -> str:
    """
    Return a number as people write it; the inverse of `parse_number`.

    >>> number_text(Fraction(15, 2)), number_text(Fraction(1, 3))
    ('7.5', '1/3')

    Args:
        number: Any exact number.
    """
    rest = number.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest //= 2
        twos += 1
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    digits = max(twos, fives)
    if rest != 1 or digits > _MOST_DECIMALS:
        return fraction_text(number)
    scaled = number * 10**digits
    text = _digits(abs(int(scaled))).rjust(digits + 1, "0")
    sign = "-" if number < 0 else ""
    if not digits:
        return f"{sign}{text}"
    return f"{sign}{text[:-digits]}.{text[-digits:]}"


_SHOWN_DECIMALS = 5


def percent_text(share: Fraction) -> str:
    """
    Return a share of one as a percentage with at most five decimals.

    Args:
        share: The exact share.
    """
    return f"{percentage(share):f}".rstrip("0").rstrip(".") + "%"


def percentage(share: Fraction) -> Decimal:
    """
    Return a share of one as a percentage, rounded to five decimals.

    Args:
        share: The exact share.
    """
    return rounded_percentage(share, _SHOWN_DECIMALS, Rounding.HALF_UP)


def rounded_percentage(
    share: Fraction, decimals: int, rounding: Rounding
) -> Decimal:
    """
    Return a share of one as a percentage, rounded.

    >>> rounded_percentage(Fraction(1, 3), 1, Rounding.DOWN)
    Decimal('33.3')

    Args:
        share: The exact share.

        decimals: To how many decimals.

        rounding: Which way.
    """
    figure = round_fraction(share, decimals + 2, rounding)
    return figure.scaleb(2, context=EXACT)


@final
@attrs.frozen
class Figure:
    """
    A figure with its kind.

    >>> Figure.parse("99.9%").exact
    Fraction(999, 1000)

    Args:
        quantity: What it measures.

        exact: The fraction of one of a percentage, the microseconds of a
            length, the number itself.
    """

    quantity: Quantity
    exact: Fraction = attrs.field(converter=as_fraction)

    @classmethod
    def of(cls, value: "FigureLike") -> "Figure":
        """
        Return any value that stands for a figure as one.

        Args:
            value: A percentage, an exact length (a day is 24 hours), a
                number, or the text of one.

        Raises:
            AmountError: If it is none of these.

            PolicyError: For a length in months or years.
        """
        if isinstance(value, Figure):
            return value
        if isinstance(value, str):
            return cls.parse(value)
        if isinstance(value, Percent):
            return cls(Quantity.PERCENTAGE, value.fraction)
        if isinstance(value, (dt.timedelta, CalendarLength)):
            length = exact(value)
            return cls(Quantity.LENGTH, Fraction(_time.length_ticks(length)))
        return cls(Quantity.NUMBER, as_fraction(value))

    @classmethod
    def parse(cls, text: str) -> "Figure":
        """
        Return the figure that *text* writes; the inverse of ``str``.

        Args:
            text: ``99.9%``, ``2 hours``, ``PT2H`` or ``7.5``.

        Raises:
            AmountError: If it is none of these.

            PolicyError: For a length in months or years.
        """
        if text.endswith("%"):
            return cls.of(Percent.parse(text))
        if " " in text or text.lstrip("-").startswith("P"):
            return cls.of(parse_length(text))
        return cls(Quantity.NUMBER, parse_number(text))

    @property
    def rough(self) -> str:
        """The text that people read, a percentage to at most five decimals."""
        if self.quantity is Quantity.PERCENTAGE:
            return percent_text(self.exact)
        return str(self)

    @override
    def __str__(self) -> str:
        """Return it as documents write it."""
        if self.quantity is Quantity.PERCENTAGE:
            return f"{number_text(self.exact * 100)}%"
        if self.quantity is Quantity.LENGTH:
            return length_text(dt.timedelta(microseconds=int(self.exact)))
        return number_text(self.exact)


FigureLike: TypeAlias = (
    Figure
    | Percent
    | dt.timedelta
    | CalendarLength
    | Fraction
    | Decimal
    | int
    | str
)


@final
@attrs.frozen
class Attribute:
    """
    A figure that each service brings along in its attributes.

    Args:
        name: The attribute's name.
    """

    name: str


Bound: TypeAlias = Figure | Attribute


def as_bound(value: "Attribute | FigureLike") -> Bound:
    """
    Return a bound: an attribute's name as it is, anything else a figure.

    Args:
        value: An `Attribute`, or what `Figure.of` takes.

    Raises:
        AmountError: If it is neither.
    """
    return value if isinstance(value, Attribute) else Figure.of(value)


def as_optional_bound(value: "Attribute | FigureLike | None") -> Bound | None:
    """
    Return a bound, or None for None.

    Args:
        value: As for `as_bound`, or None.
    """
    return None if value is None else as_bound(value)
