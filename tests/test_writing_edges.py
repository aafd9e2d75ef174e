"""An evaluation as a tree: every key of it, with what stands there."""

from fractions import Fraction

import attrs
import pytest

from slapolicy import (
    Availability,
    Cap,
    CauseExclusion,
    ClaimTerms,
    Commitment,
    Condition,
    CreditTerms,
    Deadline,
    FlatCredit,
    Gauge,
    Maintenance,
    MaintenanceExclusion,
    Metric,
    Record,
    Restoration,
    Right,
    Sample,
    SumCredit,
    Target,
    Unobserved,
    UnspecifiedCredit,
    When,
    evaluate,
)
from slapolicy._tree import Tree
from slapolicy.evaluation.writing import seconds, shown_share
from tests.agreed import (
    RECORD,
    UPTIME,
    answer,
    down,
    outage,
    policy_of,
    promise,
)
from tests.views import at


def after(days: int, opens: Deadline | None = None) -> Deadline:
    """Return a deadline of so many days after the period."""
    return Deadline(within=f"{days} days", after="period-end", opens=opens)


DAYS = attrs.evolve(
    UPTIME,
    id="days",
    credit=FlatCredit(amount="20 days"),
    caps=[Cap(at_most="15 days", per="commitment")],
)
POLICY = attrs.evolve(
    policy_of(
        UPTIME,
        DAYS,
        exclusions=[
            MaintenanceExclusion(id="works"),
            CauseExclusion(causes=["dns"]),
        ],
        terms=CreditTerms(caps=[Cap(at_most="15%", of="fee", per="period")]),
    ),
    claims=ClaimTerms(
        notify=after(9),
        file=after(10, opens=after(5)),
        acknowledge=after(11),
        decide=after(12),
        appeal=after(13),
        apply=after(14),
    ),
    rights=[Right(right="leave", when=When(breaches=1), within="30 days")],
)
TEN_HOURS = attrs.evolve(
    down(
        outage("06-10 00:00", "06-10 10:00", "o1"),
        attrs.evolve(outage("06-12 00:00", "06-12 01:00", "o2"), cause="dns"),
    ),
    maintenance=[
        Maintenance(id="m1", start=at("06-10 09:30"), end=at("06-10 11:00"))
    ],
)
UNSEEN = attrs.evolve(
    down(outage("06-10 00:00", "06-10 06:40", "o1")),
    unobserved=[
        Unobserved(start=at("06-20 00:00"), end=at("06-20 01:00")),
    ],
)
OPEN = Availability(unobserved="undetermined")


def of_promise(name: str, money: str | None, extension: str | None) -> Tree:
    """Return how a promise fared that was broken for 9.5 of 720 hours."""
    return {
        "id": name,
        "outcome": "breached",
        "reason": None,
        "readings": [
            {
                "subject": "2026-06",
                "outcome": "breached",
                "reason": None,
                "value": "98.68056%",
                "exact": "1421/1440",
                "downtime": 34200.0,
                "measured": 2592000.0,
                "excess": 31608.0,
                "credit": {
                    "money": money,
                    "extension": extension,
                    "undetermined": [],
                },
            }
        ],
        "exclusions": [
            {
                "rule": "works",
                "fact": "m1",
                "held": True,
                "seconds": 1800.0,
                "reason": None,
            },
            {
                "rule": "cause",
                "fact": "o2",
                "held": True,
                "seconds": 3600.0,
                "reason": None,
            },
        ],
    }


def of_claim(name: str, money: str | None, extension: str | None) -> Tree:
    """Return what is owed for a promise, and how it is to be had."""
    return {
        "commitment": name,
        "subject": "2026-06",
        "money": money,
        "extension": extension,
        "opens": "2026-07-06T00:00:00Z",
        "notify_by": "2026-07-10T00:00:00Z",
        "file_by": "2026-07-11T00:00:00Z",
        "acknowledge_by": "2026-07-12T00:00:00Z",
        "decide_by": "2026-07-13T00:00:00Z",
        "appeal_by": "2026-07-14T00:00:00Z",
        "apply_by": "2026-07-15T00:00:00Z",
        "standing": "not-yet-open",
        "waits_for": None,
    }


