"""Spans of time and sets of them."""

import copy
import datetime as dt
import pickle

from fractions import Fraction
from operator import and_, or_, sub, xor
from typing import Literal
from zoneinfo import ZoneInfo

import attrs
import pendulum
import pytest

from slapolicy import _pairs, _time
from slapolicy.errors import AmountError
from slapolicy.spans import Span, SpanSet


ROME = ZoneInfo("Europe/Rome")
NIGHT = Span.from_iso("2026-10-03T00:00:00Z/2026-10-03T02:30:00Z")
ONE = Fraction(1)
HALF = Fraction(1, 2)


def hours(*pair: int) -> Span:
    """Return the span between two hours after the epoch."""
    start, end = pair
    return Span.of_ticks(start * _time.HOUR, end * _time.HOUR)


def instant(hour: int) -> pendulum.DateTime:
    """Return the instant so many hours after the epoch."""
    return _time.from_ticks(hour * _time.HOUR)


class TestSpan:
    """A span as a value."""

    def test_forgets_the_zone(self) -> None:
        """The zone in which it was written does not matter."""
        written = Span(
            dt.datetime(2026, 10, 3, 2, tzinfo=ROME),
            pendulum.datetime(2026, 10, 2, 22, 30, tz="America/New_York"),
        )

        assert NIGHT == written
        assert hash(NIGHT) == hash(written)

    def test_has_instants_of_pendulum_in_utc(self) -> None:
        """Start and end are built when somebody looks."""
        assert pendulum.datetime(2026, 10, 3) == NIGHT.start
        assert pendulum.datetime(2026, 10, 3, 2, 30) == NIGHT.end
        assert pendulum.UTC is NIGHT.start.tzinfo

    def test_is_two_integers(self) -> None:
        """It holds microseconds since the epoch and nothing else."""
        assert (0, _time.HOUR) == attrs.astuple(hours(0, 1))
        assert not hasattr(NIGHT, "__dict__")

    @pytest.mark.parametrize("travel", [copy.copy, copy.deepcopy])
    def test_survives_copying(self, travel: type) -> None:
        """A copy is equal."""
        assert NIGHT == travel(NIGHT)

    def test_survives_pickling(self) -> None:
        """It comes back equal, with the same hash."""
        assert {NIGHT} == {NIGHT, pickle.loads(pickle.dumps(NIGHT))}

    def test_cannot_be_changed(self) -> None:
        """It is frozen."""
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            NIGHT.start_ticks = 0  # type: ignore[misc]  # refused

    def test_shows_how_to_make_it(self) -> None:
        """Its `repr` is code, its text is ISO 8601."""
        text = "2026-10-03T00:00:00Z/2026-10-03T02:30:00Z"

        assert f"Span.from_iso('{text}')" == repr(NIGHT)
        assert text == str(NIGHT)

    def test_sorts_by_start_then_end(self) -> None:
        """Of two with one start the shorter comes first."""
        assert [hours(0, 2), hours(0, 3), hours(1, 2)] == sorted(
            [hours(1, 2), hours(0, 3), hours(0, 2)]
        )

    def test_has_all_comparisons(self) -> None:
        """Each comparison agrees with the others."""
        assert hours(0, 1) <= hours(0, 1)
        assert hours(0, 2) > hours(0, 1)
        assert hours(1, 2) >= hours(0, 3)

    def test_compares_with_spans_only(self) -> None:
        """It has no place among other things."""
        with pytest.raises(TypeError):
            assert NIGHT < 3  # type: ignore[operator]  # refused


