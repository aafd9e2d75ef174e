"""
What an export says: facts, and the span that it can speak for.

An export that was cut off looks like one in which nothing happened. So each
import knows its coverage, and what of a period lies outside of it becomes
unobserved time in the record.
"""

import itertools

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, reduce
from operator import and_
from typing import TypeVar, final

import attrs

from slapolicy import _time
from slapolicy._pairs import Pair, merged
from slapolicy.errors import DocumentError, RecordError
from slapolicy.facts import (
    Maintenance,
    Outage,
    Record,
    Service,
    Unobserved,
)
from slapolicy.spans import Span, SpanSet


_F = TypeVar("_F", Outage, Maintenance, Unobserved)
_P = TypeVar("_P", Outage, Maintenance)


def _as_outages(facts: Iterable[Outage]) -> tuple[Outage, ...]:
    """Return outages as a tuple."""
    return tuple(facts)


def _as_maintenance(facts: Iterable[Maintenance]) -> tuple[Maintenance, ...]:
    """Return maintenance as a tuple."""
    return tuple(facts)


def _as_unobserved(facts: Iterable[Unobserved]) -> tuple[Unobserved, ...]:
    """Return unobserved spans as a tuple."""
    return tuple(facts)


@final
@attrs.frozen(kw_only=True)
class History:
    """
    What is known of one monitor, host or component of a status page.

    Args:
        subject: What the source calls it; None for all that it watches.

        coverage: The span that the source can speak for: where it names
            neither an outage nor a gap, there was none.

        outages: When it was down.

        maintenance: When somebody worked on it.

        unobserved: Gaps whose reason is known: the monitor was paused.
    """

    subject: str | None = None
    coverage: SpanSet = attrs.field(factory=SpanSet.empty)
    outages: tuple[Outage, ...] = attrs.field(
        default=(), converter=_as_outages
    )
    maintenance: tuple[Maintenance, ...] = attrs.field(
        default=(), converter=_as_maintenance
    )
    unobserved: tuple[Unobserved, ...] = attrs.field(
        default=(), converter=_as_unobserved
    )

    @property
    def down(self) -> SpanSet:
        """When it was down; to the end of time while an outage lasts."""
        return SpanSet.of_pairs(map(down_pair, self.outages))

    @property
    def gaps(self) -> SpanSet:
        """When it was not watched, for a reason that is known."""
        return SpanSet.of_pairs(
            (one.start_ticks, one.end_ticks) for one in self.unobserved
        )

    @property
    def observed(self) -> SpanSet:
        """When it is known whether it was up."""
        return (self.coverage - self.gaps) | self.down


def down_pair(outage: Outage) -> Pair:
    """
    Return from when to when something was down.

    Args:
        outage: The outage; one that lasts ends with time itself.
    """
    end = outage.end_ticks
    return outage.start_ticks, _time.LAST if end is None else end


def _by_subject(histories: Iterable[History]) -> tuple[History, ...]:
    """Return histories by subject, that of everything first."""
    found = sorted(histories, key=lambda one: one.subject or "")
    for one, other in itertools.pairwise(found):
        if one.subject == other.subject:
            RecordError.refuse(
                f"{one.subject!r} has two histories; merge imports by a rule"
            )
    return tuple(found)


