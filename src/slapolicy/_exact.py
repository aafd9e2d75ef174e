"""
Exact numbers: how they are read, and the one function that rounds them.

No result depends on the caller's decimal context.
"""

import decimal
import enum
import re

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import assert_never, final

from slapolicy.errors import AmountError, InexactError


# With all the precision there is nothing is rounded; a step that would have
# to be raises.
EXACT = decimal.Context(
    prec=decimal.MAX_PREC,
    Emax=decimal.MAX_EMAX,
    Emin=decimal.MIN_EMIN,
    rounding=decimal.ROUND_HALF_EVEN,
    clamp=0,
    traps=[decimal.Inexact, decimal.InvalidOperation],
)

MOST_DIGITS = 40
_TOO_LONG = f"a figure has at most {MOST_DIGITS} digits"

# The pattern of a plain number: no exponent, no underscore, ASCII only.
NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"

_LONGEST_TEXT = 100
_FEW_BITS = 10_000
_PLAIN = re.compile(NUMBER)


@final
class Rounding(enum.Enum):
    """How a contract rounds; negative figures mirror positive ones."""

    HALF_UP = "half-up"
    """To the nearest; a tie away from zero."""

    HALF_EVEN = "half-even"
    """To the nearest; a tie to the even neighbour."""

    DOWN = "down"
    """Towards zero."""

    UP = "up"
    """Away from zero."""


