"""
Strategies for agreements as they are printed, and months on their bounds.

Figures are round, so that a month's downtime falls on the bound of a row or
a microsecond beside it: there mistakes hide.
"""

import datetime as dt

from itertools import pairwise

from hypothesis import strategies as st

from slapolicy import _time
from slapolicy.facts import (
    NOTHING_CARRIED,
    Carried,
    Maintenance,
    Outage,
    Record,
    Service,
    Suspension,
)
from slapolicy.periods import CalendarPeriod, parse_label
from slapolicy.spans import Span
from slapolicy.strategies.values import cached
from slapolicy.terms.claims import ClaimTerms, Deadline
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.credits import (
    FlatCredit,
    PerUnitCredit,
    ProRataCredit,
    SumCredit,
    TieredCredit,
    TierRow,
    UnspecifiedCredit,
)
from slapolicy.terms.exchange import CreditRule
from slapolicy.terms.exclusions import (
    CauseExclusion,
    MaintenanceExclusion,
    SourceExclusion,
    SuspensionExclusion,
)
from slapolicy.terms.metrics import Availability, Restoration
from slapolicy.terms.policy import Policy
from slapolicy.terms.settlement import Cap, CreditTerms
from slapolicy.terms.targets import Target


ZONE = "Europe/Rome"
OCTOBER = Span.of_ticks(*parse_label("2026-10", ZONE))
"""October 2026 in Rome, which has 745 hours."""

_SHARES = ("10%", "25%", "100%", "7.00 EUR", "1 day")
_BY_DOWNTIME = TieredCredit(
    reads="downtime",
    rows=[
        TierRow(above="1 hour", at_most="3 hours", credit="10%"),
        TierRow(above="3 hours", credit="20%"),
        TierRow(at_most="1 hour", credit="2%"),
    ],
)
_GAPPED = TieredCredit(
    rows=[
        TierRow(below="99.8%", at_least="99%", credit="10%"),
        TierRow(below="99.2%", credit="30%"),
    ]
)
_PLAIN = (
    FlatCredit(amount="5.00 EUR"),
    FlatCredit(amount="10%", of="next-invoice"),
    ProRataCredit(),
    PerUnitCredit(amount="1%", unit="30 minutes", rounding="started"),
    PerUnitCredit(amount="0.10 EUR", unit="7 minutes"),
    UnspecifiedCredit(text="a fair sum"),
)
_EVEN = (
    ProRataCredit(),
    PerUnitCredit(amount="0.10 EUR", unit="7 minutes"),
    SumCredit(rules=[FlatCredit(amount="1.00 EUR"), ProRataCredit(times=2)]),
)
_EXCLUSIONS = (
    CauseExclusion(causes=["customer"]),
    SourceExclusion(admissible=["monitor"]),
    MaintenanceExclusion(),
    MaintenanceExclusion(kinds=["planned"]),
    MaintenanceExclusion(notice="2 hours"),
    MaintenanceExclusion(longest="30 minutes"),
    SuspensionExclusion(),
)
_MONTHS = (
    CalendarPeriod("month"),
    CalendarPeriod("month", nominal=dt.timedelta(hours=730)),
)
_CLAIMS = ClaimTerms(file=Deadline(within="7 days", after="verification"))
_ANCHORS = (
    "verification",
    "outage-start",
    "outage-end",
    "period-end",
    "filing",
)


@cached
def _tables() -> st.SearchStrategy[TieredCredit]:
    """Return tables without a gap, below a target of 99.9 %."""

    def table(edges: tuple[str, ...], pays: list[str]) -> TieredCredit:
        """Return a table of rows between edges."""
        ends = pairwise((*edges, None))
        return TieredCredit(
            rows=[
                TierRow(below=high, at_least=low, credit=credit)
                for (high, low), credit in zip(ends, pays, strict=True)
            ]
        )

    return st.builds(
        table,
        st.sampled_from(
            (("99.9%", "99%", "95%"), ("99.9%", "99.5%", "98%")),
        ),
        st.lists(st.sampled_from(_SHARES), min_size=3, max_size=3),
    )


@cached
def _rules() -> st.SearchStrategy[CreditRule | None]:
    """Return what an uptime is worth."""
    single: st.SearchStrategy[CreditRule] = st.one_of(
        _tables(), st.sampled_from((_GAPPED, _BY_DOWNTIME, *_PLAIN))
    )
    several = st.lists(single, min_size=1, max_size=2)
    return st.one_of(st.none(), single, st.builds(SumCredit, rules=several))


def _exclusions() -> st.SearchStrategy[list[object]]:
    """Return a few exclusions, none of them twice."""
    return st.lists(st.sampled_from(_EXCLUSIONS), max_size=3, unique=True)


def _maybe(*caps: Cap) -> st.SearchStrategy[tuple[Cap, ...]]:
    """Return no cap, or one of some."""
    return st.sampled_from(((), *((cap,) for cap in caps)))


@cached
def monthly_claim_terms() -> st.SearchStrategy[ClaimTerms]:
    """Return by when a month's credit must be asked for, as is printed."""
    events = ({"event": "uptime-report"},)
    file = st.builds(
        Deadline,
        within=st.sampled_from(("7 days", "1 month", "36 hours")),
        after=st.sampled_from((*_ANCHORS, *events)),
        which=st.sampled_from(("first", "last")),
        end_of=st.sampled_from((None, None, "month", "billing-cycle")),
        opens=st.sampled_from(
            (None, Deadline(within="0 days", after="period-end"))
        ),
    )
    return st.builds(
        ClaimTerms,
        required=st.sampled_from((True, True, True, False)),
        notify=st.sampled_from(
            (None, None, Deadline(within="2 days", after="breach"))
        ),
        file=file,
        decide=st.sampled_from(
            (None, Deadline(within="2 days", after="filing"))
        ),
    )


