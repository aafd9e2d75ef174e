"""Clauses, glosses and assumptions."""

import pytest

from slapolicy import LevelWitness, catalogue
from slapolicy.linting.clauses import find
from tests.linting.small import codes, found, only, sla


def gloss(
    downtime: str,
    per: str = "month",
    term: str = "commitments.uptime.target",
) -> str:
    """Return a clause that states a figure again; all of it is YAML."""
    return (
        f"clauses: [{{id: a, states: [{{term: {term}, "
        f"downtime: {downtime}, per: {per}}}]}}]\n"
    )


CITED = "    clause: a\n"


class TestGlossDisagrees:
    """A clause says the same figure in another unit, and it differs."""

    @pytest.mark.parametrize(
        ("target", "downtime", "per", "there"),
        [
            ("99.95%", "22 minutes", "month", True),
            ("99.95%", "1296 seconds", "month", False),
            ("99.95%", "21 minutes", "month", False),
            ("99.9%", "43 minutes", "month", False),
            ("99.9%", "45 minutes", "month", True),
            ("99.9%", "44 minutes", "month", True),
            ("99.99%", "52 minutes", "year", False),
            ("99.95%", "260 minutes", "year", True),
            ("99.9%", "8 hours", "year", False),
            ("99%", "7 hours", "month", False),
            ("99%", "14 minutes", "day", False),
            ("99%", "100 minutes", "week", False),
            ("99%", "21 hours", "quarter", False),
        ],
    )
    def test_is_told(
        self,
        target: str,
        downtime: str,
        per: str,
        there: bool,  # noqa: FBT001 # a case
    ) -> None:
        """Cut to the unit in which it is stated it agrees."""
        policy = sla(
            "",
            target=f"{{at_least: {target}}}",
            of_one=CITED,
            more=gloss(downtime, per),
        )
        expected = [("gloss-disagrees", "clauses[0].states[0]")]
        assert (expected if there else []) == found(policy)

    def test_a_month_of_31_days_may_be_meant(self) -> None:
        """If it is stated exactly."""
        more = gloss("2678.4 seconds")
        assert [] == found(sla("", of_one=CITED, more=more))

    def test_a_nominal_month_is_the_contracts_own(self) -> None:
        """Of 730 hours 99.9 % are 43 minutes and 48 seconds."""
        period = "{kind: calendar, unit: month, nominal: 730 hours}"
        more = gloss("2628 seconds")
        assert [] == found(sla("", period=period, of_one=CITED, more=more))
        assert {"gloss-disagrees"} == codes(sla("", of_one=CITED, more=more))

    def test_both_figures_show_it(self) -> None:
        """What the clause says, beside what the target allows."""
        policy = sla("", of_one=CITED, more=gloss("45 minutes"))
        witness = only(policy, "gloss-disagrees").witness
        assert isinstance(witness, LevelWitness)
        assert ("45 minutes", "2592 seconds") == (
            str(witness.figure),
            str(witness.beside),
        )

    @pytest.mark.parametrize(
        "term", ["commitments.uptime.metric", "commitments.nobody.target"]
    )
    def test_what_is_no_target(self, term: str) -> None:
        """There is no percentage to compare with."""
        policy = sla("", of_one=CITED, more=gloss("1 hour", term=term))
        assert "is no target" in only(policy, "gloss-disagrees").message

    def test_a_target_without_a_percentage(self) -> None:
        """A length needs no gloss."""
        policy = sla(
            "",
            target="{at_most: 1 hour}",
            of_one=CITED,
            more=gloss("1 hour"),
        )
        assert "is no target" in only(policy, "gloss-disagrees").message


