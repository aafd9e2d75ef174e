"""Witnesses of what is too fine or unsaid, shown by the evaluation."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import (
    Availability,
    Commitment,
    Diagnostic,
    Evaluation,
    FlatCredit,
    LevelWitness,
    LintCode,
    Money,
    Outage,
    Outcome,
    Policy,
    Record,
    Restoration,
    RollingPeriod,
    Rounding,
    Service,
    Span,
    Target,
    TieredCredit,
    TierRow,
    evaluate,
    lint,
)


START = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
LENGTH = dt.timedelta(seconds=1000)
SERVICE = Service(id="s", fee=Money(100, "EUR"))


def policy_of(*commitments: Commitment) -> Policy:
    """Return a policy over thousand seconds."""
    return Policy(
        id="fine",
        timezone="UTC",
        currency="EUR",
        period=RollingPeriod(LENGTH),
        commitments=commitments,
    )


def down_for(policy: Policy, length: dt.timedelta) -> Evaluation:
    """Return what follows from one outage of that length."""
    record = Record(
        service=SERVICE,
        period=Span.lasting(START, LENGTH),
        outages=[Outage(start=START, end=START + length)],
    )
    return evaluate(policy, record)


def at_level(policy: Policy, one: Diagnostic) -> Evaluation:
    """Return what follows at the level of a witness."""
    assert isinstance(one.witness, LevelWitness)
    down = (1 - one.witness.figure.exact) * 1_000_000_000
    return down_for(policy, dt.timedelta(microseconds=int(down)))


def of(policy: Policy, code: LintCode) -> list[Diagnostic]:
    """Return what lint says of one code."""
    return [one for one in lint(policy) if one.code is code]


roundings = st.sampled_from(Rounding)


@given(
    percent=st.integers(2, 98), decimals=st.integers(0, 1), rounding=roundings
)
def test_no_figure_falls_into_a_narrow_row(
    percent: int, decimals: int, rounding: Rounding
) -> None:
    """At its witness, and at any level, the row does not pay."""
    policy = policy_of(
        Commitment(
            id="uptime",
            metric=Availability(
                precision=decimals, precision_rounding=rounding
            ),
            target=Target.of(at_least=f"{percent + 1}%"),
            credit=TieredCredit(
                rows=[
                    TierRow(
                        above=f"{percent}%",
                        below=f"{percent + 1}%",
                        credit="5%",
                    ),
                    TierRow(at_most=f"{percent}%", credit="10%"),
                ]
            ),
        )
    )
    said = of(policy, LintCode.NARROW_ROW)
    assert (decimals == 0) == bool(said)
    five = Money(5, "EUR")
    paid = {
        down_for(policy, dt.timedelta(seconds=second)).credit.money
        for second in range(1001 - 10 * percent - 15, 1001 - 10 * percent + 5)
    }
    assert (five in paid) == (decimals == 1)
    for one in said:
        assert five != at_level(policy, one).credit.money


@given(half=st.integers(100, 199), rounding=roundings)
def test_a_target_too_fine_is_read_as_another(
    half: int, rounding: Rounding
) -> None:
    """At its witness the contract reads another figure than was measured."""
    policy = policy_of(
        Commitment(
            id="uptime",
            metric=Availability(precision=0, precision_rounding=rounding),
            target=Target.of(at_least=f"{half / 2}%"),
        )
    )
    said = of(policy, LintCode.TARGET_TOO_FINE)
    assert said or half % 2 == 0
    for one in said:
        reading = at_level(policy, one).results[0].readings[0].reading
        assert reading.exact != reading.value


@given(tenth=st.integers(1, 500), limit=st.integers(1, 900))
def test_the_shortest_outage_breaks_both_promises(
    tenth: int, limit: int
) -> None:
    """An outage of the witness's length breaks both, a shorter one not."""
    policy = policy_of(
        Commitment(
            id="uptime",
            metric=Availability(),
            target=Target.of(at_least=f"{100 - tenth / 10}%"),
            credit=FlatCredit(amount="5%"),
        ),
        Commitment(
            id="repair",
            metric=Restoration(),
            target=Target.of(at_most=f"{limit} seconds"),
            credit=FlatCredit(amount="5%"),
        ),
    )
    (one,) = of(policy, LintCode.STACKING_UNSAID)
    assert isinstance(one.witness, LevelWitness)
    length = dt.timedelta(microseconds=int(one.witness.figure.exact))
    assert [Outcome.BREACHED] * 2 == [
        result.outcome for result in down_for(policy, length).results
    ]
    shorter = down_for(policy, length - dt.timedelta(microseconds=1))
    assert Outcome.MET in {result.outcome for result in shorter.results}
