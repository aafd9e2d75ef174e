"""
Laws of headroom: exactly there the answer turns, and nowhere before.

The answer further away is found by evaluating the policy with a metric that
reads so much more downtime, or the record with so much more of an outage.
"""

import datetime as dt

from fractions import Fraction
from math import ceil
from typing import ClassVar, final

import attrs

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import (
    Availability,
    Commitment,
    CreditRule,
    Evaluation,
    Figure,
    Money,
    Outage,
    Outcome,
    Policy,
    Quantity,
    Record,
    Restoration,
    Rounding,
    Service,
    Target,
    TieredCredit,
    evaluate,
)
from slapolicy import strategies as draws
from slapolicy.evaluation import EntryState, Room
from slapolicy.periods import CalendarPeriod
from slapolicy.terms.exchange import (
    Decisions,
    Reading,
    Scope,
    View,
)
from slapolicy.terms.settlement import NOTHING
from tests.views import DAY


MINUTE = 60_000_000
TICK = dt.timedelta(microseconds=1)
START, END = DAY.start_ticks, DAY.end_ticks


@final
@attrs.frozen
class Shifted:
    """A metric that reads more downtime of one subject, or less."""

    kind: ClassVar[str] = "availability"

    metric: Availability | Restoration
    subject: str
    by: int

    def scope(self, record: Record, as_of: int) -> Scope:
        """Return what the metric reads."""
        return self.metric.scope(record, as_of)

    def measure(self, view: View, decisions: Decisions) -> tuple[Reading, ...]:
        """Return what it reads, one of them shifted."""
        return tuple(
            self.metric.reread(one, max((one.downtime or 0) + self.by, 0))
            if one.subject == self.subject
            else one
            for one in self.metric.measure(view, decisions)
        )


def away(evaluation: Evaluation, room: Room, by: int) -> Evaluation:
    """Return the evaluation with one reading's downtime shifted."""
    policy = evaluation.policy
    return evaluate(
        attrs.evolve(
            policy,
            commitments=[
                attrs.evolve(one, metric=Shifted(one.metric, room.subject, by))
                if one.id == room.commitment
                and isinstance(one.metric, (Availability, Restoration))
                else one
                for one in policy.commitments
            ],
        ),
        evaluation.record,
        as_of=evaluation.as_of,
    )


def outcome(evaluation: Evaluation, room: Room) -> Outcome:
    """Return the outcome of a reading."""
    (found,) = {
        one.outcome
        for one in evaluation.result(room.commitment).readings
        if one.subject == room.subject
    }
    return found


def said(evaluation: Evaluation, room: Room) -> object:
    """Return the outcome of a reading, and what is owed in all."""
    credit = evaluation.credit
    codes = {(name, why.code) for name, why in credit.undetermined}
    total = None
    if credit.money is None:
        totals = dict(evaluation.settlement.totals)
        worth = totals.get(room.commitment, NOTHING)
        exact = Fraction(worth.money or 0)
        money = Money.rounded(exact, "EUR", Rounding.HALF_UP)
        total = (money, worth.extensions)
    return (
        outcome(evaluation, room),
        credit.money,
        credit.extensions,
        codes,
        total,
    )


policies, records = draws.daily_policies, draws.daily_records


def reach(evaluation: Evaluation, room: Room) -> int:
    """Return how much more downtime there may be."""
    for one in evaluation.result(room.commitment).readings:
        if one.subject == room.subject and one.reading.measured is not None:
            return max(int(one.reading.measured - room.downtime), 0)
    return END - START


any_share = st.fractions(0, 1)


