"""The short way to an answer, over columns instead of records."""

import datetime as dt

from collections.abc import Callable, Iterable
from typing import TypeAlias, TypeVar, final

import pyarrow as pa
import pyarrow.compute as pc

from slapolicy import _time
from slapolicy.arrow.answers import Answers, Ending
from slapolicy.arrow.claims import Desk, Seen
from slapolicy.arrow.closer import odd_rows
from slapolicy.arrow.columns import Columns
from slapolicy.arrow.rows import TOO_MUCH, looked_at
from slapolicy.arrow.timeline import Timeline
from slapolicy.errors import SlaPolicyError
from slapolicy.evaluation import evaluate
from slapolicy.evaluation.plan import Plan
from slapolicy.evaluation.quick import Place, Quick, Track
from slapolicy.facts import Record, Service
from slapolicy.spans import Span
from slapolicy.terms.policy import Policy


ROWS = 16_384
"""So many rows of ten years each fit into 64 bits of microseconds."""

_MOST = 65_536
_WHOLE, _TEXT, _DATE = pa.int64(), pa.string(), pa.date32()

_Key: TypeAlias = tuple[int | None, int | None, dt.date | None]


@final
class Short:
    """
    The short way, for the rows of one policy.

    Args:
        policy: What was promised.
    """

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.plan: Plan = Plan.of(policy)
        self.desk: Desk = Desk(policy, self.plan)
        self._services: dict[str | None, Service | None] = {}

    def answer(self, columns: Columns, answers: Answers) -> None:
        """
        Answer the rows of a batch.

        Args:
            columns: The batch, of no more than `ROWS` rows.

            answers: Where to put what follows, behind what is there.
        """
        _Rows(self, columns, answers).answer()

    def quick(self, key: _Key) -> Quick | None:
        """
        Return the short way in a period, None if there is none.

        Args:
            key: Where it begins and ends, and from when the service is
                billed.
        """
        start, end, anchor = key
        if start is None or end is None:
            return None
        if not _time.FIRST <= start <= end <= _time.LAST:
            return None
        try:
            season = self.plan.season_of(
                self.policy, (start, end, anchor), at_once=True
            )
        except SlaPolicyError:
            # As a record it will be refused, and told why.
            return None
        return season.quick

    def service(self, fee: str | None) -> Service | None:
        """
        Return a service with that fee, None if there is none such.

        Args:
            fee: Its text.
        """
        if fee not in self._services:
            if len(self._services) >= _MOST:
                self._services.clear()
            self._services[fee] = self._with(fee)
        return self._services[fee]

    def _with(self, fee: str | None) -> Service | None:
        """Return a service with that fee, None if there is none such."""
        try:
            found = Service(id="service", fee=fee)
        except SlaPolicyError:
            return None
        money = found.fee
        is_ours = money is None or money.currency == self.policy.currency
        return found if is_ours else None


_K = TypeVar("_K")
_V = TypeVar("_V")


def _known(
    keys: Iterable[_K], find: Callable[[_K], _V | None]
) -> dict[_K, _V]:
    """Return what is found, each key asked once."""
    found = ((key, find(key)) for key in set(keys))
    return {key: value for key, value in found if value is not None}


