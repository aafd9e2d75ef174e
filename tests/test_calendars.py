"""Work calendars: hours, holidays, business days, recurring windows."""

import datetime as dt
import pickle
import sys

from unittest.mock import Mock

import holidays
import pytest

from slapolicy import _time
from slapolicy.calendars import (
    HolidaysOf,
    Shift,
    Weekday,
    WorkCalendar,
    windows,
)
from slapolicy.errors import AmountError, MissingExtraError, PolicyError
from slapolicy.periods import parse_label


ROME = "Europe/Rome"
HOUR = 3_600_000_000


def each(days: str, *hours: str) -> dict[str, tuple[str, ...]]:
    """Return the same hours for several weekdays."""
    return dict.fromkeys(days.split(), hours)


WORKDAYS = "mon tue wed thu fri"
DESK = WorkCalendar.of(
    each(WORKDAYS, "09:00-13:00", "14:00-18:00"),
    holidays=[dt.date(2026, 6, 2)],
    timezone=ROME,
)
CLOSED = WorkCalendar.of({}, timezone=ROME)
ALWAYS = WorkCalendar.of(
    each(f"{WORKDAYS} sat sun", "00:00-24:00"), timezone=ROME
)


def at(text: str) -> int:
    """Return the instant that *text* writes, in ticks; by Rome's clock."""
    return _time.ticks(_time.parse_instant(text, ROME))


def shown(instant: int) -> str:
    """Return an instant as Rome's clock shows it."""
    return _time.local(instant, ROME).isoformat(" ")


def told(pairs: tuple[tuple[int, int], ...]) -> list[str]:
    """Return pairs as texts in UTC."""
    return [f"{_time.iso(start)}/{_time.iso(end)}" for start, end in pairs]


class TestShift:
    """Hours of a day."""

    @pytest.mark.parametrize(
        ("text", "start", "end", "crosses"),
        [
            ("09:00-17:30", 540, 1050, False),
            ("00:00-24:00", 0, 1440, False),
            ("22:00-06:00", 1320, 360, True),
            ("22:00-00:00", 1320, 0, True),
            ("09:00-09:00", 540, 540, True),
        ],
    )
    def test_both_ways(
        self, text: str, start: int, end: int, *, crosses: bool
    ) -> None:
        """Hours are written as they were read."""
        shift = Shift.parse(text)

        assert shift == Shift(start, end)
        assert shift.crosses_midnight is crosses
        assert str(shift) == text

    @pytest.mark.parametrize(
        "text",
        ["9-17", "9:00-17:00", "24:00-06:00", "09:00-24:01", "09:00-17:60"],
    )
    def test_malformed(self, text: str) -> None:
        """A text that is no hours is refused with an example."""
        with pytest.raises(AmountError) as caught:
            Shift.parse(text)

        assert str(caught.value) == (
            f"{text!r} are no hours of a day; write them as 09:00-17:30"
        )

    @pytest.mark.parametrize(("start", "end"), [(-1, 5), (1440, 5), (5, 1441)])
    def test_beyond_the_day(self, start: int, end: int) -> None:
        """Hours lie within a day."""
        with pytest.raises(AmountError) as caught:
            Shift(start, end)

        assert str(caught.value) == (
            f"{start} to {end} are no minutes of a day, which are 0 to 1440"
        )