class TestTurns:
    """The answer turns exactly where a room says, and nowhere before."""

    @given(policies(), records(), any_share)
    def test_nearest(
        self, policy: Policy, record: Record, share: Fraction
    ) -> None:
        """A microsecond before all is as it was; there it is not."""
        evaluation = evaluate(policy, record)
        for room in evaluation.headroom().rooms:
            now = said(evaluation, room)
            for turn, way, last in (
                (room.more, 1, reach(evaluation, room)),
                (room.less, -1, ceil(room.downtime)),
            ):
                by = last + 1 if turn is None else turn.by // TICK
                for near in {0, int(share * (by - 1)), by - 1}:
                    there = away(evaluation, room, way * near)
                    assert said(there, room) == now
                if turn is not None:
                    there = away(evaluation, room, way * by)
                    assert said(there, room) != now
                    assert there.credit == turn.credit

    @given(policies(), records(), any_share)
    def test_kept(
        self, policy: Policy, record: Record, share: Fraction
    ) -> None:
        """So much less, and not less than that, keeps the promise."""
        evaluation = evaluate(policy, record)
        for room in evaluation.headroom().rooms:
            turn, last = room.kept, ceil(room.downtime)
            if room.outcome is Outcome.MET:
                assert turn is None
                continue
            by = last + 1 if turn is None else turn.by // TICK
            for near in {0, int(share * (by - 1)), by - 1}:
                there = away(evaluation, room, -near)
                assert outcome(there, room) is not Outcome.MET
            if turn is not None:
                there = away(evaluation, room, -by)
                assert outcome(there, room) is Outcome.MET

    @given(policies(), records())
    def test_change(self, policy: Policy, record: Record) -> None:
        """It is the difference to what is owed now."""
        evaluation = evaluate(policy, record)
        for room in evaluation.headroom().rooms:
            for turn in (room.more, room.less, room.kept):
                if turn is not None and turn.change is not None:
                    now = evaluation.credit.money
                    assert now is not None
                    assert now + turn.change == turn.money


def with_more(evaluation: Evaluation, by: int) -> Evaluation:
    """Return the evaluation with outages of that length where all was up."""
    added = []
    for entry in evaluation.ledger.of("uptime"):
        if entry.state is EntryState.UP:
            end = min(entry.end_ticks, entry.start_ticks + by)
            id_ = f"more at {entry.start}"
            added.append(Outage(id=id_, start=entry.start_ticks, end=end))
            by -= end - entry.start_ticks
    record = evaluation.record
    assert not by
    return evaluate(
        evaluation.policy,
        attrs.evolve(record, outages=[*record.outages, *added]),
    )


def with_less(evaluation: Evaluation, by: int) -> Evaluation:
    """Return the evaluation with so much less of its outages."""
    left = []
    for entry in evaluation.ledger.of("uptime"):
        if entry.state is EntryState.COUNTED:
            start = min(entry.start_ticks + by, entry.end_ticks)
            left.append(Outage(start=start, end=entry.end_ticks))
            by -= start - entry.start_ticks
    return evaluate(
        evaluation.policy, attrs.evolve(evaluation.record, outages=left)
    )


def edges(table: TieredCredit) -> list[int]:
    """Return the downtimes in a day at which a table's rows begin or end."""
    found = []
    for row in table.rows:
        for bound in row.bounds:
            assert isinstance(bound, Figure)
            exact = bound.exact
            if bound.quantity is Quantity.PERCENTAGE:
                exact = (1 - exact) * (END - START)
            found.append(int(exact))
    return found


