"""Notices that are too long, and hours of which nothing is left."""

import pytest

from slapolicy import SpanWitness
from tests.linting.small import codes, found, only, sla


def excluded(keys: str) -> str:
    """Return one exclusion of maintenance; all of it is YAML."""
    return f"exclusions: [{{kind: maintenance, {keys}}}]\n"


SUNDAYS = 'within: [{days: [sun], hours: "02:00-04:00"}]'
NIGHTS = 'within: [{hours: "22:00-06:00"}]'
DESK = 'calendars: {desk: {hours: {mon: ["09:00-17:00"]}}}\n'
AT_DESK = "{kind: availability, service_hours: desk}"


class TestNoticeTooLong:
    """A notice longer than its window takes to come again."""

    @pytest.mark.parametrize(
        ("window", "notice", "there"),
        [
            (SUNDAYS, "7 days", False),
            (SUNDAYS, "8 days", True),
            (SUNDAYS, "1 month", True),
            (SUNDAYS, "169 hours", True),
            (SUNDAYS, "1 week", False),
            (NIGHTS, "24 hours", False),
            (NIGHTS, "48 hours", True),
        ],
    )
    def test_is_told(self, window: str, notice: str, there: bool) -> None:  # noqa: FBT001 # a case
        """The next window is always announced too late."""
        policy = sla(more=excluded(f"{window}, notice: {notice}"))
        expected = [("notice-too-long", "exclusions[0].notice")]
        assert (expected if there else []) == found(policy)

    @pytest.mark.parametrize(
        ("notice", "there"),
        [
            ("7 business days", False),
            ("8 business days", True),
            ("168 business hours", False),
            ("169 business hours", True),
        ],
    )
    def test_business_time_takes_as_long_at_least(
        self,
        notice: str,
        there: bool,  # noqa: FBT001 # a case
    ) -> None:
        """Days that are closed make it longer still."""
        policy = sla(more=excluded(f"{SUNDAYS}, notice: {notice}") + DESK)
        assert there is ("notice-too-long" in codes(policy))

    def test_two_windows_shows_it(self) -> None:
        """From one to the next."""
        policy = sla(more=excluded(f"{SUNDAYS}, notice: 8 days"))
        witness = only(policy, "notice-too-long").witness
        assert isinstance(witness, SpanWitness)
        assert 7 == witness.span.length.days

    @pytest.mark.parametrize(
        "keys",
        [
            "notice: 1 year",
            SUNDAYS,
            'within: [{hours: "00:00-24:00"}], notice: 1 year',
        ],
    )
    def test_without_a_window_that_comes_again_there_is_none(
        self, keys: str
    ) -> None:
        """Maintenance may begin at any time, or needs no notice."""
        assert "notice-too-long" not in codes(sla(more=excluded(keys)))

    def test_a_commitments_own_rule_is_looked_at(self) -> None:
        """Its path says whose it is."""
        own = (
            f"    exclusions: [{{kind: maintenance, {SUNDAYS}, "
            f"notice: 8 days}}, {{kind: suspension}}]\n"
        )
        assert [
            ("notice-too-long", "commitments[0].exclusions[0].notice")
        ] == found(sla(of_one=own))


class TestNothingLeft:
    """Windows cover all the hours that count."""

    ALL_DAY = 'within: [{days: [mon], hours: "08:00-18:00"}]'
    MORNING = 'within: [{days: [mon], hours: "08:00-16:59"}]'

    def test_windows_around_the_service_hours(self) -> None:
        """Every Monday from nine to five lies in eight to six."""
        policy = sla(metric=AT_DESK, more=excluded(self.ALL_DAY) + DESK)
        one = only(policy, "nothing-left")
        assert "exclusions[0].within" == one.path
        assert isinstance(one.witness, SpanWitness)
        assert "2027-01-04T09:00:00Z/2027-01-04T17:00:00Z" == str(one.witness)

    def test_a_minute_that_is_left(self) -> None:
        """It can still be broken."""
        policy = sla(metric=AT_DESK, more=excluded(self.MORNING) + DESK)
        assert [] == found(policy)

    def test_all_of_the_week(self) -> None:
        """Without service hours everything counts."""
        policy = sla(more=excluded('within: [{hours: "00:00-24:00"}]'))
        assert {"nothing-left"} == codes(policy)

    @pytest.mark.parametrize(
        "limit",
        [
            "longest: 4 hours",
            "void_beyond: 4 hours",
            "pool: {at_most: 10 hours, per: month}",
        ],
    )
    def test_what_is_limited_leaves_something(self, limit: str) -> None:
        """However wide its windows are."""
        policy = sla(
            metric=AT_DESK, more=excluded(f"{self.ALL_DAY}, {limit}") + DESK
        )
        assert [] == found(policy)

    def test_another_commitments_rule_does_not_count(self) -> None:
        """It excludes nothing here."""
        own = f"    exclusions: [{{kind: maintenance, {self.ALL_DAY}}}]\n"
        second = (
            "  - {id: second, metric: {kind: availability, service_hours: "
            "desk}, target: {at_least: 99%}}\n"
        )
        policy = sla(of_one=own + second, more=DESK)
        assert [] == found(policy)

    def test_a_calendar_that_never_opens_has_another_fault(self) -> None:
        """There is nothing to cover."""
        policy = sla(
            metric=AT_DESK,
            more=excluded(self.ALL_DAY) + "calendars: {desk: {hours: {}}}\n",
        )
        assert {"not-evaluable"} == codes(policy)
