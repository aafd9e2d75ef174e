"""One small agreement and its records of June 2026, for tests of answers."""

import attrs

from slapolicy import (
    Availability,
    Commitment,
    CreditRule,
    CreditTerms,
    Evaluation,
    Metric,
    Money,
    Outage,
    Policy,
    Record,
    Service,
    Target,
    TieredCredit,
    TierRow,
    WorkCalendar,
    evaluate,
)
from slapolicy.periods import CalendarPeriod
from slapolicy.terms.exchange import AnyExclusion
from tests.views import JUNE, at


TABLE = TieredCredit(
    rows=[
        TierRow(at_least="99%", below="99.9%", credit="10%"),
        TierRow(at_least="95%", below="99%", credit="25%"),
        TierRow(below="95%", credit="100%"),
    ]
)
UPTIME = Commitment(
    id="uptime",
    metric=Availability(),
    target=Target.of(at_least="99.9%"),
    credit=TABLE,
)


def policy_of(
    *commitments: Commitment,
    exclusions: list[AnyExclusion] | None = None,
    terms: CreditTerms | None = None,
    desk: WorkCalendar | None = None,
) -> Policy:
    """Return a monthly agreement in UTC and EUR; uptime if not otherwise."""
    return Policy(
        id="agreed",
        version="1",
        timezone="UTC",
        currency="EUR",
        calendars={} if desk is None else {"desk": desk},
        period=CalendarPeriod("month"),
        commitments=commitments or (UPTIME,),
        exclusions=exclusions or (),
        credits=terms or CreditTerms(),
    )


def promise(
    metric: Metric, target: Target, credit: CreditRule | None = None
) -> Commitment:
    """Return the promise of a metric, called uptime."""
    return attrs.evolve(UPTIME, metric=metric, target=target, credit=credit)


RECORD = Record(service=Service(id="s", fee="100.00 EUR"), period=JUNE)


def outage(start: str, end: str, id_: str | None = None) -> Outage:
    """Return an outage of June, written ``06-10 09:00``."""
    return Outage(id=id_, start=at(start), end=at(end))


def down(*outages: Outage) -> Record:
    """Return a record of June with outages."""
    return attrs.evolve(RECORD, outages=outages)


def answer(record: Record, policy: Policy | None = None) -> Evaluation:
    """Return what follows, by the small agreement if no other is given."""
    return evaluate(policy or policy_of(), record)


def euros(amount: str) -> Money:
    """Return a sum."""
    return Money(amount, "EUR")
