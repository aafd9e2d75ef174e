"""
What comes again in a calendar: rules, dates, exceptions.

A rule is worked out here, as far as the span goes that is wanted, and what
it gives is handed to the library that knows of exceptions as plain dates:
left alone it looks as far as the year 9999 for a rule that never comes.
"""

import datetime as dt

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias, final

from slapolicy import _time
from slapolicy._extras import extra
from slapolicy._pairs import Pair
from slapolicy.errors import AmountError
from slapolicy.sources._exports import refuse
from slapolicy.sources._ical_events import NEEDED, Event, reading
from slapolicy.sources._ical_rules import rule_of, wall
from slapolicy.spans import Span


if TYPE_CHECKING:
    from icalendar import Component

MOST_STEPS = 500_000
"""How many days and times rules are tried on, in all."""

MOST_WINDOWS = 10_000
"""How many windows of events that recur are read, on each object, in all."""

MOST_CHANGES = 100
"""How many exceptions of a series change what comes after them."""

# An event is copied for each of its windows: no more of it than says when.
_KEPT = ("UID", "SEQUENCE", "DURATION")
_RULES = ("RRULE", "RDATE", "EXDATE")
_NUMBER = "X-NUMBER"
_DAY = dt.timedelta(days=1)

_Moment: TypeAlias = dt.date | dt.datetime
# A time, or the period from it on.
_Said: TypeAlias = _Moment | tuple[_Moment, _Moment | dt.timedelta]


@final
class Effort:
    """What is left of the work that one reading may take."""

    def __init__(self) -> None:
        self._steps = MOST_STEPS
        self._windows = MOST_WINDOWS

    def walk(self, steps: int, where: str) -> None:
        """
        Take steps.

        Args:
            steps: On how many days and times a rule is tried.

            where: What stands before what is wrong.

        Raises:
            DocumentError: If they are too many, with those before.
        """
        self._steps -= steps
        if self._steps < 0:
            refuse(
                where,
                f"RRULE: rules are tried on at most {MOST_STEPS} days and "
                f"times in all; name a shorter span, or split the calendar",
            )

    def find(self, windows: int, where: str) -> None:
        """
        Find windows.

        Args:
            windows: How many, on each object.

            where: What stands before what is wrong.

        Raises:
            DocumentError: If they are too many, with those before.
        """
        self._windows -= windows
        if self._windows < 0:
            refuse(
                where,
                f"recurs: at most {MOST_WINDOWS} windows of events that recur "
                f"are read in all; name a shorter span, or split the calendar",
            )


def occurrences(
    events: Sequence[Event], within: Span | None, effort: Effort
) -> Iterator[tuple[Event, Pair]]:
    """
    Yield when a series takes place, moved and called off as it says.

    Args:
        events: The event and its exceptions.

        within: The span that windows are wanted for.

        effort: What is left of the work that may be done.

    Raises:
        DocumentError: If it recurs without a span, more often than daily, or
            too often.
    """
    where = events[0].where
    main = [one for one in events if not one.key[1]]
    if any(not one.counts(tentative=True) for one in main):
        return
    if not main:
        # Exceptions of a series that another calendar holds.
        yield from ((one, one.span) for one in events)
        return
    if within is None:
        refuse(where, "recurs; name the span that windows are wanted for")
    with extra("ical", NEEDED):
        # It has no types.
        import recurring_ical_events  # type: ignore[import-untyped]  # noqa: PLC0415

        from icalendar import Calendar  # noqa: PLC0415  (an extra)
    # Times that float are compared as if they were in UTC.
    wanted = _widened(within.start_ticks, within.end_ticks)
    with reading(where):
        zone = _zone_of(main[0])
        calendar = Calendar()
        for one in _bare_events(events, within, effort):
            calendar.add_component(one)
        found = recurring_ical_events.of(calendar).between(
            wanted.start, wanted.end
        )
        spans = [
            (
                (event := events[int(one[_NUMBER])]),
                (
                    event.ticks(_in_zone(one["DTSTART"].dt, zone)),
                    event.ticks(_in_zone(one["DTEND"].dt, zone)),
                ),
            )
            # In the order of the calendar, not of a set.
            for one in sorted(found, key=lambda one: int(one[_NUMBER]))
        ]
    yield from spans


def _bare_events(
    events: Sequence[Event], within: Span, effort: Effort
) -> Iterator["Component"]:
    """Yield when a series takes place, by its dates and its exceptions."""
    _refuse_changes(events)
    objects = max(len(one.objects()) for one in events)
    reach = _reach(events, within)
    (zone,) = (_zone_of(one) for one in events if not one.key[1])
    for number, one in enumerate(events):
        bare = _bare(one, number, zone)
        if not one.key[1]:
            dates = [
                *_listed(one, "RDATE", zone, reach),
                *_by_rule(bare, one, reach, effort),
            ]
            effort.find(len(dates) * max(1, objects), one.where)
            if dates:
                bare.add("RDATE", dates)
        yield bare


def _widened(start: int, end: int) -> Span:
    """Return a span and a day on either side of it."""
    return Span.of_ticks(
        max(_time.FIRST, start - _time.DAY), min(_time.LAST, end + _time.DAY)
    )


def _reach(events: Sequence[Event], within: Span) -> Span:
    """Return when what concerns a span may begin, by the rule."""
    low, high = within.start_ticks, within.end_ticks
    before = after = 0
    for one in events:
        start, end = min(one.span), max(one.span)
        said = int(one.key[1] or start)
        before = max(before, end - min(start, said))
        after = max(after, said - start)
        if one.key[1] and _has_rules(one):
            # What the rule says of that time decides whether it counts.
            low, high = min(low, said), max(high, said)
    return _widened(low - before, high + after)


