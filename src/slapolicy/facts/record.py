"""One service over one measurement period, with all that is known of it."""

import copy

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from functools import cached_property
from operator import attrgetter
from typing import Protocol, TypeAlias, TypeVar, final

import attrs

from slapolicy import _time, _tree
from slapolicy._tree import MAPPING
from slapolicy.amounts import Money
from slapolicy.errors import RecordError
from slapolicy.facts.claim import Claim
from slapolicy.facts.flat import Flat
from slapolicy.facts.incidents import (
    Maintenance,
    Outage,
    Suspension,
    Unobserved,
)
from slapolicy.facts.measurements import Event, Requests, Sample, Ticket
from slapolicy.facts.service import Service, as_amounts
from slapolicy.figures import as_fraction, fraction_text
from slapolicy.spans import Span


_TEN_YEARS = 3_660 * _time.DAY
"""No promise is measured over more, and no outage of a period lasts as long."""


class _Dated(Protocol):
    """A fact with a name and a place in time."""

    @property
    def id(self) -> str | None: ...
    @property
    def start_ticks(self) -> int: ...


_F = TypeVar("_F", bound=_Dated)

_BY_TIME = attrgetter("start_ticks")


def _last_known(
    fact: Outage | Maintenance | Suspension | Unobserved | Ticket,
) -> int:
    """Return the last instant that a fact names."""
    if isinstance(fact, Ticket):
        return max(
            fact.opened_ticks,
            fact.responded_ticks or fact.opened_ticks,
            fact.resolved_ticks or fact.opened_ticks,
        )
    return fact.start_ticks if fact.end_ticks is None else fact.end_ticks


def _time_then_id(fact: _Dated) -> tuple[int, str]:
    """Return what facts are sorted by."""
    return (fact.start_ticks, fact.id or "")


def _named(fact: _F, name: str) -> _F:
    """Return a fact with a name of its own."""
    named = copy.copy(fact)
    object.__setattr__(named, "id", name)
    return named


def _in_order(facts: Iterable[_F], kind: str, path: str) -> tuple[_F, ...]:
    """Return facts by time, then id, each with a name of its own."""
    found = sorted(facts, key=_time_then_id)
    taken = {fact.id for fact in found}
    free = 0
    for place, fact in enumerate(found):
        if fact.id is None:
            # Its place, or the next that no other has: none below is free.
            free = max(free, place) + 1
            while f"{kind}-{free}" in taken:
                free += 1
            found[place] = _named(fact, f"{kind}-{free}")
    seen: set[str | None] = set()
    for fact in found:
        if fact.id in seen:
            RecordError.refuse(
                f"id: {fact.id!r} stands twice; each {kind} needs its own",
                path=path,
            )
        seen.add(fact.id)
    return tuple(found)


def _outages(facts: Iterable[Outage]) -> tuple[Outage, ...]:
    """Return outages in order, each with an id."""
    return _in_order(facts, "outage", "outages")


def _maintenance(facts: Iterable[Maintenance]) -> tuple[Maintenance, ...]:
    """Return maintenance in order, each with an id."""
    return _in_order(facts, "maintenance", "maintenance")


def _suspensions(facts: Iterable[Suspension]) -> tuple[Suspension, ...]:
    """Return suspensions in order, each with an id."""
    return _in_order(facts, "suspension", "suspensions")


def _unobserved(facts: Iterable[Unobserved]) -> tuple[Unobserved, ...]:
    """Return unobserved spans in order, each with an id."""
    return _in_order(facts, "unobserved", "unobserved")


def _requests(facts: Iterable[Requests]) -> tuple[Requests, ...]:
    """Return request counts in order, each with an id."""
    return _in_order(facts, "requests", "requests")


def _samples(facts: Iterable[Sample]) -> tuple[Sample, ...]:
    """Return samples in order, each with an id."""
    return _in_order(facts, "sample", "samples")


def _tickets(facts: Iterable[Ticket]) -> tuple[Ticket, ...]:
    """Return tickets in order, each with an id."""
    return _in_order(facts, "ticket", "tickets")


def _events(facts: Iterable[Event]) -> tuple[Event, ...]:
    """Return events in order, each with an id."""
    return _in_order(facts, "event", "events")


