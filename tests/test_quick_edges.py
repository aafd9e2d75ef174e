"""The short way in one period: what breaks, what it earns, what is kept."""

import datetime as dt

from decimal import Decimal
from unittest.mock import patch

import attrs
import pytest

from slapolicy import (
    Availability,
    Cap,
    Carried,
    CauseExclusion,
    Commitment,
    Condition,
    CreditTerms,
    FlatCredit,
    MaintenanceExclusion,
    Outcome,
    PerUnitCredit,
    Policy,
    ProRataCredit,
    Record,
    Restoration,
    Service,
    Suspension,
    Target,
    TieredCredit,
    TierRow,
    Unobserved,
)
from slapolicy._time import HOUR
from slapolicy.evaluation import quick
from slapolicy.evaluation.plan import Plan
from slapolicy.evaluation.prices import prices_of
from slapolicy.evaluation.quick import Quick, Track, shape_of
from slapolicy.evaluation.sight import Sight
from slapolicy.evaluation.values import Credit, Known, Verdict
from slapolicy.figures import Attribute
from slapolicy.periods import CalendarPeriod, parse_label
from slapolicy.terms.exchange import Code, Reason
from slapolicy.terms.exclusions import Pool, ShortExclusion
from slapolicy.terms.settlement import Per
from tests.agreed import (
    RECORD,
    UPTIME,
    down,
    euros,
    outage,
    policy_of,
    promise,
)
from tests.views import span


BY_HOUR = PerUnitCredit(amount="1%", unit="1 hour")
HOURLY = attrs.evolve(UPTIME, id="hourly", credit=BY_HOUR)
FLAT = attrs.evolve(UPTIME, id="flat", credit=FlatCredit(amount="5%"))
REPAIR = attrs.evolve(
    promise(Restoration(), Target.of(at_most="2 hours")), id="repair"
)
BY_OUTAGE = attrs.evolve(REPAIR, credit=BY_HOUR)
SERVICE = RECORD.service
"""It costs 100.00 EUR."""

START, END = parse_label("2026-06", "UTC")
LOW = 4
"""The step of the table between 95 % and 99 %: 7.2 to 36 hours."""


def short(policy: Policy, label: str = "2026-06") -> Quick:
    """Return the short way of a month."""
    start, end = parse_label(label, "UTC")
    found = Plan.of(policy).quick(policy, start, end, at_once=True)
    assert found is not None
    return found


def of(*commitments: Commitment, terms: CreditTerms | None = None) -> Quick:
    """Return the short way of promises in June."""
    return short(policy_of(*commitments, terms=terms))


def track(commitment: Commitment) -> Track:
    """Return a promise alone."""
    (found,) = of(commitment).tracks
    return found


def capped(most: str, per: Per | str = Per.PERIOD) -> CreditTerms:
    """Return terms with a cap."""
    return CreditTerms(caps=[Cap(at_most=most, per=per)])


def hours(*spans: tuple[int, int]) -> tuple[list[int], list[int]]:
    """Return starts and ends, in hours after the period's start."""
    return (
        [START + low * HOUR for low, _ in spans],
        [START + high * HOUR for _, high in spans],
    )


class TestTrack:
    """One promise."""

    @pytest.mark.parametrize(
        ("commitment", "pays"), [(UPTIME, True), (REPAIR, False)]
    )
    def test_verdicts(self, commitment: Commitment, *, pays: bool) -> None:
        """They name the promise, and say whether a breach earns anything."""
        found = track(commitment)
        for outcome, verdict in (
            (Outcome.MET, found.kept),
            (Outcome.BREACHED, found.broken),
        ):
            assert Verdict(commitment.id, outcome, None, pays) == verdict

    @pytest.mark.parametrize(
        ("commitment", "steady", "even"),
        [
            (UPTIME, True, True),
            (REPAIR, True, True),
            (HOURLY, False, True),
            (
                attrs.evolve(
                    UPTIME,
                    credit=attrs.evolve(BY_HOUR, rounding="started"),
                ),
                False,
                False,
            ),
        ],
    )
    def test_how_it_grows(
        self, commitment: Commitment, *, steady: bool, even: bool
    ) -> None:
        """By steps, evenly, or otherwise; what pays nothing, by steps."""
        found = track(commitment)
        assert (steady, even) == (found.is_steady, found.is_even)

    def test_least(self) -> None:
        """The least downtime that breaks it: 0.1 % of 720 hours, and one."""
        found = track(UPTIME)
        assert 720 * HOUR // 1000 + 1 == found.least
        assert found.place_of(found.least - 1) is None
        assert found.place_of(found.least) is not None

    @pytest.mark.parametrize(
        ("commitment", "spans", "expected"),
        [
            (UPTIME, [], None),
            (UPTIME, [(0, 10)], (LOW,)),
            (UPTIME, [(0, 10), (15, 45)], (LOW + 2,)),
            (HOURLY, [(0, 10), (5, 12)], (12 * HOUR,)),
            (REPAIR, [], None),
            (REPAIR, [(0, 1), (3, 5)], None),
            (REPAIR, [(0, 3), (4, 5), (6, 11)], (2, 2)),
            (BY_OUTAGE, [(0, 3), (4, 5), (6, 11)], (3 * HOUR, 5 * HOUR)),
        ],
    )
    def test_place(
        self,
        commitment: Commitment,
        spans: list[tuple[int, int]],
        expected: tuple[int, ...] | None,
    ) -> None:
        """The steps that are broken, the downtimes where awards grow."""
        starts, ends = hours(*spans)
        found = track(commitment).place((starts, ends, []), START, END)
        assert expected == found

    @pytest.mark.parametrize(
        ("commitment", "expected"),
        [(HOURLY, 9 * HOUR), (BY_OUTAGE, 9 * HOUR)],
    )
    def test_place_without_what_is_excused(
        self, commitment: Commitment, expected: int
    ) -> None:
        """Time that is excused counts for neither kind."""
        starts, ends = hours((0, 10))
        excused = list(zip(*hours((4, 5)), strict=True))
        found = track(commitment).place((starts, ends, excused), START, END)
        assert (expected,) == found


