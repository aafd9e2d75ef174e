"""The share of requests that succeeded."""

import datetime as dt
import enum

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, final

import attrs

from slapolicy import _time
from slapolicy._converters import as_exact_or_none, as_names, as_rounding
from slapolicy.amounts import Percent, Rounding
from slapolicy.downtime import GrainRounding, as_grain_rounding, to_precision
from slapolicy.errors import Fault, PolicyError, at
from slapolicy.facts import Outage, Record, Requests
from slapolicy.figures import Quantity
from slapolicy.terms.exchange import (
    Decisions,
    Reading,
    Scope,
    Stretch,
    UnobservedAs,
    View,
)
from slapolicy.terms.metrics._downtime import (
    DowntimeTerms,
    ExcludedTime,
    as_excluded_time,
    as_unobserved,
    nothing_measured,
    read_downtime,
)
from slapolicy.terms.metrics._minimum import Minimum
from slapolicy.terms.metrics._precision import Precision, as_precision
from slapolicy.terms.metrics._tallies import Excused, Tally, tallied
from slapolicy.terms.metrics._windows import mean, starting_in


@final
class Aggregate(enum.Enum):
    """How the requests of a period become one figure."""

    MEAN = "mean"
    TOTAL = "total"
    BAD_WINDOWS = "bad-windows"


@final
class Empty(enum.Enum):
    """What a window without requests is in a mean."""

    SUCCESS = "success"
    SKIP = "skip"


def _as_aggregate(value: Aggregate | str) -> Aggregate:
    """Return the aggregate of that name."""
    return Aggregate(value)


def _as_empty(value: Empty | str) -> Empty:
    """Return the treatment of empty windows of that name."""
    return Empty(value)


def _as_optional_percent(value: Percent | str | None) -> Percent | None:
    """Return a percentage, read if it is text."""
    return Percent.parse(value) if isinstance(value, str) else value


_OF_BAD_WINDOWS = (
    "bad_above",
    "minimum_requests",
    "ignore_shorter_than",
    "ignore_up_to",
    "grain",
    "grain_rounding",
    "unobserved",
)


