"""What readers of exports have in common: they gather facts by subject."""

from collections.abc import Callable, Collection, Iterable
from fractions import Fraction
from typing import NoReturn, TypeAlias, TypeVar, final

import attrs

from slapolicy import _time
from slapolicy._pairs import Pair
from slapolicy.documents.positions import UNFIT
from slapolicy.facts import Maintenance, Outage, Unobserved
from slapolicy.sources.imports import History, Import
from slapolicy.spans import Span, SpanSet


#: Raises that an export does not read at a place, with this message.
Refusal: TypeAlias = Callable[[str], NoReturn]

_LONGEST_NOTE = 500
_FULL = Fraction(1)

_F = TypeVar("_F", Outage, Maintenance, Unobserved)


def fit(text: str) -> str:
    """
    Return a stranger's text without what no document can hold.

    Args:
        text: The text.
    """
    return UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)


def note_of(*parts: str | None) -> str | None:
    """
    Return what a source says beside the facts as one note.

    Args:
        *parts: Texts, of which some may be missing.
    """
    if not any(parts):
        return None
    text = ": ".join(filter(None, (fit(one or "").strip() for one in parts)))
    if len(text) > _LONGEST_NOTE:
        text = f"{text[:_LONGEST_NOTE]}…"
    return text or None


@final
@attrs.define
class _Found:
    """What was found so far about one subject, facts by their ids."""

    coverage: list[Pair] = attrs.field(factory=list)
    outages: dict[str, Outage] = attrs.field(factory=dict)
    maintenance: dict[str, Maintenance] = attrs.field(factory=dict)
    unobserved: dict[str, Unobserved] = attrs.field(factory=dict)


