"""Measurement periods, units of the calendar, and labels."""

import datetime as dt
import pickle

import pytest

from slapolicy import _time
from slapolicy.errors import (
    AmountError,
    PolicyError,
    RecordError,
    SlaPolicyError,
)
from slapolicy.lengths import CalendarLength
from slapolicy.periods import (
    BillingPeriod,
    CalendarPeriod,
    MonthDay,
    Period,
    PeriodUnit,
    RollingPeriod,
    day_of,
    label,
    mismatch,
    parse_label,
    unit_end,
    unit_start,
    unit_starts_between,
)


ROME = "Europe/Rome"
DAY = dt.timedelta(days=1)
THE_31ST = dt.date(2026, 1, 31)


def at(text: str) -> int:
    """Return the instant that *text* writes, in ticks."""
    return _time.ticks(_time.parse_instant(text))


def labels(
    period: Period,
    start: str,
    end: str,
    zone: str = "UTC",
    anchor: dt.date | None = None,
) -> list[str]:
    """Return what the periods that overlap a span are called."""
    return [
        label(*found, zone)
        for found in period.between(at(start), at(end), zone, anchor)
    ]


class TestMonthDay:
    """A day of every year."""

    def test_inverse(self) -> None:
        """Its text is what it reads."""
        assert str(MonthDay.parse("02-01")) == "02-01"
        assert MonthDay.parse("04-06") == MonthDay(4, 6)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2-1", "'2-1' is no month and day; write it as 02-01"),
            ("02-30", "'02-30' is no day of every year"),
            ("02-29", "'02-29' is no day of every year"),
            ("13-01", "'13-01' is no day of every year"),
        ],
    )
    def test_refused(self, text: str, expected: str) -> None:
        """A text that is no day of every year says so."""
        with pytest.raises(AmountError) as caught:
            MonthDay.parse(text)

        assert str(caught.value) == expected


