"""Trees as YAML, JSON and TOML."""

import pytest

from slapolicy.documents.positions import Plain
from slapolicy.documents.texts import read_text, write_text


POLICY: dict[str, Plain] = {
    "slapolicy": 1,
    "id": "web",
    "period": {"kind": "calendar", "unit": "month"},
    "commitments": [
        {
            "target": {"at_least": "99.9%"},
            "exclusions": [],
            "hours": {"mon": ["09:00-13:00", "14:00-18:00"]},
        },
        {"credit": {"rows": [{"below": "95%"}, {}]}},
    ],
    "needs": [["a", {"b": "c"}], []],
    "why": 'one: "two"',
}


class TestYaml:
    """Block style, quotes where they are needed."""

    def test_is_what_people_write(self) -> None:
        """Two spaces to a level, lists within their key."""
        assert (
            "slapolicy: 1\n"
            "id: web\n"
            "period:\n"
            "  kind: calendar\n"
            "  unit: month\n"
            "commitments:\n"
            "  - target:\n"
            "      at_least: 99.9%\n"
            "    exclusions: []\n"
            "    hours:\n"
            "      mon:\n"
            "        - 09:00-13:00\n"
            "        - 14:00-18:00\n"
            "  - credit:\n"
            "      rows:\n"
            "        - below: 95%\n"
            "        - {}\n"
            "needs:\n"
            "  - - a\n"
            "    - b: c\n"
            "  - []\n"
            'why: "one: \\"two\\""\n'
        ) == write_text(POLICY, format="yaml")

    @pytest.mark.parametrize(
        "text",
        [
            "99.9%", "7 days", "12.50 EUR", "2026-10", "2026-Q3", "qualità",
            "half-up", "https://example.org/sla?a=b#c", "a, b (c)", "PT48H",
            "0.5 of the fee", "09:00-13:00", "nothing", "it's", "/a", "a:b",
        ],
    )  # fmt: skip  # a row a line
    def test_leaves_words_alone(self, text: str) -> None:
        """What every reader takes for a text has no quotes."""
        assert f"a: {text}\n" == write_text({"a": text}, format="yaml")

    @pytest.mark.parametrize(
        "text",
        [
            "", "null", "Null", "~", "NO", "yes", "On", "y", "TRUE", "1",
            "-1", "010", "0o10", "0x1F", "1_000", "12:30", "1.5", "1.", ".5",
            "1e3", "1.5E-3", ".inf", ".nan", "2026-10-03", "<<", "=", "- a",
            "2026-10-03 02:00:00Z", "2026-10-03T02:00:00", "a: b", "a:",
            "a #b", "#a", " a", "a ", "*a", "&a", "!a", "|", ">", "[a]",
            "{a}", "'a'", '"a"', "%a", "@a", "`a", "?", "---", "a\nb",
        ],
    )  # fmt: skip  # a row a line
    def test_quotes_what_others_could_misread(self, text: str) -> None:
        """No reader takes a text for anything else."""
        written = write_text({"a": text}, format="yaml")

        assert written.startswith('a: "')
        assert {"a": text} == read_text(written, format="yaml").tree

    def test_writes_null(self) -> None:
        """Null is null, and has no quotes."""
        assert "a: null\n" == write_text({"a": None}, format="yaml")

    def test_shows_what_looks_like_nothing(self) -> None:
        """Spaces that are none are escaped."""
        assert 'a: "b\\u00a0c\\u2028d"\n' == write_text(
            {"a": "b\u00a0c\u2028d"}, format="yaml"
        )

    def test_writes_long_keys(self) -> None:
        """YAML finds a key only within its first thousand characters."""
        tree: dict[str, Plain] = {"a" * 2000: {"b" * 2000: "c"}}

        text = write_text(tree, format="yaml")

        assert tree == read_text(text, format="yaml").tree


class TestJson:
    """Two spaces to a level, letters as they are."""

    def test_is_what_people_write(self) -> None:
        """The order is that of the tree."""
        assert '{\n  "b": [\n    "è",\n    1\n  ],\n  "a": true\n}\n' == (
            write_text({"b": ("è", 1), "a": True}, format="json")
        )


class TestToml:
    """Plain keys first, then tables."""

    def test_is_what_people_write(self) -> None:
        """Lists of tables have a header each, other tables in lists none."""
        assert (
            "slapolicy = 1\n"
            'id = "web"\n'
            'needs = [["a", {b = "c"}], []]\n'
            'why = "one: \\"two\\""\n'
            "\n"
            "[period]\n"
            'kind = "calendar"\n'
            'unit = "month"\n'
            "\n"
            "[[commitments]]\n"
            "exclusions = []\n"
            "\n"
            "[commitments.target]\n"
            'at_least = "99.9%"\n'
            "\n"
            "[commitments.hours]\n"
            'mon = ["09:00-13:00", "14:00-18:00"]\n'
            "\n"
            "[[commitments]]\n"
            "\n"
            "[commitments.credit]\n"
            "\n"
            "[[commitments.credit.rows]]\n"
            'below = "95%"\n'
            "\n"
            "[[commitments.credit.rows]]\n"
        ) == write_text(POLICY, format="toml")

    def test_begins_with_its_first_table(self) -> None:
        """No line is empty at the beginning."""
        assert '["a b"]\n"" = true\n' == write_text(
            {"a b": {"": True}}, format="toml"
        )