@final
class Gather:
    """
    The facts of exports in the making.

    A fact that comes twice, from exports that overlap, is kept once: as it
    is known to have ended, else as it was read last.

    Args:
        source: The name of the source, which all ids begin with.

        within: Facts that neither overlap nor touch this span are left out
            as they come, so that they need no memory.

        only: The subjects that are wanted; empty for all.
    """

    def __init__(
        self,
        source: str,
        within: Span | None = None,
        only: Collection[str] = (),
    ) -> None:
        self.source = source
        self._only = frozenset(only)
        bounds = within or Span.of_ticks(_time.FIRST, _time.LAST)
        self._low, self._high = bounds.start_ticks, bounds.end_ticks
        self._found: dict[str | None, _Found] = {}
        self._owners: dict[tuple[str, str], str | None] = {}

    def wants(self, subject: str | None) -> bool:
        """
        Whether facts about a subject are wanted.

        Args:
            subject: What the source calls it; None for all that it watches.
        """
        return not self._only or subject is None or subject in self._only

    def covers(
        self, subject: str | None, start: int, end: int, *, refuse: Refusal
    ) -> None:
        """
        Note that the export speaks for a span, and so for its subject.

        Args:
            subject: What the source calls it; None for all that it watches.

            start: Microseconds since the epoch, UTC.

            end: The end of the span.

            refuse: Raises that the export says what cannot be.

        Raises:
            DocumentError: If it ends before it starts, or after the year
                9999.
        """
        _check(start, end, refuse)
        self._of(subject).coverage.append((start, end))

    def outage(
        self,
        subject: str | None,
        id_: str,
        start: int,
        end: int | None,
        *,
        refuse: Refusal,
        impact: Fraction = _FULL,
        detected: int | None = None,
        cause: str | None = None,
        note: str | None = None,
    ) -> None:
        """
        Note an outage.

        Args:
            subject: What was down; None for all that the source watches.

            id_: Its id in the source.

            start: When it began, microseconds since the epoch, UTC.

            end: When it was over; None while it lasts.

            refuse: Raises that the export says what cannot be.

            impact: The share of the subject that was out.

            detected: When the source was sure.

            cause: Whose fault it was, if the source says so.

            note: What else the source says.

        Raises:
            DocumentError: If it ends before it starts, or after the year
                9999.
        """
        if not self.is_near(subject, start, end, refuse):
            return
        name = self._id("outage", id_, subject)
        fact = Outage(
            id=name,
            start=start,
            end=end,
            impact=impact,
            detected=detected,
            source=self.source,
            note=note,
        )
        if cause is not None:
            fact = attrs.evolve(fact, cause=cause)
        known = self._of(subject).outages
        before = known.get(name)
        if before is None or before.end_ticks is None or end is not None:
            known[name] = fact

    def maintenance(
        self,
        subject: str | None,
        id_: str,
        start: int,
        end: int,
        *,
        refuse: Refusal,
        announced: int | None = None,
        kind: str = "planned",
        note: str | None = None,
    ) -> None:
        """
        Note maintenance.

        Args:
            subject: What was worked on; None for all that is watched.

            id_: Its id in the source.

            start: When it began, microseconds since the epoch, UTC.

            end: When it was over.

            refuse: Raises that the export says what cannot be.

            announced: When customers were told.

            kind: ``planned`` or ``urgent``.

            note: What else the source says.

        Raises:
            DocumentError: If it ends before it starts, or after the year
                9999.
        """
        if not self.is_near(subject, start, end, refuse):
            return
        name = self._id("maintenance", id_, subject)
        fact = Maintenance(
            id=name,
            start=start,
            end=end,
            announced=announced,
            kind=kind,
            note=note,
        )
        self._of(subject).maintenance[name] = fact

    def unobserved(
        self,
        subject: str | None,
        id_: str,
        start: int,
        end: int,
        *,
        refuse: Refusal,
        reason: str,
    ) -> None:
        """
        Note that a subject was not watched.

        Args:
            subject: What was not watched; None for all.

            id_: An id for it that nothing else has.

            start: When it began, microseconds since the epoch, UTC.

            end: When it was over.

            refuse: Raises that the export says what cannot be.

            reason: Why.

        Raises:
            DocumentError: If it ends before it starts, or after the year
                9999.
        """
        if start == end or not self.is_near(subject, start, end, refuse):
            return
        name = self._id("unobserved", id_, subject)
        fact = Unobserved(id=name, start=start, end=end, reason=reason)
        self._of(subject).unobserved[name] = fact

    def finish(self) -> Import:
        """Return what was gathered."""
        return Import(
            source=self.source,
            histories=[
                History(
                    subject=subject,
                    coverage=SpanSet.of_pairs(found.coverage),
                    outages=_in_order(found.outages.values()),
                    maintenance=_in_order(found.maintenance.values()),
                    unobserved=_in_order(found.unobserved.values()),
                )
                for subject, found in self._found.items()
            ],
        )

    def _of(self, subject: str | None) -> _Found:
        """Return what was found about a subject."""
        name = fit(subject) if subject else None
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = _Found()
        return found

    def _id(self, kind: str, id_: str, subject: str | None) -> str:
        """Return the id of a fact, which no fact of another subject has."""
        whole = f"{self.source}:{fit(id_)}"
        owner = self._owners.setdefault((kind, whole), subject)
        return whole if owner == subject else f"{whole}@{fit(subject or '')}"

    def is_near(
        self,
        subject: str | None,
        start: int,
        end: int | None,
        refuse: Refusal,
    ) -> bool:
        """
        Whether a fact that begins and ends so is wanted.

        Args:
            subject: What it is about; None for all that is watched.

            start: When it began, microseconds since the epoch, UTC.

            end: When it was over; None while it lasts.

            refuse: Raises that the export says what cannot be.

        Raises:
            DocumentError: If it ends before it starts, or after the year
                9999.
        """
        _check(start, end, refuse)
        if not self.wants(subject):
            return False
        return start <= self._high and (end is None or self._low <= end)


def _check(start: int, end: int | None, refuse: Refusal) -> None:
    """Refuse what no fact can be: it ends too early, or too late."""
    if end is None:
        return
    if end > _time.LAST:
        refuse("ends after the year 9999")
    if end < start:
        refuse(f"ends {_time.iso(end)}, before it starts {_time.iso(start)}")


def _in_order(facts: Iterable[_F]) -> list[_F]:
    """Return facts by time, then id."""
    return sorted(facts, key=lambda one: (one.start_ticks, one.id or ""))
