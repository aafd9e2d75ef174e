"""A batch: its columns as Arrow has them, and as lists when rows are read."""

from collections.abc import Mapping
from functools import cached_property
from typing import final

import pyarrow as pa
import pyarrow.compute as pc

from slapolicy.arrow.schema import FACTS, Value


_NO_FACTS = pa.list_(pa.struct([]))


@final
class Facts:
    """
    A column of facts: all of them one after the other, and whose they are.

    Args:
        column: Lists of structs.
    """

    def __init__(self, column: pa.Array) -> None:
        counts = pc.fill_null(pc.list_value_length(column), 0)
        flat = pc.list_flatten(column)
        self.count: int = len(flat)
        self.offsets: pa.Array = _running(counts)
        whole = pa.ListArray.from_arrays(self.offsets, flat)
        self.row_of: pa.Array = pc.list_parent_indices(whole)
        self.fields: Mapping[str, pa.Array] = {
            one.name: pc.struct_field(flat, one.name) for one in flat.type
        }
        self.given: Mapping[str, pa.Array] = {
            name: values
            for name, values in self.fields.items()
            if values.null_count < self.count
        }

    def field(self, name: str, kind: pa.DataType) -> pa.Array:
        """
        Return one field of all facts, nulls where it has another type.

        Args:
            name: Its name.

            kind: Its type.
        """
        found = self.given.get(name)
        if found is None or found.type != kind:
            return pa.nulls(self.count, kind)
        return found

    def sums(self, values: pa.Array) -> pa.Array:
        """
        Return the sum of each row.

        Args:
            values: An integer for each fact.
        """
        return sums_between(values, self.offsets)

    def longer_than(self, most: int) -> set[int]:
        """
        Return the rows that have more facts than that.

        Args:
            most: The most that they may have.
        """
        counts = pc.pairwise_diff(self.offsets)[1:]
        found: list[int] = pc.indices_nonzero(
            pc.greater(counts, most)
        ).to_pylist()
        return set(found)

    @cached_property
    def lists(self) -> Mapping[str, list[Value]]:
        """The fields that some fact has, as lists."""
        return {name: one.to_pylist() for name, one in self.given.items()}

    @cached_property
    def places(self) -> list[int]:
        """Where each row's facts begin, and where the last row's end."""
        found: list[int] = self.offsets.to_pylist()
        return found

    def rows(self) -> set[int]:
        """Return the rows that have some."""
        return set(pc.unique(self.row_of).to_pylist())

    def row(self, at: int) -> list[dict[str, Value]]:
        """
        Return the facts of one row, each as what it was given.

        Args:
            at: The row.
        """
        first, last = self.places[at], self.places[at + 1]
        return [self.fact(place) for place in range(first, last)]

    def fact(self, place: int) -> dict[str, Value]:
        """
        Return a fact as what it was given.

        Args:
            place: Its place among all.
        """
        return {
            name: values[place]
            for name, values in self.lists.items()
            if values[place] is not None
        }


def sums_between(values: pa.Array, offsets: pa.Array) -> pa.Array:
    """
    Return the sum of the values from each offset up to the next.

    Args:
        values: Integers.

        offsets: Places among them, one more than there are sums.
    """
    total = _running(values).take(offsets)
    return pc.subtract(total[1:], total[:-1])


def _running(values: pa.Array) -> pa.Array:
    """Return 0 and the running total."""
    none = pa.array([0], values.type)
    return pa.concat_arrays([none, pc.cumulative_sum(values)])


@final
class Columns:
    """
    A batch by its columns.

    Args:
        batch: Read through both schemas.
    """

    def __init__(self, batch: pa.RecordBatch) -> None:
        self.rows: int = batch.num_rows
        self.plain: dict[str, pa.Array] = {}
        self.facts: dict[str, Facts] = {}
        for name in batch.schema.names:
            column = batch.column(name)
            if name in FACTS:
                self.facts[name] = Facts(column)
            else:
                self.plain[name] = column
        self._lists: dict[str, list[Value]] = {}

    def facts_of(self, name: str) -> Facts:
        """
        Return a column of facts; one without any if it was not given.

        Args:
            name: The column's name.
        """
        if name not in self.facts:
            return Facts(pa.nulls(self.rows, _NO_FACTS))
        return self.facts[name]

    def column(self, name: str, kind: pa.DataType) -> pa.Array:
        """
        Return one value a row, nulls where it has another type.

        Args:
            name: The column's name.

            kind: Its type.
        """
        found = self.plain.get(name)
        if found is None or found.type != kind:
            return pa.nulls(self.rows, kind)
        return found

    def values(self, name: str) -> list[Value]:
        """
        Return one value a row, None where it was not given.

        Args:
            name: The column's name.
        """
        if name not in self._lists:
            column = self.plain.get(name)
            self._lists[name] = (
                [None] * self.rows if column is None else column.to_pylist()
            )
        return self._lists[name]
