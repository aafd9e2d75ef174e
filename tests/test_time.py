"""Instants as integers, and the edge to pendulum."""

import datetime as dt
import pickle

from zoneinfo import ZoneInfo

import pendulum
import pytest

from slapolicy import _time
from slapolicy._override import override
from slapolicy.errors import AmountError


ROME = ZoneInfo("Europe/Rome")
MIDNIGHT = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
MIDNIGHT_TICKS = 1_790_812_800_000_000
HOUR = _time.HOUR


class Shapeless(dt.tzinfo):
    """A zone that does not know its offset."""

    @override
    def utcoffset(self, _: dt.datetime | None) -> None:
        """Return that it is not known."""

    @override
    def dst(self, _: dt.datetime | None) -> None:
        """Return that it is not known."""

    @override
    def tzname(self, _: dt.datetime | None) -> None:
        """Return that it has none."""


# Ways to write the first of October 2026, 00:00 UTC.
WRITTEN = [
    MIDNIGHT,
    MIDNIGHT.astimezone(ROME),
    MIDNIGHT.astimezone(dt.timezone(dt.timedelta(hours=-7))),
    MIDNIGHT.replace(tzinfo=pendulum.UTC),
    pendulum.datetime(2026, 10, 1),
    pendulum.datetime(2026, 10, 1, 2, tz="Europe/Rome"),
    pendulum.DateTime(2026, 10, 1, 2, tzinfo=ROME),
    pendulum.DateTime(2026, 10, 1, 2, tzinfo=pendulum.FixedTimezone(7200)),
]


class TestToInstant:
    """`to_instant`."""

    @pytest.mark.parametrize("value", WRITTEN, ids=repr)
    def test_keeps_the_instant(self, value: dt.datetime) -> None:
        """However an instant is written, it is the same one in UTC."""
        instant = _time.to_instant(value)

        assert pendulum.datetime(2026, 10, 1) == instant
        assert type(instant) is pendulum.DateTime
        assert pendulum.UTC is instant.tzinfo

    def test_knows_it_after_pickling(self) -> None:
        """An instant that was pickled is an instant still."""
        instant = pickle.loads(pickle.dumps(_time.from_ticks(0)))

        assert instant is _time.to_instant(instant)

    def test_leaves_what_is_one(self) -> None:
        """An instant in UTC is not built anew."""
        instant = _time.from_ticks(0)

        assert instant is _time.to_instant(instant)

    @pytest.mark.parametrize(
        ("fold", "hour"), [(0, 0), (1, 1)], ids=["earlier", "later"]
    )
    def test_reads_the_fold(self, fold: int, hour: int) -> None:
        """In the hour that exists twice the fold says which is meant."""
        value = dt.datetime(2026, 10, 25, 2, 30, tzinfo=ROME, fold=fold)

        assert pendulum.datetime(2026, 10, 25, hour, 30) == (
            _time.to_instant(value)
        )


@pytest.mark.parametrize("read", [_time.to_instant, _time.to_ticks])
class TestRefusedInstants:
    """What neither `to_instant` nor `to_ticks` takes."""

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            (
                dt.datetime(2026, 10, 1),
                (
                    "datetime.datetime(2026, 10, 1, 0, 0) has no offset; "
                    "give an aware datetime"
                ),
            ),
            (
                pendulum.DateTime(2026, 10, 1),
                (
                    "DateTime(2026, 10, 1, 0, 0, 0) has no offset; "
                    "give an aware datetime"
                ),
            ),
            (
                dt.datetime(2026, 3, 29, 2, 30, tzinfo=ROME),
                (
                    "2026-03-29T02:30:00 does not exist in Europe/Rome: "
                    "the clocks were put forward over it"
                ),
            ),
            (
                pendulum.DateTime(
                    2026,
                    3,
                    29,
                    2,
                    30,
                    tzinfo=pendulum.timezone("Europe/Rome"),
                    fold=1,
                ),
                (
                    "2026-03-29T02:30:00 does not exist in Europe/Rome: "
                    "the clocks were put forward over it"
                ),
            ),
            (
                dt.datetime.max.replace(
                    tzinfo=dt.timezone(dt.timedelta(hours=-1))
                ),
                (
                    "datetime.datetime(9999, 12, 31, 23, 59, 59, 999999, "
                    "tzinfo=datetime.timezone(datetime.timedelta(days=-1, "
                    "seconds=82800))) lies outside the years 1 to 9999 in UTC"
                ),
            ),
            (
                dt.date(2026, 10, 1),
                (
                    "datetime.date(2026, 10, 1) is no instant; "
                    "give an aware datetime"
                ),
            ),
            ("now", "'now' is no instant; give an aware datetime"),
        ],
        ids=["naive", "ours", "gap", "late", "beyond", "date", "text"],
    )
    def test_are_refused_with_a_reason(
        self, read: type, value: object, message: str
    ) -> None:
        """The error names the value and what to give instead."""
        with pytest.raises(AmountError) as caught:
            read(value)

        assert message == str(caught.value)

    def test_include_zones_without_an_offset(self, read: type) -> None:
        """A tzinfo alone does not make an instant."""
        with pytest.raises(AmountError, match="has no offset"):
            read(dt.datetime(2026, 10, 1, tzinfo=Shapeless()))


