"""Steps 5 to 9 of availability, for every metric that reads downtime."""

import datetime as dt
import enum

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction
from operator import attrgetter
from typing import final

import attrs

from slapolicy import _time
from slapolicy._converters import choice
from slapolicy._pairs import (
    Pair,
    clipped,
    intersected,
    measured,
    merged,
    subtracted,
)
from slapolicy.amounts import Rounding
from slapolicy.downtime import (
    GrainRounding,
    clip_pieces,
    grained,
    share_up,
    to_precision,
    weighed,
)
from slapolicy.facts import Outage
from slapolicy.figures import Quantity
from slapolicy.terms.exchange import (
    Code,
    Decisions,
    Reading,
    Reason,
    Stretch,
    UnobservedAs,
    View,
    Window,
)
from slapolicy.terms.metrics._minimum import Minimum
from slapolicy.terms.metrics._precision import Precision


@final
class ExcludedTime(enum.Enum):
    """What becomes of excluded time in the denominator."""

    COUNTS_AS_UP = "counts-as-up"
    REMOVED = "removed"


@final
class Denominator(enum.Enum):
    """The span over which a figure is reckoned."""

    PERIOD = "period"
    ELAPSED = "elapsed"
    EXISTING = "existing"


def as_excluded_time(value: ExcludedTime | str) -> ExcludedTime:
    """
    Return what becomes of excluded time.

    Args:
        value: The treatment, or its word.
    """
    return choice(ExcludedTime, value)


def as_denominator(value: Denominator | str) -> Denominator:
    """
    Return the span over which a figure is reckoned.

    Args:
        value: The span, or its word.
    """
    return choice(Denominator, value)


def as_unobserved(value: UnobservedAs | str) -> UnobservedAs:
    """
    Return what becomes of unobserved time.

    Args:
        value: The treatment, or its word.
    """
    return choice(UnobservedAs, value)


_START, _END = attrgetter("start"), attrgetter("end")


NO_MINIMUM = Minimum()


@final
@attrs.frozen(kw_only=True)
class DowntimeTerms:
    """What a contract says of steps 5 to 9; see `Availability`."""

    minimum: Minimum = NO_MINIMUM
    service_hours: str | None = None
    grain: dt.timedelta | None = None
    grain_rounding: GrainRounding = GrainRounding.DOWN
    excluded_time: ExcludedTime = ExcludedTime.COUNTS_AS_UP
    denominator: Denominator = Denominator.PERIOD
    precision: Precision | None = None
    precision_rounding: Rounding = Rounding.HALF_UP

    @property
    def decimals(self) -> int | None:
        """To how many decimals of a percentage it rounds, if it does."""
        return None if self.precision is None else self.precision.decimals

    def value(self, share: Fraction) -> Fraction:
        """
        Return a share as the contract rounds it.

        Args:
            share: The exact share.
        """
        return to_precision(share, self.decimals, self.precision_rounding)

    def read(
        self,
        subject: str,
        downtime: Fraction | int,
        measured: int,
        stretches: tuple[Stretch, ...] = (),
    ) -> Reading:
        """
        Return the share of a window that was up (step 9).

        Args:
            subject: What the window is called.

            downtime: The microseconds that count as down.

            measured: The microseconds that are measured.

            stretches: The downtime.
        """
        if measured <= 0:
            nothing = nothing_measured(subject, Quantity.PERCENTAGE)
            return attrs.evolve(nothing, downtime=downtime, measured=0)
        share = share_up(downtime, measured)
        return Reading(
            subject=subject,
            quantity=Quantity.PERCENTAGE,
            exact=share,
            value=self.value(share),
            decimals=self.decimals,
            downtime=downtime,
            measured=measured,
            stretches=stretches,
        )

    def reread(self, reading: Reading, downtime: Fraction | int) -> Reading:
        """
        Return what would have been read with another downtime (step 9).

        Args:
            reading: What was read.

            downtime: Microseconds that count, zero or more.
        """
        if not reading.measured or reading.downtime is None:
            return reading
        other = reading.other
        if other is not None and other.downtime is not None:
            moved = other.downtime + downtime - reading.downtime
            other = self.reread(other, max(moved, 0))
        share = share_up(downtime, reading.measured)
        return attrs.evolve(
            reading,
            exact=share,
            value=self.value(share),
            downtime=downtime,
            other=other,
        )

    def ignored_by(self, stretch: Stretch) -> str:
        """
        Return the key of the term by which time of a stretch is ignored.

        Args:
            stretch: Downtime of which some does not count.
        """
        if self.minimum.ignores(stretch.end - stretch.start):
            return self.minimum.key
        return "denominator" if self.service_hours is None else "service_hours"


