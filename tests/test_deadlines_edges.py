"""Deadlines by business days, billing cycles and the first outage at once."""

import datetime as dt

import pytest

from slapolicy.terms.claims import Deadline
from tests.claiming import DESK, O1, O2, due


class TestDue:
    """The last instant that is in time."""

    def test_business_days_up_to_the_end_of_a_billing_cycle(self) -> None:
        """Two business days after 4 June lie before the cycle's 15 June."""
        deadline = Deadline(
            within="2 business days",
            after="verification",
            end_of="billing-cycle",
        )
        assert "2026-06-14T22:00:00Z" == due(
            deadline,
            "2026-06",
            O1,
            calendars=(("desk", DESK),),
            billing_anchor=dt.date(2026, 1, 15),
        )

    @pytest.mark.parametrize(
        ("which", "expected"),
        [("first", "2026-06-04T12:00:00Z"), ("last", "2026-06-21T13:00:00Z")],
    )
    def test_of_the_outage_that_counts(
        self, which: str, expected: str
    ) -> None:
        """The clock starts from the first or from the last."""
        deadline = Deadline(within="1 day", after="outage-end", which=which)
        assert expected == due(deadline, "2026-06", O1, O2)