class TestTicks:
    """`ticks`, `to_ticks` and `from_ticks`."""

    @pytest.mark.parametrize("value", WRITTEN, ids=repr)
    def test_counts_from_the_epoch(self, value: dt.datetime) -> None:
        """However an instant is written, it has one number."""
        assert MIDNIGHT_TICKS == _time.ticks(value)
        assert MIDNIGHT_TICKS == _time.to_ticks(value)

    @pytest.mark.parametrize(
        ("instant", "value"),
        [
            (0, dt.datetime(1970, 1, 1, tzinfo=dt.UTC)),
            (-1, dt.datetime(1969, 12, 31, 23, 59, 59, 999_999, dt.UTC)),
            (_time.FIRST, dt.datetime.min.replace(tzinfo=dt.UTC)),
            (_time.LAST, dt.datetime.max.replace(tzinfo=dt.UTC)),
        ],
        ids=["epoch", "before", "first", "last"],
    )
    def test_is_exact_at_the_edges(
        self, instant: int, value: dt.datetime
    ) -> None:
        """Before the epoch and at both ends no microsecond is lost."""
        assert instant == _time.ticks(value)
        assert value == _time.from_ticks(instant)

    def test_from_ticks_is_a_date_time_in_utc(self) -> None:
        """What people get is pendulum's, in pendulum's UTC."""
        instant = _time.from_ticks(0)

        assert type(instant) is pendulum.DateTime
        assert pendulum.UTC is instant.tzinfo

    @pytest.mark.parametrize(
        "instant",
        [_time.FIRST - 1, _time.LAST + 1, 10**30],
        ids=["before", "after", "far"],
    )
    def test_beyond_the_calendar_there_is_none(self, instant: int) -> None:
        """An instant that no datetime can name is refused."""
        with pytest.raises(AmountError) as caught:
            _time.from_ticks(instant)

        assert (f"{instant} us lie outside the years 1 to 9999 in UTC") == str(
            caught.value
        )


class TestInterval:
    """`interval`."""

    def test_lies_between_two_instants(self) -> None:
        """It is pendulum's, in UTC, with the ends it was given."""
        made = _time.interval(0, HOUR)

        assert (
            pendulum.interval(
                pendulum.datetime(1970, 1, 1), pendulum.datetime(1970, 1, 1, 1)
            )
            == made
        )


class TestLengths:
    """`to_length` and `length_ticks`."""

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (dt.timedelta(days=-1, microseconds=1), 1 - 24 * HOUR),
            (pendulum.duration(days=1, hours=-2), 22 * HOUR),
            (pendulum.duration(hours=-1), -HOUR),
            (_time.interval(0, 90 * 24 * HOUR), 90 * 24 * HOUR),
        ],
        ids=["timedelta", "duration", "negative", "interval"],
    )
    def test_are_exact_and_plain(
        self, value: dt.timedelta, expected: int
    ) -> None:
        """Whatever says a length, a plain `timedelta` comes out."""
        length = _time.to_length(value)

        assert type(length) is dt.timedelta
        assert dt.timedelta(microseconds=expected) == length
        assert expected == _time.length_ticks(value)

    def test_a_plain_one_stays(self) -> None:
        """A `timedelta` is not built anew."""
        length = dt.timedelta(hours=2)

        assert length is _time.to_length(length)

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            (
                pendulum.duration(months=1),
                (
                    "Duration(months=1) has no exact length; give days or hours, "
                    "or a calendar length"
                ),
            ),
            (
                pendulum.duration(years=1),
                (
                    "Duration(years=1) has no exact length; give days or hours, "
                    "or a calendar length"
                ),
            ),
            (3600, "3600 is no length; give a timedelta"),
        ],
        ids=["months", "years", "number"],
    )
    def test_without_an_exact_length_are_refused(
        self, value: object, message: str
    ) -> None:
        """A month of pendulum is not taken for 30 days."""
        with pytest.raises(AmountError) as caught:
            _time.to_length(value)

        assert message == str(caught.value)


