"""What each exclusion takes of outage time, each instant once."""

import heapq

from collections.abc import Iterable, Sequence

from slapolicy._pairs import Pair, clipped, intersected, merged
from slapolicy.terms.exchange import Decision, View


def outage_time(view: View, component: str | None) -> list[Pair]:
    """
    Return when outages of a component were going on, in the period.

    Args:
        view: The record as a commitment sees it.

        component: Its name; None for any.
    """
    whole = merged(
        [
            (one.start, one.end)
            for one in view.joined
            if component is None or one.component in {None, component}
        ]
    )
    return clipped(whole, view.start, view.end)


def shares(view: View, made: Sequence[Decision]) -> list[tuple[int, int, int]]:
    """
    Return which decision takes what outage time, each instant once.

    Args:
        view: The record as a commitment sees it.

        made: Decisions, the first of which takes an instant.

    Returns:
        Starts, ends, and places in *made*; sorted and disjoint.
    """
    by_component: dict[str | None, list[Pair]] = {}
    claimed: list[tuple[int, int, int]] = []
    for place, decision in enumerate(made):
        if not decision.held:
            continue
        if decision.outage is not None:
            took = clipped(decision.spans, view.start, view.end)
        else:
            name = decision.component
            if name not in by_component:
                by_component[name] = outage_time(view, name)
            took = intersected(decision.spans, by_component[name])
        claimed.extend((start, end, place) for start, end in took)
    return first_claims(claimed)


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


def first_takers(view: View, made: Sequence[Decision]) -> list[int]:
    """
    Return how many microseconds each decision took.

    Args:
        view: The record as a commitment sees it.

        made: Decisions, the first of which takes an instant.
    """
    taken = [0] * len(made)
    for start, end, place in shares(view, made):
        taken[place] += end - start
    return taken
