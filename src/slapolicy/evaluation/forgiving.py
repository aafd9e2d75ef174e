"""What is forgiven, and what may yet be: an outage may still be open."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, final

import attrs

from slapolicy import _time
from slapolicy.downtime import Compose
from slapolicy.terms.exchange import Decision, Forgiveness, Stretch, View
from slapolicy.terms.exclusions import ShortExclusion


# So long after the period a fact may reach.
_LONGEST = 3660 * _time.DAY


@final
class Forgiven(NamedTuple):
    """
    What rules forgive.

    Args:
        made: Their decisions.

        deciders: The rule of each.

        left: The stretches that they do not forgive.

        doubtful: Where those of them begin of which nobody can tell yet.
    """

    made: tuple[Decision, ...]
    deciders: tuple[Forgiveness, ...]
    left: tuple[Stretch, ...]
    doubtful: frozenset[int] = frozenset()


def forgiven(
    rules: Sequence[Forgiveness],
    view: View,
    stretches: tuple[Stretch, ...],
    made: Sequence[Decision],
) -> Forgiven:
    """
    Return what rules forgive of downtime.

    Where each outage has a reading of its own, what turns on how long one
    that is still open will have lasted is neither forgiven nor refused.

    Args:
        rules: The rules, in their order.

        view: The record as the commitment sees it.

        stretches: Downtime after exclusions and merging.

        made: The decisions of the exclusions.
    """
    now = _forgiven(rules, view, stretches)
    if not rules or view.scope.compose is not Compose.WHOLE:
        return now
    last = next((one for one in stretches if view.is_open(one, made)), None)
    if last is None:
        return now
    left = {one.start for one in now.left}
    doubtful: set[int] = set()
    for end in _later_ends(rules, last):
        longer = attrs.evolve(last, end=end)
        later = tuple(longer if one is last else one for one in stretches)
        found = _forgiven(rules, view, later)
        doubtful |= left ^ {one.start for one in found.left}
    if not doubtful:
        return now
    left |= doubtful
    open_ = {one.outage for one in stretches if one.start in doubtful}
    known = [
        (one, rule)
        for one, rule in zip(now.made, now.deciders, strict=True)
        if one.fact not in open_ | {last.outage}
    ]
    return Forgiven(
        made=tuple(one for one, _ in known),
        deciders=tuple(rule for _, rule in known),
        left=tuple(one for one in stretches if one.start in left),
        doubtful=frozenset(doubtful),
    )


def _later_ends(rules: Sequence[Forgiveness], open_: Stretch) -> Iterator[int]:
    """Yield ends of an open outage at which rules say different things."""
    for rule in rules:
        if isinstance(rule, ShortExclusion):
            end = open_.start + _time.length_ticks(rule.up_to) + 1
            if end > open_.end:
                yield end
    yield open_.end + _LONGEST


def _forgiven(
    rules: Sequence[Forgiveness], view: View, stretches: tuple[Stretch, ...]
) -> Forgiven:
    """Return what rules forgive of stretches that are as long as they are."""
    made: list[Decision] = []
    deciders: list[Forgiveness] = []
    for rule in rules:
        found = rule.forgive(stretches, view)
        made += found
        deciders += [rule] * len(found)
        spared = {one.spans for one in found if one.held}
        stretches = tuple(
            one for one in stretches if ((one.start, one.end),) not in spared
        )
    return Forgiven(tuple(made), tuple(deciders), stretches)
