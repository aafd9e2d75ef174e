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

import contextlib
import datetime as dt
import re

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, final

from slapolicy import _time
from slapolicy._extras import extra
from slapolicy._pairs import Pair
from slapolicy.errors import AmountError, DocumentError, MissingExtraError
from slapolicy.sources._exports import (
    Export,
    content_of,
    name_of,
    refuse,
)
from slapolicy.sources._gather import Gather, note_of
from slapolicy.sources._nodes import sane
from slapolicy.sources.imports import Import
from slapolicy.spans import Span


if TYPE_CHECKING:
    from icalendar import Component


_MAINTNOTE = "X-MAINTNOTE-"
_NEEDED = "calendars need the packages icalendar and recurring-ical-events"
# What comes again within a day is no maintenance, and rules without an
# interval never come to an end.
_RULES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_PROPERTY = re.compile(r"[ \t]|[A-Za-z0-9-]+[;:]|$")


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
    series: dict[tuple[str, str], list[_Event]] = {}
    for export in exports:
        for number, component in enumerate(_components(export), 1):
            where = f"{name_of(export)}: event {number}"
            event = _Event(component, where, timezone)
            series.setdefault(event.key, []).append(event)
    recurring: dict[str, list[_Event]] = {}
    for (uid, _), revisions in series.items():
        newest = max(revisions, key=lambda one: one.revision)
        if newest.recurs:
            recurring.setdefault(uid, []).append(newest)
        elif newest.counts(tentative=tentative):
            _note(gather, newest, newest.span, revisions)
    for events in recurring.values():
        for event in _occurrences(events, within, timezone):
            if event.counts(tentative=tentative):
                _note(gather, event, event.span, [])
    return gather.finish()


@contextlib.contextmanager
def _reading(where: str) -> Iterator[None]:
    """Turn whatever a stranger's calendar makes of its parser into ours."""
    try:
        yield
    except (DocumentError, MissingExtraError):
        raise
    except Exception as error:  # noqa: BLE001  (any, from parsers not ours)
        said = str(error) or type(error).__name__
        refuse(where, f"{said}; is this a calendar?")


def _components(export: Export) -> "list[Component]":
    """Return the events of all the calendars in an export."""
    if isinstance(export, Mapping):
        refuse("<mapping>", "is no calendar; give text, bytes or a path")
    content = content_of(export)
    if isinstance(content, bytes):
        content = content.decode("utf-8-sig", "replace")
    with extra("ical", _NEEDED):
        from icalendar import Calendar  # noqa: PLC0415  (an extra)
    name = name_of(export)
    with _reading(name):
        found = Calendar.from_ical(_mended(content), multiple=True)
        if not found:
            refuse(name, "holds no calendar")
        return [event for one in found for event in one.walk("VEVENT")]


def _mended(text: str) -> str:
    """Return a calendar whose long lines people folded by hand."""
    return "\r\n".join(
        line if _PROPERTY.match(line) else f" {line}"
        for line in text.splitlines()
    )


