"""A digest for each row: of the policy, and of the row as it was given."""

import hashlib

from collections.abc import Sequence
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc

from slapolicy.arrow.schema import FACTS


_END_OF_VALUE = "\x1f"
_END_OF_COLUMN = b"\x1e"
_NULL = "\x00"


def digests(policy: str, batch: pa.RecordBatch) -> list[bytes]:
    """
    Return the SHA-256 of each row.

    It is taken of the policy's digest and of the row's values as text, each
    with an end mark: first those of the plain columns in order of their
    names, then column by column the facts, fields in order of their names.

    Args:
        policy: The policy's digest.

        batch: Read through both schemas.
    """
    names = sorted(batch.schema.names)
    plain = [batch.column(name) for name in names if name not in FACTS]
    parts = [_slices(plain, range(batch.num_rows + 1))]
    for name in names:
        if name in FACTS:
            column = batch.column(name)
            lengths = pc.fill_null(pc.list_value_length(column), 0)
            flat = pc.list_flatten(column)
            fields = sorted(field.name for field in flat.type)
            parts.append(
                _slices(
                    [pc.struct_field(flat, one) for one in fields],
                    [0, *pc.cumulative_sum(lengths).to_pylist()],
                )
            )
    start = policy.encode()
    sha256 = hashlib.sha256
    return [
        sha256(start + _END_OF_COLUMN.join(row)).digest()
        for row in zip(*parts, strict=True)
    ]


def _slices(columns: list[pa.Array], places: Sequence[int]) -> list[bytes]:
    """Return the text of columns from each place to the next."""
    joined = pc.binary_join_element_wise(
        *(_text(one) for one in columns), "", _END_OF_VALUE
    )
    _, offsets, buffer = joined.buffers()
    if buffer is None:
        return [b""] * (len(places) - 1)
    raw = buffer.to_pybytes()
    at = memoryview(offsets).cast("i").tolist()
    first = joined.offset
    ends = [at[first + place] for place in places]
    return [raw[start:end] for start, end in pairwise(ends)]


def _text(column: pa.Array) -> pa.Array:
    """Return values as text; sums, claims and the like as Python writes it."""
    kind = column.type
    if pa.types.is_nested(kind):
        texts = [str(one) for one in column.to_pylist()]
        column = pa.array(texts, pa.string())
    elif not pa.types.is_string(kind):
        column = column.cast(pa.string())
    return pc.fill_null(column, _NULL)
