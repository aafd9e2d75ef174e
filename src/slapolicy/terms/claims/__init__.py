"""
Who must ask, by when, and where a claim stands (design 4.5).

What happened to a claim is a fact (`slapolicy.facts.Claim`); this is what
the contract says about it.
"""

from slapolicy.terms.claims.anchors import (
    After,
    Anchor,
    Clocks,
    NamedEvent,
    Which,
    as_after,
)
from slapolicy.terms.claims.deadlines import Deadline, EndOf
from slapolicy.terms.claims.standing import (
    UNSTATED,
    ClaimTerms,
    Due,
    Standing,
    matching,
)


__all__ = [
    "UNSTATED",
    "After",
    "Anchor",
    "ClaimTerms",
    "Clocks",
    "Deadline",
    "Due",
    "EndOf",
    "NamedEvent",
    "Standing",
    "Which",
    "as_after",
    "matching",
]
