"""Which outages counted for a reading: where a claim's clock starts."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter

from slapolicy._pairs import Pair, intersected, merged, subtracted
from slapolicy._sweep import Down
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
        ticket = view.tickets.get(reading.subject) if reading.of_one else None
        return () if ticket is None else (ticket,)
    if decisions.are_apart:
        return tuple([view.named[one.outage][1] for one in reading.stretches])
    if reading.of_one:
        near = [(one.start, one.end) for one in reading.stretches]
    else:
        near = merged(
            piece for one in reading.stretches for piece in one.pieces
        )
    if not near:
        return ()
    first, last = min(near)[0], max(near, key=_END)[1]
    names = {
        down.name
        for down in view.by_start.over(first, last)
        if down.name not in decisions.outages
        and _counts(view, decisions, reading, down, near)
    }
    found = sorted(view.named[name] for name in names & view.named.keys())
    return tuple(one for _, one in found)


def _counts(
    view: View,
    decisions: Decisions,
    reading: Reading,
    down: Down,
    near: Sequence[Pair],
) -> bool:
    """Whether some time of an outage counted for a reading."""
    span = (down.start, down.end)
    beside = _around(near, *span)
    if not beside or reading.of_one:
        return bool(beside)
    if down.start == down.end:
        return False
    return any(
        intersected(free, beside)
        for free in _free(view, decisions, down.component, span)
    )


def _free(
    view: View, decisions: Decisions, component: str | None, span: Pair
) -> Iterator[list[Pair]]:
    """Yield the part of an outage that is not excused, lane by lane."""
    own = decisions.by_lane
    free = subtracted([span], _around(own[None], *span))
    lanes: tuple[str | None, ...] = (component,)
    parts = view.scope.components
    # Else nothing takes more from it in one, nor is there more in the others.
    if component is None and parts and all(name in own for name in parts):
        lanes = parts
    for name in lanes:
        # Under None it takes once more what is gone already.
        yield subtracted(free, _around(own.get(name, ()), *span))


def _around(pairs: Sequence[Pair], start: int, end: int) -> Sequence[Pair]:
    """Return those of sorted, disjoint *pairs* that overlap a span."""
    first = bisect_right(pairs, start, key=_END)
    return pairs[first : bisect_left(pairs, end, key=_START)]
