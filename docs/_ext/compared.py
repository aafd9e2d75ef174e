"""The comparison as a page: a picture, a table, and what was filled in."""

import datetime as dt
import functools
import itertools
import math

from collections.abc import Iterator
from fractions import Fraction

from docs._ext.comparing import LANDMARKS, Case, Paid
from docs._ext.described import FAMILIES
from docs._ext.heatmap import Row, heatmap, number
from docs._ext.markdown import anchor, plain, table
from slapolicy import catalogue


COLUMNS = 104
CATALOGUE = "../reference/catalogue.html"
TITLE = (
    "What each agreement pays for one downtime, as a share of a month's fee"
)

_FIRST = min(LANDMARKS.values())
_LAST = max(LANDMARKS.values())
_MARK = " †"


@functools.cache
def cases() -> tuple[tuple[str, Case], ...]:
    """Return every agreement, with its family."""
    return tuple((one.family, Case(one.policy)) for one in catalogue.entries())


def picture() -> str:
    """Return the heat map, as raw HTML of a page."""
    steps = list(_steps())
    groups = []
    for family, found in itertools.groupby(_fit(), lambda one: one[0]):
        rows = [_row(case, steps) for _, case in found]
        rows.sort(key=lambda row: (_nothing(row), row.name))
        groups.append((FAMILIES[family], rows))
    ticks = [(_place(time), said) for said, time in LANDMARKS.items()]
    drawn = heatmap(TITLE, groups, [_said(one) for one in steps], ticks)
    return f"```{{raw}} html\n{drawn}\n```"


def figures() -> str:
    """Return the same as a table."""
    rows = []
    for _, case in _fit():
        paid = [case.paid(one) for one in LANDMARKS.values()]
        mark = _MARK if any(one.in_time for one in paid) else ""
        cells = [
            "?" if one.share is None else number(one.share) for one in paid
        ]
        rows.append([_link(case) + mark, *cells])
    return table(["agreement", *LANDMARKS], rows)


def filled() -> str:
    """Return what each agreement was told of the service."""
    rows = []
    for _, case in _fit():
        parts = [f"{key}: {value}" for key, value in case.attributes.items()]
        parts += [f"“{key}”: {sum_}" for key, sum_ in case.amounts.items()]
        if case.component is not None:
            parts.append(f"only component {case.component} is down")
        if case.months != 1:
            parts.append(f"judged over {case.months} months, and their fee")
        if parts:
            rows.append([_link(case), plain("; ".join(parts))])
    return table(["agreement", "what it was told"], rows)


def gaps() -> str:
    """Return where an agreement in the picture does not say what it pays."""
    rows = []
    for _, case in _fit():
        for said, time in LANDMARKS.items():
            paid = case.paid(time)
            if paid.share is None:
                rows.append([_link(case), said, plain(paid.why)])
    return table(["agreement", "down for", "why"], rows)


def left_out() -> str:
    """Return the agreements that are not in the picture, and why."""
    rows = [
        [_link(case), plain(case.unfit)] for _, case in cases() if case.unfit
    ]
    return table(["agreement", "why"], rows)


def _fit() -> Iterator[tuple[str, Case]]:
    """Yield the agreements that pay for downtime what can be told."""
    return ((family, case) for family, case in cases() if not case.unfit)


def _link(case: Case) -> str:
    """Return a link to the agreement's section."""
    return f"[{case.policy.id}](#{anchor(case.policy.id)})"


def _row(case: Case, steps: list[dt.timedelta]) -> Row:
    """Return an agreement as a row of the picture."""
    paid: list[Paid] = [case.paid(one) for one in steps]
    return Row(
        case.policy.id,
        f"{CATALOGUE}#{anchor(case.policy.id)}",
        tuple(one.share for one in paid),
        _MARK if any(one.in_time for one in paid) else "",
    )


def _nothing(row: Row) -> int:
    """Return how many columns pay nothing."""
    return sum(share == 0 for share in row.shares)


def _steps() -> Iterator[dt.timedelta]:
    """Yield the downtime of each column, in whole seconds."""
    ratio = _LAST / _FIRST
    for here in range(COLUMNS):
        factor = ratio ** (here / (COLUMNS - 1))
        yield dt.timedelta(seconds=round(_FIRST.total_seconds() * factor))


def _place(time: dt.timedelta) -> Fraction:
    """Return where on the axis the middle of its column is, from 0 to 1."""
    place = math.log(time / _FIRST) / math.log(_LAST / _FIRST)
    middle = (place * (COLUMNS - 1) + 0.5) / COLUMNS
    return Fraction(middle).limit_denominator(10000)


def _said(time: dt.timedelta) -> str:
    """Return a downtime in a word."""
    minutes = time.total_seconds() / 60
    if minutes < 90:
        return f"{minutes:.0f} min"
    hours = minutes / 60
    return f"{hours:.0f} h" if hours < 36 else f"{hours / 24:.1f} d"
