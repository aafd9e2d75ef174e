"""
Work calendars: weekly hours, dates of their own, holidays, business days.

Instants are microseconds since the epoch, UTC; days and hours are those of
the calendar's own time zone.
"""

import datetime as dt
import functools
import itertools

from collections.abc import Iterable, Mapping
from typing import final

import attrs

from slapolicy import _time
from slapolicy._holidays import HolidaysOf
from slapolicy._hours import (
    WEEKDAYS,
    Shift,
    Shifts,
    Weekday,
    by_start,
    shift_faults,
    windows,
)
from slapolicy._open_time import (
    day_after,
    days_between,
    hours_added,
    next_opening,
    open_month,
    open_pairs,
)
from slapolicy._pairs import Pair, intersected, measured, merged
from slapolicy._units import day_of, moved_day
from slapolicy.errors import AmountError, Fault, PolicyError, at


__all__ = [
    "HolidaysOf",
    "Shift",
    "Shifts",
    "Weekday",
    "WorkCalendar",
    "windows",
]


def _as_week(hours: Iterable[Iterable[Shift]]) -> tuple[Shifts, ...]:
    """Return the hours of each weekday as they follow one another."""
    return tuple(by_start(shifts) for shifts in hours)


def _as_dates(
    dates: Iterable[tuple[dt.date, Iterable[Shift]]],
) -> tuple[tuple[dt.date, Shifts], ...]:
    """Return dates as they follow one another, their hours too."""
    return tuple(sorted((day, by_start(shifts)) for day, shifts in dates))


def _as_days(days: Iterable[dt.date]) -> tuple[dt.date, ...]:
    """Return each day once, as they follow one another."""
    return tuple(sorted(set(days)))


