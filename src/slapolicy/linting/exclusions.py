"""Exclusions: notice that nobody can give, hours of which nothing is left."""

from collections.abc import Iterator
from itertools import pairwise

from slapolicy import _time
from slapolicy._pairs import Pair, merged, subtracted
from slapolicy.calendars import Weekday, windows
from slapolicy.lengths import (
    CalendarLength,
    CalendarUnit,
    Length,
    length_text,
)
from slapolicy.linting.diagnostics import (
    Diagnostic,
    LintCode,
    SpanWitness,
)
from slapolicy.linting.samples import ANCHOR
from slapolicy.linting.words import clock
from slapolicy.spans import Span
from slapolicy.terms.exchange import AnyExclusion
from slapolicy.terms.exclusions import MaintenanceExclusion
from slapolicy.terms.policy import Policy


_SHORTEST = {
    CalendarUnit.DAY: _time.DAY,
    CalendarUnit.WEEK: 7 * _time.DAY,
    CalendarUnit.MONTH: 28 * _time.DAY,
    CalendarUnit.YEAR: 365 * _time.DAY,
    CalendarUnit.BUSINESS_DAY: _time.DAY,
    CalendarUnit.BUSINESS_HOUR: _time.HOUR,
}


def placed(policy: Policy) -> Iterator[tuple[str, AnyExclusion]]:
    """
    Yield all exclusions of a policy with their paths.

    Args:
        policy: The policy.
    """
    for place, rule in enumerate(policy.exclusions):
        yield f"exclusions[{place}]", rule
    for owner, commitment in enumerate(policy.commitments):
        for place, rule in enumerate(commitment.exclusions):
            yield f"commitments[{owner}].exclusions[{place}]", rule


def check(policy: Policy) -> Iterator[Diagnostic]:
    """
    Yield notices that are too long for their windows, and hours used up.

    Args:
        policy: The policy.
    """
    for path, rule in placed(policy):
        if isinstance(rule, MaintenanceExclusion):
            yield from _notice(path, rule, policy)
    yield from _nothing_left(policy)


def _weeks(rule: MaintenanceExclusion, policy: Policy) -> list[list[Pair]]:
    """Return each window of a rule as it comes in two weeks and a half."""
    start = _time.midnight(ANCHOR, policy.timezone)
    end = start + 18 * _time.DAY
    return [
        list(windows(one.days, one.hours, policy.timezone, start, end))
        for one in rule.within
    ]


def _notice(
    path: str, rule: MaintenanceExclusion, policy: Policy
) -> Iterator[Diagnostic]:
    """Yield a notice that is longer than its window takes to come again."""
    if rule.notice is None or not rule.within:
        return
    starts = sorted(
        start for pairs in _weeks(rule, policy) for start, _ in pairs
    )
    recurrence = max(
        (later - sooner for sooner, later in pairwise(starts)), default=0
    )
    if recurrence and _at_least(rule.notice) > recurrence:
        yield Diagnostic(
            code=LintCode.NOTICE_TOO_LONG,
            path=f"{path}.notice",
            clause=rule.clause,
            message=(
                f"a notice of {length_text(rule.notice)} is longer than the "
                f"{clock(recurrence)} after which the window comes again: "
                f"maintenance in the next window is always announced too "
                f"late; shorten the notice"
            ),
            witness=SpanWitness(Span.of_ticks(starts[0], starts[1])),
        )


def _at_least(length: Length) -> int:
    """Return the microseconds that a length takes at least."""
    if isinstance(length, CalendarLength):
        return length.count * _SHORTEST[length.unit]
    return _time.length_ticks(length)


def _nothing_left(policy: Policy) -> Iterator[Diagnostic]:
    """Yield exclusions that cover all the hours that a promise counts."""
    for owner, commitment in enumerate(policy.commitments):
        own = f"commitments[{owner}]."
        found = [
            (path, rule)
            for path, rule in placed(policy)
            if isinstance(rule, MaintenanceExclusion)
            and rule.within
            and rule.pool is None
            and rule.longest is None
            and rule.void_beyond is None
            and (path.startswith((own, "exclusions")))
        ]
        hours = _service_week(policy, owner)
        covered = merged(
            pair
            for _, rule in found
            for pairs in _weeks(rule, policy)
            for pair in pairs
        )
        if found and hours and not subtracted(hours, covered):
            yield Diagnostic(
                code=LintCode.NOTHING_LEFT,
                path=f"{found[0][0]}.within",
                clause=found[0][1].clause,
                message=(
                    f"the windows of maintenance cover all hours in which "
                    f"{commitment.id!r} counts downtime; leave some out"
                ),
                witness=SpanWitness(Span.of_ticks(*hours[0])),
            )


def _service_week(policy: Policy, owner: int) -> list[Pair]:
    """Return the time of one week that a promise counts."""
    # The first days are left to windows that began before.
    start = _time.midnight(ANCHOR, policy.timezone) + 3 * _time.DAY
    week = (start, start + len(Weekday) * _time.DAY)
    name = getattr(policy.commitments[owner].metric, "service_hours", None)
    calendars = dict(policy.zoned_calendars)
    if name in calendars:
        return list(calendars[name].open_pairs(*week))
    return [week]
