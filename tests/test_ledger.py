"""The ledger: the period and the credit, line by line."""

import datetime as dt
import pickle

from fractions import Fraction

import attrs
import pytest

from slapolicy import (
    Availability,
    Cap,
    CauseExclusion,
    Condition,
    Count,
    CreditTerms,
    Evaluation,
    Extension,
    FlatCredit,
    Gauge,
    Maintenance,
    MaintenanceExclusion,
    Outage,
    Percent,
    PerUnitCredit,
    Policy,
    Record,
    Requests,
    Restoration,
    Service,
    ShortExclusion,
    SuccessRate,
    Target,
    Unobserved,
    WorkCalendar,
    evaluate,
)
from slapolicy._tree import tree_of
from slapolicy.evaluation import CreditLine, EntryState, LedgerEntry, LineKind
from slapolicy.terms.exchange import Decisions, Reading, Scope, View
from tests.agreed import (
    RECORD,
    UPTIME,
    answer,
    down,
    euros,
    outage,
    policy_of,
    promise,
)
from tests.views import at


def shown(
    evaluation: Evaluation, commitment: str = "uptime"
) -> list[tuple[str, str | None, str | None, str]]:
    """Return the entries that are not up: what, why, which and how long."""
    return [
        (one.state.value, one.rule, one.fact, str(one.length))
        for one in evaluation.ledger.of(commitment)
        if one.state is not EntryState.UP
    ]


BOUNDS = {
    Availability: Target.of(at_least="99%"),
    Restoration: Target.of(at_most="1 hour"),
    Count: Target.of(at_most="1"),
}


def read(metric: Availability | Restoration | Count, record: Record) -> object:
    """Return the entries of one metric that are not up."""
    one = promise(metric, BOUNDS[type(metric)])
    return shown(answer(record, policy_of(one)))


class TestEntries:
    """`Ledger.entries`."""

    def test_up_counted_up(self) -> None:
        """An outage cuts the period in three."""
        found = answer(down(outage("06-10 09:00", "06-10 10:00", "o1")))
        up, counted, rest = found.ledger.of("uptime")
        assert counted == LedgerEntry(
            start=up.end_ticks,
            end=rest.start_ticks,
            state=EntryState.COUNTED,
            fact="o1",
        )
        assert (up.start, up.end) == (at("06-01 00:00"), at("06-10 09:00"))
        assert counted.length == dt.timedelta(hours=1)

    def test_excluded(self) -> None:
        """Maintenance takes its part, a cause all, each by its fact."""
        record = attrs.evolve(
            down(
                outage("06-10 09:00", "06-10 10:00", "o1"),
                attrs.evolve(
                    outage("06-11 09:00", "06-11 09:05", "o2"), cause="dns"
                ),
            ),
            maintenance=[
                Maintenance(
                    id="m1", start=at("06-10 08:00"), end=at("06-10 09:20")
                )
            ],
        )
        policy = policy_of(
            exclusions=[
                MaintenanceExclusion(id="works"),
                CauseExclusion(causes=["dns"]),
            ]
        )
        assert shown(answer(record, policy)) == [
            ("excluded", "works", "m1", "0:20:00"),
            ("counted", None, "o1", "0:40:00"),
            ("excluded", "cause", "o2", "0:05:00"),
        ]

    def test_short(self) -> None:
        """What is forgiven after merging is excluded too."""
        record = down(outage("06-10 09:00", "06-10 09:05", "o1"))
        policy = policy_of(exclusions=[ShortExclusion(up_to="10 minutes")])
        assert shown(answer(record, policy)) == [
            ("excluded", "short", "o1", "0:05:00")
        ]

    def test_what_counts_beside_an_exclusion(self) -> None:
        """Where another outage counts, the time counts."""
        record = down(
            outage("06-10 09:00", "06-10 10:00", "o1"),
            Outage(
                id="o2",
                start=at("06-10 08:30"),
                end=at("06-10 09:30"),
                cause="dns",
            ),
        )
        policy = policy_of(exclusions=[CauseExclusion(causes=["dns"])])
        assert shown(answer(record, policy)) == [
            ("excluded", "cause", "o2", "0:30:00"),
            ("counted", None, "o1", "1:00:00"),
        ]

    def test_weights(self) -> None:
        """An entry is cut where the weight changes."""
        half = Outage(
            id="o1",
            start=at("06-10 09:00"),
            end=at("06-10 10:00"),
            impact="1/2",
        )
        record = down(half, outage("06-10 09:30", "06-10 10:00", "o2"))
        policy = policy_of(
            attrs.evolve(UPTIME, metric=Availability(weighted=True))
        )
        found = answer(record, policy)
        weights = [
            one.weight
            for one in found.ledger.of("uptime")
            if one.state is EntryState.COUNTED
        ]
        assert weights == [Fraction(1, 2), 1]

    def test_unobserved(self) -> None:
        """Time in which nobody looked is neither up nor down."""
        dark = Unobserved(
            id="u1", start=at("06-10 08:00"), end=at("06-10 10:00")
        )
        record = attrs.evolve(
            down(outage("06-10 09:00", "06-10 09:30", "o1")),
            unobserved=[dark],
        )
        assert shown(answer(record)) == [
            ("unobserved", None, "u1", "1:00:00"),
            ("counted", None, "o1", "0:30:00"),
            ("unobserved", None, "u1", "0:30:00"),
        ]

    def test_unobserved_as_down(self) -> None:
        """It counts, unless maintenance excuses it as it does an outage."""
        record = attrs.evolve(
            RECORD,
            unobserved=[
                Unobserved(
                    id="u1", start=at("06-10 08:00"), end=at("06-10 10:00")
                )
            ],
            maintenance=[
                Maintenance(
                    id="m1", start=at("06-10 08:00"), end=at("06-10 09:00")
                )
            ],
        )
        policy = policy_of(
            attrs.evolve(UPTIME, metric=Availability(unobserved="down")),
            exclusions=[MaintenanceExclusion()],
        )
        found = answer(record, policy)
        assert shown(found) == [
            ("excluded", "maintenance", "m1", "1:00:00"),
            ("counted", None, "u1", "1:00:00"),
        ]
        assert found.results[0].exclusions[0].seconds == 3600

    def test_seen_in_the_middle(self) -> None:
        """What has not happened yet is up, an open outage ends for now."""
        record = attrs.evolve(
            RECORD,
            outages=[
                Outage(id="o1", start=at("06-10 09:00")),
                outage("06-12 00:00", "06-13 00:00", "o2"),
            ],
            unobserved=[
                Unobserved(start=at("06-20 00:00"), end=at("06-21 00:00"))
            ],
        )
        found = evaluate(policy_of(), record, as_of=at("06-10 10:00"))
        assert shown(found) == [("counted", None, "o1", "1:00:00")]
        assert found.ledger.of("uptime")[-1].end == at("07-01 00:00")

    def test_slices(self) -> None:
        """Slices leave no trace: an outage across midnight is one entry."""
        record = down(outage("06-10 23:00", "06-11 01:00", "o1"))
        policy = policy_of(attrs.evolve(UPTIME, slice="1 day"))
        assert shown(answer(record, policy)) == [
            ("counted", None, "o1", "2:00:00")
        ]


