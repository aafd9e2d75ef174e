"""
Strategies for agreements of a day, and for one day.

A day is short enough to be looked at minute by minute, and a few outages
decide what is owed.
"""

from collections.abc import Mapping
from types import MappingProxyType

from hypothesis import strategies as st

from slapolicy import _time
from slapolicy.facts import (
    Maintenance,
    Outage,
    Record,
    Service,
    Unobserved,
)
from slapolicy.periods import CalendarPeriod, parse_label
from slapolicy.spans import Span
from slapolicy.strategies.values import cached
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.credits import (
    PerStepCredit,
    PerUnitCredit,
    ProRataCredit,
    SumCredit,
    TieredCredit,
    TierRow,
)
from slapolicy.terms.exchange import CreditRule
from slapolicy.terms.exclusions import CauseExclusion, MaintenanceExclusion
from slapolicy.terms.metrics import Availability, Restoration
from slapolicy.terms.policy import Policy
from slapolicy.terms.settlement import Cap, CreditTerms
from slapolicy.terms.targets import Target


DAY = Span.of_ticks(*parse_label("2026-06-10", "UTC"))
"""10 June 2026 in UTC."""

# What a table reads, and the unit and step of its bounds.
_AXES: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "value": ("%", 5),
        "ratio": ("%", 5),
        "shortfall": ("%", 5),
        "downtime": (" hours", 1),
        "excess": (" hours", 1),
        "longest": (" hours", 1),
    }
)


@cached
@st.composite
def daily_tables(
    draw: st.DrawFn, reads: tuple[str, ...] = tuple(_AXES)
) -> TieredCredit:
    """
    Return tables with gaps and overlaps, on any axis.

    Args:
        draw: Hypothesis's own.

        reads: What they may read.
    """
    axis = draw(st.sampled_from(reads))
    unit, step = _AXES[axis]
    rows = []
    for _ in range(draw(st.integers(1, 5))):
        ends = draw(st.tuples(st.integers(0, 20), st.integers(0, 20)))
        low, high = (f"{step * one}{unit}" for one in sorted(ends))
        strict = draw(st.booleans()) and low != high
        bounds = {
            "above" if strict else "at_least": low,
            "below" if strict else "at_most": high,
        }
        rows.append(TierRow(**bounds, credit=f"{draw(st.integers(0, 10))}%"))
    return TieredCredit(
        rows=rows,
        reads=axis,
        gap=draw(st.sampled_from(("undetermined", "better", "worse"))),
        overlap=draw(st.sampled_from(("undetermined", "worst", "first"))),
    )


@cached
def steady_credits(*, money: bool = False) -> st.SearchStrategy[CreditRule]:
    """
    Return rules that never pay less for more downtime.

    Args:
        money: Whether they pay in money alone.
    """
    amounts = ("1.00 EUR", "3%") if money else ("1.00 EUR", "3%", "1 day")
    units = st.builds(
        PerUnitCredit,
        amount=st.sampled_from(amounts),
        unit=st.sampled_from(("1 hour", "7 minutes")),
        reads=st.sampled_from(("downtime", "excess")),
        rounding=st.sampled_from(("exact", "started", "completed", "nearest")),
        grace=st.sampled_from((None, "10 minutes")),
    )
    steps = st.builds(
        PerStepCredit,
        amount=st.sampled_from(("1.00 EUR", "3%")),
        step=st.sampled_from(("1%", "0.1%")),
        rounding=st.sampled_from(("exact", "started")),
    )
    return st.one_of(units, steps, st.just(ProRataCredit()))


@cached
def daily_credits() -> st.SearchStrategy[CreditRule]:
    """Return rules of any kind, and sums of them."""
    single = st.one_of(daily_tables(), steady_credits())
    several = st.lists(single, min_size=1, max_size=2)
    return st.one_of(
        single, daily_tables(), st.builds(SumCredit, rules=several)
    )


@cached
def _floors() -> st.SearchStrategy[Target]:
    """Return targets of availability."""
    shares = st.sampled_from(("99.9%", "99%", "95%", "50%"))
    return shares.map(lambda share: Target.of(at_least=share))


