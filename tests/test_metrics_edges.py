"""Metrics where a microsecond, a weight or an overlap makes the difference."""

from fractions import Fraction

import attrs
import pytest

from slapolicy import _time
from slapolicy._sweep import Overlap
from slapolicy.calendars import Weekday, WorkCalendar
from slapolicy.downtime import Compose, CountFrom
from slapolicy.errors import PolicyError, RecordError, messages
from slapolicy.facts import Outage, Record, Service, Ticket, Unobserved
from slapolicy.figures import Quantity
from slapolicy.terms.exchange import (
    Code,
    Decision,
    Decisions,
    Metric,
    Reading,
    Scope,
    Scoped,
    Stretch,
    View,
    Window,
)
from slapolicy.terms.metrics import (
    Availability,
    Count,
    Gauge,
    Restoration,
    SuccessRate,
    TicketTime,
)
from slapolicy.terms.metrics._tallies import Excused, Tally
from slapolicy.terms.metrics._windows import cut, mean
from tests.views import DAY, at, excusing, span, view_of


HOUR = _time.HOUR
START = DAY.start_ticks


def seen(
    metric: Metric, record: Record, *windows: Window, hour: int = 24
) -> View:
    """Return a record of 10 June as a metric sees it at an hour."""
    as_of = DAY.start.add(hours=hour)
    view = view_of(record, slices=list(windows), as_of=as_of)
    if isinstance(metric, Scoped):
        return attrs.evolve(view, scope=metric.scope(record, view.as_of))
    return view


def read(metric: Metric, view: View, *made: Decision) -> Reading:
    """Return the one reading after such decisions."""
    decisions = Decisions(made, view.stretches(made))
    (reading,) = metric.measure(view, decisions)
    return reading


def day(
    *outages: Outage,
    unobserved: tuple[Unobserved, ...] = (),
    tickets: tuple[Ticket, ...] = (),
    components: tuple[str, ...] = (),
) -> Record:
    """Return the record of 10 June."""
    return Record(
        service=Service(id="s", components=components),
        period=DAY,
        outages=outages,
        unobserved=unobserved,
        tickets=tickets,
    )


def down(start: str, end: str | None, id_: str = "o") -> Outage:
    """Return an outage of 10 June."""
    last = None if end is None else at(f"06-10 {end}")
    return Outage(id=id_, start=at(f"06-10 {start}"), end=last)


def daily(hours: str) -> WorkCalendar:
    """Return a calendar with the same hours every day."""
    return WorkCalendar.of(
        {one.value: [hours] for one in Weekday}, timezone="UTC"
    )


class TestNothing:
    """A reading where there was nothing to measure."""

    @pytest.mark.parametrize(
        ("metric", "quantity"),
        [
            (Availability(excluded_time="removed"), Quantity.PERCENTAGE),
            (SuccessRate(aggregate="total"), Quantity.PERCENTAGE),
            (Gauge(metric="ms", statistic="max"), Quantity.NUMBER),
            (
                TicketTime(clock="response", within="1 hour"),
                Quantity.PERCENTAGE,
            ),
        ],
        ids=["availability", "success-rate", "gauge", "ticket-time"],
    )
    def test_tells_what_was_to_be_measured(
        self, metric: Metric, quantity: Quantity
    ) -> None:
        """Its subject and its quantity are those of any other reading."""
        reading = read(metric, seen(metric, day()), excusing(DAY))
        assert reading.reason is not None
        assert Code.NOTHING_MEASURED is reading.reason.code
        assert ("label", quantity) == (reading.subject, reading.quantity)


class TestScope:
    """Which outages a metric reads, and how they become one."""

    record = day(
        Outage(id="a", start=DAY.start, end=DAY.end, component="a"),
        Outage(id="c", start=DAY.start, end=DAY.end, component="c"),
        components=("a", "b", "c"),
    )

    def test_of_availability(self) -> None:
        """All that the contract says of steps 1, 2 and 4."""
        metric = Availability(
            components=["a", "b"],
            down_when="all",
            compose="before-exclusions",
            count_from="report",
            weighted=True,
            overlap="sum",
        )
        assert Scope(
            outages=self.record.outages[:1],
            components=("a", "b"),
            need=2,
            compose=Compose.BEFORE_EXCLUSIONS,
            count_from=CountFrom.REPORT,
            weighted=True,
            overlap=Overlap.SUM,
        ) == metric.scope(self.record, DAY.end_ticks)

    @pytest.mark.parametrize(
        ("metric", "components", "outages"),
        [
            (Restoration(components=["a"]), ("a",), 1),
            (Restoration(), ("a", "b", "c"), 2),
            (Count(), ("a", "b", "c"), 2),
        ],
        ids=["some", "all", "count"],
    )
    def test_of_outages_one_by_one(
        self,
        metric: Restoration | Count,
        components: tuple[str, ...],
        outages: int,
    ) -> None:
        """They merge whole, of these components or of the service's."""
        assert Scope(
            outages=self.record.outages[:outages],
            components=components,
            compose=Compose.WHOLE,
        ) == metric.scope(self.record, DAY.end_ticks)

    def test_of_outages_of_a_service_whole(self) -> None:
        """A service without components is one."""
        assert () == Count().scope(day(), DAY.end_ticks).components


