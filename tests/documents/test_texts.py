"""Texts as plain trees, their places, and what is wrong with them."""

import itertools
import os
import tracemalloc

from pathlib import Path as File
from typing import get_args

import pytest

from slapolicy.documents import positions, texts
from slapolicy.documents.positions import Path, Plain, Tree
from slapolicy.documents.texts import (
    Format,
    Source,
    read_path,
    read_text,
    write_text,
)
from slapolicy.errors import DocumentError, messages


FORMATS: tuple[Format, ...] = get_args(Format)

# One tree in each format.
TREE: dict[str, Tree] = {
    "id": "web",
    "commitments": [{"credit": {"rows": [{"below": "99.9%"}]}}],
    "period": {"unit": "month"},
}
TEXTS: dict[Format, str] = {
    "yaml": """\
id: web
commitments:
  - credit:
      rows:
        - below: 99.9%
period: {unit: month}
""",
    "json": """\
{"id": "web",
 "commitments": [
   {"credit": {"rows": [{"below": "99.9%"}]}}],
 "period": {"unit": "month"}}
""",
    "toml": """\
id = "web"
[[commitments]]
credit = {rows = [{below = "99.9%"}]}
[period]
unit = "month"
""",
}


def faults(text: str | bytes, format_: Format) -> list[str]:
    """Return what is wrong with a document, a line for each."""
    with pytest.raises(DocumentError) as caught:
        read_text(text, format=format_, name="p")
    return messages(caught.value)


