"""Every vector comes out: one test each."""

import datetime as dt

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

import slapolicy

from slapolicy import _tree, catalogue
from slapolicy.documents.texts import read_path
from slapolicy.errors import messages
from slapolicy.linting.expectations import differences


HERE = Path(__file__).parent / "vectors"

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree] | None"
Mapping: TypeAlias = "dict[str, Tree]"


def _mapping(tree: Tree) -> Mapping:
    """Return a tree that must be a mapping."""
    assert isinstance(tree, dict)
    return tree


def _vectors() -> Iterator[tuple[str, Mapping, Mapping]]:
    """Yield each vector with its name and the policies of its file."""
    for file in sorted(HERE.rglob("*.yaml")):
        tree = read_path(file).tree
        found = tree["vectors"]
        assert isinstance(found, list)
        for one in found:
            vector = _mapping(one)
            name = f"{file.relative_to(HERE).with_suffix('')}:{vector['id']}"
            yield name, vector, _mapping(tree.get("policies") or {})


VECTORS = list(_vectors())


def _plain(tree: Tree) -> _tree.Tree:
    """Return a tree as the evaluation's own kind of tree."""
    if isinstance(tree, dict):
        return {key: _plain(one) for key, one in tree.items()}
    if isinstance(tree, list):
        return [_plain(one) for one in tree]
    return tree


def _policy(vector: Mapping, policies: Mapping) -> slapolicy.Policy:
    """Return the policy of a vector: named, published, or in place."""
    given = vector["policy"]
    if isinstance(given, str) and given not in policies:
        return catalogue.load(given)
    found = policies[given] if isinstance(given, str) else given
    return slapolicy.policy_from_dict(_mapping(found))


def evaluated(vector: Mapping, policies: Mapping) -> slapolicy.Evaluation:
    """Return the evaluation of a vector."""
    policy = _policy(vector, policies)
    record = slapolicy.record_from_dict(_mapping(vector["record"]), policy)
    given = vector.get("as_of")
    as_of = None
    if given is not None:
        as_of = dt.datetime.fromisoformat(str(given))
    return slapolicy.evaluate(policy, record, as_of=as_of)


@pytest.mark.parametrize(
    ("vector", "policies"),
    [(vector, policies) for _, vector, policies in VECTORS],
    ids=[name for name, _, _ in VECTORS],
)
def test_vector(vector: Mapping, policies: Mapping) -> None:
    """What a vector expects follows from its policy and its record."""
    if "error" not in vector:
        found = evaluated(vector, policies).to_dict()
        assert [] == list(differences(_plain(vector["expect"]), found))
        return
    expected = _mapping(vector["error"])
    with pytest.raises(getattr(slapolicy, str(expected["type"]))) as raised:
        evaluated(vector, policies)
    said = "\n".join(messages(raised.value)).lower()
    assert str(expected.get("contains") or "").lower() in said
