"""The short answer: what a customer who never saw the library asks."""

from collections.abc import Iterable, Iterator
from itertools import islice

from slapolicy.evaluation.results import (
    CommitmentResult,
    Evaluation,
    ReadingResult,
)
from slapolicy.explain.agreed import Agreed
from slapolicy.explain.claiming import claim_sentences
from slapolicy.explain.excuses import (
    Ruling,
    excuse_words,
    other_losses,
    refusal_words,
    rulings,
)
from slapolicy.explain.language import Message, Sentence
from slapolicy.explain.limits import capped, left_out
from slapolicy.explain.many import named
from slapolicy.explain.money import PROMISE, credit_words
from slapolicy.explain.promises import reading_words
from slapolicy.explain.reasons import reason_words
from slapolicy.explain.sections import SECTIONS, Answer, Section, answer
from slapolicy.explain.values import (
    Elapsed,
    Instant,
    Listing,
    Percentage,
    Stay,
)
from slapolicy.explain.words import Word
from slapolicy.figures import percent_text
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.exchange import Outcome, Stretch


_MOST = 4
"""How many things of a kind are named; the full answer names all."""

_BROKEN = Message(
    "promise-broken",
    "The promise “{promise}” was not kept: {readings}, and {target} was "
    "promised.",
)
_KEPT = Message(
    "promise-kept",
    "The promise “{promise}” was kept: {readings}, and {target} was promised.",
)
_KEPT_EACH = Message(
    "promise-kept-each",
    "The promise “{promise}” was kept in {count} case, and {target} was "
    "promised.",
    "The promise “{promise}” was kept in each of {count} cases, and {target} "
    "was promised.",
)
_KEPT_BY_NOTHING = Message(
    "promise-kept-nothing",
    "The promise “{promise}” was kept, as nothing happened that it is "
    "about; what is promised: {target}.",
)
_NO_PROMISE = Message(
    "promise-none", "None of the promises applies to this service."
)
_OPEN = Message(
    "promise-undetermined",
    "Whether the promise “{promise}” was kept cannot be told: {reason}.",
)
_BETWEEN = Message(
    "promise-between",
    "For the promise “{promise}” the figure lies between {worst} and "
    "{best}, both included.",
)
_COUNTED = Message(
    "counted", "Counted as downtime: {downtime} of {measured} ({outages})."
)
_STRETCH = Message("stretch", "outage {outage}, {span}")
_NOT_COUNTED = Message("not-counted", "Not counted: {excuses}.")
_NOT_COUNTED_FOR = Message(
    "not-counted-for", "Not counted for {promises}: {excuses}."
)
_RIGHT = Message(
    "earned-right", "The customer now has the right {right}, from {since} on."
)
_RIGHT_UNTIL = Message(
    "earned-right-until",
    "The customer now has the right {right}, from {since} to {until}.",
)


def short_answer(evaluation: Evaluation) -> Answer:
    """
    Return the short answer.

    Args:
        evaluation: What was evaluated.
    """
    agreed = Agreed.of(evaluation.policy)
    judged = [one for one in evaluation.results if one.is_judged]
    promises = [
        said for one in judged for said in _promise(evaluation, agreed, one)
    ]
    credit = agreed.once(
        evaluation, ("short", "credit"), lambda: _credit(evaluation)
    )
    claims = agreed.once(
        evaluation,
        ("short", "claims"),
        lambda: claim_sentences(evaluation, _MOST),
        alike=agreed.claims_alike(evaluation.record),
    )
    return answer(
        evaluation,
        agreed.assumed(evaluation),
        (
            Section.of(SECTIONS[topic], *sentences)
            for topic, sentences in (
                ("promises", promises or [_NO_PROMISE()]),
                ("exclusions", _not_counted(evaluation, judged)),
                ("credit", credit),
                ("claims", claims),
                ("rights", rights(evaluation)),
            )
        ),
    )


def _promise(
    evaluation: Evaluation, agreed: Agreed, result: CommitmentResult
) -> Iterator[Sentence]:
    """Yield how a promise fared, and from what that follows."""
    promise = result.id
    commitment = agreed.commitment(promise)
    if result.outcome is Outcome.UNDETERMINED:
        yield from undetermined(evaluation, result)
        return
    broken = [one for one in result.readings if one.outcome is result.outcome]
    bounds = tuple([one.broken for one in broken if one.broken is not None])
    figures = None
    if len(commitment.target.limits) == 1 and bounds:
        figures = bounds[:1]
    target = agreed.target(promise, figures)
    if not broken:
        yield _KEPT_BY_NOTHING(promise=promise, target=target)
        return
    zone = evaluation.policy.timezone
    is_kept = result.outcome is Outcome.MET
    if is_kept and len(broken) > 1:
        count = len(broken)
        yield _KEPT_EACH(promise=promise, count=count, target=target)
        return
    readings = named(
        broken, lambda one: reading_words(commitment, one, zone), most=_MOST
    )
    message = _KEPT if is_kept else _BROKEN
    yield message(promise=promise, readings=readings, target=target)
    if len(broken) == 1:
        yield from _counted(evaluation, broken[0])