class TestReadText:
    """What all formats have in common."""

    @pytest.mark.parametrize("format_", FORMATS)
    def test_gives_one_tree(self, format_: Format) -> None:
        """Three formats say the same."""
        assert TREE == read_text(TEXTS[format_], format=format_).tree

    @pytest.mark.parametrize("format_", FORMATS)
    def test_reads_bytes(self, format_: Format) -> None:
        """UTF-8 is read with its signature and without."""
        raw = TEXTS[format_].encode()

        assert TREE == read_text(raw, format=format_).tree
        assert TREE == read_text(b"\xef\xbb\xbf" + raw, format=format_).tree

    @pytest.mark.parametrize("format_", FORMATS)
    def test_reads_what_windows_writes(self, format_: Format) -> None:
        """Lines may end in CR LF, and keep their numbers."""
        text = TEXTS[format_].replace("\n", "\r\n")
        expected = read_text(TEXTS[format_], format=format_)

        source = read_text(text, format=format_)

        assert TREE == source.tree
        assert expected.place(("period", "unit")) == source.place(
            ("period", "unit")
        )

    @pytest.mark.parametrize("format_", FORMATS)
    @pytest.mark.parametrize("text", ["", " \n", b"\xef\xbb\xbf"])
    def test_refuses_nothing(self, text: str | bytes, format_: Format) -> None:
        """An empty document is refused as such."""
        assert [
            "p:1:1: the document is empty; begin it with a key and its value"
        ] == faults(text, format_)

    @pytest.mark.parametrize(
        ("text", "format_", "what"),
        [
            ("# comment", "yaml", "empty"),
            ("---", "yaml", "empty"),
            ("{}", "yaml", "empty"),
            ("{}", "json", "empty"),
            ("null", "json", "empty"),
            ("# comment", "toml", "empty"),
            ("- web", "yaml", "a list"),
            ('["web"]', "json", "a list"),
            ("web", "yaml", "a text"),
            ('"web"', "json", "a text"),
        ],
    )
    def test_refuses_what_has_no_keys(
        self, text: str, format_: Format, what: str
    ) -> None:
        """A document is a mapping, with something in it."""
        (fault,) = faults(text, format_)

        assert f"the document is {what}; " in fault

    def test_refuses_another_encoding(self) -> None:
        """What looks like Windows-1252 is named, with its place."""
        raw = "id: web\ntitle: qualità".encode("cp1252")

        (fault,) = faults(raw, "yaml")

        assert (
            'p:2:14: the byte 0xe0 is not UTF-8, but "à" in Windows-1252; '
            "save the file as UTF-8"
        ) == fault

    @pytest.mark.parametrize("raw", [b"a: \xff\x81", b"a: \xff\0"])
    def test_does_not_guess_an_encoding(self, raw: bytes) -> None:
        """What is no text in Windows-1252 either is not called so."""
        assert [
            "p:1:4: the byte 0xff is not UTF-8; save the file as UTF-8"
        ] == faults(raw, "yaml")

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
    def test_refuses_utf_16(self, encoding: str) -> None:
        """Sixteen bits are named, if they begin as they should."""
        raw = "\ufeffid: web".encode(encoding)

        assert [
            "p:1:1: the text is UTF-16, not UTF-8; save the file as UTF-8"
        ] == faults(raw, "yaml")

    @pytest.mark.parametrize("format_", FORMATS)
    @pytest.mark.parametrize(
        "character", ["\0", "\a", "\x1b", "\x7f", "\x85", "\ud800", "\uffff"]
    )
    def test_refuses_characters_no_text_needs(
        self, character: str, format_: Format
    ) -> None:
        """Nothing that a terminal may obey gets in."""
        text = TEXTS[format_].replace("web", f"we{character}b")
        (fault,) = faults(text, format_)

        code = f"U+{ord(character):04X}"
        assert f": the character {code} belongs in no text; take it out" in (
            fault
        )

    @pytest.mark.parametrize(
        ("text", "format_", "expected"),
        [
            ('a: {b: "\\e[1m"}', "yaml", "p:1:8: a.b: the character U+001B"),
            (
                '{"a": ["\\u0000"]}',
                "json",
                "p:1:8: a[0]: the character U+0000",
            ),
            ('{"a": "\\udc00"}', "json", "p:1:7: a: the character U+DC00"),
            ('a.b = "\\u0007"', "toml", "p:1:7: a.b: the character U+0007"),
            (
                '{"a\\u0007": ""}',
                "json",
                'p:1:13: ["a\\u0007"]: the character U+0007',
            ),
        ],
    )
    def test_refuses_them_escaped(
        self, text: str, format_: Format, expected: str
    ) -> None:
        """Nor does it through an escape."""
        assert [f"{expected} belongs in no text; take it out"] == faults(
            text, format_
        )

    def test_keeps_what_texts_need(self) -> None:
        """Tabs and line breaks are text."""
        tree = read_text('{"a": "\\t\\r\\n"}', format="json").tree

        assert {"a": "\t\r\n"} == tree

    def test_refuses_what_is_too_large(self) -> None:
        """The limit counts bytes, and the message names it."""
        with pytest.raises(DocumentError) as caught:
            read_text("a: è", format="yaml", limit=4)

        assert (
            "<text>: larger than 4 bytes, the most that is read; split it, "
            "or raise the limit"
        ) == str(caught.value)
        assert {"a": "è"} == read_text("a: è", format="yaml", limit=5).tree

    def test_has_a_limit(self) -> None:
        """Eight mebibytes are read unless more is asked for."""
        text = "a: 1\n#".ljust(texts.LIMIT, "#")

        assert {"a": "1"} == read_text(text, format="yaml").tree
        assert "larger than 8388608 bytes" in faults(f"{text}#", "yaml")[0]

    def test_knows_its_formats(self) -> None:
        """A format that is none is refused with those that are."""
        assert [
            'the format "xml" is not known; name one of yaml, json, toml'
        ] == faults("<a/>", "xml")  # type: ignore[arg-type] # the point


class TestPlace:
    """Where a value of a document stands."""

    @pytest.mark.parametrize(
        ("format_", "value", "key"),
        [
            ("yaml", "p:5:18", "p:5:11"),
            ("json", "p:3:35", "p:3:26"),
            ("toml", "p:3:28", "p:3:20"),
        ],
    )
    def test_is_file_line_and_column(
        self, format_: Format, value: str, key: str
    ) -> None:
        """Of the value, or of its key."""
        source = read_text(TEXTS[format_], format=format_, name="p")
        path: Path = ("commitments", 0, "credit", "rows", 0, "below")

        assert value == source.place(path)
        assert key == source.place(path, key=True)

    @pytest.mark.parametrize(
        ("format_", "expected"),
        [("yaml", "p:6:9"), ("json", "p:4:12"), ("toml", "p:4:2")],
    )
    @pytest.mark.parametrize("key", [False, True])
    def test_falls_back_to_what_is_around(
        self, format_: Format, expected: str, *, key: bool
    ) -> None:
        """A key that is missing lies where its mapping begins."""
        source = read_text(TEXTS[format_], format=format_, name="p")

        assert expected == source.place(("period", "count", 0), key=key)

    def test_of_the_whole_is_its_beginning(self) -> None:
        """Without a path it is the document's."""
        assert "<text>:2:1" == read_text("# x\na: 1", format="yaml").place()

    def test_of_a_tree_is_its_name(self) -> None:
        """A tree that was never a text has no lines."""
        source = Source("<tree>", {"a": "1"})

        assert "<tree>" == source.place(("a",))
        assert Source("<tree>", {"a": "1"}) == source


