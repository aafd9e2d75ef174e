"""``slapolicy replay``: what several policies would have paid."""

import json
import sys

from pathlib import Path

import pytest

from slapolicy import catalogue, parse_record, replay
from slapolicy.explain import LANGUAGES
from tests.asked import AFTER, BEFORE, pinned, write
from tests.commands import Slapolicy


POLICIES = ("clamehost", "aws-s3", "comi-hosting")
ASKED = ("replay", *POLICIES, "--records", "before.yaml", "after.yaml")


class TestText:
    """What is printed for people."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_whole_text(self, slapolicy: Slapolicy, lang: str) -> None:
        """The table is the one that is kept beside this test."""
        write()
        done = slapolicy(*ASKED, "--lang", lang)
        assert (0, []) == (done.status, done.faults)
        assert pinned(f"replay-{lang}") == done.out
        assert [] == [line for line in done.lines if len(line) > 80]

    def test_nobody_can_be_asked(self, slapolicy: Slapolicy) -> None:
        """Where no policy answers the period is named as it was given."""
        write()
        Path("before.yaml").write_text(
            BEFORE.replace(", end: 2026-10-03 04:30", ""), "utf-8"
        )
        done = slapolicy("replay", "clamehost", "--records", "before.yaml")
        assert 0 == done.status
        assert [
            (
                "before.yaml: web-042, "
                "2026-09-30T22:00:00Z/2026-10-31T23:00:00Z"
            ),
            "  clamehost 2021  not asked: outages[0]: o1 has no end; give",
        ] == [line.partition(" as_of")[0] for line in done.lines[:2]]
        assert "  clamehost 2021  cannot be told" == done.lines[-1]


class TestJson:
    """``--json``: the library's tree."""

    def test_dictionary(self, slapolicy: Slapolicy) -> None:
        """What is printed is the replay's dictionary."""
        write()
        done = slapolicy(*ASKED, "--json")
        policies = [catalogue.load(one) for one in POLICIES]
        records = [parse_record(one, policies[0]) for one in (BEFORE, AFTER)]
        assert replay(policies, records).to_dict() == json.loads(done.out)


class TestProgress:
    """How far it is, for people who wait."""

    def test_terminal(
        self, slapolicy: Slapolicy, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """On a terminal it is told on standard error, and wiped out."""
        write()
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        done = slapolicy(*ASKED)
        told = " ".join(done.faults)
        assert " 50 % of 2 records" in told
        assert "100 % of 2 records" in told
        assert pinned("replay-en") == done.out

    def test_pipe(self, slapolicy: Slapolicy) -> None:
        """In a pipe nothing is told."""
        write()
        assert [] == slapolicy(*ASKED).faults


class TestBadInput:
    """Input that cannot be used."""

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            (
                ("clamehost", "--records", "gone.yaml"),
                (
                    "gone.yaml: no such file or directory; name a file that "
                    "can be read"
                ),
            ),
            (
                ("clamehost", "qqq", "--records", "before.yaml"),
                (
                    "qqq: neither a file nor an agreement of the catalogue; "
                    "`slapolicy policies` lists them"
                ),
            ),
        ],
    )
    def test_fault(
        self, slapolicy: Slapolicy, given: tuple[str, ...], expected: str
    ) -> None:
        """A fault is one line, and nothing else is printed."""
        write()
        done = slapolicy("replay", *given)
        assert (2, "") == (done.status, done.out)
        assert [expected] == done.faults

    def test_no_records(self, slapolicy: Slapolicy) -> None:
        """Records have to be named."""
        done = slapolicy("replay", "clamehost")
        assert (2, "") == (done.status, done.out)
