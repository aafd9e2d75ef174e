"""A policy made ready, and a record looked at through it."""

import datetime as dt

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import final

import attrs

from slapolicy import _time
from slapolicy.calendars import WorkCalendar
from slapolicy.errors import AmountError, RecordError, at
from slapolicy.facts import Record
from slapolicy.facts.record import Used
from slapolicy.periods import label, mismatch, parse_label
from slapolicy.terms.claims import ClaimTerms
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.exchange import (
    Basis,
    Exclusion,
    Forgiveness,
    Scope,
    Scoped,
    View,
    Window,
)
from slapolicy.terms.policy import Policy


@final
@attrs.frozen(eq=False)
class Promise:
    """
    One commitment with all the rules that hold for it.

    Args:
        commitment: The commitment.

        exclusions: The policy's and its own, each with the key under which
            `Carried` knows its pool.

        forgiveness: Those that come after merging.

        claims: How it is claimed; None if the agreement does not say.
    """

    commitment: Commitment
    exclusions: tuple[tuple[str, Exclusion], ...]
    forgiveness: tuple[Forgiveness, ...]
    claims: ClaimTerms | None

    @cached_property
    def scoped(self) -> Scoped | None:
        """The metric, if it reads outages."""
        metric = self.commitment.metric
        return metric if isinstance(metric, Scoped) else None


@final
@attrs.frozen(eq=False)
class Plan:
    """
    A policy made ready, once for all records.

    Args:
        policy: The policy.

        promises: Its commitments, with all the rules that hold for each.

        calendars: Its work calendars, each with a time zone.
    """

    policy: Policy
    promises: tuple[Promise, ...]
    calendars: tuple[tuple[str, WorkCalendar], ...]

    @classmethod
    def of(cls, policy: Policy) -> "Plan":
        """
        Return the plan of a policy.

        Args:
            policy: The policy.
        """
        return _plan(policy)


@lru_cache(maxsize=128)
def _plan(policy: Policy) -> Plan:
    """Return the plan of a policy."""
    return Plan(
        policy,
        tuple(_promise(policy, one) for one in policy.commitments),
        policy.zoned_calendars,
    )


def _promise(policy: Policy, commitment: Commitment) -> Promise:
    """Return a commitment with the policy's rules and its own."""
    keyed = [
        *_keyed(policy.exclusions, ""),
        *_keyed(commitment.exclusions, f"{commitment.id}."),
    ]
    return Promise(
        commitment,
        tuple((key, rule) for key, rule in keyed if hasattr(rule, "excuse")),
        tuple(rule for _, rule in keyed if hasattr(rule, "forgive")),
        policy.claims if commitment.claims is None else commitment.claims,
    )


def _keyed(
    rules: tuple[object, ...], prefix: str
) -> Iterator[tuple[str, object]]:
    """Yield rules with their keys: the id, else the place from 0."""
    for place, rule in enumerate(rules):
        yield getattr(rule, "id", None) or f"{prefix}{place}", rule


