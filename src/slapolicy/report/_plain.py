"""Tables and paragraphs of plain characters, which fit into a width."""

import textwrap
import unicodedata

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from slapolicy.explain.language import Language, said
from slapolicy.report._markup import unbroken, visible
from slapolicy.report._tables import Row, Table


Painter: TypeAlias = Callable[[Table, Language, int], str]
"""What draws a table in a language, so wide."""

_GAP = 2
_LEAST = 8
"""How narrow a column may become."""


def paragraphs(
    found: Iterable[str], width: int, first: str = "", rest: str = ""
) -> str:
    """
    Return paragraphs, each beginning on a line of its own.

    Args:
        found: Texts of one line each.

        width: How many characters fit on a line.

        first: What each begins with.

        rest: What its other lines begin with.
    """
    return "".join(
        f"{line}\n"
        for one in found
        for line in _wrapped(visible(one), width, first, rest)
    )


def _wrapped(
    text: str, width: int, first: str = "", rest: str = ""
) -> list[str]:
    """Return lines; a figure and what it is a figure of stay on one."""
    lines = textwrap.wrap(
        unbroken(text),
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
    )
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def shown_cells(row: Row, language: Language) -> list[str]:
    """
    Return the cells of a row as they are shown.

    Args:
        row: The row.

        language: Whose words.
    """
    return [
        "" if cell is None else visible(said(cell, language))
        for cell in row.cells
    ]


def plain_table(table: Table, language: Language, width: int) -> str:
    """
    Return a table of plain characters.

    Args:
        table: The table.

        language: Whose words.

        width: How many characters fit on a line.
    """
    heads = [visible(said(one.title, language)) for one in table.columns]
    rows = [shown_cells(one, language) for one in table.rows]
    total = [] if table.total is None else [shown_cells(table.total, language)]
    widths = _widths([heads, *rows, *total], width)
    rule = "-" * (sum(widths) + _GAP * (len(widths) - 1))
    flush = [one.is_number for one in table.columns]
    lines = [visible(said(table.title, language)), rule]
    lines += _cells(heads, widths, flush)
    lines.append(rule)
    for row in rows:
        lines += _cells(row, widths, flush)
    for row in total:
        lines += [rule, *_cells(row, widths, flush)]
    return "".join(f"{line}\n" for line in lines)


def _widths(rows: list[list[str]], width: int) -> list[int]:
    """Return how wide each column is, the widest made narrower to fit."""
    found = [
        max(columns(cell) for cell in column)
        for column in zip(*rows, strict=True)
    ]
    room = width - _GAP * (len(found) - 1)
    while sum(found) > room and max(found) > _LEAST:
        found[found.index(max(found))] -= 1
    return found


def columns(text: str) -> int:
    """
    Return how many columns of a terminal a text takes.

    Args:
        text: One line.
    """
    return sum(
        0
        if unicodedata.combining(one)
        else 2
        if unicodedata.east_asian_width(one) in {"W", "F"}
        else 1
        for one in text
    )


def _cells(
    cells: list[str], widths: list[int], flush: list[bool]
) -> Iterator[str]:
    """Yield the lines of a row."""
    wrapped = [
        _wrapped(cell, width)
        for cell, width in zip(cells, widths, strict=True)
    ]
    for place in range(max(map(len, wrapped))):
        parts = []
        for lines, width, is_number in zip(
            wrapped, widths, flush, strict=True
        ):
            line = lines[place] if place < len(lines) else ""
            space = " " * (width - columns(line))
            parts.append(space + line if is_number else line + space)
        yield (" " * _GAP).join(parts).rstrip()
