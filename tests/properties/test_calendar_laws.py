"""
Laws of work calendars, against walks from minute to minute.
"""

import datetime as dt
import itertools
import pickle

from collections.abc import Iterable
from typing import NamedTuple
from zoneinfo import ZoneInfo

import attrs

from hypothesis import assume, given
from hypothesis import strategies as st

from slapolicy import strategies as draws
from slapolicy.calendars import Shift, Weekday, WorkCalendar, windows
from tests.properties.clocks import (
    DAY,
    MINUTE,
    changes,
    instant,
    wall,
    wall_instant,
)


WEEKDAYS = tuple(Weekday)
ONE_DAY = dt.timedelta(days=1)
# So many weeks are ten years.
TEN_YEARS = 520
# The walk: this many days on either side of a change of the clocks.
NEAR = 3


class Scene(NamedTuple):
    """A calendar, and the minutes around a change of its clocks."""

    calendar: WorkCalendar
    start: int
    end: int


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """Draw a calendar in a zone, around a change of its clocks."""
    zone, day = draw(changes)
    calendar = draw(draws.work_calendars(around=day))
    return Scene(
        attrs.evolve(calendar, timezone=zone),
        wall_instant(day - NEAR * ONE_DAY, 0, zone),
        wall_instant(day + NEAR * ONE_DAY, 0, zone),
    )


def minutes_in(pairs: Iterable[tuple[int, int]]) -> set[int]:
    """Return the instants at which the minutes within pairs begin."""
    return {minute for pair in pairs for minute in range(*pair, MINUTE)}


def dates_of(scene: Scene) -> list[dt.date]:
    """Return the dates that a clock shows around a scene."""
    hours = range(scene.start - 2 * DAY, scene.end + 2 * DAY, 60 * MINUTE)
    return sorted({wall(hour, scene.calendar.zone).date() for hour in hours})


def hours_on(calendar: WorkCalendar, day: dt.date) -> tuple[Shift, ...]:
    """Return the hours of a day, as a contract reads."""
    if day in calendar.holidays:
        return ()
    for date, shifts in calendar.dates:
        if date == day:
            return shifts
    return calendar.hours[day.weekday()]


def open_minutes(scene: Scene) -> set[int]:
    """Return the minutes of a scene that are open, shift by shift."""
    zone = scene.calendar.zone
    bounds = [
        (
            wall_instant(day, shift.start, zone),
            wall_instant(day, shift.end, zone),
        )
        for day in dates_of(scene)
        for shift in hours_on(scene.calendar, day)
    ]
    return minutes_in(bounds) & minutes_in([(scene.start, scene.end)])


def walked(scene: Scene, start: int, rest: int, step: int) -> int | None:
    """Return where so many open minutes have passed, one at a time."""
    opened = open_minutes(scene)
    here = start
    while rest:
        if not scene.start <= here <= scene.end:
            return None
        rest -= (here if step > 0 else here - MINUTE) in opened
        here += step
    return here


class TestOpenTime:
    """Which time is open."""

    @given(scenes())
    def test_minute_by_minute(self, scene: Scene) -> None:
        """Open time is that of the minutes which are open."""
        pairs = scene.calendar.open_pairs(scene.start, scene.end)

        found = minutes_in(pairs)

        assert found == open_minutes(scene)
        assert scene.calendar.worked(scene.start, scene.end) == (
            len(found) * MINUTE
        )

    @given(scenes())
    def test_canonical(self, scene: Scene) -> None:
        """Pairs are sorted, disjoint, do not touch and are not empty."""
        pairs = scene.calendar.open_pairs(scene.start, scene.end)

        flat = [bound for pair in pairs for bound in pair]

        assert flat == sorted(set(flat))

    @given(scenes(), st.lists(st.integers(0, 2 * NEAR * DAY), max_size=5))
    def test_additive(self, scene: Scene, cuts: list[int]) -> None:
        """Cutting a span does not change how much of it is open."""
        calendar, start, end = scene
        bounds = [start, *sorted(start + cut for cut in cuts), end]
        bounds = [min(bound, end) for bound in bounds]

        parts = [
            calendar.worked(one, other)
            for one, other in itertools.pairwise(bounds)
        ]

        assert sum(parts) == calendar.worked(start, end)

    @given(scenes())
    def test_pickled(self, scene: Scene) -> None:
        """A calendar comes back from its pickle and opens as before."""
        calendar, start, end = scene

        again = pickle.loads(pickle.dumps(calendar))

        assert again == calendar
        assert hash(again) == hash(calendar)
        assert again.open_pairs(start, end) == calendar.open_pairs(start, end)


class TestAddHours:
    """Business time added, and taken away."""

    @given(scenes(), st.integers(0, 2 * NEAR * 1440), st.integers(0, 1440))
    def test_forward(self, scene: Scene, begin: int, minutes: int) -> None:
        """Time added ends where a walk over the minutes does."""
        start = scene.start + begin * MINUTE
        expected = walked(scene, start, minutes, MINUTE)
        assume(expected is not None)

        found = scene.calendar.add_hours(start, minutes * MINUTE)

        assert found == expected

    @given(scenes(), st.integers(0, 2 * NEAR * 1440), st.integers(0, 1440))
    def test_back(self, scene: Scene, begin: int, minutes: int) -> None:
        """Time taken away begins where a walk backwards ends."""
        start = scene.start + begin * MINUTE
        expected = walked(scene, start, minutes, -MINUTE)
        assume(expected is not None)

        found = scene.calendar.add_hours(start, minutes * MINUTE, back=True)

        assert found == expected

    @given(
        scene=scenes(),
        begin=st.integers(0, 2 * NEAR * DAY),
        us=st.integers(1, 60 * DAY),
        back=st.booleans(),
    )
    def test_is_the_nearest(
        self, scene: Scene, begin: int, us: int, *, back: bool
    ) -> None:
        """To the microsecond: so much is open, and a moment less is not."""
        calendar = scene.calendar
        shifts = itertools.chain.from_iterable(calendar.hours)
        week = sum(one.end - one.start for one in shifts) * MINUTE
        # Beyond thirty years nobody looks; holidays take far less than twenty.
        assume(us <= TEN_YEARS * week)
        start = scene.start + begin

        end = calendar.add_hours(start, us, back=back)

        low, high = sorted((start, end))
        shorter = (low + 1, high) if back else (low, high - 1)
        assert calendar.worked(low, high) == us
        assert calendar.worked(*shorter) == us - 1


