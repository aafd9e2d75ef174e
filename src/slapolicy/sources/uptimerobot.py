"""
UptimeRobot: ``getMonitors`` with logs (API v2), ``/incidents`` (API v3).

A monitor's logs say how long each state lasted, so they also say where they
are silent. A list of incidents says only what it mentions: it speaks for the
time from its oldest incident to its newest instant.

Ids: ``uptimerobot:MONITOR/LOG`` and ``uptimerobot:INCIDENT``.
"""

from slapolicy.sources._exports import Export
from slapolicy.sources._gather import Gather, note_of
from slapolicy.sources._nodes import Node, node_of
from slapolicy.sources._pages import Page, cover
from slapolicy.sources.imports import Import


_DOWN = "1"
_UP = "2"
_UNKNOWN = {"98": "the monitor had just started", "99": "it was paused"}


def read(*exports: Export) -> Import:
    """
    Return what UptimeRobot says of its monitors, by their friendly names.

    Args:
        *exports: Answers of ``getMonitors`` with ``logs=1``, or pages of
            ``/incidents``, in any order.

    Raises:
        DocumentError: If one of them does not read.
    """
    gather = Gather("uptimerobot")
    pages = []
    for export in exports:
        root = node_of(export)
        if root.has("monitors"):
            for monitor in root.at("monitors").each():
                _read_monitor(gather, monitor)
        elif root.has("data"):
            pages.append(_read_page(gather, root))
        else:
            root.refuse(
                "has neither monitors (API v2, with logs=1) nor data (API "
                "v3); is this an answer of UptimeRobot?"
            )
    cover(gather, pages)
    return gather.finish()


def _read_monitor(gather: Gather, monitor: Node) -> None:
    """Note what the logs of a monitor say; the newest stands first."""
    name = monitor.at("friendly_name").text()
    if not monitor.has("logs"):
        monitor.refuse("has no logs; ask for them with logs=1")
    logs = sorted(
        (
            (one.at("datetime").epoch(), one)
            for one in monitor.at("logs").each()
        ),
        key=lambda pair: pair[0],
    )
    for number, (start, log) in enumerate(logs):
        end = start + log.at("duration").length()
        newest = number == len(logs) - 1
        if not newest:
            end = min(end, logs[number + 1][0])
        gather.covers(name, start, end, refuse=log.refuse)
        _read_log(gather, monitor, log, (start, end), newest=newest)


def _read_log(
    gather: Gather,
    monitor: Node,
    log: Node,
    span: tuple[int, int],
    *,
    newest: bool,
) -> None:
    """Note what one log says of its span."""
    name = monitor.at("friendly_name").text()
    start, end = span
    id_ = f"{monitor.at('id').text()}/{_log_id(log)}"
    kind = log.at("type").text()
    if kind == _DOWN:
        gather.outage(
            name,
            id_,
            start,
            # While an outage lasts its duration only grows.
            None if newest else end,
            refuse=log.refuse,
            note=_reason(log.at("reason")),
        )
    elif kind in _UNKNOWN:
        gather.unobserved(
            name, id_, start, end, refuse=log.refuse, reason=_UNKNOWN[kind]
        )
    elif kind != _UP:
        log.at("type").refuse("is none of 1, 2, 98 and 99")


def _log_id(log: Node) -> str:
    """Return the id of a log; older answers have none."""
    return log.at("id").text_or_none() or log.at("datetime").text()


def _reason(reason: Node) -> str | None:
    """Return why it was down, which may be a mapping, a text or nothing."""
    if reason.has("detail"):
        return note_of(
            reason.at("code").text_or_none(),
            reason.at("detail").text_or_none(),
        )
    return note_of(reason.text_or_none())


def _read_page(gather: Gather, root: Node) -> Page:
    """Note the downtime on a page of incidents."""
    mentioned: list[int] = []
    for incident in root.at("data").each():
        start = incident.at("startedAt").instant()
        end = incident.at("resolvedAt").instant_or_none()
        lasts = end is None and incident.at("status").word() != "resolved"
        if end is None:
            end = start + _duration(incident)
        mentioned += [start, max(start, end)]
        if incident.at("type").word() != "downtime":
            continue
        monitor = incident.at("monitor")
        gather.outage(
            monitor.at("friendlyName").text(),
            incident.at("id").text(),
            start,
            None if lasts else end,
            refuse=incident.refuse,
            note=note_of(incident.at("reason").text_or_none()),
        )
    goes_on = root.at("nextLink").text_or_none() is not None
    return Page(tuple(mentioned), goes_on, root.refuse)


def _duration(incident: Node) -> int:
    """Return how long an incident lasted, or has lasted so far."""
    length = incident.at("duration")
    return 0 if length.value is None else length.length()
