"""What Hypothesis calls when it starts: the entry point ``hypothesis``."""

from hypothesis import strategies as st

from slapolicy import strategies
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
from slapolicy.strategies.values import FIRST, LAST
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
    policies = strategies.policies()
    found: dict[type, st.SearchStrategy[object]] = {
        Availability: strategies.availabilities(),
        CalendarLength: strategies.calendar_lengths(business=True),
        Cap: strategies.caps(),
        Carried: policies.flatmap(_carried),
        Claim: strategies.claims(("uptime",), FIRST),
        ClaimTerms: strategies.claim_terms(),
        Commitment: strategies.commitments(),
        Count: strategies.counts(),
        CreditTerms: strategies.credit_terms(),
        Deadline: strategies.deadlines(),
        Event: strategies.events(_YEARS),
        Extension: strategies.extensions(),
        FeeTime: strategies.fee_times(),
        Figure: strategies.figures(),
        Gauge: strategies.gauges(),
        Maintenance: strategies.maintenance(_YEARS),
        Money: strategies.moneys(),
        Outage: strategies.outages(_YEARS, open_ended=True),
        Percent: strategies.percents(),
        Policy: policies,
        Record: policies.flatmap(strategies.records),
        Requests: strategies.requests(_YEARS),
        Restoration: strategies.restorations(),
        Right: strategies.rights(("uptime",)),
        Sample: strategies.samples(_YEARS),
        Service: strategies.services(within=_YEARS),
        Shift: strategies.shifts(crossing=True),
        Span: strategies.spans(),
        SpanSet: strategies.span_sets(),
        SuccessRate: strategies.success_rates(),
        Suspension: strategies.suspensions(_YEARS),
        Ticket: strategies.tickets(_YEARS),
        TicketTime: strategies.ticket_times(),
        Unobserved: strategies.unobserved(_YEARS),
        WorkCalendar: strategies.work_calendars(),
    }
    for period in (CalendarPeriod, BillingPeriod, RollingPeriod):
        found[period] = strategies.periods(period)
    for kind, strategy in found.items():
        st.register_type_strategy(kind, strategy)


def _carried(policy: Policy) -> st.SearchStrategy[Carried]:
    """Return what earlier periods under a policy hand on."""
    names = [one.id for one in policy.commitments]
    return strategies.carried(policy, names)
