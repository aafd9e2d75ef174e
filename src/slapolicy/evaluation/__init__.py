"""What follows: one function, the values that it returns, and questions."""

from slapolicy.evaluation.evaluate import evaluate
from slapolicy.evaluation.history import (
    HistoryEvaluation,
    PolicyHistory,
    evaluate_history,
)
from slapolicy.evaluation.ledger import (
    CreditLine,
    EntryState,
    Ledger,
    LedgerEntry,
    LineKind,
)
from slapolicy.evaluation.questions import (
    Change,
    Difference,
    FactChange,
    FieldChange,
    Headroom,
    Marginal,
    OutcomeChange,
    Replay,
    Replayed,
    Room,
    Turn,
    compare,
    headroom,
    marginal,
    replay,
)
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
from slapolicy.evaluation.series import evaluate_series


__all__ = [
    "Bounds",
    "CapTaken",
    "Change",
    "CommitmentResult",
    "Credit",
    "CreditLine",
    "DecisionResult",
    "Difference",
    "Entitlement",
    "EntryState",
    "Evaluation",
    "FactChange",
    "FieldChange",
    "Headroom",
    "HistoryEvaluation",
    "Ledger",
    "LedgerEntry",
    "LineKind",
    "Marginal",
    "OutcomeChange",
    "PolicyHistory",
    "ReadingResult",
    "Replay",
    "Replayed",
    "Room",
    "Turn",
    "compare",
    "evaluate",
    "evaluate_history",
    "evaluate_series",
    "headroom",
    "marginal",
    "replay",
]
