"""Tables: gaps, overlaps, and rows that pay although the target is met."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar, assert_never

from slapolicy.amounts import Amount, Extension, FeeTime, Money, Percent
from slapolicy.linting.diagnostics import Diagnostic, LintCode
from slapolicy.linting.steps import Step, Trial
from slapolicy.linting.witnesses import Axis, End
from slapolicy.terms.credits import Gap, Reads, TieredCredit
from slapolicy.terms.exchange import Code, Outcome


_K = TypeVar("_K", bound=Hashable)

IN_TIME = frozenset({Reads.DOWNTIME, Reads.LONGEST, Reads.EXCESS})
"""What is shown as downtime."""

# What is read there is nothing, or unlike the target, where that is met.
_OWN_SCALE = frozenset({Reads.LONGEST, Reads.EXCESS, Reads.SHORTFALL})


def check(trial: Trial) -> Iterator[Diagnostic]:
    """
    Yield what is wrong with each table on its own.

    Args:
        trial: A promise and its levels.
    """
    for place, (path, table) in enumerate(trial.tables):
        axis = Axis(trial, in_time=table.reads in IN_TIME)
        yield from _gaps(axis, place, path, table)
        yield from _overlaps(axis, place, path, table)
        yield from _when_met(axis, place, path, table)


def runs(
    steps: Sequence[Step], key: Callable[[Step], _K | None]
) -> Iterator[tuple[_K, int, int]]:
    """
    Yield runs of steps that have one key, with their first and last place.

    Args:
        steps: In order.

        key: What they have in common; None leaves a step out.
    """
    for found, group in groupby(
        range(len(steps)), key=lambda place: key(steps[place])
    ):
        places = list(group)
        if found is not None:
            yield found, places[0], places[-1]


def nearest_rows(steps: Sequence[Step], table: int) -> tuple[int, ...]:
    """
    Return the rows of the first step that is in any, in order.

    Args:
        steps: In the order in which to look.

        table: The table's place in the credit.
    """
    for step in steps:
        if step.rows[table]:
            return tuple(sorted(step.rows[table]))
    return ()


def is_something(amount: Amount) -> bool:
    """
    Whether an amount is above zero.

    Args:
        amount: What a row pays.
    """
    match amount:
        case Percent():
            return bool(amount.value)
        case Money():
            return bool(amount)
        case Extension():
            return bool(amount.quantity)
        case FeeTime():
            return bool(amount.fee_for)
        case _:
            assert_never(amount)


def _gaps(
    axis: Axis, place: int, path: str, table: TieredCredit
) -> Iterator[Diagnostic]:
    """Yield breached levels between two rows that match none."""
    if table.gap is not Gap.UNDETERMINED:
        return
    steps = axis.trial.steps
    for _, low, high in runs(steps, lambda one: _is_empty(one, place)):
        better = nearest_rows(steps[:low][::-1], place)
        worse = nearest_rows(steps[high + 1 :], place)
        if not better or not worse:
            continue
        first, last = steps[low].first, steps[high].last
        level = axis.round_level(first, last, End.WORST)
        yield Diagnostic(
            code=LintCode.ROW_GAP,
            path=f"{path}.rows[{better[0]}]",
            clause=axis.trial.commitment.clause,
            message=(
                f"{axis.told(level)} is in no row"
                f"{axis.range_text(first, last)}: it lies between "
                f"'{table.rows[better[0]]}' and '{table.rows[worse[0]]}'; "
                f"let one row begin where the other ends, or say what a gap "
                f"earns"
            ),
            witness=axis.witness(level),
        )


def _is_empty(step: Step, place: int) -> bool | None:
    """Whether a breached step is in no row of a table; None if not."""
    return True if step.is_breached and not step.rows[place] else None


def _overlaps(
    axis: Axis, place: int, path: str, table: TieredCredit
) -> Iterator[Diagnostic]:
    """Yield breached levels that match rows with different credits."""

    def contested(step: Step) -> frozenset[int] | None:
        """Return the rows that disagree about a step, None if none do."""
        rows = step.rows[place]
        credits_ = {table.rows[row].credit for row in rows}
        undecided = Code.OVERLAP in step.codes and len(credits_) > 1
        return rows if step.is_breached and undecided else None

    steps = axis.trial.steps
    for rows, low, high in runs(steps, contested):
        first, last = steps[low].first, steps[high].last
        level = axis.round_level(first, last, End.BEST)
        ordered = sorted(rows)
        words = "; ".join(
            f"'{table.rows[row]}': {table.rows[row].credit}" for row in ordered
        )
        yield Diagnostic(
            code=LintCode.ROW_OVERLAP,
            path=f"{path}.rows[{ordered[-1]}]",
            clause=axis.trial.commitment.clause,
            message=(
                f"{axis.told(level)} is in {len(ordered)} rows that "
                f"pay differently ({words}); bound them against each other, "
                f"or say by overlap which one pays"
            ),
            witness=axis.witness(level),
        )


def _when_met(
    axis: Axis, place: int, path: str, table: TieredCredit
) -> Iterator[Diagnostic]:
    """Yield levels that keep the promise and are in a row that pays."""
    if table.reads in _OWN_SCALE:
        return
    steps = axis.trial.steps
    for row, content in enumerate(table.rows):
        if not is_something(content.credit):
            continue
        for _, low, high in runs(
            steps,
            lambda one, row=row: _pays(one, row, place),  # type: ignore[misc] # bound early
        ):
            first, last = steps[low].first, steps[high].last
            if axis.in_time and not first:
                # No downtime at all is no downtime of up to an hour.
                first = 1
            if first > last:
                continue
            level = axis.round_level(first, last, End.WORST)
            yield Diagnostic(
                code=LintCode.PAYS_WHEN_MET,
                path=f"{path}.rows[{row}]",
                clause=axis.trial.commitment.clause,
                message=(
                    f"{axis.told(level)} keeps the promise and is "
                    f"in the row '{content}', which pays {content.credit}; "
                    f"begin the row beyond the target"
                ),
                witness=axis.witness(level),
            )


def _pays(step: Step, row: int, place: int) -> bool | None:
    """Whether a step meets the target and is in a row; None if not."""
    met = step.outcome is Outcome.MET
    return True if met and row in step.rows[place] else None