class TestRefusedSpans:
    """What is no span."""

    def test_ends_before_it_starts(self) -> None:
        """The error names both instants."""
        with pytest.raises(AmountError) as caught:
            Span(NIGHT.end, NIGHT.start)

        assert (
            "end: 2026-10-03T00:00:00Z lies before the start, "
            "2026-10-03T02:30:00Z; put the earlier first"
        ) == str(caught.value)

    def test_ends_before_it_starts_in_ticks(self) -> None:
        """The fast way in refuses the same."""
        with pytest.raises(AmountError, match="lies before the start"):
            Span.of_ticks(1, 0)

    @pytest.mark.parametrize(
        ("start", "end"), [(_time.FIRST - 1, 0), (0, _time.LAST + 1)]
    )
    def test_leaves_the_calendar(self, start: int, end: int) -> None:
        """An end that no datetime can name is refused."""
        with pytest.raises(AmountError, match="outside the years"):
            Span.of_ticks(start, end)

    def test_is_compared_as_instants_in_the_repeated_hour(self) -> None:
        """From the later 02:10 back to the earlier 02:50 is backwards."""
        with pytest.raises(AmountError, match="lies before the start"):
            Span(
                dt.datetime(2026, 10, 25, 2, 10, tzinfo=ROME, fold=1),
                dt.datetime(2026, 10, 25, 2, 50, tzinfo=ROME, fold=0),
            )

    def test_is_naive(self) -> None:
        """A time without an offset is no instant."""
        with pytest.raises(AmountError, match="has no offset"):
            Span(dt.datetime(2026, 10, 3), NIGHT.end)


class TestLasting:
    """`Span.lasting`."""

    @pytest.mark.parametrize(
        "length",
        [dt.timedelta(minutes=150), pendulum.duration(hours=2, minutes=30)],
    )
    def test_lasts_that_long(self, length: dt.timedelta) -> None:
        """It is the inverse of `length`."""
        made = Span.lasting(NIGHT.start, length)

        assert NIGHT == made
        assert length == made.length

    def test_is_not_negative(self) -> None:
        """A negative length would end before the start."""
        with pytest.raises(AmountError, match="lies before the start"):
            Span.lasting(NIGHT.start, dt.timedelta(seconds=-1))


class TestIso:
    """`Span.from_iso` and `to_iso`."""

    def test_invert_each_other(self) -> None:
        """What one writes the other reads."""
        assert NIGHT == Span.from_iso(NIGHT.to_iso())

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            (
                "2026-10-03",
                (
                    "'2026-10-03' is no span; write it as "
                    "2026-10-03T02:00:00Z/2026-10-03T04:00:00Z"
                ),
            ),
            (
                "2026-10-03T02:00/2026-10-03T04:00",
                (
                    "'2026-10-03T02:00' has no offset; add one, such as "
                    "+02:00, or give the record a timezone"
                ),
            ),
        ],
    )
    def test_refuses_what_is_none(self, text: str, message: str) -> None:
        """A text without two instants is no span."""
        with pytest.raises(AmountError) as caught:
            Span.from_iso(text)

        assert message == str(caught.value)


class TestLength:
    """How long a span is."""

    def test_is_exact(self) -> None:
        """As a plain `timedelta` and in microseconds."""
        assert dt.timedelta(hours=2, minutes=30) == NIGHT.length
        assert type(NIGHT.length) is dt.timedelta
        assert 9_000_000_000 == NIGHT.length_ticks

    @pytest.mark.parametrize(
        ("span", "is_empty"), [(hours(1, 1), True), (hours(1, 2), False)]
    )
    def test_may_be_nothing(
        self,
        span: Span,
        is_empty: bool,  # noqa: FBT001  (parametrised)
    ) -> None:
        """A span of no length is accepted, and says so."""
        assert is_empty is span.is_empty

    def test_interval_has_the_same_ends(self) -> None:
        """Pendulum's interval is handed out on request."""
        made = NIGHT.to_interval()

        assert isinstance(made, pendulum.Interval)
        assert (NIGHT.start, NIGHT.end) == (made.start, made.end)


