"""
Laws of claims and deadlines, against oracles of their own.

The life of a claim is judged by the design's table, written out here; dates
by zoneinfo and by counting days one by one.
"""

import calendar
import datetime as dt

from zoneinfo import ZoneInfo

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from slapolicy import strategies as draws
from slapolicy.calendars import WorkCalendar
from slapolicy.errors import TransitionError
from slapolicy.facts import (
    TRANSITIONS,
    Claim,
    ClaimEvent,
    ClaimState,
    ClaimVerb,
    Outage,
)
from slapolicy.lengths import CalendarLength
from slapolicy.periods import parse_label
from slapolicy.spans import Span
from slapolicy.terms.claims import (
    Anchor,
    ClaimTerms,
    Clocks,
    Deadline,
    Due,
    Standing,
    Which,
    matching,
)
from slapolicy.terms.claims.standing import Claims
from tests.properties.clocks import (
    DAY,
    MINUTE,
    changes,
    instant,
    wall,
    wall_instant,
)


# State, event and where it leads, as design 4.5 draws it.
LIFE = {
    tuple(line.split()[:2]): line.split()[2]
    for line in """
        entitled     notify      notified
        entitled     file        filed
        notified     file        filed
        filed        acknowledge acknowledged
        filed        approve     approved
        filed        reject      rejected
        filed        withdraw    withdrawn
        acknowledged approve     approved
        acknowledged reject      rejected
        acknowledged withdraw    withdrawn
        approved     apply       applied
        approved     withdraw    withdrawn
        rejected     appeal      acknowledged
    """.strip().splitlines()
}

# The shortest way to each state.
WAYS = {
    "entitled": (),
    "notified": ("notify",),
    "filed": ("file",),
    "acknowledged": ("file", "acknowledge"),
    "approved": ("file", "approve"),
    "rejected": ("file", "reject"),
    "applied": ("file", "approve", "apply"),
    "withdrawn": ("file", "withdraw"),
}

START, END = parse_label("2026-06", "Europe/Rome")
JUNE = Span.of_ticks(START, END)

verbs = st.sampled_from(ClaimVerb)


def lived(*verbs: str) -> Claim:
    """Return a claim with these events, a minute apart."""
    return Claim(
        commitment="uptime",
        events=[
            ClaimEvent(event=ClaimVerb(verb), at=START + place * MINUTE)
            for place, verb in enumerate(verbs)
        ],
    )


@pytest.mark.parametrize("verb", [verb.value for verb in ClaimVerb])
@pytest.mark.parametrize("state", [state.value for state in ClaimState])
def test_every_pair_is_in_the_table_or_refused(state: str, verb: str) -> None:
    """What a state does not allow is refused, with what it does."""
    claim = lived(*WAYS[state])
    assert claim.state.value == state
    event = ClaimEvent(event=ClaimVerb(verb), at=END)
    if (state, verb) in LIFE:
        assert claim.then(event).state.value == LIFE[state, verb]
        return
    with pytest.raises(TransitionError) as error:
        claim.then(event)
    allowed = tuple(can for held, can in LIFE if held == state)
    assert (error.value.state, error.value.event) == (state, verb)
    assert error.value.allowed == allowed


def test_the_table_is_the_designs() -> None:
    """The library's table says nothing more and nothing less."""
    assert {
        (state.value, verb.value): leads.value
        for state, allowed in TRANSITIONS.items()
        for verb, leads in allowed.items()
    } == LIFE


class ClaimLife(RuleBasedStateMachine):
    """A claim that anything is tried with, beside what the table says."""

    @initialize()
    def begin(self) -> None:
        """Nobody has done anything yet."""
        self.claim = Claim(commitment="uptime")
        self.state = "entitled"
        self.past: list[tuple[str, int]] = []
        self.now = START

    @rule(verb=verbs, later=st.integers(0, 10 * DAY))
    def go_on(self, verb: ClaimVerb, later: int) -> None:
        """Try an event that lies no earlier than the last."""
        event = ClaimEvent(event=verb, at=self.now + later)
        leads = LIFE.get((self.state, verb.value))
        if leads is None:
            with pytest.raises(TransitionError):
                self.claim.then(event)
            return
        self.claim = self.claim.then(event)
        self.state, self.now = leads, self.now + later
        self.past.append((verb.value, self.now))

    @rule(verb=verbs, earlier=st.integers(1, 10 * DAY))
    def go_back(self, verb: ClaimVerb, earlier: int) -> None:
        """Try an event that lies before the last."""
        if not self.past:
            return
        event = ClaimEvent(event=verb, at=self.now - earlier)
        with pytest.raises(TransitionError):
            self.claim.then(event)

    @invariant()
    def is_where_the_table_says(self) -> None:
        """The claim has lived what was allowed, and nothing else."""
        assert self.claim.state.value == self.state
        assert [
            (one.event.value, one.at_ticks) for one in self.claim.events
        ] == self.past

    @rule(as_of=st.integers(START, END))
    def look_back(self, as_of: int) -> None:
        """Seen from earlier, what came later has not happened."""
        seen = self.claim.until(as_of)
        assert [(one.event.value, one.at_ticks) for one in seen.events] == [
            event for event in self.past if event[1] <= as_of
        ]


