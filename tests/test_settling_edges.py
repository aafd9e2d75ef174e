"""From judged readings to the credit: what is not known, caps, memory."""

import attrs
import pytest

from slapolicy import (
    Cap,
    Code,
    Commitment,
    Condition,
    CreditTerms,
    Evaluation,
    FlatCredit,
    Outage,
    Policy,
    Record,
    Restoration,
    Target,
    UnspecifiedCredit,
    evaluate,
)
from slapolicy.evaluation import plan
from slapolicy.evaluation.evaluate import at_length
from slapolicy.evaluation.plan import look
from slapolicy.evaluation.settling import credit_of, findings_of, known_of
from slapolicy.terms.exchange import Award
from tests.agreed import UPTIME, answer, down, euros, outage, policy_of
from tests.views import at


O1 = outage("06-10 00:00", "06-10 05:00", "o1")
O2 = outage("06-12 00:00", "06-12 05:00", "o2")
O3 = outage("06-14 00:00", "06-14 05:00", "o3")
EACH = Commitment(
    id="each",
    metric=Restoration(),
    target=Target.of(at_most="1 hour"),
    credit=FlatCredit(amount="5.00 EUR"),
)
UNREAD = attrs.evolve(
    UPTIME, id="unread", credit=UnspecifiedCredit(text="as is fair")
)
GOLD = Condition(attribute="plan", is_="gold")


def why(evaluation: Evaluation) -> list[tuple[str | None, Code]]:
    """Return why the credit is not known, by promise."""
    return [(name, one.code) for name, one in evaluation.credit.undetermined]


def of_all_rules(policy: Policy, record: Record) -> Evaluation:
    """Return what follows by all the rules."""
    return at_length(look(policy, record, None))


class TestNotKnown:
    """Why nobody knows what is owed."""

    def test_whether_a_promise_was_made(self) -> None:
        """Then all that it might earn is not known; the other's is."""
        asked = attrs.evolve(UPTIME, id="asked", applies_if=[GOLD])
        found = answer(down(O1), policy_of(asked, EACH))
        assert found.credit.money is None
        assert [("asked", Code.MISSING_ATTRIBUTE)] == why(found)
        assert [("each", euros("5.00"))] == [
            (one.commitment, one.money) for one in found.entitlements
        ]

    def test_in_the_order_of_the_policy(self) -> None:
        """However late it was found; what is nobody's stands last."""
        capped = attrs.evolve(
            UPTIME, caps=[Cap(at_most="10%", of="lost", per="commitment")]
        )
        policy = attrs.evolve(
            policy_of(capped, UNREAD, attrs.evolve(UNREAD, id="again")),
            eligibility=[GOLD],
        )
        assert [
            ("uptime", Code.MISSING_AMOUNT),
            ("unread", Code.UNSPECIFIED),
            ("again", Code.UNSPECIFIED),
            (None, Code.MISSING_ATTRIBUTE),
        ] == why(answer(down(O1), policy))

    def test_nothing_is_told_as_owed_singly(self) -> None:
        """Neither a sum, nor what a cap takes of one."""
        terms = CreditTerms(caps=[Cap(at_most="1%", per="incident")])
        policy = attrs.evolve(policy_of(EACH, terms=terms), eligibility=[GOLD])
        found = answer(down(O1), policy)
        ((none, reason),) = found.credit.undetermined
        ((reading,),) = (one.readings for one in found.results)
        assert none is None
        assert Award((), (reason,)) == reading.award
        assert [None] == [one.money for one in found.entitlements]
        assert () == found.credit.capped_by
        assert () == found.ledger.credit_lines

    def test_what_earns_nothing_is_known(self) -> None:
        """A service that may be eligible is not owed it either."""
        free = attrs.evolve(EACH, credit=FlatCredit(amount="0.00 EUR"))
        policy = attrs.evolve(policy_of(free), eligibility=[GOLD])
        found = answer(down(O1), policy)
        assert () == found.entitlements
        assert found.results[0].readings[0].award.is_nothing

    def test_is_told_wherever_the_answer_turns(self) -> None:
        """More downtime tells nobody who may be owed something."""
        policy = attrs.evolve(policy_of(), eligibility=[GOLD])
        (room,) = answer(down(O1), policy).headroom().rooms
        assert room.more is not None
        ((none, reason),) = room.more.credit.undetermined
        assert (None, None, Code.MISSING_ATTRIBUTE) == (
            room.more.credit.money,
            none,
            reason.code,
        )
        assert Award((), (reason,)) == room.more.award


