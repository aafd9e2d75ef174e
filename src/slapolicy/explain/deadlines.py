"""Who must ask, by when, as the agreement says it; and rights."""

from collections.abc import Iterator

from slapolicy.explain.language import Message, Sentence, Value
from slapolicy.explain.values import Extent, Listing, of_figure
from slapolicy.explain.words import Word
from slapolicy.terms.claims import (
    Anchor,
    ClaimTerms,
    Deadline,
    NamedEvent,
)
from slapolicy.terms.claims.anchors import After
from slapolicy.terms.rights import Right


_ANCHORS = {
    Anchor.OUTAGE_START: (
        "the start of the outage",
        "{length} after the outage began",
    ),
    Anchor.OUTAGE_END: (
        "the end of the outage",
        "{length} after the outage ended",
    ),
    Anchor.DETECTION: (
        "the detection of the outage",
        "{length} after the outage was detected",
    ),
    Anchor.REPORT: (
        "the report of the outage",
        "{length} after the outage was reported",
    ),
    Anchor.VERIFICATION: (
        "the verification of the outage",
        "{length} after the outage was verified",
    ),
    Anchor.BREACH: (
        "the breach",
        "{length} after the promise could no longer be kept",
    ),
    Anchor.PERIOD_START: (
        "the start of the period",
        "{length} after the period began",
    ),
    Anchor.PERIOD_END: (
        "the end of the period",
        "{length} after the period ended",
    ),
    Anchor.NOTIFICATION: (
        "the notification",
        "{length} after the provider was told",
    ),
    Anchor.FILING: ("the claim", "{length} after the claim was made"),
    Anchor.ACKNOWLEDGEMENT: (
        "the provider's acknowledgement",
        "{length} after the provider acknowledged the claim",
    ),
    Anchor.DECISION: (
        "the provider's decision",
        "{length} after the provider decided",
    ),
}
ANCHORS = {
    anchor.value: Message(f"anchor-{anchor.value}", words)
    for anchor, (words, _) in _ANCHORS.items()
}
"""What a clock starts from, by its name."""
AFTER = {
    anchor: Message(f"after-{anchor.value}", words)
    for anchor, (_, words) in _ANCHORS.items()
}
"""So long after what a clock starts from."""

_BILLING_ANCHOR = Message("anchor-billing", "the first day of a billing cycle")
_EVENT = Message("anchor-event", "the event “{event}”")
_AFTER_EVENT = Message("after-event", "{length} after the event “{event}”")
_AFTER_NOTHING = Message(
    "after-nothing", "{length} after an instant that it does not name"
)
_FIRST = Message("deadline-first", "{deadline}, the first of several")
_TO_END = Message("deadline-end-of", "{deadline}, until that {unit} is over")
_CALENDAR = Message("deadline-calendar", "{deadline}, by “{calendar}”")

STEPS = {
    "notify": Message(
        "step-notify", "the customer must tell the provider: {deadline}"
    ),
    "file": Message("step-file", "the customer must ask: {deadline}"),
    "file.opens": Message(
        "step-opens", "the customer may ask from: {deadline}"
    ),
    "acknowledge": Message(
        "step-acknowledge", "the provider must acknowledge: {deadline}"
    ),
    "decide": Message("step-decide", "the provider must decide: {deadline}"),
    "appeal": Message("step-appeal", "the customer may appeal: {deadline}"),
    "apply": Message(
        "step-apply", "the provider must give the credit: {deadline}"
    ),
}
"""The steps of a claim with their deadlines, by their paths."""

AUTOMATIC = Message(
    "claims-automatic", "nobody has to ask: credits come alone"
)
CHANNEL = Message("claims-channel", "the customer asks by: {channel}")
EVIDENCE = Message("claims-evidence", "evidence to be shown: {evidence}")


def anchor_words(name: str) -> Value:
    """
    Return what a clock waits for.

    Args:
        name: An anchor's name, or an event's.
    """
    if name == "billing-anchor":
        return _BILLING_ANCHOR()
    known = ANCHORS.get(name)
    return _EVENT(event=name) if known is None else known()


def deadline_words(deadline: Deadline) -> Sentence:
    """
    Return how a deadline is reckoned.

    Args:
        deadline: As the agreement states it.
    """
    said = _after(Extent(deadline.within), deadline.after)
    if deadline.which.value == "first":
        said = _FIRST(deadline=said)
    if deadline.end_of is not None:
        unit = Word("unit", deadline.end_of.value)
        said = _TO_END(deadline=said, unit=unit)
    if deadline.calendar is not None:
        said = _CALENDAR(deadline=said, calendar=deadline.calendar)
    return said


def _after(length: Extent, after: After | None) -> Sentence:
    """Return a length after what a clock starts from."""
    if after is None:
        return _AFTER_NOTHING(length=length)
    if isinstance(after, NamedEvent):
        return _AFTER_EVENT(length=length, event=after.event)
    return AFTER[after](length=length)


def claim_words(terms: ClaimTerms) -> Iterator[Sentence]:
    """
    Yield how a credit is claimed.

    Args:
        terms: As the agreement states it.
    """
    if not terms.required:
        yield AUTOMATIC()
    if terms.channel is not None:
        yield CHANNEL(channel=terms.channel)
    if terms.evidence:
        yield EVIDENCE(evidence=Listing.of(terms.evidence))
    for path, deadline in terms.deadlines:
        yield STEPS[path](deadline=deadline_words(deadline))


_RIGHT = Message("right", "The right {right}: {conditions}")
_BREACHES = Message(
    "right-breaches",
    "after {count} period with a breach",
    "after {count} periods with a breach",
)
_OF = Message("right-of", "of “{promise}”")
_OF_LAST = Message(
    "right-of-last",
    "within the last {count} period",
    "within the last {count} periods",
)
_CONSECUTIVE = Message("right-consecutive", "one after the other")
_BELOW = Message("right-below", "each below {figure}")
_LONGER_THAN = Message("right-longer", "each longer than {length}")
_WITHIN = Message("right-within", "to be used within {length}")


def right_words(right: Right) -> Sentence:
    """
    Return a right and when it arises.

    Args:
        right: As the agreement states it.
    """
    when = right.when
    conditions: list[Value] = [_BREACHES(count=when.breaches)]
    if when.commitment is not None:
        conditions.append(_OF(promise=when.commitment))
    if when.of_last is not None:
        conditions.append(_OF_LAST(count=when.of_last))
    if when.consecutive:
        conditions.append(_CONSECUTIVE())
    if when.value_below is not None:
        conditions.append(_BELOW(figure=of_figure(when.value_below)))
    if when.longer_than is not None:
        conditions.append(_LONGER_THAN(length=Extent(when.longer_than)))
    if right.within is not None:
        conditions.append(_WITHIN(length=Extent(right.within)))
    if right.effect is not None:
        conditions.append(right.effect)
    return _RIGHT(
        right=Word("right", right.right),
        conditions=Listing.of(conditions, last=None),
    )
