"""
The period as one promise sees it, as SVG.

Places along a row are shares of its width, so that a page of any width shows
all of it and letters keep their size. A stretch too short to be seen is drawn
as wide as its border.
"""

from bisect import bisect_right
from collections.abc import Iterator
from typing import final

import attrs

from slapolicy import _time
from slapolicy.evaluation.ledger import EntryState, LedgerEntry
from slapolicy.evaluation.results import CommitmentResult, Evaluation
from slapolicy.explain.language import Language, Value, said
from slapolicy.explain.sections import period_of
from slapolicy.explain.values import SPAN, Day, Elapsed, Instant, Number, Stay
from slapolicy.report import _words as w
from slapolicy.report._grid import cuts, days
from slapolicy.report._markup import NOTHING, Markup, bare, el


_ROW = 50
"""How high a row is: its label, its bar and the space below, in pixels."""

_BAR = 24
_TIP = 66
_ORDER = (
    EntryState.UP,
    EntryState.COUNTED,
    EntryState.EXCLUDED,
    EntryState.IGNORED,
    EntryState.UNOBSERVED,
)


@final
@attrs.frozen
class _Canvas:
    """
    Where a timeline is drawn.

    Args:
        bounds: Where its rows begin and, last, where the period ends.

        zone: The zone whose days the rows consist of.

        language: Whose words.

        anchor: What the anchors of the ledger's lines begin with, if there
            is a ledger to lead to.
    """

    bounds: tuple[int, ...]
    zone: str
    language: Language
    anchor: str | None

    @property
    def below(self) -> int:
        """Where the last row ends."""
        return (len(self.bounds) - 1) * _ROW

    @property
    def widest(self) -> int:
        """The length of the longest row."""
        ends = zip(self.bounds, self.bounds[1:], strict=False)
        return max(end - start for start, end in ends)

    def share(self, ticks: int) -> str:
        """Return a length as a share of the widest row, rounded down."""
        parts = ticks * 1_000_000 // self.widest
        return f"{parts // 10_000}.{parts % 10_000:04d}%"

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Yield the parts of a span, each with the row in which it lies."""
        row = bisect_right(self.bounds, start) - 1
        while start < end:
            stop = min(end, self.bounds[row + 1])
            yield row, start, stop
            row, start = row + 1, stop

    def bar(self, start: int, end: int, style: str) -> list[Markup]:
        """Return a span as bars, one in each row that it touches."""
        return [
            el(
                "rect",
                x=self.share(at - self.bounds[row]),
                y=row * _ROW + 20,
                width=self.share(stop - at),
                height=_BAR,
                class_=style,
            )
            for row, at, stop in self.pieces(start, end)
        ]

    def line(self, at: int, style: str) -> Markup:
        """Return a line across the row in which an instant lies."""
        row = min(bisect_right(self.bounds, at), len(self.bounds) - 1) - 1
        x, top = self.share(at - self.bounds[row]), row * _ROW + 20
        return el(
            "line", x1=x, x2=x, y1=top - 3, y2=top + _BAR + 3, class_=style
        )


def timeline(
    evaluation: Evaluation,
    result: CommitmentResult,
    language: Language,
    anchor: str | None,
) -> Markup:
    """
    Return the period as a promise sees it, with its legend.

    Args:
        evaluation: What was evaluated.

        result: How the promise fared.

        language: Whose words.

        anchor: What the anchors of the ledger's lines begin with; None where
            there is no ledger to lead to.

    Returns:
        A figure; nothing where the promise reads no downtime.
    """
    entries = evaluation.ledger.of(result.id)
    if not entries:
        return NOTHING
    canvas = _canvas(evaluation, language, anchor)
    label = w.TIMELINE_LABEL(period=period_of(evaluation), promise=result.id)
    drawing = el(
        "svg",
        _ground(canvas),
        None if anchor is None else _hint(canvas),
        [_stretch(canvas, one, place) for place, one in enumerate(entries)],
        _seen_from(evaluation, canvas),
        class_="timeline" if anchor is None else "timeline linked",
        width="100%",
        height=canvas.below + (0 if anchor is None else _TIP),
        role="group",
        aria_label=said(label, language),
    )
    return el("figure", drawing, _legend(entries, language))


def _canvas(
    evaluation: Evaluation, language: Language, anchor: str | None
) -> _Canvas:
    """Return where a period is drawn."""
    sight, zone = evaluation.sight, evaluation.policy.timezone
    bounds = cuts(sight.start, sight.end, zone)
    return _Canvas(bounds, zone, language, anchor)


def _ground(canvas: _Canvas) -> Iterator[Markup]:
    """Yield each row's label, and the lines between its days."""
    for row, start in enumerate(canvas.bounds[:-1]):
        end = canvas.bounds[row + 1]
        first, last = (
            Day(_time.local(at, canvas.zone).date()) for at in (start, end - 1)
        )
        words: Value = SPAN(start=first, end=last) if first != last else first
        yield bare(
            "text", said(words, canvas.language), x=0, y=row * _ROW + 12
        )
    for at in days(canvas.bounds[0], canvas.bounds[-1], canvas.zone):
        yield canvas.line(at, "tick")


