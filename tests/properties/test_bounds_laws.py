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
    Cap,
    CauseExclusion,
    Commitment,
    CreditRule,
    CreditTerms,
    Evaluation,
    Maintenance,
    MaintenanceExclusion,
    Money,
    Outage,
    PerUnitCredit,
    Policy,
    ProRataCredit,
    Record,
    Service,
    Target,
    TieredCredit,
    TierRow,
    Unobserved,
    evaluate,
)
from slapolicy._pairs import clipped, merged, subtracted
from slapolicy.periods import CalendarPeriod
from tests.views import DAY


MINUTE = 60_000_000
START = DAY.start_ticks

minutes = st.integers(-60, 25 * 60)
rules: st.SearchStrategy[CreditRule | None] = st.sampled_from(
    (
        None,
        ProRataCredit(),
        PerUnitCredit(amount="1.00 EUR", unit="7 minutes", rounding="started"),
        TieredCredit(
            rows=[
                TierRow(at_least="99%", below="99.9%", credit="10%"),
                TierRow(at_least="90%", below="99%", credit="25%"),
                TierRow(below="90%", credit="100%"),
            ],
            gap="better",
        ),
    )
)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Return an agreement that leaves unobserved time undetermined."""
    return Policy(
        id="drawn",
        timezone="UTC",
        currency="EUR",
        period=CalendarPeriod("day"),
        commitments=[
            Commitment(
                id=name,
                metric=Availability(
                    unobserved="undetermined",
                    count_from=draw(st.sampled_from(("start", "detection"))),
                    weighted=draw(st.booleans()),
                    ignore_shorter_than=draw(
                        st.sampled_from((None, "20 minutes"))
                    ),
                    precision=draw(st.none() | st.integers(0, 3)),
                ),
                target=Target.of(
                    at_least=draw(st.sampled_from(("99.9%", "95%", "50%")))
                ),
                credit=draw(rules),
            )
            for name in ("uptime", "other")[: draw(st.integers(1, 2))]
        ],
        exclusions=[MaintenanceExclusion(), CauseExclusion(causes=["dns"])],
        credits=CreditTerms(
            combine=draw(st.sampled_from(("sum", "largest"))),
            caps=[Cap(at_most="50%", per="period")][draw(st.integers(0, 1)) :],
            minimum=draw(st.sampled_from((None, "5.00 EUR"))),
        ),
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
    return Record(
        service=Service(id="s", fee="100.00 EUR"),
        period=DAY,
        outages=[
            attrs.evolve(
                seen(pair, f"o{place}", draw(st.sampled_from(("x", "dns")))),
                impact=draw(st.sampled_from(("1", "1/2"))),
            )
            for place, pair in enumerate(draw(st.lists(spans(), max_size=3)))
        ],
        maintenance=[
            Maintenance(start=start, end=end)
            for start, end in draw(st.lists(spans(), max_size=1))
        ],
        unobserved=[
            Unobserved(start=start, end=end)
            for start, end in draw(st.lists(spans(), min_size=1, max_size=2))
        ],
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
