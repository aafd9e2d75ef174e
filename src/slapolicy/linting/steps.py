"""
A promise tried at every level: where its outcome or its worth changes.

The levels are cut into steps on each of which the target says one thing and
no bound of a table is passed. The bounds are found by bisection on whole
numbers, by asking the target and the credit rule; no rule is written here.
"""

import functools

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TypeAlias, final

import attrs

from slapolicy import _time
from slapolicy._pairs import Pair
from slapolicy.amounts import Money
from slapolicy.facts import Service
from slapolicy.figures import Attribute, Figure
from slapolicy.linting.levels import Downtimes, Levels
from slapolicy.linting.payouts import Payout, payout_of
from slapolicy.linting.scales import levels_of
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.credits import SumCredit, TieredCredit
from slapolicy.terms.exchange import (
    Award,
    Basis,
    Code,
    CreditRule,
    Outcome,
)
from slapolicy.terms.policy import Policy, leaves
from slapolicy.terms.targets import Judgement, Target


Attributes: TypeAlias = tuple[tuple[str, str], ...]
Table: TypeAlias = tuple[str, TieredCredit]
"""A table of a credit rule, with its path from the rule."""


@final
@attrs.frozen(eq=False)
class Step:
    """
    Levels that are alike.

    Args:
        first: The number of the best of them.

        last: The number of the worst.

        outcome: What the target says of them.

        award: What the first is worth, before any cap.

        rows: For each table which of its rows the levels are in.
    """

    first: int
    last: int
    outcome: Outcome
    award: Award
    rows: tuple[frozenset[int], ...]

    @property
    def is_breached(self) -> bool:
        """Whether the promise is broken here."""
        return self.outcome is Outcome.BREACHED

    @property
    def codes(self) -> frozenset[Code]:
        """Why the award is not known, if so."""
        return frozenset(one.code for one in self.award.unknown)

    @property
    def payout(self) -> Payout:
        """What the first level earns, as far as it is known."""
        return payout_of(self.award) if self.is_breached else {}


@final
@attrs.frozen(eq=False)
class Trial:
    """
    A commitment, tried over one period.

    Args:
        policy: The policy.

        place: The commitment's place in it.

        commitment: The commitment.

        levels: The levels that its metric can read.

        attributes: What the service is like.
    """

    policy: Policy
    place: int
    commitment: Commitment
    levels: Levels
    attributes: Attributes = ()

    @cached_property
    def service(self) -> Service:
        """A service that knows every sum that a share may be of."""
        return Service(
            id="service",
            fee=Money(100, self.policy.currency),
            amounts={
                str(value): Money(100, self.policy.currency)
                for path, value in leaves(self.commitment)
                if path.endswith(".of") and value != "fee"
            },
            attributes=self.attributes,
        )

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the credit, each with its path."""
        path = f"commitments[{self.place}].credit"
        return tuple(tables_of(self.commitment.credit, path))

    @cached_property
    def _limits(self) -> tuple[Target, ...]:
        """The target's bounds, each on its own."""
        return tuple(
            Target(limits=(one,)) for one in self.commitment.target.limits
        )

    def judge(self, number: int) -> Judgement:
        """
        Return what the target says of a level.

        Args:
            number: Of the level.
        """
        reading = self.levels.reading(number)
        return self.commitment.target.judge(reading, self.service)

    def award(self, number: int) -> Award:
        """
        Return what the credit rule says of a level, also where it is met.

        Args:
            number: Of the level.
        """
        rule = self.commitment.credit
        if rule is None:
            return Award()
        judgement = self.judge(number)
        return rule.award(judgement.reading, self.basis(judgement))

    def basis(self, judgement: Judgement) -> Basis:
        """
        Return what the money of a level is reckoned from.

        Args:
            judgement: What the target says of it.
        """
        nominal = self.policy.period.nominal
        start, end = self.levels.period
        return Basis(
            service=self.service,
            length=(
                end - start if nominal is None else _time.length_ticks(nominal)
            ),
            zone=self.policy.timezone,
            target=judgement.broken,
            calendars=self.policy.zoned_calendars,
        )

    def downtime(self, number: int) -> int | None:
        """
        Return the microseconds of downtime of a level, if it has any.

        Args:
            number: Of the level.
        """
        if isinstance(self.levels, Downtimes):
            return self.levels.downtime(number)
        return None

    @property
    def first_breach(self) -> int | None:
        """The microseconds of the shortest outage that breaks it, if any."""
        for step in self.steps:
            if step.is_breached:
                return self.downtime(step.first)
        return None

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """All levels, from best to worst."""
        starts = list(self._starts())
        ends = [start - 1 for start in starts[1:]] + [self.levels.top]
        bare = [
            Step(
                first,
                last,
                self.judge(first).outcome,
                self.award(first),
                (),
            )
            for first, last in zip(starts, ends, strict=True)
        ]
        rows = [self._rows(table, bare) for _, table in self.tables]
        return tuple(
            attrs.evolve(
                step, rows=tuple(of_table[place] for of_table in rows)
            )
            for place, step in enumerate(bare)
        )

    def _starts(self) -> Iterator[int]:
        """Yield the numbers at which a step begins, in order."""
        known: dict[int, tuple[object, ...]] = {}

        def at(number: int) -> tuple[object, ...]:
            """Return what a level has passed."""
            if number not in known:
                known[number] = self._passed(number)
            return known[number]

        yield 0
        todo = [(0, self.levels.top)]
        while todo:
            low, high = todo.pop()
            if at(low) == at(high):
                continue
            if high - low == 1:
                yield high
                continue
            middle = (low + high) // 2
            # The better half is looked at first.
            todo += [(middle, high), (low, middle)]

    def _passed(self, number: int) -> tuple[object, ...]:
        """Return which bounds a level is on which side of."""
        judgement = self.judge(number)
        sides = [judgement.outcome]
        if len(self._limits) > 1:
            reading = self.levels.reading(number)
            sides = [
                one.judge(reading, self.service).outcome
                for one in self._limits
            ]
        basis = self.basis(judgement)
        bounds = (
            table.place(judgement.reading, basis) for _, table in self.tables
        )
        return (*sides, *bounds)

    def _rows(
        self, table: TieredCredit, steps: Sequence[Step]
    ) -> list[frozenset[int]]:
        """Return for each step in which rows of one table it lies."""
        judgements = [self.judge(one.first) for one in steps]
        found: list[set[int]] = [set() for _ in steps]
        for place, row in enumerate(table.rows):
            alone = attrs.evolve(table, rows=(row,))
            for step in _inside(
                [
                    functools.partial(
                        alone.place, one.reading, self.basis(one)
                    )
                    for one in judgements
                ]
            ):
                found[step].add(place)
        return [frozenset(one) for one in found]