class TestCovers:
    """`Span.covers`."""

    @pytest.mark.parametrize(
        ("hour", "covers"), [(0, False), (1, True), (2, True), (3, False)]
    )
    def test_instants_up_to_the_end(
        self,
        hour: int,
        covers: bool,  # noqa: FBT001  (parametrised)
    ) -> None:
        """The start lies in it, the end does not."""
        assert covers is hours(1, 3).covers(instant(hour))

    @pytest.mark.parametrize(
        ("other", "covers"),
        [
            (hours(1, 3), True),
            (hours(2, 3), True),
            (hours(0, 2), False),
            (hours(2, 4), False),
            (hours(1, 1), True),
            (hours(3, 3), True),
            (hours(4, 4), False),
        ],
        ids=str,
    )
    def test_spans_from_end_to_end(
        self,
        other: Span,
        covers: bool,  # noqa: FBT001  (parametrised)
    ) -> None:
        """Both ends may be shared, also by an empty one."""
        assert covers is hours(1, 3).covers(other)

    def test_refuses_naive_times(self) -> None:
        """Whether a naive time lies in it nobody knows."""
        with pytest.raises(AmountError, match="has no offset"):
            NIGHT.covers(dt.datetime(2026, 10, 3, 1))


class TestOverlap:
    """`Span.overlaps` and `Span.clipped`."""

    @pytest.mark.parametrize(
        ("other", "common"),
        [
            (hours(0, 2), hours(1, 2)),
            (hours(2, 9), hours(2, 3)),
            (hours(0, 9), hours(1, 3)),
            (hours(2, 3), hours(2, 3)),
            (hours(3, 4), None),
            (hours(0, 1), None),
            (hours(2, 2), None),
            (hours(5, 6), None),
        ],
        ids=str,
    )
    def test_is_what_lies_in_both(
        self, other: Span, common: Span | None
    ) -> None:
        """Touching is no overlap, and an empty span overlaps nothing."""
        assert common == hours(1, 3).clipped(other)
        assert common == other.clipped(hours(1, 3))
        assert (common is not None) is hours(1, 3).overlaps(other)


class TestSpanSet:
    """A set of spans as a value."""

    def test_is_canonical(self) -> None:
        """Sorted, merged, without touching or empty pieces."""
        made = SpanSet.of(
            hours(5, 7), hours(0, 2), hours(2, 3), hours(6, 8), hours(4, 4)
        )

        assert [hours(0, 3), hours(5, 8)] == list(made)
        assert 2 == len(made)

    def test_of_one_set_of_instants_there_is_one(self) -> None:
        """Equal sets are equal values, however they were made."""
        whole = SpanSet.of(hours(0, 3))

        assert {whole} == {
            whole,
            SpanSet.of(hours(1, 3), hours(0, 2)),
            SpanSet.of_pairs(iter(whole.pairs)),
            SpanSet(whole.pairs),
            pickle.loads(pickle.dumps(whole)),
        }

    def test_empty_is_false(self) -> None:
        """A set without an instant is false, every other true."""
        assert not SpanSet.empty()
        assert SpanSet.of(hours(0, 1))
        assert SpanSet.empty() == SpanSet.of(hours(1, 1)) == SpanSet()

    def test_shows_how_to_make_it(self) -> None:
        """Its `repr` is code."""
        made = SpanSet.of(NIGHT)

        assert f"SpanSet.of({NIGHT!r})" == repr(made)
        assert "SpanSet.of()" == repr(SpanSet.empty())

    def test_cannot_be_changed(self) -> None:
        """It is frozen."""
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            SpanSet.empty().pairs = ((0, 1),)  # type: ignore[misc]  # refused

    @pytest.mark.parametrize(
        ("pair", "message"),
        [
            ((1, 0), "lies before the start"),
            ((0, _time.LAST + 1), "outside the years"),
        ],
    )
    def test_refuses_pairs_that_are_no_span(
        self, pair: tuple[int, int], message: str
    ) -> None:
        """A pair is refused as the span would be."""
        with pytest.raises(AmountError, match=message):
            SpanSet.of_pairs([pair])


