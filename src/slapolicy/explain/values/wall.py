"""What the clock on a wall shows, and where it shows it twice."""

import datetime as dt
import functools

from slapolicy import _time
from slapolicy.errors import AmountError


def on_the_wall(instant: int, name: str) -> tuple[int, int, str | None]:
    """
    Return what a wall clock in a zone shows.

    >>> on_the_wall(26 * 3_600_000_000 + 5, "UTC")
    (1, 7200000005, None)

    Args:
        instant: Microseconds since the epoch, UTC.

        name: An IANA zone.

    Returns:
        The days since the epoch; the time of day, in microseconds; and the
        offset, where that time exists twice.
    """
    change = _change(instant // _time.DAY, name)
    if change is not None:
        before, after, at = change
        # What the clocks go back by, they show twice.
        if not at - before + after <= instant < at + before - after:
            wall = instant + (before if instant < at else after)
            return wall // _time.DAY, wall % _time.DAY, None
    aware = _time.in_zone(instant, name)
    # A wall time that exists has two offsets only if it exists twice.
    other = aware.replace(fold=1 - aware.fold)
    is_plain = other.utcoffset() == aware.utcoffset()
    wall = _time.ticks(aware.replace(tzinfo=dt.UTC))
    return *divmod(wall, _time.DAY), None if is_plain else aware.isoformat()[
        -6:
    ]


def steady_offset(start: int, end: int, name: str) -> int | None:
    """
    Return a zone's offset all through a span of up to a day or two.

    Args:
        start: Microseconds since the epoch, UTC.

        end: Microseconds since the epoch, UTC, not before it.

        name: An IANA zone.

    Returns:
        Microseconds; None where the clocks change near the span, or nobody
        looked as far as its end.
    """
    change = _change(start // _time.DAY, name)
    if change is None:
        return None
    before, after, until = change
    return before if before == after and end < until else None


@functools.lru_cache(maxsize=4096)
def _change(day: int, name: str) -> tuple[int, int, int] | None:
    """
    Return a zone's offsets around a day of UTC, and when they change.

    They are those of the day before and of the day after, in microseconds;
    no zone has ever changed them twice in three days. None on the first days
    that there are, and on the last.
    """
    since, until = (day - 1) * _time.DAY, (day + 2) * _time.DAY
    try:
        before, after = _offset(since, name), _offset(until, name)
    except AmountError:
        return None
    if before == after:
        return before, after, until
    while until - since > 1:
        middle = (since + until) // 2
        if _offset(middle, name) == before:
            since = middle
        else:
            until = middle
    return before, after, until


def _offset(instant: int, name: str) -> int:
    """Return a zone's offset at an instant, in microseconds."""
    offset = _time.in_zone(instant, name).utcoffset()
    return _time.length_ticks(offset or dt.timedelta())
