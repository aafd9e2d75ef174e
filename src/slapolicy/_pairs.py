"""
Sorted pairs of integers, for everyone who counts time.

A pair is a start and an end, microseconds since the epoch, UTC, the end not
included. A list of pairs is *canonical* if they are sorted, disjoint, do not
touch and are not empty: then it is the one list of the instants it holds.
"""

import heapq
import math

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from operator import itemgetter
from typing import Literal, TypeAlias

from slapolicy.errors import AmountError


Pair: TypeAlias = tuple[int, int]
Weighted: TypeAlias = tuple[int, int, Fraction]

START = itemgetter(0)
_END = itemgetter(1)
# Beyond every instant: where a list of pairs is used up.
_NONE_LEFT = (1 << 100, 1 << 100)
# From here on comparing starts alone is faster than comparing pairs.
_MANY = 16


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
    ordered.sort(key=START if len(ordered) > _MANY else None)
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
    last = bisect_left(pairs, end, key=START)
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
    return sum([end - start for start, end in pairs])  # noqa: C419  (a generator is slower)


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
