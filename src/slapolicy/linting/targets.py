"""Targets that nothing measured can tell, and periods that do not match."""

import re

from collections.abc import Iterator
from fractions import Fraction

from slapolicy import _time
from slapolicy.amounts import FeeTime, Rounding
from slapolicy.figures import Figure, Quantity
from slapolicy.linting.diagnostics import (
    Diagnostic,
    LevelWitness,
    LintCode,
)
from slapolicy.linting.samples import sample_periods, usual_length
from slapolicy.linting.scales import measured_length
from slapolicy.linting.words import clock
from slapolicy.periods import (
    BillingPeriod,
    CalendarPeriod,
    PeriodUnit,
    RollingPeriod,
)
from slapolicy.terms.claims import ClaimTerms, EndOf
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.credits import SumCredit
from slapolicy.terms.exchange import CreditRule
from slapolicy.terms.metrics import Aggregate, Availability, SuccessRate
from slapolicy.terms.policy import Policy, leaves
from slapolicy.terms.targets import Limit


_TOLERANCE = Fraction(1, 20)
_WORDS = re.compile(r"[a-z]+")
_NAMED = {
    **dict.fromkeys(("day", "daily"), PeriodUnit.DAY),
    **dict.fromkeys(("week", "weekly"), PeriodUnit.WEEK),
    **dict.fromkeys(("month", "monthly"), PeriodUnit.MONTH),
    **dict.fromkeys(("quarter", "quarterly"), PeriodUnit.QUARTER),
    **dict.fromkeys(("year", "yearly", "annual"), PeriodUnit.YEAR),
}


def check(policy: Policy) -> Iterator[Diagnostic]:
    """
    Yield targets that are too fine, and periods that do not match.

    Args:
        policy: The policy.
    """
    for place, commitment in enumerate(policy.commitments):
        for limit in commitment.target.limits:
            yield from _fineness(policy, place, commitment, limit)
        yield from _paid_by(policy, place, commitment)
    yield from _nominal(policy)
    yield from _cycles(policy)


def _fineness(
    policy: Policy, place: int, commitment: Commitment, limit: Limit
) -> Iterator[Diagnostic]:
    """Yield a share that is promised more finely than it is measured."""
    metric, bound = commitment.metric, limit.bound
    if (
        not isinstance(metric, (Availability, SuccessRate))
        or not isinstance(bound, Figure)
        or bound.quantity is not Quantity.PERCENTAGE
        or not limit.comparison.is_floor
    ):
        return
    terms = metric.downtime_terms
    why, witness = None, LevelWitness(figure=bound)
    nearly = bound.exact - Fraction(1, 10**15)
    if terms.decimals is not None and (
        terms.value(bound.exact) != bound.exact
        or (bound.exact == 1 and terms.value(nearly) == 1)
    ):
        why = f"the figure is rounded to {metric.precision}"
        if bound.exact == 1:
            why += f" ({_mode(metric)}), which makes 100% of a little less"
    grain = _grain(metric)
    length = measured_length(policy, commitment, sample_periods(policy)[0])
    allowed = (1 - bound.exact) * length
    if grain is not None and 0 < allowed < grain:
        why = (
            f"it allows {clock(round(allowed / _time.SECOND) * _time.SECOND)} "
            f"in {clock(length)}, and downtime is counted in steps of "
            f"{clock(grain)}"
        )
        witness = LevelWitness(
            figure=Figure(Quantity.LENGTH, allowed),
            beside=Figure(Quantity.LENGTH, Fraction(grain)),
        )
    if why is not None:
        yield Diagnostic(
            code=LintCode.TARGET_TOO_FINE,
            path=f"commitments[{place}].target.{limit.comparison.value}",
            clause=commitment.clause,
            message=f"{bound} is finer than can be told: {why}",
            witness=witness,
        )


def _mode(metric: Availability | SuccessRate) -> str:
    """Return how a metric rounds."""
    rounding: Rounding = metric.precision_rounding
    return rounding.value


def _grain(metric: Availability | SuccessRate) -> int | None:
    """Return the steps in which downtime is counted, None if exactly."""
    grain = metric.grain
    if isinstance(metric, SuccessRate):
        if metric.aggregate is not Aggregate.BAD_WINDOWS:
            return None
        grain = max(filter(None, (grain, metric.window)), default=None)
    return None if grain is None else _time.length_ticks(grain)


