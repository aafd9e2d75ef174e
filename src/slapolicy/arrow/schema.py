"""Which columns come in, and which go out."""

from collections.abc import Mapping, Sequence
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

# What columns are that a frame without a single value knows no type of.
_NOTHING: Mapping[str, pa.DataType] = {
    "as_of": _UTC,
    **dict.fromkeys(FACTS, pa.list_(pa.struct([]))),
}

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
    _refuse_twice(schema.names, "")
    fields = [
        field.with_type(_even(field.type, field.name)) for field in schema
    ]
    _refuse_kinds(pa.schema(fields))
    return pa.schema(fields), pa.schema(
        [field.with_type(_whole(field.type)) for field in fields]
    )


def _refuse_kinds(schema: pa.Schema) -> None:
    """Raise if a column is of a type that nobody could read."""
    kinds = [*zip(REQUIRED, (pa.string(), _UTC, _UTC), strict=True)]
    if "as_of" in schema.names:
        kinds.append(("as_of", _UTC))
    for name, kind in kinds:
        found = schema.field(name).type
        if found != kind:
            msg = f"{name}: a column of {found}; give {kind}"
            raise AmountError(msg)
    for field in schema:
        is_list = pa.types.is_list(field.type)
        if field.name in FACTS and not (
            is_list and pa.types.is_struct(field.type.value_type)
        ):
            msg = f"{field.name}: a column of {field.type}; give lists of structs"
            raise AmountError(msg)


def _refuse_twice(names: Sequence[str], path: str) -> None:
    """Raise if a name stands twice."""
    for name in names:
        if names.count(name) > 1:
            msg = f"{path}{name}: stands twice; nobody knows which is meant"
            raise AmountError(msg)


def _even(kind: pa.DataType, path: str) -> pa.DataType:
    """Return a type with microseconds, plain lists and plain text."""
    types = pa.types
    if types.is_null(kind):
        kind = _NOTHING.get(path, kind)
    if types.is_timestamp(kind):
        if kind.tz is None:
            msg = (
                f"{path}: {kind} has no zone, so that nobody knows which "
                f"instants are meant; give timestamps with a time zone"
            )
            raise AmountError(msg)
        return _UTC
    if types.is_struct(kind):
        _refuse_twice([one.name for one in kind], f"{path}.")
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
