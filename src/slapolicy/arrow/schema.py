"""Which columns come in, and which go out."""

from collections.abc import Mapping
from typing import TypeAlias

import pyarrow as pa

from slapolicy.errors import AmountError
from slapolicy.facts import (
    Event,
    Maintenance,
    Outage,
    Requests,
    Sample,
    Suspension,
    Ticket,
    Unobserved,
)


Value: TypeAlias = object
"""One value of a column, as Python has it; instants are microseconds."""

FACTS: Mapping[str, type] = {
    "outages": Outage,
    "maintenance": Maintenance,
    "suspensions": Suspension,
    "unobserved": Unobserved,
    "requests": Requests,
    "samples": Sample,
    "tickets": Ticket,
    "events": Event,
}
"""Columns of type ``list<struct>`` and what their elements become."""

REQUIRED = ("service", "period_start", "period_end")
PLAIN = (
    *REQUIRED,
    "as_of",
    "fee",
    "amounts",
    "attributes",
    "billing_anchor",
    "components",
    "started",
    "ended",
    "claims",
    "carried",
)
"""Columns with one value a row."""

_UTC = pa.timestamp("us", "UTC")

RESULTS = pa.schema(
    [
        pa.field("service", pa.string()),
        pa.field("period_start", _UTC),
        pa.field("period_end", _UTC),
        pa.field("outcome", pa.string()),
        pa.field("downtime", pa.int64()),
        pa.field("measured", pa.int64()),
        pa.field("availability", pa.float64()),
        pa.field("credit", pa.decimal128(38, 4)),
        pa.field("currency", pa.string()),
        pa.field("extension", pa.string()),
        pa.field("standing", pa.string()),
        pa.field("deadline", _UTC),
        pa.field("digest", pa.binary()),
        pa.field("error", pa.string()),
    ]
)
"""The columns of what goes out; the same for every policy."""


def as_read(schema: pa.Schema) -> tuple[pa.Schema, pa.Schema]:
    """
    Return the two schemas through which batches are read.

    Through the first all instants are microseconds and all lists and texts
    of one kind; through the second instants are integers.

    Args:
        schema: As a batch comes in.

    Raises:
        AmountError: If a timestamp has no zone, a required column is
            missing, or there is one that nobody reads.
    """
    names = set(schema.names)
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        msg = f"column {missing[0]!r} is missing; required: {REQUIRED}"
        raise AmountError(msg)
    for name in schema.names:
        if name not in FACTS and name not in PLAIN:
            known = ", ".join((*PLAIN, *FACTS))
            msg = f"no column {name!r} is read; the columns are {known}"
            raise AmountError(msg)
    fields = [
        field.with_type(_even(field.type, field.name)) for field in schema
    ]
    _refuse_kinds(pa.schema(fields))
    return pa.schema(fields), pa.schema(
        [field.with_type(_whole(field.type)) for field in fields]
    )


def _refuse_kinds(schema: pa.Schema) -> None:
    """Raise if a column that every row has is of another type."""
    for name, kind in zip(REQUIRED, (pa.string(), _UTC, _UTC), strict=True):
        found = schema.field(name).type
        if found != kind:
            msg = f"{name}: a column of {found}; give {kind}"
            raise AmountError(msg)


def _even(kind: pa.DataType, path: str) -> pa.DataType:
    """Return a type with microseconds, plain lists and plain text."""
    types = pa.types
    if types.is_timestamp(kind):
        if kind.tz is None:
            msg = (
                f"{path}: {kind} has no zone, so that nobody knows which "
                f"instants are meant; give timestamps with a time zone"
            )
            raise AmountError(msg)
        return _UTC
    if types.is_struct(kind):
        return pa.struct(
            [
                one.with_type(_even(one.type, f"{path}.{one.name}"))
                for one in kind
            ]
        )
    if types.is_map(kind):
        return pa.map_(_even(kind.key_type, path), _even(kind.item_type, path))
    if hasattr(kind, "value_type") and not types.is_dictionary(kind):
        return pa.list_(_even(kind.value_type, path))
    if types.is_dictionary(kind):
        return _even(kind.value_type, path)
    is_text = types.is_large_string(kind) or types.is_string_view(kind)
    return pa.string() if is_text else kind


def _whole(kind: pa.DataType) -> pa.DataType:
    """Return a type with integers for instants."""
    types = pa.types
    if types.is_timestamp(kind):
        return pa.int64()
    if types.is_struct(kind):
        return pa.struct([one.with_type(_whole(one.type)) for one in kind])
    if types.is_list(kind):
        return pa.list_(_whole(kind.value_type))
    return kind
