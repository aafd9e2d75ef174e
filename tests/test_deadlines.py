"""
What a claim's clocks start from, and when they run out.

The dates are those of the vectors, worked out there by hand.
"""

import datetime as dt

from collections.abc import Callable, Mapping

import attrs
import pytest

from slapolicy._tree import tree_of
from slapolicy.errors import AmountError
from slapolicy.facts import Event
from slapolicy.lengths import CalendarLength
from slapolicy.periods import BillingPeriod
from slapolicy.terms.claims import (
    Anchor,
    Deadline,
    EndOf,
    NamedEvent,
    Which,
    as_after,
)
from tests.claiming import (
    DESK,
    O1,
    O2,
    OFFICE,
    TICKET,
    at,
    claim,
    clocks,
    due,
    faults,
    optional,
    outage,
)


class TestAfter:
    """What a clock starts from, as documents and Python write it."""

    @pytest.mark.parametrize("anchor", Anchor)
    def test_anchor(self, anchor: Anchor) -> None:
        """An anchor is itself, and its name in documents."""
        assert as_after(anchor) is anchor
        assert as_after(anchor.value) is anchor

    def test_event(self) -> None:
        """A named event is itself, and a mapping in documents."""
        offer = NamedEvent("offer")
        assert as_after(offer) == offer
        assert as_after({"event": "offer"}) == offer
        assert tree_of(offer) == {"event": "offer"}

    def test_none(self) -> None:
        """A contract may name nothing."""
        assert as_after(None) is None

    def test_unknown_anchor(self) -> None:
        """An unknown anchor is refused with those that there are."""
        with pytest.raises(AmountError) as error:
            as_after("the-moon")
        assert str(error.value) == (
            "after: 'the-moon' is none of outage-start, outage-end, "
            "detection, report, verification, breach, period-start, "
            "period-end, notification, filing, acknowledgement, decision"
        )

    @pytest.mark.parametrize(
        "value",
        [{}, {"evnt": "offer"}, {"event": "offer", "at": "noon"}],
        ids=["empty", "misspelt", "too-much"],
    )
    def test_unknown_mapping(self, value: Mapping[str, str]) -> None:
        """A mapping that is no named event is refused with the cure."""
        with pytest.raises(AmountError) as error:
            as_after(value)
        assert str(error.value) == (
            f"after: {value!r} is no anchor; give the name of one or "
            f"{{event: name}}"
        )


