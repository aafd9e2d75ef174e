"""Facts and clocks for tests of claims; times without offset are Rome's."""

import datetime as dt

from collections.abc import Callable
from typing import TypedDict, Unpack

import pytest

from slapolicy import _time
from slapolicy.calendars import WorkCalendar
from slapolicy.errors import PolicyError, messages
from slapolicy.facts import Claim, ClaimEvent, ClaimVerb, Event, Outage, Ticket
from slapolicy.periods import BillingPeriod, parse_label
from slapolicy.terms.claims import Clocks, Deadline


ROME = "Europe/Rome"
WEEK = ("mon", "tue", "wed", "thu", "fri")
DESK = WorkCalendar.of(
    {day: ["09:00-13:00", "14:00-18:00"] for day in WEEK},
    holidays=[dt.date(2026, 6, 2)],
)
OFFICE = WorkCalendar.of({day: ["09:00-18:00"] for day in WEEK})


def at(text: str) -> int:
    """Return the instant that *text* writes, in Rome if it says no offset."""
    return _time.ticks(_time.parse_instant(text, ROME))


def optional(text: str | None) -> int | None:
    """Return the instant that *text* writes, None for None."""
    return None if text is None else at(text)


def outage(
    start: str,
    end: str | None = None,
    *,
    detected: str | None = None,
    reported: str | None = None,
    verified: str | None = None,
) -> Outage:
    """Return an outage with what was noted about it."""
    return Outage(
        start=at(start),
        end=optional(end),
        detected=optional(detected),
        reported=optional(reported),
        verified=optional(verified),
    )


def claim(
    *events: str, subject: str | None = None, name: str | None = None
) -> Claim:
    """Return a claim on ``uptime``, its events as ``file 2026-06-03T10:00Z``."""
    pairs = [event.split() for event in events]
    return Claim(
        id=name,
        commitment="uptime",
        subject=subject,
        events=[
            ClaimEvent(event=ClaimVerb(verb), at=at(when))
            for verb, when in pairs
        ],
    )


class _More(TypedDict, total=False):
    """What clocks know beside the period and its outages."""

    breach: int
    events: tuple[Event, ...]
    claim: Claim
    calendars: tuple[tuple[str, WorkCalendar], ...]
    billing: BillingPeriod
    billing_anchor: dt.date


def clocks(
    label: str,
    *outages: Outage | Ticket,
    zone: str = ROME,
    as_of: str | None = None,
    **more: Unpack[_More],
) -> Clocks:
    """Return the clocks of a period, seen from its end if nothing is said."""
    start, end = parse_label(label, zone)
    return Clocks(
        period_start=start,
        period_end=end,
        zone=zone,
        as_of=end if as_of is None else at(as_of),
        outages=outages,
        **more,
    )


def due(
    deadline: Deadline, label: str, *outages: Outage, **more: Unpack[_More]
) -> str | None:
    """Return when something is due in a period in Rome, as text in UTC."""
    found = deadline.due(clocks(label, *outages, **more))
    return None if found is None else _time.iso(found)


def faults(make: Callable[[], object]) -> list[str]:
    """Return with what *make* refuses."""
    with pytest.raises(PolicyError) as error:
        make()
    return messages(error.value)


O1 = outage(
    "2026-06-03T10:00Z",
    "2026-06-03T12:00Z",
    detected="2026-06-03T10:01Z",
    reported="2026-06-03T10:30Z",
    verified="2026-06-04T08:00Z",
)
O2 = outage(
    "2026-06-20T10:00Z",
    "2026-06-20T13:00Z",
    detected="2026-06-20T10:02Z",
    reported="2026-06-20T10:40Z",
    verified="2026-06-22T08:00Z",
)
TICKET = Ticket(
    opened=at("2026-06-03T10:00Z"), resolved=at("2026-06-05T10:00Z")
)
