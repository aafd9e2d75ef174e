"""Several sources about one service, merged by a rule that the caller names."""

import enum

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import itemgetter, or_
from typing import final

import attrs

from slapolicy import _time
from slapolicy._pairs import START, Pair, clipped, merged, subtracted
from slapolicy.errors import RecordError
from slapolicy.facts import Maintenance, Outage, Unobserved
from slapolicy.sources.imports import History, Import, down_pair
from slapolicy.spans import SpanSet


_MOST = 500_000
"""How often what concerns everything stands in a merged import."""

_END = itemgetter(1)


@final
class MergeRule(enum.Enum):
    """What is true where sources differ."""

    UNION = "union"
    """Down where any of them says so."""

    PREFER = "prefer"
    """As the first says that was watching; the others fill its gaps."""

    AGREE = "agree"
    """Down where all say so that were watching."""


def merge(*imports: Import, rule: MergeRule | str) -> Import:
    """
    Return what several imports say together, subject by subject.

    Whatever the rule, what one of them observed was observed, and
    maintenance of any of them is maintenance: it is announced, not observed.
    A fact that stands in several, with one id or as the same maintenance,
    stands once.

    Args:
        *imports: What is merged; for ``prefer`` the one to trust first.
            Subjects are the same if they bear one name; see
            `Import.renamed`.

        rule: ``union``, ``prefer`` or ``agree``.

    Raises:
        ValueError: If there is no such rule.

        RecordError: If more concerns everything than can be told of each of
            so many subjects.
    """
    chosen = MergeRule(rule)
    subjects = {one.subject for each in imports for one in each.histories}
    _refuse_many(imports, len(subjects - {None}))
    return Import(
        source="+".join(dict.fromkeys(one.source for one in imports)),
        histories=[
            _merged(subject, [one.history(subject) for one in imports], chosen)
            for subject in subjects
            # What concerns everything stands in each subject's history.
            if subject is not None or subjects == {None}
        ],
    )


def _refuse_many(imports: Iterable[Import], subjects: int) -> None:
    """Raise if what concerns everything is too much for each subject."""
    general = [one.history(None) for one in imports]
    shared = sum(
        len(one.outages) + len(one.maintenance) + len(one.unobserved)
        for one in general
    )
    if shared * subjects > _MOST:
        RecordError.refuse(
            f"{shared} facts about everything are {shared * subjects} of "
            f"{subjects} subjects, and at most {_MOST} are told; take some "
            f"subjects of each import, `of(...)`, and merge those"
        )


def _merged(
    subject: str | None, histories: Sequence[History], rule: MergeRule
) -> History:
    """Return the histories of one subject as one."""
    observed = _union(one.observed for one in histories)
    return History(
        subject=subject,
        coverage=observed,
        outages=_outages(histories, rule),
        maintenance=_maintenance(histories),
        unobserved=_gaps(histories, observed),
    )


def _union(sets: Iterable[SpanSet]) -> SpanSet:
    """Return the instants that lie in any of the sets."""
    return reduce(or_, sets, SpanSet.empty())


def _outages(
    histories: Sequence[History], rule: MergeRule
) -> Iterator[Outage]:
    """Yield what is left of the outages of each history."""
    up = _union(one.observed - one.down for one in histories)
    denied = SpanSet.empty()
    found: dict[str | None, Outage] = {}
    for one in histories:
        for outage in one.outages:
            if rule is MergeRule.UNION:
                pieces = [outage]
            elif rule is MergeRule.AGREE:
                pieces = _less(outage, up)
            else:
                pieces = _less(outage, denied)
            for piece in pieces:
                before = found.get(piece.id)
                if before is None or before.end_ticks is None:
                    found[piece.id] = piece
        denied |= one.observed
    yield from found.values()


def _less(outage: Outage, denied: SpanSet) -> list[Outage]:
    """Return the parts of an outage outside of *denied*."""
    whole = merged([down_pair(outage)])
    left = _rest(whole, denied.pairs)
    if left == whole:
        return [outage]
    return [
        attrs.evolve(
            outage,
            id=f"{outage.id}#{number}",
            start=start,
            end=None if end == _time.LAST else end,
        )
        for number, (start, end) in enumerate(left, 1)
    ]


def _rest(whole: Sequence[Pair], taken: Sequence[Pair]) -> list[Pair]:
    """Return what *taken* leaves of one pair, or of none."""
    near = [pair for one in whole for pair in clipped(taken, *one)]
    return subtracted(whole, near)


def _maintenance(histories: Sequence[History]) -> Iterator[Maintenance]:
    """Yield the maintenance of all, the same window once."""
    windows: dict[tuple[int, int, str], Maintenance] = {}
    for one in histories:
        for fact in one.maintenance:
            window = (fact.start_ticks, fact.end_ticks, fact.kind)
            before = windows.get(window)
            if before is None or before.announced_ticks is None:
                windows[window] = fact
    # The same id with another window is what a newer export says.
    yield from {fact.id: fact for fact in windows.values()}.values()


def _gaps(
    histories: Sequence[History], observed: SpanSet
) -> Iterator[Unobserved]:
    """Yield the gaps in which none of them was watching."""
    seen = list(observed.pairs)
    for one in histories:
        for gap in one.unobserved:
            pair = (gap.start_ticks, gap.end_ticks)
            left = _rest(merged([pair]), seen)
            _add(seen, pair)
            for number, (start, end) in enumerate(left, 1):
                id_ = gap.id if (start, end) == pair else f"{gap.id}#{number}"
                yield attrs.evolve(gap, id=id_, start=start, end=end)


def _add(pairs: list[Pair], pair: Pair) -> None:
    """Put a pair into a canonical list."""
    start, end = pair
    first = bisect_left(pairs, start, key=_END)
    last = bisect_right(pairs, end, key=START)
    pairs[first:last] = merged([*pairs[first:last], pair])
