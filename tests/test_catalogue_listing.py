"""The index of the catalogue, and the list that the command line prints."""

import json
import re

from collections.abc import Iterator
from pathlib import Path

import pytest

from slapolicy import catalogue, lint
from slapolicy.catalogue.listing import FAMILIES, index
from slapolicy.cli import main
from slapolicy.linting import LintCode, Severity


class TestIndex:
    """Every agreement has a family and a country."""

    def test_names_every_agreement_and_nothing_else(self) -> None:
        """The index and the files are the same set, in the same order."""
        assert list(catalogue.ids()) == list(index())

    def test_has_at_least_sixty(self) -> None:
        """The language is proved by many agreements."""
        assert 60 <= len(index())

    def test_knows_every_family(self) -> None:
        """No family is unknown, none is empty."""
        assert set(FAMILIES) == {one["family"] for one in index().values()}

    def test_says_countries_by_code(self) -> None:
        """A country is two letters."""
        assert [] == [
            id_
            for id_, one in index().items()
            if not re.fullmatch("[a-z]{2}", one["country"])
        ]


class TestEntries:
    """What is listed."""

    def test_follow_family_country_and_id(self) -> None:
        """The order is that of a list for readers."""
        found = catalogue.entries()
        order = [
            (FAMILIES.index(one.family), one.country, one.id) for one in found
        ]
        assert sorted(order) == order
        assert set(catalogue.ids()) == {one.id for one in found}

    def test_have_title_and_provider(self) -> None:
        """An entry says whose agreement it is."""
        (found,) = (one for one in catalogue.entries() if "axera" == one.id)
        assert ("hosting", "it") == (found.family, found.country)
        assert found.policy.title == found.title
        assert found.policy.provider == found.provider


class TestPolicies:
    """``slapolicy policies``."""

    def test_has_a_line_for_each(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A line of at most 80 columns says target, period and credit."""
        assert 0 == main(["policies"])
        lines = capsys.readouterr().out.splitlines()
        assert [] == [line for line in lines if len(line) > 80]
        assert set(catalogue.ids()) <= {
            line.split()[0] for line in lines if line
        }
        assert ["clamehost", ">=", "99.9%", "+1", "month", "10%", "to"] == (
            next(line for line in lines if line.startswith("clamehost"))
        ).split()[:-1]

    def test_groups_them_by_family_and_country(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Each family and country has a title of its own, once."""
        main(["policies"])
        lines = capsys.readouterr().out.splitlines()
        titles = [one for one in lines if re.fullmatch(r"[a-z-]+, \w\w", one)]
        places = [
            f"{one.family}, {one.country}" for one in catalogue.entries()
        ]
        assert list(dict.fromkeys(places)) == titles

    def test_gives_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Programs read every promise of every agreement."""
        assert 0 == main(["policies", "--json"])
        trees = json.loads(capsys.readouterr().out)
        assert [one.id for one in catalogue.entries()] == [
            one["id"] for one in trees
        ]
        (tree,) = (one for one in trees if "clamehost" == one["id"])
        assert {"at_least": "99.9%"} == tree["commitments"][0]["target"]


def _shown(
    id_: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> Iterator[str]:
    """Yield the lines that ``slapolicy show`` prints."""
    assert 0 == main(["show", id_, "--lang", lang])
    yield from capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("id_", catalogue.ids())
class TestEachAgreement:
    """What every agreement stands: being shown, and being checked."""

    @pytest.mark.parametrize("lang", ["en", "it"])
    def test_reads_like_a_contract(
        self, id_: str, lang: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Titles and sentences, nothing of the program, no line too long."""
        lines = list(_shown(id_, lang, capsys))
        policy = catalogue.load(id_)
        assert policy.title == lines[0]
        text = "\n".join(lines)
        for one in policy.commitments:
            assert f"“{one.id}”" in text or f"«{one.id}»" in text
        assert [] == re.findall(r"[{}]|\bNone\b|Fraction|<\w+ ", text)
        assert [] == [line for line in lines if len(line) > 80]
        assert [] == [
            line for line in lines if line.startswith("- ") and len(line) < 4
        ]

    def test_can_be_checked(self, id_: str) -> None:
        """The linter goes through, and the worked examples come out."""
        codes = {one.code for one in lint(catalogue.load(id_))}
        assert set() == codes & {
            LintCode.EXAMPLE_FAILS,
            LintCode.NOT_EVALUABLE,
        }


@pytest.mark.parametrize("id_", ["aws-ec2-region", "azure-vm-2026"])
def test_nothing_is_wrong_with_sound_agreements(id_: str) -> None:
    """Agreements without a flaw get no error and no warning."""
    assert [] == [
        str(one)
        for one in lint(catalogue.load(id_))
        if one.severity is not Severity.NOTE
    ]


def test_limits_are_of_agreements_that_there_are() -> None:
    """What the language cannot say stands beside agreements by their ids."""
    page = Path(__file__).parents[1] / "docs" / "explanation" / "limits.md"
    rows = re.findall(
        r"^\| ([a-z][^|]*) \|", page.read_text("utf-8"), re.MULTILINE
    )
    named = {id_ for row in rows for id_ in row.split(", ")} - {"agreement"}
    assert set() == named - set(catalogue.ids())
    assert named
