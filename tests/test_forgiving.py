"""What may yet be forgiven: an outage may still be open."""

import attrs
import pytest

from slapolicy import (
    Code,
    CommitmentResult,
    Outage,
    Outcome,
    Restoration,
    ShortExclusion,
    Target,
    evaluate,
)
from tests.agreed import UPTIME, down, policy_of
from tests.views import at


LASTING = Outage(id="lasting", start=at("06-10 01:00"), end=None)
OVER = Outage(id="over", start=at("06-09 01:00"), end=at("06-09 01:10"))
MET, OPEN, BROKEN = Outcome.MET, Outcome.UNDETERMINED, Outcome.BREACHED


RULE = ShortExclusion(up_to="15 minutes")


def of(
    *outages: Outage, as_of: str, rule: ShortExclusion = RULE
) -> CommitmentResult:
    """Return how a promise about each outage fares."""
    target = Target.of(at_most="5 minutes")
    promise = attrs.evolve(UPTIME, metric=Restoration(), target=target)
    policy = policy_of(promise, exclusions=[rule])
    return evaluate(policy, down(*outages), as_of=at(as_of)).results[0]


class TestShort:
    """What is short so far."""

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            ("06-10 01:03", OPEN),
            ("06-10 01:15", OPEN),
            ("06-10 01:16", BROKEN),
        ],
    )
    def test_is_left_open(self, as_of: str, outcome: Outcome) -> None:
        """It is neither forgiven nor counted until it is long."""
        result = of(LASTING, as_of=as_of)

        assert outcome is result.outcome
        assert () == result.exclusions
        codes = [one.reason and one.reason.code for one in result.readings]
        assert [Code.STILL_OPEN if outcome is OPEN else None] == codes

    def test_is_forgiven_once_it_is_over(self) -> None:
        """Then everybody knows."""
        ended = attrs.evolve(LASTING, end=at("06-10 01:15"))
        result = of(ended, as_of="06-10 02:00")

        assert MET is result.outcome
        assert ["lasting"] == [one.decision.fact for one in result.exclusions]

    @pytest.mark.parametrize(
        ("beyond", "known", "outcomes"),
        [
            ("all", [], {"over": OPEN}),
            ("rest", ["over"], {"lasting": BROKEN}),
        ],
    )
    def test_makes_others_many(
        self, beyond: str, known: list[str], outcomes: dict[str, Outcome]
    ) -> None:
        """Whether another is forgiven may turn on it, or not."""
        rule = attrs.evolve(RULE, at_most=1, beyond=beyond)
        result = of(OVER, LASTING, as_of="06-10 01:06", rule=rule)

        found = {one.subject: one.outcome for one in result.readings}
        assert outcomes.items() <= found.items()
        assert known == [
            one.decision.fact for one in result.exclusions if one.decision.held
        ]
