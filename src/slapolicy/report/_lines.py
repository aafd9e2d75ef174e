"""Many evaluations, each as one line: CSV and JSON."""

import csv
import io
import json

from collections.abc import Iterable, Iterator

from slapolicy import _time
from slapolicy.evaluation.results import Evaluation
from slapolicy.evaluation.writing import extension_text


_COLUMNS = (
    "service",
    "policy",
    "version",
    "period",
    "start",
    "end",
    "as_of",
    "final",
    "outcomes",
    "credit",
    "currency",
    "extension",
    "undetermined",
    "standings",
    "file_by",
    "policy_digest",
    "record_digest",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def csv_lines(evaluations: Iterable[Evaluation]) -> Iterator[str]:
    """
    Yield a table of evaluations (RFC 4180), line by line.

    A text that a spreadsheet would take for a formula has a quote before
    it. The first line names the columns.

    Args:
        evaluations: What was evaluated; none is kept.
    """
    yield _csv_line(_COLUMNS)
    for one in evaluations:
        yield _csv_line(map(_inert, _cells(one)))


def _csv_line(cells: Iterable[str]) -> str:
    """Return one line of a table."""
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _inert(cell: str) -> str:
    """Return a cell that no spreadsheet reckons with."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _cells(evaluation: Evaluation) -> Iterator[str]:
    """Yield the cells of an evaluation."""
    policy, credit, sight = (
        evaluation.policy,
        evaluation.credit,
        evaluation.sight,
    )
    yield evaluation.service
    yield policy.id
    yield policy.version or ""
    yield evaluation.label
    yield _time.iso(sight.start)
    yield _time.iso(sight.end)
    yield _time.iso(sight.as_of)
    yield "true" if evaluation.is_final else "false"
    yield "; ".join(
        f"{one.id}: {one.outcome.value}" for one in evaluation.results
    )
    yield "" if credit.money is None else f"{credit.money.amount:f}"
    yield policy.currency
    yield extension_text(credit.extensions) or ""
    yield "; ".join(
        dict.fromkeys(one.code.value for _, one in credit.undetermined)
    )
    yield "; ".join(
        dict.fromkeys(one.standing.value for one in evaluation.entitlements)
    )
    deadlines = [
        one.deadlines.file_by
        for one in evaluation.entitlements
        if one.deadlines.file_by is not None
    ]
    yield _time.iso(min(deadlines)) if deadlines else ""
    yield policy.digest
    yield evaluation.record.digest


def json_lines(evaluations: Iterable[Evaluation]) -> Iterator[str]:
    """
    Yield evaluations as JSON, each on a line of its own.

    Args:
        evaluations: What was evaluated; none is kept.
    """
    for one in evaluations:
        tree = one.to_dict()
        yield json.dumps(tree, ensure_ascii=True, sort_keys=True) + "\n"
