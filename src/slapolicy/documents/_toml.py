"""
TOML through the standard library, and where its values begin.

`tomllib` says what a text means, but not where. A scan before it finds the
places and stops what would make it recurse or take quadratic time. The scan
is no second parser: of a text that is not TOML it may see less than there
is, and a value that it did not see lies where the nearest one around it
does.
"""

import datetime as dt
import re
import tomllib

from array import array
from typing import TypeAlias, final

from slapolicy.documents.positions import (
    MAX_DEPTH,
    MAX_FAULTS,
    TOO_DEEP,
    Path,
    Positions,
    Text,
    Tree,
)
from slapolicy.errors import DocumentError, Fault


_Leaf: TypeAlias = str | bool | int | dt.date | dt.time
_Native: TypeAlias = "_Leaf | list[_Native] | dict[str, _Native]"

# Nothing in it goes back: a text of 1 MB is one step of it.
_TOKEN = re.compile(
    r"""
    [ \t\r]*+ (?:\#[^\n]*+)?+ (
      \"""(?:[^"\\]|\\.|"(?!""))*+"{3,5}    # a text of several lines
    | '''(?:[^']|'(?!''))*+'{3,5}
    | "(?!"")(?:[^"\\\n]|\\.)*+"            # a text of one line
    | '(?!'')[^'\n]*+'
    | [\[\]{}=,.\n]
    | [^ \t\r\n\[\]{}=,."'#]++              # a bare key, a part of a value
    )
    """,
    re.DOTALL | re.VERBOSE,
)
_QUOTES = ('"', "'")
_LINE_ENDS = ("\n", "")
_VALUE_ENDS = (*_LINE_ENDS, ",", "]", "}")
_LONGEST_FIGURE = 1000
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_CURES = (
    ("overwrite", "a key or table is given twice; keep one"),
    ("twice", "a table is given twice; keep one"),
    ("Invalid value", "put quotes around a text"),
    ("statement", "put quotes around a text, and seconds into a time"),
    ("Unterminated", "close the quotes"),
    ("Unclosed", "close the bracket"),
    ("escape", "write a backslash twice, or use single quotes"),
)
_ANY_CURE = "check the brackets, the quotes and the equals signs"


def read(text: Text) -> tuple[Tree, Positions]:
    """
    Return what a TOML text says, and where.

    Dates and times become text as RFC 3339 writes them.

    >>> read(Text("<text>", "period = 2026-10-03\\nnines = 99.90"))[0]
    {'period': '2026-10-03', 'nines': '99.90'}

    Args:
        text: The text.

    Raises:
        DocumentError: If it is not TOML.
    """
    positions = _Scanner(text).scan()
    try:
        native = tomllib.loads(text.content, parse_float=_figure)
    except tomllib.TOMLDecodeError as error:
        raise DocumentError.of(_syntax(text, str(error))) from None
    return _tree(native), positions


def _figure(literal: str) -> str:
    return literal.replace("_", "")


def _tree(native: _Native) -> Tree:
    match native:
        case dict():
            return {key: _tree(value) for key, value in native.items()}
        case list():
            return [_tree(value) for value in native]
        case str():
            return native
        case bool():
            return "true" if native else "false"
        case int():
            return str(native)
        case _:
            return native.isoformat().replace("+00:00", "Z")


def _syntax(text: Text, message: str) -> Fault:
    found = _PLACE.search(message)
    offset = len(text.content)
    if found and found[1]:
        offset = text.offset(int(found[1]), int(found[2]))
    cures = (cure for part, cure in _CURES if part in message)
    problem = _PLACE.sub("", message)
    problem = problem[:1].lower() + problem[1:]
    cure = next(cures, _ANY_CURE)
    return text.fault(offset, f"not TOML: {problem}; {cure}")


@final
class _Scanner:
    """A token in a text; the places before it are noted."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._token = ""
        self._offset = 0
        self._end = 0
        self._numbers: dict[Path, int] = {}
        self._keys = array("q")
        self._values = array("q")
        # How many tables each array of tables has so far.
        self._tables: dict[Path, int] = {}
        self._faults: list[Fault] = []

    def scan(self) -> Positions:
        self._note((), 0)
        table: Path = ()
        self._advance()
        while self._token:
            if self._token == "[":
                table = self._header()
            else:
                self._pair(table)
            while self._token not in _LINE_ENDS:
                self._advance()
            self._advance()
        if self._faults:
            raise DocumentError.of(*self._faults)
        return Positions(self._text, self._numbers, self._keys, self._values)

    def _advance(self) -> None:
        """Go to the next token; to an empty one where there is none."""
        found = _TOKEN.match(self._text.content, self._end)
        self._token = found[1] if found else ""
        if found:
            self._offset, self._end = found.span(1)

    def _header(self) -> Path:
        """Read ``[a.b]`` or ``[[a.b]]`` and return the path of its table."""
        self._advance()
        doubled = self._token == "["
        if doubled:
            self._advance()
        offset = self._offset
        path: Path = ()
        for part in self._parts("]"):
            ...