@final
@attrs.frozen(kw_only=True)
class Sight:
    """
    A record, looked at through a policy.

    Args:
        policy: The policy.

        record: The record, whose period is one of the policy's.

        as_of: The instant from which everything is seen.

        label: What the period is called.
    """

    policy: Policy
    record: Record
    as_of: int
    label: str

    @property
    def start(self) -> int:
        """Where the period begins."""
        return self.record.period.start_ticks

    @property
    def end(self) -> int:
        """Where the period ends."""
        return self.record.period.end_ticks

    @property
    def length(self) -> int:
        """The microseconds that the fee is for, real or nominal."""
        nominal = self.policy.period.nominal
        if nominal is not None:
            return _time.length_ticks(nominal)
        return self.end - self.start

    @property
    def basis(self) -> Basis:
        """What money is reckoned from, over the whole period."""
        return Basis(
            service=self.record.service,
            length=self.length,
            zone=self.policy.timezone,
            calendars=Plan.of(self.policy).calendars,
        )

    @property
    def credited(self) -> tuple[tuple[str, int, Fraction], ...]:
        """Money granted before: label, where it begins, exact sum."""
        zone = self.policy.timezone
        return tuple(
            (name, parse_label(name, zone)[0], money.fraction)
            for name, money in self.record.carried.credited
        )

    def used(self, key: str) -> Used | None:
        """
        Return what earlier periods used of a rule's pool.

        Args:
            key: The rule's id, else its place from 0.
        """
        return dict(self.record.carried.excluded).get(key)

    def view(self, promise: Promise) -> View:
        """
        Return the record as one commitment sees it.

        Args:
            promise: The commitment with its rules.
        """
        scoped = promise.scoped
        return View(
            record=self.record,
            start=self.start,
            end=self.end,
            label=self.label,
            zone=self.policy.timezone,
            as_of=self.as_of,
            windows=self._windows(promise.commitment),
            calendars=Plan.of(self.policy).calendars,
            scope=(
                Scope()
                if scoped is None
                else scoped.scope(self.record, self.as_of)
            ),
        )

    def _windows(self, commitment: Commitment) -> tuple[Window, ...]:
        """Return the spans that a commitment reads on their own."""
        if commitment.slice is None:
            nominal = self.policy.period.nominal
            return (
                Window(
                    start=self.start,
                    end=self.end,
                    subject=self.label,
                    nominal=(
                        None
                        if nominal is None
                        else _time.length_ticks(nominal)
                    ),
                ),
            )
        step = _time.length_ticks(commitment.slice)
        return tuple(
            Window(
                start=start,
                end=min(start + step, self.end),
                subject=_time.iso(start),
            )
            for start in range(self.start, self.end, step)
        )


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
    span = record.period
    start, end = span.start_ticks, span.end_ticks
    anchor = record.service.billing_anchor
    zone = policy.timezone
    _refuse_currency(policy, record)
    if not policy.period.matches(start, end, zone, anchor):
        raise mismatch(policy.period, start, end, zone, anchor)
    faults = list(_faults(policy, record, given=as_of is not None))
    if faults:
        RecordError.refuse(*faults)
    seen = end if as_of is None else _time.ticks(_time.to_instant(as_of))
    return Sight(
        policy=policy,
        record=record,
        as_of=seen,
        label=label(start, end, zone),
    )


def _refuse_currency(policy: Policy, record: Record) -> None:
    """Raise if a sum is in another currency than the policy's."""
    service = record.service
    sums = [("service.fee", service.fee)] if service.fee is not None else []
    sums += [(f"service.amounts.{name}", one) for name, one in service.amounts]
    sums += [
        (f"outages[{place}].amounts.{name}", one)
        for place, outage in enumerate(record.outages)
        for name, one in outage.amounts
    ]
    sums += [
        (f"carried.credited.{name}", one)
        for name, one in record.carried.credited
    ]
    for path, money in sums:
        if money.currency != policy.currency:
            msg = (
                f"{path}: {money} is not in {policy.currency}, the policy's "
                f"currency; nothing is converted"
            )
            raise AmountError(msg)


def _faults(
    policy: Policy, record: Record, *, given: bool
) -> Iterator[RecordError]:
    """Yield what keeps a record from being evaluated."""
    if not given:
        for place, outage in enumerate(record.outages):
            if outage.end_ticks is None:
                yield RecordError.of(
                    f"{outage.id} has no end; give as_of, the instant from "
                    f"which it is looked at",
                    path=f"outages[{place}]",
                )
    names = {one.id for one in policy.commitments}
    known = ", ".join(sorted(names))
    named = [
        (f"claims[{place}].commitment", one.commitment)
        for place, one in enumerate(record.claims)
    ]
    named += [
        (f"events[{place}].commitment", one.commitment)
        for place, one in enumerate(record.events)
        if one.commitment is not None
    ]
    for path, name in named:
        if name not in names:
            yield RecordError.of(
                f"no commitment {name!r}; the policy has: {known}", path=path
            )
    for path, carried in (
        ("breaches", record.carried.breaches),
        ("values", record.carried.values),
    ):
        for name, _ in carried:
            if name not in names:
                yield RecordError.of(
                    f"no commitment {name!r}; the policy has: {known}",
                    path=f"carried.{path}",
                )
    for name, _ in record.carried.credited:
        try:
            parse_label(name, policy.timezone)
        except AmountError as error:
            yield at(RecordError.of(str(error)), "carried.credited")
