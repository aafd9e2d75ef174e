"""The evaluation, over batches."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeAlias, runtime_checkable

import pyarrow as pa

from slapolicy.arrow.answers import Answers
from slapolicy.arrow.columns import Columns
from slapolicy.arrow.digests import digests
from slapolicy.arrow.quickly import ROWS, Short
from slapolicy.arrow.schema import REQUIRED, RESULTS, as_read
from slapolicy.arrow.torn import torn_rows, with_errors, without
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
            missing, there is one that nobody reads, or a batch is none.
    """
    short = Short(policy)
    seen: tuple[pa.Schema, tuple[pa.Schema, pa.Schema]] | None = None
    for batch in _batches(batches):
        if seen is None or seen[0] != batch.schema:
            seen = (batch.schema, as_read(batch.schema))
        yield _results(short, batch, *seen[1])


def _batches(batches: Batches) -> Iterable[pa.RecordBatch]:
    """Return batches, whoever hands them out."""
    if isinstance(batches, ArrowStream):
        found: Iterable[pa.RecordBatch] = pa.RecordBatchReader.from_stream(
            batches
        )
        return found
    return batches


def _results(
    short: Short, batch: pa.RecordBatch, even: pa.Schema, whole: pa.Schema
) -> pa.RecordBatch:
    """Return the results of one batch."""
    torn = torn_rows(batch)
    given = batch.cast(even, safe=False)
    if torn:
        rest = _answered(short, without(given, torn), whole)
        return with_errors(rest, given, torn)
    return _answered(short, given, whole)


def _answered(
    short: Short, given: pa.RecordBatch, whole: pa.Schema
) -> pa.RecordBatch:
    """Return the results of a batch that can be read."""
    batch = given.cast(whole)
    answers = Answers()
    for first in range(0, batch.num_rows, ROWS):
        short.answer(Columns(batch.slice(first, ROWS)), answers)
    found = {
        **{name: given.column(name) for name in REQUIRED},
        **answers.columns(),
        "digest": digests(short.policy.digest, batch),
    }
    return pa.RecordBatch.from_arrays(
        [found[name] for name in RESULTS.names], schema=RESULTS
    )
