"""What is owed and by when to ask: events, cycles, claims and choices."""

import datetime as dt

import attrs
import pytest

from slapolicy import (
    Availability,
    Claim,
    ClaimEvent,
    ClaimTerms,
    Commitment,
    CreditRule,
    CreditTerms,
    Deadline,
    Entitlement,
    Event,
    FlatCredit,
    Gauge,
    Money,
    Outage,
    Policy,
    Record,
    Restoration,
    Sample,
    Service,
    Span,
    Standing,
    SumCredit,
    Target,
    Unobserved,
    UnspecifiedCredit,
    _time,
    evaluate,
)
from slapolicy.periods import BillingPeriod
from slapolicy.terms.claims import Due, NamedEvent
from tests.agreed import RECORD, UPTIME, down, outage, policy_of
from tests.views import at


# Down for five hours of June: 10 % of 100.00 EUR by the small agreement.
DOWN = down(outage("06-10 00:00", "06-10 05:00", "o1"))
TEN = Money("10.00", "EUR")
EACH = Commitment(
    id="each",
    metric=Restoration(),
    target=Target.of(at_most="1 hour"),
    credit=FlatCredit(amount="5.00 EUR"),
)
OFFER = NamedEvent("offer")


def asked(
    policy: Policy | None = None,
    *,
    file: Deadline | None = None,
    combine: str | None = None,
) -> Policy:
    """Return a policy under which somebody must ask."""
    return attrs.evolve(
        policy or policy_of(terms=CreditTerms(combine=combine)),
        claims=ClaimTerms(file=file),
    )


def owed(
    policy: Policy, record: Record, as_of: str = "07-01 00:00"
) -> tuple[Entitlement, ...]:
    """Return what is owed as of an instant."""
    return evaluate(policy, record, as_of=at(as_of)).entitlements


def ticks(text: str) -> int:
    """Return an instant in microseconds, as deadlines are."""
    return _time.to_ticks(at(text))


def file_by(file: Deadline, record: Record) -> int | None:
    """Return by when the one thing that is owed must be claimed."""
    (found,) = owed(asked(file=file), record)
    return found.deadlines.file_by


def claim(subject: str | None = None, commitment: str = "uptime") -> Claim:
    """Return a claim that was filed on 20 June."""
    filed = ClaimEvent(event="file", at=at("06-20 00:00"))
    return Claim(commitment=commitment, subject=subject, events=[filed])


def claimed(*claims: Claim, record: Record = DOWN) -> Record:
    """Return a record with claims."""
    return attrs.evolve(record, claims=claims)


class TestEntitlement:
    """One thing that is owed."""

    def test_in_full(self) -> None:
        """The promise, the reading, the sum, the deadline, the standing."""
        (found,) = owed(
            asked(file=Deadline(within="7 days", after="outage-end")),
            claimed(claim("2026-06")),
        )
        assert ("uptime", "2026-06", TEN, ()) == (
            found.commitment,
            found.subject,
            found.money,
            found.extensions,
        )
        assert ticks("06-17 05:00") == found.deadlines.file_by
        assert Standing.LATE is found.standing
        assert found.waits_for is None

    @pytest.mark.parametrize("as_of", ["06-19 23:59", "06-20 00:00"])
    def test_of_a_claim_that_lies_ahead(self, as_of: str) -> None:
        """An event of a claim counts from its instant on."""
        (found,) = owed(asked(), claimed(claim()), as_of)
        filed = as_of == "06-20 00:00"
        assert filed is (found.standing is Standing.FILED)

    def test_of_an_outage_each(self) -> None:
        """A claim on one is none on the other."""
        record = claimed(
            claim("o2", "each"),
            record=down(
                outage("06-10 00:00", "06-10 05:00", "o1"),
                outage("06-12 00:00", "06-12 05:00", "o2"),
            ),
        )
        after = Deadline(within="1 day", after="breach")
        found = owed(asked(policy_of(EACH), file=after), record)
        assert [
            ("o1", Standing.LAPSED, ticks("06-11 01:00")),
            ("o2", Standing.LATE, ticks("06-13 01:00")),
        ] == [
            (one.subject, one.standing, one.deadlines.file_by) for one in found
        ]

    def test_in_an_extension(self) -> None:
        """Then no sum is owed, not even none."""
        days = attrs.evolve(EACH, credit=FlatCredit(amount="3 days"))
        (found,) = owed(asked(policy_of(days)), DOWN)
        assert found.money is None
        assert ["3 days"] == [str(one) for one in found.extensions]

    @pytest.mark.parametrize(
        ("beside", "money", "extensions"),
        [
            (FlatCredit(amount="5.00 EUR"), Money("5.00", "EUR"), ["3 days"]),
            (UnspecifiedCredit(text="as is fair"), None, []),
        ],
        ids=["a sum", "what nobody knows"],
    )
    def test_in_an_extension_and_more(
        self, beside: CreditRule, money: Money | None, extensions: list[str]
    ) -> None:
        """Both are owed; neither is told where one of them is not known."""
        both = SumCredit(rules=[FlatCredit(amount="3 days"), beside])
        each = attrs.evolve(EACH, credit=both)
        (found,) = owed(asked(policy_of(each)), DOWN)
        assert money == found.money
        assert extensions == [str(one) for one in found.extensions]

    def test_of_an_outage_that_lasts(self) -> None:
        """It ends for now, and the clock that starts then runs from now."""
        record = attrs.evolve(
            RECORD, outages=[Outage(start=at("06-10 00:00"))]
        )
        policy = asked(file=Deadline(within="7 days", after="outage-end"))
        (found,) = owed(policy, record, "06-15 00:00")
        assert ticks("06-22 00:00") == found.deadlines.file_by

    def test_not_known(self) -> None:
        """Where the sum is a share of a fee that nobody stated."""
        record = attrs.evolve(DOWN, service=Service(id="s"))
        (found,) = owed(asked(), record)
        assert found.money is None
        assert () == found.extensions


