"""The short way to an answer: what it leaves alone, and what it remembers."""

import datetime as dt

import attrs
import pytest

from slapolicy import (
    Cap,
    CauseExclusion,
    Commitment,
    CreditRule,
    CreditTerms,
    Evaluation,
    FlatCredit,
    Maintenance,
    MaintenanceExclusion,
    Outage,
    Outcome,
    PerUnitCredit,
    Policy,
    Record,
    Restoration,
    Service,
    SourceExclusion,
    Span,
    SumCredit,
    Target,
    evaluate,
)
from slapolicy.evaluation import plan, quick, sieve
from slapolicy.evaluation.evaluate import at_length, at_once
from slapolicy.evaluation.plan import Plan, look
from slapolicy.periods import parse_label
from tests.agreed import RECORD, TABLE, UPTIME, down, euros, policy_of
from tests.views import at


FLAT = FlatCredit(amount="5%")
BY_HOUR = PerUnitCredit(amount="1%", unit="1 hour")
HOURLY = attrs.evolve(UPTIME, credit=BY_HOUR)
QUIET = CauseExclusion(causes=["customer"])


def whole(policy: Policy, record: Record) -> Evaluation:
    """Return what follows by all the rules."""
    return at_length(look(policy, record, None))


def hit(
    month: int = 6, hours: int = 10, fee: str = "10 EUR", cause: str = "dns"
) -> Record:
    """Return a record of a month of 2026, down from its second day on."""
    span = Span.of_ticks(*parse_label(f"2026-{month:02}", "UTC"))
    start = span.start + dt.timedelta(days=1)
    end = start + dt.timedelta(hours=hours)
    gone = Outage(start=start, end=end, cause=cause)
    return Record(
        service=Service(id="s", fee=fee), period=span, outages=[gone]
    )


