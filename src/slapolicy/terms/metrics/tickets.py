"""How fast tickets were answered or solved."""

import datetime as dt
import enum

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar, final

import attrs

from slapolicy import _time
from slapolicy._converters import as_exact_or_none, as_names
from slapolicy._pairs import Pair, measured, merged, subtracted
from slapolicy.errors import RecordError
from slapolicy.facts import Ticket
from slapolicy.figures import Quantity
from slapolicy.terms.exchange import Code, Decisions, Reading, Stretch, View
from slapolicy.terms.metrics._downtime import nothing_measured
from slapolicy.terms.metrics._windows import starting_in


_MOST_PIECES = 200_000
"""Into how many pieces tickets are cut: a thousand, open for 200 days."""


@final
class Clock(enum.Enum):
    """What stops the clock of a ticket."""

    RESPONSE = "response"
    RESOLUTION = "resolution"


@final
class Starts(enum.Enum):
    """When the clock of a ticket starts, if not when it is opened."""

    NEXT_BUSINESS_DAY = "next-business-day"


def _as_clock(value: Clock | str) -> Clock:
    """Return the clock of that name."""
    return Clock(value)


def _as_optional_starts(value: Starts | str | None) -> Starts | None:
    """Return the start of that name."""
    return None if value is None else Starts(value)


@final
@attrs.frozen(kw_only=True)
class TicketTime:
    """
    The time that each ticket opened in the period took (design 4.2).

    Time in which the ticket waited is taken out. A ticket that was solved
    without an answer was answered by that.

    Args:
        clock: Whether the first answer stops the clock, or the solution.

        severity: Only tickets of one of these; empty for all.

        service_hours: The work calendar outside of which no time passes;
            None for around the clock.

        starts: ``next-business-day`` if the clock starts when the business
            day after the ticket's day opens, by the work calendar.

        within: The limit that makes the figure the share of tickets that
            kept it; a ticket that took exactly so long did. None for one
            figure per ticket.

    Raises:
        PolicyError: If *within* is a length in months or years.
    """

    kind: ClassVar[str] = "ticket-time"

    clock: Clock = attrs.field(converter=_as_clock)
    severity: tuple[str, ...] = attrs.field(default=(), converter=as_names)
    service_hours: str | None = None
    starts: Starts | None = attrs.field(
        default=None, converter=_as_optional_starts
    )
    within: dt.timedelta | None = attrs.field(
        default=None, converter=as_exact_or_none
    )

    @property
    def quantity(self) -> Quantity:
        """What kind of figure it reads."""
        return Quantity.LENGTH if self.within is None else Quantity.PERCENTAGE

    def measure(self, view: View, decisions: Decisions) -> tuple[Reading, ...]:
        """
        Return the time of each ticket, or the share of those in time.

        Args:
            view: The record as the commitment sees it.

            decisions: Not read: no exclusion concerns tickets.

        Raises:
            PolicyError: If it needs a work calendar that there is not.
        """
        del decisions
        opened = starting_in(
            view.record.tickets, view.start, min(view.end, view.as_of)
        )
        severities = frozenset(self.severity)
        readings: list[Reading] = []
        pieces = 0
        for ticket in opened:
            if not severities or ticket.severity in severities:
                readings.append(self._read(view, ticket))
                pieces += len(readings[-1].stretches[0].pieces)
            if pieces > _MOST_PIECES + len(readings):
                RecordError.refuse(
                    f"the work calendar cuts them into more than "
                    f"{_MOST_PIECES} pieces; give fewer tickets, or none that "
                    f"was open for years",
                    path="tickets",
                )
        if self.within is None:
            return tuple(readings)
        limit = _time.length_ticks(self.within)
        return (_share_within(limit, readings, view.label),)

    def _read(self, view: View, ticket: Ticket) -> Reading:
        """Return the time of one ticket, so far if it is still open."""
        stopped = ticket.resolved_ticks
        if self.clock is Clock.RESPONSE and ticket.responded_ticks is not None:
            stopped = ticket.responded_ticks
        end = view.as_of if stopped is None else stopped
        pieces = tuple(self._worked(view, ticket, end))
        length = measured(pieces)
        subject = ticket.id or ""
        return Reading(
            subject=subject,
            quantity=Quantity.LENGTH,
            exact=Fraction(length),
            value=Fraction(length),
            downtime=length,
            stretches=(
                Stretch(subject, ticket.opened_ticks, end, pieces, length),
            ),
            of_one=True,
            growing=stopped is None,
        )

    def _worked(self, view: View, ticket: Ticket, end: int) -> list[Pair]:
        """Return the time that counts of a ticket, up to *end*."""
        start = ticket.opened_ticks
        if self.starts is Starts.NEXT_BUSINESS_DAY:
            calendar = view.calendar(self.service_hours)
            start = calendar.next_business_day(start)
        if end <= start:
            return []
        pieces: Sequence[Pair] = ((start, end),)
        if self.service_hours is not None:
            calendar = view.calendar(self.service_hours)
            pieces = calendar.open_pairs(start, end)
        waiting = merged(
            (span.start_ticks, span.end_ticks) for span in ticket.waiting
        )
        return subtracted(pieces, waiting)


def _share_within(
    limit: int, readings: Sequence[Reading], label: str
) -> Reading:
    """
    Return the share of tickets that took at most *limit*.

    Where open tickets may still be in time, it is the share if all of them
    are, and the worst is the share if none is.
    """
    if not readings:
        return nothing_measured(label, Quantity.PERCENTAGE)
    kept = [one for one in readings if (one.downtime or 0) <= limit]
    best = Fraction(len(kept), len(readings))
    reading = Reading(
        subject=label, quantity=Quantity.PERCENTAGE, exact=best, value=best
    )
    open_ = sum(one.growing for one in kept)
    if not open_:
        return reading
    worst = Fraction(len(kept) - open_, len(readings))
    other = attrs.evolve(reading, exact=worst, value=worst)
    return attrs.evolve(reading, other=other, doubt=Code.STILL_OPEN)
