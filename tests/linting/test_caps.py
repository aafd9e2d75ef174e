"""Caps that defeat rows, that others make pointless, that nothing reaches."""

import pytest

from tests.linting.small import SOUND, codes, found, only, sla, tiers


LINEAR = "{kind: pro-rata}"
RESTORED = {
    "metric": "{kind: restoration}",
    "target": "{at_most: 2 hours}",
}
SECOND = (
    "  - {id: second, metric: {kind: gauge, metric: ms, statistic: p95}, "
    "target: {at_most: 5}, credit: {kind: flat, amount: 25%}}\n"
)


def capped(*caps: str, more: str = "") -> str:
    """Return terms with these caps; all of it is YAML."""
    return f"credits: {{caps: [{', '.join(caps)}]{more}}}\n"


class TestCapDefeatsRow:
    """A cap below what a row promises."""

    def test_the_first_level_that_loses_shows_it(self) -> None:
        """It earns the cap instead."""
        policy = sla(more=capped("{at_most: 20%, per: period}"))
        one = only(policy, "cap-defeats-row")
        assert "credits.caps[0]" == one.path
        assert "98%" == str(one.witness)
        assert "should earn 25% and earns 20%" in one.message

    def test_a_cap_at_the_last_row_does_not(self) -> None:
        """It takes nothing from a single promise."""
        assert [] == found(sla(more=capped("{at_most: 25%, per: period}")))

    @pytest.mark.parametrize("per", ["incident", "commitment", "period"])
    def test_on_a_commitment_too(self, per: str) -> None:
        """Its own caps come first."""
        policy = sla(
            SOUND, of_one=f"    caps: [{{at_most: 20%, per: {per}}}]\n"
        )
        assert "commitments[0].caps[0]" == only(policy, "cap-defeats-row").path

    def test_another_commitments_cap_does_not_concern_it(self) -> None:
        """Each has its own."""
        second = SECOND.replace(
            "credit: ", "caps: [{at_most: 20%, per: period}], credit: "
        )
        policy = sla(of_one=second)
        one = only(policy, "cap-defeats-row")
        assert "commitments[1].caps[0]" == one.path
        assert "earns 20%" in one.message

    def test_rules_that_grow_are_what_caps_are_for(self) -> None:
        """Only rows promise a figure."""
        policy = sla(LINEAR, more=capped("{at_most: 20%, per: period}"))
        assert [] == found(policy)

    def test_sums_are_not_compared_with_shares(self) -> None:
        """What 5 euro are of the fee is not known."""
        policy = sla(more=capped("{at_most: 5.00 EUR, per: period}"))
        assert [] == found(policy)


class TestDeadCap:
    """A cap that another makes pointless."""

    @pytest.mark.parametrize(
        ("caps", "dead"),
        [
            (("20%, per: period", "15%, per: period"), 0),
            (("15%, per: period", "20%, per: period"), 1),
            (("15%, per: period", "15%, per: period"), 1),
            (("15%, per: commitment", "15%, per: period"), 1),
            (("15%, per: period", "15%, per: commitment"), 0),
            (("20%, per: commitment", "15%, per: period"), 0),
            (("15%, per: period", "180%, per: year"), 1),
            (("15%, per: period", '90%, per: "6 months"'), 1),
            (("90%, per: year", "15%, per: year"), 0),
        ],
    )
    def test_is_told(self, caps: tuple[str, str], dead: int) -> None:
        """The one that can never take anything."""
        policy = sla(
            LINEAR, more=capped(*(f"{{at_most: {one}}}" for one in caps))
        )
        assert [("dead-cap", f"credits.caps[{dead}]")] == found(policy)

    @pytest.mark.parametrize(
        "caps",
        [
            ("15%, per: period", "20%, per: year"),
            ("15%, per: period", "15%, of: setup, per: period"),
            ("15%, per: period", "15.00 EUR, per: period"),
            ("15%, per: incident", "20%, per: period"),
            ("15%, per: year", '15%, per: "12 months"'),
        ],
    )
    def test_caps_that_both_take_are_alive(
        self, caps: tuple[str, str]
    ) -> None:
        """Over longer, of other sums, of several incidents."""
        policy = sla(
            LINEAR,
            more=capped(*(f"{{at_most: {one}}}" for one in caps)),
            **RESTORED,
        )
        assert "dead-cap" not in codes(policy)

    @pytest.mark.parametrize(
        ("combine", "dead"), [("", False), (", combine: largest", True)]
    )
    def test_two_promises_add_up_unless_one_is_taken(
        self,
        combine: str,
        dead: bool,  # noqa: FBT001 # a case
    ) -> None:
        """Then the cap of each is the cap of both."""
        policy = sla(
            LINEAR,
            of_one=SECOND.replace("25%", "20%"),
            more=capped(
                "{at_most: 15%, per: commitment}",
                "{at_most: 20%, per: period}",
                more=combine,
            ),
        )
        assert dead is (("dead-cap", "credits.caps[1]") in found(policy))

    def test_the_only_promises_own_cap_counts(self) -> None:
        """Nobody else earns anything."""
        policy = sla(
            LINEAR,
            of_one="    caps: [{at_most: 10%, per: period}]\n",
            more=capped("{at_most: 15%, per: period}"),
        )
        assert [("dead-cap", "credits.caps[0]")] == found(policy)

    def test_one_of_two_promises_does_not_cap_both(self) -> None:
        """The other may still reach it."""
        policy = sla(
            LINEAR,
            of_one="    caps: [{at_most: 10%, per: period}]\n" + SECOND,
            more=capped("{at_most: 15%, per: period}"),
        )
        assert "dead-cap" not in codes(policy)


