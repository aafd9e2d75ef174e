"""
Plain trees, and where in a text each of their values begins.

A reader notes offsets while it reads; lines and columns are worked out only
when somebody asks for a place, so that a good document pays nothing for
them.
"""

import json
import re

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NoReturn, TypeAlias, final

import attrs

from slapolicy._override import override
from slapolicy.errors import DocumentError, Fault


#: What a text says: scalars stay text until the model reads them.
Tree: TypeAlias = "str | list[Tree] | dict[str, Tree] | None"
#: What can be written: whatever is read, whole numbers and booleans too.
Plain: TypeAlias = (
    "bool | int | str | Sequence[Plain] | Mapping[str, Plain] | None"
)
#: The keys and indices that lead from the root of a tree to a value.
Path: TypeAlias = tuple[str | int, ...]

#: The longest path that is read or written.
MAX_DEPTH = 100
TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels; flatten it"

#: What no text needs and a terminal may obey: control characters without
#: tab and line breaks, halves of characters, and what is no character.
UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
)

#: So many keys that are given twice are enough to see what is wrong.
MAX_FAULTS = 100

# A text may hold so many values and one more for each so many characters:
# no document that people write comes near, one made to exhaust a machine
# is stopped early, and so are aliases that multiply.
_FREE_VALUES = 100_000
_CHARACTERS_PER_VALUE = 8

_LONGEST_SHOWN = 60
_BARE_KEY = re.compile(rf"[\w%+@/-]{{1,{_LONGEST_SHOWN}}}")


@final
@attrs.frozen
class Position:
    """
    A place in a text, as ``line:column``.

    Args:
        line: The line, from 1.

        column: The column, in characters from 1.
    """

    line: int
    column: int

    @override
    def __str__(self) -> str:
        return f"{self.line}:{self.column}"


@final
@attrs.frozen
class Text:
    """
    A text and its name, to say where in it something is wrong.

    Args:
        name: The name of the file, or what stands for it.

        content: The text, decoded.
    """

    name: str
    content: str

    @cached_property
    def _lines(self) -> "array[int]":
        found = re.finditer("\n", self.content)
        return array("q", [0, *(match.end() for match in found)])

    @property
    def most_values(self) -> int:
        """How many values it may hold."""
        return _FREE_VALUES + len(self.content) // _CHARACTERS_PER_VALUE

    @property
    def too_large(self) -> str:
        """What is wrong with more values than that."""
        return (
            f"more than {self.most_values} values, too many for a text of "
            f"{len(self.content)} characters; split it, use fewer aliases"
        )

    def position(self, offset: int) -> Position:
        """
        Return the line and the column of a character.

        Args:
            offset: Its index in the content.
        """
        line = bisect_right(self._lines, offset)
        return Position(line, offset - self._lines[line - 1] + 1)

    def offset(self, line: int, column: int) -> int:
        """
        Return the index of the character at a line and a column.

        Args:
            line: From 1.

            column: From 1.
        """
        return self._lines[line - 1] + column - 1

    def twice(self, offset: int, first: int, path: Path) -> Fault:
        """
        Return the fault that a key is given twice.

        Args:
            offset: Where it is given again.

            first: Where it was given first.

            path: The path of its value.
        """
        line = self.position(first).line
        message = f"the key is given twice, first in line {line}; keep one"
        return self.fault(offset, message, path)

    def fault(self, offset: int, message: str, path: Path = ()) -> Fault:
        """
        Return a fault that says where it lies.

        Args:
            offset: The index of the character at which it lies.

            message: What is wrong, and the cure.

            path: The value that it concerns, if one.
        """
        where = f"{self.name}:{self.position(offset)}"
        parts = where, format_path(path), message
        return Fault(": ".join(filter(None, parts)))


@final
@attrs.frozen(eq=False)
class Positions:
    """
    Where the values of a text begin, found by their paths.

    Args:
        text: The text.

        paths: The paths of the values, in any order.

        keys:
            For each of them the offset of the key; of the value itself where
            it has none.

        values: For each of them the offset of the value.
    """

    text: Text
    paths: Iterable[Path] = attrs.field(repr=False)
    keys: "array[int]" = attrs.field(repr=False)
    values: "array[int]" = attrs.field(repr=False)

    @cached_property
    def _numbers(self) -> dict[Path, int]:
        return {path: number for number, path in enumerate(self.paths)}

    def find(self, path: Path, *, key: bool = False) -> Position:
        """
        Return where a value begins, or else the nearest one around it.

        Args:
            path: The path of the value.

            key: Whether the place of its key is wanted instead.
        """
        around = path
        while around not in self._numbers:
            # Ends at the root, which has the path of no step.
            around = around[:-1]
        offsets = self.keys if key and around == path else self.values
        return self.text.position(offsets[self._numbers[around]])


def format_path(path: Path) -> str:
    """
    Return a path as people write it.

    >>> format_path(("commitments", 0, "credit", "rows", 1, "below"))
    'commitments[0].credit.rows[1].below'
    >>> format_path(("attributes", "two words"))
    'attributes["two words"]'

    Args:
        path: Keys and indices, from the root.
    """
    return "".join(map(_format_step, path)).removeprefix(".")


def _format_step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if _BARE_KEY.fullmatch(step) else f"[{shown(step)}]"


def shown(text: str) -> str:
    """
    Return *text* in quotes, its middle left out if it is long.

    >>> shown("99,9%")
    '"99,9%"'

    Args:
        text: What stands in a document.
    """
    if len(text) > _LONGEST_SHOWN:
        half = _LONGEST_SHOWN // 2
        text = f"{text[:half]}…{text[-half:]}"
    return json.dumps(text, ensure_ascii=not text.isprintable())


def refuse(*faults: Fault | str) -> NoReturn:
    """Raise *faults* as one `DocumentError`."""
    raise DocumentError.of(*faults) from None


def no_mapping(tree: Plain) -> str:
    """
    Return what is wrong with a document that has no keys.

    Args:
        tree: What it is instead.
    """
    what = "a text" if isinstance(tree, str) else "a list" if tree else "empty"
    return f"the document is {what}; begin it with a key and its value"


def unfit(character: str) -> str:
    """
    Return what is wrong with a character.

    Args:
        character: One that `UNFIT` finds.
    """
    code = f"U+{ord(character):04X}"
    return f"the character {code} belongs in no text; take it out"


def unfit_in(path: Path, value: Plain) -> str | None:
    """
    Return what is wrong with the characters of a value or its key, if any.

    Args:
        path: The path of the value.

        value: The value; what it contains is not looked at.
    """
    for text in (*path[-1:], value):
        if isinstance(text, str) and (found := UNFIT.search(text)):
            return unfit(found[0])
    return None


def walk(tree: Plain) -> Iterator[tuple[Path, Plain]]:
    """
    Yield each value of a tree with its path, in the order of the text.

    Args:
        tree: The tree; what two places share is met at both.
    """
    todo: list[tuple[Path, Plain]] = [((), tree)]
    while todo:
        path, node = todo.pop()
        yield path, node
        if isinstance(node, dict):
            todo.extend(((*path, key), node[key]) for key in reversed(node))
        elif isinstance(node, list | tuple):
            todo.extend(
                ((*path, index), node[index])
                for index in reversed(range(len(node)))
            )
