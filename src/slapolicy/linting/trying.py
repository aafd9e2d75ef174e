"""Every promise of a policy, tried at every level over every length."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

import attrs

from slapolicy.errors import AmountError, PolicyError
from slapolicy.facts import Service
from slapolicy.figures import Attribute, Bound, Figure, Quantity
from slapolicy.linting import comparisons, rows, sizes, tables, worth
from slapolicy.linting.diagnostics import Diagnostic, LintCode
from slapolicy.linting.samples import sample_periods
from slapolicy.linting.steps import (
    Attributes,
    Trial,
    bounds_of,
    tables_of,
    trial_of,
)
from slapolicy.linting.tables import IN_TIME
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.credits import Reads, SumCredit, TieredCredit
from slapolicy.terms.exchange import CreditRule
from slapolicy.terms.policy import Policy


_Key: TypeAlias = tuple[LintCode, str]
_CHECKS: tuple[Callable[[Trial], Iterator[Diagnostic]], ...] = (
    tables.check,
    worth.check,
    sizes.check_saturation,
    comparisons.check_rows,
)
_ENDS = {
    Quantity.PERCENTAGE: (Fraction(0), Fraction(1)),
    Quantity.LENGTH: (Fraction(0), None),
    Quantity.NUMBER: (None, None),
}


def trials_of(policy: Policy) -> dict[int, list[Trial]]:
    """
    Return the commitments that need no attribute, by their places.

    Args:
        policy: The policy.
    """
    found: dict[int, list[Trial]] = {}
    for place, commitment in enumerate(policy.commitments):
        tried = _tried(policy, place, commitment, _multipliers(commitment))
        if tried:
            found[place] = tried
    return found


def check(
    policy: Policy, trials: Mapping[int, Sequence[Trial]]
) -> Iterator[Diagnostic]:
    """
    Yield what is wrong with targets and credits, level by level.

    Args:
        policy: The policy.

        trials: The commitments that need no attribute, tried.
    """
    for place, commitment in enumerate(policy.commitments):
        yield from comparisons.check_target(place, commitment)
        if place in trials:
            yield from _checked(trials[place])
        else:
            yield from _for_every_service(policy, place, commitment)


def _for_every_service(
    policy: Policy, place: int, commitment: Commitment
) -> Iterator[Diagnostic]:
    """Yield what is wrong with one promise whatever its attribute says."""
    found: dict[_Key, Diagnostic] | None = None
    for attributes in _services(commitment):
        tried = _tried(policy, place, commitment, attributes)
        if not any(step.is_breached for one in tried for step in one.steps):
            continue  # nobody agrees to what cannot be broken
        now = {(one.code, one.path): one for one in _checked(tried)}
        if found is None:
            found = now
        found = {key: one for key, one in found.items() if key in now}
    if found is not None:
        yield from found.values()


def _tried(
    policy: Policy,
    place: int,
    commitment: Commitment,
    attributes: Attributes,
) -> list[Trial]:
    """Return a commitment tried over each length that periods have."""
    found = [
        trial_of(policy, place, commitment, period, attributes)
        for period in sample_periods(policy)
    ]
    return [one for one in found if one is not None]


def _checked(trials: Sequence[Trial]) -> Iterator[Diagnostic]:
    """Yield what is wrong with one promise, each thing once."""
    longest = max(
        trials, key=lambda one: one.levels.period[1] - one.levels.period[0]
    )
    seen: set[_Key] = set()
    for trial in trials:
        # What one length of the period shows need not be told of the next.
        found = [
            one
            for check in _CHECKS
            for one in check(trial)
            if (one.code, one.path) not in seen
        ]
        seen |= {(one.code, one.path) for one in found}
        yield from found
    yield from sizes.check_cliff(longest)
    yield from rows.check(trials)


def _multipliers(commitment: Commitment) -> Attributes:
    """Return a one for each attribute by which a credit is multiplied."""
    names = sorted(set(_times(commitment.credit)))
    return tuple((name, "1") for name in names)


def _times(rule: CreditRule | None) -> Iterator[str]:
    """Yield the attributes by which a credit is multiplied."""
    if isinstance(rule, SumCredit):
        for one in rule.rules:
            yield from _times(one)
    times = getattr(rule, "times", None)
    if isinstance(times, Attribute):
        yield times.name


def _services(commitment: Commitment) -> Iterator[Attributes]:
    """
    Yield what services may be like that matter, one for each case.

    An attribute is tried at each bound beside it, and between each two.
    With more attributes than one nothing is tried.
    """
    names = {
        one.name for one in bounds_of(commitment) if isinstance(one, Attribute)
    }
    quantities = set(_quantities(commitment))
    if len(names) != 1 or len(quantities) != 1:
        return
    (name,), (quantity,) = names, quantities
    if quantity is None:
        return
    for exact in _cases(commitment, quantity):
        text = str(Figure(quantity, exact))
        found = (*_multipliers(commitment), (name, text))
        if _makes_sense(commitment, Service(id="service", attributes=found)):
            yield found


def _quantities(commitment: Commitment) -> Iterator[Quantity | None]:
    """Yield what kind of figure the attributes of a commitment must be."""
    own = getattr(commitment.metric, "quantity", None)
    for limit in commitment.target.limits:
        if isinstance(limit.bound, Attribute):
            downtime = own is Quantity.PERCENTAGE and (
                not limit.comparison.is_floor
            )
            yield Quantity.LENGTH if downtime else own
    for _, table in tables_of(commitment.credit, ""):
        for row in table.rows:
            for bound in row.bounds:
                if isinstance(bound, Attribute):
                    yield _read_by(table, own)


def _read_by(table: TieredCredit, own: object) -> Quantity | None:
    """Return what kind of figure a table reads, None if that depends."""
    if table.reads in IN_TIME:
        return Quantity.LENGTH
    if table.reads is Reads.VALUE and isinstance(own, Quantity):
        return own
    return None


def _cases(commitment: Commitment, quantity: Quantity) -> Iterator[Fraction]:
    """Yield a figure between each two fixed bounds, and each of them."""
    low, high = _ENDS[quantity]
    fixed = {
        one.exact
        for one in bounds_of(commitment)
        if isinstance(one, Figure) and one.quantity is quantity
    }
    least = min(fixed, default=Fraction(0)) - 1 if low is None else low
    most = max(fixed, default=Fraction(0)) * 2 + 2 if high is None else high
    edges = sorted({*fixed, least, most})
    # What lies between is the common case, so it is shown if possible.
    for one, other in pairwise(edges):
        middle = (one + other) / 2
        whole = quantity is Quantity.LENGTH
        yield Fraction(int(middle)) if whole else middle
    yield from edges


def _makes_sense(commitment: Commitment, service: Service) -> bool:
    """Whether each row has a figure in it for a service."""
    try:
        for _, table in tables_of(commitment.credit, ""):
            for row in table.rows:
                attrs.evolve(
                    row,
                    at_least=_figure(row.at_least, service),
                    above=_figure(row.above, service),
                    below=_figure(row.below, service),
                    at_most=_figure(row.at_most, service),
                )
    except (AmountError, PolicyError):
        return False
    return True


def _figure(bound: Bound | None, service: Service) -> Figure | None:
    """Return the figure that a bound is for a service."""
    return None if bound is None else service.figure(bound)
