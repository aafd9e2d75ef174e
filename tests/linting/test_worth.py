"""Holes, drops, and ranges of breaches that pay nothing."""

import datetime as dt

import pytest

from slapolicy import LevelWitness
from tests.linting.small import codes, found, only, shown, sla, tiers


HIGH = "{at_least: 99%, below: 99.9%, credit: 10%}"
LOW = "{below: 99%, credit: 25%}"
CREDIT = "commitments[0].credit"


class TestHoleBelowTarget:
    """The target is missed, and no row pays."""

    def test_rows_that_begin_at_the_target_leave_none(self) -> None:
        """Just below it the first row pays."""
        assert [] == found(sla(tiers(HIGH, LOW)))

    def test_rows_that_begin_below_it(self) -> None:
        """Between them and the target nothing is paid."""
        policy = sla(tiers("{at_least: 99%, below: 99.8%, credit: 10%}", LOW))
        one = only(policy, "hole-below-target")
        assert f"{CREDIT}.rows[0]" == one.path
        assert "99.85%" == str(one.witness)
        assert "row-gap" not in codes(policy)

    def test_the_bound_of_a_strict_target(self) -> None:
        """Exactly 99.9 % misses it and is in no row."""
        policy = sla(tiers(HIGH, LOW), target="{more_than: 99.9%}")
        assert ["99.9%"] == shown(policy, "hole-below-target")

    def test_a_row_of_nothing_is_none(self) -> None:
        """It says that nothing is paid."""
        rows = (
            "{at_least: 99.8%, below: 99.9%, credit: 0%}",
            "{at_least: 99%, below: 99.8%, credit: 10%}",
            LOW,
        )
        assert {"breach-pays-nothing"} == codes(sla(tiers(*rows)))

    def test_what_another_rule_pays_is_none(self) -> None:
        """A lump comes on top of the table."""
        table = tiers("{at_least: 99%, below: 99.8%, credit: 10%}", LOW)
        policy = sla(
            f"{{kind: sum, rules: [{{kind: flat, amount: 1%}}, {table}]}}"
        )
        assert "hole-below-target" not in codes(policy)

    def test_a_promise_that_nothing_keeps_has_none(self) -> None:
        """More than 100 % is missed at every level."""
        policy = sla(
            tiers("{below: 99%, credit: 10%}"), target="{more_than: 100%}"
        )
        assert "hole-below-target" not in codes(policy)


class TestInconsistent:
    """A worse level earns less."""

    def test_a_drop_between_rows(self) -> None:
        """The worse row pays less."""
        policy = sla(tiers(HIGH, "{below: 99%, credit: 5%}"))
        one = only(policy, "inconsistent")
        assert f"{CREDIT}.rows[1]" == one.path
        assert "98% earns 5%, less than 99.5%" in one.message

    def test_a_gap_is_a_drop_to_nothing(self) -> None:
        """A worse level in a gap earns nothing."""
        policy = sla(tiers(HIGH, "{below: 98.9%, credit: 25%}"))
        witness = only(policy, "inconsistent").witness
        assert isinstance(witness, LevelWitness)
        assert ("98.95%", "99.5%") == (
            str(witness.figure),
            str(witness.beside),
        )

    def test_an_overlap_may_be_a_drop(self) -> None:
        """Where two rows match the lower one may be meant."""
        rows = (
            "{at_least: 99.5%, below: 99.9%, credit: 20%}",
            "{at_least: 99%, below: 99.5%, credit: 10%}",
            "{below: 99.5%, credit: 30%}",
        )
        assert ["99.1%"] == shown(sla(tiers(*rows)), "inconsistent")

    def test_after_an_overlap_the_lower_row_counts(self) -> None:
        """Whichever row is meant, nothing worse earns less than that."""
        rows = (
            "{at_least: 99%, below: 99.9%, credit: 10%}",
            "{below: 99.5%, credit: 20%}",
        )
        assert {"row-overlap"} == codes(sla(tiers(*rows)))

    def test_each_drop_is_named_once(self) -> None:
        """Two steps down are two rows that pay less than the first."""
        rows = (
            "{at_least: 99.5%, below: 99.9%, credit: 30%}",
            "{at_least: 99%, below: 99.5%, credit: 20%}",
            "{below: 99%, credit: 25%}",
        )
        assert 1 == len(shown(sla(tiers(*rows)), "inconsistent"))

    def test_rules_that_grow_are_compared_where_they_meet(self) -> None:
        """A table that drops more than the hours beside it add."""
        table = tiers(HIGH, "{below: 99%, credit: 5%}")
        linear = "{kind: pro-rata}"
        policy = sla(
            f"{{kind: sum, rules: [{linear}, {table}]}}",
            more="credits: {caps: [{at_most: 100%, per: period}]}\n",
        )
        witness = only(policy, "inconsistent").witness
        assert isinstance(witness, LevelWitness)
        one_more = dt.timedelta(hours=7, minutes=12, microseconds=1)
        assert one_more == witness.downtime

    def test_sums_of_different_kinds_are_not_compared(self) -> None:
        """Whether 5 euro are less than a tenth depends on the fee."""
        policy = sla(tiers(HIGH, "{below: 99%, credit: 5.00 EUR}"))
        assert [] == found(policy)

    def test_a_credit_that_nobody_can_read_is_not_judged(self) -> None:
        """Nothing is known, so nothing is wrong."""
        policy = sla("{kind: unspecified, text: a fair amount}")
        assert {"unspecified-pays"} == codes(policy)

    def test_a_range_is_best_in_the_middle(self) -> None:
        """Too warm earns, and so does too cold."""
        rows = ("{above: 30, credit: 20%}", "{below: 10, credit: 10%}")
        policy = sla(
            tiers(*rows),
            metric="{kind: gauge, metric: t, statistic: mean}",
            target="{at_most: 30, at_least: 10}",
        )
        assert "inconsistent" not in codes(policy)


