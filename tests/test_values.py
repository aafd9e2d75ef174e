"""Every public value: hashable, equal to its copy, immutable, picklable."""

import copy
import pickle

import attrs
import pytest

from hypothesis import given, settings
from hypothesis import strategies as st

import slapolicy

from slapolicy import strategies as draws
from slapolicy.strategies import registering
from slapolicy.terms.policy import leaves


registering.register()

KINDS: list[type] = [
    value
    for value in vars(registering).values()
    if isinstance(value, type) and attrs.has(value)
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__name__))
def test_a_value_is_its_copy(kind: type) -> None:
    """Pickled, copied and copied deeply it is equal, with an equal hash."""

    @settings(max_examples=10)
    @given(st.from_type(kind))
    def check(value: object) -> None:
        for again in (
            pickle.loads(pickle.dumps(value)),
            copy.copy(value),
            copy.deepcopy(value),
        ):
            assert value == again
            assert hash(value) == hash(again)

    check()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__name__))
def test_a_value_does_not_change(kind: type) -> None:
    """No field can be set, and nothing can be added."""

    @settings(max_examples=2)
    @given(st.from_type(kind))
    def check(value: object) -> None:
        for name in (*(one.name for one in attrs.fields(kind)), "other"):
            with pytest.raises(AttributeError):
                setattr(value, name, None)

    check()


@given(draws.policies())
def test_every_term_within_a_policy_is_hashable(
    policy: slapolicy.Policy,
) -> None:
    """Whatever a policy holds can be a key."""
    for _, value in leaves(policy):
        assert hash(value) == hash(value)


@given(st.data())
def test_an_evaluation_is_a_value_too(data: st.DataObject) -> None:
    """Results, entitlements and the credit are hashable and picklable."""
    policy = data.draw(draws.policies())
    record = data.draw(draws.records(policy))
    evaluation = slapolicy.evaluate(policy, record)
    again = pickle.loads(pickle.dumps(evaluation))
    assert evaluation == again
    assert hash(evaluation) == hash(again)
    assert hash(evaluation.credit) == hash(again.credit)
    assert evaluation.results == again.results
    assert evaluation.entitlements == again.entitlements
