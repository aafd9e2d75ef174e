"""
YAML without its traps: every scalar is text, only null is null.

The parser is PyYAML's, the fast one where it is there; what its events mean
is decided here. Tags, merge keys and a second document are refused; aliases
are allowed as long as they do not multiply.
"""

import re

from typing import Protocol, TypeAlias, final

import yaml

from slapolicy.documents._builder import Builder
from slapolicy.documents.positions import (
    Positions,
    Text,
    Tree,
    shown,
)
from slapolicy.errors import DocumentError


_Loader: TypeAlias = yaml.SafeLoader | yaml.CSafeLoader
_Container: TypeAlias = list[Tree] | dict[str, Tree]


class _Mark(Protocol):
    """A place in a text, of either parser."""

    index: int


_NULLS = {"", "null", "~"}
# Line breaks for YAML 1.1 alone: a line after one hides in an editor.
_HIDDEN_BREAK = re.compile("[\u2028\u2029]")
# Beside being useless without tags, many of them take quadratic time.
_TAG_DIRECTIVE = re.compile(r"^%TAG\b", re.MULTILINE)
_ONE = "one document is read, without directives"
_CURES = (
    ("escape", "write a backslash twice, or use single quotes"),
    ("values are not allowed", 'put quotes around a text that holds ": "'),
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
    loader = _open(text.content)
    try:
        while not isinstance(
            event := loader.get_event(), yaml.StreamEndEvent
        ):
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        raise _syntax(reader.builder, error) from None
    finally:
        loader.dispose()
    return reader.builder.finish()


def _open(content: str) -> _Loader:
    if yaml.__with_libyaml__:
        return yaml.CSafeLoader(content)
    return yaml.SafeLoader(content)


def _check_lines(text: Text) -> None:
    if found := _HIDDEN_BREAK.search(text.content):
        code = f"\\u{ord(found[0]):04x}"
        raise DocumentError.of(
            text.fault(
                found.start(),
                f"{code} breaks the line where no editor shows it; take it "
                f'out, or write "{code}"',
            )
        )
    if found := _TAG_DIRECTIVE.search(text.content):
        raise DocumentError.of(
            text.fault(found.start(), "tags are not read; take %TAG out")
        )


def _syntax(builder: Builder, error: yaml.MarkedYAMLError) -> DocumentError:
    """Return *error* with its place, in our words where we have better."""
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
    begun = _offset(error.context_mark)
    if error.context and begun < offset:
        problem = f"{problem} {error.context} from {text.position(begun)} on"
    fault = text.fault(offset, f"not YAML: {problem}; {cure}")
    return DocumentError.of(*builder.faults, fault)


def _offset(mark: _Mark | None) -> int:
    return mark.index if mark else 0


@final
class _Reader:
    """What the parser's events mean."""

    def __init__(self, text: Text) -> None:
        self.builder = Builder(text)
        self._documents = 0
        # Each open container with its anchor and its number.
        self._open: list[tuple[str | None, Tree, int]] = []
        # What aliases stand for; None as long as it is not complete.
        self._anchors: dict[str, tuple[Tree, range] | None] = {}

    def take(self, event: yaml.Event) -> None:
        offset = _offset(event.start_mark)
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
                    raise self.builder.refusal(
                        offset, "a second document begins; keep one"
                    )
            case _:
                pass

    def _scalar(self, event: yaml.ScalarEvent, offset: int) -> None:
        plain = event.implicit[0]
        self._refuse_tag(event.tag, offset)
        if self.builder.wants_key:
            if plain and event.value == "<<":
                raise self.builder.refusal(
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
        if name not in self._anchors:
            raise self.builder.refusal(
                offset, f"*{name} names no anchor before it; add &{name}"
            )
        anchored = self._anchors[name]
        if anchored is None:
            raise self.builder.refusal(
                offset, f"*{name} contains itself; write it out"
            )
        self.builder.repeat(*anchored, offset)

    def _refuse_key(self, offset: int) -> None:
        if self.builder.wants_key:
            raise self.builder.refusal(
                offset, "a key must be text; write it out, or quote it"
            )

    def _refuse_anchor(self, anchor: str | None, offset: int) -> None:
        if anchor:
            raise self.builder.refusal(
                offset, f"a key cannot be anchored; take &{anchor} out"
            )

    def _refuse_tag(self, tag: str | None, offset: int) -> None:
        if tag is not None:
            raise self.builder.refusal(
                offset, f"tags are not read; take {shown(tag)} out"
            )