class TestOf:
    """What is known of a policy before any fact."""

    def test_nothing_broken(self) -> None:
        """None for each promise."""
        assert (None, None) == of(UPTIME, REPAIR).all_kept

    @pytest.mark.parametrize(
        ("per", "expected"),
        [
            (Per.PERIOD, False),
            (Per.COMMITMENT, False),
            (Per.INCIDENT, False),
            (Per.YEAR, True),
            ("12 months", True),
        ],
    )
    def test_looks_back(self, per: Per | str, *, expected: bool) -> None:
        """Where a cap leaves only what other periods have left of it."""
        found = of(HOURLY, terms=capped("50%", per))
        assert expected is found.looks_back
        assert expected is not found.is_even

    @pytest.mark.parametrize(
        ("commitments", "terms", "steady", "even", "share"),
        [
            ([UPTIME, REPAIR], None, True, True, True),
            ([UPTIME, HOURLY], None, False, True, True),
            ([UPTIME], CreditTerms(minimum="1.00 EUR"), True, False, True),
            ([UPTIME], capped("50.00 EUR"), True, True, False),
            (
                [attrs.evolve(UPTIME, credit=FlatCredit(amount="5.00 EUR"))],
                None,
                True,
                True,
                False,
            ),
        ],
    )
    def test_how_it_grows(
        self,
        commitments: list[Commitment],
        terms: CreditTerms | None,
        *,
        steady: bool,
        even: bool,
        share: bool,
    ) -> None:
        """By steps, evenly, with the fee: where all of it does."""
        found = of(*commitments, terms=terms)
        assert (steady, even, share) == (
            found.is_steady,
            found.is_even,
            found.is_share,
        )

    @pytest.mark.parametrize(
        ("nominal", "credit"), [(None, "30.00"), (30, "31.00")]
    )
    def test_fee_is_for_the_length_that_was_agreed(
        self, nominal: int | None, credit: str
    ) -> None:
        """A day of July is one of 31, or of so many as were agreed."""
        days = None if nominal is None else dt.timedelta(nominal)
        policy = attrs.evolve(
            policy_of(attrs.evolve(UPTIME, credit=ProRataCredit())),
            period=CalendarPeriod("month", nominal=days),
        )
        service = Service(id="s", fee="930.00 EUR")
        owed = short(policy, "2026-07").priced(((24 * HOUR,),), service)
        assert Credit(money=euros(credit)) == owed


class TestPlaces:
    """How each promise fared."""

    gone = down(outage("06-10 00:00", "06-10 10:00"))
    week = span("06-10 00:00", "06-17 00:00")

    def places(
        self, record: Record, terms: CreditTerms | None = None
    ) -> object:
        """Return how they fared in a record."""
        policy = policy_of(UPTIME, REPAIR, terms=terms)
        return short(policy).places(Sight(policy, record, END, "2026-06"))

    def test_of_a_plain_record(self) -> None:
        """Each by its own bounds."""
        assert (None, None) == self.places(RECORD)
        assert ((LOW,), (2,)) == self.places(self.gone)

    def test_takes_a_closer_look(self) -> None:
        """Time that nobody watched, or was suspended; and components."""
        parts = attrs.evolve(SERVICE, components=["mail"])
        pause = Suspension(start=self.week.start, end=self.week.end)
        unseen = Unobserved(start=self.week.start, end=self.week.end)
        for record in (
            attrs.evolve(self.gone, suspensions=[pause]),
            attrs.evolve(self.gone, unobserved=[unseen]),
            attrs.evolve(self.gone, service=parts),
            down(attrs.evolve(self.gone.outages[0], amounts={"a": "1 EUR"})),
        ):
            assert self.places(record) is None

    @pytest.mark.parametrize(
        ("per", "closer"), [(Per.PERIOD, False), (Per.YEAR, True)]
    )
    def test_of_what_was_granted(self, per: Per, *, closer: bool) -> None:
        """Only a cap that looks back asks for it."""
        before = Carried(credited={"2026-05": "5.00 EUR"})
        granted = attrs.evolve(self.gone, carried=before)
        terms = capped("50%", per)
        assert self.places(self.gone, terms) is not None
        assert closer is (self.places(granted, terms) is None)


