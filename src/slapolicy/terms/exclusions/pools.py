"""How much may be excluded in a month, a quarter or a year."""

import datetime as dt
import enum

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import final

import attrs

from slapolicy import _time
from slapolicy._converters import choice
from slapolicy._pairs import Pair, clipped, merged
from slapolicy.errors import PolicyError
from slapolicy.facts.record import Used
from slapolicy.figures import as_fraction
from slapolicy.lengths import (
    CalendarLength,
    Length,
    exact,
    length_text,
    parse_length,
)
from slapolicy.periods import PeriodUnit, unit_start, unit_starts_between
from slapolicy.terms.exchange import Decision, View


_FOREVER = 1 << 62


@final
class PoolUnit(enum.Enum):
    """After which unit a pool is full again."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


def _as_pool_unit(value: PoolUnit | str) -> PoolUnit:
    """Return the unit of that name."""
    return choice(PoolUnit, value)


def _as_pool_size(value: Used | Length | str | int) -> Used:
    """Return how much a pool holds: an exact length or a number."""
    if isinstance(value, str):
        if value.isascii() and value.isdigit():
            return as_fraction(value)
        value = parse_length(value)
    if isinstance(value, (dt.timedelta, CalendarLength)):
        return exact(value)
    return as_fraction(value)


@final
@attrs.frozen(kw_only=True)
class Pool:
    """
    How much may be excluded in a calendar unit, in all.

    Args:
        at_most: A length of maintenance, or a number of occurrences.

        per: The unit, which begins at local midnight.

    Raises:
        PolicyError: If a number of occurrences is not whole, or below 0.
    """

    at_most: Used = attrs.field(converter=_as_pool_size)
    per: PoolUnit = attrs.field(converter=_as_pool_unit)

    def __attrs_post_init__(self) -> None:
        """Refuse a number that cannot be counted to."""
        size = self.at_most
        if isinstance(size, Fraction) and (size < 0 or size.denominator > 1):
            PolicyError.refuse(f"at_most: {size} is no whole number from 0 up")

    @property
    def is_length(self) -> bool:
        """Whether it holds time, not occurrences."""
        return isinstance(self.at_most, dt.timedelta)

    @property
    def unit(self) -> PeriodUnit:
        """Its unit as a unit of the calendar."""
        return PeriodUnit(self.per.value)

    @property
    def size(self) -> int:
        """Microseconds, or a number of occurrences."""
        if isinstance(self.at_most, dt.timedelta):
            return _time.length_ticks(self.at_most)
        return int(self.at_most)


def amount_used(used: Used | None) -> int:
    """
    Return what was used as microseconds or a number.

    Args:
        used: A length, a number, or None for nothing.
    """
    if used is None:
        return 0
    if isinstance(used, dt.timedelta):
        return _time.length_ticks(used)
    return int(used)


class Drawing:
    """Draws on a pool, in order of time, unit by unit."""

    def __init__(self, pool: Pool, view: View, used: Used | None) -> None:
        self.pool = pool
        self.view = view
        first = unit_start(view.start, pool.unit, view.zone)
        later = unit_starts_between(view.start, view.end, pool.unit, view.zone)
        self.units: list[int] = sorted({first, *later})
        self.left: dict[int, int] = dict.fromkeys(self.units, pool.size)
        self.left[first] = max(pool.size - amount_used(used), 0)

    def draw(self, decided: Iterable[Decision]) -> Iterator[Decision]:
        """
        Yield each decision, cut to what the pool has left for it.

        Args:
            decided: Decisions in order of time.
        """
        for one in decided:
            if not one.held:
                yield one
            elif self.pool.is_length:
                yield self._time(one)
            else:
                yield self._occurrence(one)

    def _unit(self, instant: int) -> int:
        """Return the start of the unit that contains an instant."""
        return self.units[bisect_right(self.units, instant) - 1]

    def _time(self, decision: Decision) -> Decision:
        """Return a decision cut to the time that is left."""
        view, used = self.view, 0
        granted = [
            *clipped(decision.spans, -_FOREVER, view.start),
            *clipped(decision.spans, view.end, _FOREVER),
        ]
        for start, end in clipped(decision.spans, view.start, view.end):
            for low, high in self._by_unit(start, end):
                unit = self._unit(low)
                take = min(high - low, self.left[unit])
                self.left[unit] -= take
                if take:
                    granted.append((low, low + take))
                if unit == self.units[-1]:
                    used += take
        return self._granted(decision, merged(granted), used)

    def _by_unit(self, start: int, end: int) -> Iterator[Pair]:
        """Yield a span cut where units begin."""
        first = bisect_right(self.units, start)
        for edge in self.units[first : bisect_left(self.units, end)]:
            yield (start, edge)
            start = edge
        yield (start, end)

    def _occurrence(self, decision: Decision) -> Decision:
        """Return a decision if the pool has an occurrence left."""
        view = self.view
        inside = clipped(decision.spans, view.start, view.end)
        if not inside:
            return decision
        unit = self._unit(inside[0][0])
        if not self.left[unit]:
            return self._granted(decision, [], 0)
        self.left[unit] -= 1
        last = int(unit == self.units[-1])
        return attrs.evolve(decision, used=last)

    def _granted(
        self, decision: Decision, spans: list[Pair], used: int
    ) -> Decision:
        """Return a decision with what the pool left of it."""
        if list(decision.spans) == spans:
            return attrs.evolve(decision, used=used)
        size = (
            length_text(self.pool.at_most)
            if isinstance(self.pool.at_most, dt.timedelta)
            else f"{self.pool.size} times"
        )
        reason = f"the pool of {size} per {self.pool.per.value} is used up"
        return attrs.evolve(
            decision,
            held=bool(spans),
            spans=tuple(spans),
            used=used,
            reason=reason,
        )
