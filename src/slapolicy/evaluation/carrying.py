"""What the next period starts from, and the rights that arise."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from slapolicy import _time
from slapolicy.amounts import Rounding
from slapolicy.evaluation.plan import Plan
from slapolicy.evaluation.promises import Pooled
from slapolicy.evaluation.results import CommitmentResult, Credit
from slapolicy.evaluation.sight import Sight
from slapolicy.facts import Carried
from slapolicy.facts.record import Used
from slapolicy.figures import Quantity
from slapolicy.terms.exchange import Decision, Outcome, Reading, View
from slapolicy.terms.rights import EarnedRight, History, Track


def carried_on(
    sight: Sight, results: Sequence[CommitmentResult], credit: Credit
) -> Carried:
    """
    Return what the next period starts from.

    Args:
        sight: The record, looked at through the policy.

        results: How the promises fared.

        credit: What is owed.
    """
    before = sight.record.carried
    credited = dict(before.credited)
    if credit.money:
        known = credited.get(sight.label)
        credited[sight.label] = (
            credit.money if known is None else known + credit.money
        )
    outcomes, values = dict(before.breaches), dict(before.values)
    for one in results:
        outcomes[one.id] = (*outcomes.get(one.id, ()), one.outcome.value)
        values[one.id] = (*values.get(one.id, ()), worst_value(one))
    return Carried(
        excluded=dict(_pools(sight, results)),
        credited=credited,
        breaches=outcomes,
        values=values,
    )


def _pools(
    sight: Sight, results: Sequence[CommitmentResult]
) -> Iterator[tuple[str, Used]]:
    """Yield what is used of each pool that goes on after the period."""
    rules: dict[str, tuple[Pooled, View]] = {}
    drawn: dict[str, dict[str, Decision]] = {}
    promises = Plan.of(sight.policy).promises
    for promise, result in zip(promises, results, strict=True):
        if promise.scoped is None:
            continue
        for key, rule in promise.pooled:
            # What was used stays used, also while a promise does not apply.
            rules.setdefault(key, (rule, result.view or sight.view(promise)))
            by_fact = drawn.setdefault(key, {})
            if result.view is None:
                continue
            for one in rule.excuse(result.view, sight.used(key)):
                known = by_fact.get(one.fact)
                if known is None or known.used < one.used:
                    by_fact[one.fact] = one
    for key, (pooled, view) in rules.items():
        used = pooled.carry(view, sight.used(key), tuple(drawn[key].values()))
        if used:
            yield key, used


def worst_value(result: CommitmentResult) -> Fraction | None:
    """
    Return the worst exact value of a period, in the units of `Carried`.

    Args:
        result: How a promise fared.
    """
    known = [
        (one, exact)
        for one in result.readings
        if (exact := one.reading.exact) is not None
    ]
    if not known:
        return None
    # What broke tells which side is worse, else what was read first.
    broken = (one for one, _ in known if one.outcome is Outcome.BREACHED)
    first = next(broken, known[0][0])
    pick = max if _rises(first.reading, first.broken) else min
    worst = pick(exact for _, exact in known)
    if first.reading.quantity is Quantity.LENGTH:
        return worst / _time.SECOND
    return worst


def _rises(reading: Reading, broken: object) -> bool:
    """Whether a higher value is worse."""
    if reading.quantity is Quantity.PERCENTAGE:
        return False
    if isinstance(broken, tuple):
        return not broken[0].is_floor
    return True


def rights_of(
    sight: Sight, results: Sequence[CommitmentResult], carried: Carried
) -> tuple[EarnedRight, ...]:
    """
    Return the rights that arise with this period.

    Args:
        sight: The record, looked at through the policy.

        results: How the promises fared.

        carried: The outcomes and values up to this period.
    """
    policy = sight.policy
    outcomes, values = dict(carried.breaches), dict(carried.values)
    tracks = []
    for one in results:
        commitment = policy.commitment(one.id)
        metric = None if commitment is None else commitment.metric
        precision = getattr(metric, "precision", None)
        readings = one.readings
        tracks.append(
            Track(
                commitment=one.id,
                quantity=(
                    readings[0].reading.quantity
                    if readings
                    else getattr(metric, "quantity", Quantity.NUMBER)
                ),
                outcomes=outcomes[one.id],
                values=values[one.id],
                decimals=getattr(precision, "decimals", None),
                rounding=getattr(
                    metric, "precision_rounding", Rounding.HALF_UP
                ),
            )
        )
    history = History(tracks)
    found = [
        right.earned(
            history,
            sight.end,
            policy.timezone,
            Plan.of(policy).calendars,
        )
        for right in policy.rights
    ]
    return tuple(one for one in found if one is not None)
