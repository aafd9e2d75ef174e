"""What happened to a service: outages, maintenance and other spans."""

from fractions import Fraction
from typing import Protocol, final

import attrs

from slapolicy import _time
from slapolicy._tree import MAPPING
from slapolicy.amounts import Money
from slapolicy.errors import RecordError
from slapolicy.facts.instants import (
    as_optional_instant,
    as_optional_ticks,
    as_ticks,
)
from slapolicy.facts.service import as_amounts
from slapolicy.figures import as_fraction


PROVIDER = "provider"
CUSTOMER = "customer"
THIRD_PARTY_SOFTWARE = "third-party-software"
THIRD_PARTY_NETWORK = "third-party-network"
FORCE_MAJEURE = "force-majeure"
ATTACK = "attack"
DNS = "dns"
UNKNOWN = "unknown"

PLANNED = "planned"
URGENT = "urgent"


class _Lasting(Protocol):
    """What has an id, a start and perhaps an end."""

    @property
    def id(self) -> str | None: ...
    @property
    def start_ticks(self) -> int: ...
    @property
    def end_ticks(self) -> int | None: ...


def _check_order(fact: _Lasting) -> None:
    """Refuse a fact that ends before it starts."""
    end = fact.end_ticks
    if end is not None and end < fact.start_ticks:
        name = type(fact).__name__.lower()
        RecordError.refuse(
            f"{name} {fact.id or 'without id'} ends {_time.iso(end)}, "
            f"before it starts {_time.iso(fact.start_ticks)}"
        )


def _as_impact(impact: object) -> Fraction:
    """Return an impact as an exact share of one."""
    if isinstance(impact, str) and impact.endswith("%"):
        impact = as_fraction(impact.removesuffix("%").rstrip()) / 100
    if not isinstance(impact, (Fraction, int, str)):
        impact = as_fraction(impact)  # type: ignore[arg-type] # it refuses
    share = as_fraction(impact)
    if not 0 < share.numerator <= share.denominator:
        RecordError.refuse(
            f"impact: {share} is not above 0 and at most 1; 1 is a full "
            f"outage, 1/2 half a service"
        )
    return share


_FULL = Fraction(1)


