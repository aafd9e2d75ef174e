"""The period and the credit, line by line."""

import datetime as dt
import enum

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain
from typing import TypeAlias, final

import attrs

from slapolicy import _time
from slapolicy._pairs import Pair
from slapolicy._tree import MAPPING
from slapolicy.amounts import Amount, Extension, Money
from slapolicy.evaluation.plan import Plan
from slapolicy.evaluation.promises import Promise
from slapolicy.evaluation.results import CommitmentResult, Evaluation
from slapolicy.evaluation.taking import first_claims
from slapolicy.terms.exchange import Line, Outcome, View
from slapolicy.terms.settlement import Cap, Cut, Worth


@final
class EntryState(enum.Enum):
    """What became of a stretch of the period, as one promise sees it."""

    UP = "up"
    COUNTED = "counted"
    EXCLUDED = "excluded"
    IGNORED = "ignored"
    UNOBSERVED = "unobserved"


_FULL = Fraction(1)


@final
@attrs.frozen(kw_only=True)
class LedgerEntry:
    """
    A stretch of the period in which one thing holds.

    Args:
        start: Where it begins, UTC.

        end: Where it ends, UTC.

        state: ``counted`` is downtime; ``excluded`` an outage that an
            exclusion took; ``ignored`` one that does not count though
            nothing excludes it; ``unobserved`` nobody knows; ``up`` is the
            rest: nothing in scope is known to have been down.

        rule: The exclusion that took it; of ignored time the key of the
            term: ``ignore_shorter_than``, ``ignore_up_to``,
            ``service_hours``, ``denominator``, ``longer_than``,
            ``down_when``, ``count_from``, or ``period`` where the outage
            belongs to the one before; else None.

        fact: The fact that made it so: of counted downtime the outage after
            which it is named; None of time that was up.

        weight: What an instant of counted downtime weighs.
    """

    start_ticks: int = attrs.field(alias="start")
    end_ticks: int = attrs.field(alias="end")
    state: EntryState
    rule: str | None = None
    fact: str | None = None
    weight: Fraction = _FULL

    @property
    def start(self) -> _time.DateTime:
        """Where it begins, UTC."""
        return _time.from_ticks(self.start_ticks)

    @property
    def end(self) -> _time.DateTime:
        """Where it ends, UTC."""
        return _time.from_ticks(self.end_ticks)

    @property
    def length(self) -> dt.timedelta:
        """How long it is."""
        return dt.timedelta(microseconds=self.end_ticks - self.start_ticks)


@final
class LineKind(enum.Enum):
    """What adds to a credit, and what takes from it."""

    AWARD = "award"
    CAP = "cap"
    COMBINATION = "combination"
    MINIMUM = "minimum"
    ROUNDING = "rounding"


@final
@attrs.frozen(kw_only=True)
class CreditLine:
    """
    One line of the credit, exact.

    Args:
        kind: What it is; all but awards and roundings take something.

        money: What it adds; below zero what it takes.

        extensions: What an award adds, or what anything else takes.

        commitment: The promise; None for what holds for all of them.

        subject: The reading's subject, an outage's or a ticket's id.

        rule: The kind of the rule that made the award.

        amount: What the contract prints for it.

        quantity: How many times that is due.

        base: The name of the sum of which it is a share, if it is one.

        base_sum: That sum.

        cap: The cap that took it.
    """

    kind: LineKind
    money: Fraction
    extensions: tuple[Extension, ...] = ()
    commitment: str | None = None
    subject: str | None = None
    rule: str | None = None
    amount: Amount | None = None
    quantity: Fraction | None = None
    base: str | None = None
    base_sum: Money | None = None
    cap: Cap | None = None


@final
@attrs.frozen(kw_only=True)
class Ledger:
    """
    The period and the credit, line by line.

    Args:
        entries: For each promise the period from end to end, without gap or
            overlap; none where its metric reads no downtime, or where the
            service does not have it.

        credit_lines: What adds up to the credit exactly. Where the credit is
            not known, they are what is known of it, not rounded.
    """

    entries: tuple[tuple[str, tuple[LedgerEntry, ...]], ...] = attrs.field(
        metadata=MAPPING
    )
    credit_lines: tuple[CreditLine, ...]

    def of(self, commitment: str) -> tuple[LedgerEntry, ...]:
        """
        Return the period as one promise sees it.

        Args:
            commitment: Its name.

        Raises:
            KeyError: If there is no such promise.
        """
        return dict(self.entries)[commitment]

    @property
    def money(self) -> Fraction:
        """What the lines add up to."""
        return sum((one.money for one in self.credit_lines), Fraction(0))


def ledger_of(evaluation: Evaluation) -> Ledger:
    """
    Return the period and the credit of an evaluation, line by line.

    Args:
        evaluation: What was evaluated.
    """
    promises = Plan.of(evaluation.policy).promises
    return Ledger(
        entries=tuple(
            (result.id, _entries(promise, result))
            for promise, result in zip(
                promises, evaluation.results, strict=True
            )
        ),
        credit_lines=tuple(_credit_lines(evaluation)),
    )


_What: TypeAlias = tuple[EntryState, str | None, str | None, Fraction]
_Claim: TypeAlias = tuple[int, int, _What]

_UP: _What = (EntryState.UP, None, None, _FULL)


def _entries(
    promise: Promise, result: CommitmentResult
) -> tuple[LedgerEntry, ...]:
    """Return the period as one promise sees it; the first claim holds."""
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
