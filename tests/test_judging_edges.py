"""One promise: why nothing is known or owed, and what stands behind it."""

import datetime as dt

from fractions import Fraction
from typing import final

import attrs
import pytest

from slapolicy import (
    Availability,
    Award,
    Basis,
    Cap,
    Carried,
    CauseExclusion,
    Code,
    CommitmentResult,
    Condition,
    CreditTerms,
    Decisions,
    Evaluation,
    FlatCredit,
    Line,
    Maintenance,
    MaintenanceExclusion,
    Outcome,
    Pool,
    Quantity,
    Reading,
    Reason,
    Restoration,
    Service,
    ShortExclusion,
    Target,
    Unobserved,
    View,
    evaluate,
)
from slapolicy.evaluation import plan
from slapolicy.evaluation.evaluate import at_length
from slapolicy.evaluation.judging import eligibility_of
from slapolicy.evaluation.plan import look
from slapolicy.terms.exchange import Comparison
from tests.agreed import (
    RECORD,
    TABLE,
    UPTIME,
    answer,
    down,
    euros,
    outage,
    policy_of,
    promise,
)
from tests.views import at


GOLD = Condition(attribute="plan", is_="gold")
NEAR = Condition(attribute="region", is_="it")
SILVER = attrs.evolve(
    RECORD, service=Service(id="s", attributes={"plan": "silver"})
)
O1 = outage("06-10 00:00", "06-10 06:40", "o1")
UNSEEN = Unobserved(start=at("06-20 00:00"), end=at("06-20 01:00"))


def of_uptime(found: Evaluation) -> CommitmentResult:
    """Return how the one promise fared."""
    (result,) = found.results
    assert "uptime" == result.id
    return result


class TestEligibility:
    """Whether anything is owed at all."""

    policy = attrs.evolve(policy_of(), eligibility=[GOLD, NEAR])

    def test_of_one_that_is_not(self) -> None:
        """The reason names the service."""
        why = Reason(
            Code.INELIGIBLE, "service 's' is not eligible for credits"
        )
        sight = look(self.policy, SILVER, None)
        assert (why, None) == eligibility_of(sight)

    def test_of_one_of_which_nobody_knows(self) -> None:
        """The reason names all that it lacks."""
        why = Reason(
            Code.MISSING_ATTRIBUTE,
            "whether service 's' is eligible turns on 'plan', 'region', "
            "which it lacks",
        )
        sight = look(self.policy, RECORD, None)
        assert (None, why) == eligibility_of(sight)

    def test_of_one_that_is(self) -> None:
        """There is no reason."""
        assert (None, None) == eligibility_of(look(policy_of(), RECORD, None))


class TestApplies:
    """Whether the service has the promise."""

    def test_not(self) -> None:
        """Then nothing was read, and nothing is earned."""
        asked = attrs.evolve(UPTIME, applies_if=[GOLD])
        found = of_uptime(answer(SILVER, policy_of(asked)))
        why = Reason(Code.NOT_APPLICABLE, "service 's' does not have 'uptime'")
        assert (Outcome.NOT_APPLICABLE, why, False) == (
            found.outcome,
            found.reason,
            found.has_credit,
        )
        assert ((), None) == (found.readings, found.view)

    @pytest.mark.parametrize("credit", [TABLE, None])
    def test_nobody_knows(self, credit: FlatCredit | None) -> None:
        """The reason names all that the service lacks."""
        asked = attrs.evolve(UPTIME, applies_if=[GOLD, NEAR], credit=credit)
        found = of_uptime(answer(RECORD, policy_of(asked)))
        why = Reason(
            Code.MISSING_ATTRIBUTE,
            "whether 'uptime' applies turns on 'plan', 'region', which "
            "service 's' lacks",
        )
        assert (Outcome.UNDETERMINED, why, credit is not None) == (
            found.outcome,
            found.reason,
            found.has_credit,
        )
        assert ((), None) == (found.readings, found.view)

    def test_nobody_knows_nor_is_anything_owed(self) -> None:
        """That nothing is owed is said first."""
        asked = attrs.evolve(UPTIME, applies_if=[NEAR])
        policy = attrs.evolve(policy_of(asked), eligibility=[GOLD])
        found = of_uptime(answer(SILVER, policy))
        assert found.reason is not None
        assert (Code.INELIGIBLE, False) == (
            found.reason.code,
            found.has_credit,
        )


