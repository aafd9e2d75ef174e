"""Whether an evaluation is what an example expects."""

import pytest

from slapolicy._tree import Tree
from slapolicy.linting.expectations import differences


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ({}, {"credit": None}),
        ({"a": {"b": 1}}, {"a": {"b": "1.0", "c": 2}}),
        ({"final": True}, {"final": "true"}),
        ({"final": "true"}, {"final": True}),
        ({"downtime": "3600"}, {"downtime": 3600.0}),
        (["a", "b"], ["a", "b"]),
        (
            {"readings": [{"subject": "2", "x": 1}]},
            {"readings": [{"subject": "1"}, {"subject": "2", "x": 1}]},
        ),
        ({"entitlements": [{"money": "1"}]}, {"entitlements": [{"money": 1}]}),
    ],
)
def test_what_is_expected_is_there(expected: Tree, found: Tree) -> None:
    """Only that is compared; numbers as numbers, named items by name."""
    assert [] == list(differences(expected, found))


@pytest.mark.parametrize(
    ("expected", "found", "said"),
    [
        ({"a": 1}, {}, "a: there is none"),
        ({"a": {"b": 1}}, {"a": 2}, "a: expected a mapping, found 2"),
        ({"a": [1]}, {"a": 2}, "a: expected a list, found 2"),
        ({"a": [1]}, {"a": [1, 2]}, "a: expected [1], found [1, 2]"),
        ({"a": [1, 2]}, {"a": [1, 3]}, "a[1]: expected 2, found 3"),
        ({"a": None}, {"a": 1}, "a: expected None, found 1"),
        ({"a": "x"}, {"a": "y"}, "a: expected 'x', found 'y'"),
        ({"a": "x"}, {"a": 1}, "a: expected 'x', found 1"),
        ({"a": True}, {"a": 1}, "a: expected True, found 1"),
        (
            {"commitments": [{"id": "x"}]},
            {"commitments": [{"id": "y"}]},
            "commitments(x): there are 0, expected one",
        ),
        (
            {"commitments": ["x"]},
            {"commitments": [{"id": "y"}]},
            "commitments: 'x' is no mapping",
        ),
        (
            {"entitlements": [{"commitment": "x"}]},
            {"entitlements": [{"commitment": "x"}, {"commitment": "x"}]},
            "entitlements(x): there are 2, expected one",
        ),
    ],
)
def test_what_is_not(expected: Tree, found: Tree, said: str) -> None:
    """It says where, what was expected and what was found."""
    assert [said] == list(differences(expected, found))
