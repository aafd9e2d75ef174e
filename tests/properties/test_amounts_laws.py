"""
Laws of amounts, against oracles that share no code with the library.

The decimal module judges rounding, integers of minor units judge sums.
"""

import datetime as dt
import decimal
import pickle

from decimal import Decimal
from fractions import Fraction

import pytest

from hypothesis import assume, given
from hypothesis import strategies as st

from slapolicy import strategies as draws
from slapolicy._currencies import MINOR_DIGITS
from slapolicy.amounts import (
    Extension,
    FeeTime,
    Money,
    Percent,
    Rounding,
    round_fraction,
)
from slapolicy.errors import SlaPolicyError


MODES = {
    Rounding.HALF_UP: decimal.ROUND_HALF_UP,
    Rounding.HALF_EVEN: decimal.ROUND_HALF_EVEN,
    Rounding.DOWN: decimal.ROUND_DOWN,
    Rounding.UP: decimal.ROUND_UP,
}

PAID = sorted(code for code, n in MINOR_DIGITS.items() if n is not None)

rationals = st.fractions(max_denominator=10**9)
roundings = st.sampled_from(Rounding)
ticks = st.integers(1, 10**15)


def digits_of(currency: str) -> int:
    """Return the digits of a currency in which sums are paid."""
    digits = MINOR_DIGITS[currency]
    assert digits is not None
    return digits


def money_of(units: int, currency: str) -> Money:
    """Return the sum of so many minor units, written by hand."""
    digits = digits_of(currency)
    text = f"{abs(units):0{digits + 1}d}"
    whole, part = text[: len(text) - digits], text[len(text) - digits :]
    sign = "-" if units < 0 else ""
    return Money.parse(f"{sign}{whole}{'.' if part else ''}{part} {currency}")


def percents() -> st.SearchStrategy[Percent]:
    """Return percentages of up to 28 digits."""
    return st.integers(0, 28).flatmap(
        lambda places: draws.percents(0, 10 ** (28 - places), places)
    )


def moneys() -> st.SearchStrategy[Money]:
    """Return sums in any currency, also negative ones."""
    return st.sampled_from(PAID).flatmap(
        lambda currency: draws.moneys(currency, 10**30, -(10**30))
    )


def extensions() -> st.SearchStrategy[Extension]:
    """Return extensions in one of several units."""
    return draws.extensions(("hour", "day", "month", "business day"), 10**9)


class TestRounding:
    """Rounding agrees with the definition of each mode."""

    @given(st.integers(-(10**40), 10**40), st.integers(0, 30), roundings)
    def test_agrees_with_decimal(
        self, units: int, places: int, rounding: Rounding
    ) -> None:
        """On decimals, all modes are those of the decimal module."""
        exact = Fraction(units, 10**places)
        context = decimal.Context(prec=200, rounding=MODES[rounding])
        expected = (
            Decimal(units)
            .scaleb(-places, context)
            .quantize(Decimal("0.01"), context=context)
        )

        assert round_fraction(exact, 2, rounding) == expected

    @given(rationals, st.integers(-3, 12), roundings)
    def test_is_a_neighbour(
        self, exact: Fraction, digits: int, rounding: Rounding
    ) -> None:
        """What is rounded lies on the grid, less than one step away."""
        step = Fraction(10) ** -digits
        rounded = Fraction(round_fraction(exact, digits, rounding))

        assert (rounded / step).denominator == 1
        assert abs(rounded - exact) < step

    @given(rationals, st.integers(0, 12))
    def test_down_and_up_enclose(self, exact: Fraction, digits: int) -> None:
        """Down is never further from zero, up never nearer."""
        down = round_fraction(exact, digits, Rounding.DOWN)
        up = round_fraction(exact, digits, Rounding.UP)

        assert abs(Fraction(down)) <= abs(exact) <= abs(Fraction(up))

    @given(rationals, st.integers(0, 12))
    def test_halves_go_to_the_nearest(
        self, exact: Fraction, digits: int
    ) -> None:
        """Both half modes are at most half a step away."""
        half = Fraction(10) ** -digits / 2
        errors = {
            abs(Fraction(round_fraction(exact, digits, mode)) - exact)
            for mode in (Rounding.HALF_UP, Rounding.HALF_EVEN)
        }

        assert max(errors) <= half

    @given(st.integers(), st.integers(0, 12))
    def test_ties(self, units: int, digits: int) -> None:
        """Half-up takes a tie away from zero, half-even to the even one."""
        tie = Fraction(2 * units + 1, 2 * 10**digits)
        away = units + 1 if units >= 0 else units
        even = units + units % 2

        assert round_fraction(tie, digits, Rounding.HALF_UP) == Fraction(
            away, 10**digits
        )
        assert round_fraction(tie, digits, Rounding.HALF_EVEN) == Fraction(
            even, 10**digits
        )

    @given(rationals, st.integers(0, 12), roundings)
    def test_mirrors_and_repeats(
        self, exact: Fraction, digits: int, rounding: Rounding
    ) -> None:
        """Rounding twice is rounding once; the sign goes through."""
        rounded = Fraction(round_fraction(exact, digits, rounding))

        assert round_fraction(rounded, digits, rounding) == rounded
        assert round_fraction(-exact, digits, rounding) == -rounded

    @given(rationals, rationals, st.integers(0, 12), roundings)
    def test_keeps_the_order(
        self, one: Fraction, two: Fraction, digits: int, rounding: Rounding
    ) -> None:
        """What is more is never rounded to less."""
        low, high = sorted((one, two))

        assert round_fraction(low, digits, rounding) <= round_fraction(
            high, digits, rounding
        )


