"""Lengths of time: exact ones and calendar ones."""

import datetime as dt
import pickle

from fractions import Fraction

import attrs
import pendulum
import pytest

from slapolicy import _time, lengths
from slapolicy.errors import AmountError, PolicyError
from slapolicy.lengths import CalendarLength, CalendarUnit


HOUR = _time.HOUR


def ticks(text: str) -> int:
    """Return an instant as microseconds since the epoch."""
    return _time.ticks(_time.parse_instant(text))


class TestCalendarLength:
    """A number of calendar units."""

    @pytest.mark.parametrize("unit", list(CalendarUnit))
    def test_takes_units_by_name(self, unit: CalendarUnit) -> None:
        """A unit and its name make the same value."""
        assert CalendarLength(2, unit) == CalendarLength(2, unit.value)

    def test_is_a_value(self) -> None:
        """It is equal, hashed and pickled by what it holds."""
        week = CalendarLength(1, "week")

        assert {week} == {week, pickle.loads(pickle.dumps(week))}

    def test_a_week_is_not_seven_days(self) -> None:
        """Units are kept as they were written."""
        assert CalendarLength(1, "week") != CalendarLength(7, "day")

    def test_cannot_be_changed(self) -> None:
        """It is frozen."""
        week = CalendarLength(1, "week")

        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            week.count = 2  # type: ignore[misc]  # refused

    @pytest.mark.parametrize(
        ("length", "text"),
        [
            (CalendarLength(0, "day"), "0 days"),
            (CalendarLength(1, "month"), "1 month"),
            (CalendarLength(2, "business day"), "2 business days"),
        ],
    )
    def test_is_written_as_in_documents(
        self, length: CalendarLength, text: str
    ) -> None:
        """Its text has the number and the unit."""
        assert text == str(length)

    @pytest.mark.parametrize(
        ("unit", "is_business"),
        [
            ("day", False),
            ("year", False),
            ("business day", True),
            ("business hour", True),
        ],
    )
    def test_knows_whether_it_needs_a_calendar(
        self,
        unit: str,
        is_business: bool,  # noqa: FBT001  (parametrised)
    ) -> None:
        """Business units mean nothing without a work calendar."""
        assert is_business is CalendarLength(1, unit).is_business

    @pytest.mark.parametrize(
        ("count", "unit", "message"),
        [
            (1.5, "day", "count: 1.5 is no whole number"),
            (True, "day", "count: True is no whole number"),
            (
                3_660_001,
                "day",
                "count: 3660001 is longer than the calendar",
            ),
            (
                1,
                "fortnight",
                (
                    "unit: 'fortnight' is none of day, week, month, year, "
                    "business day, business hour"
                ),
            ),
        ],
    )
    def test_refuses_what_is_none(
        self, count: int, unit: str, message: str
    ) -> None:
        """Counts are whole, within the calendar, of a known unit."""
        with pytest.raises(AmountError) as caught:
            CalendarLength(count, unit)

        assert message == str(caught.value)

    def test_is_not_negative(self) -> None:
        """A negative length is a contradiction of the policy."""
        with pytest.raises(PolicyError) as caught:
            CalendarLength(-1, "day")

        assert "-1: a length is not negative" == str(caught.value)


class TestAsLength:
    """`as_length`, through which lengths come in."""

    @pytest.mark.parametrize(
        "length", [CalendarLength(1, "day"), dt.timedelta(hours=1)], ids=str
    )
    def test_leaves_lengths_alone(self, length: lengths.Length) -> None:
        """What is a length already stays the same object."""
        assert length is lengths.as_length(length)

    def test_makes_plain_ones_of_pendulum(self) -> None:
        """A duration of pendulum is not kept."""
        length = lengths.as_length(pendulum.duration(hours=2))

        assert dt.timedelta(hours=2) == length
        assert type(length) is dt.timedelta

    def test_refuses_months_of_pendulum(self) -> None:
        """A month of pendulum would be 30 days."""
        with pytest.raises(AmountError, match="has no exact length"):
            lengths.as_length(pendulum.duration(months=1))


