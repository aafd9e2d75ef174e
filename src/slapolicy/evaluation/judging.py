"""One commitment, from the facts that it sees to what it is worth."""

from functools import cached_property
from typing import TypeAlias

import attrs

from slapolicy.amounts import Money
from slapolicy.evaluation.apart import decided
from slapolicy.evaluation.counting import outages_in
from slapolicy.evaluation.forgiving import forgiven
from slapolicy.evaluation.promises import Promise
from slapolicy.evaluation.results import (
    CommitmentResult,
    Findings,
    ReadingResult,
    Verdict,
)
from slapolicy.evaluation.sight import Sight
from slapolicy.facts import Outage
from slapolicy.terms.conditions import all_hold
from slapolicy.terms.exchange import (
    AnyExclusion,
    Award,
    Basis,
    Code,
    Decision,
    Decisions,
    Outcome,
    Reading,
    Reason,
    UnobservedAs,
    View,
)
from slapolicy.terms.settlement import NOTHING, Worth


Priced: TypeAlias = tuple[Award, Worth]
"""What a reading is worth, before caps per incident and after them."""

UNPRICED: Priced = (Award(), NOTHING)


def eligibility_of(sight: Sight) -> tuple[Reason | None, Reason | None]:
    """
    Return why nothing is owed, and why nobody knows, if so.

    Args:
        sight: The record, looked at through the policy.
    """
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


def judge(
    promise: Promise,
    sight: Sight,
    ineligible: Reason | None,
    priced: Priced | None = None,
) -> CommitmentResult:
    """
    Return how one promise fared.

    Args:
        promise: The commitment with its rules.

        sight: The record, looked at through the policy.

        ineligible: Why nothing is owed to this service, if so.

        priced: What its one broken reading is worth, if that is known.
    """
    commitment = promise.commitment
    applies, missing = all_hold(commitment.applies_if, sight.record.service)
    if applies is False:
        why = Reason(
            Code.NOT_APPLICABLE,
            f"service {sight.record.service.id!r} does not have "
            f"{commitment.id!r}",
        )
        verdict = Verdict(commitment.id, Outcome.NOT_APPLICABLE, why)
        return CommitmentResult(verdict, Findings())
    has_credit = commitment.credit is not None and ineligible is None
    if applies is None:
        names = ", ".join(repr(name) for name in missing)
        why = Reason(
            Code.MISSING_ATTRIBUTE,
            f"whether {commitment.id!r} applies turns on {names}, which "
            f"service {sight.record.service.id!r} lacks",
        )
        unsure = Outcome.UNDETERMINED
        verdict = Verdict(commitment.id, unsure, ineligible or why, has_credit)
        return CommitmentResult(verdict, Findings())
    view = sight.view(promise)
    readings, decisions, deciders = read(promise, view, sight)
    seen = Seen(sight, view, decisions)
    judged = tuple(
        [
            judge_reading(promise, seen, one, priced, pays=has_credit)
            for one in readings
        ]
    )
    outcome = _outcome(judged)
    reason = ineligible or _reason(judged, outcome)
    verdict = Verdict(commitment.id, outcome, reason, has_credit)
    findings = Findings(judged, view, decisions, deciders)
    return CommitmentResult(verdict, findings)


_Read: TypeAlias = tuple[
    tuple[Reading, ...], Decisions, tuple[AnyExclusion, ...]
]


def read(promise: Promise, view: View, sight: Sight) -> _Read:
    """
    Return what the metric reads, what was decided before, and by which rules.

    Where unobserved time is left undetermined the metric is read twice, all
    of it up and all of it down; a reading then holds the other.

    Args:
        promise: The commitment with its rules.

        view: The record as it sees it.

        sight: The record, looked at through the policy.
    """
    is_open = view.scope.unobserved is UnobservedAs.UNDETERMINED
    if not is_open or not view.unobserved:
        return _read(promise, view, sight)
    up = _as(view, UnobservedAs.UP)
    readings, decisions, deciders = _read(promise, up, sight)
    worst, _, _ = _read(promise, _as(view, UnobservedAs.DOWN), sight)
    return (
        tuple(
            attrs.evolve(one, other=other, doubt=Code.UNOBSERVED)
            for one, other in zip(readings, worst, strict=True)
        ),
        decisions,
        deciders,
    )


def _as(view: View, unobserved: UnobservedAs) -> View:
    """Return a view that takes unobserved time as up or as down."""
    return attrs.evolve(
        view, scope=attrs.evolve(view.scope, unobserved=unobserved)
    )


