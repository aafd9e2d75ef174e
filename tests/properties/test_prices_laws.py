"""The price of a step is what the rule awards, wherever on it one looks."""

import datetime as dt

from fractions import Fraction

import pytest

from hypothesis import example, given
from hypothesis import strategies as st

from slapolicy import (
    Availability,
    CreditRule,
    CreditTerms,
    FlatCredit,
    Metric,
    PerUnitCredit,
    ProRataCredit,
    Restoration,
    Service,
    SumCredit,
    Target,
    TieredCredit,
    TierRow,
)
from slapolicy.evaluation.ladder import Asked, ladder_of
from slapolicy.evaluation.prices import prices_of
from slapolicy.evaluation.promises import promises_of
from slapolicy.terms.exchange import Basis, Outcome
from slapolicy.terms.settlement import Frame
from tests.agreed import policy_of, promise
from tests.views import JUNE


DAY = 24 * 3_600_000_000
JUNE_LENGTH = 30 * DAY
BASIS = Basis(
    service=Service(id="web", fee="720.00 EUR"), length=JUNE_LENGTH, zone="UTC"
)
BY_HOUR = PerUnitCredit(amount="1%", unit="1 hour")
TABLE = TieredCredit(
    rows=[
        TierRow(at_most="10 hours", credit="5%"),
        TierRow(above="10 hours", credit="15%"),
    ],
    reads="downtime",
)


@pytest.mark.parametrize("metric", [Availability(), Restoration()])
@pytest.mark.parametrize(
    "rule",
    [
        TABLE,
        ProRataCredit(times=3),
        SumCredit(rules=[BY_HOUR, FlatCredit(amount="2%"), TABLE]),
    ],
)
@given(st.integers(0, 60 * DAY), st.integers(0, 60 * DAY))
@example(40 * DAY, 50 * DAY)
@example(JUNE_LENGTH, JUNE_LENGTH + 1)
@example(JUNE_LENGTH - 1, JUNE_LENGTH)
def test_a_price_is_what_the_rule_awards(
    metric: Metric, rule: CreditRule, bound: int, downtime: int
) -> None:
    """However long the bound is, and however far beyond it an outage lasts."""
    target = Target.of(at_most=dt.timedelta(microseconds=bound))
    agreed = promise(metric, target, rule)
    (one,) = promises_of(policy_of(agreed))
    start, end = JUNE.start_ticks, JUNE.end_ticks
    asked = Asked(one, start, end, None)
    ladder = ladder_of(asked)
    frame = Frame(basis=BASIS, start=start, end=end)
    prices = prices_of([(asked, ladder)], CreditTerms(), frame)
    assert prices is not None
    # Of a period no more can be down than all of it.
    down = downtime if asked.of_one else min(downtime, JUNE_LENGTH)
    judged = asked.judgement(down)
    money = Fraction(0)
    if judged.outcome is Outcome.BREACHED:
        money = rule.award(judged.reading, BASIS).money or money
    found = prices.sum_of(0, ladder.step(down), down)
    assert money == Fraction(found, prices.unit)
