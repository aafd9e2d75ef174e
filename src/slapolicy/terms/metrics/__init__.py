"""How a promise is measured (design 4.1 and 4.2)."""

from slapolicy.terms.metrics._downtime import (
    Denominator,
    ExcludedTime,
)
from slapolicy.terms.metrics._precision import Precision
from slapolicy.terms.metrics.availability import Availability, DownWhen
from slapolicy.terms.metrics.gauge import Gauge
from slapolicy.terms.metrics.requests import Aggregate, Empty, SuccessRate
from slapolicy.terms.metrics.restoration import Count, Restoration
from slapolicy.terms.metrics.tickets import Clock, Starts, TicketTime


__all__ = [
    "Aggregate",
    "Availability",
    "Clock",
    "Count",
    "Denominator",
    "DownWhen",
    "Empty",
    "ExcludedTime",
    "Gauge",
    "Precision",
    "Restoration",
    "Starts",
    "SuccessRate",
    "TicketTime",
]