class TestWhole:
    """Every key."""

    def test_of_an_answer(self) -> None:
        """Down for 9.5 hours, capped in money and in time."""
        assert {
            "slapolicy": 1,
            "policy": "agreed",
            "version": "1",
            "service": "s",
            "period": {
                "label": "2026-06",
                "start": "2026-06-01T00:00:00Z",
                "end": "2026-07-01T00:00:00Z",
            },
            "as_of": "2026-07-02T00:00:00Z",
            "final": True,
            "commitments": [
                of_promise("uptime", "25.00 EUR", None),
                of_promise("days", None, "20 days"),
            ],
            "entitlements": [
                of_claim("uptime", "25.00 EUR", None),
                of_claim("days", None, "20 days"),
            ],
            "credit": {
                "money": "15.00 EUR",
                "extension": "15 days",
                "undetermined": [],
                "capped_by": [
                    {
                        "at_most": "15 days",
                        "of": "fee",
                        "per": "commitment",
                        "took": "5 days",
                    },
                    {
                        "at_most": "15%",
                        "of": "fee",
                        "per": "period",
                        "took": "10.00 EUR",
                    },
                ],
            },
            "rights": [
                {
                    "right": "leave",
                    "since": "2026-07-01T00:00:00Z",
                    "until": "2026-07-31T00:00:00Z",
                }
            ],
            "assumptions": [],
            "carried": {
                "credited": {"2026-06": "15.00 EUR"},
                "breaches": {"days": ["breached"], "uptime": ["breached"]},
                "values": {"days": ["1421/1440"], "uptime": ["1421/1440"]},
            },
            "bounds": None,
            "policy_digest": POLICY.digest,
            "record_digest": TEN_HOURS.digest,
        } == evaluate(POLICY, TEN_HOURS, as_of=at("07-02 00:00")).to_dict()


class TestNotKnown:
    """What stands where nobody knows."""

    unsaid = attrs.evolve(
        UPTIME, id="unsaid", credit=UnspecifiedCredit(text="fair")
    )
    gold = attrs.evolve(
        UPTIME,
        id="gold",
        applies_if=[Condition(attribute="plan", is_="gold")],
    )

    def test_why_and_of_which_promise(self) -> None:
        """A sum that turns on what was not seen, one that nobody can read."""
        policy = policy_of(
            attrs.evolve(UPTIME, metric=OPEN), self.unsaid, self.gold
        )
        tree = answer(UNSEEN, policy).to_dict()
        whys = [
            {"code": code, "commitment": name, "text": text}
            for code, name, text in (
                (
                    "unobserved",
                    "uptime",
                    (
                        "the credit for 2026-06 turns on time that nobody "
                        "observed"
                    ),
                ),
                (
                    "unspecified",
                    "unsaid",
                    "the credit cannot be read: fair",
                ),
                (
                    "missing-attribute",
                    "gold",
                    (
                        "whether 'gold' applies turns on 'plan', which "
                        "service 's' lacks"
                    ),
                ),
            )
        ]
        assert tree["credit"] == {
            "money": None,
            "extension": None,
            "undetermined": whys,
            "capped_by": [],
        }
        first, second, third = readings(tree)
        assert [] == third
        assert [
            {"money": None, "extension": None, "undetermined": [why]}
            for why in whys[:2]
        ] == [first[0]["credit"], second[0]["credit"]]

    def test_a_limit_on_each_outage(self) -> None:
        """The reading and the credit say why, the entitlement no sum."""
        promised = Commitment(
            id="each",
            metric=Restoration(),
            target=Target.of(at_most="1 hour"),
            credit=FlatCredit(amount="5.00 EUR"),
            caps=[Cap(at_most="10%", of="lost", per="incident")],
        )
        tree = answer(TEN_HOURS, policy_of(promised)).to_dict()
        why = {
            "code": "missing-amount",
            "commitment": "each",
            "text": (
                "a limit is a share of 'lost', which service 's' does not "
                "state"
            ),
        }
        (first, _) = readings(tree)[0]
        assert {
            "money": None,
            "extension": None,
            "undetermined": [why],
        } == first["credit"]
        assert {
            "money": None,
            "extension": None,
            "undetermined": [why],
            "capped_by": [],
        } == tree["credit"]
        assert [None] == [one["money"] for one in listed(tree["entitlements"])]

    def test_an_outcome(self) -> None:
        """The promise, its reading and its credit say why, in one way."""
        record = attrs.evolve(
            UNSEEN, outages=[outage("06-10 00:00", "06-10 00:40")]
        )
        metric = attrs.evolve(UPTIME, metric=OPEN)
        tree = answer(record, policy_of(metric)).to_dict()
        text = "the outcome of 2026-06 turns on time that nobody observed"
        why = {"code": "unobserved", "text": text}
        (promised,) = listed(tree["commitments"])
        ((reading,),) = readings(tree)
        assert [why, why] == [promised["reason"], reading["reason"]]
        assert {
            "money": None,
            "extension": None,
            "undetermined": [{**why, "commitment": "uptime"}],
        } == reading["credit"]
        assert {
            "availability": {"uptime": ["99.76852%", "99.90741%"]},
            "credit": ["0.00 EUR", "10.00 EUR"],
        } == tree["bounds"]

    def test_a_sum_between_bounds(self) -> None:
        """Where another promise leaves it open no bounds are told."""
        policy = policy_of(attrs.evolve(UPTIME, metric=OPEN), self.unsaid)
        assert {
            "availability": {"uptime": ["98.93519%", "99.07407%"]},
            "credit": None,
        } == answer(UNSEEN, policy).to_dict()["bounds"]


