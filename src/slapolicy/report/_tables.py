"""Tables of an evaluation, in no language and no format yet."""

from collections.abc import Iterator
from fractions import Fraction
from typing import final

import attrs

from slapolicy import _time
from slapolicy.evaluation.ledger import CreditLine, LedgerEntry, LineKind
from slapolicy.evaluation.results import (
    CommitmentResult,
    DecisionResult,
    Evaluation,
    ReadingResult,
)
from slapolicy.explain.language import Message, Sayable, Value
from slapolicy.explain.money import (
    PROMISE,
    line_words,
    subject_words,
    worth_words,
)
from slapolicy.explain.promises import (
    exact_words,
    target_words,
    value_words,
)
from slapolicy.explain.reasons import reason_words
from slapolicy.explain.rules import cap_words
from slapolicy.explain.short import commitment_of
from slapolicy.explain.values import Elapsed, Instant, Listing, Stay
from slapolicy.explain.words import Word
from slapolicy.report import _words as w
from slapolicy.terms.exchange import Line
from slapolicy.terms.settlement import Worth


@final
@attrs.frozen
class Column:
    """
    A column.

    Args:
        title: What stands in it.

        is_number: Whether that is a number, set flush with the unit.
    """

    title: Sayable
    is_number: bool = False

    @classmethod
    def of(cls, *titles: Message, numbers: int = 0) -> "tuple[Column, ...]":
        """
        Return columns, the last of them numbers.

        Args:
            *titles: What stands in them.

            numbers: How many hold numbers.
        """
        first = len(titles) - numbers
        return tuple(
            cls(title(), place >= first) for place, title in enumerate(titles)
        )


@final
@attrs.frozen
class Row:
    """
    A row.

    Args:
        cells: One for each column; None where there is nothing to say. The
            first is what the row is about.

        state: How it looks; empty for as all do.

        anchor: What links to it, if anything does.
    """

    cells: tuple[Value | None, ...]
    state: str = ""
    anchor: str | None = None


@final
@attrs.frozen
class Table:
    """
    A table.

    Args:
        title: What it shows.

        columns: Its columns.

        rows: Its rows.

        total: What they add up to, if they do.
    """

    title: Sayable
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None = None


def promises_table(evaluation: Evaluation) -> Table:
    """
    Return how each promise fared.

    Args:
        evaluation: What was evaluated.
    """
    columns = Column.of(w.COMMITMENT, w.PROMISED, w.VALUE, w.OUTCOME)
    rows = tuple(
        Row(
            (
                one.id,
                target_words(commitment_of(evaluation, one)),
                _all_values(one),
                outcome_words(one),
            ),
            one.outcome.value,
        )
        for one in evaluation.results
    )
    return Table(Word("section", "promises"), columns, rows)


_MOST = 3


def _all_values(result: CommitmentResult) -> Value | None:
    """Return what was read, the first of it if that is much."""
    values = (value_words(one.reading) for one in result.readings)
    found = [one for one in values if one is not None]
    return Listing.of(found, most=_MOST) if found else None


def outcome_words(result: CommitmentResult | ReadingResult) -> Value:
    """
    Return whether a promise was kept.

    Args:
        result: How it fared, as a whole or in one reading.
    """
    return Word("outcome", result.outcome.value)


def readings_table(evaluation: Evaluation, result: CommitmentResult) -> Table:
    """
    Return what was measured for a promise.

    Args:
        evaluation: What was evaluated.

        result: How the promise fared.
    """
    titles = (w.SUBJECT, w.OUTCOME, w.VALUE, w.EXACT, w.DOWNTIME, w.OF_TIME)
    columns = Column.of(*titles, w.WORTH, numbers=5)
    rows = tuple(_reading(evaluation, result, one) for one in result.readings)
    return Table(w.MEASURED(), columns, rows)


def _reading(
    evaluation: Evaluation, result: CommitmentResult, one: ReadingResult
) -> Row:
    """Return one reading."""
    reading = one.reading
    currency = evaluation.policy.currency
    worth = worth_words(one.worth, currency) if result.has_credit else None
    if one.reason is not None or one.award.unknown:
        worth = w.NOT_DETERMINED()
    return Row(
        (
            subject_words(evaluation, one.subject),
            outcome_words(one),
            value_words(reading),
            exact_words(reading),
            _elapsed(reading.downtime),
            _elapsed(reading.measured),
            worth,
        ),
        one.outcome.value,
    )


def _elapsed(ticks: Fraction | int | None) -> Value | None:
    """Return a length, None if there is none."""
    return None if ticks is None else Elapsed(ticks)


