"""Strategies for what was promised, term by term."""

from fractions import Fraction
from typing import TypeAlias

from hypothesis import strategies as st

from slapolicy import _time
from slapolicy.figures import Figure, Quantity
from slapolicy.strategies.facts import (
    CAUSES,
    REASONS,
    SOURCES,
)
from slapolicy.strategies.measures import CALENDAR
from slapolicy.strategies.values import (
    amounts,
    cached,
    calendar_lengths,
    figures,
    lengths,
    moneys,
    percents,
    roundings,
    shifts,
)
from slapolicy.terms.claims import (
    Anchor,
    ClaimTerms,
    Deadline,
    Due,
    NamedEvent,
)
from slapolicy.terms.credits import (
    FlatCredit,
    PerStepCredit,
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
    LocalWindow,
    MaintenanceExclusion,
    Pool,
    ShortExclusion,
    SourceExclusion,
    SuspensionExclusion,
)
from slapolicy.terms.settlement import Cap, CreditTerms


AnyExclusion: TypeAlias = (
    CauseExclusion
    | SourceExclusion
    | MaintenanceExclusion
    | SuspensionExclusion
    | ShortExclusion
)


@cached
@st.composite
def tiers(
    draw: st.DrawFn,
    quantity: Quantity = Quantity.PERCENTAGE,
    *,
    currency: str = "EUR",
    most: int | None = None,
    monotone: bool = False,
) -> TieredCredit:
    """
    Return tables, with gaps and overlaps unless they are monotone.

    Args:
        draw: Hypothesis's own.

        quantity: The kind of figure that their rows are about.

        currency: The currency of sums.

        most: The highest number, where numbers are to be whole.

        monotone: Whether rows follow one another without a gap, and a lower
            percentage never pays less.
    """
    if monotone:
        return draw(_monotone())
    count = draw(st.integers(1, 4))
    rows = []
    for _ in range(count):
        low, high = sorted(
            (draw(figures(quantity, most)), draw(figures(quantity, most))),
            key=_exact,
        )
        ends = {
            draw(st.sampled_from(("at_least", "above"))): low,
            draw(st.sampled_from(("below", "at_most"))): high,
        }
        if low == high:
            ends = {"at_least": low, "at_most": high}
        for name in list(ends):
            if draw(st.integers(0, 4)) == 0:
                del ends[name]
        rows.append(TierRow(credit=draw(amounts(currency)), **ends))
    return TieredCredit(
        rows=rows,
        gap=draw(st.sampled_from(("undetermined", "better", "worse"))),
        overlap=draw(st.sampled_from(("undetermined", "worst", "first"))),
    )


def _exact(figure: Figure) -> Fraction:
    """Return what figures of one kind are sorted by."""
    return figure.exact


@cached
@st.composite
def _monotone(draw: st.DrawFn) -> TieredCredit:
    """Return a table without gaps in which worse never pays less."""
    edges = sorted(
        draw(st.lists(percents(50, 100), min_size=1, max_size=4, unique=True)),
        reverse=True,
    )
    shares = sorted(
        draw(
            st.lists(
                percents(0, 100), min_size=len(edges), max_size=len(edges)
            )
        )
    )
    rows = [
        TierRow(below=high, at_least=low, credit=share)
        for high, low, share in zip(
            edges, [*edges[1:], None], shares, strict=True
        )
    ]
    return TieredCredit(rows=rows, gap="better")


@cached
def credits_(
    quantity: Quantity, *, currency: str = "EUR"
) -> st.SearchStrategy[CreditRule]:
    """
    Return credit rules of every kind.

    Args:
        quantity: The kind of figure that the reading has.

        currency: The currency of sums.
    """
    amount = amounts(currency)
    bases = st.sampled_from(("fee", "fee", "next-invoice"))
    flat = st.builds(
        FlatCredit,
        amount=amount,
        of=bases,
        times=st.integers(0, 10),
    )
    per_unit = st.builds(
        PerUnitCredit,
        amount=amount,
        unit=lengths(_time.MINUTE, _time.DAY),
        reads=st.sampled_from(("downtime", "excess")),
        rounding=st.sampled_from(("exact", "started", "completed", "nearest")),
        grace=st.none() | lengths(0, _time.HOUR),
        each=st.sampled_from(("period", "outage")),
        calendar=st.sampled_from((None, CALENDAR)),
    )
    pro_rata = st.builds(
        ProRataCredit,
        reads=st.sampled_from(("downtime", "excess")),
        grain=st.none() | lengths(_time.MINUTE, _time.HOUR),
        of=bases,
    )
    per_step = st.builds(
        PerStepCredit,
        amount=amount,
        step=figures(quantity).filter(lambda figure: figure.exact > 0),
        rounding=st.sampled_from(("exact", "started")),
    )
    simple = st.one_of(
        tiers(quantity, currency=currency), flat, per_unit, pro_rata, per_step
    )
    return st.one_of(
        simple,
        st.builds(SumCredit, rules=st.lists(simple, min_size=1, max_size=2)),
        st.builds(UnspecifiedCredit, text=st.just("as is fair")),
    )


