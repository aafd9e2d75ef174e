"""The full answer: every decision, with the clause that it rests on."""

import attrs

from slapolicy import (
    Cap,
    Carried,
    CauseExclusion,
    Clause,
    Condition,
    CreditTerms,
    FlatCredit,
    Maintenance,
    MaintenanceExclusion,
    Policy,
    Pool,
    Record,
    Restoration,
    Target,
    Unobserved,
    UnspecifiedCredit,
    evaluate,
)
from slapolicy.explain.full import full_answer
from tests.agreed import RECORD, UPTIME, down, outage, policy_of
from tests.explained import english
from tests.views import at


HOUR = outage("06-10 10:00", "06-10 11:00", "o1")


def spoken(record: Record, policy: Policy) -> dict[str, list[str]]:
    """Return the sections of the full answer in English, by their titles."""
    return {
        english(one.title): [english(said) for said in one.sentences]
        for one in full_answer(evaluate(policy, record)).sections
    }


class TestDecisions:
    """Each decision, under its rule and its clause."""

    def test_two_rules_of_one_kind(self) -> None:
        """Two rules without names are told apart by what they decide."""
        rules = [
            CauseExclusion(causes=["customer"], clause="1"),
            CauseExclusion(causes=["attack"], clause="2"),
        ]
        policy = attrs.evolve(
            policy_of(exclusions=list(rules)),
            clauses=[
                Clause(id="1", text="your fault"),
                Clause(id="2", text="their fault"),
            ],
        )
        record = down(
            attrs.evolve(HOUR, cause="attack"),
            attrs.evolve(
                outage("06-12 10:00", "06-12 11:00", "o2"), cause="customer"
            ),
        )
        found = spoken(record, policy)["Promise “uptime”: kept"]
        assert [
            (
                "Excluded by “cause”: outages with one of these causes: the "
                "customer."
            ),
            "Clause 1: “your fault”",
            "Not counted: 1 hour of outage o2 (cause: the customer).",
            (
                "Excluded by “cause”: outages with one of these causes: an "
                "attack."
            ),
            "Clause 2: “their fault”",
            "Not counted: 1 hour of outage o1 (cause: an attack).",
        ] == found[-6:]

    def test_without_effect(self) -> None:
        """What holds and takes nothing is said, with what was cut of it."""
        record = attrs.evolve(
            RECORD,
            maintenance=[
                Maintenance(
                    id=f"m{day}",
                    start=at(f"06-{day} 00:00"),
                    end=at(f"06-{day} 02:00"),
                )
                for day in (20, 21, 22)
            ],
        )
        rule = MaintenanceExclusion(pool=Pool(at_most="3 hours", per="month"))
        found = spoken(record, policy_of(exclusions=[rule]))
        assert [
            "Holds, but takes no outage time of its own: m20.",
            (
                "Holds, but takes no outage time of its own: m21; the pool of "
                "3 hours per month is used up."
            ),
            (
                "The maintenance m22 excuses nothing: the pool of 3 hours per "
                "month is used up."
            ),
        ] == found["Promise “uptime”: kept"][-3:]


