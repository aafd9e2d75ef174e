"""A digest for each row: of the policy, and of the row as it was given."""

import hashlib

from collections.abc import Sequence
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc

from slapolicy.arrow.schema import FACTS


_END = "\x1f"
_NULL = "\x00"
_WIDTHS = {8: pa.uint8(), 32: pa.int32(), 64: pa.int64()}


def digests(policy: str, batch: pa.RecordBatch) -> list[bytes]:
    """
    Return the SHA-256 of each row.

    It is taken of the policy's digest and, column by column in order of
    their names, of the row's values: integers as their bytes, text with an
    end mark, facts field by field after their number.

    Args:
        policy: The policy's digest.

        batch: Read through both schemas.
    """
    whole = list(range(batch.num_rows + 1))
    parts: list[list[bytes]] = []
    for name in sorted(batch.schema.names):
        column = batch.column(name)
        if name not in FACTS:
            parts.append(_slices(column, whole))
            continue
        lengths = pc.fill_null(pc.list_value_length(column), 0)
        parts.append(_slices(lengths, whole))
        places = [0, *pc.cumulative_sum(lengths).to_pylist()]
        flat = pc.list_flatten(column)
        names = sorted(field.name for field in flat.type)
        parts += [_slices(pc.struct_field(flat, one), places) for one in names]
    start = policy.encode()
    sha256 = hashlib.sha256
    return [
        sha256(start + b"".join(row)).digest()
        for row in zip(*parts, strict=True)
    ]


def _slices(column: pa.Array, places: Sequence[int]) -> list[bytes]:
    """Return the bytes of a column from each place to the next."""
    kind = column.type
    if pa.types.is_date32(kind) or pa.types.is_boolean(kind):
        column = column.cast(pa.int32())
        kind = column.type
    if pa.types.is_integer(kind):
        return _whole(column.cast(pa.int64()), places)
    if not pa.types.is_string(kind):
        # Sums, claims and the like, as Python writes them.
        texts = [str(one) for one in column.to_pylist()]
        column = pa.array(texts, pa.string())
    return _text(column, places)


def _whole(column: pa.Array, places: Sequence[int]) -> list[bytes]:
    """Return the bytes of integers; null is the smallest of them."""
    if column.null_count:
        column = pc.fill_null(column, -(1 << 63))
    _, buffer = column.buffers()
    if buffer is None:
        return [b""] * (len(places) - 1)
    first = 8 * column.offset
    raw = buffer.to_pybytes()
    ends = [first + 8 * at for at in places]
    return [raw[start:end] for start, end in pairwise(ends)]


def _text(column: pa.Array, places: Sequence[int]) -> list[bytes]:
    """Return the bytes of texts, each with an end mark."""
    marked = pc.binary_join_element_wise(
        pc.fill_null(column, _NULL), pa.scalar(""), _END
    )
    _, offsets, buffer = marked.buffers()
    if buffer is None:
        return [b""] * (len(places) - 1)
    raw = buffer.to_pybytes()
    at = memoryview(offsets).cast("i")[marked.offset :]
    ends = [at[place] for place in places]
    return [raw[start:end] for start, end in pairwise(ends)]
