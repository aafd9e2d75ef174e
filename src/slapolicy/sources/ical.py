"""
iCalendar: maintenance out of calendars and of carriers' notices.

Needs the extra ``ical``. Notices follow the BCOP draft (``X-MAINTNOTE-…``):
of several revisions of an event the newest ``SEQUENCE`` counts, and it was
announced when its window was first told. A calendar's own entries were
announced to nobody. Neither speaks for any time: they tell of maintenance,
not of outages.

Ids: ``ical:UID@START`` by seconds since the epoch, with ``/OBJECT`` where a
notice names objects.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from slapolicy import _time
from slapolicy._extras import extra
from slapolicy._pairs import Pair
from slapolicy.sources._exports import (
    Export,
    content_of,
    name_of,
    refuse,
)
from slapolicy.sources._gather import Gather
from slapolicy.sources._ical_events import NEEDED, Event, reading
from slapolicy.sources._ical_lines import lines_of
from slapolicy.sources._ical_series import Effort, occurrences
from slapolicy.sources._ical_zones import with_own_zones
from slapolicy.sources.imports import Import
from slapolicy.spans import Span


if TYPE_CHECKING:
    from icalendar import Component


def read(
    *exports: Export,
    within: Span | None = None,
    timezone: str | None = None,
    tentative: bool = False,
) -> Import:
    """
    Return the maintenance of calendars.

    Args:
        *exports: Calendars and notices in any order, all revisions of them.

        within: Windows that neither overlap nor touch this span are left
            out; needed where one recurs.

        timezone: The IANA zone of whole days and of times that float; None
            refuses them.

        tentative: Whether maintenance counts that was never confirmed.

    Raises:
        DocumentError: If one of them does not read.
    """
    gather = Gather("ical", within)
    series: dict[tuple[str, str], list[Event]] = {}
    for export in exports:
        for number, component in enumerate(_components(export), 1):
            where = f"{name_of(export)}: event {number}"
            event = Event(component, where, timezone)
            series.setdefault(event.key, []).append(event)
    recurring: dict[str, list[Event]] = {}
    for (uid, _), revisions in series.items():
        newest = max(revisions, key=lambda one: one.revision)
        if newest.recurs:
            recurring.setdefault(uid, []).append(newest)
        elif newest.counts(tentative=tentative):
            _note(gather, newest, newest.span, revisions)
    effort = Effort()
    for events in recurring.values():
        for event, span in occurrences(events, within, effort):
            if event.counts(tentative=tentative):
                _note(gather, event, span, [])
    return gather.finish()


def _components(export: Export) -> "list[Component]":
    """Return the events of all the calendars in an export."""
    if isinstance(export, Mapping):
        refuse("<mapping>", "is no calendar; give text, bytes or a path")
    content = content_of(export)
    if isinstance(content, bytes):
        content = content.decode("utf-8-sig", "replace")
    with extra("ical", NEEDED):
        from icalendar import Calendar  # noqa: PLC0415  (an extra)
    name = name_of(export)
    with reading(name):
        lines = with_own_zones(name, lines_of(name, content))
        # What is one line without an end would be taken for a file's name.
        text = "\r\n".join([*lines, ""])
        found = Calendar.from_ical(text, multiple=True)
        if not found:
            refuse(name, "holds no calendar")
        return [event for one in found for event in one.walk("VEVENT")]


def _note(
    gather: Gather, event: Event, span: Pair, revisions: list[Event]
) -> None:
    """Note the maintenance of an event, on each object that it names."""
    start, end = span
    told = [
        one.stamp
        for one in revisions
        if one.is_notice and one.span == span and one.stamp is not None
    ]
    for name in event.objects():
        part = f"/{name}" if name else ""
        gather.maintenance(
            name,
            f"{event.uid}@{start // _time.SECOND}{part}",
            start,
            end,
            refuse=lambda message: refuse(event.where, message),
            announced=min(told, default=None),
            note=event.note,
        )
