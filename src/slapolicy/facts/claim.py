"""A claim's life: what was asked, answered and paid, event by event."""

import enum

from collections.abc import Iterable
from typing import final

import attrs

from slapolicy import _time
from slapolicy._converters import as_money_or_none, choice
from slapolicy.amounts import Money
from slapolicy.errors import TransitionError
from slapolicy.facts.instants import Instant, as_ticks


@final
class ClaimState(enum.Enum):
    """Where a claim stands after its last event."""

    ENTITLED = "entitled"
    NOTIFIED = "notified"
    FILED = "filed"
    ACKNOWLEDGED = "acknowledged"
    APPROVED = "approved"
    REJECTED = "rejected"
    APPLIED = "applied"
    WITHDRAWN = "withdrawn"


@final
class ClaimVerb(enum.Enum):
    """What customer or provider can do with a claim."""

    NOTIFY = "notify"
    FILE = "file"
    ACKNOWLEDGE = "acknowledge"
    APPROVE = "approve"
    REJECT = "reject"
    APPEAL = "appeal"
    APPLY = "apply"
    WITHDRAW = "withdraw"


_S, _V = ClaimState, ClaimVerb

TRANSITIONS: dict[ClaimState, dict[ClaimVerb, ClaimState]] = {
    _S.ENTITLED: {_V.NOTIFY: _S.NOTIFIED, _V.FILE: _S.FILED},
    _S.NOTIFIED: {_V.FILE: _S.FILED},
    _S.FILED: {
        _V.ACKNOWLEDGE: _S.ACKNOWLEDGED,
        _V.APPROVE: _S.APPROVED,
        _V.REJECT: _S.REJECTED,
        _V.WITHDRAW: _S.WITHDRAWN,
    },
    _S.ACKNOWLEDGED: {
        _V.APPROVE: _S.APPROVED,
        _V.REJECT: _S.REJECTED,
        _V.WITHDRAW: _S.WITHDRAWN,
    },
    _S.APPROVED: {_V.APPLY: _S.APPLIED, _V.WITHDRAW: _S.WITHDRAWN},
    _S.REJECTED: {_V.APPEAL: _S.ACKNOWLEDGED},
    _S.APPLIED: {},
    _S.WITHDRAWN: {},
}
"""What each state allows and where it leads (design 4.5)."""


def _as_verb(verb: ClaimVerb | str) -> ClaimVerb:
    """Return the verb of that name."""
    return choice(ClaimVerb, verb)


@final
@attrs.frozen(kw_only=True)
class ClaimEvent:
    """
    One event in a claim's life.

    Args:
        event: What was done.

        at: When, UTC.

        amount: The sum asked for or granted, if it was said.

        reason: Why, if it was said.

    Raises:
        AmountError: If the instant is none.
    """

    event: ClaimVerb = attrs.field(converter=_as_verb)
    at_ticks: int = attrs.field(alias="at", converter=as_ticks)
    amount: Money | None = attrs.field(
        default=None, converter=as_money_or_none
    )
    reason: str | None = None

    @property
    def at(self) -> _time.DateTime:
        """When it happened, UTC."""
        return _time.from_ticks(self.at_ticks)


def _as_events(events: Iterable[ClaimEvent]) -> tuple[ClaimEvent, ...]:
    """Return events as a tuple."""
    return tuple(events)


