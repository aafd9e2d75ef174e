"""What is found out about the rules of a promise before there are facts."""

import attrs

from slapolicy import Attribute, CauseExclusion, SourceExclusion, Target
from slapolicy.evaluation.promises import promises_of
from tests.agreed import UPTIME, policy_of


THEIRS = CauseExclusion(causes=["customer"])
UNSEEN = SourceExclusion(admissible=["monitor"])


def test_a_rule_counts_that_nobody_has_asked() -> None:
    """What excludes an outage whole is the first rule that says so."""
    (promise,) = promises_of(policy_of(exclusions=[THEIRS, UNSEEN]))
    said = [
        promise.first_told[kind]
        for kind in (
            ("provider", "monitor"),
            ("provider", None),
            ("customer", "monitor"),
            ("customer", None),
        )
    ]
    assert [None, "source", "cause", "cause"] == [
        None if one is None else one.rule for one in said
    ]


def test_a_figure_of_the_service_is_not_known_before() -> None:
    """A share is plain only if what it is compared with stands written."""
    own = Target.of(at_least=Attribute("promised"))
    plain, other = promises_of(
        policy_of(UPTIME, attrs.evolve(UPTIME, id="own", target=own))
    )
    assert plain.plain_bound is not None
    assert other.plain_bound is None
