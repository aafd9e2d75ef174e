"""
What pendulum does, where the library relies on it or works around it.

No test here is about the library. Each pins a behaviour for which a line in
`slapolicy._time` stands; when a new pendulum changes one, it fails, and the
line can be reconsidered.
"""

import copy
import datetime as dt
import json
import pickle

from collections.abc import Iterable
from typing import assert_type
from zoneinfo import ZoneInfo

import attrs
import pendulum
import pytest

from cattrs.preconf.json import make_converter
from hypothesis import given, settings
from hypothesis import strategies as st
from pendulum import DateTime, Duration, Interval
from pendulum.helpers import precise_diff


ROME = pendulum.timezone("Europe/Rome")
FOREIGN = ZoneInfo("Europe/Rome")
utc = pendulum.datetime
MICROSECOND = dt.timedelta(microseconds=1)

# 02:30 in the night in which Rome has it twice, and once not at all.
EARLY = DateTime(2026, 10, 25, 2, 30, tzinfo=ROME, fold=0)
LATE = DateTime(2026, 10, 25, 2, 30, tzinfo=ROME, fold=1)
SKIPPED = dt.datetime(2026, 3, 29, 2, 30, tzinfo=FOREIGN)


def day_from(year: int, month: int, day: int) -> Interval[DateTime]:
    """Return the interval of 24 hours from that day on, UTC."""
    start = utc(year, month, day)
    return pendulum.interval(start, start.add(days=1))


class TestDateTime:
    """What a `DateTime` shares with a `datetime`."""

    def test_is_a_datetime(self) -> None:
        """The methods of `datetime` can be called on it."""
        assert isinstance(utc(2026, 1, 1), dt.datetime)

    def test_equals_a_datetime_of_the_same_instant(self) -> None:
        """It equals, and hashes as, a `datetime`, across zones too."""
        ours = pendulum.datetime(2026, 7, 1, tz="Europe/Rome")
        theirs = dt.datetime(2026, 6, 30, 22, tzinfo=dt.UTC)

        assert theirs == ours
        assert hash(theirs) == hash(ours)
        assert ours.in_timezone("UTC") == ours

    def test_subtracts_as_a_datetime(self) -> None:
        """`datetime.__sub__` gives a plain, exact `timedelta`."""
        length = dt.datetime.__sub__(utc(2026, 1, 2), utc(2026, 1, 1))

        assert dt.timedelta(days=1) == length
        assert type(length) is dt.timedelta

    def test_own_subtraction_gives_an_interval(self) -> None:
        """Its own subtraction does not, and is typed less exactly."""
        length = utc(2026, 1, 2) - utc(2026, 1, 1)

        assert_type(length, Interval[dt.datetime])
        assert isinstance(length, Interval)

    def test_converts_as_a_datetime(self) -> None:
        """`datetime.astimezone` leaves the instant as it is."""
        there = dt.datetime.astimezone(LATE, dt.UTC)

        assert dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC) == there

    def test_reads_iso_without_a_zone_of_its_own(self) -> None:
        """`fromisoformat` gives a tzinfo that pendulum does not know."""
        read = DateTime.fromisoformat("2026-01-01T00:00:00+02:00")

        assert read.tz is None
        assert read.tzinfo == dt.timezone(dt.timedelta(hours=2))

    def test_tz_is_one_of_its_own_or_none(self) -> None:
        """`tz` is a zone of pendulum, or `None`, also by its type."""
        zone = utc(2026, 1, 1).tz

        assert_type(zone, pendulum.Timezone | pendulum.FixedTimezone | None)
        assert pendulum.UTC is zone

    def test_has_a_dict(self) -> None:
        """Anything can be hung on it."""
        value = utc(2026, 1, 1)
        value.__dict__["seen"] = True

        assert {"seen": True} == vars(value)


class TestUtc:
    """The one zone in which values are kept."""

    def test_is_one_object(self) -> None:
        """By name, from a value and after pickling it is the same."""
        assert pendulum.UTC is pendulum.timezone("UTC")
        assert pendulum.UTC is utc(2026, 1, 1).tzinfo
        assert pendulum.UTC is pickle.loads(pickle.dumps(pendulum.UTC))
        assert pendulum.UTC is copy.deepcopy(pendulum.UTC)

    def test_is_not_that_of_the_standard_library(self) -> None:
        """`datetime.UTC` is another object."""
        assert id(dt.UTC) != id(pendulum.UTC)

    @pytest.mark.parametrize("fold", [0, 1])
    def test_pickles_exactly(self, fold: int) -> None:
        """In UTC the fold means nothing, so that nothing is lost."""
        value = utc(2026, 10, 25, 2, 30).replace(fold=fold)
        back = pickle.loads(pickle.dumps(value))

        assert value == back
        assert hash(value) == hash(back)
        assert pendulum.UTC is back.tzinfo


