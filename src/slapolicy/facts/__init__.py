"""What happened: the facts of one service in one period."""

from slapolicy.facts.claim import (
    TRANSITIONS,
    Claim,
    ClaimEvent,
    ClaimState,
    ClaimVerb,
)
from slapolicy.facts.incidents import (
    Maintenance,
    Outage,
    Suspension,
    Unobserved,
)
from slapolicy.facts.instants import Instant
from slapolicy.facts.measurements import Event, Requests, Sample, Ticket
from slapolicy.facts.record import NOTHING_CARRIED, Carried, Record
from slapolicy.facts.service import Service


__all__ = [
    "NOTHING_CARRIED",
    "TRANSITIONS",
    "Carried",
    "Claim",
    "ClaimEvent",
    "ClaimState",
    "ClaimVerb",
    "Event",
    "Instant",
    "Maintenance",
    "Outage",
    "Record",
    "Requests",
    "Sample",
    "Service",
    "Suspension",
    "Ticket",
    "Unobserved",
]
