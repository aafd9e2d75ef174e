"""
Uptime Kuma: its SQLite database, opened for reading only.

Beats that change nothing are deleted after a day, so states are rebuilt from
the important ones. Before the first beat that is left, and after the last,
nobody knows, unless the statistics of an hour or a day tell that nothing
failed. Retries before a monitor is down are not downtime. Under maintenance
Uptime Kuma does not look: that time is unobserved, and so are hours and days
of which the statistics have no beat.

Ids: ``uptime-kuma:BEAT``, ``uptime-kuma:maintenance/ID/MONITOR@START``.
"""

import itertools
import sqlite3

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NoReturn, TypeAlias, final

import attrs

from slapolicy import _time
from slapolicy._pairs import Pair, merged
from slapolicy.errors import AmountError
from slapolicy.sources import _kuma_windows
from slapolicy.sources._exports import (
    STEP,
    Export,
    Progress,
    name_of,
    refuse,
)
from slapolicy.sources._gather import Gather, note_of
from slapolicy.sources._nodes import sane
from slapolicy.sources._sqlite import Scalar, database, tables_of
from slapolicy.sources.imports import Import
from slapolicy.spans import Span


_DOWN, _UP, _PENDING, _MAINTENANCE = range(4)
_REASONS: dict[object, str] = {
    _PENDING: "pending",
    _MAINTENANCE: "under maintenance",
}
_STATISTICS = (("stat_daily", _time.DAY), ("stat_hourly", _time.HOUR))


def read(
    *exports: Export,
    timezone: str | None = None,
    within: Span | None = None,
    only: Collection[str] = (),
    progress: Progress | None = None,
) -> Import:
    """
    Return what Uptime Kuma says of its monitors, by their names.

    Monitors of one name get their ids after it, ``web #3``.

    Args:
        *exports: ``kuma.db``, as a path, as bytes, or as the text of a dump.

        timezone: The IANA zone of the server, for maintenance in its time,
            where its settings do not say it.

        within: Facts that neither overlap nor touch this span are left out.

        only: The monitors that are wanted; empty for all.

        progress: Told how many beats were read, and of how many.

    Raises:
        DocumentError: If it does not read.
    """
    gather = Gather("uptime-kuma", within, only)
    for export in exports:
        with database(export) as connection:
            reader = _Reader(gather, connection, name_of(export))
            reader.read(timezone, progress)
    return gather.finish()


_Row: TypeAlias = tuple[Scalar, ...]
# When an hour or a day began, and its beats, up and down.
_Count: TypeAlias = tuple[int, object, object]


@final
@attrs.frozen
class _Beat:
    """An important beat: what a monitor became, and when."""

    id: str
    status: object
    at: int
    message: object