class TestRepeatedHour:
    """The hour that a zone has twice in autumn."""

    def test_both_readings_are_equal(self) -> None:
        """Times of one zone are compared by the wall clock."""
        assert EARLY == LATE
        assert hash(EARLY) == hash(LATE)
        assert not EARLY < LATE
        assert not LATE < EARLY

    def test_they_are_an_hour_apart(self) -> None:
        """Their instants differ, and so does pendulum's subtraction."""
        assert 3600.0 == LATE.timestamp() - EARLY.timestamp()
        assert 3600.0 == (LATE - EARLY).total_seconds()
        assert dt.timedelta(0) == dt.datetime.__sub__(LATE, EARLY)

    def test_the_hour_has_no_words(self) -> None:
        """The interval between them says that it is nothing."""
        assert "0 microseconds" == (LATE - EARLY).in_words()

    def test_neither_equals_itself_in_utc(self) -> None:
        """Across zones none is equal, and the later hashes otherwise."""
        assert EARLY.in_timezone("UTC") != EARLY
        assert LATE.in_timezone("UTC") != LATE
        assert hash(EARLY.in_timezone("UTC")) == hash(EARLY)
        assert hash(LATE.in_timezone("UTC")) != hash(LATE)

    def test_pickling_loses_the_later(self) -> None:
        """A late 02:30 comes back one hour earlier (#908)."""
        back = pickle.loads(pickle.dumps(LATE))

        assert 0 == back.fold
        assert -3600.0 == back.timestamp() - LATE.timestamp()

    def test_copying_loses_the_later(self) -> None:
        """`copy` loses the fold as pickling does, `deepcopy` keeps it."""
        assert 0 == copy.copy(LATE).fold
        assert 1 == copy.deepcopy(LATE).fold

    def test_ordinary_values_have_a_fold(self) -> None:
        """`pendulum.datetime` sets the fold that pickling loses."""
        value = pendulum.datetime(2026, 7, 1, tz="Europe/Rome")

        assert 1 == value.fold
        assert 0 == pickle.loads(pickle.dumps(value)).fold

    def test_an_interval_over_it_pickles_to_nothing(self) -> None:
        """The hour between the readings is gone after pickling."""
        hour = LATE - EARLY
        back = pickle.loads(pickle.dumps(hour))

        assert hour == back
        assert 0.0 == back.total_seconds()


class TestSkippedHour:
    """The hour that a zone does not have in spring."""

    def test_pendulum_and_the_standard_library_differ(self) -> None:
        """One converts it with the offset before, the other after."""
        ours = pendulum.instance(SKIPPED)

        assert dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC) == (
            SKIPPED.astimezone(dt.UTC)
        )
        assert utc(2026, 3, 29, 0, 30) == ours.in_timezone("UTC")

    def test_is_moved_silently(self) -> None:
        """`pendulum.datetime` moves it forward and says nothing."""
        moved = pendulum.datetime(2026, 3, 29, 2, 30, tz="Europe/Rome")

        assert "2026-03-29T03:30:00+02:00" == moved.isoformat()

    def test_is_kept_silently(self) -> None:
        """The class keeps a wall time that there is not."""
        kept = DateTime(2026, 3, 29, 2, 30, tzinfo=ROME)

        assert "2026-03-29T02:30:00+01:00" == kept.isoformat()

    def test_can_be_refused_in_one_place(self) -> None:
        """Only `pendulum.datetime` has a switch to refuse it."""
        with pytest.raises(pendulum.tz.exceptions.NonExistingTime):
            pendulum.datetime(
                2026,
                3,
                29,
                2,
                30,
                tz="Europe/Rome",
                raise_on_unknown_times=True,
            )

    def test_ambiguous_ones_can_be_refused_there_too(self) -> None:
        """The same switch refuses the repeated hour."""
        with pytest.raises(pendulum.tz.exceptions.AmbiguousTime):
            pendulum.datetime(
                2026,
                10,
                25,
                2,
                30,
                tz="Europe/Rome",
                raise_on_unknown_times=True,
            )

    def test_does_not_survive_a_round_trip(self) -> None:
        """There and back it is another wall time: how it is found."""
        back = SKIPPED.astimezone(dt.UTC).astimezone(FOREIGN)

        assert dt.datetime(2026, 3, 29, 3, 30) == back.replace(tzinfo=None)


