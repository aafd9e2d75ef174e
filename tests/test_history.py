"""Agreements that changed."""

import datetime as dt

from fractions import Fraction

import attrs
import pytest

from slapolicy import (
    Carried,
    CauseExclusion,
    Claim,
    ClaimEvent,
    Effective,
    Maintenance,
    MaintenanceExclusion,
    Money,
    Outage,
    Outcome,
    PeriodMismatchError,
    Policy,
    PolicyError,
    Pool,
    ProRataCredit,
    RecordError,
    Service,
    Span,
    UnspecifiedCredit,
    evaluate,
)
from slapolicy.evaluation import PolicyHistory, evaluate_history
from slapolicy.periods import CalendarPeriod
from slapolicy.terms.exchange import AnyExclusion
from tests.agreed import RECORD, UPTIME, down, outage, policy_of
from tests.views import at


def version(
    number: str,
    from_: str | None = None,
    until: str | None = None,
    policy: Policy | None = None,
) -> Policy:
    """Return a version of the agreement, in force on those days."""
    return attrs.evolve(
        policy or policy_of(),
        version=number,
        effective=Effective(
            from_=from_ and f"2026-{from_}", until=until and f"2026-{until}"
        ),
    )


OLD = version("1", until="06-11")
PRO_RATA = policy_of(attrs.evolve(UPTIME, credit=ProRataCredit()))
NEW = version("2", from_="06-11", policy=PRO_RATA)
CHANGED = PolicyHistory([NEW, OLD])


class TestPolicyHistory:
    """`PolicyHistory`."""

    def test_order(self) -> None:
        """Versions are kept in the order in which they come into force."""
        assert CHANGED.policies == (OLD, NEW)
        assert PolicyHistory([OLD, NEW]) == CHANGED

    def test_at(self) -> None:
        """From the first local midnight on the new one is in force."""
        assert CHANGED.at(at("06-10 23:59")) == OLD
        assert CHANGED.at(at("06-11 00:00")) == NEW
        rome = attrs.evolve(NEW, timezone="Europe/Rome")
        history = PolicyHistory([version("1", until="06-01"), rome])
        assert history.at(at("06-10 22:00")) == rome

    def test_always(self) -> None:
        """A policy that does not say when always is."""
        assert (
            PolicyHistory([policy_of()]).at(at("06-10 00:00")) == policy_of()
        )

    def test_none_in_force(self) -> None:
        """Between two versions there may be none."""
        history = PolicyHistory([version("1", until="06-01"), NEW])
        with pytest.raises(PolicyError) as error:
            history.at(at("06-05 00:00"))
        assert str(error.value) == (
            "no version is in force at 2026-06-05T00:00:00Z"
        )

    def test_two_in_force(self) -> None:
        """A version ends before the next begins."""
        with pytest.raises(PolicyError) as error:
            PolicyHistory([version("1"), NEW])
        assert str(error.value) == (
            "'agreed' version 1 and 'agreed' version 2 are both in force at "
            "once; end the first by effective.until, begin the second by "
            "effective.from"
        )

    def test_two_without_a_version(self) -> None:
        """They are called by their ids alone."""
        nameless = attrs.evolve(policy_of(), version=None)
        with pytest.raises(PolicyError) as error:
            PolicyHistory([nameless, nameless])
        assert str(error.value).startswith("'agreed' and 'agreed' are both")

    def test_empty(self) -> None:
        """A history has something in it."""
        with pytest.raises(PolicyError) as error:
            PolicyHistory([])
        assert str(error.value) == "a history has at least one policy"

    def test_over(self) -> None:
        """A span is cut where versions change."""
        june = RECORD.period
        assert CHANGED.over(june) == (
            (OLD, Span(june.start, at("06-11 00:00"))),
            (NEW, Span(at("06-11 00:00"), june.end)),
        )

    @pytest.mark.parametrize(
        ("first", "second", "instant"),
        [
            (version("1", "06-02", "06-11"), NEW, "2026-06-01"),
            (version("1", until="06-10"), NEW, "2026-06-10"),
            (OLD, version("2", "06-11", "06-20"), "2026-06-20"),
        ],
    )
    def test_over_a_gap(
        self, first: Policy, second: Policy, instant: str
    ) -> None:
        """All of it must be covered."""
        with pytest.raises(PolicyError) as error:
            PolicyHistory([first, second]).over(RECORD.period)
        assert str(error.value) == (
            f"no version is in force at {instant}T00:00:00Z"
        )


