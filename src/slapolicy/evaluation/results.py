"""What follows: an evaluation, as values."""

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, final

import attrs

from slapolicy import _time, _tree
from slapolicy._tree import Tree
from slapolicy.amounts import Extension, Money
from slapolicy.evaluation.plan import Sight
from slapolicy.evaluation.taking import first_takers
from slapolicy.facts import Carried, Record
from slapolicy.figures import Figure
from slapolicy.spans import Span
from slapolicy.terms.claims import Due as Deadlines
from slapolicy.terms.claims import Standing
from slapolicy.terms.exchange import (
    Award,
    Comparison,
    Decision,
    Decisions,
    Outcome,
    Reading,
    Reason,
    View,
)
from slapolicy.terms.policy import Policy
from slapolicy.terms.rights import EarnedRight
from slapolicy.terms.settlement import NOTHING, Cap, Settlement, Worth


if TYPE_CHECKING:
    from slapolicy.evaluation.ledger import Ledger


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

        award: What it is worth, before any cap.

        worth: What it is worth after caps per incident.

        best: What it would be if all that is not known had gone well, where
            it is known only between bounds.

        worst: What it would be if all of that had gone badly.
    """

    reading: Reading
    outcome: Outcome
    reason: Reason | None = None
    broken: tuple[Comparison, Figure] | None = None
    award: Award = Award()
    worth: Worth = NOTHING
    best: "ReadingResult | None" = None
    worst: "ReadingResult | None" = None

    @property
    def subject(self) -> str:
        """What it is about: the period's label, or an outage or ticket."""
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
@attrs.frozen(kw_only=True)
class CommitmentResult:
    """
    How one promise fared.

    Args:
        id: Its name in the policy.

        outcome: Whether it was kept.

        reason: Why that is not known, or why nothing is owed for it.

        readings: What was read, judged.

        view: The record as it saw it; None if it was not looked at.

        decisions: What was decided about the facts that it saw.

        has_credit: Whether a breach of it earns anything at all.
    """

    id: str
    outcome: Outcome
    reason: Reason | None = None
    readings: tuple[ReadingResult, ...] = ()
    view: View | None = None
    decisions: Decisions = Decisions()
    has_credit: bool = False

    @cached_property
    def exclusions(self) -> tuple[DecisionResult, ...]:
        """The decisions, in the order of the rules, then of time."""
        made = self.decisions.made
        if self.view is None or not made:
            return ()
        taken = first_takers(self.view, made)
        return tuple(
            DecisionResult(decision=one, taken=taken[place])
            for place, one in enumerate(made)
        )

    @property
    def is_judged(self) -> bool:
        """Whether the service has this promise."""
        return self.outcome is not Outcome.NOT_APPLICABLE

    @property
    def may_earn(self) -> bool:
        """Whether something is owed for it, or may be owed."""
        return any(one.may_earn for one in self.readings) or (
            self.has_credit and self.outcome is Outcome.UNDETERMINED
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

        extensions: Extensions of the service, one for each unit.

        undetermined: Why part of it is not known, each with its promise.

        capped_by: The caps that took something, in the order applied.
    """

    money: Money | None
    extensions: tuple[Extension, ...] = ()
    undetermined: tuple[tuple[str | None, Reason], ...] = ()
    capped_by: tuple[CapTaken, ...] = ()


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


@final
@attrs.frozen(kw_only=True)
class Evaluation:
    """
    What follows from a policy and a record.

    Args:
        sight: The policy and the record, and from when they were looked at.

        results: How each promise fared, in the order of the policy.

        eligibility: Why nobody knows whether anything is owed at all, if so.

        settlement: How the credit came about.

        credit: What is owed in all.

        entitlements: What is owed singly, and how it is to be had.

        rights: The rights that arise with this period.

        assumptions: The ids of the assumptions that mattered.

        carried: What the next period starts from.
    """

    sight: Sight = attrs.field(repr=False)
    results: tuple[CommitmentResult, ...]
    eligibility: Reason | None = None
    settlement: Settlement = attrs.field(repr=False)
    credit: Credit
    entitlements: tuple[Entitlement, ...]
    rights: tuple[EarnedRight, ...]
    assumptions: tuple[str, ...]
    carried: Carried = attrs.field(repr=False)

    @property
    def policy(self) -> Policy:
        """The policy that was evaluated."""
        return self.sight.policy

    @property
    def record(self) -> Record:
        """The record that was evaluated."""
        return self.sight.record

    @property
    def service(self) -> str:
        """The id of the service."""
        return self.record.service.id

    @property
    def period(self) -> Span:
        """The period that was evaluated, UTC."""
        return self.record.period

    @property
    def label(self) -> str:
        """What the period is called."""
        return self.sight.label

    @property
    def as_of(self) -> _time.DateTime:
        """The instant from which everything is seen, UTC."""
        return _time.from_ticks(self.sight.as_of)

    @property
    def is_final(self) -> bool:
        """Whether the period was over."""
        return self.sight.as_of >= self.sight.end

    def result(self, commitment: str) -> CommitmentResult:
        """
        Return how one promise fared.

        Args:
            commitment: Its name.

        Raises:
            KeyError: If the policy has no such promise.
        """
        for one in self.results:
            if one.id == commitment:
                return one
        raise KeyError(commitment)

    @cached_property
    def ledger(self) -> "Ledger":
        """The period and the credit, line by line."""
        from slapolicy.evaluation.ledger import ledger_of

        return ledger_of(self)

    @cached_property
    def bounds(self) -> Bounds | None:
        """Between what the answer lies, if unobserved time leaves it open."""
        from slapolicy.evaluation.bounds import bounds_of

        return bounds_of(self)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the evaluation's canonical JSON, in hexadecimal."""
        return _tree.digest(self.to_dict())

    def to_dict(self) -> dict[str, Tree]:
        """Return the evaluation as a tree of plain values (design 6.2)."""
        from slapolicy.evaluation.writing import tree_of_evaluation

        return tree_of_evaluation(self)
