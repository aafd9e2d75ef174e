"""What may yet be too short to count: an outage may still be open."""

import attrs
import pytest

from slapolicy import (
    Availability,
    Code,
    Evaluation,
    Metric,
    Outage,
    Outcome,
    ShortExclusion,
    Target,
    Unobserved,
    evaluate,
)
from tests.agreed import UPTIME, down, policy_of
from tests.views import at


LATE = Outage(id="late", start=at("06-30 23:57"), end=None)
LONG = Availability(ignore_shorter_than="5 minutes")
SHORT = ShortExclusion(up_to="5 minutes")


def of(
    metric: Metric, *rules: ShortExclusion, as_of: str = "07-01 00:00"
) -> Evaluation:
    """Return what follows from an outage that began as the period ended."""
    always = Target.of(at_least="100%")
    promise = attrs.evolve(UPTIME, metric=metric, target=always)
    policy = attrs.evolve(policy_of(promise), exclusions=rules)
    return evaluate(policy, down(LATE), as_of=at(as_of))


class TestOpenAtTheEnd:
    """An outage that lasts as the period is over."""

    @pytest.mark.parametrize(
        ("metric", "rules"), [(LONG, ()), (Availability(), (SHORT,))]
    )
    def test_it_may_yet_count(
        self, metric: Metric, rules: tuple[ShortExclusion, ...]
    ) -> None:
        """While it is short nobody knows; then it counts."""
        found = of(metric, *rules)
        (result,) = found.results
        assert Outcome.UNDETERMINED is result.outcome
        assert result.reason is not None
        assert Code.STILL_OPEN is result.reason.code
        assert found.credit.money is None
        (result,) = of(metric, *rules, as_of="07-01 00:03").results
        assert Outcome.BREACHED is result.outcome

    def test_until_then_it_is_provisional(self) -> None:
        """What is read of a period that goes on is read as of now."""
        found = of(LONG, as_of="06-30 23:59")
        assert not found.is_final
        assert Outcome.MET is found.results[0].outcome

    def test_where_time_is_unobserved_too(self) -> None:
        """The worst is that it was down, and that the outage lasts."""
        dark = Unobserved(start=at("06-20 00:00"), end=at("06-20 03:00"))
        metric = attrs.evolve(LONG, unobserved="undetermined")
        promise = attrs.evolve(UPTIME, metric=metric)
        record = attrs.evolve(down(LATE), unobserved=[dark])
        found = evaluate(policy_of(promise), record, as_of=at("07-01 00:00"))
        (reading,) = found.results[0].readings
        assert reading.worst is not None
        assert 183 * 60 * 10**6 == reading.worst.reading.downtime
