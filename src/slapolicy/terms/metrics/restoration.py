"""How long each outage lasted, and how many there were."""

import datetime as dt

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, final

import attrs

from slapolicy import _time
from slapolicy._converters import as_exact_or_none, as_names
from slapolicy._pairs import intersected, measured
from slapolicy.downtime import Compose, CountFrom, as_count_from
from slapolicy.facts import Record
from slapolicy.figures import Quantity
from slapolicy.terms.exchange import (
    Code,
    Decisions,
    Reading,
    Reason,
    Scope,
    Stretch,
    View,
)
from slapolicy.terms.metrics._downtime import in_components
from slapolicy.terms.metrics._minimum import Minimum


def _whole(
    record: Record,
    components: tuple[str, ...],
    count_from: CountFrom = CountFrom.START,
) -> Scope:
    """Return outages that merge whole, whatever component they are of."""
    names = components or record.service.components
    return Scope(
        outages=in_components(record.outages, names),
        components=names,
        count_from=count_from,
        compose=Compose.WHOLE,
    )


def _lasting(
    view: View, decisions: Decisions, service_hours: str | None
) -> Iterator[Stretch]:
    """Yield the outages that start in the period, with what counts of each."""
    for one in decisions.stretches:
        if _starts_in(view, one):
            yield _within(view, one, service_hours)


def _reading(one: Stretch, *, growing: bool = False) -> Reading:
    """Return how long an outage took."""
    length = Fraction(one.counted)
    return Reading(
        subject=one.outage,
        quantity=Quantity.LENGTH,
        exact=length,
        value=length,
        downtime=one.counted,
        stretches=(one,),
        of_one=True,
        growing=growing,
    )


def _pending(one: Stretch, *, growing: bool) -> Reading:
    """Return how long an outage took that may yet be ignored or forgiven."""
    text = f"{one.outage} turns on what is still open"
    return attrs.evolve(
        _reading(one, growing=growing), reason=Reason(Code.STILL_OPEN, text)
    )


def _starts_in(view: View, stretch: Stretch) -> bool:
    """Whether an outage belongs to the period."""
    return view.start <= stretch.start < view.end


def _within(
    view: View, stretch: Stretch, service_hours: str | None
) -> Stretch:
    """Return what lies in the service hours of an outage."""
    pieces = stretch.pieces
    if service_hours is not None:
        hours = view.calendar(service_hours)
        opened = hours.open_pairs(stretch.start, stretch.end)
        pieces = tuple(intersected(pieces, opened))
    counted = measured(pieces)
    if pieces == stretch.pieces and counted == stretch.counted:
        return stretch
    return attrs.evolve(stretch, pieces=pieces, counted=counted)


