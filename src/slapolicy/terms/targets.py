"""Whether a reading keeps its promise, by how much, and since when not."""

import functools
import math

from collections.abc import Iterable
from fractions import Fraction
from typing import final

import attrs

from slapolicy._tree import Tree, tree_of
from slapolicy.errors import PolicyError
from slapolicy.facts import Service
from slapolicy.figures import (
    Attribute,
    Bound,
    Figure,
    FigureLike,
    Quantity,
    as_bound,
)
from slapolicy.terms.exchange import (
    Code,
    Comparison,
    Outcome,
    Reading,
    Reason,
    View,
)


@final
@attrs.frozen
class Limit:
    """
    One bound of a target.

    Args:
        comparison: How a reading must compare with it.

        bound: The figure, or the attribute that has it.
    """

    comparison: Comparison
    bound: Bound = attrs.field(converter=as_bound)


@final
@attrs.frozen(kw_only=True)
class Judgement:
    """
    What a target says of a reading.

    Args:
        reading: The reading, with what it exceeds.

        outcome: Whether the promise was kept.

        broken: The bound that was broken, else the first written, with its
            figure; None if it could not be read.

        reason: Why the outcome is not known, if so.
    """

    reading: Reading
    outcome: Outcome
    broken: tuple[Comparison, Figure] | None = None
    reason: Reason | None = None


def _as_limits(limits: Iterable[Limit]) -> tuple[Limit, ...]:
    """Return limits as a tuple."""
    return tuple(limits)


