"""Periods that a record misses, where an anchor has a say."""

import datetime as dt

import pytest

from slapolicy.errors import AmountError
from slapolicy.periods import (
    BillingPeriod,
    CalendarPeriod,
    mismatch,
    parse_label,
)


class TestMismatch:
    """The error that a span is none of the policy's periods."""

    def test_both_that_are_near_begin_at_the_anchor(self) -> None:
        """Where a span starts within a billing period, so does the next."""
        span = parse_label("2026-03-01/2026-04-01", "UTC")
        anchor = dt.date(2026, 1, 31)

        error = mismatch(BillingPeriod("month"), *span, "UTC", anchor)

        assert ("2026-02-28/2026-03-31", "2026-03-31/2026-04-30") == (
            error.nearest
        )


class TestYear:
    """A year that begins within a month."""

    @pytest.mark.parametrize(
        ("unit", "label"),
        [
            ("year", "2026-04-06/2027-04-06"),
            ("quarter", "2026-04-06/2026-07-06"),
            ("month", "2026-04-06/2026-05-06"),
        ],
    )
    def test_begins_on_its_day(self, unit: str, label: str) -> None:
        """So do its quarters and its months, not a day before."""
        year = CalendarPeriod(unit, starts="04-06")
        start, end = parse_label(label, "Europe/London")
        for instant in (start, end - 1):
            found = year.containing(instant, "Europe/London")
            assert (start, end) == found
        before = year.containing(start - 1, "Europe/London")
        assert start == before[1]


class TestLabel:
    """A label of two bounds."""

    @pytest.mark.parametrize(
        ("label", "wrong"),
        [
            ("2026-01-01/2026-02-01T00:00:00Z", "2026-01-01"),
            ("2026-01-01T00:00:00Z/2026-02-01", "2026-02-01"),
            ("2026-01-01/2026-02-01/2026-03-01", "2026-01-01"),
        ],
    )
    def test_has_two_dates_or_two_instants(
        self, label: str, wrong: str
    ) -> None:
        """What is said is which of them is no instant."""
        with pytest.raises(AmountError) as raised:
            parse_label(label, "UTC")
        assert str(raised.value) == (
            f"'{wrong}' is no instant; write it as 2026-10-03T02:00:00+02:00"
        )
