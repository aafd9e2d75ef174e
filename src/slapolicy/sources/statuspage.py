"""
Statuspage: ``incidents.json`` and ``scheduled-maintenances.json`` (API v2).

The public API gives the 50 newest incidents and no more; a longer history is
never complete. What a component went through stands in the updates of its
incidents (``affected_components``): ``components`` holds today's status.

Ids: ``statuspage:INCIDENT/COMPONENT``, by the page's own ids.
"""

import itertools

from collections.abc import Collection, Iterator
from fractions import Fraction
from typing import final

import attrs

from slapolicy._time import FIRST
from slapolicy.sources._exports import Export
from slapolicy.sources._gather import Gather, note_of
from slapolicy.sources._nodes import Node, node_of
from slapolicy.sources.imports import Import


#: So many incidents, at most, stand in one ``incidents.json``.
NEWEST = 50

_OPERATIONAL = "operational"
# What a component's status takes away, as Statuspage's own uptime has it.
_IMPACTS = {
    "degraded_performance": Fraction(1),
    "partial_outage": Fraction(3, 10),
    "major_outage": Fraction(1),
}
_KNOWN = {_OPERATIONAL, "under_maintenance", *_IMPACTS}
# The status that stands for an incident which names no component's.
_BY_IMPACT = {
    "none": _OPERATIONAL,
    "minor": "degraded_performance",
    "major": "partial_outage",
    "critical": "major_outage",
}
_OVER = ("resolved", "postmortem", "completed")


def read(
    *exports: Export,
    counts: Collection[str] = ("partial_outage", "major_outage"),
) -> Import:
    """
    Return what a status page says of its components.

    The impact of a partial outage is 30 %, as in Statuspage's own uptime; it
    matters to metrics that weigh only.

    Args:
        *exports: ``incidents.json`` and ``scheduled-maintenances.json``, in
            any order, several of each if they were kept.

        counts: The statuses in which a component is down.

    Raises:
        DocumentError: If one of them does not read.
    """
    gather = Gather("statuspage")
    for export in exports:
        root = node_of(export)
        if root.has("incidents"):
            _cover(gather, root)
            for incident in root.at("incidents").each():
                _read_incident(gather, incident, counts)
        elif root.has("scheduled_maintenances"):
            for window in root.at("scheduled_maintenances").each():
                _read_maintenance(gather, window)
        else:
            root.refuse(
                "has neither incidents nor scheduled_maintenances; is this "
                "an incidents.json?"
            )
    return gather.finish()


def _cover(gather: Gather, root: Node) -> None:
    """Note the span for which a list of incidents speaks."""
    incidents = list(root.at("incidents").each())
    created = [one.at("created_at").instant() for one in incidents]
    mentioned = [
        one.at(key).instant_or_none()
        for one in incidents
        for key in ("updated_at", "resolved_at")
    ]
    if root.at("page").value is not None:
        mentioned.append(root.at("page").at("updated_at").instant_or_none())
    known = [*created, *filter(None, mentioned)]
    start = min(created) if len(incidents) >= NEWEST else FIRST
    if known:
        gather.covers(None, start, max(known), refuse=root.refuse)


@final
@attrs.frozen
class _Change:
    """A status that a component has from an instant on."""

    at: int
    status: str


@final
@attrs.frozen
class _Component:
    """A component, by the page's id and its name."""

    code: str | None
    name: str | None


def _read_incident(
    gather: Gather, node: Node, counts: Collection[str]
) -> None:
    """Note the outages of an incident."""
    impact = node.at("impact").word()
    if impact == "maintenance":
        _read_maintenance(gather, node)
        return
    if impact not in _BY_IMPACT:
        node.at("impact").refuse("is none, minor, major or critical")
    if impact == "none":
        return
    start = (
        node.at("started_at").instant_or_none()
        or node.at("created_at").instant()
    )
    end = _end(node)
    if end is not None and end < start:
        node.at("resolved_at").refuse("lies before the incident's start")
    changes = _changes(node, start)
    if not changes:
        whole = _Change(start, _BY_IMPACT[impact])
        changes = {one: [whole] for one in _components(node)}
    for component, steps in changes.items():
        runs = (run for run in _runs(steps, start, end) if run[0] in counts)
        for number, (status, begin, over) in enumerate(runs, 1):
            part = f"/{component.code}" if component.code else ""
            gather.outage(
                component.name,
                f"{node.at('id').text()}{part}"
                + (f"/{number}" if number > 1 else ""),
                begin,
                over,
                refuse=node.refuse,
                impact=_IMPACTS.get(status, Fraction(1)),
                note=note_of(node.at("name").text_or_none(), status),
            )


