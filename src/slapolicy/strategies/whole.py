"""Strategies for whole policies, and records that fit them."""

import datetime as dt

from collections.abc import Sequence

from hypothesis import strategies as st

from slapolicy import _time
from slapolicy.facts import Carried, Record
from slapolicy.figures import Quantity
from slapolicy.periods import (
    BillingPeriod,
    CalendarPeriod,
    MonthDay,
    Period,
    PeriodUnit,
    RollingPeriod,
)
from slapolicy.spans import Span
from slapolicy.strategies.facts import (
    claims,
    events,
    maintenance,
    outages,
    requests,
    samples,
    services,
    suspensions,
    tickets,
    unobserved,
)
from slapolicy.strategies.measures import (
    CALENDAR,
    availabilities,
    metrics,
    targets,
)
from slapolicy.strategies.terms import (
    caps,
    claim_terms,
    credit_terms,
    credits_,
    exclusions,
    tiers,
)
from slapolicy.strategies.values import (
    FIRST,
    ZONES,
    cached,
    calendar_lengths,
    lengths,
    moneys,
    ticks,
    work_calendars,
)
from slapolicy.terms.clauses import Assumption, Clause
from slapolicy.terms.commitment import SLICEABLE, Commitment
from slapolicy.terms.policy import Policy
from slapolicy.terms.rights import Right, When
from slapolicy.terms.settlement import Cap, CreditTerms


@cached
def periods(
    kind: type[Period] | None = None, *, wide: bool = False
) -> st.SearchStrategy[Period]:
    """
    Return measurement periods of one kind, or of any.

    Args:
        kind: The kind: calendar, billing or rolling.

        wide: Whether they are of any unit and of several of it, and their
            years begin on any day.
    """
    if wide:
        return _wide_periods(kind)
    nominal = st.none() | st.just(dt.timedelta(hours=730))
    units = st.sampled_from(("day", "week", "month"))
    kinds: dict[type[Period], st.SearchStrategy[Period]] = {
        CalendarPeriod: st.builds(CalendarPeriod, units, nominal=nominal),
        BillingPeriod: st.builds(
            BillingPeriod, st.just("month"), nominal=nominal
        ),
        RollingPeriod: st.builds(
            RollingPeriod, lengths(_time.DAY, 30 * _time.DAY)
        ),
    }
    return st.one_of(*kinds.values()) if kind is None else kinds[kind]


@cached
def _wide_periods(kind: type[Period] | None) -> st.SearchStrategy[Period]:
    """Return periods of any unit, and of several of it."""
    several = st.integers(1, 7)
    days = st.dates(dt.date(2001, 1, 1), dt.date(2001, 12, 31))
    kinds: dict[type[Period], st.SearchStrategy[Period]] = {
        CalendarPeriod: st.one_of(
            st.builds(
                CalendarPeriod, st.sampled_from(PeriodUnit), count=several
            ),
            st.builds(
                CalendarPeriod,
                st.sampled_from(("month", "quarter", "year")),
                count=several,
                starts=days.map(lambda day: MonthDay(day.month, day.day)),
            ),
        ),
        BillingPeriod: st.builds(
            BillingPeriod, st.sampled_from(PeriodUnit), count=several
        ),
        RollingPeriod: st.builds(
            RollingPeriod, lengths(_time.HOUR, 400 * _time.DAY)
        ),
    }
    return st.one_of(*kinds.values()) if kind is None else kinds[kind]


@cached
@st.composite
def commitments(
    draw: st.DrawFn, id_: str = "uptime", *, currency: str = "EUR"
) -> Commitment:
    """
    Return commitments whose metric, target and credit fit together.

    Args:
        draw: Hypothesis's own.

        id_: Their name.

        currency: The currency of sums.
    """
    metric = draw(metrics())
    quantity = metric.quantity
    sliced = metric.kind in SLICEABLE and draw(st.integers(0, 5)) == 0
    return Commitment(
        id=id_,
        slice=dt.timedelta(hours=6) if sliced else None,
        metric=metric,
        target=draw(targets(quantity)),
        credit=draw(st.none() | credits_(quantity, currency=currency)),
        exclusions=draw(st.lists(exclusions(), max_size=1)),
        caps=draw(st.lists(caps(currency, own=True), max_size=2)),
        claims=draw(st.none() | claim_terms()),
    )


@st.composite
def rights(draw: st.DrawFn, names: Sequence[str]) -> Right:
    """
    Return rights that follow repeated breaches.

    Args:
        draw: Hypothesis's own.

        names: The promises that they may be about.
    """
    breaches = draw(st.integers(1, 3))
    return Right(
        right="terminate",
        when=When(
            commitment=draw(st.sampled_from((None, *names))),
            breaches=breaches,
            of_last=draw(st.none() | st.integers(breaches, 6)),
            consecutive=draw(st.booleans()),
        ),
        within=draw(st.none() | calendar_lengths()),
    )


