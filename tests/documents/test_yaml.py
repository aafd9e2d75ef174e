"""YAML without its traps."""

import pytest
import yaml

from slapolicy.documents import _yaml
from slapolicy.documents.positions import Tree
from slapolicy.documents.texts import read_text
from slapolicy.errors import DocumentError, messages


@pytest.fixture(params=[yaml.CSafeLoader, yaml.SafeLoader], autouse=True)
def _either_parser(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run each test with the fast parser, and with the one always there."""
    monkeypatch.setattr(_yaml, "_LOADER", request.param)


def read(text: str) -> dict[str, Tree]:
    """Return what a text says."""
    return read_text(text, format="yaml").tree


def faults(text: str) -> list[str]:
    """Return what is wrong with a text, a line for each."""
    with pytest.raises(DocumentError) as caught:
        read_text(text, format="yaml", name="p")
    return messages(caught.value)


class TestScalars:
    """What a scalar says."""

    @pytest.mark.parametrize(
        "scalar",
        [
            "NO", "on", "y", "true", "12:30", "010", "0x1F", "1_000", "0.10",
            "1e3", ".inf", "2026-10-03", "2026-10-03 02:00:00", "=", "NULL",
            "99.9%", "50 EUR", "a:b", "a#b", "-1",
        ],
    )  # fmt: skip  # a row a line
    def test_are_text(self, scalar: str) -> None:
        """No scalar turns into what YAML 1.1 takes it for."""
        assert {"a": scalar} == read(f"a: {scalar}")
        assert {"a": [scalar]} == read(f"a: [{scalar}]")
        assert {scalar: "a"} == read(f"{scalar}: a")

    @pytest.mark.parametrize("scalar", ["", "~", "null", "# comment"])
    def test_are_null_where_nothing_stands(self, scalar: str) -> None:
        """Only these are null, and only without quotes."""
        assert {"a": None} == read(f"a: {scalar}")
        assert {"a": scalar} == read(f"a: '{scalar}'")

    def test_are_text_as_keys(self) -> None:
        """A key is text, also where nothing stands."""
        assert {"null": "1", "~": "2", "": "3"} == read("null: 1\n~: 2\n'': 3")

    def test_may_have_many_lines(self) -> None:
        """Folded and literal texts are read as YAML has them."""
        text = "why: >-\n  one\n  line\ntext: |\n  two\n  lines\n"

        assert {"why": "one line", "text": "two\nlines\n"} == read(text)


class TestAliases:
    """Values that stand for others."""

    def test_stand_for_what_is_anchored(self) -> None:
        """A scalar, a list and a mapping may be given again."""
        text = "a: &a x\nb: &b [*a, {c: &c {d: e}}]\nf: [*b, *c]"

        assert {
            "a": "x",
            "b": ["x", {"c": {"d": "e"}}],
            "f": [["x", {"c": {"d": "e"}}], {"d": "e"}],
        } == read(text)

    def test_mean_the_last_of_a_name(self) -> None:
        """An anchor may be given again."""
        assert {"a": "1", "b": "2", "c": "2"} == read(
            "a: &x 1\nb: &x 2\nc: *x"
        )

    def test_lie_where_they_stand(self) -> None:
        """What is within them lies where it is written."""
        source = read_text(
            "a: &a [x, {b: y}]\nc: *a\nd: e", format="yaml", name="p"
        )

        assert "p:2:4" == source.place(("c",))
        assert "p:1:8" == source.place(("c", 0))
        assert "p:1:15" == source.place(("c", 1, "b"))
        assert "p:1:12" == source.place(("c", 1, "b"), key=True)
        assert "p:3:4" == source.place(("d",))

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("a: *b", 'p:1:4: a: no anchor stands before "*b"; add it'),
            ("a: &a {b: [*a]}", 'p:1:12: a.b[0]: "*a" contains itself; write it out'),
            ("a: &a b\n*a : c", "p:2:1: a key must be text; write it out, or quote it"),
            ("&a b: c", 'p:1:1: a key cannot be anchored; take "&a" out'),
        ],
    )  # fmt: skip  # a row a line
    def test_are_refused_where_they_are_unclear(
        self, text: str, expected: str
    ) -> None:
        """An alias names one value, complete, that stands before it."""
        assert [expected] == faults(text)

    def test_do_not_multiply(self) -> None:
        """A small text cannot become a large tree."""
        lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
        for level in range(1, 9):
            nine = ", ".join([f"*a{level - 1}"] * 9)
            lines.append(f"a{level}: &a{level} [{nine}]")

        (fault,) = faults("\n".join(lines))

        assert fault.startswith("p:6:10: a5[0]: more than 100058 values, too ")
        assert fault.endswith("; split it, use fewer aliases")

    def test_do_not_deepen(self) -> None:
        """A flat text cannot become a deep tree."""
        lines = ["a0: &a0 [x]"]
        lines += [
            f"a{level}: &a{level} [*a{level - 1}]" for level in range(1, 101)
        ]

        assert {"a98"} <= read("\n".join(lines[:99])).keys()
        assert [
            "p:100:12: nested deeper than 100 levels; flatten it"
        ] == faults("\n".join(lines))


class TestRefused:
    """What is YAML, and not read."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("a: !b c", 'p:1:4: a: tags are not read; take "!b" out'),
            ("a: ! c", 'p:1:4: a: tags are not read; take "!" out'),
            ("a: !!str c", 'p:1:4: a: tags are not read; take "!!str" out'),
            ("a: [!!set {}]", 'p:1:5: a[0]: tags are not read; take "!!set" out'),
            ("!!str a: c", 'p:1:1: tags are not read; take "!!str" out'),
            ("%TAG ! b\n---\na: 1", "p:1:1: tags are not read; take %TAG out"),
            ("b: {<<: {a: 1}}", "p:1:5: b: merge keys (<<) are not read; write the keys out"),
            ("? [a]\n: b", "p:1:3: a key must be text; write it out, or quote it"),
            ("{a: 1}: b", "p:1:1: a key must be text; write it out, or quote it"),
            ("a: 1\n---\nb: 2", "p:2:1: a second document begins; keep one"),
            ("a: \u2028b", 'p:1:4: \\u2028 breaks the line where no editor shows it; take it out, or write "\\u2028"'),
        ],
    )  # fmt: skip  # a row a line
    def test_is_named(self, text: str, expected: str) -> None:
        """Each has its place, its reason and its cure."""
        assert [expected] == faults(text)

    def test_is_read_if_quoted(self) -> None:
        """A key in quotes is only a key."""
        assert {"<<": "a"} == read("'<<': a")

    def test_may_say_its_version(self) -> None:
        """A document may begin and end as YAML has it."""
        assert {"a": "1"} == read("%YAML 1.1\n---\na: 1\n...\n")


