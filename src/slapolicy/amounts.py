"""
What is promised in figures: percentages, sums, extensions, shares of a fee.

Every figure is exact, and a float is refused wherever it turns up. Money is
rounded in one place, `Money.rounded`, in the contract's mode.
"""

import datetime as dt
import functools
import re

from decimal import Decimal
from fractions import Fraction
from typing import Self, TypeAlias, final

import attrs

from slapolicy import _exact
from slapolicy._currencies import minor_digits
from slapolicy._exact import EXACT, NUMBER, Rounding, round_fraction, shown
from slapolicy._override import override
from slapolicy.errors import AmountError, MoneyError, PolicyError


__all__ = [
    "Amount",
    "Extension",
    "FeeTime",
    "Money",
    "Percent",
    "Rounding",
    "round_fraction",
]

_TICK = dt.timedelta(microseconds=1)

_PERCENT_TEXT = re.compile(rf"({NUMBER}) ?%")
_MONEY_TEXT = re.compile(rf"({NUMBER}) +([A-Za-z]+)")
_EXTENSION_TEXT = re.compile(
    rf"({NUMBER}|-?[0-9]+/0*[1-9][0-9]*) +([a-z]+(?: [a-z]+)?)"
)
_UNIT_NAMES = (
    "microsecond, millisecond, second, minute, hour, "
    "day, week, month, year, business day, business hour"
)
_UNITS = frozenset(_UNIT_NAMES.split(", "))


def _as_percentage(value: Decimal | int | str) -> Decimal:
    """Return a percentage in its one form: plain, no trailing zeros."""
    percentage = _exact.trimmed(_exact.number(value))
    if percentage < 0:
        msg = f"{shown(value)}: a percentage is not negative"
        raise AmountError(msg)
    return percentage


@final
@attrs.frozen(order=True, repr=False)
class Percent:
    """
    A percentage, zero or more; above 100 where that has a meaning.

    >>> Percent("99.90") == Percent.parse("99.9 %")
    True
    >>> Percent("99.9").fraction
    Fraction(999, 1000)

    Args:
        value: How many hundredths; held without trailing zeros.

    Raises:
        InexactError: If *value* is a float.

        AmountError: If it is negative, no number, or has over 40 digits.
    """

    value: Decimal = attrs.field(converter=_as_percentage)

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Return the percentage that *text* writes; the inverse of ``str``.

        Args:
            text: A plain number and its sign: ``99.95%``, ``99.95 %``.

        Raises:
            AmountError: If it is no percentage.
        """
        return cls(_exact.match(_PERCENT_TEXT, text, "99.95%")[1])

    @functools.cached_property
    def fraction(self) -> Fraction:
        """The share of 1 that it is."""
        return Fraction(self.value) / 100

    @override
    def __str__(self) -> str:
        return f"{self.value:f}%"

    @override
    def __repr__(self) -> str:
        return f"Percent('{self.value:f}')"


def _as_sum(amount: Decimal | Fraction | int | str, currency: str) -> Decimal:
    """Return a sum with exactly the digits of its currency."""
    digits = minor_digits(currency)
    exact = amount if isinstance(amount, Fraction) else _exact.number(amount)
    above, below = exact.as_integer_ratio()
    units, rest = divmod(above * 10**digits, below)
    # Half of Europe writes a thousand 1.000.
    like_thousands = isinstance(amount, str) and amount[-4:-3] == "."
    if rest or (like_thousands and digits < len("000")):
        msg = (
            f"amount: {shown(amount)}: sums in {currency} have {digits} "
            f"digits after the point, thousands no mark"
        )
        raise MoneyError(msg)
    return _exact.number(Decimal(units).scaleb(-digits, context=EXACT))


@final
@functools.total_ordering
@attrs.frozen(order=False, repr=False, init=False)
class Money:
    """
    A sum of money, exact, with its currency's digits.

    Sums of one currency add, subtract and compare; one divided by the other
    is a ``Fraction``. Nothing else is offered, since it would need rounding,
    which is the contract's: see `rounded`. A sum is true unless it is zero.

    >>> print(Money("12.5", "EUR") - Money(20, "EUR"))
    -7.50 EUR

    Args:
        amount: The sum; digits beyond the currency's must be zeros.

        currency: A code of ISO 4217.

    Raises:
        InexactError: If *amount* is a float.

        AmountError: If there is no such currency, no such sum in it, or
            two sums are in different ones.
    """

    amount: Decimal
    currency: str

    def __init__(
        self, amount: Decimal | Fraction | int | str, currency: str
    ) -> None:
        self.__attrs_init__(_as_sum(amount, currency), currency)

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Return the sum that *text* writes; the inverse of ``str``.

        Args:
            text: A plain number and a code of ISO 4217: ``12.50 EUR``.

        Raises:
            AmountError: If it is no sum of money.
        """
        amount, currency = _exact.match(
            _MONEY_TEXT, text, "12.50 EUR"
        ).groups()
        return cls(amount, currency)

    @classmethod
    def rounded(
        cls, exact: Fraction, currency: str, rounding: Rounding
    ) -> Self:
        """
        Return the sum that an exact amount is rounded to.

        >>> Money.rounded(Fraction(1, 3), "EUR", Rounding.HALF_UP)
        Money('0.33', 'EUR')

        Args:
            exact: The exact amount, in units of the currency.

            currency: A code of ISO 4217.

            rounding: The contract's mode.

        Raises:
            AmountError: If there is no such currency.
        """
        digits = minor_digits(currency)
        return cls(round_fraction(exact, digits, rounding), currency)

    @functools.cached_property
    def fraction(self) -> Fraction:
        """The exact amount, to reckon with."""
        return Fraction(self.amount)

    def _beside(self, other: Self) -> Decimal:
        """Return the amount of another sum in the same currency."""
        if self.currency != other.currency:
            msg = f"{self} and {other} are in different currencies"
            raise AmountError(msg)
        return other.amount

    def __add__(self, other: Self) -> Self:
        if not isinstance(other, Money):
            return NotImplemented
        amount = EXACT.add(self.amount, self._beside(other))
        return type(self)(amount, self.currency)

    def __sub__(self, other: Self) -> Self:
        if not isinstance(other, Money):
            return NotImplemented
        amount = EXACT.subtract(self.amount, self._beside(other))
        return type(self)(amount, self.currency)

    def __truediv__(self, other: Self) -> Fraction:
        if not isinstance(other, Money):
            return NotImplemented
        return self.fraction / Fraction(self._beside(other))

    def __lt__(self, other: Self) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.amount < self._beside(other)

    def __bool__(self) -> bool:
        return bool(self.amount)

    @override
    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}"

    @override
    def __repr__(self) -> str:
        return f"Money('{self.amount:f}', '{self.currency}')"


