"""Lengths of time at the ends of the calendar, and of nothing."""

import datetime as dt

import pytest

from slapolicy import _time, lengths
from slapolicy.errors import AmountError
from slapolicy.lengths import CalendarLength


HOUR = dt.timedelta(hours=1)


class TestLongest:
    """The longest that there is of each kind."""

    @pytest.mark.parametrize(
        ("count", "unit"),
        [
            (3_660_000, "day"),
            (3_660, "business day"),
            (25_000, "business hour"),
        ],
    )
    def test_of_calendar_lengths(self, count: int, unit: str) -> None:
        """One more is beyond the calendar."""
        assert f"{count} {unit}s" == str(CalendarLength(count, unit))
        with pytest.raises(AmountError) as caught:
            CalendarLength(count + 1, unit)
        assert f"count: {count + 1} is longer than the calendar" == (
            str(caught.value)
        )

    def test_of_exact_ones(self) -> None:
        """The message has it as it was written, in ISO 8601 too."""
        hours = 3_660_000 * 24
        assert hours * HOUR == lengths.parse_length(f"{hours} hours")
        with pytest.raises(AmountError) as caught:
            lengths.parse_length(f"PT{hours + 1}H")
        assert f"'PT{hours + 1}H' is longer than the calendar" == (
            str(caught.value)
        )


class TestNothing:
    """No time at all."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("P0Y", CalendarLength(0, "day")),
            ("PT0H", dt.timedelta()),
            ("PT0M", dt.timedelta()),
        ],
    )
    def test_is_of_the_kind_that_it_is_written_in(
        self, text: str, expected: lengths.Length
    ) -> None:
        """In the calendar or on the clock."""
        assert expected == lengths.parse_length(text)


class TestMoved:
    """`moved` to the ends of the calendar."""

    def test_to_the_ends(self) -> None:
        """The first and the last instant are still in it."""
        first, last = _time.FIRST, _time.LAST
        assert (first, last) == (
            lengths.moved(first + _time.HOUR, HOUR, "UTC", back=True),
            lengths.moved(last - _time.HOUR, HOUR, "UTC"),
        )

    @pytest.mark.parametrize(
        ("length", "back", "beyond"),
        [
            (
                CalendarLength(1, "day"),
                False,
                "9999-12-31T23:59:59.999999 + 1 day",
            ),
            (
                CalendarLength(2, "week"),
                False,
                "9999-12-31T23:59:59.999999 + 14 days",
            ),
            (CalendarLength(1, "day"), True, "0001-01-01T00:00:00 - 1 day"),
        ],
        ids=str,
    )
    def test_beyond(
        self, length: CalendarLength, beyond: str, *, back: bool
    ) -> None:
        """The message counts the days."""
        start = _time.FIRST if back else _time.LAST
        with pytest.raises(AmountError) as caught:
            lengths.moved(start, length, "UTC", back=back)
        assert f"{beyond} leaves the years 1 to 9999" == str(caught.value)


class TestAddMonths:
    """`add_months` to the ends of the calendar."""

    @pytest.mark.parametrize(("year", "months"), [(1, -12), (9999, 12)])
    def test_to_the_ends(self, year: int, months: int) -> None:
        """The first and the last year are still in it."""
        wall = dt.datetime(year, 3, 31)
        start = wall.replace(year=year - months // 12)
        assert wall == lengths.add_months(start, months)
