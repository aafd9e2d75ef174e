"""The rows of a table of bands, and where each begins and ends."""

from collections.abc import Iterable
from fractions import Fraction
from typing import TypeAlias, final

import attrs

from slapolicy._override import override
from slapolicy.amounts import Amount
from slapolicy.errors import PolicyError
from slapolicy.facts import Service
from slapolicy.figures import Bound, Figure, as_optional_bound
from slapolicy.terms.exchange import Code, Reason, as_amount


@final
@attrs.frozen(kw_only=True)
class TierRow:
    """
    One row of a table.

    Args:
        at_least: The figure that it begins with.

        above: The figure above which it begins.

        below: The figure below which it ends.

        at_most: The figure that it ends with.

        credit: What it pays.

    Raises:
        PolicyError: If no figure can be in it.
    """

    at_least: Bound | None = attrs.field(
        default=None, converter=as_optional_bound
    )
    above: Bound | None = attrs.field(
        default=None, converter=as_optional_bound
    )
    below: Bound | None = attrs.field(
        default=None, converter=as_optional_bound
    )
    at_most: Bound | None = attrs.field(
        default=None, converter=as_optional_bound
    )
    credit: Amount = attrs.field(converter=as_amount)

    def __attrs_post_init__(self) -> None:
        """Refuse a row that contradicts itself."""
        if self.at_least is not None and self.above is not None:
            PolicyError.refuse("at_least and above are both given; keep one")
        if self.at_most is not None and self.below is not None:
            PolicyError.refuse("at_most and below are both given; keep one")
        low, high = self.low, self.high
        if not isinstance(low, Figure) or not isinstance(high, Figure):
            return
        if low.quantity is not high.quantity:
            PolicyError.refuse(f"{low} and {high} are not of one kind")
        strict = self.above is not None or self.below is not None
        if low.exact > high.exact or (low.exact == high.exact and strict):
            PolicyError.refuse(
                f"no figure is {self}; exchange the bounds or mend one"
            )

    @property
    def low(self) -> Bound | None:
        """The bound on the side of lower figures."""
        return self.above if self.at_least is None else self.at_least

    @property
    def high(self) -> Bound | None:
        """The bound on the side of higher figures."""
        return self.below if self.at_most is None else self.at_most

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """The bounds that it has."""
        return tuple(one for one in (self.low, self.high) if one is not None)

    @override
    def __str__(self) -> str:
        """Return its bounds in words."""
        words = (
            ("at least", self.at_least),
            ("above", self.above),
            ("below", self.below),
            ("at most", self.at_most),
        )
        said = [
            f"{word} {getattr(bound, 'name', bound)}"
            for word, bound in words
            if bound is not None
        ]
        return " and ".join(said) or "any figure"


Edge: TypeAlias = tuple[int, Fraction, int]
"""A bound on a line of figures: side of infinity, figure, closed or open."""


@final
@attrs.frozen
class Band:
    """
    A row whose bounds are figures, turned so that lower is worse.

    Args:
        row: The row.

        low: Its edge on the worse side.

        high: Its edge on the better side.
    """

    row: TierRow
    low: Edge
    high: Edge

    def holds(self, point: Edge) -> bool:
        """
        Whether a figure lies in it.

        Args:
            point: The figure, turned as it is, at neither side of infinity.
        """
        return self.low <= point <= self.high


def bands_of(
    rows: Iterable[TierRow], service: Service, *, rising: bool
) -> list[Band] | Reason:
    """
    Return rows with figures, or the attribute that is missing.

    Args:
        rows: Those of a table.

        service: Who has the attributes that bounds may name.

        rising: Whether a higher figure is worse.
    """
    bands = []
    for row in rows:
        edges = []
        for bound, closed, side in (
            (row.low, row.above is None, -1),
            (row.high, row.below is None, 1),
        ):
            if bound is None:
                edges.append((side, Fraction(0), 0))
                continue
            figure = service.figure(bound)
            if figure is None:
                return Reason(
                    Code.MISSING_ATTRIBUTE,
                    f"a row of the table reads attribute "
                    f"{getattr(bound, 'name', bound)!r}, which service "
                    f"{service.id!r} lacks as a figure",
                )
            # An open end lies just inside of its figure.
            inward = 0 if closed else -side
            edges.append((0, figure.exact, inward))
        low, high = edges
        if rising:
            low, high = _turned(high), _turned(low)
        bands.append(Band(row, low, high))
    return bands


def _turned(edge: Edge) -> Edge:
    """Return an edge seen from the other side."""
    side, figure, inward = edge
    return (-side, -figure, -inward)
