"""
What Hypothesis calls when it starts: the entry point ``hypothesis``.

Hypothesis may be started by the package's own import of it, when the package
has no names yet: strategies come from the modules that hold them.
"""

from hypothesis import strategies as st

from slapolicy.amounts import Extension, FeeTime, Money, Percent
from slapolicy.calendars import Shift, WorkCalendar
from slapolicy.facts import (
    Carried,
    Claim,
    Event,
    Maintenance,
    Outage,
    Record,
    Requests,
    Sample,
    Service,
    Suspension,
    Ticket,
    Unobserved,
)
from slapolicy.figures import Figure
from slapolicy.lengths import CalendarLength
from slapolicy.periods import BillingPeriod, CalendarPeriod, RollingPeriod
from slapolicy.spans import Span, SpanSet
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
    availabilities,
    counts,
    gauges,
    restorations,
    success_rates,
    ticket_times,
)
from slapolicy.strategies.terms import (
    caps,
    claim_terms,
    credit_terms,
    deadlines,
)
from slapolicy.strategies.values import (
    FIRST,
    LAST,
    calendar_lengths,
    extensions,
    fee_times,
    figures,
    moneys,
    percents,
    shifts,
    span_sets,
    spans,
    work_calendars,
)
from slapolicy.strategies.whole import (
    carried,
    commitments,
    periods,
    policies,
    records,
    rights,
)
from slapolicy.terms.claims import ClaimTerms, Deadline
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.metrics import (
    Availability,
    Count,
    Gauge,
    Restoration,
    SuccessRate,
    TicketTime,
)
from slapolicy.terms.policy import Policy
from slapolicy.terms.rights import Right
from slapolicy.terms.settlement import Cap, CreditTerms


_YEARS = Span.of_ticks(FIRST, LAST)


def register() -> None:
    """Register a strategy for each public value."""
    found: dict[type, st.SearchStrategy[object]] = {
        Availability: availabilities(),
        CalendarLength: calendar_lengths(business=True),
        Cap: caps(),
        Carried: policies().flatmap(_carried),
        Claim: claims(("uptime",), FIRST),
        ClaimTerms: claim_terms(),
        Commitment: commitments(),
        Count: counts(),
        CreditTerms: credit_terms(),
        Deadline: deadlines(),
        Event: events(_YEARS),
        Extension: extensions(),
        FeeTime: fee_times(),
        Figure: figures(),
        Gauge: gauges(),
        Maintenance: maintenance(_YEARS),
        Money: moneys(),
        Outage: outages(_YEARS, open_ended=True),
        Percent: percents(),
        Policy: policies(),
        Record: policies().flatmap(records),
        Requests: requests(_YEARS),
        Restoration: restorations(),
        Right: rights(("uptime",)),
        Sample: samples(_YEARS),
        Service: services(within=_YEARS),
        Shift: shifts(crossing=True),
        Span: spans(),
        SpanSet: span_sets(),
        SuccessRate: success_rates(),
        Suspension: suspensions(_YEARS),
        Ticket: tickets(_YEARS),
        TicketTime: ticket_times(),
        Unobserved: unobserved(_YEARS),
        WorkCalendar: work_calendars(),
    }
    for period in (CalendarPeriod, BillingPeriod, RollingPeriod):
        found[period] = periods(period)
    for kind, strategy in found.items():
        st.register_type_strategy(kind, strategy)


def _carried(policy: Policy) -> st.SearchStrategy[Carried]:
    """Return what earlier periods under a policy hand on."""
    names = [one.id for one in policy.commitments]
    return carried(policy, names)
