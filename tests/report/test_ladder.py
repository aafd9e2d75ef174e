"""The ladder: on which step each reading landed."""

import pytest

from slapolicy import (
    Evaluation,
    Outcome,
    evaluate,
    parse_policy,
    parse_record,
)
from slapolicy.explain import Language, said
from slapolicy.report._ladder import ladders
from slapolicy.report._tables import Table
from tests.report.cases import TIERS, evaluated


EN = Language.of("en")
QUIET = "period: 2026-10\n"
GAP = "{kind: tiers, rows: [{below: 90%, credit: 100%}]}"
LONGEST = "{kind: tiers, reads: longest, rows: [{above: 2 hours, credit: 5%}]}"
SUM = f"{{kind: sum, rules: [{{kind: flat, amount: 1.00 EUR}}, {TIERS}]}}"

COUNT = """\
slapolicy: 1
id: few
timezone: UTC
currency: EUR
period: {kind: calendar, unit: month}
commitments:
  - id: outages
    metric: {kind: count}
    target: {at_most: "0"}
    credit: {kind: tiers, reads: longest, rows: [{above: 1 hour, credit: 5%}]}
"""


def steps(evaluation: Evaluation) -> list[tuple[str, ...]]:
    """Return the rows of the first promise's only ladder, in words."""
    (found,) = ladders(evaluation, evaluation.results[0])
    assert isinstance(found, Table)
    return [
        tuple("" if one is None else said(one, EN) for one in row.cells)
        for row in found.rows
    ]


class TestLadders:
    """The function `ladders`."""

    def test_a_breach_lands_on_the_row_that_pays(self) -> None:
        """And on no other."""
        assert [
            ("at least 99.9 %: as promised", "nothing is owed", ""),
            ("at least 98 % and below 99.9 %", "10 % of the fee", ""),
            (
                "at least 95 % and below 98 %",
                "25 % of the fee",
                "97.81719 %",
            ),
            ("below 95 %", "100 % of the fee", ""),
        ] == steps(evaluated())

    def test_a_kept_promise_lands_on_what_was_promised(self) -> None:
        """Where nothing is owed."""
        landed = [row[2] for row in steps(evaluated(month=QUIET))]
        assert ["100 %", "", "", ""] == landed

    def test_a_figure_between_rows_lands_nowhere(self) -> None:
        """Nobody can say what it earns."""
        landed = [row[2] for row in steps(evaluated(credit=GAP))]
        assert ["", ""] == landed

    def test_a_table_may_read_another_figure(self) -> None:
        """Here the longest outage; what was read is still shown."""
        landed = [row[2] for row in steps(evaluated(credit=LONGEST))]
        assert ["", "97.81719 %"] == landed

    def test_every_rule_of_a_sum_is_shown(self) -> None:
        """Tables as tables, the others in words."""
        evaluation = evaluated(credit=SUM)
        flat, table = ladders(evaluation, evaluation.results[0])
        assert not isinstance(flat, Table)
        assert "1.00 EUR" == said(flat, EN)
        assert isinstance(table, Table)

    def test_a_promise_without_credit_has_no_steps(self) -> None:
        """Nothing is owed whatever happens."""
        evaluation = evaluated()
        assert [] == list(ladders(evaluation, evaluation.results[1]))

    @pytest.mark.parametrize("more", ["", "rights: []\n"])
    def test_an_open_outcome_lands_nowhere(self, more: str) -> None:
        """Where nobody can tell whether the promise was kept."""
        month = (
            "period: 2026-10\ntimezone: UTC\n"
            "unobserved: [{start: 2026-09-30T22:00Z, end: 2026-10-31T23:00Z}]"
        )
        landed = [row[2] for row in steps(evaluated(month=month, more=more))]
        assert ["", "", "", ""] == landed


class TestLanded:
    """The function `landed`."""

    def test_a_figure_that_is_missing_lands_nowhere(self) -> None:
        """A count of outages has no excess to read in a table."""
        policy = parse_policy(COUNT)
        record = parse_record(
            "slapolicy: 1\nservice: {id: web, fee: 1.00 EUR}\n"
            "period: 2026-10\noutages: [{start: 2026-10-03T00:00Z, "
            "end: 2026-10-03T01:00Z}]",
            policy,
        )
        evaluation = evaluate(policy, record)
        assert Outcome.BREACHED is evaluation.results[0].outcome
        assert ["", ""] == [row[2] for row in steps(evaluation)]
