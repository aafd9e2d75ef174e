"""
Terms of a claim, and where it stands: derived as of an instant, never stored.

Instants are microseconds since the epoch, UTC. What is owed does not depend
on a standing; what is still to be had does.
"""

import enum

from collections.abc import Iterable
from typing import assert_never, final

import attrs

from slapolicy.errors import Fault, PolicyError, at
from slapolicy.facts import Claim, ClaimState, ClaimVerb
from slapolicy.terms.claims.anchors import Clocks
from slapolicy.terms.claims.deadlines import Deadline


@final
class Standing(enum.Enum):
    """Where a claim stands as of an instant."""

    NOT_ENTITLED = "not-entitled"
    AUTOMATIC = "automatic"
    NOT_YET_OPEN = "not-yet-open"
    OPEN = "open"
    LAPSED = "lapsed"
    FILED = "filed"
    OVERDUE = "overdue"
    LATE = "late"
    APPROVED = "approved"
    REJECTED = "rejected"
    APPLIED = "applied"
    WITHDRAWN = "withdrawn"


_DECISIONS = (ClaimVerb.APPROVE, ClaimVerb.REJECT)


@final
@attrs.frozen(kw_only=True)
class Due:
    """
    The deadlines of one entitlement, each still in time; None if not known.

    Args:
        opens: From when it may be filed.

        notify_by: By when the provider must be told of the outage.

        file_by: By when it must be filed.

        acknowledge_by: By when the provider must say that it arrived.

        decide_by: By when the provider must decide.

        appeal_by: By when the customer may ask to look again.

        apply_by: By when the credit must be given.
    """

    opens: int | None = None
    notify_by: int | None = None
    file_by: int | None = None
    acknowledge_by: int | None = None
    decide_by: int | None = None
    appeal_by: int | None = None
    apply_by: int | None = None


def _passed(deadline: int | None, instant: int | None) -> bool:
    """Whether an instant lies after a deadline; False if one is not known."""
    return deadline is not None and instant is not None and instant > deadline


def _due(deadline: Deadline | None, clocks: Clocks) -> int | None:
    """Return when a deadline is due, None if there is none."""
    return None if deadline is None else deadline.due(clocks)


def _as_evidence(evidence: Iterable[str]) -> tuple[str, ...]:
    """Return what must be shown, one thing or several."""
    return (evidence,) if isinstance(evidence, str) else tuple(evidence)