class TestOutcome:
    """How a promise fared that was read more than once."""

    sliced = attrs.evolve(
        UPTIME, metric=Availability(unobserved="undetermined"), slice="10 days"
    )

    @pytest.mark.parametrize(
        ("hours", "days", "outcome", "about"),
        [
            ("00:00", [], Outcome.MET, None),
            ("00:00", [15, 25], Outcome.UNDETERMINED, "2026-06-11"),
            ("06:00", [15, 25], Outcome.BREACHED, None),
        ],
        ids=["kept", "not known", "broken"],
    )
    def test_is_the_worst_that_is_known(
        self, hours: str, days: list[int], outcome: Outcome, about: str | None
    ) -> None:
        """Of what is not known the first says why."""
        record = attrs.evolve(
            down(outage("06-02 00:00", f"06-02 {hours}", "o1")),
            unobserved=[
                Unobserved(
                    start=at(f"06-{day} 00:00"), end=at(f"06-{day} 12:00")
                )
                for day in days
            ],
        )
        found = of_uptime(answer(record, policy_of(self.sliced)))
        assert outcome is found.outcome
        text = None if found.reason is None else found.reason.text
        assert text == (
            about
            and f"the outcome of {about}T00:00:00Z turns on time that nobody "
            f"observed"
        )


class TestUnobserved:
    """Time in which nobody looked, where that is left open."""

    policy = policy_of(
        attrs.evolve(UPTIME, metric=Availability(unobserved="undetermined")),
        exclusions=[CauseExclusion(causes=["dns"])],
    )
    record = attrs.evolve(
        down(
            O1,
            attrs.evolve(
                outage("06-12 00:00", "06-12 01:00", "o2"), cause="dns"
            ),
        ),
        unobserved=[UNSEEN],
    )

    def test_is_read_as_up_and_as_down(self) -> None:
        """Down for 400 minutes, or for an hour more, of 720 hours."""
        found = of_uptime(answer(self.record, self.policy))
        (one,) = found.readings
        assert one.best is not None
        assert one.worst is not None
        assert (
            Fraction(107, 108),
            Code.UNOBSERVED,
            Fraction(107, 108),
            None,
            Fraction(2137, 2160),
            None,
        ) == (
            one.reading.exact,
            one.reading.doubt,
            one.best.reading.exact,
            one.best.reading.other,
            one.worst.reading.exact,
            one.worst.reading.other,
        )
        assert [euros("10.00").fraction, euros("25.00").fraction] == [
            one.best.award.money,
            one.worst.award.money,
        ]
        assert ["o2"] == [one.fact for one in found.decisions.made]
        assert self.policy.exclusions == found.findings.deciders

    def test_leaves_nothing_open_where_there_is_none(self) -> None:
        """Then it is read once."""
        record = attrs.evolve(self.record, unobserved=())
        (one,) = of_uptime(answer(record, self.policy)).readings
        assert (None, None, None, None) == (
            one.reading.other,
            one.reading.doubt,
            one.best,
            one.worst,
        )

    def test_is_read_once_where_the_agreement_says_how(self) -> None:
        """It is taken out of the time that is measured."""
        (one,) = of_uptime(answer(self.record)).readings
        assert (None, None, 719 * 3_600_000_000) == (
            one.reading.other,
            one.best,
            one.reading.measured,
        )

    def test_leaves_open_what_it_does_not_change(self) -> None:
        """A sum that is the same at best and at worst is known."""
        flat = attrs.evolve(
            self.policy.commitments[0], credit=FlatCredit(amount="5.00 EUR")
        )
        found = answer(self.record, policy_of(flat))
        (one,) = of_uptime(found).readings
        assert (Fraction(5), ()) == (one.award.money, one.award.unknown)
        assert euros("5.00") == found.credit.money