class TestCalendarPeriod:
    """Units of the calendar, one or several together."""

    def test_months(self) -> None:
        """Months follow one another, also where the span cuts them."""
        found = labels(
            CalendarPeriod("month"),
            "2026-01-31T23:59:59Z",
            "2026-03-01T00:00:01Z",
        )

        assert found == ["2026-01", "2026-02", "2026-03"]

    def test_empty_span(self) -> None:
        """Nothing overlaps an empty span."""
        same = "2026-01-31T23:59:59Z"

        assert labels(CalendarPeriod("month"), same, same) == []

    def test_two_months_from_january(self) -> None:
        """May and June are the third pair of the year."""
        found = labels(
            CalendarPeriod("month", count=2),
            "2026-01-01T00:00:00Z",
            "2026-06-02T00:00:00Z",
        )

        assert found[2] == "2026-05-01/2026-07-01"

    def test_counted_days_and_weeks(self) -> None:
        """Days are counted from 1 January 1970, weeks from the 5th."""
        start, end = "1970-01-01T00:00:00Z", "1970-01-06T00:00:00Z"

        days = labels(CalendarPeriod("day", count=3), start, end)
        weeks = labels(CalendarPeriod("week", count=2), start, end)

        assert days == ["1970-01-01/1970-01-04", "1970-01-04/1970-01-07"]
        assert weeks == ["1969-12-22/1970-01-05", "1970-01-05/1970-01-19"]

    def test_fiscal_year(self) -> None:
        """A fiscal year from 1 February begins its quarters there."""
        quarters = CalendarPeriod("quarter", starts=MonthDay(2, 1))
        years = CalendarPeriod("year", starts=MonthDay(2, 1))
        start, end = "2026-02-01T00:00:00Z", "2026-05-01T00:00:01Z"

        assert labels(quarters, start, end) == [
            "2026-02-01/2026-05-01",
            "2026-05-01/2026-08-01",
        ]
        assert labels(years, start, end) == ["2026-02-01/2027-02-01"]

    def test_local_months(self) -> None:
        """June in UTC is no month of Rome."""
        month = CalendarPeriod("month")

        assert month.matches(*parse_label("2026-06", ROME), ROME)
        assert not month.matches(*parse_label("2026-06", "UTC"), ROME)

    @pytest.mark.parametrize("unit", ["day", "week"])
    def test_fiscal_days(self, unit: str) -> None:
        """Days and weeks do not depend on when a year begins."""
        with pytest.raises(PolicyError) as caught:
            CalendarPeriod(unit, starts=MonthDay(2, 1))

        assert str(caught.value) == (
            f"starts: '02-01' begins a year, and a {unit} does not depend on "
            f"it; leave it out"
        )

    def test_unknown_unit(self) -> None:
        """An unknown unit is refused with the units there are."""
        with pytest.raises(AmountError) as caught:
            CalendarPeriod("fortnight")

        assert str(caught.value) == (
            "unit: 'fortnight' is no unit of the calendar; it has day, week, "
            "month, quarter, year"
        )

    @pytest.mark.parametrize("count", [True, "2"])
    def test_no_count(self, count: int) -> None:
        """A count is a whole number."""
        with pytest.raises(AmountError) as caught:
            CalendarPeriod("month", count=count)

        assert str(caught.value) == f"count: {count!r} is no whole number"

    def test_no_units(self) -> None:
        """A period has at least one unit."""
        with pytest.raises(PolicyError) as caught:
            BillingPeriod("month", count=0)

        assert str(caught.value) == (
            "count: 0 units are no period; give 1 or more"
        )

    def test_nominal(self) -> None:
        """A nominal length is exact; a day in it is 24 hours."""
        days = CalendarPeriod("month", nominal=CalendarLength(30, "day"))
        hours = CalendarPeriod("month", nominal=dt.timedelta(hours=720))

        assert days == hours == CalendarPeriod("month", nominal="30 days")
        assert days.nominal == 30 * DAY

    @pytest.mark.parametrize(
        ("nominal", "expected"),
        [
            (
                CalendarLength(1, "month"),
                "nominal: '1 month' has no exact length here",
            ),
            (
                dt.timedelta(0),
                "nominal: '0 hours' is no period",
            ),
            ("PT0S", "nominal: '0 hours' is no period"),
            (
                -DAY,
                (
                    "nominal: datetime.timedelta(days=-1): a length is not "
                    "negative"
                ),
            ),
        ],
    )
    def test_no_nominal(
        self, nominal: CalendarLength | dt.timedelta | str, expected: str
    ) -> None:
        """A nominal length that is none is refused."""
        with pytest.raises(PolicyError) as caught:
            CalendarPeriod("month", nominal=nominal)

        assert str(caught.value).partition("; ")[0] == expected

    def test_is_written_as_in_documents(self) -> None:
        """A text stands for what it writes, or is refused."""
        year = CalendarPeriod("year", starts="02-01")

        assert year == CalendarPeriod("year", starts=MonthDay(2, 1))
        with pytest.raises(AmountError) as caught:
            CalendarPeriod("year", starts="1 February")
        assert str(caught.value) == (
            "'1 February' is no month and day; write it as 02-01"
        )
        with pytest.raises(AmountError) as caught:
            CalendarPeriod("month", nominal="a while")
        assert str(caught.value) == (
            "'a while' is no length; write it as '48 hours' or 'PT48H'"
        )


class TestBillingPeriod:
    """Units from the day from which a service is billed."""

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            (29, ["2026-02-28/2026-03-29", "2026-03-29/2026-04-29"]),
            (30, ["2026-02-28/2026-03-30", "2026-03-30/2026-04-30"]),
            (31, ["2026-02-28/2026-03-31", "2026-03-31/2026-04-30"]),
        ],
    )
    def test_end_of_month(self, day: int, expected: list[str]) -> None:
        """February's last day stands in, and March goes back to the day."""
        found = labels(
            BillingPeriod("month"),
            "2026-03-01T00:00:00Z",
            "2026-04-01T00:00:00Z",
            anchor=dt.date(2026, 1, day),
        )

        assert found == expected

    def test_before_the_anchor(self) -> None:
        """Cycles reach back before the anchor as well."""
        found = labels(
            BillingPeriod("month"),
            "2025-11-30T00:00:00Z",
            "2025-12-01T00:00:00Z",
            anchor=THE_31ST,
        )

        assert found == ["2025-11-30/2025-12-31"]

    def test_leap_day(self) -> None:
        """A year from a leap day begins on 28 February in common years."""
        found = labels(
            BillingPeriod("year"),
            "2027-06-01T00:00:00Z",
            "2028-06-01T00:00:00Z",
            anchor=dt.date(2024, 2, 29),
        )

        assert found == ["2027-02-28/2028-02-29", "2028-02-29/2029-02-28"]

    def test_weeks(self) -> None:
        """Weeks are billed from the anchor's weekday."""
        found = labels(
            BillingPeriod("week", count=2),
            "2026-02-10T00:00:00Z",
            "2026-02-11T00:00:00Z",
            anchor=THE_31ST,
        )

        assert found == ["2026-01-31/2026-02-14"]

    def test_without_anchor(self) -> None:
        """Without an anchor there are no cycles, and the record lacks it."""
        with pytest.raises(RecordError) as caught:
            BillingPeriod("month").containing(0, "UTC", None)

        assert str(caught.value) == (
            "service.billing_anchor: is missing, and the policy's periods "
            "are counted from it; give the first day of one, such as "
            "2026-01-31"
        )


