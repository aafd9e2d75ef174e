"""Made-up records, about which rules are asked."""

from slapolicy.facts import Record
from slapolicy.terms.exchange import Scope, View, Window


def probe(record: Record, start: int, end: int) -> View:
    """
    Return a made-up record as a commitment sees it.

    Args:
        record: The facts to ask about.

        start: Where its period begins.

        end: Where its period ends.
    """
    return View(
        record=record,
        start=start,
        end=end,
        label="",
        zone="UTC",
        as_of=end,
        windows=(Window(start=start, end=end, subject=""),),
        scope=Scope(outages=record.outages),
    )
