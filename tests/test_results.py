"""What follows, as values: equal, hashable, not mistaken for others."""

import pytest

from slapolicy import evaluate
from slapolicy.evaluation.evaluate import at_length
from slapolicy.evaluation.plan import look
from tests.agreed import RECORD, answer, down, outage, policy_of
from tests.views import at


HIT = down(outage("06-10 00:00", "06-10 05:00"))


class TestEvaluation:
    """`Evaluation`."""

    def test_equal_if_asked_the_same(self) -> None:
        """Policy, record and instant make it, and how it is hashed."""
        assert answer(HIT) == answer(HIT)
        assert 1 == len({answer(HIT), answer(HIT)})
        assert 2 == len({answer(HIT), answer(RECORD)})

    def test_differs_by_its_instant(self) -> None:
        """Another instant is another question."""
        later = evaluate(policy_of(), HIT, as_of=at("07-02 00:00"))
        assert answer(HIT) != later

    @pytest.mark.parametrize("other", [None, HIT, answer(HIT).to_dict()])
    def test_is_nothing_else(self, other: object) -> None:
        """It is no record, nor the mapping that is made of it."""
        assert answer(HIT) != other


class TestCommitmentResult:
    """`CommitmentResult`."""

    def test_equal_however_found(self) -> None:
        """By all the rules or by the short way."""
        policy = policy_of()
        (whole,) = at_length(look(policy, HIT, None)).results
        for _ in range(40):
            (found,) = evaluate(policy, HIT).results
            assert whole == found
            assert {whole} == {found}

    def test_differs_by_what_is_behind(self) -> None:
        """Two breaches of different outages are two."""
        (one,) = answer(HIT).results
        (other,) = answer(down(outage("06-11 00:00", "06-11 05:00"))).results
        assert one.outcome is other.outcome
        assert one != other

    @pytest.mark.parametrize("other", [None, HIT, "uptime"])
    def test_is_nothing_else(self, other: object) -> None:
        """It is not what it is called."""
        (found,) = answer(HIT).results
        assert found != other
