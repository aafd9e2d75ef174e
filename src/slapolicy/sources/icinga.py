"""
Icinga DB: its SLA history, tables as JSON.

An export is a mapping of table names to rows, as a database client writes
them: ``sla_history_state``, ``sla_history_downtime`` and, for what never
changed, ``host_state`` and ``service_state``. Rows may bring names along as
``host`` and ``service``. The rules are Icinga's own: hard states only, a host
is down above 0, a service above 1, and 99 is pending: nobody knows.

Ids: ``icinga:SUBJECT@START`` by milliseconds since the epoch, and
``icinga:downtime/ID``.
"""

from collections.abc import Iterator
from typing import final

import attrs

from slapolicy import _time
from slapolicy.sources._exports import Export
from slapolicy.sources._gather import Gather
from slapolicy.sources._nodes import Node, node_of
from slapolicy.sources.imports import Import
from slapolicy.spans import Span


_MILLISECOND = _time.SECOND // 1000
_PENDING = 99
_STATES = "sla_history_state"
_DOWNTIMES = "sla_history_downtime"
_CURRENT = ("host_state", "service_state")


def read(*exports: Export, queried: Span | None = None) -> Import:
    """
    Return what the SLA history says of hosts and services.

    Args:
        *exports: Rows of the tables, in any order.

        queried: The span whose events were asked for, all of them. In it the
            state before the first event is that event's previous state, and
            without any event the current one. By default an export speaks
            from its first event to its last.

    Raises:
        DocumentError: If one of them does not read.
    """
    gather = Gather("icinga")
    objects: dict[str, _Object] = {}
    for export in exports:
        root = node_of(export)
        if not any(root.has(one) for one in (_STATES, _DOWNTIMES, *_CURRENT)):
            root.refuse(f"has no {_STATES}; is this the SLA history?")
        for row in root.at(_STATES).each_if_any():
            _object(objects, row).take(_Event.of(row))
        for row in root.at(_DOWNTIMES).each_if_any():
            _read_downtime(gather, row)
        for table in _CURRENT:
            for row in root.at(table).each_if_any():
                _object(objects, row).current = _state(row, "hard_state")
    for subject, one in objects.items():
        _read_object(gather, subject, one, queried)
    return gather.finish()


@final
@attrs.frozen
class _Event:
    """A change of a hard state."""

    at: int
    state: int
    before: int
    row: Node

    @classmethod
    def of(cls, row: Node) -> "_Event":
        """Return what a row tells."""
        return cls(
            row.at("event_time").epoch(_MILLISECOND),
            _state(row, "hard_state"),
            _state(row, "previous_hard_state"),
            row,
        )


@final
@attrs.define
class _Object:
    """A host or a service: what is known of its states."""

    is_host: bool
    row: Node
    current: int | None = None
    events: dict[int, _Event] = attrs.field(factory=dict)

    def take(self, event: _Event) -> None:
        """Take a change; of one instant the last counts, as in Icinga."""
        first = self.events.get(event.at, event)
        self.events[event.at] = attrs.evolve(event, before=first.before)

    def is_down(self, state: int) -> bool:
        """Whether it is down in a hard state; a warning is up."""
        return state > (0 if self.is_host else 1)


def _state(row: Node, key: str) -> int:
    """Return a hard state."""
    word = row.at(key).text()
    if word not in {"0", "1", "2", "3", "99"}:
        row.at(key).refuse("is none of 0, 1, 2, 3 and 99")
    return int(word)


def _service(row: Node) -> str | None:
    """Return the service that a row is about, None if it is about a host."""
    return (
        row.at("service").text_or_none() or row.at("service_id").text_or_none()
    )


def _subject(row: Node) -> str:
    """Return whom a row is about."""
    host = row.at("host").text_or_none() or row.at("host_id").text()
    service = _service(row)
    return host if service is None else f"{host};{service}"


def _object(objects: dict[str, _Object], row: Node) -> _Object:
    """Return the object that a row is about."""
    return objects.setdefault(
        _subject(row), _Object(_service(row) is None, row)
    )


def _read_downtime(gather: Gather, row: Node) -> None:
    """Note a downtime that somebody had scheduled."""
    gather.maintenance(
        _subject(row),
        f"downtime/{row.at('downtime_id').text()}",
        row.at("downtime_start").epoch(_MILLISECOND),
        row.at("downtime_end").epoch(_MILLISECOND),
        refuse=row.refuse,
    )


def _read_object(
    gather: Gather, subject: str, one: _Object, queried: Span | None
) -> None:
    """Note what the states of a host or a service say."""
    if queried is None and not one.events:
        return
    start = min(one.events, default=0)
    last = max(one.events, default=0)
    if queried is not None:
        start, last = queried.start_ticks, queried.end_ticks
    gather.covers(subject, start, last, refuse=one.row.refuse)
    for state, begin, end in _stretches(one, start):
        id_ = f"{subject}@{begin // _MILLISECOND}"
        if state == _PENDING:
            gather.unobserved(
                subject,
                id_,
                begin,
                max(begin, last) if end is None else end,
                refuse=one.row.refuse,
                reason="pending",
            )
        elif one.is_down(state):
            gather.outage(subject, id_, begin, end, refuse=one.row.refuse)


def _stretches(
    one: _Object, start: int
) -> Iterator[tuple[int, int, int | None]]:
    """Yield each hard state from an instant on, and from when to when."""
    events = sorted(one.events.values(), key=lambda event: event.at)
    state = one.current or 0
    if events:
        state = events[0].before
    since = start
    for event in events:
        if event.at > start and since < event.at:
            yield state, since, event.at
        state, since = event.state, max(event.at, start)
    yield state, since, None
