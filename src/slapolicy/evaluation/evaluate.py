"""What follows from a policy and a record: one page, no rule of its own."""

import datetime as dt
import re

from collections.abc import Iterator, Sequence

from slapolicy.evaluation.carrying import carried_on, rights_of
from slapolicy.evaluation.claiming import entitlements_of
from slapolicy.evaluation.judging import judge
from slapolicy.evaluation.plan import Plan, Sight, look
from slapolicy.evaluation.results import CommitmentResult, Evaluation
from slapolicy.evaluation.settling import credit_of, settled, with_worths
from slapolicy.facts import Record
from slapolicy.terms.conditions import all_hold
from slapolicy.terms.exchange import Code, Reason
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
    sight = look(policy, record, as_of)
    eligible, unsure = _eligibility(sight)
    judged = tuple(
        judge(promise, sight, eligible) for promise in Plan.of(policy).promises
    )
    settlement = settled(sight, judged, unsure)
    results = with_worths(judged, settlement)
    credit = credit_of(sight, settlement)
    carried = carried_on(sight, results, credit)
    return Evaluation(
        sight=sight,
        results=results,
        eligibility=unsure,
        settlement=settlement,
        credit=credit,
        entitlements=entitlements_of(sight, results, settlement),
        rights=rights_of(sight, results, carried),
        assumptions=tuple(_assumptions(policy, results)),
        carried=carried,
    )


def _eligibility(sight: Sight) -> tuple[Reason | None, Reason | None]:
    """Return why nothing is owed, and why nobody knows, if so."""
    service = sight.record.service
    holds, missing = all_hold(sight.policy.eligibility, service)
    if holds is False:
        text = f"service {service.id!r} is not eligible for credits"
        return Reason(Code.INELIGIBLE, text), None
    if holds is None:
        names = ", ".join(repr(name) for name in missing)
        text = (
            f"whether service {service.id!r} is eligible turns on {names}, "
            f"which it lacks"
        )
        return None, Reason(Code.MISSING_ATTRIBUTE, text)
    return None, None


_COMMITMENT = re.compile(r"commitments(?:\.([^.\[]+)|\[([0-9]+)\])(?:\.(.+))?")
_OF_MONEY = ("credit", "claims")


def _assumptions(
    policy: Policy, results: Sequence[CommitmentResult]
) -> Iterator[str]:
    """Yield the assumptions on which the answer rests (design 4.7)."""
    for one in policy.assumptions:
        if any(_matters(path, results) for path in one.touches):
            yield one.id


def _matters(path: str, results: Sequence[CommitmentResult]) -> bool:
    """Whether the term of that path had a say in the answer."""
    match = _COMMITMENT.fullmatch(path)
    if match is None:
        return True
    name, place, term = match.groups()
    for index, one in enumerate(results):
        if one.id == name or str(index) == place:
            of_money = term is not None and term.split(".")[0] in _OF_MONEY
            return one.may_earn if of_money else one.is_judged
    return False
