"""An evaluation as a tree of plain values (design 6.2)."""

import functools

from collections.abc import Sequence
from fractions import Fraction

from slapolicy import _time
from slapolicy._tree import Tree, tree_of
from slapolicy.amounts import Extension, Money, Rounding
from slapolicy.evaluation.results import (
    CapTaken,
    CommitmentResult,
    Credit,
    DecisionResult,
    Entitlement,
    Evaluation,
    ReadingResult,
)
from slapolicy.evaluation.settling import rounder
from slapolicy.figures import (
    Quantity,
    fraction_text,
    number_text,
    percent_text,
    percentage,
    rounded_percentage,
)
from slapolicy.lengths import iso_length
from slapolicy.terms.exchange import Reading, Reason
from slapolicy.terms.rights import EarnedRight


def tree_of_evaluation(evaluation: Evaluation) -> dict[str, Tree]:
    """
    Return an evaluation as a tree; sums and figures are text.

    Args:
        evaluation: What was evaluated.
    """
    sight = evaluation.sight
    policy, record = evaluation.policy, evaluation.record
    return {
        "slapolicy": 1,
        "policy": policy.id,
        "version": policy.version,
        "service": record.service.id,
        "period": {
            "label": sight.label,
            "start": _time.iso(sight.start),
            "end": _time.iso(sight.end),
        },
        "as_of": _time.iso(sight.as_of),
        "final": evaluation.is_final,
        "commitments": [
            _commitment(evaluation, one) for one in evaluation.results
        ],
        "entitlements": [_entitlement(one) for one in evaluation.entitlements],
        "credit": _credit(evaluation.credit),
        "rights": [_right(one) for one in evaluation.rights],
        "assumptions": list(evaluation.assumptions),
        "carried": tree_of(evaluation.carried),
        "bounds": _bounds(evaluation),
        "policy_digest": policy.digest,
        "record_digest": record.digest,
    }


def seconds(microseconds: Fraction | int | None) -> float | None:
    """
    Return a length in seconds, for people and plots; no verdict reads it.

    Args:
        microseconds: The exact length, or None.
    """
    if microseconds is None:
        return None
    return float(Fraction(microseconds) / _time.SECOND)


def _commitment(
    evaluation: Evaluation, result: CommitmentResult
) -> dict[str, Tree]:
    """Return how one promise fared."""
    return {
        "id": result.id,
        "outcome": result.outcome.value,
        "reason": reason(result.reason),
        "readings": [
            _reading(evaluation, result, one) for one in result.readings
        ],
        "exclusions": [_decision(one) for one in result.exclusions],
    }


def reason(why: Reason | None) -> Tree:
    """
    Return a reason as a tree.

    Args:
        why: The reason, or None.
    """
    if why is None:
        return None
    return {"code": why.code.value, "text": why.text}


def _reading(
    evaluation: Evaluation, result: CommitmentResult, one: ReadingResult
) -> dict[str, Tree]:
    """Return one reading."""
    reading = one.reading
    return {
        "subject": one.subject,
        "outcome": one.outcome.value,
        "reason": reason(one.reason),
        "value": shown(reading),
        "exact": exact_text(reading),
        "downtime": seconds(reading.downtime),
        "measured": seconds(reading.measured),
        "excess": seconds(reading.excess),
        "credit": _reading_credit(evaluation, result, one),
    }


def shown(reading: Reading) -> str | None:
    """
    Return a value as people read it; None where nothing was read.

    Args:
        reading: What was read.
    """
    value = reading.value
    if value is None:
        return None
    if reading.quantity is Quantity.LENGTH:
        return iso_length(value)
    if reading.quantity is Quantity.NUMBER:
        return number_text(value)
    text, _ = shown_share(value, reading.decimals)
    return text


def shown_share(share: Fraction, decimals: int | None) -> tuple[str, Fraction]:
    """
    Return a percentage as people read it, and the share that this is.

    Args:
        share: A share of one.

        decimals: To how many decimals of a percentage it is rounded; None
            if it is exact, of which five are shown.
    """
    return _shown_share(*share.as_integer_ratio(), decimals)


