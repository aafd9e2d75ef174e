"""
Laws of bounds: nothing that may have happened unseen lies outside of them.

They hold where more downtime is never better: without a grain and without
forgiveness for a few short stretches, both of which count several short
outages otherwise than a long one, and for tables in which worse never pays
less.
"""

import attrs

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import (
    Availability,
    Commitment,
    CreditRule,
    Evaluation,
    Money,
    Outage,
    Policy,
    Record,
    evaluate,
)
from slapolicy import strategies as draws
from slapolicy._pairs import clipped, merged, subtracted
from tests.views import DAY


MINUTE = 60_000_000
START = DAY.start_ticks

minutes = st.integers(-60, 25 * 60)
credits_ = st.one_of(
    st.none(), draws.steady_credits(money=True), draws.tiers(monotone=True)
)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Return an agreement that leaves unobserved time undetermined."""
    drawn = draws.daily_policies(("undetermined",))
    policy = draw(drawn)
    names = ("uptime", "other")[: draw(st.integers(1, 2))]
    return attrs.evolve(
        policy,
        commitments=[
            promise(draw(drawn).commitments[0], name, draw(credits_), draw)
            for name in names
        ],
        credits=attrs.evolve(
            policy.credits, combine=draw(st.sampled_from(("sum", "largest")))
        ),
    )


def promise(
    one: Commitment, name: str, credit: CreditRule | None, draw: st.DrawFn
) -> Commitment:
    """Return the promise with a metric for which more is never better."""
    assert isinstance(one.metric, Availability)
    return attrs.evolve(
        one,
        id=name,
        metric=attrs.evolve(
            one.metric,
            grain=None,
            excluded_time="counts-as-up",
            count_from=draw(st.sampled_from(("start", "detection"))),
        ),
        credit=credit,
    )


@st.composite
def spans(draw: st.DrawFn) -> tuple[int, int]:
    """Return a span around one day."""
    start, end = sorted((draw(minutes), draw(minutes)))
    return (START + start * MINUTE, START + end * MINUTE)


def seen(pair: tuple[int, int], id_: str, cause: str = "provider") -> Outage:
    """Return an outage that every clock saw at once."""
    start, end = pair
    return Outage(id=id_, start=start, end=end, detected=start, cause=cause)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Return a record of one day, some of which nobody observed."""
    record = draw(draws.daily_records())
    unobserved = draws.unobserved(DAY)
    return attrs.evolve(
        record,
        outages=[
            attrs.evolve(one, id=f"o{place}", detected=one.start)
            for place, one in enumerate(record.outages)
        ],
        unobserved=draw(st.lists(unobserved, min_size=1, max_size=2)),
    )


def dark(record: Record) -> list[tuple[int, int]]:
    """Return the time of which nothing is known, also of no outage."""
    return subtracted(
        merged((one.start_ticks, one.end_ticks) for one in record.unobserved),
        merged(
            (one.start_ticks, one.end_ticks or 0) for one in record.outages
        ),
    )


def known(
    policy: Policy, record: Record, down: list[tuple[int, int]]
) -> Evaluation:
    """Return the evaluation if just that had happened unobserved."""
    unseen = [seen(pair, f"u{place}") for place, pair in enumerate(down)]
    return evaluate(
        policy,
        attrs.evolve(
            record, unobserved=[], outages=[*record.outages, *unseen]
        ),
    )


def between(evaluation: Evaluation) -> tuple[object, Money, Money]:
    """Return between what availability and credit lie."""
    bounds, money = evaluation.bounds, evaluation.credit.money
    if bounds is None:
        assert money is not None
        return None, money, money
    assert bounds.credit is not None
    return dict(bounds.availability), *bounds.credit


class TestBounds:
    """`Evaluation.bounds`."""

    @given(policies(), records())
    def test_all_up_attains_the_best(
        self, policy: Policy, record: Record
    ) -> None:
        """If all of it was up, availability is the best, credit the least."""
        evaluation = evaluate(policy, record)
        up = known(policy, record, [])
        shares, least, _ = between(evaluation)
        assert up.credit.money == least
        for result in up.results:
            exact = result.readings[0].reading.exact
            shown = evaluation.result(result.id).readings[0].reading.exact
            assert exact == shown
            if isinstance(shares, dict):
                assert shares[result.id][1] == exact

    @given(policies(), records())
    def test_all_down_attains_the_worst(
        self, policy: Policy, record: Record
    ) -> None:
        """If all of it was down, the worst and the most."""
        evaluation = evaluate(policy, record)
        down = known(policy, record, dark(record))
        shares, _, most = between(evaluation)
        assert down.credit.money == most
        if isinstance(shares, dict):
            for result in down.results:
                exact = result.readings[0].reading.exact
                assert shares[result.id][0] == exact

    @given(policies(), records(), st.lists(spans(), max_size=4))
    def test_all_else_lies_between(
        self,
        policy: Policy,
        record: Record,
        outages: list[tuple[int, int]],
    ) -> None:
        """Whatever part of it was down."""
        evaluation = evaluate(policy, record)
        whole = dark(record)
        part = merged(pair for one in outages for pair in clipped(whole, *one))
        found = known(policy, record, part)
        shares, least, most = between(evaluation)
        assert found.credit.money is not None
        assert least <= found.credit.money <= most
        if isinstance(shares, dict):
            for result in found.results:
                exact = result.readings[0].reading.exact
                worst, best = shares[result.id]
                assert worst <= exact <= best

    @given(policies(), records())
    def test_outcomes(self, policy: Policy, record: Record) -> None:
        """An outcome that stands is that of both ends."""
        evaluation = evaluate(policy, record)
        ends = (known(policy, record, one) for one in ([], dark(record)))
        best, worst = (
            [one.outcome.value for one in end.results] for end in ends
        )
        expected = [
            one if one == other else "undetermined"
            for one, other in zip(best, worst, strict=True)
        ]
        assert [one.outcome.value for one in evaluation.results] == expected