class TestClocks:
    """When an anchor was."""

    @pytest.mark.parametrize(
        ("anchor", "first", "last"),
        [
            ("outage-start", "2026-06-03T10:00Z", "2026-06-20T10:00Z"),
            ("outage-end", "2026-06-03T12:00Z", "2026-06-20T13:00Z"),
            ("detection", "2026-06-03T10:01Z", "2026-06-20T10:02Z"),
            ("report", "2026-06-03T10:30Z", "2026-06-20T10:40Z"),
            ("verification", "2026-06-04T08:00Z", "2026-06-22T08:00Z"),
        ],
    )
    def test_outages(self, anchor: str, first: str, last: str) -> None:
        """The first and the last of an anchor among the outages."""
        june = clocks("2026-06", O1, O2)
        assert june.at(Anchor(anchor), Which.FIRST) == at(first)
        assert june.at(Anchor(anchor)) == at(last)

    def test_which_is_of_the_anchor(self) -> None:
        """An outage that began first may be over, or verified, last."""
        long = outage(
            "2026-06-03T09:00Z",
            "2026-06-30T09:00Z",
            verified="2026-07-01T09:00Z",
        )
        june = clocks("2026-06", long, O1)
        assert june.at(Anchor.OUTAGE_START) == O1.start_ticks
        assert june.at(Anchor.OUTAGE_END) == long.end_ticks
        assert june.at(Anchor.VERIFICATION, Which.FIRST) == O1.verified_ticks

    @pytest.mark.parametrize("which", Which)
    @pytest.mark.parametrize("anchor", ["detection", "report", "verification"])
    def test_one_lacks_it(self, anchor: str, which: Which) -> None:
        """An anchor that one of the outages lacks is missing."""
        bare = outage("2026-06-10T10:00Z", "2026-06-10T11:00Z")
        june = clocks("2026-06", O1, bare, O2)
        assert june.at(Anchor(anchor), which) is None

    def test_no_outages(self) -> None:
        """Where no outage counts its anchors are missing."""
        assert clocks("2026-06").at(Anchor.OUTAGE_END) is None

    def test_open_outage(self) -> None:
        """An open outage ends at the instant from which it is seen."""
        june = clocks("2026-06", outage("2026-06-03T10:00Z"), O1)
        assert june.at(Anchor.OUTAGE_END) == june.as_of

    @pytest.mark.parametrize(
        ("anchor", "expected"),
        [
            ("outage-start", "2026-06-03T10:00Z"),
            ("report", "2026-06-03T10:00Z"),
            ("outage-end", "2026-06-05T10:00Z"),
            ("detection", None),
            ("verification", None),
        ],
    )
    def test_ticket(self, anchor: str, expected: str | None) -> None:
        """Opening a ticket is its start and its report, solving it its end."""
        june = clocks("2026-06", TICKET)
        assert june.at(Anchor(anchor)) == optional(expected)

    def test_open_ticket(self) -> None:
        """A ticket has no end until it is resolved."""
        june = clocks("2026-06", attrs.evolve(TICKET, resolved=None))
        assert june.at(Anchor.OUTAGE_END) is None

    def test_period(self) -> None:
        """The period begins and ends at midnight in Rome."""
        june = clocks("2026-06")
        assert june.at(Anchor.PERIOD_START) == at("2026-05-31T22:00Z")
        assert june.at(Anchor.PERIOD_END) == at("2026-06-30T22:00Z")

    def test_breach(self) -> None:
        """The breach is when the evaluation says, or missing."""
        breach = at("2026-06-08T12:13:12Z")
        assert clocks("2026-06", breach=breach).at(Anchor.BREACH) == breach
        assert clocks("2026-06").at(Anchor.BREACH) is None

    @pytest.mark.parametrize(
        ("anchor", "expected"),
        [
            ("notification", "2026-06-04T10:00Z"),
            ("filing", "2026-06-05T10:00Z"),
            ("acknowledgement", "2026-06-05T11:00Z"),
            ("decision", "2026-06-06T10:00Z"),
        ],
    )
    def test_claim(self, anchor: str, expected: str) -> None:
        """The steps of a claim start clocks when they are first taken."""
        made = claim(
            "notify 2026-06-04T10:00Z",
            "file 2026-06-05T10:00Z",
            "acknowledge 2026-06-05T11:00Z",
            "reject 2026-06-06T10:00Z",
            "appeal 2026-06-07T10:00Z",
            "reject 2026-06-08T10:00Z",
        )
        june = clocks("2026-06", claim=made)
        assert june.at(Anchor(anchor)) == at(expected)

    def test_approved_after_all(self) -> None:
        """A claim that was rejected and then approved was decided then."""
        made = claim(
            "file 2026-06-05T10:00Z",
            "reject 2026-06-06T10:00Z",
            "appeal 2026-06-07T10:00Z",
            "approve 2026-08-08T10:00Z",
        )
        june = clocks("2026-06", claim=made)
        assert june.at(Anchor.DECISION) == at("2026-08-08T10:00Z")

    @pytest.mark.parametrize(
        "anchor", ["notification", "filing", "acknowledgement", "decision"]
    )
    def test_no_claim(self, anchor: str) -> None:
        """What nobody did starts no clock."""
        assert clocks("2026-06").at(Anchor(anchor)) is None
        empty = clocks("2026-06", claim=claim())
        assert empty.at(Anchor(anchor)) is None

    def test_named_event(self) -> None:
        """Of several events of a name the earliest counts."""
        events = tuple(
            Event(name=name, at=at(when))
            for name, when in (
                ("offer", "2026-07-01T08:00Z"),
                ("uptime-report", "2026-07-05T08:00Z"),
                ("uptime-report", "2026-07-03T08:00Z"),
            )
        )
        june = clocks("2026-06", events=events)
        report = june.at(NamedEvent("uptime-report"))
        assert report == at("2026-07-03T08:00Z")
        assert june.at(NamedEvent("invoice")) is None


