"""Below how many facts nothing is counted: never too many of them."""

import sys

from fractions import Fraction

import attrs
import pytest

from slapolicy import (
    CauseExclusion,
    Commitment,
    FlatCredit,
    Outage,
    Policy,
    Restoration,
    SumCredit,
    Target,
    TieredCredit,
    TierRow,
)
from slapolicy.evaluation import work
from slapolicy.evaluation.work import most_facts, refuse_work
from tests.agreed import RECORD, UPTIME, policy_of
from tests.views import JUNE


FLAT = FlatCredit(amount="1%")
OURS = CauseExclusion(causes=["provider"])
FREE = attrs.evolve(UPTIME, credit=None)
BEGUN = JUNE.start_ticks
RECORDS = [
    attrs.evolve(
        RECORD,
        outages=[
            Outage(start=BEGUN + 2 * at, end=BEGUN + 2 * at + 1)
            for at in range(count)
        ],
    )
    for count in range(40)
]
"""June with no outage, with one, and so on."""


def promising(
    promises: int, rules: int = 0, credit: FlatCredit | SumCredit | None = None
) -> Policy:
    """Return a policy that promises so much, each of it one thing again."""
    return policy_of(
        *(
            Commitment(
                id=f"back-{number}",
                metric=Restoration(),
                target=Target.of(at_most="1 hour"),
                credit=credit,
            )
            for number in range(promises)
        ),
        exclusions=[OURS] * rules,
    )


def steep(rows: int) -> Policy:
    """Return a policy with a table of so many rows."""
    step = Fraction(1, 100 * rows)
    table = TieredCredit(
        rows=[
            TierRow(at_least=at * step, below=(at + 1) * step, credit="1%")
            for at in range(rows)
        ]
    )
    return policy_of(attrs.evolve(UPTIME, credit=table))


class TestBounds:
    """How many, for policies that differ by one rule, promise or row."""

    @pytest.mark.parametrize(
        ("policy", "expected"),
        [
            (promising(1), sys.maxsize),
            (promising(1, rules=7), sys.maxsize),
            (promising(1, rules=8), 100_000 // 9 - 1),
            (promising(2, rules=3), sys.maxsize),
            (promising(2, rules=4), 100_000 // 10 - 1),
            (promising(3), 20_000 // 3 - 1),
            (steep(30), sys.maxsize),
            (steep(31), 400_000 // 31 - 1),
        ],
    )
    def test_each(self, policy: Policy, expected: int) -> None:
        """Where each fact takes as little as is always allowed, no number."""
        assert expected == most_facts(policy)

    def test_rules_of_a_promise(self) -> None:
        """They are counted as those of the policy are."""
        own = attrs.evolve(FREE, exclusions=[OURS] * 4)
        policy = policy_of(own, exclusions=[OURS] * 4)
        assert 100_000 // 9 - 1 == most_facts(policy)


class TestNever:
    """No record with as few facts is refused."""

    @pytest.fixture(autouse=True)
    def _little(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Allow so little that few facts are too many."""
        monkeypatch.setattr(work, "_MOST", 30)
        monkeypatch.setattr(work, "_EACH", 3)
        monkeypatch.setattr(work, "_MOST_READINGS", 12)
        monkeypatch.setattr(work, "_READINGS_EACH", 2)
        monkeypatch.setattr(work, "_MOST_PRICES", 24)
        monkeypatch.setattr(work, "_PRICES_EACH", 4)

    @pytest.mark.parametrize("promises", [1, 2, 3, 4])
    @pytest.mark.parametrize("rules", [0, 1, 2, 3])
    @pytest.mark.parametrize("credit", [None, FLAT, SumCredit(rules=[FLAT])])
    def test_as_few(
        self, promises: int, rules: int, credit: FlatCredit | SumCredit | None
    ) -> None:
        """Each is read by all rules, makes a reading, and is priced."""
        policy = promising(promises, rules, credit)
        few = max(most_facts(policy) + 1, 0)
        for record in RECORDS[:few]:
            refuse_work(policy, record)
