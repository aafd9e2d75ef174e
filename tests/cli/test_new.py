"""``slapolicy new``: a policy to begin with."""

from pathlib import Path

from slapolicy import evaluate, lint, parse_policy, record_from_dict
from slapolicy.cli.new import starter
from tests.commands import Slapolicy


class TestNew:
    """A policy to begin with."""

    def test_is_printed(self, slapolicy: Slapolicy) -> None:
        """If no file is named."""
        done = slapolicy("new")
        assert (0, starter()) == (done.status, done.out)

    def test_is_written(self, slapolicy: Slapolicy) -> None:
        """And then says nothing."""
        done = slapolicy("new", "policy.yaml")
        assert (0, "", []) == (done.status, done.out, done.faults)
        assert starter() == Path("policy.yaml").read_text("utf-8")

    def test_overwrites_nothing(self, slapolicy: Slapolicy) -> None:
        """What is there stays."""
        Path("policy.yaml").write_text("mine", "utf-8")
        done = slapolicy("new", "policy.yaml")
        assert 2 == done.status
        assert "mine" == Path("policy.yaml").read_text("utf-8")
        assert [
            "policy.yaml: exists and is not overwritten; name another file"
        ] == done.faults

    def test_needs_a_folder(self, slapolicy: Slapolicy) -> None:
        """It makes none."""
        done = slapolicy("new", "nowhere/policy.yaml")
        assert 2 == done.status
        assert "name a file that can be written" in done.faults[0]

    def test_checks_clean(self, slapolicy: Slapolicy) -> None:
        """Not even a note."""
        assert () == lint(parse_policy(starter()))
        slapolicy("new", "policy.yaml")
        done = slapolicy("check", "policy.yaml")
        assert (0, "", []) == (done.status, done.out, done.faults)

    def test_evaluates(self) -> None:
        """Its example comes out."""
        policy = parse_policy(starter())
        (example,) = policy.examples
        assert isinstance(example.record, dict)
        record = record_from_dict(example.record, policy)
        found = evaluate(policy, record)
        assert "10.00 EUR" == str(found.credit.money)
        assert ("month",) == found.assumptions
