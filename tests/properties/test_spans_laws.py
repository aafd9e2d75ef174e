"""
The laws of sets of spans.

The oracle is a set of integers: a pair of small numbers is the `range` from
one to the other, and each operation is Python's own on sets.
"""

import itertools
import pickle

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import _pairs
from slapolicy import strategies as draws
from slapolicy._pairs import Pair, Weighted
from slapolicy.spans import Span, SpanSet


LAST = 30


def cells(pairs: Iterable[Pair]) -> set[int]:
    """Return the integers that lie in the pairs: the oracle."""
    return {cell for pair in pairs for cell in range(*pair)}


def is_canonical(pairs: Iterable[Pair]) -> bool:
    """Whether pairs are sorted, disjoint, not touching and not empty."""
    edges = [edge for pair in pairs for edge in pair]
    return edges == sorted(set(edges))


def weight_at(pieces: Iterable[Weighted], cell: int) -> Fraction:
    """Return what an instant weighs in a step function."""
    return sum(
        (weight for start, end, weight in pieces if start <= cell < end),
        Fraction(0),
    )


ticks = st.integers(min_value=0, max_value=LAST)
pairs = st.tuples(ticks, ticks).map(lambda ends: (min(ends), max(ends)))
windows = draws.spans(0, LAST)
short_lists = st.lists(pairs, max_size=6)
# More than are compared as pairs; narrow, or they would all be one.
long_lists = st.lists(
    st.builds(
        lambda start, length: (start, start + length),
        st.integers(min_value=0, max_value=20 * LAST),
        st.integers(min_value=0, max_value=4),
    ),
    min_size=17,
    max_size=25,
)
lists = short_lists | long_lists
sets = draws.span_sets(windows) | draws.span_sets(
    draws.spans(0, 21 * LAST, longest=4), 17, 25
)
weights = st.fractions(min_value=0, max_value=1, max_denominator=12)
overlaps: st.SearchStrategy[Literal["largest", "sum"]] = st.sampled_from(
    ["largest", "sum"]
)
weighted = st.lists(
    st.builds(lambda pair, weight: (*pair, weight), pairs, weights),
    max_size=8,
)


class TestCanonicalForm:
    """Of one set of instants there is one value."""

    @given(lists)
    def test_holds_the_same_instants(self, given_pairs: list[Pair]) -> None:
        """Merging changes how they are written and nothing else."""
        merged = _pairs.merged(given_pairs)

        assert cells(given_pairs) == cells(merged)
        assert is_canonical(merged)

    @given(lists, st.data())
    def test_order_does_not_matter(
        self, given_pairs: list[Pair], data: st.DataObject
    ) -> None:
        """Pairs in any order make the same set."""
        shuffled = data.draw(st.permutations(given_pairs))

        assert SpanSet.of_pairs(given_pairs) == SpanSet.of_pairs(shuffled)

    @given(sets, sets)
    def test_equal_sets_hold_the_same(self, a: SpanSet, b: SpanSet) -> None:
        """Two sets are equal if and only if their instants are."""
        assert (cells(a.pairs) == cells(b.pairs)) is (a == b)

    @given(sets, sets, windows)
    def test_every_operation_keeps_it(
        self, a: SpanSet, b: SpanSet, window: Span
    ) -> None:
        """What comes out of sets is canonical too."""
        for made in (
            a | b,
            a & b,
            a - b,
            a ^ b,
            a.clipped(window),
            a.complement(window),
            SpanSet.overlap_at_least(2, a, b, a),
        ):
            assert is_canonical(made.pairs)

    @given(sets)
    def test_its_spans_make_it_again(self, a: SpanSet) -> None:
        """Taken apart, pickled and put together it is the same."""
        assert a == SpanSet.of(*a)
        assert a == pickle.loads(pickle.dumps(a))


