"""Bounds of an answer where only one slice of a period is open."""

import datetime as dt

from fractions import Fraction

import attrs

from slapolicy import (
    Availability,
    Commitment,
    Condition,
    FlatCredit,
    Policy,
    Record,
    Target,
    Ticket,
    TicketTime,
    Unobserved,
    UnspecifiedCredit,
    evaluate,
)
from tests.agreed import UPTIME, down, euros, outage, policy_of
from tests.views import at


# Each of three slices of ten days earns one euro if it was down for long.
SLICED = attrs.evolve(
    UPTIME,
    metric=Availability(unobserved="undetermined"),
    slice=dt.timedelta(days=10),
    credit=FlatCredit(amount="1.00 EUR"),
)


def unseen(*days: int, outage_on: int = 2) -> Record:
    """Return June, down for a day, where nobody looked on others."""
    return attrs.evolve(
        down(outage(f"06-{outage_on:02} 00:00", f"06-{outage_on:02} 12:00")),
        unobserved=[
            Unobserved(
                start=at(f"06-{day:02} 00:00"), end=at(f"06-{day:02} 12:00")
            )
            for day in days
        ],
    )


def policy(*commitments: Commitment) -> Policy:
    """Return the agreement about slices."""
    return policy_of(SLICED, *commitments)


class TestBounds:
    """Between what an answer lies."""

    def test_are_those_of_the_worst_slice(self) -> None:
        """The first was down; the second may have been, and may earn too."""
        bounds = evaluate(policy(), unseen(15)).bounds
        assert bounds is not None
        assert (("uptime", (Fraction(19, 20), Fraction(19, 20))),) == (
            bounds.availability
        )
        assert (euros("1.00"), euros("2.00")) == bounds.credit

    def test_span_all_slices(self) -> None:
        """A whole day unseen may be worse than the half that was down."""
        bounds = evaluate(policy(), unseen(15, 16, 25)).bounds
        assert bounds is not None
        assert (("uptime", (Fraction(9, 10), Fraction(19, 20))),) == (
            bounds.availability
        )
        assert (euros("1.00"), euros("3.00")) == bounds.credit

    def test_owe_nothing_to_whom_nothing_is_owed(self) -> None:
        """Whatever came of what nobody saw."""
        gold = Condition(attribute="plan", is_="gold")
        agreed = attrs.evolve(policy(), eligibility=[gold])
        record = attrs.evolve(
            unseen(15),
            service=attrs.evolve(
                unseen().service, attributes={"plan": "silver"}
            ),
        )
        bounds = evaluate(agreed, record).bounds
        assert (
            bounds is None or (euros("0.00"), euros("0.00")) == bounds.credit
        )

    def test_know_no_credit_of_whom_nobody_knows(self) -> None:
        """Where eligibility turns on what is missing, no sum is told."""
        gold = Condition(attribute="plan", is_="gold")
        agreed = attrs.evolve(policy(), eligibility=[gold])
        bounds = evaluate(agreed, unseen(15)).bounds
        assert bounds is not None
        assert bounds.availability
        assert bounds.credit is None

    def test_leave_open_what_is_open_for_another_reason(self) -> None:
        """Of a ticket nobody has answered yet no observer can tell."""
        answers = Commitment(
            id="answers",
            metric=TicketTime(clock="response", within="4 hours"),
            target=Target.of(at_least="90%"),
            credit=FlatCredit(amount="5.00 EUR"),
        )
        record = attrs.evolve(
            unseen(15), tickets=[Ticket(id="t", opened=at("06-30 23:00"))]
        )
        bounds = evaluate(policy(answers), record).bounds
        assert bounds is not None
        assert ["uptime"] == [name for name, _ in bounds.availability]
        assert bounds.credit is None

    def test_none_where_something_else_is_unknown(self) -> None:
        """All was seen; only what a breach is worth nobody can read."""
        unsaid = attrs.evolve(UPTIME, credit=UnspecifiedCredit(text="a sum"))
        found = evaluate(policy_of(unsaid), unseen())
        assert found.credit.undetermined
        assert found.bounds is None
