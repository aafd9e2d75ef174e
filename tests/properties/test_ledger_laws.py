"""Laws of the ledger: everything adds up, for any policy and any record."""

from collections import Counter
from fractions import Fraction
from itertools import pairwise

import attrs

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import (
    Availability,
    Evaluation,
    Policy,
    Record,
    TicketTime,
    evaluate,
)
from slapolicy import strategies as draws
from slapolicy.evaluation import EntryState, LedgerEntry, LineKind


@st.composite
def evaluations(
    draw: st.DrawFn, policies: st.SearchStrategy[Policy] | None = None
) -> Evaluation:
    """Return an evaluation of any policy, seen from any later instant."""
    policy = draw(draws.policies() if policies is None else policies)
    record: Record = draw(draws.records(policy))
    start, end = record.period.start, record.period.end
    as_of = draw(st.sampled_from((end, start + (end - start) / 2)))
    return evaluate(policy, record, as_of=as_of)


@st.composite
def without_grain(draw: st.DrawFn) -> Policy:
    """Return a policy whose availabilities are not rounded to a grain."""
    policy: Policy = draw(draws.policies())
    return attrs.evolve(
        policy,
        commitments=[
            attrs.evolve(one, metric=attrs.evolve(one.metric, grain=None))
            if isinstance(one.metric, Availability)
            else one
            for one in policy.commitments
        ],
    )


def length(entry: LedgerEntry) -> int:
    """Return how long an entry is, in microseconds."""
    return entry.end_ticks - entry.start_ticks


class TestEntries:
    """The period is cut into entries, for each promise."""

    @given(evaluations())
    def test_they_cover_the_period(self, evaluation: Evaluation) -> None:
        """One begins where the one before ends, from end to end."""
        period = evaluation.period
        for _, entries in evaluation.ledger.entries:
            if entries:
                ends = [one.end_ticks for one in entries]
                starts = [one.start_ticks for one in entries]
                assert starts == [period.start_ticks, *ends[:-1]]
                assert ends[-1] == period.end_ticks
                assert all(length(one) > 0 for one in entries)

    @given(evaluations())
    def test_neighbours_differ(self, evaluation: Evaluation) -> None:
        """Where nothing changes there is no cut."""
        for _, entries in evaluation.ledger.entries:
            for one, other in pairwise(entries):
                bare = attrs.evolve(
                    other, start=one.start_ticks, end=one.end_ticks
                )
                assert bare != one

    @given(evaluations(without_grain()))
    def test_counted_is_downtime(self, evaluation: Evaluation) -> None:
        """Counted entries, by their weights, are the downtime."""
        for result in evaluation.results:
            promise = evaluation.policy.commitment(result.id)
            assert promise is not None
            if isinstance(promise.metric, Availability):
                counted = sum(
                    length(one) * one.weight
                    for one in evaluation.ledger.of(result.id)
                    if one.state is EntryState.COUNTED
                )
                assert counted == sum(
                    one.reading.downtime or 0
                    for one in result.readings
                    if one.reading.exact is not None
                )

    @given(evaluations(draws.plain_policies()))
    def test_excluded_is_what_exclusions_took(
        self, evaluation: Evaluation
    ) -> None:
        """Each took what its entries are, unless another outage counts."""
        (result,) = evaluation.results
        record = evaluation.record
        took, found = Counter[object](), Counter[object]()
        for one in result.exclusions:
            took[one.decision.rule, one.decision.fact] += one.taken
        for entry in evaluation.ledger.of(result.id):
            if entry.state is EntryState.EXCLUDED:
                found[entry.rule, entry.fact] += length(entry)
        assert found <= took
        if not (
            any(one.component for one in record.outages)
            or any(one.component for one in record.maintenance)
            or any(one.decision.outage for one in result.exclusions)
        ):
            assert found == +took

    @given(evaluations())
    def test_up_is_where_nothing_was_down(
        self, evaluation: Evaluation
    ) -> None:
        """No outage lies there, and somebody looked."""
        as_of = evaluation.sight.as_of
        for result in evaluation.results:
            if result.view is None:
                continue
            known = [
                (one.start_ticks, one.end_ticks or as_of)
                for one in result.view.scope.outages
            ] + [
                (one.start_ticks, one.end_ticks)
                for one in evaluation.record.unobserved
            ]
            for entry in evaluation.ledger.of(result.id):
                over = any(
                    start < min(entry.end_ticks, as_of, end)
                    and max(entry.start_ticks, start) < end
                    for start, end in known
                )
                assert over is (entry.state is not EntryState.UP)

    @given(evaluations())
    def test_tickets_have_none(self, evaluation: Evaluation) -> None:
        """A metric that reads no downtime has nothing to show."""
        for one in evaluation.policy.commitments:
            if isinstance(one.metric, TicketTime):
                assert evaluation.ledger.of(one.id) == ()


class TestLines:
    """The credit is cut into lines."""

    @given(evaluations())
    def test_they_add_up_to_the_credit(self, evaluation: Evaluation) -> None:
        """To the credit, if it is known; else to what is known, exactly."""
        owed = evaluation.credit.money
        exact = evaluation.settlement.exact.money or Fraction(0)
        total = exact if owed is None else owed.fraction
        assert evaluation.ledger.money == total

    @given(evaluations())
    def test_extensions_add_up_too(self, evaluation: Evaluation) -> None:
        """What awards add less what all else takes, unit by unit."""
        found = Counter[str]()
        for line in evaluation.ledger.credit_lines:
            sign = 1 if line.kind is LineKind.AWARD else -1
            for one in line.extensions:
                found[one.unit] += sign * one.quantity  # type: ignore[assignment] # exact
        credit = evaluation.credit
        settled = evaluation.settlement.exact.extensions
        told = settled if credit.undetermined else credit.extensions
        owed = {one.unit: one.quantity for one in told if one.quantity}
        assert {unit: left for unit, left in found.items() if left} == owed

    @given(evaluations())
    def test_only_awards_add(self, evaluation: Evaluation) -> None:
        """Caps, combination and minimum take; rounding does either."""
        for line in evaluation.ledger.credit_lines:
            if line.kind is LineKind.AWARD:
                assert line.money >= 0
            elif line.kind is not LineKind.ROUNDING:
                assert line.money <= 0