@cached
def exclusions(*, forgiving: bool = True) -> st.SearchStrategy[AnyExclusion]:
    """
    Return exclusions of every kind.

    Args:
        forgiving: Whether those that forgive short stretches are among
            them.
    """
    some_causes = st.lists(
        st.sampled_from(CAUSES), min_size=1, max_size=2, unique=True
    )
    notices = st.none() | lengths(0, 3 * _time.DAY) | calendar_lengths()
    windows = st.builds(
        LocalWindow,
        days=st.lists(
            st.sampled_from(("mon", "wed", "sat")), max_size=2, unique=True
        ),
        hours=shifts(crossing=True),
    )
    pools = st.builds(
        Pool,
        at_most=lengths(_time.HOUR, _time.DAY) | st.integers(1, 3),
        per=st.sampled_from(("month", "quarter", "year")),
    )
    kinds: list[st.SearchStrategy[AnyExclusion]] = [
        st.builds(CauseExclusion, causes=some_causes),
        st.builds(
            SourceExclusion,
            admissible=st.just([name for name in SOURCES if name]),
        ),
        st.builds(
            SuspensionExclusion,
            reasons=st.lists(st.sampled_from(REASONS), max_size=1),
        ),
        st.builds(
            MaintenanceExclusion,
            kinds=st.lists(
                st.sampled_from(("planned", "urgent")),
                max_size=2,
                unique=True,
            ),
            notice=notices,
            within=st.lists(windows, max_size=2),
            longest=st.none() | lengths(_time.HOUR, _time.DAY),
            void_beyond=st.none() | lengths(_time.HOUR, 3 * _time.DAY),
            pool=st.none() | pools,
        ),
    ]
    if forgiving:
        kinds.append(
            st.builds(
                ShortExclusion,
                up_to=lengths(0, _time.HOUR),
                at_most=st.none() | st.integers(0, 3),
                per=st.sampled_from((None, "day", "month")),
                beyond=st.sampled_from(("all", "rest")),
            )
        )
    return st.one_of(kinds)


@cached
def caps(
    currency: str = "EUR", *, own: bool = False
) -> st.SearchStrategy[Cap]:
    """
    Return caps.

    Args:
        currency: The currency of sums.

        own: Whether they are a commitment's own.
    """
    pers = ["incident", "commitment", "period"]
    if not own:
        pers += ["year", "3 months"]
    return st.builds(
        Cap,
        at_most=percents(0, 150) | moneys(currency, 20_000),
        per=st.sampled_from(pers),
    )


@cached
def credit_terms(currency: str = "EUR") -> st.SearchStrategy[CreditTerms]:
    """
    Return how awards become the credit.

    Args:
        currency: The currency of sums.
    """
    return st.builds(
        CreditTerms,
        combine=st.sampled_from(("sum", "largest", "choose")),
        caps=st.lists(caps(currency), max_size=3),
        minimum=st.none() | percents(0, 10) | moneys(currency, 1000),
        minimum_is=st.sampled_from(("reached", "exceeded")),
        rounding=roundings(),
    )


@cached
def deadlines() -> st.SearchStrategy[Deadline]:
    """Return deadlines from every anchor, in every unit."""
    anchors = st.sampled_from(Anchor) | st.just(NamedEvent("uptime-report"))
    return st.builds(
        Deadline,
        within=lengths(0, 30 * _time.DAY) | calendar_lengths(),
        after=anchors,
        which=st.sampled_from(("first", "last")),
        end_of=st.sampled_from(
            (None, "day", "month", "quarter", "year", "billing-cycle")
        ),
    )


@cached
def dues(first: int, last: int) -> st.SearchStrategy[Due]:
    """
    Return until when a claim must be made and answered, also out of order.

    Args:
        first: The earliest instant, in microseconds since the epoch.

        last: The latest.
    """
    maybe = st.none() | st.integers(first, last)
    return st.builds(
        Due,
        opens=maybe,
        notify_by=maybe,
        file_by=maybe,
        acknowledge_by=maybe,
        decide_by=maybe,
        appeal_by=maybe,
        apply_by=maybe,
    )


@cached
def claim_terms() -> st.SearchStrategy[ClaimTerms]:
    """Return who must ask, by when."""
    maybe = st.none() | deadlines()
    return st.builds(
        ClaimTerms,
        required=st.booleans(),
        notify=maybe,
        file=maybe,
        acknowledge=maybe,
        decide=maybe,
        appeal=maybe,
        apply=maybe,
    )
