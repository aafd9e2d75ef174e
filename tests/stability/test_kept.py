"""What was kept of each version reads, and means, the same today."""

import base64
import enum
import hashlib
import io
import json
import pickle

from functools import cache
from pathlib import Path

import pytest

from slapolicy import Evaluation, _tree
from slapolicy._override import override
from slapolicy.linting.expectations import differences
from tests.stability import kept


VERSIONS = sorted(one.parent for one in kept.HERE.glob("*/values.json"))
CASES = sorted(kept.HERE.glob("*/*.jsonl"))
VALUES = [
    (folder, name, place)
    for folder in VERSIONS
    for name, texts in sorted(
        json.loads((folder / "values.json").read_text("utf-8")).items()
    )
    for place in range(len(texts))
]
CURE = "the README beside this file says what to do"

every_case = pytest.mark.parametrize(
    "case", CASES, ids=[f"{one.parent.name}-{one.stem}" for one in CASES]
)


def lines(case: Path) -> tuple[bytes, bytes, bytes]:
    """Return the canonical JSON of a policy, a record and the answer."""
    policy, record, answer = case.read_bytes().splitlines()
    return policy, record, answer


@cache
def today(case: Path) -> Evaluation:
    """Return what follows today from the documents of a case."""
    return kept.remade(*lines(case))


@cache
def values(folder: Path) -> dict[str, list[object]]:
    """Return the values that the documents of a version lead to today."""
    return kept.made(today(one) for one in CASES if one.parent == folder)


class Globals(pickle.Unpickler):
    """A reader that notes what a pickle names."""

    def __init__(self, content: bytes) -> None:
        super().__init__(io.BytesIO(content))
        self.named: set[str] = set()

    @override
    def find_class(self, module: str, name: str) -> object:
        """Return what is named, and note it."""
        self.named.add(f"{module}.{name}")
        return super().find_class(module, name)


class TestCanonicalJson:
    """Digests that were noted on an invoice prove the same documents."""

    @every_case
    def test_policy(self, case: Path) -> None:
        """A policy read from its canonical JSON has the same, and digest."""
        policy, _, _ = lines(case)
        assert policy == _tree.canonical(today(case).policy.to_dict()), CURE
        assert hashlib.sha256(policy).hexdigest() == today(case).policy.digest

    @every_case
    def test_record(self, case: Path) -> None:
        """A record read from its canonical JSON has the same, and digest."""
        _, record, _ = lines(case)
        assert record == _tree.canonical(today(case).record.to_dict()), CURE
        assert hashlib.sha256(record).hexdigest() == today(case).record.digest

    @every_case
    def test_answer(self, case: Path) -> None:
        """What was said is said still; keys may come, words may better."""
        _, _, answer = lines(case)
        expected = _without_words(json.loads(answer))
        assert [] == list(differences(expected, today(case).to_dict())), CURE


class TestPickles:
    """A pickle is read by later versions."""

    @every_case
    def test_evaluation(self, case: Path) -> None:
        """It is the evaluation that its documents lead to."""
        again = pickle.loads(case.with_suffix(".pickle").read_bytes())
        assert today(case) == again, CURE
        assert today(case).results == again.results
        assert today(case).to_dict() == again.to_dict()

    @every_case
    def test_evaluation_holds_what_it_follows_from(self, case: Path) -> None:
        """A pickle names nothing of how evaluations are made inside."""
        reader = Globals(case.with_suffix(".pickle").read_bytes())
        reader.load()
        assert {"slapolicy.evaluation.results.evaluated"} == {
            name for name in reader.named if ".evaluation." in name
        }

    @pytest.mark.parametrize(
        ("folder", "name", "place"),
        VALUES,
        ids=[f"{one.name}-{name}-{place}" for one, name, place in VALUES],
    )
    def test_value(self, folder: Path, name: str, place: int) -> None:
        """A value is among those that the documents lead to."""
        texts = json.loads((folder / "values.json").read_text("utf-8"))
        again = pickle.loads(base64.b64decode(texts[name][place]))
        assert again in values(folder)[name], CURE


class TestKept:
    """What is kept."""

    def test_every_class(self) -> None:
        """This version's values are, of each public class."""
        folder = kept.HERE / kept.VERSION
        assert {one.__name__ for one in kept.kinds()} == {
            name for version, name, _ in VALUES if version == folder
        }, CURE

    @pytest.mark.parametrize(
        "kind",
        [one for one in kept.kinds() if issubclass(one, enum.Enum)],
        ids=lambda kind: str(kind.__name__),
    )
    def test_every_member(self, kind: type[enum.Enum]) -> None:
        """This version's choices are, with all that can be chosen."""
        folder = kept.HERE / kept.VERSION
        texts = json.loads((folder / "values.json").read_text("utf-8"))
        assert set(kind) == {
            pickle.loads(base64.b64decode(one)) for one in texts[kind.__name__]
        }, CURE

    def test_one_protocol(self) -> None:
        """Pickles are those of protocol 4."""
        head = b"\x80\x04"
        assert {head} == {
            one.with_suffix(".pickle").read_bytes()[:2] for one in CASES
        }

    def test_every_case(self) -> None:
        """This version's cases are."""
        found = [one for one in CASES if one.parent.name == kept.VERSION]
        assert len(kept.CASES) == len(found)


def _without_words(tree: _tree.Tree) -> _tree.Tree:
    """Return an answer without the sentences that people read."""
    if isinstance(tree, list):
        return [_without_words(one) for one in tree]
    if not isinstance(tree, dict):
        return tree
    return {
        key: _without_words(one)
        for key, one in tree.items()
        if key != "text" and not (key == "reason" and isinstance(one, str))
    }