class TestBreachPaysNothing:
    """A whole range of breaches earns nothing."""

    def test_a_row_of_nothing(self) -> None:
        """It stands in the table."""
        rows = ("{at_least: 99%, below: 99.9%, credit: 0%}", LOW)
        one = only(sla(tiers(*rows)), "breach-pays-nothing")
        assert f"{CREDIT}.rows[0]" == one.path
        assert "99.5%" == str(one.witness)

    def test_the_space_beyond_the_last_row(self) -> None:
        """The worst month earns nothing, which is also a drop."""
        policy = sla(tiers(HIGH))
        assert {"breach-pays-nothing", "inconsistent"} == codes(policy)
        assert ["98%"] == shown(policy, "breach-pays-nothing")

    def test_one_level_is_no_range(self) -> None:
        """A row of a single level that pays nothing."""
        rows = (
            "{above: 99.8%, below: 99.9%, credit: 5%}",
            "{at_least: 99.8%, at_most: 99.8%, credit: 0%}",
            "{below: 99.8%, credit: 10%}",
        )
        assert {"inconsistent"} == codes(sla(tiers(*rows)))

    def test_a_gap_that_earns_what_nothing_does(self) -> None:
        """Above the first row there is no better one."""
        rows = ("{below: 99%, credit: 10%}",)
        policy = sla(tiers(*rows, more=", gap: better"))
        assert [("breach-pays-nothing", f"{CREDIT}.gap")] == found(policy)

    @pytest.mark.parametrize(
        ("minimum", "there"),
        [("10%, minimum_is: exceeded", True), ("10%", False), ("11%", True)],
    )
    def test_a_minimum_withholds(self, minimum: str, there: bool) -> None:  # noqa: FBT001 # a case
        """Below the minimum nothing is paid; at it, if it is exceeded."""
        policy = sla(more=f"credits: {{minimum: {minimum}}}\n")
        assert there is ("breach-pays-nothing" in codes(policy))

    @pytest.mark.parametrize(
        "minimum", ["{minimum: 50.00 EUR}", "{minimum: 5%}"]
    )
    def test_a_minimum_that_may_be_reached(self, minimum: str) -> None:
        """A sum depends on the fee."""
        assert [] == found(sla(more=f"credits: {minimum}\n"))

    def test_another_promise_may_help_to_reach_it(self) -> None:
        """Their credits are added before the minimum is looked at."""
        policy = sla(
            of_one=(
                "  - {id: speed, metric: {kind: gauge, metric: ms, "
                "statistic: p95}, target: {at_most: 5}, "
                "credit: {kind: flat, amount: 50%}}\n"
            ),
            more="credits: {minimum: 11%}\n",
        )
        assert [] == found(policy)

    def test_a_flat_credit_of_nothing(self) -> None:
        """It is no table, and pays nothing all the same."""
        policy = sla("{kind: flat, amount: 0%}")
        assert [("breach-pays-nothing", CREDIT)] == found(policy)

    def test_grace_is_no_such_range(self) -> None:
        """After the first hours every hour pays."""
        policy = sla(
            "{kind: per-unit, amount: 5%, unit: 1 hour, grace: 2 hours}",
            more="credits: {caps: [{at_most: 100%, per: period}]}\n",
        )
        assert [] == found(policy)