class TestCalendar:
    """What a calendar is made of."""

    def test_order_does_not_matter(self) -> None:
        """Calendars of the same hours are equal, however written."""
        one = WorkCalendar.of(
            {"tue": ["14:00-18:00", "09:00-13:00"], "mon": ["09:00-13:00"]},
            dates={dt.date(2026, 12, 31): [], dt.date(2026, 12, 24): []},
            holidays=[dt.date(2026, 6, 2), dt.date(2026, 1, 1)],
        )
        other = WorkCalendar.of(
            {"mon": ["09:00-13:00"], "tue": ["09:00-13:00", "14:00-18:00"]},
            dates={dt.date(2026, 12, 24): [], dt.date(2026, 12, 31): []},
            holidays=[dt.date(2026, 1, 1)] * 2 + [dt.date(2026, 6, 2)],
        )

        assert one == other
        assert hash(one) == hash(other)

    def test_pickled(self) -> None:
        """A calendar that was used comes back from its pickle."""
        june = parse_label("2026-06", ROME)
        expected = DESK.open_pairs(*june)

        again = pickle.loads(pickle.dumps(DESK))

        assert again == DESK
        assert hash(again) == hash(DESK)
        assert again.open_pairs(*june) == expected

    def test_all_faults_at_once(self) -> None:
        """Everything that contradicts itself is told, with its place."""
        day = dt.date(2026, 12, 24)
        night, noon = Shift.parse("22:00-06:00"), Shift.parse("12:00-00:00")

        with pytest.raises(PolicyError) as caught:
            WorkCalendar(
                hours=[
                    [night],
                    [Shift(540, 780), Shift(720, 1080)],
                    *([()] * 5),
                ],
                dates=[(day, [noon]), (day, [])],
                timezone="Europe/Roma",
            )

        assert str(caught.value) == (
            "timezone: 'Europe/Roma' is not in the IANA database; give a "
            "name such as 'Europe/Rome'\n"
            "hours.mon: '22:00-06:00' crosses midnight; split it at 24:00: "
            "22:00-24:00 and 00:00-06:00 the next day\n"
            "hours.tue: '09:00-13:00' and '12:00-18:00' overlap; join them "
            "into one\n"
            "dates.2026-12-24: '12:00-00:00' crosses midnight; split it at "
            "24:00: 12:00-24:00\n"
            "dates.2026-12-24: is given twice"
        )

    def test_touching_shifts(self) -> None:
        """Shifts may touch; their open time is then one."""
        calendar = WorkCalendar.of(
            {"mon": ["09:00-13:00", "13:00-18:00"]}, timezone="UTC"
        )

        found = calendar.open_pairs(*parse_label("2026-06-01", "UTC"))

        assert told(found) == ["2026-06-01T09:00:00Z/2026-06-01T18:00:00Z"]

    def test_no_week(self) -> None:
        """A week has seven days."""
        with pytest.raises(AmountError) as caught:
            WorkCalendar(hours=[()] * 5)

        assert str(caught.value) == "hours: 5 days are no week; give seven"

    def test_unknown_weekday(self) -> None:
        """A weekday that there is not is refused."""
        with pytest.raises(AmountError) as caught:
            WorkCalendar.of({"mon": [], "lun": ["09:00-17:00"]})

        assert str(caught.value) == (
            "hours: no weekday lun; they are mon to sun"
        )

    def test_policy_zone(self) -> None:
        """A calendar without a zone takes the policy's, and only then."""
        calendar = WorkCalendar.of({"mon": ["09:00-17:00"]})

        assert calendar.in_zone(ROME).zone == ROME
        assert DESK.in_zone("UTC") is DESK

    def test_no_zone(self) -> None:
        """A calendar without a zone cannot tell when it is open."""
        calendar = WorkCalendar.of({"mon": ["09:00-17:00"]})

        with pytest.raises(PolicyError) as caught:
            calendar.worked(0, HOUR)

        assert str(caught.value) == (
            "timezone: the calendar takes the policy's, which is not known "
            "here; give it one"
        )


