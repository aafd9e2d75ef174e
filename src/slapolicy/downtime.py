"""
The nine steps of availability, on integer pairs (design 4.1).

Everyone who counts time goes through here: clocks, composition over
components, naming, weights, grain and precision. Instants are microseconds
since the epoch, UTC.
"""

import enum

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from operator import itemgetter
from typing import TypeAlias, final

from slapolicy._converters import choice
from slapolicy._pairs import Pair, intersected, merged, subtracted
from slapolicy._sweep import BY_START, Down, Merged, Overlap, Sweep
from slapolicy.amounts import Rounding, round_fraction
from slapolicy.facts import Outage


@final
class CountFrom(enum.Enum):
    """The clock from which an outage counts."""

    START = "start"
    DETECTION = "detection"
    REPORT = "report"
    EARLIEST = "earliest"


@final
class Compose(enum.Enum):
    """Whether exclusions come before components are composed, or after."""

    AFTER_EXCLUSIONS = "after-exclusions"
    BEFORE_EXCLUSIONS = "before-exclusions"
    WHOLE = "whole"


@final
class GrainRounding(enum.Enum):
    """How a length is rounded to a grain; nearest takes halves up."""

    DOWN = "down"
    UP = "up"
    NEAREST = "nearest"


def as_count_from(value: CountFrom | str) -> CountFrom:
    """
    Return a clock.

    Args:
        value: The clock, or its word.
    """
    return choice(CountFrom, value)


def as_compose(value: Compose | str) -> Compose:
    """
    Return whether exclusions come before composition.

    Args:
        value: The order, or its word.
    """
    return choice(Compose, value)


def as_grain_rounding(value: GrainRounding | str) -> GrainRounding:
    """
    Return a way to round lengths.

    Args:
        value: The way, or its word.
    """
    return choice(GrainRounding, value)


def as_overlap(value: Overlap | str) -> Overlap:
    """
    Return what outages at the same time weigh together.

    Args:
        value: The combination, or its word.
    """
    return choice(Overlap, value)


Excused: TypeAlias = Mapping[str | None, Sequence[Pair]]


def moved_to_clock(
    outage: Outage, count_from: CountFrom, as_of: int
) -> Pair | None:
    """
    Return when an outage counts, None if its clock never ran (steps 1, 2).

    Args:
        outage: The outage as recorded.

        count_from: The clock that the contract names.

        as_of: Where an open outage ends for now.
    """
    start = outage.start_ticks
    end = as_of if outage.end_ticks is None else outage.end_ticks
    if count_from is CountFrom.START:
        return (start, end)
    detected, reported = outage.detected_ticks, outage.reported_ticks
    if count_from is CountFrom.DETECTION:
        clock = detected
    elif count_from is CountFrom.REPORT:
        clock = reported
    else:
        known = [one for one in (detected, reported) if one is not None]
        clock = min(known, default=None)
    if clock is None or clock >= end:
        return None
    return (max(start, clock), end)


def compose(
    downs: Sequence[Down],
    whole: frozenset[str] | set[str],
    excused: Excused,
    *,
    components: Sequence[str] = (),
    need: int = 1,
    overlap: Overlap | None = None,
    before: bool = False,
) -> list[Merged]:
    """
    Return the down state that is left after exclusions (steps 3 and 4).

    Args:
        downs: Outages in scope.

        whole: The names of those excluded as a whole.

        excused: Spans excused by time, canonical, for each component; under
            None those for all of them.

        components: What to compose over; empty for the service whole.

        need: How many components must be down at once.

        overlap: How weights combine; None where impacts do not weigh.

        before: Whether composition comes before the exclusions.
    """
    alike = not components and all(one.component is None for one in downs)
    if alike and need == 1 and overlap is None and not before:
        kept = [one for one in downs if one.name not in whole]
        return _plain(kept, excused.get(None, ()))
    lanes = _lanes(downs, components)
    sweep = Sweep(len(lanes), need, overlap)
    for lane, names in enumerate(lanes):
        free = merged(pair for name in names for pair in excused.get(name, ()))
        if before:
            sweep.add_excuse(lane, free)
        for index, one in enumerate(downs):
            if one.component is not None and one.component != names[-1]:
                continue
            pair = [(one.start, one.end)] if one.start < one.end else []
            is_whole = one.name in whole
            if not before:
                pair = [] if is_whole else _without(pair, free)
            for start, end in pair:
                sweep.add(start, end, lane, index, excused=is_whole)
    return sweep.run(downs)


def _plain(downs: list[Down], excused: Sequence[Pair]) -> list[Merged]:
    """Return the union of *downs* less *excused*, named."""
    downs = sorted(downs, key=BY_START)
    union = merged([(one.start, one.end) for one in downs])
    return [
        Merged(name, start, end, ((start, end),))
        for name, (start, end) in _named(subtracted(union, excused), downs)
    ]


