"""
The outages and the maintenance of a batch on one line of integers.

On that line one row's period lies behind the other's, so that the time which
lies in any of many spans is found for all rows in one pass of Arrow's.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import TypeAlias, cast, final

import pyarrow as pa
import pyarrow.compute as pc

from slapolicy._pairs import Pair, merged
from slapolicy.arrow.columns import Columns, Facts, sums_between
from slapolicy.evaluation.sieve import Sieve
from slapolicy.facts.incidents import PLANNED, PROVIDER, URGENT


Placed: TypeAlias = tuple[int, int, int]
"""Where a fact begins and ends, and its place among all of its kind."""

_WHOLE = pa.int64()
_TEXT = pa.string()
KINDS = (PLANNED, URGENT)
"""The kinds of maintenance that there are."""


@final
class Timeline:
    """
    The outages and the maintenance of a batch.

    Args:
        columns: The batch.

        start: Where each row's period begins.

        end: Where it ends.

        as_of: From when each row is seen.
    """

    def __init__(
        self,
        columns: Columns,
        start: pa.Array,
        end: pa.Array,
        as_of: pa.Array,
    ) -> None:
        lengths = pc.subtract(end, start)
        stride = (pc.max(lengths).as_py() or 0) + 1
        steps = pa.repeat(pa.scalar(stride, _WHOLE), columns.rows)
        line = pc.subtract(pc.cumulative_sum(steps), stride)
        each = (start, lengths, line, as_of)
        self.outages: _Line = _Line(columns.facts_of("outages"), each)
        self.windows: _Line = _Line(columns.facts_of("maintenance"), each)
        self._sifted: dict[Sieve, Sifted] = {}

    def sifted(self, sieve: Sieve) -> "Sifted":
        """
        Return what a sieve leaves.

        Args:
            sieve: The exclusions.
        """
        if sieve not in self._sifted:
            self._sifted[sieve] = Sifted(self.outages, self.windows, sieve)
        return self._sifted[sieve]


@final
class Sifted:
    """
    What a sieve leaves of the outages and the maintenance of a batch.

    Args:
        outages: All of them.

        windows: All maintenance.

        sieve: The exclusions.
    """

    def __init__(
        self, outages: "_Line", windows: "_Line", sieve: Sieve
    ) -> None:
        self.outages = outages
        self.windows = windows
        self.counts: pa.Array = pc.and_(
            outages.is_span, _told(outages.facts, sieve)
        )
        self.excuses: pa.Array = pc.and_(
            windows.is_span, _excusing(windows.facts, sieve)
        )

    @cached_property
    def downtimes(self) -> list[int]:
        """How long an outage counted in each row's period."""
        # What lies in the one and not in the other is what lies in either,
        # less the other.
        down = self.outages.on_line(self.counts)
        free = self.windows.on_line(self.excuses)
        either = (
            pa.concat_arrays([down[0], free[0]]),
            pa.concat_arrays([down[1], free[1]]),
            pc.add(down[2], free[2]),
        )
        found: list[int] = pc.subtract(
            _covered(*either), _covered(*free)
        ).to_pylist()
        return found

    @cached_property
    def lengths(self) -> list[int]:
        """The sum of the lengths of each row's outages that count."""
        lengths = pc.if_else(self.counts, self.outages.length, 0)
        found: list[int] = self.outages.facts.sums(lengths).to_pylist()
        return found

    @cached_property
    def _lists(self) -> tuple[list[bool], list[bool]]:
        """Which facts count."""
        return self.counts.to_pylist(), self.excuses.to_pylist()

    def row(self, at: int) -> tuple[list[Placed], list[Pair]]:
        """
        Return the outages of one row that count, and what is excused.

        Args:
            at: The row.

        Returns:
            Outages in order of time; excused time as a canonical list.
        """
        counts, excuses = self._lists
        excused = self.windows.row(at, excuses)
        return (
            sorted(self.outages.row(at, counts)),
            merged((start, end) for start, end, _ in excused),
        )


_Each: TypeAlias = tuple[pa.Array, pa.Array, pa.Array, pa.Array]


@final
class _Line:
    """Facts of one kind, each in its row's part of the line."""

    def __init__(self, facts: Facts, each: _Each) -> None:
        self.facts = facts
        start, lengths, line, as_of = (one.take(facts.row_of) for one in each)
        first = facts.field("start", _WHOLE)
        last = facts.field("end", _WHOLE)
        self.length: pa.Array = pc.subtract(last, first)
        spans = pc.and_(pc.less(first, last), pc.less(first, as_of))
        self.is_span: pa.Array = pc.fill_null(spans, fill_value=False)
        self.line: pa.Array = line
        low, high = (
            pc.max_element_wise(
                pc.min_element_wise(pc.subtract(one, start), lengths), 0
            )
            for one in (first, last)
        )
        self.low: pa.Array = pc.add(line, low)
        self.high: pa.Array = pc.add(line, high)

    def on_line(self, counts: pa.Array) -> tuple[pa.Array, pa.Array, pa.Array]:
        """Return where facts begin and end, empty where they do not count."""
        return (
            pc.if_else(counts, self.low, self.line),
            pc.if_else(counts, self.high, self.line),
            self.facts.offsets,
        )

    def row(self, at: int, counts: list[bool]) -> Iterable[Placed]:
        """Yield the facts of one row that count."""
        first, last = self.facts.places[at], self.facts.places[at + 1]
        lists = self.facts.lists
        for place in range(first, last):
            if counts[place]:
                start, end = lists["start"][place], lists["end"][place]
                yield cast("int", start), cast("int", end), place


def _covered(starts: pa.Array, ends: pa.Array, offsets: pa.Array) -> pa.Array:
    """Return for each row how long it is covered by one span or more."""
    order = pc.sort_indices(starts)
    starts, ends = starts.take(order), ends.take(order)
    reached = pc.cumulative_max(ends)
    # What nobody covered before: from the row's own part of the line on.
    since = pc.max_element_wise(
        starts, pa.concat_arrays([starts[:1], reached[:-1]])
    )
    new = pc.max_element_wise(pc.subtract(ends, since), 0)
    return sums_between(new, offsets)


def _told(facts: Facts, sieve: Sieve) -> pa.Array:
    """Return which outages are not excluded as a whole."""
    causes = pc.fill_null(facts.field("cause", _TEXT), PROVIDER)
    if sieve.reads_source:
        sources = facts.field("source", _TEXT).to_pylist()
        pairs = zip(causes.to_pylist(), sources, strict=True)
        return pa.array([not sieve.drops(*one) for one in pairs], pa.bool_())
    coded = causes.dictionary_encode()
    names = coded.dictionary.to_pylist()
    counts = [not sieve.drops(name, None) for name in names]
    return pa.array(counts, pa.bool_()).take(coded.indices)


def _excusing(facts: Facts, sieve: Sieve) -> pa.Array:
    """Return which maintenance excuses by its kind."""
    kinds = pc.fill_null(facts.field("kind", _TEXT), PLANNED)
    excused = [kind for kind in KINDS if sieve.by_kind[kind]]
    return pc.is_in(kinds, pa.array(excused, _TEXT))
