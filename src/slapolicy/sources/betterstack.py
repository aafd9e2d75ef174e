"""
Better Stack: ``/incidents`` (API v2 and v3 alike).

A list of incidents says only what it mentions: it speaks for the time from
its oldest incident to its newest instant.

Ids: ``betterstack:INCIDENT``.
"""

from slapolicy.sources._exports import Export
from slapolicy.sources._gather import Gather, note_of
from slapolicy.sources._nodes import Node, node_of
from slapolicy.sources._pages import Page, cover
from slapolicy.sources.imports import Import


_SURE = ("started", "acknowledged", "validating", "resolved")
_UNSURE = "unconfirmed"


def read(*exports: Export) -> Import:
    """
    Return what Better Stack says of its monitors, by their names.

    Args:
        *exports: Pages of ``/incidents``, in any order.

    Raises:
        DocumentError: If one of them does not read.
    """
    gather = Gather("betterstack")
    pages = []
    for export in exports:
        root = node_of(export)
        mentioned: list[int] = []
        for incident in root.at("data").each():
            mentioned += _read_incident(gather, incident)
        after = root.at("pagination")
        goes_on = (
            after.value is not None
            and after.at("next").text_or_none() is not None
        )
        pages.append(Page(tuple(mentioned), goes_on, root.refuse))
    cover(gather, pages)
    return gather.finish()


def _read_incident(gather: Gather, incident: Node) -> list[int]:
    """Note an incident, and return the instants that it mentions."""
    told = incident.at("attributes")
    status = told.at("status").word()
    start = told.at("started_at").instant()
    end = told.at("resolved_at").instant_or_none()
    if status in _SURE:
        gather.outage(
            told.at("name").text_or_none(),
            incident.at("id").text(),
            start,
            end,
            refuse=incident.refuse,
            note=note_of(told.at("cause").text_or_none()),
        )
    elif status != _UNSURE:
        known = ", ".join((*_SURE, _UNSURE))
        told.at("status").refuse(f"is none of {known}")
    return [start, start if end is None else max(start, end)]
