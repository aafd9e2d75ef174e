"""The record as a commitment sees it."""

import enum

from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property
from typing import final

import attrs

from slapolicy._pairs import Pair, clipped, merged, subtracted
from slapolicy._sweep import Down, Merged, Overlap, Starting
from slapolicy.calendars import WorkCalendar
from slapolicy.downtime import (
    Compose,
    CountFrom,
    compose,
    moved_to_clock,
    weighed,
    whole_merges,
)
from slapolicy.errors import PolicyError
from slapolicy.facts import Outage, Record, Ticket
from slapolicy.terms.exchange.decisions import Decision
from slapolicy.terms.exchange.readings import Stretch


@final
class UnobservedAs(enum.Enum):
    """What becomes of time in which nobody looked (design 4.1, step 8)."""

    REMOVED = "removed"
    UP = "up"
    DOWN = "down"
    UNDETERMINED = "undetermined"


@final
@attrs.frozen(kw_only=True)
class Scope:
    """
    Which outages a metric reads, and how they become one down state.

    Args:
        outages: Those in scope, not yet clipped, in order of time.

        components: The names to compose over; empty for the service whole.

        need: How many of them must be down at once.

        count_from: The clock from which an outage counts.

        weighted: Whether impacts weigh.

        overlap: How impacts that overlap weigh together.

        compose: Whether exclusions come before composition, after it, or
            leave an outage whole.

        unobserved: What becomes of unobserved time.
    """

    outages: tuple[Outage, ...] = ()
    components: tuple[str, ...] = ()
    need: int = 1
    count_from: CountFrom = CountFrom.START
    weighted: bool = False
    overlap: Overlap = Overlap.LARGEST
    compose: Compose = Compose.AFTER_EXCLUSIONS
    unobserved: UnobservedAs = UnobservedAs.REMOVED


@final
@attrs.frozen(kw_only=True)
class Window:
    """
    A span to read on its own: the period, or one slice of it.

    Args:
        start: Where it begins.

        end: Where it ends.

        subject: What its reading is called.

        nominal: The length to measure instead of the real one.
    """

    start: int
    end: int
    subject: str
    nominal: int | None = None

    @property
    def length(self) -> int:
        """The microseconds to measure, nominal or real."""
        return self.end - self.start if self.nominal is None else self.nominal


