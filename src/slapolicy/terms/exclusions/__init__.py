"""What does not count, and when (design 4.3)."""

from slapolicy.terms.exclusions.maintenance import (
    LocalWindow,
    MaintenanceExclusion,
)
from slapolicy.terms.exclusions.pools import Pool, PoolUnit
from slapolicy.terms.exclusions.short import Beyond, ShortExclusion
from slapolicy.terms.exclusions.whole import (
    CauseExclusion,
    SourceExclusion,
    SuspensionExclusion,
)


__all__ = [
    "Beyond",
    "CauseExclusion",
    "LocalWindow",
    "MaintenanceExclusion",
    "Pool",
    "PoolUnit",
    "ShortExclusion",
    "SourceExclusion",
    "SuspensionExclusion",
]
