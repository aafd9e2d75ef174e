"""Tests for slapolicy.terms.metrics.tickets."""

import datetime as dt
import pickle

from fractions import Fraction

import pytest

from slapolicy.calendars import WorkCalendar
from slapolicy.errors import PolicyError, messages
from slapolicy.facts import Ticket
from slapolicy.figures import Quantity
from slapolicy.lengths import iso_length
from slapolicy.spans import Span
from slapolicy.terms.exchange import Code, Reading, View
from slapolicy.terms.metrics.tickets import Clock, Starts, TicketTime
from tests.views import DAY, JUNE, at, readings_of, record_of, span, view_of


ROME = "Europe/Rome"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")

DESK = WorkCalendar.of(
    dict.fromkeys(WEEKDAYS, ("09:00-13:00", "14:00-18:00")),
    holidays=[dt.date(2026, 6, 2)],
    timezone=ROME,
)


def ticket(
    name: str,
    opened: str,
    *,
    responded: str | None = None,
    resolved: str | None = None,
    waiting: list[Span] | None = None,
    severity: str = "high",
) -> Ticket:
    """Return a ticket of 2026, in the time of Rome."""
    return Ticket(
        id=name,
        opened=at(opened, ROME),
        severity=severity,
        responded=None if responded is None else at(responded, ROME),
        resolved=None if resolved is None else at(resolved, ROME),
        waiting=waiting or (),
    )


DESK_TICKETS = [
    ticket(
        "weekend",
        "06-05 17:00",
        responded="06-08 10:00",
        resolved="06-08 18:00",
    ),
    ticket(
        "lunch",
        "06-10 12:30",
        responded="06-10 14:30",
        resolved="06-10 15:00",
    ),
    ticket(
        "holiday",
        "06-01 17:30",
        responded="06-03 09:30",
        resolved="06-03 18:30",
    ),
    ticket(
        "at-night",
        "06-11 22:00",
        responded="06-12 11:00:01",
        resolved="06-12 12:00",
    ),
    ticket(
        "minor",
        "06-15 09:00",
        responded="06-19 09:00",
        resolved="06-19 10:00",
        severity="low",
    ),
]


def june(*tickets: Ticket, as_of: str | None = None) -> View:
    """Return a June with tickets, which has a desk."""
    return view_of(
        record_of(JUNE, tickets=list(tickets)),
        as_of=None if as_of is None else at(as_of),
        calendars={"desk": DESK},
    )


def times(readings: tuple[Reading, ...]) -> dict[str, str]:
    """Return what readings say, as people write lengths."""
    return {one.subject: iso_length(one.exact or 0) for one in readings}


class TestWorkedTime:
    """How long a ticket took."""

    def test_response_at_a_desk(self) -> None:
        """Nights, lunch, weekends and holidays are no working time."""
        metric = TicketTime(
            clock=Clock.RESPONSE, severity=["high"], service_hours="desk"
        )
        assert times(readings_of(metric, june(*DESK_TICKETS))) == {
            "holiday": "PT1H",
            "weekend": "PT2H",
            "lunch": "PT1H",
            "at-night": "PT2H1S",
        }

    def test_resolution_at_a_desk(self) -> None:
        """Every severity is read where none is named."""
        metric = TicketTime(clock="resolution", service_hours="desk")
        assert times(readings_of(metric, june(*DESK_TICKETS))) == {
            "holiday": "PT8H30M",
            "weekend": "PT9H",
            "lunch": "PT1H30M",
            "at-night": "PT3H",
            "minor": "PT33H",
        }

    def test_waiting_is_taken_out_once(self) -> None:
        """Ten working hours less two and one and a half."""
        one = ticket(
            "t1",
            "06-08 10:00",
            resolved="06-09 12:00",
            waiting=[
                span("06-08 16:00", "06-09 10:00", ROME),
                span("06-09 09:30", "06-09 10:30", ROME),
            ],
        )
        metric = TicketTime(clock="resolution", service_hours="desk")
        assert times(readings_of(metric, june(one))) == {"t1": "PT6H30M"}

    def test_around_the_clock(self) -> None:
        """On the short night five hours of the wall clock are four."""
        one = ticket("t1", "03-28 23:00", responded="03-29 04:00")
        march = span("03-01 00:00", "04-01 00:00", ROME)
        view = view_of(record_of(march, tickets=[one]))
        metric = TicketTime(clock="response")
        assert times(readings_of(metric, view)) == {"t1": "PT4H"}

    def test_waiting_around_the_clock(self) -> None:
        """It stops the clock there too."""
        one = ticket(
            "t1",
            "06-08 10:00",
            responded="06-08 14:00",
            waiting=[span("06-08 11:00", "06-08 12:00", ROME)],
        )
        metric = TicketTime(clock="response")
        assert times(readings_of(metric, june(one))) == {"t1": "PT3H"}

    def test_solved_without_an_answer_is_answered(self) -> None:
        """The solution is the first that the customer heard."""
        one = ticket("t1", "06-08 10:00", resolved="06-08 14:00")
        metric = TicketTime(clock="response")
        (reading,) = readings_of(metric, june(one))
        assert times((reading,)) == {"t1": "PT4H"}
        assert not reading.growing


