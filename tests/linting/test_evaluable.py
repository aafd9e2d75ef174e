"""Terms that read well and that no record can ever fulfil."""

import pytest

from tests.linting.small import codes, found, only, sla, tiers


CODE = "not-evaluable"
FLAT = "{kind: flat, amount: 10%}"
TWO_CALENDARS = """calendars:
  a: {hours: {mon: ["09:00-17:00"]}}
  b: {hours: {tue: ["09:00-17:00"]}}
"""


class TestRights:
    """Rights that never arise."""

    @pytest.mark.parametrize(
        ("when", "key", "there"),
        [
            ("value_below: 95%", "value_below", False),
            ("value_below: 5", "value_below", True),
            ("longer_than: 8 hours", "longer_than", True),
            ("of_last: 3", "", False),
            ("commitment: uptime, value_below: 95%", "", False),
            ("commitment: second, value_below: 95%", "value_below", True),
            ("commitment: second, longer_than: 8 hours", "", False),
        ],
    )
    def test_by_what_is_carried(
        self,
        when: str,
        key: str,
        there: bool,  # noqa: FBT001 # a case
    ) -> None:
        """A percentage is never below a number."""
        second = ""
        if "second" in when:
            second = (
                "  - {id: second, metric: {kind: restoration}, "
                "target: {at_most: 2 hours}}\n"
            )
        policy = sla(
            "",
            of_one=second,
            more=f"rights: [{{right: leave, when: {{breaches: 2, {when}}}}}]\n",
        )
        expected = [(CODE, f"rights[0].when.{key}")]
        assert (expected if there else []) == found(policy)


class TestExclusions:
    """Exclusions without a bound."""

    @pytest.mark.parametrize(
        ("rule", "path"),
        [
            ("{kind: short, up_to: 5 minutes}", "exclusions[0].at_most"),
            (
                "{kind: maintenance, pool: {at_most: 0 hours, per: month}}",
                "exclusions[0].pool.at_most",
            ),
            (
                "{kind: maintenance, pool: {at_most: 0, per: month}}",
                "exclusions[0].pool.at_most",
            ),
        ],
    )
    def test_are_told(self, rule: str, path: str) -> None:
        """Everything is excluded, or nothing ever."""
        assert [(CODE, path)] == found(sla("", more=f"exclusions: [{rule}]\n"))

    @pytest.mark.parametrize(
        "rule",
        [
            "{kind: short, up_to: 5 minutes, at_most: 3}",
            "{kind: maintenance, pool: {at_most: 1, per: month}}",
            "{kind: maintenance}",
        ],
    )
    def test_bounds_are_enough(self, rule: str) -> None:
        """Or none where none is needed."""
        assert [] == found(sla("", more=f"exclusions: [{rule}]\n"))


class TestCalendars:
    """Calendars that never open."""

    def test_without_hours(self) -> None:
        """Nothing is ever measured by it."""
        policy = sla("", more="calendars: {desk: {hours: {}}}\n")
        assert [(CODE, "calendars.desk.hours")] == found(policy)

    def test_with_a_single_day_of_its_own(self) -> None:
        """It opens on that day."""
        policy = sla(
            "",
            more="calendars: {desk: {hours: {}, dates: {2027-05-03: "
            '["09:00-17:00"]}}}\n',
        )
        assert [] == found(policy)

    def test_of_a_country_that_there_is_not(self) -> None:
        """Its holidays are not known."""
        policy = sla(
            "",
            more='calendars: {desk: {hours: {mon: ["09:00-17:00"]}, '
            "holidays: [{country: XX}]}}\n",
        )
        assert [(CODE, "calendars.desk")] == found(policy)

    @pytest.mark.parametrize(
        ("keys", "more", "there"),
        [
            ("", "", True),
            ("", "calendars: {a: {hours: {mon: ['09:00-17:00']}}}\n", False),
            (
                ", service_hours: a",
                TWO_CALENDARS,
                False,
            ),
        ],
    )
    def test_the_next_business_day_needs_one(
        self,
        keys: str,
        more: str,
        there: bool,  # noqa: FBT001 # a case
    ) -> None:
        """Named, or the only one that there is."""
        policy = sla(
            "",
            metric="{kind: ticket-time, clock: response, "
            f"starts: next-business-day{keys}}}",
            target="{at_most: 4 hours}",
            more=more,
        )
        expected = [(CODE, "commitments[0].metric.starts")]
        assert (expected if there else []) == found(policy)


class TestTables:
    """Bounds of another kind than what their table reads."""

    def test_a_share_without_its_sign(self) -> None:
        """99 is a number, and availability is a share."""
        policy = sla(tiers("{below: 99, credit: 10%}"))
        assert (CODE, "commitments[0].credit.rows[0]") in found(policy)
        assert "99 is a number" in only(policy, CODE).message

    def test_of_a_sum_the_table_is_named(self) -> None:
        """The path leads through the rules."""
        table = tiers("{below: 99, credit: 10%}")
        policy = sla(f"{{kind: sum, rules: [{FLAT}, {table}]}}")
        path = "commitments[0].credit.rules[1].rows[0]"
        assert (CODE, path) in found(policy)

    @pytest.mark.parametrize(
        ("row", "reads"),
        [
            ("{below: 99.9%, credit: 10%}", "value"),
            ("{above: 1 hour, credit: 10%}", "downtime"),
            ("{below: 1, credit: 10%}", "ratio"),
            ("{below: {attribute: agreed}, credit: 10%}", "value"),
        ],
    )
    def test_what_the_table_reads(self, row: str, reads: str) -> None:
        """Lengths, shares, or what depends on the target."""
        assert CODE not in codes(sla(tiers(row, reads=reads)))


class TestReadings:
    """Targets and credits that no reading serves."""

    RATE = "{kind: success-rate, aggregate: total}"

    def test_a_length_of_a_rate(self) -> None:
        """Requests have no downtime."""
        policy = sla("", metric=self.RATE, target="{at_most: 1 hour}")
        assert [(CODE, "commitments[0].target")] == found(policy)

    @pytest.mark.parametrize(
        "credit",
        [
            "{kind: pro-rata}",
            tiers("{above: 1 hour, credit: 10%}", reads="downtime"),
            "{kind: per-step, amount: 1%, step: 1 hour}",
        ],
    )
    def test_a_credit_of_what_is_not_read(self, credit: str) -> None:
        """It can never be told."""
        policy = sla(
            credit,
            metric=self.RATE,
            target="{at_least: 99%}",
            more="credits: {caps: [{at_most: 100%, per: period}]}\n",
        )
        assert (CODE, "commitments[0].credit") in found(policy)

    def test_what_is_read_is_told(self) -> None:
        """A share is enough for a lump."""
        policy = sla(FLAT, metric=self.RATE, target="{at_least: 99%}")
        assert [] == found(policy)
