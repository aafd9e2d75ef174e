"""Every vector comes out: one test each."""

import datetime as dt

from pathlib import Path

import pytest

import slapolicy

from slapolicy import catalogue
from slapolicy.documents.texts import read_path
from slapolicy.errors import messages
from slapolicy.linting.expectations import differences


HERE = Path(__file__).parent / "vectors"
FILES = sorted(HERE.rglob("*.yaml"))


def _vectors():
    """Yield each vector with the named policies of its file."""
    for file in FILES:
        tree = read_path(file).tree
        for vector in tree["vectors"]:
            name = f"{file.relative_to(HERE).with_suffix('')}:{vector['id']}"
            yield pytest.param(vector, tree.get("policies") or {}, id=name)


def _policy(vector, policies):
    """Return the policy of a vector: named, published, or in place."""
    given = vector["policy"]
    if not isinstance(given, str):
        return slapolicy.policy_from_dict(given)
    if given in policies:
        return slapolicy.policy_from_dict(policies[given])
    return catalogue.load(given)


def _evaluated(vector, policies):
    """Return the evaluation of a vector, as a tree."""
    policy = _policy(vector, policies)
    record = slapolicy.record_from_dict(vector["record"], policy)
    given = vector.get("as_of")
    as_of = None if given is None else dt.datetime.fromisoformat(given)
    return slapolicy.evaluate(policy, record, as_of=as_of).to_dict()


@pytest.mark.parametrize(("vector", "policies"), list(_vectors()))
def test_vector(vector, policies):
    """What a vector expects follows from its policy and its record."""
    if "error" not in vector:
        found = _evaluated(vector, policies)
        assert [] == list(differences(vector["expect"], found))
        return
    expected = vector["error"]
    with pytest.raises(getattr(slapolicy, expected["type"])) as raised:
        _evaluated(vector, policies)
    said = "\n".join(messages(raised.value)).lower()
    assert expected.get("contains", "").lower() in said
