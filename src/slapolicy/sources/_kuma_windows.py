"""
The windows that Uptime Kuma planned, by its table ``maintenance``.

They are written in local time: of the zone that the row names, or of the
server. Manual maintenance has no plan, and neither has a pattern beyond
`parse_cron`; what monitors went through then is known from their beats.
"""

import datetime as dt
import sqlite3

from collections.abc import Iterator, Mapping
from typing import TypeAlias, final

import attrs

from slapolicy import _time
from slapolicy._pairs import Pair
from slapolicy.errors import AmountError
from slapolicy.sources._cron import Cron, parse_cron, windows
from slapolicy.sources._gather import Refusal
from slapolicy.sources._nodes import OLDEST
from slapolicy.sources._sqlite import Scalar


MOST_TIMES = 100_000
"""At how many times windows may begin, in all, on any day or none."""

TIMES_A_BEAT = 5
"""At how many for each beat, if that is more."""

_SERVER = "SAME_AS_SERVER"
_LONGEST = 31 * _time.DAY
# Further back no recurring window is worked out.
_BACK = 10 * 366 * _time.DAY

_Row: TypeAlias = Mapping[str, Scalar]


@final
@attrs.frozen
class Window:
    """
    Planned maintenance of one monitor.

    Args:
        id: The id of the row.

        monitor: The id of the monitor.

        title: What people call it.

        start: Microseconds since the epoch, UTC.

        end: Microseconds since the epoch, UTC.
    """

    id: str
    monitor: int
    title: str
    start: int
    end: int


def read(
    connection: sqlite3.Connection,
    bounds: Mapping[int, Pair],
    server: str | None,
    beats: int,
    refuse: Refusal,
) -> Iterator[Window]:
    """
    Yield the windows of monitors, where these had beats.

    Args:
        connection: The database.

        bounds: The first and the last beat of each monitor.

        server: The zone of the server, if it is known.

        beats: How many beats there are.

        refuse: Raises that the database does not read.

    Raises:
        DocumentError: If a row does not read.
    """
    cursor = connection.execute(
        "SELECT monitor_id, maintenance.* FROM maintenance "
        "JOIN monitor_maintenance ON maintenance_id = maintenance.id "
        "WHERE active = 1 ORDER BY maintenance.id, monitor_id"
    )
    # SQLite finds a column however it is written, and tells it as it is.
    keys = [column[0].lower() for column in cursor.description]
    effort = _Effort(max(MOST_TIMES, TIMES_A_BEAT * beats))
    for values in cursor:
        row = dict(zip(keys, values, strict=True))
        monitor = row["monitor_id"]
        if monitor not in bounds:
            continue
        try:
            found = list(_windows(row, bounds[monitor], server, effort))
        except AmountError as error:
            refuse(f"maintenance {row['id']}: {error}")
        for start, end in found:
            yield Window(
                str(row["id"]), monitor, str(row.get("title")), start, end
            )


@final
class _Effort:
    """At how many times windows may yet begin."""

    def __init__(self, most: int) -> None:
        self._most = self._left = most

    def spend(self, times: int) -> None:
        """Look at so many times, or raise that they are too many."""
        self._left -= times
        if self._left < 0:
            msg = (
                f"recurs: at most {self._most} times at which a window may "
                f"begin are tried in all; name fewer monitors"
            )
            raise AmountError(msg)


def _windows(
    row: _Row, bounds: Pair, server: str | None, effort: _Effort
) -> list[Pair]:
    """Return the windows of a row that a monitor may have gone through."""
    strategy = row.get("strategy")
    if strategy == "manual":
        return []
    zone = row.get("timezone")
    if zone in {None, "", _SERVER}:
        zone = server
    if zone is None:
        msg = "is in the server's time, which is not set; name its timezone"
        raise AmountError(msg)
    start = _local(row.get("start_date"), str(zone))
    end = _local(row.get("end_date"), str(zone))
    if strategy == "single":
        if start is None or end is None or end < start:
            msg = "has no start and end, in this order"
            raise AmountError(msg)
        return [(start, end)]
    low = max(bounds[0], start or OLDEST, bounds[1] - _BACK)
    high = min(bounds[1], end or _time.LAST, _time.LAST - _LONGEST)
    cron = _cron(row, strategy, start, str(zone))
    length = row.get("duration")
    if cron is None or not isinstance(length, int) or low >= high:
        return []
    ticks = length * _time.SECOND
    if not 0 < ticks <= _LONGEST:
        return []
    days = (high - low + ticks) // _time.DAY + 1
    effort.spend(days * len(cron.hours) * len(cron.minutes))
    since = None if start is None else _time.local(start, str(zone)).date()
    return windows(cron, ticks, str(zone), (low, high), since)


def _cron(
    row: _Row, strategy: Scalar, start: int | None, zone: str
) -> Cron | None:
    """Return when recurring windows begin, if that can be told."""
    cron = parse_cron(str(row.get("cron") or ""))
    if cron is None or strategy != "recurring-interval":
        return cron
    every = row.get("interval_day")
    if start is None or not isinstance(every, int) or every < 1:
        return None
    first = _time.local(start, zone).date()
    return attrs.evolve(cron, every=every, first=first)


def _local(text: Scalar, zone: str) -> int | None:
    """Return the instant of a local time, None if there is none."""
    if text is None or text == "":
        return None
    try:
        wall = dt.datetime.fromisoformat(str(text))
    except ValueError:
        msg = f"{text!r} is no local time"
        raise AmountError(msg) from None
    if wall.tzinfo is not None:
        return _time.ticks(wall)
    return _time.resolve(wall, zone)
