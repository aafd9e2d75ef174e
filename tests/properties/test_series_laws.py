"""Laws of series: a fold, and what a change in the agreement divides."""

import datetime as dt

from itertools import pairwise

import attrs

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import (
    Effective,
    Evaluation,
    Outage,
    Policy,
    Record,
    Service,
    Span,
    evaluate,
)
from slapolicy import strategies as draws
from slapolicy.evaluation import (
    PolicyHistory,
    evaluate_history,
    evaluate_series,
)
from slapolicy.periods import RollingPeriod
from tests.agreed import RECORD, policy_of
from tests.views import JUNE


@st.composite
def in_a_row(draw: st.DrawFn, policy: Policy) -> list[Record]:
    """Return records of up to four periods that follow one another."""
    first: Record = draw(draws.records(policy))
    service, span = first.service, first.period
    start = span.start_ticks
    if isinstance(policy.period, RollingPeriod):
        length = span.end_ticks - start
        spans = [
            Span.of_ticks(start + n * length, start + (n + 1) * length)
            for n in range(4)
        ]
    else:
        wide = Span(span.start, span.start + 3 * span.length)
        spans = list(policy.periods(wide, service))
    rest = [
        Record(
            service=service,
            period=one,
            outages=draw(st.lists(draws.outages(one), max_size=3)),
            maintenance=draw(st.lists(draws.maintenance(one), max_size=2)),
        )
        for one in spans[1 : draw(st.integers(1, 4))]
    ]
    return [first, *rest]


class TestFold:
    """A series is a fold over what each period hands on."""

    @given(st.data())
    def test_by_hand(self, data: st.DataObject) -> None:
        """Evaluating one after the other gives the same."""
        policy = data.draw(draws.policies())
        records = data.draw(in_a_row(policy))
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
        records = data.draw(in_a_row(policy))
        place = data.draw(st.integers(1, len(records)))
        first = evaluate_series(policy, records[:place])
        later = [
            attrs.evolve(one, carried=first[-1].carried)
            for one in records[place : place + 1]
        ]
        rest = evaluate_series(policy, [*later, *records[place + 1 :]])
        assert evaluate_series(policy, records) == (*first, *rest)


hours = st.integers(0, 30 * 24)


@st.composite
def junes(draw: st.DrawFn) -> Record:
    """Return a record of June 2026, with outages by the hour."""
    found = []
    for _ in range(draw(st.integers(0, 4))):
        start, end = sorted((draw(hours), draw(hours)))
        found.append(
            Outage(
                start=JUNE.start + dt.timedelta(hours=start),
                end=JUNE.start + dt.timedelta(hours=end),
            )
        )
    fee = draw(draws.moneys("EUR"))
    return attrs.evolve(
        RECORD, service=Service(id="s", fee=fee), outages=found
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
