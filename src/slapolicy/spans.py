"""
Stretches of time, half-open ``[start, end)``, and sets of them.

A span is two integers, microseconds since the epoch, UTC; a set of spans is
a tuple of such pairs. Datetimes are built when somebody looks.
"""

import datetime as dt
import functools
import itertools

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NoReturn, Self, final

import attrs

from slapolicy import _time
from slapolicy._override import override
from slapolicy._pairs import (
    START,
    Pair,
    clipped,
    intersected,
    measured,
    merged,
    overlap_at_least,
    subtracted,
)
from slapolicy.errors import AmountError


_set = object.__setattr__


@final
@functools.total_ordering
@attrs.frozen(init=False, repr=False)
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
        exact = _time.to_length(length)
        return cls.of_ticks(first, first + _time.length_ticks(exact))

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

    def __lt__(self, other: "Span") -> bool:
        if not isinstance(other, Span):
            return NotImplemented
        if self.start_ticks == other.start_ticks:
            return self.end_ticks < other.end_ticks
        return self.start_ticks < other.start_ticks

    @override
    def __repr__(self) -> str:
        return f"Span.from_iso({self.to_iso()!r})"

    @override
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
        place = bisect_right(self.pairs, at, key=START)
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

    @override
    def __repr__(self) -> str:
        return f"SpanSet.of({', '.join(map(repr, self))})"


def _known(pairs: Sequence[Pair]) -> SpanSet:
    """Return the set of pairs that are known to be canonical."""
    spans = SpanSet.__new__(SpanSet)
    _set(spans, "pairs", tuple(pairs))
    return spans
