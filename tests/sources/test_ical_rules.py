"""Rules of calendars: what they give, and how far they are looked for."""

import contextlib
import datetime as dt
import re

from collections.abc import Iterator

import pytest

from dateutil.rrule import (  # type: ignore[import-untyped]  # has no types
    rrulestr,
)
from hypothesis import given
from hypothesis import strategies as st
from icalendar.prop import vRecur

from slapolicy.errors import AmountError
from slapolicy.sources._ical_rules import Rule, rule_of


START = dt.datetime(2026, 3, 22, 1, 30)
# The other library looks as far as the year 9999: it begins shortly before.
STARTS = st.datetimes(dt.datetime(9985, 1, 1), dt.datetime(9990, 12, 31)).map(
    lambda at: at.replace(microsecond=0)
)
WEEKDAYS = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])


def listed(
    values: "st.SearchStrategy[int] | st.SearchStrategy[str]", most: int = 8
) -> "st.SearchStrategy[str]":
    """Draw values, as a rule lists them."""
    drawn = st.lists(values.map(str), min_size=1, max_size=most)
    return drawn.map(",".join)


def either(low: int, high: int) -> "st.SearchStrategy[int]":
    """Draw a number, or one that counts from the end."""
    return st.integers(low, high) | st.integers(-high, -low)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Draw a rule that both libraries read in the same way."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    numbered = st.builds(
        "{:+}{}".format, st.sampled_from([1, 2, 5, -1, -2]), WEEKDAYS
    )
    parts = {
        "INTERVAL": st.integers(1, 9).map(str),
        "COUNT": st.integers(0, 40).map(str) | st.just("-1"),
        "WKST": WEEKDAYS,
        "BYMONTH": listed(st.integers(1, 12)),
        # Of the last week of the year before it is wrong in some years.
        "BYWEEKNO": listed(st.integers(1, 51), 30),
        "BYYEARDAY": listed(either(1, 366), 60),
        "BYMONTHDAY": listed(either(1, 31)),
        "BYDAY": listed(WEEKDAYS) | listed(numbered),
        "BYHOUR": listed(st.integers(0, 23)),
    }
    if frequency != "WEEKLY":
        # In the first week the other one counts from its start.
        parts["BYSETPOS"] = listed(either(1, 5), 3)
    kept = draw(st.sets(st.sampled_from(sorted(parts)), max_size=4))
    said = [f"{key}={draw(parts[key])}" for key in sorted(kept)]
    return ";".join([f"FREQ={frequency}", *said])


def rule(text: str, start: dt.datetime = START) -> Rule:
    """Return the rule that a text says."""
    return rule_of(vRecur.from_ical(text), start)


def walked(
    text: str,
    low: dt.datetime,
    high: dt.datetime,
    start: dt.datetime = START,
) -> list[dt.datetime]:
    """Return when a rule comes in a span."""
    return [
        time
        for _, times in rule(text, start).walk(low, high)
        for time in times
    ]


def theirs(
    text: str, start: dt.datetime, high: dt.datetime
) -> Iterator[dt.datetime]:
    """Yield when a rule comes, as another library has it."""
    # It takes no negative count.
    text = re.sub("COUNT=-1;?", "", text).removesuffix(";")
    # At the end of the year 9999 it may stumble.
    with contextlib.suppress(ValueError):
        for one in rrulestr(text, dtstart=start):
            if one > high:
                return
            yield one


