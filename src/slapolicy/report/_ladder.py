"""The steps of a table of credits, and on which of them a period landed."""

from collections.abc import Iterator

import attrs

from slapolicy.evaluation.results import (
    CommitmentResult,
    Evaluation,
    ReadingResult,
)
from slapolicy.explain.language import Value
from slapolicy.explain.promises import target_words, value_words
from slapolicy.explain.rules import amount_words, credit_words, row_words
from slapolicy.explain.short import commitment_of
from slapolicy.explain.values import Listing
from slapolicy.explain.words import Word
from slapolicy.report import _words as w
from slapolicy.report._tables import Column, Row, Table
from slapolicy.terms.credits import SumCredit, TieredCredit, TierRow
from slapolicy.terms.credits._pricing import level
from slapolicy.terms.exchange import CreditRule, Outcome, Reason


_MOST = 3
"""How many readings are named on a step; the table of readings names all."""


def ladders(
    evaluation: Evaluation, result: CommitmentResult
) -> Iterator[Table | Value]:
    """
    Yield the steps of a promise, or what else a breach of it is worth.

    Args:
        evaluation: What was evaluated.

        result: How the promise fared.
    """
    rule = commitment_of(evaluation, result).credit
    if rule is not None:
        yield from _steps(evaluation, result, rule)


def _steps(
    evaluation: Evaluation, result: CommitmentResult, rule: CreditRule
) -> Iterator[Table | Value]:
    """Yield the steps of one rule, and of those that it adds up."""
    if isinstance(rule, SumCredit):
        for one in rule.rules:
            yield from _steps(evaluation, result, one)
    elif isinstance(rule, TieredCredit):
        yield _ladder(evaluation, result, rule)
    else:
        yield from credit_words(rule)


def _ladder(
    evaluation: Evaluation, result: CommitmentResult, rule: TieredCredit
) -> Table:
    """Return a table of credits, each row with the readings that fell in."""
    met: list[ReadingResult] = []
    on: list[list[ReadingResult]] = [[] for _ in rule.rows]
    for one in result.readings:
        if one.outcome is Outcome.MET:
            met.append(one)
        row = landed(evaluation, rule, one)
        if row is not None:
            on[rule.rows.index(row)].append(one)
    target = target_words(commitment_of(evaluation, result))
    rows = [
        Row(
            (w.AS_PROMISED(target=target), w.NOTHING_OWED(), _named(met)),
            "landed kept" if met else "",
        )
    ]
    rows += [
        Row(
            (row_words(row), amount_words(row.credit, rule.of), _named(found)),
            "landed" if found else "",
        )
        for row, found in zip(rule.rows, on, strict=True)
    ]
    columns = (
        Column(Word("axis", rule.reads.value)),
        *Column.of(w.WORTH, w.LANDED),
    )
    return Table(w.LADDER(), columns, tuple(rows))


def landed(
    evaluation: Evaluation, rule: TieredCredit, one: ReadingResult
) -> TierRow | None:
    """
    Return the row that pays for a reading.

    Args:
        evaluation: What was evaluated.

        rule: The table.

        one: The reading, judged.

    Returns:
        None where nothing is owed, or where nobody can tell.
    """
    if one.outcome is not Outcome.BREACHED:
        return None
    basis = attrs.evolve(evaluation.sight.basis, target=one.broken)
    figure = level(rule.reads, one.reading, basis)
    if figure is None:
        return None
    rising = rule.is_rising(one.reading, basis)
    row = rule.row(figure, basis.service, rising=rising)
    return None if isinstance(row, Reason) else row


def _named(found: list[ReadingResult]) -> Value | None:
    """Return what was read, as it stands on a step."""
    values = [value_words(one.reading) for one in found]
    return (
        Listing.of([one for one in values if one is not None], most=_MOST)
        if found
        else None
    )