def _inside(
    passed: Sequence[Callable[[], tuple[int, ...]]],
) -> Iterator[int]:
    """
    Yield the places at which just one bound of a row is passed.

    Args:
        passed: How many of its two bounds are passed; it only rises, or
            only falls, from place to place.
    """
    sign = 1 if passed[0]() <= passed[-1]() else -1

    def turned(place: int) -> int:
        """Return how many are passed, so that it rises."""
        return sign * sum(passed[place]())

    places = range(len(passed))
    start = bisect_left(places, sign, key=turned)
    end = bisect_right(places, sign, key=turned)
    yield from range(start, end)


def tables_of(rule: CreditRule | None, path: str) -> Iterator[Table]:
    """
    Yield the tables of a credit rule, each with its path.

    Args:
        rule: What a breach is worth, None if nothing.

        path: Its path in the policy.
    """
    if isinstance(rule, TieredCredit):
        yield path, rule
    elif isinstance(rule, SumCredit):
        for place, one in enumerate(rule.rules):
            yield from tables_of(one, f"{path}.rules[{place}]")


def bounds_of(commitment: Commitment) -> tuple[Figure | Attribute, ...]:
    """
    Return what levels of a commitment are compared with.

    Args:
        commitment: Target and credit of it.
    """
    limits = [one.bound for one in commitment.target.limits]
    rows = [
        bound
        for _, table in tables_of(commitment.credit, "")
        for row in table.rows
        for bound in row.bounds
    ]
    return (*limits, *rows)


def figures_of(
    commitment: Commitment, service: Service
) -> tuple[Figure, ...] | None:
    """
    Return the figures that levels of a commitment are compared with.

    Args:
        commitment: Target and credit of it.

        service: Who has the attributes.

    Returns:
        None where the service lacks one.
    """
    found = [service.figure(one) for one in bounds_of(commitment)]
    known = tuple(one for one in found if one is not None)
    return known if len(known) == len(found) else None


def trial_of(
    policy: Policy,
    place: int,
    commitment: Commitment,
    period: Pair,
    attributes: Attributes = (),
) -> Trial | None:
    """
    Return a commitment tried over a period; None if it cannot be.

    Args:
        policy: The policy.

        place: The commitment's place in it.

        commitment: The commitment, or a variant of it.

        period: One period of the policy.

        attributes: What the service is like.
    """
    service = Service(id="service", attributes=attributes)
    figures = figures_of(commitment, service)
    if figures is None or not commitment.target.limits:
        return None
    levels = levels_of(policy, commitment, period, figures)
    if levels is None:
        return None
    return Trial(policy, place, commitment, levels, attributes)
