"""
Nagios and Icinga: the main log and its archives.

Icinga 1 and the compatibility log of Icinga 2 are written alike. Hosts and
services are subjects apart, ``web`` and ``web;HTTP``. Alerts tell of changes
only; what lies between them is known as long as the monitor ran and no
archive is missing.

Ids: ``nagios:SUBJECT@START`` by seconds since the epoch.
"""

import re

from collections.abc import Collection, Iterator
from typing import Literal, NoReturn, TypeAlias, final

import attrs

from slapolicy import _time
from slapolicy.errors import AmountError
from slapolicy.sources._exports import (
    Export,
    Progress,
    lines_of,
    name_of,
    refuse,
)
from slapolicy.sources._gather import Gather, note_of
from slapolicy.sources._nodes import parse_epoch, sane
from slapolicy.sources.imports import Import
from slapolicy.spans import Span


#: Which failing checks are an outage, and since when; see `read`.
States: TypeAlias = Literal["confirmed", "hard", "soft"]

_LINE = re.compile(r"\[(\d{1,14})\] (.*)", re.ASCII)
_STATE = re.compile(r"(?:(?:CURRENT|INITIAL) )?(HOST|SERVICE) (?:ALERT|STATE)")
_DOWNTIME = re.compile(r"(HOST|SERVICE) DOWNTIME ALERT")
_UP = {"UP", "OK", "WARNING"}
_DOWN = {"DOWN", "CRITICAL"}
_UNKNOWN = {"UNKNOWN", "UNREACHABLE"}
_BEGUN = "STARTED"
_OVER = {"STOPPED", "CANCELLED"}
_STARTING = (" starting...", " restarting...")
_STOPPING = (" shutting down...", "Bailing out")
_ROTATIONS = {
    "HOURLY": _time.HOUR,
    "DAILY": _time.DAY,
    "WEEKLY": _time.WEEK,
    "MONTHLY": 31 * _time.DAY,
}
# A day on which the clocks go back is an hour longer.
_SLACK = _time.HOUR
# A clock that was set back a little goes on from where it was.
_BACK = _time.MINUTE


def read(
    *exports: Export,
    states: States = "confirmed",
    unknown_is_down: bool = False,
    encoding: str = "utf-8-sig",
    within: Span | None = None,
    only: Collection[str] = (),
    progress: Progress | None = None,
) -> Import:
    """
    Return what logs say of hosts and services.

    Args:
        *exports: ``nagios.log`` and archives, in any order.

        states: With ``confirmed`` an outage is what became a HARD state,
            from the first check that failed on, and ``detected`` is when it
            became HARD; with ``hard`` it is counted from then on, as the
            tools' own reports do; with ``soft`` each check that failed is an
            outage.

        unknown_is_down: Whether UNKNOWN and UNREACHABLE are outages, and
            not time in which nobody knows.

        encoding: How the logs are to be read as text.

        within: Facts that neither overlap nor touch this span are left out.

        only: The subjects that are wanted; empty for all.

        progress: Told how many bytes of a log were read, and of how many.

    Raises:
        DocumentError: If one of them does not read.
    """
    gather = Gather("nagios", within, only)
    reader = _Reader(gather, states, unknown_is_down=unknown_is_down)
    logs = [_Log(export, encoding, progress) for export in exports]
    for log in sorted(logs, key=lambda one: one.begins):
        reader.read(log)
    reader.finish()
    return gather.finish()


@final
@attrs.frozen
class _Entry:
    """One line of a log: when, what and where it stands."""

    at: int
    kind: str
    rest: str
    where: str

    def refuse(self, message: str) -> NoReturn:
        """Raise that the line does not read."""
        refuse(self.where, message)


@final
class _Log:
    """A log, read line by line, and again if need be."""

    def __init__(
        self, export: Export, encoding: str, progress: Progress | None
    ) -> None:
        self._export = export
        self._encoding = encoding
        self._progress = progress
        first = next(self._entries(None), None)
        self.begins = 0 if first is None else first.at
        #: The length of what was rotated away before it, if it was.
        self.rotated: int | None = None
        if first is not None and first.kind == "LOG ROTATION":
            self.rotated = _ROTATIONS.get(first.rest)

    def entries(self) -> Iterator[_Entry]:
        """Yield the lines that are not empty."""
        return self._entries(self._progress)

    def _entries(self, progress: Progress | None) -> Iterator[_Entry]:
        """Yield the lines that are not empty, and tell of progress."""
        name = name_of(self._export)
        lines = lines_of(self._export, self._encoding, progress)
        for number, line in enumerate(lines, 1):
            text = line.rstrip("\r\n")
            if not text.strip():
                continue
            where = f"{name}:{number}"
            match = _LINE.fullmatch(text)
            if match is None:
                refuse(where, "does not begin with [seconds] and a space")
            try:
                at = sane(parse_epoch(match[1], _time.SECOND))
            except AmountError as error:
                refuse(where, str(error))
            kind, _, rest = match[2].partition(": ")
            yield _Entry(at, kind, rest, where)


@final
@attrs.define
class _Check:
    """What is known of a host or a service while its log is read."""

    since: int | None = None
    state: str = ""
    #: When the checks began to fail that may become a HARD state.
    failing: int | None = None
    #: When the state, or the outage, began, and when it became HARD.
    start: int = 0
    hard: int | None = None
    text: str = ""
    downtime: int | None = None


