"""The short way to an answer is the same answer."""

import datetime as dt
import pickle

from itertools import product
from unittest.mock import patch

from hypothesis import event, given
from hypothesis import strategies as st

from slapolicy import strategies as draws
from slapolicy._pairs import Pair, merged
from slapolicy.evaluation import sieve
from slapolicy.evaluation.evaluate import at_length, at_once, evaluate
from slapolicy.evaluation.passes import counted, lasting
from slapolicy.evaluation.plan import Plan, look
from slapolicy.evaluation.results import Evaluation
from slapolicy.facts import (
    Record,
)
from slapolicy.terms.policy import Policy


HOUR = 3_600_000_000
# Within October 2026 in Rome, and a month after it.
SEEN = [1_790_805_600_000_000 + hours * HOUR for hours in (400, 745 + 900)]


def _quickly(
    policy: Policy, record: Record, as_of: dt.datetime | None
) -> Evaluation | None:
    """Return what the short way answers, None where it has no answer."""
    plan = Plan.of(policy)
    span = record.period
    quick = plan.quick(policy, span.start_ticks, span.end_ticks, at_once=True)
    if quick is None:
        return None
    plan.season(policy, record)
    return at_once(policy, record, as_of)


def _agree(
    policy: Policy, records: list[Record], as_of: dt.datetime | None
) -> None:
    """
    Compare every public value of both ways.

    Each record is answered twice, so that what was remembered of one is what
    the others are answered with; the second time as if each were long.
    """
    for many, record in product((sieve._MANY, 0), records):
        with patch.object(sieve, "_MANY", many):
            quick = _quickly(policy, record, as_of)
        if quick is None:
            continue
        event("a short way")
        whole = at_length(look(policy, record, as_of))
        assert whole == quick
        assert whole.to_dict() == quick.to_dict()
        assert whole.credit == quick.credit
        assert whole.results == quick.results
        assert whole.settlement == quick.settlement
        assert whole.entitlements == quick.entitlements
        assert whole.carried == quick.carried
        assert whole.rights == quick.rights
        assert whole.assumptions == quick.assumptions
        assert whole.bounds == quick.bounds


@given(
    draws.monthly_policies(),
    st.lists(draws.monthly_records(), min_size=2, max_size=4),
    st.sampled_from([None, *SEEN]),
)
def test_both_ways_lead_to_one_answer(
    policy: Policy, records: list[Record], seen: int | None
) -> None:
    """Every public value is what the general way finds."""
    as_of = None
    if seen is not None:
        as_of = dt.datetime.fromtimestamp(seen // 1_000_000, dt.UTC)
    _agree(policy, records, as_of)


@given(
    draws.monthly_policies(),
    st.lists(draws.monthly_records(), min_size=2, max_size=4),
)
def test_both_ways_are_told_alike(
    policy: Policy, records: list[Record]
) -> None:
    """What was remembered of one record is right in the words of another."""
    for record in records * 2:
        quick = _quickly(policy, record, None)
        if quick is not None:
            whole = at_length(look(policy, record, None))
            assert whole.ledger == quick.ledger
            for lang, style in (("en", "full"), ("it", "short")):
                expected = whole.explain(lang, style)
                assert expected == quick.explain(lang, style)


@given(
    draws.monthly_policies(even=True),
    st.lists(draws.monthly_records(), min_size=2, max_size=4),
)
def test_caps_on_what_grows_evenly(
    policy: Policy, records: list[Record]
) -> None:
    """A cap takes the same from awards that grow with each microsecond."""
    _agree(policy, records, None)


PAIRS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 12)).map(
        lambda pair: (pair[0], sum(pair))
    ),
    max_size=6,
)


@given(PAIRS, PAIRS, st.integers(0, 20), st.integers(1, 20))
def test_downtime_is_a_count_of_instants(
    downs: list[Pair], free: list[Pair], start: int, length: int
) -> None:
    """Counted downtime is the number of ticks that are down and not free."""
    end = start + length
    ticks = {tick for low, high in downs for tick in range(low, high)}
    ticks -= {tick for low, high in free for tick in range(low, high)}
    expected = len([tick for tick in ticks if start <= tick < end])
    assert expected == counted(sorted(downs), merged(free), start, end)


@given(PAIRS, PAIRS, st.integers(0, 20), st.integers(1, 20))
def test_lengths_are_counts_of_instants(
    downs: list[Pair], free: list[Pair], start: int, length: int
) -> None:
    """An outage lasts the ticks from its start on that are not free."""
    down = {tick for low, high in downs for tick in range(low, high)}
    excused = {tick for low, high in free for tick in range(low, high)}
    expected = []
    for tick in sorted(down):
        if tick - 1 not in down and start <= tick < start + length:
            last = tick
            while last in down:
                last += 1
            expected.append(len(set(range(tick, last)) - excused))
    found = lasting(sorted(downs), merged(free), start, start + length)
    assert expected == found


@given(draws.monthly_policies(), draws.monthly_records())
def test_an_evaluation_travels(policy: Policy, record: Record) -> None:
    """What was pickled is equal, whether anybody had looked or not."""
    quick = evaluate(policy, record)
    assert quick == pickle.loads(pickle.dumps(quick))
    assert hash(quick) == hash(pickle.loads(pickle.dumps(quick)))
    tree = quick.to_dict()
    assert tree == pickle.loads(pickle.dumps(quick)).to_dict()
