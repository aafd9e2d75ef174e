"""By when what is owed must be claimed, on the short way."""

import datetime as dt

from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import NamedTuple, final

from slapolicy._pairs import merged
from slapolicy.arrow.columns import Columns
from slapolicy.arrow.rows import Next, first_claim, outage_of
from slapolicy.arrow.timeline import Timeline
from slapolicy.calendars import WorkCalendar
from slapolicy.evaluation.passes import counted, lasting
from slapolicy.evaluation.plan import Plan
from slapolicy.evaluation.quick import Place, Quick, Track
from slapolicy.facts import Outage, Service
from slapolicy.periods import BillingPeriod
from slapolicy.terms.claims import (
    UNSTATED,
    Anchor,
    ClaimTerms,
    Clocks,
    Due,
)
from slapolicy.terms.policy import Policy


# What a row without events and claims knows without its outages.
_UNMOVED = frozenset(
    {
        None,
        Anchor.PERIOD_START,
        Anchor.PERIOD_END,
        Anchor.NOTIFICATION,
        Anchor.FILING,
        Anchor.ACKNOWLEDGEMENT,
        Anchor.DECISION,
    }
)


class Seen(NamedTuple):
    """
    One row, from an instant.

    Args:
        columns: The batch.

        timeline: Its outages and maintenance.

        at: The row.

        as_of: From when it is seen.

        anchor: From when the service is billed.
    """

    columns: Columns
    timeline: Timeline
    at: int
    as_of: int
    anchor: dt.date | None


@final
class Desk:
    """
    Where claims of rows without events and claims are looked at.

    Args:
        policy: What was promised.

        plan: The policy made ready.
    """

    def __init__(self, policy: Policy, plan: Plan) -> None:
        self.zone: str = policy.timezone
        self.calendars: tuple[tuple[str, WorkCalendar], ...] = plan.calendars
        period = policy.period
        self.billing: BillingPeriod | None = (
            period if isinstance(period, BillingPeriod) else None
        )
        self.terms: tuple[ClaimTerms, ...] = tuple(
            one.claims or UNSTATED for one in plan.promises
        )
        deadlines = [one for terms in self.terms for _, one in terms.deadlines]
        afters = {one.after for one in deadlines}
        self.has_deadlines: bool = bool(deadlines)
        self.standing: str | None = None if deadlines else _same(self.terms)
        self.is_known: bool = Anchor.BREACH not in afters
        self.reads_outages: bool = bool(afters - _UNMOVED)

    def first(
        self,
        quick: Quick,
        service: Service,
        places: Sequence[Place],
        seen: Seen,
        *,
        owes: bool,
    ) -> Next | None:
        """
        Return the claim that must be filed first, None if not known.

        Args:
            quick: The short way in the row's period.

            service: Whose fee credits are shares of.

            places: How each promise fared.

            seen: The row.

            owes: Whether anything is owed in all.
        """
        if owes and self.standing is not None:
            return self.standing, None
        prices = quick.prices_of(service)
        if prices is None or not self.is_known:
            return None
        found: list[Next] = []
        for number, (place, terms) in enumerate(
            zip(places, self.terms, strict=True)
        ):
            if place is None:
                continue
            behind = self._behind(quick, quick.tracks[number], seen)
            for one, outages in zip(place, behind, strict=False):
                if quick.worth(prices, number, one):
                    due = terms.due(self._clocks(quick, seen, outages))
                    standing = terms.standing(None, due, seen.as_of)
                    found.append((standing.value, due.file_by))
        return first_claim(found)

    def _clocks(
        self, quick: Quick, seen: Seen, outages: Iterable[Outage]
    ) -> Clocks:
        """Return what deadlines are reckoned from."""
        return Clocks(
            period_start=quick.start,
            period_end=quick.end,
            zone=self.zone,
            as_of=seen.as_of,
            outages=outages,
            calendars=self.calendars,
            billing=self.billing,
            billing_anchor=seen.anchor,
        )

    def _behind(
        self, quick: Quick, track: Track, seen: Seen
    ) -> Iterable[Iterable[Outage]]:
        """Return the outages behind each reading that breaks a promise."""
        if not self.reads_outages:
            return repeat(())
        sifted = seen.timeline.sifted(quick.sieves[track.sieve])
        kept, excused = sifted.row(seen.at)
        start, end = quick.start, quick.end
        pairs = [(low, high) for low, high, _ in kept]
        if not track.is_restoration:
            return [
                [
                    outage_of(seen.columns, place)
                    for low, high, place in kept
                    if counted([(low, high)], excused, start, end)
                ]
            ]
        spans = [one for one in merged(pairs) if start <= one[0] < end]
        lengths = lasting(pairs, excused, start, end)
        return [
            [
                outage_of(seen.columns, place)
                for low, _, place in kept
                if since <= low < until
            ]
            for (since, until), length in zip(spans, lengths, strict=True)
            if track.breaches[track.ladder.step(length)]
        ]


def _same(terms: Iterable[ClaimTerms]) -> str | None:
    """Return where all that is owed stands, None if that differs."""
    found = {one.standing(None, Due(), 0).value for one in terms}
    return found.pop() if len(found) == 1 else None
