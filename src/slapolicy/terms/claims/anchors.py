"""
What a claim's clocks start from, and when that was.

Instants are microseconds since the epoch, UTC.
"""

import datetime as dt
import enum

from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias, TypeVar, assert_never, final

import attrs

from slapolicy._tree import Tree
from slapolicy.calendars import WorkCalendar
from slapolicy.errors import AmountError
from slapolicy.facts import Claim, ClaimVerb, Event, Outage, Ticket
from slapolicy.periods import BillingPeriod


@final
class Anchor(enum.Enum):
    """What a clock may start from, beside events that have a name."""

    OUTAGE_START = "outage-start"
    OUTAGE_END = "outage-end"
    DETECTION = "detection"
    REPORT = "report"
    VERIFICATION = "verification"
    BREACH = "breach"
    PERIOD_START = "period-start"
    PERIOD_END = "period-end"
    NOTIFICATION = "notification"
    FILING = "filing"
    ACKNOWLEDGEMENT = "acknowledgement"
    DECISION = "decision"


@final
@attrs.frozen
class NamedEvent:
    """
    A clock that starts from the earliest event of a name.

    Args:
        event: Its name in the record: ``uptime-report``.
    """

    event: str

    def to_tree(self) -> Tree:
        """Return it as documents write it."""
        return {"event": self.event}


@final
class Which(enum.Enum):
    """Which of several outages a clock starts from."""

    FIRST = "first"
    LAST = "last"


After: TypeAlias = Anchor | NamedEvent

_OfOutage: TypeAlias = Literal[
    Anchor.OUTAGE_START,
    Anchor.OUTAGE_END,
    Anchor.DETECTION,
    Anchor.REPORT,
    Anchor.VERIFICATION,
]

# The verbs that start a clock, the one that counts first. A claim that was
# rejected and then approved was decided by the approval.
_STEPS: Mapping[Anchor, tuple[ClaimVerb, ...]] = {
    Anchor.NOTIFICATION: (ClaimVerb.NOTIFY,),
    Anchor.FILING: (ClaimVerb.FILE,),
    Anchor.ACKNOWLEDGEMENT: (ClaimVerb.ACKNOWLEDGE,),
    Anchor.DECISION: (ClaimVerb.APPROVE, ClaimVerb.REJECT),
}

_K = TypeVar("_K", bound=enum.Enum)


def named(kind: type[_K], value: _K | str, field: str) -> _K:
    """
    Return the member of an enum that text names.

    Args:
        kind: The enum.

        value: A member, or its value.

        field: What it is given for.

    Raises:
        AmountError: If there is no such member; it lists those there are.
    """
    try:
        return kind(value)
    except ValueError:
        names = ", ".join(str(one.value) for one in kind)
        msg = f"{field}: {value!r} is none of {names}"
        raise AmountError(msg) from None


def as_after(
    value: After | str | Mapping[str, str] | None,
) -> After | None:
    """
    Return what a clock starts from, None for None.

    Args:
        value: An anchor or its name, a named event or ``{event: name}``.

    Raises:
        AmountError: If it is none of these.
    """
    match value:
        case None | Anchor() | NamedEvent():
            return value
        case str():
            return named(Anchor, value, "after")
        case {"event": str(name)} if len(value) == 1:
            return NamedEvent(name)
        case _:
            msg = (
                f"after: {value!r} is no anchor; give the name of one or "
                f"{{event: name}}"
            )
            raise AmountError(msg)


def _as_facts(
    facts: Iterable[Outage | Ticket],
) -> tuple[Outage | Ticket, ...]:
    """Return facts as a tuple."""
    return tuple(facts)


