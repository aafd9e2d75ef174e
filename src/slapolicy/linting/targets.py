"""Targets that are finer than anything measured can tell."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TypeAlias

from slapolicy import _time
from slapolicy.figures import Figure, Quantity
from slapolicy.linting.diagnostics import (
    Diagnostic,
    LevelWitness,
    LintCode,
)
from slapolicy.linting.samples import sample_periods
from slapolicy.linting.scales import measured_length
from slapolicy.linting.words import clock, shown
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.metrics import Aggregate, Availability, SuccessRate
from slapolicy.terms.policy import Policy
from slapolicy.terms.targets import Limit


_Share: TypeAlias = Availability | SuccessRate
_Why: TypeAlias = tuple[str, LevelWitness]


def check(policy: Policy) -> Iterator[Diagnostic]:
    """
    Yield shares that are promised more finely than they are measured.

    Args:
        policy: The policy.
    """
    for place, commitment in enumerate(policy.commitments):
        for limit in commitment.target.limits:
            why = _why(policy, commitment, limit)
            if why is not None:
                yield Diagnostic(
                    code=LintCode.TARGET_TOO_FINE,
                    path=f"commitments[{place}].target."
                    f"{limit.comparison.value}",
                    clause=commitment.clause,
                    message=f"{limit.bound} is finer than can be told: "
                    f"{why[0]}",
                    witness=why[1],
                )


def _why(policy: Policy, commitment: Commitment, limit: Limit) -> _Why | None:
    """Return why a bound is too fine, None if it is not."""
    metric, bound = commitment.metric, limit.bound
    if (
        not isinstance(metric, (Availability, SuccessRate))
        or not isinstance(bound, Figure)
        or bound.quantity is not Quantity.PERCENTAGE
        or not limit.comparison.is_floor
    ):
        return None
    length = measured_length(policy, commitment, sample_periods(policy)[0])
    return _by_grain(metric, bound, length) or _by_precision(metric, bound)


def _by_grain(metric: _Share, bound: Figure, length: int) -> _Why | None:
    """Return that less is allowed than the steps of downtime."""
    grain = _grain(metric)
    allowed = (1 - bound.exact) * length
    if grain is None or not 0 < allowed < grain:
        return None
    rough = clock(round(allowed / _time.SECOND) * _time.SECOND)
    said = (
        f"it allows {rough} in {clock(length)}, and downtime is counted in "
        f"steps of {clock(grain)}"
    )
    return said, LevelWitness(
        figure=Figure(Quantity.LENGTH, allowed),
        beside=Figure(Quantity.LENGTH, Fraction(grain)),
    )


def _grain(metric: _Share) -> int | None:
    """Return the steps in which downtime is counted, None if exactly."""
    grain = metric.grain
    if isinstance(metric, SuccessRate):
        if metric.aggregate is not Aggregate.BAD_WINDOWS:
            return None
        grain = max(filter(None, (grain, metric.window)), default=None)
    return None if grain is None else _time.length_ticks(grain)


def _by_precision(metric: _Share, bound: Figure) -> _Why | None:
    """Return that what is compared has fewer decimals, or rounds up."""
    terms = metric.downtime_terms
    if terms.decimals is None:
        return None
    said = f"the figure is rounded to {metric.precision}"
    if terms.value(bound.exact) != bound.exact:
        return said, LevelWitness(figure=bound)
    # Half a step below is a tie, which every mode but down rounds up.
    less = 1 - Fraction(1, 2 * 10 ** (terms.decimals + 2))
    if bound.exact != 1 or terms.value(less) != 1:
        return None
    nearly = Figure(Quantity.PERCENTAGE, less)
    said += (
        f" ({metric.precision_rounding.value}), which makes 100% of "
        f"{shown(nearly)}"
    )
    return said, LevelWitness(figure=nearly, beside=bound)
