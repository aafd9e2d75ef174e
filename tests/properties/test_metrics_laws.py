"""
Laws of requests, tickets and samples, against oracles that count by hand.

Instants lie on whole minutes, so that an oracle can look at each minute.
"""

import datetime as dt
import statistics

from collections import defaultdict
from fractions import Fraction
from random import Random
from typing import TypeAlias

import attrs

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import _time
from slapolicy import strategies as draws
from slapolicy.calendars import WorkCalendar
from slapolicy.facts import Requests, Sample, Ticket
from slapolicy.spans import Span
from slapolicy.terms.exchange import Decision, Window
from slapolicy.terms.metrics._tallies import tallied
from slapolicy.terms.metrics.gauge import Gauge
from slapolicy.terms.metrics.requests import SuccessRate
from slapolicy.terms.metrics.tickets import TicketTime
from tests.views import DAY, excusing, readings_of, record_of, span, view_of


START = DAY.start_ticks
MINUTES = 24 * 60
AROUND_MARCH = span("03-27 00:00", "03-31 00:00")
exact = st.fractions(max_denominator=1000)

# How many minutes a window has, the requests, and what is excused.
Day: TypeAlias = tuple[int, list[Requests], list[Decision]]


def minute(number: int) -> dt.datetime:
    """Return the instant so many minutes into the day."""
    return _time.from_ticks(START + number * _time.MINUTE)


def gauge(statistic: str, values: list[Fraction]) -> Fraction:
    """Return a statistic of samples, taken one a minute."""
    samples = [
        Sample(at=minute(place), metric="m", value=value)
        for place, value in enumerate(values)
    ]
    metric = Gauge(metric="m", statistic=statistic)
    view = view_of(record_of(DAY, samples=samples))
    (reading,) = readings_of(metric, view)
    assert reading.exact is not None
    return reading.exact


class TestStatistics:
    """A gauge reads what the textbook says."""

    @given(st.lists(exact, min_size=1), st.integers(1, 99))
    def test_nearest_rank(self, values: list[Fraction], share: int) -> None:
        """It is the least value that so many percent do not exceed."""
        enough = [
            value
            for value in values
            if 100 * sum(other <= value for other in values)
            >= share * len(values)
        ]
        assert gauge(f"p{share}", values) == min(enough)

    @given(st.lists(exact, min_size=1))
    def test_mean_and_median(self, values: list[Fraction]) -> None:
        """The standard library agrees, exactly."""
        assert gauge("mean", values) == statistics.mean(values)
        assert gauge("median", values) == statistics.median(values)

    @given(st.lists(exact, min_size=1).flatmap(st.permutations))
    def test_percentiles_ascend(self, values: list[Fraction]) -> None:
        """From the least to the largest, in any order of samples."""
        ladder = [
            Gauge(metric="m", statistic=f"p{share}").statistic_of(values)
            for share in range(1, 100)
        ]
        assert ladder == sorted(ladder)
        assert gauge("min", values) == min(values)
        assert gauge("max", values) == max(values)


