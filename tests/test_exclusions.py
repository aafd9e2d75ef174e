"""Tests for slapolicy.terms.exclusions."""

import datetime as dt

from collections.abc import Callable
from fractions import Fraction

import attrs
import pytest

from slapolicy._pairs import Pair
from slapolicy.calendars import Shift, Weekday, WorkCalendar
from slapolicy.errors import AmountError, PolicyError, messages
from slapolicy.facts import Maintenance, Outage, Suspension
from slapolicy.facts.record import Used
from slapolicy.terms.exchange import Decision, Scope, Stretch, View
from slapolicy.terms.exclusions import (
    CauseExclusion,
    LocalWindow,
    MaintenanceExclusion,
    Pool,
    ShortExclusion,
    SourceExclusion,
    SuspensionExclusion,
)
from tests.views import JUNE, at, record_of, span, view_of


HOUR = dt.timedelta(hours=1)
# 10 June 2026 is a Wednesday.
DESK = WorkCalendar.of(
    {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
    timezone="UTC",
)


def pair(start: str, end: str) -> Pair:
    """Return a span of 2026."""
    found = span(start, end)
    return (found.start_ticks, found.end_ticks)


def work(
    start: str,
    end: str,
    *,
    kind: str = "planned",
    announced: str | None = None,
    component: str | None = None,
) -> Maintenance:
    """Return maintenance of 2026."""
    return Maintenance(
        id=f"{kind} {start}",
        start=at(start),
        end=at(end),
        kind=kind,
        announced=None if announced is None else at(announced),
        component=component,
    )


def june(
    *works: Maintenance,
    suspensions: tuple[Suspension, ...] = (),
    outages: tuple[Outage, ...] = (),
    components: tuple[str, ...] = (),
    as_of: str | None = None,
) -> View:
    """Return June as a commitment sees it."""
    record = attrs.evolve(
        record_of(JUNE), maintenance=works, suspensions=suspensions
    )
    view = view_of(
        record,
        as_of=None if as_of is None else at(as_of),
        calendars={"desk": DESK},
    )
    scope = Scope(outages=outages, components=components)
    return attrs.evolve(view, scope=scope)


def decided(
    rule: MaintenanceExclusion, *works: Maintenance, used: Used | None = None
) -> list[tuple[bool, tuple[Pair, ...], str | None]]:
    """Return what a rule decides about maintenance, and why."""
    return [
        (one.held, one.spans, one.reason)
        for one in rule.excuse(june(*works), used)
    ]


class TestWhole:
    """Outages excluded as a whole, by cause or by source."""

    outages = (
        Outage(
            id="a",
            start=at("06-10 01:00"),
            end=at("06-10 02:00"),
            cause="dns",
            source="monitor",
            component="x",
        ),
        Outage(id="b", start=at("06-10 03:00"), end=at("06-10 03:00")),
        Outage(
            id="c",
            start=at("06-10 05:00"),
            end=None,
            cause="dns",
            source="customer",
        ),
    )

    def test_by_cause(self) -> None:
        """Only the outages that it hits are told of, up to now."""
        rule = CauseExclusion(causes=["dns", "attack"])
        view = june(outages=self.outages, as_of="06-10 06:00")
        assert (
            Decision(
                rule="cause",
                fact="a",
                held=True,
                spans=(pair("06-10 01:00", "06-10 02:00"),),
                component="x",
                outage="a",
            ),
            Decision(
                rule="cause",
                fact="c",
                held=True,
                spans=(pair("06-10 05:00", "06-10 06:00"),),
                outage="c",
            ),
        ) == rule.excuse(view, None)

    def test_by_source(self) -> None:
        """An outage that names no source was told by none."""
        rule = SourceExclusion(admissible=["monitor"], id="told")
        found = rule.excuse(june(outages=self.outages), None)
        assert [("told", "b", False), ("told", "c", True)] == [
            (one.rule, one.fact, bool(one.spans)) for one in found
        ]

    def test_hits_none(self) -> None:
        """Then there is nothing to decide."""
        view = june(outages=self.outages)
        assert () == CauseExclusion(causes=["attack"]).excuse(view, None)


class TestSuspension:
    """Time in which the service was rightly suspended."""

    unpaid = Suspension(
        id="s1",
        start=at("06-10 01:00"),
        end=at("06-10 02:00"),
        reason="unpaid",
    )
    silent = Suspension(
        id="s2", start=at("06-11 01:00"), end=at("06-11 01:00")
    )

    def test_of_any_reason(self) -> None:
        """One without length excuses no time."""
        view = june(suspensions=(self.unpaid, self.silent))
        found = SuspensionExclusion().excuse(view, None)
        assert [(pair("06-10 01:00", "06-10 02:00"),), ()] == [
            one.spans for one in found
        ]
        assert [True, True] == [one.held for one in found]

    def test_of_the_reasons_that_the_contract_names(self) -> None:
        """Another one, or none, is told with why it does not hold."""
        view = june(suspensions=(self.unpaid, self.silent))
        rule = SuspensionExclusion(reasons=["abuse", "order"], id="x")
        assert [
            "the reason unpaid is none of abuse, order",
            "the reason is not given and is none of abuse, order",
        ] == [one.reason for one in rule.excuse(view, None)]
        found = SuspensionExclusion(reasons=["unpaid"]).excuse(view, None)
        assert [True, False] == [one.held for one in found]

    def test_has_happened(self) -> None:
        """What starts at the instant of looking has not."""
        view = june(suspensions=(self.unpaid,), as_of="06-10 01:00")
        assert () == SuspensionExclusion().excuse(view, None)


NIGHT = LocalWindow(days=["sat"], hours="22:00-06:00")


class TestMaintenance:
    """Time under valid maintenance."""

    night = work("06-10 01:00", "06-10 05:00")
    whole = pair("06-10 01:00", "06-10 05:00")

    def test_without_conditions_all_of_it(self) -> None:
        """It excuses whether anything was down or not."""
        assert [(True, (self.whole,), None)] == decided(
            MaintenanceExclusion(), self.night
        )

    def test_without_length_excuses_nothing(self) -> None:
        """It holds all the same, also where windows were agreed."""
        empty = work("06-10 01:00", "06-10 01:00")
        for rule in (
            MaintenanceExclusion(),
            MaintenanceExclusion(within=[NIGHT]),
        ):
            assert [(True, (), None)] == decided(rule, empty)

    def test_of_another_component_is_not_seen(self) -> None:
        """What the metric does not read it cannot excuse."""
        theirs = work("06-10 01:00", "06-10 05:00", component="y")
        rule = MaintenanceExclusion()
        assert () == rule.excuse(june(theirs, components=("x",)), None)
        (one,) = rule.excuse(june(theirs, components=("x", "y")), None)
        assert one.component == "y"

    def test_has_begun(self) -> None:
        """What starts at the instant of looking has not."""
        view = june(self.night, as_of="06-10 01:00")
        assert () == MaintenanceExclusion().excuse(view, None)

    def test_kinds(self) -> None:
        """Both, unless the contract names one."""
        urgent = work("06-10 01:00", "06-10 05:00", kind="urgent")
        rule = MaintenanceExclusion(kinds=["planned"])
        assert [
            (True, (self.whole,), None),
            (False, (), "urgent maintenance does not qualify"),
        ] == decided(rule, self.night, urgent)

    def test_longest(self) -> None:
        """From its start; the rest counts."""
        part = pair("06-10 01:00", "06-10 04:00")
        assert [(True, (part,), "only part of it qualifies")] == decided(
            MaintenanceExclusion(longest="3 hours"), self.night
        )
        assert [(True, (self.whole,), None)] == decided(
            MaintenanceExclusion(longest="4 hours"), self.night
        )

    def test_void_beyond(self) -> None:
        """A longer one does not qualify at all; exactly so long does."""
        assert [(True, (self.whole,), None)] == decided(
            MaintenanceExclusion(void_beyond="4 hours"), self.night
        )
        why = "it took longer than 239 minutes, beyond which none qualifies"
        assert [(False, (), why)] == decided(
            MaintenanceExclusion(void_beyond="239 minutes"), self.night
        )

    def test_windows(self) -> None:
        """The day is that on which a window begins, also across midnight."""
        rule = MaintenanceExclusion(within=[NIGHT])
        assert [
            (False, (), "it lies outside the agreed windows"),
            (
                True,
                (pair("06-14 00:00", "06-14 06:00"),),
                "only part of it qualifies",
            ),
        ] == decided(
            rule,
            work("06-14 00:00", "06-14 07:00"),
            work("06-13 02:00", "06-13 06:00"),
        )

    def test_windows_join(self) -> None:
        """Two that touch are one."""
        later = LocalWindow(hours="06:00-08:00")
        rule = MaintenanceExclusion(within=[NIGHT, later])
        whole = pair("06-13 23:00", "06-14 07:00")
        assert [(True, (whole,), None)] == decided(
            rule, work("06-13 23:00", "06-14 07:00")
        )

    def test_windows_read_text(self) -> None:
        """Weekdays and hours, or the values."""
        assert (Weekday.SAT,) == NIGHT.days
        assert NIGHT == LocalWindow(
            days=[Weekday.SAT], hours=Shift.parse("22:00-06:00")
        )
        with pytest.raises(AmountError):
            LocalWindow(days=["saturday"], hours="22:00-06:00")

    def test_unknown_kinds_are_refused(self) -> None:
        """The message says which there are."""
        with pytest.raises(PolicyError) as raised:
            MaintenanceExclusion(kinds=["planned", "quick"])
        assert [
            "kinds: 'quick' is neither 'planned' nor 'urgent'"
        ] == messages(raised.value)


class TestNotice:
    """How long before its start it must be announced."""

    @pytest.mark.parametrize(
        ("notice", "announced", "why"),
        [
            ("48 hours", "06-08 10:00", None),
            (
                "48 hours",
                "06-08 10:01",
                "it was announced 2879 minutes before; 48 hours needed",
            ),
            (
                "48 hours",
                "06-08 11:00",
                ("it was announced 47 hours before; 48 hours needed"),
            ),
            (
                "48 hours",
                None,
                "it was never announced; 48 hours before were needed",
            ),
            (
                "48 hours",
                "06-10 10:01",
                "it was announced after it began; 48 hours needed",
            ),
            ("2 days", "06-08 10:00", None),
            ("1 month", "05-10 10:00", None),
            (
                "1 month",
                "05-11 10:00",
                "it was announced 720 hours before; 1 month needed",
            ),
            ("2 business days", "06-08 10:00", None),
            (
                "3 business days",
                "06-08 10:00",
                "it was announced 48 hours before; 3 business days needed",
            ),
            ("9 business hours", "06-09 09:00", None),
            (
                "10 business hours",
                "06-09 09:00",
                "it was announced 25 hours before; 10 business hours needed",
            ),
        ],
    )
    def test_is_kept_to_the_instant(
        self, notice: str, announced: str | None, why: str | None
    ) -> None:
        """In hours, days of the calendar, or business time."""
        rule = MaintenanceExclusion(notice=notice, calendar="desk")
        one = work("06-10 10:00", "06-10 11:00", announced=announced)
        ((held, _, reason),) = decided(rule, one)
        assert (why is None, why) == (held, reason)

    def test_parts_of_a_minute_are_said(self) -> None:
        """Not rounded to what would have been enough."""
        one = attrs.evolve(
            work("06-10 10:00", "06-10 11:00"),
            announced=at("06-10 09:00") + dt.timedelta(seconds=1),
        )
        ((_, _, reason),) = decided(MaintenanceExclusion(notice=HOUR), one)
        assert "it was announced 3599 seconds before; 1 hour needed" == reason


NIGHTS = (
    work("06-10 01:00", "06-10 04:00"),
    work("06-11 01:00", "06-11 04:00"),
    work("06-12 01:00", "06-12 04:00"),
)


def pooled(at_most: str | int, per: str = "month") -> MaintenanceExclusion:
    """Return maintenance of which only so much is excluded."""
    return MaintenanceExclusion(pool=Pool(at_most=at_most, per=per))


class TestPool:
    """How much may be excluded in a calendar unit."""

    def test_of_time(self) -> None:
        """Used in order of time; what is beyond counts."""
        why = "the pool of 5 hours per month is used up"
        assert [
            (True, (pair("06-10 01:00", "06-10 04:00"),), None),
            (True, (pair("06-11 01:00", "06-11 03:00"),), why),
            (False, (), why),
        ] == decided(pooled("5 hours"), *NIGHTS)

    def test_of_occurrences(self) -> None:
        """However long each is."""
        why = "the pool of 2 times per month is used up"
        assert [(True, None), (True, None), (False, why)] == [
            (held, reason) for held, _, reason in decided(pooled(2), *NIGHTS)
        ]

    @pytest.mark.parametrize(
        ("at_most", "used", "expected"),
        [
            ("5 hours", 3 * HOUR, [True, False, False]),
            ("5 hours", 9 * HOUR, [False, False, False]),
            ("2", Fraction(1), [True, False, False]),
            ("2", Fraction(9), [False, False, False]),
        ],
    )
    def test_earlier_periods_used_some(
        self, at_most: str, used: Used, expected: list[bool]
    ) -> None:
        """More than there was leaves nothing, and no debt."""
        found = decided(pooled(at_most, "year"), *NIGHTS, used=used)
        assert expected == [held for held, _, _ in found]

    def test_what_does_not_qualify_uses_nothing(self) -> None:
        """The pool is for valid maintenance."""
        rule = attrs.evolve(pooled("3 hours"), void_beyond="3 hours")
        long = work("06-09 01:00", "06-09 05:00")
        assert [False, True, False] == [
            held for held, _, _ in decided(rule, long, *NIGHTS[:2])
        ]

    @pytest.mark.parametrize(
        ("at_most", "expected"),
        [
            ("1 hour", [True, True, False]),
            ("1", [True, True, False]),
        ],
    )
    def test_only_what_lies_in_the_period_is_drawn(
        self, at_most: str, expected: list[bool]
    ) -> None:
        """The part before and the part after are no matter of this pool."""
        works = (
            work("05-31 01:00", "05-31 04:00"),
            work("05-31 23:00", "06-01 01:00"),
            work("06-20 01:00", "06-20 02:00"),
        )
        found = decided(pooled(at_most), *works)
        assert expected == [held for held, _, _ in found]
        assert (pair("05-31 23:00", "06-01 01:00"),) == found[1][1]

    def test_without_length_uses_no_time(self) -> None:
        """Nor does it need any."""
        empty = work("06-13 01:00", "06-13 01:00")
        assert (True, (), None) == decided(pooled("9 hours"), *NIGHTS, empty)[
            3
        ]

    def across(self, rule: MaintenanceExclusion) -> list[Decision]:
        """Return decisions about nights of June and July, as one period."""
        start, end = pair("06-15 00:00", "07-15 00:00")
        works = (
            work("06-29 01:00", "06-29 02:00"),
            work("06-30 23:00", "07-01 02:00"),
            work("07-02 01:00", "07-02 02:00"),
        )
        view = attrs.evolve(june(*works), start=start, end=end, as_of=end)
        return list(rule.excuse(view, None))

    def test_is_refilled_where_a_unit_begins(self) -> None:
        """One night across it draws on both."""
        found = self.across(pooled("2 hours"))
        assert (
            (pair("06-29 01:00", "06-29 02:00"),),
            (pair("06-30 23:00", "07-01 02:00"),),
            (),
        ) == tuple(one.spans for one in found)
        hour = 3600 * 10**6
        assert [0, 2 * hour, 0] == [one.used for one in found]

    def test_an_occurrence_belongs_to_the_unit_in_which_it_begins(
        self,
    ) -> None:
        """The night across is June's."""
        found = self.across(pooled(2))
        assert [True, True, True] == [one.held for one in found]
        assert [0, 0, 1] == [one.used for one in found]

    @pytest.mark.parametrize(
        ("at_most", "expected"),
        [
            ("5 hours", 5 * HOUR),
            (dt.timedelta(hours=5), 5 * HOUR),
            ("3", Fraction(3)),
            (3, Fraction(3)),
            (Fraction(3), Fraction(3)),
        ],
    )
    def test_holds_time_or_occurrences(
        self, at_most: str | int | Used, expected: Used
    ) -> None:
        """A number alone is a number of times."""
        pool = Pool(at_most=at_most, per="year")
        assert expected == pool.at_most
        assert isinstance(expected, dt.timedelta) is pool.is_length

    @pytest.mark.parametrize("size", [-1, Fraction(5, 2)])
    def test_holds_no_part_of_an_occurrence(
        self, size: int | Fraction
    ) -> None:
        """Nobody could count to it."""
        with pytest.raises(PolicyError) as raised:
            Pool(at_most=size, per="year")
        assert [f"at_most: {size} is no whole number from 0 up"] == messages(
            raised.value
        )


class TestCarry:
    """What the next period finds used of a pool."""

    def carried(
        self, rule: MaintenanceExclusion, used: Used | None = None
    ) -> Used | None:
        """Return what June hands on of three nights."""
        view = june(*NIGHTS)
        return rule.carry(view, used, rule.excuse(view, used))

    def test_without_a_pool_there_is_nothing(self) -> None:
        """Nothing was drawn on."""
        assert self.carried(MaintenanceExclusion()) is None
        assert not MaintenanceExclusion().has_pool

    @pytest.mark.parametrize("per", ["month", "quarter"])
    def test_a_unit_that_ends_with_the_period_is_over(self, per: str) -> None:
        """June's end is a quarter's too."""
        assert self.carried(pooled("5 hours", per)) is None
        assert pooled("5 hours", per).has_pool

    @pytest.mark.parametrize(
        ("at_most", "used", "expected"),
        [
            ("5 hours", None, 5 * HOUR),
            ("50 hours", 2 * HOUR, 11 * HOUR),
            (2, None, Fraction(2)),
            (9, Fraction(4), Fraction(7)),
        ],
    )
    def test_a_year_goes_on(
        self, at_most: str | int, used: Used | None, expected: Used
    ) -> None:
        """What was found used, and what this period used."""
        assert expected == self.carried(pooled(at_most, "year"), used)

    def test_a_unit_that_began_in_the_period_is_new(self) -> None:
        """What was used of the one before does not matter."""
        start, end = pair("06-15 00:00", "07-15 00:00")
        view = attrs.evolve(
            june(work("07-02 01:00", "07-02 02:00")),
            start=start,
            end=end,
            as_of=end,
        )
        rule = pooled("9 hours")
        used = 4 * HOUR
        assert HOUR == rule.carry(view, used, rule.excuse(view, used))


def stretch(name: str, start: str, end: str) -> Stretch:
    """Return downtime of 2026."""
    low, high = pair(start, end)
    return Stretch(name, low, high, ((low, high),), high - low)


BLIPS = (
    stretch("a", "06-10 01:00", "06-10 01:15"),
    stretch("b", "06-10 03:00", "06-10 03:16"),
    stretch("c", "06-10 05:00", "06-10 05:10"),
    stretch("d", "06-11 05:00", "06-11 05:10"),
)


def forgiven(rule: ShortExclusion, *stretches: Stretch) -> dict[str, bool]:
    """Return whether each short stretch is forgiven."""
    return {one.fact: one.held for one in rule.forgive(stretches, june())}


class TestShort:
    """A few short stretches are forgiven."""

    def test_up_to_a_length(self) -> None:
        """Exactly so long is short; longer ones are not told of."""
        rule = ShortExclusion(up_to="15 minutes")
        assert {"a": True, "c": True, "d": True} == forgiven(rule, *BLIPS)

    @pytest.mark.parametrize(
        ("at_most", "beyond", "expected"),
        [
            (3, "all", [True, True, True]),
            (2, "all", [False, False, False]),
            (2, "rest", [True, True, False]),
            (0, "rest", [False, False, False]),
            ("3", "all", [True, True, True]),
        ],
    )
    def test_at_most_so_many(
        self, at_most: int | str, beyond: str, expected: list[bool]
    ) -> None:
        """Beyond, all of them count, or those after the first few."""
        rule = ShortExclusion(
            up_to="15 minutes", at_most=at_most, beyond=beyond
        )
        assert expected == list(forgiven(rule, *BLIPS).values())

    def test_counts_anew_where_its_unit_begins(self) -> None:
        """Two on one day, one on the next."""
        rule = ShortExclusion(up_to="15 minutes", at_most=1, per="day")
        assert {"a": False, "c": False, "d": True} == forgiven(rule, *BLIPS)

    def test_only_those_that_start_in_the_period(self) -> None:
        """Its first instant is in it, its end is not."""
        edges = (
            stretch("before", "05-31 23:59", "06-01 00:01"),
            stretch("first", "06-01 00:00", "06-01 00:01"),
            stretch("last", "06-30 23:59", "07-01 00:01"),
            stretch("after", "07-01 00:00", "07-01 00:01"),
        )
        rule = ShortExclusion(up_to="15 minutes")
        assert ["first", "last"] == list(forgiven(rule, *edges))

    @pytest.mark.parametrize(
        ("per", "why"),
        [
            (None, "3 were short, and 2 per period are forgiven"),
            ("month", "3 were short, and 2 per month are forgiven"),
        ],
    )
    def test_says_why_not(self, per: str | None, why: str) -> None:
        """How many there were, and how many may be."""
        rule = ShortExclusion(
            up_to="15 minutes", at_most=2, per=per, id="blips"
        )
        found = rule.forgive(BLIPS, june())
        assert {("blips", why)} == {(one.rule, one.reason) for one in found}

    def test_forgives_a_stretch_as_its_one_span(self) -> None:
        """Under the rule's kind, if it has no name."""
        (one,) = ShortExclusion(up_to="15 minutes").forgive(BLIPS[:1], june())
        assert one == Decision(
            rule="short",
            fact="a",
            held=True,
            spans=(pair("06-10 01:00", "06-10 01:15"),),
        )

    @pytest.mark.parametrize(
        ("make", "kind"),
        [
            (lambda: ShortExclusion(up_to="1 hour", at_most=-1), PolicyError),
            (
                lambda: ShortExclusion(up_to="1 hour", at_most="1.5"),
                PolicyError,
            ),
            (
                lambda: ShortExclusion(up_to="1 hour", per="decade"),
                AmountError,
            ),
            (
                lambda: ShortExclusion(up_to="1 hour", beyond="some"),
                AmountError,
            ),
        ],
        ids=["negative", "half", "unit", "beyond"],
    )
    def test_refuses_what_cannot_be(
        self, make: Callable[[], ShortExclusion], kind: type[Exception]
    ) -> None:
        """No part of a stretch is counted, nothing is cut off in silence."""
        with pytest.raises(kind):
            make()
