"""What a rule says of a kind of fact, and of facts that stand apart."""

import datetime as dt

import attrs
import pytest

from slapolicy import (
    CauseExclusion,
    Decision,
    Decisions,
    Maintenance,
    MaintenanceExclusion,
    Pool,
    SourceExclusion,
    SuspensionExclusion,
    View,
)
from slapolicy.evaluation import told
from slapolicy.evaluation.apart import decided
from slapolicy.evaluation.plan import Plan, look
from slapolicy.evaluation.probing import probe
from slapolicy.evaluation.told import (
    First,
    Told,
    of_outage,
    of_work,
    told_by,
)
from slapolicy.facts import Carried
from slapolicy.terms.exchange import (
    AnyExclusion,
    Exclusion,
    Scope,
    Stretch,
    Window,
)
from tests.agreed import UPTIME, down, outage, policy_of
from tests.views import at


HALF_AN_HOUR = 1_800_000_000
DNS = CauseExclusion(id="names", causes=["dns"])
PROBES = SourceExclusion(id="seen", admissible=["probe"])
WORKS = MaintenanceExclusion(id="works", kinds=["planned"])
PLANNED = Maintenance(
    id="m1", start=at("06-20 00:00"), end=at("06-20 01:00"), kind="planned"
)
O1 = attrs.evolve(
    outage("06-10 00:00", "06-10 01:00", "o1"), cause="dns", source="probe"
)
O2 = attrs.evolve(
    outage("06-12 00:00", "06-12 03:00", "o2"), cause="attack", source="probe"
)
O3 = attrs.evolve(outage("06-14 00:00", "06-14 01:00", "o3"), cause="attack")
HOURS_OF = {
    "o1": (O1.start_ticks, O1.start_ticks + 3_600_000_000),
    "o2": (O2.start_ticks, O2.start_ticks + 3 * 3_600_000_000),
    "o3": (O3.start_ticks, O3.start_ticks + 3_600_000_000),
    "m1": (PLANNED.start_ticks, PLANNED.start_ticks + 3_600_000_000),
}
RECORD = attrs.evolve(down(O1, O2, O3), maintenance=[PLANNED])


def whole(rule: str, fact: str) -> Decision:
    """Return the decision that excludes an outage."""
    return Decision(
        rule=rule, fact=fact, held=True, spans=(HOURS_OF[fact],), outage=fact
    )


def excused(rule: str, fact: str) -> Decision:
    """Return the decision that excuses what goes on during a fact."""
    return Decision(rule=rule, fact=fact, held=True, spans=(HOURS_OF[fact],))


class TestProbe:
    """A made-up record, as a commitment sees it."""

    def test_is_seen_from_its_end_in_one_piece(self) -> None:
        """All of its outages are in scope."""
        start, end = HOURS_OF["o1"]
        assert View(
            record=RECORD,
            start=start,
            end=end,
            label="",
            zone="UTC",
            as_of=end,
            windows=(Window(start=start, end=end, subject=""),),
            scope=Scope(outages=RECORD.outages),
        ) == probe(RECORD, start, end)