def ledger_table(
    evaluation: Evaluation, entries: tuple[LedgerEntry, ...], anchor: str
) -> Table:
    """
    Return the period as one promise sees it, line by line.

    Args:
        evaluation: What was evaluated.

        entries: The lines.

        anchor: What the lines' anchors begin with.
    """
    zone = evaluation.policy.timezone
    titles = (w.STATE, w.RULE, w.FACT, w.WHEN, w.LENGTH)
    rows = tuple(
        Row(
            (
                w.STATES[one.state](),
                one.rule,
                one.fact,
                Stay(one.start_ticks, one.end_ticks, zone),
                Elapsed(_time.length_ticks(one.length)),
            ),
            one.state.value,
            f"{anchor}-{place}",
        )
        for place, one in enumerate(entries)
    )
    span = Elapsed(evaluation.sight.end - evaluation.sight.start)
    total = Row((w.TOTAL(), None, None, None, span))
    return Table(w.LEDGER(), Column.of(*titles, numbers=1), rows, total)


def decisions_table(result: CommitmentResult) -> Table:
    """
    Return what the exclusions decided for a promise.

    Args:
        result: How the promise fared.
    """
    columns = (
        *Column.of(w.RULE, w.FACT, w.HELD),
        Column(w.TOOK(), is_number=True),
        Column(w.REASON()),
    )
    rows = tuple(_decision(one) for one in result.exclusions)
    return Table(w.DECISIONS(), columns, rows)


def _decision(one: DecisionResult) -> Row:
    """Return one decision."""
    made = one.decision
    return Row(
        (
            made.rule,
            made.fact,
            w.YES() if made.held else w.NO(),
            Elapsed(one.taken),
            None if made.reason is None else reason_words(made.reason),
        )
    )


def credit_table(evaluation: Evaluation) -> Table:
    """
    Return how the credit comes about, exactly, line by line.

    Args:
        evaluation: What was evaluated.
    """
    columns = Column.of(w.WHAT, w.SUBJECT, w.TERMS, w.AMOUNT, numbers=1)
    rows = tuple(
        _line(evaluation, one) for one in evaluation.ledger.credit_lines
    )
    total = Row((w.TOTAL(), None, None, credit_of(evaluation)))
    return Table(w.LINES(), columns, rows, total)


def credit_of(evaluation: Evaluation) -> Value:
    """
    Return what is owed in all, or that nobody can tell.

    Args:
        evaluation: What was evaluated.
    """
    credit, currency = evaluation.credit, evaluation.policy.currency
    if evaluation.settlement.to_choose:
        return w.TO_CHOOSE()
    if credit.undetermined or credit.money is None:
        return w.NOT_DETERMINED()
    is_longer = credit.extensions and not credit.money
    money = None if is_longer else credit.money.fraction
    return worth_words(Worth(money, credit.extensions), currency)


def _line(evaluation: Evaluation, one: CreditLine) -> Row:
    """Return one line of the credit."""
    currency = evaluation.policy.currency
    money = None if one.extensions and not one.money else one.money
    worth = worth_words(Worth(money, one.extensions), currency)
    about = one.subject
    return Row(
        (
            _kind(one),
            None if about is None else subject_words(evaluation, about),
            _terms(one),
            worth,
        ),
        one.kind.value,
    )


def _kind(one: CreditLine) -> Value:
    """Return what a line is."""
    if one.kind is LineKind.AWARD:
        promise = PROMISE(promise=one.commitment or "")
        return w.KINDS[one.kind](promise=promise)
    return w.KINDS[one.kind]()


def _terms(one: CreditLine) -> Value | None:
    """Return what a line is reckoned from."""
    if one.cap is not None:
        return cap_words(one.cap)
    if one.kind is not LineKind.AWARD:
        return None
    return line_words(
        Line(
            rule=one.rule or "",
            subject=one.subject or "",
            amount=one.amount,
            quantity=Fraction(1) if one.quantity is None else one.quantity,
            base=one.base,
            base_sum=one.base_sum,
        )
    )


def claims_table(evaluation: Evaluation) -> Table:
    """
    Return what is owed singly, and by when it is to be asked for.

    Args:
        evaluation: What was evaluated.
    """
    columns = Column.of(
        w.COMMITMENT, w.SUBJECT, w.STANDING, w.FILE_BY, w.WORTH, numbers=1
    )
    return Table(
        Word("section", "claims"), columns, tuple(_claims(evaluation))
    )


def _claims(evaluation: Evaluation) -> Iterator[Row]:
    """Yield what is owed singly."""
    zone, currency = evaluation.policy.timezone, evaluation.policy.currency
    for one in evaluation.entitlements:
        file_by = one.deadlines.file_by
        money = None if one.money is None else one.money.fraction
        worth: Value = worth_words(Worth(money, one.extensions), currency)
        if one.money is None and not one.extensions:
            worth = w.NOT_DETERMINED()
        yield Row(
            (
                one.commitment,
                subject_words(evaluation, one.subject),
                w.STANDINGS[one.standing](),
                None if file_by is None else Instant(file_by, zone),
                worth,
            ),
            one.standing.value,
        )
