"""
Laws of what is not known: what is said holds, whatever turns out.

The oracle is evaluating the same record with one figure in the place of the
one that is missing. What the evaluation without it says for certain, each of
those with it says too.
"""

from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias

import attrs

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import (
    Cap,
    Commitment,
    CommitmentResult,
    Credit,
    CreditTerms,
    Evaluation,
    FlatCredit,
    Outcome,
    PerUnitCredit,
    Policy,
    Record,
    Restoration,
    SumCredit,
    Target,
    evaluate,
)
from slapolicy import strategies as draws
from tests.agreed import UPTIME, down, outage, policy_of


SUMS = ("0.00", "1.00", "20.00", "3000.00", "90000000.00")
NAMES = ("fee", "next-invoice")

PER_OUTAGE = Commitment(
    id="repair",
    metric=Restoration(),
    target=Target.of(at_most="1 hour"),
    credit=FlatCredit(amount="5.00 EUR"),
)
LUMP = FlatCredit(amount="7.00 EUR")
SHARE = FlatCredit(amount="10%", of="next-invoice")
LONGER = FlatCredit(amount="3 days")
EACH = PerUnitCredit(amount="2.00 EUR", unit="1 hour", each="outage")
CREDITS = (
    LUMP,
    SHARE,
    LONGER,
    EACH,
    UPTIME.credit,
    SumCredit(rules=[LUMP, SHARE]),
    SumCredit(rules=[LONGER, LUMP]),
    SumCredit(rules=[SHARE, EACH]),
)

sizes = st.one_of(
    draws.moneys("EUR", 2_000),
    draws.percents(0, 20),
    draws.extensions(("hour", "day"), 9),
)
of_ones = st.sampled_from(NAMES)


def limits(*, own: bool = False) -> st.SearchStrategy[list[Cap]]:
    """Return caps on anything that are shares of either sum."""
    one = st.builds(
        attrs.evolve, draws.caps(own=own), at_most=sizes, of=of_ones
    )
    return st.lists(one, max_size=3)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Return agreements that pay much, under limits of all kinds."""
    kinds = st.sampled_from((UPTIME, PER_OUTAGE))
    promises = [
        attrs.evolve(
            draw(kinds),
            id=name,
            credit=draw(st.sampled_from(CREDITS)),
            caps=draw(limits(own=True)),
        )
        for name in ("one", "two")[: draw(st.integers(1, 2))]
    ]
    terms: CreditTerms = draw(draws.credit_terms())
    terms = attrs.evolve(
        terms,
        caps=draw(limits()),
        minimum=draw(st.none() | st.just("5.00 EUR") | st.just("2%")),
    )
    return policy_of(*promises, terms=terms)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Return records of some outages; some have sums of their own."""
    found = []
    for day in range(10, 10 + draw(st.integers(1, 3))):
        hours = draw(st.integers(1, 12))
        one = outage(f"06-{day} 00:00", f"06-{day} {hours:02}:00", f"o{day}")
        own = draw(st.none() | st.sampled_from(SUMS))
        amounts = {} if own is None else {"next-invoice": f"{own} EUR"}
        found.append(attrs.evolve(one, amounts=amounts))
    record = down(*found)
    return stating(record, "next-invoice", draw(st.sampled_from(SUMS)))


def stating(record: Record, name: str, sum_: str | None) -> Record:
    """Return a record whose service states a sum, or does not."""
    amounts = dict(record.service.amounts)
    amounts.pop(name, None)
    money = None if sum_ is None else f"{sum_} EUR"
    if name == "fee":
        service = attrs.evolve(record.service, fee=money)
    else:
        own = {} if money is None else {name: money}
        service = attrs.evolve(record.service, amounts={**amounts, **own})
    return attrs.evolve(record, service=service)


_Said: TypeAlias = Iterator[tuple[object, ...]]


def said(evaluation: Evaluation) -> _Said:
    """Yield what an evaluation says for certain of promises and sums."""
    for result in evaluation.results:
        yield from of_promise(result)
    for due in evaluation.entitlements:
        if due.money is not None or due.extensions:
            yield "owed", due.commitment, due.subject, due.money
            yield "extended", due.commitment, due.subject, due.extensions
    yield from in_all(evaluation.credit)
    settlement = evaluation.settlement
    unsure = {name for name, _ in settlement.unknown}
    for name, worth in settlement.totals:
        if name not in unsure:
            yield "total", name, worth
    for line in evaluation.ledger.credit_lines:
        yield "line", line


def of_promise(result: CommitmentResult) -> _Said:
    """Yield what is said for certain of a promise."""
    if result.outcome is not Outcome.UNDETERMINED:
        yield "outcome", result.id, result.outcome
    for one in result.readings:
        about = (result.id, one.subject)
        if one.outcome is not Outcome.UNDETERMINED:
            yield "reading", *about, one.outcome
            if not one.award.unknown:
                yield "worth", *about, one.award, one.worth


def in_all(credit: Credit) -> _Said:
    """Yield what is said for certain of the credit."""
    if credit.money is not None:
        yield "credit", credit.money
    if credit.extensions or not credit.undetermined:
        yield "longer", credit.extensions
    for taken in credit.capped_by:
        yield "capped", taken


def unfounded(
    evaluation: Evaluation, other: Evaluation
) -> list[tuple[object, ...]]:
    """Return what one says for certain and the other does not."""
    found = Counter(said(evaluation))
    found -= Counter(said(other))
    return list(found)


class TestSums:
    """A sum that nobody states."""

    @given(policies(), records(), of_ones, st.sampled_from(SUMS))
    def test_where_much_is_paid(
        self, policy: Policy, record: Record, name: str, sum_: str
    ) -> None:
        """Limits, combination and minimum say what holds for any."""
        unknown = evaluate(policy, stating(record, name, None))
        known = evaluate(policy, stating(record, name, sum_))
        assert [] == unfounded(unknown, known)