def _has_rules(event: Event) -> bool:
    """Whether an event, or an exception, says how it recurs."""
    return any(key in event.component for key in _RULES)


def _refuse_changes(events: Sequence[Event]) -> None:
    """Refuse many exceptions that concern more than themselves."""
    changes = [
        one
        for one in events
        if one.key[1]
        and (
            _has_rules(one)
            or one.component["RECURRENCE-ID"].params.get("RANGE")
        )
    ]
    if len(changes) > MOST_CHANGES:
        refuse(
            changes[-1].where,
            f"is one of {len(changes)} exceptions that change what comes "
            f"after them, and at most {MOST_CHANGES} are read; begin another "
            f"series",
        )


def _zone_of(event: Event) -> dt.tzinfo | None:
    """
    Return the zone by whose clock a series is worked out, without the zone.

    To look up what a calendar says of its own zone takes long.
    """
    zone: dt.tzinfo | None = getattr(
        event.component.get("DTSTART").dt, "tzinfo", None
    )
    # One of pytz has to be asked each time.
    return None if hasattr(zone, "localize") else zone


def _local(said: _Said, zone: dt.tzinfo | None) -> _Said:
    """Return a time of any zone as the clock of one shows it."""
    if isinstance(said, tuple):
        begin, end = said
        return _clock(begin, zone), (
            end if isinstance(end, dt.timedelta) else _clock(end, zone)
        )
    return _clock(said, zone)


def _clock(moment: _Moment, zone: dt.tzinfo | None) -> _Moment:
    """Return a date or a time as the clock of a zone shows it."""
    if zone is None or not isinstance(moment, dt.datetime):
        return moment
    if moment.tzinfo not in {None, zone}:
        moment = moment.astimezone(zone)
    return moment.replace(tzinfo=None)


def _in_zone(moment: _Moment, zone: dt.tzinfo | None) -> _Moment:
    """Return what the clock of a zone shows as a time in it."""
    if zone is None or not isinstance(moment, dt.datetime):
        return moment
    return moment.replace(tzinfo=zone)


def _bare(event: Event, number: int, zone: dt.tzinfo | None) -> "Component":
    """Return no more of an event than when it is, and its number."""
    from icalendar import Event as Bare  # noqa: PLC0415  (an extra)

    bare, component = Bare(), event.component
    for key in (*_KEPT, *(_RULES if event.key[1] else ())):
        if key in component:
            bare[key] = component[key]
    for key in ("DTSTART", "DTEND", "RECURRENCE-ID"):
        said = component.get(key)
        if said is not None:
            bare.add(key, _clock(said.dt, zone), parameters=said.params)
    if not event.key[1] and (left_out := _listed(event, "EXDATE", zone)):
        bare.add("EXDATE", left_out)
    bare.add(_NUMBER, str(number))
    return bare


def _listed(
    event: Event, key: str, zone: dt.tzinfo | None, reach: Span | None = None
) -> list[_Said]:
    """Return the dates that an event lists, those of a span if one is given."""
    said = event.component.get(key) or []
    dates = [
        _local(one.dt, zone)
        for some in (said if isinstance(said, list) else [said])
        for one in some.dts
    ]
    if reach is None:
        return dates
    low, high = (one.date() for one in _bounds(reach))
    return [one for one in dates if low <= _day(one) <= high]


def _bounds(reach: Span) -> tuple[dt.datetime, dt.datetime]:
    """Return where a span begins and ends, by the clock of UTC."""
    return (
        wall(_time.local(reach.start_ticks, "UTC")),
        wall(_time.local(reach.end_ticks, "UTC")),
    )


def _day(said: _Said) -> dt.date:
    """Return the day on which a time, or a period, begins."""
    begin = said[0] if isinstance(said, tuple) else said
    return dt.date(begin.year, begin.month, begin.day)


def _by_rule(
    bare: "Component", event: Event, reach: Span, effort: Effort
) -> list[_Said]:
    """Return when an event comes again by its rule, without its first time."""
    said = event.component.get("RRULE")
    if said is None:
        return []
    if isinstance(said, list):
        refuse(event.where, "RRULE: has several rules")
    first: _Moment = event.component.get("DTSTART").dt
    try:
        rule = rule_of(said, wall(first))
    except (AmountError, ValueError) as error:
        refuse(event.where, f"RRULE: {error}")
    zone = _zone_of(event)
    low, high = _bounds(reach)
    sure = high
    until = _until(said["UNTIL"][-1], first) if "UNTIL" in said else None
    if until is not None:
        if until < first:
            # Nor does its first time count, as of a rule that ends at once.
            ended = {"FREQ": ["DAILY"], "UNTIL": [_clock(until, zone)]}
            bare.add("RRULE", ended)
            return []
        sure = wall(until) - _DAY
        if wall(until) < high:
            high = wall(until) + _DAY
    found: list[_Said] = []
    for steps, starts in rule.walk(low, high):
        effort.walk(steps, event.where)
        for start in starts:
            one = _like(start, first)
            if until is None or start < sure or one <= until:
                found.append(_clock(one, zone))
    return found


def _like(wall: dt.datetime, moment: _Moment) -> _Moment:
    """Return what a clock says as a date, or in the zone, of another."""
    if isinstance(moment, dt.datetime):
        return wall.replace(tzinfo=moment.tzinfo)
    return wall.date()


def _until(said: _Moment, first: _Moment) -> _Moment:
    """Return when a rule ends, as a date or a time like the first."""
    if not isinstance(first, dt.datetime):
        return dt.date(said.year, said.month, said.day)
    at = said if isinstance(said, dt.datetime) else wall(said)
    if first.tzinfo is None:
        return at.replace(tzinfo=None)
    return at if at.tzinfo is not None else at.replace(tzinfo=dt.UTC)
