"""Tests for slapolicy.terms.metrics.restoration."""

import datetime as dt

import attrs
import pytest

from slapolicy import _time
from slapolicy.calendars import WorkCalendar
from slapolicy.errors import PolicyError, messages
from slapolicy.facts import Outage, Record, Service
from slapolicy.figures import Quantity
from slapolicy.terms.exchange import (
    Code,
    Decision,
    Decisions,
    Reading,
    Reason,
    Stretch,
    View,
)
from slapolicy.terms.metrics import Count, Restoration
from tests.views import DAY, at, excusing, span, view_of


HOUR = _time.HOUR
DESK = WorkCalendar.of({"wed": ["09:00-17:00"]}, timezone="UTC")


def down(
    id_: str, start: str, end: str | None, component: str | None = None
) -> Outage:
    """Return an outage around 10 June."""
    return Outage(
        id=id_,
        start=at(start),
        end=None if end is None else at(end),
        component=component,
    )


def seen(
    metric: Restoration | Count, *outages: Outage, as_of: str | None = None
) -> View:
    """Return 10 June as a metric sees it."""
    record = Record(service=Service(id="s"), period=DAY, outages=outages)
    view = view_of(
        record,
        as_of=None if as_of is None else at(as_of),
        calendars={"desk": DESK},
    )
    return attrs.evolve(view, scope=metric.scope(record, view.as_of))


def read(
    metric: Restoration | Count, view: View, *made: Decision
) -> tuple[Reading, ...]:
    """Return the readings after such decisions."""
    return metric.measure(view, Decisions(made, view.stretches(made)))


def lengths(
    metric: Restoration, *outages: Outage, made: tuple[Decision, ...] = ()
) -> list[tuple[str, str]]:
    """Return each outage with its length in hours, as text."""
    found = []
    for one in read(metric, seen(metric, *outages), *made):
        assert one.value == one.exact == one.downtime
        assert one.value is not None
        found.append((one.subject, str(one.value / HOUR)))
    return found


class TestRestoration:
    """The length of each outage that starts in the period."""

    def test_whole_also_beyond_the_period(self) -> None:
        """What began before belongs to the period before."""
        assert [("b", "1"), ("c", "3"), ("d", "2")] == lengths(
            Restoration(),
            down("a", "06-09 23:59", "06-10 00:30"),
            down("b", "06-10 01:00", "06-10 02:00"),
            down("c", "06-10 05:00", "06-10 08:00"),
            down("d", "06-10 23:00", "06-11 01:00"),
            down("e", "06-11 02:00", "06-11 03:00"),
        )

    def test_components_do_not_matter_for_merging(self) -> None:
        """Two that touch are one, named after the first."""
        assert [("a", "3")] == lengths(
            Restoration(),
            down("a", "06-10 01:00", "06-10 02:00", "x"),
            down("b", "06-10 02:00", "06-10 04:00", "y"),
        )

    def test_of_components_that_it_is_about(self) -> None:
        """And of those that name none."""
        assert [("a", "1"), ("c", "1")] == lengths(
            Restoration(components=["x"]),
            down("a", "06-10 01:00", "06-10 02:00", "x"),
            down("b", "06-10 03:00", "06-10 04:00", "y"),
            down("c", "06-10 05:00", "06-10 06:00"),
        )

    def test_less_what_is_excused(self) -> None:
        """Wholly excused, it was restored at once."""
        made = (excusing(span("06-10 03:00", "06-10 05:00")),)
        assert [("a", "2"), ("b", "0")] == lengths(
            Restoration(),
            down("a", "06-10 01:00", "06-10 04:00"),
            down("b", "06-10 04:30", "06-10 05:00"),
            made=made,
        )

    @pytest.mark.parametrize(
        ("metric", "expected"),
        [
            (Restoration(ignore_shorter_than="2 hours"), ["b"]),
            (Restoration(ignore_up_to="1 hour"), ["b"]),
            (Restoration(ignore_up_to="59 minutes"), ["a", "b"]),
            (Restoration(ignore_up_to="2 hours"), []),
            (
                Restoration(service_hours="desk", ignore_up_to="0 hours"),
                ["b"],
            ),
        ],
    )
    def test_minimums_apply_to_the_value(
        self, metric: Restoration, expected: list[str]
    ) -> None:
        """After hours and excuses."""
        found = lengths(
            metric,
            down("a", "06-10 07:00", "06-10 08:00"),
            down("b", "06-10 09:00", "06-10 11:00"),
        )
        assert expected == [name for name, _ in found]

    def test_outside_of_hours_no_time_passes(self) -> None:
        """From eight to ten is one hour of a desk's."""
        assert [("a", "1")] == lengths(
            Restoration(service_hours="desk"),
            down("a", "06-10 08:00", "06-10 10:00"),
        )

    def test_two_minimums_are_refused(self) -> None:
        """Exactly so long would count by the one only."""
        with pytest.raises(PolicyError) as raised:
            Restoration(ignore_shorter_than="1 hour", ignore_up_to="1 hour")
        assert len(messages(raised.value)) == 1

    def test_is_about_one_outage(self) -> None:
        """Its value is its downtime, and nothing is measured."""
        metric = Restoration()
        assert Quantity.LENGTH is metric.quantity
        outage = down("a", "06-10 01:00", "06-10 02:00")
        (reading,) = read(metric, seen(metric, outage))
        assert reading.of_one
        assert not reading.growing
        assert reading.measured is None

    @pytest.mark.parametrize(
        ("ends", "as_of", "expected"),
        [
            ([None], "06-10 03:00", True),
            (["06-10 02:00"], "06-10 02:00", False),
            (["06-10 02:30", None], "06-10 02:00", True),
        ],
    )
    def test_grows_while_it_is_open(
        self, ends: list[str | None], as_of: str, *, expected: bool
    ) -> None:
        """One of those merged into it is enough."""
        outages = [
            down(f"o{place}", "06-10 01:00", end)
            for place, end in enumerate(ends)
        ]
        metric = Restoration()
        (reading,) = read(metric, seen(metric, *outages, as_of=as_of))
        assert expected is reading.growing

    @pytest.mark.parametrize("key", ["ignore_shorter_than", "ignore_up_to"])
    def test_what_is_open_may_yet_be_long_enough(self, key: str) -> None:
        """Until it is nobody can tell; once it is over it counts or not."""
        metric = Restoration(**{key: "30 minutes"})
        (reading,) = read(
            metric,
            seen(metric, down("a", "06-10 01:00", None), as_of="06-10 01:20"),
        )
        why = Reason(Code.STILL_OPEN, "a turns on what is still open")
        assert why == reading.reason
        assert reading.growing
        assert 20 * _time.MINUTE == reading.downtime
        (reading,) = read(
            metric,
            seen(metric, down("a", "06-10 01:00", None), as_of="06-10 01:31"),
        )
        assert reading.reason is None
        assert reading.growing
        assert [] == lengths(metric, down("a", "06-10 01:00", "06-10 01:20"))

    def test_an_open_outage_elsewhere_does_not_make_it_grow(self) -> None:
        """What is over is over; what is excluded does not count."""
        metric = Restoration()
        over = down("a", "06-10 01:00", "06-10 02:00")
        one = down("b", "06-10 01:00", "06-10 04:00")
        view = seen(metric, over, down("c", "06-10 03:00", None))
        first, second = read(metric, view)
        assert [False, True] == [first.growing, second.growing]
        excluded = Decision(rule="cause", fact="c", held=True, outage="c")
        view = seen(
            metric, one, down("c", "06-10 03:00", None), as_of="06-10 03:30"
        )
        (reading,) = read(metric, view, excluded)
        assert not reading.growing


