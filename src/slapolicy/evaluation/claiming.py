"""What is owed singly, who must ask for it, and by when."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import TypeAlias, final

from slapolicy.amounts import Money
from slapolicy.evaluation.counting import outages_in
from slapolicy.evaluation.plan import Plan
from slapolicy.evaluation.promises import Promise
from slapolicy.evaluation.results import (
    CommitmentResult,
    Entitlement,
    ReadingResult,
)
from slapolicy.evaluation.settling import rounder
from slapolicy.evaluation.sight import Sight
from slapolicy.facts import Claim, Event, Outage, Ticket
from slapolicy.periods import BillingPeriod
from slapolicy.terms.claims import (
    UNSTATED,
    ClaimTerms,
    Clocks,
    Due,
    NamedEvent,
    Standing,
)
from slapolicy.terms.claims.standing import Claims
from slapolicy.terms.exchange import Outcome, View
from slapolicy.terms.settlement import NOTHING, Combine, Settlement, Worth
from slapolicy.terms.targets import breached_at


_Subject: TypeAlias = tuple[str, str | None]
"""A commitment, and what a claim is about: None for all its readings."""


def entitlements_of(
    sight: Sight,
    results: Sequence[CommitmentResult],
    settlement: Settlement,
) -> tuple[Entitlement, ...]:
    """
    Return what is owed singly, then the claims for which nothing is.

    Args:
        sight: The record, looked at through the policy.

        results: How the promises fared, with their worth.

        settlement: How the credit came about.
    """
    desk = _Desk(sight)
    promises = Plan.of(sight.policy).promises
    found: list[Entitlement] = []
    totals = dict(settlement.totals)
    unknown = {name for name, _ in settlement.unknown}
    for promise, result in zip(promises, results, strict=True):
        if sight.policy.credits.combine is Combine.CHOOSE:
            found += desk.for_total(
                promise,
                result,
                totals.get(result.id),
                known=result.id not in unknown,
            )
        else:
            found += desk.for_readings(promise, result)
    open_ = {one.id: one for one in results if one.has_credit}
    return (*found, *desk.without(found, promises, open_))


@final
class _Desk:
    """Where claims about one record are looked at."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight
        self.round: Callable[[Fraction], Money] = cache(rounder(sight))
        self.claims = tuple(
            claim
            for claim in (
                one.until(sight.as_of) for one in sight.record.claims
            )
            if claim.events
        )
        self.calendars = Plan.of(sight.policy).calendars
        self._about = Claims(self.claims)
        self._events: dict[str, tuple[Event, ...]] = {}

    def for_readings(
        self, promise: Promise, result: CommitmentResult
    ) -> Iterator[Entitlement]:
        """Yield an entitlement for each reading that may earn."""
        view = result.view
        if view is None:
            return
        is_timed = bool((promise.claims or UNSTATED).deadlines)
        for one in result.readings:
            if one.may_earn:
                facts: tuple[Outage | Ticket, ...] = ()
                if is_timed:
                    facts = outages_in(view, result.decisions, one.reading)
                yield self._entitlement(
                    promise,
                    one.subject,
                    one.worth,
                    facts,
                    _breach(promise, (one,), view),
                    known=not one.award.unknown,
                )

    def for_total(
        self,
        promise: Promise,
        result: CommitmentResult,
        total: Worth | None,
        *,
        known: bool,
    ) -> Iterator[Entitlement]:
        """Yield the entitlement for the total of one promise, if any."""
        view = result.view
        earning = tuple(one for one in result.readings if one.may_earn)
        if view is None or total is None or not earning:
            return
        facts = {
            fact.id: fact
            for one in earning
            for fact in outages_in(view, result.decisions, one.reading)
        }
        yield self._entitlement(
            promise,
            self.sight.label,
            total,
            tuple(facts.values()),
            _breach(promise, earning, view),
            known=known,
        )

    def _entitlement(
        self,
        promise: Promise,
        subject: str,
        worth: Worth,
        facts: tuple[Outage | Ticket, ...],
        breach: int | None,
        *,
        known: bool,
        claim: Claim | None = None,
    ) -> Entitlement:
        """Return what is owed for one subject, and by when to ask."""
        sight = self.sight
        terms: ClaimTerms = promise.claims or UNSTATED
        name = promise.commitment.id
        claim = self._about.about(name, subject) or claim
        clocks = self._clocks(promise, facts, breach, claim)
        due = terms.due(clocks)
        money = None
        if known and (worth.money is not None or not worth.extensions):
            money = self.round(worth.money or Fraction())
        return Entitlement(
            commitment=name,
            subject=subject,
            money=money,
            extensions=worth.extensions if known else (),
            deadlines=due,
            standing=terms.standing(claim, due, sight.as_of),
            waits_for=terms.waits_for(clocks),
        )

    def _started(self, promise: Promise) -> tuple[Event, ...]:
        """Return the first events of the names that its deadlines wait for."""
        name = promise.commitment.id
        if name not in self._events:
            deadlines = (promise.claims or UNSTATED).deadlines
            waited = {
                one.after.event
                for _, one in deadlines
                if isinstance(one.after, NamedEvent)
            }
            first: dict[str, Event] = {}
            for one in self.sight.record.events:
                if (
                    one.name in waited
                    and one.at_ticks <= self.sight.as_of
                    and one.commitment in {None, name}
                ):
                    first.setdefault(one.name, one)
            self._events[name] = tuple(first.values())
        return self._events[name]

    def _clocks(
        self,
        promise: Promise,
        facts: tuple[Outage | Ticket, ...],
        breach: int | None,
        claim: Claim | None,
    ) -> Clocks:
        """Return what deadlines are reckoned from."""
        sight = self.sight
        period = sight.policy.period
        return Clocks(
            period_start=sight.start,
            period_end=sight.end,
            zone=sight.policy.timezone,
            as_of=sight.as_of,
            outages=facts,
            breach=breach,
            events=self._started(promise),
            claim=claim,
            calendars=self.calendars,
            billing=period if isinstance(period, BillingPeriod) else None,
            billing_anchor=sight.record.service.billing_anchor,
        )

    def without(
        self,
        found: Sequence[Entitlement],
        promises: Sequence[Promise],
        results: Mapping[str, CommitmentResult],
    ) -> Iterator[Entitlement]:
        """
        Yield what is left: the claims for which nothing is owed.

        Where nobody knows whether something is owed the claim stands where
        its own events leave it, and the sum is not known.
        """
        seen = set()
        owed: set[_Subject] = {(one.commitment, None) for one in found}
        owed |= {(one.commitment, one.subject) for one in found}
        for claim in self.claims:
            about = (claim.commitment, claim.subject)
            if about in owed or claim.commitment in seen:
                continue
            seen.add(claim.commitment)
            result = results.get(claim.commitment)
            if result is not None and _is_unsure(result, claim.subject):
                promise = next(
                    one
                    for one in promises
                    if one.commitment.id == claim.commitment
                )
                yield self._entitlement(
                    promise,
                    self.sight.label,
                    NOTHING,
                    (),
                    None,
                    known=False,
                    claim=claim,
                )
            else:
                yield Entitlement(
                    commitment=claim.commitment,
                    subject=self.sight.label,
                    money=self.round(Fraction()),
                    deadlines=Due(),
                    standing=Standing.NOT_ENTITLED,
                )


def _is_unsure(result: CommitmentResult, subject: str | None) -> bool:
    """Whether nobody knows how what a claim is about fared."""
    about = [one.outcome for one in result.readings if one.subject == subject]
    return Outcome.UNDETERMINED in (about or [result.outcome])


def _breach(
    promise: Promise, readings: Sequence[ReadingResult], view: View
) -> int | None:
    """Return when a promise could not be kept, if a deadline asks for it."""
    if not promise.waits_for_breach:
        return None
    return min(
        (
            breached_at(one.reading, one.broken, view)
            for one in readings
            if one.broken is not None
        ),
        default=None,
    )