class TestReadPath:
    """Documents in files."""

    @pytest.mark.parametrize(
        ("name", "format_"),
        [
            ("policy.yaml", "yaml"),
            ("policy.yml", "yaml"),
            ("policy", "yaml"),
            ("policy.JSON", "json"),
            ("policy.toml", "toml"),
        ],
    )
    def test_knows_the_format_by_its_name(
        self, name: str, format_: Format, tmp_path: File
    ) -> None:
        """The end of the name says it, and YAML is meant by any other."""
        file = tmp_path / name
        file.write_text(TEXTS[format_], encoding="utf-8")

        source = read_path(file)

        assert TREE == source.tree
        assert str(file) == source.name

    def test_takes_the_format_one_names(self, tmp_path: File) -> None:
        """What is asked for beats the name."""
        file = tmp_path / "policy.yaml"
        file.write_text(TEXTS["toml"], encoding="utf-8")

        assert TREE == read_path(str(file), "toml").tree

    def test_names_the_file(self, tmp_path: File) -> None:
        """Faults begin with the name that was given."""
        file = tmp_path / "policy.yaml"
        file.write_bytes(b"id: web\nid: web")

        with pytest.raises(DocumentError) as caught:
            read_path(file)

        assert (
            f"{file}:2:1: id: the key is given twice, first in line 1; "
            "keep one"
        ) == str(caught.value)

    def test_reads_no_more_than_the_limit(self, tmp_path: File) -> None:
        """A file that is too large is not read whole."""
        file = tmp_path / "policy.yaml"
        with file.open("wb") as stream:
            stream.truncate(2**40)

        with pytest.raises(DocumentError) as caught:
            read_path(file, limit=10)

        assert f"{file}: larger than 10 bytes, " in str(caught.value)

    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            ("missing.yaml", "no such file or directory"),
            ("", "is a directory"),
            ("a\0b", "embedded null byte"),
        ],
    )
    def test_says_why_there_is_nothing(
        self, name: str, reason: str, tmp_path: File
    ) -> None:
        """The system's reason stands behind the name."""
        path = f"{tmp_path}/{name}"

        with pytest.raises(DocumentError) as caught:
            read_path(path)

        assert f"{path}: {reason}; name a file that can be read" == str(
            caught.value
        )

    def test_says_that_it_may_not(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A file that belongs to others is refused in those words."""

        def refuse(*_: object) -> None:
            raise PermissionError(13, os.strerror(13))

        monkeypatch.setattr(File, "open", refuse)

        with pytest.raises(DocumentError) as caught:
            read_path("policy.yaml")

        assert (
            "policy.yaml: permission denied; name a file that can be read"
        ) == str(caught.value)


class TestWriteText:
    """Trees as texts."""

    @pytest.mark.parametrize("format_", FORMATS)
    def test_reads_back(self, format_: Format) -> None:
        """What is written says the same."""
        text = write_text(TREE, format=format_)

        assert TREE == read_text(text, format=format_).tree

    @pytest.mark.parametrize("format_", FORMATS)
    def test_writes_numbers_as_such(self, format_: Format) -> None:
        """Whole numbers and booleans are read back as text."""
        text = write_text({"a": 1, "b": (True, -2)}, format=format_)

        assert '"' not in text.replace('"a"', "a").replace('"b"', "b")
        assert {"a": "1", "b": ["true", "-2"]} == read_text(
            text, format=format_
        ).tree

    @pytest.mark.parametrize(
        ("tree", "expected"),
        [
            ({}, "the document is empty; begin it with a key and its value"),
            ({"a": {"b": "\a"}}, "a.b: the character U+0007 belongs in no"),
            ({"\0": "b"}, '["\\u0000"]: the character U+0000 belongs in no'),
            ({"a": 0.5}, "a: 0.5 is no text; write it as one"),
            ({"a": {1: "b"}}, "a: the key 1 is no text; write it as one"),
            ({None: ["b"]}, "the key None is no text; write it as one"),
        ],
    )
    @pytest.mark.parametrize("format_", FORMATS)
    def test_refuses_what_does_not_read_back(
        self, tree: dict[str, Plain], format_: Format, expected: str
    ) -> None:
        """No text is written that could not be read."""
        with pytest.raises(DocumentError) as caught:
            write_text(tree, format=format_)

        assert expected in str(caught.value)

    def test_names_every_fault(self) -> None:
        """Faults come together, each with its path."""
        with pytest.raises(DocumentError) as caught:
            write_text({"a": [None, "\0"], "b": None}, format="toml")

        assert [
            "a[0]: null cannot be written in this format; leave the key out",
            "a[1]: the character U+0000 belongs in no text; take it out",
            "b: null cannot be written in this format; leave the key out",
        ] == messages(caught.value)

    def test_refuses_a_tree_without_end(self) -> None:
        """A tree that contains itself is too deep."""
        tree: dict[str, Plain] = {}
        tree["a"] = [tree]

        with pytest.raises(DocumentError) as caught:
            write_text(tree, format="json")

        assert "nested deeper than 100 levels; flatten it" == str(caught.value)

    def test_knows_its_formats(self) -> None:
        """A format that is none is refused."""
        with pytest.raises(DocumentError) as caught:
            write_text(TREE, format="xml")  # type: ignore[arg-type] # the point

        assert 'the format "xml" is not known; ' in str(caught.value)


MEGABYTE = 1_000_000

# What a stranger may send: how it begins, and what follows again and again,
# numbered where it says so, until there is a megabyte of it.
STRANGERS: list[tuple[Format, str, str]] = [
    ("yaml", "a: [", "a,"),
    ("yaml", "{", "[a]: b,"),
    ("yaml", "a: &a [x, x]\nb: [", "*a,"),
    ("yaml", "a0: &a0 [x]\n", "a{1}: &a{1} [*a{0}]\n"),
    ("yaml", "a0: &a0 [x]\n", "a{1}: &a{1} [*a{0}, *a{0}]\n"),
    ("yaml", "", "%TAG !{0}! x\n"),
    ("yaml", "", "---\na: 1\n"),
    ("yaml", "a: ", "- "),
    ("yaml", "a: '", "''"),
    ("json", '{"a":', "["),
    ("json", '{"a":[', "{{}},"),
    ("json", '{"a":', "9"),
    ("json", '{"a":', '"'),
    ("toml", "", "a."),
    ("toml", "[", "a."),
    ("toml", "a = {", "a."),
    ("toml", "a = ", "["),
    ("toml", "a = ", "9"),
    ("toml", "a = [", "1,"),
    ("toml", '"""', '\\"""'),
    ("toml", "", '"'),
    ("toml", "a = 1", "\na = 2"),
]
# The most that is read: nearly as many values as a megabyte may hold.
CROWDS: list[tuple[Format, str, str, str]] = [
    ("yaml", "", "key{0}: ab\n", ""),
    ("json", '{"a": [', '{{"a": 1}}, ', "0]}"),
    ("toml", "", "[[a]]\nb = 1\n", ""),
]


def filled(size: int, head: str, piece: str, tail: str = "") -> str:
    """Return as many pieces as are so many characters long."""
    pieces = [head]
    size -= len(head) + len(tail)
    for number in itertools.count():
        numbered = piece.format(number, number + 1) if "{" in piece else piece
        size -= len(numbered)
        if size < 0:
            break
        pieces.append(numbered)
    return "".join((*pieces, tail))


class TestStrangers:
    """Documents that were made to do harm."""

    @pytest.mark.parametrize(("format_", "head", "piece"), STRANGERS)
    def test_are_refused_in_few_words(
        self, format_: Format, head: str, piece: str
    ) -> None:
        """A megabyte of anything is refused, and the first faults told."""
        text = filled(MEGABYTE, head, piece)

        assert 0 < len(faults(text, format_)) <= positions.MAX_FAULTS

    @pytest.mark.parametrize(("format_", "head", "piece", "tail"), CROWDS)
    def test_take_no_memory(
        self, format_: Format, head: str, piece: str, tail: str
    ) -> None:
        """A megabyte takes less than a hundred, its places included."""
        # A third of one shows it: it grows no faster than the text.
        text = filled(MEGABYTE // 3, head, piece, tail)
        tracemalloc.start()
        try:
            read_text(text, format=format_).place(("a",))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()

        assert peak < 100 * MEGABYTE // 3

    def test_run_no_code(self, tmp_path: File) -> None:
        """A tag is refused, whatever it names."""
        file = tmp_path / "made"
        text = f"a: !!python/object/apply:os.mkdir ['{file}']"

        (fault,) = faults(text, "yaml")

        assert "a: tags are not read; " in fault
        assert not file.exists()
