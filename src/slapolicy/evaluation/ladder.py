"""
At which lengths of downtime a promise's outcome, or its worth, changes.

The steps are found by asking: the metric what it reads at a downtime, the
target what it says of that reading. Bisection on integer microseconds finds
where the figure passes each bound that the target or a table names. No rule
is written here.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import final

import attrs

from slapolicy.evaluation.probing import probe
from slapolicy.evaluation.promises import Promise
from slapolicy.facts import Record, Service
from slapolicy.figures import Bound, Figure
from slapolicy.spans import Span
from slapolicy.terms.credits import (
    FlatCredit,
    Reads,
    SumCredit,
    TieredCredit,
    UnspecifiedCredit,
)
from slapolicy.terms.exchange import (
    CreditRule,
    Decisions,
    Outcome,
    Reading,
    Stretch,
    View,
)
from slapolicy.terms.metrics import Restoration
from slapolicy.terms.targets import Judgement


# Longer than any time.
_NEVER = 1 << 63


@final
@attrs.frozen(eq=False)
class Ladder:
    """
    The steps of one promise, for periods of one length.

    Args:
        edges: The downtimes, in microseconds, at which a step begins; the
            first step begins at 0 and has no edge.

        outcomes: The outcome on each step.
    """

    edges: tuple[int, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def least(self) -> int:
        """The least downtime that breaks the promise, if one does."""
        starts = zip((0, *self.edges), self.outcomes, strict=True)
        breaks = [at for at, one in starts if one is Outcome.BREACHED]
        return breaks[0] if breaks else _NEVER

    def step(self, downtime: int) -> int:
        """
        Return the step on which a downtime lies.

        Args:
            downtime: Microseconds.
        """
        return bisect_right(self.edges, downtime)


def is_steady(rule: CreditRule | None) -> bool:
    """
    Whether an award is the same wherever a figure lies between two bounds.

    Args:
        rule: What a breach is worth, None if nothing.
    """
    if isinstance(rule, TieredCredit):
        return (
            rule.reads in {Reads.VALUE, Reads.DOWNTIME}
            and isinstance(rule.times, Fraction)
            and all(
                isinstance(bound, Figure)
                for row in rule.rows
                for bound in row.bounds
            )
        )
    if isinstance(rule, FlatCredit):
        return isinstance(rule.times, Fraction)
    if isinstance(rule, SumCredit):
        return all(is_steady(one) for one in rule.rules)
    return rule is None or isinstance(rule, UnspecifiedCredit)


def ladder_of(asked: "Asked") -> Ladder:
    """
    Return the ladder of a promise.

    Args:
        asked: A promise whose bounds are figures.
    """
    edges = sorted(asked.edges())
    outcomes = [asked.judgement(downtime).outcome for downtime in (0, *edges)]
    return Ladder(tuple(edges), tuple(outcomes))


@final
class Asked:
    """
    A promise, asked about downtimes.

    Args:
        promise: A commitment whose bounds are figures.

        start: Where a period begins.

        end: Where it ends.

        nominal: The length to measure instead of the real one.
    """

    def __init__(
        self, promise: Promise, start: int, end: int, nominal: int | None
    ) -> None:
        self.promise = promise
        record = Record(
            service=Service(id="service"), period=Span.of_ticks(start, end)
        )
        view = probe(record, start, end)
        window = attrs.evolve(view.windows[0], nominal=nominal)
        self.view: View = attrs.evolve(view, windows=(window,))

    def reading(self, downtime: int) -> Reading:
        """
        Return what is read at a downtime.

        Args:
            downtime: Microseconds.
        """
        start = self.view.start
        end = start + downtime
        if downtime:
            down = Stretch("", start, end, ((start, end),), downtime)
        else:
            # An outage that was wholly excused.
            down = Stretch("", start, start + 1, (), 0)
        metric = self.promise.commitment.metric
        (found,) = metric.measure(self.view, Decisions((), (down,)))
        return found

    @property
    def of_one(self) -> bool:
        """Whether its readings are about one outage each."""
        return isinstance(self.promise.commitment.metric, Restoration)

    @property
    def top(self) -> int:
        """A downtime beyond all that a period holds."""
        return self.view.end - self.view.start + 1

    def judgement(self, downtime: int) -> Judgement:
        """
        Return what the target says of a downtime.

        Args:
            downtime: Microseconds.
        """
        target = self.promise.commitment.target
        return target.judge(self.reading(downtime), self.view.record.service)

    def edges(self) -> set[int]:
        """Return the downtimes at which a figure passes a bound."""
        bounds = set(self._bounds())
        # A length may be longer than the period.
        top = max([self.top, *(int(bound) + 2 for _, bound in bounds)])
        found = {
            self._first(reads, bound, top, strict=strict)
            for reads, bound in bounds
            for strict in (False, True)
        }
        return found - {top}

    def _first(
        self, reads: Reads, bound: Fraction, top: int, *, strict: bool
    ) -> int:
        """Return the first downtime at which a bound is passed."""

        def level(downtime: int) -> bool:
            """Return on which side of the bound a downtime lies."""
            reading = self.reading(downtime)
            figure = (
                reading.value if reads is Reads.VALUE else reading.downtime
            )
            return figure is not None and (
                figure < bound if strict else figure <= bound
            )

        before = level(0)
        return bisect_left(range(top), 1, key=lambda at: level(at) != before)

    def _bounds(self) -> Iterator[tuple[Reads, Fraction]]:
        """Yield the bounds that target and table name, and what they read."""
        commitment = self.promise.commitment
        quantity = self.reading(0).quantity
        for figure in _figures(one.bound for one in commitment.target.limits):
            same = figure.quantity is quantity
            yield Reads.VALUE if same else Reads.DOWNTIME, figure.exact
        yield from _table_bounds(commitment.credit)


def _table_bounds(
    rule: CreditRule | None,
) -> Iterator[tuple[Reads, Fraction]]:
    """Yield the bounds of a table's rows, and what they read."""
    if isinstance(rule, SumCredit):
        for one in rule.rules:
            yield from _table_bounds(one)
    if isinstance(rule, TieredCredit) and is_steady(rule):
        for row in rule.rows:
            for figure in _figures(row.bounds):
                yield rule.reads, figure.exact


def _figures(bounds: Iterable[Bound]) -> Iterator[Figure]:
    """Return the bounds that are figures, as all are here."""
    return (one for one in bounds if isinstance(one, Figure))
