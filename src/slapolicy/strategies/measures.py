"""Strategies for how promises are measured, and what they promise."""

import datetime as dt

from typing import TypeAlias

from hypothesis import strategies as st

from slapolicy import _time
from slapolicy.figures import Quantity
from slapolicy.strategies.facts import METRICS, SEVERITIES
from slapolicy.strategies.values import (
    cached,
    figures,
    lengths,
    percents,
    roundings,
)
from slapolicy.terms.exchange import Comparison
from slapolicy.terms.metrics import (
    Availability,
    Count,
    Gauge,
    Restoration,
    SuccessRate,
    TicketTime,
)
from slapolicy.terms.targets import Limit, Target


AnyMetric: TypeAlias = (
    Availability | Restoration | SuccessRate | TicketTime | Gauge | Count
)

CALENDAR = "desk"
"""The name of the work calendar that terms refer to."""


@cached
def _minimums() -> st.SearchStrategy[
    tuple[dt.timedelta | None, dt.timedelta | None]
]:
    """Return at most one of the two minimum lengths of downtime."""
    short = lengths(0, _time.HOUR)
    return st.one_of(
        st.just((None, None)),
        st.tuples(short, st.none()),
        st.tuples(st.none(), short),
    )


@cached
@st.composite
def availabilities(draw: st.DrawFn, *, plain: bool = False) -> Availability:
    """
    Return availability with all that a contract may say about it.

    Args:
        draw: Hypothesis's own.

        plain: Only exact downtime over the whole period: no minimum, no
            grain, no precision, no weights.
    """
    if plain:
        return Availability(
            unobserved=draw(st.sampled_from(("removed", "up", "down"))),
            excluded_time=draw(st.sampled_from(("counts-as-up", "removed"))),
        )
    shorter_than, up_to = draw(_minimums())
    return Availability(
        down_when=draw(st.sampled_from(("any", "all", "1"))),
        compose=draw(
            st.sampled_from(("after-exclusions", "before-exclusions"))
        ),
        count_from=draw(
            st.sampled_from(("start", "detection", "report", "earliest"))
        ),
        weighted=draw(st.booleans()),
        overlap=draw(st.sampled_from(("largest", "sum"))),
        grain=draw(st.none() | lengths(1, _time.HOUR)),
        grain_rounding=draw(st.sampled_from(("down", "up", "nearest"))),
        service_hours=draw(st.sampled_from((None, None, CALENDAR))),
        excluded_time=draw(st.sampled_from(("counts-as-up", "removed"))),
        unobserved=draw(
            st.sampled_from(("removed", "up", "down", "undetermined"))
        ),
        denominator=draw(st.sampled_from(("period", "elapsed", "existing"))),
        precision=draw(st.none() | st.integers(0, 4)),
        precision_rounding=draw(roundings()),
        ignore_shorter_than=shorter_than,
        ignore_up_to=up_to,
    )


@cached
@st.composite
def restorations(draw: st.DrawFn) -> Restoration:
    """
    Return restoration times.

    Args:
        draw: Hypothesis's own.
    """
    shorter_than, up_to = draw(_minimums())
    return Restoration(
        count_from=draw(
            st.sampled_from(("start", "detection", "report", "earliest"))
        ),
        service_hours=draw(st.sampled_from((None, CALENDAR))),
        ignore_shorter_than=shorter_than,
        ignore_up_to=up_to,
    )


@cached
@st.composite
def success_rates(draw: st.DrawFn) -> SuccessRate:
    """
    Return success rates, of all three kinds.

    Args:
        draw: Hypothesis's own.
    """
    aggregate = draw(st.sampled_from(("mean", "total", "bad-windows")))
    window = dt.timedelta(minutes=draw(st.sampled_from((5, 10, 60))))
    if aggregate == "bad-windows":
        return SuccessRate(
            aggregate=aggregate,
            window=window,
            bad_above=draw(percents(1, 50)),
            minimum_requests=draw(st.integers(0, 20)),
            unobserved=draw(st.sampled_from(("removed", "up", "down"))),
        )
    optional = draw(st.booleans()) and aggregate == "total"
    return SuccessRate(
        aggregate=aggregate,
        window=None if optional else window,
        empty=draw(st.sampled_from(("success", "skip"))),
        excluded_time=draw(st.sampled_from(("counts-as-up", "removed"))),
    )


@cached
@st.composite
def ticket_times(draw: st.DrawFn) -> TicketTime:
    """
    Return times to answer tickets, per ticket and as a share.

    Args:
        draw: Hypothesis's own.
    """
    return TicketTime(
        clock=draw(st.sampled_from(("response", "resolution"))),
        severity=draw(
            st.lists(st.sampled_from(SEVERITIES), max_size=2, unique=True)
        ),
        service_hours=draw(st.sampled_from((None, CALENDAR))),
        within=draw(st.none() | lengths(_time.MINUTE, 2 * _time.DAY)),
    )


@cached
@st.composite
def gauges(draw: st.DrawFn) -> Gauge:
    """
    Return statistics of measured values.

    Args:
        draw: Hypothesis's own.
    """
    return Gauge(
        metric=draw(st.sampled_from(METRICS)),
        statistic=draw(
            st.sampled_from(("mean", "max", "min", "median", "p50", "p99"))
        ),
    )


@cached
def counts() -> st.SearchStrategy[Count]:
    """Return numbers of outages."""
    return st.builds(Count, longer_than=lengths(0, _time.DAY))


@cached
def metrics() -> st.SearchStrategy[AnyMetric]:
    """Return metrics of every kind."""
    return st.one_of(
        availabilities(),
        availabilities(plain=True),
        restorations(),
        success_rates(),
        ticket_times(),
        gauges(),
        counts(),
    )


@cached
@st.composite
def targets(draw: st.DrawFn, quantity: Quantity) -> Target:
    """
    Return targets for readings of one kind.

    Args:
        draw: Hypothesis's own.

        quantity: The kind.
    """
    if quantity is Quantity.PERCENTAGE:
        floor = st.sampled_from((Comparison.AT_LEAST, Comparison.MORE_THAN))
        return Target(limits=[Limit(draw(floor), draw(percents(90, 100)))])
    comparison = draw(st.sampled_from(Comparison))
    return Target(limits=[Limit(comparison, draw(figures(quantity)))])