class TestParseLength:
    """`parse_length`."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("48 hours", dt.timedelta(hours=48)),
            ("1 hour", dt.timedelta(hours=1)),
            ("1.5  hours", dt.timedelta(minutes=90)),
            ("5 minutes", dt.timedelta(minutes=5)),
            ("0 seconds", dt.timedelta(0)),
            ("250 milliseconds", dt.timedelta(milliseconds=250)),
            ("1 microsecond", dt.timedelta(microseconds=1)),
            ("7 days", CalendarLength(7, "day")),
            ("2.0 weeks", CalendarLength(2, "week")),
            ("1 month", CalendarLength(1, "month")),
            ("10 years", CalendarLength(10, "year")),
            ("2 business days", CalendarLength(2, "business day")),
            ("8 business hours", CalendarLength(8, "business hour")),
            ("PT48H", dt.timedelta(hours=48)),
            ("PT1H30M0.5S", dt.timedelta(hours=1, minutes=30.0, seconds=0.5)),
            ("PT0S", dt.timedelta(0)),
            ("P0DT5H", dt.timedelta(hours=5)),
            ("P1DT0H", CalendarLength(1, "day")),
            ("P7D", CalendarLength(7, "day")),
            ("P2W", CalendarLength(2, "week")),
            ("P1M", CalendarLength(1, "month")),
            ("PT1M", dt.timedelta(minutes=1)),
            ("P3Y", CalendarLength(3, "year")),
            ("P0M", CalendarLength(0, "day")),
        ],
    )
    def test_reads(self, text: str, expected: lengths.Length) -> None:
        """Numbers with a unit and ISO 8601, each of its own kind."""
        assert expected == lengths.parse_length(text)

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            (
                "soon",
                "'soon' is no length; write it as '48 hours' or 'PT48H'",
            ),
            ("", "'' is no length; write it as '48 hours' or 'PT48H'"),
            ("P", "'P' is no length; write it as '48 hours' or 'PT48H'"),
            (
                "P1DT",
                "'P1DT' is no length; write it as '48 hours' or 'PT48H'",
            ),
            (
                "1,5 hours",
                "'1,5 hours' is no length; write the decimal point as \".\"",
            ),
            (
                "2 fortnights",
                (
                    "'2 fortnights': no unit 'fortnights'; the units are "
                    "microseconds, milliseconds, seconds, minutes, hours, "
                    "days, weeks, months, years, business days, "
                    "business hours"
                ),
            ),
            ("1.5 days", "'1.5 days': days are counted whole"),
            (
                "0.0000001 seconds",
                "'0.0000001 seconds' is finer than a microsecond",
            ),
            (
                "99999999999 hours",
                "'99999999999 hours' is longer than the calendar",
            ),
            (
                "P1DT12H",
                (
                    "'P1DT12H' mixes units that do not add up; write one "
                    "unit, such as 'P7D' or 'PT36H'"
                ),
            ),
            (
                "P1Y6M",
                (
                    "'P1Y6M' mixes units that do not add up; write one "
                    "unit, such as 'P7D' or 'PT36H'"
                ),
            ),
        ],
    )
    def test_refuses_with_a_cure(self, text: str, message: str) -> None:
        """What does not read says what would."""
        with pytest.raises(AmountError) as caught:
            lengths.parse_length(text)

        assert message == str(caught.value)

    @pytest.mark.parametrize("text", ["-5 minutes", "-P1D", "-PT5M"])
    def test_negative_ones_contradict_the_policy(self, text: str) -> None:
        """A negative length reads, and cannot be."""
        with pytest.raises(PolicyError) as caught:
            lengths.parse_length(text)

        assert f"{text!r}: a length is not negative" == str(caught.value)


class TestExact:
    """`exact`, where only an exact length has a meaning."""

    @pytest.mark.parametrize(
        ("length", "hours"),
        [
            (dt.timedelta(hours=5), 5),
            (CalendarLength(2, "day"), 48),
            (CalendarLength(1, "week"), 168),
        ],
        ids=str,
    )
    def test_a_day_is_24_hours(
        self, length: lengths.Length, hours: int
    ) -> None:
        """Days and weeks are taken as hours."""
        assert dt.timedelta(hours=hours) == lengths.exact(length)

    @pytest.mark.parametrize(
        "unit", ["month", "year", "business day", "business hour"]
    )
    def test_others_contradict_the_policy(self, unit: str) -> None:
        """A month has no length of its own."""
        with pytest.raises(PolicyError) as caught:
            lengths.exact(CalendarLength(2, unit))

        assert (
            f"'2 {unit}s' has no exact length here; write it in days or hours"
        ) == str(caught.value)


class TestLengthText:
    """`length_text`."""

    @pytest.mark.parametrize(
        ("length", "text"),
        [
            (dt.timedelta(hours=48), "48 hours"),
            (dt.timedelta(minutes=90), "90 minutes"),
            (dt.timedelta(seconds=1), "1 second"),
            (dt.timedelta(milliseconds=5), "5000 microseconds"),
            (dt.timedelta(0), "0 hours"),
            (CalendarLength(1, "business day"), "1 business day"),
        ],
    )
    def test_writes_the_largest_whole_unit(
        self, length: lengths.Length, text: str
    ) -> None:
        """As documents write it, without fractions."""
        assert text == lengths.length_text(length)


class TestIsoLength:
    """`iso_length`."""

    @pytest.mark.parametrize(
        ("length", "text"),
        [
            (0, "PT0S"),
            (26 * HOUR, "PT26H"),
            (HOUR + 1, "PT1H0.000001S"),
            (90 * _time.MINUTE, "PT1H30M"),
            (1_500_000, "PT1.5S"),
            (-HOUR, "-PT1H"),
            (Fraction(HOUR, 7), "PT8M34.285714S"),
        ],
    )
    def test_writes_hours_minutes_and_seconds(
        self, length: Fraction | int, text: str
    ) -> None:
        """Parts of zero are left out, and so are days."""
        assert text == lengths.iso_length(length)


class TestMoved:
    """`moved`."""

    @pytest.mark.parametrize(
        ("start", "length", "expected"),
        [
            # In the night of 25 October Rome has 25 hours a day.
            (
                "2026-10-24T12:00+02:00",
                CalendarLength(1, "day"),
                "2026-10-25T12:00+01:00",
            ),
            (
                "2026-10-24T12:00+02:00",
                dt.timedelta(hours=24),
                "2026-10-25T11:00+01:00",
            ),
            (
                "2026-10-20T12:00+02:00",
                CalendarLength(1, "week"),
                "2026-10-27T12:00+01:00",
            ),
            # The last day of a shorter month.
            (
                "2026-01-31T12:00+01:00",
                CalendarLength(1, "month"),
                "2026-02-28T12:00+01:00",
            ),
            (
                "2028-01-31T12:00+01:00",
                CalendarLength(1, "month"),
                "2028-02-29T12:00+01:00",
            ),
            (
                "2026-01-31T12:00+01:00",
                CalendarLength(2, "month"),
                "2026-03-31T12:00+02:00",
            ),
            (
                "2028-02-29T12:00+01:00",
                CalendarLength(1, "year"),
                "2029-02-28T12:00+01:00",
            ),
            # Into the hour that is skipped, and the one that is twice.
            (
                "2026-03-28T02:30+01:00",
                CalendarLength(1, "day"),
                "2026-03-29T03:30+02:00",
            ),
            (
                "2026-10-24T02:30+02:00",
                CalendarLength(1, "day"),
                "2026-10-25T02:30+02:00",
            ),
        ],
    )
    def test_keeps_the_local_time(
        self, start: str, length: lengths.Length, expected: str
    ) -> None:
        """Calendar lengths follow the wall clock, exact ones do not."""
        assert ticks(expected) == lengths.moved(
            ticks(start), length, "Europe/Rome"
        )

    @pytest.mark.parametrize(
        ("length", "expected"),
        [
            (dt.timedelta(hours=24), "2026-03-30T12:00+02:00"),
            (CalendarLength(2, "day"), "2026-03-29T12:00+02:00"),
            (CalendarLength(1, "week"), "2026-03-24T12:00+01:00"),
            (CalendarLength(1, "month"), "2026-02-28T12:00+01:00"),
            (CalendarLength(2, "year"), "2024-03-31T12:00+02:00"),
        ],
        ids=str,
    )
    def test_goes_back(self, length: lengths.Length, expected: str) -> None:
        """Backwards the same rules hold."""
        assert ticks(expected) == lengths.moved(
            ticks("2026-03-31T12:00+02:00"), length, "Europe/Rome", back=True
        )

    def test_by_nothing_is_nothing(self) -> None:
        """Also in the later half of the hour that exists twice."""
        late = ticks("2026-10-25T02:30+01:00")

        assert late == lengths.moved(
            late, CalendarLength(0, "day"), "Europe/Rome"
        )

    @pytest.mark.parametrize("unit", ["business day", "business hour"])
    def test_needs_a_calendar_for_business(self, unit: str) -> None:
        """Without a work calendar they cannot be counted."""
        with pytest.raises(PolicyError) as caught:
            lengths.moved(0, CalendarLength(2, unit), "UTC")

        assert f"'2 {unit}s' needs a work calendar; name one" == (
            str(caught.value)
        )

    @pytest.mark.parametrize(
        ("length", "back", "message"),
        [
            (
                dt.timedelta(days=3_000_000),
                False,
                "1970-01-01T00:00:00Z + 72000000 hours",
            ),
            (CalendarLength(3_000_000, "day"), True, None),
            (CalendarLength(500_000, "week"), False, None),
            (CalendarLength(100_000, "month"), False, None),
            (CalendarLength(1970, "year"), True, None),
            (CalendarLength(3_660_000, "year"), False, None),
        ],
        ids=str,
    )
    def test_stays_in_the_calendar(
        self,
        length: lengths.Length,
        back: bool,  # noqa: FBT001  (parametrised)
        message: str | None,
    ) -> None:
        """What leaves the years 1 to 9999 is refused."""
        with pytest.raises(AmountError) as caught:
            lengths.moved(0, length, "UTC", back=back)

        assert str(caught.value).endswith("leaves the years 1 to 9999")
        assert str(caught.value).startswith(message or "1970-01-01T00:00:00")

    def test_stays_in_the_calendar_of_utc(self) -> None:
        """A wall time of the year 1 may be an instant before it."""
        start = ticks("0001-01-01T20:00:00Z")

        with pytest.raises(AmountError) as caught:
            lengths.moved(
                start, CalendarLength(1, "day"), "Asia/Tokyo", back=True
            )

        assert (
            "0001-01-01T20:00:00Z - 1 day leaves the years 1 to 9999"
        ) == str(caught.value)


class TestAddMonths:
    """`add_months`."""

    @pytest.mark.parametrize(
        ("months", "expected"),
        [
            (0, dt.datetime(2026, 12, 31, 8)),
            (2, dt.datetime(2027, 2, 28, 8)),
            (-1, dt.datetime(2026, 11, 30, 8)),
            (-12, dt.datetime(2025, 12, 31, 8)),
        ],
    )
    def test_ends_on_the_last_day(
        self, months: int, expected: dt.datetime
    ) -> None:
        """A day that the month lacks is its last one."""
        assert expected == lengths.add_months(
            dt.datetime(2026, 12, 31, 8), months
        )

    def test_stays_in_the_calendar(self) -> None:
        """Months beyond the year 1 are refused."""
        with pytest.raises(AmountError) as caught:
            lengths.add_months(dt.datetime(1, 1, 31), -1)

        assert (
            "0001-01-31T00:00:00 - 1 month leaves the years 1 to 9999"
        ) == str(caught.value)
