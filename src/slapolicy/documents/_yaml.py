"""
YAML without its traps: every scalar is text, only null is null.

The parser is PyYAML's, the fast one where it is there; what its events mean
is decided here. Tags, merge keys and a second document are refused; aliases
are allowed as long as they do not multiply.
"""

import re

from typing import NoReturn, Protocol, TypeAlias, final

import yaml

from slapolicy.documents._builder import Builder
from slapolicy.documents.positions import (
    Positions,
    Text,
    Tree,
    refuse,
    shown,
)


_Container: TypeAlias = list[Tree] | dict[str, Tree]


class _Mark(Protocol):
    """A place in a text, of either parser."""

    index: int


# The second is many times slower, and stands in where libyaml is missing.
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_NULLS = {"", "null", "~"}
# Line breaks for YAML 1.1 alone: a line after one hides in an editor.
_HIDDEN_BREAK = re.compile("[\u2028\u2029]")
# Beside being useless without tags, many of them take quadratic time.
_TAG_DIRECTIVE = re.compile(r"^%TAG\b", re.MULTILINE)
_ONE = "one document is read, without directives"
_CURES = (
    ("escape", "write a backslash twice, or use single quotes"),
    (
        "values are not allowed",
        'put quotes around a text that holds ": ", indent evenly',
    ),
    ("',' or", "close the bracket, or put a comma before what follows"),
    ("end of stream", "close the quotes"),
    ("document", _ONE),
    ("directive", _ONE),
)
_ANY_CURE = "check the indentation, the brackets and the quotes"


def read(text: Text) -> tuple[Tree, Positions]:
    """
    Return what a YAML text says, and where.

    Args:
        text: The text.

    Raises:
        DocumentError: If it is not the YAML that is read here.
    """
    _check_lines(text)
    reader = _Reader(text)
    try:
        for event in yaml.parse(text.content, Loader=_LOADER):
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        _refuse(reader.builder, error)
    except (ValueError, OverflowError):
        # The slow parser does not look before it makes a number of figures.
        message = f"not YAML: unreadable from here on; {_ANY_CURE}"
        refuse(*reader.builder.faults, text.fault(reader.offset, message))
    return reader.builder.finish()


def _check_lines(text: Text) -> None:
    if found := _HIDDEN_BREAK.search(text.content):
        code = f"\\u{ord(found[0]):04x}"
        refuse(
            text.fault(
                found.start(),
                f"{code} breaks the line where no editor shows it; take it "
                f'out, or write "{code}"',
            )
        )
    if found := _TAG_DIRECTIVE.search(text.content):
        refuse(text.fault(found.start(), "tags are not read; take %TAG out"))


def _refuse(builder: Builder, error: yaml.MarkedYAMLError) -> NoReturn:
    """Raise *error* with its place, in our words where we have better."""
    text = builder.text
    offset = _offset(error.problem_mark)
    there = text.content[offset : offset + 1]
    problem = error.problem or "unreadable"
    if there == "\t":
        problem, cure = "a tab", "indent with spaces"
    elif "cannot start" in problem:
        problem = f"a text cannot begin with {shown(there)}"
        cure = "put quotes around it"
    else:
        cures = (cure for part, cure in _CURES if part in problem)
        cure = next(cures, _ANY_CURE)
    begun = error.context_mark
    if begun and begun.index < offset:
        since = text.position(begun.index)
        problem = f"{problem} {error.context} from {since} on"
    fault = text.fault(offset, f"not YAML: {problem}; {cure}")
    refuse(*builder.faults, fault)


def _offset(mark: _Mark | None) -> int:
    return mark.index if mark else 0


@final
class _Reader:
    """What the parser's events mean."""

    def __init__(self, text: Text) -> None:
        self.builder = Builder(text)
        #: Where the last event began.
        self.offset = 0
        self._documents = 0
        # Each open container with its anchor and its number.
        self._open: list[tuple[str | None, Tree, int]] = []
        # What aliases stand for; None as long as it is not complete.
        self._anchors: dict[str, tuple[Tree, range] | None] = {}

    def take(self, event: yaml.Event) -> None:
        offset = self.offset = _offset(event.start_mark)
        match event:
            case yaml.ScalarEvent():
                self._scalar(event, offset)
            case yaml.MappingStartEvent():
                self._container(event, {}, offset)
            case yaml.SequenceStartEvent():
                self._container(event, [], offset)
            case yaml.CollectionEndEvent():
                self._end()
            case yaml.AliasEvent():
                self._alias(event, offset)
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    self.builder.refuse(
                        offset, "a second document begins; keep one"
                    )
            case _:
                pass

    def _scalar(self, event: yaml.ScalarEvent, offset: int) -> None:
        plain = event.implicit[0]
        self._refuse_tag(event.tag, offset)
        if self.builder.wants_key:
            if plain and event.value == "<<":
                self.builder.refuse(
                    offset, "merge keys (<<) are not read; write the keys out"
                )
            self._refuse_anchor(event.anchor, offset)
            self.builder.key(event.value, offset)
            return
        value = None if plain and event.value in _NULLS else event.value
        self.builder.put(value, offset)
        if event.anchor:
            size = self.builder.size
            self._anchors[event.anchor] = value, range(size - 1, size)

    def _container(
        self,
        event: yaml.CollectionStartEvent,
        container: _Container,
        offset: int,
    ) -> None:
        self._refuse_tag(event.tag, offset)
        self._refuse_key(offset)
        self._open.append((event.anchor, container, self.builder.size))
        self.builder.open(container, offset)
        if event.anchor:
            self._anchors[event.anchor] = None

    def _end(self) -> None:
        self.builder.close()
        anchor, container, number = self._open.pop()
        if anchor:
            numbers = range(number, self.builder.size)
            self._anchors[anchor] = container, numbers

    def _alias(self, event: yaml.AliasEvent, offset: int) -> None:
        self._refuse_key(offset)
        name = event.anchor or ""
        written = shown(f"*{name}")
        if name not in self._anchors:
            self.builder.refuse(
                offset, f"no anchor stands before {written}; add it"
            )
        anchored = self._anchors[name]
        if anchored is None:
            self.builder.refuse(
                offset, f"{written} contains itself; write it out"
            )
        self.builder.repeat(*anchored, offset)

    def _refuse_key(self, offset: int) -> None:
        if self.builder.wants_key:
            self.builder.refuse(
                offset, "a key must be text; write it out, or quote it"
            )

    def _refuse_anchor(self, anchor: str | None, offset: int) -> None:
        if anchor:
            self.builder.refuse(
                offset,
                f"a key cannot be anchored; take {shown(f'&{anchor}')} out",
            )

    def _refuse_tag(self, tag: str | None, offset: int) -> None:
        if tag is not None:
            written = shown(tag.replace("tag:yaml.org,2002:", "!!"))
            self.builder.refuse(
                offset, f"tags are not read; take {written} out"
            )
