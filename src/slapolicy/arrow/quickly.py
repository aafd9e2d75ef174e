"""The short way to an answer, over columns instead of records."""

import datetime as dt

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import TypeAlias, cast, final

from slapolicy._pairs import Pair, merged
from slapolicy.arrow.columns import Columns, Facts
from slapolicy.arrow.rows import Answer, availability
from slapolicy.arrow.schema import Value
from slapolicy.errors import SlaPolicyError
from slapolicy.evaluation.passes import counted
from slapolicy.evaluation.plan import Plan
from slapolicy.evaluation.quick import Place, Quick
from slapolicy.evaluation.sieve import Sieve
from slapolicy.facts import Service
from slapolicy.facts.incidents import PLANNED, PROVIDER, URGENT
from slapolicy.terms.claims import UNSTATED, Due
from slapolicy.terms.policy import Policy


_MOST = 65_536
# After every instant: what such a span holds has not happened.
_GONE = (1 << 70, 1 << 70)
# Columns whose values change nothing that the short way does not read.
_READ = frozenset(
    {"service", "period_start", "period_end", "as_of", "fee", "billing_anchor"}
)
# Fields of facts that it reads, or that change nothing that it answers.
_FIELDS = {
    "outages": frozenset(
        {
            "id",
            "start",
            "end",
            "cause",
            "source",
            "detected",
            "reported",
            "verified",
            "note",
        }
    ),
    "maintenance": frozenset(
        {"id", "start", "end", "kind", "announced", "note"}
    ),
}

_Row: TypeAlias = tuple[Pair, Pair]
_START = itemgetter(0)


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
        self.standing: str | None = _standing(self.plan)
        self.services: dict[Value, Service | None] = {}
        self.calm: dict[tuple[int, int], Answer] = {}

    def answers(self, columns: Columns) -> Iterator[Answer | None]:
        """
        Yield the answer of each row, None where it takes a closer look.

        Args:
            columns: The batch.
        """
        outages = _Spans(columns, "outages", "cause", PROVIDER)
        windows = _Spans(columns, "maintenance", "kind", PLANNED)
        last: list[Value] = []
        quick: Quick | None = None
        calm: Answer | None = None
        for needs, fee, seen, down, free, *key in zip(
            _closer(columns),
            columns.values("fee"),
            columns.values("as_of"),
            pairwise(outages.places),
            pairwise(windows.places),
            columns.values("period_start"),
            columns.values("period_end"),
            columns.values("billing_anchor"),
            strict=True,
        ):
            if key != last:
                last, quick = key, self._quick(*key)
                calm = None if quick is None else self._calm(quick)
            service = self.services.get(fee) or self._service(fee)
            if needs or quick is None or service is None:
                yield None
            elif calm and down[0] == down[1] and free[0] == free[1]:
                yield calm
            else:
                as_of = quick.end if seen is None else cast("int", seen)
                yield self._one(
                    quick, service, as_of, (outages, windows), (down, free)
                )

    def _one(
        self,
        quick: Quick,
        service: Service,
        as_of: int,
        spans: "tuple[_Spans, _Spans]",
        row: _Row,
    ) -> Answer | None:
        """Return the answer of one row with facts."""
        (outages, windows), (down, free) = spans, row
        found: list[tuple[list[Pair], list[Pair]]] = []
        for sieve in quick.sieves:
            if sieve.asked and free[0] != free[1]:
                return None
            excused = windows.left(free, as_of, sieve)
            if len(excused) > 1:
                excused = merged(excused)
            found.append((outages.left(down, as_of, sieve), excused))
        downtime = None
        places: list[Place] = []
        for track in quick.tracks:
            kept, excused = found[track.sieve]
            if track.is_restoration:
                starts, ends = (
                    [low for low, _ in kept],
                    [high for _, high in kept],
                )
                places.append(
                    track.place(
                        (starts, ends, excused), quick.start, quick.end
                    )
                )
                continue
            own = counted(kept, excused, quick.start, quick.end)
            places.append(track.place_of(own))
            downtime = own if downtime is None else downtime
        return self._answer(quick, service, tuple(places), downtime)

    def _answer(
        self,
        quick: Quick,
        service: Service,
        places: tuple[Place, ...],
        downtime: int | None,
    ) -> Answer | None:
        """Return the answer where promises fared so, None if not known."""
        credit = quick.credit(quick.key(places, service), places, service)
        if credit is None or credit.money is None:
            return None
        outcome, standing = "met", None
        if places != quick.all_kept:
            # Whether there is an entitlement at all may be another question.
            if self.standing is None or not (
                credit.money or credit.extensions
            ):
                return None
            outcome, standing = "breached", self.standing
        extension = None
        if credit.extensions:
            extension = " + ".join(map(str, credit.extensions))
        read: tuple[Value, ...] = (None, None, None)
        if downtime is not None:
            share = availability(downtime, quick.length)
            read = (downtime, quick.length, share)
        amount, currency = credit.money.amount, self.policy.currency
        return (outcome, *read, amount, currency, extension, standing, None)

    def _calm(self, quick: Quick) -> Answer | None:
        """Return the answer of a row without facts, None if it owes."""
        known = self.calm.get((quick.start, quick.end))
        if known is not None:
            return known
        places = tuple(
            one.place(([], [], []), quick.start, quick.end)
            for one in quick.tracks
        )
        if places != quick.all_kept:
            return None
        reads = any(not one.is_restoration for one in quick.tracks)
        nobody = Service(id="service")
        answer = self._answer(quick, nobody, places, 0 if reads else None)
        if answer is not None:
            if len(self.calm) >= _MOST:
                self.calm.clear()
            self.calm[quick.start, quick.end] = answer
        return answer

    def _quick(self, start: Value, end: Value, anchor: Value) -> Quick | None:
        """Return the short way in a period, None if there is none."""
        if not isinstance(start, int) or not isinstance(end, int):
            return None
        given = anchor if isinstance(anchor, dt.date) else None
        try:
            season = self.plan.season_of(
                self.policy, (start, end, given), at_once=True
            )
        except SlaPolicyError:
            # As a record it will be refused, and told why.
            return None
        return season.quick

    def _service(self, fee: Value) -> Service | None:
        """Return a service with that fee, None if there is none such."""
        try:
            found = Service(id="service", fee=cast("str | None", fee))
        except (SlaPolicyError, TypeError):
            return None
        if found.fee and found.fee.currency != self.policy.currency:
            return None
        if len(self.services) >= _MOST:
            self.services.clear()
        self.services[fee] = found
        return found


