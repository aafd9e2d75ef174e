"""
The time zones that a calendar defines for itself.

The library that reads calendars works out all changes of a clock from the
first year on: one that changes every second, or never, takes for ever. And
it keeps each zone, by its name, for all calendars that it reads later.
"""

import contextlib
import datetime as dt
import hashlib
import re
import zoneinfo

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from slapolicy.errors import AmountError
from slapolicy.sources._exports import refuse
from slapolicy.sources._ical_rules import Rule, rule_of, wall


if TYPE_CHECKING:
    from icalendar import Component

MOST_CHANGES = 1_000
"""How often the clock of a zone changes: twice a year since 1601."""

MOST_CHANGES_IN_ALL = 10_000
"""How often the clocks of all zones change."""

MOST_TEXT = 100_000
"""How many characters define a zone."""

MOST_ZONES = 100
"""How many zones there are: the library keeps each of them for ever."""

# What stands where a definition was.
_EMPTY = ["BEGIN:X-ZONE", "END:X-ZONE"]
_TZID = re.compile("TZID[;:]", re.IGNORECASE)
# A date or a time, its parameters up to the zone, and the zone.
_IN_ZONE = re.compile(
    r"(\A(?:DTSTART|DTEND|RECURRENCE-ID|RDATE|EXDATE)"
    r'(?:;[^;:"]*(?:"[^"]*")?)*?;TZID=)("[^"]*"|[^;:"]*)',
    re.IGNORECASE,
)
_LAST_YEAR = 2040
# The rule of a clock is tried on its first ten years.
_YEARS = 10
_TRIED = dt.timedelta(days=3_653)
_TIMES = range(9, 12)


def with_own_zones(where: str, lines: Sequence[str]) -> Sequence[str]:
    """
    Return a calendar whose time zones have names that no other has.

    Of two zones by one name the library would obey the first for ever, that
    of another calendar too. What a calendar says of zones that are known is
    not used. Of the others the library is told here: it would read a calendar
    again in which one is defined behind an event.

    Args:
        where: What stands before what is wrong.

        lines: The lines of a calendar, none of them folded.

    Raises:
        DocumentError: If a clock changes otherwise than once a year by each
            rule, or too often.

        ValueError: If a definition does not read.
    """
    found = [*lines]
    names: dict[str, str] = {}
    own: list[Sequence[str]] = []
    known: set[str] = set()
    total = 0
    for number, at in enumerate(_definitions(where, lines), 1):
        place = f"{where}: VTIMEZONE {number}"
        inner = lines[at.start : at.stop]
        found[at.start - 1 : at.stop + 1] = _EMPTY + [""] * len(inner)
        zone = _read("X-ZONE", inner)
        if zone.walk("VEVENT"):
            refuse(place, "holds an event; write it behind END:VTIMEZONE")
        known = known or zoneinfo.available_timezones()
        name = str(zone.get("TZID")).strip("/")
        if name in known:
            continue
        total += _checked(zone, sum(map(len, inner)), place)
        if total > MOST_CHANGES_IN_ALL:
            refuse(
                place,
                f"the clocks of all zones change {total} times, and at most "
                f"{MOST_CHANGES_IN_ALL} are read; name IANA zones",
            )
        if name not in names:
            said = "\n".join(inner).encode()
            names[name] = f"zone-{hashlib.sha256(said).hexdigest()}"
            own.append(
                [
                    f"TZID:{names[name]}" if _TZID.match(one) else one
                    for one in inner
                ]
            )
    if len(own) > MOST_ZONES:
        refuse(
            where,
            f"defines {len(own)} time zones of its own, and at most "
            f"{MOST_ZONES} are read; name IANA zones",
        )
    for inner in own:
        _read("VTIMEZONE", _renamed(inner, names))
    return _renamed(found, names) if names else found


def _renamed(lines: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """Return lines in which zones have the names that no other has."""
    return [
        _IN_ZONE.sub(
            lambda said: said[1] + names.get(said[2].strip('"/'), said[2]),
            line,
        )
        for line in lines
    ]


def _definitions(where: str, lines: Sequence[str]) -> Iterator[range]:
    """Yield where each definition lies, between its begin and its end."""
    first: int | None = None
    for at, line in enumerate(lines):
        said = line.strip().upper()
        if not (
            said.endswith(":VTIMEZONE") and said.startswith(("BEGIN", "END"))
        ):
            continue
        if said == "BEGIN:VTIMEZONE" and first is None:
            first = at + 1
        elif said == "END:VTIMEZONE" and first is not None:
            yield range(first, at)
            first = None
        else:
            refuse(where, "a VTIMEZONE that does not begin, or end, once")


def _checked(zone: "Component", length: int, place: str) -> int:
    """Return how often the clock of a zone changes; refuse too often."""
    if length > MOST_TEXT:
        refuse(
            place,
            f"is longer than {MOST_TEXT} characters; name an IANA zone",
        )
    changes = sum(_changes(one, place) for one in zone.walk())
    if changes > MOST_CHANGES:
        refuse(
            place,
            f"its clock changes {changes} times, and at most {MOST_CHANGES} "
            f"are read; name an IANA zone",
        )
    return changes


def _read(name: str, inner: Sequence[str]) -> "Component":
    """Return a definition as a component; the library uses a VTIMEZONE."""
    from icalendar import Component  # noqa: PLC0415  (an extra)

    text = "\r\n".join([f"BEGIN:{name}", *inner, f"END:{name}", ""])
    return Component.from_ical(text)


def _changes(part: "Component", place: str) -> int:
    """Return how often a clock changes by a part of a definition."""
    if {"EXRULE", "EXDATE"} & {*map(str, part)}:
        refuse(place, "leaves out changes of its clock; name an IANA zone")
    listed = part.get("RDATE") or []
    dates = listed if isinstance(listed, list) else [listed]
    number = sum(len(one.dts) for one in dates)
    said = part.get("RRULE")
    if said is None:
        return number
    if not isinstance(said, list):
        with contextlib.suppress(AmountError):
            rule = rule_of(said, wall(part.get("DTSTART").dt))
            if _is_of_a_clock(rule):
                return number + max(_YEARS, _LAST_YEAR - rule.start.year)
    refuse(
        place,
        "RRULE: changes its clock otherwise than once a year; "
        "name an IANA zone",
    )


def _is_of_a_clock(rule: Rule) -> bool:
    """Whether a rule comes once a year, every year."""
    if rule.frequency != "YEARLY" or len(rule.months) != 1:
        return False
    walked = rule.walk(rule.start, rule.start + _TRIED)
    return sum(len(times) for _, times in walked) in _TIMES
