"""``slapolicy check``: what is wrong with policies."""

import json

from pathlib import Path

from slapolicy import parse_policy
from tests.commands import Slapolicy


SOUND = """\
id: sound
timezone: UTC
currency: EUR
period: {kind: calendar, unit: month}
commitments:
  - id: uptime
    metric: {kind: availability}
    target: {at_least: 99%}
    credit: {kind: flat, amount: 10%}
"""
FAULTY = SOUND.replace("flat, amount: 10%", "pro-rata")
STEEP = SOUND.replace("10%", "60%")


def write(name: str, text: str) -> str:
    """Write a file, and return its name."""
    Path(name).write_text(text, encoding="utf-8")
    return name


class TestCheck:
    """What is wrong, and the exit status."""

    def test_a_sound_policy(self, slapolicy: Slapolicy) -> None:
        """It says nothing."""
        done = slapolicy("check", write("sound.yaml", SOUND))
        assert 0 == done.status
        assert ("", []) == (done.out, done.faults)

    def test_an_error(self, slapolicy: Slapolicy) -> None:
        """File, line and column, severity, code, message."""
        done = slapolicy("check", write("faulty.yaml", FAULTY))
        assert 1 == done.status
        assert done.out.startswith(
            "faulty.yaml:9:5: error unsaturated nothing caps pro-rata: "
        )

    def test_a_warning_is_no_error(self, slapolicy: Slapolicy) -> None:
        """It is told all the same."""
        done = slapolicy("check", write("steep.yaml", STEEP))
        assert 0 == done.status
        assert done.out.startswith("steep.yaml:9:5: warning cliff ")

    def test_what_is_not_there_lies_where_it_would_be(
        self, slapolicy: Slapolicy
    ) -> None:
        """At the start of what is around it."""
        second = SOUND + SOUND[SOUND.index("  - id") :].replace(
            "uptime", "second"
        )
        done = slapolicy("check", write("two.yaml", second))
        assert 0 == done.status
        assert done.out.startswith("two.yaml:1:1: warning stacking-unsaid ")

    def test_the_order_of_the_text(self, slapolicy: Slapolicy) -> None:
        """Not that of the checks."""
        text = FAULTY + "clauses: [{id: a}]\nclaims: {file: {within: 1 day}}\n"
        done = slapolicy("check", write("many.yaml", text))
        assert 1 == done.status
        lines = [int(line.split(":")[1]) for line in done.lines]
        assert sorted(lines) == lines
        assert len(lines) > 3

    def test_a_worked_example(self, slapolicy: Slapolicy) -> None:
        """It is run."""
        example = (
            "examples:\n"
            "  - record: {service: {id: s, fee: 10.00 EUR}, period: 2026-06}\n"
            "    expect: {credit: {money: 1.00 EUR}}\n"
        )
        done = slapolicy("check", write("example.yaml", SOUND + example))
        assert 1 == done.status
        assert done.out.startswith(
            "example.yaml:11:5: error example-fails credit"
        )

    def test_a_published_agreement(self, slapolicy: Slapolicy) -> None:
        """It is named by its id, and told by its file."""
        done = slapolicy("check", "clamehost")
        assert 1 == done.status
        assert "clamehost.yaml:" in done.out
        assert "error window-before-metric" in done.out

    def test_a_file_goes_before_an_agreement(
        self, slapolicy: Slapolicy
    ) -> None:
        """Of the same name."""
        done = slapolicy("check", write("clamehost", SOUND))
        assert 0 == done.status
        assert ("", []) == (done.out, done.faults)

    def test_several_policies(self, slapolicy: Slapolicy) -> None:
        """One error is enough."""
        names = [write("a.yaml", SOUND), write("b.yaml", FAULTY)]
        done = slapolicy("check", *names)
        assert 1 == done.status
        assert "b.yaml:" in done.out

    def test_what_cannot_be_read(self, slapolicy: Slapolicy) -> None:
        """It is told on the other stream, and the rest is checked."""
        names = ["nothing.yaml", write("b.yaml", FAULTY)]
        done = slapolicy("check", *names)
        assert 2 == done.status
        assert done.out.startswith("b.yaml:9:5: error")
        assert done.faults[0].startswith("nothing.yaml: ")

    def test_a_policy_that_contradicts_itself(
        self, slapolicy: Slapolicy
    ) -> None:
        """It reads, and still cannot be checked."""
        bad = write("bad.yaml", SOUND.replace("EUR", "XYZ"))
        done = slapolicy("check", bad)
        assert 2 == done.status
        assert "bad.yaml:3:11: currency: " in done.faults[0]

    def test_json(self, slapolicy: Slapolicy) -> None:
        """For programs: with the path, and the witness."""
        done = slapolicy("check", "--json", write("faulty.json", _json()))
        assert 1 == done.status
        (one,) = json.loads(done.out)
        message = one.pop("message")
        assert "nothing caps pro-rata" in message
        assert "2027-04-01T00:00:00Z" == one["witness"].pop("period")["start"]
        assert {
            "file": "faulty.json",
            "line": 1,
            "column": _json().index('"credit"') + 1,
            "severity": "error",
            "code": "unsaturated",
            "path": "commitments[0].credit",
            "clause": None,
            "witness": {"level": "0%", "downtime": "PT720H"},
        } == one

    def test_json_of_nothing(self, slapolicy: Slapolicy) -> None:
        """An empty list."""
        done = slapolicy("check", "--json", write("sound.yaml", SOUND))
        assert 0 == done.status
        assert "[]\n" == done.out


def _json() -> str:
    """Return the faulty policy as JSON."""
    return json.dumps(parse_policy(FAULTY).to_dict())
