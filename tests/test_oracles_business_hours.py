"""Working time as other programs print it, read by TicketTime."""

import datetime as dt

import attrs
import pytest

from slapolicy import _time
from slapolicy.calendars import WorkCalendar
from slapolicy.facts import Ticket
from slapolicy.spans import Span
from slapolicy.terms.metrics.tickets import TicketTime
from tests.views import readings_of, record_of, view_of


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")


class TestWorkedTime:
    """Numbers that other programs print for working time."""

    WEEK = WorkCalendar.of(
        {
            "mon": ["09:00-17:00"],
            "tue": ["10:00-16:00"],
            "wed": ["09:00-17:00"],
            "thu": ["10:00-16:00"],
            "fri": ["09:00-17:00"],
            "sat": ["11:00-14:30"],
        },
        timezone="UTC",
    )
    HOLIDAYS = attrs.evolve(
        WEEK, holidays=[dt.date(2006, 1, 16), dt.date(2006, 1, 18)]
    )
    GAP = WorkCalendar.of(
        {"mon": ["09:00-17:00"], "sun": ["02:30-03:15"]},
        timezone="America/Los_Angeles",
    )
    OFFICE = WorkCalendar.of(
        dict.fromkeys(WEEKDAYS, ("08:00-17:00",)), timezone="UTC"
    )
    BREAK = WorkCalendar.of(
        dict.fromkeys(WEEKDAYS, ("08:00-13:00", "14:00-17:00")), timezone="UTC"
    )

    FEAST = attrs.evolve(
        OFFICE, holidays=[dt.date(2023, 6, 16), dt.date(2023, 6, 19)]
    )

    @pytest.mark.parametrize(
        ("calendar", "opened", "resolved", "seconds"),
        [
            (WEEK, "2006-01-01T00:00", "2006-01-08T00:00", 142200),
            (WEEK, "2006-01-05T12:00", "2006-01-06T12:00", 25200),
            (WEEK, "2006-01-04T15:58:30", "2006-01-04T16:00", 90),
            (WEEK, "2006-01-04T15:58:30", "2006-01-04T15:59:59", 89),
            (HOLIDAYS, "2006-01-14T00:00", "2006-01-14T11:00", 0),
            (HOLIDAYS, "2006-01-14T11:00", "2006-01-14T14:30", 12600),
            (HOLIDAYS, "2006-01-14T14:30", "2006-01-17T10:00", 0),
            (HOLIDAYS, "2006-01-17T16:00", "2006-01-19T10:00", 0),
            (HOLIDAYS, "2006-01-19T10:00", "2006-01-19T16:00", 21600),
            (GAP, "2006-04-02T08:00", "2006-04-03T16:00", 0),
            (GAP, "2006-04-03T16:00", "2006-04-04T00:00", 28800),
            (OFFICE, "2023-06-14T15:00", "2023-06-22T09:00", 172800),
            (OFFICE, "2023-06-14T15:00", "2023-06-22T08:59:59", 172799),
            (BREAK, "2023-06-14T15:00", "2023-06-22T15:00", 172800),
            (FEAST, "2023-06-14T15:00", "2023-06-26T09:00", 172800),
            (None, "2023-06-14T15:00", "2023-06-16T15:00", 172800),
        ],
    )
    def test_seconds(
        self,
        calendar: WorkCalendar | None,
        opened: str,
        resolved: str,
        seconds: int,
    ) -> None:
        """Each is met to the second."""
        first, last = (
            _time.parse_instant(text, "UTC") for text in (opened, resolved)
        )
        one = Ticket(id="t1", opened=first, resolved=last)
        view = view_of(
            record_of(Span(first, last), tickets=[one]),
            calendars={} if calendar is None else {"office": calendar},
        )
        metric = TicketTime(
            clock="resolution",
            service_hours=None if calendar is None else "office",
        )
        (reading,) = readings_of(metric, view)
        assert seconds * _time.SECOND == reading.exact