@final
class _Reader:
    """A database on the way to facts."""

    def __init__(
        self, gather: Gather, connection: sqlite3.Connection, name: str
    ) -> None:
        self._gather = gather
        self._connection = connection
        self._name = name
        self._tables = tables_of(connection)
        self._planned: dict[int, list[Pair]] = {}

    def read(self, timezone: str | None, progress: Progress | None) -> None:
        """Note all that the database says."""
        for table in ("monitor", "heartbeat"):
            if table not in self._tables:
                self._refuse(f"has no table {table}; is this a kuma.db?")
        names = self._names()
        bounds = self._bounds(names, progress)
        if {"maintenance", "monitor_maintenance"} <= self._tables:
            self._read_windows(names, bounds, timezone)
        for monitor, (first, last) in bounds.items():
            self._gather.covers(
                names[monitor], first, last, refuse=self._refuse
            )
        for monitor, rows in self._by_monitor(
            "SELECT monitor_id, id, status, time, msg FROM heartbeat "
            "WHERE important = 1 ORDER BY monitor_id, time, id"
        ):
            if monitor in bounds:
                last = bounds[monitor][1]
                self._read_beats(rows, monitor, names[monitor], last)
        for table, length in _STATISTICS:
            for monitor, rows in self._statistics(table):
                if monitor in bounds:
                    last = bounds[monitor][1]
                    counts = self._counts(table, rows)
                    self._read_statistics(
                        counts,
                        f"{table}/{monitor}",
                        names[monitor],
                        length,
                        last,
                    )

    def _by_monitor(self, query: str) -> Iterator[tuple[int, Iterator[_Row]]]:
        """Yield rows by what stands first in them; each table is read once."""
        rows = self._connection.execute(query)
        return itertools.groupby(rows, key=itemgetter(0))

    def _read_windows(
        self,
        names: dict[int, str],
        bounds: dict[int, tuple[int, int]],
        timezone: str | None,
    ) -> None:
        """Note the maintenance that was planned."""
        zone = self._server_zone() or timezone
        count = "SELECT count(*) FROM heartbeat"
        beats = self._connection.execute(count).fetchone()[0]
        for window in _kuma_windows.read(
            self._connection, bounds, zone, beats, self._refuse
        ):
            start, end = window.start, window.end
            self._planned.setdefault(window.monitor, []).append((start, end))
            self._gather.maintenance(
                names[window.monitor],
                f"maintenance/{window.id}/{window.monitor}"
                f"@{start // _time.SECOND}",
                start,
                end,
                refuse=self._refuse,
                note=note_of(window.title),
            )

    def _refuse(self, message: str) -> NoReturn:
        """Raise that the database does not read."""
        refuse(self._name, message)

    def _names(self) -> dict[int, str]:
        """Return what the monitors that are wanted are called."""
        rows = self._connection.execute("SELECT id, name FROM monitor")
        found = {id_: str(name or id_) for id_, name in rows}
        often = Counter(found.values())
        named = {
            id_: name if often[name] == 1 else f"{name} #{id_}"
            for id_, name in found.items()
        }
        return {
            id_: name
            for id_, name in named.items()
            if self._gather.wants(name)
        }

    def _bounds(
        self, names: dict[int, str], progress: Progress | None
    ) -> dict[int, tuple[int, int]]:
        """Return the first and the last beat of each monitor."""
        found: dict[int, tuple[str, str]] = {}
        total = 0
        if progress is not None:
            count = "SELECT count(*) FROM heartbeat"
            total = self._connection.execute(count).fetchone()[0]
        beats = self._connection.execute(
            "SELECT monitor_id, time FROM heartbeat"
        )
        for number, (monitor, time) in enumerate(beats):
            if progress is not None and number % STEP == 0:
                progress(number, total)
            if monitor in names and isinstance(time, str):
                first, last = found.get(monitor, (time, time))
                found[monitor] = (min(time, first), max(time, last))
        if progress is not None:
            progress(total, total)
        return {
            monitor: (self._instant(first), self._instant(last))
            for monitor, (first, last) in found.items()
        }

    def _instant(self, time: object) -> int:
        """Return the instant of a beat, which is written in UTC."""
        try:
            read = _time.parse_instant(str(time), "UTC")
            return sane(_time.ticks(read))
        except AmountError as error:
            self._refuse(f"heartbeat: {error}")

    def _read_beats(
        self, rows: Iterable[_Row], monitor: int, name: str, last: int
    ) -> None:
        """Note what the important beats of a monitor say, one at least."""
        planned = merged(self._planned.get(monitor, ()))
        beats = (
            _Beat(str(id_), status, self._instant(time), message)
            for _, id_, status, time, message in rows
        )
        before = next(beats)
        for beat in beats:
            self._read_state(name, before, beat.at, planned)
            before = beat
        end = None if before.status == _DOWN else max(last, before.at)
        self._read_state(name, before, end, planned)

    def _read_state(
        self,
        name: str,
        beat: "_Beat",
        end: int | None,
        planned: Sequence[Pair],
    ) -> None:
        """Note the state of a monitor that began with a beat."""
        note = note_of(None if beat.message is None else str(beat.message))
        if end is None or beat.status == _DOWN:
            self._gather.outage(
                name, beat.id, beat.at, end, refuse=self._refuse, note=note
            )
        elif beat.status in _REASONS:
            self._gather.unobserved(
                name,
                beat.id,
                beat.at,
                end,
                refuse=self._refuse,
                reason=_REASONS[beat.status],
            )
            # What was not planned, or by a plan that is gone.
            if beat.status == _MAINTENANCE and not _covers(
                planned, beat.at, end
            ):
                self._gather.maintenance(
                    name, beat.id, beat.at, end, refuse=self._refuse, note=note
                )
        elif beat.status != _UP:
            self._refuse(f"heartbeat {beat.id}: {beat.status!r} is no status")

    def _read_statistics(
        self,
        counts: Iterable[_Count],
        place: str,
        name: str,
        length: int,
        last: int,
    ) -> None:
        """
        Note the hours or days without any beat, and those without failure.

        What an important beat would tell of the latter may have been
        deleted: the monitor has been up for longer than beats are kept.
        """
        expected = None
        for at, up, down in counts:
            # The first of a row of hours may not have been a whole one.
            if expected is not None and expected < at:
                self._gather.unobserved(
                    name,
                    f"{place}@{expected // _time.SECOND}",
                    expected,
                    at,
                    refuse=self._refuse,
                    reason=f"no beats, by {place.partition('/')[0]}",
                )
            elif expected is not None and up and not down and at < last:
                self._gather.covers(
                    name, at, min(at + length, last), refuse=self._refuse
                )
            expected = at + length

    def _statistics(self, table: str) -> Iterator[tuple[int, Iterator[_Row]]]:
        """Yield the hours or days of each monitor."""
        if table not in self._tables:
            return iter(())
        return self._by_monitor(
            f"SELECT monitor_id, timestamp, up, down FROM {table} "  # noqa: S608  (ours)
            "ORDER BY monitor_id, timestamp"
        )

    def _counts(self, table: str, rows: Iterable[_Row]) -> Iterator[_Count]:
        """Yield when an hour or a day began, and its beats, up and down."""
        for _, timestamp, up, down in rows:
            if not isinstance(timestamp, int):
                self._refuse(f"{table}: {timestamp!r} is no timestamp")
            try:
                yield sane(timestamp * _time.SECOND), up, down
            except AmountError as error:
                self._refuse(f"{table}: {error}")

    def _server_zone(self) -> str | None:
        """Return the zone in the settings of the server."""
        if "setting" not in self._tables:
            return None
        row = self._connection.execute(
            "SELECT value FROM setting WHERE key = 'serverTimezone'"
        ).fetchone()
        # It is kept as JSON.
        return None if row is None else str(row[0]).strip('"') or None


def _covers(pairs: Sequence[Pair], start: int, end: int) -> bool:
    """Whether one of disjoint pairs in order covers a time, or it is none."""
    place = bisect_right(pairs, start, key=itemgetter(0))
    return end <= start or (place > 0 and end <= pairs[place - 1][1])