@st.composite
def windowed(draw: st.DrawFn) -> Day:
    """Draw windows, requests in them, and what is excused."""
    length = draw(st.sampled_from([60, 100, 7 * 60, MINUTES, 2 * MINUTES]))
    made = []
    for _ in range(draw(st.integers(0, 3))):
        first = draw(st.integers(-1, MINUTES // length)) * length
        last = first + draw(st.sampled_from([length, 2 * length, length - 1]))
        made.append(excused(first, last))
    rows = draws.requests(DAY, window=length * _time.MINUTE)
    drawn = draw(st.lists(rows, max_size=8))
    # What is counted as the day ends belongs to the next.
    within = [one for one in drawn if one.start_ticks < DAY.end_ticks]
    return length, within, made


def excused(first: int, last: int) -> Decision:
    """Return the decision that excuses some minutes of the day."""
    return excusing(Span(minute(first), minute(last)))


class Tallies:
    """Windows counted by hand: requests, failures, and if excused."""

    def __init__(
        self, length: int, given_: list[Requests], made: list[Decision]
    ) -> None:
        self.starts = range(0, MINUTES, length)
        self.total: dict[int, int] = defaultdict(int)
        self.failed: dict[int, int] = defaultdict(int)
        for row in given_:
            place = (row.start_ticks - START) // _time.MINUTE // length
            self.total[place * length] += row.total
            self.failed[place * length] += row.failed
        self.minutes = {
            place
            for place in range(MINUTES)
            for one in made
            for first, last in one.spans
            if first <= START + place * _time.MINUTE < last
        }
        self.excused = {
            start
            for start in self.starts
            if self.minutes.issuperset(
                range(start, min(start + length, MINUTES))
            )
        }


class TestTallied:
    """Windows without requests are one tally, and still windows."""

    @given(windowed(), st.lists(st.integers(0, MINUTES), max_size=3))
    def test_windows(self, day: Day, edges: list[int]) -> None:
        """They follow one another from end to end, each with its requests."""
        length, given_, _ = day
        tallies = Tallies(length, given_, [])
        found = tallied(
            sorted(given_, key=lambda row: row.start_ticks),
            (START, START + MINUTES * _time.MINUTE),
            length * _time.MINUTE,
            [START + edge * _time.MINUTE for edge in edges],
        )
        passed = 0
        for one in found:
            starts = tallies.starts[passed : passed + one.windows]
            first, last = starts[0], min(starts[-1] + length, MINUTES)
            assert (one.start_ticks, one.end_ticks) == tuple(
                START + place * _time.MINUTE for place in (first, last)
            )
            assert one.total == sum(tallies.total[at] for at in starts)
            assert one.failed == sum(tallies.failed[at] for at in starts)
            assert one.windows == 1 or not (
                one.total or any(first < edge < last for edge in edges)
            )
            passed += one.windows
        assert passed == len(tallies.starts)


class TestSuccessRate:
    """A success rate is what a hand count of windows says."""

    @given(
        day=windowed(),
        sliced=st.sampled_from([MINUTES, 90, 7 * 60 + 1, 3 * 60]),
        skip=st.booleans(),
        removed=st.booleans(),
    )
    def test_mean(
        self,
        day: Day,
        *,
        sliced: int,
        skip: bool,
        removed: bool,
    ) -> None:
        """Each window has its say, and excused ones are good or gone."""
        length, given_, made = day
        tallies = Tallies(*day)
        rates: dict[int, list[Fraction]] = defaultdict(list)
        for start in tallies.starts:
            of_slice = rates[start // sliced]
            if start in tallies.excused:
                of_slice += [] if removed else [Fraction(1)]
            elif tallies.total[start]:
                bad = Fraction(tallies.failed[start], tallies.total[start])
                of_slice.append(1 - bad)
            elif not skip:
                of_slice.append(Fraction(1))
        metric = SuccessRate(
            window=dt.timedelta(minutes=length),
            empty="skip" if skip else "success",
            excluded_time="removed" if removed else "counts-as-up",
        )
        slices = [
            Window(
                start=START + first * _time.MINUTE,
                end=START + min(first + sliced, MINUTES) * _time.MINUTE,
                subject=str(first),
            )
            for first in range(0, MINUTES, sliced)
        ]
        view = view_of(record_of(DAY, requests=given_), slices=slices)
        expected = [
            sum(of_slice, Fraction(0)) / len(of_slice) if of_slice else None
            for of_slice in (rates[place] for place in range(len(slices)))
        ]
        found = readings_of(metric, view, *made)
        assert expected == [one.exact for one in found]

    @given(day=windowed(), removed=st.booleans())
    def test_total(
        self,
        day: Day,
        *,
        removed: bool,
    ) -> None:
        """All requests count alike, those of excused windows as good."""
        length, given_, made = day
        tallies = Tallies(*day)
        total = failed = 0
        for start in tallies.starts:
            if start not in tallies.excused:
                total += tallies.total[start]
                failed += tallies.failed[start]
            elif not removed:
                total += tallies.total[start]
        metric = SuccessRate(
            window=dt.timedelta(minutes=length),
            aggregate="total",
            excluded_time="removed" if removed else "counts-as-up",
        )
        view = view_of(record_of(DAY, requests=given_))
        (reading,) = readings_of(metric, view, *made)
        assert reading.exact == (
            Fraction(total - failed, total) if total else None
        )

    @given(windowed(), st.integers(0, 99), st.integers(0, 30))
    def test_bad_windows(
        self,
        day: Day,
        above: int,
        least: int,
    ) -> None:
        """The minutes of bad windows are down, unless they are excused."""
        length, given_, made = day
        tallies = Tallies(length, given_, made)
        up = MINUTES
        for start in tallies.starts:
            total = tallies.total[start]
            bad = 100 * tallies.failed[start] > above * total
            if bad and total >= least:
                window = range(start, min(start + length, MINUTES))
                up -= len(set(window) - tallies.minutes)
        metric = SuccessRate(
            window=dt.timedelta(minutes=length),
            aggregate="bad-windows",
            bad_above=f"{above}%",
            minimum_requests=least,
        )
        view = view_of(record_of(DAY, requests=given_))
        (reading,) = readings_of(metric, view, *made)
        assert reading.exact == Fraction(up, MINUTES)

    @given(windowed(), st.randoms())
    def test_how_rows_are_cut_and_ordered_does_not_matter(
        self, day: Day, random: Random
    ) -> None:
        """A row counts as the rows of its single requests would."""
        length, given_, made = day
        single = [
            attrs.evolve(row, id=None, total=1, failed=failed)
            for row in given_
            for place in range(row.total)
            for failed in [int(place < row.failed)]
        ]
        random.shuffle(single)
        metric = SuccessRate(window=dt.timedelta(minutes=length))
        one, other = (
            readings_of(metric, view_of(record_of(DAY, requests=rows_)), *made)
            for rows_ in (given_, single)
        )
        assert one == other


HOURS = ["00:00-06:30", "09:00-13:00", "14:00-17:45", "23:00-24:00"]
OPEN_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat")
ROME = "Europe/Rome"


def walked(ticket: Ticket, hours: list[str]) -> int:
    """Return the open minutes of a ticket, looking at each."""
    resolved = ticket.resolved_ticks
    assert resolved is not None
    found = 0
    for now in range(ticket.opened_ticks, resolved, _time.MINUTE):
        wall = _time.local(now, ROME)
        clock = f"{wall:%H:%M}"
        is_open = wall.isoweekday() <= len(OPEN_DAYS) and any(
            one[:5] <= clock < one[6:] for one in hours
        )
        waits = any(
            one.start_ticks <= now < one.end_ticks for one in ticket.waiting
        )
        found += is_open and not waits
    return found


@st.composite
def solved(draw: st.DrawFn) -> Ticket:
    """Draw a ticket of the days around which Rome's clocks go forward."""
    ticket = draw(draws.tickets(AROUND_MARCH))
    lasted = draw(st.integers(0, 4 * MINUTES)) * _time.MINUTE
    waiting = draws.spans(
        ticket.opened_ticks,
        ticket.opened_ticks + 4 * _time.DAY,
        _time.MINUTE,
        longest=600,
    )
    return attrs.evolve(
        ticket,
        id="t",
        resolved=_time.from_ticks(ticket.opened_ticks + lasted),
        waiting=draw(st.lists(waiting, max_size=3)),
    )


class TestTicketTime:
    """Working time is what a walk over the minutes counts."""

    @given(solved(), st.lists(st.sampled_from(HOURS), unique=True))
    def test_minute_walk(self, ticket: Ticket, hours: list[str]) -> None:
        """A Sunday is closed; what waits does not count."""
        calendar = WorkCalendar.of(
            dict.fromkeys(OPEN_DAYS, tuple(hours)), timezone=ROME
        )
        first = ticket.opened_ticks
        view = view_of(
            record_of(Span.of_ticks(first, first + 1), tickets=[ticket]),
            calendars={"desk": calendar},
        )
        metric = TicketTime(clock="resolution", service_hours="desk")
        (reading,) = readings_of(metric, view)
        assert reading.exact == walked(ticket, hours) * _time.MINUTE

    @given(
        st.lists(
            st.tuples(
                st.integers(0, MINUTES - 1),
                st.none() | st.integers(0, MINUTES),
            ),
            min_size=1,
        ),
        st.integers(0, MINUTES),
    )
    def test_share(
        self, tickets: list[tuple[int, int | None]], limit: int
    ) -> None:
        """Open tickets within the limit make the whole difference."""
        facts = [
            Ticket(
                opened=minute(start),
                responded=None if took is None else minute(start + took),
            )
            for start, took in tickets
        ]
        surely = sum(took is not None and took <= limit for _, took in tickets)
        perhaps = sum(
            took is None and MINUTES - start <= limit
            for start, took in tickets
        )
        metric = TicketTime(
            clock="response", within=dt.timedelta(minutes=limit)
        )
        view = view_of(record_of(DAY, tickets=facts))
        (reading,) = readings_of(metric, view)
        worst = reading if reading.other is None else reading.other
        assert reading.exact == Fraction(surely + perhaps, len(tickets))
        assert worst.exact == Fraction(surely, len(tickets))
