"""How large a credit gets: at the first breach, and without an end."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from slapolicy.linting.diagnostics import Diagnostic, LintCode
from slapolicy.linting.levels import Downtimes
from slapolicy.linting.payouts import (
    FEE,
    MONEY,
    group_of,
    limit_of,
    payout_of,
    percent,
    text_of,
)
from slapolicy.linting.steps import Trial
from slapolicy.linting.witnesses import Axis, End
from slapolicy.linting.worth import axis_of, row_path
from slapolicy.terms.credits import (
    PerStepCredit,
    PerUnitCredit,
    ProRataCredit,
    SumCredit,
)
from slapolicy.terms.exchange import CreditRule, Outcome
from slapolicy.terms.settlement import Cap


_HALF = Fraction(1, 2)


def check_cliff(trial: Trial) -> Iterator[Diagnostic]:
    """
    Yield a first breach that is worth more than half the fee at once.

    Args:
        trial: A promise and its levels, over the longest period.
    """
    if not isinstance(trial.levels, Downtimes) or is_scaled(trial):
        return
    limits = [
        limit for kind, limit in map(limit_of, caps_of(trial)) if kind == FEE
    ]
    axis = axis_of(trial)
    for before, step in pairwise(trial.steps):
        if before.outcome is not Outcome.MET or not step.is_breached:
            continue
        share = min([step.payout.get(FEE, Fraction(0)), *limits])
        if share <= _HALF or step.codes:
            continue
        yield Diagnostic(
            code=LintCode.CLIFF,
            path=row_path(trial, (step,)),
            clause=trial.commitment.clause,
            message=(
                f"{_told(axis, step.first)} earn {percent(share)} of the fee, "
                f"a microsecond less earns nothing; let credits begin smaller"
            ),
            witness=axis.witness(step.first, before.last),
        )


def _told(axis: Axis, number: int) -> str:
    """Return a level in words: its downtime where it has one."""
    said = axis.range_text(number, number).strip(" ()")
    return said or axis.told(number)


def caps_of(trial: Trial) -> tuple[Cap, ...]:
    """
    Return the caps that hold for a promise.

    Args:
        trial: A promise and its levels.
    """
    return (*trial.commitment.caps, *trial.policy.credits.caps)


def is_scaled(trial: Trial) -> bool:
    """
    Whether how much a credit is depends on an attribute of the service.

    Args:
        trial: A promise and its levels.
    """
    return _is_scaled(trial.commitment.credit)


def _is_scaled(rule: CreditRule | None) -> bool:
    """Whether an attribute says how many times an award is due."""
    if isinstance(rule, SumCredit):
        return any(_is_scaled(one) for one in rule.rules)
    return not isinstance(getattr(rule, "times", _HALF), Fraction)


Linear = PerStepCredit | PerUnitCredit | ProRataCredit


def linear_rules(
    rule: CreditRule | None, path: str
) -> Iterator[tuple[str, Linear]]:
    """
    Yield the rules that pay more for each bit of time or distance.

    Args:
        rule: What a breach is worth.

        path: Its path.
    """
    if isinstance(rule, SumCredit):
        for place, one in enumerate(rule.rules):
            yield from linear_rules(one, f"{path}.rules[{place}]")
    elif isinstance(rule, (PerStepCredit, PerUnitCredit, ProRataCredit)):
        yield path, rule


def check_saturation(trial: Trial) -> Iterator[Diagnostic]:
    """
    Yield linear rules to which no cap applies.

    Args:
        trial: A promise and its levels.
    """
    capped = {group_of(limit_of(cap)[0]) for cap in caps_of(trial)}
    axis = axis_of(trial)
    for path, rule in linear_rules(
        trial.commitment.credit, f"commitments[{trial.place}].credit"
    ):
        worst = trial.levels.top
        if not trial.steps[-1].is_breached:
            continue
        level = _beyond_all(axis, rule)
        payout = payout_of(trial.award(worst if level is None else level))
        if {group_of(kind) for kind in payout} <= capped:
            continue
        level = worst if level is None else level
        yield Diagnostic(
            code=LintCode.UNSATURATED,
            path=path,
            clause=trial.commitment.clause,
            message=(
                f"nothing caps {rule.kind}: {axis.told(level)} "
                f"earns {text_of(payout, trial.policy.currency)}; add a cap, "
                f"such as {{at_most: 100%, of: fee, per: period}}"
            ),
            witness=axis.witness(level),
        )


def _beyond_all(axis: Axis, rule: Linear) -> int | None:
    """Return a level that earns more than the whole sum, None if none."""
    trial = axis.trial
    low, high = 0, trial.levels.top
    if not _is_beyond(trial, high):
        return None
    while low < high:
        middle = (low + high) // 2
        if _is_beyond(trial, middle):
            high = middle
        else:
            low = middle + 1
    step = rule.step.exact if isinstance(rule, PerStepCredit) else None
    return axis.round_level(low, trial.levels.top, End.BEST, step=step)


def _is_beyond(trial: Trial, number: int) -> bool:
    """Whether a level earns more than a whole sum."""
    judgement = trial.judge(number)
    if judgement.outcome is not Outcome.BREACHED:
        return False
    payout = payout_of(trial.award(number))
    return any(amount > 1 for kind, amount in payout.items() if kind != MONEY)