class TestSetAlgebra:
    """The operators are those of sets."""

    @given(sets, sets)
    def test_agree_with_sets(self, a: SpanSet, b: SpanSet) -> None:
        """Instant by instant, as Python's sets do it."""
        left, right = cells(a.pairs), cells(b.pairs)

        assert left | right == cells((a | b).pairs)
        assert left & right == cells((a & b).pairs)
        assert left - right == cells((a - b).pairs)
        assert left ^ right == cells((a ^ b).pairs)

    @given(sets)
    def test_identity(self, a: SpanSet) -> None:
        """Nothing added, and nothing taken away, leaves a set."""
        nothing = SpanSet.empty()

        assert a == a | nothing
        assert a == a - nothing
        assert a == a ^ nothing
        assert nothing == a & nothing

    @given(sets)
    def test_idempotence(self, a: SpanSet) -> None:
        """A set with itself is itself, without itself nothing."""
        assert a == a | a
        assert a == a & a
        assert SpanSet.empty() == a - a
        assert SpanSet.empty() == a ^ a

    @given(sets, sets)
    def test_commutativity(self, a: SpanSet, b: SpanSet) -> None:
        """Which comes first does not matter."""
        assert a | b == b | a
        assert a & b == b & a
        assert a ^ b == b ^ a

    @given(sets, sets, sets)
    def test_associativity(self, a: SpanSet, b: SpanSet, c: SpanSet) -> None:
        """Which are joined first does not matter."""
        assert (a | b) | c == a | (b | c)
        assert (a & b) & c == a & (b & c)
        assert (a ^ b) ^ c == a ^ (b ^ c)

    @given(sets, sets, sets)
    def test_distributivity(self, a: SpanSet, b: SpanSet, c: SpanSet) -> None:
        """Each operation distributes over the other."""
        assert a & (b | c) == (a & b) | (a & c)
        assert a | (b & c) == (a | b) & (a | c)
        assert (a | b) - c == (a - c) | (b - c)

    @given(sets, sets)
    def test_absorption(self, a: SpanSet, b: SpanSet) -> None:
        """What a set has already adds nothing."""
        assert a == a | (a & b)
        assert a == a & (a | b)

    @given(sets, sets, windows)
    def test_de_morgan(self, a: SpanSet, b: SpanSet, window: Span) -> None:
        """Within a window, not either is neither, not both is one not."""
        assert (a | b).complement(window) == (
            a.complement(window) & b.complement(window)
        )
        assert (a & b).complement(window) == (
            a.complement(window) | b.complement(window)
        )

    @given(sets, windows)
    def test_double_complement(self, a: SpanSet, window: Span) -> None:
        """What is not left out of a window is the part in it."""
        assert a.clipped(window) == a.complement(window).complement(window)

    @given(sets, sets)
    def test_covers_is_being_a_subset(self, a: SpanSet, b: SpanSet) -> None:
        """A set covers another if and only if that adds nothing."""
        assert (cells(b.pairs) <= cells(a.pairs)) is a.covers(b)
        assert (a | b).covers(b)

    @given(sets, ticks)
    def test_membership(self, a: SpanSet, tick: int) -> None:
        """An instant lies in a set as the integer does."""
        instant = Span.of_ticks(tick, tick).start

        assert (tick in cells(a.pairs)) is (instant in a)


class TestMeasure:
    """`measure` is a measure."""

    @given(sets)
    def test_counts_the_instants(self, a: SpanSet) -> None:
        """It is how many there are."""
        assert len(cells(a.pairs)) == a.measure()

    @given(sets, sets)
    def test_inclusion_and_exclusion(self, a: SpanSet, b: SpanSet) -> None:
        """Either is one and the other without both."""
        assert (a | b).measure() == (
            a.measure() + b.measure() - (a & b).measure()
        )

    @given(sets, windows, ticks)
    def test_additivity_under_cutting(
        self, a: SpanSet, window: Span, tick: int
    ) -> None:
        """A window cut anywhere measures what its parts do."""
        cut = min(max(tick, window.start_ticks), window.end_ticks)
        before = Span.of_ticks(window.start_ticks, cut)
        after = Span.of_ticks(cut, window.end_ticks)

        assert a.measure_within(window) == (
            a.measure_within(before) + a.measure_within(after)
        )

    @given(lists, ticks)
    def test_splitting_does_not_matter(
        self, given_pairs: list[Pair], cut: int
    ) -> None:
        """Pairs split at an instant make the same set."""
        split = [
            part
            for start, end in given_pairs
            for part in (
                (start, min(max(start, cut), end)),
                (min(max(start, cut), end), end),
            )
        ]

        assert _pairs.merged(given_pairs) == _pairs.merged(split)

    @given(sets, windows)
    def test_a_window_is_its_part_and_the_rest(
        self, a: SpanSet, window: Span
    ) -> None:
        """What lies in a window and what does not make it up."""
        assert window.length_ticks == (
            a.measure_within(window) + a.complement(window).measure()
        )