class TestKey:
    """What a credit turns on."""

    named = attrs.evolve(SERVICE, amounts={"other": "7.00 EUR"})

    def test_nothing_broken(self) -> None:
        """On nothing else, whoever is served."""
        assert (None, None) == of(UPTIME, HOURLY).key((None, None), self.named)

    def test_broken(self) -> None:
        """On the steps, the fee and the sums."""
        places = ((LOW,), None)
        found = of(UPTIME, FLAT)
        assert (places, Decimal(100), ()) == found.key(places, SERVICE)
        sums = self.named.amounts
        assert (places, Decimal(100), sums) == found.key(places, self.named)
        free = Service(id="s")
        assert (places, None, ()) == found.key(places, free)

    def test_of_awards_that_grow(self) -> None:
        """On more than that, where one that grows is broken."""
        found = of(UPTIME, HOURLY)
        steps = ((LOW,), None)
        assert (steps, Decimal(100), ()) == found.key(steps, SERVICE)
        for places in ((None, (10 * HOUR,)), ((LOW,), (10 * HOUR,))):
            assert found.key(places, SERVICE) is None


class TestCredit:
    """What is owed."""

    def test_remembered(self) -> None:
        """What follows from a key; None of what was not seen."""
        found = of(UPTIME)
        known = Known(credit=Credit(money=euros("25.00")), verdicts=())
        key = found.key(((LOW,),), SERVICE)
        assert found.credit(key, ((LOW,),), SERVICE) is None
        found.remember(key, known)
        assert known.credit is found.credit(key, ((LOW,),), SERVICE)
        assert {key: known} == found.known

    def test_not_remembered(self) -> None:
        """What has no key, and what is not known."""
        found = of(UPTIME)
        sure = Credit(money=euros("25.00"))
        found.remember(None, Known(credit=sure, verdicts=()))
        reason = Reason(Code.MISSING_AMOUNT, "no fee")
        unsure = Credit(money=None, undetermined=((None, reason),))
        found.remember(((LOW,),), Known(credit=unsure, verdicts=()))
        assert {} == found.known

    def test_remembers_so_many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """One key more than that, and all before are forgotten."""
        monkeypatch.setattr(quick, "_MOST", 2)
        found = of(UPTIME)
        known = Known(credit=Credit(money=euros("25.00")), verdicts=())
        kept = []
        for fee in (10, 20, 30, 40):
            service = Service(id="s", fee=f"{fee} EUR")
            found.remember(found.key(((LOW,),), service), known)
            kept.append(len(found.known))
        assert [1, 2, 1, 2] == kept

    def test_priced_without_a_key(self) -> None:
        """An hour is worth one of a hundred."""
        owed = of(HOURLY).credit(None, ((12 * HOUR,),), SERVICE)
        assert Credit(money=euros("12.00")) == owed


