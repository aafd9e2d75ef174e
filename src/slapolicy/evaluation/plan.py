"""A policy made ready: once for all records, then for each period."""

import datetime as dt
import weakref

from collections.abc import Sequence
from typing import TypeAlias, final

import attrs

from slapolicy import _time
from slapolicy.calendars import WorkCalendar
from slapolicy.evaluation.checks import refuse_currency, refuse_misfits
from slapolicy.evaluation.ladder import Asked, ladder_of
from slapolicy.evaluation.promises import Promise, promises_of
from slapolicy.evaluation.quick import Quick, Track, shape_of
from slapolicy.evaluation.sieve import Sieve
from slapolicy.evaluation.sight import Sight
from slapolicy.evaluation.work import most_facts
from slapolicy.facts import Record
from slapolicy.periods import BillingPeriod, label, mismatch
from slapolicy.terms.policy import Policy


__all__ = ["Plan", "Promise", "Season", "Sight", "look"]

_PLANS: "dict[int, tuple[weakref.ref[Policy], Plan]]" = {}
# A plan is remembered as long as its policy lives. It is found by the
# policy's identity: to compare two policies takes longer than to evaluate.

Key: TypeAlias = tuple[int, int, dt.date | None]

_MOST_SEASONS = 4096
# To find the steps of a promise takes as long as some dozen evaluations.
_WORTH_IT = 16
MANY = 256
"""From so many outages on the short way is found at once."""


@final
@attrs.frozen(eq=False)
class Season:
    """
    One period of a policy, with what is known of it before any fact.

    Args:
        start: Where it begins.

        end: Where it ends.

        label: What it is called.

        quick: The short way to an answer, None if there is none.
    """

    start: int
    end: int
    label: str
    quick: Quick | None


@final
class Plan:
    """
    A policy made ready, once for all records.

    Args:
        policy: The policy.
    """

    def __init__(self, policy: Policy) -> None:
        self.promises: tuple[Promise, ...] = promises_of(policy)
        self.calendars: tuple[tuple[str, WorkCalendar], ...] = (
            policy.zoned_calendars
        )
        self.most_facts: int = most_facts(policy)
        self.by_anchor: bool = isinstance(policy.period, BillingPeriod)
        self.seasons: dict[Key, Season] = {}
        self._calls = 0
        self._sieves = _sieves_of(policy, self.promises)
        self._tracks: dict[int, tuple[Track, ...]] = {}

    @classmethod
    def of(cls, policy: Policy) -> "Plan":
        """
        Return the plan of a policy.

        Args:
            policy: The policy.
        """
        known = _PLANS.get(id(policy))
        if known is not None:
            return known[1]
        key = id(policy)
        plan = cls(policy)
        forget = _PLANS.pop
        gone = weakref.ref(policy, lambda _: forget(key))
        _PLANS[key] = (gone, plan)
        return plan

    def season(self, policy: Policy, record: Record) -> Season:
        """
        Return the period of a record.

        Args:
            policy: The policy that this is the plan of.

            record: The record.

        Raises:
            PeriodMismatchError: If the policy has no such period.
        """
        span = record.period
        return self.season_of(
            policy,
            (span.start_ticks, span.end_ticks, record.service.billing_anchor),
            at_once=len(record.outages) >= MANY,
        )

    def season_of(
        self, policy: Policy, key: Key, *, at_once: bool = False
    ) -> Season:
        """
        Return a period.

        Args:
            policy: The policy that this is the plan of.

            key: Where it begins and ends, and the service's billing anchor.

            at_once: Whether to find the short way however few records there
                were.

        Raises:
            PeriodMismatchError: If the policy has no such period.
        """  # noqa: DOC501  (`mismatch` returns it)
        start, end, given = key
        anchor = given if self.by_anchor else None
        known = self.seasons.get((start, end, anchor))
        if known is not None:
            return known
        zone = policy.timezone
        if not policy.period.matches(start, end, zone, anchor):
            raise mismatch(policy.period, start, end, zone, anchor)
        self._calls += 1
        quick = self.quick(policy, start, end, at_once=at_once)
        season = Season(start, end, label(start, end, zone), quick)
        if self._calls > _WORTH_IT or quick is not None:
            if len(self.seasons) >= _MOST_SEASONS:
                self.seasons.clear()
            self.seasons[start, end, anchor] = season
        return season

    def quick(
        self, policy: Policy, start: int, end: int, *, at_once: bool = False
    ) -> Quick | None:
        """
        Return the short way to an answer, None if there is none, or not yet.

        Args:
            policy: The policy that this is the plan of.

            start: Where a period begins.

            end: Where it ends.

            at_once: Whether to find it however few records there were.
        """
        if self._sieves is None:
            return None
        sieves = list(dict.fromkeys(self._sieves))
        length = end - start
        if length not in self._tracks:
            if self._calls <= _WORTH_IT and not at_once:
                return None
            nominal = policy.period.nominal
            measured = None if nominal is None else _time.length_ticks(nominal)
            tracks = []
            for promise, sieve in zip(
                self.promises, self._sieves, strict=True
            ):
                asked = Asked(promise, start, end, measured)
                place = sieves.index(sieve)
                tracks.append(Track(asked, ladder_of(asked), place))
            self._tracks[length] = tuple(tracks)
        return Quick(policy, self._tracks[length], sieves, start, end)


def _sieves_of(
    policy: Policy, promises: Sequence[Promise]
) -> tuple[Sieve, ...] | None:
    """Return each promise's sieve, None where one is of another shape."""
    if policy.eligibility:
        return None
    known: dict[tuple[object, ...], Sieve] = {}
    found = []
    for promise in promises:
        sieve = shape_of(promise)
        if sieve is None:
            return None
        rules = tuple(rule for _, rule in promise.exclusions)
        found.append(known.setdefault(rules, sieve))
    return tuple(found)


def look(policy: Policy, record: Record, as_of: dt.datetime | None) -> Sight:
    """
    Return a record, looked at through a policy.

    Args:
        policy: The policy.

        record: The record.

        as_of: The instant from which everything is seen; the period's end
            if it is not given.

    Raises:
        AmountError: If a sum is in another currency, or *as_of* is naive.

        PeriodMismatchError: If the period is none of the policy's.

        RecordError: If an outage is open and *as_of* is not given, or a
            fact names a commitment that the policy lacks.
    """
    refuse_currency(policy, record)
    season = Plan.of(policy).season(policy, record)
    refuse_misfits(policy, record, given=as_of is not None)
    seen = season.end if as_of is None else _time.to_ticks(as_of)
    return Sight(policy, record, seen, season.label)
