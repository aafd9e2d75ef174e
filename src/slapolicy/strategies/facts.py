"""Strategies for what happened."""

import datetime as dt

from collections.abc import Sequence

from hypothesis import strategies as st

from slapolicy import _time
from slapolicy.facts import (
    TRANSITIONS,
    Claim,
    ClaimEvent,
    ClaimState,
    Event,
    Maintenance,
    Outage,
    Requests,
    Sample,
    Service,
    Suspension,
    Ticket,
    Unobserved,
)
from slapolicy.spans import Span
from slapolicy.strategies.values import impacts, moneys, names


CAUSES = ("provider", "customer", "third-party-software", "force-majeure")
SOURCES = (None, "monitor", "customer")
REASONS = ("unpaid", "abuse")
SEVERITIES = ("high", "low")
METRICS = ("latency-ms",)

_AROUND = _time.DAY
_SINCE, _UNTIL = dt.date(2020, 1, 1), dt.date(2026, 12, 31)


def _pair(
    draw: st.DrawFn, within: Span, grain: int, longest: int | None = None
) -> tuple[int, int]:
    """Return a start and an end in a span and a day around it."""
    first, last = within.start_ticks - _AROUND, within.end_ticks + _AROUND
    start = first + draw(st.integers(0, (last - first) // grain)) * grain
    most = longest or (within.end_ticks - within.start_ticks) // 3
    if draw(st.booleans()):
        most = min(most, 12 * _time.HOUR)
    return start, start + draw(st.integers(0, most // grain)) * grain


def _clock(draw: st.DrawFn, start: int, end: int, grain: int) -> int | None:
    """Return an instant from a start up to an end, or none."""
    if draw(st.booleans()):
        return None
    steps = max(end - start, grain) // grain
    return start + draw(st.integers(0, steps)) * grain


@st.composite
def outages(
    draw: st.DrawFn,
    within: Span,
    *,
    components: Sequence[str] = (),
    grain: int = _time.MINUTE,
    open_ended: bool = False,
) -> Outage:
    """
    Return outages in and around a span.

    Args:
        draw: Hypothesis's own.

        within: The span.

        components: The components that they may be of.

        grain: What starts and ends are multiples of, in microseconds.

        open_ended: Whether some have not ended.
    """
    start, end = _pair(draw, within, grain)
    is_open = open_ended and draw(st.booleans())
    return Outage(
        start=start,
        end=None if is_open else end,
        cause=draw(st.sampled_from(CAUSES)),
        detected=_clock(draw, start, end, grain),
        reported=_clock(draw, start, end, grain),
        verified=_clock(draw, start, end, grain),
        impact=draw(impacts()),
        component=draw(st.sampled_from((None, *components))),
        source=draw(st.sampled_from(SOURCES)),
    )


@st.composite
def maintenance(
    draw: st.DrawFn,
    within: Span,
    *,
    components: Sequence[str] = (),
    grain: int = _time.MINUTE,
) -> Maintenance:
    """
    Return maintenance in and around a span.

    Args:
        draw: Hypothesis's own.

        within: The span.

        components: The components that it may be of.

        grain: What starts and ends are multiples of, in microseconds.
    """
    start, end = _pair(draw, within, grain, 2 * _time.DAY)
    before = draw(st.none() | st.integers(-60, 5 * 24 * 60))
    return Maintenance(
        start=start,
        end=end,
        kind=draw(st.sampled_from(("planned", "urgent"))),
        announced=None if before is None else start - before * _time.MINUTE,
        component=draw(st.sampled_from((None, *components))),
    )


@st.composite
def suspensions(
    draw: st.DrawFn, within: Span, *, grain: int = _time.MINUTE
) -> Suspension:
    """
    Return suspensions in and around a span.

    Args:
        draw: Hypothesis's own.

        within: The span.

        grain: What starts and ends are multiples of, in microseconds.
    """
    start, end = _pair(draw, within, grain, 3 * _time.DAY)
    return Suspension(
        start=start, end=end, reason=draw(st.sampled_from(REASONS))
    )


@st.composite
def unobserved(
    draw: st.DrawFn, within: Span, *, grain: int = _time.MINUTE
) -> Unobserved:
    """
    Return time in and around a span in which nobody looked.

    Args:
        draw: Hypothesis's own.

        within: The span.

        grain: What starts and ends are multiples of, in microseconds.
    """
    start, end = _pair(draw, within, grain, 2 * _time.DAY)
    return Unobserved(start=start, end=end)


@st.composite
def requests(
    draw: st.DrawFn,
    within: Span,
    *,
    components: Sequence[str] = (),
    window: int | None = None,
) -> Requests:
    """
    Return counts of requests over five minutes each, or less.

    Args:
        draw: Hypothesis's own.

        within: The span in whose windows they lie.

        components: The components that they may be of.

        window: How long its windows are, in microseconds; counts are then
            over any whole minutes within one of them.
    """
    step = window or 5 * _time.MINUTE
    first, last = within.start_ticks, within.end_ticks
    room = last - first if window is None else last - first + step - 1
    start = first + draw(st.integers(0, max(room // step, 1) - 1)) * step
    end = start + step
    if window is not None:
        end = min(end, last)
        minutes = st.integers(0, (end - start) // _time.MINUTE)
        some = sorted((draw(minutes), draw(minutes)))
        start, end = (start + one * _time.MINUTE for one in some)
    total = draw(st.integers(0, 1000))
    return Requests(
        start=start,
        end=end,
        total=total,
        failed=draw(st.integers(0, total)),
        component=draw(st.sampled_from((None, *components))),
    )


@st.composite
def samples(draw: st.DrawFn, within: Span) -> Sample:
    """
    Return measured values.

    Args:
        draw: Hypothesis's own.

        within: The span in which they lie.
    """
    return Sample(
        at=draw(st.integers(within.start_ticks, within.end_ticks - 1)),
        metric=draw(st.sampled_from(METRICS)),
        value=draw(st.fractions(0, 500, max_denominator=10)),
    )


@st.composite
def tickets(draw: st.DrawFn, within: Span) -> Ticket:
    """
    Return requests for support, also unanswered ones.

    Args:
        draw: Hypothesis's own.

        within: The span in which they are opened, and a day around it.
    """
    first, last = within.start_ticks - _AROUND, within.end_ticks + _AROUND
    minutes = (last - first) // _time.MINUTE
    opened = first + draw(st.integers(0, minutes)) * _time.MINUTE
    waits = draw(st.lists(st.integers(0, 600), max_size=2, unique=True))
    return Ticket(
        opened=opened,
        severity=draw(st.sampled_from(SEVERITIES)),
        responded=_clock(draw, opened, opened + 5 * _time.DAY, _time.MINUTE),
        resolved=_clock(draw, opened, opened + 5 * _time.DAY, _time.MINUTE),
        waiting=[
            Span.of_ticks(
                opened + n * _time.MINUTE, opened + (n + 30) * _time.MINUTE
            )
            for n in waits
        ],
    )


@st.composite
def events(draw: st.DrawFn, within: Span) -> Event:
    """
    Return events from which a claim's clock may start.

    Args:
        draw: Hypothesis's own.

        within: The span in and after which they happen.
    """
    last = within.end_ticks + 10 * _time.DAY
    at = _clock(draw, within.start_ticks, last, _time.MINUTE)
    return Event(
        name=draw(st.sampled_from(("uptime-report", "offer"))),
        at=within.start_ticks if at is None else at,
    )


@st.composite
def claims(draw: st.DrawFn, commitments: Sequence[str], after: int) -> Claim:
    """
    Return claims whose history is one that the life of a claim allows.

    Args:
        draw: Hypothesis's own.

        commitments: The promises that they may concern.

        after: The instant after which everything happens, in microseconds
            since the epoch.
    """
    state, now = ClaimState.ENTITLED, after
    done: list[ClaimEvent] = []
    for _ in range(draw(st.integers(0, 6))):
        if not TRANSITIONS[state]:
            break
        verb = draw(st.sampled_from(sorted(TRANSITIONS[state], key=str)))
        now += draw(st.integers(0, 14 * 24 * 60)) * _time.MINUTE
        done.append(ClaimEvent(event=verb, at=now))
        state = TRANSITIONS[state][verb]
    return Claim(
        commitment=draw(st.sampled_from(list(commitments))), events=done
    )


@st.composite
def services(
    draw: st.DrawFn,
    *,
    currency: str = "EUR",
    components: Sequence[str] = (),
    within: Span | None = None,
) -> Service:
    """
    Return services.

    Args:
        draw: Hypothesis's own.

        currency: The currency of their fee.

        components: Their components.

        within: A span in which some of them start or end.
    """
    lived: list[int | None] = [None, None]
    if within is not None and draw(st.booleans()):
        hours = within.length_ticks // _time.HOUR
        edge = draw(st.integers(0, 1))
        hour = draw(st.integers(0, hours)) * _time.HOUR
        lived[edge] = within.start_ticks + hour
    return Service(
        id=draw(names()),
        fee=draw(st.none() | moneys(currency)),
        amounts=draw(
            st.dictionaries(
                st.sampled_from(("next-invoice", "setup")),
                moneys(currency),
                max_size=2,
            )
        ),
        attributes=draw(
            st.dictionaries(
                st.sampled_from(("plan", "paid-up", "guaranteed")),
                st.sampled_from(("gold", "true", "99.5%")),
                max_size=3,
            )
        ),
        components=components,
        billing_anchor=draw(st.dates(_SINCE, _UNTIL)),
        started=lived[0],
        ended=lived[1],
    )