class TestMemory:
    """What is remembered of records that came before."""

    records = (
        *(hit(month) for month in (5, 6, 7)),
        *(hit(hours=hours) for hours in (1, 10, 100)),
        *(hit(fee=fee) for fee in ("10 EUR", "20 EUR", "30 EUR")),
        *(hit(cause=cause) for cause in ("dns", "customer", "attack")),
    )

    @pytest.fixture(autouse=True)
    def _little(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Take the short way at once, and remember one thing of each kind."""
        monkeypatch.setattr(plan, "_WORTH_IT", 0)
        monkeypatch.setattr(plan, "_MOST_SEASONS", 1)
        monkeypatch.setattr(quick, "_MOST", 1)
        monkeypatch.setattr(sieve, "_MOST", 1)

    @pytest.mark.parametrize("promise", [UPTIME, HOURLY])
    def test_forgotten_changes_no_answer(self, promise: Commitment) -> None:
        """However much was forgotten, the answer is that of all the rules."""
        policy = policy_of(promise, exclusions=[QUIET])
        for record in self.records * 2:
            found = evaluate(policy, record)
            assert whole(policy, record).to_dict() == found.to_dict()

    @pytest.mark.parametrize("promise", [UPTIME, HOURLY])
    def test_does_not_grow(self, promise: Commitment) -> None:
        """Of as many records as come, as much is kept as of one."""
        policy = policy_of(promise, exclusions=[QUIET])
        for record in self.records:
            evaluate(policy, record)
        (season,) = Plan.of(policy).seasons.values()
        short = season.quick
        assert short is not None
        for kept in (short.known, short.prices, short.sums):
            assert len(kept) <= 1
        assert all(len(one.by_cause) <= 1 for one in short.sieves)


class TestAnswers:
    """The same answer as by all the rules."""

    def test_of_many_outages_at_first_sight(self) -> None:
        """So many are not looked at closely even once."""
        policy = policy_of(exclusions=[QUIET])
        start = at("06-02 00:00")
        gone = [
            Outage(
                start=start + dt.timedelta(minutes=2 * minute),
                end=start + dt.timedelta(minutes=2 * minute + 1),
            )
            for minute in range(300)
        ]
        record = down(*gone)
        found = evaluate(policy, record)
        assert whole(policy, record).to_dict() == found.to_dict()
        assert Plan.of(policy).seasons
        assert (5 * 3_600_000_000, euros("10.00")) == (
            found.results[0].readings[0].reading.downtime,
            found.credit.money,
        )

    def test_of_outages_by_who_told_of_them(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What only hearsay tells does not count."""
        monkeypatch.setattr(plan, "_WORTH_IT", 0)
        policy = policy_of(exclusions=[SourceExclusion(admissible=["probe"])])
        (gone,) = hit().outages
        for source, credit in (("probe", "25.00"), ("hearsay", "0.00")) * 2:
            record = down(attrs.evolve(gone, source=source))
            assert euros(credit) == evaluate(policy, record).credit.money

    @pytest.mark.parametrize("hours", [1, 3, 30])
    def test_of_a_promise_that_pays_nothing(
        self, hours: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Beside one that pays by the hour it adds nothing."""
        monkeypatch.setattr(plan, "_WORTH_IT", 0)
        free = Commitment(
            id="restoration",
            metric=Restoration(),
            target=Target.of(at_most="2 hours"),
        )
        policy = policy_of(HOURLY, free)
        for _ in range(2):
            found = evaluate(policy, hit(hours=hours, fee="100.00 EUR"))
            assert euros(f"{hours}.00") == found.credit.money
            broken = found.results[1].outcome is Outcome.BREACHED
            assert (hours > 2) is broken

    @pytest.mark.parametrize(
        ("rule", "terms", "credit"),
        [
            (FLAT, None, "5.00"),
            (SumCredit(rules=[TABLE, FLAT]), None, "30.00"),
            (SumCredit(rules=[BY_HOUR, FLAT]), None, "35.00"),
            (BY_HOUR, CreditTerms(minimum="30.00 EUR"), "30.00"),
            (BY_HOUR, CreditTerms(minimum="30.01 EUR"), "0.00"),
            (attrs.evolve(BY_HOUR, of="invoice"), None, None),
            (attrs.evolve(FLAT, of="invoice"), None, None),
        ],
    )
    def test_of_every_rule(
        self,
        rule: CreditRule,
        terms: CreditTerms | None,
        credit: str | None,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Thirty hours of 720: 95.8 %, by the table 25.00, by the hour 30."""
        monkeypatch.setattr(plan, "_WORTH_IT", 0)
        policy = policy_of(attrs.evolve(UPTIME, credit=rule), terms=terms)
        expected = None if credit is None else euros(credit)
        for _ in range(3):
            found = evaluate(policy, hit(hours=30, fee="100.00 EUR"))
            assert expected == found.credit.money

    @pytest.mark.parametrize(
        ("hours", "credit"), [(30, "30.00"), (50, "50.00"), (51, "50.00")]
    )
    def test_of_a_cap_on_what_grows(
        self, hours: int, credit: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A cap takes what is above it, and nothing before."""
        monkeypatch.setattr(plan, "_WORTH_IT", 0)
        terms = CreditTerms(caps=[Cap(at_most="50%", of="fee", per="period")])
        policy = policy_of(HOURLY, terms=terms)
        for _ in range(2):
            found = evaluate(policy, hit(hours=hours, fee="100.00 EUR"))
            assert euros(credit) == found.credit.money


class TestLooksCloser:
    """Facts that the short way does not read."""

    policy = policy_of(exclusions=[QUIET, MaintenanceExclusion()])
    night = Maintenance(start=at("06-02 00:00"), end=at("06-02 01:00"))

    @pytest.mark.parametrize(
        "record",
        [
            attrs.evolve(
                hit(), maintenance=[attrs.evolve(night, component="db")]
            ),
            attrs.evolve(
                hit(),
                service=attrs.evolve(RECORD.service, components=["db"]),
            ),
            down(attrs.evolve(hit().outages[0], amounts={"x": "5.00 EUR"})),
        ],
    )
    def test_the_answer_is_that_of_all_rules(
        self, record: Record, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """They are answered as ever."""
        monkeypatch.setattr(plan, "_WORTH_IT", 0)
        for one in (hit(), record):
            found = evaluate(self.policy, one)
            assert whole(self.policy, one).to_dict() == found.to_dict()
        assert at_once(self.policy, record, None) is None