def _stretch(canvas: _Canvas, one: LedgerEntry, place: int) -> Markup:
    """Return a stretch that can be pointed at and reached by keyboard."""
    words = said(_words_of(one, canvas.zone), canvas.language)
    state = one.state.value
    bars = canvas.bar(
        one.start_ticks, one.end_ticks, f"fill-{state} edge-{state}"
    )
    if one.state is EntryState.UP:
        return el("g", bare("title", words), bars)
    if canvas.anchor is None:
        return el(
            "g",
            bare("title", words),
            bars,
            class_="stretch",
            role="img",
            tabindex=0,
            aria_label=words,
        )
    tip = el(
        "foreignObject",
        el("p", words),
        class_="tip",
        x=0,
        y=canvas.below,
        width="100%",
        height=_TIP,
        aria_hidden="true",
    )
    return el(
        "a",
        bare("title", words),
        bars,
        tip,
        class_="stretch",
        href=f"#{canvas.anchor}-{place}",
        aria_label=words,
    )


def _words_of(one: LedgerEntry, zone: str) -> Value:
    """Return what a stretch is, and what made it so."""
    words = w.STRETCH(
        state=w.STATES[one.state](),
        span=Stay(one.start_ticks, one.end_ticks, zone),
        length=Elapsed(_time.length_ticks(one.length)),
    )
    if one.fact is not None:
        words = w.STRETCH_FACT(stretch=words, fact=one.fact)
    if one.rule is not None:
        words = w.STRETCH_RULE(stretch=words, rule=one.rule)
    if one.weight != 1:
        words = w.STRETCH_WEIGHT(stretch=words, weight=Number(one.weight))
    return words


def _seen_from(evaluation: Evaluation, canvas: _Canvas) -> Markup | None:
    """Return the instant from which all is seen, if the period still runs."""
    sight = evaluation.sight
    if not sight.start <= sight.as_of < sight.end:
        return None
    words = w.SEEN_FROM(instant=Instant(sight.as_of, canvas.zone))
    mark = canvas.line(sight.as_of, "now")
    later = canvas.bar(sight.as_of, sight.end, "future")
    return el("g", bare("title", said(words, canvas.language)), later, mark)


def _hint(canvas: _Canvas) -> Markup:
    """Return how to read more; what is pointed at is said in its place."""
    words = el("p", said(w.HINT(), canvas.language), class_="hint")
    return el(
        "foreignObject", words, x=0, y=canvas.below, width="100%", height=_TIP
    )


def _legend(entries: tuple[LedgerEntry, ...], language: Language) -> Markup:
    """Return what the colours and patterns mean, with the time of each."""
    lengths = dict.fromkeys(_ORDER, 0)
    for one in entries:
        lengths[one.state] += _time.length_ticks(one.length)
    items = [
        el(
            "li",
            swatch(f"fill-{state.value} edge-{state.value}"),
            said(
                w.LEGEND(state=w.STATES[state](), length=Elapsed(length)),
                language,
            ),
        )
        for state, length in lengths.items()
        if length
    ]
    return el("figcaption", el("ul", items, class_="legend"))


def swatch(style: str) -> Markup:
    """
    Return a sample of a colour.

    Args:
        style: Its classes.
    """
    sample = el("rect", x=1, y=1, width=16, height=12, class_=style)
    return el(
        "svg",
        sample,
        class_="swatch",
        width=18,
        height=14,
        aria_hidden="true",
    )


def patterns() -> Markup:
    """Return what tells states apart where colours do not."""
    marks = {
        "excluded": "M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4",
        "ignored": "M2,0 v8 M6,0 v8",
        "unobserved": "M0,2 h8 M0,6 h8",
    }
    found = [
        el(
            "pattern",
            el("rect", width=8, height=8, class_="ground"),
            el("path", d=path, class_=f"edge-{state}", stroke_width=2),
            id=f"slapolicy-{state}",
            width=8,
            height=8,
            patternUnits="userSpaceOnUse",
        )
        for state, path in marks.items()
    ]
    return el("svg", el("defs", found), class_="defs", aria_hidden="true")
