"""Cliffs, and credits without an end."""

import datetime as dt

import pytest

from slapolicy import LevelWitness
from tests.linting.small import codes, found, only, shown, sla, tiers


CREDIT = "commitments[0].credit"
CAP = "credits: {caps: [{at_most: 100%, per: period}]}\n"


class TestCliff:
    """The first microsecond is worth more than half the fee."""

    def test_everything_at_once(self) -> None:
        """As told of the longest month, in which most is allowed."""
        policy = sla("{kind: flat, amount: 51%}", target="{at_least: 99.99%}")
        one = only(policy, "cliff")
        assert CREDIT == one.path
        assert "4m28s down in 31 days earn 51% of the fee" in one.message
        assert isinstance(one.witness, LevelWitness)
        assert dt.timedelta(seconds=267, microseconds=840_001) == (
            one.witness.downtime
        )

    def test_half_the_fee_is_none(self) -> None:
        """More than half it must be."""
        assert [] == found(sla("{kind: flat, amount: 50%}"))

    def test_a_steep_table_that_begins_small_is_none(self) -> None:
        """A jump further down is not the first breach."""
        rows = (
            "{at_least: 95%, below: 99.9%, credit: 10%}",
            "{below: 95%, credit: 100%}",
        )
        assert [] == found(sla(tiers(*rows)))

    def test_the_row_is_named(self) -> None:
        """Where a table has it."""
        policy = sla(tiers("{below: 99.9%, credit: 100%}"))
        assert [("cliff", f"{CREDIT}.rows[0]")] == found(policy)

    def test_a_cap_that_leaves_half_takes_it_away(self) -> None:
        """No month pays more."""
        policy = sla(
            "{kind: flat, amount: 60%}",
            more="credits: {caps: [{at_most: 50%, per: period}]}\n",
        )
        assert "cliff" not in codes(policy)

    @pytest.mark.parametrize(
        "credit",
        [
            "{kind: flat, amount: 500.00 EUR}",
            "{kind: flat, amount: 100%, of: feature-x}",
            "{kind: flat, amount: 60%, times: {attribute: seats}}",
        ],
    )
    def test_what_is_no_share_of_the_fee_is_none(self, credit: str) -> None:
        """How much that is depends on the service."""
        assert [] == found(sla(credit))

    def test_numbers_have_no_microseconds(self) -> None:
        """The fourth outage may be worth the whole fee."""
        policy = sla(
            "{kind: flat, amount: 100%}",
            metric="{kind: count}",
            target="{at_most: 3}",
        )
        assert [] == found(policy)

    def test_a_length_is_told_as_one(self) -> None:
        """The promise is about each outage, so no month is named."""
        policy = sla(
            "{kind: flat, amount: 100%}",
            metric="{kind: restoration}",
            target="{at_most: 2 hours}",
        )
        assert "2h0.000001s earn" in only(policy, "cliff").message


class TestUnsaturated:
    """A linear rule without any cap."""

    def test_steps_that_pay_more_than_the_fee(self) -> None:
        """The first step beyond the whole fee shows it."""
        policy = sla("{kind: per-step, amount: 10%, step: 0.1%}")
        one = only(policy, "unsaturated")
        assert CREDIT == one.path
        assert "98.8%" == str(one.witness)
        assert "98.8% earns 110%" in one.message

    @pytest.mark.parametrize(
        "credit",
        [
            "{kind: per-step, amount: 10%, step: 0.1%}",
            "{kind: per-unit, amount: 5%, unit: 1 hour}",
            "{kind: pro-rata}",
        ],
    )
    def test_a_cap_ends_it(self, credit: str) -> None:
        """On the policy or on the commitment."""
        assert "unsaturated" in codes(sla(credit))
        assert [] == found(sla(credit, more=CAP))
        own = "    caps: [{at_most: 100%, per: incident}]\n"
        assert "unsaturated" not in codes(sla(credit, of_one=own))

    def test_rows_need_none(self) -> None:
        """A table has a last row."""
        assert [] == found(sla())

    def test_pro_rata_is_shown_at_its_worst(self) -> None:
        """It earns the fee when all of it was down, and not more."""
        assert ["0%"] == shown(sla("{kind: pro-rata}"), "unsaturated")

    def test_of_a_sum_the_rule_is_named(self) -> None:
        """The lump needs no cap."""
        policy = sla(
            "{kind: sum, rules: [{kind: flat, amount: 1%}, {kind: pro-rata}]}"
        )
        assert f"{CREDIT}.rules[1]" == only(policy, "unsaturated").path

    def test_a_cap_on_money_does_not_end_time(self) -> None:
        """Days are capped by days."""
        credit = "{kind: per-unit, amount: 1 day, unit: 1 hour}"
        assert "unsaturated" in codes(sla(credit, more=CAP))
        days = "credits: {caps: [{at_most: 30 days, per: period}]}\n"
        assert [] == found(sla(credit, more=days))

    def test_a_promise_that_nothing_breaks_pays_nothing(self) -> None:
        """At least 0 % is always kept."""
        policy = sla("{kind: pro-rata}", target="{at_least: 0%}")
        assert [] == found(policy)

    def test_money_has_no_whole(self) -> None:
        """So the worst level is shown."""
        policy = sla("{kind: per-unit, amount: 1.00 EUR, unit: 1 hour}")
        assert ["0%"] == shown(policy, "unsaturated")
