"""Policies, records and floors that benchmarks share."""

import random

from bisect import bisect_left
from collections.abc import Sequence

import attrs

from slapolicy import catalogue
from slapolicy.facts import Maintenance, Outage, Record, Service
from slapolicy.spans import Span


CLAMEHOST = catalogue.load("clamehost")
TIERS = attrs.evolve(
    CLAMEHOST, commitments=CLAMEHOST.commitments[:1], claims=None
)
"""One commitment: availability, tiers, a cap."""

START, END = CLAMEHOST.period.containing(
    1_792_000_000_000_000, CLAMEHOST.timezone, None
) or (0, 0)
PERIOD = Span.of_ticks(START, END)
SECOND = 1_000_000
HOUR = 3600 * SECOND

Bare = tuple[list[tuple[int, int, str]], list[tuple[int, int, str]], int]
"""Outages with their causes, windows with their kinds, the fee in cents."""


def record(rng: random.Random, *, outages: int, windows: int) -> Record:
    """
    Return a record of October 2026.

    Args:
        rng: Where chance comes from.

        outages: How many, of a minute to three hours.

        windows: How much maintenance, of two hours each.
    """
    fee = rng.choice(["10.00 EUR", "25.00 EUR", "99.00 EUR"])
    downs = []
    for _ in range(outages):
        at = START + rng.randrange((END - START) // SECOND) * SECOND
        length = rng.randrange(60, 3 * 3600) * SECOND
        cause = rng.choice(["provider", "provider", "customer"])
        downs.append(Outage(start=at, end=at + length, cause=cause))
    works = []
    for _ in range(windows):
        at = START + rng.randrange((END - START) // SECOND) * SECOND
        works.append(Maintenance(start=at, end=at + 2 * HOUR))
    return Record(
        service=Service(id="web", fee=fee),
        period=PERIOD,
        outages=downs,
        maintenance=works,
    )


def bare(given: Record) -> Bare:
    """
    Return a record as tuples of integers, as the floor takes it.

    Args:
        given: The record.
    """
    fee = given.service.fee
    return (
        [
            (one.start_ticks, one.end_ticks or END, one.cause)
            for one in given.outages
        ],
        [
            (one.start_ticks, one.end_ticks, one.kind)
            for one in given.maintenance
        ],
        0 if fee is None else int(fee.amount * 100),
    )


_EXCLUDED = frozenset({"customer", "third-party-software"})
_KINDS = frozenset({"planned", "urgent"})
_LIMITS = [(END - START) * permille // 1000 for permille in (1, 20, 50, 100)]
_SHARES = [0, 10, 25, 50, 100]


def floor(given: Bare) -> tuple[int, int]:
    """
    Return step and cents by integers alone: sort, one fused pass, tiers.

    Args:
        given: A record, bare.
    """
    outages, windows, fee = given
    free = sorted(
        (start, end) for start, end, kind in windows if kind in _KINDS
    )
    total, reach = 0, START
    for start, end, cause in sorted(outages):
        if cause in _EXCLUDED:
            continue
        since = max(start, reach)
        until = min(end, END)
        if until <= since:
            continue
        total += until - since
        reach = until
        for low, high in free:
            if low < until and since < high:
                total -= min(high, until) - max(low, since)
    step = bisect_left(_LIMITS, total)
    return step, fee * _SHARES[step] // 100


def pairs(count: int, *, shuffled: bool) -> Sequence[tuple[int, int]]:
    """
    Return spans in the period.

    Args:
        count: How many.

        shuffled: Whether they come in any order.
    """
    rng = random.Random(count)
    length = max((END - START) // (2 * count), 2)
    found = [
        (at, at + rng.randrange(1, length))
        for at in (rng.randrange(START, END) for _ in range(count))
    ]
    return found if shuffled else sorted(found)
