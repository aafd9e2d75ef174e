"""A table of bands, kept as printed, gaps and overlaps included."""

import enum

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, final

import attrs

from slapolicy._converters import choice
from slapolicy.errors import PolicyError, at
from slapolicy.facts import Service
from slapolicy.figures import (
    Figure,
    Quantity,
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
from slapolicy.terms.credits.rows import Band, Edge, TierRow, bands_of
from slapolicy.terms.exchange import (
    Award,
    Basis,
    Code,
    Reading,
    Reason,
)


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
        edges = self._edges or _edges_of(
            self._bands(basis.service, rising=False)
        )
        if figure is None or edges is None:
            return ()
        lows, highs = edges
        point = (0, Fraction(figure), 0)
        return (bisect_right(lows, point) + bisect_left(highs, point),)

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
        point = (0, Fraction(turned), 0)
        found = [band for band in bands if band.holds(point)]
        if not found:
            return self._between(bands, point, figure)
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
        bands: list[Band],
        point: Edge,
        figure: Fraction | int,
    ) -> TierRow | Reason | None:
        """Return what a figure between the rows earns."""
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

    @cached_property
    def _printed(self) -> tuple[list[Band] | Reason, ...]:
        """The rows, falling and rising, as far as no bound has a name."""
        nobody = Service(id="service")
        return tuple(
            bands_of(self.rows, nobody, rising=one) for one in (False, True)
        )

    @cached_property
    def _edges(self) -> tuple[list[Edge], list[Edge]] | None:
        """The rows' lower and upper edges, in order, if no bound is a name."""
        return _edges_of(self._printed[False])

    def _bands(self, service: Service, *, rising: bool) -> list[Band] | Reason:
        """Return the rows with figures, or the attribute that is missing."""
        found = self._printed[rising]
        if isinstance(found, Reason):
            return bands_of(self.rows, service, rising=rising)
        return found

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


def _edges_of(
    bands: list[Band] | Reason,
) -> tuple[list[Edge], list[Edge]] | None:
    """Return the lower and the upper edges of rows, each in order."""
    if isinstance(bands, Reason):
        return None
    return sorted(map(_low, bands)), sorted(map(_high, bands))


def _low(band: Band) -> Edge:
    """Return the edge on the worse side."""
    return band.low


def _high(band: Band) -> Edge:
    """Return the edge on the better side."""
    return band.high
