"""What follows, piece by piece: readings, sums and claims as values."""

from fractions import Fraction
from functools import cached_property
from typing import final

import attrs

from slapolicy import _time
from slapolicy.amounts import Extension, Money
from slapolicy.evaluation.taking import shares, whole_shares
from slapolicy.figures import Figure
from slapolicy.terms.claims import Due as Deadlines
from slapolicy.terms.claims import Standing
from slapolicy.terms.exchange import (
    AnyExclusion,
    Award,
    Comparison,
    Decision,
    Decisions,
    Outcome,
    Reading,
    Reason,
    View,
)
from slapolicy.terms.settlement import NOTHING, Cap, Settlement, Worth


_NO_AWARD = Award()
_NO_DECISIONS = Decisions()


@final
@attrs.frozen(kw_only=True)
class ReadingResult:
    """
    One reading, judged.

    Args:
        reading: What was read, with what it exceeds.

        outcome: Whether it keeps the promise.

        reason: Why that is not known, if so.

        broken: The bound that it breaks, with its figure; else the first.

        award: What it is worth, before any cap; unknown where a cap per
            incident is.

        worth: What it is worth after caps per incident.

        best: What it would be if all that is not known had gone well, where
            it is known only between bounds.

        worst: What it would be if all of that had gone badly.
    """

    reading: Reading
    outcome: Outcome
    reason: Reason | None = None
    broken: tuple[Comparison, Figure] | None = None
    award: Award = _NO_AWARD
    worth: Worth = NOTHING
    best: "ReadingResult | None" = None
    worst: "ReadingResult | None" = None

    @property
    def subject(self) -> str:
        """The period's label, or the outage or ticket that it is about."""
        return self.reading.subject

    @property
    def may_earn(self) -> bool:
        """Whether something is owed, or may be owed."""
        return self.outcome is Outcome.BREACHED and not self.award.is_nothing


@final
@attrs.frozen(kw_only=True)
class DecisionResult:
    """
    What one exclusion decided about one fact, and what that took.

    Args:
        decision: The decision.

        taken: Microseconds of outage time in the period that no earlier
            decision had taken.
    """

    decision: Decision
    taken: int

    @property
    def seconds(self) -> Fraction:
        """What it took, in seconds."""
        return Fraction(self.taken, _time.SECOND)


@final
@attrs.frozen
class Verdict:
    """
    The outcome of one promise, without what stands behind it.

    Args:
        id: Its name in the policy.

        outcome: Whether it was kept.

        reason: Why that is not known, or why nothing is owed for it.

        has_credit: Whether a breach of it earns anything at all.

        priced: What its one broken reading is worth, before caps per
            incident and after them; None where that is still to be found.
    """

    id: str
    outcome: Outcome
    reason: Reason | None = None
    has_credit: bool = False
    priced: tuple[Award, Worth] | None = attrs.field(
        default=None, eq=False, repr=False
    )


@final
@attrs.frozen
class Findings:
    """
    What stands behind the outcome of one promise.

    Args:
        readings: What was read, judged.

        view: The record as it saw it; None if it was not looked at.

        decisions: What was decided about the facts that it saw.

        deciders: The rule that made each of the decisions.
    """

    readings: tuple[ReadingResult, ...] = ()
    view: View | None = None
    decisions: Decisions = _NO_DECISIONS
    deciders: tuple[AnyExclusion, ...] = ()

    @cached_property
    def shares(self) -> tuple[tuple[int, int, int], ...]:
        """Which decision took what outage time: start, end, and its place."""
        made = self.decisions.made
        if self.view is None or not made:
            return ()
        if self.decisions.are_apart:
            return tuple(whole_shares(made))
        return tuple(shares(self.view, made))

    @cached_property
    def exclusions(self) -> tuple[DecisionResult, ...]:
        """The decisions, each with what it took."""
        taken = [0] * len(self.decisions.made)
        for start, end, place in self.shares:
            taken[place] += end - start
        return tuple(
            [
                DecisionResult(decision=one, taken=time)
                for one, time in zip(self.decisions.made, taken, strict=True)
            ]
        )


@final
@attrs.frozen(kw_only=True)
class Entitlement:
    """
    Something owed, or that may be owed, and how it is to be had.

    Args:
        commitment: The promise that was broken.

        subject: What the reading is about.

        money: The sum, rounded; None if it is not known or not in money.

        extensions: Extensions of the service.

        deadlines: Who must do what by when.

        standing: Where it stands.

        waits_for: The missing anchor of the next deadline, if one is.
    """

    commitment: str
    subject: str
    money: Money | None
    extensions: tuple[Extension, ...] = ()
    deadlines: Deadlines
    standing: Standing
    waits_for: str | None = None


@final
@attrs.frozen(kw_only=True)
class CapTaken:
    """
    A cap that took something.

    Args:
        cap: The cap.

        money: The money that it took in all, rounded; None if none.

        extensions: The extensions that it took.
    """

    cap: Cap
    money: Money | None
    extensions: tuple[Extension, ...] = ()


@final
@attrs.frozen(kw_only=True)
class Credit:
    """
    What is owed in all.

    Args:
        money: The sum, rounded once; None if part of it is not known or the
            customer has to choose.

        extensions: Extensions of the service, one for each unit; none where
            the sum is None.

        undetermined: Why part of it is not known, each with its promise.

        capped_by: The caps that took something, in the order applied; those
            of which it is known how much they took in all.
    """

    money: Money | None
    extensions: tuple[Extension, ...] = ()
    undetermined: tuple[tuple[str | None, Reason], ...] = ()
    capped_by: tuple[CapTaken, ...] = ()


@final
@attrs.frozen(eq=False)
class Known:
    """
    What follows from how promises fared, whatever the facts were.

    Args:
        credit: What is owed in all.

        verdicts: How each promise fared.

        settlement: How the credit came about; None where that names facts.
    """

    credit: Credit
    verdicts: tuple[Verdict, ...]
    settlement: Settlement | None = None


@final
@attrs.frozen(kw_only=True)
class Bounds:
    """
    Between what the answer lies where unobserved time leaves it open.

    Args:
        availability: The worst and the best exact share of each promise.

        credit: The least and the most that may be owed; None where that is
            not known for another reason.
    """

    availability: tuple[tuple[str, tuple[Fraction, Fraction]], ...]
    credit: tuple[Money, Money] | None
