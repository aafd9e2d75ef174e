"""Tests for slapolicy.terms.metrics._tallies, as a success rate reads them."""

from fractions import Fraction

import attrs
import pytest

from slapolicy.errors import RecordError, messages
from slapolicy.facts import Requests
from slapolicy.terms.exchange import Decision, View
from slapolicy.terms.metrics.requests import SuccessRate
from tests.views import DAY, at, day, excusing, readings_of, row, span


SKIP = SuccessRate(window="1 hour", empty="skip")
TOTAL = SuccessRate(aggregate="total")
BAD = SuccessRate(window="1 hour", aggregate="bad-windows", bad_above="5%")


class TestWindows:
    """Rows of requests that belong to one window."""

    def test_spanning_two_windows_is_refused(self) -> None:
        """Each is named, and where to split it."""
        rows = (row("08:30", "09:30", 2, 1), row("23:30", "24:00", 2, 1))
        with pytest.raises(RecordError) as caught:
            readings_of(SKIP, day(*rows))
        expected = (
            "requests: requests-1, from 2026-06-10T08:30:00Z to "
            "2026-06-10T09:30:00Z, spans two windows; split it at "
            "2026-06-10T09:00:00Z"
        )
        assert [expected] == messages(caught.value)

    def test_spanning_two_windows_is_refused_as_bad(self) -> None:
        """Also before anything is measured."""
        view = day(row("08:30", "09:30", 200, 1))
        with pytest.raises(RecordError):
            BAD.scope(view.record, view.as_of)

    def test_in_total_there_are_no_windows_to_span(self) -> None:
        """A row may be as long as it likes, past the period's end."""
        late = Requests(
            start=at("06-10 23:00"), end=at("06-12 00:00"), total=4, failed=1
        )
        assert Fraction(3, 4) == readings_of(TOTAL, day(late))[0].exact


class TestExclusions:
    """Windows that are excluded altogether."""

    ROWS = (
        row("09:00", "10:00", 100, 0),
        row("10:00", "11:00", 100, 100),
        row("11:00", "12:00", 200, 20),
    )
    MADE = (
        excusing(span("06-10 10:00", "06-10 11:00")),
        excusing(span("06-10 11:00", "06-10 11:30")),
    )

    @pytest.mark.parametrize(
        ("aggregate", "excluded_time", "expected"),
        [
            ("mean", "counts-as-up", Fraction(29, 30)),
            ("mean", "removed", Fraction(19, 20)),
            ("total", "counts-as-up", Fraction(19, 20)),
            ("total", "removed", Fraction(14, 15)),
        ],
    )
    def test_good_or_left_out(
        self, aggregate: str, excluded_time: str, expected: Fraction
    ) -> None:
        """A window excluded only in part counts as it is."""
        metric = SuccessRate(
            window="1 hour",
            aggregate=aggregate,
            empty="skip",
            excluded_time=excluded_time,
        )
        (reading,) = readings_of(metric, day(*self.ROWS), *self.MADE)
        assert expected == reading.exact

    def test_together_exclusions_cover_a_window(self) -> None:
        """Half an hour by one rule and half by another are an hour."""
        made = (*self.MADE, excusing(span("06-10 11:30", "06-10 12:00")))
        (reading,) = readings_of(SKIP, day(*self.ROWS), *made)
        assert Fraction(1) == reading.exact

    def test_empty_window_is_rate_one_even_if_skipped(self) -> None:
        """What is excluded altogether counts as up."""
        rows = (row("09:00", "10:00", 2, 1),)
        (reading,) = readings_of(SKIP, day(*rows), self.MADE[0])
        assert Fraction(3, 4) == reading.exact

    def test_all_removed_leaves_nothing(self) -> None:
        """A day that is excluded as a whole was not measured."""
        metric = SuccessRate(window="1 hour", excluded_time="removed")
        (reading,) = readings_of(metric, day(*self.ROWS), excusing(DAY))
        assert reading.exact is None

    def test_do_not_apply_without_windows(self) -> None:
        """There is nothing of which all is excluded."""
        (reading,) = readings_of(TOTAL, day(*self.ROWS), *self.MADE)
        assert Fraction(7, 10) == reading.exact

    def test_of_a_component_excuses_its_requests(self) -> None:
        """One of two components is maintained; the other is not excused."""
        hour = span("06-10 10:00", "06-10 11:00")
        one = row("10:00", "11:00", 10, 5, "a")
        other = row("10:00", "11:00", 10, 5, "b")
        made = excusing(hour, "a")
        assert Fraction(1) == self._skip(day(one), made)
        assert Fraction(1, 2) == self._skip(day(one, other), made)
        both = excusing(hour, "b")
        assert Fraction(1) == self._skip(day(one, other), made, both)

    def test_of_each_component_excuses_the_whole(self) -> None:
        """Requests about all components are about each of the metric's."""
        hour = span("06-10 10:00", "06-10 11:00")
        view = day(row("10:00", "11:00", 10, 5))
        metric = SuccessRate(
            window="1 hour", empty="skip", components=["a", "b"]
        )
        (half,) = readings_of(metric, view, excusing(hour, "a"))
        (whole,) = readings_of(
            metric, view, excusing(hour, "a"), excusing(hour, "b")
        )
        assert Fraction(1, 2) == half.exact
        assert Fraction(1) == whole.exact

    def test_that_do_not_hold_excuse_nothing(self) -> None:
        """Maintenance announced too late is no excuse."""
        made = (
            attrs.evolve(self.MADE[0], held=False),
            excusing(span("06-10 00:00", "06-10 00:01")),
        )
        (reading,) = readings_of(SKIP, day(*self.ROWS), *made)
        assert Fraction(19, 30) == reading.exact

    @staticmethod
    def _skip(view: View, *made: Decision) -> Fraction | None:
        """Return the mean of windows with requests."""
        (reading,) = readings_of(SKIP, view, *made)
        return reading.exact
