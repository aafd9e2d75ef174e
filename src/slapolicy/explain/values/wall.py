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
    steady = _steady_offset(instant // _time.DAY, name)
    if steady is not None:
        return *divmod(instant + steady, _time.DAY), None
    aware = _time.in_zone(instant, name)
    # A wall time that exists has two offsets only if it exists twice.
    other = aware.replace(fold=1 - aware.fold)
    is_plain = other.utcoffset() == aware.utcoffset()
    wall = _time.ticks(aware.replace(tzinfo=dt.UTC))
    return *divmod(wall, _time.DAY), None if is_plain else aware.isoformat()[
        -6:
    ]


@functools.lru_cache(maxsize=4096)
def _steady_offset(day: int, name: str) -> int | None:
    """
    Return a zone's offset on a day of UTC, in microseconds.

    None if the clocks may change on it, the day before or the day after. No
    zone has ever changed them twice in three days.
    """
    try:
        before, after = (
            _time.in_zone((day + by) * _time.DAY, name).utcoffset()
            for by in (-1, 2)
        )
    except AmountError:  # the first days that there are, and the last
        return None
    if before is None or before != after:
        return None
    return _time.length_ticks(before)