class TestIdleCap:
    """A cap that nothing reaches."""

    def test_beyond_the_last_row(self) -> None:
        """No row pays as much."""
        policy = sla(more=capped("{at_most: 26%, per: period}"))
        assert [("idle-cap", "credits.caps[0]")] == found(policy)

    def test_two_promises_may_reach_it(self) -> None:
        """Their credits add up."""
        cap = "{at_most: 50%, per: period}"
        assert [] == found(sla(of_one=SECOND, more=capped(cap)))
        largest = capped(cap, more=", combine: largest")
        assert {"idle-cap"} == codes(sla(of_one=SECOND, more=largest))

    def test_a_year_may_reach_it(self) -> None:
        """Twelve months begin in it."""
        cap = "{at_most: 300%, per: year}"
        assert [] == found(sla(more=capped(cap)))
        cap = "{at_most: 301%, per: year}"
        assert {"idle-cap"} == codes(sla(more=capped(cap)))

    def test_periods_that_roll_may_come_any_number_of_times(self) -> None:
        """Nobody says that they follow one another."""
        rolling = "{kind: rolling, length: 30 days}"
        cap = capped("{at_most: 301%, per: year}")
        assert [] == found(sla(period=rolling, more=cap))
        caps = capped("{at_most: 1%, per: period}", "{at_most: 9%, per: year}")
        assert "dead-cap" not in codes(sla(period=rolling, more=caps))

    def test_the_whole_month_pro_rata_reaches_the_fee(self) -> None:
        """And never more."""
        cap = "{at_most: 100%, per: period}"
        assert [] == found(sla(LINEAR, more=capped(cap)))
        cap = "{at_most: 101%, per: period}"
        assert {"idle-cap"} == codes(sla(LINEAR, more=capped(cap)))

    def test_a_figure_of_the_period_has_no_incidents(self) -> None:
        """So a cap for each of them takes nothing."""
        cap = capped("{at_most: 10%, per: incident}")
        assert "idle-cap" in codes(sla(more=cap))
        each = (
            "{kind: sum, rules: [{kind: flat, amount: 1%}, {kind: per-unit, "
            "amount: 5%, unit: 1 hour, each: outage}]}"
        )
        assert "idle-cap" not in codes(sla(each, more=cap))

    def test_outages_have_no_end(self) -> None:
        """Several may be broken, and each may last for ever."""
        cap = capped("{at_most: 900%, per: period}")
        assert [] == found(sla(LINEAR, more=cap, **RESTORED))
        cap = capped("{at_most: 900%, per: incident}")
        assert [] == found(sla(LINEAR, more=cap, **RESTORED))
        flat = "{kind: flat, amount: 10%}"
        assert {"idle-cap"} == codes(sla(flat, more=cap, **RESTORED))

    def test_slices_add_up(self) -> None:
        """Every hour is read on its own."""
        policy = sla(
            SOUND,
            of_one="    slice: 1 hour\n",
            more=capped("{at_most: 100%, per: period}"),
        )
        assert [] == found(policy)

    @pytest.mark.parametrize(
        "credit",
        [
            "{kind: flat, amount: 5.00 EUR}",
            "{kind: flat, amount: 5%, of: setup}",
            "{kind: flat, amount: 5%, times: {attribute: seats}}",
            "{kind: unspecified, text: a fair amount}",
        ],
    )
    def test_what_cannot_be_compared_may_reach_it(self, credit: str) -> None:
        """Sums, shares of other sums, and what nobody can read."""
        cap = capped("{at_most: 50%, per: period}")
        assert "idle-cap" not in codes(sla(credit, more=cap))

    def test_time_never_reaches_a_cap_on_money(self) -> None:
        """Nor money one on time."""
        cap = capped("{at_most: 50%, per: period}")
        days = "{kind: flat, amount: 1 day}"
        assert {"idle-cap"} == codes(sla(days, more=cap))
        cap = capped("{at_most: 2 days, per: period}")
        assert {"idle-cap"} == codes(sla(more=cap))
        cap = capped("{at_most: 24 hours, per: period}")
        assert [] == found(sla(days, more=cap))

    def test_months_are_not_compared_with_days(self) -> None:
        """How long a month is, is not known here."""
        cap = capped("{at_most: 2 months, per: period}")
        days = "{kind: flat, amount: 1 day}"
        assert "idle-cap" not in codes(sla(days, more=cap))

    def test_a_gap_earns_nothing(self) -> None:
        """It does not keep the rest from being known."""
        rows = (
            "{at_least: 99%, below: 99.9%, credit: 10%}",
            "{below: 98%, credit: 25%}",
        )
        policy = sla(tiers(*rows), more=capped("{at_most: 50%, per: period}"))
        assert "idle-cap" in codes(policy)

    def test_nobody_knows_what_another_metric_pays(self) -> None:
        """A target that nobody can read may pay anything."""
        policy = sla(
            "{kind: flat, amount: 10%}",
            target="{unspecified: quickly}",
            more=capped("{at_most: 50%, per: period}"),
        )
        assert {"unspecified-pays"} == codes(policy)

    def test_what_earns_nothing_reaches_nothing(self) -> None:
        """A promise without credit has no part in it."""
        policy = sla("", more=capped("{at_most: 50%, per: period}"))
        assert [("idle-cap", "credits.caps[0]")] == found(policy)
