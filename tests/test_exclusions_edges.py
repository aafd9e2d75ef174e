"""Exclusions at the edges of periods, pools, windows and notices."""

import attrs
import pytest

from slapolicy import _time
from slapolicy.calendars import Weekday, WorkCalendar
from slapolicy.facts import Maintenance
from slapolicy.spans import Span
from slapolicy.terms.exchange import Decision, View
from slapolicy.terms.exclusions import LocalWindow, MaintenanceExclusion, Pool
from tests.views import JUNE, at, record_of, span, view_of


HOUR = _time.HOUR
NIGHTLY = LocalWindow(hours="01:00-02:00")


def daily(hours: str) -> WorkCalendar:
    """Return a calendar with the same hours every day."""
    return WorkCalendar.of(
        {day.value: [hours] for day in Weekday}, timezone="UTC"
    )


def june(work: Maintenance, **calendars: WorkCalendar) -> View:
    """Return June with one maintenance."""
    record = attrs.evolve(record_of(JUNE), maintenance=(work,))
    return view_of(record, calendars=calendars)


def planned(span: Span, announced: str | None = None) -> Maintenance:
    """Return planned maintenance."""
    return Maintenance(
        id="m",
        start=span.start,
        end=span.end,
        kind="planned",
        announced=None if announced is None else at(announced),
    )


def decided(
    rule: MaintenanceExclusion, work: Maintenance, **calendars: WorkCalendar
) -> Decision:
    """Return what a rule decides about it."""
    (found,) = rule.excuse(june(work, **calendars), None)
    return found


class TestPool:
    """So much may be excluded in a calendar unit."""

    def test_may_hold_nothing(self) -> None:
        """No occurrence is a number too, and none is excused."""
        rule = MaintenanceExclusion(pool=Pool(at_most="0", per="month"))
        work = planned(span("06-10 00:00", "06-10 01:00"))
        assert Decision(
            rule="maintenance",
            fact="m",
            held=False,
            reason="the pool of 0 times per month is used up",
        ) == decided(rule, work)

    def test_is_not_drawn_on_outside_the_period(self) -> None:
        """What lies before or after a period is another one's."""
        rule = MaintenanceExclusion(pool=Pool(at_most="1 hour", per="month"))
        whole = span("06-30 22:00", "07-01 03:00")
        found = decided(rule, planned(whole))
        start, end = whole.start_ticks, whole.end_ticks
        assert ((start, start + HOUR), (end - 3 * HOUR, end)) == found.spans
        assert HOUR == found.used

    def test_adds_up_what_one_work_uses(self) -> None:
        """All its parts in the last unit, for the next period to know."""
        rule = MaintenanceExclusion(
            within=[NIGHTLY],
            pool=Pool(at_most="5 hours", per="month"),
        )
        found = decided(rule, planned(span("06-10 00:00", "06-12 12:00")))
        assert 3 == len(found.spans)
        assert 3 * HOUR == found.used


class TestMaintenance:
    """What makes maintenance valid."""

    def test_outside_the_windows(self) -> None:
        """The decision says of which rule and of which fact it is."""
        rule = MaintenanceExclusion(within=[NIGHTLY], id="nightly")
        assert Decision(
            rule="nightly",
            fact="m",
            held=False,
            reason="it lies outside the agreed windows",
        ) == decided(rule, planned(span("06-10 12:00", "06-10 13:00")))

    def test_announced_as_it_began(self) -> None:
        """That is not after it began, and still too late."""
        rule = MaintenanceExclusion(notice="1 hour")
        work = planned(span("06-10 12:00", "06-10 13:00"), "06-10 12:00")
        assert "it was announced 0 hours before; 1 hour needed" == (
            decided(rule, work).reason
        )

    @pytest.mark.parametrize(
        ("calendar", "held"), [("day", False), ("night", True)]
    )
    def test_is_announced_by_the_calendar_named(
        self, calendar: str, *, held: bool
    ) -> None:
        """Which hours are business hours is its own affair."""
        rule = MaintenanceExclusion(
            notice="2 business hours", calendar=calendar
        )
        work = planned(span("06-10 04:00", "06-10 05:00"), "06-10 00:00")
        found = decided(
            rule, work, day=daily("09:00-17:00"), night=daily("00:00-04:00")
        )
        assert held is found.held
