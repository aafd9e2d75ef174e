"""What happened."""

import datetime as dt

from fractions import Fraction
from typing import assert_type

from pendulum import DateTime

from slapolicy import (
    Attribute,
    Carried,
    Claim,
    ClaimEvent,
    ClaimState,
    ClaimVerb,
    Event,
    Figure,
    Maintenance,
    Money,
    Outage,
    Record,
    Requests,
    Sample,
    Service,
    Span,
    Suspension,
    Ticket,
    Unobserved,
)
from slapolicy._tree import Tree


def record(one: Record) -> None:
    """What happened to one service in one measurement period."""
    assert_type(one.service, Service)
    assert_type(one.period, Span)
    assert_type(one.outages, tuple[Outage, ...])
    assert_type(one.maintenance, tuple[Maintenance, ...])
    assert_type(one.suspensions, tuple[Suspension, ...])
    assert_type(one.unobserved, tuple[Unobserved, ...])
    assert_type(one.requests, tuple[Requests, ...])
    assert_type(one.samples, tuple[Sample, ...])
    assert_type(one.tickets, tuple[Ticket, ...])
    assert_type(one.events, tuple[Event, ...])
    assert_type(one.claims, tuple[Claim, ...])
    assert_type(one.carried, Carried)
    assert_type(one.to_dict(), dict[str, Tree])
    assert_type(one.digest, str)


def service(one: Service, bound: Figure | Attribute) -> None:
    """One service under an agreement, as one customer has it."""
    assert_type(one.id, str)
    assert_type(one.fee, Money | None)
    assert_type(one.amounts, tuple[tuple[str, Money], ...])
    assert_type(one.attributes, tuple[tuple[str, str], ...])
    assert_type(one.billing_anchor, dt.date | None)
    assert_type(one.components, tuple[str, ...])
    assert_type(one.started_ticks, int | None)
    assert_type(one.ended_ticks, int | None)
    assert_type(one.note, str | None)
    assert_type(one.started, DateTime | None)
    assert_type(one.ended, DateTime | None)
    assert_type(one.attribute("x"), str | None)
    assert_type(one.figure(bound), Figure | None)
    assert_type(one.amount("x"), Money | None)


def outage(one: Outage) -> None:
    """A span in which the service, or a component of it, was not available."""
    assert_type(one.id, str | None)
    assert_type(one.start_ticks, int)
    assert_type(one.end_ticks, int | None)
    assert_type(one.cause, str)
    assert_type(one.detected_ticks, int | None)
    assert_type(one.reported_ticks, int | None)
    assert_type(one.verified_ticks, int | None)
    assert_type(one.impact, Fraction)
    assert_type(one.component, str | None)
    assert_type(one.source, str | None)
    assert_type(one.amounts, tuple[tuple[str, Money], ...])
    assert_type(one.note, str | None)
    assert_type(one.start, DateTime)
    assert_type(one.end, DateTime | None)
    assert_type(one.detected, DateTime | None)
    assert_type(one.reported, DateTime | None)
    assert_type(one.verified, DateTime | None)


def maintenance(one: Maintenance) -> None:
    """A span in which the provider worked on the service."""
    assert_type(one.id, str | None)
    assert_type(one.start_ticks, int)
    assert_type(one.end_ticks, int)
    assert_type(one.kind, str)
    assert_type(one.announced_ticks, int | None)
    assert_type(one.component, str | None)
    assert_type(one.note, str | None)
    assert_type(one.start, DateTime)
    assert_type(one.end, DateTime)
    assert_type(one.announced, DateTime | None)


def suspension(one: Suspension) -> None:
    """A span in which the provider had suspended the service, rightly or not."""
    assert_type(one.id, str | None)
    assert_type(one.start_ticks, int)
    assert_type(one.end_ticks, int)
    assert_type(one.reason, str | None)
    assert_type(one.note, str | None)
    assert_type(one.start, DateTime)
    assert_type(one.end, DateTime)


