"""Which outages counted for a reading: where a claim's clock starts."""

from slapolicy._pairs import Pair, intersected, merged, subtracted
from slapolicy.facts import Outage, Ticket
from slapolicy.terms.exchange import Decisions, Reading, View


def outages_in(
    view: View, decisions: Decisions, reading: Reading
) -> tuple[Outage | Ticket, ...]:
    """
    Return the outages behind a reading, or the ticket that it is about.

    About one outage these are all that were merged in it; about the period
    those of which some time counted.

    Args:
        view: The record as the commitment sees it.

        decisions: What was decided about the facts.

        reading: What was read.
    """
    if not view.scope.outages:
        return tuple(
            one
            for one in view.record.tickets
            if reading.of_one and one.id == reading.subject
        )
    excluded = {one.outage for one in decisions.made}
    if reading.of_one:
        near = [(one.start, one.end) for one in reading.stretches]
    else:
        near = merged(
            piece for one in reading.stretches for piece in one.pieces
        )
    names = set()
    for down in view.downs:
        if down.name in excluded or not near:
            continue
        span: list[Pair] = [(down.start, down.end)]
        if not reading.of_one:
            span = _not_excused(view, decisions, down.component, span)
        if intersected(span, near):
            names.add(down.name)
    return tuple(one for one in view.scope.outages if one.id in names)


def _not_excused(
    view: View,
    decisions: Decisions,
    component: str | None,
    span: list[Pair],
) -> list[Pair]:
    """Return the part of an outage that counts for some component."""
    if not any(one.spans for one in decisions.made):
        return span
    lanes: tuple[str | None, ...] = (component,)
    if component is None and view.scope.components:
        lanes = view.scope.components
    found: list[Pair] = []
    for lane in lanes:
        excused = merged(
            pair
            for one in decisions.made
            if one.outage is None and one.component in {None, lane}
            for pair in one.spans
        )
        found += subtracted(span, excused)
    return merged(found)
