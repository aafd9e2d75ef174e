"""Caps that defeat rows, that others make pointless, that nothing reaches."""

import math

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import final

import attrs

from slapolicy.lengths import CalendarLength
from slapolicy.linting.diagnostics import Diagnostic, LintCode
from slapolicy.linting.levels import Downtimes, Levels, Shares
from slapolicy.linting.payouts import (
    group_of,
    limit_of,
    payout_of,
    text_of,
)
from slapolicy.linting.sizes import is_scaled
from slapolicy.linting.steps import Step, Trial
from slapolicy.linting.witnesses import End
from slapolicy.linting.worth import axis_of, is_constant
from slapolicy.periods import PeriodUnit, RollingPeriod
from slapolicy.terms.credits import Each, PerUnitCredit, SumCredit
from slapolicy.terms.exchange import Code, CreditRule
from slapolicy.terms.policy import Policy
from slapolicy.terms.settlement import Cap, Combine, Per


_BREADTH = (Per.INCIDENT, Per.COMMITMENT, Per.PERIOD)
# As short as they get, in months.
_MONTHS = {
    PeriodUnit.DAY: Fraction(12, 366),
    PeriodUnit.WEEK: Fraction(12, 53),
    PeriodUnit.MONTH: Fraction(1),
    PeriodUnit.QUARTER: Fraction(3),
    PeriodUnit.YEAR: Fraction(12),
}


@final
@attrs.frozen
class _Placed:
    """
    A cap with its place.

    Args:
        cap: The cap.

        path: Its path in the policy.

        owner: The place of the commitment that has it; None for the policy.
    """

    cap: Cap
    path: str
    owner: int | None

    @property
    def kind(self) -> str:
        """What kind of amount it limits."""
        return limit_of(self.cap)[0]

    @property
    def limit(self) -> Fraction:
        """To how much it limits that."""
        return limit_of(self.cap)[1]

    @property
    def breadth(self) -> int:
        """How much it holds for: an incident 0, a commitment 1, and so on."""
        per = self.cap.per
        if isinstance(per, Per) and per in _BREADTH:
            # On a commitment the period is that commitment's.
            return min(_BREADTH.index(per), 2 if self.owner is None else 1)
        return len(_BREADTH)

    def holds_for(self, place: int) -> bool:
        """
        Whether it holds for a commitment.

        Args:
            place: The commitment's.
        """
        return self.owner in {None, place}


def check(
    policy: Policy, trials: Mapping[int, Sequence[Trial]]
) -> Iterator[Diagnostic]:
    """
    Yield what is wrong with the caps of a policy.

    Args:
        policy: The policy.

        trials: Its commitments by their places, each tried over the lengths
            that periods have; those that cannot be tried are missing.
    """
    placed = [
        *(
            _Placed(cap, f"commitments[{owner}].caps[{place}]", owner)
            for owner, one in enumerate(policy.commitments)
            for place, cap in enumerate(one.caps)
        ),
        *(
            _Placed(cap, f"credits.caps[{place}]", None)
            for place, cap in enumerate(policy.credits.caps)
        ),
    ]
    for one in placed:
        yield from _defeats(policy, one, trials)
        pointless = _pointless(policy, one, placed)
        if pointless is not None:
            yield _told(policy, one, LintCode.DEAD_CAP, pointless)
        elif _is_idle(policy, one, trials):
            yield _told(
                policy,
                one,
                LintCode.IDLE_CAP,
                "nothing that the promises pay reaches it; leave it out, or "
                "lower it",
            )


def _told(
    policy: Policy, one: _Placed, code: LintCode, why: str
) -> Diagnostic:
    """Return what is wrong with a cap."""
    owner = one.owner
    clause = (
        policy.credits.clause
        if owner is None
        else policy.commitments[owner].clause
    )
    return Diagnostic(
        code=code,
        path=one.path,
        clause=clause,
        message=f"the cap of {one.cap.at_most}: {why}",
    )


def _defeats(
    policy: Policy, one: _Placed, trials: Mapping[int, Sequence[Trial]]
) -> Iterator[Diagnostic]:
    """Yield a cap below what a row promises, with the first such level."""
    for place, of_one in trials.items():
        trial = of_one[0]
        if (
            not one.holds_for(place)
            or is_scaled(trial)
            or not is_constant(trial.commitment.credit)
        ):
            continue
        cut = [step for step in trial.steps if _exceeds(step, one)]
        if not cut:
            continue
        axis = axis_of(trial)
        level = axis.round_level(cut[0].first, cut[0].last, End.BEST)
        promised = {one.kind: cut[0].payout[one.kind]}
        left = {one.kind: one.limit}
        currency = policy.currency
        found = _told(
            policy,
            one,
            LintCode.CAP_DEFEATS_ROW,
            f"{axis.told(level)} should earn "
            f"{text_of(promised, currency)} and earns "
            f"{text_of(left, currency)}",
        )
        yield attrs.evolve(found, witness=axis.witness(level))
        return


