"""
Stretches of time, half-open ``[start, end)``, and sets of them.

A span is two integers, microseconds since the epoch, UTC; a set of spans is
a tuple of such pairs. What counts time works on the pairs themselves, with
the functions at the end: a list of pairs is *canonical* if its pairs are
sorted, disjoint, do not touch and are not empty.
"""

import datetime as dt
import heapq
import itertools
import math

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from operator import itemgetter
from typing import Literal, NoReturn, Self, TypeAlias, final

import attrs

from slapolicy import _time
from slapolicy.errors import AmountError


Pair: TypeAlias = tuple[int, int]
Weighted: TypeAlias = tuple[int, int, Fraction]

_START = itemgetter(0)
_END = itemgetter(1)
# Beyond every instant: where a list of pairs is used up.
_NONE_LEFT = (_time.LAST + 1, _time.LAST + 1)
# From here on comparing starts alone is faster than comparing pairs.
_MANY = 16

_set = object.__setattr__


@final
@attrs.frozen(init=False, order=True, repr=False)
class Span:
    """
    The time from one instant up to, and without, another.

    Spans are equal, and sort, by their instants; the zone in which these
    were written does not matter. A span may be empty.

    >>> span = Span.from_iso("2026-10-03T00:00:00Z/2026-10-03T02:30:00Z")
    >>> print(span.length)
    2:30:00

    Args:
        start: The first instant, in any zone.

        end: The first instant after it, in any zone.

    Raises:
        AmountError: If *end* lies before *start*, or one of them is naive
            or a wall time that its zone skips.
    """

    start_ticks: int = attrs.field(init=False)
    end_ticks: int = attrs.field(init=False)

    def __init__(self, start: dt.datetime, end: dt.datetime) -> None:
        first, last = _time.to_ticks(start), _time.to_ticks(end)
        if last < first:
            _refuse(first, last)
        _set(self, "start_ticks", first)
        _set(self, "end_ticks", last)

    @classmethod
    def of_ticks(cls, start: int, end: int) -> Self:
        """
        Return the span between two instants.

        Args:
            start: Microseconds since the epoch, UTC.

            end: Microseconds since the epoch, UTC.

        Raises:
            AmountError: If *end* lies before *start*, or one of them outside
                the years 1 to 9999.
        """
        if not _time.FIRST <= start <= end <= _time.LAST:
            _refuse(start, end)
        span = cls.__new__(cls)
        _set(span, "start_ticks", start)
        _set(span, "end_ticks", end)
        return span

    @classmethod
    def lasting(cls, start: dt.datetime, length: dt.timedelta) -> Self:
        """
        Return the span that begins at an instant and lasts *length*.

        Args:
            start: The first instant, in any zone.

            length: An exact length, not negative.

        Raises:
            AmountError: If *length* is negative, *start* is no instant, or
                the end lies beyond the year 9999.
        """
        first = _time.to_ticks(start)
        return cls.of_ticks(first, first + _time.length_ticks(length))

    @classmethod
    def from_iso(cls, text: str) -> Self:
        """
        Return the span that *text* writes; the inverse of `to_iso`.

        Args:
            text: Two instants of RFC 3339 with offsets and a ``/`` between
                them.

        Raises:
            AmountError: If it is no such text, or the end lies before the
                start.
        """
        start, slash, end = text.partition("/")
        if not slash:
            msg = (
                f"{text!r} is no span; write it as "
                f"2026-10-03T02:00:00Z/2026-10-03T04:00:00Z"
            )
            raise AmountError(msg)
        return cls(_time.parse_instant(start), _time.parse_instant(end))

    def to_iso(self) -> str:
        """Return it as two instants in UTC with a ``/`` between them."""
        return f"{_time.iso(self.start_ticks)}/{_time.iso(self.end_ticks)}"

    def to_interval(self) -> "_time.Interval":
        """
        Return it as an interval of pendulum, in UTC.

        Such an interval has its end as a member and compares by length;
        hand it on, do not reckon with it.
        """
        return _time.interval(self.start_ticks, self.end_ticks)

    @property
    def start(self) -> _time.DateTime:
        """The first instant, UTC."""
        return _time.from_ticks(self.start_ticks)

    @property
    def end(self) -> _time.DateTime:
        """The first instant after it, UTC."""
        return _time.from_ticks(self.end_ticks)

    @property
    def length(self) -> dt.timedelta:
        """The time from start to end."""
        return dt.timedelta(microseconds=self.end_ticks - self.start_ticks)

    @property
    def length_ticks(self) -> int:
        """The time from start to end, in microseconds."""
        return self.end_ticks - self.start_ticks

    @property
    def is_empty(self) -> bool:
        """Whether it holds no instant."""
        return self.start_ticks == self.end_ticks

    def covers(self, other: "Span | dt.datetime") -> bool:
        """
        Whether an instant or another span lies in it.

        Its start does, its end does not. An empty span lies in it from its
        start to its end, both included.

        Args:
            other: A span, or an instant in any zone.

        Raises:
            AmountError: If *other* is a datetime that is no instant.
        """
        if isinstance(other, Span):
            return (
                self.start_ticks <= other.start_ticks
                and other.end_ticks <= self.end_ticks
            )
        return self.start_ticks <= _time.to_ticks(other) < self.end_ticks

    def overlaps(self, other: "Span") -> bool:
        """
        Whether an instant lies in both.

        Spans that touch do not overlap, and an empty one overlaps nothing.

        Args:
            other: Another span.
        """
        return self.clipped(other) is not None

    def clipped(self, other: "Span") -> "Span | None":
        """
        Return what lies in both, or ``None`` if no instant does.

        Args:
            other: Another span.
        """
        start = max(self.start_ticks, other.start_ticks)
        end = min(self.end_ticks, other.end_ticks)
        return Span.of_ticks(start, end) if start < end else None

    def __repr__(self) -> str:
        return f"Span.from_iso({self.to_iso()!r})"

    def __str__(self) -> str:
        return self.to_iso()


