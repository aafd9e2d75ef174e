"""Exact numbers: reading and rounding them."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from slapolicy import _exact
from slapolicy.amounts import Rounding, round_fraction
from slapolicy.errors import AmountError, InexactError


class TestRoundFraction:
    """The one function that rounds."""

    @pytest.mark.parametrize(
        ("rounding", "expected"),
        [
            # of       0.125   0.135   -0.125  0.1201  -0.1299
            (Rounding.HALF_UP, "0.13 0.14 -0.13 0.12 -0.13"),
            (Rounding.HALF_EVEN, "0.12 0.14 -0.12 0.12 -0.13"),
            (Rounding.DOWN, "0.12 0.13 -0.12 0.12 -0.12"),
            (Rounding.UP, "0.13 0.14 -0.13 0.13 -0.13"),
        ],
    )
    def test_modes(self, rounding: Rounding, expected: str) -> None:
        """Each mode is what its name says, alike on both sides of zero."""
        exact = map(
            Fraction, ["0.125", "0.135", "-0.125", "0.1201", "-0.1299"]
        )
        rounded = [str(round_fraction(x, 2, rounding)) for x in exact]

        assert " ".join(rounded) == expected

    def test_shows_all_its_digits(self) -> None:
        """A round figure keeps the zeros that its digits ask for."""
        rounded = round_fraction(Fraction(5), 2, Rounding.HALF_UP)

        assert str(rounded) == "5.00"

    def test_no_digits_is_whole(self) -> None:
        """Zero digits give a whole number."""
        rounded = round_fraction(Fraction(5, 2), 0, Rounding.HALF_EVEN)

        assert str(rounded) == "2"

    def test_negative_digits_round_before_the_point(self) -> None:
        """Minus two digits round to hundreds."""
        rounded = round_fraction(Fraction(1250), -2, Rounding.HALF_UP)

        assert rounded == Decimal(1300)

    def test_never_gives_minus_zero(self) -> None:
        """What rounds to nothing has no sign."""
        rounded = round_fraction(Fraction(-1, 1000), 2, Rounding.HALF_UP)

        assert str(rounded) == "0.00"

    def test_any_size_is_exact(self) -> None:
        """A thousand digits lose none, whatever the caller's context."""
        huge = Fraction(10**1000 + 1, 2)

        with localcontext() as context:
            context.prec = 3
            rounded = round_fraction(huge, 1, Rounding.DOWN)

        assert rounded == huge

    def test_floats_are_refused(self) -> None:
        """A float is no exact figure."""
        with pytest.raises(InexactError):
            round_fraction(0.5, 2, Rounding.UP)  # type: ignore[arg-type]  # it


class TestNumber:
    """What is taken for a number."""

    @pytest.mark.parametrize("value", ["12.50", Decimal("12.5")])
    def test_keeps_the_value(self, value: Decimal | str) -> None:
        """Text and Decimal mean the same."""
        assert _exact.number(value) == Decimal("12.5")

    @pytest.mark.parametrize(
        "text",
        [
            "",
            " 1",
            "1 ",
            "1\n",
            "+1",
            "--1",
            ".5",
            "5.",
            "1e3",
            "1E-3",
            "1_000",
            "0x10",
            "nan",
            "inf",
            "Infinity",
            "1/2",
            "\u0661",
            "\uff11",
            "1\u00a0000",
            "1'000",
        ],
    )
    def test_only_plain_text_is_one(self, text: str) -> None:
        """No exponent, underscore, foreign digit, nan or infinity is read."""
        with pytest.raises(AmountError):
            _exact.number(text)

    @pytest.mark.parametrize(
        "value",
        [True, None, b"1", Decimal("nan"), Decimal("sNaN"), Decimal("-inf")],
    )
    def test_what_is_no_number_is_refused(self, value: object) -> None:
        """Truth values, bytes and special values are no numbers."""
        with pytest.raises(AmountError):
            _exact.number(value)

    @pytest.mark.parametrize(
        "value",
        [
            10**40,
            -(10**40),
            pytest.param(10**6000, id="thousands of digits"),
            "1" * 41,
            Decimal("1e999999999"),
            Decimal("1e-999999999"),
            Decimal("1e-40"),
        ],
    )
    def test_what_is_beyond_reason_is_refused(self, value: object) -> None:
        """Forty digits before the point, or zeros after it, are enough."""
        with pytest.raises(AmountError) as error:
            _exact.number(value)

        assert str(error.value) == "a figure has at most 40 digits"

    def test_forty_digits_are_read(self) -> None:
        """The longest numbers are read to their last digit."""
        assert _exact.number("9" * 40) == 10**40 - 1
        assert _exact.number(f"0.{1:039}") == Fraction(1, 10**39)


class TestTrimmed:
    """The one form of a number."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("99.90", "99.9"),
            ("100", "100"),
            ("1E+2", "100"),
            ("0.000", "0"),
            ("-0.0", "0"),
            ("-1.50", "-1.5"),
        ],
    )
    def test_is_plain(self, text: str, expected: str) -> None:
        """Zeros that trail, exponents and the sign of zero go."""
        assert str(_exact.trimmed(Decimal(text))) == expected

    def test_too_many_digits_are_refused(self) -> None:
        """A number of more than forty digits is no figure."""
        with pytest.raises(AmountError):
            _exact.trimmed(Decimal("1." + "1" * 40))

    def test_forty_digits_are_not_too_many(self) -> None:
        """The point and the sign are no digits."""
        longest = Decimal("-1." + "1" * 39)

        assert _exact.trimmed(longest) == longest


class TestShown:
    """How messages show what they refuse."""

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            ("99,9%", '"99,9%"'),
            (Fraction(1, 3), '"1/3"'),
            ("1\x1b[2J", r"'1\x1b[2J'"),
            ("x" * 200, '"' + "x" * 40 + '…"'),
            pytest.param(
                10**6000, '"int of thousands of digits"', id="a long integer"
            ),
        ],
    )
    def test_is_short_and_printable(
        self, value: object, expected: str
    ) -> None:
        """No control character and no flood reaches a terminal."""
        assert _exact.shown(value) == expected


class TestPlain:
    """How exact numbers are written."""

    @pytest.mark.parametrize(
        ("exact", "expected"),
        [
            (Fraction(5), "5"),
            (Fraction(100), "100"),
            (Fraction(0), "0"),
            (Fraction(5, 2), "2.5"),
            (Fraction(-5, 2), "-2.5"),
            (Fraction(1, 80), "0.0125"),
            (Fraction(1, 3), "1/3"),
            (Fraction(1, 2**41), "1/2199023255552"),
        ],
    )
    def test_decimals_that_end_are_written(
        self, exact: Fraction, expected: str
    ) -> None:
        """What ends within forty decimals is decimal, the rest a fraction."""
        assert _exact.plain(exact) == expected