class TestBusinessDays:
    """Days with open hours."""

    @given(scenes())
    def test_is_business_day(self, scene: Scene) -> None:
        """A day is a business day if some of its own hours last."""
        zone = scene.calendar.zone
        for day in dates_of(scene):
            lasting = [
                shift
                for shift in hours_on(scene.calendar, day)
                if wall_instant(day, shift.start, zone)
                < wall_instant(day, shift.end, zone)
            ]

            assert scene.calendar.is_business_day(day) is bool(lasting)

    @given(scenes(), st.integers(0, 2 * NEAR * DAY), st.integers(1, 9))
    def test_add_days(self, scene: Scene, begin: int, count: int) -> None:
        """Days are counted one at a time, after the instant's or before."""
        calendar = scene.calendar
        assume(any(calendar.hours))
        start = scene.start + begin
        shown, tz = wall(start, calendar.zone), ZoneInfo(calendar.zone)

        for back in (False, True):
            day, rest = shown.date(), count
            while rest:
                day += -ONE_DAY if back else ONE_DAY
                rest -= calendar.is_business_day(day)
            expected = dt.datetime.combine(day, shown.time(), tz)

            moved = calendar.add_days(start, count, back=back)

            assert moved == instant(expected)

    @given(scenes(), st.integers(0, 2 * NEAR), st.integers(1, 9))
    def test_from_period_end(
        self, scene: Scene, days: int, count: int
    ) -> None:
        """So many business days lie between the period and the deadline."""
        calendar = scene.calendar
        assume(any(calendar.hours))
        first = dates_of(scene)[days]
        end = wall_instant(first, 0, calendar.zone)

        deadline = calendar.add_days_from_period_end(end, count)

        day, rest = first - ONE_DAY, count
        while rest:
            day += ONE_DAY
            rest -= calendar.is_business_day(day)
        assert deadline == wall_instant(day + ONE_DAY, 0, calendar.zone)

    @given(scenes(), st.integers(0, 2 * NEAR * DAY))
    def test_next_business_day(self, scene: Scene, begin: int) -> None:
        """It opens with the first hours of the first day after today."""
        calendar = scene.calendar
        assume(any(calendar.hours))
        start = scene.start + begin
        day = wall(start, calendar.zone).date() + ONE_DAY
        while not calendar.is_business_day(day):
            day += ONE_DAY

        bounds = [
            (
                wall_instant(day, shift.start, calendar.zone),
                wall_instant(day, shift.end, calendar.zone),
            )
            for shift in hours_on(calendar, day)
        ]

        assert calendar.next_business_day(start) == min(
            opening for opening, closing in bounds if opening < closing
        )

    @given(
        scenes(),
        st.lists(
            st.tuples(
                st.integers(0, 2 * NEAR * 1440), st.integers(0, 2 * 1440)
            ),
            max_size=4,
        ),
    )
    def test_days_touched(
        self, scene: Scene, stretches: list[tuple[int, int]]
    ) -> None:
        """A day is touched if one of its own open minutes is."""
        calendar, zone = scene.calendar, scene.calendar.zone
        pairs = [
            (
                scene.start + begin * MINUTE,
                scene.start + (begin + length) * MINUTE,
            )
            for begin, length in stretches
        ]
        touched = minutes_in(pairs)
        longer = scene._replace(end=scene.end + 2 * DAY)
        expected = [
            day
            for day in dates_of(longer)
            if any(
                touched.intersection(
                    range(
                        wall_instant(day, shift.start, zone),
                        wall_instant(day, shift.end, zone),
                        MINUTE,
                    )
                )
                for shift in hours_on(calendar, day)
            )
        ]

        assert calendar.days_touched(pairs) == len(expected)


class TestWindows:
    """Recurring hours."""

    @given(
        changes,
        st.sets(st.sampled_from(WEEKDAYS)),
        st.integers(0, 1439),
        st.integers(0, 1440),
    )
    def test_minute_by_minute(
        self,
        change: tuple[str, dt.date],
        days: set[Weekday],
        start: int,
        end: int,
    ) -> None:
        """A minute is inside if a window that began on such a day holds it."""
        zone, day = change
        scene = Scene(
            WorkCalendar(hours=[()] * 7, timezone=zone),
            wall_instant(day - NEAR * ONE_DAY, 0, zone),
            wall_instant(day + NEAR * ONE_DAY, 0, zone),
        )
        until = end if end > start else end + 1440
        bounds = [
            (wall_instant(date, start, zone), wall_instant(date, until, zone))
            for date in dates_of(scene)
            if not days or WEEKDAYS[date.weekday()] in days
        ]
        expected = minutes_in(bounds) & minutes_in([(scene.start, scene.end)])

        pairs = windows(
            tuple(days), Shift(start, end), zone, scene.start, scene.end
        )

        assert minutes_in(pairs) == expected