@final
class _Spans:
    """The facts of a batch that are a start, an end and what they are."""

    def __init__(
        self, columns: Columns, name: str, what: str, usual: str
    ) -> None:
        facts = columns.facts.get(name)
        self.usual = usual
        self.places = (
            [0] * (columns.rows + 1) if facts is None else facts.starts
        )
        nothing: list[Value] = [None] * self.places[-1]
        fields = {} if facts is None else facts.fields
        self.starts = fields.get("start", nothing)
        self.ends = fields.get("end", nothing)
        self.whats = fields.get(what, nothing)
        self.sources = fields.get("source", nothing)
        self.is_outage = name == "outages"
        self.known: dict[Sieve, list[Pair]] = {}

    def left(self, places: Pair, as_of: int, sieve: Sieve) -> list[Pair]:
        """Return what a sieve leaves of one row, sorted."""
        first, last = places
        if first == last:
            return []
        known = self.known.get(sieve)
        if known is None:
            known = self.known[sieve] = self._counting(sieve)
        found = [one for one in known[first:last] if one[0] < as_of]
        if len(found) > 1:
            found.sort(key=_START)
        return found

    def _counting(self, sieve: Sieve) -> list[Pair]:
        """Return all facts, those that do not count as gone."""
        plain = not any(
            None in one for one in (self.starts, self.ends, self.whats)
        )
        if not plain or not self.is_outage or sieve.reads_source:
            return list(self._all(sieve))
        # The usual case, without a question about each value.
        rows = cast(
            "Iterable[tuple[int, int, str]]",
            zip(self.starts, self.ends, self.whats, strict=True),
        )
        gone = sieve.by_cause if sieve.whole else defaultdict(bool)
        return [
            (start, end) if start < end and not gone[cause] else _GONE
            for start, end, cause in rows
        ]

    def _all(self, sieve: Sieve) -> Iterator[Pair]:
        """Yield all facts, those that do not count as gone."""
        for start, end, what, source in zip(
            self.starts, self.ends, self.whats, self.sources, strict=True
        ):
            # A row with one of these is looked at closely.
            if not isinstance(start, int) or not isinstance(end, int):
                yield _GONE
                continue
            name = what if isinstance(what, str) else self.usual
            teller = source if isinstance(source, str) else None
            counts = (
                not sieve.drops(name, teller)
                if self.is_outage
                else name in _KINDS and sieve.by_kind[name]
            )
            yield (start, end) if counts and start < end else _GONE


_KINDS = frozenset({PLANNED, URGENT})


def _closer(columns: Columns) -> list[bool]:
    """Return for each row whether it has more than the short way reads."""
    found = [one is None for one in columns.values("service")]
    for name, values in columns.plain.items():
        if name not in _READ:
            for at, value in enumerate(values):
                found[at] = found[at] or bool(value)
    for name, facts in columns.facts.items():
        odd = _odd(name, facts)
        if odd is None:
            continue
        for at, (start, end) in enumerate(pairwise(facts.starts)):
            found[at] = found[at] or any(odd[start:end])
            ids = facts.fields.get("id", ())[start:end]
            if len(ids) > 1 and facts.field("id") is not None:
                found[at] |= None in ids or len(set(ids)) < len(ids)
    return found


def _odd(name: str, facts: Facts) -> Sequence[bool] | None:
    """Return which facts need a closer look, None if none does."""
    count = facts.starts[-1]
    known = _FIELDS.get(name)
    if known is None:
        return [True] * count
    odd = [False] * count
    more = [one for key, one in facts.given.items() if key not in known]
    columns: Iterable[tuple[Value, ...]] = zip(*more, strict=True)
    for at, values in enumerate(columns):
        odd[at] = any(one is not None for one in values)
    nothing: list[Value] = [None] * count
    starts = facts.fields.get("start", nothing)
    ends = facts.fields.get("end", nothing)
    for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
        whole = isinstance(start, int) and isinstance(end, int)
        odd[at] |= not whole or cast("int", end) < cast("int", start)
    if name == "maintenance":
        for at, kind in enumerate(facts.fields.get("kind", ())):
            if kind is not None and kind not in _KINDS:
                odd[at] = True
    return odd if any(odd) or facts.field("id") is not None else None


def _standing(plan: Plan) -> str | None:
    """Return where whatever is owed stands, None if that turns on more."""
    found = set()
    for promise in plan.promises:
        terms = promise.claims or UNSTATED
        if terms.deadlines:
            return None
        found.add(terms.standing(None, Due(), 0).value)
    return found.pop() if len(found) == 1 else None
