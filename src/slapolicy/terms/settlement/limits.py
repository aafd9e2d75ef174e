"""Caps, combination, minimum and rounding, as a contract states them."""

import enum

from collections.abc import Iterable
from typing import TypeAlias, final

import attrs

from slapolicy._converters import as_any_length_or_none, as_rounding, choice
from slapolicy.amounts import Extension, Money, Percent, Rounding
from slapolicy.errors import AmountError, PolicyError
from slapolicy.lengths import (
    CalendarLength,
    CalendarUnit,
    Length,
    parse_length,
)
from slapolicy.terms.exchange import as_amount


@final
class Per(enum.Enum):
    """What a cap holds for."""

    INCIDENT = "incident"
    COMMITMENT = "commitment"
    PERIOD = "period"
    YEAR = "year"


CapSize: TypeAlias = Percent | Money | Extension


def _as_size(value: CapSize | str) -> CapSize:
    """Return how much a cap leaves, read if it is text."""
    size = as_amount(value)
    if not isinstance(size, (Percent, Money, Extension)):
        PolicyError.refuse(f"at_most: {size!r} is no limit")
    return size


def _as_per(value: Per | CalendarLength | str) -> Per | CalendarLength:
    """Return what a cap holds for, read if it is text."""
    if not isinstance(value, str):
        return value
    if value in {one.value for one in Per}:
        return Per(value)
    try:
        length = parse_length(value)
    except AmountError:
        length = None
    if (
        not isinstance(length, CalendarLength)
        or length.unit is not CalendarUnit.MONTH
        or not length.count
    ):
        names = ", ".join(one.value for one in Per)
        msg = f"per: {value!r} is none of {names} or '12 months'"
        raise AmountError(msg)
    return length


@final
@attrs.frozen(kw_only=True)
class Cap:
    """
    The most that is paid.

    Args:
        at_most: A share of a sum, a sum, or an extension.

        of: The sum of which a share is taken.

        per: The incident, commitment, period or year that it holds for; or
            a number of months that end with the period.
    """

    at_most: CapSize = attrs.field(converter=_as_size)
    of: str = "fee"
    per: Per | CalendarLength = attrs.field(converter=_as_per)


@final
class Combine(enum.Enum):
    """What several broken promises are worth together."""

    SUM = "sum"
    LARGEST = "largest"
    CHOOSE = "choose"


@final
class MinimumIs(enum.Enum):
    """Whether the minimum itself is paid."""

    REACHED = "reached"
    EXCEEDED = "exceeded"


def _as_caps(caps: Iterable[Cap]) -> tuple[Cap, ...]:
    """Return caps as a tuple."""
    return tuple(caps)


def _as_optional_combine(value: Combine | str | None) -> Combine | None:
    """Return the combination of that name, None for None."""
    return None if value is None else choice(Combine, value)


def _as_minimum(value: Percent | Money | str | None) -> Percent | Money | None:
    """Return a minimum, read if it is text."""
    if value is None:
        return None
    size = as_amount(value)
    if not isinstance(size, (Percent, Money)):
        PolicyError.refuse(f"minimum: {size} is neither a share nor a sum")
    return size


def _as_minimum_is(value: MinimumIs | str) -> MinimumIs:
    """Return whether the minimum itself is paid, by its name."""
    return choice(MinimumIs, value)


@final
@attrs.frozen(kw_only=True)
class CreditTerms:
    """
    How awards become the credit.

    Args:
        combine: What several broken promises are worth together; None if
            the contract does not say, and then their sum is.

        caps: The most that is paid.

        minimum: Less than this is not paid at all; a share is of the fee.

        minimum_is: Whether the minimum itself is paid.

        rounding: The one rounding at the end.

        form: How it is given: ``credit``, ``cash``, ``extension``; told,
            not reckoned.

        expires: How long it may be used; told, not reckoned.

        on_expiry: What becomes of it then; told, not reckoned.

        clause: The clause that says so.
    """

    combine_said: Combine | None = attrs.field(
        default=None, alias="combine", converter=_as_optional_combine
    )
    caps: tuple[Cap, ...] = attrs.field(default=(), converter=_as_caps)
    minimum: Percent | Money | None = attrs.field(
        default=None, converter=_as_minimum
    )
    minimum_is: MinimumIs = attrs.field(
        default=MinimumIs.REACHED, converter=_as_minimum_is
    )
    rounding: Rounding = attrs.field(
        default=Rounding.HALF_UP, converter=as_rounding
    )
    form: str | None = None
    expires: Length | None = attrs.field(
        default=None, converter=as_any_length_or_none
    )
    on_expiry: str | None = None
    clause: str | None = None

    @property
    def combine(self) -> Combine:
        """What several broken promises are worth together."""
        said = self.combine_said
        return Combine.SUM if said is None else said
