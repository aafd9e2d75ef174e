"""A calendar in which each day is the darker the longer it was down."""

import datetime as dt

from collections.abc import Iterator
from typing import final

import attrs

from slapolicy import _time
from slapolicy.evaluation.ledger import EntryState, LedgerEntry
from slapolicy.evaluation.results import Evaluation
from slapolicy.explain.language import Language, Value, said
from slapolicy.explain.values import MONTHS, OF_MONTH, Day, Elapsed
from slapolicy.report import _words as w
from slapolicy.report._markup import Markup, bare, el, group
from slapolicy.report._timeline import swatch


_LEVELS = (5 * _time.MINUTE, 30 * _time.MINUTE, 4 * _time.HOUR)
"""Up to how much downtime a day has the first colours; beyond, the last."""

_SIDES = (18, 9, 12, 15, 18)
"""How large the square of each level is: size tells what colour may not."""

_CELL = 20
_LABEL = 110
_HEAD = 20
_SERVICE = 24
_DAYS = 31


@final
@attrs.frozen
class _Month:
    """
    A month of a service.

    Args:
        service: Whose.

        first: Its first day.

        days: The days that were evaluated, with the microseconds that
            counted as downtime.
    """

    service: str
    first: dt.date
    days: tuple[tuple[dt.date, int], ...]


def heat_map(found: list[Evaluation], language: Language) -> Markup:
    """
    Return a calendar of the downtime that counted.

    Args:
        found: What was evaluated, by service.

        language: Whose words.
    """
    label = said(w.HEAT_LABEL(), language)
    scroll = el(
        "div",
        _drawing(_months(found), language),
        class_="scroll",
        role="region",
        tabindex=0,
        aria_label=label,
    )
    return el(
        "section",
        el("h2", said(w.HEAT(), language), id="heat"),
        el("figure", scroll, el("figcaption", _legend(language))),
        el("p", said(w.HEAT_NOTE(), language)),
        aria_labelledby="heat",
    )


def _drawing(months: list[_Month], language: Language) -> Markup:
    """Return the calendar itself."""
    drawn = [*_numbers()]
    top, service = _HEAD, None
    for one in months:
        if one.service != service:
            service, top = one.service, top + _SERVICE
            name = bare("text", one.service, x=0, y=top - 7, class_="who")
            drawn.append(name)
        drawn.append(_row(one, top, language))
        top += _CELL
    return el(
        "svg",
        drawn,
        class_="heat",
        viewBox=f"0 0 {_LABEL + _DAYS * _CELL} {top}",
        role="group",
        aria_label=said(w.HEAT_LABEL(), language),
    )


def _numbers() -> Iterator[Markup]:
    """Yield the days of a month, above all."""
    for day in range(1, _DAYS + 1):
        x = _LABEL + day * _CELL - _CELL // 2
        yield bare("text", str(day), x=x, y=12, text_anchor="middle")


def _row(month: _Month, top: int, language: Language) -> Markup:
    """Return a month of a service."""
    name = OF_MONTH(
        month=MONTHS[month.first.month - 1](), year=month.first.year
    )
    label = bare("text", said(name, language), x=0, y=top + 14)
    days = (
        _day(month.service, day, down, top, language)
        for day, down in month.days
    )
    return group(label, days)


def _day(
    service: str, day: dt.date, down: int, top: int, language: Language
) -> Markup:
    """Return a day; one that was down can be reached by keyboard."""
    level = 0 if not down else 1 + sum(down > one for one in _LEVELS)
    message = w.HEAT_DAY if down else w.HEAT_NONE
    words = said(
        message(service=service, day=Day(day), length=Elapsed(down)), language
    )
    ground = _square(day.day, top, 0)
    if not down:
        return el("g", bare("title", words), ground)
    return el(
        "g",
        bare("title", words),
        ground,
        _square(day.day, top, level),
        class_="day",
        role="img",
        tabindex=0,
        aria_label=words,
    )


def _square(day: int, top: int, level: int) -> Markup:
    """Return the square of a level, in the middle of a day's cell."""
    side = _SIDES[level]
    inset = (_CELL - side) // 2
    return el(
        "rect",
        x=_LABEL + (day - 1) * _CELL + inset,
        y=top + inset,
        width=side,
        height=side,
        rx=2,
        class_=f"heat-{level}",
    )


def _legend(language: Language) -> Markup:
    """Return how much downtime each colour stands for."""
    words: list[Value] = [w.HEAT_LEAST()]
    words += [w.HEAT_UP_TO(length=Elapsed(one)) for one in _LEVELS]
    words.append(w.HEAT_MORE(length=Elapsed(_LEVELS[-1])))
    items = (
        el("li", swatch(f"heat-{level}"), said(one, language))
        for level, one in enumerate(words)
    )
    return el("ul", items, class_="legend")


def _months(found: list[Evaluation]) -> list[_Month]:
    """Return the months of each service, in order."""
    by_service: dict[str, dict[dt.date, int]] = {}
    for one in found:
        days = by_service.setdefault(one.service, {})
        for day, down in _days(one):
            days[day] = max(days.get(day, 0), down)
    return [
        _Month(
            service,
            first,
            tuple(
                (day, days[day])
                for day in sorted(days)
                if day.replace(day=1) == first
            ),
        )
        for service, days in by_service.items()
        for first in sorted({day.replace(day=1) for day in days})
    ]


def _days(evaluation: Evaluation) -> Iterator[tuple[dt.date, int]]:
    """Yield each day of a period, and for how long it was down."""
    sight, zone = evaluation.sight, evaluation.policy.timezone
    counted = [
        [one for one in entries if one.state is EntryState.COUNTED]
        for _, entries in evaluation.ledger.entries
    ]
    day, start = _time.local(sight.start, zone).date(), sight.start
    while start < sight.end:
        after = day + dt.timedelta(days=1)
        end = min(_time.midnight(after, zone), sight.end)
        yield day, max([_within(one, start, end) for one in counted] + [0])
        day, start = after, end


def _within(entries: list[LedgerEntry], start: int, end: int) -> int:
    """Return how much of a span entries cover."""
    return sum(
        max(0, min(one.end_ticks, end) - max(one.start_ticks, start))
        for one in entries
    )