class TestDecided:
    """What was decided, and by which rules."""

    works = MaintenanceExclusion(id="works")
    dns = CauseExclusion(causes=["dns"])
    short = ShortExclusion(up_to="10 minutes")
    once = attrs.evolve(short, at_most=1, beyond="rest")

    def test_by_exclusions_then_by_what_forgives(self) -> None:
        """In the order of the rules; what is forgiven is not measured."""
        record = attrs.evolve(
            down(
                O1,
                attrs.evolve(
                    outage("06-12 00:00", "06-12 01:00", "o2"), cause="dns"
                ),
                outage("06-13 00:00", "06-13 00:05", "o3"),
                outage("06-13 02:00", "06-13 02:05", "o4"),
            ),
            maintenance=[
                Maintenance(
                    id=f"m{day}",
                    start=at(f"06-{day} 00:00"),
                    end=at(f"06-{day} 01:00"),
                )
                for day in (10, 14)
            ],
        )
        policy = policy_of(exclusions=[self.once, self.dns, self.works])
        findings = of_uptime(answer(record, policy)).findings
        assert [
            ("o2", self.dns),
            ("m10", self.works),
            ("m14", self.works),
            ("o3", self.once),
            ("o4", self.once),
        ] == [
            (one.fact, rule)
            for one, rule in zip(
                findings.decisions.made, findings.deciders, strict=True
            )
        ]
        assert [True, True, True, True, False] == [
            one.held for one in findings.decisions.made
        ]
        assert ["o1", "o4"] == [
            one.outage for one in findings.decisions.stretches
        ]
        assert 345 * 60_000_000 == findings.readings[0].reading.downtime

    def test_by_what_forgives_one_after_the_other(self) -> None:
        """What one forgave the next does not look at."""
        record = down(outage("06-13 00:00", "06-13 00:05", "o3"))
        again = attrs.evolve(self.short, id="again")
        policy = policy_of(exclusions=[self.short, again])
        findings = of_uptime(answer(record, policy)).findings
        assert ((self.short,), ()) == (
            findings.deciders,
            findings.decisions.stretches,
        )

    def test_with_what_was_used_of_a_pool(self) -> None:
        """Of two hours a year half an hour is left."""
        pooled = attrs.evolve(
            self.works, pool=Pool(at_most="2 hours", per="year")
        )
        record = attrs.evolve(
            down(O1),
            maintenance=[
                Maintenance(
                    id="m1", start=at("06-10 00:00"), end=at("06-10 01:00")
                )
            ],
            carried=Carried(excluded={"works": dt.timedelta(minutes=90)}),
        )
        found = of_uptime(answer(record, policy_of(exclusions=[pooled])))
        assert [1_800_000_000] == [one.used for one in found.decisions.made]

    def test_nothing_about_what_reads_no_outages(self) -> None:
        """A metric from outside is told that nothing was decided."""
        metric = Reads(())
        policy = policy_of(
            promise(metric, UPTIME.target), exclusions=[self.dns]
        )
        findings = of_uptime(answer(down(O1), policy)).findings
        nothing = Decisions()
        assert [nothing, nothing] == [*metric.told, findings.decisions]
        assert () == findings.deciders


class TestBetween:
    """A broken reading of which nobody knows how badly it is broken."""

    @pytest.mark.parametrize(
        ("doubt", "code", "text"),
        [
            (
                Code.UNOBSERVED,
                Code.UNOBSERVED,
                "the credit for n turns on time that nobody observed",
            ),
            (
                None,
                Code.UNOBSERVED,
                "the credit for n turns on time that nobody observed",
            ),
            (
                Code.STILL_OPEN,
                Code.STILL_OPEN,
                "the credit for n turns on what is still open",
            ),
        ],
    )
    def test_says_why_its_credit_is_not_known(
        self, doubt: Code | None, code: Code, text: str
    ) -> None:
        """Three euros are owed at best, four at worst."""
        one = attrs.evolve(number(2), other=number(1), doubt=doubt)
        policy = policy_of(promise(Reads((one,)), FIVE, Missing()))
        (found,) = of_uptime(answer(RECORD, policy)).readings
        assert Award((), (Reason(code, text),)) == found.award
        assert found.best is not None
        assert found.worst is not None
        assert [3, 4] == [found.best.award.money, found.worst.award.money]

    @pytest.mark.parametrize("worst", [2, 7])
    def test_is_known_where_it_is_the_same(self, worst: int) -> None:
        """Or where the promise is kept at worst, and not known at best."""
        one = attrs.evolve(
            number(2), other=number(worst), doubt=Code.STILL_OPEN
        )
        policy = policy_of(promise(Reads((one,)), FIVE, Missing()))
        (found,) = of_uptime(answer(RECORD, policy)).readings
        assert () == found.award.unknown

    def test_earns_nothing_where_nothing_is_owed(self) -> None:
        """Neither at best nor at worst."""
        one = attrs.evolve(number(2), other=number(1))
        credit = Missing()
        policy = attrs.evolve(
            policy_of(promise(Reads((one,)), FIVE, credit)),
            eligibility=[GOLD],
        )
        (found,) = of_uptime(answer(SILVER, policy)).readings
        assert found.best is not None
        assert found.worst is not None
        assert [Award()] * 3 == [
            found.award,
            found.best.award,
            found.worst.award,
        ]
        assert [] == credit.asked


