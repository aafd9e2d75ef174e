"""
Rows with a text that is not UTF-8.

Arrow hands such bytes on as they are, and whoever looks at them stops: one
such row would stop its whole batch.
"""

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from slapolicy.arrow.schema import REQUIRED, RESULTS
from slapolicy.errors import AmountError


def torn_rows(batch: pa.RecordBatch) -> list[int]:
    """
    Return the rows with a text that is not UTF-8.

    Args:
        batch: As it comes in.

    Raises:
        AmountError: If the batch contradicts itself.
    """
    try:
        batch.validate(full=True)
    except pa.ArrowInvalid as error:
        if "UTF8" in str(error):
            return list(_torn(batch, 0))
        msg = f"a batch is not what Arrow calls one: {error}"
        raise AmountError(msg) from None
    return []


def _torn(batch: pa.RecordBatch, first: int) -> Iterator[int]:
    """Yield the rows, found by halves, counted from *first* on."""
    try:
        batch.validate(full=True)
    except pa.ArrowInvalid:
        rows = batch.num_rows
        if rows == 1:
            yield first
            return
        half = rows // 2
        for part in (range(half), range(half, rows)):
            places = pa.array(part, pa.int64())
            yield from _torn(batch.take(places), first + part.start)


def without(batch: pa.RecordBatch, torn: Sequence[int]) -> pa.RecordBatch:
    """
    Return a batch without those rows.

    Args:
        batch: The batch.

        torn: The rows.
    """
    return batch.take(_others(batch.num_rows, torn))


def with_errors(
    results: pa.RecordBatch, batch: pa.RecordBatch, torn: Sequence[int]
) -> pa.RecordBatch:
    """
    Return results with an error for each row that was left out.

    Args:
        results: Of the other rows.

        batch: The whole batch, with microseconds.

        torn: The rows.
    """
    rows = batch.take(pa.array(torn, pa.int64()))
    names = rows.column("service").cast(pa.binary()).to_pylist()
    why = "a text of this row is not UTF-8; nothing of the row was read"
    found = {
        **{name: rows.column(name) for name in REQUIRED},
        "service": pa.array(
            [
                None if one is None else one.decode(errors="replace")
                for one in names
            ],
            pa.string(),
        ),
        "error": pa.repeat(why, len(torn)),
    }
    errors = pa.RecordBatch.from_arrays(
        [
            found.get(one.name, pa.nulls(len(torn), one.type))
            for one in RESULTS
        ],
        schema=RESULTS,
    )
    others = _others(batch.num_rows, torn).to_pylist()
    order = pc.sort_indices(pa.array([*others, *torn], pa.int64()))
    both = pa.Table.from_batches([results, errors]).take(order)
    (whole,) = both.combine_chunks().to_batches()
    return whole


def _others(rows: int, torn: Sequence[int]) -> pa.Array:
    """Return the rows that are not among those."""
    gone = set(torn)
    return pa.array([at for at in range(rows) if at not in gone], pa.int64())
