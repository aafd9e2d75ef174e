"""How constructors take their arguments: as values, or as texts of them."""

import datetime as dt
import enum

from collections.abc import Iterable
from typing import TypeVar

from slapolicy import _exact
from slapolicy.amounts import Money, Rounding
from slapolicy.errors import AmountError, PolicyError
from slapolicy.figures import Figure, FigureLike
from slapolicy.lengths import Length, as_length, exact, parse_length


_E = TypeVar("_E", bound=enum.Enum)


def choice(kind: type[_E], value: _E | str) -> _E:
    """
    Return the member of an enumeration that a word names.

    Args:
        kind: The enumeration.

        value: A member, or its word.

    Raises:
        AmountError: If no member has that word.
    """
    try:
        return kind(value)
    except ValueError:
        words = ", ".join(str(one.value) for one in kind)
        msg = f"{value!r} is none of {words}"
        raise AmountError(msg) from None


def as_rounding(value: Rounding | str) -> Rounding:
    """
    Return a way to round.

    Args:
        value: The way, or its word.
    """
    return choice(Rounding, value)


def as_names(names: Iterable[str]) -> tuple[str, ...]:
    """
    Return names as a tuple.

    Args:
        names: In any iterable.
    """
    return tuple(names)


def as_any_length(value: Length | str) -> Length:
    """
    Return a length of either kind, read if it is text.

    Args:
        value: A length or its text.

    Raises:
        PolicyError: If it is negative.
    """
    if isinstance(value, str):
        return parse_length(value)
    if isinstance(value, dt.timedelta) and value < dt.timedelta():
        PolicyError.refuse(f"{value!r}: a length is not negative")
    return as_length(value)


def as_any_length_or_none(value: Length | str | None) -> Length | None:
    """
    Return a length of either kind, read if it is text, or None.

    Args:
        value: A length, its text, or None.
    """
    return None if value is None else as_any_length(value)


def as_exact(value: Length | str) -> dt.timedelta:
    """
    Return an exact length, read if it is text; a day is 24 hours.

    Args:
        value: A length or its text.
    """
    return exact(as_any_length(value))


def as_exact_or_none(value: Length | str | None) -> dt.timedelta | None:
    """
    Return an exact length, read if it is text, or None.

    Args:
        value: A length, its text, or None.
    """
    return None if value is None else as_exact(value)


def as_money(value: Money | str) -> Money:
    """
    Return a sum, read if it is text.

    Args:
        value: A sum, or its text.

    Raises:
        InexactError: For a float.

        AmountError: If it is no sum.
    """
    return Money.parse(value) if isinstance(value, str) else _known_sum(value)


def _known_sum(value: object) -> Money:
    """Return what is a sum; who checks no types can give anything."""
    if isinstance(value, Money):
        return value
    _exact.refuse_float(value)
    msg = f"{value!r} is no sum of money; give one such as '12.50 EUR'"
    raise AmountError(msg)


def as_money_or_none(value: Money | str | None) -> Money | None:
    """
    Return a sum, read if it is text, or None.

    Args:
        value: A sum, its text, or None.
    """
    return None if value is None else as_money(value)


def as_figure_or_none(value: FigureLike | None) -> Figure | None:
    """
    Return a figure, or None.

    Args:
        value: What stands for a figure, or None.
    """
    return None if value is None else Figure.of(value)


def as_date_or_none(value: dt.date | str | None) -> dt.date | None:
    """
    Return a date, read if it is text, or None.

    Args:
        value: A date, its text, or None.

    Raises:
        AmountError: If it is no date.
    """
    if isinstance(value, dt.datetime):
        msg = f"{value!r} is an instant; give a date"
        raise AmountError(msg)
    if not isinstance(value, str):
        return value
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        msg = f"{value!r} is no date; write it as 2026-01-31"
        raise AmountError(msg) from None
