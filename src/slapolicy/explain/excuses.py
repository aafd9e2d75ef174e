"""What did not count, and why: decisions about facts in words."""

from collections.abc import Iterator
from typing import final

import attrs

from slapolicy.evaluation.ledger import EntryState
from slapolicy.evaluation.results import (
    CommitmentResult,
    DecisionResult,
    Evaluation,
)
from slapolicy.explain.language import Message, Sentence, Value
from slapolicy.explain.many import named
from slapolicy.explain.options import setting
from slapolicy.explain.reasons import reason_words
from slapolicy.explain.values import Elapsed
from slapolicy.explain.words import Word
from slapolicy.facts import Maintenance, Outage
from slapolicy.terms.exchange import AnyExclusion
from slapolicy.terms.exclusions import (
    CauseExclusion,
    MaintenanceExclusion,
    ShortExclusion,
    SourceExclusion,
    SuspensionExclusion,
)


CAUSED = Message("excused-cause", "{length} of outage {fact} (cause: {cause})")
_TOLD = Message(
    "excused-source", "{length} of outage {fact} (told of by: {source})"
)
_UNTOLD = Message(
    "excused-no-source", "{length} of outage {fact} (told of by nobody)"
)
_MAINTAINED = Message(
    "excused-maintenance",
    "{length} of outage during the {kind} maintenance {fact}",
)
_SUSPENDED = Message(
    "excused-suspension", "{length} of outage during the suspension {fact}"
)
_SHORT = Message("excused-short", "{length} of outage {fact}, which was short")
_OTHER = Message(
    "excused-other", "{length} of outage by the rule “{rule}” ({fact})"
)
_PART = Message("excused-part", "{excuse}; {reason}")

_NO_MAINTENANCE = Message(
    "refused-maintenance", "The maintenance {fact} excuses nothing: {reason}."
)
_NO_SUSPENSION = Message(
    "refused-suspension", "The suspension {fact} excuses nothing: {reason}."
)
_NO_SHORT = Message(
    "refused-short", "The short outage {fact} is not forgiven: {reason}."
)
_NO_OTHER = Message(
    "refused-other", "The rule “{rule}” does not excuse {fact}: {reason}."
)

_IGNORED = {
    key: Message(f"ignored-{key}", english)
    for key, english in {
        "ignore_shorter_than": "Too short to count: {facts}.",
        "ignore_up_to": "Too short to count: {facts}.",
        "longer_than": "Too short to count: {facts}.",
        "service_hours": "Outside the hours that count: {facts}.",
        "denominator": "Outside the time that is measured: {facts}.",
        "down_when": "Too few components were down at once: {facts}.",
        "count_from": "Before the instant from which an outage counts, or "
        "without it: {facts}.",
        "period": "Part of an outage that began before the period: {facts}.",
    }.items()
}
_IGNORED_OTHERWISE = Message("ignored", "Not counted otherwise: {facts}.")
_FACT_LENGTH = Message("fact-length", "outage {fact} ({length})")
_UNOBSERVED = Message(
    "unobserved", "Nobody observed the service for {length}: {treatment}."
)


@final
@attrs.frozen
class Ruling:
    """
    A decision, with the rule and the fact that it is about.

    Args:
        decided: The decision, and what it took.

        rule: What decided.

        fact: The outage or the maintenance, if it is about one.
    """

    decided: DecisionResult
    rule: AnyExclusion
    fact: Outage | Maintenance | None


def rulings(
    evaluation: Evaluation, result: CommitmentResult
) -> Iterator[Ruling]:
    """
    Yield the decisions for a promise, each with its rule and its fact.

    Args:
        evaluation: What was evaluated.

        result: How the promise fared.
    """
    view, deciders = result.view, result.findings.deciders
    if view is None or not deciders:
        return
    outages = {one.id: one for one in view.scope.outages}
    maintenance = {one.id: one for one in evaluation.record.maintenance}
    for one, rule in zip(result.exclusions, deciders, strict=True):
        name = one.decision.fact
        if isinstance(rule, MaintenanceExclusion):
            yield Ruling(one, rule, maintenance.get(name))
        else:
            yield Ruling(one, rule, outages.get(name))


def excuse_words(one: Ruling) -> Value:
    """
    Return what a decision that holds took of outage time.

    Args:
        one: The decision.
    """
    decision, length = one.decided.decision, Elapsed(one.decided.taken)
    fact = decision.fact
    match one.rule, one.fact:
        case CauseExclusion(), Outage(cause=cause):
            said = CAUSED(length=length, fact=fact, cause=Word("cause", cause))
        case SourceExclusion(), Outage(source=None):
            said = _UNTOLD(length=length, fact=fact)
        case SourceExclusion(), Outage(source=str(source)):
            said = _TOLD(length=length, fact=fact, source=source)
        case MaintenanceExclusion(), Maintenance(kind=kind):
            said = _MAINTAINED(
                length=length, kind=Word("maintenance", kind), fact=fact
            )
        case SuspensionExclusion(), _:
            said = _SUSPENDED(length=length, fact=fact)
        case ShortExclusion(), _:
            said = _SHORT(length=length, fact=fact)
        case _:
            said = _OTHER(length=length, rule=decision.rule, fact=fact)
    return with_reason(said, decision.reason)


def with_reason(said: Value, reason: str | None) -> Value:
    """
    Return what a decision says, with its reason if it gives one.

    Args:
        said: What it says.

        reason: What it cut, as the rule gives it.
    """
    if reason is None:
        return said
    return _PART(excuse=said, reason=reason_words(reason))


def refusal_words(one: Ruling) -> Sentence:
    """
    Return why a decision does not hold.

    Args:
        one: The decision.
    """
    decision = one.decided.decision
    fact, reason = decision.fact, reason_words(decision.reason or "")
    match one.rule:
        case MaintenanceExclusion():
            return _NO_MAINTENANCE(fact=fact, reason=reason)
        case SuspensionExclusion():
            return _NO_SUSPENSION(fact=fact, reason=reason)
        case ShortExclusion():
            return _NO_SHORT(fact=fact, reason=reason)
        case _:
            return _NO_OTHER(rule=decision.rule, fact=fact, reason=reason)


def _fact(one: tuple[str, int]) -> Sentence:
    """Return an outage by its name, and its time that did not count."""
    name, length = one
    return _FACT_LENGTH(fact=name, length=Elapsed(length))


def other_losses(
    evaluation: Evaluation, result: CommitmentResult, most: int | None = None
) -> Iterator[Sentence]:
    """
    Yield what did not count though no exclusion took it.

    Args:
        evaluation: What was evaluated.

        result: How a promise fared.

        most: How many facts are named; None for all.
    """
    if result.decisions.are_apart:
        return
    ignored: dict[str, dict[str, int]] = {}
    dark = 0
    for one in evaluation.ledger.of(result.id):
        length = one.end_ticks - one.start_ticks
        if one.state is EntryState.IGNORED:
            facts = ignored.setdefault(one.rule or "", {})
            name = one.fact or ""
            facts[name] = facts.get(name, 0) + length
        elif one.state is EntryState.UNOBSERVED:
            dark += length
    for key, facts in ignored.items():
        message = _IGNORED.get(key, _IGNORED_OTHERWISE)
        yield message(facts=named(tuple(facts.items()), _fact, most=most))
    if dark:
        metric = evaluation.policy.commitment(result.id)
        treated = getattr(
            None if metric is None else metric.metric, "unobserved", None
        )
        if treated is not None:
            yield _UNOBSERVED(
                length=Elapsed(dark), treatment=setting("unobserved", treated)
            )
