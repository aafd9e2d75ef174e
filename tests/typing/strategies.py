"""What strategies draw."""

import datetime as dt

from fractions import Fraction
from typing import assert_type

from hypothesis.strategies import SearchStrategy

from slapolicy import (
    Amount,
    Availability,
    CalendarLength,
    Cap,
    Carried,
    CauseExclusion,
    Claim,
    ClaimTerms,
    Commitment,
    Count,
    CreditRule,
    CreditTerms,
    Deadline,
    Due,
    Event,
    Extension,
    FeeTime,
    Figure,
    Gauge,
    Maintenance,
    MaintenanceExclusion,
    Money,
    Outage,
    Percent,
    Period,
    Policy,
    Quantity,
    Record,
    Requests,
    Restoration,
    Right,
    Rounding,
    Sample,
    Service,
    Shift,
    ShortExclusion,
    SourceExclusion,
    Span,
    SpanSet,
    SuccessRate,
    Suspension,
    SuspensionExclusion,
    Target,
    Ticket,
    TicketTime,
    TieredCredit,
    Unobserved,
    WorkCalendar,
)
from slapolicy import strategies as draws


def values() -> None:
    """Amounts, lengths, spans, calendars."""
    assert_type(draws.amounts(), SearchStrategy[Amount])
    assert_type(draws.calendar_lengths(), SearchStrategy[CalendarLength])
    assert_type(draws.currencies(), SearchStrategy[str])
    assert_type(draws.extensions(), SearchStrategy[Extension])
    assert_type(draws.fee_times(), SearchStrategy[FeeTime])
    assert_type(draws.figures(), SearchStrategy[Figure])
    assert_type(draws.impacts(), SearchStrategy[Fraction])
    assert_type(draws.instants(), SearchStrategy[dt.datetime])
    assert_type(draws.lengths(), SearchStrategy[dt.timedelta])
    assert_type(draws.moneys(), SearchStrategy[Money])
    assert_type(draws.percents(), SearchStrategy[Percent])
    assert_type(draws.periods(), SearchStrategy[Period])
    assert_type(draws.roundings(), SearchStrategy[Rounding])
    assert_type(draws.shifts(), SearchStrategy[Shift])
    assert_type(draws.span_sets(), SearchStrategy[SpanSet])
    assert_type(draws.spans(), SearchStrategy[Span])
    assert_type(draws.work_calendars(), SearchStrategy[WorkCalendar])


def facts(within: Span) -> None:
    """What happened in a span."""
    assert_type(draws.claims(["uptime"], 1), SearchStrategy[Claim])
    assert_type(draws.events(within), SearchStrategy[Event])
    assert_type(draws.maintenance(within), SearchStrategy[Maintenance])
    assert_type(draws.outages(within), SearchStrategy[Outage])
    assert_type(draws.requests(within), SearchStrategy[Requests])
    assert_type(draws.samples(within), SearchStrategy[Sample])
    assert_type(draws.services(), SearchStrategy[Service])
    assert_type(draws.suspensions(within), SearchStrategy[Suspension])
    assert_type(draws.tickets(within), SearchStrategy[Ticket])
    assert_type(draws.unobserved(within), SearchStrategy[Unobserved])


def terms(quantity: Quantity) -> None:
    """What a policy is made of."""
    assert_type(draws.availabilities(), SearchStrategy[Availability])
    assert_type(draws.caps(), SearchStrategy[Cap])
    assert_type(draws.claim_terms(), SearchStrategy[ClaimTerms])
    assert_type(draws.counts(), SearchStrategy[Count])
    assert_type(draws.credit_terms(), SearchStrategy[CreditTerms])
    assert_type(draws.credits_(quantity), SearchStrategy[CreditRule])
    assert_type(draws.daily_credits(), SearchStrategy[CreditRule])
    assert_type(draws.daily_tables(), SearchStrategy[TieredCredit])
    assert_type(draws.deadlines(), SearchStrategy[Deadline])
    assert_type(draws.dues(1, 1), SearchStrategy[Due])
    assert_type(
        draws.exclusions(),
        SearchStrategy[
            CauseExclusion
            | SourceExclusion
            | MaintenanceExclusion
            | SuspensionExclusion
            | ShortExclusion
        ],
    )
    assert_type(draws.gauges(), SearchStrategy[Gauge])
    assert_type(
        draws.metrics(),
        SearchStrategy[
            Availability
            | Restoration
            | SuccessRate
            | TicketTime
            | Gauge
            | Count
        ],
    )
    assert_type(draws.restorations(), SearchStrategy[Restoration])
    assert_type(draws.steady_credits(), SearchStrategy[CreditRule])
    assert_type(draws.success_rates(), SearchStrategy[SuccessRate])
    assert_type(draws.targets(quantity), SearchStrategy[Target])
    assert_type(draws.ticket_times(), SearchStrategy[TicketTime])
    assert_type(draws.tiers(), SearchStrategy[TieredCredit])


def whole(policy: Policy) -> None:
    """Policies, and records that fit them."""
    assert_type(draws.carried(policy, ["uptime"]), SearchStrategy[Carried])
    assert_type(draws.commitments(), SearchStrategy[Commitment])
    assert_type(draws.daily_policies(), SearchStrategy[Policy])
    assert_type(draws.daily_records(), SearchStrategy[Record])
    assert_type(draws.exact_policies(), SearchStrategy[Policy])
    assert_type(draws.monthly_claim_terms(), SearchStrategy[ClaimTerms])
    assert_type(draws.monthly_policies(), SearchStrategy[Policy])
    assert_type(draws.monthly_records(), SearchStrategy[Record])
    assert_type(draws.plain_policies(), SearchStrategy[Policy])
    assert_type(draws.policies(), SearchStrategy[Policy])
    assert_type(draws.records(policy), SearchStrategy[Record])
    assert_type(draws.rights(["uptime"]), SearchStrategy[Right])
    assert_type(draws.series(policy), SearchStrategy[tuple[Record, ...]])
