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
    refuse,
)
from slapolicy.errors import Fault


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
_TWICE = re.compile("overwrite|Duplicate")
_UNQUOTED = "close the quotes"
_CURES = (
    ("overwrite", "a key or table is given twice; keep one"),
    ("twice", "a table is given twice; keep one"),
    ("date", "write one that exists"),
    ("Invalid value", "put quotes around a text"),
    ("after a statement", "put quotes around a text, and seconds into a time"),
    ("Unterminated", _UNQUOTED),
    ("Expected \"'", _UNQUOTED),
    ("Unclosed", "close the bracket"),
    ("escape", "write a backslash twice, or use single quotes"),
)
_ANY_CURE = "check the brackets, the quotes and the equals signs"


def read(text: Text) -> tuple[Tree, Positions]:
    r"""
    Return what a TOML text says, and where.

    Dates and times become text as RFC 3339 writes them.

    >>> read(Text("<text>", "period = 2026-10-03\nnines = 99.90"))[0]
    {'period': '2026-10-03', 'nines': '99.90'}

    Args:
        text: The text.

    Raises:
        DocumentError: If it is not TOML.
    """
    scanner = _Scanner(text)
    positions = scanner.scan()
    try:
        native = tomllib.loads(text.content, parse_float=_figure)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        faults = scanner.faults if _TWICE.search(message) else []
        refuse(*(faults or [_syntax(text, message)]))
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


def _unquoted(key: str) -> str:
    """Return the key that *key* writes; itself if it is none."""
    if not key.startswith(_QUOTES):
        return key
    try:
        (name,) = tomllib.loads(f"{key} = 0")
    except tomllib.TOMLDecodeError:
        return key
    return name


@final
class _Scanner:
    """A token in a text; the places before it are noted."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._lexeme = ""
        self._offset = 0
        self._end = 0
        self._numbers: dict[Path, int] = {}
        self._keys = array("q")
        self._values = array("q")
        # How many tables each array of tables has so far.
        self._tables: dict[Path, int] = {}
        #: Keys that are given twice.
        self.faults: list[Fault] = []

    def scan(self) -> Positions:
        self._note((), 0)
        table: Path = ()
        self._advance()
        while self._lexeme:
            if self._lexeme == "[":
                table = self._header()
            else:
                self._pair(table)
            while self._lexeme not in _LINE_ENDS:
                self._advance()
            self._advance()
        return Positions(self._text, self._numbers, self._keys, self._values)

    def _advance(self) -> None:
        """Go to the next token; to an empty one where there is none."""
        found = _TOKEN.match(self._text.content, self._end)
        self._lexeme = found[1] if found else ""
        if found:
            self._offset, self._end = found.span(1)

    def _header(self) -> Path:
        """Read ``[a.b]`` or ``[[a.b]]`` and return the path of its table."""
        self._advance()
        doubled = self._lexeme == "["
        if doubled:
            self._advance()
        offset = self._offset
        parts = self._parts("]")
        path: Path = ()
        for part, at in parts:
            if path in self._tables:
                path = (*path, self._tables[path] - 1)
            path = (*path, part)
            self._note(path, at)
        if doubled and parts:
            index = self._tables.get(path, 0)
            self._tables[path] = index + 1
            path = (*path, index)
            self._note(path, offset)
        return path

    def _pair(self, table: Path) -> None:
        """Read ``a.b = …``, or past what is neither that nor a line's end."""
        parts = self._parts("=")
        if self._lexeme != "=":
            return
        self._advance()
        if not parts:
            return
        path = table
        for part, at in parts[:-1]:
            path = (*path, part)
            self._note(path, at)
        part, at = parts[-1]
        path = (*path, part)
        if path in self._numbers and len(self.faults) < MAX_FAULTS:
            first = self._keys[self._numbers[path]]
            self.faults.append(self._text.twice(at, first, path))
        self._note(path, at)
        self._values[self._numbers[path]] = self._offset
        self._value(path)

    def _parts(self, until: str) -> list[tuple[str, int]]:
        """Read a dotted key, and whatever stands before its end."""
        parts = []
        dots = 0
        while self._lexeme not in (until, *_LINE_ENDS):
            if self._lexeme == ".":
                dots += 1
            else:
                parts.append((_unquoted(self._lexeme), self._offset))
            # Each more would make the standard library copy all before it.
            if dots > MAX_DEPTH:
                refuse(self._text.fault(self._offset, TOO_DEEP))
            self._advance()
        return parts

    def _value(self, path: Path) -> None:
        if self._lexeme == "[":
            self._array(path)
        elif self._lexeme == "{":
            self._inline_table(path)
        else:
            self._scalar(path)

    def _array(self, path: Path) -> None:
        self._advance()
        index = 0
        while self._lexeme not in ("]", ""):
            if self._lexeme in (",", "\n"):
                self._advance()
                continue
            item = (*path, index)
            self._note(item, self._offset)
            self._value(item)
            index += 1
        self._advance()

    def _inline_table(self, path: Path) -> None:
        self._advance()
        while self._lexeme not in ("}", ""):
            if self._lexeme in (",", "\n"):
                self._advance()
            else:
                self._pair(path)
        self._advance()

    def _scalar(self, path: Path) -> None:
        token = self._lexeme
        if len(token) > _LONGEST_FIGURE and not token.startswith(_QUOTES):
            message = (
                f"a figure of {len(token)} characters; write at most "
                f"{_LONGEST_FIGURE}"
            )
            refuse(self._text.fault(self._offset, message, path))
        self._advance()
        while self._lexeme not in _VALUE_ENDS:
            self._advance()

    def _note(self, path: Path, offset: int) -> None:
        """Note where a value and its key begin, unless that is known."""
        if path in self._numbers:
            return
        if len(path) > MAX_DEPTH:
            refuse(self._text.fault(offset, TOO_DEEP))
        size = len(self._values)
        if size == self._text.most_values:
            refuse(self._text.fault(offset, self._text.too_large))
        self._numbers[path] = size
        self._keys.append(offset)
        self._values.append(offset)
