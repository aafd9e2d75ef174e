"""What may yet be forgiven: an outage may still be open."""

import datetime as dt

import attrs
import pytest

from slapolicy import (
    Availability,
    Code,
    CommitmentResult,
    Count,
    Metric,
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
LONG = Outage(id="long", start=at("06-08 01:00"), end=at("06-08 01:20"))
MET, OPEN, BROKEN = Outcome.MET, Outcome.UNDETERMINED, Outcome.BREACHED


RULE = ShortExclusion(up_to="15 minutes")


EACH = Restoration(), Target.of(at_most="5 minutes")


def of(
    *outages: Outage,
    as_of: str,
    rules: tuple[ShortExclusion, ...] = (RULE,),
    promised: tuple[Metric, Target] = EACH,
) -> CommitmentResult:
    """Return how a promise fares, one about each outage if not otherwise."""
    metric, target = promised
    promise = attrs.evolve(UPTIME, metric=metric, target=target)
    policy = policy_of(promise, exclusions=list(rules))
    return evaluate(policy, down(*outages), as_of=at(as_of)).results[0]


def excused(result: CommitmentResult) -> list[str]:
    """Return which outages are forgiven for certain."""
    return [
        one.decision.fact for one in result.exclusions if one.decision.held
    ]


def outcomes(result: CommitmentResult) -> dict[str, Outcome]:
    """Return how each outage fares that is not forgiven."""
    return {one.subject: one.outcome for one in result.readings}


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
        assert ["lasting"] == excused(result)

    @pytest.mark.parametrize(
        ("beyond", "known", "fares"),
        [
            ("all", [], {"over": OPEN}),
            ("rest", ["over"], {"lasting": BROKEN}),
        ],
    )
    def test_makes_others_many(
        self, beyond: str, known: list[str], fares: dict[str, Outcome]
    ) -> None:
        """Whether another is forgiven may turn on it, or not."""
        rule = attrs.evolve(RULE, at_most=1, beyond=beyond)
        result = of(OVER, LASTING, as_of="06-10 01:06", rules=(rule,))

        assert fares.items() <= outcomes(result).items()
        assert known == excused(result)

    def test_leaves_others_as_they_are(self) -> None:
        """What is long counts, and what was short is forgiven."""
        result = of(LONG, OVER, LASTING, as_of="06-10 01:06")

        assert {"long": BROKEN, "lasting": OPEN} == outcomes(result)
        assert ["over"] == excused(result)

    @pytest.mark.parametrize(
        "longer",
        [dt.timedelta(minutes=10), dt.timedelta(minutes=5, microseconds=1)],
        ids=["by minutes", "by an instant"],
    )
    def test_may_come_to_another_rule(self, longer: dt.timedelta) -> None:
        """Once too long for one, it may be one too many for the next."""
        rules = (
            ShortExclusion(up_to="5 minutes"),
            ShortExclusion(up_to=longer, at_most=1),
        )
        over = attrs.evolve(OVER, end=OVER.start + longer)
        result = of(over, LASTING, as_of="06-10 01:03", rules=rules)

        assert {"over": OPEN, "lasting": OPEN} == outcomes(result)
        assert [] == excused(result)

    def test_is_not_counted_yet(self) -> None:
        """Not even as longer than what is counted."""
        counted = Count(longer_than="5 minutes"), Target.of(at_most=0)
        result = of(LASTING, as_of="06-10 01:10", promised=counted)

        assert OPEN is result.outcome

    def test_is_forgiven_so_far_of_a_sum(self) -> None:
        """Downtime that is summed up is that of each instant until then."""
        summed = Availability(), Target.of(at_least="100%")
        result = of(LASTING, as_of="06-10 01:03", promised=summed)

        assert MET is result.outcome
        assert ["lasting"] == excused(result)


def test_rules_come_one_after_the_other() -> None:
    """What each of them forgives is told."""
    rules = (
        ShortExclusion(up_to="10 minutes"),
        ShortExclusion(up_to="1 hour"),
    )
    result = of(LONG, OVER, as_of="06-12 00:00", rules=rules)

    assert ["over", "long"] == excused(result)
    assert {} == outcomes(result)
