"""Gaps, overlaps, and rows that pay although the target is met."""

import pytest

from slapolicy import Policy
from tests.linting.small import codes, found, only, shown, sla, tiers


HIGH = "{at_least: 99%, below: 99.9%, credit: 10%}"
LOW = "{below: 99%, credit: 25%}"
CREDIT = "commitments[0].credit"


class TestRowGap:
    """Levels between two rows."""

    def test_rows_that_meet_have_none(self) -> None:
        """One row begins where the other ends."""
        assert [] == found(sla(tiers(HIGH, LOW)))

    def test_a_strip_between_rows(self) -> None:
        """The roundest level of the strip shows it."""
        policy = sla(tiers(HIGH, "{below: 98.9%, credit: 25%}"))
        one = only(policy, "row-gap")
        assert f"{CREDIT}.rows[0]" == one.path
        assert "98.95%" == str(one.witness)
        assert "(7h12m to 7h55m12s down in 30 days)" in one.message

    def test_a_single_level(self) -> None:
        """A bound that neither row includes is a gap too."""
        policy = sla(tiers("{above: 99%, below: 99.9%, credit: 10%}", LOW))
        assert ["99%"] == shown(policy, "row-gap")

    @pytest.mark.parametrize("gap", ["better", "worse"])
    def test_the_contract_may_say_what_a_gap_earns(self, gap: str) -> None:
        """Then it is none."""
        rows = (HIGH, "{below: 98.9%, credit: 25%}")
        assert set() == codes(sla(tiers(*rows, more=f", gap: {gap}")))

    def test_what_meets_the_target_may_lie_in_one(self) -> None:
        """Nothing is owed there."""
        rows = ("{at_least: 99.97%, credit: 0%}", HIGH, LOW)
        assert [] == found(sla(tiers(*rows)))

    def test_a_level_that_precision_never_reads_is_in_none(self) -> None:
        """Between 98.9 % and 99 % nothing is read to one decimal."""
        policy = sla(
            tiers(HIGH, "{at_most: 98.9%, credit: 25%}"),
            metric="{kind: availability, precision: 1 decimals}",
        )
        assert [] == found(policy)

    def test_a_level_that_the_grain_never_reads_is_in_none(self) -> None:
        """Whole hours of downtime are never between two of them."""
        rows = (
            "{at_most: 2 hours, credit: 10%}",
            "{at_least: 3 hours, credit: 20%}",
        )
        policy = sla(
            tiers(*rows, reads="downtime"),
            target="{at_least: 100%}",
            metric="{kind: availability, grain: 1 hour, grain_rounding: up}",
        )
        assert [] == found(policy)

    def test_in_a_sum_the_table_is_named(self) -> None:
        """The path leads through the rules."""
        table = tiers(HIGH, "{below: 98.9%, credit: 25%}")
        policy = sla(
            f"{{kind: sum, rules: [{{kind: flat, amount: 1%}}, {table}]}}"
        )
        assert f"{CREDIT}.rules[1].rows[0]" == only(policy, "row-gap").path


class TestRowOverlap:
    """Levels that are in several rows."""

    def test_a_shared_end_counts(self) -> None:
        """99 % is in both rows."""
        policy = sla(tiers(HIGH, "{at_most: 99%, credit: 25%}"))
        one = only(policy, "row-overlap")
        assert f"{CREDIT}.rows[1]" == one.path
        assert "99%" == str(one.witness)

    def test_rows_within_each_other(self) -> None:
        """Everything below the second bound is in both."""
        policy = sla(tiers("{below: 99.9%, credit: 10%}", LOW))
        assert ["98%"] == shown(policy, "row-overlap")

    @pytest.mark.parametrize("overlap", ["worst", "first"])
    def test_the_contract_may_say_which_pays(self, overlap: str) -> None:
        """Then it is none."""
        rows = (LOW, "{below: 99.9%, credit: 10%}")
        policy = sla(tiers(*rows, more=f", overlap: {overlap}"))
        assert "row-overlap" not in codes(policy)

    def test_rows_that_pay_alike_do_not_disagree(self) -> None:
        """Whichever is taken, the credit is the same."""
        policy = sla(tiers(HIGH, "{at_most: 99%, credit: 10%}"))
        assert "row-overlap" not in codes(policy)

    def test_what_meets_the_target_may_lie_in_two(self) -> None:
        """Nothing is owed there."""
        rows = (
            "{at_least: 99.95%, credit: 0%}",
            "{at_least: 99.9%, credit: 0%}",
            HIGH,
            LOW,
        )
        assert [] == found(sla(tiers(*rows)))


class TestPaysWhenMet:
    """Rows that reach into what keeps the promise."""

    def test_exactly_the_target(self) -> None:
        """A closed end at the target is met and pays."""
        rows = ("{at_least: 99%, at_most: 99.9%, credit: 10%}", LOW)
        one = only(sla(tiers(*rows)), "pays-when-met")
        assert f"{CREDIT}.rows[0]" == one.path
        assert "99.9%" == str(one.witness)

    def test_a_strict_target_is_not_met_at_its_bound(self) -> None:
        """Then the same row is right."""
        rows = ("{at_least: 99%, at_most: 99.9%, credit: 10%}", LOW)
        assert [] == found(sla(tiers(*rows), target="{more_than: 99.9%}"))

    def test_a_row_without_upper_end(self) -> None:
        """It pays for a month without any outage."""
        policy = sla(tiers("{at_least: 99%, credit: 10%}", LOW))
        assert {"pays-when-met"} == codes(policy)

    def test_a_row_of_nothing_may_reach_there(self) -> None:
        """It pays nothing anyway."""
        rows = ("{at_least: 99.9%, credit: 0%}", HIGH, LOW)
        assert [] == found(sla(tiers(*rows)))

    def test_downtime_before_the_target_is_broken(self) -> None:
        """The table begins at an hour, the promise is kept for longer."""
        rows = ("{at_least: 1 hour, credit: 10%}",)
        policy = sla(tiers(*rows, reads="downtime"), target="{at_least: 99%}")
        assert ["7 hours"] == shown(policy, "pays-when-met")

    @pytest.mark.parametrize("amount", ["10%", "1.00 EUR", "1 day"])
    def test_no_downtime_is_not_up_to_an_hour(self, amount: str) -> None:
        """A table of downtimes means those that there are."""
        rows = (f"{{at_most: 1 hour, credit: {amount}}}",)
        policy = sla(tiers(*rows, reads="downtime"), target="{at_least: 100%}")
        assert "pays-when-met" not in codes(policy)

    def test_a_kept_promise_has_no_excess(self) -> None:
        """A table of what is beyond the target is not looked at."""
        rows = ("{at_most: 1 hour, credit: 10%}",)
        policy = sla(tiers(*rows, reads="excess"))
        assert "pays-when-met" not in codes(policy)

    @pytest.mark.parametrize(
        "amount", ["10%", "1.00 EUR", "1 day", "{fee_for: 1 hour}"]
    )
    def test_any_amount_pays(self, amount: str) -> None:
        """Shares, sums, extensions and the fee of some time."""
        policy = sla(tiers(f"{{at_least: 99%, credit: {amount}}}"))
        assert "pays-when-met" in codes(policy)


def test_a_promise_without_credit_has_no_table() -> None:
    """It earns nothing, which is known."""
    policy: Policy = sla("")
    assert [] == found(policy)
