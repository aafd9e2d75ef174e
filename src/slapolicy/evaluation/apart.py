"""Facts that stand apart: no two touch, so each counts whole or not at all."""

from slapolicy.evaluation.promises import Promise
from slapolicy.evaluation.sight import Sight
from slapolicy.facts import Outage
from slapolicy.terms.exchange import (
    AnyExclusion,
    Decision,
    Decisions,
    Stretch,
)


def decided(
    promise: Promise, sight: Sight
) -> tuple[Decisions, tuple[AnyExclusion, ...]]:
    """
    Return what is decided about facts that stand apart, and by which rules.

    Args:
        promise: A promise by the clock.

        sight: A record whose facts stand apart.
    """
    made: list[Decision] = []
    deciders: list[AnyExclusion] = []
    record = sight.record
    for (key, rule), told in zip(
        promise.exclusions, promise.told, strict=True
    ):
        found = (
            rule.excuse(sight.view(promise), sight.used(key))
            if told is None
            else tuple(told.decisions(record))
        )
        made += found
        deciders += [rule] * len(found)
    excluded = {one.outage for one in made}
    stretches = [
        _stretch(one) for one in record.outages if one.id not in excluded
    ]
    return Decisions(tuple(made), tuple(stretches), are_apart=True), tuple(
        deciders
    )


def _stretch(one: Outage) -> Stretch:
    """Return an outage that counts whole."""
    start, end = one.start_ticks, one.end_ticks or one.start_ticks
    return Stretch(one.id or "", start, end, ((start, end),), end - start)