def _refuse(start: int, end: int) -> NoReturn:
    """Raise because there is no span between two instants."""
    first, last = _time.iso(start), _time.iso(end)
    msg = f"end: {last} lies before the start, {first}; put the earlier first"
    raise AmountError(msg)


def _as_canonical(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """Return pairs merged and sorted; refuse those that are no span."""
    given = list(pairs)
    for start, end in given:
        if not _time.FIRST <= start <= end <= _time.LAST:
            _refuse(start, end)
    return tuple(merged(given))


@final
@attrs.frozen(repr=False)
class SpanSet:
    """
    A set of instants, as the fewest spans that hold them.

    >>> noon = Span.from_iso("2026-10-03T12:00:00Z/2026-10-03T13:00:00Z")
    >>> later = Span.from_iso("2026-10-03T13:00:00Z/2026-10-03T14:00:00Z")
    >>> len(list(SpanSet.of(later, noon)))
    1

    Args:
        pairs: Starts and ends, microseconds since the epoch, UTC, in any
            order; they may overlap, touch and be empty.

    Raises:
        AmountError: If an end lies before its start.
    """

    pairs: tuple[Pair, ...] = attrs.field(default=(), converter=_as_canonical)

    @classmethod
    def of(cls, *spans: Span) -> "SpanSet":
        """
        Return the instants that lie in any of the spans.

        Args:
            *spans: In any order; they may overlap, touch and be empty.
        """
        return _known(merged((s.start_ticks, s.end_ticks) for s in spans))

    @classmethod
    def of_pairs(cls, pairs: Iterable[Pair]) -> "SpanSet":
        """
        Return the instants that lie between any of the pairs.

        Args:
            pairs: Microseconds since the epoch, UTC.

        Raises:
            AmountError: If an end lies before its start.
        """
        return cls(pairs)

    @classmethod
    def empty(cls) -> "SpanSet":
        """Return the set without any instant."""
        return _known(())

    @classmethod
    def overlap_at_least(cls, count: int, *sets: "SpanSet") -> "SpanSet":
        """
        Return the instants that lie in so many of the sets or more.

        Args:
            count: One or more.

            *sets: The sets; one given twice counts twice.

        Raises:
            AmountError: If *count* is less than one.
        """
        return _known(overlap_at_least(count, *(one.pairs for one in sets)))

    def measure(self) -> int:
        """Return how long it is, in microseconds."""
        return measured(self.pairs)

    def measure_within(self, span: Span) -> int:
        """
        Return how long the part within a span is, in microseconds.

        Args:
            span: What lies outside it is left out.
        """
        return measured(clipped(self.pairs, span.start_ticks, span.end_ticks))

    def clipped(self, span: Span) -> "SpanSet":
        """
        Return the part within a span.

        Args:
            span: What lies outside it is left out.
        """
        return _known(clipped(self.pairs, span.start_ticks, span.end_ticks))

    def complement(self, within: Span) -> "SpanSet":
        """
        Return the instants of a span that are not in the set.

        Args:
            within: The span.
        """
        return SpanSet.of(within) - self

    def covers(self, other: "Span | SpanSet") -> bool:
        """
        Whether each instant of *other* lies in it.

        Args:
            other: A span or a set; an empty one is covered by every set.
        """
        whole = SpanSet.of(other) if isinstance(other, Span) else other
        return not subtracted(whole.pairs, self.pairs)

    def __contains__(self, instant: dt.datetime) -> bool:
        at = _time.to_ticks(instant)
        place = bisect_right(self.pairs, at, key=_START)
        return place > 0 and at < self.pairs[place - 1][1]

    def __iter__(self) -> Iterator[Span]:
        return itertools.starmap(Span.of_ticks, self.pairs)

    def __len__(self) -> int:
        return len(self.pairs)

    def __or__(self, other: "SpanSet") -> "SpanSet":
        if not isinstance(other, SpanSet):
            return NotImplemented
        return _known(merged((*self.pairs, *other.pairs)))

    def __and__(self, other: "SpanSet") -> "SpanSet":
        if not isinstance(other, SpanSet):
            return NotImplemented
        return _known(intersected(self.pairs, other.pairs))

    def __sub__(self, other: "SpanSet") -> "SpanSet":
        if not isinstance(other, SpanSet):
            return NotImplemented
        return _known(subtracted(self.pairs, other.pairs))

    def __xor__(self, other: "SpanSet") -> "SpanSet":
        if not isinstance(other, SpanSet):
            return NotImplemented
        return (self - other) | (other - self)

    def __repr__(self) -> str:
        return f"SpanSet.of({', '.join(map(repr, self))})"


def _known(pairs: Sequence[Pair]) -> SpanSet:
    """Return the set of pairs that are known to be canonical."""
    spans = SpanSet.__new__(SpanSet)
    _set(spans, "pairs", tuple(pairs))
    return spans


def merged(pairs: Iterable[Pair]) -> list[Pair]:
    """
    Return pairs as a canonical list: sorted, merged, the empty ones dropped.

    >>> merged([(5, 7), (0, 2), (2, 3), (4, 4)])
    [(0, 3), (5, 7)]

    Args:
        pairs: Starts and ends, in any order.
    """
    ordered = list(pairs)
    if not ordered:
        return ordered
    ordered.sort(key=_START if len(ordered) > _MANY else None)
    found: list[Pair] = []
    low, high = ordered[0]
    for start, end in ordered:
        if start > high:
            if low < high:
                found.append((low, high))
            low = start
            high = end
        elif end > high:
            high = end
    if low < high:
        found.append((low, high))
    return found


def subtracted(pairs: Sequence[Pair], others: Sequence[Pair]) -> list[Pair]:
    """
    Return what lies in the first and not in the second.

    >>> subtracted([(0, 10)], [(2, 3), (9, 12)])
    [(0, 2), (3, 9)]

    Args:
        pairs: A canonical list.

        others: A canonical list.
    """
    if not others:
        return list(pairs)
    found: list[Pair] = []
    rest = iter(others)
    low, high = next(rest)
    for start, end in pairs:
        while high <= start:
            low, high = next(rest, _NONE_LEFT)
        while low < end:
            if start < low:
                found.append((start, low))
            start = high  # noqa: PLW2901  (what is left of this pair)
            if end <= start:
                break
            low, high = next(rest, _NONE_LEFT)
        if start < end:
            found.append((start, end))
    return found


def intersected(pairs: Sequence[Pair], others: Sequence[Pair]) -> list[Pair]:
    """
    Return what lies in both.

    >>> intersected([(0, 10)], [(2, 3), (9, 12)])
    [(2, 3), (9, 10)]

    Args:
        pairs: A canonical list.

        others: A canonical list.
    """
    found: list[Pair] = []
    rest = iter(others)
    low, high = next(rest, _NONE_LEFT)
    for start, end in pairs:
        while high <= start:
            low, high = next(rest, _NONE_LEFT)
        while low < end:
            if low < start:  # noqa: PLR1730  (a call here takes a third more)
                low = start
            if end < high:
                found.append((low, end))
                break
            found.append((low, high))
            low, high = next(rest, _NONE_LEFT)
    return found


def clipped(pairs: Sequence[Pair], start: int, end: int) -> list[Pair]:
    """
    Return the part of *pairs* that lies from *start* up to *end*.

    Args:
        pairs: A canonical list.

        start: The first instant to keep.

        end: The first instant not to keep.
    """
    if not pairs or end <= start:
        return []
    if start <= pairs[0][0] and pairs[-1][1] <= end:
        return list(pairs)
    first = bisect_right(pairs, start, key=_END)
    last = bisect_left(pairs, end, key=_START)
    found = list(pairs[first:last])
    if found:
        found[0] = (max(start, found[0][0]), found[0][1])
        found[-1] = (found[-1][0], min(end, found[-1][1]))
    return found


def measured(pairs: Iterable[Pair]) -> int:
    """
    Return how long *pairs* are together.

    Args:
        pairs: A canonical list, or any that is not to be merged.
    """
    # A list, because a generator takes half as long again.
    return sum([end - start for start, end in pairs])  # noqa: C419


def overlap_at_least(count: int, *lists: Sequence[Pair]) -> list[Pair]:
    """
    Return what lies in so many of the lists or more.

    >>> overlap_at_least(2, [(0, 5)], [(3, 8)], [(4, 9)])
    [(3, 8)]

    Args:
        count: One or more.

        *lists: Canonical lists.

    Raises:
        AmountError: If *count* is less than one.
    """
    if count < 1:
        msg = f"{count} of {len(lists)}: give a number from 1"
        raise AmountError(msg)
    # What ends sorts behind what starts at the same instant, so that one
    # may take over from another without a seam.
    events = [(at, 0) for pairs in lists for at, _ in pairs]
    events += [(at, 1) for pairs in lists for _, at in pairs]
    events.sort()
    found: list[Pair] = []
    depth = since = 0
    for at, is_end in events:
        if not is_end:
            depth += 1
            if depth == count:
                since = at
        else:
            if depth == count and since < at:
                found.append((since, at))
            depth -= 1
    return found


def weighted_overlap(
    spans: Iterable[Weighted], overlap: Literal["largest", "sum"] = "largest"
) -> tuple[Weighted, ...]:
    """
    Return the weight of each instant, as consecutive pieces.

    Neighbours of one weight are one piece; what weighs nothing is left out.

    >>> half = Fraction(1, 2)
    >>> weighted_overlap([(0, 4, half), (2, 6, half)], "sum")[1]
    (2, 4, Fraction(1, 1))

    Args:
        spans: Starts, ends and weights from 0 to 1, in any order.

        overlap: The weight where several lie: the largest of theirs, or
            their sum up to 1.
    """
    given = [one for one in spans if one[0] < one[1]]
    # In integers of a common part, which are exact and fast to compare.
    unit = math.lcm(*(weight.denominator for *_, weight in given))
    parts = [
        (start, end, weight.numerator * (unit // weight.denominator))
        for start, end, weight in given
    ]
    steps = _largest(parts) if overlap == "largest" else _total(parts, unit)
    found: list[Weighted] = []
    since = held = 0
    for at, part in steps:
        if part != held:
            if held:
                found.append((since, at, Fraction(held, unit)))
            since, held = at, part
    return tuple(found)


def _largest(parts: list[tuple[int, int, int]]) -> Iterator[Pair]:
    """Yield the largest weight from each instant on at which it may change."""
    coming = sorted(parts, reverse=True)
    over: list[Pair] = []
    for at in sorted(
        {edge for start, end, _ in parts for edge in (start, end)}
    ):
        while coming and coming[-1][0] == at:
            _, end, part = coming.pop()
            heapq.heappush(over, (-part, end))
        while over and over[0][1] <= at:
            heapq.heappop(over)
        yield at, -over[0][0] if over else 0


def _total(parts: list[tuple[int, int, int]], most: int) -> Iterator[Pair]:
    """Yield the sum of the weights, up to *most*, from each change on."""
    changes: dict[int, int] = {}
    for start, end, part in parts:
        changes[start] = changes.get(start, 0) + part
        changes[end] = changes.get(end, 0) - part
    total = 0
    for at in sorted(changes):
        total += changes[at]
        yield at, min(total, most)