@functools.lru_cache(maxsize=1024)
def _shown_share(
    above: int, below: int, decimals: int | None
) -> tuple[str, Fraction]:
    """Return the same; fractions take long to compare."""
    share = Fraction(above, below)
    if decimals is None:
        figure, text = percentage(share), percent_text(share)
    else:
        figure = rounded_percentage(share, decimals, Rounding.DOWN)
        text = f"{figure:f}%"
    return text, Fraction(figure) / 100


def exact_text(reading: Reading) -> str | None:
    """
    Return a value exactly: a fraction of one, seconds, or a number.

    Args:
        reading: What was read.
    """
    if reading.exact is None:
        return None
    if reading.quantity is Quantity.LENGTH:
        return fraction_text(reading.exact / _time.SECOND)
    return fraction_text(reading.exact)


def _reading_credit(
    evaluation: Evaluation, result: CommitmentResult, one: ReadingResult
) -> Tree:
    """Return what one reading is worth after incident caps."""
    if not result.has_credit:
        return None
    unknown = one.award.unknown if one.reason is None else (one.reason,)
    worth = one.worth
    money = None
    if not unknown and (worth.money is not None or not worth.extensions):
        money = rounder(evaluation.sight)(worth.money or Fraction())
    return {
        "money": _money(money),
        "extension": None if unknown else extension_text(worth.extensions),
        "undetermined": [
            _unknown(None if why == evaluation.eligibility else result.id, why)
            for why in unknown
        ],
    }


def _money(money: Money | None) -> str | None:
    """Return a sum as text."""
    return None if money is None else str(money)


def extension_text(extensions: Sequence[Extension]) -> str | None:
    """
    Return extensions as documents write them; None if there are none.

    Args:
        extensions: One for each unit.
    """
    return " + ".join(str(one) for one in extensions) or None


def _unknown(commitment: str | None, why: Reason) -> Tree:
    """Return why something is not known, with its promise."""
    return {
        "code": why.code.value,
        "commitment": commitment,
        "text": why.text,
    }


def _decision(one: DecisionResult) -> dict[str, Tree]:
    """Return what one exclusion decided about one fact."""
    return {
        "rule": one.decision.rule,
        "fact": one.decision.fact,
        "held": one.decision.held,
        "seconds": seconds(one.taken),
        "reason": one.decision.reason,
    }


def _instant(ticks: int | None) -> str | None:
    """Return an instant as text."""
    return None if ticks is None else _time.iso(ticks)


def _entitlement(one: Entitlement) -> dict[str, Tree]:
    """Return something owed, and how it is to be had."""
    due = one.deadlines
    return {
        "commitment": one.commitment,
        "subject": one.subject,
        "money": _money(one.money),
        "extension": extension_text(one.extensions),
        "opens": _instant(due.opens),
        "notify_by": _instant(due.notify_by),
        "file_by": _instant(due.file_by),
        "acknowledge_by": _instant(due.acknowledge_by),
        "decide_by": _instant(due.decide_by),
        "appeal_by": _instant(due.appeal_by),
        "apply_by": _instant(due.apply_by),
        "standing": one.standing.value,
        "waits_for": one.waits_for,
    }


def _credit(credit: Credit) -> dict[str, Tree]:
    """Return what is owed in all."""
    return {
        "money": _money(credit.money),
        "extension": extension_text(credit.extensions),
        "undetermined": [
            _unknown(name, why) for name, why in credit.undetermined
        ],
        "capped_by": [_cap(one) for one in credit.capped_by],
    }


def _cap(one: CapTaken) -> dict[str, Tree]:
    """Return a cap that took something."""
    took = [str(one.money)] if one.money is not None else []
    took += [str(extension) for extension in one.extensions]
    return {
        "at_most": tree_of(one.cap.at_most),
        "of": one.cap.of,
        "per": tree_of(one.cap.per),
        "took": " + ".join(took),
    }


def _right(one: EarnedRight) -> dict[str, Tree]:
    """Return a right that has arisen."""
    return {
        "right": one.right,
        "since": _instant(one.since_ticks),
        "until": _instant(one.until_ticks),
    }


def _bounds(evaluation: Evaluation) -> Tree:
    """Return between what the answer lies."""
    bounds = evaluation.bounds
    if bounds is None:
        return None
    return {
        "availability": {
            name: [percent_text(worst), percent_text(best)]
            for name, (worst, best) in bounds.availability
        },
        "credit": (
            None
            if bounds.credit is None
            else [str(money) for money in bounds.credit]
        ),
    }