class TestLimitNotKnown:
    """A cap per incident is a share of a sum that nobody states."""

    terms = CreditTerms(caps=[Cap(at_most="10%", of="lost", per="incident")])
    known = attrs.evolve(O2, amounts={"lost": "20.00 EUR"})

    def test_nor_is_what_a_reading_is_worth(self) -> None:
        """Unless its own outage states the sum."""
        found = answer(down(O1, self.known), policy_of(EACH, terms=self.terms))
        assert [("each", Code.MISSING_AMOUNT)] == why(found)
        ((_, reason),) = found.credit.undetermined
        assert [(reason,), ()] == [
            one.award.unknown for one in found.results[0].readings
        ]
        assert [("o1", None), ("o2", euros("2.00"))] == [
            (one.subject, one.money) for one in found.entitlements
        ]

    def test_nor_what_is_chosen(self) -> None:
        """The total of a promise is no better known than its readings."""
        terms = attrs.evolve(self.terms, combine="choose")
        policy = policy_of(EACH, UPTIME, terms=terms)
        found = answer(down(O1, self.known), policy)
        assert [("each", None), ("uptime", euros("25.00"))] == [
            (one.commitment, one.money) for one in found.entitlements
        ]

    def test_nor_what_is_chosen_after_its_own_limit(self) -> None:
        """A cap on the promise as a whole may turn on such a sum too."""
        limit = Cap(at_most="10%", of="lost", per="commitment")
        capped = attrs.evolve(EACH, caps=[limit])
        policy = policy_of(capped, UPTIME, terms=CreditTerms(combine="choose"))
        found = answer(down(O1, self.known), policy)
        assert [("each", None), ("uptime", euros("25.00"))] == [
            (one.commitment, one.money) for one in found.entitlements
        ]

    def test_says_how_it_came_about_as_it_was_settled(self) -> None:
        """Settled again, from readings that know why, it is the same."""
        policy = policy_of(EACH, UPTIME, terms=self.terms)
        found = answer(down(O1, self.known, O3), policy)
        assert found.credit == credit_of(found.sight, found.settlement)
        assert [("each", Code.MISSING_AMOUNT)] == [
            (name, one.code) for name, one in found.settlement.unknown
        ]
        assert found.ledger.money == found.settlement.exact.money == 37

    def test_is_as_unknown_in_details_found_late(self) -> None:
        """Those that are found when somebody looks."""
        found = answer(down(O1, self.known), policy_of(EACH, terms=self.terms))
        (result,) = found.results
        assert result.findings == findings_of(found.sight, result.verdict)

    def test_is_no_reason_where_nobody_knows_of_a_breach(self) -> None:
        """An outage that still lasts is not known for its own reason."""
        lasting = down(attrs.evolve(O1, end=None))
        policy = policy_of(EACH, terms=self.terms)
        found = evaluate(policy, lasting, as_of=at("06-10 00:30"))
        (one,) = found.results[0].readings
        assert Award() == one.award
        assert (("each", one.reason),) == found.settlement.unknown


class TestTakenInAll:
    """What a limit took in all is told where all of it is known."""

    gone = Cap(at_most="10%", of="lost", per="incident")
    small = Cap(at_most="3.00 EUR", per="incident")
    known = attrs.evolve(O2, amounts={"lost": "90.00 EUR"})

    def test_not_of_one_outage_alone(self) -> None:
        """Its line of the ledger says what it took there."""
        own = attrs.evolve(EACH, caps=[self.gone, self.small])
        common = CreditTerms(caps=[self.gone, self.small])
        for policy in (policy_of(own), policy_of(EACH, terms=common)):
            found = answer(down(O1, self.known), policy)
            assert () == found.credit.capped_by
            (line,) = (
                one for one in found.ledger.credit_lines if one.cap is not None
            )
            assert ("o2", self.small) == (line.subject, line.cap)
            assert line.money == -2

    def test_of_the_promises_that_are_known(self) -> None:
        """Whichever of them is read first: what one says binds no other."""
        own = attrs.evolve(EACH, caps=[self.small])
        limits = [self.small, self.gone]
        unsure = attrs.evolve(EACH, id="unsure", caps=limits)
        for both in ((own, unsure), (unsure, own)):
            found = answer(down(O1), policy_of(*both))
            assert found.credit.money is None
            assert [(self.small, euros("2.00"))] == [
                (one.cap, one.money) for one in found.credit.capped_by
            ]

    def test_before_the_whole_is_not_known(self) -> None:
        """A limit on the whole that nobody knows changes no earlier one."""
        last = Cap(at_most="10%", of="lost", per="year")
        limits = [Cap(at_most="3.00 EUR", per="period"), last]
        policy = policy_of(EACH, terms=CreditTerms(caps=limits))
        found = answer(down(O1), policy)
        assert [(None, Code.MISSING_AMOUNT)] == why(found)
        assert [(limits[0], euros("2.00"))] == [
            (one.cap, one.money) for one in found.credit.capped_by
        ]

    def test_nor_is_an_extension_that_may_be_longer(self) -> None:
        """It is told singly; in all there may be more."""
        longer = attrs.evolve(EACH, credit=FlatCredit(amount="3 days"))
        found = answer(down(O1), policy_of(longer, UNREAD))
        assert (None, ()) == (found.credit.money, found.credit.extensions)
        assert [["3 days"], []] == [
            [str(part) for part in one.extensions]
            for one in found.entitlements
        ]


