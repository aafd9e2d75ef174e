"""Promises that one outage breaks together."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from slapolicy.figures import Figure, Quantity
from slapolicy.linting.diagnostics import (
    Diagnostic,
    LevelWitness,
    LintCode,
)
from slapolicy.linting.steps import Trial
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.conditions import Condition
from slapolicy.terms.exchange import Comparison, Scoped
from slapolicy.terms.metrics import SuccessRate
from slapolicy.terms.policy import Policy


_TERM = "credits.combine"


def check(
    policy: Policy, trials: Mapping[int, Sequence[Trial]]
) -> Iterator[Diagnostic]:
    """
    Yield that nobody says what two broken promises are worth together.

    Args:
        policy: The policy.

        trials: Its commitments by their places, tried; some may be missing.
    """
    said = policy.credits.combine_said is not None or any(
        path.startswith(_TERM)
        for one in policy.assumptions
        for path in one.touches
    )
    earning = [
        (place, one)
        for place, one in enumerate(policy.commitments)
        if one.credit is not None and _reads_outages(one)
    ]
    for (place, one), (other_place, other) in combinations(earning, 2):
        if said or _exclude(one, other):
            continue
        yield Diagnostic(
            code=LintCode.STACKING_UNSAID,
            path="credits",
            clause=policy.credits.clause,
            message=(
                f"one outage can break {one.id!r} and {other.id!r}, and "
                f"nothing says whether both credits are paid; give combine: "
                f"sum, largest or choose"
            ),
            witness=_both(trials.get(place), trials.get(other_place)),
        )
        return


def _reads_outages(commitment: Commitment) -> bool:
    """Whether a promise is about outages."""
    metric = commitment.metric
    return isinstance(metric, Scoped) and not isinstance(metric, SuccessRate)


def _both(
    one: Sequence[Trial] | None, other: Sequence[Trial] | None
) -> LevelWitness | None:
    """Return the shortest outage that breaks two promises, if known."""
    found = []
    for trials in (one, other):
        down = None if not trials else trials[0].first_breach
        if down is None:
            return None
        found.append(down)
    return LevelWitness(figure=Figure(Quantity.LENGTH, Fraction(max(found))))


def _exclude(one: Commitment, other: Commitment) -> bool:
    """Whether no service has both promises."""
    return any(
        _contradict(first, second)
        for first in one.applies_if
        for second in other.applies_if
        if first.attribute == second.attribute
    )


def _contradict(one: Condition, other: Condition) -> bool:
    """Whether no attribute fulfils both of two conditions."""
    texts = [_texts(one), _texts(other)]
    if all(texts) and not texts[0] & texts[1]:
        return True
    bounds = [*_bounds(one), *_bounds(other)]
    floors = [
        (bound.exact, comparison.is_strict)
        for comparison, bound in bounds
        if comparison.is_floor
    ]
    ceilings = [
        (bound.exact, not comparison.is_strict)
        for comparison, bound in bounds
        if not comparison.is_floor
    ]
    if not floors or not ceilings:
        return False
    floor, strict = max(floors)
    ceiling, closed = min(ceilings)
    return floor > ceiling or (floor == ceiling and (strict or not closed))


def _bounds(one: Condition) -> Iterator[tuple[Comparison, Figure]]:
    """Yield the bounds of a condition, each with how it is compared."""
    for comparison in Comparison:
        bound = getattr(one, comparison.value)
        if isinstance(bound, Figure):
            yield comparison, bound


def _texts(one: Condition) -> frozenset[str]:
    """Return the texts that a condition allows; empty if it names none."""
    if one.is_ is not None:
        return frozenset({one.is_})
    return frozenset(one.in_)
