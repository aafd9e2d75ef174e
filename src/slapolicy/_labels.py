"""
What periods are called: `label` and `parse_label` invert each other.
"""

import datetime as dt
import functools
import re

from typing import assert_never

from slapolicy import _time
from slapolicy._pairs import Pair
from slapolicy._units import UNITS, PeriodUnit, day_of
from slapolicy.errors import AmountError


# How a unit's label reads, and what it lacks to the ISO 8601 date of the
# unit's first day. A quarter's month depends on which it is.
_FORMS = {
    PeriodUnit.DAY: (re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII), ""),
    PeriodUnit.WEEK: (re.compile(r"\d{4}-W\d{2}", re.ASCII), "-1"),
    PeriodUnit.MONTH: (re.compile(r"\d{4}-\d{2}", re.ASCII), "-01"),
    PeriodUnit.QUARTER: (re.compile(r"\d{4}-Q[1-4]", re.ASCII), ""),
    PeriodUnit.YEAR: (re.compile(r"\d{4}", re.ASCII), "-01-01"),
}


def label(start: int, end: int, zone: str) -> str:
    """
    Return what a period is called; the inverse of `parse_label`.

    The name of a unit of the calendar, such as ``2026-W40``, else the local
    dates of its start and of its end, which is not part of it, or both
    instants in UTC if they are not local midnights.

    >>> july = parse_label("2026-07", "Europe/Rome")
    >>> label(*july, "Europe/Rome")
    '2026-07'
    >>> label(*july, "UTC")
    '2026-06-30T22:00:00Z/2026-07-31T22:00:00Z'

    Args:
        start: The period's start, microseconds since the epoch, UTC.

        end: The period's end.

        zone: The IANA zone whose calendar it is.

    Raises:
        AmountError: If it leaves the years 1 to 9999.
    """
    return _label(start, end, zone)


@functools.lru_cache(maxsize=1024)
def _label(start: int, end: int, zone: str) -> str:
    """Return what a period is called."""
    first, last = day_of(start, zone), day_of(end, zone)
    if (start, end) != (
        _time.midnight(first, zone),
        _time.midnight(last, zone),
    ):
        return f"{_time.iso(start)}/{_time.iso(end)}"
    for unit, grid in UNITS.items():
        if grid.containing(start, zone) == (start, end):
            return _unit_label(first, unit)
    return f"{first}/{last}"


def _unit_label(first: dt.date, unit: PeriodUnit) -> str:
    """Return the label of the calendar unit that begins with a day."""
    match unit:
        case PeriodUnit.DAY:
            return first.isoformat()
        case PeriodUnit.WEEK:
            year, week, _ = first.isocalendar()
            return f"{year:04d}-W{week:02d}"
        case PeriodUnit.MONTH:
            return f"{first.year:04d}-{first.month:02d}"
        case PeriodUnit.QUARTER:
            return f"{first.year:04d}-Q{first.month // 3 + 1}"
        case PeriodUnit.YEAR:
            return f"{first.year:04d}"
    assert_never(unit)


def parse_label(text: str, zone: str) -> Pair:
    """
    Return when the period of that label begins and ends.

    Args:
        text: ``2026-10-03``, ``2026-W40``, ``2026-10``, ``2026-Q3``,
            ``2026``, or start and end with a slash between them, both as
            local dates or both as instants.

        zone: The IANA zone whose calendar it is.

    Raises:
        AmountError: If it is no label, there is no such unit, or the end
            lies before the start.
    """
    if "/" in text:
        return _parse_bounds(text, zone)
    for unit, (form, _) in _FORMS.items():
        if form.fullmatch(text) is not None:
            return _parse_unit(text, unit, zone)
    msg = (
        f"{text!r} is no period; write it as 2026-10-03, 2026-W40, 2026-10, "
        f"2026-Q3, 2026 or 2026-02-28/2026-03-31"
    )
    raise AmountError(msg)


def _parse_unit(text: str, unit: PeriodUnit, zone: str) -> Pair:
    """Return when the calendar unit of that label begins and ends."""
    try:
        if unit is PeriodUnit.QUARTER:
            first = dt.date(int(text[:4]), int(text[-1]) * 3 - 2, 1)
        else:
            first = dt.date.fromisoformat(text + _FORMS[unit][1])
    except ValueError:
        msg = f"{text!r} is no {unit.value} of the calendar"
        raise AmountError(msg) from None
    start, end = UNITS[unit].bounds(UNITS[unit].number(first), zone)
    if start == end:
        msg = f"{text!r} does not exist in {zone}, which skipped that day"
        raise AmountError(msg)
    return start, end


def _parse_bounds(text: str, zone: str) -> Pair:
    """Return the two dates or instants that *text* writes."""
    first, _, last = text.partition("/")
    form, _ = _FORMS[PeriodUnit.DAY]
    if form.fullmatch(first) and form.fullmatch(last):
        start, _ = _parse_unit(first, PeriodUnit.DAY, zone)
        end, _ = _parse_unit(last, PeriodUnit.DAY, zone)
    else:
        start = _time.ticks(_time.parse_instant(first))
        end = _time.ticks(_time.parse_instant(last))
    if end < start:
        msg = f"{text!r} ends before it begins"
        raise AmountError(msg)
    return start, end