class TestTimezone:
    """Zones of pendulum."""

    def test_pickles_by_key(self) -> None:
        """Pickling gives the same object back."""
        assert ROME is pickle.loads(pickle.dumps(ROME))

    def test_is_a_zone_info(self) -> None:
        """It has the offsets and folds of the standard library."""
        assert isinstance(ROME, ZoneInfo)

    def test_does_not_equal_a_zone_info(self) -> None:
        """A `ZoneInfo` of the same key is another zone."""
        assert FOREIGN != ROME

    def test_is_called_by_its_key(self) -> None:
        """As text it is its IANA name."""
        assert "Europe/Rome" == str(ROME)

    @pytest.mark.parametrize("name", ["Mars/Olympus", "", "../UTC"])
    def test_unknown_names_are_value_errors(self, name: str) -> None:
        """A name that does not exist, or may not, is a `ValueError`."""
        with pytest.raises(ValueError):
            pendulum.timezone(name)

    def test_folders_are_os_errors(self) -> None:
        """A region alone is a folder, and the error says just that."""
        with pytest.raises(OSError):
            pendulum.timezone("Europe")


class TestForeignZone:
    """A `DateTime` with a tzinfo that is not pendulum's."""

    VALUE = DateTime(2026, 7, 1, 12, tzinfo=FOREIGN)

    def test_has_no_tz(self) -> None:
        """It says that it has no zone."""
        assert self.VALUE.tz is None

    @pytest.mark.parametrize(
        "moved",
        [
            VALUE.add(hours=1),
            VALUE.at(3),
            VALUE.start_of("day"),
            VALUE.end_of("day"),
        ],
    )
    def test_loses_it(self, moved: DateTime) -> None:
        """What is reckoned from it is naive."""
        assert moved.tzinfo is None

    def test_loses_it_after_conversion(self) -> None:
        """Adding a `timedelta` gives the naive time in UTC."""
        moved = self.VALUE + dt.timedelta(hours=1)

        assert DateTime(2026, 7, 1, 11) == moved
        assert moved.tzinfo is None


class TestNaive:
    """Times without an offset."""

    def test_the_class_makes_them(self) -> None:
        """`DateTime` is naive where `pendulum.datetime` is UTC."""
        assert DateTime(2026, 1, 1).tzinfo is None
        assert pendulum.UTC is pendulum.datetime(2026, 1, 1).tzinfo

    def test_instance_takes_them_for_utc(self) -> None:
        """`instance` gives a naive time an offset that nobody named."""
        value = pendulum.instance(dt.datetime(2026, 1, 1))

        assert pendulum.UTC is value.tzinfo

    def test_parse_takes_them_for_utc(self) -> None:
        """`parse` does the same."""
        value = pendulum.parse("2026-01-01T00:00")

        assert isinstance(value, DateTime)
        assert pendulum.UTC is value.tzinfo


class TestParse:
    """`pendulum.parse`."""

    def test_invents_a_day(self) -> None:
        """A time alone is a time of today: it reads the clock."""
        read = pendulum.parse("20:15")

        assert isinstance(read, DateTime)
        assert (20, 15) == (read.hour, read.minute)

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("2026-01-01", DateTime),
            ("P1D", Duration),
            ("2026-01-01/2026-01-02", Interval),
        ],
    )
    def test_gives_what_the_text_is(self, text: str, kind: type) -> None:
        """The kind of its answer depends on the text."""
        assert kind is type(pendulum.parse(text))

    def test_is_typed_for_some_of_it(self) -> None:
        """Its type leaves a check to everyone who calls it."""
        assert_type(
            pendulum.parse("P1D"), pendulum.Date | pendulum.Time | Duration
        )


class TestArithmetic:
    """Days and months."""

    NOON = pendulum.datetime(2026, 10, 24, 12, tz="Europe/Rome")

    def test_a_duration_of_a_day_keeps_the_hour(self) -> None:
        """A day of pendulum lasts 25 hours in autumn."""
        moved = self.NOON + pendulum.duration(days=1)

        assert "2026-10-25T12:00:00+01:00" == moved.isoformat()

    def test_a_timedelta_of_a_day_does_not(self) -> None:
        """The same day as a `timedelta` lasts 24."""
        moved = self.NOON + dt.timedelta(days=1)

        assert "2026-10-25T11:00:00+01:00" == moved.isoformat()

    def test_months_one_by_one_lose_days(self) -> None:
        """A month and a month more are not two months."""
        start = utc(2026, 1, 31)

        assert utc(2026, 3, 28) == start.add(months=1).add(months=1)
        assert utc(2026, 3, 31) == start.add(months=2)


