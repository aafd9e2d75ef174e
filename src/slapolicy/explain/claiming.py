"""Who must ask, by when, and where it stands: entitlements in words."""

from collections.abc import Iterable, Iterator
from typing import final

import attrs

from slapolicy.evaluation.results import Entitlement, Evaluation
from slapolicy.explain.deadlines import anchor_words, deadline_words
from slapolicy.explain.language import Message, Sentence, Value
from slapolicy.explain.many import first_of, named
from slapolicy.explain.money import promise_words
from slapolicy.explain.others import other_credits
from slapolicy.explain.sections import period_of
from slapolicy.explain.values import Instant, Listing
from slapolicy.facts import Claim, ClaimVerb
from slapolicy.figures import Quantity
from slapolicy.terms.claims import ClaimTerms, Deadline, Standing
from slapolicy.terms.claims.standing import Claims


_M = Message

_AUTOMATIC = _M("claim-automatic", "Nobody has to ask for {what}.")
_NOTIFY_BY = _M(
    "claim-notify-by",
    "To have {what}, the customer must first tell the provider of the "
    "outage: by {instant}.",
)
_ASK_BY = _M("claim-ask-by", "The customer must ask for {what}: by {instant}.")
_ASK = _M(
    "claim-ask",
    "The customer must ask for {what}; the agreement states no deadline.",
)
_ASK_SOMETIME = _M(
    "claim-ask-sometime",
    "The customer must ask for {what}; the deadline cannot be reckoned "
    "({deadline}).",
)
_OPENS = _M(
    "claim-opens", "The customer may ask for {what} only from {instant} on."
)
_WAITS = _M(
    "claim-waits",
    "The time to ask for {what} has not begun: it is counted from {anchor}, "
    "which the record does not have.",
)
_LAPSED = _M(
    "claim-lapsed",
    "The customer had to ask for {what} by {instant}; nobody did in time, "
    "so it can no longer be had.",
)
_LAPSED_UNTOLD = _M(
    "claim-lapsed-untold",
    "To have {what}, the customer had to tell the provider of the outage by "
    "{instant}; nobody did in time, so it can no longer be had.",
)
_FILED = _M("claim-filed", "The customer asked for {what}: {instant}.")
_LATE = _M(
    "claim-late",
    "The customer asked for {what} too late: the deadline was {instant}.",
)
_OVERDUE = _M(
    "claim-overdue",
    "The provider is late with {what}: its own deadline was {instant}.",
)
_APPROVED = _M("claim-approved", "The provider has granted {what}.")
_REJECTED = _M("claim-rejected", "The provider has refused {what}.")
_APPLIED = _M("claim-applied", "The provider has given {what}.")
_WITHDRAWN = _M("claim-withdrawn", "The customer has withdrawn {what}.")
_NOT_ENTITLED = _M(
    "claim-not-entitled", "Somebody asked for {what}, but nothing is owed."
)

_ACKNOWLEDGE_BY = _M(
    "claim-acknowledge-by", "The provider must acknowledge it: by {instant}."
)
_DECIDE_BY = _M("claim-decide-by", "The provider must decide: by {instant}.")
_APPEAL_BY = _M("claim-appeal-by", "The customer may appeal: by {instant}.")
_APPLY_BY = _M(
    "claim-apply-by", "The provider must give the credit: by {instant}."
)
_CHANNEL = _M("claim-channel", "The way to ask: {channel}.")
_EVIDENCE = _M("claim-evidence", "To be shown: {evidence}.")

_EARLY = _M(
    "claim-early",
    "Mind that this deadline ({deadline}) runs out before {period} is over, "
    "that is, before the percentage of the period is known: who waits for "
    "the percentage asks too late.",
)
_EARLY_FIGURE = _M(
    "claim-early-figure",
    "Mind that this deadline ({deadline}) runs out before {period} is over, "
    "that is, before the figure of the period is known: who waits for the "
    "figure asks too late.",
)
_CREDIT = _M("claim-credit", "the credit for {promises}")

_MOST_ALIKE = 20
"""How many groups of credits are named where not all credits are."""

_TO_ASK = {Standing.OPEN, Standing.NOT_YET_OPEN}
_DONE = {
    Standing.APPLIED: _APPLIED,
    Standing.WITHDRAWN: _WITHDRAWN,
    Standing.NOT_ENTITLED: _NOT_ENTITLED,
    Standing.AUTOMATIC: _AUTOMATIC,
}


