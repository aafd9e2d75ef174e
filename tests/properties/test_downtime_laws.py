"""
Laws of downtime: what is down after exclusions, looked at hour by hour.

Outages begin and end on whole numbers up to `END`, so that an oracle can
look at each instant between two of them.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from typing import final

import attrs

from hypothesis import given
from hypothesis import strategies as st

from slapolicy._pairs import Pair, merged
from slapolicy._sweep import BY_START, Down, Merged, Overlap, Starting
from slapolicy.downtime import (
    GrainRounding,
    clip_pieces,
    compose,
    grained,
    whole_merges,
)


END = 10
PARTS = ("x", "y", "z")

hours = st.integers(0, END)
shares = st.sampled_from([Fraction(1, 3), Fraction(1, 2), Fraction(1)])


@st.composite
def pairs(draw: st.DrawFn) -> Pair:
    """Draw a start and an end, which may be the same."""
    start, end = sorted((draw(hours), draw(hours)))
    return start, end


@st.composite
def outages(draw: st.DrawFn) -> list[Down]:
    """Draw outages of the whole, or also of its parts, in any order."""
    parts = st.sampled_from([None, *PARTS])
    if draw(st.booleans()):
        parts = st.none()
    drawn = draw(st.lists(st.tuples(pairs(), parts, shares), max_size=5))
    names = draw(st.permutations("abcde"))
    return [
        Down(start, end, part, weight, name)
        for name, ((start, end), part, weight) in zip(
            names, drawn, strict=False
        )
    ]


@final
@attrs.frozen(kw_only=True)
class Scene:
    """Outages, and what is said of them."""

    downs: list[Down]
    whole: frozenset[str]
    excused: dict[str | None, list[Pair]]
    components: tuple[str, ...]
    need: int
    overlap: Overlap | None
    before: bool

    @property
    def lanes(self) -> list[str | None]:
        """The components; else those that facts name, and the rest."""
        named = {one.component for one in self.downs} - {None}
        return [*self.components] or [None, *named]

    def is_excused(self, lane: str | None, at: int) -> bool:
        """Whether all is excused from one hour to the next, or one lane."""
        spans = [*self.excused[None], *self.excused[lane]]
        return any(start <= at < end for start, end in spans)

    def over(self, lane: str | None, at: int) -> list[Down]:
        """Return the outages over one hour of one lane."""
        return [
            one
            for one in self.downs
            if one.component in {None, lane} and one.start <= at < one.end
        ]

    def left(self, lane: str | None, at: int) -> list[Down]:
        """Return those of them that exclusions leave."""
        return [
            one
            for one in self.over(lane, at)
            if one.name not in self.whole and not self.is_excused(lane, at)
        ]

    def present(self, at: int) -> set[Down]:
        """Return the outages that make one hour down, none if it is up."""
        look = self.over if self.before else self.left
        lanes = [found for lane in self.lanes if (found := look(lane, at))]
        counts = any(self.left(lane, at) for lane in self.lanes)
        if len(lanes) < self.need or not counts:
            return set()
        return {one for found in lanes for one in found}

    def weight(self, present: set[Down]) -> Fraction | None:
        """Return what they weigh together."""
        weights = [one.weight for one in present]
        if self.overlap is None or not present:
            return None
        if self.overlap is Overlap.SUM:
            return min(sum(weights, Fraction(0)), Fraction(1))
        return max(weights)


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """Draw outages and what a contract says of them."""
    excused = st.lists(pairs(), max_size=2).map(merged)
    return Scene(
        downs=draw(outages()),
        whole=frozenset(draw(st.sets(st.sampled_from("abcde"), max_size=2))),
        excused={name: draw(excused) for name in (None, *PARTS)},
        components=draw(st.sampled_from([(), PARTS])),
        need=draw(st.integers(1, 3)),
        overlap=draw(st.none() | st.sampled_from(Overlap)),
        before=draw(st.booleans()),
    )


def stretched(scene: Scene) -> list[Merged]:
    """Return what is down hour by hour, joined where it goes on."""
    found = []
    hourly = [(at, scene.present(at)) for at in range(END)]
    for is_down, group in groupby(hourly, key=lambda one: bool(one[1])):
        if not is_down:
            continue
        run = list(group)
        first = min((one for _, all_ in run for one in all_), key=BY_START)
        pieces, weights = [], []
        for weight, same in groupby(run, key=lambda one: scene.weight(one[1])):
            ats = [at for at, _ in same]
            pieces.append((ats[0], ats[-1] + 1))
            weights.append(weight)
        known = tuple(one for one in weights if one is not None)
        start, end = pieces[0][0], pieces[-1][1]
        found.append(
            Merged(first.name, start, end, tuple(pieces), known or None)
        )
    return found


class TestCompose:
    """Steps 3 and 4, in either order."""

    @given(scenes())
    def test_hour_by_hour(self, scene: Scene) -> None:
        """What is down, its name and its weights are those of each hour."""
        assert stretched(scene) == compose(
            scene.downs,
            scene.whole,
            scene.excused,
            components=scene.components,
            need=scene.need,
            overlap=scene.overlap,
            before=scene.before,
        )

    @given(scenes())
    def test_merged_whole(self, scene: Scene) -> None:
        """Outages keep their ends; what counts lies inside of them."""
        plain = attrs.evolve(scene, need=1, overlap=None, before=False)
        counting = {at for at in range(END) if plain.present(at)}
        outer = attrs.evolve(plain, excused={one: [] for one in scene.excused})
        found = whole_merges(
            scene.downs, scene.whole, scene.excused, scene.components
        )
        assert [
            (one.name, one.start, one.end) for one in stretched(outer)
        ] == [(one.name, one.start, one.end) for one in found]
        for one in found:
            inside = {at for at in counting if one.start <= at < one.end}
            assert list(one.pieces) == merged((at, at + 1) for at in inside)


class TestGrain:
    """A length in grains."""

    @given(
        st.integers(10**17, 10**18),
        st.integers(1, 10**6),
        st.integers(0, 10**6),
    )
    def test_however_many(self, grains: int, grain: int, over: int) -> None:
        """It is the neighbour on that side, where no float would be."""
        low, rest = grains * grain, over % grain
        high = low + grain if rest else low
        expected = {
            GrainRounding.DOWN: low,
            GrainRounding.UP: high,
            GrainRounding.NEAREST: low if 2 * rest < grain else high,
        }
        assert expected == {
            one: grained(low + rest, grain, one) for one in GrainRounding
        }


class TestStarting:
    """Outages are found by what they overlap."""

    @given(outages(), pairs(), st.sampled_from([0, -2 * END]))
    def test_over(self, downs: list[Down], span: Pair, ago: int) -> None:
        """As if each were looked at, the last to start first."""
        start, end = (ago + at for at in span)
        downs = [
            one._replace(start=ago + one.start, end=ago + one.end)
            for one in downs
        ]
        expected = [
            one
            for one in sorted(downs, key=BY_START, reverse=True)
            if one.start < end and start < one.end
        ]
        assert expected == list(Starting(downs).over(start, end))


class TestClipped:
    """What lies within, of few pieces as of many."""

    @given(
        st.sets(st.integers(0, 99), min_size=1),
        st.lists(pairs(), max_size=2),
        st.booleans(),
    )
    def test_hour_by_hour(
        self,
        down: set[int],
        spans: Sequence[Pair],
        weigh: bool,  # noqa: FBT001  (parametrised)
    ) -> None:
        """Each piece keeps its weight."""
        within = merged((10 * start, 10 * end) for start, end in spans)
        pieces = merged((at, at + 1) for at in down)
        weights = {
            one: Fraction(1, place + 2) for place, one in enumerate(pieces)
        }
        found, kept = clip_pieces(
            pieces, list(weights.values()) if weigh else None, within
        )
        expected = {
            at: weights[piece]
            for piece in pieces
            for at in range(*piece)
            if any(start <= at < end for start, end in within)
        }
        shown = kept or [None] * len(found)
        assert {
            at: weight if weigh else None for at, weight in expected.items()
        } == {
            at: weight
            for piece, weight in zip(found, shown, strict=True)
            for at in range(*piece)
        }
        assert list(found) == sorted(found)
