"""Recurring windows, as cron writes them."""

import datetime as dt

import pytest

from slapolicy.sources._cron import parse_cron


def days(pattern: str, month: int = 3) -> list[int]:
    """Return the days of a month of 2026 on which something begins."""
    cron = parse_cron(pattern)
    assert cron is not None
    first = dt.date(2026, month, 1)
    return [
        day.day
        for number in range(31)
        if (day := first + dt.timedelta(days=number)).month == month
        and cron.is_on(day)
    ]


class TestDays:
    """On which days something begins."""

    @pytest.mark.parametrize(
        ("pattern", "expected"),
        [
            ("0 2 * * 0", [1, 8, 15, 22, 29]),
            ("0 2 * * 7", [1, 8, 15, 22, 29]),
            ("0 2 * * SUN", [1, 8, 15, 22, 29]),
            ("0 2 1,15 * *", [1, 15]),
            ("0 2 */10 * *", [1, 11, 21, 31]),
            ("0 2 25-31/3 * *", [25, 28, 31]),
            ("0 2 28/2 * *", [28, 30]),
            ("0 2 L * *", [31]),
            ("0 0 2 L * *", [31]),
            ("0 2 * feb *", []),
            ("0 2 10 * mon", [2, 9, 10, 16, 23, 30]),
        ],
    )
    def test_of_march(self, pattern: str, expected: list[int]) -> None:
        """Lists, ranges, steps, names, the last day, either of two."""
        assert expected == days(pattern)

    def test_last_of_february(self) -> None:
        """The last day depends on the month."""
        assert [28] == days("0 2 L * *", month=2)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "0 2 * *",
        "5 0 2 * * 0",
        "0 2 * * 0 2026",
        "60 2 * * *",
        "0 2 5-1 * *",
        "0 2 */0 * *",
        "0 2 */00 * *",
        "0 2 1#2 * *",
        "L 2 * * *",
    ],
)
def test_beyond_this_reader(pattern: str) -> None:
    """What does not read is nothing, not a guess."""
    assert None is parse_cron(pattern)
