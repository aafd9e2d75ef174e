"""What an award is worth whatever the fee, and which of two is less."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeAlias, assert_never

from slapolicy import _time
from slapolicy.amounts import (
    Extension,
    Money,
    Percent,
    Rounding,
    round_fraction,
)
from slapolicy.errors import PolicyError
from slapolicy.lengths import exact, parse_length
from slapolicy.terms.exchange import Award
from slapolicy.terms.settlement import Cap


Payout: TypeAlias = Mapping[str, Fraction]
"""Amounts by what they are: shares of a sum, money, time. None is missing."""

MONEY = "money"
TIME = "time"
FEE = "share of fee"

_SHOWN = 2


def payout_of(award: Award) -> Payout:
    """
    Return what the lines of an award are worth.

    Args:
        award: What is due; what is unknown of it is left out.
    """
    found: dict[str, Fraction] = {}
    for line in award.lines:
        if line.extension is not None:
            kind, amount = time_of(line.extension)
        elif line.base_sum is not None and line.money is not None:
            kind = f"share of {line.base}"
            amount = line.money / line.base_sum.fraction
        else:
            kind, amount = MONEY, line.money or Fraction(0)
        if amount:
            found[kind] = found.get(kind, Fraction(0)) + amount
    return found


def time_of(extension: Extension) -> tuple[str, Fraction]:
    """
    Return an extension's kind and size, in microseconds where it can be.

    Args:
        extension: Time by which a service is extended.
    """
    try:
        unit = exact(parse_length(f"1 {extension.unit}"))
    except PolicyError:
        return f"time in {extension.unit}s", extension.quantity
    return TIME, extension.quantity * _time.length_ticks(unit)


def limit_of(cap: Cap) -> tuple[str, Fraction]:
    """
    Return what kind of amount a cap limits, and to how much.

    Args:
        cap: The most that is paid.
    """
    match cap.at_most:
        case Percent():
            return f"share of {cap.of}", cap.at_most.fraction
        case Money():
            return MONEY, cap.at_most.fraction
        case Extension():
            return time_of(cap.at_most)
        case _:
            assert_never(cap.at_most)


def group_of(kind: str) -> str:
    """
    Return whether an amount is of money or of time.

    Args:
        kind: What kind of amount: a share of a sum is of money.
    """
    return TIME if kind.startswith(TIME) else MONEY


def is_less(one: Payout, other: Payout) -> bool:
    """
    Whether one is worth less than the other, whatever the sums are.

    Args:
        one: What may be less.

        other: What may be more.
    """
    kinds = {*one, *other}
    none = Fraction(0)
    return dict(one) != dict(other) and all(
        one.get(kind, none) <= other.get(kind, none) for kind in kinds
    )


def text_of(payout: Payout, currency: str) -> str:
    """
    Return a payout in words.

    >>> text_of({"share of fee": Fraction(1, 4)}, "EUR")
    '25%'

    Args:
        payout: Amounts by what they are.

        currency: The policy's.
    """
    if not payout:
        return "nothing"
    return " + ".join(
        _amount_text(kind, amount, currency) for kind, amount in payout.items()
    )


def _amount_text(kind: str, amount: Fraction, currency: str) -> str:
    """Return one amount in words."""
    if kind == FEE:
        return percent(amount)
    if kind == MONEY:
        return f"{plain(amount)} {currency}"
    if kind == TIME:
        days = amount / _time.DAY
        return f"{plain(days)} day{'' if days == 1 else 's'}"
    name = kind.removeprefix("time in ")
    if name != kind:
        return f"{plain(amount)} {name}"
    return f"{percent(amount)} of {kind.removeprefix('share of ')}"


def percent(share: Fraction) -> str:
    """
    Return a share as a percentage, with two decimals at most.

    Args:
        share: Of one.
    """
    return f"{plain(share * 100)}%"


def plain(number: Fraction) -> str:
    """
    Return a number for people, with two decimals at most.

    Args:
        number: Any.
    """
    rounded = round_fraction(number, _SHOWN, Rounding.HALF_UP)
    return f"{rounded:f}".rstrip("0").rstrip(".")