class TestOpenPairs:
    """When a calendar is open."""

    def test_clipped(self) -> None:
        """Open time is cut at the span's bounds."""
        found = DESK.open_pairs(at("2026-06-05 10:00"), at("2026-06-08 09:30"))

        assert told(found) == [
            "2026-06-05T08:00:00Z/2026-06-05T11:00:00Z",
            "2026-06-05T12:00:00Z/2026-06-05T16:00:00Z",
            "2026-06-08T07:00:00Z/2026-06-08T07:30:00Z",
        ]

    def test_backwards(self) -> None:
        """A span that ends before it begins has no open time."""
        start, end = parse_label("2026-06", ROME)

        assert DESK.open_pairs(end, start) == ()

    def test_dates_and_holidays(self) -> None:
        """A date has its own hours; a holiday beats it."""
        calendar = WorkCalendar.of(
            each(WORKDAYS, "09:00-18:00"),
            dates={
                dt.date(2026, 12, 24): ["09:00-13:00"],
                dt.date(2026, 12, 26): ["10:00-11:00"],
                dt.date(2026, 12, 28): [],
                dt.date(2026, 12, 29): ["09:00-10:00"],
            },
            holidays=[dt.date(2026, 12, 25), dt.date(2026, 12, 29)],
            timezone="UTC",
        )

        found = calendar.open_pairs(
            *parse_label("2026-12-24/2026-12-31", "UTC")
        )

        assert told(found) == [
            "2026-12-24T09:00:00Z/2026-12-24T13:00:00Z",
            "2026-12-26T10:00:00Z/2026-12-26T11:00:00Z",
            "2026-12-30T09:00:00Z/2026-12-30T18:00:00Z",
        ]

    def test_round_the_clock(self) -> None:
        """A calendar that never closes is open all the time."""
        october = parse_label("2026-10", ROME)

        assert ALWAYS.open_pairs(*october) == (october,)
        assert ALWAYS.worked(*october) == 745 * HOUR

    @pytest.mark.parametrize(
        ("hours", "day", "expected"),
        [
            # 02:00 to 03:00 does not exist.
            ("01:30-02:30", "2026-03-29", 60),
            ("02:15-04:00", "2026-03-29", 45),
            ("02:30-03:00", "2026-03-29", 0),
            # 02:00 to 03:00 comes twice.
            ("01:30-02:30", "2026-10-25", 60),
            ("02:15-04:00", "2026-10-25", 165),
            ("02:30-03:00", "2026-10-25", 90),
        ],
    )
    def test_clock_changes(self, hours: str, day: str, expected: int) -> None:
        """A bound in a gap moves on by it; the earlier of two is meant."""
        calendar = WorkCalendar.of({"sun": [hours]}, timezone=ROME)

        worked = calendar.worked(*parse_label(day, ROME))

        assert worked == expected * 60_000_000

    def test_gap_between_shifts(self) -> None:
        """Where a gap pushes one shift into the next, time counts once."""
        calendar = WorkCalendar.of(
            {"sun": ["01:00-02:30", "03:00-04:00"]}, timezone=ROME
        )

        found = calendar.open_pairs(*parse_label("2026-03-29", ROME))

        assert told(found) == ["2026-03-29T00:00:00Z/2026-03-29T02:00:00Z"]

    @pytest.mark.parametrize(
        ("zone", "day", "hours", "start", "end"),
        [
            # At a minute past midnight it became Saturday again.
            (
                "America/St_Johns",
                "sun",
                "00:00-06:00",
                "2006-10-29T02:40:00Z",
                "2006-10-29T02:50:00Z",
            ),
            # At half past eleven it became Saturday.
            (
                "Asia/Pyongyang",
                "fri",
                "20:00-23:45",
                "2018-05-04T15:05:00Z",
                "2018-05-04T15:10:00Z",
            ),
        ],
    )
    def test_across_midnight(
        self, zone: str, day: str, hours: str, start: str, end: str
    ) -> None:
        """A day's hours are open also while the clock shows another day."""
        calendar = WorkCalendar.of({day: [hours]}, timezone=zone)

        found = calendar.open_pairs(at(start), at(end))

        assert told(found) == [f"{start}/{end}"]

    def test_skipped_day(self) -> None:
        """A day that the zone skipped, a Friday in Samoa, has no hours."""
        calendar = WorkCalendar.of(
            {"fri": ["09:00-17:00"]}, timezone="Pacific/Apia"
        )
        span = parse_label("2011-12-29/2012-01-01", "Pacific/Apia")

        assert calendar.open_pairs(*span) == ()
        assert not calendar.is_business_day(dt.date(2011, 12, 30))

    def test_empty_in_a_gap(self) -> None:
        """A day whose hours all fall into a gap is no business day."""
        calendar = WorkCalendar.of({"sun": ["02:30-03:00"]}, timezone=ROME)

        assert not calendar.is_business_day(dt.date(2026, 3, 29))
        assert calendar.is_business_day(dt.date(2026, 3, 22))

    def test_beyond_the_calendar(self) -> None:
        """Open time in the last month of all cannot be told."""
        with pytest.raises(AmountError) as caught:
            DESK.worked(at("9999-12-01 00:00"), at("9999-12-02 00:00"))

        assert str(caught.value) == "this leads out of the years 1 to 9999"


