"""Between what an answer lies where nobody looked."""

from collections.abc import Iterator
from fractions import Fraction

from slapolicy.amounts import Money
from slapolicy.evaluation.results import (
    Bounds,
    CommitmentResult,
    Evaluation,
    ReadingResult,
)
from slapolicy.evaluation.settling import credit_of, settled
from slapolicy.terms.exchange import Code


def bounds_of(evaluation: Evaluation) -> Bounds | None:
    """
    Return the worst and the best that unobserved time leaves possible.

    Args:
        evaluation: What was evaluated.

    Returns:
        None where unobserved time leaves nothing undetermined.
    """
    if not any(_is_open(one) for one in _readings(evaluation)):
        return None
    shares = []
    for result in evaluation.results:
        both = list(_shares(result))
        if both:
            worst = min(low for low, _ in both)
            best = min(high for _, high in both)
            shares.append((result.id, (worst, best)))
    return Bounds(
        availability=tuple(shares), credit=_credit_bounds(evaluation)
    )


def _readings(evaluation: Evaluation) -> Iterator[ReadingResult]:
    """Yield all readings."""
    for result in evaluation.results:
        yield from result.readings


def _is_open(one: ReadingResult) -> bool:
    """Whether unobserved time leaves something of a reading open."""
    if one.reason is not None and one.reason.code is Code.UNOBSERVED:
        return True
    return any(why.code is Code.UNOBSERVED for why in one.award.unknown)


def _shares(result: CommitmentResult) -> Iterator[tuple[Fraction, Fraction]]:
    """Yield the worst and the best share of each reading of a promise."""
    for one in result.readings:
        if one.reading.doubt is not Code.UNOBSERVED or one.worst is None:
            continue
        best, worst = one.reading.exact, one.worst.reading.exact
        if best is not None and worst is not None:
            yield worst, best


def _credit_bounds(evaluation: Evaluation) -> tuple[Money, Money] | None:
    """Return the least and the most that may be owed."""
    sums = []
    for at_worst in (False, True):
        results = tuple(
            _taken(result, at_worst=at_worst) for result in evaluation.results
        )
        settlement = settled(evaluation.sight, results, evaluation.eligibility)
        money = credit_of(evaluation.sight, settlement).money
        if money is None:
            return None
        sums.append(money)
    return (min(sums), max(sums))


def _taken(result: CommitmentResult, *, at_worst: bool) -> CommitmentResult:
    """Return a result with all unobserved time taken as up, or as down."""
    return result.with_readings(
        one
        if one.reading.doubt is not Code.UNOBSERVED
        or one.worst is None
        or one.best is None
        else (one.worst if at_worst else one.best)
        for one in result.readings
    )
