"""
JSON, strictly as RFC 8259 has it, and where its values begin.

The standard library's reader keeps no places and recurses; here it reads
strings and numbers, which are the hard part, and nothing around them.
Numbers stay as they are written.
"""

import json
import re

from typing import NoReturn, final

from slapolicy.documents._builder import Builder
from slapolicy.documents.positions import Positions, Text, Tree


_INK = re.compile(r"[^ \t\n\r]")
_WORD = re.compile(r"[^\s\[\]{},:]{1,40}|.|$")
_NOT_A_FIGURE = ("NaN", "Infinity", "-Infinity")
_SCALARS = json.JSONDecoder(parse_int=str, parse_float=str)
_WORDS = {True: "true", False: "false", None: None}
_CURES = {
    "Unterminated": "a text without its closing quote; close it",
    "control": "a line break or tab within a text; write \\n or \\t",
    "escape": "an escape that JSON does not have; write a backslash twice",
}
_ANY_CURE = "check the commas, the brackets and the quotes"


def read(text: Text) -> tuple[Tree, Positions]:
    """
    Return what a JSON text says, and where.

    >>> read(Text("<text>", '{"target": [0.950, true, null]}'))[0]
    {'target': ['0.950', 'true', None]}

    Args:
        text: The text.

    Raises:
        DocumentError: If it is not JSON.
    """
    return _Reader(text).read()


@final
class _Reader:
    """A place in a text; what stands before it is in the builder."""

    def __init__(self, text: Text) -> None:
        self._content = text.content
        self._builder = Builder(text)
        self._at = 0

    def read(self) -> tuple[Tree, Positions]:
        self._value()
        while (around := self._builder.innermost) is not None:
            self._item(around)
        if self._next():
            self._expected("the end")
        return self._builder.finish()

    def _item(self, around: list[Tree] | dict[str, Tree]) -> None:
        """Take the next item of the innermost container, or its end."""
        end = "}" if isinstance(around, dict) else "]"
        char = self._next()
        if char == end:
            self._at += 1
            self._builder.close()
            return
        if around:
            if char != ",":
                self._expected(f'"," or "{end}"')
            self._at += 1
        if end == "}":
            self._key()
        self._value()

    def _key(self) -> None:
        if self._next() != '"':
            self._expected("a key in double quotes")
        offset = self._at
        self._builder.key(self._scalar() or "", offset)
        if self._next() != ":":
            self._expected('":"')
        self._at += 1

    def _value(self) -> None:
        char = self._next()
        offset = self._at
        if char == "{":
            self._at += 1
            self._builder.open({}, offset)
        elif char == "[":
            self._at += 1
            self._builder.open([], offset)
        else:
            self._builder.put(self._scalar(), offset)

    def _scalar(self) -> str | None:
        if self._content.startswith(_NOT_A_FIGURE, self._at):
            self._expected("a value")
        value: str | bool | None
        try:
            value, self._at = _SCALARS.raw_decode(self._content, self._at)
        except json.JSONDecodeError as error:
            self._unreadable(error)
        return value if isinstance(value, str) else _WORDS[value]

    def _next(self) -> str:
        """Go to what comes next and return its first character."""
        found = _INK.search(self._content, self._at)
        self._at = found.start() if found else len(self._content)
        return found[0] if found else ""

    def _expected(self, what: str) -> NoReturn:
        found = _WORD.match(self._content, self._at)
        there = repr(found[0]) if found and found[0] else "the end"
        self._refuse(f"expected {what}, found {there}; {_ANY_CURE}")

    def _unreadable(self, error: json.JSONDecodeError) -> NoReturn:
        for part, message in _CURES.items():
            if part in error.msg:
                self._at = error.pos
                self._refuse(message)
        self._expected("a value")

    def _refuse(self, message: str) -> NoReturn:
        self._builder.refuse(self._at, f"not JSON: {message}")
