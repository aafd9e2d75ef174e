"""Figures of one period, and sums or deadlines of another."""

import re

from collections.abc import Iterator
from fractions import Fraction

from slapolicy import _time
from slapolicy.amounts import FeeTime
from slapolicy.linting.diagnostics import Diagnostic, LintCode
from slapolicy.linting.samples import sample_periods, usual_length
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
from slapolicy.terms.policy import Policy


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
    Yield what is for another period than the one that is measured.

    Args:
        policy: The policy.
    """
    for place, commitment in enumerate(policy.commitments):
        path = f"commitments[{place}].credit"
        for inner, rule in _rules(commitment.credit, path):
            yield from _named(policy, commitment, inner, rule)
            yield from _shared(policy, commitment, inner, rule)
    yield from _nominal(policy)
    yield from _cycles(policy)


def _named(
    policy: Policy, commitment: Commitment, path: str, rule: CreditRule
) -> Iterator[Diagnostic]:
    """Yield a sum that is named after another period."""
    own, of = _unit(policy), getattr(rule, "of", "")
    units = {_NAMED[word] for word in _WORDS.findall(of) if word in _NAMED}
    if own is not None and units and own not in units:
        yield _mismatch(
            f"{path}.of",
            commitment.clause,
            f"the credit is a share of {of!r}, and the figure is of a "
            f"{own.value}; say which fee is meant",
        )


def _shared(
    policy: Policy, commitment: Commitment, path: str, rule: CreditRule
) -> Iterator[Diagnostic]:
    """Yield amounts that take the fee to be for another length."""
    if getattr(rule, "of", None) != "fee":
        return
    lengths = [end - start for start, end in sample_periods(policy)]
    for inner, amount in _fee_times(rule, path):
        if amount.out_of is None:
            continue
        ticks = _time.length_ticks(amount.out_of)
        real = min(lengths) <= ticks <= max(lengths)
        if not real and not _is_near(policy, ticks):
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
