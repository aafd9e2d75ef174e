"""
A table of outages (CSV) as a record's tree, each cell with its place.

The first line names the columns, as a record names the keys of an outage.
Cells are separated by commas; one that holds a comma, a quote or a line
break stands in quotes (RFC 4180). An empty cell says nothing.
"""

import re

from collections.abc import Iterator, Mapping
from typing import final

import attrs

from slapolicy.documents.positions import Text
from slapolicy.documents.texts import LIMIT
from slapolicy.errors import (
    DocumentError,
    Fault,
    SlaPolicyError,
    messages,
)
from slapolicy.facts import Outage


COLUMNS = tuple(
    field.alias
    for field in attrs.fields(Outage)
    if field.alias is not None and field.alias != "amounts"
)
"""What a column may be called."""

_CELL = re.compile(r'("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)')
_IN_ROW = re.compile(r"outages\[(\d+)\](?:\.(\w+))?")


@final
@attrs.frozen
class Table:
    """
    The outages of a table.

    Args:
        text: The table.

        rows: What each row says, by column.

        places: Where each row and each cell begins, by row and column.
    """

    text: Text
    rows: tuple[Mapping[str, str], ...]
    places: Mapping[tuple[int, str | None], int]

    def placed(
        self, error: SlaPolicyError, options: Mapping[str, str]
    ) -> DocumentError:
        """
        Return faults of a record with the places of the cells.

        Args:
            error: What is wrong with the record that was made of the rows.

            options: What else it was made of, by the paths in the record.
        """
        lines = [line for one in messages(error) for line in one.splitlines()]
        return DocumentError.of(*(self._placed(one, options) for one in lines))

    def _placed(self, message: str, options: Mapping[str, str]) -> Fault:
        """Return a fault with the place of the cell that it is about."""
        match = _IN_ROW.match(message)
        if match is None:
            path, _, what = message.partition(": ")
            place = options.get(path, f"{self.text.name}: {path}")
            return Fault(f"{place}: {what}")
        row, column = int(match[1]), match[2]
        around = self.places.get((row, None), 0)
        return self.text.fault(self.places.get((row, column), around), message)


def read_outages(content: bytes, name: str) -> Table:
    """
    Return the outages of a table.

    Args:
        content: The table, UTF-8.

        name: What it is called in messages.

    Raises:
        DocumentError: If it does not read; with the place of each fault.
    """
    text = Text(name, _decoded(content, name))
    faults: list[Fault] = []
    lines = _lines(text, faults)
    header = next(lines, [])
    columns = list(_columns(text, header, faults))
    rows: list[dict[str, str]] = []
    places: dict[tuple[int, str | None], int] = {}
    for line in lines:
        if [cell for _, cell in line] == [""]:
            continue
        if len(line) > len(columns):
            fault = f"{len(line)} cells under {len(columns)} columns"
            faults.append(text.fault(line[0][0], f"{fault}; take some out"))
            continue
        row = len(rows)
        places[row, None] = line[0][0]
        places.update(
            ((row, column), offset)
            for column, (offset, _) in zip(columns, line, strict=False)
        )
        cells = zip(columns, line, strict=False)
        rows.append({column: cell for column, (_, cell) in cells if cell})
    if faults:
        DocumentError.refuse(*faults)
    return Table(text, tuple(rows), places)


def _columns(
    text: Text, header: list[tuple[int, str]], faults: list[Fault]
) -> Iterator[str]:
    """Yield the names of the columns."""
    seen: set[str] = set()
    for offset, cell in header:
        name = cell.strip().lower()
        if name not in COLUMNS:
            known = ", ".join(COLUMNS)
            message = f"no column {cell!r}; the columns are {known}"
            if ";" in cell:
                message = "columns are separated by commas; write , for ;"
            faults.append(text.fault(offset, message))
        elif name in seen:
            message = f"the column {name!r} stands twice; keep one"
            faults.append(text.fault(offset, message))
        seen.add(name)
        yield name
    if "start" not in seen and not faults:
        message = "the column 'start' is missing; add it"
        faults.append(text.fault(0, message))


def _lines(text: Text, faults: list[Fault]) -> Iterator[list[tuple[int, str]]]:
    """Yield the cells of each line, each with its offset."""
    content, offset = text.content, 0
    line: list[tuple[int, str]] = []
    while offset < len(content) or line:
        match = _CELL.match(content, offset)
        if match is None:
            message = "a quote is not closed, or stands within a cell"
            faults.append(
                text.fault(offset, f"{message}; write it twice, in quotes")
            )
            return
        cell = match[1].strip()
        if cell.startswith('"'):
            cell = cell[1:-1].replace('""', '"')
        line.append((offset, cell))
        offset = match.end()
        if match[2] != ",":
            yield line
            line = []


def _decoded(content: bytes, name: str) -> str:
    """Return a table as text, or raise with the place that does not read."""
    if len(content) > LIMIT:
        DocumentError.refuse(
            f"{name}: larger than {LIMIT} bytes, the most that is read; "
            f"split it"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig")
        byte = content[error.start : error.start + 1]
        meant = byte.decode("cp1252", "replace")
        DocumentError.refuse(
            Text(name, before).fault(
                len(before),
                f"the byte 0x{byte.hex()} is not UTF-8, but {meant!r} in "
                f"Windows-1252; save the file as UTF-8",
            )
        )