class TestHolidays:
    """Public holidays of countries."""

    def test_country(self) -> None:
        """A public holiday is closed, the day after is not."""
        calendar = WorkCalendar.of(
            each(WORKDAYS, "09:00-18:00"),
            dates={dt.date(2026, 8, 15): []},
            national=[HolidaysOf("IT")],
            timezone=ROME,
        )

        assert not calendar.is_business_day(dt.date(2026, 6, 2))
        assert calendar.is_business_day(dt.date(2026, 6, 3))
        assert not calendar.is_business_day(dt.date(2026, 8, 15))

    def test_subdivision(self) -> None:
        """A part of a country has its own holidays."""
        day = dt.date(2026, 6, 29)

        assert day in HolidaysOf("IT", "RM").in_year(2026)
        assert day not in HolidaysOf("IT").in_year(2026)

    @pytest.mark.parametrize("country", ["IT", "NZ"])
    def test_language_of_the_machine(
        self, monkeypatch: pytest.MonkeyPatch, country: str
    ) -> None:
        """The environment's language is never asked for."""
        listen = Mock(wraps=holidays.country_holidays)
        monkeypatch.setattr(holidays, "country_holidays", listen)

        HolidaysOf(country).in_year(1999)

        assert listen.call_args.kwargs["language"] == "en_US"

    @pytest.mark.parametrize(
        ("place", "name"),
        [(HolidaysOf("ZZ"), "'ZZ'"), (HolidaysOf("IT", "QQ"), "'IT-QQ'")],
    )
    def test_unknown(self, place: HolidaysOf, name: str) -> None:
        """A place without known holidays is refused with its name."""
        with pytest.raises(PolicyError) as caught:
            place.in_year(2026)

        assert str(caught.value) == (
            f"holidays: {name} has no known holidays; give an ISO 3166 "
            f"country such as 'IT' and a subdivision of it, or list the dates"
        )

    def test_package_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without the package the error says how to install it."""
        monkeypatch.setitem(sys.modules, "holidays", None)

        with pytest.raises(MissingExtraError) as caught:
            HolidaysOf("IT").in_year(1998)

        assert str(caught.value) == (
            "holidays of a country need the package holidays; pip install "
            "slapolicy[calendars]"
        )

    def test_package_not_needed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A closed day needs no holidays, nor does a calendar of dates."""
        monkeypatch.setitem(sys.modules, "holidays", None)
        calendar = WorkCalendar.of(
            {"mon": ["09:00-17:00"]}, national=[HolidaysOf("IT", "MI")]
        )

        assert calendar.shifts_on(dt.date(1997, 6, 3)) == ()
        assert DESK.shifts_on(dt.date(2026, 6, 2)) == ()


class TestAddHours:
    """Business time added to an instant."""

    @pytest.mark.parametrize(
        ("start", "hours", "expected"),
        [
            # One hour on Friday and three on Monday.
            ("2026-05-29 17:00", 4, "2026-06-01 12:00:00"),
            ("2026-05-30 10:00", 4, "2026-06-01 13:00:00"),
            # Tuesday 2 June is a holiday.
            ("2026-06-01 17:00", 2, "2026-06-03 10:00:00"),
            # At closing time it is over, not at the next opening.
            ("2026-06-05 17:00", 1, "2026-06-05 18:00:00"),
            ("2026-06-06 12:00", 0, "2026-06-06 12:00:00"),
            # 21 business days of eight hours.
            ("2026-06-01 00:00", 168, "2026-06-30 18:00:00"),
        ],
    )
    def test_forward(self, start: str, hours: int, expected: str) -> None:
        """The result is when so much open time has passed."""
        assert shown(DESK.add_hours(at(start), hours * HOUR)) == expected

    @pytest.mark.parametrize(
        ("end", "hours", "expected"),
        [
            ("2026-06-01 12:00", 4, "2026-05-29 17:00:00"),
            ("2026-06-03 10:00", 2, "2026-06-01 17:00:00"),
            ("2026-06-05 10:00", 1, "2026-06-05 09:00:00"),
            ("2026-06-06 12:00", 0, "2026-06-06 12:00:00"),
        ],
    )
    def test_back(self, end: str, hours: int, expected: str) -> None:
        """Going back, the result is from when so much open time passes."""
        found = DESK.add_hours(at(end), hours * HOUR, back=True)

        assert shown(found) == expected

    @pytest.mark.parametrize("back", [False, True])
    def test_never_open(self, *, back: bool) -> None:
        """A calendar that does not open is refused, not walked for ever."""
        with pytest.raises(PolicyError) as caught:
            CLOSED.add_hours(at("2026-06-01 12:00"), HOUR, back=back)

        assert str(caught.value) == (
            f"the calendar has no open time in the ten years "
            f"{'before' if back else 'after'} 2026-06-01T10:00:00Z; give it "
            f"hours"
        )