class TestOneVersion:
    """A period in which nothing changed."""

    def test_it_is_evaluated_as_ever(self) -> None:
        """By the version that is in force."""
        history = PolicyHistory(
            [version("1", until="05-11"), version("2", "05-11")]
        )
        found = evaluate_history(history, RECORD)
        (part,) = found.parts
        assert part == evaluate(version("2", "05-11"), RECORD)
        assert found.carried == part.carried
        assert found.money == part.credit.money
        assert found.record == RECORD

    def test_what_other_versions_promised(self) -> None:
        """Claims on promises that it lacks are left out."""
        record = attrs.evolve(RECORD, claims=[Claim(commitment="old")])
        found = evaluate_history(PolicyHistory([policy_of()]), record)
        assert found.parts[0].record.claims == ()


class TestTwoVersions:
    """A period in which the agreement changed: ten days and twenty."""

    record = down(
        outage("06-05 00:00", "06-05 02:24", "o1"),
        outage("06-20 00:00", "06-20 12:00", "o2"),
    )

    def test_each_measures_its_side(self) -> None:
        """Each over the length of its side, with its own rules."""
        first, second = evaluate_history(CHANGED, self.record).parts
        assert (first.label, second.label) == (
            "2026-06-01/2026-06-11",
            "2026-06-11/2026-07-01",
        )
        assert first.results[0].readings[0].reading.exact == Fraction(99, 100)
        assert second.results[0].readings[0].reading.exact == Fraction(39, 40)
        assert (first.policy.version, second.policy.version) == ("1", "2")

    def test_the_fee_is_shared(self) -> None:
        """By the length of the sides, and nothing of it is lost."""
        first, second = evaluate_history(CHANGED, self.record).parts
        assert first.record.service.fee == Money("33.33", "EUR")
        assert second.record.service.fee == Money("66.67", "EUR")
        assert first.credit.money == Money("3.33", "EUR")
        assert second.credit.money == Money("1.67", "EUR")

    def test_money(self) -> None:
        """In all the sum of both."""
        found = evaluate_history(CHANGED, self.record)
        assert found.money == Money("5.00", "EUR")

    def test_without_a_fee(self) -> None:
        """No fee has no shares."""
        record = attrs.evolve(self.record, service=Service(id="s"))
        found = evaluate_history(CHANGED, record)
        assert [one.record.service.fee for one in found.parts] == [None, None]
        assert found.money is None

    def test_money_not_known(self) -> None:
        """If that of the second is not known, the sum is not."""
        unread = policy_of(
            attrs.evolve(UPTIME, credit=UnspecifiedCredit(text="fair"))
        )
        history = PolicyHistory([OLD, version("2", "06-11", policy=unread)])
        assert evaluate_history(history, self.record).money is None

    def test_outage_over_the_change(self) -> None:
        """Each side counts what lies in it, as where two months meet."""
        record = down(outage("06-10 23:00", "06-11 02:00"))
        downtimes = [
            one.results[0].readings[0].reading.downtime
            for one in evaluate_history(CHANGED, record).parts
        ]
        assert downtimes == [3_600_000_000, 7_200_000_000]

    def test_each_part_stands_alone(self) -> None:
        """A part is what follows from its own policy and record."""
        for part in evaluate_history(CHANGED, self.record).parts:
            again = evaluate(part.policy, part.record, as_of=part.as_of)
            assert again.to_dict() == part.to_dict()

    def test_nominal_length(self) -> None:
        """It is shared as the fee is."""
        period = CalendarPeriod("month", nominal=dt.timedelta(hours=730))
        history = PolicyHistory(
            attrs.evolve(one, period=period) for one in (OLD, NEW)
        )
        first, second = evaluate_history(history, self.record).parts
        lengths = [
            one.results[0].readings[0].reading.measured
            for one in (first, second)
        ]
        assert lengths == [876_000_000_000, 1_752_000_000_000]

    def test_history_counts_the_period_once(self) -> None:
        """With the worst outcome and the worst value of both sides."""
        record = attrs.evolve(
            self.record,
            carried=Carried(
                breaches={"uptime": ["met"]}, values={"uptime": [1]}
            ),
        )
        carried = evaluate_history(CHANGED, record).carried
        assert dict(carried.breaches) == {"uptime": ("met", "breached")}
        assert carried.values == (("uptime", (Fraction(1), Fraction(39, 40))),)
        assert dict(carried.credited) == {
            "2026-06-01/2026-06-11": Money("3.33", "EUR"),
            "2026-06-11/2026-07-01": Money("1.67", "EUR"),
        }

    def test_each_side_sees_the_same_history(self) -> None:
        """The first side is no period before the second."""
        carried = Carried(breaches={"uptime": ["met"]})
        record = attrs.evolve(self.record, carried=carried)
        for part in evaluate_history(CHANGED, record).parts:
            assert dict(part.record.carried.breaches) == {"uptime": ("met",)}

    def test_promises_of_one_version(self) -> None:
        """One that only the second makes is judged in the second."""
        both = policy_of(UPTIME, attrs.evolve(UPTIME, id="other"))
        history = PolicyHistory([OLD, version("2", "06-11", policy=both)])
        record = attrs.evolve(self.record, claims=[Claim(commitment="other")])
        found = evaluate_history(history, record)
        first, second = found.parts
        assert [len(one.results) for one in (first, second)] == [1, 2]
        assert [len(one.record.claims) for one in (first, second)] == [0, 1]
        assert dict(found.carried.breaches)["other"] == ("breached",)

    def test_pools(self) -> None:
        """What one side uses of a pool, the other finds used, if it has it."""
        year = Pool(at_most="2 hours", per="year")
        named = MaintenanceExclusion(pool=year, id="works")
        placed = MaintenanceExclusion(pool=year)
        works = [
            Maintenance(start=at(f"06-{day} 00:00"), end=at(f"06-{day} 02:00"))
            for day in ("05", "20")
        ]
        record = attrs.evolve(self.record, maintenance=works)
        used: dict[str, tuple[AnyExclusion, AnyExclusion, int | None]] = {
            "named": (named, attrs.evolve(named, clause="4"), 0),
            "same": (placed, placed, 0),
            "another": (placed, attrs.evolve(placed, clause="4"), 7200),
            "none": (placed, CauseExclusion(causes=["dns"]), None),
        }
        for before, after, left in used.values():
            history = PolicyHistory(
                [
                    version(
                        "1", None, "06-11", policy_of(exclusions=[before])
                    ),
                    version("2", "06-11", None, policy_of(exclusions=[after])),
                ]
            )
            _, second = evaluate_history(history, record).parts
            seconds = [
                one.seconds
                for one in second.results[0].exclusions
                if one.decision.fact == "maintenance-2"
            ]
            assert seconds == ([] if left is None else [left])

    def test_claim_for_the_whole_period(self) -> None:
        """A claim for the month is one for each side of it."""
        filed = ClaimEvent(event="file", at=at("07-01 00:00"))
        record = attrs.evolve(
            self.record,
            claims=[
                Claim(commitment="uptime", subject="2026-06", events=[filed])
            ],
        )
        found = evaluate_history(CHANGED, record, as_of=at("07-02 00:00"))
        assert [one.entitlements[0].standing.value for one in found.parts] == [
            "filed",
            "filed",
        ]

    def test_instant(self) -> None:
        """Both sides are seen from the period's end, or as one says."""
        for as_of in (None, at("06-25 00:00")):
            found = evaluate_history(CHANGED, self.record, as_of=as_of)
            seen = [one.as_of for one in found.parts]
            assert seen == [as_of or at("07-01 00:00")] * 2

    def test_open_outage(self) -> None:
        """It needs an instant here too."""
        record = attrs.evolve(
            RECORD, outages=[Outage(start=at("06-10 00:00"))]
        )
        with pytest.raises(RecordError):
            evaluate_history(CHANGED, record)
        found = evaluate_history(CHANGED, record, as_of=at("06-12 00:00"))
        assert found.parts[1].results[0].outcome is Outcome.BREACHED

    def test_another_period(self) -> None:
        """The period must be one of each version's."""
        yearly = attrs.evolve(NEW, period=CalendarPeriod("year"))
        with pytest.raises(PeriodMismatchError):
            evaluate_history(PolicyHistory([OLD, yearly]), self.record)