class TestIgnored:
    """What does not count though nothing excludes it, and by which term."""

    short = down(outage("06-10 09:00", "06-10 09:04", "o1"))

    @pytest.mark.parametrize(
        "metric",
        [
            Availability(ignore_shorter_than="5 minutes"),
            Restoration(ignore_shorter_than="5 minutes"),
        ],
    )
    def test_shorter(self, metric: Availability | Restoration) -> None:
        """The minimum, under its key."""
        assert read(metric, self.short) == [
            ("ignored", "ignore_shorter_than", "o1", "0:04:00")
        ]

    def test_up_to(self) -> None:
        """The other minimum, under its own."""
        metric = Availability(ignore_up_to="5 minutes")
        assert read(metric, self.short) == [
            ("ignored", "ignore_up_to", "o1", "0:04:00")
        ]

    def test_longer_than(self) -> None:
        """A count leaves out what did not last."""
        assert read(Count(longer_than="5 minutes"), self.short) == [
            ("ignored", "longer_than", "o1", "0:04:00")
        ]

    @pytest.mark.parametrize("metric", [Restoration(), Count()])
    def test_of_the_period_before(self, metric: Restoration | Count) -> None:
        """An outage belongs to the period in which it starts."""
        record = down(outage("05-31 23:00", "06-01 01:00", "o1"))
        assert read(metric, record) == [("ignored", "period", "o1", "1:00:00")]

    def test_clock(self) -> None:
        """Before the clock, and where it never ran."""
        seen = attrs.evolve(
            outage("06-10 09:00", "06-10 10:00", "o1"),
            detected=at("06-10 09:10"),
        )
        record = down(seen, outage("06-11 09:00", "06-11 10:00", "o2"))
        assert read(Availability(count_from="detection"), record) == [
            ("ignored", "count_from", "o1", "0:10:00"),
            ("counted", None, "o1", "0:50:00"),
            ("ignored", "count_from", "o2", "1:00:00"),
        ]

    def test_components(self) -> None:
        """Too few of them were down."""
        record = down(
            attrs.evolve(
                outage("06-10 09:00", "06-10 10:00", "o1"), component="a"
            )
        )
        metric = Availability(components=["a", "b"], down_when="all")
        assert read(metric, record) == [
            ("ignored", "down_when", "o1", "1:00:00")
        ]

    @pytest.mark.parametrize(
        "metric",
        [
            Availability(service_hours="desk"),
            Restoration(service_hours="desk"),
        ],
    )
    def test_service_hours(self, metric: Availability | Restoration) -> None:
        """Outside of them nothing counts."""
        policy = policy_of(
            promise(metric, BOUNDS[type(metric)]),
            desk=WorkCalendar.of({"wed": ["09:00-17:00"]}),
        )
        record = down(outage("06-10 08:00", "06-10 10:00", "o1"))
        assert shown(answer(record, policy)) == [
            ("ignored", "service_hours", "o1", "1:00:00"),
            ("counted", None, "o1", "1:00:00"),
        ]

    def test_denominator(self) -> None:
        """A service that does not exist yet cannot be down."""
        record = attrs.evolve(
            down(outage("06-10 08:00", "06-10 10:00", "o1")),
            service=Service(id="s", started=at("06-10 09:00")),
        )
        assert read(Availability(denominator="existing"), record) == [
            ("ignored", "denominator", "o1", "1:00:00"),
            ("counted", None, "o1", "1:00:00"),
        ]

    def test_bad_windows(self) -> None:
        """Requests may make downtime, and a minimum ignore it."""
        record = attrs.evolve(
            RECORD,
            requests=[
                Requests(
                    start=at("06-10 09:00"),
                    end=at("06-10 09:05"),
                    total=10,
                    failed=9,
                )
            ],
        )
        metric = SuccessRate(
            aggregate="bad-windows",
            window="5 minutes",
            bad_above="5%",
            ignore_up_to="5 minutes",
        )
        policy = policy_of(promise(metric, BOUNDS[Availability]))
        (entry,) = shown(answer(record, policy))
        assert entry[:2] == ("ignored", "ignore_up_to")

    def test_metric_from_outside(self) -> None:
        """One that does not say why leaves the rule open."""

        @attrs.frozen
        class Never:
            """A metric that counts nothing."""

            def scope(self, record: Record, as_of: int) -> Scope:
                """Return all outages."""
                del as_of
                return Scope(outages=record.outages)

            def measure(
                self, view: View, decisions: Decisions
            ) -> tuple[Reading, ...]:
                """Return nothing."""
                del view, decisions
                return ()

        policy = policy_of(promise(Never(), BOUNDS[Availability]))
        assert shown(answer(self.short, policy)) == [
            ("ignored", None, "o1", "0:04:00")
        ]


