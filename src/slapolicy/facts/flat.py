"""Outages as flat integers, for who reads many of them again and again."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable
from itertools import compress
from typing import NamedTuple, TypeAlias, final

from slapolicy.facts.incidents import Outage


Edges: TypeAlias = "tuple[array[int], array[int]]"
"""Starts and ends, in order of time."""


@final
class Flat(NamedTuple):
    """
    When outages were, and what causes and sources they had.

    To follow a hundred thousand of them through memory takes longer than
    all that is reckoned with them; here there is nothing to follow.

    Args:
        starts: Where they begin, microseconds since the epoch, UTC; sorted.

        ends: Where each ends, after its start.

        kinds: Their causes with their sources, each pair once.

        places: The place of each outage's pair among these.
    """

    starts: "array[int]"
    ends: "array[int]"
    kinds: tuple[tuple[str, str | None], ...]
    places: "array[int]"

    @classmethod
    def of(cls, outages: Iterable[Outage]) -> "Flat | None":
        """
        Return outages as integers; those that last no time are left out.

        Args:
            outages: In order of time.

        Returns:
            None where one is open, about a component, or has sums of its own.
        """
        starts, ends, places = array("q"), array("q"), array("L")
        kinds: dict[tuple[str, str | None], int] = {}
        for one in outages:
            end = one.end_ticks
            if end is None or one.component is not None or one.amounts:
                return None
            start = one.start_ticks
            if start < end:
                starts.append(start)
                ends.append(end)
                kind = (one.cause, one.source)
                places.append(kinds.setdefault(kind, len(kinds)))
        return cls(starts, ends, tuple(kinds), places)

    def kept(
        self, drops: Callable[[str, str | None], bool], before: int
    ) -> Edges:
        """
        Return the outages that are left.

        Args:
            drops: Whether those with a cause and a source are left out.

            before: An instant before which they begin.
        """
        count = bisect_left(self.starts, before)
        starts, ends = self.starts[:count], self.ends[:count]
        stay = [not drops(*kind) for kind in self.kinds]
        if all(stay):
            return starts, ends
        stays = [stay[place] for place in self.places[:count]]
        return (
            array("q", compress(starts, stays)),
            array("q", compress(ends, stays)),
        )