class TestZone:
    """`zone`."""

    def test_is_found_by_name(self) -> None:
        """A name of the IANA database gives its zone."""
        assert "Europe/Rome" == str(_time.zone("Europe/Rome"))

    @pytest.mark.parametrize(
        "name", ["Mars/Olympus", "", "../UTC", "Europe", "local"]
    )
    def test_others_are_refused(self, name: str) -> None:
        """A name that is none says so, and what one looks like."""
        with pytest.raises(AmountError) as caught:
            _time.zone(name)

        assert (
            f"timezone: {name!r} is not in the IANA database; "
            f"give a name such as 'Europe/Rome'"
        ) == str(caught.value)


class TestLocal:
    """`local` and `with_offset`."""

    def test_is_the_wall_time(self) -> None:
        """Midnight in UTC is two o'clock in Rome, without a zone."""
        assert dt.datetime(2026, 10, 1, 2) == (
            _time.local(MIDNIGHT_TICKS, "Europe/Rome")
        )

    def test_with_its_offset_it_is_text(self) -> None:
        """The same wall time with the offset it had."""
        assert "2026-10-01T02:00:00+02:00" == (
            _time.with_offset(MIDNIGHT_TICKS, "Europe/Rome")
        )

    @pytest.mark.parametrize("show", [_time.local, _time.with_offset])
    def test_may_leave_the_calendar(self, show: type) -> None:
        """An instant that has no wall time in a zone is refused."""
        with pytest.raises(AmountError) as caught:
            show(_time.LAST, "Europe/Rome")

        assert (
            "9999-12-31T23:59:59.999999Z lies outside the years 1 to 9999 "
            "in Europe/Rome"
        ) == str(caught.value)


class TestOffsets:
    """`offsets`: the instants that a wall time stands for."""

    def test_is_one_as_a_rule(self) -> None:
        """A wall time names one instant."""
        assert (MIDNIGHT_TICKS,) == _time.offsets(
            dt.datetime(2026, 10, 1, 2), "Europe/Rome"
        )

    def test_is_none_in_a_gap(self) -> None:
        """The hour that is skipped names none."""
        assert () == _time.offsets(
            dt.datetime(2026, 3, 29, 2, 30), "Europe/Rome"
        )

    def test_is_two_in_a_fold(self) -> None:
        """The hour that exists twice names two, the earlier first."""
        first, second = _time.offsets(
            dt.datetime(2026, 10, 25, 2, 30), "Europe/Rome"
        )

        assert "2026-10-25T00:30:00Z" == _time.iso(first)
        assert HOUR == second - first

    def test_may_be_half_an_hour_apart(self) -> None:
        """Lord Howe puts its clocks back by thirty minutes."""
        first, second = _time.offsets(
            dt.datetime(2026, 4, 5, 1, 45), "Australia/Lord_Howe"
        )

        assert HOUR // 2 == second - first

    def test_may_skip_a_day(self) -> None:
        """Samoa had no 30 December 2011."""
        assert () == _time.offsets(
            dt.datetime(2011, 12, 30, 12), "Pacific/Apia"
        )


class TestResolve:
    """`resolve` and `midnight`: recurring local times."""

    @pytest.mark.parametrize(
        ("wall", "zone", "expected"),
        [
            (
                dt.datetime(2026, 3, 29, 2, 30),
                "Europe/Rome",
                "2026-03-29T03:30:00+02:00",
            ),
            (
                dt.datetime(2026, 10, 25, 2, 30),
                "Europe/Rome",
                "2026-10-25T02:30:00+02:00",
            ),
            (
                dt.datetime(2026, 10, 25, 2, 30, fold=1),
                "Europe/Rome",
                "2026-10-25T02:30:00+02:00",
            ),
            (
                dt.datetime(2026, 10, 4, 2, 10),
                "Australia/Lord_Howe",
                "2026-10-04T02:40:00+11:00",
            ),
            (
                dt.datetime(2011, 12, 30, 12),
                "Pacific/Apia",
                "2011-12-31T12:00:00+14:00",
            ),
        ],
        ids=["gap", "fold", "late", "half", "day"],
    )
    def test_always_has_an_answer(
        self, wall: dt.datetime, zone: str, expected: str
    ) -> None:
        """A gap moves it forward, of two it is the earlier."""
        assert expected == _time.with_offset(_time.resolve(wall, zone), zone)

    def test_a_day_begins_at_midnight(self) -> None:
        """As a rule a local day begins at 00:00."""
        assert MIDNIGHT_TICKS - 2 * HOUR == _time.midnight(
            dt.date(2026, 10, 1), "Europe/Rome"
        )

    def test_a_day_may_begin_later(self) -> None:
        """Where midnight is skipped, the day begins after the gap."""
        begins = _time.midnight(dt.date(2018, 11, 4), "America/Sao_Paulo")

        assert "2018-11-04T01:00:00-02:00" == _time.with_offset(
            begins, "America/Sao_Paulo"
        )


