"""An evaluation in Italian, and the catalogue behind it."""

import re

from collections.abc import Iterator
from pathlib import Path

import pytest

from slapolicy import Policy, catalogue
from slapolicy.explain import STYLES
from slapolicy.explain._msgfmt import entries
from slapolicy.explain.language import AGREEMENT_TEXT, Message
from tests.explained import IT, VECTORS, evaluations, example, messages


HERE = Path(__file__).parent / "clamehost"
# An installed package has them compiled.
LOCALE = (
    Path(__file__).parents[2] / "src/slapolicy/explain/locale/it/LC_MESSAGES"
)
PLACES = re.compile(r"\{\w+\}")


class TestShippedExample:
    """The agreement and the record that ship in the package."""

    @pytest.mark.parametrize("style", STYLES)
    def test_whole_text(self, style: str) -> None:
        """The text is the one that is kept beside this test."""
        expected = (HERE / f"it-{style}.txt").read_text("utf-8")
        assert expected == example().explain("it", style)

    def test_early_deadline(self) -> None:
        """It says that the deadline passes before the percentage is known."""
        assert (
            "questo termine (7 giorni dalla verifica dell'interruzione) "
            "scade prima che ottobre 2026 finisca, cioè prima che si conosca "
            "la percentuale del periodo"
        ) in example().explain("it")


class TestCatalogue:
    """The translations, message by message."""

    @pytest.fixture
    def translated(self) -> dict[str, dict[str, str]]:
        """Return the entries of the catalogue, by code."""
        po = LOCALE / "slapolicy.po"
        return {
            entry.get("msgctxt", ""): entry
            for _, entry in entries(po.read_text("utf-8"), "slapolicy.po")
        }

    def test_every_message(
        self, translated: dict[str, dict[str, str]]
    ) -> None:
        """Each message of the library has its entry, and no entry is left."""
        assert {"", *messages()} == set(translated)

    def test_words(self, translated: dict[str, dict[str, str]]) -> None:
        """Each entry is a translation of the words that the library says."""
        said = {
            code: (one.english, one.plural) for code, one in messages().items()
        }
        known = {
            code: (entry["msgid"], entry.get("msgid_plural"))
            for code, entry in translated.items()
            if code
        }
        assert said == known

    def test_places(self, translated: dict[str, dict[str, str]]) -> None:
        """Every translation has words, and the places of its message."""
        for code, one in messages().items():
            entry = translated[code]
            forms = [text for key, text in entry.items() if "msgstr" in key]
            assert all(forms)
            assert (code, set(PLACES.findall(one.plural or one.english))) == (
                code,
                {place for form in forms for place in PLACES.findall(form)},
            )

    def test_plural_forms(self) -> None:
        """One and many have forms of their own; nought is many."""
        hours = Message("count-hour", "{count} hour", "{count} hours")
        assert ["0 ore", "1 ora", "2 ore"] == [
            hours(count=count).said(IT) for count in (0, 1, 2)
        ]


class TestAgreements:
    """The translations of texts that agreements bring themselves."""

    @pytest.fixture
    def translated(self) -> dict[str, str]:
        """Return the translations by their text."""
        po = LOCALE / "agreements.po"
        return {
            entry["msgid"]: entry["msgstr"]
            for _, entry in entries(po.read_text("utf-8"), "agreements.po")
            if entry.get("msgctxt") == AGREEMENT_TEXT
        }

    def test_shipped_example(self, translated: dict[str, str]) -> None:
        """Every text of the agreement in the examples has a translation."""
        texts = set(_texts(example().policy))
        assert texts == {one for one in texts if translated.get(one)}

    def test_nothing_left(self, translated: dict[str, str]) -> None:
        """Each translation is of a text that an agreement still has."""
        texts = {
            text
            for id_ in catalogue.ids()
            for text in _texts(catalogue.load(id_))
        }
        assert set() == set(translated) - texts


def _texts(policy: Policy) -> Iterator[str]:
    """Yield the texts that an agreement brings, each on one line."""
    for text in (
        policy.credits.form,
        policy.credits.on_expiry,
        *(one.title for one in policy.clauses),
        *(one.text for one in policy.clauses),
        *(one.text for one in policy.assumptions),
    ):
        if text is not None:
            yield " ".join(text.split())


@pytest.mark.parametrize(
    "file",
    sorted(VECTORS.glob("*.yaml")),
    ids=lambda file: str(file.relative_to(VECTORS)),
)
def test_nothing_is_left_in_english(file: Path) -> None:
    """No text has a place that was not filled."""
    for evaluation in evaluations(file):
        for style in STYLES:
            assert [] == PLACES.findall(evaluation.explain("it", style))
