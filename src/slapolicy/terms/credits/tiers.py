"""A table of bands, kept as printed, gaps and overlaps included."""

import enum

from collections.abc import Iterable
from fractions import Fraction
from typing import ClassVar, TypeAlias, final

import attrs

from slapolicy._converters import choice
from slapolicy._override import override
from slapolicy.amounts import Amount
from slapolicy.errors import PolicyError, at
from slapolicy.facts import Service
from slapolicy.figures import (
    Bound,
    Figure,
    Quantity,
    as_optional_bound,
)
from slapolicy.terms.credits._pricing import (
    LENGTHS,
    ONCE,
    Price,
    Reads,
    Times,
    as_reads,
    as_times,
    level,
    priced,
    unreadable,
)
from slapolicy.terms.exchange import (
    Award,
    Basis,
    Code,
    Reading,
    Reason,
    as_amount,
)


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


@final
class Gap(enum.Enum):
    """What a figure between the rows earns."""

    UNDETERMINED = "undetermined"
    BETTER = "better"
    WORSE = "worse"


@final
class RowOverlap(enum.Enum):
    """Which of several rows that match a figure is taken."""

    UNDETERMINED = "undetermined"
    WORST = "worst"
    FIRST = "first"


def _as_rows(rows: Iterable[TierRow]) -> tuple[TierRow, ...]:
    """Return rows as a tuple."""
    return tuple(rows)


def _as_gap(value: Gap | str) -> Gap:
    """Return what a gap earns, by its name."""
    return choice(Gap, value)


def _as_overlap(value: RowOverlap | str) -> RowOverlap:
    """Return which row is taken, by its name."""
    return choice(RowOverlap, value)


_Edge: TypeAlias = tuple[int, Fraction, int]
"""A bound on a line of figures: side of infinity, figure, closed or open."""


@final
@attrs.frozen
class _Band:
    """A row whose bounds are figures, turned so that lower is worse."""

    row: TierRow
    low: _Edge
    high: _Edge

    def holds(self, figure: Fraction | int) -> bool:
        """Whether a figure lies in it."""
        point = (0, Fraction(figure), 0)
        return self.low <= point <= self.high


