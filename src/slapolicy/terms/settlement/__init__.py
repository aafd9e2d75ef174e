"""From awards to the credit: caps, combination, minimum, one rounding."""

from slapolicy.terms.settlement.limits import (
    Cap,
    Combine,
    CreditTerms,
    MinimumIs,
    Per,
)
from slapolicy.terms.settlement.settling import after_incidents, settle
from slapolicy.terms.settlement.worth import (
    NOTHING,
    Cut,
    Due,
    Frame,
    Settlement,
    Worth,
)


__all__ = [
    "NOTHING",
    "Cap",
    "Combine",
    "CreditTerms",
    "Cut",
    "Due",
    "Frame",
    "MinimumIs",
    "Per",
    "Settlement",
    "Worth",
    "after_incidents",
    "settle",
]