class TestInterval:
    """`Interval`, which the library hands out and never keeps."""

    DAY = day_from(2026, 1, 1)
    OTHER = day_from(2026, 2, 1)

    def test_the_function_types_right(self) -> None:
        """`pendulum.interval` is an interval of what it was given."""
        made = pendulum.interval(utc(2026, 1, 1), utc(2026, 1, 2))

        assert_type(made, Interval[DateTime])
        assert self.DAY == made

    def test_equality_is_of_both_ends(self) -> None:
        """Intervals of one length are not equal unless the ends are."""
        assert self.OTHER != self.DAY
        assert hash(self.DAY) == hash(day_from(2026, 1, 1))

    def test_absolute_ones_are_unequal(self) -> None:
        """How it was made counts, though both ends agree."""
        made = pendulum.interval(self.DAY.end, self.DAY.start, absolute=True)

        assert (made.start, made.end) == (self.DAY.start, self.DAY.end)
        assert self.DAY != made

    def test_equals_lengths_that_hash_otherwise(self) -> None:
        """It equals a `timedelta` of its length, with another hash."""
        assert dt.timedelta(days=1) == self.DAY
        assert pendulum.duration(days=1) == self.DAY
        assert hash(dt.timedelta(days=1)) != hash(self.DAY)

    def test_order_is_of_lengths(self) -> None:
        """Two may each be at most the other and differ."""
        assert self.DAY <= self.OTHER
        assert self.OTHER <= self.DAY
        assert self.DAY != self.OTHER

    def test_its_end_is_a_member(self) -> None:
        """It is closed where spans are half-open."""
        assert self.DAY.end in self.DAY

    def test_an_empty_one_is_false(self) -> None:
        """At its one instant it is not true."""
        assert not pendulum.interval(self.DAY.start, self.DAY.start)

    @pytest.mark.parametrize("absolute", [False, True])
    @pytest.mark.parametrize("reverse", [False, True])
    def test_pickles_in_utc(self, absolute: bool, reverse: bool) -> None:  # noqa: FBT001  (parametrised)
        """In UTC it survives, reversed and absolute ones too."""
        ends = (self.DAY.start, self.DAY.end)
        first, last = reversed(ends) if reverse else ends
        made = pendulum.interval(first, last, absolute=absolute)
        back = pickle.loads(pickle.dumps(made))

        assert made == back
        assert (made.start, made.end) == (back.start, back.end)

    def test_naive_ones_say_anything(self) -> None:
        """Four days between naive datetimes have other words (#906)."""
        start = dt.datetime(2023, 1, 1, 13, 28)
        days = Interval(start, start + dt.timedelta(days=4))

        assert "3 days 10 hours 32 minutes" == days.in_words()

    def test_aware_ones_say_what_they_are(self) -> None:
        """Four days in UTC are four days."""
        start = utc(2023, 1, 1, 13, 28)

        assert (
            "4 days" == pendulum.interval(start, start.add(days=4)).in_words()
        )

    def test_is_a_duration(self) -> None:
        """It passes where a `Duration` or a `timedelta` is asked for."""
        assert isinstance(self.DAY, Duration)
        assert isinstance(self.DAY, dt.timedelta)

    def test_is_exact_for_decades(self) -> None:
        """For lengths of our time its `timedelta` is right."""
        start = utc(1996, 1, 1)
        end = utc(2026, 12, 31, 23, 59, 59, 999_999)

        assert dt.datetime.__sub__(end, start) == (
            pendulum.interval(start, end).as_timedelta()
        )

    def test_is_inexact_for_centuries(self) -> None:
        """Beyond them it is not: it has been a float."""
        start = utc(1, 1, 1)
        end = utc(9999, 12, 31, 23, 59, 59, 999_999)

        assert MICROSECOND == (
            pendulum.interval(start, end).as_timedelta()
            - dt.datetime.__sub__(end, start)
        )

    def test_can_be_changed(self) -> None:
        """Its start can be set, and its hash changes with it."""
        made = day_from(2026, 1, 1)
        before = hash(made)
        made._start = utc(2025, 1, 1)

        assert utc(2025, 1, 1) == made.start
        assert before != hash(made)


