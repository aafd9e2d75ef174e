"""Rows that can never match, never pay, or are too narrow."""

import pytest

from slapolicy import LevelWitness
from tests.linting.small import codes, found, only, sla, tiers


HIGH = "{at_least: 99%, below: 99.9%, credit: 10%}"
LOW = "{below: 99%, credit: 25%}"
CREDIT = "commitments[0].credit"


class TestDeadRow:
    """A row that can never matter."""

    def test_outside_of_what_is_measured(self) -> None:
        """No month is longer than 744 hours."""
        rows = (
            "{below: 744 hours, credit: 10%}",
            "{at_least: 800 hours, credit: 20%}",
        )
        policy = sla(tiers(*rows, reads="downtime"), target="{at_least: 100%}")
        one = only(policy, "dead-row")
        assert f"{CREDIT}.rows[1]" == one.path
        assert "nothing that is measured lies in it" in one.message

    def test_just_inside_is_alive(self) -> None:
        """A month of 31 days can be down for all of its 744 hours."""
        rows = (
            "{below: 744 hours, credit: 10%}",
            "{at_least: 744 hours, credit: 20%}",
        )
        policy = sla(tiers(*rows, reads="downtime"), target="{at_least: 100%}")
        assert [] == found(policy)

    def test_behind_the_shortest_outage(self) -> None:
        """Five minutes are 99.9888 % of the longest month."""
        rows = (
            "{at_least: 99.99%, below: 99.999%, credit: 10%}",
            "{below: 99.99%, credit: 25%}",
        )
        policy = sla(
            tiers(*rows),
            target="{at_least: 99.999%}",
            metric="{kind: availability, ignore_shorter_than: 5 minutes}",
        )
        one = only(policy, "dead-row")
        assert f"{CREDIT}.rows[0]" == one.path
        assert "the shortest outage that counts, 5m," in one.message

    @pytest.mark.parametrize("key", ["weighted: true", "service_hours: desk"])
    def test_less_than_the_minimum_may_count(self, key: str) -> None:
        """Where impacts weigh, or an outage is clipped to hours."""
        rows = (
            "{at_least: 99.99%, below: 99.999%, credit: 10%}",
            "{below: 99.99%, credit: 25%}",
        )
        policy = sla(
            tiers(*rows),
            target="{at_least: 99.999%}",
            metric=f"{{kind: availability, ignore_up_to: 5 minutes, {key}}}",
            more='calendars: {desk: {hours: {mon: ["09:00-17:00"]}}}\n',
        )
        assert [] == found(policy)

    def test_behind_other_rows(self) -> None:
        """The first row that matches is taken, and it always is."""
        rows = ("{below: 99.9%, credit: 10%}", LOW)
        policy = sla(tiers(*rows, more=", overlap: first"))
        one = only(policy, "dead-row")
        assert f"{CREDIT}.rows[1]" == one.path
        assert "other rows match wherever it does" in one.message

    def test_the_deepest_row_is_taken(self) -> None:
        """So every row of a cascade has its levels."""
        rows = ("{below: 99.9%, credit: 10%}", LOW)
        assert [] == found(sla(tiers(*rows, more=", overlap: worst")))

    def test_of_two_alike_the_later_is_dead(self) -> None:
        """And only that one."""
        policy = sla(tiers(HIGH, LOW, LOW, more=", overlap: first"))
        assert [("dead-row", f"{CREDIT}.rows[2]")] == found(policy)

    def test_below_the_minimum(self) -> None:
        """Ten percent are never paid where twelve are the least."""
        policy = sla(more="credits: {minimum: 12%}\n")
        one = only(policy, "dead-row")
        assert f"{CREDIT}.rows[0]" == one.path
        assert "below the minimum of 12%" in one.message

    def test_behind_the_cap(self) -> None:
        """The row before it reaches the cap already."""
        rows = (
            HIGH,
            "{at_least: 95%, below: 99%, credit: 25%}",
            "{below: 95%, credit: 50%}",
        )
        policy = sla(
            tiers(*rows),
            more="credits: {caps: [{at_most: 25%, per: period}]}\n",
        )
        one = only(policy, "dead-row")
        assert f"{CREDIT}.rows[2]" == one.path
        assert "the cap of 25%" in one.message

    def test_a_row_that_reaches_the_cap_first_is_alive(self) -> None:
        """It pays the cap, which no better level does."""
        policy = sla(more="credits: {caps: [{at_most: 20%, per: period}]}\n")
        assert {"cap-defeats-row"} == codes(policy)

    @pytest.mark.parametrize("credit", ["1.00 EUR", "1 day"])
    def test_what_is_no_share_is_not_compared_with_the_cap(
        self, credit: str
    ) -> None:
        """Sums and days are not the fee's."""
        rows = (HIGH, f"{{below: 99%, credit: {credit}}}")
        policy = sla(
            tiers(*rows),
            more="credits: {caps: [{at_most: 5%, per: period}]}\n",
        )
        assert "dead-row" not in codes(policy)

    def test_a_credit_that_depends_on_the_service_is_not_compared(
        self,
    ) -> None:
        """An attribute says how many times it is due."""
        policy = sla(
            tiers(HIGH, LOW, more=", times: {attribute: seats}"),
            more="credits: {caps: [{at_most: 5%, per: period}]}\n",
        )
        assert [] == found(policy)

    def test_a_row_that_only_met_levels_are_in_is_no_dead_one(self) -> None:
        """It documents that nothing is paid there."""
        rows = ("{at_least: 99.9%, credit: 0%}", HIGH, LOW)
        assert [] == found(sla(tiers(*rows)))


class TestNarrowRow:
    """A row between levels that can be told apart."""

    ROWS = (
        "{above: 99.8%, below: 99.9%, credit: 5%}",
        "{at_most: 99.8%, credit: 10%}",
    )

    def test_narrower_than_the_precision(self) -> None:
        """To one decimal nothing lies between 99.8 % and 99.9 %."""
        policy = sla(
            tiers(*self.ROWS),
            metric="{kind: availability, precision: 1 decimals}",
        )
        one = only(policy, "narrow-row")
        assert f"{CREDIT}.rows[0]" == one.path
        assert "99.85%" == str(one.witness)

    def test_to_two_decimals_it_is_wide_enough(self) -> None:
        """99.85 % lies there."""
        policy = sla(
            tiers(*self.ROWS),
            metric="{kind: availability, precision: 2 decimals}",
        )
        assert [] == found(policy)

    def test_narrower_than_the_grain(self) -> None:
        """Two hours down are less than 99.8 % of any month."""
        policy = sla(
            tiers(*self.ROWS), metric="{kind: availability, grain: 2 hours}"
        )
        witness = only(policy, "narrow-row").witness
        assert isinstance(witness, LevelWitness)
        assert witness.period is not None
        assert 30 == witness.period.length.days

    def test_every_length_of_the_period_is_tried(self) -> None:
        """In February 6 hours are 99.1 %, in no other month."""
        rows = (
            "{above: 99.1%, below: 99.9%, credit: 5%}",
            "{above: 99%, at_most: 99.1%, credit: 10%}",
            "{at_most: 99%, credit: 15%}",
        )
        policy = sla(
            tiers(*rows), metric="{kind: availability, grain: 6 hours}"
        )
        assert "in 30 days" in only(policy, "narrow-row").message