class TestClipping:
    """`clipped` is the part within a window."""

    @given(sets, ticks, ticks)
    def test_agrees_with_sets(self, a: SpanSet, start: int, end: int) -> None:
        """Also where the window ends before it begins."""
        clipped = _pairs.clipped(a.pairs, start, end)

        assert cells(a.pairs) & set(range(start, end)) == cells(clipped)
        assert is_canonical(clipped)

    @given(sets, windows)
    def test_is_intersection(self, a: SpanSet, window: Span) -> None:
        """It is what the set and the window share."""
        assert a & SpanSet.of(window) == a.clipped(window)

    @given(windows, windows)
    def test_of_spans_agrees_with_that_of_sets(self, a: Span, b: Span) -> None:
        """A span clipped is what two sets of one span share."""
        common = a.clipped(b)
        kept = [common] if common is not None else []

        assert SpanSet.of(a) & SpanSet.of(b) == SpanSet.of(*kept)
        assert bool(kept) is a.overlaps(b)


class TestOverlapAtLeast:
    """k of n."""

    @given(
        st.lists(short_lists.map(_pairs.merged), max_size=5),
        st.integers(min_value=1, max_value=6),
    )
    def test_agrees_with_counting(
        self, given_lists: list[list[Pair]], count: int
    ) -> None:
        """Instant by instant, in how many of them it lies."""
        found = _pairs.overlap_at_least(count, *given_lists)
        held = [cells(one) for one in given_lists]

        assert is_canonical(found)
        assert {
            cell
            for cell in range(LAST)
            if sum(cell in one for one in held) >= count
        } == cells(found)

    @given(sets, sets, sets)
    def test_one_is_union_and_all_is_intersection(
        self, a: SpanSet, b: SpanSet, c: SpanSet
    ) -> None:
        """The two ends of k are the two operators."""
        assert a | b | c == SpanSet.overlap_at_least(1, a, b, c)
        assert a & b & c == SpanSet.overlap_at_least(3, a, b, c)

    @given(sets, sets, sets)
    def test_measures_add_up(self, a: SpanSet, b: SpanSet, c: SpanSet) -> None:
        """Over every k an instant counts once for each set it is in."""
        assert a.measure() + b.measure() + c.measure() == sum(
            SpanSet.overlap_at_least(count, a, b, c).measure()
            for count in (1, 2, 3)
        )


class TestWeightedOverlap:
    """The weight of each instant."""

    @given(weighted)
    def test_largest_agrees_with_counting(
        self, given_spans: list[Weighted]
    ) -> None:
        """Instant by instant, the heaviest of those over it."""
        found = _pairs.weighted_overlap(given_spans, "largest")

        assert [
            max((w for s, e, w in given_spans if s <= cell < e), default=0)
            for cell in range(LAST)
        ] == [weight_at(found, cell) for cell in range(LAST)]

    @given(weighted)
    def test_sum_agrees_with_counting(
        self, given_spans: list[Weighted]
    ) -> None:
        """Instant by instant, those over it added, up to the whole."""
        found = _pairs.weighted_overlap(given_spans, "sum")

        assert [
            min(sum(w for s, e, w in given_spans if s <= cell < e), 1)
            for cell in range(LAST)
        ] == [weight_at(found, cell) for cell in range(LAST)]

    @given(weighted, overlaps)
    def test_is_canonical(
        self, given_spans: list[Weighted], overlap: Literal["largest", "sum"]
    ) -> None:
        """Pieces are in order, none is empty, neighbours differ."""
        found = _pairs.weighted_overlap(given_spans, overlap)

        assert all(start < end and weight for start, end, weight in found)
        assert all(
            one[1] < two[0] or (one[1] == two[0] and one[2] != two[2])
            for one, two in itertools.pairwise(found)
        )

    @given(short_lists, overlaps)
    def test_of_whole_weights_is_union(
        self, given_pairs: list[Pair], overlap: Literal["largest", "sum"]
    ) -> None:
        """Where all weigh 1 the pieces are the merged pairs."""
        found = _pairs.weighted_overlap(
            [(*pair, Fraction(1)) for pair in given_pairs],
            overlap,
        )

        assert _pairs.merged(given_pairs) == [
            (start, end) for start, end, _ in found
        ]