class TestParseInstant:
    """`parse_instant`."""

    @pytest.mark.parametrize(
        "text",
        [
            "2026-10-01T00:00:00Z",
            "2026-10-01T00:00Z",
            "2026-10-01 02:00:00.000000+02:00",
            "2026-09-30T17:00:00.0-07:00",
        ],
    )
    def test_reads_rfc_3339(self, text: str) -> None:
        """To the minute or finer, with any offset."""
        instant = _time.parse_instant(text)

        assert MIDNIGHT_TICKS == _time.ticks(instant)
        assert pendulum.UTC is instant.tzinfo

    def test_reads_local_times(self) -> None:
        """Without an offset it is read in the zone that is given."""
        instant = _time.parse_instant("2026-10-01 02:00", "Europe/Rome")

        assert MIDNIGHT_TICKS == _time.ticks(instant)

    def test_an_offset_beats_the_zone(self) -> None:
        """With an offset the zone does not matter."""
        instant = _time.parse_instant("2026-10-01 00:00Z", "Europe/Rome")

        assert MIDNIGHT_TICKS == _time.ticks(instant)

    @pytest.mark.parametrize(
        ("text", "zone", "message"),
        [
            (
                "tomorrow",
                None,
                (
                    "'tomorrow' is no instant; "
                    "write it as 2026-10-03T02:00:00+02:00"
                ),
            ),
            (
                "2026-10-01",
                "UTC",
                (
                    "'2026-10-01' is no instant; "
                    "write it as 2026-10-03T02:00:00+02:00"
                ),
            ),
            (
                "2026-02-30T00:00Z",
                None,
                (
                    "'2026-02-30T00:00Z' is no instant: "
                    "day is out of range for month"
                ),
            ),
            (
                "2026-10-01T00:00",
                None,
                (
                    "'2026-10-01T00:00' has no offset; add one, such as +02:00, "
                    "or give the record a timezone"
                ),
            ),
            (
                "2026-03-29 02:30",
                "Europe/Rome",
                (
                    "'2026-03-29 02:30' does not exist in Europe/Rome: the "
                    "clocks were put forward over it; write "
                    "2026-03-29T01:30:00+01:00 or 2026-03-29T03:30:00+02:00"
                ),
            ),
            (
                "2026-10-25 02:30",
                "Europe/Rome",
                (
                    "'2026-10-25 02:30' exists twice in Europe/Rome; write "
                    "2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00"
                ),
            ),
            (
                "2026-10-01 00:00",
                "Mars/Olympus",
                (
                    "timezone: 'Mars/Olympus' is not in the IANA database; "
                    "give a name such as 'Europe/Rome'"
                ),
            ),
            (
                "0001-01-01T00:00:00+01:00",
                None,
                (
                    "datetime.datetime(1, 1, 1, 0, 0, tzinfo=datetime.timezone("
                    "datetime.timedelta(seconds=3600))) lies outside the years "
                    "1 to 9999 in UTC"
                ),
            ),
            (
                "9999-12-31 23:30",
                "America/New_York",
                "253402317000000000 us lie outside the years 1 to 9999 in UTC",
            ),
        ],
        ids=[
            "text",
            "date",
            "impossible",
            "naive",
            "gap",
            "fold",
            "zone",
            "first",
            "last",
        ],
    )
    def test_refuses_with_a_reason(
        self, text: str, zone: str | None, message: str
    ) -> None:
        """The error says what is wrong and what could be meant."""
        with pytest.raises(AmountError) as caught:
            _time.parse_instant(text, zone)

        assert message == str(caught.value)


class TestIso:
    """`iso`."""

    @pytest.mark.parametrize(
        ("instant", "text"),
        [
            (0, "1970-01-01T00:00:00Z"),
            (1, "1970-01-01T00:00:00.000001Z"),
            (MIDNIGHT_TICKS, "2026-10-01T00:00:00Z"),
            (_time.FIRST, "0001-01-01T00:00:00Z"),
        ],
    )
    def test_writes_utc(self, instant: int, text: str) -> None:
        """A fraction stands only where there is one."""
        assert text == _time.iso(instant)
