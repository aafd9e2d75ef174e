"""
The laws of texts.

Other readers are the oracles: PyYAML's own, `json` and `tomllib`. Places
are checked against the text itself.
"""

import json
import re
import tomllib

from collections.abc import Callable
from typing import get_args
from unittest import mock

import yaml

from hypothesis import example, given
from hypothesis import strategies as st

from slapolicy.documents import _yaml
from slapolicy.documents.positions import UNFIT, Tree, walk
from slapolicy.documents.texts import Format, read_text, write_text
from slapolicy.errors import DocumentError, messages


FORMATS: tuple[Format, ...] = get_args(Format)
OTHERS: dict[Format, Callable[[str], object]] = {
    "yaml": yaml.safe_load,
    "json": json.loads,
    "toml": tomllib.loads,
}

# What formats have rules about, alone and within a text.
HARD = [
    "", "null", "~", "NO", "y", "12:30", "010", "0x1F", "1e3", "2026-10-03",
    "<<", "=", "- a", "a: b", "a:", "a #b", " a ", "'", '"', '"""', "'''",
    "\\", "\n", "\r\n", "\t", "\u2028", "\u00a0", "\ufeff", "%", "[", "]]",
    "{", "}", ",", ".", "#", "...", "---", "😀", "__proto__",
]  # fmt: skip  # a row a line
fit = st.characters(exclude_categories=["Cs"]).filter(
    lambda character: not UNFIT.search(character)
)
words = (
    st.sampled_from(HARD)
    | st.text(fit, max_size=8)
    | st.lists(st.sampled_from(HARD), max_size=4).map("".join)
)