class TestRollingPeriod:
    """Any stretch of one exact length."""

    def test_hours_not_days(self) -> None:
        """Thirty days are 720 hours, whatever the clocks do in between."""
        rolling = RollingPeriod(CalendarLength(30, "day"))
        start = at("2026-10-15T00:00:00+02:00")

        assert rolling.matches(start, at("2026-11-13T23:00:00+01:00"), ROME)
        assert not rolling.matches(
            start, at("2026-11-14T00:00:00+01:00"), ROME
        )

    def test_one_after_another(self) -> None:
        """Periods tile a span from its start; the last may reach beyond."""
        found = labels(
            RollingPeriod(2 * DAY),
            "2026-06-01T00:00:00Z",
            "2026-06-04T00:00:00Z",
        )

        assert found == ["2026-06-01/2026-06-03", "2026-06-03/2026-06-05"]

    def test_lies_on_no_grid(self) -> None:
        """No one rolling period is that which contains an instant."""
        assert RollingPeriod(DAY).containing(0, "UTC") is None

    def test_is_kept_as_written(self) -> None:
        """Days stay days; what is no length is refused."""
        assert RollingPeriod("30 days") == RollingPeriod(
            CalendarLength(30, "day")
        )
        with pytest.raises(AmountError) as caught:
            RollingPeriod(5)  # type: ignore[arg-type] # wrong, as wanted
        assert str(caught.value) == "5 is no length; give a timedelta"

    @pytest.mark.parametrize(
        ("length", "expected"),
        [
            (
                CalendarLength(2, "month"),
                "length: '2 months' has no exact length here",
            ),
            (
                CalendarLength(0, "day"),
                "length: '0 days' is no period",
            ),
        ],
    )
    def test_refused(self, length: CalendarLength, expected: str) -> None:
        """A length that is not exact, or nothing, is no period."""
        with pytest.raises(PolicyError) as caught:
            RollingPeriod(length)

        assert str(caught.value).partition("; ")[0] == expected


class TestValues:
    """Periods are values."""

    @pytest.mark.parametrize(
        "value",
        [
            MonthDay(2, 1),
            CalendarPeriod("year", starts=MonthDay(2, 1)),
            BillingPeriod("month", count=3, nominal=90 * DAY),
            RollingPeriod(CalendarLength(30, "day")),
        ],
    )
    def test_hashed_and_pickled(self, value: object) -> None:
        """A period comes back from its pickle, with its hash."""
        again = pickle.loads(pickle.dumps(value))

        assert again == value
        assert hash(again) == hash(value)


