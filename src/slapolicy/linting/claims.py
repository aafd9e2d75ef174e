"""Claims that lapse too early, and clocks that nothing can start."""

from collections.abc import Iterator, Mapping, Sequence

from slapolicy import _time
from slapolicy.errors import AmountError, PolicyError
from slapolicy.facts import Claim, Outage
from slapolicy.linting.diagnostics import (
    DateWitness,
    Diagnostic,
    LintCode,
)
from slapolicy.linting.samples import ANCHOR, sample_periods
from slapolicy.linting.steps import Trial
from slapolicy.periods import BillingPeriod
from slapolicy.terms.claims import (
    Anchor,
    ClaimTerms,
    Clocks,
    Deadline,
    NamedEvent,
)
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.exchange import Scoped
from slapolicy.terms.metrics import Aggregate, SuccessRate, TicketTime
from slapolicy.terms.policy import Policy


_OF_OUTAGE = frozenset(
    {
        Anchor.OUTAGE_START,
        Anchor.OUTAGE_END,
        Anchor.DETECTION,
        Anchor.REPORT,
        Anchor.VERIFICATION,
    }
)
_TOLD = frozenset({Anchor.DETECTION, Anchor.VERIFICATION})
_MADE_UP = _TOLD | {Anchor.REPORT}

# In which order the steps of a claim are taken, and what each starts.
_ORDER = ("notify", "file", "acknowledge", "decide", "appeal", "apply")
_STARTED_BY = {
    Anchor.NOTIFICATION: "notify",
    Anchor.FILING: "file",
    Anchor.ACKNOWLEDGEMENT: "acknowledge",
    Anchor.DECISION: "decide",
}
_MINUTE_DOWN = _time.MINUTE


def check(
    policy: Policy, trials: Mapping[int, Sequence[Trial]]
) -> Iterator[Diagnostic]:
    """
    Yield deadlines that nobody can keep, or whose clock never starts.

    Args:
        policy: The policy.

        trials: Its commitments by their places, tried; some may be missing.
    """
    seen: set[tuple[LintCode, str]] = set()
    for place, commitment in enumerate(policy.commitments):
        terms, path = policy.claims, "claims"
        if commitment.claims is not None:
            terms = commitment.claims
            path = f"commitments[{place}].claims"
        if terms is None or commitment.credit is None:
            continue
        tried = trials.get(place, ())
        for one in (
            *_unknown(terms, path, commitment),
            *_too_early(policy, terms, path, commitment, tried),
        ):
            if (one.code, one.path) not in seen:
                seen.add((one.code, one.path))
                yield one


def _unknown(
    terms: ClaimTerms, path: str, commitment: Commitment
) -> Iterator[Diagnostic]:
    """Yield deadlines whose clock no fact can start."""
    for name, deadline in terms.deadlines:
        why = _why_unknown(name, deadline, commitment)
        if why is not None:
            yield Diagnostic(
                code=LintCode.ANCHOR_UNKNOWN,
                path=f"{path}.{name}",
                clause=terms.clause,
                message=why,
            )


def _why_unknown(
    name: str, deadline: Deadline, commitment: Commitment
) -> str | None:
    """Return why a deadline's clock never starts, None if it can."""
    after = deadline.after
    if after is None:
        return (
            "it counts from nothing; say after what, such as after: period-end"
        )
    if isinstance(after, NamedEvent):
        return None
    step = name.partition(".")[0]
    starter = _STARTED_BY.get(after)
    if starter is not None and _ORDER.index(starter) >= _ORDER.index(step):
        return (
            f"{after.value} comes no sooner than this step itself; count "
            f"from something before it"
        )
    if after in _never_known(commitment):
        kind = getattr(commitment.metric, "kind", "its metric")
        return (
            f"{kind} never knows the {after.value} that it counts from; "
            f"count from another anchor, such as period-end"
        )
    return None


def _never_known(commitment: Commitment) -> frozenset[Anchor]:
    """Return the anchors that readings of a commitment never have."""
    metric = commitment.metric
    if isinstance(metric, TicketTime):
        return _TOLD if metric.within is None else _OF_OUTAGE
    if isinstance(metric, SuccessRate):
        bad = metric.aggregate is Aggregate.BAD_WINDOWS
        return _MADE_UP if bad else _OF_OUTAGE
    return frozenset() if isinstance(metric, Scoped) else _OF_OUTAGE


def _too_early(
    policy: Policy,
    terms: ClaimTerms,
    path: str,
    commitment: Commitment,
    trials: Sequence[Trial],
) -> Iterator[Diagnostic]:
    """Yield a filing deadline that passes before there is a figure."""
    deadline = terms.file
    if deadline is None or not terms.required:
        return
    if deadline.after in {Anchor.BREACH, *_never_known(commitment)}:
        return
    down = _MINUTE_DOWN
    of_one = False
    if trials:
        down = trials[0].first_breach or down
        of_one = trials[0].levels.reading(0).of_one
    for start, end in sample_periods(policy):
        known = start + down if of_one else end
        due = _due(deadline, _clocks(policy, (start, end), down))
        if due is None or due >= known:
            continue
        reads = "the outage's length" if of_one else "the period's figure"
        yield Diagnostic(
            code=LintCode.WINDOW_BEFORE_METRIC,
            path=f"{path}.file",
            clause=terms.clause,
            message=(
                f"after an outage at {_at(policy, start)} a claim lapses at "
                f"{_at(policy, due)}, and {commitment.id!r} needs {reads}, "
                f"which exists from {_at(policy, known)} on; count from "
                f"period-end"
            ),
            witness=DateWitness(outage=start, lapses=due, known=known),
        )
        return


def _due(deadline: Deadline, clocks: Clocks) -> int | None:
    """Return when a deadline is due, None if that cannot be reckoned."""
    try:
        return deadline.due(clocks)
    except (AmountError, PolicyError):
        return None  # its calendar never opens, which is told elsewhere


def _at(policy: Policy, instant: int) -> str:
    """Return an instant in the policy's zone."""
    return _time.local(instant, policy.timezone).isoformat(" ", "minutes")


def _clocks(policy: Policy, period: tuple[int, int], down: int) -> Clocks:
    """Return what happened if all went as fast as it can."""
    start, end = period
    outage = Outage(
        id="outage-1",
        start=start,
        end=start + down,
        detected=start,
        reported=start,
        verified=start,
    )
    claim = Claim(commitment="").notify(at=start)
    own = policy.period
    return Clocks(
        period_start=start,
        period_end=end,
        zone=policy.timezone,
        as_of=end,
        outages=(outage,),
        claim=claim,
        calendars=policy.zoned_calendars,
        billing=own if isinstance(own, BillingPeriod) else None,
        billing_anchor=ANCHOR,
    )
