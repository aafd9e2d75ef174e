"""Numbers at the edge of what is read and shown, and what is said then."""

import re

from decimal import Decimal
from fractions import Fraction

import pytest

from slapolicy import _exact
from slapolicy.errors import AmountError


def refused(value: object) -> str:
    """Return what is said against a number."""
    with pytest.raises(AmountError) as raised:
        _exact.trimmed(_exact.number(value))
    return str(raised.value)


class TestNumber:
    """A number from anywhere."""

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (True, '"True" is no number'),
            (Decimal("nan"), '"NaN" is no number'),
            ("1e3", '"1e3": write it in the form 12.50'),
            (10**40, "a figure has at most 40 digits"),
            (
                Decimal("1" * 20 + "." + "1" * 21),
                "a figure has at most 40 digits",
            ),
        ],
        ids=["truth", "nan", "exponent", "long", "long-with-point"],
    )
    def test_says_what_is_wrong(self, value: object, expected: str) -> None:
        """The value stands in the message, with the cure where one helps."""
        assert expected == refused(value)


class TestAdded:
    """The exact sum of any number of fractions."""

    def test_of_none_is_zero(self) -> None:
        """Nothing added up is nothing."""
        assert 0 == _exact.added([])


class TestLongestText:
    """A hundred characters are read and shown; one more is not."""

    @pytest.mark.parametrize(("length", "read"), [(100, True), (101, False)])
    def test_is_read(self, length: int, *, read: bool) -> None:
        """What is longer is refused unread."""
        pattern, text = re.compile("x*"), "x" * length
        try:
            found = _exact.match(pattern, text, "x")[0] == text
        except AmountError:
            found = False
        assert read is found

    @pytest.mark.parametrize(
        ("length", "expected"),
        [(100, f'"{"x" * 100}"'), (101, f'"{"x" * 40}…"')],
    )
    def test_is_shown(self, length: int, expected: str) -> None:
        """What is longer is shown by its beginning."""
        assert expected == _exact.shown("x" * length)


class TestPlain:
    """Decimals where they end."""

    @pytest.mark.parametrize(
        ("exact", "expected"),
        [
            (Fraction(1, 32), "0.03125"),
            (Fraction(10**39 + 1, 10**10), f"1{'0' * 29}.0000000001"),
        ],
    )
    def test_keeps_every_digit(self, exact: Fraction, expected: str) -> None:
        """However many there are."""
        assert expected == _exact.plain(exact)
