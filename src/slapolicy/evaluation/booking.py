"""How the period and the credit are booked, line by line."""

import weakref

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain
from typing import TypeAlias

import attrs

from slapolicy._pairs import Pair
from slapolicy.evaluation.ledger import (
    CreditLine,
    EntryState,
    Ledger,
    LedgerEntry,
    LineKind,
)
from slapolicy.evaluation.plan import Plan
from slapolicy.evaluation.promises import Promise
from slapolicy.evaluation.results import (
    CommitmentResult,
    Evaluation,
    Known,
)
from slapolicy.evaluation.sight import Sight
from slapolicy.evaluation.taking import first_claims
from slapolicy.terms.exchange import Line, Outcome, View
from slapolicy.terms.settlement import Cut, Worth


_FULL = Fraction(1)


def ledger_of(evaluation: Evaluation) -> Ledger:
    """
    Return the period and the credit of an evaluation, line by line.

    Args:
        evaluation: What was evaluated.
    """
    promises = Plan.of(evaluation.policy).promises
    return Ledger(
        entries=tuple(
            [
                (result.id, _entries(promise, result))
                for promise, result in zip(
                    promises, evaluation.results, strict=True
                )
            ]
        ),
        credit_lines=_credit_lines_of(evaluation),
    )


_LINES: "weakref.WeakKeyDictionary[Known, tuple[CreditLine, ...]]" = (
    weakref.WeakKeyDictionary()
)


def _credit_lines_of(evaluation: Evaluation) -> tuple[CreditLine, ...]:
    """Return what adds up to the credit, found once where no fact matters."""
    known = evaluation.known
    if known is None or known.settlement is None:
        return tuple(_credit_lines(evaluation))
    found = _LINES.get(known)
    if found is None:
        found = _LINES[known] = tuple(_credit_lines(evaluation))
    return found


_What: TypeAlias = tuple[EntryState, str | None, str | None, Fraction]
_Claim: TypeAlias = tuple[int, int, _What]

_UP: _What = (EntryState.UP, None, None, _FULL)


def _entries(
    promise: Promise, result: CommitmentResult
) -> tuple[LedgerEntry, ...]:
    """Return the period as one promise sees it; the first claim holds."""
    sight = result.behind
    if isinstance(sight, Sight) and promise.by_the_clock and sight.is_apart:
        return _apart(promise, sight)
    view, metric = result.view, promise.commitment.metric
    reads = promise.scoped and getattr(metric, "reads_downtime", True)
    if view is None or not reads:
        return ()
    # Of claims to the very same time only the first can hold.
    claims: dict[Pair, _What] = {}
    for start, end, what in chain(
        _counted(result),
        _excluded(result),
        _ignored(promise, result, view),
        _unobserved(view),
        [(view.start, view.end, _UP)],
    ):
        span = (max(start, view.start), min(end, view.end))
        if span[0] < span[1]:
            claims.setdefault(span, what)
    whats = list(claims.values())
    found: list[_Claim] = []
    for start, end, place in first_claims(
        [(*span, place) for place, span in enumerate(claims)]
    ):
        what = whats[place]
        if found and found[-1][2] == what:
            found[-1] = (found[-1][0], end, what)
        else:
            found.append((start, end, what))
    return tuple([_entry(*one) for one in found])


def _apart(promise: Promise, sight: Sight) -> tuple[LedgerEntry, ...]:
    """Return the same where no two facts touch: what is left was up."""
    entries: list[LedgerEntry] = []
    now, taken, up = sight.start, promise.first_told, EntryState.UP
    for one in sight.record.outages:
        start, end = one.start_ticks, one.end_ticks or one.start_ticks
        if now < start:
            entries.append(LedgerEntry(start=now, end=start, state=up))
        told = taken[one.cause, one.source]
        entries.append(
            LedgerEntry(
                start=start, end=end, state=EntryState.COUNTED, fact=one.id
            )
            if told is None
            else LedgerEntry(
                start=start,
                end=end,
                state=EntryState.EXCLUDED,
                rule=told.rule,
                fact=one.id,
            )
        )
        now = end
    if now < sight.end:
        entries.append(LedgerEntry(start=now, end=sight.end, state=up))
    return tuple(entries)


