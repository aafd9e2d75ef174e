"""Periods that a record misses, where an anchor has a say."""

import datetime as dt

from slapolicy.periods import BillingPeriod, mismatch, parse_label


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
