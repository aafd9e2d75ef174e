"""What follows: an evaluation, as values."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias, final

import attrs

from slapolicy import _time, _tree
from slapolicy._override import override
from slapolicy._tree import Tree
from slapolicy.evaluation.sight import Sight
from slapolicy.evaluation.values import (
    Bounds,
    CapTaken,
    Credit,
    DecisionResult,
    Entitlement,
    Findings,
    Known,
    ReadingResult,
    Verdict,
)
from slapolicy.facts import Carried, Record
from slapolicy.spans import Span
from slapolicy.terms.exchange import Decisions, Outcome, Reason, View
from slapolicy.terms.policy import Policy
from slapolicy.terms.rights import EarnedRight
from slapolicy.terms.settlement import Settlement


if TYPE_CHECKING:
    from slapolicy.evaluation.ledger import Ledger
    from slapolicy.evaluation.questions import Difference, Headroom, Marginal


__all__ = [
    "Bounds",
    "CapTaken",
    "CommitmentResult",
    "Credit",
    "DecisionResult",
    "Entitlement",
    "Evaluation",
    "Findings",
    "Known",
    "ReadingResult",
    "Verdict",
]


@final
@attrs.frozen(eq=False)
class CommitmentResult:
    """
    How one promise fared; the details are found when somebody looks.

    Args:
        verdict: The outcome.

        behind: What stands behind it, or the record and the policy from
            which that follows.
    """

    verdict: Verdict
    behind: Findings | Sight = attrs.field(repr=False)

    @override
    def __eq__(self, other: object) -> bool:
        if not isinstance(other, CommitmentResult):
            return NotImplemented
        return (
            self.verdict == other.verdict and self.findings == other.findings
        )

    @override
    def __hash__(self) -> int:
        return hash(self.verdict)

    @property
    def id(self) -> str:
        """Its name in the policy."""
        return self.verdict.id

    @property
    def outcome(self) -> Outcome:
        """Whether it was kept."""
        return self.verdict.outcome

    @property
    def reason(self) -> Reason | None:
        """Why that is not known, or why nothing is owed for it."""
        return self.verdict.reason

    @property
    def has_credit(self) -> bool:
        """Whether a breach of it earns anything at all."""
        return self.verdict.has_credit

    @cached_property
    def findings(self) -> Findings:
        """What stands behind the outcome."""
        if isinstance(self.behind, Findings):
            return self.behind
        from slapolicy.evaluation.settling import findings_of

        return findings_of(self.behind, self.verdict)

    @property
    def readings(self) -> tuple[ReadingResult, ...]:
        """What was read, judged."""
        return self.findings.readings

    @property
    def view(self) -> View | None:
        """The record as it saw it; None if it was not looked at."""
        return self.findings.view

    @property
    def decisions(self) -> Decisions:
        """What was decided about the facts that it saw."""
        return self.findings.decisions

    def with_readings(
        self, readings: Iterable[ReadingResult]
    ) -> "CommitmentResult":
        """
        Return the same with other readings.

        Args:
            readings: What was read, judged.
        """
        found = attrs.evolve(self.findings, readings=tuple(readings))
        return CommitmentResult(self.verdict, found)

    @property
    def exclusions(self) -> tuple[DecisionResult, ...]:
        """The decisions, in the order of the rules, then of time."""
        return self.findings.exclusions

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
@attrs.frozen(eq=False)
class Evaluation:
    """
    What follows from a policy and a record.

    Two are equal if policy, record and instant are: all the rest follows.
    What takes longer than the outcome and the credit is found when somebody
    looks.

    Args:
        sight: The policy and the record, and from when they were looked at.

        results: How each promise fared, in the order of the policy.

        credit: What is owed in all.

        known: What follows from how the promises fared, where that is known.
    """

    sight: Sight = attrs.field(repr=False)
    results: tuple[CommitmentResult, ...]
    credit: Credit
    known: Known | None = attrs.field(default=None, repr=False)

    @override
    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Evaluation):
            return NotImplemented
        return self.sight == other.sight

    @override
    def __hash__(self) -> int:
        return hash(self.sight)

    @override
    def __reduce__(self) -> tuple["_Anew", tuple[Policy, Record, int]]:
        """Return what a pickle holds: the rest follows from it."""
        return evaluated, (self.policy, self.record, self.sight.as_of)

    @cached_property
    def eligibility(self) -> Reason | None:
        """Why nobody knows whether anything is owed at all, if so."""
        from slapolicy.evaluation.judging import eligibility_of

        return eligibility_of(self.sight)[1]

    @cached_property
    def settlement(self) -> Settlement:
        """How the credit came about."""
        if self.known is not None and self.known.settlement is not None:
            return self.known.settlement
        from slapolicy.evaluation.settling import settled

        return settled(self.sight, self.results, self.eligibility)

    @cached_property
    def entitlements(self) -> tuple[Entitlement, ...]:
        """What is owed singly, and how it is to be had."""
        from slapolicy.evaluation.claiming import entitlements_of

        return entitlements_of(self.sight, self.results, self.settlement)

    @cached_property
    def rights(self) -> tuple[EarnedRight, ...]:
        """The rights that arise with this period."""
        if not self.policy.rights:
            return ()
        from slapolicy.evaluation.carrying import rights_of

        return rights_of(self.sight, self.results, self.carried)

    @cached_property
    def assumptions(self) -> tuple[str, ...]:
        """The ids of the assumptions that mattered."""
        from slapolicy.evaluation.assuming import assumptions_of

        return assumptions_of(self.policy, self.results)

    @cached_property
    def carried(self) -> Carried:
        """What the next period starts from."""
        from slapolicy.evaluation.carrying import carried_on

        return carried_on(self.sight, self.results, self.credit)

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
        from slapolicy.evaluation.booking import ledger_of

        return ledger_of(self)

    def headroom(self, commitment: str | None = None) -> "Headroom":
        """
        Return how far each reading of downtime is from another answer.

        Args:
            commitment: The one promise to ask for; None for all.

        Raises:
            KeyError: If there is no such promise.
        """
        from slapolicy.evaluation.questions import headroom

        return headroom(self, commitment)

    def marginal(self, name: str, *, among: str | None = None) -> "Marginal":
        """
        Return what the answer would be without one fact, or one exclusion.

        Args:
            name: The id of a fact, or the name of an exclusion in decisions.

            among: Where to look, if the name is not the only one: the key of
                the facts in documents, or ``exclusions``.

        Raises:
            KeyError: If there is nothing of that name, or more than one
                thing.
        """
        from slapolicy.evaluation.questions import marginal

        return marginal(self, name, among=among)

    def compare(self, other: "Evaluation") -> "Difference":
        """
        Return what changed from here to another evaluation.

        Args:
            other: The other.
        """
        from slapolicy.evaluation.questions import compare

        return compare(self, other)

    @cached_property
    def bounds(self) -> Bounds | None:
        """Between what the answer lies, if unobserved time leaves it open."""
        from slapolicy.evaluation.bounds import bounds_of

        return bounds_of(self)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the evaluation's canonical JSON, in hexadecimal."""
        return _tree.digest(self.to_dict())

    def explain(self, lang: str = "en", style: str = "short") -> str:
        """
        Return the evaluation in words.

        Args:
            lang: ``en`` or ``it``.

            style: ``short``, a paragraph that names the first of many and
                sums up the rest; or ``full``, every decision with its clause.

        Raises:
            AmountError: If there is no such language or style.
        """
        from slapolicy.explain import explain

        return explain(self, lang, style)

    def to_dict(self) -> dict[str, Tree]:
        """Return the evaluation as a tree of plain values (design 6.2)."""
        from slapolicy.evaluation.writing import tree_of_evaluation

        return tree_of_evaluation(self)

    def _repr_html_(self) -> str:
        """Return what a notebook shows of it."""
        from slapolicy.report import notebook

        return notebook.of_evaluation(self)


_Anew: TypeAlias = Callable[[Policy, Record, int], Evaluation]


def evaluated(policy: Policy, record: Record, ticks: int) -> Evaluation:
    """
    Return an evaluation out of what its pickle holds.

    Args:
        policy: What was promised.

        record: What happened.

        ticks: The instant from which it was seen, microseconds since the
            epoch, UTC.
    """
    from slapolicy.evaluation.evaluate import evaluate

    return evaluate(policy, record, as_of=_time.from_ticks(ticks))
