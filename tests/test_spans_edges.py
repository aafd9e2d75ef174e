"""Spans at the edges: of time, of their order, of their text."""

from fractions import Fraction

import pytest

from slapolicy import _pairs, _time
from slapolicy.errors import AmountError
from slapolicy.spans import Span, SpanSet


ALL = (_time.FIRST, _time.LAST)
NIGHT = Span.from_iso("2026-10-03T00:00:00Z/2026-10-03T02:30:00Z")


class TestAllTime:
    """The first and the last instant there is."""

    def test_is_a_span(self) -> None:
        """A span may reach from the one to the other."""
        span = Span.of_ticks(*ALL)
        assert ALL == (span.start_ticks, span.end_ticks)

    def test_is_a_set(self) -> None:
        """So may a set."""
        assert (ALL,) == SpanSet((ALL,)).pairs


class TestOrder:
    """Spans sort by their start, then by their end."""

    def test_is_strict(self) -> None:
        """No span lies before itself."""
        assert not NIGHT < Span(NIGHT.start, NIGHT.end)

    def test_by_end_where_the_starts_are_one(self) -> None:
        """The shorter is the smaller, and not the other way round."""
        short, long = Span.of_ticks(0, 1), Span.of_ticks(0, 2)
        assert short < long
        assert not long < short


class TestText:
    """Two instants with a stroke between them."""

    def test_ends_with_its_second_instant(self) -> None:
        """What stands after the first stroke has to be one instant."""
        with pytest.raises(AmountError) as raised:
            Span.from_iso(f"{NIGHT}/2026-10-03T05:00:00Z")
        assert (
            "'2026-10-03T02:30:00Z/2026-10-03T05:00:00Z' is no instant; "
            "write it as 2026-10-03T02:00:00+02:00"
        ) == str(raised.value)


class TestPairs:
    """The functions on pairs, where pairs only touch."""

    def test_lists_that_touch_do_not_overlap(self) -> None:
        """One ends where the other begins: no time lies in both."""
        assert [] == _pairs.overlap_at_least(2, [(0, 5)], [(5, 8)])

    def test_the_largest_weight_is_meant(self) -> None:
        """Where nothing is said of weights that overlap."""
        half = Fraction(1, 2)
        assert ((0, 6, half),) == (
            _pairs.weighted_overlap([(0, 4, half), (2, 6, half)])
        )