TestClaimLife = ClaimLife.TestCase


def claims() -> st.SearchStrategy[Claim]:
    """Return claims that went any way through the table."""
    return draws.claims(("uptime",), START)


dues = draws.dues(START, END)


def told(claim: Claim, *verbs: str) -> int | None:
    """Return when one of these was first done."""
    return min(
        (one.at_ticks for one in claim.events if one.event.value in verbs),
        default=None,
    )


def after(one: int | None, other: int | None) -> bool:
    """Whether one known instant lies after another."""
    return one is not None and other is not None and one > other


def stands(claim: Claim, due: Due, as_of: int) -> set[str]:
    """Return all that can be said of a claim that must be filed."""
    found = set()
    filed = told(claim, "file")
    notified = told(claim, "notify")
    decided = told(claim, "approve", "reject")
    answered = told(claim, "acknowledge", "approve", "reject")
    untold = notified is None and filed is None and after(as_of, due.notify_by)
    if filed is None and (untold or after(as_of, due.file_by)):
        found.add("lapsed")
    if after(told(claim, "notify", "file"), due.notify_by):
        found.add("late")
    if after(filed, due.file_by):
        found.add("late")
    if filed is None and after(due.opens, as_of):
        found.add("not-yet-open")
    if filed and not answered and after(as_of, due.acknowledge_by):
        found.add("overdue")
    if filed and not decided and after(as_of, due.decide_by):
        found.add("overdue")
    return found


# Whatever else can be said, what stands before goes first.
ORDER = ["lapsed", "late", "not-yet-open", "overdue"]


@given(claims(), dues, st.integers(START, END))
def test_the_first_thing_that_can_be_said_is_the_standing(
    claim: Claim, due: Due, as_of: int
) -> None:
    """Lapsed goes before late, and late before overdue and not yet open."""
    seen = claim.until(as_of)
    standing = ClaimTerms().standing(seen, due, as_of).value
    state = seen.state.value
    if state in {"rejected", "applied", "withdrawn"}:
        assert standing == state
    elif state == "approved":
        overdue = after(as_of, due.apply_by)
        assert standing == ("overdue" if overdue else "approved")
    else:
        said = stands(seen, due, as_of)
        plain = "filed" if told(seen, "file") else "open"
        expected = next((one for one in ORDER if one in said), plain)
        assert standing == expected


@given(claims(), dues, st.integers(START, END))
def test_who_must_not_ask_is_never_too_late(
    claim: Claim, due: Due, as_of: int
) -> None:
    """Where nobody must ask nothing opens, lapses or is late."""
    seen = claim.until(as_of)
    standing = ClaimTerms(required=False).standing(seen, due, as_of)
    assert standing not in {
        Standing.OPEN,
        Standing.NOT_YET_OPEN,
        Standing.LAPSED,
        Standing.LATE,
    }
    assert (standing is Standing.AUTOMATIC) is (told(seen, "file") is None)


@given(claims(), dues, st.integers(START, END), st.integers(START, END))
def test_time_alone_only_makes_it_worse(
    claim: Claim, due: Due, one: int, other: int
) -> None:
    """While nobody acts, what lapsed, is late or overdue stays so."""
    then, now = sorted((one, other))
    seen = claim.until(then)
    before = ClaimTerms().standing(seen, due, then)
    later = ClaimTerms().standing(seen, due, now)
    steps = {
        Standing.NOT_YET_OPEN: 0,
        Standing.OPEN: 1,
        Standing.LATE: 2,
        Standing.LAPSED: 3,
        Standing.FILED: 2,
        Standing.APPROVED: 2,
        Standing.OVERDUE: 3,
    }
    if before in steps and later in steps:
        assert steps[before] <= steps[later]
    else:
        assert before is later


