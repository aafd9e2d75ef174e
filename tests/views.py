"""Records of June 2026 as commitments see them, for tests of metrics."""

import datetime as dt

from typing import TypedDict, Unpack

from slapolicy import _time
from slapolicy.calendars import WorkCalendar
from slapolicy.facts import Record, Requests, Sample, Service, Ticket
from slapolicy.spans import Span
from slapolicy.terms.exchange import (
    Decision,
    Decisions,
    Reading,
    Scoped,
    View,
    Window,
)
from slapolicy.terms.metrics.gauge import Gauge
from slapolicy.terms.metrics.requests import SuccessRate
from slapolicy.terms.metrics.tickets import TicketTime


class Facts(TypedDict, total=False):
    """What a record may hold here."""

    requests: list[Requests]
    samples: list[Sample]
    tickets: list[Ticket]


def at(text: str, zone: str = "UTC") -> dt.datetime:
    """Return an instant, written without the year: ``06-10 09:00``."""
    return _time.parse_instant(f"2026-{text}", zone)


def span(start: str, end: str, zone: str = "UTC") -> Span:
    """Return a span of 2026."""
    return Span(at(start, zone), at(end, zone))


def record_of(period: Span, **facts: Unpack[Facts]) -> Record:
    """Return a record of one service."""
    return Record(service=Service(id="s"), period=period, **facts)


DAY = span("06-10 00:00", "06-11 00:00")
JUNE = span("06-01 00:00", "07-01 00:00")


def row(
    start: str,
    end: str,
    total: int,
    failed: int,
    component: str | None = None,
) -> Requests:
    """Return requests of 10 June."""
    return Requests(
        start=at(f"06-10 {start}"),
        end=at("06-11 00:00" if end == "24:00" else f"06-10 {end}"),
        total=total,
        failed=failed,
        component=component,
    )


def view_of(
    record: Record,
    *,
    as_of: dt.datetime | None = None,
    slices: list[Window] | None = None,
    calendars: dict[str, WorkCalendar] | None = None,
) -> View:
    """Return a record as a commitment sees it at the period's end."""
    start, end = record.period.start_ticks, record.period.end_ticks
    return View(
        record=record,
        start=start,
        end=end,
        label="label",
        zone="UTC",
        as_of=end if as_of is None else _time.to_ticks(as_of),
        windows=tuple(
            slices or [Window(start=start, end=end, subject="label")]
        ),
        calendars=tuple((calendars or {}).items()),
    )


def excusing(excused: Span, component: str | None = None) -> Decision:
    """Return the decision that excuses a span."""
    return Decision(
        rule="maintenance",
        fact="m",
        held=True,
        spans=((excused.start_ticks, excused.end_ticks),),
        component=component,
    )


def readings_of(
    metric: SuccessRate | TicketTime | Gauge, view: View, *made: Decision
) -> tuple[Reading, ...]:
    """Return what a metric reads after such decisions, as a plan asks it."""
    if isinstance(metric, Scoped):
        scope = metric.scope(view.record, view.as_of)
        view = View(
            record=view.record,
            start=view.start,
            end=view.end,
            label=view.label,
            zone=view.zone,
            as_of=view.as_of,
            windows=view.windows,
            calendars=view.calendars,
            scope=scope,
        )
    return metric.measure(view, Decisions(made, view.stretches(made)))


def day(*rows: Requests, as_of: dt.datetime | None = None) -> View:
    """Return 10 June with requests."""
    return view_of(record_of(DAY, requests=list(rows)), as_of=as_of)