@final
@attrs.frozen(kw_only=True)
class Clocks:
    """
    What deadlines read: the facts that count for one reading, as of now.

    Args:
        period_start: When the period begins.

        period_end: When the period ends.

        zone: The IANA zone of the agreement.

        as_of: The instant from which everything is seen.

        outages: The outages that count for the reading, or its ticket: it
            starts and is reported when it is opened, and ends when it is
            resolved.

        breach: The first instant at which the reading could no longer meet
            its target; None if that cannot be told.

        events: Those that may start a clock, none after *as_of*.

        claim: The claim that concerns the reading, with no event after
            *as_of*; None if there is none.

        calendars: The policy's work calendars by name.

        billing: What a billing cycle is; None for a month.

        billing_anchor: The local date on which the service's billing cycles
            begin; None if it is not known.
    """

    period_start: int
    period_end: int
    zone: str
    as_of: int
    outages: tuple[Outage | Ticket, ...] = attrs.field(
        default=(), converter=_as_facts
    )
    breach: int | None = None
    events: tuple[Event, ...] = ()
    claim: Claim | None = None
    calendars: tuple[tuple[str, WorkCalendar], ...] = ()
    billing: BillingPeriod | None = None
    billing_anchor: dt.date | None = None

    def at(self, after: After, which: Which = Which.LAST) -> int | None:
        """
        Return when something happened, None if it is not known to have.

        Args:
            after: What.

            which: The earliest or the latest of that anchor among the
                outages; if one of them lacks it, it is missing.
        """
        if isinstance(after, NamedEvent):
            return min(
                (
                    one.at_ticks
                    for one in self.events
                    if one.name == after.event
                ),
                default=None,
            )
        match after:
            case Anchor.PERIOD_START:
                return self.period_start
            case Anchor.PERIOD_END:
                return self.period_end
            case Anchor.BREACH:
                return self.breach
            case (
                Anchor.NOTIFICATION
                | Anchor.FILING
                | Anchor.ACKNOWLEDGEMENT
                | Anchor.DECISION
            ):
                return self._of_claim(_STEPS[after])
            case (
                Anchor.OUTAGE_START
                | Anchor.OUTAGE_END
                | Anchor.DETECTION
                | Anchor.REPORT
                | Anchor.VERIFICATION
            ):
                return self._of_outages(after, which)
            case _:
                assert_never(after)

    def _of_claim(self, verbs: tuple[ClaimVerb, ...]) -> int | None:
        """Return when the first of *verbs* that was done at all was done."""
        if self.claim is None:
            return None
        done = (self.claim.first(verb) for verb in verbs)
        return next((at for at in done if at is not None), None)

    def _of_outages(self, anchor: _OfOutage, which: Which) -> int | None:
        """Return the first or last of an anchor, None if one lacks it."""
        found: list[int] = []
        for fact in self.outages:
            at = (
                _of_ticket(fact, anchor)
                if isinstance(fact, Ticket)
                else _of_outage(fact, anchor, self.as_of)
            )
            if at is None:
                return None
            found.append(at)
        choose = min if which is Which.FIRST else max
        return choose(found, default=None)


def _of_outage(outage: Outage, anchor: _OfOutage, as_of: int) -> int | None:
    """Return when an outage passed an anchor; an open one ends for now."""
    match anchor:
        case Anchor.OUTAGE_START:
            return outage.start_ticks
        case Anchor.OUTAGE_END:
            return as_of if outage.end_ticks is None else outage.end_ticks
        case Anchor.DETECTION:
            return outage.detected_ticks
        case Anchor.REPORT:
            return outage.reported_ticks
        case Anchor.VERIFICATION:
            return outage.verified_ticks
        case _:
            assert_never(anchor)


def _of_ticket(ticket: Ticket, anchor: _OfOutage) -> int | None:
    """Return when a ticket passed an anchor: opening it is the report."""
    match anchor:
        case Anchor.OUTAGE_START | Anchor.REPORT:
            return ticket.opened_ticks
        case Anchor.OUTAGE_END:
            return ticket.resolved_ticks
        case Anchor.DETECTION | Anchor.VERIFICATION:
            return None
        case _:
            assert_never(anchor)
