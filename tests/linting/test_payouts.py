"""What an award is worth whatever the fee."""

from fractions import Fraction

import pytest

from slapolicy._time import DAY
from slapolicy.linting.payouts import FEE, MONEY, TIME, is_less, text_of


ONE = Fraction(1)


class TestIsLess:
    """Which of two is less, whatever the sums are."""

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ({}, {FEE: ONE}),
            ({FEE: ONE / 2}, {FEE: ONE}),
            ({FEE: ONE}, {FEE: ONE, MONEY: ONE}),
        ],
    )
    def test_in_no_part_more(
        self, one: dict[str, Fraction], other: dict[str, Fraction]
    ) -> None:
        """And in one of them less."""
        assert is_less(one, other)
        assert not is_less(other, one)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ({}, {}),
            ({FEE: ONE}, {FEE: ONE}),
            ({FEE: ONE}, {MONEY: ONE}),
            ({FEE: ONE}, {"share of setup": ONE}),
        ],
    )
    def test_neither(
        self, one: dict[str, Fraction], other: dict[str, Fraction]
    ) -> None:
        """They are equal, or it depends on the fee."""
        assert not is_less(one, other)
        assert not is_less(other, one)


@pytest.mark.parametrize(
    ("payout", "text"),
    [
        ({}, "nothing"),
        ({FEE: ONE / 3}, "33.33%"),
        ({FEE: ONE, MONEY: 5 * ONE}, "100% + 5 EUR"),
        ({"share of setup": ONE / 10}, "10% of setup"),
        ({TIME: DAY * ONE}, "1 day"),
        ({TIME: DAY * ONE / 2}, "0.5 days"),
        ({"time in months": 2 * ONE}, "2 months"),
    ],
)
def test_in_words(payout: dict[str, Fraction], text: str) -> None:
    """Two decimals are enough for people."""
    assert text == text_of(payout, "EUR")