class TestNextBusinessDay:
    """A clock that starts when the next business day opens."""

    def test_with_service_hours(self) -> None:
        """From Friday noon to Monday at ten is one hour."""
        one = ticket("t1", "06-05 12:00", responded="06-08 10:00")
        metric = TicketTime(
            clock="response", service_hours="desk", starts="next-business-day"
        )
        assert times(readings_of(metric, june(one))) == {"t1": "PT1H"}

    def test_around_the_clock(self) -> None:
        """The only calendar says which day; then no hour is left out."""
        one = ticket("t1", "06-01 12:00", responded="06-04 09:00")
        metric = TicketTime(clock="response", starts=Starts.NEXT_BUSINESS_DAY)
        assert times(readings_of(metric, june(one))) == {"t1": "PT24H"}

    def test_answered_before_is_no_time(self) -> None:
        """An answer on the same day came before the clock started."""
        one = ticket("t1", "06-05 12:00", responded="06-05 17:00")
        metric = TicketTime(
            clock="response", service_hours="desk", starts="next-business-day"
        )
        assert times(readings_of(metric, june(one))) == {"t1": "PT0S"}

    def test_without_calendar_is_refused(self) -> None:
        """Nobody says which days are business days."""
        one = ticket("t1", "06-05 12:00", responded="06-05 17:00")
        metric = TicketTime(clock="response", starts="next-business-day")
        view = view_of(record_of(JUNE, tickets=[one]))
        with pytest.raises(PolicyError) as caught:
            readings_of(metric, view)
        assert messages(caught.value) == [
            "a calendar must be named; the policy has: none"
        ]


class TestReadings:
    """One reading for each ticket."""

    def test_of_one_ticket(self) -> None:
        """Its downtime is its value, walked along the time that counts."""
        one = ticket("t1", "06-10 12:30", responded="06-10 14:30")
        metric = TicketTime(clock="response", service_hours="desk")
        (reading,) = readings_of(metric, june(one))
        (stretch,) = reading.stretches
        hour = 60 * 60 * 1_000_000
        assert Quantity.LENGTH is reading.quantity
        assert hour == reading.value == reading.downtime
        assert None is reading.measured
        assert (reading.of_one, reading.growing) == (True, False)
        around_lunch = [
            span("06-10 12:30", "06-10 13:00", ROME),
            span("06-10 14:00", "06-10 14:30", ROME),
        ]
        assert around_lunch == [Span.of_ticks(*one) for one in stretch.pieces]
        assert ("t1", hour) == (stretch.outage, stretch.counted)

    def test_opened_in_the_period(self) -> None:
        """A ticket of May is not June's, however long it takes."""
        tickets = [
            ticket("may", "06-01 01:59", responded="06-03 10:00"),
            ticket("first", "06-01 02:00", responded="06-03 10:00"),
            ticket("july", "07-01 02:00", responded="07-03 10:00"),
        ]
        readings = readings_of(TicketTime(clock="response"), june(*tickets))
        assert [one.subject for one in readings] == ["first"]

    def test_open_ticket_is_as_long_as_so_far(self) -> None:
        """Its figure can only grow."""
        one = ticket("t1", "06-10 12:00")
        view = june(one, as_of="06-10 11:00")
        (reading,) = readings_of(TicketTime(clock="response"), view)
        assert times((reading,)) == {"t1": "PT1H"}
        assert reading.growing

    def test_answer_after_as_of_is_taken_whole(self) -> None:
        """Only a missing answer is open."""
        one = ticket("t1", "06-10 12:00", responded="06-10 20:00")
        view = june(one, as_of="06-10 11:00")
        (reading,) = readings_of(TicketTime(clock="response"), view)
        assert times((reading,)) == {"t1": "PT8H"}
        assert not reading.growing

    def test_opened_at_as_of_has_not_happened(self) -> None:
        """It gives no reading yet."""
        view = june(ticket("t1", "06-10 12:00"), as_of="06-10 10:00")
        assert readings_of(TicketTime(clock="response"), view) == ()

    def test_none_without_tickets(self) -> None:
        """A promise about each ticket has nothing to say."""
        assert readings_of(TicketTime(clock="response"), june()) == ()


