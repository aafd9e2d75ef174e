"""
The lines of a calendar: which of them are read, and how many may be.

The library that reads calendars takes long for each of them, and as long
for what nobody asks for.
"""

import re

from collections.abc import Iterable, Iterator, Sequence

from slapolicy.sources._exports import refuse


MOST_PARTS = 25_000
"""
How many lines, and parts of them, are read of any calendar.

What stands between commas, semicolons and slashes is a part; what says that
an event comes again counts `AGAIN` more.
"""

ONE_IN = 40
"""In how many characters there may be one, if that is more."""

AGAIN = 10

MOST_SLASHES = 10
"""How many slashes the name of a time zone has."""

_PROPERTY = re.compile(r"[A-Za-z0-9-]+[;:]")
_PLAIN = r'(?:;(?!VALUE=)[A-Z0-9-]+=(?:[^\0-\x1f\x7f",:;\\]*|"[^\0-\x1f\x7f"\\]*"))*:'
# Texts that nobody asks for, and that no parser stumbles over. An address
# in which a line ends is none.
_UNREAD = re.compile(
    r"(?:(?:CATEGORIES|CLASS|CONTACT|DESCRIPTION|LOCATION|RELATED-TO|"
    rf"RESOURCES|TRANSP|X-(?!MAINTNOTE-)[A-Z0-9-]+){_PLAIN}|"
    rf"(?:ATTACH|ATTENDEE|ORGANIZER|URL){_PLAIN}[^\\]*\Z)",
    re.ASCII | re.IGNORECASE,
)
_AGAIN = re.compile(
    "^(?:RRULE|RDATE|RECURRENCE-ID)[;:]", re.IGNORECASE | re.MULTILINE
)
_IN_ZONE = re.compile(
    "(?:DTSTART|DTEND|DUE|RECURRENCE-ID|RDATE|EXDATE);.*TZID", re.IGNORECASE
)


def lines_of(where: str, text: str) -> Sequence[str]:
    """
    Return the lines of a calendar that are read, none of them folded.

    Args:
        where: What stands before what is wrong.

        text: The calendar.

    Raises:
        DocumentError: If they are too many.
    """
    lines = [*_read(_unfolded(text))]
    parts = _parts("\n".join(lines))
    most = max(MOST_PARTS, len(text) // ONE_IN)
    if parts > most:
        refuse(
            where,
            f"has {parts} lines and parts of lines to be read, where it says "
            f"that something recurs {AGAIN} more, and at most {most} are; "
            f"split the calendar",
        )
    for line in lines:
        # The name of a zone is looked up from each slash on.
        slashes = line.count("/") - line.count(",")
        if slashes > MOST_SLASHES and _IN_ZONE.match(line):
            refuse(where, f"a TZID with more than {MOST_SLASHES} slashes")
    return lines


def _parts(text: str) -> int:
    """Return how many parts lines have, by what they cost."""
    separators = sum(map(text.count, "\n,;/"))
    return 1 + separators + AGAIN * len(_AGAIN.findall(text))


def _read(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines that are read, and all of what is no component."""
    depth = 0
    in_zone = False
    for line in lines:
        # The definition of a zone may not say all that others may.
        if depth > 0 and not in_zone and _UNREAD.match(line):
            continue
        if line[:6].upper() == "BEGIN:":
            depth += 1
            in_zone |= line.strip().upper() == "BEGIN:VTIMEZONE"
        elif line[:4].upper() in {"END:", "END;"}:
            depth -= 1
            in_zone &= line.strip().upper() != "END:VTIMEZONE"
        yield line


def _unfolded(text: str) -> Iterator[str]:
    """Yield the lines of a calendar, those too that people folded by hand."""
    parts: list[str] = []
    for line in text.splitlines():
        if not parts or _PROPERTY.match(line):
            if parts:
                yield "".join(parts)
            parts = [line]
        else:
            parts.append(line[line[:1] in {" ", "\t"} :])
    if parts:
        yield "".join(parts)
