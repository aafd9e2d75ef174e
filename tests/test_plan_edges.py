"""A policy made ready: what is remembered, from when on, and how long."""

import datetime as dt
import gc

import attrs
import pytest

from slapolicy import (
    Availability,
    CauseExclusion,
    Commitment,
    Condition,
    Outage,
    PeriodMismatchError,
    Policy,
    Record,
    Restoration,
    Service,
    Span,
    Target,
)
from slapolicy.evaluation import plan as planning
from slapolicy.evaluation.plan import Plan, look
from slapolicy.evaluation.quick import Quick
from slapolicy.periods import BillingPeriod, CalendarPeriod, parse_label
from tests.agreed import RECORD, UPTIME, down, outage, policy_of, promise


DAY = 24 * 3_600_000_000
FEW = 2
"""So many records of a policy are answered by all the rules."""

REPAIR = attrs.evolve(
    promise(Restoration(), Target.of(at_most="2 hours")), id="repair"
)
THEIRS = CauseExclusion(causes=["customer"])


def month(number: int, year: int = 2026) -> Record:
    """Return a record of a month in which nothing happened."""
    span = Span.of_ticks(*parse_label(f"{year}-{number:02}", "UTC"))
    return attrs.evolve(RECORD, period=span)


def short(policy: Policy, record: Record = RECORD) -> Quick:
    """Return the short way to an answer, found however few there were."""
    span = record.period
    found = Plan.of(policy).quick(
        policy, span.start_ticks, span.end_ticks, at_once=True
    )
    assert found is not None
    return found


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> dict[int, object]:
    """Return the plans that are remembered, none at first."""
    found: dict[int, object] = {}
    monkeypatch.setattr(planning, "_PLANS", found)
    return found


class TestOf:
    """The plan of a policy."""

    def test_is_made_once(self, plans: dict[int, object]) -> None:
        """It is remembered by the policy itself, not by what is equal."""
        policy, equal = policy_of(), policy_of()
        assert policy == equal
        assert Plan.of(policy) is Plan.of(policy)
        assert Plan.of(policy) is not Plan.of(equal)
        assert {id(policy), id(equal)} == set(plans)

    def test_is_forgotten_with_the_policy(
        self, plans: dict[int, object]
    ) -> None:
        """What comes to lie at the same place is another policy."""
        policy, kept = policy_of(), policy_of()
        Plan.of(policy)
        Plan.of(kept)
        del policy
        gc.collect()
        assert {id(kept)} == set(plans)


