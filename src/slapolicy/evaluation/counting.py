"""Which outages counted for a reading: where a claim's clock starts."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import final

from slapolicy._pairs import Pair, intersected, merged, subtracted
from slapolicy.facts import Outage, Ticket
from slapolicy.terms.exchange import Decisions, Reading, View


_START, _END = itemgetter(0), itemgetter(1)


def outages_in(
    view: View, decisions: Decisions, reading: Reading
) -> tuple[Outage | Ticket, ...]:
    """
    Return the outages behind a reading, or the ticket that it is about.

    About one outage these are all that were merged in it; about the period
    those of which some time counted.

    Args:
        view: The record as the commitment sees it.

        decisions: What was decided about the facts.

        reading: What was read.
    """
    if not view.scope.outages:
        return tuple(
            one
            for one in view.record.tickets
            if reading.of_one and one.id == reading.subject
        )
    excluded = {one.outage for one in decisions.made}
    if reading.of_one:
        near = [(one.start, one.end) for one in reading.stretches]
    else:
        near = merged(
            piece for one in reading.stretches for piece in one.pieces
        )
    lanes = _Lanes(view, decisions)
    names = set()
    for down in view.downs:
        if down.name in excluded:
            continue
        beside = _around(near, down.start, down.end)
        if not beside:
            continue
        span: list[Pair] = [(down.start, down.end)]
        if not reading.of_one:
            span = lanes.counting(down.component, span)
        if intersected(span, beside):
            names.add(down.name)
    return tuple(one for one in view.scope.outages if one.id in names)


def _around(pairs: Sequence[Pair], start: int, end: int) -> Sequence[Pair]:
    """Return those of sorted, disjoint *pairs* that overlap a span."""
    first = bisect_right(pairs, start, key=_END)
    return pairs[first : bisect_left(pairs, end, key=_START)]


@final
class _Lanes:
    """What is excused of each component."""

    def __init__(self, view: View, decisions: Decisions) -> None:
        self.components = view.scope.components
        self.made = [
            one for one in decisions.made if one.outage is None and one.spans
        ]
        self.known: dict[str | None, list[Pair]] = {}

    def counting(self, component: str | None, span: list[Pair]) -> list[Pair]:
        """Return the part of an outage that counts for some component."""
        lanes: tuple[str | None, ...] = (component,)
        if component is None and self.components:
            lanes = self.components
        (whole,) = span
        return merged(
            piece
            for lane in lanes
            for piece in subtracted(span, _around(self.excused(lane), *whole))
        )

    def excused(self, lane: str | None) -> list[Pair]:
        """Return the time in which one component is excused."""
        if lane not in self.known:
            self.known[lane] = merged(
                pair
                for one in self.made
                if one.component in {None, lane}
                for pair in one.spans
            )
        return self.known[lane]
