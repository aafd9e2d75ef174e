"""An evaluation in English: what is said, and that nothing is left out."""

import pickle

from pathlib import Path

import pytest

from slapolicy import AmountError
from slapolicy.explain import STYLES, explain, explain_data
from slapolicy.explain.reasons import AS_IT_STANDS, reason_words
from tests.explained import VECTORS, evaluations, example


HERE = Path(__file__).parent / "clamehost"
FILES = sorted(VECTORS.glob("*.yaml"))
NAMES = [str(file.relative_to(VECTORS)) for file in FILES]


class TestShippedExample:
    """The agreement and the record that ship in the package."""

    @pytest.mark.parametrize("style", STYLES)
    def test_whole_text(self, style: str) -> None:
        """The text is the one that is kept beside this test."""
        expected = (HERE / f"en-{style}.txt").read_text("utf-8")
        assert expected == example().explain("en", style)

    @pytest.mark.parametrize("style", STYLES)
    def test_assumptions_first(self, style: str) -> None:
        """The first lines name the assumptions that decided something."""
        evaluation = example()
        first, *lines = evaluation.explain("en", style).splitlines()
        named = lines[: len(evaluation.assumptions)]
        assert "rests on 4 assumptions" in first
        assert [line.split(":")[0] for line in named] == [
            f"- {one}" for one in evaluation.assumptions
        ]

    def test_one_paragraph(self) -> None:
        """After the assumptions the short answer is one paragraph."""
        _, paragraph = example().explain().split("\n\n")
        assert "\n" not in paragraph.rstrip("\n")

    def test_early_deadline(self) -> None:
        """It says that the deadline passes before the percentage is known."""
        assert (
            "this deadline (7 days after the outage was verified) runs out "
            "before October 2026 is over, that is, before the percentage of "
            "the period is known"
        ) in example().explain()


class TestData:
    """The same for programs."""

    def test_sentence(self) -> None:
        """A sentence has its code, its parameters and its text."""
        tree = explain_data(example(), "en")
        short = tree["short"]
        assert isinstance(short, list)
        assert isinstance(short[2], dict)
        assert {
            "title": "Credit",
            "sentences": [
                {
                    "code": "credit-owed",
                    "params": {
                        "worth": ["1.00 EUR"],
                        "promise": {
                            "code": "promise",
                            "params": {"promise": "uptime"},
                        },
                        "lines": [
                            {
                                "code": "line",
                                "params": {
                                    "amount": {
                                        "code": "amount-share",
                                        "params": {
                                            "share": "10%",
                                            "sum": "fee",
                                        },
                                    },
                                    "base": "10.00 EUR",
                                },
                            }
                        ],
                    },
                    "text": "The credit for “uptime” is 1.00 EUR: 10 % of "
                    "the fee (10.00 EUR).",
                },
                {
                    "code": "credit-form",
                    "params": {"form": "credit to buy or renew services"},
                    "text": "It is given as: credit to buy or renew services.",
                },
            ],
        } == short[2]

    def test_all_that_is_said(self) -> None:
        """The texts of the data are those of the explanations."""
        evaluation = example()
        tree = explain_data(evaluation, "en")
        for style in STYLES:
            text = evaluation.explain("en", style)
            sections = tree[style]
            assert isinstance(sections, list)
            for section in sections:
                assert isinstance(section, dict)
                assert isinstance(section["sentences"], list)
                for one in section["sentences"]:
                    assert isinstance(one, dict)
                    assert str(one["text"]) in text


class TestRefusals:
    """What is asked for and not there."""

    def test_language(self) -> None:
        """Another language is refused, with those that there are."""
        with pytest.raises(AmountError) as raised:
            explain(example(), "fr")
        assert "lang: 'fr' is none of en, it" == str(raised.value)

    def test_style(self) -> None:
        """Another style is refused, with those that there are."""
        with pytest.raises(AmountError) as raised:
            explain(example(), "en", "long")
        assert "style: 'long' is none of short, full" == str(raised.value)


@pytest.mark.parametrize("file", FILES, ids=NAMES)
class TestEveryVector:
    """Laws of explanations, on all evaluations that the vectors describe."""

    def test_every_fact_that_took_time(self, file: Path) -> None:
        """The full text names each fact that took outage time."""
        for evaluation in evaluations(file):
            text = evaluation.explain("en", "full")
            facts = {
                one.decision.fact
                for result in evaluation.results
                for one in result.exclusions
                if one.taken
            }
            assert set() == {fact for fact in facts if fact not in text}

    def test_same_bytes_again(self, file: Path) -> None:
        """An evaluation that was made again is explained the same."""
        for evaluation in evaluations(file):
            again = pickle.loads(pickle.dumps(evaluation))
            for style in STYLES:
                assert evaluation.explain("en", style) == (
                    again.explain("en", style)
                )

    def test_every_reason_is_known(self, file: Path) -> None:
        """Each reason that a term gives can be said in another language."""
        unknown: list[str] = []
        for evaluation in evaluations(file):
            texts = [why.text for _, why in evaluation.credit.undetermined]
            for result in evaluation.results:
                whys = [one.reason for one in result.readings]
                texts += [why.text for why in (result.reason, *whys) if why]
                texts += [
                    one.reason for one in result.decisions.made if one.reason
                ]
            unknown += [
                text
                for text in texts
                if reason_words(text).message is AS_IT_STANDS
            ]
        assert [] == unknown