def listed(tree: Tree) -> list[dict[str, Tree]]:
    """Return a list of mappings."""
    assert isinstance(tree, list)
    return [one for one in tree if isinstance(one, dict)]


def readings(tree: Tree) -> list[list[dict[str, Tree]]]:
    """Return the readings of each promise."""
    assert isinstance(tree, dict)
    return [listed(one["readings"]) for one in listed(tree["commitments"])]


class TestReadings:
    """What was read, as people read it and exactly."""

    spoken = attrs.evolve(
        RECORD,
        outages=[outage("06-10 00:00", "06-10 02:30", "o1")],
        samples=[
            Sample(at=at("06-10 00:00"), metric="speed", value="2.5"),
            Sample(at=at("06-11 00:00"), metric="speed", value="2.5"),
        ],
    )

    @pytest.mark.parametrize(
        ("metric", "target", "expected"),
        [
            (
                Availability(precision="1 decimals"),
                UPTIME.target,
                ("99.7%", "287/288", 9000.0, 2592000.0, 6408.0),
            ),
            (
                Restoration(),
                Target.of(at_most="1 hour"),
                ("PT2H30M", "9000", 9000.0, None, 5400.0),
            ),
            (
                Gauge(metric="speed", statistic="mean"),
                Target.of(at_least=3),
                ("2.5", "5/2", None, None, None),
            ),
        ],
        ids=["share", "length", "number"],
    )
    def test_by_kind(
        self, metric: Metric, target: Target, expected: tuple[object, ...]
    ) -> None:
        """A promise that earns nothing has no credit to show."""
        policy = policy_of(promise(metric, target))
        ((found,),) = readings(answer(self.spoken, policy).to_dict())
        assert expected == tuple(
            found[key]
            for key in ("value", "exact", "downtime", "measured", "excess")
        )
        assert found["credit"] is None

    def test_all_decimals_that_were_agreed(self) -> None:
        """Also where they are noughts."""
        metric = Availability(precision="2 decimals")
        policy = policy_of(promise(metric, UPTIME.target))
        ((found,),) = readings(answer(RECORD, policy).to_dict())
        assert ("100.00%", "1") == (found["value"], found["exact"])

    def test_of_nothing(self) -> None:
        """Where nothing was measured nothing stands there."""
        policy = policy_of(
            promise(
                Gauge(metric="speed", statistic="mean"),
                Target.of(at_least=3),
            )
        )
        ((found,),) = readings(answer(RECORD, policy).to_dict())
        assert (None, None) == (found["value"], found["exact"])