@cached
@st.composite
def _measured(draw: st.DrawFn, unobserved: tuple[str, ...]) -> Availability:
    """Return availability with all that changes the figure."""
    return Availability(
        weighted=draw(st.booleans()),
        grain=draw(st.sampled_from((None, "1 minute", "1 hour"))),
        grain_rounding=draw(st.sampled_from(("down", "up", "nearest"))),
        ignore_shorter_than=draw(st.sampled_from((None, "10 minutes"))),
        excluded_time=draw(st.sampled_from(("counts-as-up", "removed"))),
        unobserved=draw(st.sampled_from(unobserved)),
        precision=draw(st.none() | st.integers(0, 3)),
        precision_rounding=draw(
            st.sampled_from(("half-up", "half-even", "down", "up"))
        ),
    )


@cached
@st.composite
def daily_policies(
    draw: st.DrawFn, unobserved: tuple[str, ...] = ("removed", "up", "down")
) -> Policy:
    """
    Return agreements of a day, on its uptime and perhaps on repairs.

    Args:
        draw: Hypothesis's own.

        unobserved: What may be made of time in which nobody looked.
    """
    promises = [
        Commitment(
            id="uptime",
            metric=draw(_measured(unobserved)),
            target=draw(_floors()),
            credit=draw(st.none() | daily_credits()),
            caps=[Cap(at_most="40%", per="period")][draw(st.integers(0, 1)) :],
        ),
        Commitment(
            id="repair",
            metric=Restoration(),
            target=Target.of(at_most="2 hours"),
            credit=draw(st.sampled_from((None, ProRataCredit()))),
        ),
    ]
    return Policy(
        id="daily",
        timezone="UTC",
        currency="EUR",
        period=CalendarPeriod("day"),
        commitments=promises[: draw(st.integers(1, 2))],
        exclusions=[MaintenanceExclusion(), CauseExclusion(causes=["dns"])],
        credits=CreditTerms(
            combine=draw(st.sampled_from(("sum", "largest", "choose"))),
            caps=[Cap(at_most="50%", per="period")][draw(st.integers(0, 1)) :],
            minimum=draw(st.sampled_from((None, "5.00 EUR"))),
        ),
    )


@cached
@st.composite
def exact_policies(
    draw: st.DrawFn, unobserved: str = "removed", *, tables: bool = True
) -> Policy:
    """
    Return agreements of a day on exact downtime, and what it is worth.

    Args:
        draw: Hypothesis's own.

        unobserved: What is made of time in which nobody looked.

        tables: Whether it may be worth what a table says.
    """
    credit = steady_credits(money=True)
    if tables:
        reads = tuple(axis for axis in _AXES if axis != "longest")
        credit = st.one_of(credit, daily_tables(reads))
    return Policy(
        id="daily",
        timezone="UTC",
        currency="EUR",
        period=CalendarPeriod("day"),
        commitments=[
            Commitment(
                id="uptime",
                metric=Availability(
                    unobserved=unobserved,
                    precision=draw(st.none() | st.integers(0, 3)),
                    precision_rounding=draw(
                        st.sampled_from(("half-up", "down", "up"))
                    ),
                ),
                target=draw(_floors()),
                credit=draw(credit),
            )
        ],
    )


@cached
@st.composite
def _pairs(draw: st.DrawFn) -> tuple[int, int]:
    """Return two instants in and around the day, on whole minutes."""
    minutes = st.integers(-60, 25 * 60)
    start, end = sorted((draw(minutes), draw(minutes)))
    return (
        DAY.start_ticks + start * _time.MINUTE,
        DAY.start_ticks + end * _time.MINUTE,
    )


@cached
@st.composite
def daily_records(draw: st.DrawFn, *, plain: bool = False) -> Record:
    """
    Return records of 10 June 2026, to the minute.

    Args:
        draw: Hypothesis's own.

        plain: Whether there are only outages, each whole and the provider's.
    """
    causes = ("provider",) if plain else ("provider", "provider", "dns")
    impacts = ("1",) if plain else ("1", "1", "1/2", "1/3")
    most = 0 if plain else 1
    return Record(
        service=Service(id="s", fee="100.00 EUR"),
        period=DAY,
        outages=[
            Outage(
                start=start,
                end=end,
                cause=draw(st.sampled_from(causes)),
                impact=draw(st.sampled_from(impacts)),
            )
            for start, end in draw(st.lists(_pairs(), max_size=3))
        ],
        maintenance=[
            Maintenance(start=start, end=end)
            for start, end in draw(st.lists(_pairs(), max_size=most))
        ],
        unobserved=[
            Unobserved(start=start, end=end)
            for start, end in draw(st.lists(_pairs(), max_size=most))
        ],
    )