class TestMismatch:
    """What a record's period may have been meant to be."""

    @pytest.mark.parametrize(
        ("period", "name", "zone", "expected"),
        [
            (CalendarPeriod("month"), "2026-Q3", "UTC", "2026-07"),
            (
                CalendarPeriod("month"),
                "2026-05-31T23:00:00Z/2026-06-30T23:00:00Z",
                "UTC",
                "2026-05 or 2026-06",
            ),
            (
                CalendarPeriod("quarter", starts=MonthDay(2, 1)),
                "2026-Q1",
                "UTC",
                "2025-11-01/2026-02-01 or 2026-02-01/2026-05-01",
            ),
            (
                BillingPeriod("month"),
                "2026-02-28/2026-03-28",
                "UTC",
                "2026-02-28/2026-03-31",
            ),
            (
                RollingPeriod(CalendarLength(30, "day")),
                "2026-06-10/2026-07-11",
                ROME,
                "2026-06-10/2026-07-10, 30 days",
            ),
        ],
    )
    def test_nearest(
        self, period: Period, name: str, zone: str, expected: str
    ) -> None:
        """The error names the period at its start and the next one."""
        span = parse_label(name, zone)

        error = mismatch(period, *span, zone, THE_31ST)

        assert str(error) == (
            f"period: {name} is none of the policy's periods; the nearest "
            f"are {expected}"
        )


class TestLabel:
    """What periods are called."""

    @pytest.mark.parametrize(
        ("name", "start", "end"),
        [
            ("2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"),
            ("2026-W13", "2026-03-22T23:00:00Z", "2026-03-29T22:00:00Z"),
            ("2026-W53", "2026-12-27T23:00:00Z", "2027-01-03T23:00:00Z"),
            ("2026-10", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z"),
            ("2026-Q1", "2025-12-31T23:00:00Z", "2026-03-31T22:00:00Z"),
            ("2026-Q4", "2026-09-30T22:00:00Z", "2026-12-31T23:00:00Z"),
            ("2026", "2025-12-31T23:00:00Z", "2026-12-31T23:00:00Z"),
            (
                "2026-06-10/2026-07-10",
                "2026-06-09T22:00:00Z",
                "2026-07-09T22:00:00Z",
            ),
            (
                "2026-06-10T10:00:00Z/2026-07-10T10:00:00.000001Z",
                "2026-06-10T10:00:00Z",
                "2026-07-10T10:00:00.000001Z",
            ),
        ],
    )
    def test_both_ways(self, name: str, start: str, end: str) -> None:
        """A label is read as the period that it is given to."""
        span = at(start), at(end)

        assert label(*span, ROME) == name
        assert parse_label(name, ROME) == span

    def test_any_offset(self) -> None:
        """Two instants are read with any offset."""
        text = "2026-06-10T12:00+02:00/2026-07-10T12:00+02:00"

        found = parse_label(text, "UTC")

        assert label(*found, "UTC") == (
            "2026-06-10T10:00:00Z/2026-07-10T10:00:00Z"
        )

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2026-13", "'2026-13' is no month of the calendar"),
            ("2026-W54", "'2026-W54' is no week of the calendar"),
            ("2025-W53", "'2025-W53' is no week of the calendar"),
            ("2026-02-30", "'2026-02-30' is no day of the calendar"),
            ("0000", "'0000' is no year of the calendar"),
            ("0000-Q1", "'0000-Q1' is no quarter of the calendar"),
            (
                "2026-02-01/2026-02-30",
                "'2026-02-30' is no day of the calendar",
            ),
            (
                "2026-02-02/2026-02-01",
                "'2026-02-02/2026-02-01' ends before it begins",
            ),
            (
                "2026-Q5",
                "'2026-Q5' is no period",
            ),
            ("9999-12", "this leads out of the years 1 to 9999"),
        ],
    )
    def test_refused(self, text: str, expected: str) -> None:
        """A text that is no period says why."""
        with pytest.raises(AmountError) as caught:
            parse_label(text, "UTC")

        assert str(caught.value).partition("; ")[0] == expected

    def test_forms(self) -> None:
        """A text of another form is told which there are."""
        with pytest.raises(AmountError) as caught:
            parse_label("June 2026", "UTC")

        assert str(caught.value) == (
            "'June 2026' is no period; write it as 2026-10-03, 2026-W40, "
            "2026-10, 2026-Q3, 2026 or 2026-02-28/2026-03-31"
        )

    @pytest.mark.parametrize(
        "text", ["2026-02-01/2026-03", "2026-02-01/2026-03-01T00:00"]
    )
    def test_half_a_label(self, text: str) -> None:
        """Two bounds are of one form, and instants have offsets."""
        with pytest.raises(AmountError):
            parse_label(text, "UTC")

    def test_skipped_day(self) -> None:
        """Samoa went from the 29th to the 31st; the 30th is no period."""
        with pytest.raises(AmountError) as caught:
            parse_label("2011-12-30", "Pacific/Apia")

        assert str(caught.value) == (
            "'2011-12-30' does not exist in Pacific/Apia, which skipped that "
            "day"
        )


