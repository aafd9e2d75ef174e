"""What else one may ask of an evaluation."""

from slapolicy.evaluation.questions.comparing import (
    Change,
    Difference,
    FactChange,
    FieldChange,
    OutcomeChange,
    compare,
)
from slapolicy.evaluation.questions.headroom import headroom
from slapolicy.evaluation.questions.leaving_out import Marginal, marginal
from slapolicy.evaluation.questions.replaying import (
    Replay,
    Replayed,
    replay,
)
from slapolicy.evaluation.questions.rooms import Headroom, Room, Turn


__all__ = [
    "Change",
    "Difference",
    "FactChange",
    "FieldChange",
    "Headroom",
    "Marginal",
    "OutcomeChange",
    "Replay",
    "Replayed",
    "Room",
    "Turn",
    "compare",
    "headroom",
    "marginal",
    "replay",
]