class TestDuration:
    """`Duration`, which is a `timedelta` and more."""

    MONTH = pendulum.duration(months=1)

    @pytest.mark.parametrize(
        ("length", "days"),
        [
            (MONTH, 30),
            (pendulum.duration(years=1), 365),
        ],
    )
    def test_months_and_years_are_days(
        self, length: Duration, days: int
    ) -> None:
        """A month is 30 days and a year 365, hashed alike."""
        assert dt.timedelta(days=days) == length
        assert hash(dt.timedelta(days=days)) == hash(length)
        assert days == length.total_days()

    @pytest.mark.parametrize(
        "length",
        [
            pickle.loads(pickle.dumps(MONTH)),
            copy.copy(MONTH),
            MONTH + MONTH,
            MONTH - pendulum.duration(days=1),
            MONTH * 2.0,
            MONTH / 2,
        ],
    )
    def test_months_get_lost(self, length: Duration) -> None:
        """Pickling, copying and reckoning forget the months."""
        assert 0 == length.months

    @pytest.mark.parametrize(
        ("length", "months"),
        [
            (copy.deepcopy(MONTH), 1),
            (MONTH * 2, 2),
            (pendulum.duration(months=2) / 2, 1),
            (pendulum.duration(months=3) / 2, 2),
        ],
    )
    def test_months_are_kept(self, length: Duration, months: int) -> None:
        """`deepcopy`, `* int` and `/` keep them, `/` to whole ones."""
        assert months == length.months

    def test_a_half_month_is_nothing(self) -> None:
        """What `/` leaves of a month is dropped."""
        assert dt.timedelta(0) == self.MONTH / 2

    def test_parts_of_negative_ones_do_not_add_up(self) -> None:
        """Minus an hour has minus a day and minus an hour."""
        hour = pendulum.duration(hours=-1)

        assert (-1, -3600) == (hour.days, hour.seconds)

    def test_counts_as_the_timedelta_below_it(self) -> None:
        """The methods of `timedelta` give the length it has."""
        hour = pendulum.duration(hours=-1)

        assert -3_600_000_000 == dt.timedelta.__floordiv__(hour, MICROSECOND)


class TestPreciseDiff:
    """`helpers.precise_diff`."""

    def test_is_wrong_in_utc(self) -> None:
        """Three hours are thirteen, or ten back (#901)."""
        early, late = utc(2026, 1, 1, 10), utc(2026, 1, 1, 13)

        assert -13 == precise_diff(late, early).hours
        assert -10 == precise_diff(early, late).hours


class TestConverters:
    """Functions that do not make good converters."""

    def test_instance_lets_dates_through(self) -> None:
        """`converter=pendulum.instance` takes a date, also by type."""

        @attrs.frozen
        class Moment:
            at: DateTime = attrs.field(converter=pendulum.instance)

        made = Moment(dt.date(2026, 1, 1))

        assert not isinstance(made.at, DateTime)

    def test_tuple_does_not_type(self) -> None:
        """`converter=tuple` makes a right call an error of types."""

        @attrs.frozen
        class Moments:
            at: tuple[DateTime, ...] = attrs.field(converter=tuple)

        made = Moments([utc(2026, 1, 1)])  # type: ignore[list-item]  # refused

        assert (utc(2026, 1, 1),) == made.at

    def test_a_named_function_does_both(self) -> None:
        """An annotated function types, and takes any iterable."""

        def as_tuple(values: Iterable[DateTime]) -> tuple[DateTime, ...]:
            return tuple(values)

        @attrs.frozen
        class Moments:
            at: tuple[DateTime, ...] = attrs.field(converter=as_tuple)

        assert (utc(2026, 1, 1),) == Moments([utc(2026, 1, 1)]).at


class TestOtherLibraries:
    """What others make of pendulum's classes."""

    def test_hypothesis_cannot_draw_them(self) -> None:
        """`from_type` does not know how to build a `DateTime`."""

        @settings(database=None)
        @given(st.from_type(DateTime))
        def draw(_: DateTime) -> None:
            """Draw one."""

        with pytest.raises(TypeError):
            draw()

    def test_cattrs_reads_another_class(self) -> None:
        """A `DateTime` is read back as a plain `datetime`."""
        converter = make_converter()
        text = converter.dumps(utc(2026, 1, 1))

        assert dt.datetime is type(converter.loads(text, DateTime))

    def test_intervals_are_not_json(self) -> None:
        """An `Interval` does not go into JSON."""
        with pytest.raises(TypeError, match="not JSON serializable"):
            json.dumps(make_converter().unstructure(day_from(2026, 1, 1)))
