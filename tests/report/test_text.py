"""The statement as text: the same wherever it is made."""

import sys

import pytest

from slapolicy import report
from slapolicy.explain import Language
from slapolicy.report._plain import columns, plain_table
from slapolicy.report._tables import Column, Row, Table
from slapolicy.report._text import painter
from slapolicy.report._words import CREDIT, SERVICE, TITLE
from tests.report.cases import RTL, evaluated, hostile


EN = Language.of("en")
CREDIT_TABLE = """\
How the credit comes about
-----------------------------------------------------------------------
What                About         Reckoned                       Amount
-----------------------------------------------------------------------
Award for “uptime”  October 2026  25 % of the fee (10.00 EUR)  2.50 EUR
-----------------------------------------------------------------------
Total                                                          2.50 EUR
"""


class TestText:
    """The function `text`."""

    def test_it_is_the_same_with_and_without_rich(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Without colours nothing but the evaluation decides."""
        found = report.text(evaluated())
        monkeypatch.setitem(sys.modules, "rich", None)
        assert found == report.text(evaluated())
        assert "\x1b" not in found

    def test_tables_add_up(self) -> None:
        """The credit, line by line."""
        assert CREDIT_TABLE in report.text(evaluated())

    @pytest.mark.parametrize("width", [60, 80, 120])
    def test_it_fits(self, width: int) -> None:
        """No line is longer than the terminal is wide."""
        lines = report.text(evaluated(), width=width).splitlines()
        assert width >= max(map(len, lines))

    def test_italian(self) -> None:
        """The same in another language."""
        found = report.text(evaluated(), "it")
        assert "Accredito: 2,50 EUR" in found
        assert "nota di credito" not in found.lower()

    def test_colours_are_those_of_rich(self) -> None:
        """What is not kept is red."""
        found = report.text(evaluated(), color=True)
        assert "\x1b[1;31muptime" in found
        assert "\x1b[34mExcluded" in found

    def test_rich_reads_no_markup_in_text(self) -> None:
        """Brackets are brackets."""
        assert "[red]x[/red]" in report.text(
            hostile("[red]x[/red]"), color=True
        )

    @pytest.mark.parametrize("color", [False, True])
    def test_a_terminal_obeys_nothing_of_it(self, *, color: bool) -> None:
        """Neither an escape sequence nor an override reaches it."""
        found = report.text(hostile(RTL), color=color)
        assert "\u202e" not in found
        assert "\x1b[2J" not in found

    def test_what_it_rests_on_is_said(self) -> None:
        """Assumptions, and which documents."""
        found = report.text(evaluated())
        assert "- month: a calendar month is taken" in found
        assert "(SHA-256, the first 12 digits)" in found

    def test_without_assumptions_none_are_said(self) -> None:
        """And what limits and rounding take stands on lines of its own."""
        evaluation = evaluated(
            credit="{kind: pro-rata}",
            more="credits: {caps: [{at_most: 0.10 EUR, per: period}]}",
            assumed="",
        )
        found = report.text(evaluation, width=120)
        assert "rests on" not in found
        assert "Limit " in found
        assert "at most 0.10 EUR per period" in found

    def test_rounding_is_a_line(self) -> None:
        """So that the lines add up to the credit."""
        found = report.text(evaluated(credit="{kind: pro-rata}"))
        assert "Rounding " in found

    def test_nothing_owed_is_short(self) -> None:
        """Tables without rows are left out."""
        found = report.text(evaluated(month="period: 2026-10\n"))
        assert "How the credit comes about" not in found
        assert "Who must ask, by when" not in found


class TestPainter:
    """The function `painter`."""

    def test_without_rich_tables_are_plain(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Also where colours are wanted."""
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
        assert painter(color=True) is plain_table


class TestPlainTable:
    """The function `plain_table`."""

    def test_wide_characters_take_two_columns(self) -> None:
        """What follows them stays in line."""
        assert [4, 1, 3] == [columns(one) for one in ("日本", "é", "abc")]
        assert 1 == columns("e\u0301")

    def test_a_narrow_table_stays_readable(self) -> None:
        """Columns are never narrower than eight characters."""
        table = Table(
            TITLE(),
            Column.of(SERVICE, CREDIT, numbers=1),
            (Row(("a long name of a service", None)),),
        )
        assert (
            "Credit statement\n"
            "----------------\n"
            "Service   Credit\n"
            "----------------\n"
            "a long\nname of\na\nservice\n"
        ) == plain_table(table, EN, 5)
