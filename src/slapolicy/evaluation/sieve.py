"""
Which outage time counts, with each rule asked once about facts of one kind.

Where a rule looks at nothing but a fact's cause, source or kind, what it
said once holds for all facts alike: it is asked about a made-up fact, and
its answer is remembered. The rule itself is written in `terms.exclusions`
and nowhere else.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias, TypeVar, final

from slapolicy._pairs import Pair, merged
from slapolicy.evaluation.probing import probe
from slapolicy.evaluation.promises import Promise
from slapolicy.evaluation.sight import Sight
from slapolicy.facts import Maintenance, Outage, Record, Service
from slapolicy.spans import Span
from slapolicy.terms.exchange import View
from slapolicy.terms.exclusions import (
    CauseExclusion,
    MaintenanceExclusion,
    SourceExclusion,
)


Edges: TypeAlias = tuple[Sequence[int], Sequence[int]]
"""Starts and ends of outages that are not excluded as a whole, each for
themselves because integers are nothing to the garbage collector."""

Kept: TypeAlias = tuple[Sequence[int], Sequence[int], list[Pair]]
"""The same, and excused time."""

_MOST = 4096
_MANY = 20_000
"""From so many outages on they are read as integers: fewer are at hand in a
processor's caches, and to make integers of them first takes twice as long."""

_EARLY, _LATE = 20_000_000_000_000, 20_003_600_000_000


_K = TypeVar("_K")


@final
class _Answers(dict[_K, bool]):
    """What rules said of each kind of fact; asked at the first of a kind."""

    def __init__(self, ask: Callable[[_K], bool]) -> None:
        super().__init__()
        self.ask = ask

    def __missing__(self, kind: _K) -> bool:
        if len(self) >= _MOST:
            self.clear()
        answer = self[kind] = self.ask(kind)
        return answer


@final
class Sieve:
    """
    The exclusions of a promise, asked once about each kind of fact.

    Args:
        promise: A promise whose rules look at nothing but this period.
    """

    def __init__(self, promise: Promise) -> None:
        self.promise = promise
        given = tuple(rule for _, rule in promise.exclusions)
        self.whole: tuple[CauseExclusion | SourceExclusion, ...] = tuple(
            one
            for one in given
            if isinstance(one, (CauseExclusion, SourceExclusion))
        )
        self.reads_source: bool = any(
            isinstance(one, SourceExclusion) for one in given
        )
        timed = [one for one in given if isinstance(one, MaintenanceExclusion)]
        self.timed: tuple[MaintenanceExclusion, ...] = tuple(
            one for one in timed if one.asks_for_kind_alone
        )
        self.asked: tuple[MaintenanceExclusion, ...] = tuple(
            one for one in timed if not one.asks_for_kind_alone
        )
        self.by_cause: _Answers[str] = _Answers(
            lambda cause: self._drops(cause, None)
        )
        self.by_source: _Answers[tuple[str, str | None]] = _Answers(
            lambda pair: self._drops(*pair)
        )
        self.by_kind: _Answers[str] = _Answers(self._excuses)

    def drops(self, cause: str, source: str | None) -> bool:
        """
        Whether an outage is excluded as a whole.

        Args:
            cause: Its cause.

            source: What told of it.
        """
        if self.reads_source:
            return self.by_source[cause, source]
        return bool(self.whole) and self.by_cause[cause]

    def sift(self, sight: Sight) -> Kept | None:
        """
        Return what is left of a record's outages, and what is excused.

        Args:
            sight: A record without suspensions, looked at through the
                policy.

        Returns:
            None where a fact is about a component, still open, or has sums
            of its own; outages in order of time, excused time canonical.
        """
        record, as_of = sight.record, sight.as_of
        kept = self._kept(record, as_of)
        if kept is None:
            return None
        starts, ends = kept
        if not record.maintenance:
            return starts, ends, []
        excused = self._excused(record, as_of)
        if excused is None:
            return None
        if self.asked:
            excused += self._of_asked(sight.view(self.promise))
        return starts, ends, merged(excused) if len(excused) > 1 else excused

    def _kept(self, record: Record, as_of: int) -> Edges | None:
        """Return outages that are not excluded as a whole."""
        outages = record.outages
        if len(outages) >= _MANY:
            flat = record._flat  # noqa: SLF001 # nobody else has use for it
            return None if flat is None else flat.kept(self.drops, as_of)
        starts: list[int] = []
        ends: list[int] = []
        by_cause, by_source = self.by_cause, self.by_source
        reads_source, whole = self.reads_source, self.whole
        for one in outages:
            end = one.end_ticks
            if end is None or one.component is not None or one.amounts:
                return None
            start = one.start_ticks
            if reads_source:
                if by_source[one.cause, one.source]:
                    continue
            elif whole and by_cause[one.cause]:
                continue
            if start < end and start < as_of:
                starts.append(start)
                ends.append(end)
        return starts, ends

    def _excused(self, record: Record, as_of: int) -> list[Pair] | None:
        """Return maintenance that excuses by its kind alone."""
        excused: list[Pair] = []
        by_kind = self.by_kind
        for one in record.maintenance:
            if one.component is not None:
                return None
            start, end = one.start_ticks, one.end_ticks
            if start < end and start < as_of and by_kind[one.kind]:
                excused.append((start, end))
        return excused

    def _of_asked(self, view: View) -> Iterable[Pair]:
        """Yield what those rules excuse that look at more than the kind."""
        for rule in self.asked:
            for decision in rule.excuse(view, None):
                yield from decision.spans

    def _drops(self, cause: str, source: str | None) -> bool:
        """Whether a rule excludes outages with that cause and source."""
        outage = Outage(start=_EARLY, end=_LATE, cause=cause, source=source)
        view = _view(outages=[outage])
        return any(rule.excuse(view, None) for rule in self.whole)

    def _excuses(self, kind: str) -> bool:
        """Whether a rule excuses the time of maintenance of that kind."""
        one = Maintenance(start=_EARLY, end=_LATE, kind=kind)
        view = _view(maintenance=[one])
        return any(
            decision.held
            for rule in self.timed
            for decision in rule.excuse(view, None)
        )


def _view(
    *,
    outages: Iterable[Outage] = (),
    maintenance: Iterable[Maintenance] = (),
) -> View:
    """Return a made-up record as a commitment sees it."""
    record = Record(
        service=Service(id="service"),
        period=Span.of_ticks(_EARLY, _LATE),
        outages=outages,
        maintenance=maintenance,
    )
    return probe(record, _EARLY, _LATE)