class TestCitations:
    """Clauses that no term cites, and terms that cite none."""

    CLAUSES = "clauses: [{id: a}, {id: b}]\n"

    def test_a_clause_that_no_term_cites(self) -> None:
        """Only the other one is cited."""
        policy = sla("", of_one=CITED, more=self.CLAUSES)
        assert [("uncited-clause", "clauses[1]")] == found(policy)

    def test_a_policy_without_clauses_needs_no_citations(self) -> None:
        """Nobody wrote them down."""
        assert [] == found(sla(""))

    def test_terms_without_a_clause(self) -> None:
        """Each that could cite one."""
        policy = sla(
            "{kind: flat, amount: 10%}",
            of_one=("    claims: {}\n    exclusions: [{kind: suspension}]\n"),
            more=(
                "clauses: [{id: a}]\n"
                "exclusions: [{kind: suspension, clause: a}, "
                "{kind: suspension}]\n"
                "credits: {form: cash}\n"
                "claims: {}\n"
                "rights: [{right: terminate, when: {breaches: 2}}]\n"
            ),
        )
        assert [
            "commitments[0]",
            "commitments[0].claims",
            "exclusions[1]",
            "commitments[0].exclusions[0]",
            "credits",
            "claims",
            "rights[0]",
        ] == [path for code, path in found(policy) if code == "no-clause"]

    def test_a_clause_that_there_is_not(self) -> None:
        """It is cited and cannot be read."""
        policy = sla("", of_one="    clause: c\n", more="clauses: [{id: a}]\n")
        assert ("no-clause", "commitments[0].clause") in found(policy)


class TestIdleAssumption:
    """An assumption that touches nothing."""

    @pytest.mark.parametrize(
        ("touches", "path"),
        [
            ("[]", "assumptions[0]"),
            ("[commitments.nobody]", "assumptions[0].touches[0]"),
            ("[period, periods]", "assumptions[0].touches[1]"),
            (
                "[commitments.uptime.target.at_leat]",
                "assumptions[0].touches[0]",
            ),
            ("[id.of]", "assumptions[0].touches[0]"),
        ],
    )
    def test_is_told(self, touches: str, path: str) -> None:
        """Or that touches what is not there."""
        more = f"assumptions: [{{id: a, text: t, touches: {touches}}}]\n"
        assert [("idle-assumption", path)] == found(sla("", more=more))

    @pytest.mark.parametrize(
        "path",
        [
            "period",
            "claims",
            "commitments.uptime",
            "commitments[0].metric.grain",
            "commitments.uptime.target.at_least",
            "commitments.uptime.target.at_most",
            "commitments.uptime.target.unspecified",
            "calendars.desk.hours",
            "credits.minimum",
        ],
    )
    def test_what_there_may_be_is_touched(self, path: str) -> None:
        """Also where it has its default."""
        more = (
            f"assumptions: [{{id: a, text: t, touches: ['{path}']}}]\n"
            'calendars: {desk: {hours: {mon: ["09:00-17:00"]}}}\n'
        )
        assert [] == found(sla("", more=more))


class TestUnspecifiedPays:
    """What nobody can read decides money."""

    UNREAD = "{kind: unspecified, text: a fair amount}"

    def test_a_credit(self) -> None:
        """What is owed is not known."""
        assert [("unspecified-pays", "commitments[0].credit")] == found(
            sla(self.UNREAD)
        )

    def test_a_part_of_one(self) -> None:
        """Of a sum it is named."""
        flat = "{kind: flat, amount: 10%}"
        policy = sla(f"{{kind: sum, rules: [{flat}, {self.UNREAD}]}}")
        assert [
            ("unspecified-pays", "commitments[0].credit.rules[1]")
        ] == found(policy)

    def test_a_target(self) -> None:
        """Whether anything is owed is not known."""
        policy = sla(
            "{kind: flat, amount: 10%}", target="{unspecified: quickly}"
        )
        assert [("unspecified-pays", "commitments[0].target")] == found(policy)

    def test_a_target_that_earns_nothing(self) -> None:
        """No money turns on it."""
        assert [] == found(sla("", target="{unspecified: quickly}"))


class TestFind:
    """The term to which a path leads."""

    def test_by_key_place_and_id(self) -> None:
        """Both ways of writing a place lead there."""
        policy = catalogue.load("clamehost")
        one = policy.commitments[1]
        for path in ("commitments.restoration", "commitments[1]"):
            assert one is find(policy, path)

    def test_nowhere(self) -> None:
        """It says which key is not there."""
        with pytest.raises(LookupError, match="nobody"):
            find(catalogue.load("clamehost"), "commitments.nobody")