@cached
@st.composite
def policies(draw: st.DrawFn, *, currency: str = "EUR") -> Policy:
    """
    Return policies that contradict themselves nowhere.

    Args:
        draw: Hypothesis's own.

        currency: The currency of their sums.
    """
    names = ["uptime", "repair"][: draw(st.integers(1, 2))]
    return Policy(
        id="drawn",
        version="1",
        timezone=draw(st.sampled_from(ZONES)),
        currency=currency,
        period=draw(periods()),
        calendars={CALENDAR: draw(work_calendars())},
        clauses=[Clause(id="1", text="what was agreed")],
        commitments=[
            draw(commitments(name, currency=currency)) for name in names
        ],
        exclusions=draw(st.lists(exclusions(), max_size=2)),
        credits=draw(credit_terms(currency)),
        claims=draw(st.none() | claim_terms()),
        rights=draw(st.lists(rights(names), max_size=1)),
        assumptions=[
            Assumption(id="drawn", text="at random", touches=["period"])
        ],
    )


@cached
@st.composite
def plain_policies(draw: st.DrawFn, *, monotone: bool = True) -> Policy:
    """
    Return policies of one availability promise with a table.

    Downtime is exact, over the whole month, in UTC: what laws about
    availability and credits are stated for.

    Args:
        draw: Hypothesis's own.

        monotone: Whether a worse figure never pays less.
    """
    return Policy(
        id="plain",
        timezone="UTC",
        currency="EUR",
        period=CalendarPeriod("month"),
        commitments=[
            Commitment(
                id="uptime",
                metric=draw(availabilities(plain=True)),
                target=draw(targets(Quantity.PERCENTAGE)),
                credit=draw(tiers(monotone=monotone)),
            )
        ],
        exclusions=draw(st.lists(exclusions(forgiving=False), max_size=2)),
        credits=CreditTerms(
            caps=draw(
                st.lists(
                    st.builds(
                        Cap,
                        at_most=moneys("EUR", 20_000),
                        per=st.just("period"),
                    ),
                    max_size=1,
                )
            )
        ),
    )


@st.composite
def records(
    draw: st.DrawFn,
    policy: Policy,
    *,
    grain: int = _time.MINUTE,
    most: int = 5,
) -> Record:
    """
    Return records of one of a policy's periods.

    Args:
        draw: Hypothesis's own.

        policy: The policy that they fit.

        grain: What starts and ends of outages are multiples of, in
            microseconds.

        most: How many facts of a kind they have at the most.
    """
    components = draw(st.sampled_from(((), (), ("a", "b"))))
    service = draw(services(currency=policy.currency, components=components))
    from_ = draw(ticks(FIRST, FIRST + 400 * _time.DAY, _time.HOUR))
    span = policy.periods(Span.of_ticks(from_, from_ + 1), service)[0]
    names = [one.id for one in policy.commitments]
    return Record(
        service=service,
        period=span,
        outages=draw(
            st.lists(
                outages(span, components=components, grain=grain),
                max_size=most,
            )
        ),
        maintenance=draw(
            st.lists(
                maintenance(span, components=components, grain=grain),
                max_size=3,
            )
        ),
        suspensions=draw(st.lists(suspensions(span, grain=grain), max_size=1)),
        unobserved=draw(st.lists(unobserved(span, grain=grain), max_size=2)),
        requests=draw(st.lists(requests(span), max_size=most)),
        samples=draw(st.lists(samples(span), max_size=most)),
        tickets=draw(st.lists(tickets(span), max_size=most)),
        events=draw(st.lists(events(span), max_size=2)),
        claims=draw(st.lists(claims(names, span.end_ticks), max_size=2)),
        carried=draw(carried(policy, names)),
    )


@st.composite
def series(draw: st.DrawFn, policy: Policy) -> tuple[Record, ...]:
    """
    Return records of up to four periods that follow one another.

    Args:
        draw: Hypothesis's own.

        policy: The policy that they fit.
    """
    first = draw(records(policy))
    start, length = first.period.start_ticks, first.period.length_ticks
    if isinstance(policy.period, RollingPeriod):
        spans = [
            Span.of_ticks(start + n * length, start + (n + 1) * length)
            for n in range(4)
        ]
    else:
        wide = Span.of_ticks(start, start + 4 * length)
        spans = list(policy.periods(wide, first.service))
    rest = [
        Record(
            service=first.service,
            period=one,
            outages=draw(st.lists(outages(one), max_size=3)),
            maintenance=draw(st.lists(maintenance(one), max_size=2)),
        )
        for one in spans[1 : draw(st.integers(1, 4))]
    ]
    return (first, *rest)


@st.composite
def carried(draw: st.DrawFn, policy: Policy, names: Sequence[str]) -> Carried:
    """
    Return what earlier periods hand on.

    Args:
        draw: Hypothesis's own.

        policy: The policy that they fit.

        names: Its promises.
    """
    outcomes = st.lists(
        st.sampled_from(("met", "breached", "undetermined")), max_size=4
    )
    return Carried(
        credited=draw(
            st.dictionaries(
                st.sampled_from(("2025-01", "2025-Q2", "2026")),
                moneys(policy.currency),
                max_size=2,
            )
        ),
        breaches={name: draw(outcomes) for name in names},
    )