@final
@attrs.frozen(kw_only=True)
class ClaimTerms:
    """
    Who must ask for what is owed, how, and by when.

    Args:
        required: Whether anybody must ask; if not, credits are automatic.

        channel: How to ask: a ticket, a form, registered mail.

        evidence: What must be shown.

        notify: A first step before filing, by the customer.

        file: By when the customer must file, and from when.

        acknowledge: By when the provider must say that the claim arrived.

        decide: By when the provider must approve or reject it.

        appeal: By when the customer may ask to look again.

        apply: By when the provider must give the credit.

        clause: The clause that says so.

    Raises:
        PolicyError: If anything but filing opens.
    """

    required: bool = True
    channel: str | None = None
    evidence: tuple[str, ...] = attrs.field(default=(), converter=_as_evidence)
    notify: Deadline | None = None
    file: Deadline | None = None
    acknowledge: Deadline | None = None
    decide: Deadline | None = None
    appeal: Deadline | None = None
    apply: Deadline | None = None
    clause: str | None = None

    def __attrs_post_init__(self) -> None:
        faults = [
            at(Fault("only filing opens; leave it out"), path)
            for path, _ in self.deadlines
            if path.endswith(".opens") and path != "file.opens"
        ]
        if faults:
            PolicyError.refuse(*faults)

    @property
    def deadlines(self) -> tuple[tuple[str, Deadline], ...]:
        """All its deadlines, each with its path, such as `file.opens`."""
        steps = {
            "notify": self.notify,
            "file": self.file,
            "acknowledge": self.acknowledge,
            "decide": self.decide,
            "appeal": self.appeal,
            "apply": self.apply,
        }
        return tuple(
            (path, deadline)
            for step, own in steps.items()
            if own is not None
            for path, deadline in ((step, own), (f"{step}.opens", own.opens))
            if deadline is not None
        )

    def due(self, clocks: Clocks) -> Due:
        """
        Return by when everything is due, as far as it is known.

        Args:
            clocks: What happened.

        Raises:
            PolicyError: If a deadline needs a work calendar that there is
                not, or one that does not open for ten years.

            AmountError: If a deadline leaves the years 1 to 9999.
        """
        opens = None if self.file is None else self.file.opens
        return Due(
            opens=_due(opens, clocks),
            notify_by=_due(self.notify, clocks),
            file_by=_due(self.file, clocks),
            acknowledge_by=_due(self.acknowledge, clocks),
            decide_by=_due(self.decide, clocks),
            appeal_by=_due(self.appeal, clocks),
            apply_by=_due(self.apply, clocks),
        )

    def waits_for(self, clocks: Clocks) -> str | None:
        """
        Return what the next deadline waits for while nobody filed.

        Next is the first step until it is done, then filing, with what
        opens it; where nobody must ask, giving the credit.

        Args:
            clocks: What happened.

        Returns:
            The name of the missing anchor or event; None if the clock runs,
            there is no such deadline, or somebody filed.
        """
        claim = clocks.claim
        if claim is not None and claim.first(ClaimVerb.FILE) is not None:
            return None
        steps: tuple[Deadline | None, ...]
        if not self.required:
            steps = (self.apply,)
        elif self.notify is not None and _notified(claim) is None:
            steps = (self.notify,)
        else:
            steps = (self._opens, self.file)
        missing = (one.waits_for(clocks) for one in steps if one is not None)
        return next((name for name in missing if name is not None), None)

    @property
    def _opens(self) -> Deadline | None:
        """From when a claim may be filed."""
        return None if self.file is None else self.file.opens

    def standing(self, claim: Claim | None, due: Due, as_of: int) -> Standing:
        """
        Return where a claim stands.

        Where nobody must ask, one that was filed all the same stands where
        its own events leave it, and is never late.

        Args:
            claim: The claim, with no event after *as_of*; None if there is
                none.

            due: Its deadlines.

            as_of: The instant from which it is seen, microseconds since the
                epoch, UTC.

        Returns:
            Any but not-entitled, which is for what earns nothing.
        """
        if claim is None:
            return self._unfiled(None, due, as_of)
        match claim.state:
            case ClaimState.ENTITLED | ClaimState.NOTIFIED:
                return self._unfiled(_notified(claim), due, as_of)
            case ClaimState.FILED | ClaimState.ACKNOWLEDGED:
                return self._undecided(claim, due, as_of)
            case ClaimState.APPROVED:
                waits = not _passed(due.apply_by, as_of)
                return Standing.APPROVED if waits else Standing.OVERDUE
            case (
                ClaimState.REJECTED | ClaimState.APPLIED | ClaimState.WITHDRAWN
            ):
                return Standing(claim.state.value)
            case _:
                assert_never(claim.state)

    def _unfiled(self, notified: int | None, due: Due, as_of: int) -> Standing:
        """Return where an entitlement stands that nobody filed a claim for."""
        if not self.required:
            return Standing.AUTOMATIC
        untold = notified is None and _passed(due.notify_by, as_of)
        if untold or _passed(due.file_by, as_of):
            return Standing.LAPSED
        if _passed(due.notify_by, notified):
            return Standing.LATE
        if due.opens is not None and as_of < due.opens:
            return Standing.NOT_YET_OPEN
        return Standing.OPEN

    def _undecided(self, claim: Claim, due: Due, as_of: int) -> Standing:
        """Return where a claim stands that is on the provider's desk."""
        told = claim.first(ClaimVerb.NOTIFY, ClaimVerb.FILE)
        filed = claim.first(ClaimVerb.FILE)
        if self.required and (
            _passed(due.notify_by, told) or _passed(due.file_by, filed)
        ):
            return Standing.LATE
        decided = claim.first(*_DECISIONS)
        answered = claim.first(ClaimVerb.ACKNOWLEDGE, *_DECISIONS)
        if (answered is None and _passed(due.acknowledge_by, as_of)) or (
            decided is None and _passed(due.decide_by, as_of)
        ):
            return Standing.OVERDUE
        return Standing.FILED


UNSTATED = ClaimTerms()
"""What a policy without ``claims`` says: ask whenever, no deadline runs."""


def _notified(claim: Claim | None) -> int | None:
    """Return when the provider was told of the outage, None if never."""
    return None if claim is None else claim.first(ClaimVerb.NOTIFY)


def matching(
    claims: Iterable[Claim], commitment: str, subject: str
) -> Claim | None:
    """
    Return the claim that concerns a reading, None if none does.

    A claim without subject concerns every reading of its commitment, and one
    without events none. Of several, one that was not withdrawn goes first,
    then one that was filed, one that names the reading, and the newest.

    Args:
        claims: With no event after the instant from which they are seen.

        commitment: The promise.

        subject: What the reading is about.
    """
    return max(
        (
            one
            for one in claims
            if one.events
            and one.commitment == commitment
            and one.subject in {None, subject}
        ),
        key=_precedence,
        default=None,
    )


def _precedence(claim: Claim) -> tuple[bool, bool, bool, int, str]:
    """Return what the claims that concern one reading are ordered by."""
    return (
        claim.state is not ClaimState.WITHDRAWN,
        claim.first(ClaimVerb.FILE) is not None,
        claim.subject is not None,
        claim.start_ticks,
        claim.id or "",
    )


@final
class Claims:
    """
    Claims, to be found by what they are about.

    Args:
        claims: With no event after the instant from which they are seen.
    """

    def __init__(self, claims: Iterable[Claim]) -> None:
        groups: dict[tuple[str, str | None], list[Claim]] = {}
        for one in claims:
            groups.setdefault((one.commitment, one.subject), []).append(one)
        # Of those about the same the one that goes first is enough.
        self._first: dict[tuple[str, str | None], Claim | None] = {
            about: matching(group, about[0], about[1] or "")
            for about, group in groups.items()
        }

    def about(self, commitment: str, subject: str) -> Claim | None:
        """
        Return the claim that concerns a reading, as `matching` does.

        Args:
            commitment: The promise.

            subject: What the reading is about.
        """
        known = (self._first.get((commitment, one)) for one in (None, subject))
        return matching(
            [one for one in known if one is not None], commitment, subject
        )
