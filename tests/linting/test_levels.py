"""Levels, from best to worst, and the periods on which they are tried."""

import attrs
import pytest

from slapolicy import Policy, lint
from slapolicy._time import DAY, HOUR
from slapolicy.linting.levels import Downtimes
from slapolicy.linting.samples import sample_periods, usual_length
from slapolicy.linting.scales import ideal, shortest
from slapolicy.linting.steps import Trial, trial_of
from slapolicy.terms.exchange import Decisions, Reading, View
from tests.linting.small import sla


def trial(policy: Policy) -> Trial:
    """Return the first promise of a policy, tried over a usual period."""
    found = trial_of(
        policy, 0, policy.commitments[0], sample_periods(policy)[0]
    )
    assert found is not None
    return found


class TestSamples:
    """One period of each length."""

    @pytest.mark.parametrize(
        ("period", "days"),
        [
            ("{kind: calendar, unit: month}", [30, 31, 29, 28]),
            ("{kind: billing, unit: month}", [30, 31, 29, 28]),
            ("{kind: calendar, unit: year}", [365, 366]),
            ("{kind: calendar, unit: quarter}", [90, 91, 92]),
            ("{kind: calendar, unit: week}", [7]),
            ("{kind: rolling, length: 30 days}", [30]),
        ],
    )
    def test_the_usual_one_first(self, period: str, days: list[int]) -> None:
        """Months of 30 days go before those of 31."""
        lengths = [
            end - start for start, end in sample_periods(sla(period=period))
        ]
        assert [one * DAY for one in days] == lengths

    def test_clocks_change_lengths(self) -> None:
        """In Rome March is an hour short, and October an hour long."""
        rome = attrs.evolve(sla(), timezone="Europe/Rome")
        lengths = {end - start for start, end in sample_periods(rome)}
        assert {743 * HOUR, 745 * HOUR} <= lengths

    def test_a_usual_length_has_its_count(self) -> None:
        """Two months are sixty days, and what rolls is as long as it is."""
        period = sla(period="{kind: calendar, unit: month, count: 2}").period
        assert 60 * DAY == usual_length(period)
        rolling = sla(period="{kind: rolling, length: 28 days}").period
        assert 28 * DAY == usual_length(rolling)


class TestDowntimes:
    """Levels that follow from one outage."""

    @pytest.mark.parametrize(
        ("keys", "first", "grain"),
        [
            ("", 1, 1),
            ("grain: 1 hour", HOUR, HOUR),
            ("ignore_shorter_than: 2 hours", 2 * HOUR, 1),
            ("ignore_up_to: 2 hours", 2 * HOUR + 1, 1),
            ("ignore_up_to: 2 hours, grain: 1 hour", 2 * HOUR, HOUR),
            (
                "ignore_up_to: 2 hours, grain: 1 hour, grain_rounding: up",
                3 * HOUR,
                HOUR,
            ),
            ("ignore_shorter_than: 2 hours, weighted: true", 1, 1),
        ],
    )
    def test_begin_with_what_counts(
        self, keys: str, first: int, grain: int
    ) -> None:
        """After the minimum, in steps of the grain."""
        policy = sla("", metric=f"{{kind: availability, {keys}}}")
        levels = trial(policy).levels
        assert isinstance(levels, Downtimes)
        assert [0, first, first + grain] == [
            levels.downtime(number) for number in range(3)
        ]

    def test_end_with_the_period(self) -> None:
        """All of it may be down."""
        levels = trial(sla("")).levels
        assert 0 == levels.reading(levels.top).value
        assert 30 * DAY == levels.reading(levels.top).downtime

    def test_a_minimum_longer_than_the_period_leaves_one_level(self) -> None:
        """Nothing is ever read but 100 %."""
        policy = sla(
            "", metric="{kind: availability, ignore_shorter_than: 40 days}"
        )
        assert 0 == trial(policy).levels.top

    def test_a_nominal_length_is_measured(self) -> None:
        """But the month goes on for as long as it does."""
        period = "{kind: calendar, unit: month, nominal: 672 hours}"
        levels = trial(sla("", period=period)).levels
        assert 672 * HOUR == levels.reading(0).measured
        assert 720 * HOUR == levels.reading(levels.top).downtime

    def test_elapsed_time_has_no_nominal_length(self) -> None:
        """The real one is measured."""
        policy = sla(
            "",
            metric="{kind: availability, denominator: elapsed}",
            period="{kind: calendar, unit: month, nominal: 672 hours}",
        )
        assert 720 * HOUR == trial(policy).levels.reading(0).measured


class TestShortest:
    """The shortest outage that counts."""

    def test_without_a_minimum_a_microsecond_does(self) -> None:
        """Also where the minimum is nothing."""
        none = sla("").commitments[0].metric
        zero = sla(
            "", metric="{kind: availability, ignore_shorter_than: 0 hours}"
        )
        assert 1 == shortest(none)
        assert 1 == shortest(zero.commitments[0].metric)


class TestIdeal:
    """A metric that tells everything apart."""

    def test_is_the_same_where_nothing_is_rounded(self) -> None:
        """Not even a copy."""
        one = sla("").commitments[0]
        assert one is ideal(one, minimum=False)

    def test_may_keep_the_minimum(self) -> None:
        """Only what rounds is taken away."""
        one = sla(
            "",
            metric="{kind: availability, precision: 1, ignore_up_to: 1 hour}",
        ).commitments[0]
        kept = ideal(one, minimum=True).metric
        free = ideal(one, minimum=False).metric
        assert HOUR + 1 == shortest(kept)
        assert 1 == shortest(free)


@attrs.frozen
class Weather:
    """A metric that somebody else wrote."""

    kind = "weather"

    def measure(self, view: View, decisions: Decisions) -> tuple[Reading, ...]:
        """Return nothing."""
        del view, decisions
        return ()


def test_a_metric_that_somebody_else_wrote_is_left_alone() -> None:
    """Its levels are not known, and nothing is said of them."""
    policy = sla()
    own = attrs.evolve(policy.commitments[0], metric=Weather())
    assert () == lint(attrs.evolve(policy, commitments=[own]))
