"""A batch as plain lists: values a row, and facts one after the other."""

from collections.abc import Mapping
from itertools import accumulate
from typing import final

import pyarrow as pa
import pyarrow.compute as pc

from slapolicy.arrow.schema import FACTS, Value


@final
class Facts:
    """
    A column of facts: all of them, and where each row's begin.

    Args:
        column: Lists of structs.
    """

    def __init__(self, column: pa.Array) -> None:
        lengths = pc.fill_null(pc.list_value_length(column), 0).to_pylist()
        self.starts: list[int] = [0, *accumulate(lengths)]
        flat = pc.list_flatten(column)
        self.fields: Mapping[str, list[Value]] = {
            one.name: pc.struct_field(flat, one.name).to_pylist()
            for one in flat.type
        }
        self.given: Mapping[str, list[Value]] = {
            name: values
            for name, values in self.fields.items()
            if any(one is not None for one in values)
        }

    def field(self, name: str) -> list[Value] | None:
        """
        Return one field of all facts, None if no fact has it.

        Args:
            name: Its name.
        """
        return self.given.get(name)

    def row(self, at: int) -> list[dict[str, Value]]:
        """
        Return the facts of one row, each as what it was given.

        Args:
            at: The row.
        """
        return [
            {
                name: values[place]
                for name, values in self.given.items()
                if values[place] is not None
            }
            for place in range(self.starts[at], self.starts[at + 1])
        ]


@final
class Columns:
    """
    A batch as plain lists.

    Args:
        batch: Read through both schemas.
    """

    def __init__(self, batch: pa.RecordBatch) -> None:
        self.rows: int = batch.num_rows
        self.facts: dict[str, Facts] = {}
        self.plain: dict[str, list[Value]] = {}
        for name in batch.schema.names:
            column = batch.column(name)
            if name in FACTS:
                self.facts[name] = Facts(column)
            else:
                self.plain[name] = column.to_pylist()

    def values(self, name: str) -> list[Value]:
        """
        Return one value a row, None where it was not given.

        Args:
            name: The column's name.
        """
        known = self.plain.get(name)
        return [None] * self.rows if known is None else known