@final
@attrs.frozen(kw_only=True, cache_hash=True)
class WorkCalendar:
    """
    When somebody is at work.

    A holiday is closed whatever else is said about it; a date of its own
    has its hours in place of its weekday's.

    >>> desk = WorkCalendar.of({"fri": ["09:00-17:00"]}, timezone="UTC")
    >>> desk.is_business_day(dt.date(2026, 6, 5))
    True

    Args:
        hours: The hours of each weekday, Monday first.

        dates: Days with other hours than their weekday's; without any such
            a day is closed.

        holidays: Days that are closed.

        national: Countries whose public holidays are closed too.

        timezone: The IANA zone of its clock; `None` for the policy's.

    Raises:
        PolicyError: If there is no such time zone, one date is given twice,
            or hours of one day overlap or cross midnight; all faults at once.

        AmountError: If there are not seven weekdays.
    """

    hours: tuple[Shifts, ...] = attrs.field(converter=_as_week)
    dates: tuple[tuple[dt.date, Shifts], ...] = attrs.field(
        default=(), converter=_as_dates
    )
    holidays: tuple[dt.date, ...] = attrs.field(default=(), converter=_as_days)
    national: tuple[HolidaysOf, ...] = ()
    timezone: str | None = None

    def __attrs_post_init__(self) -> None:
        if len(self.hours) != len(WEEKDAYS):
            msg = f"hours: {len(self.hours)} days are no week; give seven"
            raise AmountError(msg)
        faults: list[Exception] = []
        if self.timezone is not None:
            try:
                _time.zone(self.timezone)
            except AmountError as error:
                faults.append(error)
        week = zip(WEEKDAYS, self.hours, strict=True)
        places = [(f"hours.{day.value}", shifts) for day, shifts in week]
        places += [(f"dates.{day}", shifts) for day, shifts in self.dates]
        for path, shifts in places:
            faults += [at(Fault(text), path) for text in shift_faults(shifts)]
        for (one, _), (other, _) in itertools.pairwise(self.dates):
            if one == other:
                faults.append(at(Fault("is given twice"), f"dates.{one}"))
        if faults:
            PolicyError.refuse(*faults)

    @classmethod
    def of(
        cls,
        hours: Mapping[str, Iterable[str]],
        *,
        dates: Mapping[dt.date, Iterable[str]] | None = None,
        holidays: Iterable[dt.date] = (),
        national: Iterable[HolidaysOf] = (),
        timezone: str | None = None,
    ) -> "WorkCalendar":
        """
        Return the calendar that documents write so.

        Args:
            hours: Texts such as ``09:00-17:30`` by weekday: ``mon`` to
                ``sun``; weekdays left out are closed.

            dates: Texts for days with other hours than their weekday's.

            holidays: Days that are closed.

            national: Countries whose public holidays are closed too.

            timezone: The IANA zone of its clock; `None` for the policy's.

        Raises:
            AmountError: If a text or a weekday does not read.

            PolicyError: If the calendar contradicts itself.
        """
        known = {day.value for day in WEEKDAYS}
        if not known.issuperset(hours):
            unknown = ", ".join(sorted(set(hours) - known))
            msg = f"hours: no weekday {unknown}; they are mon to sun"
            raise AmountError(msg)
        return cls(
            hours=[
                [Shift.parse(text) for text in hours.get(day.value, ())]
                for day in WEEKDAYS
            ],
            dates=[
                (day, [Shift.parse(text) for text in texts])
                for day, texts in (dates or {}).items()
            ],
            holidays=holidays,
            national=tuple(national),
            timezone=timezone,
        )

    @property
    def zone(self) -> str:
        """
        The IANA zone of its clock.

        Raises:
            PolicyError: If it was left to the policy; see `in_zone`.
        """
        if self.timezone is None:
            PolicyError.refuse(
                "the calendar takes the policy's, which is not known here; "
                "give it one",
                path="timezone",
            )
        return self.timezone

    def in_zone(self, name: str) -> "WorkCalendar":
        """
        Return the calendar with a zone where it left it to the policy.

        Args:
            name: The policy's IANA zone.

        Raises:
            PolicyError: If there is no such zone.
        """
        if self.timezone is not None:
            return self
        return attrs.evolve(self, timezone=name)

    @functools.cached_property
    def _own_hours(self) -> Mapping[dt.date, Shifts]:
        """The hours of the days that have their own; holidays have none."""
        return dict(self.dates) | dict.fromkeys(self.holidays, ())

    def shifts_on(self, day: dt.date) -> Shifts:
        """
        Return the hours of a day, none where it is closed.

        Args:
            day: The date in the calendar's zone.

        Raises:
            PolicyError: If there is no such country.
        """
        shifts = self._own_hours.get(day, self.hours[day.weekday()])
        if shifts and any(
            day in place.in_year(day.year) for place in self.national
        ):
            return ()
        return shifts

    def is_business_day(self, day: dt.date) -> bool:
        """
        Whether a day has any open hours.

        Args:
            day: The date in the calendar's zone.

        Raises:
            PolicyError: If the calendar has no time zone.
        """
        return day in open_month(self, day.replace(day=1))

    def open_pairs(self, start: int, end: int) -> tuple[Pair, ...]:
        """
        Return the open time within a span: sorted, disjoint, not touching.

        Args:
            start: The span's start, microseconds since the epoch, UTC.

            end: The span's end.

        Raises:
            PolicyError: If the calendar has no time zone.

            AmountError: If the span leaves the years 1 to 9999.
        """
        return open_pairs(self, start, end)

    def worked(self, start: int, end: int) -> int:
        """
        Return how much of a span is open, in microseconds.

        Args:
            start: The span's start, microseconds since the epoch, UTC.

            end: The span's end.

        Raises:
            PolicyError: If the calendar has no time zone.

            AmountError: If the span leaves the years 1 to 9999.
        """
        return measured(open_pairs(self, start, end))

    def add_hours(self, instant: int, us: int, *, back: bool = False) -> int:
        """
        Return the first instant by which so much open time has passed.

        What is used up at closing time ends then, not at the next opening:
        a deadline itself is still in time. No open time at all has passed at
        the instant itself, also where that is closed.

        Args:
            instant: Microseconds since the epoch, UTC.

            us: The open time, in microseconds, zero or more.

            back: Whether to go back: the last instant from which so much
                open time passes.

        Raises:
            PolicyError: If the calendar does not open for ten years, or has
                no time zone.

            AmountError: If the result leaves the years 1 to 9999.
        """
        return hours_added(self, instant, us, back=back)

    def add_days(self, instant: int, count: int, *, back: bool = False) -> int:
        """
        Return the same local time so many business days later.

        The day of the instant is not counted: from any time of Saturday one
        business day leads to Monday.

        Args:
            instant: Microseconds since the epoch, UTC.

            count: How many; none lead to the instant itself.

            back: Whether to go back in time.

        Raises:
            PolicyError: If the calendar does not open for ten years, or has
                no time zone.

            AmountError: If the result leaves the years 1 to 9999.
        """
        if not count:
            return instant
        wall = _time.local(instant, self.zone)
        day = self._business_day(wall.date(), count, back=back)
        return _time.resolve(dt.datetime.combine(day, wall.time()), self.zone)

    def add_days_from_period_end(self, instant: int, count: int) -> int:
        """
        Return when the last of so many business days after a period ends.

        The period's last day is not counted: five business days from the
        end of July 2026 last until the end of Friday 7 August.

        Args:
            instant: When the period ends, microseconds since the epoch, UTC.

            count: How many; none lead to the instant itself.

        Raises:
            PolicyError: If the calendar does not open for ten years, or has
                no time zone.

            AmountError: If the result leaves the years 1 to 9999.
        """
        if not count:
            return instant
        last = day_of(instant - 1, self.zone)
        day = self._business_day(last, count, back=False)
        return _time.midnight(moved_day(day, 1), self.zone)

    def _business_day(
        self, day: dt.date, count: int, *, back: bool
    ) -> dt.date:
        """Return the business day that is so many after a day."""
        return day_after(self, day, count, back=back)

    def next_business_day(self, instant: int) -> int:
        """
        Return when the first business day after an instant's day opens.

        Args:
            instant: Microseconds since the epoch, UTC.

        Raises:
            PolicyError: If the calendar does not open for ten years, or has
                no time zone.

            AmountError: If the result leaves the years 1 to 9999.
        """
        today = _time.local(instant, self.zone).date()
        return next_opening(self, today)

    def days_touched(self, pairs: Iterable[Pair]) -> int:
        """
        Return on how many business days some open time lies in given time.

        Args:
            pairs: Starts and ends, microseconds since the epoch, UTC.

        Raises:
            PolicyError: If the calendar has no time zone.

            AmountError: If a pair leaves the years 1 to 9999.
        """
        return len(
            {
                day
                for start, end in merged(pairs)
                for day, hours in days_between(self, start, end)
                if intersected(hours, ((start, end),))
            }
        )
