"""Which levels a commitment's metric can read in a period."""

import datetime as dt
import math

from collections.abc import Iterator, Sequence
from fractions import Fraction

import attrs

from slapolicy import _time
from slapolicy._pairs import Pair, measured
from slapolicy.downtime import grained
from slapolicy.figures import Figure, Quantity
from slapolicy.linting.levels import (
    OUTAGE,
    Downtimes,
    Levels,
    Numbers,
    Shares,
)
from slapolicy.periods import label
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.exchange import Reading, calendar_of
from slapolicy.terms.metrics import (
    Aggregate,
    Availability,
    Count,
    Denominator,
    Gauge,
    Restoration,
    SuccessRate,
    TicketTime,
)
from slapolicy.terms.policy import Policy


_ROUND = 10_000


def levels_of(
    policy: Policy,
    commitment: Commitment,
    period: Pair,
    bounds: Sequence[Figure],
) -> Levels | None:
    """
    Return the levels of a commitment's metric in a period.

    Args:
        policy: The policy, for its calendars.

        commitment: The commitment.

        period: One period of the policy.

        bounds: The figures that target and credit compare levels with.

    Returns:
        None where the metric is not known here, or nothing is measured.
    """
    found: Levels | None = None
    match commitment.metric:
        case Availability() as metric:
            found = _availability(policy, commitment, metric, period)
        case SuccessRate(aggregate=Aggregate.BAD_WINDOWS) as metric:
            found = _bad_windows(policy, commitment, metric, period)
        case SuccessRate() as metric:
            found = Shares(period, _denominator(bounds, metric), metric)
        case TicketTime(within=dt.timedelta()):
            found = Shares(period, _denominator(bounds, None), None)
        case TicketTime() | Restoration() as metric:
            found = _lengths(metric, period, bounds)
        case Count():
            found = Numbers(period, Fraction(0), Fraction(1), _most(bounds))
        case Gauge():
            found = _numbers(commitment, period, bounds)
        case _:
            pass  # a kind that somebody else wrote
    return found


def window_of(commitment: Commitment, period: Pair) -> Pair:
    """
    Return the first span that a commitment reads on its own.

    Args:
        commitment: The commitment, perhaps read in slices.

        period: One period of the policy.
    """
    if commitment.slice is None:
        return period
    start, end = period
    return (start, min(start + _time.length_ticks(commitment.slice), end))


def measured_length(
    policy: Policy, commitment: Commitment, period: Pair
) -> int:
    """
    Return the microseconds over which a commitment's figure is reckoned.

    Args:
        policy: The policy.

        commitment: A commitment that reads downtime.

        period: One period of the policy.
    """
    window = window_of(commitment, period)
    hours = getattr(commitment.metric, "service_hours", None)
    if isinstance(hours, str):
        calendar = calendar_of(policy.zoned_calendars, hours)
        return measured(calendar.open_pairs(*window))
    denominator = getattr(commitment.metric, "denominator", Denominator.PERIOD)
    nominal = policy.period.nominal
    if (
        nominal is not None
        and commitment.slice is None
        and denominator is Denominator.PERIOD
    ):
        return _time.length_ticks(nominal)
    return window[1] - window[0]


def _base(policy: Policy, period: Pair, length: int) -> Reading:
    """Return what is read of a period without downtime."""
    return Reading(
        subject=label(*period, policy.timezone),
        quantity=Quantity.PERCENTAGE,
        exact=Fraction(1),
        value=Fraction(1),
        downtime=0,
        measured=length,
    )


