"""Tests for slapolicy._converters."""

import datetime as dt
import enum

from collections.abc import Callable
from fractions import Fraction

import pytest

from slapolicy import _converters
from slapolicy.amounts import Money, Rounding
from slapolicy.errors import AmountError, PolicyError, messages
from slapolicy.figures import Figure
from slapolicy.lengths import CalendarLength


class Colour(enum.Enum):
    """Something to choose from."""

    RED = "red"
    DARK_BLUE = "dark-blue"


HOUR = dt.timedelta(hours=1)


class TestChoice:
    """A member, or its word."""

    @pytest.mark.parametrize("value", [Colour.DARK_BLUE, "dark-blue"])
    def test_either_is_the_member(self, value: Colour | str) -> None:
        """Documents write the word, Python may hold the member."""
        assert Colour.DARK_BLUE is _converters.choice(Colour, value)

    def test_another_word_is_refused(self) -> None:
        """The message lists the words, and no other error hides behind."""
        with pytest.raises(AmountError) as raised:
            _converters.choice(Colour, "blue")
        assert "'blue' is none of red, dark-blue" == str(raised.value)
        assert raised.value.__suppress_context__

    def test_roundings_are_chosen(self) -> None:
        """The rounding of that name."""
        assert Rounding.HALF_EVEN is _converters.as_rounding("half-even")


class TestLengths:
    """Lengths of either kind, and exact ones."""

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            ("1 hour", HOUR),
            (HOUR, HOUR),
            (dt.timedelta(), dt.timedelta()),
            ("2 months", CalendarLength(2, "month")),
            (CalendarLength(2, "month"), CalendarLength(2, "month")),
        ],
    )
    def test_any_length(
        self,
        value: dt.timedelta | CalendarLength | str,
        expected: dt.timedelta | CalendarLength,
    ) -> None:
        """Text is read, and a value stays what it is."""
        assert expected == _converters.as_any_length(value)
        assert expected == _converters.as_any_length_or_none(value)

    def test_a_day_is_24_hours_where_exact(self) -> None:
        """Exact lengths know no clock changes."""
        assert 24 * HOUR == _converters.as_exact("1 day")
        assert 24 * HOUR == _converters.as_exact_or_none("1 day")

    def test_months_are_not_exact(self) -> None:
        """Nobody knows how long a month is."""
        with pytest.raises(PolicyError):
            _converters.as_exact("1 month")

    def test_a_negative_length_is_refused(self) -> None:
        """As a text of one would be."""
        with pytest.raises(PolicyError) as raised:
            _converters.as_any_length(dt.timedelta(microseconds=-1))
        (message,) = messages(raised.value)
        assert message.endswith(": a length is not negative")


class TestNone:
    """What may be missing stays so."""

    @pytest.mark.parametrize(
        "convert",
        [
            _converters.as_any_length_or_none,
            _converters.as_exact_or_none,
            _converters.as_money_or_none,
            _converters.as_figure_or_none,
            _converters.as_date_or_none,
        ],
    )
    def test_is_none(self, convert: Callable[[None], object]) -> None:
        """None is no zero."""
        assert convert(None) is None


class TestFigures:
    """Names, sums and figures."""

    def test_names_are_a_tuple(self) -> None:
        """Whatever they came in."""
        assert ("a", "b") == _converters.as_names(iter(["a", "b"]))

    @pytest.mark.parametrize("value", ["5 EUR", Money(5, "EUR")])
    def test_sums(self, value: Money | str) -> None:
        """Text is read, and a sum stays what it is."""
        assert Money(5, "EUR") == _converters.as_money_or_none(value)

    def test_figures(self) -> None:
        """Text is read as the kind of figure that it writes."""
        assert Figure.of(Fraction(1, 2)) == _converters.as_figure_or_none(
            "0.5"
        )


class TestDates:
    """Dates, and what is none."""

    @pytest.mark.parametrize("value", ["2026-01-31", dt.date(2026, 1, 31)])
    def test_dates(self, value: dt.date | str) -> None:
        """Text is read, and a date stays what it is."""
        assert dt.date(2026, 1, 31) == _converters.as_date_or_none(value)

    @pytest.mark.parametrize("text", ["2026-02-30", "31.01.2026", ""])
    def test_what_is_no_date_is_refused(self, text: str) -> None:
        """The message shows how to write one."""
        with pytest.raises(AmountError) as raised:
            _converters.as_date_or_none(text)
        assert f"{text!r} is no date; write it as 2026-01-31" == str(
            raised.value
        )

    def test_an_instant_is_no_date(self) -> None:
        """Its day depends on a zone that nobody named."""
        with pytest.raises(AmountError) as raised:
            _converters.as_date_or_none(dt.datetime(2026, 1, 31, 12))
        assert str(raised.value).endswith("is an instant; give a date")
