"""What breaches are worth: holes, drops, ranges that pay nothing, cliffs."""

from collections.abc import Iterator, Sequence

import attrs

from slapolicy.amounts import Percent
from slapolicy.linting.diagnostics import Diagnostic, LintCode
from slapolicy.linting.payouts import (
    FEE,
    Payout,
    is_less,
    payout_of,
    text_of,
)
from slapolicy.linting.steps import Step, Trial
from slapolicy.linting.tables import IN_TIME, nearest_rows, runs
from slapolicy.linting.witnesses import Axis, End
from slapolicy.linting.words import shown
from slapolicy.terms.credits import (
    FlatCredit,
    Gap,
    SumCredit,
    TieredCredit,
)
from slapolicy.terms.exchange import Code, CreditRule, Outcome
from slapolicy.terms.settlement import MinimumIs


def check(trial: Trial) -> Iterator[Diagnostic]:
    """
    Yield what is wrong with the credit as a whole.

    Args:
        trial: A promise and its levels.
    """
    if trial.commitment.credit is None:
        return
    axis = axis_of(trial)
    yield from _holes(axis)
    yield from _drops(axis)
    yield from _nothing(axis)


def axis_of(trial: Trial) -> Axis:
    """
    Return what levels are shown as: downtime where a table reads it.

    Args:
        trial: A promise and its levels.
    """
    return Axis(
        trial, in_time=any(table.reads in IN_TIME for _, table in trial.tables)
    )


def _path(trial: Trial) -> str:
    """Return the path of the credit."""
    return f"commitments[{trial.place}].credit"


def _unmatched(trial: Trial, step: Step) -> list[int]:
    """Return the tables none of whose rows matches a breached step."""
    return [
        place
        for place, (_, table) in enumerate(trial.tables)
        if step.is_breached
        and not step.rows[place]
        and table.gap is Gap.UNDETERMINED
    ]


def _earns_nothing(step: Step) -> bool:
    """Whether a step earns nothing, as far as anybody can tell."""
    return not step.payout and step.codes <= {Code.GAP}


def _holes(axis: Axis) -> Iterator[Diagnostic]:
    """Yield levels just below the target that no row pays for."""
    trial = axis.trial
    steps = trial.steps

    def empty(step: Step) -> tuple[int, ...] | None:
        """Return the tables without a row for a step, None if none."""
        found = tuple(_unmatched(trial, step))
        return found if found and _earns_nothing(step) else None

    for tables, low, high in runs(steps, empty):
        if not low or steps[low - 1].outcome is not Outcome.MET:
            continue
        path, table = trial.tables[tables[0]]
        worse = nearest_rows(steps[high + 1 :], tables[0])
        if not worse:
            continue
        first, last = steps[low].first, steps[high].last
        level = axis.round_level(first, last, End.WORST)
        yield Diagnostic(
            code=LintCode.HOLE_BELOW_TARGET,
            path=f"{path}.rows[{worse[0]}]",
            clause=trial.commitment.clause,
            message=(
                f"{axis.told(level)} breaks the promise and no row "
                f"pays{axis.range_text(first, last)}: "
                f"'{table.rows[worse[0]]}' begins beyond the target; begin "
                f"it at the target"
            ),
            witness=axis.witness(level),
        )


def is_constant(rule: CreditRule | None) -> bool:
    """
    Whether an award is the same wherever no bound is passed.

    Args:
        rule: What a breach is worth.
    """
    if isinstance(rule, SumCredit):
        return all(is_constant(one) for one in rule.rules)
    return isinstance(rule, (TieredCredit, FlatCredit))


def _payouts(trial: Trial, step: Step) -> list[Payout] | None:
    """Return what a step may earn, None if nobody can tell."""
    if not step.is_breached:
        return [{}]
    if step.codes <= {Code.GAP}:
        return [step.payout]
    rule = trial.commitment.credit
    if step.codes != {Code.OVERLAP} or not isinstance(rule, TieredCredit):
        return None
    judgement = trial.judge(step.first)
    basis = trial.basis(judgement)
    return [
        payout_of(
            attrs.evolve(rule, rows=(rule.rows[row],)).award(
                judgement.reading, basis
            )
        )
        for row in sorted(step.rows[0])
    ]


def _drops(axis: Axis) -> Iterator[Diagnostic]:
    """Yield worse levels that earn less than better ones."""
    trial = axis.trial
    steps = trial.steps
    limits = trial.commitment.target.limits
    if len({one.comparison.is_floor for one in limits}) > 1:
        return
    constant = is_constant(trial.commitment.credit)
    best, at_best = None, 0
    drops: list[tuple[int, int, Payout]] = []
    for place, step in enumerate(steps):
        options = _payouts(trial, step)
        if options is None:
            return
        less = [one for one in options if best and is_less(one, best)]
        if less:
            drops.append((place, at_best, less[0]))
            continue
        best, at_best = _least(options), place
        if not constant and step.is_breached:
            best = payout_of(trial.award(step.last))
    yield from _dropped(axis, drops, exact=not constant)