@final
@attrs.frozen(kw_only=True)
class TieredCredit:
    """
    A table: the row in which the figure lies says what is due.

    Args:
        rows: The rows, as printed.

        reads: The figure: value, downtime, longest, excess, ratio, or
            shortfall.

        of: The sum of which shares are taken.

        gap: What a figure between the rows earns.

        overlap: Which of several rows that match is taken.

        times: How many times the row's amount is due.

    Raises:
        PolicyError: If there is no row, or a bound is of the wrong kind.
    """

    kind: ClassVar[str] = "tiers"

    rows: tuple[TierRow, ...] = attrs.field(converter=_as_rows)
    reads: Reads = attrs.field(default=Reads.VALUE, converter=as_reads)
    of: str = "fee"
    gap: Gap = attrs.field(default=Gap.UNDETERMINED, converter=_as_gap)
    overlap: RowOverlap = attrs.field(
        default=RowOverlap.UNDETERMINED, converter=_as_overlap
    )
    times: Times = attrs.field(default=ONCE, converter=as_times)

    def __attrs_post_init__(self) -> None:
        """Refuse a table without rows, or with bounds of another kind."""
        if not self.rows:
            PolicyError.refuse("rows: a table has at least one row")
        if self.reads not in LENGTHS:
            return
        for place, row in enumerate(self.rows):
            for bound in row.bounds:
                if (
                    isinstance(bound, Figure)
                    and bound.quantity is not Quantity.LENGTH
                ):
                    error = PolicyError.of(
                        f"{bound} is no length, which the table reads "
                        f"({self.reads.value})"
                    )
                    raise at(error, f"rows[{place}]")

    def award(self, reading: Reading, basis: Basis) -> Award:
        """
        Return what the row in which the reading lies pays.

        Args:
            reading: What was measured, with its excess.

            basis: What money needs to know.
        """
        figure = level(self.reads, reading, basis)
        if figure is None:
            return unreadable(self.kind, self.reads.value, reading)
        row = self.row(
            figure, basis.service, rising=self.is_rising(reading, basis)
        )
        if isinstance(row, Reason):
            return Award((), (row,))
        if row is None:
            return Award()
        price = Price(row.credit, ONCE, reading.subject)
        return priced(self.kind, [price], basis, of=self.of, times=self.times)

    def place(self, reading: Reading, basis: Basis) -> tuple[int, ...]:
        """
        Return past how many bounds of its rows a reading lies.

        Args:
            reading: What was measured, with its excess.

            basis: What money needs to know.
        """
        figure = level(self.reads, reading, basis)
        bands = self._bands(basis.service, rising=False)
        if figure is None or isinstance(bands, Reason):
            return ()
        at_ = (0, Fraction(figure), 0)
        return (sum((one.low <= at_) + (one.high < at_) for one in bands),)

    def is_rising(self, reading: Reading, basis: Basis) -> bool:
        """
        Whether a higher figure is worse on the axis that it reads.

        Args:
            reading: What was measured.

            basis: The broken bound is in it.
        """
        if self.reads in LENGTHS or self.reads is Reads.SHORTFALL:
            return True
        is_share_up = (
            reading.quantity is Quantity.PERCENTAGE
            and reading.downtime is not None
        )
        if is_share_up and self.reads is Reads.VALUE:
            return False
        return basis.target is not None and not basis.target[0].is_floor

    def row(
        self, figure: Fraction | int, service: Service, *, rising: bool
    ) -> TierRow | Reason | None:
        """
        Return the row that pays for a figure.

        Args:
            figure: On the axis that the table reads.

            service: Who has the attributes that bounds may name.

            rising: Whether a higher figure is worse.

        Returns:
            The row; None where better figures earn nothing; or the reason
            why nobody can tell.
        """
        bands = self._bands(service, rising=rising)
        if isinstance(bands, Reason):
            return bands
        turned = -figure if rising else figure
        found = [band for band in bands if band.holds(turned)]
        if not found:
            return self._between(bands, turned, figure)
        if len(found) == 1 or self.overlap is RowOverlap.FIRST:
            return found[0].row
        if self.overlap is RowOverlap.WORST:
            return min(found, key=lambda band: (band.high, band.low)).row
        rows = "; ".join(str(band.row) for band in found)
        return Reason(
            Code.OVERLAP,
            f"{self._shown(figure)} is in {len(found)} rows of the table "
            f"({rows}), and it does not say which one pays",
        )

    def _between(
        self,
        bands: list[_Band],
        turned: Fraction | int,
        figure: Fraction | int,
    ) -> TierRow | Reason | None:
        """Return what a figure between the rows earns."""
        point = (0, Fraction(turned), 0)
        if self.gap is Gap.BETTER:
            better = [band for band in bands if band.low > point]
            return min(better, key=_low).row if better else None
        worse = [band for band in bands if band.high < point]
        if self.gap is Gap.WORSE and worse:
            return max(worse, key=_high).row
        return Reason(
            Code.GAP,
            f"no row of the table says what {self._shown(figure)} earns",
        )

    def _bands(
        self, service: Service, *, rising: bool
    ) -> list[_Band] | Reason:
        """Return the rows with figures, or the attribute that is missing."""
        bands = []
        for row in self.rows:
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
            bands.append(_Band(row, low, high))
        return bands

    def _shown(self, figure: Fraction | int) -> str:
        """Return a figure of the axis in words."""
        kinds = [
            bound.quantity
            for row in self.rows
            for bound in row.bounds
            if isinstance(bound, Figure)
        ]
        kind = kinds[0] if kinds else Quantity.NUMBER
        return Figure(kind, Fraction(figure)).rough


def _turned(edge: _Edge) -> _Edge:
    """Return an edge seen from the other side."""
    side, figure, inward = edge
    return (-side, -figure, -inward)


def _low(band: _Band) -> _Edge:
    """Return the edge on the worse side."""
    return band.low


def _high(band: _Band) -> _Edge:
    """Return the edge on the better side."""
    return band.high
