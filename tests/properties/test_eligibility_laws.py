"""
Laws of a service of which nobody knows whether it may be owed anything.

The oracles are the same record of a service that is eligible, and of one
that is not. What is said of one that may be either is said of both.
"""

import attrs

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import (
    Award,
    Code,
    Condition,
    CreditLine,
    Evaluation,
    Outcome,
    Policy,
    Record,
    Standing,
    Worth,
    evaluate,
)
from tests.properties.test_unknown_laws import (
    of_any,
    policies,
    records,
    said,
    unfounded,
)


PAID_UP = Condition(attribute="all paid", is_="yes")


def of_service(policy: Policy, record: Record, paid: str | None) -> Evaluation:
    """Return what follows where bills are paid, are not, or nobody knows."""
    service = record.service
    known = {} if paid is None else {PAID_UP.attribute: paid}
    service = attrs.evolve(
        service, attributes={**dict(service.attributes), **known}
    )
    return evaluate(
        attrs.evolve(policy, eligibility=[PAID_UP]),
        attrs.evolve(record, service=service),
    )


def is_nothing(said: object) -> bool:
    """Whether something that is said is that nothing is owed."""
    if isinstance(said, CreditLine):
        return not said.money and not any(
            one.quantity for one in said.extensions
        )
    return isinstance(said, (Award, Worth)) and said.is_nothing


cases = of_any() | st.tuples(policies(), records())


@given(cases)
def test_nothing_is_owed_or_cut(case: tuple[Policy, Record]) -> None:
    """What is said holds if it is eligible, and if it is not."""
    unknown, one, other = (
        of_service(*case, paid) for paid in (None, "yes", "no")
    )
    assert [] == unfounded(unknown, one)
    never = set(said(other))
    assert [] == [
        fact
        for fact in said(unknown)
        if fact not in never and not any(map(is_nothing, fact))
    ]


@given(cases)
def test_it_is_said_why(case: tuple[Policy, Record]) -> None:
    """Of each reading that may earn, each claim, and the credit, once."""
    found = of_service(*case, None)
    why = found.eligibility
    assert why is not None
    assert Code.MISSING_ATTRIBUTE is why.code
    assert [None] == [
        name for name, each in found.credit.undetermined if each == why
    ]
    for result in found.results:
        for one in result.readings:
            if one.outcome is Outcome.BREACHED:
                assert (why in one.award.unknown) is not one.award.is_nothing
    assert {None} >= {
        one.money
        for one in found.entitlements
        if one.standing is not Standing.NOT_ENTITLED
    }
    assert found.ledger.money == 0
    assert found.credit.capped_by == ()