def _paid_by(
    policy: Policy, place: int, commitment: Commitment
) -> Iterator[Diagnostic]:
    """Yield sums that are for another period than the one measured."""
    own = _unit(policy)
    for path, value in leaves(
        commitment.credit, f"commitments[{place}].credit"
    ):
        if path.endswith(".of") and isinstance(value, str) and own is not None:
            named = {
                _NAMED[word]
                for word in _WORDS.findall(value)
                if word in _NAMED
            }
            if named and own not in named:
                yield _mismatch(
                    path,
                    commitment.clause,
                    f"the credit is a share of {value!r}, and the figure is "
                    f"of a {own.value}; say which fee is meant",
                )
    lengths = [end - start for start, end in sample_periods(policy)]
    for path, rule in _rules(
        commitment.credit, f"commitments[{place}].credit"
    ):
        if getattr(rule, "of", None) != "fee":
            continue
        for inner, amount in _fee_times(rule, path):
            whole = amount.out_of
            if whole is None:
                continue
            ticks = _time.length_ticks(whole)
            if min(lengths) <= ticks <= max(lengths) or _is_near(
                policy, ticks
            ):
                continue
            yield _mismatch(
                f"{inner}.out_of",
                commitment.clause,
                f"the fee is for {clock(ticks)}, and the figure is of a "
                f"period of {clock(lengths[0])}",
            )


def _rules(
    rule: CreditRule | None, path: str
) -> Iterator[tuple[str, CreditRule]]:
    """Yield a credit rule, or those that it adds up, with their paths."""
    if isinstance(rule, SumCredit):
        for place, one in enumerate(rule.rules):
            yield from _rules(one, f"{path}.rules[{place}]")
    elif rule is not None:
        yield path, rule


def _fee_times(rule: CreditRule, path: str) -> Iterator[tuple[str, FeeTime]]:
    """Yield the amounts of a rule that are a share of the fee's time."""
    amount = getattr(rule, "amount", None)
    if isinstance(amount, FeeTime):
        yield f"{path}.amount", amount
    for place, row in enumerate(getattr(rule, "rows", ())):
        if isinstance(row.credit, FeeTime):
            yield f"{path}.rows[{place}].credit", row.credit


def _unit(policy: Policy) -> PeriodUnit | None:
    """Return the unit that a policy measures, None if it has none."""
    period = policy.period
    if isinstance(period, RollingPeriod) or period.count != 1:
        return None
    return period.unit


def _is_near(policy: Policy, ticks: int) -> bool:
    """Whether a length is within a twentieth of a usual period's."""
    usual = usual_length(policy.period)
    return abs(ticks - usual) <= usual * _TOLERANCE


def _nominal(policy: Policy) -> Iterator[Diagnostic]:
    """Yield a nominal length that is far from the real ones."""
    nominal = policy.period.nominal
    if nominal is None:
        return
    ticks = _time.length_ticks(nominal)
    lengths = [end - start for start, end in sample_periods(policy)]
    if not _is_near(policy, ticks):
        yield _mismatch(
            "period.nominal",
            None,
            f"a period is taken to last {clock(ticks)}, and lasts "
            f"{clock(min(lengths))} to {clock(max(lengths))}",
        )


def _cycles(policy: Policy) -> Iterator[Diagnostic]:
    """Yield deadlines in billing cycles beside calendar periods, and back."""
    own, other = None, ""
    if isinstance(policy.period, CalendarPeriod):
        own, other = EndOf.BILLING_CYCLE, "calendar"
    elif isinstance(policy.period, BillingPeriod):
        own, other = EndOf.MONTH, "billing"
    places: list[tuple[str, ClaimTerms | None]] = [("claims", policy.claims)]
    places += [
        (f"commitments[{place}].claims", one.claims)
        for place, one in enumerate(policy.commitments)
    ]
    for path, terms in places:
        for name, deadline in () if terms is None else terms.deadlines:
            if deadline.end_of is not None and deadline.end_of is own:
                yield _mismatch(
                    f"{path}.{name}.end_of",
                    None if terms is None else terms.clause,
                    f"it ends with a {own.value}, and the figure is of a "
                    f"{other} period; the two begin on different days",
                )


def _mismatch(path: str, clause: str | None, why: str) -> Diagnostic:
    """Return that two periods do not match."""
    return Diagnostic(
        code=LintCode.PERIOD_MISMATCH, path=path, clause=clause, message=why
    )
