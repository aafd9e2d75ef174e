"""Tests for slapolicy.downtime and slapolicy._sweep."""

import datetime as dt
import enum

from collections.abc import Callable
from fractions import Fraction

import pytest

from slapolicy import _sweep, downtime
from slapolicy._pairs import Pair
from slapolicy._sweep import Down, Merged, Overlap, common_part
from slapolicy.amounts import Rounding
from slapolicy.downtime import (
    CountFrom,
    GrainRounding,
    as_compose,
    as_count_from,
    as_grain_rounding,
    as_overlap,
    clip_pieces,
    compose,
    grained,
    moved_to_clock,
    share_up,
    to_precision,
    weighed,
    whole_merges,
)
from slapolicy.errors import AmountError, RecordError, messages
from slapolicy.facts import Outage
from tests.views import at


HALF = Fraction(1, 2)
ONE = Fraction(1)


def down(
    name: str,
    start: int,
    end: int,
    component: str | None = None,
    weight: Fraction = ONE,
) -> Down:
    """Return an outage."""
    return Down(start, end, component, weight, name)


class TestClock:
    """When an outage counts (steps 1 and 2)."""

    @pytest.mark.parametrize(
        ("count_from", "detected", "reported", "expected"),
        [
            ("start", None, None, (0, 60)),
            ("detection", 10, 5, (10, 60)),
            ("report", 10, 5, (5, 60)),
            ("earliest", 10, 5, (5, 60)),
            ("earliest", None, 5, (5, 60)),
            ("earliest", 10, None, (10, 60)),
            ("earliest", None, None, None),
            ("detection", None, 5, None),
            ("report", 10, None, None),
            ("detection", -10, None, (0, 60)),
            ("detection", 59, None, (59, 60)),
            ("detection", 60, None, None),
            ("detection", 70, None, None),
        ],
    )
    def test_moves_the_start(
        self,
        count_from: str,
        detected: int | None,
        reported: int | None,
        expected: tuple[int, int] | None,
    ) -> None:
        """Never before it; at the end or after it, nothing counts."""
        start = at("06-10 01:00")
        moments = [
            None if one is None else start + dt.timedelta(minutes=one)
            for one in (detected, reported)
        ]
        outage = Outage(
            start=start,
            end=at("06-10 02:00"),
            detected=moments[0],
            reported=moments[1],
        )
        clock = as_count_from(count_from)
        found = moved_to_clock(outage, clock, 0)
        first, minute = outage.start_ticks, 60_000_000
        if expected is None:
            assert found is None
        else:
            low, high = expected
            assert (first + low * minute, first + high * minute) == found

    def test_an_open_one_ends_now(self) -> None:
        """For the clock as well."""
        outage = Outage(start=at("06-10 01:00"), detected=at("06-10 02:00"))
        clock = outage.detected_ticks
        assert clock is not None
        now = clock + 1
        found = moved_to_clock(outage, CountFrom.DETECTION, now)
        assert (clock, now) == found
        assert moved_to_clock(outage, CountFrom.DETECTION, clock) is None


