"""A table of outages: cells, columns, and where they are wrong."""

import pytest

from slapolicy.cli.outages import COLUMNS, read_outages
from slapolicy.documents.texts import LIMIT
from slapolicy.errors import DocumentError, PolicyError, messages


def rows(text: str) -> list[dict[str, str]]:
    """Return what the rows of a table say."""
    return [dict(row) for row in read_outages(text.encode(), "t.csv").rows]


def faults(content: bytes) -> list[str]:
    """Return what is wrong with a table."""
    with pytest.raises(DocumentError) as raised:
        read_outages(content, "t.csv")
    return messages(raised.value)


class TestCells:
    """What cells say."""

    def test_plain(self) -> None:
        """Cells are separated by commas, and lose the space around them."""
        assert [{"start": "1", "end": "2"}] == rows("start, End\n1 , 2\n")

    def test_quoted(self) -> None:
        """A cell in quotes may hold a comma, a quote, a line break."""
        assert [{"start": 'a,"b"\nc', "end": "d"}] == (
            rows('start,end\n"a,""b""\nc",d\n')
        )

    def test_empty(self) -> None:
        """An empty cell, a missing one and an empty line say nothing."""
        assert [{"end": "2"}, {"start": "3"}] == (rows("start,end\n,2\n\n3\n"))

    @pytest.mark.parametrize("end", ["", "\n", "\r\n"])
    def test_last_line(self, end: str) -> None:
        """The last line may end or not."""
        assert [{"start": "1"}] == rows(f"start{end or chr(10)}1{end}")

    def test_signature(self) -> None:
        """A signature of UTF-8 is no part of the first name."""
        assert [{"start": "1"}] == rows("\ufeffstart\n1\n")

    def test_columns(self) -> None:
        """Every key of an outage but its sums may be a column."""
        assert [
            "id",
            "start",
            "end",
            "cause",
            "detected",
            "reported",
            "verified",
            "impact",
            "component",
            "source",
            "note",
        ] == list(COLUMNS)


class TestFaults:
    """What is wrong, and where."""

    def test_unknown_column(self) -> None:
        """An unknown column is refused, with those that there are."""
        known = ", ".join(COLUMNS)
        assert [f"t.csv:1:7: no column 'stop'; the columns are {known}"] == (
            faults(b"start,stop\n")
        )

    def test_column_twice(self) -> None:
        """A column stands once."""
        assert ["t.csv:1:7: the column 'start' stands twice; keep one"] == (
            faults(b"start,Start\n1,2\n")
        )

    def test_no_start(self) -> None:
        """An outage has a start."""
        assert ["t.csv:1:1: the column 'start' is missing; add it"] == (
            faults(b"end\n1\n")
        )

    def test_semicolons(self) -> None:
        """A table with semicolons is told so."""
        assert [
            "t.csv:1:1: columns are separated by commas; write , for ;"
        ] == faults(b"Inizio;Fine\n")

    def test_too_many_cells(self) -> None:
        """A row has no more cells than there are columns; all are told."""
        assert [
            "t.csv:2:1: 3 cells under 2 columns; take some out",
            "t.csv:4:1: 3 cells under 2 columns; take some out",
        ] == faults(b"start,end\n1,2,3\n1,2\n1,2,3\n")

    @pytest.mark.parametrize("row", [b'"1,2\n', b'1"2,3\n', b'"1"2,3\n'])
    def test_quotes(self, row: bytes) -> None:
        """A quote is closed, and stands at both ends of a cell."""
        (fault,) = faults(b"start,end\n" + row)
        assert fault.startswith("t.csv:2:1: a quote is not closed, or stands")

    def test_foreign_bytes(self) -> None:
        """A byte that no text has is told by its number."""
        (fault,) = faults(b"start\n\x81\n")
        assert fault.startswith("t.csv:2:1: the byte 0x81 is not UTF-8")

    def test_too_large(self) -> None:
        """A table has a limit, like every text."""
        assert [
            (
                f"t.csv: larger than {LIMIT} bytes, the most that is read; split "
                "it"
            )
        ] == faults(b"a" * (LIMIT + 1))


class TestPlaced:
    """Faults of the record that was made of a table."""

    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("outages[1].end", "t.csv:3:3: outages[1].end: is bad"),
            ("outages[1].impact", "t.csv:3:1: outages[1].impact: is bad"),
            ("outages[1]", "t.csv:3:1: outages[1]: is bad"),
            ("period", "--period: is bad"),
            ("service", "t.csv: service: is bad"),
        ],
    )
    def test_place(self, path: str, expected: str) -> None:
        """A fault has the place of its cell, its row, or its option."""
        table = read_outages(b"start,end\n1,2\n3,4\n", "t.csv")
        error = PolicyError.of("is bad", path=path)
        placed = table.placed(error, {"period": "--period"})
        assert [expected] == messages(placed)