@final
@attrs.frozen(kw_only=True)
class Target:
    """
    One or two bounds that must hold, or a text that nobody can read.

    >>> target = Target.of(at_least="99.9%")
    >>> target.limits[0].bound.exact
    Fraction(999, 1000)

    Args:
        limits: The bounds, as written.

        unspecified: The contract's words, if they state no figure.

    Raises:
        PolicyError: If there is neither, both, or a bound twice.
    """

    limits: tuple[Limit, ...] = attrs.field(default=(), converter=_as_limits)
    unspecified: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a target that asks for nothing, or contradicts itself."""
        if not self.limits and self.unspecified is None:
            PolicyError.refuse(
                "a target asks for something: give at_least, more_than, "
                "at_most, less_than or unspecified"
            )
        if self.limits and self.unspecified is not None:
            PolicyError.refuse(
                "a target is either a figure or unspecified, not both"
            )
        floors = [one.comparison.is_floor for one in self.limits]
        if len(floors) - len(
            {
                (one, *_kinds(limit))
                for one, limit in zip(floors, self.limits, strict=True)
            }
        ):
            PolicyError.refuse("a target has each kind of bound once")

    @classmethod
    def of(
        cls,
        *,
        unspecified: str | None = None,
        **bounds: "Attribute | FigureLike",
    ) -> "Target":
        """
        Return the target with these bounds, in the order in which they stand.

        Args:
            unspecified: The contract's words, if they state no figure.

            **bounds: ``at_least``, ``more_than``, ``at_most``,
                ``less_than``.

        Raises:
            PolicyError: For another name.
        """
        known = {one.value: one for one in Comparison}
        for name in bounds:
            if name not in known:
                PolicyError.refuse(
                    f"{name}: no such bound; the bounds are {', '.join(known)}"
                )
        return cls(
            limits=[
                Limit(known[name], bound) for name, bound in bounds.items()
            ],
            unspecified=unspecified,
        )

    def to_tree(self) -> Tree:
        """Return it as documents write it."""
        if self.unspecified is not None:
            return {"unspecified": self.unspecified}
        return {
            one.comparison.value: tree_of(one.bound) for one in self.limits
        }

    def figures(
        self, service: Service
    ) -> tuple[tuple[Comparison, Figure], ...] | Reason:
        """
        Return the bounds with their figures, or why they cannot be read.

        Args:
            service: Who has the attributes that bounds may name.
        """
        if self.unspecified is not None:
            return Reason(
                Code.UNSPECIFIED,
                f"the target cannot be read: {self.unspecified}",
            )
        found = []
        for one in self.limits:
            figure = service.figure(one.bound)
            if figure is None:
                return Reason(
                    Code.MISSING_ATTRIBUTE,
                    f"the target reads attribute {_name(one.bound)!r}, "
                    f"which service {service.id!r} lacks as a figure",
                )
            found.append((one.comparison, figure))
        return tuple(found)

    def judge(self, reading: Reading, service: Service) -> Judgement:
        """
        Return whether *reading* keeps the promise.

        Args:
            reading: What was measured.

            service: Who has the attributes that bounds may name.
        """
        if reading.reason is not None:
            return Judgement(
                reading=reading,
                outcome=Outcome.UNDETERMINED,
                reason=reading.reason,
            )
        found = self.figures(service)
        if isinstance(found, Reason):
            return Judgement(
                reading=reading, outcome=Outcome.UNDETERMINED, reason=found
            )
        now = _judged(reading, found)
        later = _worst_case(reading, found)
        if later is None or later is now.outcome:
            return now
        return attrs.evolve(
            now, outcome=Outcome.UNDETERMINED, reason=_doubt(reading)
        )


def _name(bound: Bound) -> str:
    """Return the attribute that a bound names."""
    return bound.name if isinstance(bound, Attribute) else str(bound)


def _kinds(limit: Limit) -> tuple[str]:
    """Return what tells two bounds on the same side apart."""
    if isinstance(limit.bound, Attribute):
        return (limit.bound.name,)
    return (limit.bound.quantity.value,)


def _read_by(reading: Reading, figure: Figure) -> Fraction | int | None:
    """Return what a bound of that kind compares with."""
    if figure.quantity is reading.quantity:
        return reading.value
    if figure.quantity is Quantity.LENGTH:
        return reading.downtime
    return None


def _judged(
    reading: Reading, figures: tuple[tuple[Comparison, Figure], ...]
) -> Judgement:
    """Return the outcome of a reading as it stands."""
    broken = None
    for comparison, figure in figures:
        value = _read_by(reading, figure)
        if value is None:
            return Judgement(
                reading=reading,
                outcome=Outcome.UNDETERMINED,
                reason=Reason(
                    Code.MISSING_ATTRIBUTE,
                    f"{figure} is no {reading.quantity.value} to compare "
                    f"the reading with",
                ),
            )
        if broken is None and not comparison.holds(value, figure.exact):
            broken = (comparison, figure)
    outcome = Outcome.MET if broken is None else Outcome.BREACHED
    bound = figures[0] if broken is None else broken
    return Judgement(
        reading=reading.beyond(_excess(reading, bound)),
        outcome=outcome,
        broken=bound,
    )


def _worst_case(
    reading: Reading, figures: tuple[tuple[Comparison, Figure], ...]
) -> Outcome | None:
    """Return the outcome of the worst that it may be, None if it is known."""
    if reading.other is not None:
        return _judged(reading.other, figures).outcome
    if not reading.growing:
        return None
    # What still grows passes every ceiling in the end.
    ceilings = any(not comparison.is_floor for comparison, _ in figures)
    return Outcome.BREACHED if ceilings else Outcome.MET


def _doubt(reading: Reading) -> Reason:
    """Return why the outcome turns on what is not known."""
    if reading.doubt is Code.UNOBSERVED:
        return Reason(
            Code.UNOBSERVED,
            f"the outcome of {reading.subject} turns on time that nobody "
            f"observed",
        )
    text = f"{reading.subject} turns on what is still open"
    return Reason(Code.STILL_OPEN, text)


def allowance(
    reading: Reading, bound: tuple[Comparison, Figure]
) -> Fraction | None:
    """
    Return the microseconds of downtime that a bound allows.

    Args:
        reading: What was measured.

        bound: How it compares, and its figure.

    Returns:
        None where the reading has no downtime, or the bound is a floor on
        a length.
    """
    _, figure = bound
    is_share = figure.quantity is not Quantity.LENGTH
    if reading.downtime is None or (is_share and reading.measured is None):
        return None
    return allowed_of(reading.measured or 0, figure)


def allowed_of(measured: int, figure: Figure) -> Fraction:
    """
    Return the microseconds of downtime that a figure allows.

    Args:
        measured: Microseconds, of which a percentage is a share.

        figure: The figure.
    """
    if figure.quantity is Quantity.LENGTH:
        return figure.exact
    return _allowed(measured, *figure.exact.as_integer_ratio())


@functools.lru_cache(maxsize=1024)
def _allowed(measured: int, above: int, below: int) -> Fraction:
    """Return the same; there are few lengths of periods."""
    return Fraction((below - above) * measured, below)


_NOTHING = Fraction(0)


def _excess(
    reading: Reading, bound: tuple[Comparison, Figure]
) -> Fraction | None:
    """Return the downtime beyond what a bound allows, never negative."""
    allowed = allowance(reading, bound)
    if allowed is None or reading.downtime is None:
        return None
    excess = reading.downtime - allowed
    return excess if excess.numerator > 0 else _NOTHING


def breached_at(
    reading: Reading, bound: tuple[Comparison, Figure], view: View
) -> int:
    """
    Return the first instant at which a broken bound could not be kept.

    That is where running counted downtime passes what the bound allows, or
    reaches it for a strict one; for a count the start of the one too many;
    else the end of the period (design 4.5).

    Args:
        reading: What was measured.

        bound: The bound that was broken.

        view: The record as the commitment sees it.

    Returns:
        Microseconds since the epoch, UTC.
    """
    comparison, figure = bound
    if reading.quantity is Quantity.NUMBER:
        starts = sorted(one.start for one in reading.stretches)
        most = figure.exact.__floor__()
        strict = comparison.is_strict and most == figure.exact
        place = most - 1 if strict else most
        if not comparison.is_floor and 0 <= place < len(starts):
            return starts[place]
        return view.end
    allowed = allowance(reading, bound)
    if allowed is None:
        return view.end
    return _passes(reading, allowed, view, strict=comparison.is_strict)


def _passes(
    reading: Reading, allowed: Fraction, view: View, *, strict: bool
) -> int:
    """Return where running downtime passes, or reaches, a length."""
    running = Fraction(0)
    weighed = sorted(
        (piece, weight)
        for one in reading.stretches
        for piece, weight in zip(
            one.pieces,
            one.weights or (Fraction(1),) * len(one.pieces),
            strict=True,
        )
    )
    for (start, end), weight in weighed:
        length = (end - start) * weight
        passed = running + length - allowed
        if passed > 0 or (strict and passed == 0):
            return start + max(math.ceil((allowed - running) / weight), 0)
        running += length
    return view.end
