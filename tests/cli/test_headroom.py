"""``slapolicy headroom``: how far away the nearest other answer is."""

import datetime as dt
import json

from pathlib import Path

import pytest

from slapolicy import catalogue, dump_policy, evaluate, parse_record
from slapolicy.explain import LANGUAGES
from tests.asked import AFTER, pinned, write
from tests.commands import Slapolicy
from tests.explained import example


MIDDLE = ("--as-of", "2026-10-15T12:00+02:00")
RESPONSE = """\
slapolicy: 1
id: desk
timezone: UTC
currency: EUR
period: {kind: calendar, unit: month}
commitments:
  - id: answer
    metric: {kind: ticket-time, clock: response}
    target: {at_most: 1 hour}
"""


class TestText:
    """What is printed for people."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_over(self, slapolicy: Slapolicy, lang: str) -> None:
        """Of a period that is over it says what would have been."""
        done = slapolicy("headroom", "clamehost", "--lang", lang)
        assert (0, []) == (done.status, done.faults)
        assert pinned(f"headroom-{lang}") == done.out

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_in_the_middle(self, slapolicy: Slapolicy, lang: str) -> None:
        """Before it is over it says what is left."""
        write()
        given = ("clamehost", "after.yaml", *MIDDLE, "--lang", lang)
        done = slapolicy("headroom", *given)
        assert pinned(f"headroom-middle-{lang}") == done.out

    def test_nothing_to_lose(self, slapolicy: Slapolicy) -> None:
        """Where all is lost there is nothing more to lose."""
        Path("record.yaml").write_text(
            AFTER.replace("end: 2026-10-05 02:10", "end: 2026-10-31 02:10"),
            "utf-8",
        )
        done = slapolicy("headroom", "clamehost", "record.yaml")
        expected = "- There is nothing more to lose by more downtime."
        assert expected in done.lines

    def test_unknown(self, slapolicy: Slapolicy) -> None:
        """Without a fee what is owed cannot be told, the outcome can."""
        Path("record.yaml").write_text(
            AFTER.replace(", fee: 10.00 EUR", ""), "utf-8"
        )
        text = slapolicy("headroom", "clamehost", "record.yaml").out
        assert "the promise is not kept; owed in all: cannot be told" in (
            " ".join(text.split())
        )

    def test_exact(self, slapolicy: Slapolicy) -> None:
        """A length that is no whole seconds is told with its decimals."""
        policy = catalogue.load("clamehost")
        text = dump_policy(policy).replace("99.9%", "99.901%")
        Path("policy.yaml").write_text(
            text.replace("1 decimals", "3 decimals"), "utf-8"
        )
        write()
        done = slapolicy("headroom", "policy.yaml", "after.yaml")
        text = " ".join(done.out.split())
        assert "With more than 34 minutes 15.18 seconds more: " in text

    def test_no_downtime(self, slapolicy: Slapolicy) -> None:
        """A policy about other things has no room."""
        Path("policy.yaml").write_text(RESPONSE, "utf-8")
        Path("record.yaml").write_text(
            "service: {id: a}\nperiod: 2026-10\n", "utf-8"
        )
        done = slapolicy("headroom", "policy.yaml", "record.yaml")
        assert ["No promise that applies reads downtime."] == done.lines


class TestJson:
    """``--json``: the library's tree."""

    def test_dictionary(self, slapolicy: Slapolicy) -> None:
        """What is printed is the headroom's dictionary."""
        done = slapolicy("headroom", "clamehost", "--json")
        assert example().headroom().to_dict() == json.loads(done.out)

    def test_in_the_middle(self, slapolicy: Slapolicy) -> None:
        """It is seen as of the instant that is given."""
        write()
        given = ("clamehost", "after.yaml", *MIDDLE)
        done = slapolicy("headroom", *given, "--json")
        policy = catalogue.load("clamehost")
        as_of = dt.datetime.fromisoformat(MIDDLE[1])
        evaluation = evaluate(policy, parse_record(AFTER, policy), as_of=as_of)
        assert evaluation.headroom().to_dict() == json.loads(done.out)
        assert [] == done.faults