class TestCompose:
    """The down state that exclusions leave (steps 3 and 4)."""

    def test_touching_ones_are_one(self) -> None:
        """Named after the earliest start, then the smallest id."""
        downs = [down("c", 5, 9), down("b", 0, 3), down("a", 0, 5)]
        (found,) = compose(downs, set(), {})
        assert ("a", 0, 9) == (found.name, found.start, found.end)

    def test_what_is_excused_divides(self) -> None:
        """Each piece is named after the first outage over it."""
        downs = [down("a", 0, 4), down("b", 3, 9), down("c", 20, 21)]
        found = compose(downs, {"c"}, {None: [(2, 6)]})
        assert [("a", 0, 2), ("b", 6, 9)] == [
            (one.name, one.start, one.end) for one in found
        ]

    def test_what_ends_where_it_begins_does_not_name_it(self) -> None:
        """The first of two is excused, to the instant at which it ends."""
        downs = [down("a", 0, 4), down("b", 4, 9)]
        (found,) = compose(downs, set(), {None: [(0, 4)]})
        assert ("b", 4, 9) == (found.name, found.start, found.end)

    def test_what_begins_to_count_later_may_name_it(self) -> None:
        """Of two that started at once it has the smaller id."""
        (found,) = compose(
            [down("a", 0, 9, "z"), down("b", 0, 9, "y")],
            set(),
            {"y": [(7, 9)], "z": [(0, 5)]},
            components=["y", "z"],
        )
        assert ("a", 0, 9) == (found.name, found.start, found.end)

    def test_what_is_excluded_names_nothing(self) -> None:
        """Nor does it take part."""
        downs = [down("a", 0, 9), down("b", 3, 6)]
        (found,) = compose(downs, {"a"}, {})
        assert ("b", 3, 6) == (found.name, found.start, found.end)

    def test_without_length_nothing_is_down(self) -> None:
        """Also where components are composed."""
        downs = [down("a", 3, 3, "x")]
        assert [] == compose(downs, set(), {}, components=["x"])
        assert [] == compose([down("a", 3, 3)], set(), {})

    @pytest.mark.parametrize(
        ("need", "expected"),
        [(1, [(0, 9)]), (2, [(2, 7)]), (3, [(4, 5)]), (4, [])],
    )
    def test_so_many_must_be_down_at_once(
        self, need: int, expected: list[tuple[int, int]]
    ) -> None:
        """An outage of none in particular is of all of them."""
        downs = [
            down("a", 0, 5, "x"),
            down("b", 2, 9, "y"),
            down("c", 4, 7, "z"),
        ]
        found = compose(
            downs, set(), {}, components=["x", "y", "z"], need=need
        )
        assert expected == [(one.start, one.end) for one in found]
        everywhere = [down("d", 1, 2)]
        assert (need <= 3) is bool(
            compose(
                everywhere, set(), {}, components=["x", "y", "z"], need=need
            )
        )

    def test_components_that_only_facts_name_are_lanes_too(self) -> None:
        """Nobody said what parts there are."""
        downs = [down("a", 0, 5, "x"), down("b", 2, 9)]
        found = compose(downs, set(), {"x": [(0, 9)]})
        assert [("b", 2, 9)] == [
            (one.name, one.start, one.end) for one in found
        ]

    def test_before_exclusions_an_excused_one_takes_part(self) -> None:
        """Where another component is down that is not excused."""
        downs = [down("a", 0, 9, "x"), down("b", 3, 6, "y")]
        kinds = {
            before: [
                (one.start, one.end)
                for one in compose(
                    downs,
                    {"a"},
                    {"y": [(5, 6)]},
                    components=["x", "y"],
                    need=2,
                    before=before,
                )
            ]
            for before in (False, True)
        }
        assert {False: [], True: [(3, 5)]} == kinds

    def test_before_exclusions_an_excused_one_names(self) -> None:
        """It is still down where another one counts."""
        downs = [down("a", 0, 6), down("b", 3, 9)]
        (found,) = compose(downs, {"a"}, {}, before=True)
        assert ("a", 3, 9) == (found.name, found.start, found.end)

    @pytest.mark.parametrize(
        ("overlap", "weights"),
        [
            (Overlap.LARGEST, [HALF, HALF, Fraction(3, 4)]),
            (Overlap.SUM, [HALF, ONE, Fraction(3, 4)]),
        ],
    )
    def test_impacts_weigh(
        self, overlap: Overlap, weights: list[Fraction]
    ) -> None:
        """The largest, or their sum up to 1; pieces of one weight join."""
        downs = [
            down("a", 0, 4, weight=HALF),
            down("b", 2, 4, weight=HALF),
            down("c", 4, 6, weight=Fraction(3, 4)),
            down("d", 2, 4, weight=Fraction(1, 4)),
        ]
        (found,) = compose(downs, set(), {}, overlap=overlap)
        edges = [(0, 2), (2, 4), (4, 6)]
        lengths = [high - low for low, high in edges]
        assert weighed(edges, weights) == weighed(found.pieces, found.weights)
        assert sum(lengths) == found.end - found.start
        expected = 2 if overlap is Overlap.LARGEST else 3
        assert expected == len(found.pieces)

    def test_an_outage_in_several_lanes_weighs_once(self) -> None:
        """It is one outage, of all components."""
        downs = [down("a", 0, 4, weight=HALF)]
        (found,) = compose(
            downs, set(), {}, components=["x", "y"], overlap=Overlap.SUM
        )
        assert (HALF,) == found.weights
        (found,) = compose(
            downs,
            set(),
            {"x": [(0, 2)]},
            components=["x", "y"],
            overlap=Overlap.SUM,
        )
        assert (((0, 4),), (HALF,)) == (found.pieces, found.weights)


