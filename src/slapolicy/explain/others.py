"""Credits that are too many to say of each where it stands, counted."""

from collections.abc import Iterable, Iterator

from slapolicy.evaluation.results import Entitlement, Evaluation
from slapolicy.explain.language import Message, Sentence
from slapolicy.explain.values import Instant
from slapolicy.terms.claims import Standing
from slapolicy.terms.claims.standing import Claims


_M = Message

_OTHERS = {
    Standing.AUTOMATIC: _M(
        "claim-others-automatic",
        "Nobody has to ask for {count} more credit.",
        "Nobody has to ask for {count} more credits.",
    ),
    Standing.NOT_YET_OPEN: _M(
        "claim-others-not-yet-open",
        "The customer may ask for {count} more credit, but only later.",
        "The customer may ask for {count} more credits, but only later.",
    ),
    Standing.OPEN: _M(
        "claim-others-open",
        "The customer must ask for {count} more credit.",
        "The customer must ask for {count} more credits.",
    ),
    Standing.LAPSED: _M(
        "claim-others-lapsed",
        "Nobody asked in time for {count} more credit, so it can no longer "
        "be had.",
        "Nobody asked in time for {count} more credits, so they can no "
        "longer be had.",
    ),
    Standing.FILED: _M(
        "claim-others-filed",
        "The customer asked for {count} more credit.",
        "The customer asked for {count} more credits.",
    ),
    Standing.LATE: _M(
        "claim-others-late",
        "The customer asked for {count} more credit too late.",
        "The customer asked for {count} more credits too late.",
    ),
    Standing.OVERDUE: _M(
        "claim-others-overdue",
        "The provider is late with {count} more credit.",
        "The provider is late with {count} more credits.",
    ),
    Standing.APPROVED: _M(
        "claim-others-approved",
        "The provider has granted {count} more credit.",
        "The provider has granted {count} more credits.",
    ),
    Standing.REJECTED: _M(
        "claim-others-rejected",
        "The provider has refused {count} more credit.",
        "The provider has refused {count} more credits.",
    ),
    Standing.APPLIED: _M(
        "claim-others-applied",
        "The provider has given {count} more credit.",
        "The provider has given {count} more credits.",
    ),
    Standing.WITHDRAWN: _M(
        "claim-others-withdrawn",
        "The customer has withdrawn {count} more credit.",
        "The customer has withdrawn {count} more credits.",
    ),
    Standing.NOT_ENTITLED: _M(
        "claim-others-not-entitled",
        "Somebody asked for {count} more credit, but nothing is owed.",
        "Somebody asked for {count} more credits, but nothing is owed.",
    ),
}
_FIRST = _M(
    "claim-others-first",
    "{said} Its deadline is {instant}.",
    "{said} The first of their deadlines is {instant}.",
)


def other_credits(
    evaluation: Evaluation,
    claims: Claims,
    groups: Iterable[list[Entitlement]],
) -> Iterator[Sentence]:
    """
    Yield how many entitlements stand how, and what is the first deadline.

    Args:
        evaluation: What was evaluated.

        claims: The claims of its record.

        groups: The entitlements, those together that stand alike.
    """
    zone, as_of = evaluation.policy.timezone, evaluation.sight.as_of
    numbers: dict[Standing, int] = {}
    ahead: dict[Standing, list[int]] = {}
    for found in groups:
        one = found[0]
        numbers[one.standing] = numbers.get(one.standing, 0) + len(found)
        ahead.setdefault(one.standing, []).extend(
            ticks
            for ticks in _deadlines(one, claims)
            if ticks is not None and ticks >= as_of
        )
    for standing, count in numbers.items():
        said = _OTHERS[standing](count=count)
        if ahead[standing]:
            first = Instant(min(ahead[standing]), zone, says_zone=True)
            said = _FIRST(said=said, instant=first, count=count)
        yield said


def _deadlines(one: Entitlement, claims: Claims) -> tuple[int | None, ...]:
    """Return the deadlines that are still to be kept, or may be."""
    due = one.deadlines
    match one.standing:
        case Standing.OPEN | Standing.NOT_YET_OPEN:
            claim = claims.about(one.commitment, one.subject)
            return (due.notify_by if claim is None else None, due.file_by)
        case Standing.FILED:
            return (due.acknowledge_by, due.decide_by)
        case Standing.REJECTED:
            return (due.appeal_by,)
        case Standing.AUTOMATIC | Standing.APPROVED:
            return (due.apply_by,)
        case _:
            return ()
