"""
The kinds of metric, exclusion and credit rule that documents may name.

Whoever embeds the library adds one by writing a frozen class with one
method, and hands the kinds with it to whatever reads a policy.
"""

from collections.abc import Iterable
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


Kind: TypeAlias = type[attrs.AttrsInstance]

_METHODS = ("measure", "excuse", "forgive", "award")


def _as_terms(terms: Iterable[Kind]) -> tuple[Kind, ...]:
    """Return classes as a tuple."""
    return tuple(terms)


@final
@attrs.frozen
class Kinds:
    """
    What may stand in a policy document, each under its ``kind``.

    >>> from typing import ClassVar
    >>> @attrs.frozen
    ... class Goodwill:
    ...     kind: ClassVar[str] = "goodwill"
    ...     amount: str
    ...
    ...     def award(self, reading, basis): ...
    >>> sorted(KINDS.register(Goodwill).credits)[:2]
    ['flat', 'goodwill']

    Args:
        terms: Frozen classes of attrs with their kind as ``kind`` and the
            method of a metric, an exclusion or a credit rule.

    Raises:
        TypeError: If one is no such class.

        ValueError: If two are of one kind.
    """

    terms: tuple[Kind, ...] = attrs.field(converter=_as_terms)

    def __attrs_post_init__(self) -> None:
        for term in self.terms:
            if not any(hasattr(term, method) for method in _METHODS):
                methods = ", ".join(_METHODS)
                msg = f"{term.__name__} has none of the methods {methods}"
                raise TypeError(msg)
        _ = self.metrics, self.exclusions, self.credits

    def register(self, term: Kind) -> "Kinds":
        """
        Return these kinds and one more.

        Its fields are read by their types, as those of the library's own.

        Args:
            term: The class of the new kind.

        Raises:
            TypeError: If it is none.

            ValueError: If there is such a kind already.
        """
        return Kinds((*self.terms, term))

    @property
    def metrics(self) -> dict[str, Kind]:
        """The metrics by their kinds."""
        return self._with("measure")

    @property
    def exclusions(self) -> dict[str, Kind]:
        """The exclusions, also those that forgive, by their kinds."""
        return self._with("excuse", "forgive")

    @property
    def credits(self) -> dict[str, Kind]:
        """The credit rules by their kinds."""
        return self._with("award")

    def _with(self, *methods: str) -> dict[str, Kind]:
        """Return the classes that have one of some methods."""
        found: dict[str, Kind] = {}
        for term in self.terms:
            if any(hasattr(term, method) for method in methods):
                name = _kind_of(term)
                if name in found:
                    msg = (
                        f"{name!r} is the kind of {found[name].__name__} and "
                        f"of {term.__name__}; rename one"
                    )
                    raise ValueError(msg)
                found[name] = term
        return found


def _kind_of(term: Kind) -> str:
    """Return the kind of a class."""
    name = getattr(term, "kind", None)
    if isinstance(name, str) and attrs.has(term):
        return name
    msg = f"{term.__name__} is no class of attrs with a text as its kind"
    raise TypeError(msg)


KINDS = Kinds(
    (
        Availability,
        Restoration,
        SuccessRate,
        TicketTime,
        Gauge,
        Count,
        CauseExclusion,
        SourceExclusion,
        MaintenanceExclusion,
        SuspensionExclusion,
        ShortExclusion,
        TieredCredit,
        PerUnitCredit,
        PerStepCredit,
        ProRataCredit,
        FlatCredit,
        SumCredit,
        UnspecifiedCredit,
    )
)
"""The kinds that come with the library."""