class TestText:
    """Every amount with a text reads back from it."""

    @given(percents())
    def test_percentages(self, percent: Percent) -> None:
        """``parse`` and ``str`` of a percentage invert each other."""
        assert Percent.parse(str(percent)) == percent

    @given(moneys())
    def test_sums(self, money: Money) -> None:
        """``parse`` and ``str`` of a sum invert each other."""
        assert Money.parse(str(money)) == money

    @given(extensions())
    def test_extensions(self, extension: Extension) -> None:
        """``parse`` and ``str`` of an extension invert each other."""
        assert Extension.parse(str(extension)) == extension

    @pytest.mark.parametrize("kind", [Percent, Money, Extension])
    @given(
        text=st.text(max_size=150)
        | st.text("0123456789-.,/%eE+_ days EURJPYXA\n", max_size=150)
    )
    def test_any_other_text_is_refused(
        self, kind: type[Percent | Money | Extension], text: str
    ) -> None:
        """Whatever is read is written; all else raises our own errors."""
        try:
            amount = kind.parse(text)
        except SlaPolicyError:
            return

        assert kind.parse(str(amount)) == amount


class TestValues:
    """Equality, hash and pickle of all amounts."""

    @given(percents() | moneys() | extensions() | draws.fee_times())
    def test_pickle(
        self, amount: Percent | Money | Extension | FeeTime
    ) -> None:
        """A pickled amount is the same amount."""
        copied = pickle.loads(pickle.dumps(amount))

        assert copied == amount
        assert hash(copied) == hash(amount)
        assert repr(copied) == repr(amount)

    @given(st.integers(0, 10**20), st.integers(0, 10), st.integers(0, 5))
    def test_percentages_have_one_form(
        self, units: int, places: int, zeros: int
    ) -> None:
        """Zeros at the end change neither value nor hash nor text."""
        plain = Percent(Decimal(units).scaleb(-places))
        padded = Percent(Decimal(units * 10**zeros).scaleb(-places - zeros))

        assert plain == padded
        assert hash(plain) == hash(padded)
        assert str(plain) == str(padded)


class TestMoney:
    """Sums behave as integers of their minor units do."""

    @given(
        st.integers(-(10**30), 10**30),
        st.integers(-(10**30), 10**30),
        st.sampled_from(PAID),
    )
    def test_is_an_integer_of_minor_units(
        self, one: int, two: int, currency: str
    ) -> None:
        """Sum, difference, order, ratio and truth are those of integers."""
        a, b = money_of(one, currency), money_of(two, currency)

        assert a + b == money_of(one + two, currency)
        assert a - b == money_of(one - two, currency)
        assert (a < b, a <= b, a > b, a >= b, a == b) == (
            one < two,
            one <= two,
            one > two,
            one >= two,
            one == two,
        )
        assert bool(a) == bool(one)
        assert not two or a / b == Fraction(one, two)

    @given(moneys(), roundings)
    def test_a_sum_needs_no_rounding(
        self, money: Money, rounding: Rounding
    ) -> None:
        """Rounding what is a sum already changes nothing."""
        assert Money.rounded(money.fraction, money.currency, rounding) == money

    @given(rationals, st.sampled_from(PAID), roundings)
    def test_rounded_has_the_currency_s_digits(
        self, exact: Fraction, currency: str, rounding: Rounding
    ) -> None:
        """A rounded amount is a whole number of minor units, nearby."""
        unit = Fraction(1, 10 ** digits_of(currency))
        money = Money.rounded(exact, currency, rounding)

        assert (money.fraction / unit).denominator == 1
        assert abs(money.fraction - exact) < unit


class TestExtension:
    """Extensions add and scale as fractions do."""

    @given(extensions(), extensions(), st.fractions(min_value=0))
    def test_is_a_fraction_of_units(
        self, one: Extension, two: Extension, by: Fraction
    ) -> None:
        """Sums, order and multiples are those of the quantities."""
        assume(one.unit == two.unit)

        assert (one + two).quantity == one.quantity + two.quantity
        assert (one < two) == (one.quantity < two.quantity)
        assert (one + two).scaled(by) == one.scaled(by) + two.scaled(by)


class TestFeeTime:
    """Shares of a fee."""

    @given(ticks, ticks)
    def test_period_and_whole_mean_the_same(
        self, fee_for: int, whole: int
    ) -> None:
        """A whole that is named and a period of that length share alike."""
        length = dt.timedelta(microseconds=fee_for)
        named = FeeTime(length, dt.timedelta(microseconds=whole))

        assert named.share(1) == FeeTime(length).share(whole)
        assert named.share(1) == Fraction(fee_for, whole)
