"""
Days on which clocks change, and plain readings of them.

What stands here uses the standard library alone, so that laws about periods
and calendars have oracles that share no code with them.
"""

import datetime as dt

from zoneinfo import ZoneInfo

from hypothesis import strategies as st


MICROSECOND = dt.timedelta(microseconds=1)
MINUTE = 60_000_000
DAY = 24 * 60 * MINUTE

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

# A zone, and a day close to a change of its clocks or date.
CHANGES = [
    ("UTC", dt.date(2026, 6, 15)),
    ("Europe/Rome", dt.date(2026, 3, 29)),
    ("Europe/Rome", dt.date(2026, 10, 25)),
    # Half an hour.
    ("Australia/Lord_Howe", dt.date(2026, 4, 5)),
    ("Australia/Lord_Howe", dt.date(2025, 10, 5)),
    # A midnight that does not exist, one that comes twice.
    ("America/Sao_Paulo", dt.date(2018, 11, 4)),
    ("America/Sao_Paulo", dt.date(2018, 2, 18)),
    ("Africa/Cairo", dt.date(2024, 4, 26)),
    ("Africa/Cairo", dt.date(2024, 10, 31)),
    ("America/Havana", dt.date(2024, 3, 10)),
    ("America/Havana", dt.date(2023, 11, 5)),
    # One minute after midnight, back into the day before.
    ("America/St_Johns", dt.date(2006, 10, 29)),
    # Around midnight, forward.
    ("Asia/Pyongyang", dt.date(2018, 5, 4)),
    ("America/Toronto", dt.date(1919, 3, 30)),
    # A whole day skipped.
    ("Pacific/Apia", dt.date(2011, 12, 30)),
]

changes = st.sampled_from(CHANGES)


def instant(value: dt.datetime) -> int:
    """Return an aware datetime as microseconds since the epoch."""
    return (value.astimezone(dt.UTC) - EPOCH) // MICROSECOND


def wall_instant(day: dt.date, minutes: int, zone: str) -> int:
    """
    Return the instant of a minute of a local day.

    Python reads a wall time with ``fold=0``: before a gap, and the earlier
    of two.
    """
    wall = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minutes)
    return instant(wall.replace(tzinfo=ZoneInfo(zone), fold=0))


def wall(ticks: int, zone: str) -> dt.datetime:
    """Return what a zone's clock shows at an instant."""
    shown = (EPOCH + ticks * MICROSECOND).astimezone(ZoneInfo(zone))
    return shown.replace(tzinfo=None)