def read_downtime(
    view: View, decisions: Decisions, terms: DowntimeTerms
) -> tuple[Reading, ...]:
    """
    Return the share of each window in which the service was up.

    Args:
        view: The record as the commitment sees it.

        decisions: What was excluded, and the stretches that are left.

        terms: What the contract says of steps 5 to 9.
    """
    counting = [
        one
        for one in decisions.stretches
        if not terms.minimum.ignores(one.end - one.start)
    ]
    return tuple(
        _read(view, decisions, terms, counting, window)
        for window in view.windows
    )


def _read(
    view: View,
    decisions: Decisions,
    terms: DowntimeTerms,
    counting: Sequence[Stretch],
    window: Window,
) -> Reading:
    """Return the share of one window."""
    within = _measured_span(view, terms, window)
    stretches = _clipped(counting, within, terms)
    length = _length(terms, window, within)
    length -= measured(_removed(view, decisions, terms, within, stretches))
    downtime = sum([one.counted for one in stretches])  # noqa: C419  (a generator is slower)
    return terms.read(window.subject, downtime, length, stretches)


def nothing_measured(subject: str, quantity: Quantity) -> Reading:
    """
    Return the reading where there was nothing to measure.

    Args:
        subject: What it is called.

        quantity: What it would have been.
    """
    return Reading(
        subject=subject,
        quantity=quantity,
        exact=None,
        value=None,
        reason=Reason(
            Code.NOTHING_MEASURED, f"nothing was measured in {subject}"
        ),
    )


def _measured_span(
    view: View, terms: DowntimeTerms, window: Window
) -> list[Pair]:
    """Return the service hours of a window, as the denominator says."""
    start, end = window.start, window.end
    if terms.denominator is Denominator.ELAPSED:
        end = min(end, view.as_of)
    elif terms.denominator is Denominator.EXISTING:
        service = view.record.service
        if service.started_ticks is not None:
            start = max(start, service.started_ticks)
        if service.ended_ticks is not None:
            end = min(end, service.ended_ticks)
    if end <= start:
        return []
    if terms.service_hours is None:
        return [(start, end)]
    hours = view.calendar(terms.service_hours)
    return clipped(hours.open_pairs(window.start, window.end), start, end)


def _clipped(
    counting: Sequence[Stretch], within: Sequence[Pair], terms: DowntimeTerms
) -> tuple[Stretch, ...]:
    """Return what lies within of each stretch, to the grain (6 and 7)."""
    if not within:
        return ()
    # They follow one another: most slices have few of them, or none.
    first = bisect_right(counting, within[0][0], key=_END)
    last = bisect_left(counting, within[-1][1], key=_START)
    grain = None if terms.grain is None else _time.length_ticks(terms.grain)
    found = []
    for one in counting[first:last]:
        pieces, weights = clip_pieces(one.pieces, one.weights, within)
        if pieces == one.pieces and grain is None:
            found.append(one)
        elif pieces:
            counted = grained(
                weighed(pieces, weights), grain, terms.grain_rounding
            )
            found.append(
                attrs.evolve(
                    one, pieces=pieces, weights=weights, counted=counted
                )
            )
    return tuple(found)


def _length(
    terms: DowntimeTerms, window: Window, within: Sequence[Pair]
) -> int:
    """Return the length to measure, before anything is removed."""
    is_whole = (
        terms.service_hours is None and terms.denominator is Denominator.PERIOD
    )
    if is_whole and window.nominal is not None:
        return window.nominal
    return measured(within)


def _removed(
    view: View,
    decisions: Decisions,
    terms: DowntimeTerms,
    within: Sequence[Pair],
    stretches: Iterable[Stretch],
) -> list[Pair]:
    """Return the time that leaves the denominator (step 8)."""
    leaving: list[Pair] = []
    if not within:
        return leaving
    start, end = within[0][0], within[-1][1]
    if terms.excluded_time is ExcludedTime.REMOVED:
        down = merged(piece for one in stretches for piece in one.pieces)
        leaving += subtracted(clipped(decisions.excluded, start, end), down)
    if view.scope.unobserved is UnobservedAs.REMOVED:
        leaving += clipped(view.unobserved, start, end)
    if not leaving:
        return leaving
    return intersected(merged(leaving), within)


def in_components(
    outages: Iterable[Outage], components: Sequence[str]
) -> tuple[Outage, ...]:
    """
    Return the outages of the whole service or of one of *components*.

    Args:
        outages: In order of time.

        components: Names; empty for all.
    """
    if not components:
        return tuple(outages)
    known = {None, *components}
    return tuple(one for one in outages if one.component in known)
