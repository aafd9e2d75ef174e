"""What follows from the rows of a batch, column by column."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple, final

import pyarrow as pa
import pyarrow.compute as pc

from slapolicy.arrow.schema import RESULTS


class Ending(NamedTuple):
    """
    What many rows have in common.

    Args:
        outcome: Of all promises together.

        credit: What is owed in money.

        currency: The policy's.

        extension: What is owed in extensions.

        standing: Where the entitlement stands that must be filed first.
    """

    outcome: str | None = None
    credit: Decimal | None = None
    currency: str | None = None
    extension: str | None = None
    standing: str | None = None


class Answer(NamedTuple):
    """
    What follows from one row.

    Args:
        ending: What it has in common with others.

        downtime: Of the first promise about downtime in the period.

        measured: What that is a share of.

        deadline: By when the entitlement must be filed.

        error: Why nothing follows.
    """

    ending: Ending = Ending()
    downtime: int | None = None
    measured: int | None = None
    deadline: int | None = None
    error: str | None = None


@final
class Answers:
    """What follows from the rows of a batch, row after row."""

    def __init__(self) -> None:
        # Without an ending is a row that has an error.
        self.endings: dict[Ending, int] = {Ending(): 0}
        self.codes: list[int] = []
        self.downtimes: list[int | None] = []
        self.measured: list[int | None] = []
        self.deadlines: dict[int, int] = {}
        self.errors: dict[int, str] = {}

    def code(self, ending: Ending) -> int:
        """
        Return the number of an ending.

        Args:
            ending: What rows have in common.
        """
        return self.endings.setdefault(ending, len(self.endings))

    def put(self, at: int, answer: Answer) -> None:
        """
        Put what follows from one row in place of what stands there.

        Args:
            at: The row.

            answer: What follows.
        """
        self.codes[at] = self.code(answer.ending)
        self.downtimes[at] = answer.downtime
        self.measured[at] = answer.measured
        if answer.deadline is not None:
            self.deadlines[at] = answer.deadline
        if answer.error is not None:
            self.errors[at] = answer.error

    def columns(self) -> dict[str, pa.Array]:
        """Return the columns of `RESULTS` that follow, by their names."""
        codes = pa.array(self.codes, pa.int32())
        common = zip(
            Ending._fields, zip(*self.endings, strict=True), strict=True
        )
        found = {
            name: pa.array(values, RESULTS.field(name).type).take(codes)
            for name, values in common
        }
        downtime = pa.array(self.downtimes, pa.int64())
        measured = pa.array(self.measured, pa.int64())
        deadline = self._spread(self.deadlines, pa.int64())
        return {
            **found,
            "downtime": downtime,
            "measured": measured,
            "availability": _availability(downtime, measured),
            "deadline": deadline.cast(RESULTS.field("deadline").type),
            "error": self._spread(self.errors, pa.string()),
        }

    def _spread(
        self, values: Mapping[int, int | str], kind: pa.DataType
    ) -> pa.Array:
        """Return the values of some rows, with nulls for the others."""
        rows = range(len(self.codes))
        if not values:
            return pa.nulls(len(rows), kind)
        return pa.array([values.get(at) for at in rows], kind)


def _availability(downtime: pa.Array, measured: pa.Array) -> pa.Array:
    """Return the share that was up, for people; no verdict reads it."""
    up = pc.max_element_wise(pc.subtract(measured, downtime), 0)
    some = pc.if_else(pc.greater(measured, 0), measured, None)
    kind = pa.float64()
    # As floats so long a time is exact: 2 ** 53 microseconds are 285 years.
    return pc.divide(up.cast(kind, safe=False), some.cast(kind, safe=False))
