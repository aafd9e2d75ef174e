"""
The laws of instants, wall times and lengths.

The oracle is `zoneinfo`, asked only for the wall time of an instant: what a
wall time stands for is found by searching the instants around it.
"""

import datetime as dt
import itertools

from zoneinfo import ZoneInfo

import pendulum

from hypothesis import assume, example, given
from hypothesis import strategies as st

from slapolicy import _time, lengths
from slapolicy import strategies as draws
from slapolicy.explain.values.wall import on_the_wall, steady_offset
from slapolicy.lengths import CalendarLength
from slapolicy.spans import Span
from tests.properties.clocks import EPOCH, MICROSECOND, changes, wall


ZONES = [
    "UTC",
    "Europe/Rome",
    "Europe/Dublin",
    "America/New_York",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
    "Asia/Kathmandu",
]
NEAR = 26 * _time.HOUR

zones = st.sampled_from(ZONES)
# From 1973 on every offset is of whole minutes.
instants = st.integers(3 * 365 * _time.DAY, 130 * 365 * _time.DAY)
any_instants = st.integers(_time.FIRST, _time.LAST)
microseconds = st.integers(0, 10**17)
exact_lengths = microseconds.map(MICROSECOND.__mul__)
centuries = st.integers(0, 10**16).map(MICROSECOND.__mul__)
counts = st.integers(0, 800)
calendar_lengths = draws.calendar_lengths(800, business=True)


@st.composite
def places(draw: st.DrawFn) -> tuple[int, str]:
    """Draw an instant, often close to a change of its zone's clocks."""
    if draw(st.booleans()):
        return draw(instants), draw(zones)
    zone, day = draw(changes)
    noon = dt.datetime.combine(day, dt.time(12), dt.UTC)
    minutes = draw(st.integers(-36 * 60, 36 * 60))
    near = (noon - EPOCH) // MICROSECOND + minutes * _time.MINUTE
    return near, zone


@st.composite
def walls(draw: st.DrawFn) -> tuple[dt.datetime, str]:
    """Draw a wall time that may be skipped or repeated in its zone."""
    instant, zone = draw(places())
    shift = draw(st.integers(-180, 180)) * dt.timedelta(minutes=1)
    return wall(instant, zone) + shift, zone


def as_if_utc(local: dt.datetime) -> int:
    """Return a wall time as if the zone were UTC."""
    return (local.replace(tzinfo=dt.UTC) - EPOCH) // MICROSECOND


def readings(local: dt.datetime, zone: str) -> list[int]:
    """Return the instants at which a zone's clock shows *local*."""
    shown = as_if_utc(local)
    around = range(shown - NEAR, shown + NEAR + 1, _time.HOUR)
    offsets = {as_if_utc(wall(one, zone)) - one for one in around}
    return sorted(
        shown - offset
        for offset in offsets
        if wall(shown - offset, zone) == local
    )


def after_gap(local: dt.datetime, zone: str) -> int:
    """Return the instant of a skipped *local*, moved on by the gap."""
    low, high = as_if_utc(local) - NEAR, as_if_utc(local) + NEAR
    while high - low > 1:
        middle = (low + high) // 2
        if wall(middle, zone) < local:
            low = middle
        else:
            high = middle
    last_shown = as_if_utc(wall(low, zone))
    return high + as_if_utc(local) - (last_shown + 1)


def month_later(local: dt.datetime, months: int, *, back: bool) -> dt.datetime:
    """Return *local* so many months away, counted month by month."""
    first = local.replace(day=1)
    for _ in range(months):
        first = (
            (first - dt.timedelta(days=1)).replace(day=1)
            if back
            else (first + dt.timedelta(days=31)).replace(day=1)
        )
    in_month = itertools.takewhile(
        lambda day: day.month == first.month,
        (first + dt.timedelta(days=days) for days in range(31)),
    )
    return list(in_month)[: local.day][-1]