def trees(scalars: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    """Draw documents of such scalars."""
    inner: st.SearchStrategy[Tree] = st.recursive(
        scalars,
        lambda some: (
            st.lists(some, max_size=4)
            | st.dictionaries(words, some, max_size=4)
        ),
        max_leaves=12,
    )
    return st.dictionaries(words, inner, min_size=1, max_size=4)


documents = st.sampled_from(FORMATS).flatmap(
    lambda format_: st.tuples(
        st.just(format_),
        trees(words if format_ == "toml" else words | st.none()),
    )
)
# Pieces of all formats, in no order: texts that nearly read.
pieces = [*HARD, ":", ": ", "=", "\n  ", "- ", "? ", "&a", "*a ", "!t ", "a",
          "b", "1", "1.5", "true", "NaN", "[[", "]", "|", ">", "\x00", "\x85",
          "\ud800", "%TAG", '"a"', '"a":', "a = ", "[a]\n", "\\u0041", "//"]  # fmt: skip  # a row a line
nearly = st.lists(st.sampled_from(pieces), max_size=30).map("".join)


class TestRoundTrip:
    """What is written reads back."""

    @given(documents)
    def test_here(self, document: tuple[Format, dict[str, Tree]]) -> None:
        """A tree is what its text says."""
        format_, tree = document
        text = write_text(tree, format=format_)

        assert tree == read_text(text, format=format_).tree
        assert tree == read_text(text.encode(), format=format_).tree

    @given(documents)
    def test_elsewhere(self, document: tuple[Format, dict[str, Tree]]) -> None:
        """Other readers of a format find the same tree."""
        format_, tree = document

        assert tree == OTHERS[format_](write_text(tree, format=format_))

    @given(documents)
    def test_is_one_text(
        self, document: tuple[Format, dict[str, Tree]]
    ) -> None:
        """The same tree has the same text."""
        format_, tree = document
        text = write_text(tree, format=format_)

        again = read_text(text, format=format_).tree

        assert text == write_text(again, format=format_)


class TestPlaces:
    """A value lies where its place says."""

    @given(documents)
    def test_is_where_the_value_begins(
        self, document: tuple[Format, dict[str, Tree]]
    ) -> None:
        """So does its key."""
        format_, tree = document
        text = write_text(tree, format=format_)
        source = read_text(text, format=format_, name="")

        for path, value in walk(tree):
            if isinstance(value, str | None):
                there = rest(text, source.place(path))
                assert value == scalar(there, like=value)
            if path and isinstance(path[-1], str):
                there = rest(text, source.place(path, key=True))
                assert path[-1] == scalar(there, like=path[-1])


def rest(text: str, place: str) -> str:
    """Return what a text says from a place on."""
    _, line, column = place.split(":")
    lines = text.split("\n")[int(line) - 1 :]
    return "\n".join(lines)[int(column) - 1 :]


def scalar(text: str, *, like: str | None) -> str | None:
    """Return the scalar with which a text begins; *like* if it is bare."""
    if text.startswith('"'):
        value: str
        value, _ = json.JSONDecoder(strict=False).raw_decode(text)
        return value
    bare = "null" if like is None else like
    return like if text.startswith(bare) else f"{bare!r} is not there"


class TestJson:
    """JSON is what the standard library says it is."""

    @given(
        trees(words | st.none()),
        st.sampled_from([None, 1]),
        st.integers(min_value=0),
        st.sampled_from(["", *pieces]),
    )
    def test_is_read_alike(
        self, tree: Tree, indent: int | None, place: int, piece: str
    ) -> None:
        """One character replaced, both read the same or both refuse."""
        text = json.dumps(tree, indent=indent)
        place %= len(text) + 1
        text = f"{text[:place]}{piece}{text[place + 1 :]}"

        assert standard(text) == ours(text)


def ours(text: str) -> Tree:
    """Return what this library reads; nothing if it refuses."""
    try:
        return read_text(text, format="json").tree
    except DocumentError:
        return None


def standard(text: str) -> Tree:
    """Return what the standard library reads; nothing if that is refused."""

    def pairs(found: list[tuple[str, Tree]]) -> dict[str, Tree]:
        if len(found) != len(dict(found)):
            raise ValueError(found)
        return dict(found)

    def refuse(constant: str) -> None:
        raise ValueError(constant)

    try:
        read: Tree = json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=pairs,
            parse_int=str,
            parse_float=str,
            parse_constant=refuse,
        )
    except ValueError:
        return None
    if not isinstance(read, dict) or not read:
        return None
    for path, value in walk(read):
        said_here = value if isinstance(value, str) else ""
        if UNFIT.search(f"{''.join(map(str, path))}{said_here}"):
            return None
    return {key: said(value) for key, value in read.items()}


def said(value: object) -> Tree:
    """Return booleans as text, and all other values as they are."""
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return {key: said(inner) for key, inner in value.items()}
        case list():
            return [said(inner) for inner in value]
        case _:
            assert isinstance(value, str | None)
            return value


class TestFuzz:
    """Whatever a text is, it is read or explained."""

    @given(
        st.sampled_from(FORMATS),
        st.sampled_from([yaml.CSafeLoader, yaml.SafeLoader]),
        nearly | st.text() | st.binary(),
    )
    @example("yaml", yaml.SafeLoader, 'a: "\\U7fffffff"')
    @example("yaml", yaml.SafeLoader, 'a: "\\Uffffffff"')
    @example("yaml", yaml.SafeLoader, f"%YAML {'1' * 5000}.1\n---\na: b")
    @example("toml", yaml.SafeLoader, f"a = 0x{'f' * 999}")
    def test_is_one_line_a_fault(
        self,
        format_: Format,
        loader: type[yaml.SafeLoader | yaml.CSafeLoader],
        text: str | bytes,
    ) -> None:
        """No other error escapes, and each fault has its place."""
        with mock.patch.object(_yaml, "_LOADER", loader):
            try:
                tree = read_text(text, format=format_).tree
            except DocumentError as error:
                for line in messages(error):
                    assert re.fullmatch(r"<text>:[0-9]+:[0-9]+: .+; .+", line)
            else:
                assert all(
                    isinstance(value, str | list | dict | None)
                    for _, value in walk(tree)
                )