@final
@attrs.frozen(kw_only=True)
class Restoration:
    """
    The length of each outage that starts in the period (design 4.2).

    Outages are merged whole, whatever component they are of; what is
    excused by time inside one is taken off its length.

    Args:
        count_from: The clock from which an outage counts.

        components: The components that it is about; empty for all.

        ignore_shorter_than: Shorter values give no reading, unless the
            outage is still open.

        ignore_up_to: Values of at most this length give no reading, with
            the same exception.

        service_hours: The work calendar outside of which no time passes.

    Raises:
        PolicyError: If both minimums are given.
    """

    kind: ClassVar[str] = "restoration"

    count_from: CountFrom = attrs.field(
        default=CountFrom.START, converter=as_count_from
    )
    components: tuple[str, ...] = attrs.field(default=(), converter=as_names)
    ignore_shorter_than: dt.timedelta | None = attrs.field(
        default=None, converter=as_exact_or_none
    )
    ignore_up_to: dt.timedelta | None = attrs.field(
        default=None, converter=as_exact_or_none
    )
    service_hours: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse two minimums."""
        _ = self.minimum

    @property
    def minimum(self) -> Minimum:
        """The shortest value that gives a reading."""
        return Minimum(
            shorter_than=self.ignore_shorter_than, up_to=self.ignore_up_to
        )

    @property
    def quantity(self) -> Quantity:
        """What kind of figure it reads."""
        return Quantity.LENGTH

    @cached_property
    def is_by_the_clock(self) -> bool:
        """Whether all time of an outage counts, of the service whole."""
        return self == Restoration()

    def scope(self, record: Record, as_of: int) -> Scope:
        """
        Return the outages of its components.

        Args:
            record: All the facts.

            as_of: The instant from which everything is seen.
        """
        del as_of
        return _whole(record, self.components, self.count_from)

    def measure(self, view: View, decisions: Decisions) -> tuple[Reading, ...]:
        """
        Return the length of each outage that starts in the period.

        Args:
            view: The record as the commitment sees it.

            decisions: What was excluded, and the outages, merged whole.
        """
        minimum = self.minimum
        found = []
        for one in _lasting(view, decisions, self.service_hours):
            growing = view.is_open(one, decisions.made)
            is_short = minimum.ignores(one.counted)
            is_doubtful = one.start in decisions.doubtful
            if growing if is_short else is_doubtful:
                found.append(_pending(one, growing=growing))
            elif not is_short:
                found.append(_reading(one, growing=growing))
        return tuple(found)

    def read_apart(
        self, view: View, stretches: tuple[Stretch, ...]
    ) -> tuple[Reading, ...]:
        """
        Return the same by the clock, where all outages are in the period.

        Args:
            view: The record as the commitment sees it.

            stretches: The outages that count, all of them over.
        """
        del view
        return tuple([_reading(one) for one in stretches])

    def reread(self, reading: Reading, downtime: Fraction | int) -> Reading:
        """
        Return what it would have read of an outage of another length.

        Args:
            reading: What it read.

            downtime: Microseconds that count, zero or more.
        """
        return attrs.evolve(
            reading,
            exact=Fraction(downtime),
            value=Fraction(downtime),
            downtime=downtime,
            stretches=tuple(
                attrs.evolve(one, counted=downtime)
                for one in reading.stretches
            ),
        )

    def ignored_by(self, stretch: Stretch, view: View) -> str:
        """
        Return the key of the term by which time of a stretch is ignored.

        Args:
            stretch: Downtime of which some does not count.

            view: The record as the commitment sees it.
        """
        if not _starts_in(view, stretch):
            return "period"
        counted = _within(view, stretch, self.service_hours).counted
        if self.minimum.ignores(counted):
            return self.minimum.key
        return "service_hours"


_NO_TIME = dt.timedelta()


def _as_longer_than(value: dt.timedelta | str | None) -> dt.timedelta:
    """Return the length above which an outage is counted."""
    return as_exact_or_none(value) or _NO_TIME


@final
@attrs.frozen(kw_only=True)
class Count:
    """
    The number of outages that start in the period (design 4.2).

    They are merged and measured as for `Restoration`.

    Args:
        longer_than: Only those that lasted longer than this.
    """

    kind: ClassVar[str] = "count"

    longer_than: dt.timedelta = attrs.field(
        default=_NO_TIME, converter=_as_longer_than
    )

    @property
    def quantity(self) -> Quantity:
        """What kind of figure it reads."""
        return Quantity.NUMBER

    def scope(self, record: Record, as_of: int) -> Scope:
        """
        Return all outages.

        Args:
            record: All the facts.

            as_of: The instant from which everything is seen.
        """
        del as_of
        return _whole(record, ())

    def measure(self, view: View, decisions: Decisions) -> tuple[Reading, ...]:
        """
        Return how many outages start in the period.

        Args:
            view: The record as the commitment sees it.

            decisions: What was excluded, and the outages, merged whole.
        """
        limit = _time.length_ticks(self.longer_than)
        counted: list[Stretch] = []
        pending: list[Stretch] = []
        for one in _lasting(view, decisions, None):
            if one.counted > limit:
                is_doubtful = one.start in decisions.doubtful
                (pending if is_doubtful else counted).append(one)
            elif view.is_open(one, decisions.made):
                pending.append(one)
        number = Fraction(len(counted))
        reading = Reading(
            subject=view.label,
            quantity=Quantity.NUMBER,
            exact=number,
            value=number,
            stretches=tuple(counted),
        )
        if not pending:
            return (reading,)
        worst = number + len(pending)
        other = attrs.evolve(
            reading,
            exact=worst,
            value=worst,
            stretches=(*counted, *pending),
        )
        return (attrs.evolve(reading, other=other, doubt=Code.STILL_OPEN),)

    def ignored_by(self, stretch: Stretch, view: View) -> str:
        """
        Return the key of the term by which time of a stretch is ignored.

        Args:
            stretch: Downtime of which some does not count.

            view: The record as the commitment sees it.
        """
        return "longer_than" if _starts_in(view, stretch) else "period"
