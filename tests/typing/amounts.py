"""Sums, percentages, lengths, figures."""

import datetime as dt

from decimal import Decimal
from fractions import Fraction
from typing import assert_type

from slapolicy import (
    Attribute,
    CalendarLength,
    CalendarUnit,
    Extension,
    FeeTime,
    Figure,
    Length,
    Money,
    Percent,
    Quantity,
    Rounding,
)


def percent(one: Percent) -> None:
    """A percentage, zero or more; above 100 where that has a meaning."""
    assert_type(one.value, Decimal)
    assert_type(Percent.parse("x"), Percent)
    assert_type(one.fraction, Fraction)


def money(one: Money, exact: Fraction, rounding: Rounding) -> None:
    """A sum of money, exact, with its currency's digits."""
    assert_type(one.amount, Decimal)
    assert_type(one.currency, str)
    assert_type(Money.parse("x"), Money)
    assert_type(Money.rounded(exact, "x", rounding), Money)
    assert_type(one.fraction, Fraction)


def extension(one: Extension, by: Fraction | int) -> None:
    """Time by which the service is extended; those of one unit add and compare."""
    assert_type(one.quantity, Fraction)
    assert_type(one.unit, str)
    assert_type(Extension.parse("x"), Extension)
    assert_type(one.scaled(by), Extension)


def fee_time(one: FeeTime) -> None:
    """What the fee is for that much time: ``{fee_for: 1 day, out_of: 30 days}``."""
    assert_type(one.fee_for, dt.timedelta)
    assert_type(one.out_of, dt.timedelta | None)
    assert_type(one.share(1), Fraction)


def calendar_length(one: CalendarLength) -> None:
    """A number of calendar units."""
    assert_type(one.count, int)
    assert_type(one.unit, CalendarUnit)
    assert_type(one.is_business, bool)


def figure(
    one: Figure,
    value: Figure | Percent | Length | Fraction | Decimal | int | str,
) -> None:
    """A figure with its kind."""
    assert_type(one.quantity, Quantity)
    assert_type(one.exact, Fraction)
    assert_type(Figure.of(value), Figure)
    assert_type(Figure.parse("x"), Figure)
    assert_type(one.rough, str)


def attribute(one: Attribute) -> None:
    """A figure that each service brings along in its attributes."""
    assert_type(one.name, str)


def reckoned(one: Money, other: Money, share: Extension) -> None:
    """Sums add up, compare, and divide to a ratio."""
    assert_type(one + other, Money)
    assert_type(one - other, Money)
    assert_type(one / other, Fraction)
    assert_type(one < other, bool)
    assert_type(share + share, Extension)
    assert_type(max(one, other), Money)
    assert_type(str(one), str)
