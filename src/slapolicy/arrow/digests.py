"""A digest for each row: of the policy, and of the row as it was given."""

import hashlib

import pyarrow as pa
import pyarrow.compute as pc

from slapolicy.arrow.columns import Facts
from slapolicy.arrow.schema import FACTS


_END_OF_VALUE = "\x1f"
_END_OF_COLUMN = "\x1e"


def digests(policy: str, batch: pa.RecordBatch) -> pa.Array:
    """
    Return the SHA-256 of each row.

    It is taken of the policy's digest and the columns' names, then of the
    row's values as text: first the plain columns in order of their names,
    then column by column the facts, fields in order of their names. A text
    stands behind its length and a null is nothing, so that no two rows read
    the same.

    Args:
        policy: The policy's digest.

        batch: Read through both schemas.
    """
    names = sorted(set(batch.schema.names) - FACTS.keys())
    head: list[object] = [policy, names]
    parts = [_joined([batch.column(one) for one in names], batch.num_rows)]
    for name in sorted(FACTS.keys() & set(batch.schema.names)):
        facts = Facts(batch.column(name))
        fields = sorted(facts.fields)
        head += [name, fields]
        texts = _joined([facts.fields[one] for one in fields], facts.count)
        lists = pa.ListArray.from_arrays(facts.offsets, texts)
        parts.append(pc.binary_join(lists, ""))
    rows = pc.binary_join_element_wise(*parts, _END_OF_COLUMN)
    start = hashlib.sha256(repr(head).encode()).digest()
    sha256 = hashlib.sha256
    found = [
        sha256(start + row).digest()
        for row in rows.cast(pa.binary()).to_pylist()
    ]
    return pa.array(found, pa.binary())


def _joined(columns: list[pa.Array], count: int) -> pa.Array:
    """Return the texts of columns, each with its end, joined value by value."""
    return pc.binary_join_element_wise(
        *(_text(one) for one in columns), pa.repeat("", count), _END_OF_VALUE
    )


def _text(column: pa.Array) -> pa.Array:
    """Return values as text, those of an unusual type as Python writes it."""
    kind = column.type
    if pa.types.is_integer(kind) or pa.types.is_date(kind):
        return pc.fill_null(column.cast(pa.string()), "")
    if not pa.types.is_string(kind):
        values = column.to_pylist()
        texts = [None if one is None else str(one) for one in values]
        column = pa.array(texts, pa.string())
    lengths = pc.binary_length(column).cast(pa.string())
    both = pc.binary_join_element_wise(lengths, column, ":")
    return pc.fill_null(both, "")
