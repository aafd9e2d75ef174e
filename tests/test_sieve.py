"""Which outages are read one by one, and which as integers: the same ones."""

import copy
import datetime as dt

from unittest.mock import patch

import attrs
import pytest

from slapolicy import (
    CauseExclusion,
    Maintenance,
    Money,
    Policy,
    Record,
    SourceExclusion,
)
from slapolicy._pairs import Pair
from slapolicy.evaluation import sieve
from slapolicy.evaluation.plan import Plan
from slapolicy.evaluation.quick import shape_of
from slapolicy.evaluation.sieve import Sieve
from slapolicy.evaluation.sight import Sight
from slapolicy.facts.flat import Flat
from slapolicy.terms.exchange import AnyExclusion
from slapolicy.terms.exclusions import (
    MaintenanceExclusion,
    Pool,
    ShortExclusion,
    SuspensionExclusion,
)
from tests.agreed import down, policy_of
from tests.gone import NOON, gone


RECORD = down(
    gone(0, 9, "customer", "probe"),
    gone(1, 2, "attack"),
    gone(2, 4, "customer"),
    gone(3, 3),
    gone(5, 8, source="probe"),
)
ALL = [(0, 9), (1, 2), (2, 4), (5, 8)]
CUSTOMER = CauseExclusion(causes=["customer"])
HEARSAY = SourceExclusion(admissible=["probe"])


PLANNED = MaintenanceExclusion(kinds=["planned"])
URGENT = MaintenanceExclusion(kinds=["urgent"])
BRIEF = MaintenanceExclusion(void_beyond=dt.timedelta(microseconds=2))
QUICK = MaintenanceExclusion(notice="1 hour")


def working(*works: Pair) -> Record:
    """Return the record with maintenance, in microseconds after noon."""
    return attrs.evolve(
        RECORD,
        maintenance=[
            Maintenance(start=NOON + start, end=NOON + end)
            for start, end in works
        ],
    )


def sieve_of(*rules: AnyExclusion) -> Sieve | None:
    """Return the sieve of a promise with such rules."""
    (promise,) = Plan(policy_of(exclusions=list(rules))).promises
    return shape_of(promise)


def sifted(
    policy: Policy, record: Record, as_of: int = 9
) -> tuple[list[Pair], list[Pair]] | None:
    """Return what is left, and excused, in microseconds after noon."""
    sieves = Plan(policy)._sieves
    assert sieves is not None
    found = sieves[0].sift(Sight(policy, record, NOON + as_of, "2026-06"))
    if found is None:
        return None
    starts, ends, excused = found
    return (
        [
            (low - NOON, high - NOON)
            for low, high in zip(starts, ends, strict=True)
        ],
        [(low - NOON, high - NOON) for low, high in excused],
    )