class TestStretches:
    """Downtime as the rules see it, before any metric cuts it."""

    outages = (down("01:00", "03:00"),)

    @pytest.mark.parametrize(
        ("metric", "counted", "weights"),
        [
            (Availability(), 2 * HOUR, None),
            (Availability(weighted=True), HOUR, (Fraction(1, 2),)),
        ],
        ids=["plain", "weighted"],
    )
    def test_count_by_their_weight(
        self,
        metric: Availability,
        counted: int,
        weights: tuple[Fraction, ...] | None,
    ) -> None:
        """Only where the contract weighs."""
        half = attrs.evolve(self.outages[0], impact=Fraction(1, 2))
        (found,) = seen(metric, day(half)).stretches(())
        assert (counted, weights) == (found.counted, found.weights)

    def test_of_the_service_whole_are_of_each_component(self) -> None:
        """Where all must be down, and where maintenance is of one."""
        record = day(*self.outages, components=("a", "b"))
        excused = excusing(span("06-10 01:00", "06-10 02:00"), "a")

        all_ = Availability(down_when="all")
        (found,) = seen(all_, record).stretches((excused,))
        assert HOUR == found.counted

        whole = seen(Restoration(), record)
        (found,) = whole.stretches((excused,))
        assert 2 * HOUR == found.counted
        other = attrs.evolve(excused, component="b")
        (found,) = whole.stretches((excused, other))
        assert HOUR == found.counted


class TestMeasured:
    """The time that availability is measured over."""

    def test_may_be_one_microsecond(self) -> None:
        """Little is not nothing."""
        window = Window(start=START, end=START + 1, subject="blink")
        reading = read(Availability(), seen(Availability(), day(), window))
        assert 1 == reading.measured
        assert 1 == reading.value

    def test_loses_what_is_excluded_and_unobserved_once(self) -> None:
        """Where both lie over one hour, one hour leaves."""
        metric = Availability(excluded_time="removed")
        unseen = Unobserved(start=at("06-10 01:00"), end=at("06-10 03:00"))
        view = seen(metric, day(unobserved=(unseen,)))
        excused = excusing(span("06-10 02:00", "06-10 05:00"))
        assert 20 * HOUR == read(metric, view, excused).measured

    def test_loses_only_what_lies_within(self) -> None:
        """What leaves a slice is what lies in it."""
        metric = Availability(excluded_time="removed")
        window = Window(start=START, end=START + 2 * HOUR, subject="slice")
        view = seen(metric, day(), window)
        excused = excusing(span("06-10 01:00", "06-10 05:00"))
        assert HOUR == read(metric, view, excused).measured


class TestWeights:
    """Weighted downtime, where a period cuts a stretch."""

    def test_are_those_of_the_pieces_within(self) -> None:
        """Two weights of which one lies before the period leave one."""
        metric = Availability(weighted=True)
        record = day(
            Outage(
                id="a",
                start=at("06-09 22:00"),
                end=at("06-10 00:00"),
                impact="0.25",
            ),
            Outage(
                id="b",
                start=at("06-10 00:00"),
                end=at("06-10 02:00"),
                impact="0.5",
            ),
        )
        (stretch,) = read(metric, seen(metric, record)).stretches
        assert ((START, START + 2 * HOUR),) == stretch.pieces
        assert (Fraction(1, 2),) == stretch.weights
        assert HOUR == stretch.counted


class TestStillOpen:
    """An outage that may yet grow."""

    def test_is_not_one_that_has_not_happened(self) -> None:
        """What starts at the instant of looking lies ahead."""
        metric = Restoration()
        record = day(down("01:00", "05:00", "a"), down("03:00", None, "b"))
        reading = read(metric, seen(metric, record, hour=3))
        assert not reading.growing

    def test_counts_or_may_count(self) -> None:
        """At exactly the limit it does not yet, and may."""
        metric = Count(longer_than="2 hours")
        reading = read(metric, seen(metric, day(down("01:00", None)), hour=3))
        assert 0 == reading.value
        assert reading.other is not None
        assert 1 == reading.other.value