class TestTicks:
    """An instant and its number are the same thing."""

    @given(any_instants)
    @example(_time.FIRST)
    @example(_time.LAST)
    def test_invert_each_other(self, instant: int) -> None:
        """No microsecond is lost from the year 1 to 9999."""
        assert instant == _time.ticks(_time.from_ticks(instant))
        assert instant == _time.to_ticks(_time.from_ticks(instant))

    @given(st.datetimes(timezones=st.timezones()))
    def test_invert_each_other_from_datetimes(
        self, value: dt.datetime
    ) -> None:
        """Whatever zone it was in, the same instant comes back."""
        instant = (value - EPOCH) // MICROSECOND
        assume(_time.FIRST <= instant <= _time.LAST)
        back = EPOCH + instant * MICROSECOND
        assume(
            back.astimezone(value.tzinfo).replace(tzinfo=None)
            == value.replace(tzinfo=None)
        )

        assert instant == _time.to_ticks(value)
        assert back == _time.to_instant(value)

    @given(any_instants, any_instants)
    def test_keep_the_order(self, one: int, two: int) -> None:
        """Instants sort as their numbers do."""
        assert (one < two) is (_time.from_ticks(one) < _time.from_ticks(two))

    @given(any_instants, any_instants)
    def test_keep_lengths(self, one: int, two: int) -> None:
        """The time between two instants is the difference."""
        length = dt.datetime.__sub__(
            _time.from_ticks(two), _time.from_ticks(one)
        )

        assert two - one == _time.length_ticks(length)


class TestZones:
    """The zone in which an instant is written does not matter."""

    @given(places(), zones)
    def test_of_an_instant(self, place: tuple[int, str], zone: str) -> None:
        """Every zone's reading of an instant is that instant."""
        instant = place[0]
        plain = (EPOCH + instant * MICROSECOND).astimezone(ZoneInfo(zone))
        ours = _time.from_ticks(instant).in_timezone(zone)
        mixed = pendulum.DateTime(
            *plain.timetuple()[:6],
            plain.microsecond,
            tzinfo=plain.tzinfo,
            fold=plain.fold,
        )

        assert {instant} == {
            _time.to_ticks(value) for value in (plain, ours, mixed)
        }

    @given(places(), zones, zones, microseconds)
    def test_of_a_span(
        self, place: tuple[int, str], one: str, two: str, length: int
    ) -> None:
        """A span written in two zones is that of its instants."""
        start = EPOCH + place[0] * MICROSECOND
        end = start + length * MICROSECOND
        span = Span.of_ticks(place[0], place[0] + length)

        assert span == Span(
            start.astimezone(ZoneInfo(one)), end.astimezone(ZoneInfo(two))
        )
        assert span == Span.from_iso(span.to_iso())
        assert span == Span.lasting(start, span.length)


