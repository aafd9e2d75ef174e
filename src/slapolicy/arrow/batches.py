"""The evaluation, over batches."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeAlias, runtime_checkable

import pyarrow as pa

from slapolicy import _time
from slapolicy.arrow.columns import Columns
from slapolicy.arrow.digests import digests
from slapolicy.arrow.quickly import Short
from slapolicy.arrow.rows import Answer, answer_of, record_of
from slapolicy.arrow.schema import RESULTS, Value, as_read
from slapolicy.errors import SlaPolicyError, messages
from slapolicy.evaluation import evaluate
from slapolicy.terms.policy import Policy


@runtime_checkable
class ArrowStream(Protocol):
    """Anything that hands out Arrow data: a table, a reader, a frame."""

    def __arrow_c_stream__(
        self, requested_schema: object = None
    ) -> object: ...


Batches: TypeAlias = ArrowStream | Iterable[pa.RecordBatch]


def evaluate_batches(
    policy: Policy, batches: Batches
) -> Iterator[pa.RecordBatch]:
    """
    Yield what follows, one row for each service and period.

    A batch comes out for each that goes in, its rows in the same order. The
    columns are described in the reference; a row that cannot be evaluated
    has its reason in the column ``error``, and nulls.

    Args:
        policy: What was promised.

        batches: Anything with ``__arrow_c_stream__``, or record batches.

    Raises:
        AmountError: If a timestamp has no zone, a required column is
            missing, or there is one that nobody reads.
    """
    short = Short(policy)
    seen: tuple[pa.Schema, tuple[pa.Schema, pa.Schema]] | None = None
    for batch in _batches(batches):
        if seen is None or seen[0] != batch.schema:
            seen = (batch.schema, as_read(batch.schema))
        even, whole = seen[1]
        yield _results(policy, batch.cast(even, safe=False).cast(whole), short)


def _batches(batches: Batches) -> Iterable[pa.RecordBatch]:
    """Return batches, whoever hands them out."""
    if isinstance(batches, ArrowStream):
        found: Iterable[pa.RecordBatch] = pa.RecordBatchReader.from_stream(
            batches
        )
        return found
    return batches


def _results(
    policy: Policy, batch: pa.RecordBatch, short: Short
) -> pa.RecordBatch:
    """Return the results of one batch."""
    columns = Columns(batch)
    answers: list[Answer] = []
    errors: list[str | None] = []
    for at, quick in enumerate(short.answers(columns)):
        answer, error = (
            (quick, None) if quick else _closely(policy, columns, at)
        )
        answers.append(answer)
        errors.append(error)
    values: list[Iterable[Value]] = [
        columns.values("service"),
        columns.values("period_start"),
        columns.values("period_end"),
    ]
    values += zip(*answers, strict=True) if answers else [[]] * len(_NOTHING)
    values += [digests(policy.digest, batch), errors]
    return pa.RecordBatch.from_arrays(
        [
            pa.array(list(one), field.type)
            for one, field in zip(values, RESULTS, strict=True)
        ],
        schema=RESULTS,
    )


_NOTHING: Answer = (None,) * 9


def _closely(
    policy: Policy, columns: Columns, at: int
) -> tuple[Answer, str | None]:
    """Return what follows from one row as a record, or why nothing does."""
    try:
        record = record_of(columns, at)
        as_of = columns.values("as_of")[at]
        found = evaluate(
            policy,
            record,
            as_of=_time.from_ticks(as_of) if isinstance(as_of, int) else None,
        )
        return answer_of(found), None
    except (SlaPolicyError, TypeError, ValueError) as error:
        if isinstance(error, SlaPolicyError):
            return _NOTHING, "; ".join(messages(error))
        return _NOTHING, str(error)