subjects = st.sampled_from([None, "", "o1", "o2"])


@st.composite
def rivals(draw: st.DrawFn) -> list[Claim]:
    """Draw claims on one commitment, each with a name of its own."""
    drawn = draw(st.lists(st.tuples(claims(), subjects), max_size=4))
    return [
        attrs.evolve(claim, id=f"c{place}", subject=subject)
        for place, (claim, subject) in enumerate(drawn)
    ]


@given(rivals(), st.data())
def test_the_order_of_claims_does_not_matter(
    one: list[Claim], data: st.DataObject
) -> None:
    """A reading has the same claim however they are listed, one about it."""
    other = data.draw(st.permutations(one))
    found = matching(one, "uptime", "o1")
    assert found == matching(other, "uptime", "o1")
    concerned = [
        claim
        for claim in one
        if claim.events and claim.subject in {None, "o1"}
    ]
    assert (found is None) is (not concerned)
    assert found is None or found in concerned


@given(rivals(), st.sampled_from(["", "o1", "o2", "o3"]))
def test_claims_are_found_by_what_they_are_about(
    drawn: list[Claim], subject: str
) -> None:
    """As if each of them were looked at for each reading."""
    found = Claims(drawn).about("uptime", subject)
    assert found == matching(drawn, "uptime", subject)
    assert Claims(drawn).about("other", subject) is None


# Dates.

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = {"month": 1, "quarter": 3, "year": 12}


def clocks_at(
    ticks: int, zone: str, work: WorkCalendar | None = None
) -> Clocks:
    """Return clocks of which everything about the period is one instant."""
    return Clocks(
        period_start=ticks,
        period_end=ticks,
        zone=zone,
        as_of=ticks,
        calendars=() if work is None else (("work", work),),
    )


def later(shown: dt.datetime, count: int, unit: str) -> dt.datetime:
    """Return what a clock shows so many units later."""
    if unit in {"day", "week"}:
        return shown + dt.timedelta(days=count * (7 if unit == "week" else 1))
    months = shown.month - 1 + count * MONTHS[unit]
    year, month = shown.year + months // 12, months % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return shown.replace(year=year, month=month, day=min(shown.day, last))


def resolved(shown: dt.datetime, zone: str) -> int:
    """Return the earlier instant at which a clock shows that."""
    return instant(shown.replace(tzinfo=ZoneInfo(zone), fold=0))


def firsts(around: dt.date, unit: str) -> list[dt.date]:
    """Return the days on which units begin, for a year and more around one."""
    if unit == "day":
        return [around + dt.timedelta(days=n) for n in range(-3, 4)]
    return [
        dt.date(around.year + n, month, 1)
        for n in (-1, 0, 1, 2)
        for month in range(1, 13, MONTHS[unit])
    ]


@st.composite
def moments(draw: st.DrawFn) -> tuple[int, str]:
    """Draw an instant within days of a change of the clocks, and its zone."""
    zone, day = draw(changes)
    return wall_instant(day, draw(st.integers(-5000, 5000)), zone), zone


@st.composite
def counted(draw: st.DrawFn) -> tuple[int, str, int, str]:
    """Draw an instant, its zone and a length that leads close to a change."""
    moment, zone = draw(moments())
    unit = draw(st.sampled_from(["day", "week", "month", "year"]))
    count = draw(st.integers(0, 14))
    if draw(st.booleans()):
        shown = later(wall(moment, zone), -count, unit)
        moment = resolved(shown, zone)
    return moment, zone, count, unit


def reached(moment: int, zone: str, count: int, unit: str) -> int:
    """Return the instant that lies so many calendar units later."""
    if not count:
        return moment
    return resolved(later(wall(moment, zone), count, unit), zone)


@given(counted())
def test_calendar_lengths_keep_the_local_time(
    drawn: tuple[int, str, int, str],
) -> None:
    """Days, weeks, months and years are counted by the wall clock."""
    moment, zone, count, unit = drawn
    deadline = Deadline(
        within=CalendarLength(count, unit), after="period-start"
    )
    assert deadline.due(clocks_at(moment, zone)) == reached(*drawn)