class TestOperators:
    """`|`, `&`, `-` and `^`."""

    LEFT = SpanSet.of(hours(0, 4), hours(6, 8))
    RIGHT = SpanSet.of(hours(2, 7))

    @pytest.mark.parametrize(
        ("operator", "expected"),
        [
            (or_, [hours(0, 8)]),
            (and_, [hours(2, 4), hours(6, 7)]),
            (sub, [hours(0, 2), hours(7, 8)]),
            (xor, [hours(0, 2), hours(4, 6), hours(7, 8)]),
        ],
    )
    def test_are_those_of_sets(
        self, operator: type, expected: list[Span]
    ) -> None:
        """In either, in both, in the first alone, in one alone."""
        assert expected == list(operator(self.LEFT, self.RIGHT))

    @pytest.mark.parametrize("operator", [or_, and_, sub, xor])
    def test_take_sets_only(self, operator: type) -> None:
        """A span is no set; `SpanSet.of` makes one."""
        with pytest.raises(TypeError):
            operator(self.LEFT, hours(0, 1))


class TestMeasure:
    """How long a set is."""

    SET = SpanSet.of(hours(0, 2), hours(3, 4), hours(6, 9))

    def test_is_the_sum(self) -> None:
        """In microseconds, what overlaps once."""
        assert 6 * _time.HOUR == self.SET.measure()
        assert 0 == SpanSet.empty().measure()

    def test_within_a_span_is_that_of_the_part(self) -> None:
        """What lies outside is left out."""
        assert 3 * _time.HOUR == self.SET.measure_within(hours(1, 7))

    def test_part_within_a_span(self) -> None:
        """`clipped` keeps what lies inside."""
        assert SpanSet.of(hours(1, 2), hours(3, 4), hours(6, 7)) == (
            self.SET.clipped(hours(1, 7))
        )

    def test_rest_of_a_span(self) -> None:
        """`complement` is what the set leaves of a span."""
        assert SpanSet.of(hours(2, 3), hours(4, 5)) == (
            self.SET.complement(hours(1, 5))
        )


class TestMembership:
    """What lies in a set."""

    SET = SpanSet.of(hours(0, 2), hours(3, 4))

    @pytest.mark.parametrize(
        ("hour", "lies_in_it"),
        [(-1, False), (0, True), (2, False), (3, True), (4, False)],
    )
    def test_of_instants(
        self,
        hour: int,
        lies_in_it: bool,  # noqa: FBT001  (parametrised)
    ) -> None:
        """Starts lie in it, ends do not."""
        assert lies_in_it is (instant(hour) in self.SET)

    def test_of_naive_times_is_refused(self) -> None:
        """Whether a naive time lies in it nobody knows."""
        with pytest.raises(AmountError, match="has no offset"):
            assert dt.datetime(1970, 1, 1) in self.SET

    @pytest.mark.parametrize(
        ("other", "covers"),
        [
            (hours(0, 1), True),
            (hours(1, 3), False),
            (hours(9, 9), True),
            (SpanSet.of(hours(0, 1), hours(3, 4)), True),
            (SpanSet.of(hours(0, 1), hours(5, 6)), False),
            (SpanSet.empty(), True),
        ],
        ids=repr,
    )
    def test_of_spans_and_sets(
        self,
        other: Span | SpanSet,
        covers: bool,  # noqa: FBT001  (parametrised)
    ) -> None:
        """All of it must; of what is empty, all does."""
        assert covers is self.SET.covers(other)