def _availability(
    policy: Policy, commitment: Commitment, metric: Availability, period: Pair
) -> Levels | None:
    """Return the levels of an availability."""
    length = measured_length(policy, commitment, period)
    if length <= 0:
        return None
    grain = _grain(metric)
    first = grain
    # Parts of an outage may lie outside the hours or the slice, or weigh
    # less: then less than the minimum may count.
    if not (metric.weighted or metric.service_hours or commitment.slice):
        least = grained(shortest(metric), grain, metric.grain_rounding)
        first = max(grain, math.ceil(least))
    reach = length
    if metric.service_hours is None:
        start, end = window_of(commitment, period)
        reach = max(length, end - start)
    return Downtimes(
        period=period,
        base=_base(policy, period, length),
        metric=metric,
        first=first,
        grain=grain,
        top=max(0, (reach - first) // grain + 1),
    )


def _bad_windows(
    policy: Policy, commitment: Commitment, metric: SuccessRate, period: Pair
) -> Levels:
    """Return the levels of an availability whose outages are windows."""
    length = measured_length(policy, commitment, period)
    window = _time.length_ticks(metric.window or dt.timedelta())
    grain = math.gcd(window, length)
    if metric.grain is not None:
        grain = _time.length_ticks(metric.grain)
    first = max(window, shortest(metric))
    first = max(grain, -(-first // grain) * grain)
    return Downtimes(
        period=period,
        base=_base(policy, period, length),
        metric=metric,
        first=first,
        grain=grain,
        top=max(0, (length - first) // grain + 1),
    )


def _grain(metric: Availability) -> int:
    """Return by how much downtime goes on, in microseconds."""
    return 1 if metric.grain is None else _time.length_ticks(metric.grain)


def shortest(metric: object) -> int:
    """
    Return the shortest outage that counts, in microseconds, 1 at least.

    Args:
        metric: What may have a minimum.
    """
    shorter = getattr(metric, "ignore_shorter_than", None)
    up_to = getattr(metric, "ignore_up_to", None)
    if isinstance(shorter, dt.timedelta):
        return max(_time.length_ticks(shorter), 1)
    if isinstance(up_to, dt.timedelta):
        return _time.length_ticks(up_to) + 1
    return 1


def _lengths(
    metric: TicketTime | Restoration, period: Pair, bounds: Sequence[Figure]
) -> Levels:
    """Return the levels of a length, beyond all that it is compared with."""
    longest = max(
        period[1] - period[0],
        *(int(one.exact) for one in _of(bounds, Quantity.LENGTH)),
        0,
    )
    first = shortest(metric)
    base = Reading(
        subject=OUTAGE,
        quantity=Quantity.LENGTH,
        exact=Fraction(0),
        value=Fraction(0),
        downtime=0,
        of_one=True,
    )
    top = max(2 * longest, first)
    return Downtimes(period, base, None, first, 1, top)


def _of(bounds: Sequence[Figure], quantity: Quantity) -> Iterator[Figure]:
    """Yield the bounds of one kind."""
    return (one for one in bounds if one.quantity is quantity)


def _denominator(bounds: Sequence[Figure], metric: SuccessRate | None) -> int:
    """Return a number of requests that reaches every bound, and between."""
    found = [one.exact.denominator for one in _of(bounds, Quantity.PERCENTAGE)]
    # And what is round between bounds.
    found.append(_ROUND)
    if metric is not None and metric.precision is not None:
        # The halves at which rounding turns lie on this grid too.
        found.append(2 * 10 ** (metric.precision.decimals + 2))
    return 2 * math.lcm(*found)


def _most(bounds: Sequence[Figure]) -> int:
    """Return a whole number beyond every bound."""
    numbers = [one.exact for one in _of(bounds, Quantity.NUMBER)]
    return max(0, math.ceil(max(numbers, default=Fraction(0)))) + 2


def _numbers(
    commitment: Commitment, period: Pair, bounds: Sequence[Figure]
) -> Levels:
    """Return the numbers around every bound, as finely as bounds go."""
    numbers = [one.exact for one in _of(bounds, Quantity.NUMBER)]
    step = Fraction(1, 2 * math.lcm(*(one.denominator for one in numbers)))
    low, high = min(numbers) - 1, max(numbers) + 1
    top = int((high - low) / step)
    if commitment.target.limits[0].comparison.is_floor:
        return Numbers(period, high, -step, top)
    return Numbers(period, low, step, top)


def ideal(commitment: Commitment, *, minimum: bool) -> Commitment:
    """
    Return a commitment whose metric tells everything apart.

    Args:
        commitment: The commitment.

        minimum: Whether it still ignores short outages.

    Returns:
        The commitment itself where that changes nothing.
    """
    finer = commitment.metric
    if isinstance(finer, (Availability, SuccessRate)):
        finer = attrs.evolve(finer, precision=None, grain=None)
    if not minimum and isinstance(
        finer, (Availability, SuccessRate, Restoration)
    ):
        finer = attrs.evolve(
            finer, ignore_shorter_than=None, ignore_up_to=None
        )
    if finer == commitment.metric:
        return commitment
    return attrs.evolve(commitment, metric=finer)