def _as_quantity(value: Fraction | Decimal | int) -> Fraction:
    """Return how many units as an exact fraction."""
    if not isinstance(value, Fraction):
        value = Fraction(_exact.number(value))
    if value < 0:
        msg = f"{shown(value)}: a length is not negative"
        raise PolicyError.of(msg)
    return value


def _check_unit(_: object, __: object, unit: str) -> None:
    """Refuse what is no unit, in the singular."""
    if unit not in _UNITS:
        msg = f"unit: {shown(unit)} is none of {_UNIT_NAMES}"
        raise AmountError(msg)


@final
@functools.total_ordering
@attrs.frozen(order=False, repr=False)
class Extension:
    """
    Time by which the service is extended; those of one unit add and compare.

    >>> print(Extension.parse("1 day") + Extension(Fraction(3, 2), "day"))
    2.5 days

    Args:
        quantity: How many units, exact, zero or more.

        unit: Its name, singular: a unit of lengths.

    Raises:
        InexactError: If *quantity* is a float.

        AmountError: If it is no number, there is no such unit, or two
            extensions are in different ones.

        PolicyError: If *quantity* is negative.
    """

    quantity: Fraction = attrs.field(converter=_as_quantity)
    unit: str = attrs.field(validator=_check_unit)

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Return the extension that *text* writes; the inverse of ``str``.

        Args:
            text: A number or a fraction, and a unit: ``1/3 days``.

        Raises:
            AmountError: If it is no extension.

            PolicyError: If it is negative.
        """
        quantity, unit = _exact.match(_EXTENSION_TEXT, text, "5 days").groups()
        one = unit.removesuffix("s")
        return cls(Fraction(quantity), one if one in _UNITS else unit)

    def scaled(self, by: Fraction | int) -> Self:
        """
        Return it so many times.

        Args:
            by: How many times, exact.

        Raises:
            InexactError: If *by* is a float.
        """
        _exact.refuse_float(by)
        return type(self)(self.quantity * by, self.unit)

    def _beside(self, other: Self) -> Fraction:
        """Return the quantity of another extension in the same unit."""
        if self.unit != other.unit:
            msg = f"{self} and {other} are in different units"
            raise AmountError(msg)
        return other.quantity

    def __add__(self, other: Self) -> Self:
        if not isinstance(other, Extension):
            return NotImplemented
        return type(self)(self.quantity + self._beside(other), self.unit)

    def __lt__(self, other: Self) -> bool:
        if not isinstance(other, Extension):
            return NotImplemented
        return self.quantity < self._beside(other)

    @override
    def __str__(self) -> str:
        plural = "" if self.quantity == 1 else "s"
        return f"{_exact.plain(self.quantity)} {self.unit}{plural}"

    @override
    def __repr__(self) -> str:
        return f"Extension.parse('{self}')"


def _check_length(
    _: object, field: "attrs.Attribute[dt.timedelta]", length: dt.timedelta
) -> None:
    """Refuse lengths that are negative, or not plain as pendulum's are."""
    if type(length) is not dt.timedelta:
        msg = f"{field.name}: {shown(length)}: give a datetime.timedelta"
        raise AmountError(msg)
    if length < dt.timedelta():
        msg = f"{length}: a length is not negative"
        raise PolicyError.of(msg, path=field.name)


@final
@attrs.frozen
class FeeTime:
    """
    What the fee is for that much time: ``{fee_for: 1 day, out_of: 30 days}``.

    >>> FeeTime(dt.timedelta(days=1)).share(30 * 86_400_000_000)
    Fraction(1, 30)

    Args:
        fee_for: The time whose fee it is; a day is 24 hours.

        out_of: The time that the whole fee is for; none: the period's.

    Raises:
        AmountError: If a length is not a plain ``timedelta``.

        PolicyError: If it is negative, or *out_of* is zero.
    """

    fee_for: dt.timedelta = attrs.field(validator=_check_length)
    out_of: dt.timedelta | None = attrs.field(
        default=None, validator=attrs.validators.optional(_check_length)
    )

    def __attrs_post_init__(self) -> None:
        if self.out_of == dt.timedelta():
            msg = "the whole fee is for some time, not for none"
            raise PolicyError.of(msg, path="out_of")

    def share(self, period_us: int) -> Fraction:
        """
        Return the share of the fee, of 1.

        Args:
            period_us: The period's length in microseconds (nominal, if it
                has such a length); read where *out_of* is none.
        """
        whole = period_us if self.out_of is None else self.out_of // _TICK
        return Fraction(self.fee_for // _TICK, whole)


Amount: TypeAlias = Percent | Money | Extension | FeeTime
"""What a broken promise may be worth."""
