"""Targets and rows that compare the wrong way round."""

from collections.abc import Iterator
from itertools import pairwise

from slapolicy.figures import Figure, Quantity
from slapolicy.linting.diagnostics import Diagnostic, LintCode
from slapolicy.linting.payouts import is_less, payout_of
from slapolicy.linting.steps import Trial
from slapolicy.linting.tables import is_something
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.credits import Reads
from slapolicy.terms.exchange import Outcome
from slapolicy.terms.metrics import Count
from slapolicy.terms.targets import Limit


def check_target(place: int, commitment: Commitment) -> Iterator[Diagnostic]:
    """
    Yield the bounds of a target that compare the wrong way round.

    Args:
        place: The commitment's place in the policy.

        commitment: The commitment.
    """
    for limit in commitment.target.limits:
        floor = _is_floor(commitment, limit)
        if floor is None or floor is limit.comparison.is_floor:
            continue
        name = limit.comparison.value
        better = "higher" if floor else "lower"
        yield Diagnostic(
            code=LintCode.REVERSED_COMPARISON,
            path=f"commitments[{place}].target.{name}",
            clause=commitment.clause,
            message=(
                f"{name} promises bad service, for {better} is better here; "
                f"write {'at_least' if floor else 'at_most'}"
            ),
        )


def _is_floor(commitment: Commitment, limit: Limit) -> bool | None:
    """Whether a bound should be a floor; None where either makes sense."""
    read = getattr(commitment.metric, "quantity", None)
    if isinstance(limit.bound, Figure):
        read = limit.bound.quantity
    elif read is Quantity.PERCENTAGE:
        return None  # it may also be a length of downtime
    if read is Quantity.LENGTH:
        return False
    if read is Quantity.PERCENTAGE:
        return True
    return False if isinstance(commitment.metric, Count) else None


def check_rows(trial: Trial) -> Iterator[Diagnostic]:
    """
    Yield tables whose rows pay the wrong way round.

    Args:
        trial: A promise and its levels.
    """
    for table, (path, rule) in enumerate(trial.tables):
        if _is_falling(trial, table):
            yield Diagnostic(
                code=LintCode.REVERSED_COMPARISON,
                path=f"{path}.rows",
                clause=trial.commitment.clause,
                message=(
                    "each worse row earns less than the better one before "
                    "it; turn the comparisons round, or the credits"
                ),
            )
        if rule.reads is not Reads.VALUE:
            continue
        for row, content in enumerate(rule.rows):
            inside = [one for one in trial.steps if row in one.rows[table]]
            if (
                inside
                and is_something(content.credit)
                and len(content.bounds) == 1
                and inside[0] is trial.steps[0]
                and all(one.outcome is Outcome.MET for one in inside)
            ):
                yield Diagnostic(
                    code=LintCode.REVERSED_COMPARISON,
                    path=f"{path}.rows[{row}]",
                    clause=trial.commitment.clause,
                    message=(
                        f"'{content}' holds wherever the promise is kept and "
                        f"nowhere else; turn its comparison round"
                    ),
                )


def _is_falling(trial: Trial, table: int) -> bool:
    """Whether every worse row of a table earns less."""
    rule = trial.tables[table][1]
    seen: list[int] = []
    for step in trial.steps:
        if len(step.rows[table]) > 1:
            return False
        seen += step.rows[table] - set(seen)
    judgement = trial.judge(trial.levels.top)
    basis = trial.basis(judgement)
    worths = []
    for row in seen:
        content = type(rule.rows[row])(credit=rule.rows[row].credit)
        alone = type(rule)(rows=[content], of=rule.of, reads=rule.reads)
        worths.append(payout_of(alone.award(judgement.reading, basis)))
    return len(worths) > 1 and all(
        is_less(worse, better) for better, worse in pairwise(worths)
    )
