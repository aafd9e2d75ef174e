"""How promises are measured, and what does not count."""

import datetime as dt

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import assert_type

from slapolicy import (
    Aggregate,
    Availability,
    Beyond,
    CauseExclusion,
    Clock,
    Compose,
    Count,
    CountFrom,
    Decision,
    Decisions,
    Denominator,
    DownWhen,
    Empty,
    ExcludedTime,
    Gauge,
    GrainRounding,
    Length,
    LocalWindow,
    MaintenanceExclusion,
    Overlap,
    Percent,
    PeriodUnit,
    Pool,
    PoolUnit,
    Precision,
    Quantity,
    Reading,
    Record,
    Restoration,
    Rounding,
    Scope,
    ShortExclusion,
    SourceExclusion,
    Starts,
    Stretch,
    SuccessRate,
    SuspensionExclusion,
    TicketTime,
    UnobservedAs,
    View,
)


def availability(
    one: Availability,
    *,
    record: Record,
    view: View,
    decisions: Decisions,
    reading: Reading,
    downtime: Fraction | int,
    stretch: Stretch,
) -> None:
    """One minus downtime over measured time, step by step (design 4.1)."""
    assert_type(one.components, tuple[str, ...])
    assert_type(one.down_when, DownWhen)
    assert_type(one.compose, Compose)
    assert_type(one.count_from, CountFrom)
    assert_type(one.weighted, bool)
    assert_type(one.overlap, Overlap)
    assert_type(one.ignore_shorter_than, dt.timedelta | None)
    assert_type(one.ignore_up_to, dt.timedelta | None)
    assert_type(one.grain, dt.timedelta | None)
    assert_type(one.grain_rounding, GrainRounding)
    assert_type(one.service_hours, str | None)
    assert_type(one.excluded_time, ExcludedTime)
    assert_type(one.unobserved, UnobservedAs)
    assert_type(one.denominator, Denominator)
    assert_type(one.precision, Precision | None)
    assert_type(one.precision_rounding, Rounding)
    assert_type(one.kind, str)
    assert_type(Availability.like("x"), Availability)
    assert_type(one.quantity, Quantity)
    assert_type(one.scope(record, 1), Scope)
    assert_type(one.measure(view, decisions), tuple[Reading, ...])
    assert_type(one.reread(reading, downtime), Reading)
    assert_type(one.ignored_by(stretch, view), str)


def down_when(one: DownWhen) -> None:
    """How many components must be down at once."""
    assert_type(one.count, int | None)
    assert_type(DownWhen.parse("x"), DownWhen)
    assert_type(one.need(1), int)
    assert_type(one.to_tree(), str)


def precision(one: Precision) -> None:
    """To how many decimals of a percentage the contract rounds."""
    assert_type(one.decimals, int)
    assert_type(Precision.parse("x"), Precision)
    assert_type(one.to_tree(), str)


def restoration(
    one: Restoration,
    *,
    record: Record,
    view: View,
    decisions: Decisions,
    reading: Reading,
    downtime: Fraction | int,
    stretch: Stretch,
) -> None:
    """The length of each outage that starts in the period (design 4.2)."""
    assert_type(one.count_from, CountFrom)
    assert_type(one.components, tuple[str, ...])
    assert_type(one.ignore_shorter_than, dt.timedelta | None)
    assert_type(one.ignore_up_to, dt.timedelta | None)
    assert_type(one.service_hours, str | None)
    assert_type(one.kind, str)
    assert_type(one.quantity, Quantity)
    assert_type(one.scope(record, 1), Scope)
    assert_type(one.measure(view, decisions), tuple[Reading, ...])
    assert_type(one.reread(reading, downtime), Reading)
    assert_type(one.ignored_by(stretch, view), str)


def success_rate(
    one: SuccessRate,
    *,
    record: Record,
    view: View,
    decisions: Decisions,
    reading: Reading,
    downtime: Fraction | int,
    stretch: Stretch,
) -> None:
    """One minus failed over all requests (design 4.2)."""
    assert_type(one.window, dt.timedelta | None)
    assert_type(one.aggregate, Aggregate)
    assert_type(one.bad_above, Percent | None)
    assert_type(one.minimum_requests, int)
    assert_type(one.empty, Empty)
    assert_type(one.components, tuple[str, ...])
    assert_type(one.excluded_time, ExcludedTime)
    assert_type(one.precision, Precision | None)
    assert_type(one.precision_rounding, Rounding)
    assert_type(one.ignore_shorter_than, dt.timedelta | None)
    assert_type(one.ignore_up_to, dt.timedelta | None)
    assert_type(one.grain, dt.timedelta | None)
    assert_type(one.grain_rounding, GrainRounding)
    assert_type(one.unobserved, UnobservedAs)
    assert_type(one.kind, str)
    assert_type(one.quantity, Quantity)
    assert_type(one.reads_downtime, bool)
    assert_type(one.scope(record, 1), Scope)
    assert_type(one.measure(view, decisions), tuple[Reading, ...])
    assert_type(one.reread(reading, downtime), Reading)
    assert_type(one.ignored_by(stretch, view), str)


