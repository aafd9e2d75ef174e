"""What downtime is worth: to one service, and to one of another fee."""

import datetime as dt

from fractions import Fraction

import attrs
import pytest

from slapolicy import (
    Cap,
    CreditRule,
    FeeTime,
    FlatCredit,
    Money,
    PerUnitCredit,
    Policy,
    ProRataCredit,
    Service,
    SumCredit,
    TieredCredit,
    TierRow,
    UnspecifiedCredit,
)
from slapolicy.evaluation.plan import Plan
from slapolicy.evaluation.quick import Quick
from slapolicy.periods import parse_label
from tests.agreed import UPTIME, policy_of


HOUR = 3_600_000_000
TENTH = FlatCredit(amount="10%")


def quick_of(policy: Policy) -> Quick:
    """Return the short way of a policy in June 2026."""
    start, end = parse_label("2026-06", policy.timezone)
    season = Plan.of(policy).season_of(
        policy, (start, end, None), at_once=True
    )
    assert season.quick is not None
    return season.quick


def agreed(rule: CreditRule, *caps: Cap) -> Policy:
    """Return a policy with one promise."""
    return policy_of(attrs.evolve(UPTIME, credit=rule, caps=caps))


class TestShares:
    """Where all is a share of the fee, a promise is asked for one fee."""

    @pytest.mark.parametrize(
        ("rule", "is_share"),
        [
            (TENTH, True),
            (FlatCredit(amount=FeeTime(dt.timedelta(1))), True),
            (FlatCredit(amount="1 day"), False),
            (FlatCredit(amount="5.00 EUR"), False),
            (FlatCredit(amount="10%", of="next-invoice"), False),
            (ProRataCredit(), True),
            (PerUnitCredit(amount="1%", unit="1 hour"), True),
            (TieredCredit(rows=[TierRow(below="99%", credit="5%")]), True),
            (
                TieredCredit(rows=[TierRow(below="99%", credit="2 EUR")]),
                False,
            ),
            (SumCredit(rules=[TENTH, ProRataCredit()]), True),
            (SumCredit(rules=[TENTH, FlatCredit(amount="1 EUR")]), False),
            (UnspecifiedCredit(text="something"), False),
        ],
    )
    def test_rules(self, rule: CreditRule, *, is_share: bool) -> None:
        """A sum, or a share of another sum, is none of the fee."""
        assert is_share is quick_of(agreed(rule)).is_share

    @pytest.mark.parametrize(
        ("cap", "is_share"),
        [
            (Cap(at_most="50%", per="period"), True),
            (Cap(at_most="9.00 EUR", per="period"), False),
            (Cap(at_most="50%", of="next-invoice", per="period"), False),
        ],
    )
    def test_caps(self, cap: Cap, *, is_share: bool) -> None:
        """So it is with caps."""
        assert is_share is quick_of(agreed(TENTH, cap)).is_share

    @pytest.mark.parametrize("fee", ["0.01", "1.00", "33.33", "98765.43"])
    def test_another_fee(self, fee: str) -> None:
        """Prices for a fee are those for a fee of one, multiplied."""
        amount = Money.parse(f"{fee} EUR")
        rule = SumCredit(rules=[TENTH, ProRataCredit()])
        cap = Cap(at_most="50%", per="period")
        quick = quick_of(agreed(rule, cap))
        found = quick.prices_of(Service(id="web", fee=amount))
        quick.is_share = False
        quick.prices.clear()
        asked = quick.prices_of(Service(id="web", fee=amount))
        assert found is not None
        assert asked is not None
        for hours in range(1, 30):
            step = quick.tracks[0].ladder.step(hours * HOUR)
            worths = [
                Fraction(one.sum_of(0, step, hours * HOUR), one.unit)
                for one in (found, asked)
            ]
            assert worths[0] == worths[1]
        assert found.limit * asked.unit == asked.limit * found.unit