@final
class _Reader:
    """The state of every check, and the time up to which logs were read."""

    def __init__(
        self, gather: Gather, states: States, *, unknown_is_down: bool
    ) -> None:
        self._gather = gather
        self._states = states
        self._down = _DOWN | (_UNKNOWN if unknown_is_down else set())
        self._checks: dict[str, _Check] = {}
        self._now = 0
        self._last = _Entry(0, "", "", "")
        self._stopped: int | None = None
        self._before: _Log | None = None

    def read(self, log: _Log) -> None:
        """Read a log that begins after those read before."""
        self._miss_archives(log)
        seen = self._now
        last = log.begins
        for entry in log.entries():
            if entry.at < last - _BACK:
                entry.refuse(
                    "goes back in time; give each log as an export of its own"
                )
            last = max(last, entry.at)
            # What an overlapping log said already is not read again.
            if entry.at >= seen:
                self._now = max(self._now, entry.at)
                self._last = entry
                self._take(entry)
                self._before = log

    def _miss_archives(self, log: _Log) -> None:
        """Note the time for which there is no log."""
        before = self._before
        if before is None or log.begins <= self._now:
            return
        if log.rotated is not None:
            # The log before this one began with its own rotation, if any.
            held = before.begins if before.rotated else self._now
            if held >= log.begins - log.rotated - _SLACK:
                return
        self._gap(self._now, log.begins, "no log of this time was given")

    def _gap(self, start: int, end: int, reason: str) -> None:
        """Note that nothing was watched."""
        self._gather.unobserved(
            None,
            f"gap@{start // _time.SECOND}",
            start,
            end,
            refuse=self._last.refuse,
            reason=reason,
        )

    def _take(self, entry: _Entry) -> None:
        """Note what a line says."""
        if self._stopped is not None and _says(entry, _STARTING):
            self._gap(self._stopped, self._now, "the monitor was not running")
            self._stopped = None
        elif _says(entry, _STOPPING):
            self._stopped = self._now
        elif match := _STATE.fullmatch(entry.kind):
            subject, rest = _split(entry, is_host=match[1] == "HOST", parts=3)
            if self._gather.wants(subject):
                self._change(entry, subject, rest)
        elif match := _DOWNTIME.fullmatch(entry.kind):
            subject, rest = _split(entry, is_host=match[1] == "HOST", parts=1)
            if self._gather.wants(subject):
                self._work(entry, subject, rest[0])

    def _check(self, subject: str) -> _Check:
        """Return what is known of a subject."""
        return self._checks.setdefault(subject, _Check())

    def _change(self, entry: _Entry, subject: str, rest: list[str]) -> None:
        """Note the state of a check."""
        word, kind = rest[0], rest[1]
        if word not in _UP | _DOWN | _UNKNOWN:
            entry.refuse(f"{word!r} is no state of a host or a service")
        if kind not in {"SOFT", "HARD"}:
            entry.refuse(f"{kind!r} is neither SOFT nor HARD")
        check = self._check(subject)
        check.since = self._now if check.since is None else check.since
        state = "up"
        if word in self._down:
            state = "down"
        elif word in _UNKNOWN:
            state = "unknown"
        if state == "up":
            self._become(subject, check, "up", self._now)
            check.failing = None
        elif check.state != state:
            if check.failing is None:
                check.failing = self._now
            if kind == "HARD" or self._states == "soft":
                early = self._states == "confirmed" and state == "down"
                start = check.failing if early else self._now
                self._become(subject, check, state, start)
                check.hard = self._now if early else None
                check.text = "".join(rest[3:])
                check.failing = None

    def _become(
        self, subject: str, check: _Check, state: str, at: int
    ) -> None:
        """Close what went on at a check, and begin what follows."""
        if check.state != state:
            self._close(subject, check, max(at, check.start))
            check.state, check.start = state, at

    def _close(self, subject: str, check: _Check, end: int | None) -> None:
        """Note what went on at a check until it was over."""
        id_ = f"{subject}@{check.start // _time.SECOND}"
        if check.state == "down":
            self._gather.outage(
                subject,
                id_,
                check.start,
                end,
                refuse=self._last.refuse,
                detected=check.hard,
                note=note_of(check.text),
            )
        elif check.state == "unknown":
            self._gather.unobserved(
                subject,
                id_,
                check.start,
                self._now if end is None else end,
                refuse=self._last.refuse,
                reason=note_of("the check did not know", check.text) or "",
            )

    def _work(self, entry: _Entry, subject: str, word: str) -> None:
        """Note the start or the end of scheduled downtime."""
        check = self._check(subject)
        if word == _BEGUN:
            check.downtime = self._now
        elif word in _OVER:
            self._end_work(subject, check)
        else:
            entry.refuse(f"{word!r} is none of STARTED, STOPPED, CANCELLED")

    def _end_work(self, subject: str, check: _Check) -> None:
        """Note scheduled downtime that is over; cancelled, it may not be."""
        if check.downtime is not None:
            self._gather.maintenance(
                subject,
                f"{subject}@{check.downtime // _time.SECOND}",
                check.downtime,
                self._now,
                refuse=self._last.refuse,
            )
            check.downtime = None

    def finish(self) -> None:
        """Note what goes on still, and for what the logs speak."""
        if self._stopped is not None:
            self._gap(self._stopped, self._now, "the monitor was not running")
        for subject, check in self._checks.items():
            self._close(subject, check, None)
            self._end_work(subject, check)
            if check.since is not None:
                self._gather.covers(
                    subject, check.since, self._now, refuse=self._last.refuse
                )


def _says(entry: _Entry, marks: tuple[str, ...]) -> bool:
    """Whether a line is one of the monitor's own about itself."""
    return not entry.rest and any(mark in entry.kind for mark in marks)


def _split(
    entry: _Entry, *, is_host: bool, parts: int
) -> tuple[str, list[str]]:
    """Return whom a line is about, and what follows."""
    names = 1 if is_host else 2
    found = entry.rest.split(";", names + parts)
    if len(found) < names + parts:
        entry.refuse(f"has fewer than {names + parts} parts")
    return ";".join(found[:names]), found[names:]