def _end(node: Node) -> int | None:
    """Return when an incident was over, None while it lasts."""
    resolved = node.at("resolved_at").instant_or_none()
    if resolved is not None or node.at("status").word() not in _OVER:
        return resolved
    ends = [
        _shown(update)
        for update in node.at("incident_updates").each_if_any()
        if update.at("status").word() in _OVER
    ]
    return min(ends) if ends else node.at("updated_at").instant()


def _shown(update: Node) -> int:
    """Return the instant of which an update speaks."""
    return (
        update.at("display_at").instant_or_none()
        or update.at("created_at").instant()
    )


def _updates(node: Node) -> list[tuple[int, Node]]:
    """Return the updates of an incident, oldest first."""
    found = [
        (_shown(one), one) for one in node.at("incident_updates").each_if_any()
    ]
    # The newest stands first, also of those that speak of one instant.
    found.reverse()
    return sorted(found, key=lambda pair: pair[0])


def _changes(node: Node, start: int) -> dict[_Component, list[_Change]]:
    """
    Return what the updates of an incident say of its components.

    What the first update says holds from the incident's start, and so does
    the old status of a component that a later one names first.
    """
    found: dict[_Component, list[_Change]] = {}
    for number, (at, update) in enumerate(_updates(node)):
        for entry in update.at("affected_components").each_if_any():
            component = _Component(
                entry.at("code").text_or_none(),
                entry.at("name").text_or_none(),
            )
            old, new = (
                _status(entry, "old_status"),
                _status(entry, "new_status"),
            )
            if component not in found:
                first = new if number == 0 else old
                found[component] = [_Change(start, first)]
            found[component].append(_Change(at, new))
    return found


def _status(entry: Node, key: str) -> str:
    """Return the status of a component."""
    status = entry.at(key).word() or _OPERATIONAL
    if status not in _KNOWN:
        entry.at(key).refuse(f"is none of {', '.join(sorted(_KNOWN))}")
    return status


def _runs(
    steps: list[_Change], start: int, end: int | None
) -> Iterator[tuple[str, int, int | None]]:
    """Yield each status that a component had, and from when to when."""
    spans = []
    bounds = [*(one.at for one in steps[1:]), None]
    for step, until in zip(steps, bounds, strict=True):
        begin = max(step.at, start)
        over = _earlier(until, end)
        if over is not None and over <= begin:
            continue
        spans.append((step.status, begin, over))
    for status, same in itertools.groupby(spans, key=lambda span: span[0]):
        run = list(same)
        yield status, run[0][1], run[-1][2]


def _earlier(one: int | None, other: int | None) -> int | None:
    """Return the earlier of two instants, None if neither is known."""
    return min((at for at in (one, other) if at is not None), default=None)


def _components(node: Node) -> list[_Component]:
    """Return the components of an incident; all of them if none is named."""
    found = [
        _Component(one.at("id").text_or_none(), one.at("name").text_or_none())
        for one in node.at("components").each_if_any()
    ]
    return found or [_Component(None, None)]


def _read_maintenance(gather: Gather, node: Node) -> None:
    """Note the maintenance of a scheduled window, as it really went."""
    begun: dict[str, int] = {}
    for at, update in _updates(node):
        begun.setdefault(update.at("status").word(), at)
    start = begun.get("in_progress") or (
        node.at("scheduled_for").instant_or_none()
        or node.at("started_at").instant_or_none()
    )
    end = begun.get("completed") or (
        node.at("scheduled_until").instant_or_none()
        or node.at("resolved_at").instant_or_none()
    )
    if start is None or end is None:
        node.refuse("has neither scheduled_for nor scheduled_until")
    for component in _components(node):
        part = f"/{component.code}" if component.code else ""
        gather.maintenance(
            component.name,
            f"{node.at('id').text()}{part}",
            start,
            end,
            refuse=node.refuse,
            announced=node.at("created_at").instant(),
            note=note_of(node.at("name").text_or_none()),
        )