class TestServiceHours:
    """The work calendar outside of which no time passes."""

    def test_is_the_one_named(self) -> None:
        """There may be others."""
        metric = Restoration(service_hours="late")
        record = day(down("01:00", "05:00"))
        view = attrs.evolve(
            seen(metric, record),
            calendars=(
                ("early", daily("00:00-02:00")),
                ("late", daily("04:00-24:00")),
            ),
        )
        assert HOUR == read(metric, view).value


class TestTickets:
    """The share of tickets that were in time."""

    def test_of_no_length_is_in_time_at_once(self) -> None:
        """A ticket that took no time kept even a limit of none."""
        metric = TicketTime(clock="resolution", within="0 minutes")
        at_once = Ticket(
            id="t",
            severity="high",
            opened=at("06-10 09:00"),
            resolved=at("06-10 09:00"),
        )
        assert 1 == read(metric, seen(metric, day(tickets=(at_once,)))).value

    def test_opened_and_answered(self) -> None:
        """The clock's span is told; a ticket answered at once has no time."""
        metric = TicketTime(clock="resolution")
        later = Ticket(
            id="t",
            severity="high",
            opened=at("06-10 09:00"),
            resolved=at("06-10 10:00"),
        )
        first, last = START + 9 * HOUR, START + 10 * HOUR
        found = read(metric, seen(metric, day(tickets=(later,))))
        assert (
            Stretch("t", first, last, ((first, last),), HOUR),
        ) == found.stretches

        at_once = attrs.evolve(later, resolved=at("06-10 09:00"))
        found = read(metric, seen(metric, day(tickets=(at_once,))))
        assert (Stretch("t", first, first, (), 0),) == found.stretches

    def test_of_the_calendar_named(self) -> None:
        """The next business day begins by it too."""
        metric = TicketTime(
            clock="resolution", starts="next-business-day", service_hours="b"
        )
        ticket = Ticket(
            id="t",
            severity="high",
            opened=at("06-10 09:00"),
            resolved=at("06-11 09:00"),
        )
        view = attrs.evolve(
            seen(metric, day(tickets=(ticket,))),
            calendars=(
                ("a", daily("00:00-02:00")),
                ("b", daily("08:00-16:00")),
            ),
        )
        assert HOUR == read(metric, view).value


class TestExcused:
    """Windows of requests that are excluded altogether."""

    @pytest.mark.parametrize("component", [None, "x"])
    def test_what_excuses_all_excuses_each(
        self, component: str | None
    ) -> None:
        """Also a component that no exclusion names."""
        tally = Tally(
            start_ticks=START,
            end_ticks=START + HOUR,
            components=frozenset({component}),
        )
        assert Excused((excusing(DAY),), ()).covers(tally)
        assert not Excused((excusing(DAY, "y"),), ()).covers(tally)


class TestCut:
    """Windows of a period."""

    def test_as_many_as_there_may_be(self) -> None:
        """A shorter one at the end is one too."""
        assert 3 == len(cut(0, 10 * HOUR, 4 * HOUR, most=3))
        with pytest.raises(PolicyError) as raised:
            cut(0, 10 * HOUR, 4 * HOUR, most=2)
        (message,) = messages(raised.value)
        assert (
            "PT4H cuts the period into 3 windows, and at most 2 are read; "
            "take longer ones"
        ) == message


class TestMean:
    """The exact mean over windows."""

    # In binary a mean of 358 000 digits has so many.
    MOST = 1_189_250

    def test_is_reckoned_up_to_the_most(self) -> None:
        """A fraction that is as long as any may be is its own mean."""
        longest = Fraction(1, 1 << self.MOST - 1)
        assert longest == mean([longest], 1)

    def test_beyond_it_is_refused(self) -> None:
        """The message says how many there are, and what would do."""
        longer = Fraction(1, 1 << self.MOST)
        with pytest.raises(RecordError) as raised:
            mean([longer], 7)
        (message,) = messages(raised.value)
        assert (
            "the exact mean of 7 values has more than 358000 digits, and none "
            "longer is reckoned with; write them to fewer digits, such as 0.35"
        ) == message


class TestTally:
    """Requests added up."""

    def test_as_they_were_given_is_one_window(self) -> None:
        """Where a contract has no windows, each row is one."""
        assert 1 == Tally.of((START, START + HOUR), ()).windows


class TestGauge:
    """A statistic of numbers."""

    @pytest.mark.parametrize(
        ("statistic", "expected"), [("p50", 101), ("p99", 200), ("p1", 3)]
    )
    def test_percentile(self, statistic: str, expected: int) -> None:
        """The smallest number that so many hundredths do not exceed."""
        gauge = Gauge(metric="ms", statistic=statistic)
        assert expected == gauge.statistic_of(range(1, 203))
