"""The laws of design 5, for any policy and any record that they hold for."""

import datetime as dt
import pickle

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import TypeVar

import attrs

from hypothesis import given
from hypothesis import strategies as st

import slapolicy

from slapolicy import (
    Availability,
    CauseExclusion,
    Commitment,
    CommitmentResult,
    Evaluation,
    MaintenanceExclusion,
    Money,
    Outcome,
    Policy,
    Record,
    SuspensionExclusion,
    Target,
    evaluate,
)
from slapolicy import strategies as draws
from slapolicy.periods import CalendarPeriod
from slapolicy.strategies.values import ticks
from slapolicy.terms.settlement import Per
from tests.properties.oracle import MINUTE, Grid, Rule


Pair = tuple[Policy, Record]


@st.composite
def policies_and_records(
    draw: st.DrawFn, policies: st.SearchStrategy[Policy] | None = None
) -> Pair:
    """Return a policy and a record that fits it."""
    policy = draw(draws.policies() if policies is None else policies)
    return policy, draw(draws.records(policy))


def read(evaluation: Evaluation) -> object:
    """Return what an evaluation says of outcomes, figures and money."""
    return (
        [(one.id, one.outcome, _readings(one)) for one in evaluation.results],
        evaluation.credit,
    )


def _readings(result: CommitmentResult) -> object:
    """Return the figures of one promise."""
    return [
        (
            one.outcome,
            one.reading.exact,
            one.reading.value,
            one.reading.downtime,
            one.reading.measured,
            one.reading.excess,
        )
        for one in result.readings
    ]


def availability(evaluation: Evaluation) -> Fraction | None:
    """Return the exact availability of the first promise."""
    return evaluation.results[0].readings[0].reading.exact


_T = TypeVar("_T")


def _shuffled(facts: Sequence[_T], random: Random) -> list[_T]:
    """Return facts in another order."""
    return random.sample(facts, len(facts))


class TestSameAnswer:
    """What does not matter."""

    @given(policies_and_records(), st.randoms(use_true_random=False))
    def test_order_of_facts_does_not_matter(
        self, pair: Pair, random: Random
    ) -> None:
        """Facts written in any order give the same answer."""
        policy, record = pair
        again = attrs.evolve(
            record,
            outages=_shuffled(record.outages, random),
            maintenance=_shuffled(record.maintenance, random),
            requests=_shuffled(record.requests, random),
            tickets=_shuffled(record.tickets, random),
        )
        assert evaluate(policy, record) == evaluate(policy, again)
        assert record.digest == again.digest

    @given(policies_and_records(), st.data())
    def test_splitting_an_outage_does_not_matter(
        self, pair: Pair, data: st.DataObject
    ) -> None:
        """An outage cut in two is the same, where clocks run from starts."""
        policy, record = pair
        clock = {
            getattr(one.metric, "count_from", None)
            for one in policy.commitments
        }
        if not record.outages or not clock <= {None, START}:
            return
        place = data.draw(st.integers(0, len(record.outages) - 1))
        whole = record.outages[place]
        end = whole.end_ticks or whole.start_ticks
        cut = data.draw(ticks(whole.start_ticks, end))
        parts = (
            attrs.evolve(whole, end=cut),
            attrs.evolve(whole, id=f"{whole.id}-rest", start=cut),
        )
        rest = [one for one in record.outages if one is not whole]
        split = attrs.evolve(record, outages=[*rest, *parts])
        assert read(evaluate(policy, record)) == read(evaluate(policy, split))

    @given(
        policies_and_records(),
        st.sampled_from((-11, -5, 0, 1, 9)),
    )
    def test_zone_of_the_input_does_not_matter(
        self, pair: Pair, hours: int
    ) -> None:
        """An instant is an instant, however it is written."""
        policy, record = pair
        zone = dt.timezone(dt.timedelta(hours=hours))
        moved = [
            attrs.evolve(
                one,
                start=dt.datetime.astimezone(one.start, zone),
                end=dt.datetime.astimezone(one.end, zone),
            )
            for one in record.outages
            if one.end is not None
        ]
        again = attrs.evolve(record, outages=moved)
        assert evaluate(policy, record) == evaluate(policy, again)

    @given(policies_and_records())
    def test_twice_pickled_and_written_is_equal(self, pair: Pair) -> None:
        """Evaluating twice, after pickling or a document is equal."""
        policy, record = pair
        once = evaluate(policy, record).to_dict()
        copied = pickle.loads(pickle.dumps((policy, record)))
        assert once == evaluate(*copied).to_dict()
        read_policy = slapolicy.policy_from_dict(policy.to_dict())
        read_record = slapolicy.record_from_dict(record.to_dict(), read_policy)
        assert (policy, record) == (read_policy, read_record)
        assert once == evaluate(read_policy, read_record).to_dict()

    @given(policies_and_records())
    def test_evaluation_survives_pickling(self, pair: Pair) -> None:
        """An evaluation is equal, and says the same, after pickling."""
        evaluation = evaluate(*pair)
        again = pickle.loads(pickle.dumps(evaluation))
        assert evaluation == again
        assert evaluation.to_dict() == again.to_dict()


