"""
What terms hand each other, and the four protocols that are all the rules.

A term knows these values and nothing of its siblings. Lengths inside are
integers or fractions of microseconds; instants are microseconds since the
epoch, UTC.
"""

from slapolicy.terms.exchange.awards import (
    Award,
    Basis,
    Line,
    as_amount,
)
from slapolicy.terms.exchange.decisions import Decision, Decisions
from slapolicy.terms.exchange.protocols import (
    AnyExclusion,
    CreditRule,
    Exclusion,
    Forgiveness,
    Ignores,
    Metric,
    Rereads,
    Scoped,
    Tabled,
)
from slapolicy.terms.exchange.readings import (
    Code,
    Comparison,
    Outcome,
    Reading,
    Reason,
    Stretch,
)
from slapolicy.terms.exchange.views import (
    Scope,
    UnobservedAs,
    View,
    Window,
    calendar_of,
)


__all__ = [
    "AnyExclusion",
    "Award",
    "Basis",
    "Code",
    "Comparison",
    "CreditRule",
    "Decision",
    "Decisions",
    "Exclusion",
    "Forgiveness",
    "Ignores",
    "Line",
    "Metric",
    "Outcome",
    "Reading",
    "Reason",
    "Rereads",
    "Scope",
    "Scoped",
    "Stretch",
    "Tabled",
    "UnobservedAs",
    "View",
    "Window",
    "as_amount",
    "calendar_of",
]