def owed(record: Record, *amounts: str) -> tuple[Tree, Tree]:
    """Return what one reading and all of them are worth."""
    promises = [
        attrs.evolve(UPTIME, id=amount, credit=FlatCredit(amount=amount))
        for amount in amounts
    ]
    tree = answer(record, policy_of(*promises)).to_dict()
    return readings(tree)[0][0]["credit"], tree["credit"]


class TestCredit:
    """What is owed."""

    def test_units_are_added_up_in_words(self) -> None:
        """Days and months do not make one another."""
        one, all_ = owed(TEN_HOURS, "2 days", "1 month")
        assert isinstance(all_, dict)
        assert {
            "money": None,
            "extension": "2 days",
            "undetermined": [],
        } == one
        assert "2 days + 1 month" == all_["extension"]

    def test_a_cap_on_time_takes_no_money(self) -> None:
        """Of each unit it takes its own; of what is money it says nothing."""
        days, hours, money = (
            attrs.evolve(UPTIME, id=amount, credit=FlatCredit(amount=amount))
            for amount in ("20 days", "60 hours", "5.00 EUR")
        )
        terms = CreditTerms(caps=[Cap(at_most="1 day", per="period")])
        found = answer(TEN_HOURS, policy_of(money, days, hours, terms=terms))
        assert [None] == [one.money for one in found.credit.capped_by]
        assert {
            "money": "5.00 EUR",
            "extension": "1 day + 24 hours",
            "undetermined": [],
            "capped_by": [
                {
                    "at_most": "1 day",
                    "of": "fee",
                    "per": "period",
                    "took": "19 days + 36 hours",
                }
            ],
        } == found.to_dict()["credit"]
        assert "takes 19 days and 36 hours off" in found.explain(style="full")

    def test_time_beside_what_nobody_can_read(self) -> None:
        """Nothing is told of a reading of which only a part is known."""
        both = SumCredit(
            rules=[
                FlatCredit(amount="2 days"),
                UnspecifiedCredit(text="fair"),
            ]
        )
        policy = policy_of(attrs.evolve(UPTIME, credit=both))
        ((found,),) = readings(answer(TEN_HOURS, policy).to_dict())
        text = "the credit cannot be read: fair"
        assert {
            "money": None,
            "extension": None,
            "undetermined": [
                {"code": "unspecified", "commitment": "uptime", "text": text}
            ],
        } == found["credit"]

    def test_who_is_eligible_is_about_no_promise(self) -> None:
        """Why nobody knows is written of a reading as of all of them."""
        paid = Condition(attribute="paid-up", is_="true")
        policy = attrs.evolve(policy_of(), eligibility=[paid])
        tree = answer(TEN_HOURS, policy).to_dict()
        text = "whether service 's' is eligible turns on 'paid-up', which it lacks"
        expected: list[Tree] = [
            {"code": "missing-attribute", "commitment": None, "text": text}
        ]
        ((found,),) = readings(tree)
        for credit in (found["credit"], tree["credit"]):
            assert isinstance(credit, dict)
            assert expected == credit["undetermined"]

    def test_nothing_is_nothing_in_money(self) -> None:
        """A promise that was kept is worth no money, and no other thing."""
        one, _ = owed(RECORD, "2 days")
        assert {
            "money": "0.00 EUR",
            "extension": None,
            "undetermined": [],
        } == one


class TestFigures:
    """Figures as text."""

    @pytest.mark.parametrize(
        ("microseconds", "expected"),
        [(None, None), (1_500_000, 1.5), (Fraction(1, 2), 0.0000005)],
    )
    def test_seconds(
        self, microseconds: Fraction | int | None, expected: float | None
    ) -> None:
        """Parts of a second are not lost."""
        assert expected == seconds(microseconds)

    @pytest.mark.parametrize(
        ("decimals", "expected"),
        [
            (None, ("66.66667%", Fraction(6666667, 10000000))),
            (0, ("66%", Fraction(66, 100))),
            (1, ("66.6%", Fraction(666, 1000))),
            (3, ("66.666%", Fraction(66666, 100000))),
        ],
    )
    def test_share(
        self, decimals: int | None, expected: tuple[str, Fraction]
    ) -> None:
        """Rounded down to what was agreed, and the share that is shown."""
        assert expected == shown_share(Fraction(2, 3), decimals)