class TestDeadline:
    """A deadline as a value."""

    def test_texts(self) -> None:
        """Python may write what documents write."""
        assert Deadline(
            within="1 month", after="outage-start", which="first", end_of="day"
        ) == Deadline(
            within=CalendarLength(1, "month"),
            after=Anchor.OUTAGE_START,
            which=Which.FIRST,
            end_of=EndOf.DAY,
        )

    def test_exact_length(self) -> None:
        """A length may be a timedelta."""
        two_days = dt.timedelta(days=2)
        assert Deadline(within="48 hours").within == two_days
        assert Deadline(within=two_days).within == two_days

    def test_tree(self) -> None:
        """A document has the keys that differ from their defaults."""
        deadline = Deadline(
            within="2 business days",
            after={"event": "offer"},
            which="first",
            end_of="billing-cycle",
            opens=Deadline(within="5 days", after="period-end"),
            calendar="desk",
        )
        assert tree_of(deadline) == {
            "within": "2 business days",
            "after": {"event": "offer"},
            "which": "first",
            "end_of": "billing-cycle",
            "opens": {"within": "5 days", "after": "period-end"},
            "calendar": "desk",
        }

    @pytest.mark.parametrize(
        ("make", "message"),
        [
            (
                lambda: Deadline(within="7 days", which="any"),
                "which: 'any' is none of first, last",
            ),
            (
                lambda: Deadline(within="7 days", end_of="week"),
                (
                    "end_of: 'week' is none of day, month, quarter, year, "
                    "billing-cycle"
                ),
            ),
        ],
        ids=["which", "end-of"],
    )
    def test_unknown_words(
        self, make: Callable[[], object], message: str
    ) -> None:
        """Unknown words are refused with those that there are."""
        with pytest.raises(AmountError) as error:
            make()
        assert str(error.value) == message

    def test_opens_opens(self) -> None:
        """An opening that opens is refused."""
        opens = Deadline(
            within="1 day", opens=Deadline(within="1 day", after="report")
        )
        assert faults(lambda: Deadline(within="7 days", opens=opens)) == [
            "opens.opens: what opens has no opening of its own; leave it out"
        ]

    def test_calendar_for_nothing(self) -> None:
        """A calendar by which nothing is counted is refused."""
        (found,) = faults(lambda: Deadline(within="7 days", calendar="desk"))
        assert found == (
            "calendar: 'desk' counts business days and hours, and '7 days' is "
            "neither; leave it out, or write it in those"
        )

    @pytest.mark.parametrize(
        ("within", "expected"),
        [
            ("2 business days", True),
            ("4 business hours", True),
            ("2 days", False),
            ("4 hours", False),
        ],
    )
    def test_is_business(self, within: str, *, expected: bool) -> None:
        """Business days and hours are counted by a calendar."""
        assert Deadline(within=within).is_business is expected