@final
@attrs.frozen(kw_only=True)
class SuccessRate:
    """
    One minus failed over all requests (design 4.2).

    Rows of requests belong where they start; those of one window add up.

    Args:
        window: How long the windows are, counted from the period's start;
            the last may be shorter. Only ``total`` goes without.

        aggregate: The ``mean`` of the windows' rates; the rate in ``total``;
            or ``bad-windows``, which are outages that make an availability.

        bad_above: The error rate above which a window is bad.

        minimum_requests: With fewer requests no window is bad.

        empty: Whether windows without requests are successes of a mean, or
            are skipped.

        components: The components that it is about; empty for all.

        excluded_time: Whether windows excluded altogether are good, or are
            left out; of bad windows as for `Availability`.

        precision: To how many decimals of a percentage the figure is
            rounded before anything reads it.

        precision_rounding: Which way.

        ignore_shorter_than: Shorter bad stretches do not count.

        ignore_up_to: Bad stretches of at most this length do not count.

        grain: To what length each bad stretch is rounded.

        grain_rounding: Which way.

        unobserved: What becomes of time in which nobody looked.

    Raises:
        PolicyError: If it contradicts itself.
    """

    kind: ClassVar[str] = "success-rate"

    window: dt.timedelta | None = attrs.field(
        default=None, converter=as_exact_or_none
    )
    aggregate: Aggregate = attrs.field(
        default=Aggregate.MEAN, converter=_as_aggregate
    )
    bad_above: Percent | None = attrs.field(
        default=None, converter=_as_optional_percent
    )
    minimum_requests: int = 0
    empty: Empty = attrs.field(default=Empty.SUCCESS, converter=_as_empty)
    components: tuple[str, ...] = attrs.field(default=(), converter=as_names)
    excluded_time: ExcludedTime = attrs.field(
        default=ExcludedTime.COUNTS_AS_UP, converter=as_excluded_time
    )
    precision: Precision | None = attrs.field(
        default=None, converter=as_precision
    )
    precision_rounding: Rounding = attrs.field(
        default=Rounding.HALF_UP, converter=as_rounding
    )
    ignore_shorter_than: dt.timedelta | None = attrs.field(
        default=None, converter=as_exact_or_none
    )
    ignore_up_to: dt.timedelta | None = attrs.field(
        default=None, converter=as_exact_or_none
    )
    grain: dt.timedelta | None = attrs.field(
        default=None, converter=as_exact_or_none
    )
    grain_rounding: GrainRounding = attrs.field(
        default=GrainRounding.DOWN, converter=as_grain_rounding
    )
    unobserved: UnobservedAs = attrs.field(
        default=UnobservedAs.REMOVED, converter=as_unobserved
    )

    def __attrs_post_init__(self) -> None:
        faults = [at(Fault(text), path) for path, text in self._faults()]
        if faults:
            PolicyError.refuse(*faults)
        _ = self.downtime_terms

    def _faults(self) -> Iterable[tuple[str, str]]:
        """Yield what contradicts itself, each with its key."""
        name = self.aggregate.value
        bad_windows = self.aggregate is Aggregate.BAD_WINDOWS
        if self.window is None and self.aggregate is not Aggregate.TOTAL:
            yield "window", f"{name} needs one, such as 5 minutes"
        for key in ("window", "grain"):
            if getattr(self, key) == dt.timedelta(0):
                yield key, "is of no length; give one above 0"
        if self.minimum_requests < 0:
            yield (
                "minimum_requests",
                f"{self.minimum_requests} is no number from 0 up",
            )
        if bad_windows and self.bad_above is None:
            yield "bad_above", "bad-windows needs an error rate, such as 5%"
        if self.bad_above is not None and self.bad_above.fraction >= 1:
            yield (
                "bad_above",
                f"{self.bad_above}: no window has more failures than requests",
            )
        if not bad_windows:
            for key in self._unread():
                yield key, f"{name} does not read it; bad-windows does"

    def _unread(self) -> Iterable[str]:
        """Yield the keys given that only bad windows read."""
        for field in attrs.fields(type(self)):
            given = getattr(self, field.name) != field.default
            if field.name in _OF_BAD_WINDOWS and given:
                yield field.name

    @property
    def quantity(self) -> Quantity:
        """What kind of figure it reads."""
        return Quantity.PERCENTAGE

    @property
    def reads_downtime(self) -> bool:
        """Whether it makes downtime of requests."""
        return self.aggregate is Aggregate.BAD_WINDOWS

    @cached_property
    def downtime_terms(self) -> DowntimeTerms:
        """What it says of the downtime that bad windows are."""
        return DowntimeTerms(
            minimum=Minimum(
                shorter_than=self.ignore_shorter_than,
                up_to=self.ignore_up_to,
            ),
            grain=self.grain,
            grain_rounding=self.grain_rounding,
            excluded_time=self.excluded_time,
            precision=self.precision,
            precision_rounding=self.precision_rounding,
        )

    def scope(self, record: Record, as_of: int) -> Scope:
        """
        Return the bad windows as outages; none for another aggregate.

        Args:
            record: All the facts.

            as_of: The instant from which everything is seen.

        Raises:
            RecordError: If requests span two windows.
        """
        bad: tuple[Outage, ...] = ()
        if self.aggregate is Aggregate.BAD_WINDOWS:
            bad = tuple(
                Outage(
                    id=f"window-{_time.iso(one.start_ticks)}",
                    start=one.start_ticks,
                    end=one.end_ticks,
                    component=one.component,
                )
                for one in self._tallies(record, as_of)
                if self._is_bad(one)
            )
        return Scope(
            outages=bad,
            components=self.components,
            unobserved=self.unobserved,
        )

    def measure(self, view: View, decisions: Decisions) -> tuple[Reading, ...]:
        """
        Return the rate of the period, or of each slice.

        A slice of a mean or a total reads the windows that start in it.

        Args:
            view: The record as the commitment sees it.

            decisions: What was excluded, and the bad stretches that are
                left.

        Raises:
            RecordError: If requests span two windows.
        """
        if self.aggregate is Aggregate.BAD_WINDOWS:
            return read_downtime(view, decisions, self.downtime_terms)
        counted = self._counted(view, decisions)
        return tuple(
            self._read(
                window.subject,
                starting_in(counted, window.start, window.end),
            )
            for window in view.windows
        )

    def reread(self, reading: Reading, downtime: Fraction | int) -> Reading:
        """Return what it would have read with another downtime."""
        return self.downtime_terms.reread(reading, downtime)

    def ignored_by(self, stretch: Stretch, view: View) -> str:
        """Return the key of the term by which time of a stretch is ignored."""
        del view
        return self.downtime_terms.ignored_by(stretch)

    def _rows(self, record: Record, as_of: int) -> list[Requests]:
        """Return the requests of its components in the period, so far."""
        period, known = record.period, {None, *self.components}
        return [
            row
            for row in starting_in(
                record.requests,
                period.start_ticks,
                min(period.end_ticks, as_of),
            )
            if not self.components or row.component in known
        ]

    def _tallies(
        self, record: Record, as_of: int, edges: Iterable[int] = ()
    ) -> list[Tally]:
        """Return the requests window by window; without window, as given."""
        rows = self._rows(record, as_of)
        if self.window is None:
            return [
                Tally.of((row.start_ticks, row.end_ticks), (row,))
                for row in rows
            ]
        period = (record.period.start_ticks, record.period.end_ticks)
        length = _time.length_ticks(self.window)
        return tallied(rows, period, length, edges)

    def _is_bad(self, tally: Tally) -> bool:
        """Whether a window is an outage."""
        rate = tally.rate
        return (
            self.bad_above is not None
            and rate is not None
            and tally.total >= self.minimum_requests
            and 1 - rate > self.bad_above.fraction
        )

    def _counted(self, view: View, decisions: Decisions) -> list[Tally]:
        """Return the windows that make the figure, those excluded as up."""
        made = decisions.made if decisions.excluded else ()
        excused = Excused(made, self.components)
        slices = (one.start for one in view.windows)
        tallies = self._tallies(
            view.record, view.as_of, (*slices, *excused.edges)
        )
        if self.window is None or not made:
            return tallies
        judged = [
            attrs.evolve(one, excused=excused.covers(one)) for one in tallies
        ]
        if self.excluded_time is ExcludedTime.REMOVED:
            return [one for one in judged if not one.excused]
        return judged

    def _rate(self, tallies: Sequence[Tally]) -> Fraction | None:
        """Return the figure of some windows; None where there is none."""
        if self.aggregate is Aggregate.TOTAL:
            total = sum(one.total for one in tallies)
            good = sum(one.good for one in tallies)
            return Fraction(good, total) if total else None
        empty = Fraction(1) if self.empty is Empty.SUCCESS else None
        known = [
            (rate * one.windows, one.windows)
            for one in tallies
            if (rate := empty if one.rate is None else one.rate) is not None
        ]
        windows = sum(many for _, many in known)
        return mean([rates for rates, _ in known], windows) if known else None

    def _read(self, subject: str, tallies: Sequence[Tally]) -> Reading:
        """Return the reading of some windows."""
        exact = self._rate(tallies)
        if exact is None:
            return nothing_measured(subject, self.quantity)
        decimals = None if self.precision is None else self.precision.decimals
        return Reading(
            subject=subject,
            quantity=self.quantity,
            exact=exact,
            value=to_precision(exact, decimals, self.precision_rounding),
            decimals=decimals,
        )