def _named(
    pieces: Iterable[Pair], downs: Sequence[Down]
) -> Iterable[tuple[str, Pair]]:
    """Yield each piece after the first of the sorted *downs* over it."""
    place = 0
    for start, end in pieces:
        while downs[place].end <= start:
            place += 1
        yield downs[place].name, (start, end)


def _lanes(
    downs: Sequence[Down], components: Sequence[str]
) -> list[tuple[str | None, ...]]:
    """Return for each component the keys under which it is excused."""
    if components:
        return [(None, name) for name in components]
    # Nobody said what parts there are: those that facts name, and the rest.
    named = sorted(
        {one.component for one in downs if one.component is not None}
    )
    rest: list[tuple[str | None, ...]] = [(None,)]
    return rest + [(None, name) for name in named]


def _without(pair: list[Pair], free: Sequence[Pair]) -> list[Pair]:
    """Return one pair less the excused spans near it."""
    if not pair or not free:
        return pair
    start, end = pair[0]
    first = max(bisect_right(free, start, key=itemgetter(0)) - 1, 0)
    last = bisect_right(free, end, key=itemgetter(0))
    return subtracted(pair, free[first:last])


def whole_merges(
    downs: Sequence[Down],
    whole: frozenset[str] | set[str],
    excused: Excused,
    components: Sequence[str] = (),
) -> list[Merged]:
    """
    Return outages merged whole, with what counts inside (design 4.2).

    This is how restoration reads them: components do not matter for
    merging, and excused time is taken out of the length, not out of the
    outage. One that is excused altogether stands with no pieces.

    Args:
        downs: Outages in scope.

        whole: The names of those excluded as a whole, which are left out.

        excused: Spans excused by time, canonical, for each component.

        components: What an outage of the whole service stands for.
    """
    kept = sorted(
        (one for one in downs if one.name not in whole), key=BY_START
    )
    outer = merged([(one.start, one.end) for one in kept])
    counted = merged(
        piece
        for one in compose(kept, whole, excused, components=components)
        for piece in one.pieces
    )
    return [
        Merged(name, start, end, tuple(_inside(counted, start, end)))
        for name, (start, end) in _named(outer, kept)
    ]


def _inside(pairs: Sequence[Pair], start: int, end: int) -> Sequence[Pair]:
    """Return those of canonical *pairs* that lie within a span."""
    first = bisect_right(pairs, start - 1, key=itemgetter(0))
    last = bisect_right(pairs, end - 1, key=itemgetter(0))
    return pairs[first:last]


def clip_pieces(
    pieces: Sequence[Pair],
    weights: Sequence[Fraction] | None,
    within: Sequence[Pair],
) -> tuple[tuple[Pair, ...], tuple[Fraction, ...] | None]:
    """
    Return the parts of *pieces* that lie within (step 6), with their weights.

    Args:
        pieces: Sorted and disjoint.

        weights: The weight of each piece, None where all are 1.

        within: The period, or the service hours in it; canonical.
    """
    if weights is None:
        return tuple(intersected(pieces, within)), None
    kept: list[Pair] = []
    heavy: list[Fraction] = []
    for piece, weight in zip(pieces, weights, strict=True):
        for part in intersected([piece], within):
            kept.append(part)
            heavy.append(weight)
    return tuple(kept), tuple(heavy)


def weighed(
    pieces: Sequence[Pair], weights: Sequence[Fraction] | None
) -> Fraction | int:
    """
    Return how long *pieces* are together, each by its weight.

    Args:
        pieces: Disjoint spans.

        weights: The weight of each piece, None where all are 1.
    """
    if weights is None:
        return sum([end - start for start, end in pieces])  # noqa: C419  (a generator is slower)
    return sum(
        (
            (end - start) * weight
            for (start, end), weight in zip(pieces, weights, strict=True)
        ),
        Fraction(0),
    )


def grained(
    length: Fraction | int, grain: int | None, rounding: GrainRounding
) -> Fraction | int:
    """
    Return a length rounded to a grain (step 7).

    Args:
        length: Microseconds.

        grain: Microseconds; None leaves the length alone.

        rounding: Which way; nearest takes halves up.
    """
    if grain is None:
        return length
    if rounding is GrainRounding.DOWN:
        units = length // grain
    elif rounding is GrainRounding.UP:
        units = -(-length // grain)
    else:
        units = (2 * length + grain) // (2 * grain)
    return int(units) * grain


def share_up(downtime: Fraction | int, measured: int) -> Fraction:
    """
    Return the exact availability, never below 0 (step 9).

    Args:
        downtime: Microseconds that count.

        measured: Microseconds measured, above 0.
    """
    return max(1 - Fraction(downtime) / measured, Fraction(0))


def to_precision(
    value: Fraction, decimals: int | None, rounding: Rounding
) -> Fraction:
    """
    Return a share of one as the contract rounds it (step 9).

    Args:
        value: The exact share.

        decimals: Decimals of the percentage; None leaves it exact.

        rounding: The contract's mode.
    """
    if decimals is None:
        return value
    return Fraction(round_fraction(value * 100, decimals, rounding)) / 100
