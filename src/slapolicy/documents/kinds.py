"""
The kinds of metric, exclusion and credit rule that documents may name.

Whoever embeds the library adds one by writing a frozen class with one
method, and hands the kinds with it to whatever reads a policy.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias, final

import attrs

from slapolicy.terms.credits import (
    FlatCredit,
    PerStepCredit,
    PerUnitCredit,
    ProRataCredit,
    SumCredit,
    TieredCredit,
    UnspecifiedCredit,
)
from slapolicy.terms.exclusions import (
    CauseExclusion,
    MaintenanceExclusion,
    ShortExclusion,
    SourceExclusion,
    SuspensionExclusion,
)
from slapolicy.terms.metrics import Availability, Count, Restoration
from slapolicy.terms.metrics.gauge import Gauge
from slapolicy.terms.metrics.requests import SuccessRate
from slapolicy.terms.metrics.tickets import TicketTime


Kind: TypeAlias = type[object]

# Which field a class with one of these methods may stand in.
_METHODS = {
    "measure": "metrics",
    "excuse": "exclusions",
    "forgive": "exclusions",
    "award": "credits",
}


def _by_name(kinds: Mapping[str, Kind]) -> Mapping[str, Kind]:
    """Return classes by their kinds; nobody can change it."""
    return MappingProxyType(dict(kinds))


@final
@attrs.frozen(kw_only=True, eq=False)
class Kinds:
    """
    What may stand in a policy document, by ``kind``.

    Args:
        metrics: The metrics by their kinds.

        exclusions: The exclusions, also those that forgive.

        credits: The credit rules.
    """

    metrics: Mapping[str, Kind] = attrs.field(converter=_by_name)
    exclusions: Mapping[str, Kind] = attrs.field(converter=_by_name)
    credits: Mapping[str, Kind] = attrs.field(converter=_by_name)

    def register(self, kind: Kind) -> "Kinds":
        """
        Return these kinds and one more.

        >>> from typing import ClassVar
        >>> @attrs.frozen
        ... class Goodwill:
        ...     kind: ClassVar[str] = "goodwill"
        ...
        ...     def award(self, reading, basis): ...
        >>> KINDS.register(Goodwill).credits["goodwill"].__name__
        'Goodwill'

        Args:
            kind: A frozen class of attrs with the kind's name as `kind`, and
                the method of a metric, an exclusion or a credit rule. Its
                fields are read by their types.

        Raises:
            TypeError: If it is no such class.

            ValueError: If there is such a kind already.
        """
        name = getattr(kind, "kind", None)
        places = {
            place
            for method, place in _METHODS.items()
            if hasattr(kind, method)
        }
        if not (attrs.has(kind) and isinstance(name, str) and places):
            methods = ", ".join(_METHODS)
            msg = (
                f"{kind.__name__} is no kind of term; write a frozen class of "
                f"attrs with a text `kind` and one of the methods {methods}"
            )
            raise TypeError(msg)
        changes = {}
        for place in places:
            known: Mapping[str, Kind] = getattr(self, place)
            if name in known:
                msg = f"{name!r} is {known[name].__name__}; take another name"
                raise ValueError(msg)
            changes[place] = {**known, name: kind}
        return attrs.evolve(self, **changes)


KINDS = Kinds(
    metrics={
        one.kind: one
        for one in (
            Availability,
            Restoration,
            SuccessRate,
            TicketTime,
            Gauge,
            Count,
        )
    },
    exclusions={
        one.kind: one
        for one in (
            CauseExclusion,
            SourceExclusion,
            MaintenanceExclusion,
            SuspensionExclusion,
            ShortExclusion,
        )
    },
    credits={
        one.kind: one
        for one in (
            TieredCredit,
            PerUnitCredit,
            PerStepCredit,
            ProRataCredit,
            FlatCredit,
            SumCredit,
            UnspecifiedCredit,
        )
    },
)
"""The kinds that come with the library."""
