"""Open time that takes years to pass."""

import datetime as dt

from typing import final

import attrs
import pytest

from slapolicy import PolicyError, WorkCalendar
from slapolicy._hours import Shift, Shifts
from slapolicy._open_time import day_after, hours_added, next_opening
from slapolicy.errors import messages


DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALWAYS = WorkCalendar.of(
    {day: ["00:00-24:00"] for day in DAYS}, timezone="UTC"
)
NEVER = WorkCalendar.of({"mon": []}, timezone="UTC")
START = dt.datetime(2026, 12, 15, tzinfo=dt.UTC)
HOUR = 3_600_000_000


def instant(of: dt.datetime) -> int:
    """Return microseconds since the epoch."""
    return int(of.timestamp()) * 1_000_000


def shifted(by: dt.timedelta, *, back: bool) -> dt.datetime:
    """Return the instant so much before or after the start."""
    return START - by if back else START + by


@pytest.mark.parametrize("hours", [1, 700, 1_500, 9_000, 30_000])
@pytest.mark.parametrize("back", [False, True])
def test_always_open(hours: int, *, back: bool) -> None:
    """Where every hour is open, open hours are hours, both ways."""
    found = ALWAYS.add_hours(instant(START), hours * HOUR, back=back)
    assert instant(shifted(dt.timedelta(hours=hours), back=back)) == found


@pytest.mark.parametrize("back", [False, True])
def test_always_open_days(*, back: bool) -> None:
    """So are days: those that end a month or a year, too."""
    for days in range(1, 800):
        found = ALWAYS.add_days(instant(START), days, back=back)
        assert instant(shifted(dt.timedelta(days=days), back=back)) == found


@pytest.mark.parametrize(
    ("since", "back"),
    [(dt.date(9998, 12, 15), False), (dt.date(2, 1, 15), True)],
)
def test_up_to_the_last_years(since: dt.date, *, back: bool) -> None:
    """The first and the last year there are have days as any other."""
    by = dt.timedelta(days=-60 if back else 60)
    assert since + by == day_after(ALWAYS, since, 60, back=back)


@pytest.mark.parametrize("back", [False, True])
def test_never_open(*, back: bool) -> None:
    """Whoever waits for a closed desk is told so."""
    with pytest.raises(PolicyError) as caught:
        NEVER.add_days(instant(START), 1, back=back)
    assert ["2026-12-15" in one for one in messages(caught.value)] == [True]
    with pytest.raises(PolicyError) as caught:
        NEVER.add_hours(instant(START), HOUR, back=back)
    assert ["2026-12-15" in one for one in messages(caught.value)] == [True]


def test_never_opens_again() -> None:
    """Nor does it on the next business day."""
    with pytest.raises(PolicyError) as caught:
        NEVER.next_business_day(instant(START))
    (message,) = messages(caught.value)
    assert message == (
        "the calendar has no open time in the ten years after 2026-12-15; "
        "give it hours"
    )


@final
@attrs.frozen
class Rare:
    """A desk that is open on some days of all time, for an hour."""

    days: frozenset[dt.date]
    zone: str = "UTC"

    def shifts_on(self, day: dt.date) -> Shifts:
        """Return the hour of a day on which it opens."""
        return (Shift(9 * 60, 10 * 60),) if day in self.days else ()


JUNE = dt.date(2026, 6, 15)


def months(*numbers: int) -> list[dt.date]:
    """Return the 15th of the months so many after June 2026, or before."""
    return [
        dt.date(2026 + (5 + one) // 12, (5 + one) % 12 + 1, 15)
        for one in numbers
    ]


def opening(*days: dt.date) -> Rare:
    """Return a desk that opens on these days."""
    return Rare(frozenset(days))


@pytest.mark.parametrize("sign", [1, -1])
class TestPatience:
    """How long somebody waits for open time: ten years."""

    def test_ten_years_later(self, sign: int) -> None:
        """It is looked for in all months that begin within them."""
        (late,) = months(121 * sign)
        back = sign < 0
        assert late == day_after(opening(late), JUNE, 1, back=back)

    def test_beyond(self, sign: int) -> None:
        """A month later nobody looks for it."""
        side = "after" if sign > 0 else "before"
        with pytest.raises(PolicyError) as caught:
            day_after(opening(*months(122 * sign)), JUNE, 1, back=sign < 0)
        (message,) = messages(caught.value)
        assert message == (
            f"the calendar has no open time in the ten years {side} "
            f"2026-06-15; give it hours"
        )

    def test_begins_again(self, sign: int) -> None:
        """Each opening gives hope for ten years more."""
        days = months(1 * sign, 122 * sign)
        found = day_after(opening(*days), JUNE, 2, back=sign < 0)
        assert days[-1] == found


@pytest.mark.parametrize("sign", [1, -1])
class TestLifetime:
    """How long open time is added up: thirty years."""

    YEARLY = range(12, 349, 12)

    def test_in_thirty_years(self, sign: int) -> None:
        """An hour a year, and one in the last month of all."""
        days = months(*(one * sign for one in (*self.YEARLY, 360)))
        desk, back = opening(*days), sign < 0
        assert days[-1] == day_after(desk, JUNE, len(days), back=back)
        end = dt.datetime.combine(
            days[-1], dt.time(9 if back else 10), tzinfo=dt.UTC
        )
        start = dt.datetime.combine(JUNE, dt.time(), tzinfo=dt.UTC)
        assert instant(end) == hours_added(
            desk, instant(start), len(days) * HOUR, back=back
        )

    def test_beyond(self, sign: int) -> None:
        """A month later it is too late; the message says in which years."""
        days = months(*(one * sign for one in (*self.YEARLY, 361)))
        side = "after" if sign > 0 else "before"
        with pytest.raises(PolicyError) as caught:
            day_after(opening(*days), JUNE, len(days), back=sign < 0)
        (message,) = messages(caught.value)
        assert message == (
            f"the calendar has too little open time in the thirty years "
            f"{side} 2026-06-15; give it hours"
        )


def test_next_opening_within_ten_years() -> None:
    """The month itself and ten years of them are looked at."""
    (last, beyond) = months(120, 121)
    noon = dt.datetime.combine(last, dt.time(9), tzinfo=dt.UTC)
    assert instant(noon) == next_opening(opening(last), JUNE)
    with pytest.raises(PolicyError):
        next_opening(opening(beyond), JUNE)