class TestWalk:
    """When a rule comes."""

    @given(
        rules(),
        STARTS,
        st.timedeltas(dt.timedelta(days=-400), dt.timedelta(days=1_500)),
        st.timedeltas(dt.timedelta(0), dt.timedelta(days=800)),
    )
    def test_as_another_library_has_it(
        self,
        text: str,
        start: dt.datetime,
        later: dt.timedelta,
        length: dt.timedelta,
    ) -> None:
        """It comes when dateutil has it come, which looks to the end."""
        low, high = start + later, start + later + length
        known = [one for one in theirs(text, start, high) if low <= one]

        assert known == walked(text, low, high, start)

    @given(
        st.sets(either(1, 53), min_size=1, max_size=20),
        st.dates(dt.date(1971, 1, 1), dt.date(9990, 1, 1)),
    )
    def test_weeks_of_a_year(self, weeks: set[int], first: dt.date) -> None:
        """They are those of ISO 8601, counted from the end too."""
        days = [first + dt.timedelta(days=number) for number in range(400)]
        start = dt.datetime.combine(first, dt.time())

        assert [
            day
            for day in days
            for year, week, _ in (day.isocalendar(),)
            for last in (dt.date(year, 12, 28).isocalendar().week,)
            if {week, week - last - 1} & weeks
        ] == [
            one.date()
            for one in walked(
                f"FREQ=YEARLY;BYWEEKNO={','.join(map(str, weeks))}",
                start,
                start + dt.timedelta(days=399),
                start,
            )
        ]

    def test_weekdays_with_and_without_a_number(self) -> None:
        """One is enough (RFC 5545)."""
        assert [2, 3, 9, 16, 23, 30] == [
            one.day
            for one in walked(
                "FREQ=MONTHLY;BYDAY=MO,1TU",
                dt.datetime(2026, 11, 1),
                dt.datetime(2026, 12, 1),
            )
        ]

    def test_last_week_from_the_end(self) -> None:
        """The first days of January are of the last week of a year."""
        assert [28, 29, 30, 31, 1, 2, 3] == [
            one.day
            for one in walked(
                "FREQ=YEARLY;BYWEEKNO=-1",
                dt.datetime(2026, 12, 1),
                dt.datetime(2027, 2, 1),
            )
        ]

    def test_positions_in_a_week(self) -> None:
        """The first week counts from where it begins."""
        assert [27] == [
            one.day
            for one in walked(
                "FREQ=WEEKLY;BYDAY=SU,FR;BYSETPOS=1",
                START,
                dt.datetime(2026, 4, 1),
            )
        ]

    def test_month_that_is_none(self) -> None:
        """It never comes."""
        far = dt.datetime(2126, 1, 1)

        assert [] == walked("FREQ=YEARLY;BYMONTH=13", START, far)


class TestSteps:
    """How far a rule is looked for."""

    @pytest.mark.parametrize(
        ("text", "most"),
        [
            ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 29),
            ("FREQ=YEARLY;BYDAY=53MO", 366),
            ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", 2 * 32),
            ("FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30", 6 * 8),
            ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", 32 * 2),
            ("FREQ=DAILY;INTERVAL=7;BYDAY=MO", 5 * 2),
            ("FREQ=DAILY;INTERVAL=2000000000", 3),
        ],
    )
    def test_of_one_that_never_comes(self, text: str, most: int) -> None:
        """They are as many as there are days from its span's first to last."""
        low, high = dt.datetime(2027, 3, 1), dt.datetime(2027, 4, 1)
        steps = [number for number, _ in rule(text).walk(low, high)]

        assert [] == walked(text, low, high)
        assert sum(steps) <= most

    def test_of_times_in_a_day(self) -> None:
        """Each time is a step."""
        hours = ",".join(map(str, range(24)))
        (step,) = rule(f"FREQ=DAILY;BYHOUR={hours}").walk(START, START)

        assert 2 + 24 == step[0]

    def test_end_with_the_last_that_is_counted(self) -> None:
        """Nothing is looked for behind it."""
        far = dt.datetime(9999, 1, 1)

        assert 3 == len([*rule("FREQ=DAILY;COUNT=3").walk(START, far)])


class TestParts:
    """What a rule says."""

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("FREQ=HOURLY", "recurs more often than daily"),
            ("FREQ=DAILY;BYSECOND=1", "recurs more often than daily"),
            (
                "INTERVAL=2",
                "recurs at no frequency; write one, such as FREQ=WEEKLY",
            ),
            ("FREQ=DAILY;INTERVAL=0", "recurs at no interval"),
            (
                "FREQ=YEARLY;BYEASTER=1",
                '"BYEASTER" is no part that is read; leave it out',
            ),
        ],
    )
    def test_that_are_refused(self, text: str, fault: str) -> None:
        """It is told what is wrong."""
        with pytest.raises(AmountError) as caught:
            rule(text)
        assert fault == str(caught.value)

    def test_weekday_that_is_none(self) -> None:
        """So it is where the parser takes what is none."""
        with pytest.raises(AmountError) as caught:
            rule_of({"FREQ": ["WEEKLY"], "BYDAY": ["XX"]}, START)
        assert '"XX" is no weekday; write it in the form 2SU' == str(
            caught.value
        )