@final
class _Rows:
    """The rows of one batch, on the short way."""

    def __init__(
        self, short: Short, columns: Columns, answers: Answers
    ) -> None:
        self.short = short
        self.columns = columns
        self.answers = answers
        self.base: int = len(answers.codes)
        self.currency: str = short.policy.currency
        start = columns.column("period_start", _WHOLE)
        end = columns.column("period_end", _WHOLE)
        self.fees: list[str | None]
        self.fees = columns.column("fee", _TEXT).to_pylist()
        self.anchors: list[dt.date | None]
        self.anchors = columns.column("billing_anchor", _DATE).to_pylist()
        # Only billing periods turn on when a service is billed.
        by = self.anchors if short.plan.by_anchor else [None] * columns.rows
        self.keys: list[_Key] = list(
            zip(start.to_pylist(), end.to_pylist(), by, strict=True)
        )
        self.quicks: dict[_Key, Quick] = _known(self.keys, short.quick)
        self.services: dict[str | None, Service] = _known(
            self.fees, short.service
        )
        unknown = self._unknown()
        if unknown:
            # What stands there may not fit on the line.
            fits = pa.array([at not in unknown for at in range(columns.rows)])
            start, end = (pc.if_else(fits, one, 0) for one in (start, end))
        self.odd: set[int] = unknown | odd_rows(columns, start, end)
        # Of more facts than this, too many may have to be read.
        few = short.plan.most_facts // 2
        for facts in columns.facts.values():
            self.odd |= facts.longer_than(few)
        if any(one.asked for q in self.quicks.values() for one in q.sieves):
            self.odd |= columns.facts_of("maintenance").rows()
        as_of = pc.coalesce(columns.column("as_of", _WHOLE), end)
        self.as_of: list[int] = as_of.to_pylist()
        self.timeline: Timeline = Timeline(columns, start, end, as_of)
        self.calm: dict[_Key, int | None] = {
            key: self._calm(key) for key in self.quicks
        }
        self.codes: dict[tuple[object, ...], int] = {}

    def _unknown(self) -> set[int]:
        """Return the rows whose period or fee has no short way."""
        pairs = zip(self.keys, self.fees, strict=True)
        return {
            at
            for at, (key, fee) in enumerate(pairs)
            if key not in self.quicks or fee not in self.services
        }

    def _calm(self, key: _Key) -> int | None:
        """Return the ending of rows that nothing befell, None if they owe."""
        quick = self.quicks[key]
        nobody = Service(id="service", billing_anchor=key[2])
        kept = quick.all_kept
        places = tuple(
            one.place(([], [], []), quick.start, quick.end)
            for one in quick.tracks
        )
        if places != kept:
            return None
        credit = quick.credit(kept, kept, nobody)
        if credit is None:
            period = Span.of_ticks(quick.start, quick.end)
            record = Record(service=nobody, period=period)
            credit = evaluate(self.short.policy, record).credit
        amount = None if credit.money is None else credit.money.amount
        return self.answers.code(Ending("met", amount, self.currency))

    def answer(self) -> None:
        """Answer them."""
        answers, base = self.answers, self.base
        answers.codes += [self.calm.get(key) or 0 for key in self.keys]
        self._measure()
        for at in self._busy():
            code = None if at in self.odd else self._code(at)
            if code is None:
                answer = looked_at(self.short.policy, self.columns, at)
                answers.put(base + at, answer)
            else:
                answers.codes[base + at] = code

    def _measure(self) -> None:
        """Put down how long every row was down, and of how much."""
        answers, rows = self.answers, self.columns.rows
        downtimes: list[int] | None = None
        for quick in self.quicks.values():
            for track in quick.tracks:
                if downtimes is None and not track.is_restoration:
                    sieve = quick.sieves[track.sieve]
                    downtimes = self.timeline.sifted(sieve).downtimes
        if downtimes is None:
            answers.downtimes += [None] * rows
            answers.measured += [None] * rows
            return
        lengths = {key: one.length for key, one in self.quicks.items()}
        answers.downtimes += downtimes
        answers.measured += [lengths.get(key) for key in self.keys]

    def _busy(self) -> Iterable[int]:
        """Return the rows that are looked at one by one."""
        if None in self.calm.values():
            return range(self.columns.rows)
        return sorted(self.odd | self.timeline.outages.facts.rows())

    def _code(self, at: int) -> int | None:
        """Return the ending of one row, None if it takes a closer look."""
        key, fee = self.keys[at], self.fees[at]
        quick = self.quicks[key]
        places = tuple(
            [self._place(quick, track, at) for track in quick.tracks]
        )
        if places == quick.all_kept:
            return self.calm[key]
        alike = (key, fee, places)
        code = self.codes.get(alike)
        if code is not None:
            return code
        code = self._found(at, quick, places)
        if code is not None and not self.short.desk.has_deadlines:
            self.codes[alike] = code
        return code

    def _found(
        self, at: int, quick: Quick, places: tuple[Place, ...]
    ) -> int | None:
        """Return the ending of a row that breaks a promise, if known."""
        service = self.services[self.fees[at]]
        credit = quick.credit(quick.key(places, service), places, service)
        if credit is None:
            credit = quick.priced(places, service)
        if credit is None or credit.money is None:
            return None
        amount, extensions = credit.money.amount, credit.extensions
        if amount >= TOO_MUCH:
            return None
        anchor, as_of = self.anchors[at], self.as_of[at]
        seen = Seen(self.columns, self.timeline, at, as_of, anchor)
        owes = bool(amount or extensions)
        desk = self.short.desk
        try:
            claim = desk.first(quick, service, places, seen, owes=owes)
        except SlaPolicyError:
            # A deadline that cannot be: the row's error will say why.
            return None
        if claim is None:
            return None
        standing, deadline = claim
        if deadline is not None:
            self.answers.deadlines[self.base + at] = deadline
        extension = " + ".join(map(str, extensions)) or None
        ending = Ending("breached", amount, self.currency, extension, standing)
        return self.answers.code(ending)

    def _place(self, quick: Quick, track: Track, at: int) -> Place:
        """Return how a promise fared in one row."""
        sifted = self.timeline.sifted(quick.sieves[track.sieve])
        if not track.is_restoration:
            return track.place_of(sifted.downtimes[at])
        if sifted.lengths[at] < track.least:
            return None
        kept, excused = sifted.row(at)
        starts = [start for start, _, _ in kept]
        ends = [end for _, end, _ in kept]
        return track.place((starts, ends, excused), quick.start, quick.end)
