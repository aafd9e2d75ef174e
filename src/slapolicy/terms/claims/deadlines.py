"""
Deadlines: a length counted from an anchor, then the end of a unit.

Instants are microseconds since the epoch, UTC. Days, weeks, months, years
and ends of units are those of the agreement's zone; business days and hours,
and ends of units after them, those of the work calendar's.
"""

import enum

from typing import final

import attrs

from slapolicy import _time
from slapolicy._converters import as_any_length
from slapolicy.calendars import WorkCalendar
from slapolicy.errors import PolicyError
from slapolicy.lengths import (
    CalendarLength,
    CalendarUnit,
    Length,
    length_text,
    moved,
)
from slapolicy.periods import BillingPeriod, PeriodUnit, unit_end
from slapolicy.terms.claims.anchors import (
    After,
    Anchor,
    Clocks,
    NamedEvent,
    Which,
    as_after,
    named,
)
from slapolicy.terms.exchange import calendar_of


@final
class EndOf(enum.Enum):
    """The unit to whose end a deadline moves."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    BILLING_CYCLE = "billing-cycle"


_MONTHLY = BillingPeriod(PeriodUnit.MONTH)


def _as_which(value: Which | str) -> Which:
    """Return which outage that text names."""
    return named(Which, value, "which")


def _as_end_of(value: EndOf | str | None) -> EndOf | None:
    """Return the unit that text names, None for None."""
    return None if value is None else named(EndOf, value, "end_of")


@final
@attrs.frozen(kw_only=True)
class Deadline:
    """
    By when something must have happened; that instant is still in time.

    First the length is counted from the anchor, then *end_of* moves to the
    end of the unit that contains the result. An instant on a unit's boundary
    belongs to the unit that it begins; counted from the period's end, to the
    one that it ends.

    >>> Deadline(within="7 days", after="verification").which
    <Which.LAST: 'last'>

    Args:
        within: How long; also as text. Business days are counted after the
            anchor's day and keep its local time; counted from the period's
            end, the last of them is over.

        after: What the clock starts from; also as the anchor's name or
            ``{"event": name}``. None if the contract names nothing: such a
            clock never starts.

        which: The outage that counts where there are several.

        end_of: The unit to whose end the result moves.

        opens: The earliest instant for it; only for filing.

        calendar: The work calendar of business days and hours; None where
            the policy has just one.

    Raises:
        AmountError: If a text does not read.

        PolicyError: If *opens* opens itself, or a calendar is named where
            nothing is counted by it.
    """

    within: Length = attrs.field(converter=as_any_length)
    after: After | None = attrs.field(default=None, converter=as_after)
    which: Which = attrs.field(default=Which.LAST, converter=_as_which)
    end_of: EndOf | None = attrs.field(default=None, converter=_as_end_of)
    opens: "Deadline | None" = None
    calendar: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.opens is not None and self.opens.opens is not None:
            PolicyError.refuse(
                "what opens has no opening of its own; leave it out",
                path="opens.opens",
            )
        if self.calendar is not None and not self.is_business:
            PolicyError.refuse(
                f"{self.calendar!r} counts business days and hours, and "
                f"'{length_text(self.within)}' is neither; leave it out, or "
                f"write it in those",
                path="calendar",
            )

    @property
    def is_business(self) -> bool:
        """Whether it is counted by a work calendar."""
        within = self.within
        return isinstance(within, CalendarLength) and within.is_business

    def due(self, clocks: Clocks) -> int | None:
        """
        Return the last instant that is in time, None while it is not known.

        Args:
            clocks: What happened.

        Returns:
            Microseconds since the epoch, UTC.

        Raises:
            PolicyError: If it needs a work calendar that there is not, or
                one that does not open for ten years.

            AmountError: If it leaves the years 1 to 9999.
        """
        start = self._start(clocks)
        if start is None or self._lacks_cycle(clocks):
            return None
        within = self.within
        if isinstance(within, CalendarLength) and within.is_business:
            calendar = calendar_of(clocks.calendars, self.calendar)
            calendar = calendar.in_zone(clocks.zone)
            reached = self._worked(start, within, calendar)
            return self._end(reached, calendar.zone, clocks)
        reached = moved(start, within, clocks.zone)
        return self._end(reached, clocks.zone, clocks)

    def waits_for(self, clocks: Clocks) -> str | None:
        """
        Return the name of what is missing, None if nothing that has one is.

        Args:
            clocks: What happened.

        Returns:
            An anchor's or an event's name, or ``billing-anchor`` where the
            end of a billing cycle is asked for and nobody knows it.
        """
        after = self.after
        if after is not None and self._start(clocks) is None:
            return (
                after.event if isinstance(after, NamedEvent) else after.value
            )
        return "billing-anchor" if self._lacks_cycle(clocks) else None

    def _start(self, clocks: Clocks) -> int | None:
        """Return when the clock starts, None if it does not."""
        return (
            None if self.after is None else clocks.at(self.after, self.which)
        )

    def _lacks_cycle(self, clocks: Clocks) -> bool:
        """Whether it needs billing cycles and nobody knows them."""
        return (
            self.end_of is EndOf.BILLING_CYCLE
            and clocks.billing_anchor is None
        )

    def _worked(
        self, start: int, within: CalendarLength, calendar: WorkCalendar
    ) -> int:
        """Return the instant that lies so much working time later."""
        if within.unit is CalendarUnit.BUSINESS_HOUR:
            return calendar.add_hours(start, within.count * _time.HOUR)
        if self.after is Anchor.PERIOD_END:
            return calendar.add_days_from_period_end(start, within.count)
        return calendar.add_days(start, within.count)

    def _end(self, reached: int, zone: str, clocks: Clocks) -> int:
        """Return the end of the unit that contains what was reached."""
        if self.end_of is None:
            return reached
        closing = self.after is Anchor.PERIOD_END
        if self.end_of is EndOf.BILLING_CYCLE:
            cycles = clocks.billing or _MONTHLY
            cycle = cycles.containing(
                reached - closing, clocks.zone, clocks.billing_anchor
            )
            return cycle[1]
        unit = PeriodUnit(self.end_of.value)
        return unit_end(reached, unit, zone, closing=closing)
