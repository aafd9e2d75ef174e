"""Which rows of a batch take a closer look than the short way's."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from slapolicy import _time
from slapolicy.arrow.columns import Columns, Facts
from slapolicy.arrow.timeline import KINDS
from slapolicy.facts.incidents import PLANNED


_TEXT, _WHOLE = pa.string(), pa.int64()
_Kinds: TypeAlias = Mapping[str, pa.DataType]
# Columns that the short way reads, or that change nothing that it answers.
_READ: _Kinds = {
    "service": _TEXT,
    "period_start": _WHOLE,
    "period_end": _WHOLE,
    "as_of": _WHOLE,
    "fee": _TEXT,
    "billing_anchor": pa.date32(),
}
# The same of the fields of facts.
_FIELDS: Mapping[str, _Kinds] = {
    "outages": {
        "id": _TEXT,
        "start": _WHOLE,
        "end": _WHOLE,
        "cause": _TEXT,
        "source": _TEXT,
        "detected": _WHOLE,
        "reported": _WHOLE,
        "verified": _WHOLE,
        "note": _TEXT,
    },
    "maintenance": {
        "id": _TEXT,
        "start": _WHOLE,
        "end": _WHOLE,
        "kind": _TEXT,
        "announced": _WHOLE,
        "note": _TEXT,
    },
}
# What lies further beyond the period may be refused.
_FAR = 366 * _time.DAY


def odd_rows(columns: Columns, start: pa.Array, end: pa.Array) -> set[int]:
    """
    Return the rows that have more than the short way reads.

    Args:
        columns: The batch.

        start: Where each row's period begins.

        end: Where it ends.
    """
    found: set[int] = set()
    for name, values in columns.plain.items():
        if values.null_count < columns.rows and values.type != _READ.get(name):
            given = columns.values(name)
            found.update(at for at, value in enumerate(given) if value)
    found |= _where(columns.column("service", _TEXT).is_null())
    as_of = columns.column("as_of", _WHOLE)
    found |= _where(_beyond(as_of, _time.FIRST, _time.LAST))
    least = pc.max_element_wise(pc.subtract(start, _FAR), _time.FIRST)
    most = pc.min_element_wise(pc.add(end, _FAR), _time.LAST)
    for name, facts in columns.facts.items():
        low, high = least.take(facts.row_of), most.take(facts.row_of)
        for odd in _odd(name, facts, low, high):
            found.update(facts.row_of.filter(odd).to_pylist())
    return found


def _where(odd: pa.Array) -> set[int]:
    """Return the places where something holds."""
    return set(pc.indices_nonzero(odd).to_pylist())


def _beyond(
    values: pa.Array, low: pa.Array | int, high: pa.Array | int
) -> pa.Array:
    """Return which values lie outside."""
    return pc.or_(pc.less(values, low), pc.greater(values, high))


def _odd(
    name: str, facts: Facts, low: pa.Array, high: pa.Array
) -> Iterator[pa.Array]:
    """Yield for each reason which facts need a closer look."""
    known = _FIELDS.get(name, {})
    for field, values in facts.given.items():
        if values.type != known.get(field):
            yield values.is_valid()
        elif values.type == _WHOLE:
            yield _beyond(values, low, high)
    backwards = pc.less(
        facts.field("end", _WHOLE), facts.field("start", _WHOLE)
    )
    # Without a start or an end, too.
    yield pc.fill_null(backwards, fill_value=True)
    if name == "maintenance":
        kinds = pc.fill_null(facts.field("kind", _TEXT), PLANNED)
        yield pc.invert(pc.is_in(kinds, pa.array(KINDS, _TEXT)))
    yield _twice(facts)


def _twice(facts: Facts) -> pa.Array:
    """Return which facts have the id of another one in their row."""
    ids = facts.field("id", _TEXT).dictionary_encode().indices
    own = pc.add(pc.multiply(facts.row_of, facts.count), ids)
    found = own.drop_null().value_counts()
    twice = found.field("values").filter(pc.greater(found.field("counts"), 1))
    return pc.is_in(own, twice)