class TestEvents:
    """Named events from which a clock starts."""

    deadline = Deadline(within="2 days", after=OFFER)

    @pytest.mark.parametrize(
        ("events", "expected"),
        [
            ([("offer", "06-20 00:00", None)], "06-22 00:00"),
            ([("offer", "06-20 00:00", "uptime")], "06-22 00:00"),
            ([("offer", "06-20 00:00", "each")], None),
            ([("offer", "07-01 00:00", None)], "07-03 00:00"),
            ([("offer", "07-01 00:01", None)], None),
            ([("other", "06-20 00:00", None)], None),
            (
                [
                    ("offer", "06-20 00:00", None),
                    ("offer", "06-18 00:00", None),
                    ("other", "06-17 00:00", None),
                ],
                "06-20 00:00",
            ),
        ],
        ids=["of-all", "own", "other", "now", "later", "another", "first"],
    )
    def test_count_once_they_happened(
        self,
        events: list[tuple[str, str, str | None]],
        expected: str | None,
    ) -> None:
        """The first of that name which concerns the promise."""
        record = attrs.evolve(
            DOWN,
            events=[
                Event(name=name, at=at(when), commitment=of)
                for name, when, of in events
            ],
        )
        policy = asked(policy_of(UPTIME, EACH), file=self.deadline)
        found, _ = owed(policy, record)
        due = None if expected is None else ticks(expected)
        assert due == found.deadlines.file_by
        assert (None if due else "offer") == found.waits_for

    def test_are_one_for_each_name(self) -> None:
        """Where two deadlines wait for two events."""
        events = [
            Event(name=name, at=at(when))
            for name, when in (("offer", "06-12 00:00"), ("no", "06-14 00:00"))
        ]
        policy = attrs.evolve(
            policy_of(),
            claims=ClaimTerms(
                file=self.deadline,
                appeal=Deadline(within="1 day", after=NamedEvent("no")),
            ),
        )
        (found,) = owed(policy, attrs.evolve(DOWN, events=events))
        assert (ticks("06-14 00:00"), ticks("06-15 00:00")) == (
            found.deadlines.file_by,
            found.deadlines.appeal_by,
        )


class TestBillingCycle:
    """Deadlines that run up to the end of a billing cycle."""

    deadline = Deadline(
        within="1 day", after="outage-end", end_of="billing-cycle"
    )

    def test_is_monthly_from_the_anchor(self) -> None:
        """Where the contract measures something else."""
        service = Service(
            id="s", fee="100.00 EUR", billing_anchor=dt.date(2026, 1, 15)
        )
        record = attrs.evolve(DOWN, service=service)
        assert ticks("06-15 00:00") == file_by(self.deadline, record)
        assert file_by(self.deadline, DOWN) is None

    def test_is_the_period_where_that_is_one(self) -> None:
        """A quarter from 15 May ends on 15 August."""
        policy = attrs.evolve(policy_of(), period=BillingPeriod("quarter"))
        start, end = at("05-15 00:00"), at("08-15 00:00")
        record = attrs.evolve(
            down(outage("06-10 00:00", "06-12 00:00")),
            service=Service(
                id="s", fee="100.00 EUR", billing_anchor=start.date()
            ),
            period=Span(start, end),
        )
        (found,) = owed(
            asked(policy, file=self.deadline), record, "09-01 00:00"
        )
        assert ticks("08-15 00:00") == found.deadlines.file_by