@final
class _Event:
    """One revision of an event, or one occurrence of it."""

    def __init__(
        self, component: "Component", where: str, timezone: str | None
    ) -> None:
        self.component = component
        self.where = where
        self._timezone = timezone
        with _reading(where):
            if component.errors:
                key, why = component.errors[0]
                refuse(where, f"{key}: {why}")
            self.uid = self._text("UID") or where
            self.key = (self.uid, self._text("RECURRENCE-ID"))
            stamp = component.get("DTSTAMP")
            self.stamp = None if stamp is None else self._ticks(stamp.dt)
            self.span = self._span()
            sequence = self._text("SEQUENCE") or "0"
            # Some send no numbers, and the later notice counts.
            self.revision = (int(sequence), self.stamp or 0)
        self.recurs = bool(
            self.key[1] or {"RRULE", "RDATE"} & {*map(str, component)}
        )

    @property
    def is_notice(self) -> bool:
        """Whether a carrier sent it to its customers."""
        return any(str(key).startswith(_MAINTNOTE) for key in self.component)

    def _text(self, key: str) -> str:
        """Return a property as text, empty where there is none."""
        value = self.component.get(key)
        if isinstance(value, list):
            value = value[-1]
        if value is None:
            return ""
        moment = getattr(value, "dt", None)
        return str(value if moment is None else self._ticks(moment))

    def _ticks(self, moment: object) -> int:
        """Return the instant of a date or a time."""
        zone = self._timezone
        if isinstance(moment, dt.datetime):
            if moment.tzinfo is not None:
                # A wall time that its day skips moves forward by the gap.
                return sane(_time.ticks(moment))
            if zone is not None:
                return sane(_time.resolve(moment, zone))
        elif isinstance(moment, dt.date) and zone is not None:
            return sane(_time.midnight(moment, zone))
        msg = f"{moment} is in no time zone; name the timezone"
        raise AmountError(msg)

    def _span(self) -> Pair:
        """Return when it begins and ends."""
        start: object = getattr(self.component, "start", None)
        end: object = getattr(self.component, "end", None)
        return self._ticks(start), self._ticks(end)

    def counts(self, *, tentative: bool) -> bool:
        """Whether the maintenance took place, as far as it says."""
        status = {
            self._text("STATUS").upper(),
            self._text(f"{_MAINTNOTE}STATUS").upper(),
        }
        if "CANCELLED" in status:
            return False
        return tentative or "TENTATIVE" not in status

    def objects(self) -> list[str | None]:
        """Return what it has an impact on; nothing named is everything."""
        found = self.component.get(f"{_MAINTNOTE}OBJECT-ID")
        if found is None:
            idle = self._text(f"{_MAINTNOTE}IMPACT").upper() == "NO-IMPACT"
            return [] if idle else [None]
        return [
            str(one)
            for one in (found if isinstance(found, list) else [found])
            if str(
                getattr(one, "params", {}).get(f"{_MAINTNOTE}OBJECT-IMPACT")
            ).upper()
            != "NO-IMPACT"
        ]

    @property
    def note(self) -> str | None:
        """What people call it."""
        return note_of(self._text("SUMMARY"))

    def rule_fault(self) -> str | None:
        """Return why its rule cannot be worked out, if it cannot."""
        rule = self.component.get("RRULE")
        if rule is None:
            return None
        if isinstance(rule, list):
            return "has several rules"
        parts = {str(key).upper(): rule[key] for key in rule}
        often = {str(one).upper() for one in parts.get("FREQ", ())} - _RULES
        if often or {"BYSECOND", "BYMINUTE"} & {*parts}:
            return "recurs more often than daily"
        if any(int(one) < 1 for one in parts.get("INTERVAL", ())):
            return "recurs at no interval"
        return None


def _note(
    gather: Gather, event: _Event, span: Pair, revisions: list[_Event]
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


def _occurrences(
    events: list[_Event], within: Span | None, timezone: str | None
) -> Iterator[_Event]:
    """Yield the occurrences of a series, moved and called off as it says."""
    where = events[0].where
    main = [one for one in events if not one.key[1]]
    if any(not one.counts(tentative=True) for one in main):
        return
    if not main:
        # Exceptions of a series that another calendar holds.
        yield from events
        return
    if within is None:
        refuse(where, "recurs; name the span that windows are wanted for")
    for one in main:
        if fault := one.rule_fault():
            refuse(where, f"RRULE: {fault}")
    with extra("ical", _NEEDED):
        # It has no types.
        import recurring_ical_events  # type: ignore[import-untyped]  # noqa: PLC0415

        from icalendar import Calendar  # noqa: PLC0415  (an extra)
    with _reading(where):
        calendar = Calendar()
        for one in events:
            calendar.add_component(one.component)
        found = recurring_ical_events.of(calendar).between(
            within.start,
            within.end,
        )
    for occurrence in found:
        yield _Event(occurrence, where, timezone)
