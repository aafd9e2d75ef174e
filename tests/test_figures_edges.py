"""Figures of forty decimals, of thousands of digits, and what is refused."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest

from slapolicy.amounts import Rounding
from slapolicy.errors import AmountError, PolicyError
from slapolicy.figures import (
    Figure,
    as_fraction,
    number_text,
    parse_exact,
    parse_number,
    rounded_percentage,
)


class TestNumberText:
    """A number as people write it."""

    @pytest.mark.parametrize(
        ("number", "expected"),
        [
            (Fraction(-1, 20), "-0.05"),
            (Fraction(-3), "-3"),
            (Fraction(3, 125), "0.024"),
            (Fraction(7, 40), "0.175"),
            (Fraction(1, 5**40), f"0.{2**40:040}"),
            (Fraction(1, 10**40), f"0.{1:040}"),
            (Fraction(1, 10**41), f"1/1{'0' * 41}"),
        ],
    )
    def test_has_up_to_forty_decimals(
        self, number: Fraction, expected: str
    ) -> None:
        """Exactly; a number with more is a fraction."""
        assert expected == number_text(number)


class TestPercentage:
    """A share as a percentage."""

    def test_has_as_many_decimals_as_are_asked_for(self) -> None:
        """More than anybody's decimal context has."""
        third = rounded_percentage(Fraction(1, 3), 40, Rounding.DOWN)
        assert Decimal(f"33.{'3' * 40}") == third


class TestLong:
    """Thousands of digits."""

    @pytest.mark.parametrize("digits", [4_000, 4_001, 8_003])
    def test_are_read_to_the_last(self, digits: int) -> None:
        """However they are cut: one, then twos."""
        number = 10 ** (digits - 1) + 2 * (10 ** (digits - 1) - 1) // 9
        assert number == parse_exact(f"1{'2' * (digits - 1)}")


class TestRefused:
    """What is no number."""

    @pytest.mark.parametrize(
        ("read", "value", "expected"),
        [
            (
                parse_exact,
                "7,5",
                "'7,5' is no number; write the decimal point as \".\"",
            ),
            (
                parse_exact,
                "x" * 61,
                f"'{'x' * 60}' is no number; write it as 7.5",
            ),
            (parse_exact, f"{'1' * 70}/0", f"'{'1' * 60}' divides by zero"),
            (
                parse_exact,
                f"1{'0' * 360_000}",
                f'"1{"0" * 39}…" has a part of more than 360000 digits',
            ),
            (
                parse_number,
                "1" * 201,
                (f'"{"1" * 40}…" is longer than any number that people write'),
            ),
            (
                as_fraction,
                0.5,
                "0.5 is a float; give text, an int or a Decimal",
            ),
            (as_fraction, True, "True is no number"),
            (
                as_fraction,
                Decimal("NaN"),
                "Decimal('NaN') is no finite number",
            ),
        ],
        ids=[
            "comma",
            "word",
            "zero",
            "part",
            "long",
            "float",
            "truth",
            "nothing",
        ],
    )
    def test_is_told(
        self, read: Callable[[object], object], value: object, expected: str
    ) -> None:
        """By its beginning, with the cure where there is one."""
        with pytest.raises(AmountError) as raised:
            read(value)
        assert expected == str(raised.value)

    def test_lengths_below_zero_are_lengths(self) -> None:
        """What is wrong with them is the sign."""
        with pytest.raises(PolicyError) as raised:
            Figure.parse("-PT1H")
        assert "a length is not negative" in str(raised.value)

    def test_lengths_begin_with_their_letter(self) -> None:
        """What stands before it makes them no length."""
        with pytest.raises(AmountError) as raised:
            Figure.parse("XPT1H")
        assert "'XPT1H' is no number" in str(raised.value)
