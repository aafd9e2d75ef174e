"""The nearest other answer: how far away it is, and what it is worth."""

import datetime as dt

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

from slapolicy.evaluation.judging import Seen, basis_of, judge_reading
from slapolicy.evaluation.plan import Plan
from slapolicy.evaluation.promises import Promise
from slapolicy.evaluation.questions.rooms import Headroom, Room, Turn
from slapolicy.evaluation.results import (
    CommitmentResult,
    Credit,
    Evaluation,
    ReadingResult,
)
from slapolicy.evaluation.settling import credit_of, doubted, rounder, settled
from slapolicy.terms.exchange import Outcome, Rereads, Tabled
from slapolicy.terms.settlement import NOTHING, Settlement


def headroom(
    evaluation: Evaluation, commitment: str | None = None
) -> Headroom:
    """
    Return how far each reading of downtime is from another answer.

    Args:
        evaluation: What was evaluated, also in the middle of its period.

        commitment: The one promise to ask for; None for all.

    Raises:
        KeyError: If there is no such promise.
    """
    if commitment is not None:
        evaluation.result(commitment)
    promises = Plan.of(evaluation.policy).promises
    rooms: list[Room] = []
    for promise, result in zip(promises, evaluation.results, strict=True):
        view, metric = result.view, promise.commitment.metric
        if (
            commitment in {None, result.id}
            and view is not None
            and isinstance(metric, Rereads)
        ):
            seen = Seen(evaluation.sight, view, result.decisions)
            rooms += (
                _Walk(evaluation, promise, metric, seen, one).room()
                for one in result.readings
                if one.reading.downtime is not None
                and one.reading.exact is not None
            )
    return Headroom(rooms=tuple(rooms))


_TICK = dt.timedelta(microseconds=1)
_Test: TypeAlias = Callable[[int], bool]


class _Walk:
    """
    A walk along the downtime of one reading.

    Within one regime, that is as long as the outcome, the broken bound and
    the rows of tables stay the same, more downtime never earns less; there
    it bisects. It goes from regime to regime, so it passes over no turn.
    """

    def __init__(
        self,
        evaluation: Evaluation,
        promise: Promise,
        metric: Rereads,
        seen: Seen,
        present: ReadingResult,
    ) -> None:
        self.evaluation = evaluation
        self.promise = promise
        self.metric = metric
        self.seen = seen
        self.present = present
        self.downtime = present.reading.downtime or 0
        self.readings: dict[int, ReadingResult] = {}
        self.settlements: dict[object, tuple[Settlement, Credit]] = {}

    def room(self) -> Room:
        """Return how far the reading is from another answer."""
        now, least = self.answer(0), -self.downtime.__ceil__()

        def turned(by: int) -> bool:
            """Whether the answer is another so far away."""
            return self.answer(by) != now

        def kept(by: int) -> bool:
            """Whether the promise is kept so far away."""
            return self.at(by).outcome is Outcome.MET

        return Room(
            commitment=self.promise.commitment.id,
            subject=self.present.subject,
            outcome=self.present.outcome,
            downtime=self.downtime,
            credit=self.evaluation.credit,
            more=self.turn(self.first(turned, self.most())),
            less=self.turn(self.first(turned, least)),
            kept=None if kept(0) else self.turn(self.first(kept, least)),
        )

    def most(self) -> int:
        """Return how much more downtime there may be, in microseconds."""
        sight, measured = self.evaluation.sight, self.present.reading.measured
        if measured is None:
            return sight.end - sight.start
        return max((measured - self.downtime).__floor__(), 0)

    def first(self, test: _Test, last: int) -> int | None:
        """
        Return the nearest change for which a test holds.

        Args:
            test: It does not hold yet, and turns at most once in a regime.

            last: The change furthest away; below zero for less downtime.

        Returns:
            Microseconds; None if it holds for none.
        """
        way = 1 if last > 0 else -1
        near = 0
        while True:
            far = _last(near, last, self.same_regime(near))
            if test(far):
                return _last(near, far, lambda by: not test(by)) + way
            if far == last:
                return None
            near = far + way
            if test(near):
                return near

    def same_regime(self, by: int) -> _Test:
        """Return the test whether a change lies in the regime of another."""
        regime = self.regime(by)
        return lambda other: self.regime(other) == regime

    def regime(self, by: int) -> tuple[object, ...]:
        """Return what must stay the same for awards to be monotone."""
        one = self.at(by)
        return tuple(
            (each.outcome, each.broken, self.place(each))
            for each in (one, one.best, one.worst)
            if each is not None
        )

    def place(self, one: ReadingResult) -> tuple[int, ...]:
        """Return where in the credit's tables a reading lies."""
        rule = self.promise.commitment.credit
        if rule is not None and isinstance(rule, Tabled):
            return rule.place(one.reading, basis_of(self.seen, one))
        return ()

    def at(self, by: int) -> ReadingResult:
        """Return the reading with so much more downtime, judged."""
        if by not in self.readings:
            reading, downtime = self.present.reading, self.downtime + by
            self.readings[by] = judge_reading(
                self.promise,
                self.seen,
                self.metric.reread(reading, max(downtime, 0)),
                pays=self.own.has_credit,
            )
        return self.readings[by]

    @property
    def own(self) -> CommitmentResult:
        """How the promise fared."""
        return self.evaluation.result(self.promise.commitment.id)

    def answer(self, by: int) -> tuple[object, ...]:
        """Return what is compared: the outcome, and what is owed in all."""
        one = self.at(by)
        if one.best is None or one.worst is None:
            return (one.outcome, self.owed(one))
        return (one.outcome, self.owed(one.best), self.owed(one.worst))

    def owed(self, one: ReadingResult) -> tuple[object, ...]:
        """Return what is owed in all, comparable, if it is the reading."""
        settlement, credit = self.settled(one)
        codes = frozenset(
            (name, why.code) for name, why in credit.undetermined
        )
        total = None
        if credit.money is None:
            # Something else hides it: then what the promise alone is worth.
            worth = dict(settlement.totals).get(self.own.id, NOTHING)
            round_ = rounder(self.evaluation.sight)
            total = (round_(worth.money or Fraction(0)), worth.extensions)
        return (credit.money, credit.extensions, codes, total)

    def settled(self, one: ReadingResult) -> tuple[Settlement, Credit]:
        """Return what is owed in all if this were the reading."""
        key = (one.outcome, one.broken, one.award)
        if key not in self.settlements:
            own = self.own.with_readings(
                one if each is self.present else each
                for each in self.own.readings
            )
            sight = self.evaluation.sight
            results = tuple(
                own if each is self.own else each
                for each in self.evaluation.results
            )
            unsure = self.evaluation.eligibility
            found = told = settled(sight, results)
            if unsure is not None:
                # What is told turns on whether anything is owed at all.
                told = settled(sight, results, unsure)
            self.settlements[key] = (found, credit_of(sight, told))
        return self.settlements[key]

    def turn(self, by: int | None) -> Turn | None:
        """Return where the answer turns."""
        if by is None:
            return None
        one, now = self.at(by), self.evaluation.credit.money
        _, credit = self.settled(one)
        money = credit.money
        return Turn(
            by=abs(by) * _TICK,
            outcome=one.outcome,
            award=doubted(one.award, self.evaluation.eligibility),
            credit=credit,
            change=None if money is None or now is None else money - now,
        )


def _last(near: int, far: int, holds: _Test) -> int:
    """Return the furthest change for which what holds near still holds."""
    if holds(far):
        return far
    while abs(far - near) > 1:
        middle = (near + far) // 2
        if holds(middle):
            near = middle
        else:
            far = middle
    return near