def ticket_time(one: TicketTime, view: View, decisions: Decisions) -> None:
    """The time that each ticket opened in the period took (design 4.2)."""
    assert_type(one.clock, Clock)
    assert_type(one.severity, tuple[str, ...])
    assert_type(one.service_hours, str | None)
    assert_type(one.starts, Starts | None)
    assert_type(one.within, dt.timedelta | None)
    assert_type(one.kind, str)
    assert_type(one.quantity, Quantity)
    assert_type(one.measure(view, decisions), tuple[Reading, ...])


def gauge(
    one: Gauge,
    *,
    values: Sequence[Fraction | int],
    view: View,
    decisions: Decisions,
) -> None:
    """A statistic of the samples taken in the period (design 4.2)."""
    assert_type(one.metric, str)
    assert_type(one.statistic, str)
    assert_type(one.window, dt.timedelta | None)
    assert_type(one.kind, str)
    assert_type(one.quantity, Quantity)
    assert_type(one.statistic_of(values), Fraction)
    assert_type(one.measure(view, decisions), tuple[Reading, ...])


def count(
    one: Count,
    *,
    record: Record,
    view: View,
    decisions: Decisions,
    stretch: Stretch,
) -> None:
    """The number of outages that start in the period (design 4.2)."""
    assert_type(one.longer_than, dt.timedelta)
    assert_type(one.kind, str)
    assert_type(one.quantity, Quantity)
    assert_type(one.scope(record, 1), Scope)
    assert_type(one.measure(view, decisions), tuple[Reading, ...])
    assert_type(one.ignored_by(stretch, view), str)


def cause_exclusion(
    one: CauseExclusion, view: View, used: dt.timedelta | Fraction | None
) -> None:
    """Outages with certain causes do not count at all."""
    assert_type(one.causes, tuple[str, ...])
    assert_type(one.id, str | None)
    assert_type(one.clause, str | None)
    assert_type(one.kind, str)
    assert_type(one.excuse(view, used), tuple[Decision, ...])


def source_exclusion(
    one: SourceExclusion, view: View, used: dt.timedelta | Fraction | None
) -> None:
    """Outages that no admissible source told of do not count at all."""
    assert_type(one.admissible, tuple[str, ...])
    assert_type(one.id, str | None)
    assert_type(one.clause, str | None)
    assert_type(one.kind, str)
    assert_type(one.excuse(view, used), tuple[Decision, ...])


def maintenance_exclusion(
    one: MaintenanceExclusion,
    *,
    view: View,
    used: dt.timedelta | Fraction | None,
    decisions: Iterable[Decision],
) -> None:
    """Time under valid maintenance does not count."""
    assert_type(one.kinds, tuple[str, ...])
    assert_type(one.notice, Length | None)
    assert_type(one.calendar, str | None)
    assert_type(one.within, tuple[LocalWindow, ...])
    assert_type(one.longest, dt.timedelta | None)
    assert_type(one.void_beyond, dt.timedelta | None)
    assert_type(one.pool, Pool | None)
    assert_type(one.id, str | None)
    assert_type(one.clause, str | None)
    assert_type(one.kind, str)
    assert_type(one.excuse(view, used), tuple[Decision, ...])
    assert_type(one.has_pool, bool)
    assert_type(
        one.carry(view, used, decisions), dt.timedelta | Fraction | None
    )


def pool(one: Pool) -> None:
    """How much may be excluded in a calendar unit, in all."""
    assert_type(one.at_most, dt.timedelta | Fraction)
    assert_type(one.per, PoolUnit)
    assert_type(one.is_length, bool)
    assert_type(one.unit, PeriodUnit)
    assert_type(one.size, int)


def suspension_exclusion(
    one: SuspensionExclusion, view: View, used: dt.timedelta | Fraction | None
) -> None:
    """Time in which the service was rightly suspended does not count."""
    assert_type(one.reasons, tuple[str, ...])
    assert_type(one.id, str | None)
    assert_type(one.clause, str | None)
    assert_type(one.kind, str)
    assert_type(one.excuse(view, used), tuple[Decision, ...])


def short_exclusion(
    one: ShortExclusion, stretches: tuple[Stretch, ...], view: View
) -> None:
    """A few short stretches are forgiven, after exclusions and merging."""
    assert_type(one.up_to, dt.timedelta)
    assert_type(one.at_most, int | None)
    assert_type(one.per, PeriodUnit | None)
    assert_type(one.beyond, Beyond)
    assert_type(one.id, str | None)
    assert_type(one.clause, str | None)
    assert_type(one.kind, str)
    assert_type(one.forgive(stretches, view), tuple[Decision, ...])
