"""What follows from a policy and a record: one page, no rule of its own."""

import datetime as dt

from slapolicy import _time
from slapolicy.evaluation.checks import refuse_currency, refuse_misfits
from slapolicy.evaluation.judging import eligibility_of, judge
from slapolicy.evaluation.plan import MANY, Plan, look
from slapolicy.evaluation.quick import Place, Quick
from slapolicy.evaluation.results import CommitmentResult, Evaluation
from slapolicy.evaluation.settling import (
    credit_of,
    known_of,
    settled,
    with_worths,
)
from slapolicy.evaluation.sight import Sight
from slapolicy.facts import NOTHING_CARRIED, Record
from slapolicy.terms.policy import Policy


def evaluate(
    policy: Policy, record: Record, *, as_of: dt.datetime | None = None
) -> Evaluation:
    """
    Return what follows from what was promised and what happened.

    No clock, file, environment or network is read: the same two values give
    the same answer on any machine, in any year.

    Args:
        policy: What was promised.

        record: What happened to one service in one measurement period.

        as_of: The instant from which everything is seen; the end of the
            period if it is not given.

    Raises:
        PeriodMismatchError: If the record's period is none of the policy's.

        RecordError: If an outage is open and *as_of* is not given, or a
            fact does not fit the policy.

        AmountError: If a sum is in another currency than the policy's, or
            *as_of* is naive.
    """
    found = at_once(policy, record, as_of)
    if found is not None:
        return found
    sight = look(policy, record, as_of)
    if len(record.outages) >= MANY:
        found = at_once(policy, record, as_of)
    return found or at_length(sight)


def at_length(sight: Sight) -> Evaluation:
    """
    Return what follows, by all the rules.

    Args:
        sight: The record, looked at through the policy.
    """
    ineligible, unsure = eligibility_of(sight)
    judged = tuple(
        judge(promise, sight, ineligible)
        for promise in Plan.of(sight.policy).promises
    )
    settlement = settled(sight, judged, unsure)
    return Evaluation(
        sight,
        with_worths(
            judged, zip(settlement.awards, settlement.readings, strict=True)
        ),
        credit_of(sight, settlement),
    )


def at_once(
    policy: Policy, record: Record, as_of: dt.datetime | None
) -> Evaluation | None:
    """
    Return what follows where that is known from one pass over the facts.

    Args:
        policy: What was promised.

        record: What happened.

        as_of: The instant from which everything is seen, if not the end.

    Returns:
        None where the policy, the period or a fact takes a closer look, or
        the record is to be refused.

    Raises:
        RecordError: If a fact does not fit the policy.

        AmountError: If a sum is in another currency than the policy's, or
            *as_of* is naive.
    """
    plan = Plan.of(policy)
    span = record.period
    anchor = record.service.billing_anchor if plan.by_anchor else None
    season = plan.seasons.get((span.start_ticks, span.end_ticks, anchor))
    if season is None or season.quick is None:
        return None
    if not _is_plain(plan, policy, record):
        refuse_currency(policy, record)
        refuse_misfits(policy, record, given=as_of is not None)
    seen = season.end if as_of is None else _time.to_ticks(as_of)
    sight = Sight(policy, record, seen, season.label)
    places = season.quick.places(sight)
    return None if places is None else _placed(sight, season.quick, places)


def _is_plain(plan: Plan, policy: Policy, record: Record) -> bool:
    """Whether a record has nothing that could be refused."""
    service = record.service
    fee = service.fee
    return not (
        record.claims
        or record.events
        or service.amounts
        or len(record.outages) + len(record.maintenance) > plan.most_facts
        or record.carried is not NOTHING_CARRIED
        or (fee is not None and fee.currency != policy.currency)
    )


def _placed(
    sight: Sight, quick: Quick, places: tuple[Place, ...]
) -> Evaluation:
    """Return what follows where it is known how each promise fared."""
    service = sight.record.service
    key = quick.key(places, service)
    known = None if key is None else quick.known.get(key)
    if known is not None:
        told = [CommitmentResult(one, sight) for one in known.verdicts]
        return Evaluation(sight, tuple(told), known.credit, known)
    credit = None if key is not None else quick.priced(places, service)
    if credit is None:
        whole = at_length(sight)
        quick.remember(key, known_of(whole))
        return whole
    results = tuple(
        [
            CommitmentResult(
                track.kept if place is None else track.broken, sight
            )
            for track, place in zip(quick.tracks, places, strict=True)
        ]
    )
    return Evaluation(sight, results, credit)
