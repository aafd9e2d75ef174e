"""
Zabbix: ``event.get`` and ``problem.get`` of trigger events.

Problems and recoveries are events of their own, paired by ``r_eventid``.
Times are taken to the second, as Zabbix's own reports do; ``ns`` is not
read. The housekeeper deletes old events, so an export speaks for the time
between its oldest and its newest event only.

Ids: ``zabbix:EVENT``, with ``/HOST`` where an event has several hosts.
"""

from bisect import bisect_right
from collections.abc import Iterable
from typing import final

from slapolicy.sources._exports import Export
from slapolicy.sources._gather import Gather, note_of
from slapolicy.sources._nodes import Node, node_of
from slapolicy.sources.imports import Import


MOST_TOLD_AGAIN = 10_000
"""How often, in all, maintenance is told of more hosts than one."""

_NONE = "0"
_PROBLEM = "1"
_SEVERITIES = ("0", "1", "2", "3", "4", "5")


def read(*exports: Export, severity: int = 0) -> Import:
    """
    Return what Zabbix says of its hosts.

    A suppressed problem says that maintenance went on from then until it
    was over, not since when. A symptom whose cause lies on the same host is
    left out: it is the same outage.

    Args:
        *exports: Answers of the API, with ``selectHosts`` and
            ``selectSuppressionData``, problems and recoveries.

        severity: The least severity, 0 to 5, of problems that count.

    Raises:
        DocumentError: If one of them does not read.
    """
    gather = Gather("zabbix")
    events = _Events()
    for export in exports:
        root = node_of(export)
        if root.has("error"):
            root.at("error").refuse("is what the API answered; ask again")
        mentioned: list[int] = []
        for event in root.at("result").each():
            mentioned += events.add(event)
        if mentioned:
            gather.covers(
                None, min(mentioned), max(mentioned), refuse=root.refuse
            )
    again = 0
    for event in events.all:
        if not _is_counted(event, severity, events):
            continue
        causes = [*event.at("suppression_data").each_if_any()]
        again += len(causes) * (len(events.hosts(event)) - 1)
        if again > MOST_TOLD_AGAIN:
            event.refuse(
                f"is suppressed on many hosts: maintenance is told of more "
                f"than one at most {MOST_TOLD_AGAIN} times in all; split the "
                f"export"
            )
        _read_problem(gather, event, events)
    return gather.finish()


@final
class _Events:
    """All events by their ids, and when each trigger told something."""

    def __init__(self) -> None:
        self._by_id: dict[str, Node] = {}
        self._of_trigger: dict[str, list[int]] = {}
        self._hosts: dict[str, list[str]] = {}
        self._newest = 0

    @property
    def all(self) -> Iterable[Node]:
        """Every event once, as it was read last."""
        return self._by_id.values()

    def add(self, event: Node) -> tuple[int, int]:
        """Take an event, and return the instants that it mentions."""
        clock = event.at("clock").epoch()
        self._by_id[event.at("eventid").text()] = event
        self._of_trigger.setdefault(event.at("objectid").word(), []).append(
            clock
        )
        self._newest = max(self._newest, clock)
        return clock, _recovered(event) or clock

    def find(self, id_: Node) -> Node | None:
        """Return the event of an id, if it is among them."""
        return self._by_id.get(id_.text_or_none() or _NONE)

    def hosts(self, event: Node) -> list[str]:
        """Return the hosts of an event; many may have one cause."""
        id_ = event.at("eventid").text()
        found = self._hosts.get(id_)
        if found is None:
            found = self._hosts[id_] = _hosts(event)
        return found

    def after(self, event: Node) -> int:
        """Return when its trigger told something next, else the newest."""
        clock = event.at("clock").epoch()
        told = self._of_trigger[event.at("objectid").word()]
        # Sorted once, and then as fast as if it were left alone.
        told.sort()
        place = bisect_right(told, clock)
        return told[place] if place < len(told) else self._newest


def _recovered(event: Node) -> int | None:
    """Return when a problem of ``problem.get`` was over, if it was."""
    clock = event.at("r_clock").text_or_none() or _NONE
    return None if clock == _NONE else event.at("r_clock").epoch()


def _is_counted(event: Node, severity: int, events: _Events) -> bool:
    """Whether an event is a problem that counts."""
    # Only event.get tells problems and recoveries apart.
    if (event.at("value").text_or_none() or _PROBLEM) != _PROBLEM:
        return False
    rank = event.at("severity").text()
    if rank not in _SEVERITIES:
        event.at("severity").refuse("is none of 0 to 5")
    cause = events.find(event.at("cause_eventid"))
    symptom = cause is not None and events.hosts(cause) == events.hosts(event)
    return int(rank) >= severity and not symptom


def _hosts(event: Node) -> list[str]:
    """Return the hosts of an event."""
    return [
        host.at("host").text_or_none() or host.at("name").text()
        for host in event.at("hosts").each_if_any()
    ]


def _read_problem(gather: Gather, event: Node, events: _Events) -> None:
    """Note the outage that a problem is, on each of its hosts."""
    start = event.at("clock").epoch()
    recovery = events.find(event.at("r_eventid"))
    end = _recovered(event)
    if recovery is not None:
        end = recovery.at("clock").epoch()
    # It is over, but the event that says when was deleted.
    lost = end is None and event.at("r_eventid").word() not in {"", _NONE}
    hosts: list[str | None] = [*events.hosts(event)] or [None]
    for host in hosts:
        part = f"/{host}" if len(hosts) > 1 else ""
        id_ = f"{event.at('eventid').text()}{part}"
        gather.outage(
            host,
            id_,
            start,
            start if lost else end,
            refuse=event.refuse,
            note=note_of(event.at("name").text_or_none()),
        )
        if lost:
            gather.unobserved(
                host,
                f"{id_}/recovery",
                start,
                events.after(event),
                refuse=event.refuse,
                reason="the event that tells of the recovery is missing",
            )
        _read_suppression(gather, event, host, id_, end or start)


def _read_suppression(
    gather: Gather, event: Node, host: str | None, id_: str, end: int
) -> None:
    """Note the maintenance that suppressed a problem."""
    for entry in event.at("suppression_data").each_if_any():
        maintenance = entry.at("maintenanceid").text_or_none() or _NONE
        if maintenance == _NONE:
            # Suppressed by hand: nobody announced anything.
            continue
        until = entry.at("suppress_until")
        gather.maintenance(
            host,
            f"{id_}/maintenance/{maintenance}",
            event.at("clock").epoch(),
            # Without an end it lasted as long as the problem at least.
            end if until.text() == _NONE else until.epoch(),
            refuse=entry.refuse,
            note="known from the problem it suppressed, not from its start",
        )