class TestDayOf:
    """The local day that contains an instant."""

    @pytest.mark.parametrize(
        ("instant", "zone", "expected"),
        [
            ("2026-06-30T22:00:00Z", ROME, dt.date(2026, 7, 1)),
            ("2026-06-30T21:59:59Z", ROME, dt.date(2026, 6, 30)),
            # Midnight does not exist: the day begins at 01:00.
            (
                "2018-11-04T03:00:00Z",
                "America/Sao_Paulo",
                dt.date(2018, 11, 4),
            ),
            (
                "2018-11-04T02:59:59Z",
                "America/Sao_Paulo",
                dt.date(2018, 11, 3),
            ),
            # Sunday began at 02:30 UTC; at 02:31 it became Saturday again.
            (
                "2006-10-29T02:45:00Z",
                "America/St_Johns",
                dt.date(2006, 10, 29),
            ),
            # At 23:30 the clocks went to 00:30: midnight is 30 minutes on.
            ("1919-03-31T04:45:00Z", "America/Toronto", dt.date(1919, 3, 30)),
            ("2011-12-30T10:00:00Z", "Pacific/Apia", dt.date(2011, 12, 31)),
        ],
    )
    def test_day(self, instant: str, zone: str, expected: dt.date) -> None:
        """A day lasts from its first midnight to the next day's."""
        assert day_of(at(instant), zone) == expected

    def test_beyond_the_calendar(self) -> None:
        """The last day of all has no next midnight."""
        with pytest.raises(SlaPolicyError):
            day_of(_time.LAST, "UTC")

    def test_period_beyond_the_calendar(self) -> None:
        """A period that ends after the year 9999 cannot be counted."""
        long = CalendarPeriod("year", count=9000)

        with pytest.raises(AmountError) as caught:
            long.containing(0, "UTC")

        assert str(caught.value) == "this leads out of the years 1 to 9999"


class TestUnits:
    """Units of the calendar that contain an instant, or begin in a span."""

    @pytest.mark.parametrize(
        ("unit", "start", "end"),
        [
            (PeriodUnit.DAY, "2026-07-10T22:00:00Z", "2026-07-11T22:00:00Z"),
            (PeriodUnit.WEEK, "2026-07-05T22:00:00Z", "2026-07-12T22:00:00Z"),
            (PeriodUnit.MONTH, "2026-06-30T22:00:00Z", "2026-07-31T22:00:00Z"),
            (
                PeriodUnit.QUARTER,
                "2026-06-30T22:00:00Z",
                "2026-09-30T22:00:00Z",
            ),
            (PeriodUnit.YEAR, "2025-12-31T23:00:00Z", "2026-12-31T23:00:00Z"),
        ],
    )
    def test_bounds(self, unit: PeriodUnit, start: str, end: str) -> None:
        """A unit begins and ends at local midnights."""
        instant = at("2026-07-11T12:00:00Z")

        assert unit_start(instant, unit, ROME) == at(start)
        assert unit_end(instant, unit, ROME) == at(end)

    def test_closing(self) -> None:
        """On a boundary an instant belongs to either unit, as asked."""
        boundary = at("2026-07-31T22:00:00Z")
        month = PeriodUnit.MONTH

        ends = unit_end(boundary, month, ROME, closing=True)
        begins = unit_end(boundary, month, ROME)

        assert ends == boundary
        assert begins == at("2026-08-31T22:00:00Z")

    def test_starts_between(self) -> None:
        """A start at the span's start is among them, one at its end not."""
        span = parse_label("2026-Q3", ROME)

        found = unit_starts_between(*span, PeriodUnit.MONTH, ROME)

        assert [_time.iso(start) for start in found] == [
            "2026-06-30T22:00:00Z",
            "2026-07-31T22:00:00Z",
            "2026-08-31T22:00:00Z",
        ]
