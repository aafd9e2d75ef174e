"""``slapolicy compare``: what changed, and what that did."""

import json

from pathlib import Path

import pytest

from slapolicy import catalogue, dump_policy
from slapolicy.explain import LANGUAGES
from tests.asked import AFTER, BEFORE, answered, pinned, write
from tests.commands import Slapolicy


ASKED = ("compare", "clamehost", "before.yaml", "after.yaml")


class TestText:
    """What is printed for people."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_whole_text(self, slapolicy: Slapolicy, lang: str) -> None:
        """The text is the one that is kept beside this test."""
        write()
        done = slapolicy(*ASKED, "--lang", lang)
        assert (0, []) == (done.status, done.faults)
        assert pinned(f"compare-{lang}") == done.out
        assert [] == [line for line in done.lines if len(line) > 80]

    def test_announced_after_the_fact(self, slapolicy: Slapolicy) -> None:
        """Maintenance that was announced after it began is named."""
        write()
        assert "- Maintenance m1 was announced only after it had begun." in (
            slapolicy(*ASKED).lines
        )

    def test_other_way(self, slapolicy: Slapolicy) -> None:
        """The other way round more is owed, and facts are gone."""
        write()
        lines = slapolicy(*ASKED[:2], *reversed(ASKED[2:])).lines
        assert "- That is 1.03 EUR more." in lines
        assert any(line.startswith("- Outage o2, gone: ") for line in lines)

    def test_same(self, slapolicy: Slapolicy) -> None:
        """Of a record with itself nothing differs."""
        write()
        lines = slapolicy(*ASKED[:3], "before.yaml").lines
        for line in (
            "- Nothing changed.",
            "- Each fares as before.",
            "- That is the same sum.",
        ):
            assert line in lines

    def test_service(self, slapolicy: Slapolicy) -> None:
        """A service that changed has no name of its own."""
        write()
        Path("after.yaml").write_text(
            BEFORE.replace(", fee: 10.00 EUR", ""), "utf-8"
        )
        lines = slapolicy(*ASKED).lines
        assert "- The service, changed: fee no longer 10.00 EUR." in lines
        assert "- How much more or less that is cannot be told." in lines

    def test_field_set(self, slapolicy: Slapolicy) -> None:
        """A field that was not set before is told as it is now."""
        write()
        Path("after.yaml").write_text(
            BEFORE.replace("04:30}", "04:30, detected: 2026-10-03 05:00}"),
            "utf-8",
        )
        expected = "- Outage o1, changed: detected 2026-10-03T03:00:00Z."
        assert expected in slapolicy(*ASKED).lines


class TestOtherPolicy:
    """``--other-policy``: the other record under other terms."""

    @pytest.fixture(autouse=True)
    def _other(self, slapolicy: Slapolicy) -> None:
        """Write an agreement whose second promise has another name."""
        del slapolicy
        write()
        text = dump_policy(catalogue.load("clamehost"))
        Path("other.yaml").write_text(
            text.replace("restoration", "repair").replace(
                "kind: repair", "kind: restoration"
            ),
            "utf-8",
        )

    def test_promises(self, slapolicy: Slapolicy) -> None:
        """Promises come and go."""
        same = (*ASKED[:3], "before.yaml", "--other-policy", "other.yaml")
        lines = slapolicy(*same).lines
        assert "- “restoration”, gone: not kept." in lines
        assert "- “repair”, new: not kept." in lines

    def test_faults(self, slapolicy: Slapolicy) -> None:
        """A policy that is not there is missed."""
        done = slapolicy(*ASKED, "--other-policy", "gone.yaml")
        assert (2, "") == (done.status, done.out)
        assert ["gone.yaml: no such file or directory"] == [
            line.split(";")[0] for line in done.faults
        ]


class TestJson:
    """``--json``: the library's tree."""

    def test_dictionary(self, slapolicy: Slapolicy) -> None:
        """What is printed is the difference's dictionary."""
        write()
        done = slapolicy(*ASKED, "--json")
        expected = answered(BEFORE).compare(answered(AFTER)).to_dict()
        assert expected == json.loads(done.out)


class TestBadInput:
    """Input that cannot be used."""

    def test_record(self, slapolicy: Slapolicy) -> None:
        """A fault is told of the record that has it."""
        write()
        Path("after.yaml").write_text(
            AFTER.replace(", end: 2026-10-05 02:10", ""), "utf-8"
        )
        done = slapolicy(*ASKED)
        assert (2, "") == (done.status, done.out)
        expected = (
            "after.yaml:5:3: outages[1]: o2 has no end; give as_of, the "
            "instant from which it is looked at"
        )
        assert [expected] == done.faults

    def test_two_records(self, slapolicy: Slapolicy) -> None:
        """Both records have to be named."""
        done = slapolicy(*ASKED[:3])
        assert (2, "") == (done.status, done.out)