class TestShare:
    """The share of tickets in time."""

    METRIC = TicketTime(clock="response", within="4 hours")

    def test_exactly_the_limit_is_in_time(self) -> None:
        """Three of four, the first at the last instant."""
        tickets = [
            ticket("a", "06-10 10:00", responded="06-10 14:00"),
            ticket("b", "06-11 10:00", responded="06-11 11:00"),
            ticket("c", "06-12 10:00", responded="06-12 10:05"),
            ticket("d", "06-13 10:00"),
        ]
        (reading,) = readings_of(self.METRIC, june(*tickets))
        assert (
            reading.subject,
            reading.quantity,
        ) == ("label", Quantity.PERCENTAGE)
        assert Fraction(3, 4) == reading.exact
        assert Fraction(3, 4) == reading.value
        assert (
            reading.downtime,
            reading.other,
            reading.of_one,
        ) == (None, None, False)

    def test_open_tickets_leave_it_between_two(self) -> None:
        """One is late already; one may still be answered in time."""
        tickets = [
            ticket("t1", "06-10 10:00", responded="06-10 11:00"),
            ticket("t2", "06-10 12:00", responded="06-10 14:00"),
            ticket("t3", "06-10 14:00"),
            ticket("t4", "06-11 00:00"),
        ]
        view = view_of(record_of(DAY, tickets=tickets))
        (reading,) = readings_of(self.METRIC, view)
        assert reading.other is not None
        assert Fraction(3, 4) == reading.exact
        assert Fraction(1, 2) == reading.other.exact
        assert Fraction(1, 2) == reading.other.value
        assert (reading.doubt, reading.other.doubt) == (Code.STILL_OPEN, None)

    def test_open_for_exactly_the_limit_is_not_late(self) -> None:
        """It could have been answered at this instant."""
        one = ticket("t1", "06-10 10:00")
        (still,) = readings_of(self.METRIC, june(one, as_of="06-10 12:00"))
        (late,) = readings_of(self.METRIC, june(one, as_of="06-10 12:00:01"))
        assert Fraction(1) == still.exact
        assert Code.STILL_OPEN is still.doubt
        assert Fraction(0) == late.exact
        assert None is late.doubt

    def test_of_no_ticket_nothing_is_measured(self) -> None:
        """No ticket is not 100 %."""
        (reading,) = readings_of(self.METRIC, june())
        assert None is reading.exact
        assert reading.reason is not None
        assert Code.NOTHING_MEASURED is reading.reason.code


class TestTicketTime:
    """The value itself."""

    def test_quantity(self) -> None:
        """A length per ticket, a percentage as a share."""
        assert Quantity.LENGTH is TicketTime(clock="response").quantity
        assert Quantity.PERCENTAGE is TestShare.METRIC.quantity

    def test_limit_is_exact(self) -> None:
        """Nobody knows how long a month is."""
        with pytest.raises(PolicyError) as caught:
            TicketTime(clock="response", within="1 month")
        assert messages(caught.value) == [
            "'1 month' has no exact length here; write it in days or hours"
        ]

    def test_is_a_value(self) -> None:
        """It compares, hashes and pickles."""
        one = TicketTime(clock="resolution", severity=["a", "b"])
        assert one == pickle.loads(pickle.dumps(one))
        assert hash(one) == hash(
            TicketTime(clock=Clock.RESOLUTION, severity=("a", "b"))
        )
