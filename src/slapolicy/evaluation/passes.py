"""One pass over outages and excused time, on integers."""

from collections.abc import Iterable, Sequence

from slapolicy._pairs import Pair


def counted(
    kept: Iterable[Pair], excused: Sequence[Pair], start: int, end: int
) -> int:
    """
    Return how long outages were in a period, less what is excused.

    >>> counted([(0, 6), (4, 9)], [(1, 2)], 2, 8)
    6

    Args:
        kept: Outages in order of time; they may overlap.

        excused: A canonical list.

        start: Where the period begins.

        end: Where it ends.
    """
    total, reach = 0, start
    if not excused:
        for low, high in kept:
            if high > reach:
                if low >= end:
                    break
                total += high - (max(reach, low))
                reach = high
        return total - max(reach - end, 0)
    place, last = 0, len(excused)
    for low, high in kept:
        since = low if low > reach else reach  # noqa: FURB136  (max is slow)
        until = high if high < end else end  # noqa: FURB136  (min is slow)
        if until <= since:
            continue
        total += until - since
        reach = until
        while place < last and excused[place][1] <= since:
            place += 1
        near = place
        while near < last and excused[near][0] < until:
            free, busy = excused[near]
            total -= (min(until, busy)) - (max(since, free))
            near += 1
    return total


def lasting(
    kept: Sequence[Pair], excused: Sequence[Pair], start: int, end: int
) -> list[int]:
    """
    Return how long each outage was that began in a period, merged whole.

    >>> lasting([(0, 6), (4, 9), (12, 13)], [(1, 2)], 0, 20)
    [8, 1]

    Args:
        kept: Outages in order of time; they may overlap.

        excused: A canonical list, taken off the lengths.

        start: Where the period begins.

        end: Where it ends.
    """
    found: list[int] = []
    place, count, near, last = 0, len(kept), 0, len(excused)
    while place < count:
        since, until = kept[place]
        place += 1
        while place < count and kept[place][0] <= until:
            high = kept[place][1]
            until = max(until, high)
            place += 1
        if start <= since < end:
            length = until - since
            while near < last and excused[near][1] <= since:
                near += 1
            here = near
            while here < last and excused[here][0] < until:
                free, busy = excused[here]
                length -= min(busy, until) - max(free, since)
                here += 1
            found.append(length)
    return found
