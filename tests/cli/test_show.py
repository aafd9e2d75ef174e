"""``slapolicy show``: a policy as a person would read a contract."""

from pathlib import Path

import pytest

from slapolicy import catalogue, dump_policy
from tests.commands import Slapolicy


class TestShow:
    """What is printed."""

    def test_contract(self, slapolicy: Slapolicy) -> None:
        """Promise, table, exclusions, deadlines, assumptions: all of it."""
        done = slapolicy("show", "clamehost")
        assert (0, []) == (done.status, done.faults)
        assert "ClameHost hosting SLA" == done.lines[0]
        for line in (
            "- Provider: ClameHost",
            "- Version: 2021",
            "- Published at: https://www.clamehost.it/sla.php",
            "Promise “uptime”",
            "- Promised: availability, at least 99.9 %",
            "- figure at least 98 % and below 99.9 %: 10 % of the fee",
            "- maintenance, planned or urgent",
            "- Limit: at most 100 % of the fee per period",
            "- the customer must ask: 7 days after the outage was verified",
            "- the provider must decide: 48 hours after the claim was made",
            "Assumptions",
        ):
            assert line in done.lines

    def test_file(self, slapolicy: Slapolicy) -> None:
        """A policy in a file is shown the same."""
        policy = catalogue.load("clamehost")
        Path("policy.json").write_text(dump_policy(policy, "json"), "utf-8")
        assert slapolicy("show", "clamehost").out == (
            slapolicy("show", "policy.json").out
        )

    def test_italian(self, slapolicy: Slapolicy) -> None:
        """It speaks Italian if it is asked to."""
        lines = slapolicy("show", "clamehost", "--lang", "it").lines
        assert "- Promesso: disponibilità, almeno 99,9 %" in lines

    @pytest.mark.parametrize("id_", catalogue.ids())
    def test_fits_a_terminal(self, slapolicy: Slapolicy, id_: str) -> None:
        """No line of any agreement is longer than a terminal is wide."""
        lines = slapolicy("show", id_).lines
        assert [] == [line for line in lines if len(line) > 80]


class TestBadInput:
    """A policy that cannot be used."""

    def test_unknown(self, slapolicy: Slapolicy) -> None:
        """An unknown id names the nearest."""
        done = slapolicy("show", "clamehos")
        assert (2, "") == (done.status, done.out)
        assert [
            (
                "clamehos: neither a file nor an agreement of the catalogue; "
                "did you mean clamehost? `slapolicy policies` lists them"
            )
        ] == done.faults

    def test_faults(self, slapolicy: Slapolicy) -> None:
        """Each fault is one line, with its place."""
        Path("policy.yaml").write_text("id: x\ncurency: EUR\n", "utf-8")
        done = slapolicy("show", "policy.yaml")
        assert (2, "") == (done.status, done.out)
        assert any(
            line.startswith("policy.yaml:2:1: curency: unknown key; ")
            for line in done.faults
        )