class TestOverlapAtLeast:
    """k of n."""

    SETS = (
        SpanSet.of(hours(0, 4)),
        SpanSet.of(hours(2, 6)),
        SpanSet.of(hours(3, 8)),
    )

    @pytest.mark.parametrize(
        ("count", "expected"),
        [
            (1, [hours(0, 8)]),
            (2, [hours(2, 6)]),
            (3, [hours(3, 4)]),
            (4, []),
        ],
    )
    def test_counts_the_sets(self, count: int, expected: list[Span]) -> None:
        """One is the union, all is the intersection, more is nothing."""
        assert expected == list(SpanSet.overlap_at_least(count, *self.SETS))

    def test_has_no_seam(self) -> None:
        """One set may take over from another at an instant."""
        relay = [
            SpanSet.of(hours(0, 9)),
            SpanSet.of(hours(1, 4)),
            SpanSet.of(hours(4, 7)),
        ]

        assert [hours(1, 7)] == list(SpanSet.overlap_at_least(2, *relay))

    def test_needs_one(self) -> None:
        """None of them is no question."""
        with pytest.raises(AmountError) as caught:
            SpanSet.overlap_at_least(0, *self.SETS)

        assert "0 of 3: give a number from 1" == str(caught.value)


class TestWeightedOverlap:
    """The weight of each instant."""

    def test_largest_is_the_default(self) -> None:
        """Where several lie, the heaviest decides."""
        assert ((0, 2, HALF), (2, 4, ONE), (4, 6, HALF)) == (
            _pairs.weighted_overlap([(0, 6, HALF), (2, 4, ONE)])
        )

    def test_sum_is_at_most_one(self) -> None:
        """Added weights stop at the whole."""
        two_thirds = Fraction(2, 3)

        assert ((0, 2, HALF), (2, 4, ONE), (4, 6, two_thirds)) == (
            _pairs.weighted_overlap([(0, 4, HALF), (2, 6, two_thirds)], "sum")
        )

    @pytest.mark.parametrize("overlap", ["largest", "sum"])
    def test_neighbours_of_one_weight_are_one(
        self, overlap: Literal["largest", "sum"]
    ) -> None:
        """Touching pieces merge where they weigh the same."""
        assert ((0, 4, HALF),) == (
            _pairs.weighted_overlap([(2, 4, HALF), (0, 2, HALF)], overlap)
        )

    @pytest.mark.parametrize("overlap", ["largest", "sum"])
    def test_nothing_weighs_nothing(
        self, overlap: Literal["largest", "sum"]
    ) -> None:
        """Empty spans and weights of zero leave no piece."""
        assert () == _pairs.weighted_overlap(
            [(1, 1, ONE), (2, 4, Fraction(0))], overlap
        )


class TestPairs:
    """The functions on pairs, where spans do not reach."""

    @pytest.mark.parametrize("count", [1, 5, 50])
    def test_merging_needs_no_order(self, count: int) -> None:
        """Few and many pairs are merged alike, from any iterable."""
        pairs = [(2 * place, 2 * place + 1) for place in range(count)]

        assert pairs == _pairs.merged(reversed(pairs))

    def test_nothing_merges_to_nothing(self) -> None:
        """Without pairs there is an empty list."""
        assert [] == _pairs.merged([])

    @pytest.mark.parametrize(
        ("start", "end", "expected"),
        [
            (0, 9, [(1, 3), (5, 7)]),
            (2, 6, [(2, 3), (5, 6)]),
            (1, 2, [(1, 2)]),
            (3, 5, []),
            (2, 2, []),
            (6, 2, []),
        ],
    )
    def test_clipping_keeps_what_lies_inside(
        self, start: int, end: int, expected: list[_pairs.Pair]
    ) -> None:
        """Between an end and a start before it there is nothing."""
        assert expected == _pairs.clipped([(1, 3), (5, 7)], start, end)

    def test_others_may_lie_before(self) -> None:
        """What ends before the first pair begins changes nothing."""
        pairs = [(5, 7)]

        assert pairs == _pairs.subtracted(pairs, [(0, 1), (2, 5)])
        assert [] == _pairs.intersected(pairs, [(0, 1), (2, 5)])

    def test_subtracting_nothing_copies(self) -> None:
        """What comes out is a list of its own."""
        pairs = [(1, 3)]
        rest = _pairs.subtracted(pairs, [])

        assert pairs == rest
        assert pairs is not rest