class TestRemembered:
    """What a reading is worth, where that is remembered."""

    terms = CreditTerms(caps=[Cap(at_most="20.00 EUR", per="period")])

    def test_as_by_all_the_rules(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Of the reading that is broken, and of no other."""
        monkeypatch.setattr(plan, "_WORTH_IT", 0)
        policy = policy_of(terms=self.terms)
        hit, quiet = down(O1), down(outage("06-10 00:00", "06-10 00:10"))
        for record in (hit, quiet) * 3:
            whole = at_length(look(policy, record, None)).results
            (found,) = evaluate(policy, record).results
            assert whole == (found,)
            (one,) = found.readings
            earned = Fraction(10) if record is hit else None
            assert [earned, earned] == [one.award.money, one.worth.money]


class TestBasis:
    """What the money of a reading is reckoned from."""

    lost = attrs.evolve(O1, amounts={"lost": "20.00 EUR", "work": "3.00 EUR"})
    after = attrs.evolve(
        outage("06-10 06:40", "06-10 07:00", "o2"),
        amounts={"lost": "90.00 EUR", "food": "1.00 EUR"},
    )

    def test_has_the_sums_of_the_incident(self) -> None:
        """Of those of one name that of the earliest outage."""
        credit = Missing()
        hour = Target.of(at_most="1 hour")
        policy = policy_of(promise(Restoration(), hour, credit))
        answer(down(self.lost, self.after), policy)
        (basis,) = credit.asked
        sums = [("food", "1.00"), ("lost", "20.00"), ("work", "3.00")]
        assert tuple((name, euros(one)) for name, one in sums) == basis.amounts
        assert basis.target is not None
        comparison, figure = basis.target
        assert (Comparison.AT_MOST, hour.limits[0].bound) == (
            comparison,
            figure,
        )

    def test_of_a_period_has_none(self) -> None:
        """What an outage cost is no sum of the month."""
        credit = Missing()
        policy = policy_of(promise(Availability(), UPTIME.target, credit))
        answer(down(self.lost), policy)
        (basis,) = credit.asked
        assert () == basis.amounts


def number(value: int) -> Reading:
    """Return the reading of a number."""
    return Reading(
        subject="n",
        quantity=Quantity.NUMBER,
        exact=Fraction(value),
        value=Fraction(value),
    )


FIVE = Target.of(at_least=5)


@final
@attrs.frozen
class Reads:
    """A metric from outside: what is read, whatever happened."""

    read: tuple[Reading, ...]
    told: list[Decisions] = attrs.field(factory=list, eq=False)

    def measure(self, view: View, decisions: Decisions) -> tuple[Reading, ...]:
        """Return what is read."""
        assert view.label == "2026-06"
        self.told.append(decisions)
        return self.read


@final
@attrs.frozen
class Missing:
    """A credit rule from outside: a euro for each that is missing of five."""

    asked: list[Basis] = attrs.field(factory=list, eq=False)

    def award(self, reading: Reading, basis: Basis) -> Award:
        """Return one line."""
        self.asked.append(basis)
        line = Line(
            rule="missing",
            subject=reading.subject,
            amount=None,
            quantity=Fraction(1),
            money=5 - (reading.value or Fraction(0)),
        )
        return Award((line,))
