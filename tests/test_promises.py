"""What is found out about the rules of a promise before there are facts."""

from slapolicy import CauseExclusion, SourceExclusion
from slapolicy.evaluation.promises import promises_of
from tests.agreed import policy_of


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
