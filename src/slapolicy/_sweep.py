"""A walk over the edges of outages, component by component."""

import enum
import heapq
import math

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import accumulate
from operator import attrgetter, itemgetter
from typing import NamedTuple, TypeAlias, final

import attrs

from slapolicy._pairs import Pair, subtracted
from slapolicy.errors import RecordError


@final
class Overlap(enum.Enum):
    """What outages at the same time weigh together."""

    LARGEST = "largest"
    SUM = "sum"


class Down(NamedTuple):
    """One outage with its clock moved, open ends closed."""

    start: int
    end: int
    component: str | None
    weight: Fraction
    name: str


@final
@attrs.frozen
class Merged:
    """
    Downtime in one piece.

    Args:
        name: The outage with the earliest start in it, then smallest id.

        start: Where it begins.

        end: Where it ends.

        pieces: What counts of it, cut where the weight changes.

        weights: The weight of each piece, None where all are 1.
    """

    name: str
    start: int
    end: int
    pieces: tuple[Pair, ...]
    weights: tuple[Fraction, ...] | None = None


BY_START = attrgetter("start", "name")


@final
class Starting:
    """
    Outages to be found by what they overlap.

    Args:
        downs: In any order.
    """

    def __init__(self, downs: Iterable[Down]) -> None:
        self.downs: list[Down] = sorted(downs, key=BY_START)
        # How far those reach that start up to here: where to stop looking.
        self.reach: list[int] = list(
            accumulate((one.end for one in self.downs), max)
        )

    def over(self, start: int, end: int) -> Iterator[Down]:
        """
        Yield the outages that overlap a span.

        Args:
            start: Its start, microseconds since the epoch, UTC.

            end: Its end.
        """
        place = bisect_left(self.downs, end, key=attrgetter("start"))
        while place and self.reach[place - 1] > start:
            place -= 1
            if self.downs[place].end > start:
                yield self.downs[place]


# An instant; whether something opens there; its lane; which outage, or
# _EXCUSE for excused time; whether that outage is excluded as a whole.
_Edge: TypeAlias = tuple[int, bool, int, int, bool]
_EXCUSE = -1

EVERY_LANE = -1
"""What holds for all lanes that have no excused time of their own."""


class _Lane:
    """How many outages and excuses lie over the present instant."""

    __slots__ = ("active", "apart", "counting", "excused")

    def __init__(self, *, apart: bool) -> None:
        self.apart = apart
        self.active = 0
        self.counting = 0
        self.excused = 0

    @property
    def is_down(self) -> bool:
        """Whether some outage is going on."""
        return self.active > 0

    @property
    def is_free(self) -> bool:
        """Whether one is that nothing excuses."""
        return self.counting > 0 and not self.excused

    def step(self, edge: _Edge) -> None:
        """Pass one edge."""
        _, opens, _, index, excused = edge
        change = 1 if opens else -1
        if index == _EXCUSE:
            self.excused += change
            return
        self.active += change
        self.counting += 0 if excused else change


class Sweep:
    """
    A walk over all edges in time, component by component.

    What concerns all lanes alike is added once, so that many components
    take no longer than the facts about them.

    Args:
        apart: For each lane whether it is excused for itself; what concerns
            all the others stands under `EVERY_LANE`.

        need: How many must be down at once.

        overlap: How weights combine; None where they do not.
    """

    def __init__(
        self, apart: Sequence[bool], need: int, overlap: Overlap | None
    ) -> None:
        self.need = need
        self.overlap = overlap
        self.edges: list[_Edge] = []
        self.lanes = [_Lane(apart=one) for one in apart]
        self.every = _Lane(apart=False)
        self.together = len(apart) - sum(apart)
        # How many lanes are down, and free: those together, those apart.
        self.down = [0, 0]
        self.free = [0, 0]

    def add(
        self, start: int, end: int, lane: int, index: int, *, excused: bool
    ) -> None:
        """Add an outage's time in one lane."""
        self.edges.append((start, True, lane, index, excused))
        self.edges.append((end, False, lane, index, excused))

    def add_excuse(self, lane: int, pairs: Iterable[Pair]) -> None:
        """Add the time in which one lane is excused."""
        for start, end in pairs:
            self.add(start, end, lane, _EXCUSE, excused=False)

    def counts(self) -> bool:
        """Whether the present instant is down and not excused."""
        every, (down, apart) = self.every, self.down
        if (self.together if every.is_down else down) + apart < self.need:
            return False
        if self.free[1]:
            return True
        return not every.excused and (every.counting > 0 or self.free[0] > 0)

    def step(self, edge: _Edge) -> None:
        """Pass one edge."""
        if edge[2] == EVERY_LANE:
            self.every.step(edge)
            return
        lane = self.lanes[edge[2]]
        self.down[lane.apart] -= lane.is_down
        self.free[lane.apart] -= lane.is_free
        lane.step(edge)
        self.down[lane.apart] += lane.is_down
        self.free[lane.apart] += lane.is_free

    def run(self, downs: Sequence[Down]) -> list[Merged]:
        """Walk from edge to edge and return the stretches that count."""
        self.edges.sort(key=itemgetter(0))
        present = _Present(downs, self.overlap)
        found: list[_Open] = []
        place, edges = 0, self.edges
        while place < len(edges):
            now = edges[place][0]
            while place < len(edges) and edges[place][0] == now:
                self.step(edges[place])
                present.step(edges[place])
                place += 1
            if place < len(edges) and self.counts():
                piece = (now, edges[place][0])
                if not found or found[-1].end != now:
                    found.append(_Open())
                found[-1].extend(piece, present.earliest(), present.weight())
        return [one.closed(downs, present.unit) for one in found]


