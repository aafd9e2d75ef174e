"""Lists of incidents that come in pages, newest first."""

from collections.abc import Iterable
from typing import final

import attrs

from slapolicy.sources._gather import Gather, Refusal


@final
@attrs.frozen
class Page:
    """
    One page of a list.

    Args:
        mentioned: The instants that it mentions, microseconds since the
            epoch, UTC.

        goes_on: Whether it says that an older page follows.

        refuse: Raises that the page says what cannot be.
    """

    mentioned: tuple[int, ...]
    goes_on: bool
    refuse: Refusal


def cover(gather: Gather, pages: Iterable[Page]) -> None:
    """
    Note the spans for which pages speak.

    A page speaks from the oldest instant that it mentions to the newest.
    Nothing lies between a page that goes on and the next older one; whether
    the last was the first ever, or the listing began later, no page says.

    Args:
        gather: What gathers the facts.

        pages: In any order.
    """
    newer: Page | None = None
    known = [page for page in pages if page.mentioned]
    for page in sorted(known, key=lambda one: -max(one.mentioned)):
        start, end = min(page.mentioned), max(page.mentioned)
        if newer is not None and newer.goes_on:
            end = max(end, min(newer.mentioned))
        gather.covers(None, start, end, refuse=page.refuse)
        newer = page