class TestWallTimes:
    """What a zone's clock shows, and when."""

    @given(places())
    def test_local_agrees_with_zoneinfo(self, place: tuple[int, str]) -> None:
        """An instant shows the time that the standard library says."""
        instant, zone = place

        assert wall(instant, zone) == _time.local(instant, zone)

    @given(places())
    def test_a_clock_shows_the_time(self, place: tuple[int, str]) -> None:
        """Day and time, with the offset of a time that it shows twice."""
        instant, zone = place
        shown = wall(instant, zone)
        offset = None
        if len(readings(shown, zone)) > 1:
            offset = _time.with_offset(instant, zone)[-6:]

        assert (*divmod(as_if_utc(shown), _time.DAY), offset) == (
            on_the_wall(instant, zone)
        )

    @given(places(), st.integers(0, 2 * _time.DAY))
    def test_steady_offsets(self, place: tuple[int, str], by: int) -> None:
        """An offset of a span is that of its ends; there may be none."""
        start, zone = place
        end = min(start + by, _time.LAST)
        offset = steady_offset(start, end, zone)
        assume(offset is not None)
        for instant in (start, (start + end) // 2, end):
            shown = as_if_utc(wall(instant, zone))
            assert offset == shown - instant

    @given(walls())
    def test_offsets_are_all_readings(
        self, place: tuple[dt.datetime, str]
    ) -> None:
        """None, one or two instants, the earlier first."""
        local, zone = place

        assert tuple(readings(local, zone)) == _time.offsets(local, zone)

    @given(walls())
    def test_resolve_is_the_first_reading_or_after_the_gap(
        self, place: tuple[dt.datetime, str]
    ) -> None:
        """There is always one: the earlier, or moved on by the gap."""
        local, zone = place
        found = readings(local, zone)
        expected = found[0] if found else after_gap(local, zone)

        assert expected == _time.resolve(local, zone)

    @given(places())
    def test_midnight_begins_the_day(self, place: tuple[int, str]) -> None:
        """From it on the day has begun, just before it has not."""
        day, zone = wall(*place).date(), place[1]
        # Before 1970 a gap could begin at 23:30.
        assume(day.year >= 1970)
        begins = _time.midnight(day, zone)

        assert wall(begins - 1, zone).date() < day
        assert wall(begins, zone).date() >= day


class TestInstantTexts:
    """What is written reads back as the same instant."""

    @given(any_instants)
    def test_in_utc(self, instant: int) -> None:
        """`iso` and `parse_instant` invert each other."""
        text = _time.iso(instant)

        assert instant == _time.ticks(_time.parse_instant(text))

    @given(places())
    def test_with_an_offset(self, place: tuple[int, str]) -> None:
        """A local time with its offset is one instant."""
        text = _time.with_offset(*place)

        assert place[0] == _time.ticks(_time.parse_instant(text))

    @given(places())
    def test_in_a_zone(self, place: tuple[int, str]) -> None:
        """A local time alone is, where it exists once."""
        local, zone = wall(*place), place[1]
        assume(len(readings(local, zone)) == 1)

        assert place[0] == _time.ticks(
            _time.parse_instant(local.isoformat(), zone)
        )


class TestLengthTexts:
    """What is written reads back as the same length."""

    @given(exact_lengths | calendar_lengths)
    def test_as_in_documents(self, length: lengths.Length) -> None:
        """`length_text` and `parse_length` invert each other."""
        text = lengths.length_text(length)

        assert length == lengths.parse_length(text)

    @given(microseconds)
    def test_as_iso(self, count: int) -> None:
        """So do `iso_length` and `parse_length`."""
        length = lengths.parse_length(lengths.iso_length(count))

        assert count * MICROSECOND == length


class TestMoved:
    """Instants moved by lengths."""

    @given(place=places(), length=centuries, back=st.booleans())
    def test_exact_lengths_are_added(
        self, *, place: tuple[int, str], length: dt.timedelta, back: bool
    ) -> None:
        """They are the same in every zone, and there and back is here."""
        there = lengths.moved(place[0], length, place[1], back=back)
        change = length // MICROSECOND

        assert change == (place[0] - there if back else there - place[0])
        assert place[0] == lengths.moved(there, length, "UTC", back=not back)

    @given(
        place=places(),
        count=st.integers(1, 800),
        weeks=st.booleans(),
        back=st.booleans(),
    )
    def test_days_and_weeks_keep_the_wall_time(
        self,
        *,
        place: tuple[int, str],
        count: int,
        weeks: bool,
        back: bool,
    ) -> None:
        """So many days on the wall, then the instant it stands for."""
        length = CalendarLength(count, "week" if weeks else "day")
        days = count * (7 if weeks else 1) * (-1 if back else 1)
        local = wall(*place) + dt.timedelta(days=days)
        found = readings(local, place[1])
        expected = found[0] if found else after_gap(local, place[1])

        assert expected == lengths.moved(
            *place[:1], length, place[1], back=back
        )

    @given(
        place=places(),
        count=st.integers(1, 400),
        years=st.booleans(),
        back=st.booleans(),
    )
    def test_months_and_years_keep_the_day_if_there_is_one(
        self,
        *,
        place: tuple[int, str],
        count: int,
        years: bool,
        back: bool,
    ) -> None:
        """Else it is the last day of the month."""
        length = CalendarLength(count, "year" if years else "month")
        local = month_later(
            wall(*place), count * (12 if years else 1), back=back
        )
        found = readings(local, place[1])
        expected = found[0] if found else after_gap(local, place[1])

        assert expected == lengths.moved(
            *place[:1], length, place[1], back=back
        )

    @given(places(), st.sampled_from(["day", "week", "month", "year"]))
    def test_by_nothing_is_nothing(
        self, place: tuple[int, str], unit: str
    ) -> None:
        """Nothing of any unit moves nothing, also in a repeated hour."""
        length = CalendarLength(0, unit)

        assert place[0] == lengths.moved(place[0], length, place[1])
