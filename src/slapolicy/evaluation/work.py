"""How often facts are read: more than any agreement asks is refused."""

import datetime as dt
import sys

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from typing import final

from slapolicy import _time
from slapolicy._pairs import Pair
from slapolicy.errors import RecordError
from slapolicy.facts import Record, Requests
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.exclusions import (
    CauseExclusion,
    MaintenanceExclusion,
    SourceExclusion,
    SuspensionExclusion,
)
from slapolicy.terms.metrics import (
    Aggregate,
    Gauge,
    Restoration,
    SuccessRate,
    TicketTime,
)
from slapolicy.terms.metrics._windows import MOST_BITS, MOST_DIGITS
from slapolicy.terms.policy import Policy


_MOST = 100_000
"""How often facts are read in all, however few there are."""

_EACH = 8
"""How often each fact of a longer record is read."""

_MOST_READINGS = 20_000
"""How many readings there are, however few facts: 8 784 hours in a year."""

_READINGS_EACH = 2
"""How many readings there are of each fact of a longer record."""

_MOST_PRICES = 400_000
"""How many rows, rules and caps are tried for all readings."""

_PRICES_EACH = 30
"""How many of them are tried for each fact of a longer record."""

_RULE = 5
"""How many rows of a table are tried while one rule or cap is."""

_MOST_PERIODS = 100_000
"""How many periods are looked back at, by all rights."""

_MOST_MEANS = 500_000
"""How many digits all exact means have, however few facts."""

_MEANS_EACH = 8
"""How many they have for each fact of a longer record."""


def refuse_work(policy: Policy, record: Record) -> None:
    """
    Raise if facts and terms are more than can be read for each other.

    Args:
        policy: What was promised.

        record: What happened.

    Raises:
        RecordError: If they are.
    """
    faults = list(_faults(policy, _Facts(record)))
    if faults:
        RecordError.refuse(*faults)


def most_facts(policy: Policy) -> int:
    """
    Return so many facts that no record with as few is refused.

    Without slices, windows and what is carried, a promise makes a reading of
    each fact at most, or one.

    Args:
        policy: What was promised.
    """
    promises = policy.commitments
    rules = len(policy.exclusions) + sum(len(p.exclusions) for p in promises)
    steps = sum(_steps(policy, one) for one in promises)
    return min(
        _most(_MOST, _EACH, len(promises) * (1 + rules)),
        _most(_MOST_READINGS, _READINGS_EACH, len(promises)),
        _most(_MOST_PRICES, _PRICES_EACH, steps),
    )


def _most(few: int, each: int, taken: int) -> int:
    """Return how many facts may take so much each, or be one fact less."""
    return sys.maxsize if taken <= each else few // taken - 1


def _steps(policy: Policy, commitment: Commitment) -> int:
    """Return how many rows, rules and caps are tried for a reading."""
    caps = len(policy.credits.caps) + len(commitment.caps)
    return _terms(commitment.credit) + _RULE * caps


def _faults(policy: Policy, facts: "_Facts") -> Iterator[str]:
    """Yield what is more than can be read."""
    promises = policy.commitments
    rules = len(policy.exclusions) + sum(len(p.exclusions) for p in promises)
    # The product is more than what is read: most records end here.
    if facts.number * len(promises) * (1 + rules) > _MOST:
        reads = sum(facts.read_for(policy, one) for one in promises)
        most = max(_MOST, _EACH * facts.number)
        if reads > most:
            yield (
                f"commitments ({len(promises)}) and exclusions ({rules}) read "
                f"its {facts.number} facts {reads} times, and {most} times at "
                f"most; split the policy or the record"
            )
    readings = [facts.readings_of(one) for one in promises]
    most = max(_MOST_READINGS, _READINGS_EACH * facts.number)
    if sum(readings) > most:
        yield (
            f"the commitments make {sum(readings)} readings of it, and at "
            f"most {most} are made; take longer slices and windows, or split "
            f"the policy or the record"
        )
    prices = sum(
        number * _steps(policy, one)
        for number, one in zip(readings, promises, strict=True)
    )
    most = max(_MOST_PRICES, _PRICES_EACH * facts.number)
    if prices > most:
        yield (
            f"pricing {sum(readings)} readings by so many rows, rules and "
            f"caps takes {prices} steps, and at most {most} are taken; name "
            f"fewer, or split the record"
        )
    yield from _long_means(promises, facts)
    past = max(
        (len(one) for _, one in facts.record.carried.breaches), default=0
    )
    if len(policy.rights) * past > _MOST_PERIODS:
        yield (
            f"{len(policy.rights)} rights look back at {past} periods, and "
            f"at most {_MOST_PERIODS} in all are looked at; carry fewer"
        )


def _long_means(
    promises: Sequence[Commitment], facts: "_Facts"
) -> Iterator[str]:
    """Yield that exact means are longer together than is reckoned with."""
    means = [
        (metric, one.slice)
        for one in promises
        if (metric := _mean_of(one.metric)) is not None
    ]
    most = max(_MOST_MEANS, _MEANS_EACH * facts.number)
    # No mean has more digits than all that it is made of.
    if _digits(sum(facts.bits_for(metric) for metric, _ in means)) <= most:
        return
    digits = _digits(
        sum(
            # What is longer on its own is refused where it is read.
            min(bits, MOST_BITS)
            for one in means
            for bits in facts.bits_of_means(*one)
        )
    )
    if digits > most:
        yield (
            f"the exact means have {digits} digits together, and at most "
            f"{most} are reckoned with; write the values to fewer digits, "
            f"such as 0.35, or split the policy or the record"
        )