START = Availability().count_from


class TestMonotone:
    """What never gets better by getting worse."""

    @given(
        policies_and_records(draws.plain_policies()),
        st.data(),
    )
    def test_an_outage_more_never_raises_availability(
        self, pair: Pair, data: st.DataObject
    ) -> None:
        """One outage more lowers availability, or leaves it."""
        policy, record = pair
        seen = attrs.evolve(record, unobserved=())
        more = data.draw(draws.outages(record.period))
        worse = attrs.evolve(
            seen, outages=[*seen.outages, attrs.evolve(more, id="more")]
        )
        before = availability(evaluate(policy, seen))
        after = availability(evaluate(policy, worse))
        if before is not None and after is not None:
            assert after <= before

    @given(policies_and_records(draws.plain_policies()), st.data())
    def test_an_exclusion_more_never_lowers_availability(
        self, pair: Pair, data: st.DataObject
    ) -> None:
        """One exclusion more raises it, where excluded time counts as up."""
        policy, record = pair
        metric = policy.commitments[0].metric
        assert isinstance(metric, Availability)
        forgiving = attrs.evolve(metric, excluded_time="counts-as-up")
        policy = attrs.evolve(
            policy,
            commitments=[
                attrs.evolve(policy.commitments[0], metric=forgiving)
            ],
        )
        rule = data.draw(draws.exclusions(forgiving=False))
        more = attrs.evolve(policy, exclusions=[*policy.exclusions, rule])
        before = availability(evaluate(policy, record))
        after = availability(evaluate(more, record))
        if before is not None and after is not None:
            assert after >= before

    @given(
        policies_and_records(draws.plain_policies()),
        st.data(),
    )
    def test_a_worse_value_never_earns_less(
        self, pair: Pair, data: st.DataObject
    ) -> None:
        """Where the rows are monotone, one outage more earns no less."""
        policy, record = pair
        seen = attrs.evolve(record, unobserved=())
        more = data.draw(draws.outages(record.period))
        worse = attrs.evolve(
            seen, outages=[*seen.outages, attrs.evolve(more, id="more")]
        )
        before = evaluate(policy, seen).credit.money
        after = evaluate(policy, worse).credit.money
        if before is not None and after is not None:
            assert after >= before

    @given(policies_and_records())
    def test_no_credit_above_the_tightest_cap(self, pair: Pair) -> None:
        """No cap per period in money is ever exceeded."""
        policy, record = pair
        evaluation = evaluate(policy, record)
        money = evaluation.credit.money
        for cap in policy.credits.caps:
            limit = cap.at_most
            if cap.per in {Per.PERIOD, Per.YEAR} and money is not None:
                assert not isinstance(limit, Money) or money <= limit


RULES: tuple[Rule, ...] = (
    CauseExclusion(causes=["customer"]),
    MaintenanceExclusion(),
    SuspensionExclusion(reasons=["unpaid"]),
)


class TestOracle:
    """Counted downtime against a grid of minutes."""

    @given(st.data())
    def test_counted_downtime_agrees_with_a_minute_grid(
        self, data: st.DataObject
    ) -> None:
        """Composition, weights and exclusions count as minute by minute."""
        metric = Availability(
            down_when=data.draw(st.sampled_from(("any", "all", "1", "2"))),
            compose=data.draw(
                st.sampled_from(("before-exclusions", "after-exclusions"))
            ),
            weighted=data.draw(st.booleans()),
            overlap=data.draw(st.sampled_from(("largest", "sum"))),
            unobserved="up",
        )
        exclusions = data.draw(st.lists(st.sampled_from(RULES), unique=True))
        policy = Policy(
            id="grid",
            timezone="UTC",
            currency="EUR",
            period=CalendarPeriod("week"),
            commitments=[
                Commitment(
                    id="uptime",
                    metric=metric,
                    target=Target.of(at_least="99%"),
                )
            ],
            exclusions=exclusions,
        )
        record = data.draw(draws.records(policy))
        result = evaluate(policy, record).results[0]
        counted = Grid(record, metric, exclusions).counted() * MINUTE
        share = 1 - counted / record.period.length_ticks
        assert counted == result.readings[0].reading.downtime
        assert share == result.readings[0].reading.exact
        kept = Outcome.MET if share >= Fraction(99, 100) else Outcome.BREACHED
        assert kept is result.outcome