class TestNoEntries:
    """Promises that have none."""

    @pytest.mark.parametrize(
        "metric",
        [
            Gauge(metric="latency", statistic="mean"),
            SuccessRate(aggregate="total"),
        ],
    )
    def test_no_downtime(self, metric: Gauge | SuccessRate) -> None:
        """A metric that reads no downtime has nothing to show."""
        bound = "5" if isinstance(metric, Gauge) else "99%"
        policy = policy_of(promise(metric, Target.of(at_least=bound)))
        assert answer(RECORD, policy).ledger.of("uptime") == ()

    def test_not_applicable(self) -> None:
        """A service that does not have the promise has none either."""
        gold = Condition(attribute="plan", is_="gold")
        policy = policy_of(attrs.evolve(UPTIME, applies_if=[gold]))
        record = attrs.evolve(
            RECORD, service=Service(id="s", attributes={"plan": "basic"})
        )
        assert answer(record, policy).ledger.of("uptime") == ()

    def test_unknown(self) -> None:
        """A promise that is not there is a `KeyError`."""
        with pytest.raises(KeyError):
            answer(RECORD).ledger.of("uptme")


def lines(policy: Policy, *outages: Outage) -> list[tuple[str, str]]:
    """Return what each line of the credit is, and its money."""
    found = answer(down(*outages), policy)
    return [
        (one.kind.value, str(one.money)) for one in found.ledger.credit_lines
    ]