class TestDue:
    """By when something is due."""

    @pytest.mark.parametrize(
        ("within", "expected"),
        [
            ("7 days", "2026-04-01T08:00:00Z"),
            ("168 hours", "2026-04-01T09:00:00Z"),
            ("1 week", "2026-04-01T08:00:00Z"),
            ("1 month", "2026-04-25T08:00:00Z"),
        ],
    )
    def test_days_are_not_hours(self, within: str, expected: str) -> None:
        """Seven days after a clock change it is the same hour, not 168."""
        o1 = outage("2026-03-25T08:00Z", "2026-03-25T09:00Z")
        deadline = Deadline(within=within, after="outage-end")
        assert due(deadline, "2026-03", o1) == expected

    @pytest.mark.parametrize(
        ("end", "within", "expected"),
        [
            ("2012-03-20", "10 days", "2012-03-30"),
            ("2012-02-28", "1 day", "2012-02-29"),
            ("2012-03-01", "71 days", "2012-05-11"),
            ("2012-02-15", "2 months", "2012-04-15"),
            ("2012-03-31", "2 months", "2012-05-31"),
            ("2013-01-31", "2 months", "2013-03-31"),
            ("2012-01-01", "1 year", "2013-01-01"),
            ("2012-02-29", "4 years", "2016-02-29"),
            ("2012-11-15", "3 years", "2015-11-15"),
            ("2012-03-31", "3 months", "2012-06-30"),
            ("2012-01-31", "3 months", "2012-04-30"),
            ("2013-01-31", "3 months", "2013-04-30"),
            ("2012-10-31", "6 months", "2013-04-30"),
            ("2012-02-29", "1 year", "2013-02-28"),
            ("2026-01-31", "1 month", "2026-02-28"),
        ],
    )
    def test_calendar_dates(
        self, end: str, within: str, expected: str
    ) -> None:
        """Months and years keep the day, or take the last one there is."""
        o1 = outage(f"{end}T11:00Z", f"{end}T12:00Z")
        found = clocks(end[:7], o1, zone="UTC")
        deadline = Deadline(within=within, after="outage-end")
        assert deadline.due(found) == at(f"{expected}T12:00Z")

    @pytest.mark.parametrize(
        ("start", "end_of", "expected"),
        [
            ("2026-02-15", "day", "2026-03-15T23:00:00Z"),
            ("2026-02-15", "month", "2026-03-31T22:00:00Z"),
            ("2026-02-15", "quarter", "2026-03-31T22:00:00Z"),
            ("2026-02-15", "year", "2026-12-31T23:00:00Z"),
            ("2026-01-31", "day", "2026-02-28T23:00:00Z"),
            ("2026-01-31", "month", "2026-02-28T23:00:00Z"),
            ("2026-01-31", "quarter", "2026-03-31T22:00:00Z"),
            ("2026-01-31", "year", "2026-12-31T23:00:00Z"),
        ],
    )
    def test_end_of(self, start: str, end_of: str, expected: str) -> None:
        """First the month is added, then its unit ends."""
        o1 = outage(f"{start}T09:00Z", f"{start}T10:00Z")
        deadline = Deadline(
            within="1 month", after="outage-start", end_of=end_of
        )
        assert due(deadline, start[:7], o1) == expected

    @pytest.mark.parametrize(
        ("within", "after", "end_of", "expected"),
        [
            ("10 days", "period-end", "day", "2026-07-10T22:00:00Z"),
            ("1 month", "period-end", "month", "2026-07-31T22:00:00Z"),
            ("3 months", "period-end", "quarter", "2026-09-30T22:00:00Z"),
            ("6 months", "period-end", "year", "2026-12-31T23:00:00Z"),
            ("1 month", "period-start", "month", "2026-07-31T22:00:00Z"),
            ("1 month", "period-end", None, "2026-07-31T22:00:00Z"),
            ("30 days", "period-end", None, "2026-07-30T22:00:00Z"),
        ],
    )
    def test_boundaries(
        self, within: str, after: str, end_of: str | None, expected: str
    ) -> None:
        """From the period's end a boundary belongs to what it ends."""
        deadline = Deadline(within=within, after=after, end_of=end_of)
        assert due(deadline, "2026-06") == expected

    @pytest.mark.parametrize(
        ("reported", "within", "end_of", "expected"),
        [
            ("2026-05-29 17:00", "2 business days", None, "06-03T15"),
            ("2026-05-29 17:00", "2 business days", "day", "06-03T22"),
            ("2026-05-29 17:00", "4 business hours", None, "06-01T10"),
            ("2026-05-30 10:00", "2 business days", None, "06-03T08"),
            ("2026-05-30 10:00", "2 business days", "day", "06-03T22"),
            ("2026-05-30 10:00", "4 business hours", None, "06-01T11"),
        ],
    )
    def test_business(
        self, reported: str, within: str, end_of: str | None, expected: str
    ) -> None:
        """Business days skip a weekend and a holiday, hours the closed."""
        o1 = outage("2026-05-29 09:00", "2026-05-30 18:00", reported=reported)
        deadline = Deadline(
            within=within, after="report", end_of=end_of, calendar="desk"
        )
        calendars = (("desk", DESK), ("office", OFFICE))
        found = due(deadline, "2026-05", o1, calendars=calendars)
        assert found == f"2026-{expected}:00:00Z"

    @pytest.mark.parametrize(
        ("label", "within", "after", "expected"),
        [
            ("2026-06", "2 business days", "outage-end", "06-16T13"),
            ("2026-06", "5 business days", "period-end", "07-07T22"),
            ("2026-07", "5 business days", "period-end", "08-07T22"),
            ("2026-07", "2 business hours", "period-end", "08-03T09"),
        ],
    )
    def test_business_after_the_period(
        self, label: str, within: str, after: str, expected: str
    ) -> None:
        """After the period's last day, to the end of the last one."""
        o1 = outage("2026-06-13 13:00", "2026-06-13 15:00")
        deadline = Deadline(within=within, after=after)
        calendars = (("office", OFFICE),)
        found = due(deadline, label, o1, calendars=calendars)
        assert found == f"2026-{expected}:00:00Z"

    @pytest.mark.parametrize(
        ("after", "end_of", "expected"),
        [
            ("outage-end", None, "2026-06-15T22:00:00Z"),
            ("outage-end", "day", "2026-06-16T15:00:00Z"),
            ("period-end", None, "2026-07-02T15:00:00Z"),
            ("period-end", "day", "2026-07-02T15:00:00Z"),
        ],
    )
    def test_calendar_has_its_own_zone(
        self, after: str, end_of: str | None, expected: str
    ) -> None:
        """
        Business days, and the ends of units after them, are the calendar's.

        Midnight of Sunday in Rome is 07:00 on Sunday in Tokyo, and June ends
        in Rome on Wednesday 1 July in Tokyo.
        """
        tokyo = attrs.evolve(OFFICE, timezone="Asia/Tokyo")
        o1 = outage("2026-06-13 12:00", "2026-06-14 00:00")
        days = 2 if after == "outage-end" else 1
        deadline = Deadline(
            within=CalendarLength(days, "business day"),
            after=after,
            end_of=end_of,
        )
        found = due(deadline, "2026-06", o1, calendars=(("jp", tokyo),))
        assert found == expected

    def test_no_calendar(self) -> None:
        """Business days without a calendar are the policy's fault."""
        deadline = Deadline(within="2 business days", after="period-end")
        assert faults(lambda: deadline.due(clocks("2026-06"))) == [
            "a calendar must be named; the policy has: none"
        ]

    @pytest.mark.parametrize(
        ("billing", "expected"),
        [
            (None, "2026-08-15T00:00:00Z"),
            (BillingPeriod("month"), "2026-08-15T00:00:00Z"),
            (BillingPeriod("quarter"), "2026-10-15T00:00:00Z"),
        ],
        ids=["unknown", "month", "quarter"],
    )
    def test_billing_cycle(
        self, billing: BillingPeriod | None, expected: str
    ) -> None:
        """A billing cycle begins with the service's anchor."""
        o1 = outage("2026-06-20T10:00Z", "2026-06-20T12:00Z")
        deadline = Deadline(
            within="30 days", after="outage-end", end_of="billing-cycle"
        )
        found = attrs.evolve(
            clocks("2026-06", o1, zone="UTC"),
            billing=billing,
            billing_anchor=dt.date(2026, 1, 15),
        )
        assert deadline.due(found) == at(expected)

    def test_billing_cycle_that_closes(self) -> None:
        """From the period's end the cycle that ends there is the one."""
        deadline = Deadline(
            within="1 month", after="period-end", end_of="billing-cycle"
        )
        anchor = dt.date(2026, 1, 1)
        found = due(deadline, "2026-06", billing_anchor=anchor)
        assert found == "2026-07-31T22:00:00Z"

    def test_missing_anchor(self) -> None:
        """What was never verified has no deadline."""
        o1 = outage("2026-06-10T10:00Z", "2026-06-10T11:00Z")
        deadline = Deadline(within="7 days", after="verification")
        assert due(deadline, "2026-06", o1) is None

    def test_missing_billing_anchor(self) -> None:
        """A billing cycle that nobody knows has no end."""
        deadline = Deadline(
            within="7 days", after="period-end", end_of="billing-cycle"
        )
        assert due(deadline, "2026-06") is None

    def test_no_anchor(self) -> None:
        """A clock that nothing starts never runs."""
        assert due(Deadline(within="7 days"), "2026-06", O1) is None

    def test_beyond_the_calendar(self) -> None:
        """A deadline after the year 9999 is no instant."""
        deadline = Deadline(within="9000 years", after="period-end")
        with pytest.raises(AmountError) as error:
            deadline.due(clocks("2026-06"))
        assert str(error.value) == (
            "2026-07-01T00:00:00 + 108000 months leaves the years 1 to 9999"
        )
