"""What a notebook shows: parts of a page that leave the rest alone."""

import subprocess
import sys

from slapolicy import catalogue
from slapolicy.linting import lint
from slapolicy.linting.diagnostics import Diagnostics
from tests.report.cases import SCRIPT, Page, evaluated, hostile


def cell(value: object) -> Page:
    """Return what a notebook shows of a value."""
    source = value._repr_html_()  # type: ignore[attr-defined]  # each has it
    assert isinstance(source, str)
    return Page(source)


class TestEvaluation:
    """The method `Evaluation._repr_html_`."""

    def test_it_shows_the_credit_and_the_period(self) -> None:
        """The sum, each promise's timeline, the lines."""
        found = cell(evaluated())
        assert "Credit statement: web, October 2026" in found.text
        assert "2.50 EUR" in found.text
        drawn = [one for one in found.named("svg") if one.get("class")]
        assert 2 == [one["class"] for one in drawn].count("timeline")

    def test_two_cells_do_not_lead_to_each_other(self) -> None:
        """No link, no heading that another could be taken for."""
        found = cell(evaluated())
        assert [] == found.named("a")
        ids = {one["id"] for _, one in found.tags if "id" in one}
        assert all((one or "").startswith("slapolicy-") for one in ids)

    def test_text_stays_text(self) -> None:
        """A notebook runs what is a script."""
        assert [] == cell(hostile(SCRIPT)).named("script")


class TestPolicy:
    """The method `Policy._repr_html_`."""

    def test_it_reads_as_an_agreement(self) -> None:
        """Section by section."""
        found = cell(catalogue.load("clamehost"))
        assert "ClameHost hosting SLA" in found.text
        assert [] == found.open


class TestDiagnostics:
    """The methods `_repr_html_` of what the linter says."""

    def test_all_findings_are_a_table(self) -> None:
        """With severity, code, term and message."""
        found = lint(catalogue.load("aws-route53"))
        shown = cell(found)
        assert len(found) + 1 == len(shown.named("tr"))
        assert found[0].code.value in shown.text

    def test_one_finding_is_a_table_too(self) -> None:
        """Of one row."""
        found = lint(catalogue.load("aws-route53"))[0]
        assert 2 == len(cell(found).named("tr"))

    def test_nothing_found_is_said(self) -> None:
        """An empty table says nothing."""
        assert "Nothing found." == cell(Diagnostics()).text


class TestImport:
    """Importing the library."""

    def test_it_loads_no_report(self) -> None:
        """Only who looks at one pays for it."""
        code = (
            "import sys, slapolicy; slapolicy.evaluate; slapolicy.Policy; "
            "late = 'slapolicy.report', 'rich'; "
            "print([name for name in sys.modules if name.startswith(late)])"
        )
        found = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            text=True,
        )
        assert "[]\n" == found.stdout