class TestReadings:
    """What was read, and what it is worth."""

    def test_alike(self) -> None:
        """What is the same of many readings is made once."""
        repair = attrs.evolve(
            UPTIME, metric=Restoration(), target=Target.of(at_most="1 minute")
        )
        record = down(HOUR, outage("06-12 10:00", "06-12 11:00", "o2"))
        evaluation = evaluate(policy_of(repair), record)
        made = full_answer(evaluation).sections[0].given
        assert 1 == [english(one) for one in made].count(
            "That is 59 minutes more than the promise allows."
        )

    def test_an_outage_that_fills_slices(self) -> None:
        """It is made once, not for each of them."""
        slices = attrs.evolve(UPTIME, slice="1 hour")
        record = down(outage("06-10 10:00", "06-10 13:00", "o1"))
        evaluation = evaluate(policy_of(slices), record)
        made = full_answer(evaluation).sections[0].given
        assert 1 == [english(one) for one in made].count(
            "Counted: outage o1, June 10, 2026, 10:00 to 13:00: 1 hour."
        )

    def test_not_applicable(self) -> None:
        """A promise that does not apply says why."""
        gold = Condition(attribute="plan", is_="gold")
        service = attrs.evolve(RECORD.service, attributes={"plan": "tin"})
        record = attrs.evolve(RECORD, service=service)
        policy = policy_of(attrs.evolve(UPTIME, applies_if=[gold]))
        assert [
            "Promised: availability, at least 99.9 %",
            "It does not apply: service 's' does not have 'uptime'.",
        ] == spoken(record, policy)["Promise “uptime”: does not apply"]

    def test_unreadable_credit(self) -> None:
        """A credit that cannot be told says why."""
        policy = policy_of(
            attrs.evolve(UPTIME, credit=UnspecifiedCredit(text="a gift"))
        )
        found = spoken(down(HOUR), policy)["Promise “uptime”: not kept"]
        assert (
            "What is due for June 2026 cannot be told: the credit cannot be "
            "read: a gift."
        ) == found[-1]

    def test_some_slices_are_unknown(self) -> None:
        """A reading that is unknown beside broken ones says why."""
        hourly = attrs.evolve(UPTIME, slice="360 hours")
        dark = [Unobserved(start=at("06-16 00:00"), end=at("07-01 00:00"))]
        record = attrs.evolve(down(HOUR), unobserved=dark)
        found = spoken(record, policy_of(hourly))
        assert [
            (
                "Read: June 16, 2026, 00:00: nothing was measured; cannot be "
                "told."
            ),
            (
                "It cannot be told, since nothing was measured in "
                "2026-06-16T00:00:00Z."
            ),
        ] == found["Promise “uptime”: not kept"][6:8]


class TestCredit:
    """How the credit comes about."""

    def test_rounding(self) -> None:
        """What the rounding did is said."""
        policy = policy_of(
            attrs.evolve(UPTIME, credit=FlatCredit(amount="1.234%")),
            terms=CreditTerms(rounding="down"),
        )
        found = spoken(down(HOUR), policy)
        assert (
            "Before rounding it is 1.234 EUR; rounded down, 1.23 EUR."
            == (found["Credit"][-1])
        )

    def test_what_no_limit_is_known_for(self) -> None:
        """What a promise is worth in all is said only where it is known."""
        lost = Cap(at_most="10%", of="lost", per="incident")
        each = attrs.evolve(
            UPTIME,
            id="each",
            metric=Restoration(),
            target=Target.of(at_most="1 minute"),
            credit=FlatCredit(amount="5.00 EUR"),
            caps=[lost],
        )
        known = attrs.evolve(
            outage("06-12 10:00", "06-12 11:00", "o2"),
            amounts={"lost": "20.00 EUR"},
        )
        found = spoken(down(HOUR, known), policy_of(each, UPTIME))
        assert [
            (
                "What is due for o1 cannot be told: a limit is a share of "
                "'lost', which service 's' does not state."
            ),
            "What is known to be due for o1, before any limit: 5.00 EUR.",
            (
                "For o2: 5.00 EUR, that is 5.00 EUR, of which limits leave "
                "2.00 EUR."
            ),
        ] == found["Promise “each”: not kept"][-3:]
        assert "“uptime” is worth 10.00 EUR in all." == found["Credit"][0]


class TestCarried:
    """What the next period starts from."""

    def test_pools_sums_and_outcomes(self) -> None:
        """Pools, sums granted and outcomes are said."""
        rule = MaintenanceExclusion(
            id="works", pool=Pool(at_most="10 hours", per="year")
        )
        record = attrs.evolve(
            down(HOUR),
            maintenance=[
                Maintenance(
                    id="m1", start=at("06-20 00:00"), end=at("06-20 02:00")
                )
            ],
            carried=Carried(breaches={"uptime": ["met", "breached"]}),
        )
        assert [
            "The pool of “works” is used by 2 hours.",
            "Granted for 2026-06: 10.00 EUR.",
            "“uptime” so far: kept, not kept and not kept.",
        ] == spoken(record, policy_of(exclusions=[rule]))[
            "What the next period starts from"
        ]