@final
@attrs.frozen
class _Case:
    """Entitlements that stand alike, and what stands behind them."""

    evaluation: Evaluation
    one: Entitlement
    terms: ClaimTerms
    claim: Claim | None
    what: Value

    def at(self, ticks: int) -> Instant:
        """Return an instant by the agreement's wall clock."""
        return Instant(ticks, self.evaluation.policy.timezone, says_zone=True)

    def first(self, verb: ClaimVerb) -> int | None:
        """Return when something was first done, None if it was not."""
        return None if self.claim is None else self.claim.first(verb)


def claim_sentences(
    evaluation: Evaluation, most: int | None = None
) -> Iterator[Sentence]:
    """
    Yield how what is owed is to be had, each thing once.

    Args:
        evaluation: What was evaluated.

        most: How many promises are named at once; None for all. If not all
            are named, credits that stand as only few others do are counted
            where they are many.
    """
    as_of = evaluation.sight.as_of
    claims = Claims(one.until(as_of) for one in evaluation.record.claims)
    groups = _alike(evaluation, claims)
    most_alike = None if most is None else _MOST_ALIKE
    first, rest = first_of(groups, most_alike)
    if rest:
        # Who can still ask must know it before all else.
        first, rest = first_of(sorted(groups, key=_is_lost), most_alike)
    for found in first:
        claim = claims.about(found[0].commitment, found[0].subject)
        yield from _sentences(evaluation, found, claim, most)
    yield from other_credits(evaluation, claims, rest)


def _is_lost(found: list[Entitlement]) -> bool:
    """Whether there is nothing left to ask for."""
    return found[0].standing not in _TO_ASK


def _alike(evaluation: Evaluation, claims: Claims) -> list[list[Entitlement]]:
    """Return the entitlements, those together that stand alike."""
    groups: dict[object, list[Entitlement]] = {}
    for one in evaluation.entitlements:
        claim = claims.about(one.commitment, one.subject)
        key = (
            one.deadlines,
            one.standing,
            one.waits_for,
            _terms(evaluation, one),
            None if claim is None else claim.events,
            _is_early(evaluation, one),
        )
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def _terms(evaluation: Evaluation, one: Entitlement) -> ClaimTerms:
    """Return how an entitlement is claimed."""
    policy = evaluation.policy
    commitment = policy.commitment(one.commitment)
    own = None if commitment is None else commitment.claims
    return own or policy.claims or ClaimTerms()


def _sentences(
    evaluation: Evaluation,
    found: list[Entitlement],
    claim: Claim | None,
    most: int | None,
) -> Iterator[Sentence]:
    """Yield how entitlements that stand alike are to be had."""
    one = found[0]
    promises = named(
        found, lambda each: promise_words(evaluation, each), most=most
    )
    case = _Case(
        evaluation,
        one,
        _terms(evaluation, one),
        claim,
        _CREDIT(promises=promises),
    )
    yield from _standing(case)
    if one.standing in _TO_ASK:
        yield from _how(case)
    unanswered = {*_TO_ASK, Standing.LAPSED}
    file = case.terms.file
    if file and one.standing in unanswered and _is_early(evaluation, one):
        yield _early(case, file)


def _standing(case: _Case) -> Iterator[Sentence]:
    """Yield where it stands, and the next deadline."""
    due, what = case.one.deadlines, case.what
    done = _DONE.get(case.one.standing)
    if done is not None:
        yield done(what=what)
        if done is _AUTOMATIC:
            yield from _by(case, (_APPLY_BY, due.apply_by))
        return
    match case.one.standing:
        case Standing.OPEN | Standing.NOT_YET_OPEN:
            yield from _to_ask(case)
        case Standing.LAPSED:
            yield from _by(case, _lapsed(case))
        case Standing.LATE:
            yield from _by(case, (_LATE, _missed(case)))
        case Standing.OVERDUE:
            yield from _by(case, (_OVERDUE, _overdue(case)))
        case Standing.APPROVED:
            yield _APPROVED(what=what)
            yield from _by(case, (_APPLY_BY, due.apply_by))
        case Standing.REJECTED:
            yield _REJECTED(what=what)
            yield from _by(case, (_APPEAL_BY, due.appeal_by))
        case _:
            yield from _by(
                case,
                (_FILED, case.first(ClaimVerb.FILE)),
                (_ACKNOWLEDGE_BY, due.acknowledge_by),
                (_DECIDE_BY, due.decide_by),
            )


