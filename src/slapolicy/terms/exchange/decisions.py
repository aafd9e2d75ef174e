"""What was decided about the facts that a commitment sees."""

from functools import cached_property
from typing import final

import attrs

from slapolicy._pairs import Pair, merged
from slapolicy.terms.exchange.readings import Stretch


@final
@attrs.frozen(kw_only=True)
class Decision:
    """
    What one exclusion decided about one fact.

    Args:
        rule: The exclusion's id, else its kind.

        fact: The id of the fact.

        held: Whether it excuses anything at all.

        spans: What it excuses, sorted and disjoint; empty if it does not
            hold.

        component: The one component it excuses; None for all of them.

        outage: The outage that it excludes as a whole, if it does.

        reason: Why it does not hold, or what it cut.

        used: What it used of a pool in the unit that goes on after the
            period: a number of microseconds or of occurrences.
    """

    rule: str
    fact: str
    held: bool
    spans: tuple[Pair, ...] = ()
    component: str | None = None
    outage: str | None = None
    reason: str | None = None
    used: int = 0


@final
@attrs.frozen
class Decisions:
    """
    All that was decided about the facts in a metric's scope.

    Args:
        made: The decisions, in the order of the rules, then of time.

        stretches: Downtime after exclusions, merging and forgiveness.

        are_apart: Whether no two facts touch, so that each outage counts
            whole or is excluded whole, and all of them are in the period.

        doubtful: Where those stretches begin that may yet be forgiven, or
            not, as an outage that is still open turns out.
    """

    made: tuple[Decision, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    are_apart: bool = attrs.field(default=False, eq=False, repr=False)
    doubtful: frozenset[int] = attrs.field(default=frozenset(), repr=False)

    @cached_property
    def excluded(self) -> tuple[Pair, ...]:
        """All time that valid exclusions cover, also where all was up."""
        return tuple(
            merged(
                pair
                for decision in self.made
                if decision.held
                for pair in decision.spans
            )
        )

    @cached_property
    def outages(self) -> frozenset[str | None]:
        """The outages that are excluded as a whole, and None."""
        return frozenset(one.outage for one in self.made) | {None}

    @cached_property
    def by_lane(self) -> dict[str | None, list[Pair]]:
        """What is excused by time: under None of all, else of a component."""
        spans: dict[str | None, list[Pair]] = {None: []}
        for one in self.made:
            if one.outage is None:
                spans.setdefault(one.component, []).extend(one.spans)
        return {name: merged(pairs) for name, pairs in spans.items()}