def _digits(bits: int) -> int:
    """Return about how many digits a number of so many bits has."""
    return bits * MOST_DIGITS // MOST_BITS


def _mean_of(metric: object) -> Gauge | SuccessRate | None:
    """Return a metric if it is the mean of values, or of windows."""
    if isinstance(metric, Gauge):
        return metric if metric.statistic == "mean" else None
    if isinstance(metric, SuccessRate):
        return metric if metric.aggregate is Aggregate.MEAN else None
    return None


def _terms(credit: object) -> int:
    """Return how many rows and rules a credit has, in rows."""
    rules = getattr(credit, "rules", ())
    return len(getattr(credit, "rows", ())) + sum(
        _RULE + _terms(one) for one in rules
    )


def _failed(rows: Sequence[Requests]) -> int:
    """Return how many requests failed."""
    return sum(row.failed for row in rows)


@final
class _Facts:
    """The facts of a record, counted by what is read of them."""

    def __init__(self, record: Record) -> None:
        self.record = record

    @cached_property
    def number(self) -> int:
        """How many there are."""
        record = self.record
        return sum(
            map(
                len,
                (
                    record.outages,
                    record.maintenance,
                    record.suspensions,
                    record.unobserved,
                    record.requests,
                    record.samples,
                    record.tickets,
                ),
            )
        )

    @cached_property
    def causes(self) -> Counter[str]:
        """How many outages have which cause."""
        return Counter(one.cause for one in self.record.outages)

    @cached_property
    def sources(self) -> Counter[str | None]:
        """How many outages come from which source."""
        return Counter(one.source for one in self.record.outages)

    @cached_property
    def severities(self) -> Counter[str | None]:
        """How many tickets are how severe."""
        return Counter(one.severity for one in self.record.tickets)

    @cached_property
    def samples(self) -> Counter[str]:
        """How many samples are of which metric."""
        return Counter(one.metric for one in self.record.samples)

    def read_for(self, policy: Policy, commitment: Commitment) -> int:
        """Return how many facts are read for one commitment."""
        metric, record = commitment.metric, self.record
        if isinstance(metric, Gauge):
            return self.samples[metric.metric]
        if isinstance(metric, TicketTime):
            return self.tickets_of(metric)
        if isinstance(metric, SuccessRate):
            outages = len(record.requests)
        else:
            outages = len(record.outages) + len(record.unobserved)
        rules = (*policy.exclusions, *commitment.exclusions)
        return outages + sum(self.decided_by(rule) for rule in rules)

    def readings_of(self, commitment: Commitment) -> int:
        """Return how many readings a commitment makes at most."""
        metric, record = commitment.metric, self.record
        window = metric.window if isinstance(metric, Gauge) else None
        length = window or commitment.slice
        if length is not None:
            period = record.period.length_ticks
            return -(-period // _time.length_ticks(length))
        if isinstance(metric, Restoration):
            return len(record.outages)
        if isinstance(metric, TicketTime) and metric.within is None:
            return self.tickets_of(metric)
        return 1

    def tickets_of(self, metric: TicketTime) -> int:
        """Return how many tickets a commitment is about."""
        if not metric.severity:
            return len(self.record.tickets)
        return sum(self.severities[one] for one in {*metric.severity})

    @cached_property
    def bits(self) -> Counter[str | None]:
        """How long the samples of which metric are; the requests for None."""
        bits: Counter[str | None] = Counter()
        for sample in self.record.samples:
            bits[sample.metric] += sample.value.denominator.bit_length()
        for row in self.record.requests:
            bits[None] += row.total.bit_length()
        return bits

    def bits_for(self, metric: Gauge | SuccessRate) -> int:
        """Return how long all values are that a mean is made of."""
        return self.bits[metric.metric if isinstance(metric, Gauge) else None]

    def bits_of_means(
        self, metric: Gauge | SuccessRate, length: dt.timedelta | None
    ) -> list[int]:
        """Return how long the divisor of the mean of each slice may be."""
        if isinstance(metric, Gauge):
            length = metric.window or length
            values = [
                (one.at_ticks, one.value.denominator)
                for one in self.record.samples
                if one.metric == metric.metric
            ]
        else:
            values = self._rates(metric)
        parts: dict[int, set[int]] = {}
        for at, divisor in values:
            parts.setdefault(self._number(at, length), set()).add(divisor)
        return [sum(map(int.bit_length, some)) for some in parts.values()]

    def _rates(self, metric: SuccessRate) -> list[Pair]:
        """Return when each window with requests begins, and its divisor."""
        known = {None, *metric.components}
        rows: dict[int, list[Requests]] = {}
        for row in self.record.requests:
            if not metric.components or row.component in known:
                number = self._number(row.start_ticks, metric.window)
                rows.setdefault(number, []).append(row)
        return [
            (some[0].start_ticks, Fraction(_failed(some), total).denominator)
            for some in rows.values()
            if (total := sum(row.total for row in some))
        ]

    def _number(self, at: int, length: dt.timedelta | None) -> int:
        """Return the number of the window in which an instant lies."""
        if length is None:
            return 0
        start = self.record.period.start_ticks
        return (at - start) // _time.length_ticks(length)

    def decided_by(self, rule: object) -> int:
        """Return about how many facts an exclusion decides."""
        record = self.record
        if isinstance(rule, MaintenanceExclusion):
            return len(record.maintenance)
        if isinstance(rule, SuspensionExclusion):
            return len(record.suspensions)
        if isinstance(rule, CauseExclusion):
            return sum(self.causes[one] for one in {*rule.causes})
        if isinstance(rule, SourceExclusion):
            known = sum(self.sources[one] for one in {*rule.admissible})
            return len(record.outages) - known
        return len(record.outages)