def _least(options: Sequence[Payout]) -> Payout:
    """Return a payout that none of the others is less than."""
    return next(
        one
        for one in options
        if not any(is_less(other, one) for other in options)
    )


def _dropped(
    axis: Axis, drops: Sequence[tuple[int, int, Payout]], *, exact: bool
) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each stretch of levels that earn less."""
    trial = axis.trial
    steps = trial.steps
    seen: set[int] = set()
    for place, at_best, payout in drops:
        if at_best in seen:
            continue
        seen.add(at_best)
        better, worse = steps[at_best], steps[place]
        if exact:
            beside, level = better.last, worse.first
        else:
            beside = axis.round_level(better.first, better.last, End.WORST)
            level = axis.round_level(worse.first, worse.last, End.WORST)
        more = payout_of(trial.award(better.last))
        currency = trial.policy.currency
        yield Diagnostic(
            code=LintCode.INCONSISTENT,
            path=row_path(trial, (worse, better)),
            clause=trial.commitment.clause,
            message=(
                f"{axis.told(level)} earns "
                f"{text_of(payout, currency)}, less than "
                f"{shown(axis.figure(beside))}, which is better and earns "
                f"{text_of(more, currency)}; a worse level must not earn less"
            ),
            witness=axis.witness(level, beside),
        )


def row_path(trial: Trial, steps: Sequence[Step]) -> str:
    """
    Return the path of a row that one of *steps* is in, else the credit's.

    Args:
        trial: A promise and its levels.

        steps: In the order in which to look.
    """
    for step in steps:
        for place, (path, _) in enumerate(trial.tables):
            if step.rows[place]:
                return f"{path}.rows[{min(step.rows[place])}]"
    return _path(trial)


def _nothing(axis: Axis) -> Iterator[Diagnostic]:
    """Yield ranges of breaches that earn nothing, and are meant to."""
    trial = axis.trial
    steps = trial.steps

    def why(step: Step) -> tuple[str, str] | None:
        """Return where and why a step earns nothing, None if it earns."""
        if not step.is_breached:
            return None
        below = below_minimum(trial, step)
        if below is not None:
            return "credits.minimum", f"the minimum of {below} withholds it"
        if not _earns_nothing(step):
            return None
        if (
            not is_constant(trial.commitment.credit)
            and trial.award(step.last).lines != ()
        ):
            return None
        return _why_nothing(trial, step)

    for (path, reason), low, high in runs(steps, why):
        first, last = steps[low].first, steps[high].last
        if first == last:
            continue
        level = axis.round_level(first, last, End.BEST)
        yield Diagnostic(
            code=LintCode.BREACH_PAYS_NOTHING,
            path=path,
            clause=trial.commitment.clause,
            message=(
                f"{axis.told(level)} breaks the promise and earns "
                f"nothing{axis.range_text(first, last)}: {reason}"
            ),
            witness=axis.witness(level),
        )


def _why_nothing(trial: Trial, step: Step) -> tuple[str, str] | None:
    """Return where and why a step earns nothing; None if it is a fault."""
    steps = trial.steps
    after = steps[steps.index(step) + 1 :]
    for place, (path, table) in enumerate(trial.tables):
        rows = sorted(step.rows[place])
        if rows:
            row = table.rows[rows[0]]
            return f"{path}.rows[{rows[0]}]", f"'{row}' pays {row.credit}"
        if table.gap is not Gap.UNDETERMINED:
            return f"{path}.gap", "a gap earns what better levels do"
        if nearest_rows(after, place):
            return None
        return f"{path}.rows", "it lies beyond the last row"
    return _path(trial), "the credit is zero"


def below_minimum(trial: Trial, step: Step) -> str | None:
    """
    Return the minimum that withholds what a step earns, if one does.

    Args:
        trial: A promise and its levels.

        step: Breached levels of it.

    Returns:
        None also where the fee or another promise decides.
    """
    minimum = trial.policy.credits.minimum
    earning = [one for one in trial.policy.commitments if one.credit]
    payout = step.payout
    if (
        not isinstance(minimum, Percent)
        or len(earning) > 1
        or set(payout) != {FEE}
        or step.codes
        or not is_constant(trial.commitment.credit)
    ):
        return None
    exceeded = trial.policy.credits.minimum_is is MinimumIs.EXCEEDED
    short = payout[FEE] < minimum.fraction
    even = payout[FEE] == minimum.fraction
    return str(minimum) if short or (exceeded and even) else None
