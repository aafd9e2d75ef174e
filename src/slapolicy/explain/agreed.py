"""
What an agreement itself says, put into words once for all its answers.

Most sentences of a full answer turn on the agreement and not on the record:
clauses, promises, exclusions. They are made when an answer first needs them,
and live as long as the agreement's plan.
"""

import weakref

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeAlias, final

from slapolicy.evaluation.plan import Plan, Promise
from slapolicy.evaluation.results import Evaluation, Known
from slapolicy.explain.agreement import (
    clause_words,
    promised_words,
    rule_words,
)
from slapolicy.explain.language import (
    Language,
    Message,
    Sentence,
    Value,
    said,
)
from slapolicy.explain.promises import target_words
from slapolicy.explain.sections import (
    Section,
    assumptions_section,
    period_of,
)
from slapolicy.explain.words import Word
from slapolicy.facts import Record
from slapolicy.figures import Figure
from slapolicy.terms.clauses import Assumption, Clause
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.exchange import AnyExclusion, Comparison, Outcome
from slapolicy.terms.metrics import Availability, Restoration
from slapolicy.terms.policy import Policy


_TITLE = Message("full-promise", "Promise “{promise}”: {outcome}")
_RULE = Message("full-rule", "Excluded by “{name}”: {rule}.")

_MOST_OPENINGS = 4096

Words: TypeAlias = tuple[Value, ...]
_Said: TypeAlias = dict[tuple[str, str], Words]


class Plain(NamedTuple):
    """A promise by the clock, and the one figure to compare it with."""

    promise: Promise
    metric: Availability | Restoration
    bound: Figure


class Opening(NamedTuple):
    """The agreement, its version, and the period, in words."""

    agreement: str
    version: str
    period: str


class Around(NamedTuple):
    """What a full answer says around the facts, in words."""

    before: list[str]
    promises: list[tuple[list[str], list[str]]]
    after: list[str]


