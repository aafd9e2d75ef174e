"""Figures: what documents write is what is compared."""

import datetime as dt
import pickle

from decimal import Decimal
from fractions import Fraction

import pytest

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import strategies as draws
from slapolicy.amounts import Percent
from slapolicy.errors import AmountError, InexactError, PolicyError
from slapolicy.figures import (
    MOST_DIGITS,
    Attribute,
    Figure,
    Quantity,
    as_bound,
    as_fraction,
    as_optional_bound,
    fraction_text,
    number_text,
    parse_exact,
    parse_number,
    ratio_text,
)
from slapolicy.lengths import CalendarLength


class TestNumbers:
    """Numbers as text, exactly and of any size."""

    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("7.5", Fraction(15, 2)),
            ("-0.05", Fraction(-1, 20)),
            ("19/20", Fraction(19, 20)),
            ("0", Fraction(0)),
        ],
    )
    def test_reads_what_people_write(
        self, text: str, number: Fraction
    ) -> None:
        """A decimal point, a sign, a fraction."""
        assert number == parse_number(text)

    @pytest.mark.parametrize(
        ("text", "cure"),
        [
            ("7,5", 'write the decimal point as "."'),
            ("1/0", "divides by zero"),
            ("1e5", "is no number"),
            ("", "is no number"),
            ("٣", "is no number"),
        ],
    )
    def test_refuses_what_is_no_number(self, text: str, cure: str) -> None:
        """A comma, a division by zero, an exponent, nothing at all."""
        with pytest.raises(AmountError) as raised:
            parse_number(text)
        assert cure in str(raised.value)

    @given(st.fractions())
    def test_texts_invert_reading(self, number: Fraction) -> None:
        """What is written is read again, in both forms."""
        assert number == parse_number(number_text(number))
        assert number == parse_number(fraction_text(number))

    @given(st.integers(), st.integers(min_value=1))
    def test_in_any_terms(self, above: int, below: int) -> None:
        """A ratio is written as the fraction that it is."""
        expected = fraction_text(Fraction(above, below))
        assert expected == ratio_text(above, below)

    def test_thousands_of_digits_are_written_and_read(self) -> None:
        """The mean of thousands of windows has more digits than most."""
        number = Fraction(7**9000 + 1, 3**12000)
        assert number == parse_exact(fraction_text(number))
        assert number == parse_exact(number_text(number))
        assert -number == as_fraction(fraction_text(-number))
        tiny = Fraction(1, 2**9000)
        assert tiny == parse_exact(number_text(tiny))

    def test_nobody_writes_that_many(self) -> None:
        """What people write, such as an attribute, is shorter."""
        assert Fraction(10**199) == parse_number(f"1{'0' * 199}")
        with pytest.raises(AmountError) as raised:
            parse_number(f"1{'0' * 200}")
        assert "longer than any number that people write" in str(raised.value)

    @pytest.mark.parametrize("text", ["{}", "-{}", "1/{}", "{}/3", "{}.5"])
    def test_no_part_has_more_than_is_reckoned_with(self, text: str) -> None:
        """On either side of the bar."""
        zeros = "0" * (MOST_DIGITS - 1)
        assert parse_exact(text.format(f"1{zeros}"))
        with pytest.raises(AmountError) as raised:
            parse_exact(text.format(f"10{zeros}"))
        assert "more than 360000 digits" in str(raised.value)

    @pytest.mark.parametrize(
        ("value", "error"),
        [
            (0.5, InexactError),
            (True, AmountError),
            (Decimal("NaN"), AmountError),
            (Decimal("Infinity"), AmountError),
            (object(), AmountError),
        ],
    )
    def test_refuses_what_is_not_exact(
        self, value: int, error: type[Exception]
    ) -> None:
        """Floats, truth values, and what is not finite."""
        with pytest.raises(error):
            as_fraction(value)


class TestFigure:
    """Percentages, lengths and numbers as one kind of value."""

    @pytest.mark.parametrize(
        ("value", "quantity", "exact"),
        [
            ("99.9%", Quantity.PERCENTAGE, Fraction(999, 1000)),
            (Percent("50"), Quantity.PERCENTAGE, Fraction(1, 2)),
            ("2 hours", Quantity.LENGTH, Fraction(7_200_000_000)),
            ("PT1M", Quantity.LENGTH, Fraction(60_000_000)),
            (dt.timedelta(seconds=1), Quantity.LENGTH, Fraction(1_000_000)),
            (CalendarLength(1, "day"), Quantity.LENGTH, 86_400_000_000),
            ("7.5", Quantity.NUMBER, Fraction(15, 2)),
            (3, Quantity.NUMBER, Fraction(3)),
        ],
    )
    def test_takes_any_value_that_stands_for_one(
        self, value: str, quantity: Quantity, exact: Fraction
    ) -> None:
        """The kind and the exact fraction are those of the value."""
        assert Figure(quantity, exact) == Figure.of(value)

    def test_a_figure_stays_as_it_is(self) -> None:
        """Figures and attributes are not read again."""
        figure = Figure.of("99%")
        assert figure is Figure.of(figure)
        assert Attribute("amps") == as_bound(Attribute("amps"))
        assert as_optional_bound(None) is None
        assert figure == as_optional_bound("99%")

    def test_refuses_months(self) -> None:
        """A month has no exact length."""
        with pytest.raises(PolicyError):
            Figure.parse("1 month")

    @given(draws.figures())
    def test_text_inverts_reading(self, figure: Figure) -> None:
        """What is written is read again, and survives pickling."""
        assert figure == Figure.parse(str(figure))
        assert figure == pickle.loads(pickle.dumps(figure))
