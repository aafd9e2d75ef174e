"""
Laws of the short answer: however much happened it is one paragraph.

Sums are read out of what is said, and added up.
"""

import datetime as dt

from fractions import Fraction

import attrs

from hypothesis import example, given
from hypothesis import strategies as st

from slapolicy import (
    Amount,
    ClaimTerms,
    Commitment,
    Deadline,
    Evaluation,
    FlatCredit,
    Money,
    Outage,
    PerUnitCredit,
    Restoration,
    Target,
    evaluate,
)
from slapolicy import strategies as draws
from slapolicy.explain import LANGUAGES
from slapolicy.explain.language import Sentence, Value, as_tree
from slapolicy.explain.money import parts
from slapolicy.terms.exchange import CreditRule
from tests.agreed import down, policy_of
from tests.views import at


LONGEST = 5_000
CENT = Fraction(1, 100)

lengths = st.lists(st.integers(1, 50), min_size=1, max_size=60)
# A minute of it is a cent at least: what is less is not listed.
amounts = draws.moneys("EUR", 500, 10) | draws.percents(1, 20)
units = st.sampled_from((None, "1 minute", "7 minutes"))


def rule_of(amount: Amount, unit: str | None) -> CreditRule:
    """Return what pays a sum for an outage, or for each unit of it."""
    if unit is None or not isinstance(amount, Money):
        return FlatCredit(amount=amount)
    return PerUnitCredit(amount=amount, unit=unit, rounding="exact")


def outages(lengths: list[int]) -> list[Outage]:
    """Return outages of so many minutes, one every hour."""
    first, hour = at("06-01 00:00"), dt.timedelta(hours=1)
    return [
        Outage(
            id=f"o{place}",
            start=first + hour * place,
            end=first + hour * place + dt.timedelta(minutes=minutes),
        )
        for place, minutes in enumerate(lengths)
    ]


def broken(lengths: list[int], rule: CreditRule) -> Evaluation:
    """Return what follows where each outage breaks a promise of its own."""
    repair = Commitment(
        id="repair",
        metric=Restoration(),
        target=Target.of(at_most="1 second"),
        credit=rule,
    )
    file = Deadline(within="7 days", after="outage-end")
    policy = attrs.evolve(policy_of(repair), claims=ClaimTerms(file=file))
    return evaluate(policy, down(*outages(lengths)))


@given(lengths, amounts, units)
@example([1] * 700, Money.parse("1.00 EUR"), None)
def test_it_is_a_paragraph(
    lengths: list[int], amount: Amount, unit: str | None
) -> None:
    """However many outages are paid singly, each with its own deadline."""
    found = broken(lengths, rule_of(amount, unit))
    for lang in LANGUAGES:
        text = found.explain(lang)
        assert len(text) < LONGEST
        assert text.index("\n") == len(text) - 1


def worth(said: Value) -> Fraction:
    """Return the sum that a part of a credit says."""
    assert isinstance(said, Sentence)
    listed = as_tree(dict(said.params)["worth"])
    assert isinstance(listed, list)
    (text,) = listed
    assert isinstance(text, str)
    return Money.parse(text).fraction


@given(lengths, amounts, units, st.integers(1, 8))
def test_what_is_named_and_the_rest_are_the_credit(
    lengths: list[int], amount: Amount, unit: str | None, most: int
) -> None:
    """But for half a cent that each sum is rounded by."""
    found = broken(lengths, rule_of(amount, unit))
    said = [worth(one) for one in parts(found, most)]
    assert len(said) <= most + 1
    assert found.credit.money is not None
    off = abs(sum(said) - found.credit.money.fraction)
    assert off <= (len(said) + 1) * CENT / 2
