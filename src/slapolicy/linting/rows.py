"""Rows that can never match, or that nothing measured can tell."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from typing import final

import attrs

from slapolicy.linting.diagnostics import Diagnostic, LintCode
from slapolicy.linting.payouts import FEE, limit_of, payout_of, percent
from slapolicy.linting.scales import ideal, shortest
from slapolicy.linting.sizes import caps_of, is_scaled
from slapolicy.linting.steps import Step, Trial, trial_of
from slapolicy.linting.tables import IN_TIME
from slapolicy.linting.witnesses import Axis, End
from slapolicy.linting.words import clock
from slapolicy.linting.worth import below_minimum
from slapolicy.terms.credits import TieredCredit


def check(trials: Sequence[Trial]) -> Iterator[Diagnostic]:
    """
    Yield the rows that are dead or too narrow.

    Args:
        trials: One promise, tried over each length that periods have.
    """
    for table in range(len(trials[0].tables)):
        yield from _Rows(tuple(trials), table).check()


@final
@attrs.frozen(eq=False)
class _Rows:
    """
    The rows of one table.

    Args:
        trials: Its promise over each length that periods have.

        table: Its place in the credit.
    """

    trials: tuple[Trial, ...]
    table: int

    @cached_property
    def rule(self) -> TieredCredit:
        """The table."""
        return self.trials[0].tables[self.table][1]

    @cached_property
    def _fine(self) -> tuple[Trial, ...]:
        """The trials, if nothing were rounded."""
        return tuple(map(_unrounded, self.trials))

    @cached_property
    def _finest(self) -> tuple[Trial, ...]:
        """The trials, if nothing were rounded or too short to count."""
        return tuple(map(_unlimited, self.trials))

    def check(self) -> Iterator[Diagnostic]:
        """Yield the rows that are dead or too narrow."""
        dead: set[int] = set()
        # Of two rows that say the same the later one is dead.
        for row in reversed(range(len(self.rule.rows))):
            found = self._narrow(row)
            why = None if found is not None else self._why_dead(row, dead)
            if why is not None:
                dead.add(row)
                found = self._told(row, LintCode.DEAD_ROW, why)
            if found is not None:
                yield found

    def _told(self, row: int, code: LintCode, why: str) -> Diagnostic:
        """Return what is wrong with a row."""
        trial = self.trials[0]
        return Diagnostic(
            code=code,
            path=f"{trial.tables[self.table][0]}.rows[{row}]",
            clause=trial.commitment.clause,
            message=f"'{self.rule.rows[row]}' {why}",
        )

    def _inside(self, trial: Trial, row: int) -> list[Step]:
        """Return the levels of a promise that are in a row."""
        return [one for one in trial.steps if row in one.rows[self.table]]

    def _reaches(self, trials: Sequence[Trial], row: int) -> bool:
        """Whether any level over any of the periods is in a row."""
        return any(self._inside(one, row) for one in trials)

    def _narrow(self, row: int) -> Diagnostic | None:
        """Return that a row lies between levels that can be told apart."""
        if not self._reaches(self._fine, row):
            return None
        for trial, fine in zip(self.trials, self._finest, strict=True):
            inside = self._inside(fine, row)
            if not inside or self._inside(trial, row):
                continue
            axis = Axis(fine, in_time=self.rule.reads in IN_TIME)
            level = axis.round_level(
                inside[0].first, inside[-1].last, End.BEST
            )
            start, end = trial.levels.period
            found = self._told(
                row,
                LintCode.NARROW_ROW,
                f"is narrower than grain, precision or the shortest outage "
                f"can tell: in {clock(end - start)} nothing measured lies in "
                f"it; widen it",
            )
            return attrs.evolve(found, witness=axis.witness(level))
        return None

    def _why_dead(self, row: int, dead: set[int]) -> str | None:
        """Return why a row never matters, None if it does."""
        if not self._reaches(self._finest, row):
            return "can never match: nothing that is measured lies in it"
        if not self._reaches(self._fine, row):
            least = clock(shortest(self.trials[0].commitment.metric))
            return (
                f"can never match: the shortest outage that counts, {least}, "
                f"is beyond it already"
            )
        breached = [
            (trial, step)
            for trial in self.trials
            for step in self._inside(trial, row)
            if step.is_breached
        ]
        return self._why_unpaid(breached, row, dead) if breached else None

    def _why_unpaid(
        self, breached: Sequence[tuple[Trial, Step]], row: int, dead: set[int]
    ) -> str | None:
        """Return why a row that breaches are in never pays, if so."""
        if all(self._is_shadowed(*one, row, dead) for one in breached):
            return "never pays: other rows match wherever it does"
        if all(below_minimum(*one) for one in breached):
            minimum = below_minimum(*breached[0])
            return f"never pays: it is below the minimum of {minimum}"
        if all(self._is_capped(*one, row) for one in breached):
            limit = percent(_limit(breached[0][0]))
            return (
                f"never pays what it says: better levels reach the cap of "
                f"{limit} already"
            )
        return None

    def _is_shadowed(
        self, trial: Trial, step: Step, row: int, dead: set[int]
    ) -> bool:
        """Whether levels earn the same without a row that they are in."""
        others = step.rows[self.table] - dead - {row}
        if not others:
            return False
        judgement = trial.judge(step.first)
        basis = trial.basis(judgement)
        with_it, without = (
            attrs.evolve(
                self.rule, rows=[self.rule.rows[one] for one in sorted(rows)]
            ).award(judgement.reading, basis)
            for rows in (others | {row}, others)
        )
        return (
            payout_of(with_it) == payout_of(without)
            and not with_it.unknown
            and not without.unknown
        )

    def _is_capped(self, trial: Trial, step: Step, row: int) -> bool:
        """Whether a cap cuts levels down to what better ones earn."""
        if self.rule is not trial.commitment.credit or is_scaled(trial):
            return False
        limit = _limit(trial)
        better = [
            one.payout.get(FEE, Fraction(0))
            for one in trial.steps[: trial.steps.index(step)]
            if row not in one.rows[self.table]
        ]
        return step.payout.get(FEE, Fraction(0)) > limit and any(
            share >= limit for share in better
        )


def _limit(trial: Trial) -> Fraction:
    """Return the lowest cap on a share of the fee; infinite if there is none."""
    found = [
        limit for kind, limit in map(limit_of, caps_of(trial)) if kind == FEE
    ]
    return min(found, default=Fraction(10**9))


def _unrounded(trial: Trial) -> Trial:
    """Return a trial in which nothing is rounded."""
    return _varied(trial, minimum=True)


def _unlimited(trial: Trial) -> Trial:
    """Return a trial in which nothing is rounded or too short to count."""
    return _varied(trial, minimum=False)


def _varied(trial: Trial, *, minimum: bool) -> Trial:
    """Return a trial with a metric that tells more apart."""
    other = ideal(trial.commitment, minimum=minimum)
    if other is trial.commitment:
        return trial
    found = trial_of(
        trial.policy,
        trial.place,
        other,
        trial.levels.period,
        trial.attributes,
    )
    return trial if found is None else found