class TestSeason:
    """One period of a policy."""

    @pytest.fixture(autouse=True)
    def _few(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Find the short way after few records, or at one of three outages."""
        monkeypatch.setattr(planning, "_WORTH_IT", FEW)
        monkeypatch.setattr(planning, "MANY", 3)

    def test_is_that_of_the_record(self) -> None:
        """It begins and ends with it, and is called by its label."""
        policy = policy_of()
        found = Plan.of(policy).season(policy, month(6))
        start, end = parse_label("2026-06", "UTC")
        assert (start, end, "2026-06") == (found.start, found.end, found.label)

    def test_has_no_short_way_at_first(self) -> None:
        """It is found, and the season remembered, after few records."""
        policy = policy_of()
        plan = Plan.of(policy)
        for number in range(1, FEW + 1):
            assert plan.season(policy, month(number)).quick is None
            assert {} == plan.seasons
        found = plan.season(policy, month(6))
        assert found.quick is not None
        assert found is plan.season(policy, month(6))
        assert [found] == list(plan.seasons.values())

    @pytest.mark.parametrize(("number", "is_known"), [(2, False), (3, True)])
    def test_of_many_outages_has_one_at_once(
        self, number: int, *, is_known: bool
    ) -> None:
        """From so many on it is worth while for a single record."""
        policy = policy_of()
        gone = [
            outage(f"06-{day:02} 00:00", f"06-{day:02} 01:00")
            for day in range(1, number + 1)
        ]
        found = Plan.of(policy).season(policy, down(*gone))
        assert is_known is (found.quick is not None)

    def test_is_remembered_without_a_short_way(self) -> None:
        """Where there is none, it is so after few records."""
        sliced = attrs.evolve(UPTIME, slice=dt.timedelta(days=10))
        policy = policy_of(sliced)
        plan = Plan.of(policy)
        for number in range(1, FEW + 1):
            plan.season(policy, month(number))
            assert {} == plan.seasons
        found = plan.season(policy, month(6))
        assert found.quick is None
        assert [found] == list(plan.seasons.values())

    def test_forgets_all_when_there_are_too_many(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As many as may be are kept; the next begins anew."""
        monkeypatch.setattr(planning, "_WORTH_IT", 0)
        monkeypatch.setattr(planning, "_MOST_SEASONS", 2)
        policy = policy_of()
        plan = Plan.of(policy)
        for number, kept in ((1, 1), (2, 2), (3, 1), (4, 2), (4, 2)):
            plan.season(policy, month(number))
            assert kept == len(plan.seasons)

    def test_of_a_calendar_has_no_anchor(self) -> None:
        """Services with any billing anchor share it."""
        policy = policy_of()
        plan = Plan.of(policy)
        start, end = parse_label("2026-06", "UTC")
        keys = [(start, end, day) for day in (None, dt.date(2026, 1, 15))]
        seasons = [
            plan.season_of(policy, key, at_once=True) for key in keys * 2
        ]
        assert [seasons[0]] * 4 == seasons
        assert [(start, end, None)] == list(plan.seasons)

    def test_of_billing_is_by_the_anchor(self) -> None:
        """A service whose month begins on the first has no other's."""
        policy = attrs.evolve(policy_of(), period=BillingPeriod("month"))
        plan = Plan.of(policy)
        start, end = parse_label("2026-06", "UTC")
        first = (start, end, dt.date(2026, 1, 1))
        plan.season_of(policy, first, at_once=True)
        assert [first] == list(plan.seasons)
        with pytest.raises(PeriodMismatchError, match="2026-05-15/2026-06-15"):
            plan.season_of(policy, (start, end, dt.date(2026, 1, 15)))

    def test_that_the_policy_has_not(self) -> None:
        """A fortnight is no month, and nothing is remembered of it."""
        policy = policy_of()
        plan = Plan.of(policy)
        start, end = parse_label("2026-06", "UTC")
        with pytest.raises(PeriodMismatchError, match="2026-06"):
            plan.season_of(policy, (start, end - 16 * DAY, None))
        assert {} == plan.seasons
        for number in range(1, FEW + 1):
            assert plan.season(policy, month(number)).quick is None

    def test_is_only_looked_at_at_once_where_asked(self) -> None:
        """By its bounds alone nobody knows how much is to come."""
        policy = policy_of()
        plan = Plan.of(policy)
        start, end = parse_label("2026-06", "UTC")
        assert plan.season_of(policy, (start, end, None)).quick is None
        assert plan.quick(policy, start, end) is None


class TestQuick:
    """The short way to an answer."""

    def test_asks_once_for_each_length(self) -> None:
        """Months of 31 days share their steps; June has others."""
        policy = policy_of(UPTIME, REPAIR)
        may, june, july = (short(policy, month(one)) for one in (5, 6, 7))
        assert may.tracks == july.tracks
        assert june.tracks is not may.tracks
        thousandth = DAY * 31 // 1000
        assert thousandth == may.tracks[0].ladder.edges[0]
        assert DAY * 30 // 1000 == june.tracks[0].ladder.edges[0]
        assert (july.start, july.end) == parse_label("2026-07", "UTC")
        assert ("uptime", "repair") == tuple(
            one.asked.promise.commitment.id for one in july.tracks
        )

    def test_measures_the_length_that_was_agreed(self) -> None:
        """A month of nominally 30 days is one, however many it has."""
        period = CalendarPeriod("month", nominal=dt.timedelta(30))
        policy = attrs.evolve(policy_of(), period=period)
        for number in (2, 6, 7):
            (track,) = short(policy, month(number)).tracks
            assert DAY * 30 // 1000 == track.ladder.edges[0]

    def test_sifts_once_for_equal_rules(self) -> None:
        """Promises with the same exclusions have one sieve."""
        own = attrs.evolve(REPAIR, exclusions=[THEIRS])
        third = attrs.evolve(UPTIME, id="third")
        found = short(policy_of(UPTIME, own, third))
        assert [0, 1, 0] == [one.sieve for one in found.tracks]
        promises = [one.asked.promise for one in found.tracks]
        assert promises[:2] == [one.promise for one in found.sieves]

    @pytest.mark.parametrize(
        "commitment",
        [
            attrs.evolve(UPTIME, slice=dt.timedelta(days=10)),
            attrs.evolve(UPTIME, metric=Availability(weighted=True)),
        ],
    )
    def test_needs_every_promise_to_be_plain(
        self, commitment: Commitment
    ) -> None:
        """One of another shape, and there is none."""
        other = attrs.evolve(commitment, id="other")
        for policy in (policy_of(UPTIME, other), policy_of(other, UPTIME)):
            start, end = parse_label("2026-06", "UTC")
            plan = Plan.of(policy)
            assert plan.quick(policy, start, end, at_once=True) is None

    def test_needs_to_be_open_to_all(self) -> None:
        """Whom nothing is owed, is not seen in outages."""
        gold = Condition(attribute="plan", is_="gold")
        policy = attrs.evolve(policy_of(), eligibility=[gold])
        start, end = parse_label("2026-06", "UTC")
        plan = Plan.of(policy)
        assert plan.quick(policy, start, end, at_once=True) is None


class TestLook:
    """A record, looked at through a policy."""

    def test_from_the_end_of_the_period(self) -> None:
        """Where no instant is given, and by its label."""
        policy = policy_of()
        found = look(policy, RECORD, None)
        assert found.policy is policy
        assert found.record is RECORD
        assert RECORD.period.end_ticks == found.as_of
        assert "2026-06" == found.label

    def test_from_an_instant(self) -> None:
        """It may lie within the period, or after it."""
        seen = dt.datetime(2026, 6, 10, tzinfo=dt.UTC)
        found = look(policy_of(), RECORD, seen)
        assert RECORD.period.start_ticks + 9 * DAY == found.as_of

    def test_open_outages_need_an_instant(self) -> None:
        """It is refused without one, and read with one."""
        going_on = Outage(id="o", start=RECORD.period.start)
        record = attrs.evolve(RECORD, outages=[going_on])
        with pytest.raises(ExceptionGroup) as caught:
            look(policy_of(), record, None)
        assert "o has no end" in str(caught.value.exceptions[0])
        seen = RECORD.period.end
        assert record is look(policy_of(), record, seen).record

    def test_sums_are_of_one_currency(self) -> None:
        """Nothing is converted."""
        service = Service(id="s", fee="5.00 USD")
        record = attrs.evolve(RECORD, service=service)
        with pytest.raises(ValueError, match=r"service\.fee: 5\.00 USD"):
            look(policy_of(), record, None)