class TestTold:
    """What one rule says."""

    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            (DNS, [whole("names", "o1")]),
            (PROBES, [whole("seen", "o3")]),
            (WORKS, [excused("works", "m1")]),
            (
                attrs.evolve(WORKS, kinds=["urgent"]),
                [
                    Decision(
                        rule="works",
                        fact="m1",
                        held=False,
                        reason="planned maintenance does not qualify",
                    )
                ],
            ),
        ],
        ids=["cause", "source", "kind", "another kind"],
    )
    def test_is_what_it_decides(
        self, rule: Exclusion, expected: list[Decision]
    ) -> None:
        """Of each fact, as if it were asked about that."""
        sight = look(policy_of(), RECORD, None)
        (promise,) = Plan.of(policy_of()).promises
        says = told_by(rule)
        assert says is not None
        for _ in range(2):
            assert expected == list(says.decisions(RECORD))
        assert tuple(expected) == rule.excuse(sight.view(promise), None)

    def test_of_maintenance_is_about_its_kind(self) -> None:
        """Also where that is not the usual one."""
        urgent = attrs.evolve(PLANNED, kind="urgent")
        record = attrs.evolve(RECORD, maintenance=[urgent])
        (found,) = Told(WORKS).decisions(record)
        assert (False, "urgent maintenance does not qualify") == (
            found.held,
            found.reason,
        )

    @pytest.mark.parametrize(
        "rule",
        [
            attrs.evolve(WORKS, pool=Pool(at_most="1 hour", per="month")),
            SuspensionExclusion(),
            attrs.evolve(WORKS, longest="1 hour"),
        ],
    )
    def test_is_nothing_if_it_looks_at_more(self, rule: Exclusion) -> None:
        """A pool is about more than one fact, a suspension about none."""
        assert told_by(rule) is None

    def test_is_forgotten_before_it_is_too_much(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """And found again."""
        monkeypatch.setattr(told, "_MOST", 2)
        says = Told(DNS)
        first = First([says])
        for cause in ("dns", "attack", "power") * 2:
            for kept in (says, first):
                assert ("dns" == cause) is bool(kept[cause, None])
                assert (cause, None) in kept
                assert len(kept) <= 2

    def test_is_kept_as_long_as_it_is_little(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """So many kinds are remembered, and nothing is asked twice."""
        monkeypatch.setattr(told, "_MOST", 2)
        says = Told(DNS)
        first = First([says])
        for cause in ("dns", "attack"):
            assert first[cause, None] is first[cause, None]
        assert [2, 2] == [len(says), len(first)]


class TestFirst:
    """What the first rule says that says anything."""

    def test_is_of_the_order_of_the_rules(self) -> None:
        """Not of what each is about."""
        names = [
            getattr(First(rules)["dns", None], "rule", None)
            for rules in (
                [Told(DNS), Told(PROBES)],
                [Told(PROBES), Told(DNS)],
                [Told(attrs.evolve(DNS, causes=["power"]))],
            )
        ]
        assert ["names", "seen", None] == names


class TestOf:
    """What is said of a kind, said of one fact."""

    said = Decision(
        rule="r", fact="any", held=True, spans=((1, 2),), reason="it is so"
    )

    def test_outage(self) -> None:
        """It is excluded from end to end."""
        assert Decision(
            rule="r",
            fact="o1",
            held=True,
            spans=(HOURS_OF["o1"],),
            outage="o1",
            reason="it is so",
        ) == of_outage(self.said, O1)

    def test_work(self) -> None:
        """Of what does not hold no time is excused."""
        held = Decision(
            rule="r",
            fact="m1",
            held=True,
            spans=(HOURS_OF["m1"],),
            reason="it is so",
        )
        assert held == of_work(self.said, PLANNED)
        not_held = attrs.evolve(self.said, held=False, spans=())
        assert attrs.evolve(held, held=False, spans=()) == of_work(
            not_held, PLANNED
        )


class TestApart:
    """What is decided about facts that stand apart."""

    pooled = attrs.evolve(
        WORKS, id="pool", pool=Pool(at_most="2 hours", per="year")
    )

    def test_by_rules_of_every_kind(self) -> None:
        """In their order; what no rule excludes counts whole."""
        rules: list[AnyExclusion] = [
            self.pooled,
            DNS,
            SuspensionExclusion(),
            WORKS,
            PROBES,
        ]
        policy = policy_of(UPTIME, exclusions=rules)
        record = attrs.evolve(
            RECORD,
            carried=Carried(excluded={"pool": dt.timedelta(minutes=90)}),
        )
        (promise,) = Plan.of(policy).promises
        decisions, deciders = decided(promise, look(policy, record, None))
        start, end = HOURS_OF["o2"]
        first = HOURS_OF["m1"][0]
        assert decisions == Decisions(
            (
                Decision(
                    rule="pool",
                    fact="m1",
                    held=True,
                    spans=((first, first + HALF_AN_HOUR),),
                    reason="the pool of 2 hours per year is used up",
                    used=HALF_AN_HOUR,
                ),
                whole("names", "o1"),
                excused("works", "m1"),
                whole("seen", "o3"),
            ),
            (Stretch("o2", start, end, ((start, end),), end - start),),
        )
        assert decisions.are_apart
        assert (self.pooled, DNS, WORKS, PROBES) == deciders