def _claims(facts: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return claims in order, each with an id."""
    return _in_order(facts, "claim", "claims")


Used: TypeAlias = timedelta | Fraction

_Y = TypeVar("_Y")


def _pairs(
    given: Mapping[str, _Y] | Iterable[tuple[str, _Y]],
) -> list[tuple[str, _Y]]:
    """Return named values as pairs, sorted by name."""
    return sorted(
        given.items() if isinstance(given, Mapping) else given,
        key=lambda pair: pair[0],
    )


def _as_excluded(
    given: Mapping[str, Used | int] | Sequence[tuple[str, Used | int]],
) -> tuple[tuple[str, Used], ...]:
    """Return what was used of each pool, by rule."""
    return tuple(
        (
            name,
            used if isinstance(used, timedelta) else as_fraction(used),
        )
        for name, used in _pairs(given)
    )


def _as_breaches(
    given: Mapping[str, Iterable[str]] | Iterable[tuple[str, Iterable[str]]],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the outcomes of earlier periods, by commitment."""
    known = {"met", "breached", "undetermined", "not-applicable"}
    found = tuple((name, tuple(past)) for name, past in _pairs(given))
    for name, past in found:
        for place, outcome in enumerate(past):
            if outcome not in known:
                RecordError.refuse(
                    f"{outcome!r} is no outcome; the outcomes are "
                    f"{', '.join(sorted(known))}",
                    path=f"carried.breaches.{name}[{place}]",
                )
    return found


def _as_values(
    given: Mapping[str, Iterable[Fraction | int | str | None]]
    | Iterable[tuple[str, Iterable[Fraction | int | str | None]]],
) -> tuple[tuple[str, tuple[Fraction | None, ...]], ...]:
    """Return the exact values of earlier periods, by commitment."""
    return tuple(
        (
            name,
            tuple(
                None if value is None else as_fraction(value) for value in past
            ),
        )
        for name, past in _pairs(given)
    )


@final
@attrs.frozen(kw_only=True)
class Carried:
    """
    What earlier periods hand on to this one.

    Args:
        excluded: What each exclusion has used of its pool in the unit that
            contains the period's start: a length or a number, by the
            exclusion's id, else its index from 0.

        credited: Money granted, by the label of a period or of any calendar
            unit.

        breaches: The outcomes of the periods before, newest last, by
            commitment.

        values: The worst exact value of each of these, or None.

    Raises:
        RecordError: If an outcome is none.
    """

    excluded: tuple[tuple[str, Used], ...] = attrs.field(
        default=(), converter=_as_excluded, metadata=MAPPING
    )
    credited: tuple[tuple[str, Money], ...] = attrs.field(
        default=(), converter=as_amounts, metadata=MAPPING
    )
    breaches: tuple[tuple[str, tuple[str, ...]], ...] = attrs.field(
        default=(), converter=_as_breaches, metadata=MAPPING
    )
    values: tuple[tuple[str, tuple[Fraction | None, ...]], ...] = attrs.field(
        default=(), converter=_as_values, metadata=MAPPING
    )

    def to_tree(self) -> dict[str, _tree.Tree]:
        """Return it as documents write it, values as fractions."""
        tree = _tree.tree_of_fields(attrs.evolve(self, values=()))
        if self.values:
            tree["values"] = {
                name: [
                    None if value is None else fraction_text(value)
                    for value in past
                ]
                for name, past in self.values
            }
        return tree


NOTHING_CARRIED = Carried()


@final
@attrs.frozen(kw_only=True)
class Record:
    """
    What happened to one service in one measurement period.

    Facts are kept in order of time, then id; one without an id is called by
    its kind and place in that order, ``outage-1``.

    Args:
        service: Who was served.

        period: One measurement period of the policy, UTC.

        outages: When the service, or a component, was down.

        maintenance: When the provider worked on it.

        suspensions: When it was suspended.

        unobserved: When nobody knows whether it was up.

        requests: How many requests failed.

        samples: Measured values.

        tickets: Requests for support.

        events: What a claim's clock may start from.

        claims: What was asked for, and how it was answered.

        carried: What earlier periods hand on.

    Raises:
        RecordError: If two facts of one kind have the same id, or the period
            or a fact around it is longer than ten years.
    """

    service: Service
    period: Span
    outages: tuple[Outage, ...] = attrs.field(default=(), converter=_outages)
    maintenance: tuple[Maintenance, ...] = attrs.field(
        default=(), converter=_maintenance
    )
    suspensions: tuple[Suspension, ...] = attrs.field(
        default=(), converter=_suspensions
    )
    unobserved: tuple[Unobserved, ...] = attrs.field(
        default=(), converter=_unobserved
    )
    requests: tuple[Requests, ...] = attrs.field(
        default=(), converter=_requests
    )
    samples: tuple[Sample, ...] = attrs.field(default=(), converter=_samples)
    tickets: tuple[Ticket, ...] = attrs.field(default=(), converter=_tickets)
    events: tuple[Event, ...] = attrs.field(default=(), converter=_events)
    claims: tuple[Claim, ...] = attrs.field(default=(), converter=_claims)
    carried: Carried = NOTHING_CARRIED

    def __attrs_post_init__(self) -> None:
        if self.period.length_ticks > _TEN_YEARS:
            RecordError.refuse(
                f"{self.period} is longer than ten years", path="period"
            )
        earliest = self.period.start_ticks - _TEN_YEARS
        latest = self.period.end_ticks + _TEN_YEARS
        for path, facts in (
            ("outages", self.outages),
            ("maintenance", self.maintenance),
            ("suspensions", self.suspensions),
            ("unobserved", self.unobserved),
            ("tickets", self.tickets),
        ):
            if facts and (
                facts[0].start_ticks < earliest
                or max(map(_last_known, facts)) > latest
            ):
                RecordError.refuse(
                    f"a fact reaches more than ten years beyond the period "
                    f"{self.period}; mend its start or its end",
                    path=path,
                )

    @cached_property
    def _flat(self) -> Flat | None:
        """The outages as integers, made when `evaluate` first reads many."""
        return Flat.of(self.outages)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the record's canonical JSON, in hexadecimal."""
        return _tree.digest(self.to_dict())

    def to_dict(self) -> dict[str, _tree.Tree]:
        """Return the record as a document's tree, instants in UTC."""
        return _tree.document_of(self)
