"""Tables in colours, drawn by ``rich``; the only module that loads it."""

import io

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from slapolicy.explain.language import Language, said
from slapolicy.report._markup import visible
from slapolicy.report._plain import shown_cells
from slapolicy.report._tables import Row, Table


_COLOURS = {
    "met": "green",
    "breached": "bold red",
    "undetermined": "yellow",
    "not-applicable": "dim",
    "counted": "red",
    "excluded": "blue",
    "ignored": "dim",
    "unobserved": "yellow",
    "lapsed": "bold red",
    "late": "bold red",
    "overdue": "bold red",
    "approved": "green",
    "applied": "green",
    "error": "bold red",
    "warning": "yellow",
}


def rich_table(table: Table, language: Language, width: int) -> str:
    """
    Return a table with colours, as a terminal takes it.

    Nothing in it is read as markup of ``rich``, and the terminal is not
    asked what it can do.

    Args:
        table: The table.

        language: Whose words.

        width: How many characters fit on a line.
    """
    drawn = RichTable(
        title=Text(visible(said(table.title, language)), style="bold"),
        title_justify="left",
        box=SIMPLE_HEAD,
        show_footer=table.total is not None,
        pad_edge=False,
    )
    feet = (
        [""] * len(table.columns)
        if table.total is None
        else shown_cells(table.total, language)
    )
    for column, foot in zip(table.columns, feet, strict=True):
        drawn.add_column(
            Text(visible(said(column.title, language))),
            Text(foot, style="bold"),
            justify="right" if column.is_number else "left",
            overflow="fold",
        )
    for row in table.rows:
        drawn.add_row(*_cells(row, language))
    return _printed(drawn, width)


def _printed(drawn: RichTable, width: int) -> str:
    """Return a table as a terminal of that width takes it."""
    out = io.StringIO()
    Console(
        file=out,
        width=width,
        force_terminal=True,
        color_system="standard",
        legacy_windows=False,
        _environ={},
    ).print(drawn)
    return out.getvalue()


def _cells(row: Row, language: Language) -> list[Text]:
    """Return the cells of a row in the colour of its state."""
    style = _COLOURS.get(row.state, "")
    return [Text(cell, style=style) for cell in shown_cells(row, language)]
