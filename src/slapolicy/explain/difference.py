"""What changed between two evaluations, in words."""

from collections.abc import Iterator

from slapolicy.evaluation.questions.comparing import (
    Change,
    Difference,
    FactChange,
    FieldChange,
)
from slapolicy.evaluation.results import Evaluation
from slapolicy.explain.headroom import total_words
from slapolicy.explain.language import Message, Sentence, Value
from slapolicy.explain.rules import joined
from slapolicy.explain.sections import SHOWN_DIGITS, Section
from slapolicy.explain.values import Sum
from slapolicy.explain.words import Word
from slapolicy.terms.exchange import Outcome


_FACTS = Message("difference-facts", "What changed in the record")
_NO_FACTS = Message("difference-no-facts", "Nothing changed.")
_OUTCOMES = Message("difference-outcomes", "How the promises fare")
_NO_OUTCOMES = Message("difference-no-outcomes", "Each fares as before.")
_CREDIT = Message("difference-credit", "Credit")
_PROOF = Message(
    "difference-proof", "What was compared (SHA-256, the first {count} digits)"
)

_KINDS = {
    "outages": Message("fact-outages", "Outage {id}"),
    "maintenance": Message("fact-maintenance", "Maintenance {id}"),
    "suspensions": Message("fact-suspensions", "Suspension {id}"),
    "unobserved": Message("fact-unobserved", "Unobserved time {id}"),
    "requests": Message("fact-requests", "Requests {id}"),
    "samples": Message("fact-samples", "Sample {id}"),
    "tickets": Message("fact-tickets", "Ticket {id}"),
    "events": Message("fact-events", "Event {id}"),
    "claims": Message("fact-claims", "Claim {id}"),
}
_ALONE = {
    "service": Message("fact-service", "The service"),
    "carried": Message("fact-carried", "What was carried over"),
}
_CHANGES = {
    Change.CAME: Message("fact-came", "{fact}, new: {fields}."),
    Change.WENT: Message("fact-went", "{fact}, gone: {fields}."),
    Change.CHANGED: Message("fact-changed", "{fact}, changed: {fields}."),
}
_LATE = Message("fact-late", "{fact} was announced only after it had begun.")
_FIELD = Message("field", "{name} {value}")
_FIELD_GONE = Message("field-gone", "{name} no longer {before}")
_FIELD_CHANGED = Message("field-changed", "{name} {after} instead of {before}")

_FARES = Message(
    "difference-fares", "“{promise}”: {before} before, {after} now."
)
_NEW_PROMISE = Message("difference-came", "“{promise}”, new: {after}.")
_OLD_PROMISE = Message("difference-went", "“{promise}”, gone: {before}.")

_BEFORE = Message("difference-before", "Before: {what}.")
_AFTER = Message("difference-after", "Now: {what}.")
_MORE = Message("difference-more", "That is {money} more.")
_LESS = Message("difference-less", "That is {money} less.")
_SAME = Message("difference-same", "That is the same sum.")
_UNKNOWN = Message(
    "difference-unknown", "How much more or less that is cannot be told."
)
_AGREEMENT = Message(
    "difference-agreement", "“{agreement}”, policy {policy}, record {record}"
)


def difference_sections(difference: Difference) -> tuple[Section, ...]:
    """
    Return what changed, and what that did.

    Args:
        difference: What changed.
    """
    facts = tuple(said for one in difference.facts for said in _fact(one))
    outcomes = tuple(_outcomes(difference))
    before, after = difference.before, difference.after
    return (
        Section.of(_FACTS(), *(facts or [_NO_FACTS()])),
        Section.of(_OUTCOMES(), *(outcomes or [_NO_OUTCOMES()])),
        Section.of(
            _CREDIT(),
            _BEFORE(what=total_words(before, before.credit)),
            _AFTER(what=total_words(after, after.credit)),
            _change(difference),
        ),
        Section.of(
            _PROOF(count=SHOWN_DIGITS),
            _BEFORE(what=_side(before)),
            _AFTER(what=_side(after)),
        ),
    )


def _fact(one: FactChange) -> Iterator[Sentence]:
    """Yield what became of a fact."""
    alone = _ALONE.get(one.kind)
    fact = _KINDS[one.kind](id=one.id) if alone is None else alone()
    fields = joined(_field(one.change, each) for each in one.fields)
    yield _CHANGES[one.change](fact=fact, fields=fields)
    if one.after_the_fact:
        yield _LATE(fact=fact)


def _field(change: Change, one: FieldChange) -> Value:
    """Return one field of a fact, as documents write it."""
    before, after = one.before or "", one.after or ""
    if change is Change.CHANGED and before:
        if not after:
            return _FIELD_GONE(name=one.name, before=before)
        return _FIELD_CHANGED(name=one.name, before=before, after=after)
    return _FIELD(name=one.name, value=before or after)


def _outcomes(difference: Difference) -> Iterator[Sentence]:
    """Yield the promises that fare otherwise."""
    for one in difference.outcomes:
        name, before, after = one.commitment, one.before, one.after
        if before is None:
            yield _NEW_PROMISE(promise=name, after=_outcome(after))
        elif after is None:
            yield _OLD_PROMISE(promise=name, before=_outcome(before))
        else:
            yield _FARES(
                promise=name, before=_outcome(before), after=_outcome(after)
            )


def _outcome(outcome: Outcome | None) -> Word:
    """Return how a promise fared; one of the two always did."""
    return Word("outcome", "" if outcome is None else outcome.value)


def _change(difference: Difference) -> Sentence:
    """Return how much more or less is owed."""
    change = difference.change
    if change is None:
        return _UNKNOWN()
    if not change:
        return _SAME()
    message = _MORE if change.fraction > 0 else _LESS
    return message(money=Sum(abs(change.fraction), change.currency))


def _side(evaluation: Evaluation) -> Sentence:
    """Return which agreement and which record one of the two is about."""
    policy = evaluation.policy
    return _AGREEMENT(
        agreement=policy.title or policy.id,
        policy=policy.digest[:SHOWN_DIGITS],
        record=evaluation.record.digest[:SHOWN_DIGITS],
    )