class TestClaimsForNothing:
    """Claims for which nothing is owed."""

    def test_stand_once_for_each_promise(self) -> None:
        """Their sum is none, and they have no deadlines."""
        record = claimed(claim(), claim("2026-06-05"), record=RECORD)
        assert (
            Entitlement(
                commitment="uptime",
                subject="2026-06",
                money=Money("0.00", "EUR"),
                deadlines=Due(),
                standing=Standing.NOT_ENTITLED,
            ),
        ) == owed(asked(), record)

    def test_are_those_about_something_else(self) -> None:
        """What is owed for June is not what was claimed for July."""
        found = owed(asked(), claimed(claim("2026-07")))
        assert [
            (TEN, Standing.OPEN),
            (Money("0.00", "EUR"), Standing.NOT_ENTITLED),
        ] == [(one.money, one.standing) for one in found]

    def test_of_several_promises(self) -> None:
        """A claim on one that was kept does not hide another."""
        record = claimed(
            claim(commitment="each"),
            claim(),
            record=down(outage("06-10 00:00", "06-10 00:30")),
        )
        found = owed(asked(policy_of(UPTIME, EACH)), record)
        assert [
            ("each", Standing.NOT_ENTITLED),
            ("uptime", Standing.NOT_ENTITLED),
        ] == [(one.commitment, one.standing) for one in found]

    def test_behind_one_for_something(self) -> None:
        """A claim for what is owed does not hide another."""
        record = claimed(
            claim(),
            claim(commitment="each"),
            record=down(outage("06-10 00:00", "06-10 00:50", "o1")),
        )
        found = owed(asked(policy_of(UPTIME, EACH)), record)
        assert [
            ("uptime", Standing.FILED),
            ("each", Standing.NOT_ENTITLED),
        ] == [(one.commitment, one.standing) for one in found]

    @pytest.mark.parametrize("subject", [None, "2026-06", "2026-06-10"])
    def test_stand_where_they_are_while_nobody_knows(
        self, subject: str | None
    ) -> None:
        """Where the outcome turns on what nobody saw."""
        unseen = Unobserved(start=at("06-10 00:00"), end=at("06-11 00:00"))
        open_ = attrs.evolve(
            UPTIME, metric=Availability(unobserved="undetermined")
        )
        record = claimed(
            claim(subject), record=attrs.evolve(RECORD, unobserved=[unseen])
        )
        deadline = Deadline(within="30 days", after="period-start")
        (found,) = owed(asked(policy_of(EACH, open_), file=deadline), record)
        assert ("uptime", "2026-06", None, Standing.FILED) == (
            found.commitment,
            found.subject,
            found.money,
            found.standing,
        )
        assert ticks("07-01 00:00") == found.deadlines.file_by

    @pytest.mark.parametrize(
        ("subject", "expected"),
        [
            ("o2", (None, Standing.FILED)),
            ("o3", (Money("0.00", "EUR"), Standing.NOT_ENTITLED)),
        ],
    )
    def test_turn_on_what_they_are_about(
        self, subject: str, expected: tuple[Money | None, Standing]
    ) -> None:
        """One outage was too long, one may yet be, one was not."""
        outages = [
            outage("06-10 00:00", "06-10 05:00", "o1"),
            Outage(id="o2", start=at("06-19 23:30")),
            outage("06-12 00:00", "06-12 00:05", "o3"),
        ]
        record = claimed(claim(subject, "each"), record=down(*outages))
        first, second = owed(asked(policy_of(EACH)), record, "06-20 00:15")
        assert ("o1", expected) == (
            first.subject,
            (second.money, second.standing),
        )


class TestChoice:
    """Several credits of which the customer chooses one."""

    def test_each_promise_is_one(self) -> None:
        """With all its outages behind it; none where nothing is owed."""
        record = down(
            outage("06-10 00:00", "06-10 05:00", "o1"),
            outage("06-12 00:00", "06-12 05:00", "o2"),
        )
        kept = attrs.evolve(
            EACH, id="kept", target=Target.of(at_most="9 hours")
        )
        for_none = attrs.evolve(
            EACH, id="none", credit=FlatCredit(amount="0%")
        )
        after = Deadline(within="1 day", after="outage-end")
        policy = asked(
            policy_of(
                *(UPTIME, EACH, kept, for_none),
                terms=CreditTerms(combine="choose"),
            ),
            file=after,
        )
        found = owed(policy, record)
        assert [
            ("uptime", "2026-06", Money("25.00", "EUR")),
            ("each", "2026-06", Money("10.00", "EUR")),
        ] == [(one.commitment, one.subject, one.money) for one in found]
        assert [ticks("06-13 05:00")] * 2 == [
            one.deadlines.file_by for one in found
        ]

    def test_from_the_first_breach(self) -> None:
        """The hour after which the first outage was too long."""
        after = Deadline(within="1 day", after="breach")
        policy = asked(
            policy_of(EACH, terms=CreditTerms(combine="choose")), file=after
        )
        (found,) = owed(policy, DOWN)
        assert ticks("06-11 01:00") == found.deadlines.file_by

    def test_from_the_end_where_a_figure_is_known_then(self) -> None:
        """A mean could be kept until the period was over."""
        slow = Commitment(
            id="slow",
            metric=Gauge(metric="ms", statistic="mean"),
            target=Target.of(at_most="1"),
            credit=FlatCredit(amount="5.00 EUR"),
        )
        policy = asked(
            policy_of(slow, terms=CreditTerms(combine="choose")),
            file=Deadline(within="1 day", after="breach"),
        )
        record = attrs.evolve(
            RECORD,
            samples=[Sample(at=at("06-10 00:00"), metric="ms", value=2)],
        )
        (found,) = owed(policy, record)
        assert ticks("07-02 00:00") == found.deadlines.file_by
