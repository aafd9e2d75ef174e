"""Requests added up window by window, and which windows are excluded."""

import functools

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import chain, pairwise
from typing import final

import attrs

from slapolicy import _time
from slapolicy._pairs import Pair, clipped, intersected, measured, merged
from slapolicy.errors import RecordError
from slapolicy.facts import Requests
from slapolicy.terms.exchange import Decision
from slapolicy.terms.metrics._windows import how_many


_ALL_GOOD = Fraction(1)


@final
@attrs.frozen(kw_only=True)
class Tally:
    """
    The requests of one window together, or consecutive windows without any.

    Args:
        start_ticks: Where the window begins.

        end_ticks: Where it ends, or the last of them.

        windows: How many they are.

        total: All requests.

        failed: Those that failed.

        components: What they were about; None for the whole service.

        excused: Whether the window is excluded altogether and counts as up.
    """

    start_ticks: int
    end_ticks: int
    windows: int = 1
    total: int = 0
    failed: int = 0
    components: frozenset[str | None] = frozenset()
    excused: bool = False

    @classmethod
    def of(
        cls, window: Pair, rows: Iterable[Requests], windows: int = 1
    ) -> "Tally":
        """
        Return the requests of a window together.

        Args:
            window: Microseconds since the epoch, UTC.

            rows: The requests that are counted in it.

            windows: How many windows it is, if there are none.
        """
        rows = tuple(rows)
        return cls(
            start_ticks=window[0],
            end_ticks=window[1],
            windows=windows,
            total=sum(row.total for row in rows),
            failed=sum(row.failed for row in rows),
            components=frozenset(row.component for row in rows),
        )

    @property
    def component(self) -> str | None:
        """The one component that they were about; None for several."""
        if len(self.components) != 1:
            return None
        (only,) = self.components
        return only

    @property
    def good(self) -> int:
        """How many succeeded; all of them where that is excused."""
        return self.total if self.excused else self.total - self.failed

    @property
    def rate(self) -> Fraction | None:
        """The share that succeeded; None where there were no requests."""
        if self.excused:
            return _ALL_GOOD
        return Fraction(self.good, self.total) if self.total else None


def tallied(
    rows: Sequence[Requests],
    period: Pair,
    length: int,
    edges: Iterable[int] = (),
) -> list[Tally]:
    """
    Return requests added up window by window.

    Windows without requests that follow each other are one tally, so that
    their number costs nothing. At an edge, which may lie inside of a window,
    another begins.

    Args:
        rows: Those that start in the period, in order of time.

        period: Where the first window begins and the last one ends,
            microseconds since the epoch, UTC.

        length: How long they are, in microseconds.

        edges: Where windows may begin to be treated otherwise.

    Raises:
        RecordError: If requests span two windows.
    """
    start, end = period
    count = how_many(start, end, length)
    filled: dict[int, list[Requests]] = {}
    for row in rows:
        filled.setdefault((row.start_ticks - start) // length, []).append(row)

    def begin(number: int) -> int:
        """Return where a window begins."""
        return min(start + number * length, end)

    spanning = [
        f"{row.id}, from {_time.iso(row.start_ticks)} to "
        f"{_time.iso(row.end_ticks)}, spans two windows; split it at "
        f"{_time.iso(begin(number + 1))}"
        for number, inside in filled.items()
        for row in inside
        if row.end_ticks > begin(number + 1)
    ]
    if spanning:
        RecordError.refuse(*spanning, path="requests")
    cuts = {(at - start) // length for at in edges} | filled.keys()
    cuts |= {number + 1 for number in cuts}
    within = {0, count, *(one for one in cuts if 0 <= one <= count)}
    return [
        Tally.of((begin(low), begin(high)), filled.get(low, ()), high - low)
        for low, high in pairwise(sorted(within))
    ]


@final
class Excused:
    """
    The time that valid exclusions excuse, component by component.

    Args:
        made: What was decided.

        components: The components of the metric; none for all.
    """

    def __init__(
        self, made: Iterable[Decision], components: Sequence[str]
    ) -> None:
        spans: dict[str | None, list[Pair]] = {None: []}
        for one in made:
            if one.held:
                spans.setdefault(one.component, []).extend(one.spans)
        self._spans = {name: merged(pairs) for name, pairs in spans.items()}
        # What concerns the whole service is excused where all of it is, or
        # each of the metric's components for itself.
        each = [self._spans.get(name, []) for name in components]
        shared = functools.reduce(intersected, each) if each else []
        self._whole = merged([*self._spans[None], *shared])

    @property
    def edges(self) -> Iterable[int]:
        """Where time begins or ends to be excused for the whole service."""
        return chain.from_iterable(self._whole)

    def covers(self, tally: Tally) -> bool:
        """
        Whether a window is excluded altogether.

        It is if each component that its requests are about is. Those of the
        whole service, or none at all, are about each of the metric's.

        Args:
            tally: The window.
        """
        return all(
            self._cover(one, tally) for one in tally.components or {None}
        )

    def _cover(self, component: str | None, tally: Tally) -> bool:
        """Whether a component is excused all through a window."""
        start, end = tally.start_ticks, tally.end_ticks
        spans = clipped(self._whole, start, end)
        if component is not None:
            own = self._spans.get(component, [])
            spans = merged(
                [
                    *clipped(self._spans[None], start, end),
                    *clipped(own, start, end),
                ]
            )
        return measured(spans) == end - start
