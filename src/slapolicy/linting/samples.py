"""Periods on which the linter tries an agreement."""

import datetime as dt

from slapolicy import _time
from slapolicy._pairs import Pair
from slapolicy.periods import Period, PeriodUnit, RollingPeriod
from slapolicy.terms.policy import Policy


ANCHOR = dt.date(2027, 1, 1)
"""The first day of the trial: two years follow, the second a leap year."""

_LAST = dt.date(2029, 1, 1)

_DAYS = {
    PeriodUnit.DAY: 1,
    PeriodUnit.WEEK: 7,
    PeriodUnit.MONTH: 30,
    PeriodUnit.QUARTER: 90,
    PeriodUnit.YEAR: 365,
}


def usual_length(period: Period) -> int:
    """
    Return the length that people mean when they say the period's name.

    Args:
        period: What a policy measures; a month is 30 days, a year 365.

    Returns:
        Microseconds.
    """
    if isinstance(period, RollingPeriod):
        return period.length_ticks
    return _DAYS[period.unit] * period.count * _time.DAY


def sample_periods(policy: Policy) -> tuple[Pair, ...]:
    """
    Return one period of each length that the policy's periods have.

    The first is the one whose length is nearest to the usual one; months of
    30 days go before those of 31.

    Args:
        policy: The policy.
    """
    period, zone = policy.period, policy.timezone
    start = _time.midnight(ANCHOR, zone)
    if isinstance(period, RollingPeriod):
        return ((start, start + period.length_ticks),)
    end = _time.midnight(_LAST, zone)
    by_length: dict[int, Pair] = {}
    for first, last in period.between(start, end, zone, ANCHOR):
        by_length.setdefault(last - first, (first, last))
    usual = usual_length(period)
    return tuple(
        by_length[length]
        for length in sorted(
            by_length, key=lambda one: (abs(one - usual), -one)
        )
    )
