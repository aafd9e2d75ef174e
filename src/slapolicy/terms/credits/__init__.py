"""What a broken promise is worth (design 4.4)."""

from slapolicy.terms.credits._pricing import Reads, UnitRounding
from slapolicy.terms.credits.lengths import (
    Each,
    LengthRead,
    PerUnitCredit,
    ProRataCredit,
)
from slapolicy.terms.credits.plain import (
    FlatCredit,
    PerStepCredit,
    SumCredit,
    UnspecifiedCredit,
)
from slapolicy.terms.credits.rows import TierRow
from slapolicy.terms.credits.tiers import (
    Gap,
    RowOverlap,
    TieredCredit,
)


__all__ = [
    "Each",
    "FlatCredit",
    "Gap",
    "LengthRead",
    "PerStepCredit",
    "PerUnitCredit",
    "ProRataCredit",
    "Reads",
    "RowOverlap",
    "SumCredit",
    "TierRow",
    "TieredCredit",
    "UnitRounding",
    "UnspecifiedCredit",
]