@pytest.fixture(params=["one by one", "as integers"], autouse=True)
def _either_way(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read all records, however short, the one way, then the other."""
    many = {"one by one": 99, "as integers": 0}
    monkeypatch.setattr(sieve, "_MANY", many[request.param])


class TestOutages:
    """What is left of outages."""

    @pytest.mark.parametrize(
        ("rules", "expected"),
        [
            ([], ALL),
            ([CUSTOMER], [(1, 2), (5, 8)]),
            ([HEARSAY], [(0, 9), (5, 8)]),
            ([CUSTOMER, HEARSAY], [(5, 8)]),
        ],
    )
    def test_by_rules(
        self, rules: list[AnyExclusion], expected: list[Pair]
    ) -> None:
        """Each is asked, and those that last no time are left out."""
        policy = policy_of(exclusions=rules)
        assert (expected, []) == sifted(policy, RECORD)

    @pytest.mark.parametrize(
        ("as_of", "count"), [(0, 0), (1, 1), (2, 2), (3, 3), (5, 3), (6, 4)]
    )
    def test_before_the_instant_of_looking(
        self, as_of: int, count: int
    ) -> None:
        """What begins at it has not begun; what had, is as long as it was."""
        assert (ALL[:count], []) == sifted(policy_of(), RECORD, as_of)

    @pytest.mark.parametrize(
        "change",
        [
            {"end": None},
            {"component": "mail"},
            {"amounts": {"sum": Money("1.00", "EUR")}},
        ],
    )
    def test_closer_look(self, change: dict[str, object]) -> None:
        """One that is more than two instants and a kind takes one."""
        odd = attrs.evolve(gone(0, 1), **change)  # type: ignore[arg-type] # any field
        assert sifted(policy_of(), down(gone(1, 2), odd)) is None


class TestMaintenance:
    """What it excuses, whichever way outages are read."""

    policy = policy_of(exclusions=[MaintenanceExclusion()])

    @pytest.mark.parametrize(
        ("works", "expected"),
        [
            ([(6, 7)], [(6, 7)]),
            ([(1, 3), (3, 4), (6, 7)], [(1, 4), (6, 7)]),
            ([(1, 1), (5, 6), (6, 6)], [(5, 6)]),
            ([(7, 99), (8, 99)], [(7, 99)]),
            ([(6, 6)], []),
            ([(9, 10)], []),
        ],
    )
    def test_is_put_together(
        self, works: list[Pair], expected: list[Pair]
    ) -> None:
        """What touches is one; what begins at the instant is to come."""
        assert (ALL, expected) == sifted(self.policy, working(*works))

    def test_of_a_component(self) -> None:
        """It takes a closer look."""
        (one,) = working((1, 2)).maintenance
        odd = attrs.evolve(one, component="mail")
        record = attrs.evolve(RECORD, maintenance=[odd])
        assert sifted(self.policy, record) is None

    @pytest.mark.parametrize(
        ("rules", "expected"),
        [
            ([], []),
            ([PLANNED], [(1, 2), (5, 8)]),
            ([URGENT], [(3, 4)]),
            ([PLANNED, URGENT], [(1, 2), (3, 4), (5, 8)]),
            ([BRIEF], [(1, 2), (3, 4)]),
            ([PLANNED, BRIEF], [(1, 2), (3, 4), (5, 8)]),
            ([QUICK], []),
        ],
    )
    def test_by_rules(
        self, rules: list[AnyExclusion], expected: list[Pair]
    ) -> None:
        """Those that look at more than the kind are asked about each."""
        policy = policy_of(exclusions=rules)
        planned, urgent, long = working((1, 2), (3, 4), (5, 8)).maintenance
        works = [planned, attrs.evolve(urgent, kind="urgent"), long]
        record = attrs.evolve(RECORD, maintenance=works)
        assert (ALL, expected) == sifted(policy, record)


class TestRules:
    """Which are asked once, which about each fact, and which never."""

    @pytest.mark.parametrize(
        "rule",
        [
            CUSTOMER,
            HEARSAY,
            SuspensionExclusion(),
            MaintenanceExclusion(),
            BRIEF,
        ],
    )
    def test_known(self, rule: AnyExclusion) -> None:
        """Those that look at nothing but the facts of the period."""
        assert sieve_of(rule) is not None

    @pytest.mark.parametrize(
        "rule",
        [
            MaintenanceExclusion(pool=Pool(at_most="5 hours", per="year")),
            ShortExclusion(up_to="1 minute"),
        ],
    )
    def test_unknown(self, rule: AnyExclusion) -> None:
        """Those that look at more, alone or beside others."""
        assert sieve_of(rule) is None
        assert sieve_of(CUSTOMER, rule) is None

    def test_asked_about_each(self) -> None:
        """Maintenance that qualifies by more than its kind."""
        named = attrs.evolve(PLANNED, id="works", clause="4.2")
        found = sieve_of(named, BRIEF, CUSTOMER, QUICK)
        assert found is not None
        assert (named,) == found.timed
        assert (BRIEF, QUICK) == found.asked
        assert (CUSTOMER,) == found.whole

    def test_asked_once(self) -> None:
        """However many facts are of a kind."""
        found = sieve_of(CUSTOMER, HEARSAY)
        assert found is not None
        with patch.object(found, "_drops", wraps=found._drops) as ask:
            for _ in range(2):
                assert found.drops("customer", "probe")
                assert found.drops("dns", None)
                assert not found.drops("dns", "probe")
        assert 3 == ask.call_count

    def test_remembers_so_many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Of one kind more than that, all before are forgotten."""
        monkeypatch.setattr(sieve, "_MOST", 2)
        found = sieve_of(CUSTOMER)
        assert found is not None
        assert [1, 2, 1] == [
            len(found.by_cause)
            for cause in ("customer", "dns", "attack")
            if found.drops(cause, None) is (cause == "customer")
        ]


class TestMany:
    """From how many outages on they are read as integers."""

    @pytest.mark.parametrize(("many", "times"), [(5, 1), (6, 0)])
    def test_bound(
        self, many: int, times: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """From as many on: of fewer no record makes them."""
        monkeypatch.setattr(sieve, "_MANY", many)
        with patch.object(Flat, "of", wraps=Flat.of) as make:
            assert (ALL, []) == sifted(policy_of(), copy.copy(RECORD))
        assert times == make.call_count

    def test_is_made_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """However many policies a record is read by."""
        monkeypatch.setattr(sieve, "_MANY", 5)
        record = copy.copy(RECORD)
        with patch.object(Flat, "of", wraps=Flat.of) as make:
            for policy in (policy_of(), policy_of(exclusions=[CUSTOMER])):
                sifted(policy, record)
        assert 1 == make.call_count