class TestReread:
    """What would have been read of another length."""

    def test_is_that_length(self) -> None:
        """In every place that says it."""
        metric = Restoration()
        outage = down("a", "06-10 01:00", "06-10 02:00")
        (reading,) = read(metric, seen(metric, outage))
        again = metric.reread(reading, 3 * HOUR)
        assert 3 * HOUR == again.exact == again.value == again.downtime
        assert [3 * HOUR] == [one.counted for one in again.stretches]
        assert again.subject == "a"


def stretch(start: str, end: str) -> Stretch:
    """Return downtime around 10 June."""
    found = span(start, end)
    pair = (found.start_ticks, found.end_ticks)
    return Stretch("o", *pair, (pair,), pair[1] - pair[0])


class TestIgnored:
    """The term by which time of a stretch does not count."""

    @pytest.mark.parametrize(
        ("metric", "start", "expected"),
        [
            (Restoration(), "06-09 08:00", "period"),
            (Restoration(), "06-11 00:00", "period"),
            (Restoration(), "06-10 00:00", "service_hours"),
            (
                Restoration(ignore_up_to="3 days"),
                "06-10 08:00",
                "ignore_up_to",
            ),
            (
                Restoration(
                    service_hours="desk", ignore_shorter_than="9 hours"
                ),
                "06-10 08:00",
                "ignore_shorter_than",
            ),
            (Count(), "06-09 08:00", "period"),
            (Count(), "06-10 08:00", "longer_than"),
        ],
    )
    def test_is_named(
        self, metric: Restoration | Count, start: str, expected: str
    ) -> None:
        """Where it starts, how long it was, when it was."""
        one = stretch(start, "06-11 08:00")
        assert expected == metric.ignored_by(one, seen(metric))


TWO = (
    down("a", "06-10 01:00", "06-10 02:00"),
    down("b", "06-10 03:00", "06-10 03:30"),
)


class TestCount:
    """The number of outages that start in the period."""

    @pytest.mark.parametrize(
        ("longer_than", "expected"),
        [
            (None, 2),
            ("0 hours", 2),
            ("29 minutes", 2),
            (dt.timedelta(minutes=30), 1),
            ("1 hour", 0),
        ],
    )
    def test_longer_than(
        self, longer_than: dt.timedelta | str | None, expected: int
    ) -> None:
        """Exactly so long is not longer."""
        metric = Count(longer_than=longer_than)
        (reading,) = read(metric, seen(metric, *TWO))
        assert expected == reading.value == reading.exact
        assert expected == len(reading.stretches)
        assert (Quantity.NUMBER, "label", None, None) == (
            metric.quantity,
            reading.subject,
            reading.downtime,
            reading.other,
        )

    def test_wholly_excused_ones_are_none(self) -> None:
        """They lasted no time."""
        made = excusing(span("06-10 03:00", "06-10 04:00"))
        (reading,) = read(Count(), seen(Count(), *TWO), made)
        assert reading.value == 1

    def test_what_is_still_open_may_yet_count(self) -> None:
        """So many more at worst, and no more than are open."""
        metric = Count(longer_than="1 hour")
        view = seen(
            metric,
            *TWO,
            down("c", "06-10 05:00", None),
            as_of="06-10 05:30",
        )
        (reading,) = read(metric, view)
        assert reading.value == 0
        assert Code.STILL_OPEN is reading.doubt
        assert reading.other is not None
        assert reading.other.value == reading.other.exact == 1
        assert ["c"] == [one.outage for one in reading.other.stretches]
        later = seen(
            metric, *TWO, down("c", "06-10 05:00", None), as_of="06-10 06:01"
        )
        (reading,) = read(metric, later)
        assert reading.value == 1
        assert reading.doubt is None
