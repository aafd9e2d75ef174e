"""The short way to an answer is the same answer."""

import datetime as dt
import pickle

import attrs

from hypothesis import event, given, settings
from hypothesis import strategies as st

from slapolicy._pairs import Pair, merged
from slapolicy.evaluation.evaluate import at_length, at_once, evaluate
from slapolicy.evaluation.passes import counted, lasting
from slapolicy.evaluation.plan import Plan, look
from slapolicy.evaluation.results import Evaluation
from slapolicy.facts import (
    NOTHING_CARRIED,
    Carried,
    Maintenance,
    Outage,
    Record,
    Service,
    Suspension,
)
from slapolicy.periods import CalendarPeriod, PeriodUnit
from slapolicy.spans import Span
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


HOUR = 3_600_000_000
CAUSES = ["provider", "customer", "attack"]
SOURCES = [None, "monitor", "customer"]


def _rows(edges: list[str], pays: list[str]) -> list[TierRow]:
    """Return rows between the edges of a table, and one below the last."""
    highs = ["99.9%", *edges]
    return [
        TierRow(
            below=high,
            at_least=low,
            credit=credit,
        )
        for high, low, credit in zip(highs, [*edges, None], pays, strict=True)
    ]


SHARES = st.sampled_from(["10%", "25%", "100%", "7.00 EUR", "1 day"])
TABLES = st.builds(
    TieredCredit,
    rows=st.builds(
        _rows,
        st.sampled_from([["99%", "95%"], ["99.5%", "98%"]]),
        st.lists(SHARES, min_size=3, max_size=3),
    ),
)
GAPPED = st.just(
    TieredCredit(
        rows=[
            TierRow(below="99.8%", at_least="99%", credit="10%"),
            TierRow(below="99.2%", credit="30%"),
        ]
    )
)
BY_DOWNTIME = st.just(
    TieredCredit(
        reads="downtime",
        rows=[
            TierRow(above="1 hour", at_most="3 hours", credit="10%"),
            TierRow(above="3 hours", credit="20%"),
            TierRow(at_most="1 hour", credit="2%"),
        ],
    )
)
PLAIN = st.sampled_from(
    [
        FlatCredit(amount="5.00 EUR"),
        FlatCredit(amount="10%", of="next-invoice"),
        ProRataCredit(),
        PerUnitCredit(amount="1%", unit="30 minutes", rounding="started"),
        PerUnitCredit(amount="0.10 EUR", unit="7 minutes"),
        UnspecifiedCredit(text="a fair sum"),
    ]
)
SINGLE = st.one_of(TABLES, GAPPED, BY_DOWNTIME, PLAIN)
RULES = st.one_of(
    st.none(),
    SINGLE,
    st.builds(SumCredit, rules=st.lists(SINGLE, min_size=1, max_size=2)),
)
EVEN = st.sampled_from(
    [
        ProRataCredit(),
        PerUnitCredit(amount="0.10 EUR", unit="7 minutes"),
        SumCredit(
            rules=[FlatCredit(amount="1.00 EUR"), ProRataCredit(times=2)]
        ),
    ]
)
TARGETS = st.sampled_from(
    [
        Target.of(at_least="99.9%"),
        Target.of(more_than="99.9%"),
        Target.of(more_than="100%"),
        Target.of(at_least="99.5%", at_most="2 hours"),
    ]
)
EXCLUSIONS = st.lists(
    st.sampled_from(
        [
            CauseExclusion(causes=["customer"]),
            SourceExclusion(admissible=["monitor"]),
            MaintenanceExclusion(),
            MaintenanceExclusion(kinds=["planned"]),
            MaintenanceExclusion(notice="2 hours"),
            MaintenanceExclusion(longest="30 minutes"),
            SuspensionExclusion(),
        ]
    ),
    max_size=3,
    unique=True,
)
UPTIMES = st.builds(
    Commitment,
    id=st.just("uptime"),
    metric=st.sampled_from(
        [
            Availability(),
            Availability(precision=1, precision_rounding="down"),
            Availability(precision="2 decimals"),
        ]
    ),
    target=TARGETS,
    credit=RULES,
    exclusions=EXCLUSIONS,
    caps=st.sampled_from([(), (Cap(at_most="20%", per="period"),)]),
)
REPAIRS = st.builds(
    Commitment,
    id=st.just("repair"),
    metric=st.just(Restoration()),
    target=st.sampled_from(
        [Target.of(at_most="1 hour"), Target.of(less_than="90 minutes")]
    ),
    credit=st.one_of(
        st.none(), BY_DOWNTIME, st.just(FlatCredit(amount="3.00 EUR")), PLAIN
    ),
    exclusions=EXCLUSIONS,
    caps=st.sampled_from([(), (Cap(at_most="10%", per="incident"),)]),
)
TERMS = st.builds(
    CreditTerms,
    combine=st.sampled_from(["sum", "largest", "choose"]),
    caps=st.sampled_from(
        [
            (),
            (Cap(at_most="100%", per="period"),),
            (Cap(at_most="50%", per="year"),),
        ]
    ),
    minimum=st.sampled_from([None, "1.00 EUR"]),
)
POLICIES = st.builds(
    Policy,
    id=st.just("made-up"),
    timezone=st.just("Europe/Rome"),
    currency=st.just("EUR"),
    period=st.sampled_from(
        [
            CalendarPeriod(PeriodUnit.MONTH),
            CalendarPeriod(PeriodUnit.MONTH, nominal=dt.timedelta(hours=730)),
        ]
    ),
    commitments=st.one_of(
        st.tuples(UPTIMES), st.tuples(REPAIRS), st.tuples(UPTIMES, REPAIRS)
    ),
    exclusions=EXCLUSIONS,
    credits=TERMS,
    claims=st.sampled_from(
        [
            None,
            ClaimTerms(file=Deadline(within="7 days", after="verification")),
        ]
    ),
)
PERIOD = CalendarPeriod(PeriodUnit.MONTH).containing(
    1_792_000_000_000_000, "Europe/Rome", None
)
# Ends that meet and that nearly meet, and lengths around every bound.
STARTS = st.integers(-3, 745).map(lambda at: PERIOD[0] + at * HOUR)
LENGTHS = st.one_of(
    st.sampled_from([0, HOUR, 2 * HOUR, HOUR // 2]),
    # Where shares of 745 and of 730 hours pass a bound, or nearly.
    st.builds(
        lambda hours, permille, near: hours * HOUR * permille // 1000 + near,
        st.sampled_from([745, 730]),
        st.sampled_from([1, 2, 5, 8, 10, 20, 50]),
        st.integers(-1, 1),
    ),
    st.integers(0, 3 * HOUR),
    st.integers(0, 90 * HOUR),
)


@st.composite
def _outages(draw: st.DrawFn) -> Outage:
    """Return an outage around the period."""
    start = draw(STARTS)
    return Outage(
        start=start,
        end=start + draw(LENGTHS),
        cause=draw(st.sampled_from(CAUSES)),
        source=draw(st.sampled_from(SOURCES)),
        verified=draw(st.sampled_from([None, start + HOUR])),
        component=draw(st.sampled_from([None] * 9 + ["disk"])),
    )


@st.composite
def _maintenance(draw: st.DrawFn) -> Maintenance:
    """Return maintenance around the period."""
    start = draw(STARTS)
    return Maintenance(
        start=start,
        end=start + draw(LENGTHS),
        kind=draw(st.sampled_from(["planned", "urgent"])),
        announced=draw(
            st.sampled_from([None, start - HOUR, start - 3 * HOUR])
        ),
    )


@st.composite
def _records(draw: st.DrawFn) -> Record:
    """Return a record of one month."""
    return Record(
        service=Service(
            id="web",
            fee=draw(st.sampled_from([None, "10.00 EUR", "33.33 EUR"])),
            amounts=draw(
                st.sampled_from([{}, {}, {"next-invoice": "40.00 EUR"}])
            ),
        ),
        period=Span.of_ticks(*PERIOD),
        outages=draw(st.lists(_outages(), max_size=4)),
        maintenance=draw(st.lists(_maintenance(), max_size=2)),
        suspensions=draw(
            st.sampled_from(
                [()] * 9
                + [(Suspension(start=PERIOD[0], end=PERIOD[0] + HOUR),)]
            )
        ),
        carried=draw(
            st.sampled_from(
                [NOTHING_CARRIED] * 3
                + [Carried(credited={"2026-09": "4.00 EUR"})]
            )
        ),
    )


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
    the others are answered with.
    """
    for record in records * 2:
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


@settings(max_examples=500)
@given(
    POLICIES,
    st.lists(_records(), min_size=2, max_size=4),
    st.sampled_from([None, PERIOD[0] + 400 * HOUR, PERIOD[1] + 900 * HOUR]),
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
    st.builds(
        attrs.evolve,
        UPTIMES,
        credit=EVEN,
        caps=st.sampled_from([(), (Cap(at_most="20%", per="period"),)]),
    ),
    st.builds(attrs.evolve, REPAIRS, credit=EVEN),
    st.sampled_from(
        [
            CreditTerms(),
            CreditTerms(caps=[Cap(at_most="50%", per="period")]),
            CreditTerms(caps=[Cap(at_most="2.00 EUR", per="incident")]),
            CreditTerms(caps=[Cap(at_most="30%", per="commitment")]),
        ]
    ),
    st.lists(_records(), min_size=2, max_size=4),
)
def test_caps_on_what_grows_evenly(
    uptime: Commitment,
    repair: Commitment,
    terms: CreditTerms,
    records: list[Record],
) -> None:
    """A cap takes the same from awards that grow with each microsecond."""
    policy = Policy(
        id="even",
        timezone="Europe/Rome",
        currency="EUR",
        period=CalendarPeriod(PeriodUnit.MONTH),
        commitments=[uptime, repair],
        credits=terms,
    )
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


@given(POLICIES, _records())
def test_an_evaluation_travels(policy: Policy, record: Record) -> None:
    """What was pickled is equal, whether anybody had looked or not."""
    quick = evaluate(policy, record)
    assert quick == pickle.loads(pickle.dumps(quick))
    assert hash(quick) == hash(pickle.loads(pickle.dumps(quick)))
    tree = quick.to_dict()
    assert tree == pickle.loads(pickle.dumps(quick)).to_dict()
