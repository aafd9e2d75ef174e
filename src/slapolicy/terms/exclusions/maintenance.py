"""What excuses time under maintenance, and on which conditions."""

import datetime as dt

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, final

import attrs

from slapolicy import _time
from slapolicy._converters import (
    as_any_length_or_none,
    as_exact_or_none,
    as_names,
    choice,
)
from slapolicy._pairs import Pair, clipped, measured, merged
from slapolicy.calendars import Shift, Weekday, windows
from slapolicy.errors import PolicyError, RecordError
from slapolicy.facts import Maintenance
from slapolicy.facts.incidents import PLANNED, URGENT
from slapolicy.facts.record import Used
from slapolicy.lengths import (
    CalendarLength,
    CalendarUnit,
    Length,
    length_text,
    moved,
)
from slapolicy.periods import unit_start
from slapolicy.terms.exchange import Decision, View
from slapolicy.terms.exclusions.pools import Drawing, Pool, amount_used


_MOST_PIECES = 100_000
"""Into how many pieces recurring windows cut maintenance."""


def _as_days(days: Iterable[Weekday | str]) -> tuple[Weekday, ...]:
    """Return weekdays by their names."""
    return tuple(choice(Weekday, one) for one in days)


def _as_shift(hours: Shift | str) -> Shift:
    """Return local hours, read if they are text."""
    return Shift.parse(hours) if isinstance(hours, str) else hours


@final
@attrs.frozen(kw_only=True)
class LocalWindow:
    """
    Local hours that come again, also across midnight.

    Args:
        days: The weekdays on which it begins; empty for all.

        hours: From when to when, local time.
    """

    days: tuple[Weekday, ...] = attrs.field(default=(), converter=_as_days)
    hours: Shift = attrs.field(converter=_as_shift)


def _as_windows(found: Iterable[LocalWindow]) -> tuple[LocalWindow, ...]:
    """Return windows as a tuple."""
    return tuple(found)


