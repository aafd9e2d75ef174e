"""How often facts are read: just as often as may be, and once more."""

import datetime as dt

from fractions import Fraction

import attrs
import pytest

from slapolicy import (
    Cap,
    Carried,
    CauseExclusion,
    CreditTerms,
    FlatCredit,
    Gauge,
    MaintenanceExclusion,
    Policy,
    RecordError,
    Restoration,
    Right,
    Sample,
    SourceExclusion,
    SumCredit,
    Target,
    Unobserved,
    When,
)
from slapolicy.errors import messages
from slapolicy.evaluation import work
from slapolicy.evaluation.work import _Facts, refuse_work
from slapolicy.facts import Maintenance, Record
from tests.agreed import RECORD, TABLE, UPTIME, outage, policy_of, promise
from tests.views import at


CAP = Cap(at_most="50%", per="period")
# One reading of it tries three rows and two caps, each as long as five rows.
UP = attrs.evolve(UPTIME, caps=[CAP])
# Two rules, one of them of three rows, and a cap: 5 + 3 + 5 + 5.
REPAIR = attrs.evolve(
    UPTIME,
    id="repair",
    metric=Restoration(),
    target=Target.of(at_most="2 hours"),
    credit=SumCredit(rules=[TABLE, FlatCredit(amount="1%")]),
    exclusions=[MaintenanceExclusion()],
)
POLICY = policy_of(
    UP,
    REPAIR,
    exclusions=[CauseExclusion(causes=["customer"])],
    terms=CreditTerms(caps=[CAP]),
)
THEIRS = attrs.evolve(
    outage("06-09 00:00", "06-09 01:00"), cause="customer", id="theirs"
)
# Four outages, one of them theirs, and two of maintenance: six facts.
HIT = attrs.evolve(
    RECORD,
    outages=[
        *(
            outage(f"06-{day:02} 00:00", f"06-{day:02} 01:00")
            for day in (1, 2, 3)
        ),
        THEIRS,
    ],
    maintenance=[
        Maintenance(
            start=at(f"06-{day:02} 00:00"), end=at(f"06-{day:02} 01:00")
        )
        for day in (1, 2)
    ],
)
AGAIN = Right(right="terminate", when=When(breaches=2))


def refused(policy: Policy = POLICY, record: Record = HIT) -> list[str]:
    """Return why a record is too much for a policy."""
    try:
        refuse_work(policy, record)
    except RecordError as error:
        return messages(error)
    return []


def allowing(
    monkeypatch: pytest.MonkeyPatch, kind: str, most: int, each: int = 0
) -> None:
    """Allow so much of one kind in all, or so much for each fact."""
    monkeypatch.setattr(work, f"_MOST{kind}", most)
    monkeypatch.setattr(work, f"{kind}_EACH", each)


class TestRefused:
    """What is too much, and by how little it is not."""

    @pytest.mark.parametrize(
        ("kind", "taken", "fault"),
        [
            (
                "",
                # Four outages and theirs; the same again with maintenance.
                12,
                (
                    "commitments (2) and exclusions (2) read its 6 facts 12 "
                    "times, and 11 times at most; split the policy or the "
                    "record"
                ),
            ),
            (
                "_READINGS",
                5,
                (
                    "the commitments make 5 readings of it, and at most 4 "
                    "are made; take longer slices and windows, or split the "
                    "policy or the record"
                ),
            ),
            (
                "_PRICES",
                13 + 4 * 18,
                (
                    "pricing 5 readings by so many rows, rules and caps "
                    "takes 85 steps, and at most 84 are taken; name fewer, "
                    "or split the record"
                ),
            ),
        ],
    )
    def test_at_the_bound(
        self,
        kind: str,
        taken: int,
        fault: str,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """One less in all is too little; a share of each fact will do."""
        allowing(monkeypatch, kind, taken)
        assert [] == refused()
        allowing(monkeypatch, kind, taken - 1)
        assert [fault] == refused()
        # It is six facts.
        allowing(monkeypatch, kind, 1, each=-(-taken // 6))
        assert [] == refused()
        allowing(monkeypatch, kind, 1, each=-(-taken // 6) - 1)
        assert 1 == len(refused())

    def test_what_rights_look_back_at(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Each of two looks back at three periods of one promise."""
        policy = attrs.evolve(
            POLICY, rights=[AGAIN, attrs.evolve(AGAIN, right="switch")]
        )
        carried = Carried(
            breaches={"uptime": ["met"], "repair": ["met", "met", "breached"]}
        )
        record = attrs.evolve(HIT, carried=carried)
        monkeypatch.setattr(work, "_MOST_PERIODS", 6)
        assert [] == refused(policy, record)
        monkeypatch.setattr(work, "_MOST_PERIODS", 5)
        (fault,) = refused(policy, record)
        assert (
            "2 rights look back at 3 periods, and at most 5 in all are "
            "looked at; carry fewer"
        ) == fault
        monkeypatch.setattr(work, "_MOST_PERIODS", 0)
        assert [] == refused(policy)

    def test_all_at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Whatever is too much is told."""
        for kind in ("", "_READINGS", "_PRICES"):
            allowing(monkeypatch, kind, 0)
        assert 3 == len(refused())


class TestFacts:
    """What is counted."""

    def test_time_that_nobody_observed(self) -> None:
        """It is read as outages are."""
        unseen = Unobserved(start=at("06-10 00:00"), end=at("06-11 00:00"))
        record = attrs.evolve(HIT, unobserved=[unseen])
        assert 4 + 1 == _Facts(record).read_for(policy_of(), UPTIME)

    def test_outages_that_a_source_is_not_asked_for(self) -> None:
        """What an admissible source tells of is decided already."""
        told = [
            attrs.evolve(one, source="probe" if one is THEIRS else "hearsay")
            for one in HIT.outages
        ]
        facts = _Facts(attrs.evolve(HIT, outages=told))
        assert 3 == facts.decided_by(SourceExclusion(admissible=["probe"]))

    def test_slices_that_have_begun(self) -> None:
        """Thirty days have four whole weeks and a part of one."""
        weekly = attrs.evolve(UPTIME, slice=dt.timedelta(weeks=1))
        assert 5 == _Facts(HIT).readings_of(weekly)


class TestMeans:
    """How long exact means are."""

    record = attrs.evolve(
        RECORD,
        samples=[
            Sample(at=at(f"06-01 {hour:02}:00"), metric="ms", value=value)
            for hour, value in (
                (0, Fraction(1, 7)),
                (4, Fraction(1, 15)),
                (7, Fraction(1, 31)),
            )
        ],
    )

    def test_of_samples_alone_are_bounded(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Also where there are no requests: 12 bits are three digits."""
        mean = Gauge(metric="ms", statistic="mean")
        policy = policy_of(promise(mean, Target.of(at_most="1")))
        monkeypatch.setattr(work, "_MEANS_EACH", 0)
        monkeypatch.setattr(work, "_MOST_MEANS", 2)
        (message,) = refused(policy, self.record)
        assert message.startswith("the exact means have 3 digits together")

    def test_of_windows_begin_with_the_period(self) -> None:
        """The first two lie in the first seven hours, the third does not."""
        mean = Gauge(metric="ms", statistic="mean", window="7 hours")
        assert [3 + 4, 5] == _Facts(self.record).bits_of_means(mean, None)