@final
@attrs.frozen(kw_only=True)
class View:
    """
    The record as one commitment sees it.

    Args:
        record: The facts.

        start: Where the period begins.

        end: Where the period ends.

        label: What the period is called.

        zone: The IANA zone of the agreement.

        as_of: The instant from which everything is seen.

        windows: The spans to read: the period, or slices of it.

        calendars: The policy's work calendars by name.

        scope: The outages that the metric reads; None if it reads none.
    """

    record: Record
    start: int
    end: int
    label: str
    zone: str
    as_of: int
    windows: tuple[Window, ...]
    calendars: tuple[tuple[str, WorkCalendar], ...] = ()
    scope: Scope = Scope()

    @cached_property
    def downs(self) -> tuple[Down, ...]:
        """The outages in scope with their clocks moved (steps 1 and 2)."""
        scope = self.scope
        found = []
        for outage in scope.outages:
            if outage.start_ticks >= self.as_of:
                break
            span = moved_to_clock(outage, scope.count_from, self.as_of)
            if span is not None:
                found.append(
                    Down(
                        span[0],
                        span[1],
                        outage.component,
                        outage.impact,
                        outage.id or "",
                    )
                )
        return tuple(found)

    @cached_property
    def by_start(self) -> Starting:
        """The same outages, to be found by when they start."""
        return Starting(self.downs)

    @cached_property
    def named(self) -> dict[str | None, tuple[int, Outage]]:
        """The outages in scope by their ids, each with its place."""
        return {
            one.id: (place, one)
            for place, one in enumerate(self.scope.outages)
        }

    @cached_property
    def tickets(self) -> dict[str | None, Ticket]:
        """The tickets by their ids."""
        return {one.id: one for one in self.record.tickets}

    @cached_property
    def _in_scope(self) -> frozenset[str | None]:
        """The metric's components, and None."""
        return frozenset({None, *self.scope.components})

    @cached_property
    def _calendars(self) -> dict[str, WorkCalendar]:
        """The policy's work calendars, to be found by name."""
        return dict(self.calendars)

    @cached_property
    def unclocked(self) -> tuple[str, ...]:
        """The outages whose clock is missing or starts after their end."""
        count_from = self.scope.count_from
        return tuple(
            outage.id or ""
            for outage in self.scope.outages
            if outage.start_ticks < self.as_of
            and moved_to_clock(outage, count_from, self.as_of) is None
        )

    @cached_property
    def unobserved(self) -> tuple[Pair, ...]:
        """Time of which nothing is known, less every outage as recorded."""
        dark = merged(
            (one.start_ticks, one.end_ticks)
            for one in self.record.unobserved
            if one.start_ticks < self.as_of
        )
        if not dark:
            return ()
        known = merged(
            (
                one.start_ticks,
                self.as_of if one.end_ticks is None else one.end_ticks,
            )
            for one in self.scope.outages
            if one.start_ticks < self.as_of
        )
        return tuple(subtracted(dark, known))

    @cached_property
    def joined(self) -> tuple[Down, ...]:
        """
        The outages that are merged.

        Where unobserved time counts as down it joins as outages of all
        components.
        """
        if self.scope.unobserved is not UnobservedAs.DOWN:
            return self.downs
        return self.downs + tuple(
            Down(start, end, None, Fraction(1), one.id or "")
            for one in self.record.unobserved
            for start, end in clipped(
                self.unobserved, one.start_ticks, one.end_ticks
            )
        )

    def stretches(self, made: Iterable[Decision]) -> tuple[Stretch, ...]:
        """
        Return the downtime that *made* leaves, merged (steps 3 and 4).

        Args:
            made: The decisions of the exclusions.
        """
        scope, downs = self.scope, self.joined
        whole: set[str] = set()
        spans: dict[str | None, list[Pair]] = {}
        for decision in made:
            if decision.outage is not None:
                whole.add(decision.outage)
            elif decision.spans:
                spans.setdefault(decision.component, []).extend(decision.spans)
        excused = {name: merged(pairs) for name, pairs in spans.items()}
        if scope.compose is Compose.WHOLE:
            found = whole_merges(downs, whole, excused, scope.components)
        else:
            found = compose(
                downs,
                whole,
                excused,
                components=scope.components,
                need=scope.need,
                overlap=scope.overlap if scope.weighted else None,
                before=scope.compose is Compose.BEFORE_EXCLUSIONS,
            )
        return tuple(_as_stretch(one) for one in found)

    def is_open(self, stretch: Stretch, made: Iterable[Decision]) -> bool:
        """
        Whether an outage in a stretch has not ended.

        Args:
            stretch: Downtime that *made* leaves.

            made: The decisions of the exclusions.
        """
        if not stretch.start < self.as_of <= stretch.end:
            return False
        excluded = {one.outage for one in made}
        return any(
            one.end_ticks is None
            and one.start_ticks < self.as_of
            and one.id not in excluded
            for one in self.scope.outages
        )

    def sees(self, component: str | None) -> bool:
        """
        Whether a fact about *component* is in the metric's scope.

        Args:
            component: A component's name, or None for the whole service.
        """
        return not self.scope.components or component in self._in_scope

    def calendar(self, name: str | None) -> WorkCalendar:
        """
        Return the work calendar of that name.

        Args:
            name: Its name; None where the policy has just one.

        Raises:
            PolicyError: If there is none, or None could mean several.
        """
        known = None if name is None else self._calendars.get(name)
        return known or calendar_of(self.calendars, name)


def calendar_of(
    calendars: tuple[tuple[str, WorkCalendar], ...], name: str | None
) -> WorkCalendar:
    """
    Return the work calendar of that name among *calendars*.

    Args:
        calendars: Calendars by name.

        name: Its name; None where there is just one.

    Raises:
        PolicyError: If there is none, or None could mean several.
    """
    if name is None and len(calendars) == 1:
        return calendars[0][1]
    for known, calendar in calendars:
        if known == name:
            return calendar
    names = ", ".join(known for known, _ in calendars) or "none"
    PolicyError.refuse(
        f"no calendar {name!r}; the policy has: {names}"
        if name is not None
        else f"a calendar must be named; the policy has: {names}"
    )


def _as_stretch(one: Merged) -> Stretch:
    """Return a merged stretch as what the rules hand each other."""
    counted = weighed(one.pieces, one.weights)
    return Stretch(
        one.name, one.start, one.end, one.pieces, counted, one.weights
    )