@final
class Agreed:
    """
    The words of one agreement.

    Args:
        policy: The agreement; it is not held, so that it can be forgotten.
    """

    def __init__(self, policy: Policy) -> None:
        self._clauses: tuple[Clause, ...] = policy.clauses
        self._assumptions: tuple[Assumption, ...] = policy.assumptions
        self._commitments: dict[str, Commitment] = {
            one.id: one for one in policy.commitments
        }
        self._cited: dict[str | None, Words] = {None: ()}
        self._fared: dict[tuple[str, Outcome], Sentence] = {}
        self._promised: dict[str, Words] = {}
        self._targets: dict[object, Value] = {}
        self._rules: dict[tuple[str, int], Words] = {}
        self._ruled: dict[tuple[Language, str, int], list[str]] = {}
        self._assumed: dict[Words, Section | None] = {}
        self._known: weakref.WeakKeyDictionary[Known, _Said] = (
            weakref.WeakKeyDictionary()
        )
        self._around: weakref.WeakKeyDictionary[
            Known, dict[Language, Around]
        ] = weakref.WeakKeyDictionary()
        self.promises: tuple[Promise, ...] = Plan.of(policy).promises
        self.plain: tuple[Plain, ...] = tuple(
            Plain(one, one.by_the_clock, one.plain_bound)
            for one in self.promises
            if one.by_the_clock is not None and one.plain_bound is not None
        )
        self.is_plain: bool = len(self.plain) == len(self.promises)
        self.reads_each: bool = any(
            isinstance(one.metric, Restoration) for one in self.plain
        )
        self._openings: dict[tuple[Language, str], Opening] = {}
        self._no_clock_runs: bool = not any(
            promise.claims is not None and promise.claims.deadlines
            for promise in Plan.of(policy).promises
        )

    @classmethod
    def of(cls, policy: Policy) -> "Agreed":
        """
        Return the words of an agreement.

        Args:
            policy: The agreement.
        """
        plan = Plan.of(policy)
        known = _AGREED.get(plan)
        if known is None:
            known = _AGREED[plan] = cls(policy)
        return known

    def commitment(self, id_: str) -> Commitment:
        """
        Return a promise.

        Args:
            id_: Its name.
        """
        return self._commitments[id_]

    def fared(self, commitment: str, outcome: Outcome) -> Sentence:
        """
        Return how a promise fared.

        Args:
            commitment: Its name.

            outcome: Whether it was kept.
        """
        key = (commitment, outcome)
        if key not in self._fared:
            word = Word("outcome", outcome.value)
            self._fared[key] = _TITLE(promise=commitment, outcome=word)
        return self._fared[key]

    def clause(self, id_: str | None) -> Words:
        """
        Return the clause that a term names, as far as it is known.

        Args:
            id_: The clause's number or name; None for none.
        """
        if id_ not in self._cited:
            self._cited[id_] = tuple(clause_words(self._clauses, id_))
        return self._cited[id_]

    def promised(self, commitment: str) -> Words:
        """
        Return a promise with its clause.

        Args:
            commitment: Its name.
        """
        if commitment not in self._promised:
            one = self._commitments[commitment]
            words = (*self.clause(one.clause), *promised_words(one))
            self._promised[commitment] = words
        return self._promised[commitment]

    def target(
        self,
        commitment: str,
        figures: tuple[tuple[Comparison, Figure], ...] | None,
    ) -> Value:
        """
        Return what is promised.

        Args:
            commitment: The promise's name.

            figures: Its bounds with the service's own figures; None for the
                bounds as they are written.
        """
        key = (commitment, figures)
        if key not in self._targets:
            one = self._commitments[commitment]
            self._targets[key] = target_words(one, figures)
        return self._targets[key]

    def rule(self, name: str, rule: AnyExclusion) -> Words:
        """
        Return an exclusion with its clause.

        Args:
            name: Its name in decisions.

            rule: The exclusion, one of the agreement's.
        """
        key = (name, id(rule))
        if key not in self._rules:
            said = _RULE(name=name, rule=rule_words(rule))
            clause = self.clause(getattr(rule, "clause", None))
            self._rules[key] = (said, *clause)
        return self._rules[key]

    def ruled(
        self, language: Language, name: str, rule: AnyExclusion
    ) -> list[str]:
        """
        Return an exclusion with its clause in words, said once.

        Args:
            language: Whose words.

            name: Its name in decisions.

            rule: The exclusion, one of the agreement's.
        """
        key = (language, name, id(rule))
        found = self._ruled.get(key)
        if found is None:
            words = self.rule(name, rule)
            found = self._ruled[key] = [said(one, language) for one in words]
        return found

    def assumed(self, evaluation: Evaluation) -> Section | None:
        """
        Return the assumptions that decided something, if any did.

        Args:
            evaluation: What was evaluated.
        """
        decided = tuple(
            self.once(
                evaluation, ("", "assumptions"), lambda: evaluation.assumptions
            )
        )
        if decided not in self._assumed:
            self._assumed[decided] = assumptions_section(
                [one for one in self._assumptions if one.id in decided]
            )
        return self._assumed[decided]

    def claims_alike(self, record: Record) -> bool:
        """
        Whether how a credit is claimed turns on no fact.

        Args:
            record: The facts.
        """
        return self._no_clock_runs and not record.claims

    def opening(self, evaluation: Evaluation, language: Language) -> Opening:
        """
        Return what any answer about a period opens with, in words.

        Args:
            evaluation: What was evaluated.

            language: Whose words.
        """
        key = (language, evaluation.label)
        found = self._openings.get(key)
        if found is None:
            if len(self._openings) >= _MOST_OPENINGS:
                self._openings.clear()
            policy = evaluation.policy
            found = self._openings[key] = Opening(
                said(policy.title or policy.id, language),
                said(policy.version or "", language),
                said(period_of(evaluation), language),
            )
        return found

    def around(
        self,
        evaluation: Evaluation,
        language: Language,
        words: Callable[[], Around],
        *,
        alike: bool,
    ) -> Around:
        """
        Return what is said around the facts, made once where it names none.

        Args:
            evaluation: What was evaluated.

            language: Whose words.

            words: Finds what is said.

            alike: Whether it turns on nothing but how the promises fared.
        """
        known = evaluation.known
        if not alike or known is None or known.settlement is None:
            return words()
        found = self._around.get(known)
        if found is None:
            found = self._around[known] = {}
        if language not in found:
            found[language] = words()
        return found[language]

    def once(
        self,
        evaluation: Evaluation,
        topic: tuple[str, str],
        words: Callable[[], Iterable[Value]],
        *,
        alike: bool = True,
    ) -> Iterable[Value]:
        """
        Return what is said of a topic, made once where it names no fact.

        Args:
            evaluation: What was evaluated.

            topic: In which answer it is said, and of what.

            words: Finds what is said of it.

            alike: Whether it turns on nothing but how the promises fared.
        """
        known = evaluation.known
        if not alike or known is None or known.settlement is None:
            return words()
        found = self._known.get(known)
        if found is None:
            found = self._known[known] = {}
        if topic not in found:
            found[topic] = tuple(words())
        return found[topic]


_AGREED: "weakref.WeakKeyDictionary[Plan, Agreed]" = (
    weakref.WeakKeyDictionary()
)
