"""
The nine steps of availability, on integer pairs (design 4.1).

Everyone who counts time goes through here: clocks, composition over
components, naming, weights, grain and precision. Instants are microseconds
since the epoch, UTC.
"""

import enum

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from operator import itemgetter
from typing import TypeAlias, final

from slapolicy._converters import choice
from slapolicy._exact import Rounding, added, round_to_units
from slapolicy._pairs import Pair, intersected, merged, subtracted
from slapolicy._sweep import (
    BY_START,
    EVERY_LANE,
    Down,
    Facts,
    Merged,
    Overlap,
    Sweep,
)
from slapolicy.errors import RecordError
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
    by_name: dict[str | None, list[int]] = {}
    for index, one in enumerate(downs):
        by_name.setdefault(one.component, []).append(index)
    facts = Facts(downs, whole, before=before)
    everywhere = excused.get(None, ())
    apart = [name is not None and bool(excused.get(name)) for name in lanes]
    alike_downs = by_name.get(None, [])
    _refuse_work(sum(apart), len(alike_downs) + len(everywhere))
    sweep = Sweep(apart, need, overlap)
    if not all(apart):
        facts.add(sweep, EVERY_LANE, alike_downs, everywhere)
    for lane, name in enumerate(lanes):
        own = [] if name is None else by_name.get(name, [])
        if apart[lane]:
            free = merged([*everywhere, *excused[name]])
            facts.add(sweep, lane, [*alike_downs, *own], free)
        elif own:
            facts.add(sweep, lane, own, everywhere, excuse=False)
    return sweep.run(downs)


_MOST_WORK = 100_000
"""How many pairs of a component excused for itself and a fact about all."""


def _refuse_work(components: int, facts: int) -> None:
    """Raise where components times facts are more than anybody has."""
    if components * facts > _MOST_WORK:
        RecordError.refuse(
            f"{components} components are excused each for itself, and "
            f"{facts} outages and exclusions are about all of them: that is "
            f"{components * facts} pairs, and at most {_MOST_WORK} are "
            f"composed; say which component each fact is about"
        )


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
) -> list[str | None]:
    """Return the components to compose over; None for the rest of them."""
    if components:
        return list(components)
    # Nobody said what parts there are: those that facts name, and the rest.
    named = {one.component for one in downs if one.component is not None}
    return [None, *sorted(named)]


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


# From here on it is worth looking for those that are near.
_MANY = 16


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
    if len(pieces) > _MANY and within:
        first = bisect_right(pieces, within[0][0], key=itemgetter(1))
        last = bisect_left(pieces, within[-1][1], key=itemgetter(0))
        pieces = pieces[first:last]
        weights = None if weights is None else weights[first:last]
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
    return added(
        (end - start) * weight
        for (start, end), weight in zip(pieces, weights, strict=True)
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
    up = max(measured - downtime, 0)
    if isinstance(up, int):
        return Fraction(up, measured)
    return up / measured


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
    # Two decimals more of a share are those of its percentage.
    digits = decimals + 2
    return Fraction(round_to_units(value, digits, rounding), 10**digits)
