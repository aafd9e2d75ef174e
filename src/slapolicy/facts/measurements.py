"""What was counted, sampled, asked and told."""

from collections.abc import Iterable
from fractions import Fraction
from typing import final

import attrs

from slapolicy import _time
from slapolicy.errors import RecordError
from slapolicy.facts.instants import (
    as_optional_instant,
    as_optional_ticks,
    as_ticks,
)
from slapolicy.figures import as_fraction
from slapolicy.spans import Span


@final
@attrs.frozen(kw_only=True)
class Requests:
    """
    How many requests came in a span, and how many of them failed.

    Args:
        id: Its name in the record; a record names those without.

        start: When counting began, UTC.

        end: When it was over, UTC.

        total: All requests, zero or more.

        failed: Those that failed, at most *total*.

        component: Which; None for all of them.

        note: Free text.

    Raises:
        RecordError: If it ends before it starts, or the counts cannot be.

        AmountError: If an instant is none.
    """

    id: str | None = None
    start_ticks: int = attrs.field(alias="start", converter=as_ticks)
    end_ticks: int = attrs.field(alias="end", converter=as_ticks)
    total: int
    failed: int = 0
    component: str | None = None
    note: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what cannot be."""
        if self.end_ticks < self.start_ticks:
            RecordError.refuse(
                f"requests {self.id or 'without id'} end before they start"
            )
        for name in ("total", "failed"):
            count = getattr(self, name)
            if type(count) is not int or count < 0:
                RecordError.refuse(
                    f"{name}: {count!r} is no whole number from 0 up"
                )
        if self.failed > self.total:
            RecordError.refuse(
                f"failed: {self.failed} of {self.total} requests cannot be"
            )

    @property
    def start(self) -> _time.DateTime:
        """When counting began, UTC."""
        return _time.from_ticks(self.start_ticks)

    @property
    def end(self) -> _time.DateTime:
        """When counting was over, UTC."""
        return _time.from_ticks(self.end_ticks)


@final
@attrs.frozen(kw_only=True)
class Sample:
    """
    One measured value.

    Args:
        id: Its name in the record; a record names those without.

        at: When it was measured, UTC.

        metric: What was measured, with its unit: ``latency-ms``.

        value: The exact value.

        component: Which; None for all of them.

        note: Free text.

    Raises:
        AmountError: If the instant or the value is none.
    """

    id: str | None = None
    at_ticks: int = attrs.field(alias="at", converter=as_ticks)
    metric: str
    value: Fraction = attrs.field(converter=as_fraction)
    component: str | None = None
    note: str | None = None

    @property
    def start_ticks(self) -> int:
        """The instant that orders it, in microseconds since the epoch."""
        return self.at_ticks

    @property
    def at(self) -> _time.DateTime:
        """When it was measured, UTC."""
        return _time.from_ticks(self.at_ticks)


def _as_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order of time."""
    return tuple(sorted(spans))


@final
@attrs.frozen(kw_only=True)
class Ticket:
    """
    A request for support.

    Args:
        id: Its name in the record; a record names those without.

        opened: When it was opened, UTC.

        severity: The agreement's own word for how urgent it is.

        responded: When the first answer came; None while there is none.

        resolved: When it was solved; None while it is not.

        waiting: Spans in which the clock stood still, for example while
            the provider waited for the customer.

        note: Free text.

    Raises:
        RecordError: If an answer came before the ticket was opened.

        AmountError: If an instant is none.
    """

    id: str | None = None
    opened_ticks: int = attrs.field(alias="opened", converter=as_ticks)
    severity: str | None = None
    responded_ticks: int | None = attrs.field(
        default=None, alias="responded", converter=as_optional_ticks
    )
    resolved_ticks: int | None = attrs.field(
        default=None, alias="resolved", converter=as_optional_ticks
    )
    waiting: tuple[Span, ...] = attrs.field(default=(), converter=_as_spans)
    note: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what cannot be."""
        for word, instant in (
            ("responded", self.responded_ticks),
            ("resolved", self.resolved_ticks),
        ):
            if instant is not None and instant < self.opened_ticks:
                RecordError.refuse(
                    f"{word}: ticket {self.id or 'without id'} was {word} "
                    f"{_time.iso(instant)}, before it was opened "
                    f"{_time.iso(self.opened_ticks)}"
                )

    @property
    def start_ticks(self) -> int:
        """The instant that orders it, in microseconds since the epoch."""
        return self.opened_ticks

    @property
    def opened(self) -> _time.DateTime:
        """When it was opened, UTC."""
        return _time.from_ticks(self.opened_ticks)

    @property
    def responded(self) -> _time.DateTime | None:
        """When the first answer came, UTC."""
        return as_optional_instant(self.responded_ticks)

    @property
    def resolved(self) -> _time.DateTime | None:
        """When it was solved, UTC."""
        return as_optional_instant(self.resolved_ticks)


@final
@attrs.frozen(kw_only=True)
class Event:
    """
    Something from which a claim's clock may start.

    Args:
        id: Its name in the record; a record names those without.

        name: What happened: ``uptime-report``, ``offer``.

        at: When, UTC.

        commitment: Which promise it concerns; None for all of them.

        note: Free text.

    Raises:
        AmountError: If the instant is none.
    """

    id: str | None = None
    name: str
    at_ticks: int = attrs.field(alias="at", converter=as_ticks)
    commitment: str | None = None
    note: str | None = None

    @property
    def start_ticks(self) -> int:
        """The instant that orders it, in microseconds since the epoch."""
        return self.at_ticks

    @property
    def at(self) -> _time.DateTime:
        """When it happened, UTC."""
        return _time.from_ticks(self.at_ticks)
