"""Open time that takes years to pass."""

import datetime as dt

import pytest

from slapolicy import PolicyError, WorkCalendar
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


@pytest.mark.parametrize("days", [1, 40, 400])
@pytest.mark.parametrize("back", [False, True])
def test_always_open_days(days: int, *, back: bool) -> None:
    """So are days."""
    found = ALWAYS.add_days(instant(START), days, back=back)
    assert instant(shifted(dt.timedelta(days=days), back=back)) == found


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
