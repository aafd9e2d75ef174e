"""A commitment: what is promised, how it is measured, what it is worth."""

import datetime as dt

from collections.abc import Iterable, Iterator
from typing import final

import attrs

from slapolicy._converters import as_exact_or_none
from slapolicy.errors import PolicyError
from slapolicy.figures import Figure, Quantity
from slapolicy.terms.claims import ClaimTerms
from slapolicy.terms.conditions import Condition
from slapolicy.terms.exchange import AnyExclusion, CreditRule, Metric
from slapolicy.terms.settlement import Cap, Per
from slapolicy.terms.targets import Target


SLICEABLE = frozenset({"availability", "success-rate", "gauge"})
"""The kinds of metric that can be read slice by slice (design 4.2)."""


def _as_conditions(found: Iterable[Condition]) -> tuple[Condition, ...]:
    """Return conditions as a tuple."""
    return tuple(found)


def _as_exclusions(found: Iterable[AnyExclusion]) -> tuple[AnyExclusion, ...]:
    """Return exclusions as a tuple."""
    return tuple(found)


def _as_caps(found: Iterable[Cap]) -> tuple[Cap, ...]:
    """Return caps as a tuple."""
    return tuple(found)


@final
@attrs.frozen(kw_only=True)
class Commitment:
    """
    One promise of an agreement.

    Args:
        id: Its name in the policy.

        clause: The clause that makes it.

        applies_if: The conditions under which a service has it.

        slice: The stretch of the period that is read on its own; None for
            the period whole.

        metric: How it is measured.

        target: What is promised.

        credit: What a breach is worth; None where it earns nothing.

        exclusions: What does not count for it, beside the policy's.

        caps: The most that is paid for it.

        claims: How it is claimed, if not as the policy says.

    Raises:
        PolicyError: If target and metric do not fit together, or a cap is
            for longer than the period.
    """

    id: str
    clause: str | None = None
    applies_if: tuple[Condition, ...] = attrs.field(
        default=(), converter=_as_conditions
    )
    slice: dt.timedelta | None = attrs.field(
        default=None, converter=as_exact_or_none
    )
    metric: Metric
    target: Target
    credit: CreditRule | None = None
    exclusions: tuple[AnyExclusion, ...] = attrs.field(
        default=(), converter=_as_exclusions
    )
    caps: tuple[Cap, ...] = attrs.field(default=(), converter=_as_caps)
    claims: ClaimTerms | None = None

    def __attrs_post_init__(self) -> None:
        faults = [
            PolicyError.of(text, path=path) for path, text in self._faults()
        ]
        if faults:
            PolicyError.refuse(*faults)

    def _faults(self) -> Iterator[tuple[str, str]]:
        """Yield what does not fit together, each with its path."""
        quantity = getattr(self.metric, "quantity", None)
        if isinstance(quantity, Quantity):
            for limit in self.target.limits:
                if isinstance(limit.bound, Figure):
                    path = f"target.{limit.comparison.value}"
                    for text in _unfit(limit.bound, quantity, self.metric):
                        yield path, text
        for place, cap in enumerate(self.caps):
            if cap.per is Per.YEAR or not isinstance(cap.per, Per):
                says = "a cap on one promise is for an incident or the period"
                cure = "move it to credits.caps of the policy"
                yield f"caps[{place}].per", f"{says}; {cure}"
        kind = getattr(self.metric, "kind", None)
        if self.slice is not None:
            if not self.slice:
                yield "slice", "a slice has a length"
            if kind not in SLICEABLE:
                names = ", ".join(sorted(SLICEABLE))
                yield "slice", f"only {names} can be read in slices"


def _unfit(bound: Figure, quantity: Quantity, metric: Metric) -> Iterator[str]:
    """Yield why a bound does not fit what a metric reads."""
    if quantity is Quantity.PERCENTAGE:
        if bound.quantity is Quantity.NUMBER:
            yield (
                f"{bound} is a number, and {_kind(metric)} is judged against "
                f'a percentage; write it with its "%"'
            )
        elif bound.quantity is Quantity.PERCENTAGE and bound.exact > 1:
            yield f"{bound}: no {_kind(metric)} is above 100%"
    elif bound.quantity is not quantity:
        yield (
            f"{bound} is a {bound.quantity.value}, and {_kind(metric)} is "
            f"judged against a {quantity.value}"
        )


def _kind(metric: Metric) -> str:
    """Return what a metric is called."""
    return str(getattr(metric, "kind", type(metric).__name__))