def unobserved(one: Unobserved) -> None:
    """A span in which nobody knows whether the service was up."""
    assert_type(one.id, str | None)
    assert_type(one.start_ticks, int)
    assert_type(one.end_ticks, int)
    assert_type(one.reason, str | None)
    assert_type(one.note, str | None)
    assert_type(one.start, DateTime)
    assert_type(one.end, DateTime)


def requests(one: Requests) -> None:
    """How many requests came in a span, and how many of them failed."""
    assert_type(one.id, str | None)
    assert_type(one.start_ticks, int)
    assert_type(one.end_ticks, int)
    assert_type(one.total, int)
    assert_type(one.failed, int)
    assert_type(one.component, str | None)
    assert_type(one.note, str | None)
    assert_type(one.start, DateTime)
    assert_type(one.end, DateTime)


def sample(one: Sample) -> None:
    """One measured value."""
    assert_type(one.id, str | None)
    assert_type(one.at_ticks, int)
    assert_type(one.metric, str)
    assert_type(one.value, Fraction)
    assert_type(one.component, str | None)
    assert_type(one.note, str | None)
    assert_type(one.start_ticks, int)
    assert_type(one.at, DateTime)


def ticket(one: Ticket) -> None:
    """A request for support."""
    assert_type(one.id, str | None)
    assert_type(one.opened_ticks, int)
    assert_type(one.severity, str | None)
    assert_type(one.responded_ticks, int | None)
    assert_type(one.resolved_ticks, int | None)
    assert_type(one.waiting, tuple[Span, ...])
    assert_type(one.note, str | None)
    assert_type(one.start_ticks, int)
    assert_type(one.opened, DateTime)
    assert_type(one.responded, DateTime | None)
    assert_type(one.resolved, DateTime | None)


def event(one: Event) -> None:
    """Something from which a claim's clock may start."""
    assert_type(one.id, str | None)
    assert_type(one.name, str)
    assert_type(one.at_ticks, int)
    assert_type(one.commitment, str | None)
    assert_type(one.note, str | None)
    assert_type(one.start_ticks, int)
    assert_type(one.at, DateTime)


def carried(one: Carried) -> None:
    """What earlier periods hand on to this one."""
    assert_type(one.excluded, tuple[tuple[str, dt.timedelta | Fraction], ...])
    assert_type(one.credited, tuple[tuple[str, Money], ...])
    assert_type(one.breaches, tuple[tuple[str, tuple[str, ...]], ...])
    assert_type(
        one.values, tuple[tuple[str, tuple[Fraction | None, ...]], ...]
    )
    assert_type(one.to_tree(), dict[str, Tree])


def claim(
    one: Claim, *, verbs: ClaimVerb, event: ClaimEvent, at: dt.datetime | int
) -> None:
    """A claim with its events; each verb returns a new one."""
    assert_type(one.id, str | None)
    assert_type(one.commitment, str)
    assert_type(one.subject, str | None)
    assert_type(one.events, tuple[ClaimEvent, ...])
    assert_type(one.note, str | None)
    assert_type(one.start_ticks, int)
    assert_type(one.state, ClaimState)
    assert_type(one.until(1), Claim)
    assert_type(one.first(verbs), int | None)
    assert_type(one.then(event), Claim)
    assert_type(one.notify(at), Claim)
    assert_type(one.file(at), Claim)
    assert_type(one.acknowledge(at), Claim)
    assert_type(one.approve(at), Claim)
    assert_type(one.reject(at), Claim)
    assert_type(one.appeal(at), Claim)
    assert_type(one.apply(at), Claim)
    assert_type(one.withdraw(at), Claim)


def claim_event(one: ClaimEvent) -> None:
    """One event in a claim's life."""
    assert_type(one.event, ClaimVerb)
    assert_type(one.at_ticks, int)
    assert_type(one.amount, Money | None)
    assert_type(one.reason, str | None)
    assert_type(one.at, DateTime)