class TestTables:
    """No row is passed over, in whatever order and however they overlap."""

    @given(
        draws.daily_tables(("value", "downtime")),
        st.integers(2, 24 * 60),
    )
    def test_every_edge(self, table: TieredCredit, minutes: int) -> None:
        """At each edge before the turn all is as it was."""
        policy = Policy(
            id="drawn",
            timezone="UTC",
            currency="EUR",
            period=CalendarPeriod("day"),
            commitments=[
                Commitment(
                    id="uptime",
                    metric=Availability(),
                    target=Target.of(at_least="99.9%"),
                    credit=table,
                )
            ],
        )
        outage = Outage(start=START, end=START + minutes * MINUTE)
        service = Service(id="s", fee="100.00 EUR")
        record = Record(service=service, period=DAY, outages=[outage])
        evaluation = evaluate(policy, record)
        (room,) = evaluation.headroom().rooms
        now = said(evaluation, room)
        least, most = -minutes * MINUTE, reach(evaluation, room)
        if room.less is not None:
            least = -(room.less.by // TICK) + 1
        if room.more is not None:
            most = room.more.by // TICK - 1
        for edge in edges(table):
            for near in (edge - 1, edge, edge + 1):
                by = near - minutes * MINUTE
                if least <= by <= most:
                    assert said(away(evaluation, room, by), room) == now


class TestRealDowntime:
    """What a room says comes true when an outage comes, or had not come."""

    @given(draws.exact_policies(), records(plain=True))
    def test_more(self, policy: Policy, record: Record) -> None:
        """An outage of that length turns the answer, a shorter one not."""
        evaluation = evaluate(policy, record)
        (room,) = evaluation.headroom().rooms
        turn = room.more
        by = reach(evaluation, room) if turn is None else turn.by // TICK
        before = with_more(evaluation, max(by - 1, 0))
        assert said(before, room) == said(evaluation, room)
        if turn is not None:
            there = with_more(evaluation, by)
            assert said(there, room) != said(evaluation, room)
            assert there.credit == turn.credit

    @given(draws.exact_policies(), records(plain=True))
    def test_less(self, policy: Policy, record: Record) -> None:
        """So much less of the outages would have turned it."""
        evaluation = evaluate(policy, record)
        (room,) = evaluation.headroom().rooms
        turn = room.less
        by = int(room.downtime) if turn is None else turn.by // TICK
        before = with_less(evaluation, max(by - 1, 0))
        assert said(before, room) == said(evaluation, room)
        if turn is not None:
            there = with_less(evaluation, by)
            assert said(there, room) != said(evaluation, room)
            assert there.credit == turn.credit

    @given(st.integers(1, 300), draws.daily_credits())
    def test_longer(self, minutes: int, credit: CreditRule) -> None:
        """An outage that lasts so much longer turns the answer about it."""
        policy = Policy(
            id="drawn",
            timezone="UTC",
            currency="EUR",
            period=CalendarPeriod("day"),
            commitments=[
                Commitment(
                    id="repair",
                    metric=Restoration(),
                    target=Target.of(at_most="2 hours"),
                    credit=credit,
                )
            ],
        )

        def lasting(more: int) -> Evaluation:
            """Return the evaluation of an outage so much longer."""
            end = START + minutes * MINUTE + more
            outage = Outage(id="o", start=START, end=end)
            service = Service(id="s", fee="100.00 EUR")
            record = Record(service=service, period=DAY, outages=[outage])
            return evaluate(policy, record)

        (room,) = lasting(0).headroom().rooms
        for turn, way in ((room.more, 1), (room.less, -1)):
            if turn is not None:
                by = way * (turn.by // TICK)
                before, there = lasting(by - way), lasting(by)
                assert said(before, room) == said(lasting(0), room)
                assert said(there, room) != said(lasting(0), room)
                assert there.credit == turn.credit


class TestOpenAnswers:
    """Where nobody looked, the answer is between two."""

    @given(
        draws.exact_policies("undetermined", tables=False),
        records(),
        any_share,
    )
    def test_nearest(
        self, policy: Policy, record: Record, share: Fraction
    ) -> None:
        """There the outcome turns, or the least or the most that is owed."""

        def between(by: int) -> object:
            """Return the outcome, and between what the credit lies."""
            there = away(evaluation, room, by)
            bounds, money = there.bounds, there.credit.money
            both = (money, money) if bounds is None else bounds.credit
            return outcome(there, room), both

        evaluation = evaluate(policy, record)
        for room in evaluation.headroom().rooms:
            for turn, way in ((room.more, 1), (room.less, -1)):
                if turn is not None:
                    by = turn.by // TICK
                    for near in {int(share * (by - 1)), by - 1}:
                        assert between(way * near) == between(0)
                    assert between(way * by) != between(0)


class TestAnyPolicy:
    """The laws hold over the whole language."""

    @given(st.data())
    def test_outcome(self, data: st.DataObject) -> None:
        """A microsecond before, the outcome is the present one."""
        policy = data.draw(draws.policies())
        evaluation = evaluate(policy, data.draw(draws.records(policy)))
        for room in evaluation.headroom().rooms[:2]:
            promise = policy.commitment(room.commitment)
            assert promise is not None
            if isinstance(promise.metric, (Availability, Restoration)):
                for turn, way in ((room.more, 1), (room.less, -1)):
                    if turn is not None:
                        by = way * (turn.by // TICK)
                        before = away(evaluation, room, by - way)
                        assert outcome(before, room) is room.outcome
                        there = away(evaluation, room, by)
                        assert outcome(there, room) is turn.outcome
                        assert there.credit == turn.credit