class TestMost:
    """How much is composed, and how long a common part may be."""

    def test_components_times_facts(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Two that are excused for themselves, two outages and an excuse."""

        def found() -> list[Merged]:
            return compose(
                [down("a", 0, 5), down("b", 6, 9)],
                set(),
                {None: [(20, 21)], "x": [(0, 5)], "y": [(1, 9)]},
                components=["x", "y"],
            )

        monkeypatch.setattr(downtime, "_MOST_WORK", 6)
        assert ["a", "b"] == [one.name for one in found()]
        monkeypatch.setattr(downtime, "_MOST_WORK", 5)
        with pytest.raises(RecordError) as raised:
            found()
        (message,) = messages(raised.value)
        assert message == (
            "2 components are excused each for itself, and 3 outages and "
            "exclusions are about all of them: that is 6 pairs, and at most "
            "5 are composed; say which component each fact is about"
        )

    def test_parts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Thirds and sevenths are parts of 21, which takes five bits."""
        downs = [down("a", 0, 5, weight=Fraction(1, part)) for part in (3, 7)]
        monkeypatch.setattr(_sweep, "_MOST_BITS", 5)
        assert 21 == common_part(downs)
        monkeypatch.setattr(_sweep, "_MOST_BITS", 4)
        assert 1 == len(compose(downs, set(), {}, components=["x"]))
        with pytest.raises(RecordError) as raised:
            common_part(downs)
        (message,) = messages(raised.value)
        assert message == (
            "outages: the impacts have no common denominator of at most 500 "
            "digits, and none longer is reckoned with; write them to fewer "
            "digits, such as 0.35"
        )


class TestWholeMerges:
    """Outages merged whole, with what counts inside."""

    def test_excused_time_leaves_the_ends(self) -> None:
        """One that is excused altogether stands with no pieces."""
        downs = [down("a", 0, 4, "x"), down("b", 4, 8), down("c", 9, 10)]
        found = whole_merges(downs, {"d"}, {None: [(1, 3), (9, 10)]})
        assert [
            ("a", 0, 8, ((0, 1), (3, 8))),
            ("c", 9, 10, ()),
        ] == [(one.name, one.start, one.end, one.pieces) for one in found]

    def test_what_is_excluded_is_left_out_before(self) -> None:
        """It joins nothing."""
        downs = [down("a", 0, 4), down("b", 4, 8), down("c", 8, 9)]
        found = whole_merges(downs, {"b"}, {})
        assert [(0, 4), (8, 9)] == [(one.start, one.end) for one in found]

    def test_of_two_that_start_at_once_the_smaller_id_names(self) -> None:
        """Whichever ends first."""
        (found,) = whole_merges([down("b", 0, 4), down("a", 0, 9)], set(), {})
        assert ("a", 0, 9) == (found.name, found.start, found.end)


class TestPieces:
    """What lies within, and how long it is."""

    def test_are_clipped_with_their_weights(self) -> None:
        """Each part keeps the weight of its piece."""
        pieces = [(0, 4), (6, 9)]
        within = [(1, 2), (3, 7)]
        expected = ((1, 2), (3, 4), (6, 7))
        assert (expected, None) == clip_pieces(pieces, None, within)
        assert (expected, (HALF, HALF, ONE)) == clip_pieces(
            pieces, [HALF, ONE], within
        )

    @pytest.mark.parametrize(
        ("within", "expected"),
        [([], ()), ([(103, 115)], ((103, 106), (110, 115)))],
    )
    def test_many_are_clipped_as_few(
        self, within: list[Pair], expected: tuple[Pair, ...]
    ) -> None:
        """To one span, or to nothing at all."""
        pieces = [(10 * place, 10 * place + 6) for place in range(40)]
        assert (expected, None) == clip_pieces(pieces, None, within)

    def test_are_measured_by_weight(self) -> None:
        """Whole numbers where nothing weighs."""
        assert weighed([(0, 4), (6, 9)], None) == 7
        assert weighed([(0, 4), (6, 9)], [HALF, ONE]) == 5


class TestGrain:
    """A length rounded (step 7)."""

    @pytest.mark.parametrize(
        ("length", "below", "above", "nearest"),
        [
            (0, 0, 0, 0),
            (10, 10, 10, 10),
            (11, 10, 20, 10),
            (15, 10, 20, 20),
            (Fraction(149, 10), 10, 20, 10),
            (19, 10, 20, 20),
        ],
    )
    def test_goes_down_up_or_to_the_nearest(
        self, length: int | Fraction, below: int, above: int, nearest: int
    ) -> None:
        """Halves up."""
        found = [grained(length, 10, way) for way in GrainRounding]
        assert [below, above, nearest] == found

    def test_without_one_a_length_stays(self) -> None:
        """Parts of a microsecond too."""
        assert HALF == grained(HALF, None, GrainRounding.UP)


class TestShare:
    """The figure itself (step 9)."""

    @pytest.mark.parametrize(
        ("downtime", "expected"), [(0, 1), (1, HALF), (2, 0), (3, 0)]
    )
    def test_is_never_below_0(
        self, downtime: int, expected: int | Fraction
    ) -> None:
        """Of two microseconds."""
        assert expected == share_up(downtime, 2)

    def test_is_rounded_as_a_percentage(self) -> None:
        """To decimals of it, or not at all."""
        third = Fraction(1, 3)
        assert third == to_precision(third, None, Rounding.UP)
        up = to_precision(third, 1, Rounding.UP)
        assert Fraction(334, 1000) == up
        down_ = to_precision(third, 0, Rounding.DOWN)
        assert Fraction(33, 100) == down_


class TestWords:
    """Choices by their words."""

    @pytest.mark.parametrize(
        ("convert", "word"),
        [
            (as_count_from, "earliest"),
            (as_compose, "before-exclusions"),
            (as_grain_rounding, "nearest"),
            (as_overlap, "sum"),
        ],
    )
    def test_are_read_and_others_refused(
        self, convert: Callable[[str], enum.Enum], word: str
    ) -> None:
        """The message is that of every choice."""
        assert word == convert(word).value
        with pytest.raises(AmountError):
            convert("other")
