"""TOML through the standard library, with places."""

import pytest

from slapolicy.documents.positions import Path, Tree, walk
from slapolicy.documents.texts import read_text
from slapolicy.errors import DocumentError, messages


# Every way to write a key or a value that moves a place.
ALL = '''\
# comment = "none"
a.b = 1  # "x

"c.d" . 'e f' = """
[not.a.table]
x = "\\""" """"
g = [ # one
  1, [2, "]"],
  {h = 3, i.j = [4]}, 2026-10-03 02:00:00Z,
]
k = {}
[l.m]
n = \'\'\'
o = 'no'\'\'\'\'
p = 1.5
[[q]]
r = true
[q.s]
t = ''
[[q]]
[[q.u]]
v = 07:32:00
"\\u0077" = +1_000.5
'''
PLACES: list[tuple[Path, str, str]] = [
    ((), "1:1", "1:1"),
    (("a",), "2:1", "2:1"),
    (("a", "b"), "2:7", "2:3"),
    (("c.d", "e f"), "4:17", "4:9"),
    (("g",), "7:5", "7:1"),
    (("g", 0), "8:3", "8:3"),
    (("g", 1, 1), "8:10", "8:10"),
    (("g", 2), "9:3", "9:3"),
    (("g", 2, "h"), "9:8", "9:4"),
    (("g", 2, "i", "j", 0), "9:18", "9:18"),
    (("g", 3), "9:23", "9:23"),
    (("k",), "11:5", "11:1"),
    (("l",), "12:2", "12:2"),
    (("l", "m"), "12:4", "12:4"),
    (("l", "m", "n"), "13:5", "13:1"),
    (("l", "m", "p"), "15:5", "15:1"),
    (("q",), "16:3", "16:3"),
    (("q", 0, "r"), "17:5", "17:1"),
    (("q", 0, "s"), "18:4", "18:4"),
    (("q", 0, "s", "t"), "19:5", "19:1"),
    (("q", 1), "20:3", "20:3"),
    (("q", 1, "u", 0, "v"), "22:5", "22:1"),
    (("q", 1, "u", 0, "w"), "23:12", "23:1"),
]


def read(text: str) -> dict[str, Tree]:
    """Return what a text says."""
    return read_text(text, format="toml").tree


def faults(text: str) -> list[str]:
    """Return what is wrong with a text, a line for each."""
    with pytest.raises(DocumentError) as caught:
        read_text(text, format="toml", name="p")
    return messages(caught.value)


class TestScalars:
    """What a scalar says."""

    @pytest.mark.parametrize(
        ("scalar", "expected"),
        [
            ("0.950", "0.950"),
            ("1_000.5", "1000.5"),
            ("1e-7", "1e-7"),
            ("+5", "5"),
            ("0x1F", "31"),
            ("true", "true"),
            ("false", "false"),
            ("2026-10-03", "2026-10-03"),
            ("02:00:00", "02:00:00"),
            ("2026-10-03 02:00:00", "2026-10-03T02:00:00"),
            ("2026-10-03T02:00:00Z", "2026-10-03T02:00:00Z"),
            ("2026-10-03T02:00:00+02:00", "2026-10-03T02:00:00+02:00"),
            ("'''\nNO'''", "NO"),
        ],
    )
    def test_are_text(self, scalar: str, expected: str) -> None:
        """Figures keep their decimals, instants are written as RFC 3339."""
        assert {"a": [expected]} == read(f"a = [{scalar}]")

    def test_may_be_long_if_they_are_text(self) -> None:
        """Only a figure is refused for its length."""
        assert {"a": "9" * 5000} == read(f"a = '{'9' * 5000}'")
        assert [
            "p:1:5: a: a figure of 5000 characters; write at most 1000"
        ] == faults(f"a = {'9' * 5000}")


class TestPlaces:
    """Where values and keys begin."""

    @pytest.mark.parametrize(("path", "value", "key"), PLACES)
    def test_are_found(self, path: Path, value: str, key: str) -> None:
        """However a key is written."""
        source = read_text(ALL, format="toml", name="p")

        assert f"p:{value}" == source.place(path)
        assert f"p:{key}" == source.place(path, key=True)

    def test_are_those_of_what_is_read(self) -> None:
        """What looks like a key in a text is none."""
        source = read_text(ALL, format="toml")

        assert source.positions is not None
        found = set(source.positions.paths)
        assert {path for path, _ in walk(source.tree)} == found


class TestSyntax:
    """Texts that are no TOML."""

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("a = web", "1:5: not TOML: invalid value; put quotes around a text"),
            ("a = '", "1:6: not TOML: expected \"'\"; close the quotes"),
            ('a = "b', "1:7: not TOML: unterminated string; close the quotes"),
            ("a = [1\nb = 2", "2:1: not TOML: unclosed array; close the bracket"),
            ("a = 2026-02-30", "1:5: not TOML: invalid date or datetime; write one that exists"),
            ("a = 12:30", "1:7: not TOML: expected newline or end of document after a statement; put quotes around a text, and seconds into a time"),
            ('a = "C:\\d"', "1:10: not TOML: unescaped '\\' in a string; write a backslash twice, or use single quotes"),
            ("a: 1", "1:2: not TOML: expected '=' after a key in a key/value pair; check the brackets, the quotes and the equals signs"),
            ("[a]\n[a]", "2:3: not TOML: cannot declare ('a',) twice; a table is given twice; keep one"),
            ("a = 1\n[a.b]", "2:5: not TOML: cannot overwrite a value; a key or table is given twice; keep one"),
            ("= 1", "1:1: not TOML: invalid statement; check the brackets, the quotes and the equals signs"),
            ("a = {= 1}", "1:6: not TOML: invalid initial character for a key part; check the brackets, the quotes and the equals signs"),
            ('"\\q" = 1', "1:4: not TOML: unescaped '\\' in a string; write a backslash twice, or use single quotes"),
            ("[[", "1:3: not TOML: invalid initial character for a key part; check the brackets, the quotes and the equals signs"),
        ],
    )  # fmt: skip  # a row a line
    def test_is_explained(self, text: str, fault: str) -> None:
        """Each fault has its place and its cure."""
        assert [f"p:{fault}"] == faults(text)

    @pytest.mark.parametrize(
        "text",
        [
            f"a = {'[' * 101}{']' * 101}",
            f"a = {'{a = ' * 101}0{'}' * 101}",
            f"a{'.a' * 100} = 0",
            f"a{'.a' * 200}",
            f"[a{'.a' * 100}]",
        ],
    )
    def test_is_not_endless(self, text: str) -> None:
        """A hundred levels are read, no more."""
        (fault,) = faults(text)

        assert fault.startswith("p:1:")
        assert fault.endswith(": nested deeper than 100 levels; flatten it")

    def test_may_have_a_hundred_levels(self) -> None:
        """A hundred are read."""
        source = read_text(f"a{'.a' * 99} = 0", format="toml", name="p")

        assert "p:1:203" == source.place(("a",) * 100)

    def test_names_keys_given_twice(self) -> None:
        """All of them, each with its path."""
        text = "a = 1\nb = {c = 1, c = 2}\na = 2\n[d]\ne.f = 1\ne.f = 2"

        assert [
            "p:2:13: b.c: the key is given twice, first in line 2; keep one",
            "p:3:1: a: the key is given twice, first in line 1; keep one",
            "p:6:3: d.e.f: the key is given twice, first in line 5; keep one",
        ] == faults(text)

    def test_names_a_hundred_of_them(self) -> None:
        """More are not needed."""
        assert 100 == len(faults("a = 1\n" * 1000))