@cached
def _uptimes(*, even: bool) -> st.SearchStrategy[Commitment]:
    """Return promises of an uptime."""
    return st.builds(
        Commitment,
        id=st.just("uptime"),
        metric=st.sampled_from(
            (
                Availability(),
                Availability(precision=1, precision_rounding="down"),
                Availability(precision="2 decimals"),
            )
        ),
        target=st.sampled_from(
            (
                Target.of(at_least="99.9%"),
                Target.of(more_than="99.9%"),
                Target.of(more_than="100%"),
                Target.of(at_least="99.5%", at_most="2 hours"),
            )
        ),
        credit=st.sampled_from(_EVEN) if even else _rules(),
        exclusions=_exclusions(),
        caps=_maybe(Cap(at_most="20%", per="period")),
    )


@cached
def _repairs(*, even: bool) -> st.SearchStrategy[Commitment]:
    """Return promises to have a service back."""
    uneven = (None, _BY_DOWNTIME, FlatCredit(amount="3.00 EUR"), *_PLAIN)
    return st.builds(
        Commitment,
        id=st.just("repair"),
        metric=st.just(Restoration()),
        target=st.sampled_from(
            (Target.of(at_most="1 hour"), Target.of(less_than="90 minutes"))
        ),
        credit=st.sampled_from(_EVEN if even else uneven),
        exclusions=_exclusions(),
        caps=_maybe(Cap(at_most="10%", per="incident")),
    )


def _caps(*, even: bool) -> st.SearchStrategy[tuple[Cap, ...]]:
    """Return what all promises of an agreement cost at most."""
    if even:
        return _maybe(
            Cap(at_most="50%", per="period"),
            Cap(at_most="2.00 EUR", per="incident"),
            Cap(at_most="30%", per="commitment"),
        )
    return _maybe(
        Cap(at_most="100%", per="period"), Cap(at_most="50%", per="year")
    )


@cached
def monthly_policies(*, even: bool = False) -> st.SearchStrategy[Policy]:
    """
    Return agreements of a month in Rome, in round figures.

    Args:
        even: Whether awards grow evenly, with each microsecond of downtime.
    """
    uptime, repair = _uptimes(even=even), _repairs(even=even)
    both = st.tuples(uptime, repair)
    some = st.one_of(st.tuples(uptime), st.tuples(repair), both)
    return st.builds(
        Policy,
        id=st.just("printed"),
        timezone=st.just(ZONE),
        currency=st.just("EUR"),
        period=st.sampled_from(_MONTHS),
        commitments=both if even else some,
        exclusions=_exclusions(),
        credits=st.builds(
            CreditTerms,
            combine=st.sampled_from(("sum", "largest", "choose")),
            caps=_caps(even=even),
            minimum=st.sampled_from((None, "1.00 EUR")),
        ),
        claims=st.sampled_from((None, _CLAIMS)),
    )


@cached
def _starts() -> st.SearchStrategy[int]:
    """Return whole hours of October and around it."""
    hours = st.integers(-3, 745)
    return hours.map(lambda hour: OCTOBER.start_ticks + hour * _time.HOUR)


@cached
def _lasting() -> st.SearchStrategy[int]:
    """Return how long things last: often so that a bound is met, or nearly."""
    hour = _time.HOUR
    return st.one_of(
        st.sampled_from((0, hour, 2 * hour, hour // 2)),
        # Where shares of 745 and of 730 hours pass a bound, or nearly.
        st.builds(
            lambda hours, permille, near: (
                hours * hour * permille // 1000 + near
            ),
            st.sampled_from((745, 730)),
            st.sampled_from((1, 2, 5, 8, 10, 20, 50)),
            st.integers(-1, 1),
        ),
        st.integers(0, 3 * hour),
        st.integers(0, 90 * hour),
    )


@cached
@st.composite
def _outages(draw: st.DrawFn) -> Outage:
    """Return outages around the month."""
    start = draw(_starts())
    return Outage(
        start=start,
        end=start + draw(_lasting()),
        cause=draw(st.sampled_from(("provider", "customer", "attack"))),
        source=draw(st.sampled_from((None, "monitor", "customer"))),
        verified=draw(st.sampled_from((None, start + _time.HOUR))),
        component=draw(st.sampled_from([None] * 9 + ["disk"])),
    )


@cached
@st.composite
def _maintenance(draw: st.DrawFn) -> Maintenance:
    """Return maintenance around the month."""
    start, hour = draw(_starts()), _time.HOUR
    told = st.sampled_from((None, start - hour, start - 3 * hour))
    return Maintenance(
        start=start,
        end=start + draw(_lasting()),
        kind=draw(st.sampled_from(("planned", "urgent"))),
        announced=draw(told),
    )


@cached
def monthly_records() -> st.SearchStrategy[Record]:
    """Return records of October 2026, whose downtime falls on bounds."""
    start = OCTOBER.start_ticks
    suspended = Suspension(start=start, end=start + _time.HOUR)
    before = Carried(credited={"2026-09": "4.00 EUR"})
    return st.builds(
        Record,
        service=st.builds(
            Service,
            id=st.just("web"),
            fee=st.sampled_from((None, "10.00 EUR", "33.33 EUR")),
            amounts=st.sampled_from(
                ((), (), (("next-invoice", "40.00 EUR"),))
            ),
        ),
        period=st.just(OCTOBER),
        outages=st.lists(_outages(), max_size=4),
        maintenance=st.lists(_maintenance(), max_size=2),
        suspensions=st.sampled_from([()] * 9 + [(suspended,)]),
        carried=st.sampled_from((*[NOTHING_CARRIED] * 3, before)),
    )