@final
class Facts:
    """
    Outages that are added to a walk, less what excuses them.

    Args:
        downs: All of them.

        whole: The names of those excluded as a whole.

        before: Whether composition comes before the exclusions.
    """

    def __init__(
        self,
        downs: Sequence[Down],
        whole: frozenset[str] | set[str],
        *,
        before: bool,
    ) -> None:
        self.downs = downs
        self.whole = whole
        self.before = before

    def add(
        self,
        sweep: Sweep,
        lane: int,
        indices: Iterable[int],
        free: Sequence[Pair],
        *,
        excuse: bool = True,
    ) -> None:
        """Add outages to one lane, and the time in which it is excused."""
        if self.before and excuse:
            sweep.add_excuse(lane, free)
        for index in indices:
            one = self.downs[index]
            pair = [(one.start, one.end)] if one.start < one.end else []
            is_whole = one.name in self.whole
            if not self.before:
                pair = [] if is_whole else _without(pair, free)
            for start, end in pair:
                sweep.add(start, end, lane, index, excused=is_whole)


def _without(pair: list[Pair], free: Sequence[Pair]) -> list[Pair]:
    """Return one pair less the excused spans near it."""
    if not pair or not free:
        return pair
    start, end = pair[0]
    first = max(bisect_right(free, start, key=itemgetter(0)) - 1, 0)
    last = bisect_right(free, end, key=itemgetter(0))
    return subtracted(pair, free[first:last])


class _Present:
    """The outages over the present instant."""

    def __init__(self, downs: Sequence[Down], overlap: Overlap | None) -> None:
        self.downs = downs
        self.overlap = overlap
        self.lanes: dict[int, int] = {}
        self.by_start: list[tuple[int, str, int]] = []
        # Weights in integers of a common part: exact, and fast to add.
        self.unit = 1 if overlap is None else common_part(downs)
        self.parts = [
            one.weight.numerator * (self.unit // one.weight.denominator)
            for one in (() if overlap is None else downs)
        ]
        self.by_part: list[tuple[int, int]] = []
        self.total = 0

    def step(self, edge: _Edge) -> None:
        """Pass one edge."""
        _, opens, _, index, _ = edge
        if index == _EXCUSE:
            return
        open_ = self.lanes.get(index, 0) + (1 if opens else -1)
        if open_ and index in self.lanes:
            self.lanes[index] = open_
            return
        if opens:
            self.lanes[index] = open_
            one = self.downs[index]
            heapq.heappush(self.by_start, (one.start, one.name, index))
        else:
            del self.lanes[index]
        if self.overlap is Overlap.SUM:
            self.total += self.parts[index] if opens else -self.parts[index]
        elif self.overlap is not None and opens:
            heapq.heappush(self.by_part, (-self.parts[index], index))

    def earliest(self) -> int:
        """Return the outage with the earliest start, then smallest id."""
        while self.by_start[0][2] not in self.lanes:
            heapq.heappop(self.by_start)
        return self.by_start[0][2]

    def weight(self) -> int | None:
        """Return what the present instant weighs, None if nothing weighs."""
        if self.overlap is None:
            return None
        if self.overlap is Overlap.SUM:
            return min(self.total, self.unit)
        while self.by_part[0][1] not in self.lanes:
            heapq.heappop(self.by_part)
        return -self.by_part[0][0]


_MOST_BITS = 1_661
"""How long a common denominator may be: five hundred digits."""


def common_part(downs: Iterable[Down]) -> int:
    """
    Return a number of which all weights are a whole number of parts.

    Args:
        downs: Outages that weigh.

    Raises:
        RecordError: If it were too long to reckon with.
    """
    unit = 1
    for one in downs:
        unit = math.lcm(unit, one.weight.denominator)
        if unit.bit_length() > _MOST_BITS:
            RecordError.refuse(
                "the impacts have no common denominator of at most 500 "
                "digits, and none longer is reckoned with; write them to "
                "fewer digits, such as 0.35",
                path="outages",
            )
    return unit


class _Open:
    """A stretch that is still growing."""

    def __init__(self) -> None:
        self.pieces: list[Pair] = []
        self.weights: list[int | None] = []
        self.names: list[int] = []

    @property
    def end(self) -> int:
        """Where it ends so far."""
        return self.pieces[-1][1]

    def extend(self, piece: Pair, name: int, weight: int | None) -> None:
        """Add the next piece, joined where the weight is the same."""
        self.names.append(name)
        if self.pieces and self.weights[-1] == weight:
            self.pieces[-1] = (self.pieces[-1][0], piece[1])
        else:
            self.pieces.append(piece)
            self.weights.append(weight)

    def closed(self, downs: Sequence[Down], unit: int) -> Merged:
        """Return it as a value, its weights so many parts of *unit*."""
        name = min((downs[index] for index in self.names), key=BY_START).name
        weights = [
            Fraction(one, unit) for one in self.weights if one is not None
        ]
        return Merged(
            name,
            self.pieces[0][0],
            self.end,
            tuple(self.pieces),
            tuple(weights) if weights else None,
        )