class TestLines:
    """`Ledger.credit_lines`."""

    day = outage("06-10 00:00", "06-11 00:00", "o1")

    def test_award(self) -> None:
        """A line says what was promised, of what, and for what."""
        found = answer(down(self.day)).ledger
        assert found.credit_lines == (
            CreditLine(
                kind=LineKind.AWARD,
                money=Fraction(25),
                commitment="uptime",
                subject="2026-06",
                rule="tiers",
                amount=Percent(25),
                quantity=Fraction(1),
                base="fee",
                base_sum=euros("100"),
            ),
        )
        assert found.money == 25

    def test_rounding(self) -> None:
        """What rounding adds is a line, and nothing is lost."""
        third = FlatCredit(amount="10%", times="1/3")
        policy = policy_of(attrs.evolve(UPTIME, credit=third))
        assert lines(policy, self.day) == [
            ("award", "10/3"),
            ("rounding", "-1/300"),
        ]

    def test_caps(self) -> None:
        """Each cap has a line with what it took, and from what."""
        terms = CreditTerms(
            caps=[
                Cap(at_most="20%", per="commitment"),
                Cap(at_most="15.00 EUR", per="period"),
            ]
        )
        found = answer(down(self.day), policy_of(terms=terms)).ledger
        _, own, whole = found.credit_lines
        assert [own.money, whole.money] == [-5, -5]
        assert [own.commitment, whole.commitment] == ["uptime", None]
        assert (own.cap, whole.cap) == terms.caps
        assert found.money == 15

    def test_combination_and_minimum(self) -> None:
        """What is left out, and what is too little, stands there too."""
        other = attrs.evolve(
            UPTIME, id="other", credit=FlatCredit(amount="3.00 EUR")
        )
        terms = CreditTerms(combine="largest", minimum="30.00 EUR")
        policy = policy_of(UPTIME, other, terms=terms)
        assert lines(policy, self.day) == [
            ("award", "25"),
            ("award", "3"),
            ("combination", "-3"),
            ("minimum", "-25"),
        ]

    def test_extensions(self) -> None:
        """An award adds time, a cap takes some of it, money is nought."""
        days = PerUnitCredit(amount="2 days", unit="1 hour")
        terms = CreditTerms(caps=[Cap(at_most="30 days", per="period")])
        policy = policy_of(attrs.evolve(UPTIME, credit=days), terms=terms)
        award, cap = answer(down(self.day), policy).ledger.credit_lines
        assert award.extensions == (Extension.parse("48 days"),)
        assert cap.extensions == (Extension.parse("18 days"),)
        assert [award.money, cap.money] == [0, 0]

    def test_unknown(self) -> None:
        """Where part is not known the rest stands, not rounded."""
        other = attrs.evolve(
            UPTIME, id="other", credit=FlatCredit(amount="10%", of="invoice")
        )
        third = attrs.evolve(
            UPTIME, credit=FlatCredit(amount="10%", times="1/3")
        )
        found = answer(down(self.day), policy_of(third, other))
        assert found.credit.money is None
        assert found.ledger.money == Fraction(10, 3)

    def test_no_credit(self) -> None:
        """A promise that earns nothing has no line."""
        assert (
            lines(policy_of(attrs.evolve(UPTIME, credit=None)), self.day) == []
        )
        assert lines(policy_of(), outage("06-10 00:00", "06-10 00:01")) == []


class TestValue:
    """A ledger is a value."""

    def test_it_is_found_once(self) -> None:
        """Asked again, it is the same."""
        found = answer(down(TestLines.day))
        assert found.ledger is found.ledger
        assert hash(found.ledger) == hash(answer(down(TestLines.day)).ledger)

    def test_it_survives_pickling(self) -> None:
        """Nothing is lost."""
        ledger = answer(down(TestLines.day)).ledger
        assert pickle.loads(pickle.dumps(ledger)) == ledger

    def test_it_is_a_tree(self) -> None:
        """Documents may hold it."""
        tree = tree_of(answer(down(TestLines.day)).ledger)
        assert tree == {
            "entries": {
                "uptime": [
                    {
                        "start": "2026-06-01T00:00:00Z",
                        "end": "2026-06-10T00:00:00Z",
                        "state": "up",
                    },
                    {
                        "start": "2026-06-10T00:00:00Z",
                        "end": "2026-06-11T00:00:00Z",
                        "state": "counted",
                        "fact": "o1",
                    },
                    {
                        "start": "2026-06-11T00:00:00Z",
                        "end": "2026-07-01T00:00:00Z",
                        "state": "up",
                    },
                ]
            },
            "credit_lines": [
                {
                    "kind": "award",
                    "money": "25",
                    "commitment": "uptime",
                    "subject": "2026-06",
                    "rule": "tiers",
                    "amount": "25%",
                    "quantity": "1",
                    "base": "fee",
                    "base_sum": "100.00 EUR",
                }
            ],
        }