@final
@attrs.frozen(kw_only=True)
class MaintenanceExclusion:
    """
    Time under valid maintenance does not count.

    Args:
        kinds: The kinds that qualify, ``planned`` and ``urgent``; empty for
            both.

        notice: How long before its start it must be announced.

        calendar: The work calendar for a notice in business days or hours.

        within: The recurring local windows outside of which it does not
            excuse; empty for any time.

        longest: How much of it excuses, from its start; the rest counts.

        void_beyond: A longer one does not qualify at all.

        pool: How much may be excluded in a month, quarter or year.

        id: Its name in decisions and in `Carried`; else its kind and index.

        clause: The clause that says so.

    Raises:
        PolicyError: If it contradicts itself.
    """

    kind: ClassVar[str] = "maintenance"

    kinds: tuple[str, ...] = attrs.field(default=(), converter=as_names)
    notice: Length | None = attrs.field(
        default=None, converter=as_any_length_or_none
    )
    calendar: str | None = None
    within: tuple[LocalWindow, ...] = attrs.field(
        default=(), converter=_as_windows
    )
    longest: dt.timedelta | None = attrs.field(
        default=None, converter=as_exact_or_none
    )
    void_beyond: dt.timedelta | None = attrs.field(
        default=None, converter=as_exact_or_none
    )
    pool: Pool | None = None
    id: str | None = None
    clause: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse kinds that no maintenance has."""
        for one in self.kinds:
            if one not in {PLANNED, URGENT}:
                PolicyError.refuse(
                    f"kinds: {one!r} is neither 'planned' nor 'urgent'"
                )

    def excuse(self, view: View, used: Used | None) -> tuple[Decision, ...]:
        """
        Return a decision for each maintenance that the metric sees.

        Args:
            view: The record as the commitment sees it.

            used: What earlier periods used of the pool, in the unit that
                contains the period's start.
        """
        seen = [
            one
            for one in view.record.maintenance
            if one.start_ticks < view.as_of and view.sees(one.component)
        ]
        agreed = self._agreed(view, seen)
        decided: list[Decision] = []
        pieces = 0
        for one in seen:
            decided.append(self._decide(one, view, agreed))
            pieces += len(decided[-1].spans)
            if pieces > _MOST_PIECES + len(seen):
                RecordError.refuse(
                    f"the windows of {self.id or self.kind!r} cut it into "
                    f"more than {_MOST_PIECES} pieces; give each maintenance "
                    f"its real start and end",
                    path="maintenance",
                )
        if self.pool is None:
            return tuple(decided)
        return tuple(Drawing(self.pool, view, used).draw(decided))

    def _decide(
        self, one: Maintenance, view: View, agreed: Sequence[Pair]
    ) -> Decision:
        """Return what holds of one maintenance, before any pool."""
        rule, fact = self.id or self.kind, one.id or ""
        why = self._void(one, view)
        if why is not None:
            return Decision(rule=rule, fact=fact, held=False, reason=why)
        end = one.end_ticks
        if self.longest is not None:
            end = min(end, one.start_ticks + _time.length_ticks(self.longest))
        whole: list[Pair] = (
            [(one.start_ticks, end)] if one.start_ticks < end else []
        )
        spans = whole
        if self.within and whole:
            spans = clipped(agreed, *whole[0])
        if whole and not spans:
            return Decision(
                rule=rule,
                fact=fact,
                held=False,
                reason="it lies outside the agreed windows",
            )
        cut = measured(spans) < one.end_ticks - one.start_ticks
        return Decision(
            rule=rule,
            fact=fact,
            held=True,
            spans=tuple(spans),
            component=one.component,
            reason="only part of it qualifies" if cut else None,
        )

    def _void(self, one: Maintenance, view: View) -> str | None:
        """Return why one maintenance does not qualify at all, if so."""
        if self.kinds and one.kind not in self.kinds:
            return f"{one.kind} maintenance does not qualify"
        length = one.end_ticks - one.start_ticks
        if self.void_beyond is not None and length > _time.length_ticks(
            self.void_beyond
        ):
            return (
                f"it took longer than {length_text(self.void_beyond)}, "
                f"beyond which none qualifies"
            )
        if self.notice is None:
            return None
        return self._unannounced(one, self.notice, view)

    def _unannounced(
        self, one: Maintenance, notice: Length, view: View
    ) -> str | None:
        """Return why one maintenance was not announced in time, if so."""
        needed = length_text(notice)
        announced = one.announced_ticks
        if announced is None:
            return f"it was never announced; {needed} before were needed"
        if self._earliest(announced, notice, view) <= one.start_ticks:
            return None
        given = one.start_ticks - announced
        if given < 0:
            return f"it was announced after it began; {needed} needed"
        rough = _rough(dt.timedelta(microseconds=given))
        return f"it was announced {rough} before; {needed} needed"

    def _earliest(self, announced: int, notice: Length, view: View) -> int:
        """Return when announced maintenance may begin."""
        if isinstance(notice, CalendarLength) and notice.is_business:
            calendar = view.calendar(self.calendar)
            if notice.unit is CalendarUnit.BUSINESS_DAY:
                return calendar.add_days(announced, notice.count)
            return calendar.add_hours(announced, notice.count * _time.HOUR)
        return moved(announced, notice, view.zone)

    def _agreed(self, view: View, seen: Iterable[Maintenance]) -> list[Pair]:
        """Return the agreed windows around all maintenance."""
        if not self.within:
            return []
        around = merged((one.start_ticks, one.end_ticks) for one in seen)
        kinds = dict.fromkeys(self.within)
        days = measured(around) // _time.DAY + 3 * len(around)
        if len(kinds) * days > _MOST_PIECES:
            RecordError.refuse(
                f"{len(kinds)} windows come again on {days} days under "
                f"maintenance, and at most {_MOST_PIECES} in all are read; "
                f"give each maintenance its real start and end, or name fewer "
                f"windows",
                path="maintenance",
            )
        return merged(
            pair
            for one in kinds
            for span in around
            for pair in windows(one.days, one.hours, view.zone, *span)
        )

    @cached_property
    def asks_for_kind_alone(self) -> bool:
        """Whether it looks at nothing but the kind of maintenance."""
        return self == MaintenanceExclusion(
            kinds=self.kinds, id=self.id, clause=self.clause
        )

    @property
    def has_pool(self) -> bool:
        """Whether only so much may be excluded in a unit of time."""
        return self.pool is not None

    def carry(
        self, view: View, used: Used | None, decisions: Iterable[Decision]
    ) -> Used | None:
        """
        Return what the next period finds used of the pool.

        Args:
            view: The record as a commitment sees it.

            used: What this period found used.

            decisions: What it decided about each fact, each fact once.

        Returns:
            None where there is no pool, or its unit ends with the period.
        """
        if self.pool is None:
            return None
        unit = unit_start(view.end, self.pool.unit, view.zone)
        if unit == view.end:
            return None
        total = sum(one.used for one in decisions)
        if unit == unit_start(view.start, self.pool.unit, view.zone):
            total += amount_used(used)
        if self.pool.is_length:
            return dt.timedelta(microseconds=total)
        return Fraction(total)


def _rough(length: dt.timedelta) -> str:
    """Return a length in whole minutes, or finer if it is not whole."""
    minutes, rest = divmod(length, dt.timedelta(minutes=1))
    if rest:
        return length_text(length)
    return length_text(dt.timedelta(minutes=minutes))
