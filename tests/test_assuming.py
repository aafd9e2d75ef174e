"""Which assumptions an answer rests on."""

import attrs
import pytest

from slapolicy import Assumption, Record, evaluate
from slapolicy.terms.conditions import Condition
from tests.agreed import RECORD, UPTIME, down, outage, policy_of


LATER = attrs.evolve(
    UPTIME, id="later", applies_if=[Condition(attribute="plan", is_="gold")]
)
HIT = down(outage("06-10 00:00", "06-11 00:00"))


def rests(path: str, record: Record) -> bool:
    """Whether an answer names the assumption about the term of a path."""
    policy = attrs.evolve(
        policy_of(UPTIME, LATER),
        assumptions=[Assumption(id="a", text="as is", touches=[path])],
    )
    return ("a",) == evaluate(policy, record).assumptions


@pytest.mark.parametrize(
    ("path", "kept", "broken"),
    [
        ("period", True, True),
        ("commitments.uptime", True, True),
        ("commitments[0].target", True, True),
        ("commitments.uptime.credit.rows[0]", False, True),
        ("commitments.uptime.claims", False, True),
        ("commitments.later.target", False, False),
        ("commitments.gone.target", False, False),
        ("commitments[2]", False, False),
    ],
)
def test_named_where_the_term_had_a_say(
    path: str, *, kept: bool, broken: bool
) -> None:
    """What nothing turned on, and what is no term, is left out."""
    silver = {"plan": "silver"}
    quiet, hit = (
        attrs.evolve(one, service=attrs.evolve(one.service, attributes=silver))
        for one in (RECORD, HIT)
    )
    assert (kept, broken) == (rests(path, quiet), rests(path, hit))
