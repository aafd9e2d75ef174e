"""What follows: one function, and the values that it returns."""

from slapolicy.evaluation.evaluate import evaluate
from slapolicy.evaluation.results import (
    Bounds,
    CapTaken,
    CommitmentResult,
    Credit,
    DecisionResult,
    Entitlement,
    Evaluation,
    ReadingResult,
)


__all__ = [
    "Bounds",
    "CapTaken",
    "CommitmentResult",
    "Credit",
    "DecisionResult",
    "Entitlement",
    "Evaluation",
    "ReadingResult",
    "evaluate",
]
