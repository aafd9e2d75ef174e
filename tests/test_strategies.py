"""Every public value can be drawn, and what is drawn is coherent."""

import subprocess
import sys

from collections.abc import Callable

import attrs
import pytest

from hypothesis import given, settings
from hypothesis import strategies as st

from slapolicy import strategies
from slapolicy.amounts import Percent
from slapolicy.facts import Record
from slapolicy.strategies import registering
from slapolicy.terms.policy import Policy


registering.register()

KINDS: list[type] = [
    value
    for value in vars(registering).values()
    if isinstance(value, type) and attrs.has(value)
]


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

    @pytest.mark.parametrize(
        "make",
        [
            strategies.instants,
            strategies.currencies,
            strategies.shifts,
            lambda: strategies.shifts(crossing=True),
            strategies.plain_policies,
            lambda: strategies.exclusions(forgiving=False),
        ],
        ids=["instants", "currencies", "day", "night", "plain", "strict"],
    )
    def test_draws(
        self, make: Callable[[], st.SearchStrategy[object]]
    ) -> None:
        """What no value needs, too; nothing that is drawn is nothing."""

        @settings(max_examples=5)
        @given(make())
        def draw(value: object) -> None:
            assert value is not None

        draw()
