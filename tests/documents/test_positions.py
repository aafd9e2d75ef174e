"""Paths and places in texts."""

import pytest

from slapolicy.documents.positions import (
    Path,
    Plain,
    Position,
    Text,
    format_path,
    shown,
    walk,
)


class TestText:
    """Offsets, lines and columns."""

    @pytest.mark.parametrize(
        ("offset", "line", "column"),
        [(0, 1, 1), (1, 1, 2), (2, 1, 3), (3, 2, 1), (4, 3, 1), (6, 3, 3)],
    )
    def test_counts_from_one(
        self, offset: int, line: int, column: int
    ) -> None:
        """A line break belongs to the line that it ends."""
        text = Text("p", "è\U0001f600\n\nab")

        assert Position(line, column) == text.position(offset)
        assert offset == text.offset(line, column)

    def test_says_where_a_fault_lies(self) -> None:
        """The file, the place and the path, if one is meant."""
        text = Text("policy.yaml", "a:\n  - b")

        assert "policy.yaml:2:5: is wrong" == str(text.fault(7, "is wrong"))
        assert "policy.yaml:2:5: a[0]: is wrong" == str(
            text.fault(7, "is wrong", ("a", 0))
        )


class TestFormatPath:
    """Paths as people write them."""

    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ((), ""),
            (("target",), "target"),
            (("rows", 1, "at_least"), "rows[1].at_least"),
            ((0, 1), "[0][1]"),
            (("dates", "2026-12-24"), "dates.2026-12-24"),
            (("values", "a.b", ""), 'values["a.b"][""]'),
            (("qualità",), "qualità"),
            (("\x1b",), '["\\u001b"]'),
        ],
    )
    def test_quotes_what_could_be_misread(
        self, path: Path, expected: str
    ) -> None:
        """A key of letters stands as it is."""
        assert expected == format_path(path)


class TestShown:
    """What stands in a document, in a message."""

    def test_is_in_quotes(self) -> None:
        """As JSON writes it; letters stay letters."""
        assert '"è \\"è\\""' == shown('è "è"')

    def test_obeys_nothing(self) -> None:
        """What a terminal could obey is escaped."""
        assert '"\\u202e\\n"' == shown("\u202e\n")

    def test_is_not_long(self) -> None:
        """Its middle is left out."""
        assert f'"{"a" * 30}…{"b" * 30}"' == shown("a" * 99 + "b" * 99)
        assert f'"{"a" * 60}"' == shown("a" * 60)


class TestWalk:
    """The values of a tree."""

    def test_is_in_the_order_of_the_text(self) -> None:
        """What is around comes before what is within."""
        tree: dict[str, Plain] = {"b": [1, ({"c": None},)], "a": {}}

        assert [
            ((), tree),
            (("b",), tree["b"]),
            (("b", 0), 1),
            (("b", 1), ({"c": None},)),
            (("b", 1, 0), {"c": None}),
            (("b", 1, 0, "c"), None),
            (("a",), {}),
        ] == list(walk(tree))