@final
@attrs.frozen(kw_only=True)
class Import:
    """
    What one source, or several, say about what they watch.

    Each fact's ``id`` begins with the source's name and goes on with the
    source's own id, ``zabbix:5000``; an outage's ``source`` is that name.

    Args:
        source: What told it: ``statuspage``.

        histories: What is known of each subject.

    Raises:
        RecordError: If a subject has two histories.
    """

    source: str
    histories: tuple[History, ...] = attrs.field(
        default=(), converter=_by_subject
    )

    @property
    def subjects(self) -> tuple[str, ...]:
        """What the source calls the things it watches, sorted."""
        return tuple(
            one.subject for one in self.histories if one.subject is not None
        )

    @property
    def outages(self) -> tuple[Outage, ...]:
        """All outages, each of the component that the source names."""
        return tuple(self._outages(named=True))

    @property
    def maintenance(self) -> tuple[Maintenance, ...]:
        """All maintenance, each of the component that the source names."""
        return tuple(self._maintenance(named=True))

    def _outages(self, *, named: bool) -> Iterator[Outage]:
        """Yield all outages, with their components or without."""
        for one in self.histories:
            yield from _about(one.outages, one.subject if named else None)

    def _maintenance(self, *, named: bool) -> Iterator[Maintenance]:
        """Yield all maintenance, with its components or without."""
        for one in self.histories:
            yield from _about(one.maintenance, one.subject if named else None)

    @property
    def unobserved(self) -> tuple[Unobserved, ...]:
        """All gaps whose reason is known."""
        return tuple(fact for one in self.histories for fact in one.unobserved)

    @property
    def coverage(self) -> SpanSet:
        """The span for which it can speak about every subject."""
        own = [self._known[one].coverage for one in self.subjects]
        general = self._own(None).coverage
        return general | reduce(and_, own) if own else general

    @cached_property
    def _known(self) -> Mapping[str | None, History]:
        """The histories by their subjects."""
        return {one.subject: one for one in self.histories}

    def _own(self, subject: str | None) -> History:
        """Return what concerns a subject alone."""
        return self._known.get(subject, History(subject=subject))

    def history(self, subject: str | None) -> History:
        """
        Return all that concerns a subject.

        What concerns everything gets ids that end in ``@`` and the subject.

        Args:
            subject: What the source calls it; None for what concerns all.
        """
        general = self._own(None)
        if subject is None:
            return general
        own = self._own(subject)
        return History(
            subject=subject,
            coverage=general.coverage | own.coverage,
            outages=[*own.outages, *_of_all(general.outages, subject)],
            maintenance=[
                *own.maintenance,
                *_of_all(general.maintenance, subject),
            ],
            unobserved=[
                *own.unobserved,
                *_of_all(general.unobserved, subject),
            ],
        )

    def of(self, *subjects: str, absent_ok: bool = False) -> "Import":
        """
        Return what concerns some subjects only.

        Args:
            *subjects: What the source calls them.

            absent_ok: Whether one that the export does not name is fine: a
                status page names only what had an incident.

        Raises:
            DocumentError: If the export does not name one.
        """
        known = self._known
        found = [known[None]] if None in known else []
        for subject in dict.fromkeys(subjects):
            if subject not in known and not absent_ok:
                there = ", ".join(map(repr, self.subjects)) or "nothing"
                DocumentError.refuse(
                    f"{self.source} names no {subject!r}; it names {there}"
                )
            found.append(self._own(subject))
        return attrs.evolve(self, histories=found)

    def renamed(self, names: Mapping[str | None, str]) -> "Import":
        """
        Return the same with other names for subjects.

        Args:
            names: New names by old ones; None for what concerns all.

        Raises:
            RecordError: If two subjects would have one name.
        """
        return attrs.evolve(
            self,
            histories=[
                attrs.evolve(one, subject=names.get(one.subject, one.subject))
                for one in self.histories
            ],
        )

    def vouched(self, span: Span) -> "Import":
        """
        Return the same, speaking for a span because the caller says so.

        Gaps that the source itself names stay.

        Args:
            span: The span for which the export is known to be complete.
        """
        found = self.histories
        if all(one.subject is not None for one in found):
            found = (History(), *found)
        return attrs.evolve(
            self,
            histories=[
                attrs.evolve(one, coverage=one.coverage | SpanSet.of(span))
                for one in found
            ],
        )

    def record(
        self, service: Service, period: Span, *, source: str | None = None
    ) -> Record:
        """
        Return what it says of a period as a record.

        One subject is the service itself; several are its components, under
        the names that the source has for them. Time that some of them was
        not observed is unobserved.

        Args:
            service: Who was served; its components, if it has any, must
                bear the names of the subjects.

            period: One measurement period of the policy.

            source: What outages name as their source instead.

        Raises:
            RecordError: If a subject is none of the service's components, or
                a fact reaches more than ten years beyond the period.
        """
        known = service.components
        if known and (strangers := sorted({*self.subjects} - {*known})):
            RecordError.refuse(
                f"{strangers[0]!r} is none of the service's components, "
                f"which are {', '.join(known)}; rename it, or leave it out",
                path="service.components",
            )
        named = bool(known) or len(self.subjects) > 1
        outages, reach = _reaching(self._outages(named=named), period)
        if source is not None:
            outages = [attrs.evolve(one, source=source) for one in outages]
        gaps = [one for one in self.unobserved if _meets(one, period)]
        return Record(
            service=service,
            period=period,
            outages=outages,
            maintenance=[
                one
                for one in self._maintenance(named=named)
                if _meets(one, reach)
            ],
            unobserved=[*gaps, *self._uncovered(known, period)],
        )

    def _uncovered(
        self, components: tuple[str, ...], period: Span
    ) -> Iterator[Unobserved]:
        """Yield the parts of a period for which it cannot speak."""
        whole = SpanSet.of(period)
        untold = [
            pair
            for subject in components or self.subjects or (None,)
            for pair in (whole - _told(self._own(subject))).pairs
        ]
        missing = SpanSet.of_pairs(untold) - _told(self._own(None))
        for number, span in enumerate(missing, 1):
            yield Unobserved(
                id=f"{self.source}:uncovered/{number}",
                start=span.start_ticks,
                end=span.end_ticks,
                reason=f"{self.source} does not speak for this time",
            )


def _told(history: History) -> SpanSet:
    """Return the span for which a history says something."""
    return history.coverage | history.gaps | history.down


def _of_all(facts: Iterable[_F], subject: str) -> Iterator[_F]:
    """Yield facts that concern everything as facts about one subject."""
    for one in facts:
        yield attrs.evolve(one, id=f"{one.id}@{subject}")


def _about(facts: Iterable[_P], component: str | None) -> Iterator[_P]:
    """Yield facts as facts about a component, or None for the service."""
    for one in facts:
        if one.component == component:
            yield one
        else:
            yield attrs.evolve(one, component=component)


def _meets(fact: Maintenance | Unobserved, span: Span) -> bool:
    """Whether a fact shares an instant with a span."""
    return (
        fact.start_ticks < span.end_ticks and span.start_ticks < fact.end_ticks
    )


def _reaching(
    given: Iterable[Outage], period: Span
) -> tuple[list[Outage], Span]:
    """
    Return the outages that matter in a period, and the span they lie in.

    Outages that touch are one before they are clipped, so one before the
    period matters if others lead from it into the period.
    """
    low, high = period.start_ticks, period.end_ticks
    outages = list(given)
    pairs = [
        (
            one.start_ticks,
            max(one.start_ticks, high)
            if one.end_ticks is None
            else one.end_ticks,
        )
        for one in outages
    ]
    for start, end in merged(pairs):
        if start < period.end_ticks and period.start_ticks < end:
            low, high = min(low, start), max(high, end)
    found = [one for one in outages if low <= one.start_ticks < high]
    return found, Span.of_ticks(low, high)