def undetermined(
    evaluation: Evaluation, result: CommitmentResult
) -> Iterator[Sentence]:
    """
    Yield why nobody can tell whether a promise was kept.

    Args:
        evaluation: What was evaluated.

        result: How the promise fared.
    """
    # What is said of the result may be that the service is not eligible.
    reasons = [*(one.reason for one in result.readings), result.reason]
    for why in [one for one in reasons if one is not None][:1]:
        yield _OPEN(promise=result.id, reason=reason_words(why.text))
    bounds = evaluation.bounds
    shares = {} if bounds is None else dict(bounds.availability)
    if result.id in shares:
        worst, best = shares[result.id]
        yield _BETWEEN(
            promise=result.id,
            worst=Percentage(percent_text(worst)),
            best=Percentage(percent_text(best)),
        )


def _credit(evaluation: Evaluation) -> Iterator[Sentence]:
    """Yield what is owed, and what took some of it."""
    yield from credit_words(evaluation, _MOST)
    yield from capped(evaluation)
    yield from left_out(evaluation)


def commitment_of(
    evaluation: Evaluation, result: CommitmentResult
) -> Commitment:
    """
    Return the promise that a result is about.

    Args:
        evaluation: What was evaluated.

        result: How the promise fared.
    """
    commitments = evaluation.policy.commitments
    return next(one for one in commitments if one.id == result.id)


def _counted(evaluation: Evaluation, one: ReadingResult) -> Iterator[Sentence]:
    """Yield the downtime behind a reading about the period."""
    reading = one.reading
    if reading.downtime is None or reading.measured is None:
        return
    if not reading.stretches:
        return
    zone = evaluation.policy.timezone

    def outage(stretch: Stretch) -> Sentence:
        """Return an outage that counted."""
        (start, _), (_, end) = stretch.pieces[0], stretch.pieces[-1]
        return _STRETCH(outage=stretch.outage, span=Stay(start, end, zone))

    yield _COUNTED(
        downtime=Elapsed(reading.downtime),
        measured=Elapsed(reading.measured),
        outages=named(reading.stretches, outage, most=_MOST, last=None),
    )


def _not_counted(
    evaluation: Evaluation, judged: list[CommitmentResult]
) -> Iterator[Sentence]:
    """Yield what did not count, once for promises that agree on it."""
    alike: dict[Listing | None, list[str]] = {}
    refused: list[Ruling] = []
    for result in judged:
        made = tuple(rulings(evaluation, result))
        excused = [
            one
            for one in made
            if one.decided.decision.held and one.decided.taken
        ]
        refused += [one for one in made if not one.decided.decision.held]
        if result.view is not None and result.view.scope.outages:
            said = None
            if excused:
                said = named(excused, excuse_words, most=_MOST, last=None)
            alike.setdefault(said, []).append(result.id)
    for excuses, names in alike.items():
        if excuses is None:
            continue
        if len(alike) == 1:
            yield _NOT_COUNTED(excuses=excuses)
        else:
            promises = named(names, _quoted, most=_MOST)
            yield _NOT_COUNTED_FOR(promises=promises, excuses=excuses)
    yield from islice(_once_each(map(refusal_words, refused)), _MOST)
    for result in judged:
        yield from other_losses(evaluation, result, _MOST)


def _quoted(promise: str) -> Sentence:
    """Return a promise by its name."""
    return PROMISE(promise=promise)


def _once_each(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Yield sentences, each the first time only."""
    seen: set[Sentence] = set()
    for one in sentences:
        if one not in seen:
            seen.add(one)
            yield one


def rights(evaluation: Evaluation) -> Iterator[Sentence]:
    """
    Yield the rights that have arisen.

    Args:
        evaluation: What was evaluated.
    """
    zone = evaluation.policy.timezone
    for one in evaluation.rights:
        right = Word("right", one.right)
        since = Instant(one.since_ticks, zone, says_zone=True)
        if one.until_ticks is None:
            yield _RIGHT(right=right, since=since)
        else:
            until = Instant(one.until_ticks, zone, says_zone=True)
            yield _RIGHT_UNTIL(right=right, since=since, until=until)
