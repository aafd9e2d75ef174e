"""Diagnostics and their witnesses as values."""

import pickle

import pytest

from slapolicy import (
    DateWitness,
    Diagnostic,
    Figure,
    LevelWitness,
    LintCode,
    Severity,
    Span,
    SpanWitness,
    lint,
)
from slapolicy.figures import Quantity
from tests.linting.small import sla


DAY = Span.from_iso("2026-06-01T00:00:00Z/2026-06-02T00:00:00Z")


class TestCodes:
    """What may be wrong, and how bad it is."""

    def test_names_are_those_of_the_members(self) -> None:
        """Only dashes tell them apart."""
        for code in LintCode:
            assert code.name == code.value.upper().replace("-", "_")

    @pytest.mark.parametrize(
        ("code", "severity"),
        [
            (LintCode.ROW_GAP, Severity.ERROR),
            (LintCode.NOT_EVALUABLE, Severity.ERROR),
            (LintCode.CLIFF, Severity.WARNING),
            (LintCode.NO_CLAUSE, Severity.NOTE),
        ],
    )
    def test_each_has_a_severity(
        self, code: LintCode, severity: Severity
    ) -> None:
        """It is always the same."""
        assert severity is code.severity
        assert severity is Diagnostic(code=code, path="", message="").severity


class TestWitnesses:
    """Where a fault shows, as text and as JSON has it."""

    @pytest.mark.parametrize(
        ("witness", "text", "tree"),
        [
            (
                LevelWitness(figure=Figure.parse("99.85%")),
                "99.85%",
                {"level": "99.85%"},
            ),
            (
                LevelWitness(
                    figure=Figure.parse("1 hour"),
                    beside=Figure.parse("30 minutes"),
                    downtime=DAY.length,
                    period=DAY,
                    attributes=(("plan", "gold"),),
                ),
                "1 hour",
                {
                    "level": "1 hour",
                    "beside": "30 minutes",
                    "downtime": "PT24H",
                    "period": {
                        "start": "2026-06-01T00:00:00Z",
                        "end": "2026-06-02T00:00:00Z",
                    },
                    "attributes": {"plan": "gold"},
                },
            ),
            (
                SpanWitness(DAY),
                "2026-06-01T00:00:00Z/2026-06-02T00:00:00Z",
                {
                    "span": {
                        "start": "2026-06-01T00:00:00Z",
                        "end": "2026-06-02T00:00:00Z",
                    }
                },
            ),
            (
                DateWitness(
                    outage=DAY.start_ticks,
                    lapses=DAY.start_ticks,
                    known=DAY.end_ticks,
                ),
                "2026-06-01T00:00:00Z",
                {
                    "outage": "2026-06-01T00:00:00Z",
                    "lapses": "2026-06-01T00:00:00Z",
                    "known": "2026-06-02T00:00:00Z",
                },
            ),
        ],
    )
    def test_are_written(
        self,
        witness: LevelWitness | SpanWitness | DateWitness,
        text: str,
        tree: dict[str, object],
    ) -> None:
        """Nothing is rounded."""
        assert text == str(witness)
        assert tree == witness.to_tree()


class TestDiagnostic:
    """One thing that is wrong."""

    ONE = Diagnostic(
        code=LintCode.ROW_GAP,
        path="commitments[0].credit.rows[0]",
        message="it has a gap",
        clause="3",
        witness=LevelWitness(figure=Figure(Quantity.PERCENTAGE, 1)),
    )

    def test_as_a_line(self) -> None:
        """Severity, code, path, message; the path only if there is one."""
        assert (
            "error row-gap commitments[0].credit.rows[0]: it has a gap"
            == str(self.ONE)
        )
        bare = Diagnostic(code=LintCode.CLIFF, path="", message="it is steep")
        assert "warning cliff it is steep" == str(bare)

    def test_as_json_has_it(self) -> None:
        """With its witness, if it has one."""
        assert {
            "severity": "error",
            "code": "row-gap",
            "path": "commitments[0].credit.rows[0]",
            "clause": "3",
            "message": "it has a gap",
            "witness": {"level": "100%"},
        } == self.ONE.to_dict()
        bare = Diagnostic(code=LintCode.CLIFF, path="", message="it is steep")
        assert bare.to_dict()["witness"] is None

    def test_is_a_value(self) -> None:
        """Hashable, comparable, picklable, and named after its clause."""
        again = pickle.loads(pickle.dumps(self.ONE))
        assert {self.ONE} == {again}

    def test_names_the_clause_of_its_term(self) -> None:
        """Where the term cites one."""
        policy = sla(
            "{kind: pro-rata}",
            of_one="    clause: '3'\n",
            more="clauses: [{id: '3'}]\n",
        )
        assert ["3"] == [one.clause for one in lint(policy)]


class TestNotebooks:
    """What a notebook shows."""

    def test_all_of_them_and_each(self) -> None:
        """Both are tables."""
        all_ = lint(sla("{kind: pro-rata}"))
        for shown in (all_, all_[0]):
            assert "unsaturated" in shown._repr_html_()
