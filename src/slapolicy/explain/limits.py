"""What limits took of what is owed, and what is not paid, in words."""

from collections.abc import Iterator

from slapolicy.evaluation.results import Evaluation
from slapolicy.explain.language import Message, Sentence
from slapolicy.explain.money import (
    PROMISE,
    PROMISE_ABOUT,
    owed_words,
    subject_words,
    worth_words,
)
from slapolicy.explain.rules import amount_words, cap_words
from slapolicy.explain.values import Sum


_CAPPED = Message("credit-capped", "A limit, {cap}, takes {took} off.")
_CUT = Message(
    "credit-cut", "A limit, {cap}, takes {took} off what {promise} is worth."
)
_LARGEST = Message(
    "credit-largest", "Of several credits only the largest is paid."
)
_WITHHELD = Message(
    "credit-withheld",
    "Less than {minimum} is not paid, so {money} is withheld.",
)
_WITHHELD_AT = Message(
    "credit-withheld-at",
    "Only more than {minimum} is paid, so {money} is withheld.",
)


def capped(evaluation: Evaluation) -> Iterator[Sentence]:
    """
    Yield the limits that took something, with what each took in all.

    Args:
        evaluation: What was evaluated.
    """
    currency = evaluation.policy.currency
    for one in evaluation.credit.capped_by:
        took = owed_words(one.money, one.extensions, currency)
        yield _CAPPED(cap=cap_words(one.cap), took=took)


def cut(evaluation: Evaluation) -> Iterator[Sentence]:
    """
    Yield what each limit took exactly, and from what.

    Args:
        evaluation: What was evaluated.
    """
    currency = evaluation.policy.currency
    for one in evaluation.settlement.cuts:
        cap, took = cap_words(one.cap), worth_words(one.took, currency)
        if one.commitment is None:
            yield _CAPPED(cap=cap, took=took)
        else:
            promise = PROMISE(promise=one.commitment)
            if one.subject is not None:
                promise = PROMISE_ABOUT(
                    promise=one.commitment,
                    subject=subject_words(evaluation, one.subject),
                )
            yield _CUT(cap=cap, took=took, promise=promise)


def left_out(evaluation: Evaluation) -> Iterator[Sentence]:
    """
    Yield what the combination and the minimum leave unpaid.

    Args:
        evaluation: What was evaluated.
    """
    terms, settlement = evaluation.policy.credits, evaluation.settlement
    currency = evaluation.policy.currency
    if not settlement.to_choose and not settlement.combined.is_nothing:
        yield _LARGEST()
    if settlement.withheld and terms.minimum is not None:
        exceeded = terms.minimum_is.value == "exceeded"
        message = _WITHHELD_AT if exceeded else _WITHHELD
        yield message(
            minimum=amount_words(terms.minimum, "fee"),
            money=Sum(settlement.withheld, currency),
        )
