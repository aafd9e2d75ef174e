"""What each exclusion takes of outage time, each instant once."""

import heapq

from collections.abc import Iterable, Sequence

from slapolicy._pairs import Pair, clipped, intersected, merged
from slapolicy.terms.exchange import Decision, View


def outage_times(view: View) -> dict[str | None, list[Pair]]:
    """
    Return when outages were going on in the period, by component.

    Those of the whole service stand under None.

    Args:
        view: The record as a commitment sees it.
    """
    found: dict[str | None, list[Pair]] = {None: []}
    for one in view.joined:
        found.setdefault(one.component, []).append((one.start, one.end))
    return {
        name: clipped(merged(pairs), view.start, view.end)
        for name, pairs in found.items()
    }


def shares(view: View, made: Sequence[Decision]) -> list[tuple[int, int, int]]:
    """
    Return which decision takes what outage time, each instant once.

    Args:
        view: The record as a commitment sees it.

        made: Decisions, the first of which takes an instant.

    Returns:
        Starts, ends, and places in *made*; sorted and disjoint.
    """
    times = outage_times(view)
    anywhere = merged(pair for pairs in times.values() for pair in pairs)
    claimed: list[tuple[int, int, int]] = []
    for place, one in enumerate(made):
        if not one.held or not one.spans:
            continue
        if one.outage is not None:
            took = clipped(one.spans, view.start, view.end)
        elif one.component is None:
            took = _during(one.spans, anywhere)
        else:
            took = merged(
                _during(one.spans, times[None])
                + _during(one.spans, times.get(one.component, []))
            )
        claimed.extend((start, end, place) for start, end in took)
    return first_claims(claimed)


def whole_shares(made: Sequence[Decision]) -> list[tuple[int, int, int]]:
    """
    Return the same where no two facts touch: outages that are excluded.

    Args:
        made: Decisions, the first of which takes an outage.
    """
    taken: dict[Pair, int] = {}
    for place, one in enumerate(made):
        if one.outage is not None:
            for span in one.spans:
                taken.setdefault(span, place)
    return sorted([(*span, place) for span, place in taken.items()])


def _during(spans: Sequence[Pair], times: Sequence[Pair]) -> list[Pair]:
    """Return the part of some spans that lies in others, near them."""
    return intersected(spans, clipped(times, spans[0][0], spans[-1][1]))


def first_claims(
    claimed: Iterable[tuple[int, int, int]],
) -> list[tuple[int, int, int]]:
    """
    Return disjoint spans, each with the smallest place that claims it.

    Args:
        claimed: Starts, ends, and places of those who claim them.
    """
    waiting = sorted(claimed)
    found: list[tuple[int, int, int]] = []
    active: list[tuple[int, int]] = []
    now, place = 0, 0
    while place < len(waiting) or active:
        if not active:
            now = waiting[place][0]
        while place < len(waiting) and waiting[place][0] <= now:
            _, end, order = waiting[place]
            heapq.heappush(active, (order, end))
            place += 1
        while active and active[0][1] <= now:
            heapq.heappop(active)
        if not active:
            continue
        order, end = active[0]
        if place < len(waiting):
            end = min(end, waiting[place][0])
        if found and found[-1][1] == now and found[-1][2] == order:
            found[-1] = (found[-1][0], end, order)
        else:
            found.append((now, end, order))
        now = end
    return found