class TestCaps:
    """What caps per incident take."""

    def test_of_several_outages(self) -> None:
        """It is one cap, with all that it took."""
        terms = CreditTerms(caps=[Cap(at_most="3.00 EUR", per="incident")])
        found = answer(down(O1, O2), policy_of(EACH, terms=terms)).credit
        assert (euros("6.00"), [euros("4.00")]) == (
            found.money,
            [one.money for one in found.capped_by],
        )

    def test_of_what_an_outage_cost(self) -> None:
        """A share of a sum is that of each outage's own."""
        terms = CreditTerms(
            caps=[Cap(at_most="10%", of="lost", per="incident")]
        )
        record = down(
            attrs.evolve(O1, amounts={"lost": "20.00 EUR"}),
            attrs.evolve(O2, amounts={"lost": "90.00 EUR"}),
        )
        found = answer(record, policy_of(EACH, terms=terms)).credit
        assert euros("7.00") == found.money

    def test_of_a_period(self) -> None:
        """A promise about the period is no incident."""
        terms = CreditTerms(caps=[Cap(at_most="3.00 EUR", per="incident")])
        found = answer(down(O1), policy_of(terms=terms)).credit
        assert (euros("10.00"), ()) == (found.money, found.capped_by)


class TestRemembered:
    """What is remembered of one record answers those that fared alike."""

    terms = CreditTerms(
        caps=[
            Cap(at_most="3.00 EUR", per="incident"),
            Cap(at_most="9.00 EUR", per="period"),
        ]
    )

    @pytest.mark.parametrize(
        ("promises", "outages"),
        [
            ([UPTIME], [O1]),
            ([UPTIME, EACH], []),
            ([UPTIME, EACH], [O1]),
            ([EACH, attrs.evolve(EACH, id="free", credit=None)], [O1]),
            ([EACH], [O1, attrs.evolve(O2, end=O2.start_ticks + 1)]),
        ],
        ids=["period", "kept", "both", "for nothing", "one of two"],
    )
    def test_as_by_all_the_rules(
        self,
        promises: list[Commitment],
        outages: list[Outage],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Each says what it says, of outages of its own."""
        monkeypatch.setattr(plan, "_WORTH_IT", 0)
        policy = policy_of(*promises, terms=self.terms)
        for _ in range(2):
            evaluate(policy, down(*outages))
        record = down(*(attrs.evolve(one, id=f"{one.id}b") for one in outages))
        found, whole = evaluate(policy, record), of_all_rules(policy, record)
        assert found.known is not None
        assert whole.credit == found.credit
        assert whole.results == found.results
        assert whole.settlement == found.settlement
        assert whole.to_dict() == found.to_dict()

    def test_what_a_breach_is_worth(self) -> None:
        """Its price and how the credit came about, not of single outages."""
        whole = of_all_rules(policy_of(UPTIME, EACH), down(O1))
        known = known_of(whole)
        assert (whole.credit, None) == (known.credit, known.settlement)
        assert [None, None] == [one.priced for one in known.verdicts]
        kept = attrs.evolve(EACH, target=Target.of(at_most="9 hours"))
        whole = of_all_rules(policy_of(UPTIME, kept), down(O1))
        known = known_of(whole)
        (broken,) = whole.results[0].readings
        assert [(broken.award, broken.worth), None] == [
            one.priced for one in known.verdicts
        ]
        assert (whole.credit, whole.settlement) == (
            known.credit,
            known.settlement,
        )