def _entry(start: int, end: int, what: _What) -> LedgerEntry:
    """Return an entry of the ledger."""
    state, rule, fact, weight = what
    return LedgerEntry(
        start=start, end=end, state=state, rule=rule, fact=fact, weight=weight
    )


def _counted(result: CommitmentResult) -> Iterator[_Claim]:
    """Yield the downtime behind the readings."""
    for one in result.readings:
        for stretch in one.reading.stretches:
            for place, (start, end) in enumerate(stretch.pieces):
                weight = stretch.weights[place] if stretch.weights else _FULL
                what = (EntryState.COUNTED, None, stretch.outage, weight)
                yield start, end, what


def _excluded(result: CommitmentResult) -> Iterator[_Claim]:
    """Yield what each exclusion took of outage time."""
    made = result.decisions.made
    for start, end, place in result.findings.shares:
        rule, fact = made[place].rule, made[place].fact
        yield start, end, (EntryState.EXCLUDED, rule, fact, _FULL)


def _ignored(
    promise: Promise, result: CommitmentResult, view: View
) -> Iterator[_Claim]:
    """Yield outage time that may not count though nothing excludes it."""
    metric = promise.ignores
    for one in result.decisions.stretches:
        rule = None if metric is None else metric.ignored_by(one, view)
        for start, end in one.pieces:
            yield start, end, _ignored_time(rule, one.outage)
    for down in view.joined:
        yield down.start, down.end, _ignored_time("down_when", down.name)
    for outage in view.scope.outages:
        if outage.start_ticks < view.as_of:
            end = view.as_of if outage.end_ticks is None else outage.end_ticks
            what = _ignored_time("count_from", outage.id)
            yield outage.start_ticks, end, what


def _ignored_time(rule: str | None, fact: str | None) -> _What:
    """Return what outage time is that nothing excludes and no term counts."""
    return (EntryState.IGNORED, rule, fact, _FULL)


def _unobserved(view: View) -> Iterator[_Claim]:
    """Yield the time in which nobody looked."""
    for one in view.record.unobserved:
        if one.start_ticks < view.as_of:
            what = (EntryState.UNOBSERVED, None, one.id, _FULL)
            yield one.start_ticks, one.end_ticks, what


def _credit_lines(evaluation: Evaluation) -> Iterator[CreditLine]:
    """Yield what adds up to the credit."""
    yield from _awards(evaluation)
    settlement = evaluation.settlement
    yield from map(_cap_line, settlement.cuts)
    if not settlement.combined.is_nothing:
        yield _taken(LineKind.COMBINATION, settlement.combined)
    if settlement.withheld:
        yield _taken(LineKind.MINIMUM, Worth(settlement.withheld))
    if evaluation.credit.money is not None:
        exact = settlement.exact.money or Fraction(0)
        rounding = evaluation.credit.money.fraction - exact
        if rounding:
            yield CreditLine(kind=LineKind.ROUNDING, money=rounding)


def _awards(evaluation: Evaluation) -> Iterator[CreditLine]:
    """Yield the lines of the awards that were settled."""
    for result in evaluation.results:
        if result.has_credit:
            for one in result.readings:
                if one.outcome is Outcome.BREACHED:
                    yield from _award_lines(result.id, one.award.lines)


def _award_lines(
    commitment: str, lines: Iterable[Line]
) -> Iterator[CreditLine]:
    """Yield the lines of one award."""
    for line in lines:
        yield CreditLine(
            kind=LineKind.AWARD,
            money=line.money or Fraction(0),
            extensions=() if line.extension is None else (line.extension,),
            commitment=commitment,
            subject=line.subject,
            rule=line.rule,
            amount=line.amount,
            quantity=line.quantity,
            base=line.base,
            base_sum=line.base_sum,
        )


def _cap_line(cut: Cut) -> CreditLine:
    """Return what one cap took once."""
    return attrs.evolve(
        _taken(LineKind.CAP, cut.took),
        commitment=cut.commitment,
        subject=cut.subject,
        cap=cut.cap,
    )


def _taken(kind: LineKind, took: Worth) -> CreditLine:
    """Return a line that takes something."""
    return CreditLine(
        kind=kind,
        money=-(took.money or Fraction(0)),
        extensions=took.extensions,
    )
