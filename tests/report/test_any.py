"""Any evaluation can be reported."""

import pytest

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import Evaluation, SlaPolicyError, evaluate, report
from slapolicy.strategies import policies, records
from tests.report.cases import Page


@st.composite
def evaluations(draw: st.DrawFn) -> Evaluation:
    """Draw a policy, a record of it, and what follows."""
    policy = draw(policies())
    return evaluate(policy, draw(records(policy)))


class TestAny:
    """Whatever was agreed and whatever happened."""

    @pytest.mark.parametrize("lang", ["en", "it"])
    @given(evaluations())
    def test_it_is_a_page(self, lang: str, evaluation: Evaluation) -> None:
        """Every element is closed, every drawing within its bounds."""
        found = Page(report.html(evaluation, lang))
        assert [] == found.open
        widths = [one["width"] or "" for one in found.named("rect")]
        assert [] == [one for one in widths if one.startswith("-")]

    @given(evaluations())
    def test_it_is_text(self, evaluation: Evaluation) -> None:
        """With and without colours."""
        assert report.text(evaluation)
        assert report.text(evaluation, color=True)

    @given(st.lists(evaluations(), max_size=3))
    def test_it_is_a_series(self, found: list[Evaluation]) -> None:
        """Also of services that have nothing in common."""
        assert [] == Page(report.series(found)).open

    @given(evaluations())
    def test_it_is_payable_or_refused(self, evaluation: Evaluation) -> None:
        """What is billed is the credit, and nothing else is billed."""
        try:
            money = report.payable(evaluation)
        except SlaPolicyError:
            return
        assert money == evaluation.credit.money
        assert money.amount > 0

    @given(evaluations())
    def test_it_is_a_line(self, evaluation: Evaluation) -> None:
        """Of either kind."""
        assert 2 == len(list(report.csv_lines([evaluation])))
        assert 1 == len(list(report.json_lines([evaluation])))

    @given(evaluations())
    def test_it_is_a_cell(self, evaluation: Evaluation) -> None:
        """And so is its policy."""
        assert [] == Page(evaluation._repr_html_()).open
        assert [] == Page(evaluation.policy._repr_html_()).open