def _by(case: _Case, *steps: tuple[Message, int | None]) -> Iterator[Sentence]:
    """Yield the deadlines that are known."""
    for message, ticks in steps:
        if ticks is not None:
            yield message(what=case.what, instant=case.at(ticks))


def _to_ask(case: _Case) -> Iterator[Sentence]:
    """Yield by when the customer must do what."""
    due, what = case.one.deadlines, case.what
    is_told = case.claim is not None
    if due.notify_by is not None and not is_told:
        yield _NOTIFY_BY(what=what, instant=case.at(due.notify_by))
    if case.one.waits_for is not None:
        yield _WAITS(what=what, anchor=anchor_words(case.one.waits_for))
    if due.opens is not None and case.one.standing is Standing.NOT_YET_OPEN:
        yield _OPENS(what=what, instant=case.at(due.opens))
    if due.file_by is not None:
        yield _ASK_BY(what=what, instant=case.at(due.file_by))
    elif due.notify_by is None and case.one.waits_for is None:
        file = case.terms.file
        if file is None:
            yield _ASK(what=what)
        else:
            yield _ASK_SOMETIME(what=what, deadline=deadline_words(file))


def _lapsed(case: _Case) -> tuple[Message, int | None]:
    """Return which deadline passed without what it was for."""
    due, as_of = case.one.deadlines, case.evaluation.sight.as_of
    notify_by = due.notify_by
    if case.claim is None and notify_by is not None and notify_by < as_of:
        return _LAPSED_UNTOLD, notify_by
    return _LAPSED, due.file_by


def _missed(case: _Case) -> int | None:
    """Return the deadline that the customer missed, filing's if both."""
    due, filed = case.one.deadlines, case.first(ClaimVerb.FILE)
    if due.file_by is not None and filed is not None and filed > due.file_by:
        return due.file_by
    return due.notify_by


def _overdue(case: _Case) -> int | None:
    """Return the newest deadline that the provider missed."""
    due, as_of = case.one.deadlines, case.evaluation.sight.as_of
    if case.first(ClaimVerb.APPROVE) is not None:
        return due.apply_by
    clocks = (due.acknowledge_by, due.decide_by)
    return max(one for one in clocks if one is not None and one < as_of)


def _how(case: _Case) -> Iterator[Sentence]:
    """Yield how the customer asks."""
    if case.terms.channel is not None:
        yield _CHANNEL(channel=case.terms.channel)
    if case.terms.evidence:
        yield _EVIDENCE(evidence=Listing.of(case.terms.evidence))


def _is_early(evaluation: Evaluation, one: Entitlement) -> bool:
    """Whether a reading of the period is known only after its deadline."""
    file_by = one.deadlines.file_by
    return (
        file_by is not None
        and file_by < evaluation.sight.end
        and one.subject == evaluation.label
    )


def _early(case: _Case, file: Deadline) -> Sentence:
    """Return that a deadline runs out before what it is about is known."""
    evaluation, one = case.evaluation, case.one
    readings = evaluation.result(one.commitment).readings
    is_share = any(
        each.reading.quantity is Quantity.PERCENTAGE for each in readings
    )
    message = _EARLY if is_share else _EARLY_FIGURE
    return message(deadline=deadline_words(file), period=period_of(evaluation))


def deadlines_of(
    evaluation: Evaluation, one: Entitlement
) -> Iterable[tuple[str, Instant]]:
    """
    Yield the deadlines of an entitlement that are known, by their paths.

    Args:
        evaluation: What was evaluated.

        one: The entitlement.
    """
    due, zone = one.deadlines, evaluation.policy.timezone
    for path, ticks in (
        ("notify", due.notify_by),
        ("file.opens", due.opens),
        ("file", due.file_by),
        ("acknowledge", due.acknowledge_by),
        ("decide", due.decide_by),
        ("appeal", due.appeal_by),
        ("apply", due.apply_by),
    ):
        if ticks is not None:
            yield path, Instant(ticks, zone)