@given(moments(), st.integers(0, 10**6))
def test_exact_lengths_are_exact(drawn: tuple[int, str], minutes: int) -> None:
    """Hours and minutes pass whatever the clocks do."""
    deadline = Deadline(within=f"{minutes} minutes", after="period-start")
    due = deadline.due(clocks_at(*drawn))
    assert due == drawn[0] + minutes * MINUTE


@given(
    drawn=counted(),
    unit=st.sampled_from(["day", "month", "quarter", "year"]),
    closes=st.booleans(),
)
def test_units_end_at_the_next_boundary(
    drawn: tuple[int, str, int, str], unit: str, *, closes: bool
) -> None:
    """
    A unit ends at the first boundary after what was reached.

    Counted from the period's end, a boundary that was reached is the one.
    """
    moment, zone, count, length = drawn
    if closes:
        # Most periods end at midnight, where the rule makes a difference.
        moment = wall_instant(wall(moment, zone).date(), 0, zone)
    deadline = Deadline(
        within=CalendarLength(count, length),
        after="period-end" if closes else "period-start",
        end_of=unit,
    )
    at = reached(moment, zone, count, length)
    day = wall(at, zone).date()
    boundaries = (wall_instant(one, 0, zone) for one in firsts(day, unit))
    assert deadline.due(clocks_at(moment, zone)) == min(
        one for one in boundaries if one > at or (closes and one == at)
    )


weeks = st.sets(st.integers(0, 6), min_size=1)
local_zones = st.sampled_from(
    ["Europe/Rome", "America/New_York", "Asia/Tokyo", "UTC"]
)


@given(
    drawn=moments(),
    count=st.integers(1, 12),
    week=weeks,
    closed=st.sets(st.integers(-5, 40), max_size=10),
    zone=local_zones,
    closes=st.booleans(),
)
def test_business_days_are_counted_one_by_one(
    drawn: tuple[int, str],
    count: int,
    week: set[int],
    closed: set[int],
    zone: str,
    *,
    closes: bool,
) -> None:
    """
    Business days begin after the anchor's day, in the calendar's zone.

    They end at the anchor's local time; counted from the period's end, at
    the end of the last one.
    """
    moment, policy_zone = drawn
    shown = wall(moment - closes, zone)
    day = shown.date()
    holidays = {day + dt.timedelta(days=n) for n in closed}
    work = WorkCalendar.of(
        {
            name: ["09:00-17:00"]
            for place, name in enumerate(WEEKDAYS)
            if place in week
        },
        holidays=holidays,
        timezone=zone,
    )
    for _ in range(count):
        day += dt.timedelta(days=1)
        while day.weekday() not in week or day in holidays:
            day += dt.timedelta(days=1)
    expected = (
        wall_instant(day, 24 * 60, zone)
        if closes
        else resolved(dt.datetime.combine(day, shown.time()), zone)
    )
    deadline = Deadline(
        within=CalendarLength(count, "business day"),
        after="period-end" if closes else "period-start",
    )
    assert deadline.due(clocks_at(moment, policy_zone, work)) == expected


ticks = st.integers(START, END)


@st.composite
def outages(draw: st.DrawFn) -> Outage:
    """Draw an outage around June of which not everything is known."""
    return attrs.evolve(
        draw(draws.outages(JUNE, open_ended=True)),
        detected=draw(ticks | st.none()),
        reported=draw(ticks | st.none()),
        verified=draw(ticks | st.none()),
    )


@given(
    st.lists(outages(), max_size=4),
    st.sampled_from(
        [
            Anchor.OUTAGE_START,
            Anchor.OUTAGE_END,
            Anchor.DETECTION,
            Anchor.REPORT,
            Anchor.VERIFICATION,
        ]
    ),
)
def test_first_and_last_are_those_of_single_outages(
    several: list[Outage], anchor: Anchor
) -> None:
    """The first and last clock of several outages, unless one lacks it."""
    june = attrs.evolve(clocks_at(END, "Europe/Rome"), outages=several)
    each = [
        attrs.evolve(june, outages=[outage]).at(anchor) for outage in several
    ]
    found = [june.at(anchor, Which.FIRST), june.at(anchor, Which.LAST)]
    known = [one for one in each if one is not None]
    if each and len(known) == len(each):
        assert found == [min(known), max(known)]
    else:
        assert found == [None, None]