def _read(promise: Promise, view: View, sight: Sight) -> _Read:
    """Return what the metric reads after exclusions and forgiveness."""
    metric, by_the_clock = promise.commitment.metric, promise.by_the_clock
    if promise.scoped is None:
        return metric.measure(view, Decisions()), Decisions(), ()
    if by_the_clock is not None and sight.is_apart:
        decisions, given = decided(promise, sight)
        stretches = decisions.stretches
        return by_the_clock.read_apart(view, stretches), decisions, given
    made: list[Decision] = []
    deciders: list[AnyExclusion] = []
    for key, rule in promise.exclusions:
        found = rule.excuse(view, sight.used(key))
        made += found
        deciders += [rule] * len(found)
    spared = forgiven(promise.forgiveness, view, view.stretches(made), made)
    decisions = Decisions(
        (*made, *spared.made), spared.left, doubtful=spared.doubtful
    )
    readings = metric.measure(view, decisions)
    return readings, decisions, (*deciders, *spared.deciders)


@attrs.frozen
class Seen:
    """All that stands behind the readings of one commitment."""

    sight: Sight
    view: View
    decisions: Decisions

    @cached_property
    def has_sums(self) -> bool:
        """Whether an outage has sums of its own."""
        return any(one.amounts for one in self.view.scope.outages)


def judge_reading(
    promise: Promise,
    seen: Seen,
    reading: Reading,
    priced: Priced | None = None,
    *,
    pays: bool,
) -> ReadingResult:
    """
    Return a reading, judged and priced.

    Args:
        promise: The commitment with its rules.

        seen: All that stands behind the reading.

        reading: What was read.

        priced: What it is worth if it is broken, where that is known.

        pays: Whether a breach earns anything.
    """
    service = seen.sight.record.service
    judgement = promise.commitment.target.judge(reading, service)
    is_broken = judgement.outcome is Outcome.BREACHED
    award, worth = UNPRICED if priced is None or not is_broken else priced
    result = ReadingResult(
        reading=judgement.reading,
        outcome=judgement.outcome,
        reason=judgement.reason,
        broken=judgement.broken,
        award=award,
        worth=worth,
    )
    rule = promise.commitment.credit
    if pays and is_broken and priced is None and rule is not None:
        award = rule.award(result.reading, basis_of(seen, result))
        result = attrs.evolve(result, award=award)
    if reading.other is None:
        return result
    worst = judge_reading(promise, seen, reading.other, pays=pays)
    best = judge_reading(
        promise, seen, attrs.evolve(reading, other=None), pays=pays
    )
    return _between(attrs.evolve(result, best=best, worst=worst), worst)


def _between(result: ReadingResult, worst: ReadingResult) -> ReadingResult:
    """Return a result whose award is unknown if the worst differs."""
    same = _sums(result.award) == _sums(worst.award)
    if same or result.outcome is not Outcome.BREACHED:
        return result
    doubt = result.reading.doubt or Code.UNOBSERVED
    text = (
        "time that nobody observed"
        if doubt is Code.UNOBSERVED
        else "what is still open"
    )
    why = Reason(doubt, f"the credit for {result.subject} turns on {text}")
    return attrs.evolve(result, award=Award((), (why,)))


def _sums(award: Award) -> tuple[object, ...]:
    """Return what makes two awards the same."""
    return (award.money, award.extensions, award.unknown)


def basis_of(seen: Seen, result: ReadingResult) -> Basis:
    """
    Return what the money of one reading is reckoned from.

    Args:
        seen: All that stands behind the reading.

        result: The reading, judged.
    """
    return attrs.evolve(
        seen.sight.basis,
        amounts=_incident_sums(seen, result.reading),
        target=result.broken,
    )


def _incident_sums(
    seen: Seen, reading: Reading
) -> tuple[tuple[str, Money], ...]:
    """Return the sums of the incident that a reading is about."""
    if not reading.of_one or not seen.has_sums:
        return ()
    facts = outages_in(seen.view, seen.decisions, reading)
    sums = [
        pair
        for fact in facts
        if isinstance(fact, Outage)
        for pair in fact.amounts
    ]
    # Of sums of one name that of the earliest counts.
    return tuple(sorted(dict(reversed(sums)).items()))


def _outcome(judged: tuple[ReadingResult, ...]) -> Outcome:
    """Return breached if a reading is, else undetermined if one is."""
    outcomes = [one.outcome for one in judged]
    for outcome in (Outcome.BREACHED, Outcome.UNDETERMINED):
        if outcome in outcomes:
            return outcome
    return Outcome.MET


def _reason(
    judged: tuple[ReadingResult, ...], outcome: Outcome
) -> Reason | None:
    """Return why the outcome is not known, if it is not."""
    if outcome is not Outcome.UNDETERMINED:
        return None
    return next(one.reason for one in judged if one.outcome is outcome)