class TestAddDays:
    """Business days added to an instant."""

    @pytest.mark.parametrize(
        ("start", "count", "expected"),
        [
            ("2026-05-29 17:00", 2, "2026-06-03 17:00:00"),
            ("2026-05-30 10:00", 1, "2026-06-01 10:00:00"),
            ("2026-05-30 10:00", 2, "2026-06-03 10:00:00"),
            ("2026-06-06 10:00", 0, "2026-06-06 10:00:00"),
            # The clocks change in between; the wall time stays.
            ("2026-10-23 23:30", 1, "2026-10-26 23:30:00"),
        ],
    )
    def test_forward(self, start: str, count: int, expected: str) -> None:
        """Days count after the instant's own, at the same local time."""
        assert shown(DESK.add_days(at(start), count)) == expected

    @pytest.mark.parametrize(
        ("end", "count", "expected"),
        [
            ("2026-06-08 12:00", 1, "2026-06-05 12:00:00"),
            ("2026-06-07 12:00", 1, "2026-06-05 12:00:00"),
            ("2026-06-03 09:00", 2, "2026-05-29 09:00:00"),
        ],
    )
    def test_back(self, end: str, count: int, expected: str) -> None:
        """Going back, days count before the instant's own."""
        assert shown(DESK.add_days(at(end), count, back=True)) == expected

    @pytest.mark.parametrize("back", [False, True])
    def test_never_open(self, *, back: bool) -> None:
        """A calendar without business days is refused."""
        with pytest.raises(PolicyError) as caught:
            CLOSED.add_days(at("2026-06-01 12:00"), 1, back=back)

        assert str(caught.value) == (
            f"the calendar has no open time in the ten years "
            f"{'before' if back else 'after'} 2026-06-01; give it hours"
        )


class TestAddDaysFromPeriodEnd:
    """Business days after a period's last day."""

    @pytest.mark.parametrize(
        ("period", "count", "expected"),
        [
            ("2026-07", 5, "2026-08-08 00:00:00"),
            ("2026-06", 5, "2026-07-08 00:00:00"),
            ("2026-06", 0, "2026-07-01 00:00:00"),
            # The last day, a Friday, is not counted.
            ("2026-W23", 1, "2026-06-09 00:00:00"),
            ("2026-06-05", 1, "2026-06-09 00:00:00"),
        ],
    )
    def test_end_of_day(self, period: str, count: int, expected: str) -> None:
        """The last business day counts until it ends."""
        _, end = parse_label(period, ROME)

        assert shown(DESK.add_days_from_period_end(end, count)) == expected

    def test_another_zone(self) -> None:
        """Days are the calendar's: July in UTC ends on 1 August in Rome."""
        _, end = parse_label("2026-07", "UTC")

        found = DESK.add_days_from_period_end(end, 1)

        assert shown(found) == "2026-08-04 00:00:00"


class TestNextBusinessDay:
    """When the next business day opens."""

    @pytest.mark.parametrize(
        ("instant", "expected"),
        [
            ("2026-06-04 08:00", "2026-06-05 09:00:00"),
            ("2026-06-05 10:00", "2026-06-08 09:00:00"),
            ("2026-06-06 10:00", "2026-06-08 09:00:00"),
            ("2026-06-01 23:59", "2026-06-03 09:00:00"),
        ],
    )
    def test_opening(self, instant: str, expected: str) -> None:
        """It is the first opening after the instant's own day."""
        assert shown(DESK.next_business_day(at(instant))) == expected