class TestPriced:
    """The sum of what grows."""

    @pytest.mark.parametrize(
        ("places", "expected"),
        [
            ((None, None, None), "0.00"),
            (((LOW,), None, None), "25.00"),
            ((None, (12 * HOUR,), None), "12.00"),
            ((None, None, (3 * HOUR, 5 * HOUR)), "8.00"),
            (((LOW,), (12 * HOUR,), (3 * HOUR, 5 * HOUR)), "45.00"),
        ],
    )
    def test_sum(self, places: tuple[quick.Place, ...], expected: str) -> None:
        """Each broken reading adds what it is worth."""
        owed = of(UPTIME, HOURLY, BY_OUTAGE).priced(places, SERVICE)
        assert Credit(money=euros(expected)) == owed

    @pytest.mark.parametrize(
        ("downtime", "is_known"),
        [(12 * HOUR - 1, True), (12 * HOUR, True), (12 * HOUR + 1, False)],
    )
    def test_up_to_a_cap(self, downtime: int, *, is_known: bool) -> None:
        """At the cap nothing is taken; above it takes a closer look."""
        found = of(HOURLY, terms=capped("12%"))
        owed = found.priced(((downtime,),), SERVICE)
        assert is_known is (owed == Credit(money=euros("12.00")))
        assert is_known is (owed is not None)

    def test_takes_a_closer_look(self) -> None:
        """Where it does not grow evenly, or fee or award is not known."""
        least = CreditTerms(minimum="1.00 EUR")
        places = ((12 * HOUR,),)
        assert of(HOURLY, terms=least).priced(places, SERVICE) is None
        assert of(HOURLY).priced(places, Service(id="s")) is None
        worst = TieredCredit(rows=[TierRow(below="95%", credit="50%")])
        gap = attrs.evolve(UPTIME, id="gap", credit=worst)
        assert of(HOURLY, gap).priced((*places, None), SERVICE) is None

    def test_equal_sums_are_one(self) -> None:
        """The same sum is written down once."""
        found = of(HOURLY)
        first, again, other = (
            found.priced(((one * HOUR,),), SERVICE) for one in (5, 5, 6)
        )
        assert first is again
        assert first != other
        assert 2 == len(found.sums)

    def test_remembers_so_many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """One sum, or one service, more than that, and all are forgotten."""
        monkeypatch.setattr(quick, "_MOST", 2)
        money = PerUnitCredit(amount="1.00 EUR", unit="1 hour")
        found = of(attrs.evolve(HOURLY, credit=money))
        kept = []
        for one in (1, 2, 3, 3):
            service = Service(id="s", fee=f"{one} EUR")
            assert found.priced(((one * HOUR,),), service) is not None
            kept.append((len(found.sums), len(found.prices)))
        assert [(1, 1), (2, 2), (1, 1), (1, 1)] == kept


class TestPrices:
    """What steps are worth to a service."""

    @pytest.mark.parametrize(
        ("amount", "sums", "times"),
        [("1%", {}, 1), ("1%", {"a": "1 EUR"}, 3), ("1.00 EUR", {}, 3)],
    )
    def test_are_asked_once(
        self, amount: str, sums: dict[str, str], times: int
    ) -> None:
        """For each service; where all are shares of the fee, for all."""
        rule = attrs.evolve(BY_HOUR, amount=amount)
        found = of(attrs.evolve(HOURLY, credit=rule))
        with patch.object(quick, "prices_of", wraps=prices_of) as ask:
            for fee in (10, 20, 30) * 2:
                service = Service(id="s", fee=f"{fee} EUR", amounts=sums)
                owed = found.priced(((10 * HOUR,),), service)
                worth = f"{fee / 10:.2f}" if "%" in amount else "10.00"
                assert Credit(money=euros(worth)) == owed
        assert times == ask.call_count

    def test_of_a_step_alone(self) -> None:
        """What does not grow is worth the same wherever on it one is."""
        found = of(FLAT, HOURLY)
        prices = found.prices_of(SERVICE)
        assert prices is not None
        worth = [
            found.worth(prices, 0, 2),
            found.worth(prices, 1, HOUR),
            found.worth(prices, 1, 2 * HOUR),
        ]
        assert [5 * prices.unit, prices.unit, 2 * prices.unit] == worth


class TestShape:
    """What takes a promise out of the common shape."""

    @pytest.mark.parametrize(
        "commitment",
        [
            UPTIME,
            REPAIR,
            attrs.evolve(
                UPTIME,
                metric=Availability(unobserved="undetermined", precision=2),
            ),
            attrs.evolve(UPTIME, exclusions=[CauseExclusion(causes=["dns"])]),
        ],
    )
    def test_common(self, commitment: Commitment) -> None:
        """Downtime by the clock, compared with figures."""
        assert self.shape(commitment)

    @pytest.mark.parametrize(
        "change",
        [
            {"applies_if": [Condition(attribute="plan", is_="gold")]},
            {"slice": dt.timedelta(days=10)},
            {"metric": Availability(weighted=True)},
            {"metric": Availability(ignore_up_to=dt.timedelta(minutes=1))},
            {"target": Target(unspecified="to be agreed")},
            {"target": Target.of(at_least=Attribute("uptime"))},
            {"exclusions": [ShortExclusion(up_to="1 minute")]},
            {
                "exclusions": [
                    MaintenanceExclusion(
                        pool=Pool(at_most="5 hours", per="year")
                    )
                ]
            },
        ],
    )
    def test_other(self, change: dict[str, object]) -> None:
        """Each by itself."""
        odd = attrs.evolve(UPTIME, **change)  # type: ignore[arg-type] # any field
        assert not self.shape(odd)

    def shape(self, commitment: Commitment) -> bool:
        """Whether a promise is of the common shape."""
        (one,) = Plan(policy_of(commitment)).promises
        return shape_of(one) is not None