def _exceeds(step: Step, one: _Placed) -> bool:
    """Whether a step earns more than a cap leaves."""
    return step.payout.get(one.kind, Fraction(0)) > one.limit


def _pointless(
    policy: Policy, one: _Placed, placed: Sequence[_Placed]
) -> str | None:
    """Return what makes a cap pointless, None if nothing does."""
    for other in placed:
        if other is one or not _implies(policy, other, one):
            continue
        # Of two that say the same the narrower stays, else the first.
        mutual = _implies(policy, one, other)
        ranks = [(cap.breadth, placed.index(cap)) for cap in (one, other)]
        if not mutual or ranks[0] > ranks[1]:
            return f"the cap of {other.cap.at_most} leaves it nothing to take"
    return None


def _implies(policy: Policy, other: _Placed, one: _Placed) -> bool:
    """Whether what one cap leaves never exceeds another."""
    if other.kind != one.kind or not _covers(policy, other, one):
        return False
    many: int | None = 1
    if other.breadth < one.breadth:
        many = _how_many(policy, other, one)
    elif other.breadth == one.breadth == len(_BREADTH):
        many = 1 if other.cap.per == one.cap.per else None
    return many is not None and other.limit * many <= one.limit


def _covers(policy: Policy, other: _Placed, one: _Placed) -> bool:
    """Whether all that one cap takes from is capped by another."""
    earning = [
        place
        for place, commitment in enumerate(policy.commitments)
        if commitment.credit is not None
    ]
    return other.owner in {None, one.owner} or earning == [other.owner]


def _how_many(policy: Policy, narrow: _Placed, wide: _Placed) -> int | None:
    """Return how often a narrower cap may be paid within a wider one."""
    if narrow.breadth == 0:
        return None  # any number of incidents
    many = 1
    if narrow.breadth == 1 and narrow.owner is None:
        earning = [one for one in policy.commitments if one.credit]
        if policy.credits.combine is Combine.SUM:
            many = max(len(earning), 1)
    if wide.breadth < len(_BREADTH):
        return many
    periods = _periods_in(policy, wide.cap)
    return None if periods is None else many * periods


def _periods_in(policy: Policy, cap: Cap) -> int | None:
    """Return how many periods a longer cap holds for, None if any number."""
    if isinstance(policy.period, RollingPeriod):
        return None  # they may overlap
    months = 12
    if isinstance(cap.per, CalendarLength):
        months = cap.per.count
    length = policy.period.count * _MONTHS[policy.period.unit]
    return math.ceil(months / length)


def _is_idle(
    policy: Policy, one: _Placed, trials: Mapping[int, Sequence[Trial]]
) -> bool:
    """Whether all that a cap holds for is known and stays below it."""
    sums: list[Fraction] = []
    for place, commitment in enumerate(policy.commitments):
        if not one.holds_for(place) or commitment.credit is None:
            continue
        if place not in trials:
            return False
        most = _most(trials[place], one)
        if most is None:
            return False
        sums.append(most)
    if one.breadth <= 1 or policy.credits.combine is not Combine.SUM:
        whole = max(sums, default=Fraction(0))
    else:
        whole = sum(sums, Fraction(0))
    if one.breadth == len(_BREADTH):
        periods = _periods_in(policy, one.cap)
        return periods is not None and whole * periods < one.limit
    return whole < one.limit


def _most(trials: Sequence[Trial], one: _Placed) -> Fraction | None:
    """Return the most that a promise pays; None if there is no telling."""
    rule = trials[0].commitment.credit
    of_one = trials[0].levels.reading(0).of_one
    if one.breadth == 0 and not of_one and not _each_outage(rule):
        return Fraction(0)
    if (
        is_scaled(trials[0])
        or trials[0].commitment.slice is not None
        or (of_one and one.breadth > 0)
        or (not is_constant(rule) and not _has_end(trials[0].levels))
    ):
        return None
    found = Fraction(0)
    for trial in trials:
        for step in trial.steps:
            if not step.is_breached:
                continue
            payout = payout_of(trial.award(step.last))
            others = {group_of(kind) for kind in set(payout) - {one.kind}}
            if step.codes - {Code.GAP} or group_of(one.kind) in others:
                return None
            found = max(found, payout.get(one.kind, Fraction(0)))
    return found


def _each_outage(rule: CreditRule | None) -> bool:
    """Whether a rule pays for each outage on its own."""
    if isinstance(rule, SumCredit):
        return any(_each_outage(one) for one in rule.rules)
    return isinstance(rule, PerUnitCredit) and rule.each is Each.OUTAGE


def _has_end(levels: Levels) -> bool:
    """Whether no level is worse than the last that is tried."""
    return isinstance(levels, Shares) or (
        isinstance(levels, Downtimes) and levels.metric is not None
    )