class TestDaysTouched:
    """How many business days given time touches."""

    @pytest.mark.parametrize(
        ("pairs", "expected"),
        [
            # Thursday evening to Monday morning: Friday alone.
            ([("2026-06-04 18:00", "2026-06-08 09:00")], 1),
            ([("2026-06-04 17:59", "2026-06-08 09:01")], 3),
            # Twice on one day, and in the lunch break of another.
            (
                [
                    ("2026-06-04 09:00", "2026-06-04 09:01"),
                    ("2026-06-04 16:00", "2026-06-04 16:01"),
                    ("2026-06-05 13:00", "2026-06-05 14:00"),
                ],
                1,
            ),
            ([("2026-06-04 10:00", "2026-06-04 10:00")], 0),
            ([], 0),
        ],
    )
    def test_days(self, pairs: list[tuple[str, str]], expected: int) -> None:
        """A day counts once, if some of its open time is touched."""
        ticks = [(at(start), at(end)) for start, end in pairs]

        assert DESK.days_touched(ticks) == expected


class TestWindows:
    """Recurring hours within a span."""

    def test_across_midnight(self) -> None:
        """A window that began the day before reaches into the span."""
        found = windows(
            (),
            Shift.parse("22:00-06:00"),
            ROME,
            at("2026-06-10 00:00"),
            at("2026-06-11 23:00"),
        )

        assert told(found) == [
            "2026-06-09T22:00:00Z/2026-06-10T04:00:00Z",
            "2026-06-10T20:00:00Z/2026-06-11T04:00:00Z",
            "2026-06-11T20:00:00Z/2026-06-11T21:00:00Z",
        ]

    @pytest.mark.parametrize(
        ("day", "hours", "zone", "start", "end"),
        [
            # A gap at midnight moves its end into Saturday.
            (
                Weekday.THU,
                "23:50-23:45",
                "Asia/Pyongyang",
                "2018-05-04T15:05:00Z",
                "2018-05-04T15:10:00Z",
            ),
            # It began with Sunday, which then became Saturday again.
            (
                Weekday.SUN,
                "00:00-06:00",
                "America/St_Johns",
                "2006-10-29T02:40:00Z",
                "2006-10-29T02:50:00Z",
            ),
        ],
    )
    def test_while_another_day_shows(
        self, day: Weekday, hours: str, zone: str, start: str, end: str
    ) -> None:
        """A window counts also while the clock shows no day of its own."""
        found = windows((day,), Shift.parse(hours), zone, at(start), at(end))

        assert told(found) == [f"{start}/{end}"]

    def test_days_on_which_it_begins(self) -> None:
        """A Saturday's window ends on Sunday; Sunday's own does not begin."""
        found = windows(
            (Weekday.SAT,),
            Shift.parse("22:00-06:00"),
            "UTC",
            *parse_label("2026-W23", "UTC"),
        )

        assert told(found) == ["2026-06-06T22:00:00Z/2026-06-07T06:00:00Z"]

    @pytest.mark.parametrize(
        ("day", "hours"), [("2026-10-24", 9), ("2026-03-28", 7)]
    )
    def test_long_and_short_night(self, day: str, hours: int) -> None:
        """A night is an hour longer or shorter where the clocks change."""
        start, _ = parse_label(day, ROME)

        ((opening, closing),) = windows(
            (Weekday.SAT,),
            Shift.parse("22:00-06:00"),
            ROME,
            start,
            start + 40 * HOUR,
        )

        assert closing - opening == hours * HOUR

    def test_all_day(self) -> None:
        """Windows of 24 hours leave nothing out."""
        june = parse_label("2026-06", ROME)

        assert windows((), Shift.parse("05:00-05:00"), ROME, *june) == (june,)

    def test_skipped_day(self) -> None:
        """On a day that the zone skipped no window begins."""
        span = parse_label("2011-12-28/2012-01-02", "Pacific/Apia")

        found = windows(
            (Weekday.FRI,), Shift.parse("02:00-04:00"), "Pacific/Apia", *span
        )

        assert found == ()
