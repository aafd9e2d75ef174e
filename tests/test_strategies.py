"""Every public value can be drawn, and what is drawn is coherent."""

import subprocess
import sys

import attrs
import pytest

from hypothesis import given, settings
from hypothesis import strategies as st

from slapolicy import evaluate, strategies
from slapolicy.amounts import Percent
from slapolicy.evaluation import evaluate_series
from slapolicy.facts import Record
from slapolicy.strategies import registering
from slapolicy.terms.policy import Policy


registering.register()

KINDS: list[type] = [
    value
    for value in vars(registering).values()
    if isinstance(value, type) and attrs.has(value)
]


EACH: dict[str, st.SearchStrategy[object]] = {
    "instants": strategies.instants(),
    "currencies": strategies.currencies(),
    "day": strategies.shifts(),
    "night": strategies.shifts(crossing=True),
    "plain": strategies.plain_policies(),
    "strict": strategies.exclusions(forgiving=False),
    "monthly": strategies.monthly_policies(),
    "even": strategies.monthly_policies(even=True),
    "month": strategies.monthly_records(),
    "daily": strategies.daily_policies(),
    "exact": strategies.exact_policies(),
    "untabled": strategies.exact_policies(tables=False),
    "day of any kind": strategies.daily_records(),
    "plain day": strategies.daily_records(plain=True),
    "wide periods": strategies.periods(wide=True),
    "dues": strategies.dues(0, 1),
    "short spans": strategies.spans(longest=3),
}


class TestFromType:
    """`st.from_type` knows the values of this library."""

    @pytest.mark.parametrize(
        "kind", KINDS, ids=lambda kind: str(kind.__name__)
    )
    def test_draws_every_registered_value(self, kind: type) -> None:
        """Each registered kind is drawn, and can be hashed."""

        @settings(max_examples=5)
        @given(st.from_type(kind))
        def draw(value: object) -> None:
            assert isinstance(value, kind)
            assert hash(value) == hash(value)

        draw()

    @pytest.mark.parametrize("first", ["hypothesis", "slapolicy.strategies"])
    def test_entry_point_registers(self, first: str) -> None:
        """Nobody need register anything, whatever is imported first."""
        code = (
            f"import {first}\n"
            "from hypothesis import strategies as st\n"
            "import slapolicy\n"
            "st.from_type(slapolicy.Policy).validate()\n"
        )
        subprocess.run([sys.executable, "-c", code], check=True)


class TestCoherent:
    """What is drawn fits together."""

    @given(st.data())
    def test_records_fit_their_policy(self, data: st.DataObject) -> None:
        """A record's period is one of its policy's."""
        policy = data.draw(strategies.policies())
        record = data.draw(strategies.records(policy))
        assert isinstance(policy, Policy)
        assert isinstance(record, Record)
        assert (record.period,) == policy.periods(
            record.period, record.service
        )[:1]

    @given(st.data())
    def test_series_follow_one_another(self, data: st.DataObject) -> None:
        """Each period begins where the one before ends."""
        policy = data.draw(strategies.policies())
        records = data.draw(strategies.series(policy))
        evaluate_series(policy, records)
        assert {records[0].service} == {one.service for one in records}

    @pytest.mark.parametrize(
        ("policies", "records"),
        [
            (strategies.monthly_policies(), strategies.monthly_records()),
            (strategies.daily_policies(), strategies.daily_records()),
            (strategies.exact_policies(), strategies.daily_records()),
        ],
        ids=["monthly", "daily", "exact"],
    )
    def test_those_of_one_length_fit_each_other(
        self,
        policies: st.SearchStrategy[Policy],
        records: st.SearchStrategy[Record],
    ) -> None:
        """Any such record is one of a period of any such policy."""

        @settings(max_examples=10)
        @given(policies, records)
        def fits(policy: Policy, record: Record) -> None:
            evaluation = evaluate(policy, record)
            assert record.period == evaluation.period

        fits()

    @given(st.data())
    def test_monotone_tables_never_pay_less_for_worse(
        self, data: st.DataObject
    ) -> None:
        """Rows of a monotone table pay more from the top down."""
        table = data.draw(strategies.tiers(monotone=True))
        shares = [
            row.credit.fraction
            for row in table.rows
            if isinstance(row.credit, Percent)
        ]
        assert sorted(shares) == shares


class TestEach:
    """Every strategy draws, also with its options."""

    @pytest.mark.parametrize("strategy", EACH.values(), ids=EACH)
    def test_draws(self, strategy: st.SearchStrategy[object]) -> None:
        """What no value needs, too; nothing that is drawn is nothing."""

        @settings(max_examples=5)
        @given(strategy)
        def draw(value: object) -> None:
            assert value is not None

        draw()