@final
@attrs.frozen(kw_only=True)
class Claim:
    """
    A claim with its events; each verb returns a new one.

    Args:
        id: Its name in the record; a record names those without.

        commitment: The promise that it concerns.

        subject: The reading that it concerns: the period's label, an
            outage's or a ticket's id; None for every reading.

        events: What happened to it, forward in time.

        note: Free text.

    Raises:
        TransitionError: If an event is not allowed where it stands, or goes
            back in time.
    """

    id: str | None = None
    commitment: str
    subject: str | None = None
    events: tuple[ClaimEvent, ...] = attrs.field(
        default=(), converter=_as_events
    )
    note: str | None = None

    def __attrs_post_init__(self) -> None:
        """Walk through the events, so that no impossible life exists."""
        _state_after(self.events)

    @property
    def start_ticks(self) -> int:
        """The instant of its first event, which orders it."""
        return self.events[0].at_ticks if self.events else 0

    @property
    def state(self) -> ClaimState:
        """Where it stands after its last event."""
        return _state_after(self.events)

    def until(self, as_of: int) -> "Claim":
        """
        Return the claim as it stood, with no event after *as_of*.

        Args:
            as_of: Microseconds since the epoch, UTC.
        """
        if not self.events or self.events[-1].at_ticks <= as_of:
            return self
        kept = tuple(one for one in self.events if one.at_ticks <= as_of)
        return attrs.evolve(self, events=kept)

    def first(self, *verbs: ClaimVerb) -> int | None:
        """
        Return when one of *verbs* was first done, None if never.

        Args:
            *verbs: What to look for.

        Returns:
            Microseconds since the epoch, UTC.
        """
        return next(
            (one.at_ticks for one in self.events if one.event in verbs), None
        )

    def then(self, event: ClaimEvent) -> "Claim":
        """
        Return the claim with one event more.

        Args:
            event: What happened next.

        Raises:
            TransitionError: If it is not allowed or goes back in time.
        """
        return attrs.evolve(self, events=(*self.events, event))

    def notify(self, at: Instant) -> "Claim":
        """Return the claim after the customer told of the outage."""
        return self.then(ClaimEvent(event=_V.NOTIFY, at=at))

    def file(self, at: Instant, amount: Money | None = None) -> "Claim":
        """Return the claim after the customer filed it."""
        return self.then(ClaimEvent(event=_V.FILE, at=at, amount=amount))

    def acknowledge(self, at: Instant) -> "Claim":
        """Return the claim after the provider said that it arrived."""
        return self.then(ClaimEvent(event=_V.ACKNOWLEDGE, at=at))

    def approve(self, at: Instant, amount: Money | None = None) -> "Claim":
        """Return the claim after the provider granted it."""
        return self.then(ClaimEvent(event=_V.APPROVE, at=at, amount=amount))

    def reject(self, at: Instant, reason: str | None = None) -> "Claim":
        """Return the claim after the provider refused it."""
        return self.then(ClaimEvent(event=_V.REJECT, at=at, reason=reason))

    def appeal(self, at: Instant, reason: str | None = None) -> "Claim":
        """Return the claim after the customer asked to look again."""
        return self.then(ClaimEvent(event=_V.APPEAL, at=at, reason=reason))

    def apply(self, at: Instant, amount: Money | None = None) -> "Claim":
        """Return the claim after the credit was given."""
        return self.then(ClaimEvent(event=_V.APPLY, at=at, amount=amount))

    def withdraw(self, at: Instant, reason: str | None = None) -> "Claim":
        """Return the claim after the customer gave it up."""
        return self.then(ClaimEvent(event=_V.WITHDRAW, at=at, reason=reason))


def _state_after(events: tuple[ClaimEvent, ...]) -> ClaimState:
    """Return the state after *events*, or raise at the first illegal one."""
    state = ClaimState.ENTITLED
    latest: int | None = None
    for one in events:
        allowed = TRANSITIONS[state]
        if one.event not in allowed:
            raise TransitionError(
                state.value,
                one.event.value,
                tuple(verb.value for verb in allowed),
            )
        if latest is not None and one.at_ticks < latest:
            raise TransitionError(
                state.value,
                one.event.value,
                tuple(verb.value for verb in allowed),
                f"{_time.iso(one.at_ticks)} lies before its last event, "
                f"{_time.iso(latest)}",
            )
        state, latest = allowed[one.event], one.at_ticks
    return state
