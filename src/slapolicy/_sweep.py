"""A walk over the edges of outages, component by component."""

import enum
import heapq

from collections.abc import Iterable, Sequence
from fractions import Fraction
from operator import attrgetter, itemgetter
from typing import NamedTuple, TypeAlias, final

import attrs

from slapolicy._pairs import Pair


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

_FULL = Fraction(1)

# An instant; whether something opens there; its lane; which outage, or
# _EXCUSE for excused time; whether that outage is excluded as a whole.
_Edge: TypeAlias = tuple[int, bool, int, int, bool]
_EXCUSE = -1


class Sweep:
    """A walk over all edges in time, component by component."""

    def __init__(self, lanes: int, need: int, overlap: Overlap | None) -> None:
        self.need = need
        self.overlap = overlap
        self.edges: list[_Edge] = []
        self.active = [0] * lanes
        self.counting = [0] * lanes
        self.excused = [0] * lanes

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
        if sum(map(bool, self.active)) < self.need:
            return False
        return any(
            counting and not excused
            for counting, excused in zip(
                self.counting, self.excused, strict=True
            )
        )

    def step(self, edge: _Edge) -> None:
        """Pass one edge."""
        _, opens, lane, index, excused = edge
        change = 1 if opens else -1
        if index == _EXCUSE:
            self.excused[lane] += change
            return
        self.active[lane] += change
        self.counting[lane] += 0 if excused else change

    def run(self, downs: Sequence[Down]) -> list[Merged]:
        """Walk from edge to edge and return the stretches that count."""
        self.edges.sort(key=itemgetter(0))
        present = _Present(downs)
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
                weight = (
                    None
                    if self.overlap is None
                    else present.weight(self.overlap)
                )
                if not found or found[-1].end != now:
                    found.append(_Open())
                found[-1].extend(piece, present.earliest(), weight)
        return [one.closed(downs) for one in found]


class _Present:
    """The outages over the present instant."""

    def __init__(self, downs: Sequence[Down]) -> None:
        self.downs = downs
        self.lanes: dict[int, int] = {}
        self.by_start: list[tuple[int, str, int]] = []

    def step(self, edge: _Edge) -> None:
        """Pass one edge."""
        _, opens, _, index, _ = edge
        if index == _EXCUSE:
            return
        if opens:
            self.lanes[index] = self.lanes.get(index, 0) + 1
            one = self.downs[index]
            heapq.heappush(self.by_start, (one.start, one.name, index))
        elif self.lanes[index] == 1:
            del self.lanes[index]
        else:
            self.lanes[index] -= 1

    def earliest(self) -> int:
        """Return the outage with the earliest start, then smallest id."""
        while self.by_start[0][2] not in self.lanes:
            heapq.heappop(self.by_start)
        return self.by_start[0][2]

    def weight(self, overlap: Overlap) -> Fraction:
        """Return what the present instant weighs."""
        weights = [self.downs[index].weight for index in self.lanes]
        if overlap is Overlap.LARGEST:
            return max(weights)
        return min(sum(weights, Fraction(0)), _FULL)


class _Open:
    """A stretch that is still growing."""

    def __init__(self) -> None:
        self.pieces: list[Pair] = []
        self.weights: list[Fraction | None] = []
        self.names: list[int] = []

    @property
    def end(self) -> int:
        """Where it ends so far."""
        return self.pieces[-1][1]

    def extend(self, piece: Pair, name: int, weight: Fraction | None) -> None:
        """Add the next piece, joined where the weight is the same."""
        self.names.append(name)
        if self.pieces and self.weights[-1] == weight:
            self.pieces[-1] = (self.pieces[-1][0], piece[1])
        else:
            self.pieces.append(piece)
            self.weights.append(weight)

    def closed(self, downs: Sequence[Down]) -> Merged:
        """Return it as a value."""
        name = min((downs[index] for index in self.names), key=BY_START).name
        weights = [one for one in self.weights if one is not None]
        return Merged(
            name,
            self.pieces[0][0],
            self.end,
            tuple(self.pieces),
            tuple(weights) if weights else None,
        )