def added(numbers: Iterable[Fraction]) -> Fraction:
    """
    Return the exact sum of any number of fractions.

    To add them one by one would look for a common divisor of ever longer
    numbers each time; here neighbours are added, then sums of neighbours,
    and no divisor is looked for in numbers as long as the sum.

    >>> added([Fraction(1, 2), Fraction(1, 3), Fraction(1, 6)])
    Fraction(1, 1)

    Args:
        numbers: In any order.
    """
    by_part: dict[int, int] = {}
    for one in numbers:
        part = one.denominator
        by_part[part] = by_part.get(part, 0) + one.numerator
    sums = [Fraction(above, part) for part, above in sorted(by_part.items())]
    while len(sums) > 1:
        odd = sums[len(sums) // 2 * 2 :]
        pairs = zip(sums[::2], sums[1::2], strict=False)
        sums = [one + other for one, other in pairs] + odd
    return sums[0] if sums else Fraction(0)


def in_decimals(number: int) -> Decimal:
    """
    Return a whole number of any length, fast where it has many digits.

    Args:
        number: Zero or more.
    """
    bits = number.bit_length()
    if bits <= _FEW_BITS:
        return Decimal(number)
    half = bits // 2
    high, low = number >> half, number & (1 << half) - 1
    power = EXACT.power(Decimal(2), half)
    return EXACT.fma(in_decimals(high), power, in_decimals(low))


def round_fraction(
    exact: Fraction, digits: int, rounding: Rounding
) -> Decimal:
    """
    Return *exact* with so many digits after the decimal point.

    >>> round_fraction(Fraction(1, 8), 2, Rounding.HALF_EVEN)
    Decimal('0.12')

    Args:
        exact: Any fraction, however long.

        digits: How many; a negative number rounds to tens, hundreds …

        rounding: The contract's mode.

    Raises:
        InexactError: If *exact* is a float.
    """
    units = Decimal(round_to_units(exact, digits, rounding))
    return units.scaleb(-digits, context=EXACT)


def round_to_units(exact: Fraction, digits: int, rounding: Rounding) -> int:
    """
    Return *exact* in units of its last digit after rounding.

    >>> round_to_units(Fraction(1, 8), 2, Rounding.HALF_EVEN)
    12

    Args:
        exact: Any fraction, however long.

        digits: How many digits after the decimal point; a negative number
            rounds to tens, hundreds …

        rounding: The contract's mode.

    Raises:
        InexactError: If *exact* is a float.
    """
    refuse_float(exact)
    number, scale = exact.numerator, 10 ** abs(digits)
    whole = rounded(
        abs(number) * (scale if digits > 0 else 1),
        exact.denominator * (scale if digits < 0 else 1),
        rounding,
    )
    return -whole if number < 0 else whole


def rounded(above: int, below: int, rounding: Rounding) -> int:
    """
    Return a fraction that is not negative as a whole number.

    >>> rounded(6, 4, Rounding.HALF_EVEN)
    2

    Args:
        above: What stands above the bar, 0 or more.

        below: What stands below it, in whatever terms.

        rounding: The contract's mode.
    """
    whole, rest = divmod(above, below)
    return whole + _goes_up(whole, rest, below, rounding)


def _goes_up(whole: int, rest: int, below: int, rounding: Rounding) -> bool:
    """Whether the magnitude ``whole + rest / below`` goes up to the next."""
    match rounding:
        case Rounding.DOWN:
            return False
        case Rounding.UP:
            return rest > 0
        case Rounding.HALF_UP:
            return 2 * rest >= below
        case Rounding.HALF_EVEN:
            # A tie goes up from an odd neighbour only.
            return 2 * rest > below - whole % 2
        case _:
            assert_never(rounding)


def refuse_float(value: object) -> None:
    """
    Refuse binary fractions: 99.9 as a float is not 99.9.

    Args:
        value: Anything.

    Raises:
        InexactError: If it is a float.
    """
    if isinstance(value, float):
        msg = f"{value!r} is a float; give text, an int or a Decimal"
        raise InexactError(msg)


def shown(value: object) -> str:
    """
    Return what is refused as a message shows it: short and printable.

    Args:
        value: Anything, from anywhere.
    """
    try:
        text = str(value)
    except ValueError:  # an integer of thousands of digits
        text = f"{type(value).__name__} of thousands of digits"
    if len(text) > _LONGEST_TEXT:
        text = f"{text[:MOST_DIGITS]}…"
    return f'"{text}"' if text.isprintable() else ascii(text)


def match(pattern: re.Pattern[str], text: str, example: str) -> re.Match[str]:
    """
    Return the match of a whole text, at most 100 characters of it.

    Args:
        pattern: What it must look like.

        text: What someone wrote.

        example: What would have been right.

    Raises:
        AmountError: If it does not match; with the cure.
    """
    found = pattern.fullmatch(text) if len(text) <= _LONGEST_TEXT else None
    if found is not None:
        return found
    if "," not in text:
        cure = f"write it in the form {example}"
    elif text.count(",") == 1 and "." not in text:
        cure = 'write the decimal point as "."'
    else:
        cure = 'write the decimal point as "." and thousands without a mark'
    msg = f"{shown(text)}: {cure}"
    raise AmountError(msg)


def number(value: object) -> Decimal:
    """
    Return a number as a Decimal.

    Args:
        value: A Decimal, an int, or the text of a plain number.

    Raises:
        AmountError: If it is none of these, not finite, or has too many
            digits before the point or zeros after it.
    """
    if not isinstance(value, Decimal):
        value = _as_decimal(value)
    if not value.is_finite():
        msg = f"{shown(value)} is no number"
        raise AmountError(msg)
    if value and not -MOST_DIGITS < value.adjusted() < MOST_DIGITS:
        raise AmountError(_TOO_LONG)
    return value


def _as_decimal(value: object) -> Decimal:
    """Return text or an int as a Decimal; refuse what is neither."""
    refuse_float(value)
    if isinstance(value, str):
        return Decimal(match(_PLAIN, value, "12.50")[0])
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    msg = f"{shown(value)} is no number"
    raise AmountError(msg)


def trimmed(exact: Decimal) -> Decimal:
    """
    Return a number without exponent, trailing zeros or the sign of a zero.

    Args:
        exact: As `number` returns it.

    Raises:
        AmountError: If it has too many digits.
    """
    text = f"{exact.normalize(EXACT):f}"
    if len(text.strip("-").replace(".", "")) > MOST_DIGITS:
        raise AmountError(_TOO_LONG)
    return Decimal(text) if exact else Decimal()


def plain(exact: Fraction) -> str:
    """
    Return a number as decimals where they end, else as a fraction.

    >>> plain(Fraction(5, 2)), plain(Fraction(1, 3))
    ('2.5', '1/3')

    Args:
        exact: Any fraction; decimals that end after 40 digits do not end.
    """
    if 10**MOST_DIGITS % exact.denominator:
        return str(exact)
    decimals = round_fraction(exact, MOST_DIGITS, Rounding.DOWN)
    return f"{decimals.normalize(EXACT):f}"
