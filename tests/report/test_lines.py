"""Many evaluations, each as a line."""

import csv
import io
import json

import pytest

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import report
from tests.report.cases import evaluated, hostile


def rows(*found: object) -> list[dict[str, str]]:
    """Return a table of evaluations, read."""
    lines = report.csv_lines(found)  # type: ignore[arg-type]  # refused
    return list(csv.DictReader(io.StringIO("".join(lines), newline="")))


class TestCsvLines:
    """The function `csv_lines`."""

    def test_an_evaluation_is_a_row(self) -> None:
        """Sums without their currency, which has a column of its own."""
        evaluation = evaluated()
        assert [
            {
                "service": "web",
                "policy": "host",
                "version": "3",
                "period": "2026-10",
                "start": "2026-09-30T22:00:00Z",
                "end": "2026-10-31T23:00:00Z",
                "as_of": "2026-10-31T23:00:00Z",
                "final": "true",
                "outcomes": "uptime: breached; restoration: breached",
                "credit": "2.50",
                "currency": "EUR",
                "extension": "",
                "undetermined": "",
                "standings": "open",
                "file_by": "2026-11-24T08:30:00Z",
                "policy_digest": evaluation.policy.digest,
                "record_digest": evaluation.record.digest,
            }
        ] == rows(evaluation)

    def test_what_is_not_known_is_empty(self) -> None:
        """And the reason beside it; never 0."""
        open_ = evaluated(
            credit="{kind: unspecified, text: some}",
            as_of="2026-10-30T00:00Z",
            more="claims: {}",
        )
        (found,) = rows(open_)
        assert ["", "unspecified", "false", ""] == [
            found[name]
            for name in ("credit", "undetermined", "final", "file_by")
        ]

    @pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
    def test_no_cell_is_a_formula(self, sign: str) -> None:
        """What a spreadsheet would reckon with has a quote before it."""
        (found,) = rows(hostile(f"{sign}1+1"))
        assert f"'{sign}1+1" == found["service"]

    @given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
    def test_any_text_comes_back(self, text: str) -> None:
        """Commas, quotes and line breaks stay in their cell."""
        lines = "".join(report.csv_lines([hostile(text)]))
        (_, found) = csv.reader(io.StringIO(lines, newline=""))
        assert found[0] in {text, f"'{text}"}

    def test_it_streams(self) -> None:
        """The first row is there before the second is evaluated."""
        lines = report.csv_lines(evaluated() for _ in iter(int, 1))
        assert "service,policy," == next(lines)[:15]
        assert "web,host," == next(lines)[:9]


class TestJsonLines:
    """The function `json_lines`."""

    def test_a_line_is_a_whole_evaluation(self) -> None:
        """Each ends where the next begins."""
        evaluation = evaluated()
        first, second = report.json_lines([evaluation, evaluation])
        assert evaluation.to_dict() == json.loads(first)
        assert first == second
        assert 1 == first.count("\n")