class TestDuplicates:
    """Keys that are given twice."""

    def test_are_all_named(self) -> None:
        """Each has its path and the line of the first."""
        text = "a: 1\nb:\n  - {c: 1, c: 2}\na: {}\nd: 1\na: 2\n"

        assert [
            "p:3:12: b[0].c: the key is given twice, first in line 3; keep one",
            "p:4:1: a: the key is given twice, first in line 1; keep one",
            "p:6:1: a: the key is given twice, first in line 1; keep one",
        ] == faults(text)

    def test_stand_beside_what_ends_the_reading(self) -> None:
        """The fault at which reading stops is the last one."""
        found = faults("a: 1\na: {b: 2}\nc: !d e")

        assert [
            "p:2:1: a: the key is given twice, first in line 1; keep one",
            'p:3:4: c: tags are not read; take "!d" out',
        ] == found

    def test_are_not_counted_forever(self) -> None:
        """A hundred are enough."""
        assert 100 == len(faults("a: 1\n" * 1000))

    def test_lead_to_what_is_in_them(self) -> None:
        """A fault within the second one has its path."""
        assert [
            "p:3:1: a: the key is given twice, first in line 1; keep one",
            'p:4:6: a.c: tags are not read; take "!d" out',
        ] == faults("a: 1\nb: 2\na:\n  c: !d e")


class TestSyntax:
    """Texts that are no YAML."""

    @pytest.mark.parametrize(
        ("text", "place", "cure"),
        [
            ("a:\n\tb: 1", "2:1", "a tab; indent with spaces"),
            ("a: @b", "1:4", 'a text cannot begin with "@"; put quotes around it'),
            ("a: b: c", "1:5", '; put quotes around a text that holds ": ", indent evenly'),
            ("a: 1\n b: 2", "2:3", '; put quotes around a text that holds ": ", indent evenly'),
            ("a: 'b", "1:6", " while scanning a quoted scalar from 1:4 on; close the quotes"),
            ("a: [1\nb: 2", "2:2", " while parsing a flow sequence from 1:4 on; close the bracket, or put a comma before what follows"),
            ("a: {b: 1", "1:9", " while parsing a flow mapping from 1:4 on; close the bracket, or put a comma before what follows"),
            ("a: 'it's'", "1:8", "; check the indentation, the brackets and the quotes"),
            ("a: 1\n- b", "2:1", "; check the indentation, the brackets and the quotes"),
            ("a: ]", "1:4", "; check the indentation, the brackets and the quotes"),
            ("a: 1\n...\nb", "3:1", "; one document is read, without directives"),
            ("%YAML 9.0\n---\na: 1", "1:1", "; one document is read, without directives"),
        ],
    )  # fmt: skip  # a row a line
    def test_is_explained(self, text: str, place: str, cure: str) -> None:
        """Each fault has its place and its cure."""
        (fault,) = faults(text)

        assert fault.startswith(f"p:{place}: not YAML: ")
        assert fault.endswith(cure)

    def test_knows_its_escapes(self) -> None:
        """A backslash that escapes nothing is told so."""
        (fault,) = faults('a: "C:\\d"')

        assert "; write a backslash twice, or use single quotes" in fault

    @pytest.mark.parametrize(
        "text", ['a: "\\UFFFFFFFF"', f"%YAML 1.{'9' * 5_000}\n---\na: 1"]
    )
    def test_has_no_number_out_of_reach(self, text: str) -> None:
        """No character, no version: what cannot be a number here is told."""
        (fault,) = faults(text)

        assert fault.startswith("p:1:")
        assert ": not YAML: " in fault
