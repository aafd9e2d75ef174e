"""Laws of series: a fold, and what a change in the agreement divides."""

from itertools import pairwise

import attrs

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import (
    Effective,
    Evaluation,
    Record,
    evaluate,
)
from slapolicy import strategies as draws
from slapolicy.evaluation import (
    PolicyHistory,
    evaluate_history,
    evaluate_series,
)
from tests.agreed import RECORD, policy_of
from tests.views import JUNE


class TestFold:
    """A series is a fold over what each period hands on."""

    @given(st.data())
    def test_by_hand(self, data: st.DataObject) -> None:
        """Evaluating one after the other gives the same."""
        policy = data.draw(draws.policies())
        records = data.draw(draws.series(policy))
        by_hand: list[Evaluation] = []
        carried = records[0].carried
        for record in records:
            fed = attrs.evolve(record, carried=carried)
            by_hand.append(evaluate(policy, fed))
            carried = by_hand[-1].carried
        found = evaluate_series(policy, records)
        assert [one.to_dict() for one in found] == [
            one.to_dict() for one in by_hand
        ]

    @given(st.data())
    def test_in_two_steps(self, data: st.DataObject) -> None:
        """It may be broken off, and gone on with from what was carried."""
        policy = data.draw(draws.policies())
        records = data.draw(draws.series(policy))
        place = data.draw(st.integers(1, len(records)))
        first = evaluate_series(policy, records[:place])
        later = [
            attrs.evolve(one, carried=first[-1].carried)
            for one in records[place : place + 1]
        ]
        rest = evaluate_series(policy, [*later, *records[place + 1 :]])
        assert evaluate_series(policy, records) == (*first, *rest)


@st.composite
def junes(draw: st.DrawFn) -> Record:
    """Return a record of June 2026, with outages by the hour."""
    outages = draws.outages(JUNE, grain=60 * 60 * 1_000_000)
    fee = draw(draws.moneys("EUR"))
    return attrs.evolve(
        RECORD,
        service=attrs.evolve(RECORD.service, fee=fee),
        outages=draw(st.lists(outages, max_size=4)),
    )


class TestHistory:
    """A change divides a period, and nothing is lost or counted twice."""

    @given(junes(), st.lists(st.integers(2, 30), max_size=4, unique=True))
    def test_parts_make_the_whole(
        self, record: Record, days: list[int]
    ) -> None:
        """Sides, fee, downtime and measured time add up."""
        edges = [None, *(f"2026-06-{day:02}" for day in sorted(days)), None]
        history = PolicyHistory(
            attrs.evolve(
                policy_of(), effective=Effective(from_=from_, until=until)
            )
            for from_, until in pairwise(edges)
        )
        parts = evaluate_history(history, record).parts
        whole = evaluate(policy_of(), record).results[0].readings[0].reading
        readings = [one.results[0].readings[0].reading for one in parts]
        assert len(parts) == len(days) + 1
        assert parts[0].period.start == record.period.start
        assert parts[-1].period.end == record.period.end
        assert whole.downtime == sum(one.downtime or 0 for one in readings)
        assert whole.measured == sum(one.measured or 0 for one in readings)
        fees = [one.record.service.fee for one in parts]
        total = fees[0]
        for fee in fees[1:]:
            assert fee is not None
            assert total is not None
            total += fee
        assert total == record.service.fee