@final
@attrs.frozen(kw_only=True)
class Outage:
    """
    A span in which the service, or a component of it, was not available.

    Args:
        id: Its name in the record; a record names those without.

        start: When it began, UTC.

        end: When it was over, UTC; None while it lasts.

        cause: Whose fault, or what: one of the well-known causes or any
            other text.

        detected: When the provider noticed.

        reported: When the customer reported it.

        verified: When it was verified.

        impact: The share of the service that was out, above 0, at most 1.

        component: Which; None for all of them.

        source: What told of it: a monitor, a status page.

        amounts: Sums that differ for this incident, by name.

        note: Free text.

    Raises:
        RecordError: If it ends before it starts, or the impact is not above
            0 and at most 1.

        AmountError: If an instant is none.
    """

    id: str | None = None
    start_ticks: int = attrs.field(alias="start", converter=as_ticks)
    end_ticks: int | None = attrs.field(
        default=None, alias="end", converter=as_optional_ticks
    )
    cause: str = PROVIDER
    detected_ticks: int | None = attrs.field(
        default=None, alias="detected", converter=as_optional_ticks
    )
    reported_ticks: int | None = attrs.field(
        default=None, alias="reported", converter=as_optional_ticks
    )
    verified_ticks: int | None = attrs.field(
        default=None, alias="verified", converter=as_optional_ticks
    )
    impact: Fraction = attrs.field(default=_FULL, converter=_as_impact)
    component: str | None = None
    source: str | None = None
    amounts: tuple[tuple[str, Money], ...] = attrs.field(
        default=(), converter=as_amounts, metadata=MAPPING
    )
    note: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what cannot be."""
        _check_order(self)

    @property
    def start(self) -> _time.DateTime:
        """When it began, UTC."""
        return _time.from_ticks(self.start_ticks)

    @property
    def end(self) -> _time.DateTime | None:
        """When it was over, UTC; None while it lasts."""
        return as_optional_instant(self.end_ticks)

    @property
    def detected(self) -> _time.DateTime | None:
        """When the provider noticed, UTC."""
        return as_optional_instant(self.detected_ticks)

    @property
    def reported(self) -> _time.DateTime | None:
        """When the customer reported it, UTC."""
        return as_optional_instant(self.reported_ticks)

    @property
    def verified(self) -> _time.DateTime | None:
        """When it was verified, UTC."""
        return as_optional_instant(self.verified_ticks)


@final
@attrs.frozen(kw_only=True)
class Maintenance:
    """
    A span in which the provider worked on the service.

    Args:
        id: Its name in the record; a record names those without.

        start: When it began, UTC.

        end: When it was over, UTC.

        kind: ``planned`` or ``urgent``.

        announced: When the customer was told; None if never.

        component: Which; None for all of them.

        note: Free text.

    Raises:
        RecordError: If it ends before it starts, or is of another kind.

        AmountError: If an instant is none.
    """

    id: str | None = None
    start_ticks: int = attrs.field(alias="start", converter=as_ticks)
    end_ticks: int = attrs.field(alias="end", converter=as_ticks)
    kind: str = PLANNED
    announced_ticks: int | None = attrs.field(
        default=None, alias="announced", converter=as_optional_ticks
    )
    component: str | None = None
    note: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what cannot be."""
        _check_order(self)
        if self.kind not in {PLANNED, URGENT}:
            RecordError.refuse(
                f"kind: {self.kind!r} of maintenance is neither 'planned' "
                f"nor 'urgent'"
            )

    @property
    def start(self) -> _time.DateTime:
        """When it began, UTC."""
        return _time.from_ticks(self.start_ticks)

    @property
    def end(self) -> _time.DateTime:
        """When it was over, UTC."""
        return _time.from_ticks(self.end_ticks)

    @property
    def announced(self) -> _time.DateTime | None:
        """When the customer was told, UTC."""
        return as_optional_instant(self.announced_ticks)


@final
@attrs.frozen(kw_only=True)
class Suspension:
    """
    A span in which the provider had suspended the service, rightly or not.

    Args:
        id: Its name in the record; a record names those without.

        start: When it began, UTC.

        end: When it was over, UTC.

        reason: Why: ``unpaid``, ``abuse``.

        note: Free text.

    Raises:
        RecordError: If it ends before it starts.

        AmountError: If an instant is none.
    """

    id: str | None = None
    start_ticks: int = attrs.field(alias="start", converter=as_ticks)
    end_ticks: int = attrs.field(alias="end", converter=as_ticks)
    reason: str | None = None
    note: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what cannot be."""
        _check_order(self)

    @property
    def start(self) -> _time.DateTime:
        """When it began, UTC."""
        return _time.from_ticks(self.start_ticks)

    @property
    def end(self) -> _time.DateTime:
        """When it was over, UTC."""
        return _time.from_ticks(self.end_ticks)


@final
@attrs.frozen(kw_only=True)
class Unobserved:
    """
    A span in which nobody knows whether the service was up.

    Args:
        id: Its name in the record; a record names those without.

        start: When it began, UTC.

        end: When it was over, UTC.

        reason: Why: the monitor was paused, the export has a gap.

        note: Free text.

    Raises:
        RecordError: If it ends before it starts.

        AmountError: If an instant is none.
    """

    id: str | None = None
    start_ticks: int = attrs.field(alias="start", converter=as_ticks)
    end_ticks: int = attrs.field(alias="end", converter=as_ticks)
    reason: str | None = None
    note: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what cannot be."""
        _check_order(self)

    @property
    def start(self) -> _time.DateTime:
        """When it began, UTC."""
        return _time.from_ticks(self.start_ticks)

    @property
    def end(self) -> _time.DateTime:
        """When it was over, UTC."""
        return _time.from_ticks(self.end_ticks)
