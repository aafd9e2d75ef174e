"""From judged readings to the credit."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

import attrs

from slapolicy.amounts import Money
from slapolicy.evaluation.judging import (
    Priced,
    Seen,
    basis_of,
    eligibility_of,
    judge,
)
from slapolicy.evaluation.plan import Plan
from slapolicy.evaluation.results import (
    CapTaken,
    CommitmentResult,
    Credit,
    Evaluation,
    Findings,
    Known,
    ReadingResult,
    Verdict,
)
from slapolicy.evaluation.sight import Sight
from slapolicy.terms.exchange import Award, Outcome, Reason
from slapolicy.terms.settlement import (
    NOTHING,
    Cap,
    Due,
    Frame,
    Settlement,
    Worth,
    after_incidents,
    settle,
)


def settled(
    sight: Sight,
    results: Sequence[CommitmentResult],
    eligibility: Reason | None = None,
) -> Settlement:
    """
    Return how the credit comes about.

    Args:
        sight: The record, looked at through the policy.

        results: How the promises fared.

        eligibility: Why nobody knows whether anything is owed, if so.
    """
    dues = [
        due
        for result in results
        if result.has_credit
        for due in _dues(sight, result)
    ]
    terms, frame = sight.policy.credits, _frame(sight)
    found = settle(dues, terms, frame)
    if eligibility is None:
        return found
    # What else is missing is told too, as if something were owed.
    missing = found.unknown
    found = settle(
        [
            attrs.evolve(due, award=doubted(due.award, eligibility))
            for due in dues
        ],
        terms,
        frame,
    )
    unknown = (*missing, *found.unknown, (None, eligibility))
    return attrs.evolve(found, unknown=tuple(dict.fromkeys(unknown)))


def doubted(award: Award, eligibility: Reason | None) -> Award:
    """
    Return an award of a service that may be owed nothing at all.

    Args:
        award: What it is worth to one that is eligible.

        eligibility: Why nobody knows whether it is, if so.
    """
    if eligibility is None or award.is_nothing:
        return award
    return Award((), tuple(dict.fromkeys((*award.unknown, eligibility))))


def _frame(sight: Sight) -> Frame:
    """Return what settlement needs beside the awards."""
    return Frame(
        basis=sight.basis,
        start=sight.start,
        end=sight.end,
        credited=tuple((at, sum_) for _, at, sum_ in sight.credited),
    )


def _dues(sight: Sight, result: CommitmentResult) -> list[Due]:
    """Return the awards of one commitment, also those that are unknown."""
    commitment = sight.policy.commitment(result.id)
    caps = () if commitment is None else commitment.caps
    view = result.view
    if view is None:
        unknown = () if result.reason is None else (result.reason,)
        return [
            Due(
                commitment=result.id,
                subject=sight.label,
                of_one=False,
                award=Award((), unknown),
                basis=sight.basis,
                caps=caps,
            )
        ]
    seen = Seen(sight, view, result.decisions)
    return [
        Due(
            commitment=result.id,
            subject=one.subject,
            of_one=one.reading.of_one,
            award=_award(one),
            basis=(basis_of(seen, one) if one.reading.of_one else sight.basis),
            caps=caps,
        )
        for one in result.readings
        if one.outcome is not Outcome.MET
    ]


def _award(one: ReadingResult) -> Award:
    """Return the award of a reading, unknown where the outcome is."""
    return one.award if one.reason is None else Award((), (one.reason,))


def with_worths(
    results: Sequence[CommitmentResult], priced: Iterable[Priced]
) -> tuple[CommitmentResult, ...]:
    """
    Return results whose readings know their worth after incident caps.

    Args:
        results: How the promises fared.

        priced: Their awards, and what those caps leave, in the same order.
    """
    left = iter(priced)
    found = []
    for result in results:
        if not result.has_credit:
            found.append(result)
            continue
        if result.view is None:
            next(left)
        found.append(
            result.with_readings(
                one
                if one.outcome is Outcome.MET
                else _priced(one, *next(left))
                for one in result.readings
            )
        )
    return tuple(found)


def _priced(one: ReadingResult, award: Award, worth: Worth) -> ReadingResult:
    """Return a reading with its price, if it is known to break a promise."""
    if one.outcome is Outcome.UNDETERMINED:
        return one
    return attrs.evolve(one, award=award, worth=worth)


def known_of(evaluation: Evaluation) -> Known:
    """
    Return what follows from how promises fared, whatever the facts were.

    Args:
        evaluation: What was evaluated by all the rules.
    """
    results, credit = evaluation.results, evaluation.credit
    broken = [
        [one for one in result.readings if one.outcome is Outcome.BREACHED]
        for result in results
    ]
    if any(one.reading.of_one for found in broken for one in found):
        return Known(credit, tuple(one.verdict for one in results))
    verdicts = (
        attrs.evolve(
            result.verdict,
            priced=(found[0].award, found[0].worth) if found else None,
        )
        for result, found in zip(results, broken, strict=True)
    )
    return Known(credit, tuple(verdicts), evaluation.settlement)


def findings_of(sight: Sight, verdict: Verdict) -> Findings:
    """
    Return what stands behind the outcome of one promise.

    Args:
        sight: The record, looked at through the policy.

        verdict: Its outcome.
    """
    (promise,) = (
        one
        for one in Plan.of(sight.policy).promises
        if one.commitment.id == verdict.id
    )
    ineligible, _ = eligibility_of(sight)
    result = judge(promise, sight, ineligible, verdict.priced)
    if verdict.priced is not None or verdict.outcome is Outcome.MET:
        return result.findings
    # What caps per incident leave of a reading turns on no other promise.
    dues = _dues(sight, result) if result.has_credit else []
    terms = sight.policy.credits
    priced = after_incidents(dues, terms, _frame(sight))
    (found,) = with_worths((result,), priced)
    return found.findings


def credit_of(sight: Sight, settlement: Settlement) -> Credit:
    """
    Return the credit, rounded once.

    Args:
        sight: The record, looked at through the policy.

        settlement: How it came about.
    """
    round_ = rounder(sight)
    exact = settlement.exact
    is_known = not settlement.unknown
    return Credit(
        money=round_(exact.money or Fraction()) if is_known else None,
        extensions=tuple(
            one for one in exact.extensions if one.quantity and is_known
        ),
        undetermined=_once_each(sight, settlement.unknown),
        capped_by=_capped_by(settlement, round_),
    )


def rounder(sight: Sight) -> Callable[[Fraction], Money]:
    """
    Return how the contract rounds a sum.

    Args:
        sight: The record, looked at through the policy.
    """
    policy = sight.policy

    def rounded(exact: Fraction) -> Money:
        """Return a sum, rounded."""
        return Money.rounded(exact, policy.currency, policy.credits.rounding)

    return rounded


def _once_each(
    sight: Sight, unknown: Sequence[tuple[str | None, Reason]]
) -> tuple[tuple[str | None, Reason], ...]:
    """Return one entry for each commitment and code, in policy order."""
    order = {
        one.id: place for place, one in enumerate(sight.policy.commitments)
    }
    of_all = {why for name, why in unknown if name is None}
    seen: dict[tuple[str | None, object], Reason] = {}
    for name, why in unknown:
        # What holds for all promises is told once.
        if name is None or why not in of_all:
            seen.setdefault((name, why.code), why)
    found = [(name, why) for (name, _), why in seen.items()]
    last = len(order)
    return tuple(
        sorted(
            found,
            key=lambda one: last if one[0] is None else order[one[0]],
        )
    )


def _capped_by(
    settlement: Settlement, round_: Callable[[Fraction], Money]
) -> tuple[CapTaken, ...]:
    """Return the caps that took something, with what each took in all."""
    unsure = {name for name, _ in settlement.unknown if name is not None}
    took: dict[tuple[str | None, int], tuple[Cap, Worth]] = {}
    for cut in settlement.cuts:
        whose, _ = cut.place
        # What it takes of the rest is not known, nor what in all.
        if whose in unsure or (unsure and whose is None):
            continue
        _, before = took.get(cut.place, (cut.cap, NOTHING))
        took[cut.place] = (cut.cap, before.plus(cut.took))
    return tuple(
        CapTaken(
            cap=cap,
            money=None if worth.money is None else round_(worth.money),
            extensions=worth.extensions,
        )
        for cap, worth in took.values()
    )
