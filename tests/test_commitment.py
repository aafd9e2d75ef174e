"""Tests for slapolicy.terms.commitment."""

import datetime as dt

import pytest

from slapolicy.errors import PolicyError, messages
from slapolicy.figures import Attribute
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.exchange import Decisions, Metric, Reading, View
from slapolicy.terms.metrics import (
    Availability,
    Count,
    Gauge,
    Restoration,
    SuccessRate,
    TicketTime,
)
from slapolicy.terms.settlement import Cap
from slapolicy.terms.targets import Target


LATENCY = Gauge(metric="latency-ms", statistic="p95")


class Weather:
    """A metric of somebody's own, which says nothing of itself."""

    def measure(self, view: View, decisions: Decisions) -> tuple[Reading, ...]:
        """Return nothing; nobody asks it here."""
        raise NotImplementedError


def refused(
    metric: Metric,
    target: Target,
    *,
    slice_: dt.timedelta | str | None = None,
    caps: tuple[Cap, ...] = (),
) -> list[str]:
    """Return what is said against a commitment."""
    with pytest.raises(PolicyError) as raised:
        Commitment(
            id="x", metric=metric, target=target, slice=slice_, caps=caps
        )
    return messages(raised.value)


class TestTarget:
    """Target and metric fit together."""

    @pytest.mark.parametrize(
        ("metric", "target"),
        [
            (Availability(), Target.of(at_least="100%")),
            (Availability(), Target.of(at_least="99%", at_most="8 hours")),
            (Restoration(), Target.of(at_most="2 hours")),
            (Count(), Target.of(at_most=3)),
            (LATENCY, Target.of(at_most="250.5")),
            (Count(), Target.of(at_most=Attribute("most"))),
            (Availability(), Target.of(unspecified="high")),
            (Weather(), Target.of(at_most=3)),
        ],
    )
    def test_fits(self, metric: Metric, target: Target) -> None:
        """A share allows a length too; what is known later is seen then."""
        made = Commitment(id="x", metric=metric, target=target)
        assert target == made.target

    @pytest.mark.parametrize(
        ("metric", "target", "expected"),
        [
            (
                Availability(),
                Target.of(at_least="99.9"),
                (
                    "target.at_least: 99.9 is a number, and availability is "
                    'judged against a percentage; write it with its "%"'
                ),
            ),
            (
                Availability(),
                Target.of(more_than="100.1%"),
                "target.more_than: 100.1%: no availability is above 100%",
            ),
            (
                Restoration(),
                Target.of(at_most=2),
                (
                    "target.at_most: 2 is a number, and restoration is judged "
                    "against a length"
                ),
            ),
            (
                Count(),
                Target.of(less_than="2 hours"),
                (
                    "target.less_than: 2 hours is a length, and count is judged "
                    "against a number"
                ),
            ),
        ],
    )
    def test_of_another_kind_is_refused(
        self, metric: Metric, target: Target, expected: str
    ) -> None:
        """The message says against what the metric is judged."""
        assert [expected] == refused(metric, target)

    def test_every_bound_is_looked_at(self) -> None:
        """Two faults are told at once, each with its place."""
        target = Target.of(at_least="101%", less_than=5)
        paths = [
            text.partition(":")[0] for text in refused(Availability(), target)
        ]
        assert ["target.at_least", "target.less_than"] == paths


class TestCaps:
    """The most that is paid for one promise."""

    @pytest.mark.parametrize("per", ["year", "12 months"])
    def test_longer_than_the_period_is_refused(self, per: str) -> None:
        """What was granted before is not known by promise."""
        expected = (
            "caps[1].per: a cap on one promise is for an incident or the "
            "period; move it to credits.caps of the policy"
        )
        caps = (Cap(at_most="5%", per="period"), Cap(at_most="9%", per=per))
        target = Target.of(at_least="99%")
        assert [expected] == refused(Availability(), target, caps=caps)

    @pytest.mark.parametrize("per", ["incident", "commitment", "period"])
    def test_others_are_taken(self, per: str) -> None:
        """For each outage, or for all of the promise."""
        cap = Cap(at_most="5%", per=per)
        made = Commitment(
            id="x",
            metric=Availability(),
            target=Target.of(at_least="99%"),
            caps=[cap],
        )
        assert (cap,) == made.caps


class TestSlice:
    """Stretches of the period that are read on their own."""

    @pytest.mark.parametrize(
        ("metric", "target"),
        [
            (Availability(), Target.of(at_least="99%")),
            (SuccessRate(aggregate="total"), Target.of(at_least="99%")),
            (LATENCY, Target.of(at_most=3)),
        ],
    )
    def test_is_for_what_is_measured_over_time(
        self, metric: Metric, target: Target
    ) -> None:
        """Availability, requests and samples."""
        made = Commitment(id="x", metric=metric, target=target, slice="1 hour")
        assert dt.timedelta(hours=1) == made.slice

    @pytest.mark.parametrize(
        ("metric", "target"),
        [
            (Restoration(), Target.of(at_most="1 hour")),
            (Count(), Target.of(at_most=3)),
            (
                TicketTime(clock="response", within="1 hour"),
                Target.of(at_least="90%"),
            ),
            (Weather(), Target.of(at_most=3)),
        ],
    )
    def test_is_not_for_others(self, metric: Metric, target: Target) -> None:
        """The message says what can be read so."""
        expected = (
            "slice: only availability, gauge, success-rate can be read in "
            "slices"
        )
        assert [expected] == refused(metric, target, slice_="1 hour")

    def test_has_a_length(self) -> None:
        """It would never come to the period's end."""
        target = Target.of(at_least="99%")
        assert ["slice: a slice has a length"] == refused(
            Availability(), target, slice_="0 hours"
        )

    def test_none_and_no_length_differ(self) -> None:
        """Without it the period is read whole."""
        made = Commitment(
            id="x", metric=Availability(), target=Target.of(at_least="99%")
        )
        assert made.slice is None
