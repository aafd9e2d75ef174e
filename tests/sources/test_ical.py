"""iCalendar: the quirks of calendars and of carriers' notices."""

import sys

from pathlib import Path

import pytest

from icalendar import Component

from slapolicy.errors import MissingExtraError
from slapolicy.sources import Import, ical
from tests.sources.exported import MARCH, SAMPLES, faults, worked


NOTICES = SAMPLES / "maintnote.ics"
RECURRING = SAMPLES / "maintenance-recurring.ics"
WINDOW = "2026-03-22T01:00:00Z/2026-03-22T03:00:00Z"


def event(*lines: str) -> str:
    """Return an event of 22 March, with more lines or others."""
    own = ("UID:a", "DTSTART:20260322T010000Z", "DTEND:20260322T030000Z")
    kept = [
        line
        for line in own
        if not any(one.startswith(line.partition(":")[0]) for one in lines)
    ]
    return "\r\n".join(["BEGIN:VEVENT", *kept, *lines, "END:VEVENT"])


def calendar(*events: str) -> str:
    """Return a calendar of events."""
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR", ""]
    )


def read(*events: str) -> Import:
    """Return what a calendar of events says of March."""
    return ical.read(calendar(*events), within=MARCH, timezone="Europe/Rome")


class TestNotices:
    """Notices of carriers."""

    def test_newest_sequence_wins(self) -> None:
        """Of one event the newest revision counts, in whatever order."""
        assert [WINDOW] == worked(ical.read(NOTICES), "web")
        assert ["2026-03-22T01:00:00Z/2026-03-22T02:00:00Z"] == worked(
            read(
                event("SEQUENCE:10", "DTEND:20260322T020000Z"),
                event("SEQUENCE:9"),
            )
        )

    def test_announced_when_its_window_was_first_told(self) -> None:
        """An earlier notice told of another window."""
        (found,) = ical.read(NOTICES).maintenance

        assert "2026-03-12 10:00:00+00:00" == str(found.announced)

    def test_without_sequence_and_organizer(self) -> None:
        """Then the later stamp counts."""
        found = read(
            event(
                "DTSTAMP:20260312T090000Z",
                "X-MAINTNOTE-PROVIDER:ntt.example",
                "DTEND:20260322T020000Z",
            ),
            event(
                "DTSTAMP:20260311T090000Z", "X-MAINTNOTE-PROVIDER:ntt.example"
            ),
        )

        assert ["2026-03-22T01:00:00Z/2026-03-22T02:00:00Z"] == worked(found)

    def test_without_a_status(self) -> None:
        """A status is optional, and its absence no refusal."""
        assert [WINDOW] == worked(read(event("X-MAINTNOTE-ACCOUNT:137")))

    @pytest.mark.parametrize(
        ("status", "count"),
        [
            ("TENTATIVE", 0),
            ("CANCELLED", 0),
            ("CONFIRMED", 1),
            ("IN-PROCESS", 1),
            ("COMPLETED", 1),
        ],
    )
    def test_status(self, status: str, count: int) -> None:
        """What was called off, or never confirmed, did not take place."""
        found = read(event(f"X-MAINTNOTE-STATUS:{status}"))

        assert count == len(found.maintenance)

    def test_tentative_where_the_caller_says_so(self) -> None:
        """The caller may know better."""
        text = calendar(event("STATUS:TENTATIVE"))

        assert 0 == len(ical.read(text).maintenance)
        assert 1 == len(ical.read(text, tentative=True).maintenance)

    def test_impact_of_each_object(self) -> None:
        """What has no impact on an object is none of its maintenance."""
        assert ("web",) == ical.read(NOTICES).subjects

    def test_object_without_an_impact_of_its_own(self) -> None:
        """An object that is named is affected."""
        assert [WINDOW] == worked(
            read(event("X-MAINTNOTE-OBJECT-ID:db")), "db"
        )

    def test_no_impact_at_all(self) -> None:
        """Then there is no maintenance."""
        assert () == read(event("X-MAINTNOTE-IMPACT:NO-IMPACT")).maintenance

    def test_several_uids_a_mail(self) -> None:
        """Each event is one, in one calendar or in several."""
        text = calendar(event("UID:a"), event("UID:b")) + calendar(
            event("UID:c")
        )

        assert 3 == len(ical.read(text).maintenance)

    def test_long_lines_folded_by_hand(self) -> None:
        """What does not begin like a property goes on with the last one."""
        text = calendar(event("SUMMARY:Planned work on\nthe core router"))
        (found,) = ical.read(text).maintenance

        assert "Planned work onthe core router" == found.note

    def test_property_that_stands_twice(self) -> None:
        """The last one counts, as in the later notice."""
        found = read(event("SUMMARY:old", "SUMMARY:new"))

        assert ["new"] == [one.note for one in found.maintenance]

    def test_utc_basic_format(self) -> None:
        """Times in UTC need no zone."""
        assert [WINDOW] == worked(ical.read(calendar(event())))


class TestRecurring:
    """Windows that come again."""

    def test_rule_exception_and_moved_window(self) -> None:
        """15 March is left out, 8 March moved, 29 March an hour long."""
        assert [
            "2026-03-01T01:00:00Z/2026-03-01T03:00:00Z",
            "2026-03-09T01:00:00Z/2026-03-09T02:00:00Z",
            "2026-03-22T01:00:00Z/2026-03-22T03:00:00Z",
            "2026-03-29T01:00:00Z/2026-03-29T02:00:00Z",
        ] == worked(ical.read(RECURRING, within=MARCH))

    def test_were_announced_to_nobody(self) -> None:
        """An entry in a calendar is no notice."""
        found = ical.read(RECURRING, within=MARCH)

        assert {None} == {one.announced for one in found.maintenance}

    def test_need_a_span(self) -> None:
        """Without one they never end."""
        assert [
            (
                f"{RECURRING}: event 1: recurs; name the span that windows "
                "are wanted for"
            )
        ] == faults(lambda: ical.read(RECURRING))

    def test_by_dates(self) -> None:
        """Dates may be listed instead of a rule."""
        found = read(event("RDATE:20260324T010000Z"))

        assert 2 == len(found.maintenance)

    def test_called_off(self) -> None:
        """A series that is cancelled has no windows."""
        found = read(event("RRULE:FREQ=DAILY", "STATUS:CANCELLED"))

        assert () == found.maintenance

    def test_occurrence_called_off(self) -> None:
        """Neither has an occurrence that is."""
        found = read(
            event("RRULE:FREQ=DAILY;COUNT=3"),
            event(
                "RECURRENCE-ID:20260323T010000Z",
                "DTSTART:20260323T010000Z",
                "DTEND:20260323T030000Z",
                "STATUS:CANCELLED",
            ),
        )

        assert 2 == len(found.maintenance)

    def test_exception_whose_series_is_elsewhere(self) -> None:
        """It is a window of its own."""
        assert [WINDOW] == worked(
            read(event("RECURRENCE-ID:20260321T010000Z"))
        )

    @pytest.mark.parametrize(
        ("rules", "fault"),
        [
            (["RRULE:FREQ=SECONDLY"], "recurs more often than daily"),
            (
                ["RRULE:FREQ=DAILY;BYMINUTE=1,2"],
                "recurs more often than daily",
            ),
            (["RRULE:FREQ=DAILY;INTERVAL=0"], "recurs at no interval"),
            (
                ["RRULE:FREQ=DAILY;COUNT=2", "RRULE:FREQ=DAILY;COUNT=3"],
                "has several rules",
            ),
        ],
    )
    def test_rules_that_would_take_for_ever(
        self, rules: list[str], fault: str
    ) -> None:
        """They are refused, not worked out."""
        assert [f"<text>: event 1: RRULE: {fault}"] == faults(
            lambda: read(event(*rules))
        )


class TestDates:
    """What a rule, its end and its dates come to."""

    @pytest.mark.parametrize(
        ("lines", "count"),
        [
            (["RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"], 1),
            (["RRULE:FREQ=DAILY;UNTIL=20260324T010000Z"], 3),
            (["RRULE:FREQ=DAILY;UNTIL=20260324T005959Z"], 2),
            (["RRULE:FREQ=DAILY;UNTIL=20260324T010000"], 3),
            (["RRULE:FREQ=DAILY;UNTIL=20260324"], 2),
            (["RRULE:FREQ=DAILY;UNTIL=20270324T010000Z"], 10),
            (["RRULE:FREQ=DAILY;UNTIL=20260321T010000Z"], 0),
            (
                [
                    "DTSTART:20260322T010000",
                    "DTEND:20260322T030000",
                    "RRULE:FREQ=DAILY;UNTIL=20260324T010000Z",
                ],
                3,
            ),
            (
                [
                    "DTSTART;VALUE=DATE:20260322",
                    "DTEND;VALUE=DATE:20260323",
                    "RRULE:FREQ=DAILY;UNTIL=20260324T010000Z",
                ],
                3,
            ),
            (
                [
                    "RDATE:20260324T010000Z,20260325T010000Z",
                    "RDATE:20260326T010000Z,20270326T010000Z",
                ],
                4,
            ),
        ],
    )
    def test_how_many(self, lines: list[str], count: int) -> None:
        """The first time counts too, if the rule does not end before it."""
        assert count == len(read(event(*lines)).maintenance)

    def test_period(self) -> None:
        """A date may have a length of its own."""
        found = read(event("RDATE;VALUE=PERIOD:20260324T010000Z/PT5M"))

        assert "2026-03-24T01:00:00Z/2026-03-24T01:05:00Z" in worked(found)

    def test_left_out_in_another_zone(self) -> None:
        """What is left out, or moved, may be said by another clock."""
        found = read(
            event(
                "DTSTART;TZID=Europe/Rome:20260327T020000",
                "DTEND;TZID=Europe/Rome:20260327T040000",
                "RRULE:FREQ=DAILY;COUNT=4",
                "EXDATE:20260328T010000Z",
                "RDATE;VALUE=PERIOD:20260302T010000Z/20260302T020000Z",
            ),
            event(
                "RECURRENCE-ID:20260330T000000Z",
                "DTSTART;TZID=America/New_York:20260330T120000",
                "DTEND:20260330T170000Z",
            ),
        )

        assert [
            "2026-03-02T01:00:00Z/2026-03-02T02:00:00Z",
            "2026-03-27T01:00:00Z/2026-03-27T03:00:00Z",
            "2026-03-29T01:00:00Z/2026-03-29T02:00:00Z",
            "2026-03-30T16:00:00Z/2026-03-30T17:00:00Z",
        ] == worked(found)

    def test_two_exceptions_at_one_time(self) -> None:
        """The later one in the calendar counts."""
        moved = [
            event(
                f"RECURRENCE-ID:202603{day}T010000Z",
                f"SUMMARY:{day}",
                "DTSTART:20260331T010000Z",
                "DTEND:20260331T020000Z",
            )
            for day in (24, 23, 25)
        ]
        found = read(event("RRULE:FREQ=DAILY;COUNT=4"), *moved)

        assert [None, "25"] == [one.note for one in found.maintenance]

    def test_long_window_from_before(self) -> None:
        """What began before the span and lasts into it is told."""
        found = read(
            event(
                "DTSTART:20240210T010000Z",
                "DTEND:20240320T010000Z",
                "RRULE:FREQ=YEARLY",
            )
        )

        assert ["2026-02-10T01:00:00Z/2026-03-21T01:00:00Z"] == worked(found)

    def test_at_the_edges_of_a_local_span(self) -> None:
        """A time that floats may be of another day in UTC."""
        text = calendar(
            event(
                "DTSTART:20260330T050000",
                "DTEND:20260330T060000",
                "RRULE:FREQ=DAILY",
            )
        )
        found = ical.read(text, within=MARCH, timezone="Asia/Tokyo")

        assert 3 == len(found.maintenance)

    def test_moved_into_the_span(self) -> None:
        """All that follows is moved with it, and as long as it is."""
        found = read(
            event(
                "DTSTART:20260202T010000Z", "DTEND:20260202T020000Z"
            ).replace(
                "END:VEVENT", "RRULE:FREQ=MONTHLY;COUNT=3\r\nEND:VEVENT"
            ),
            event(
                "RECURRENCE-ID;RANGE=THISANDFUTURE:20260202T010000Z",
                "DTSTART:20260226T010000Z",
                "DTEND:20260226T030000Z",
            ),
        )

        assert ["2026-03-26T01:00:00Z/2026-03-26T03:00:00Z"] == worked(found)

    def test_exception_that_an_older_series_had(self) -> None:
        """An exception with a rule counts where the series has its time."""
        found = read(
            event(
                "DTSTART:20260223T010000Z",
                "DTEND:20260223T020000Z",
                "RRULE:FREQ=WEEKLY;COUNT=2",
                "SEQUENCE:2",
            ),
            event("RECURRENCE-ID:20260209T010000Z", "RRULE:FREQ=WEEKLY"),
        )

        assert ["2026-03-02T01:00:00Z/2026-03-02T02:00:00Z"] == worked(found)


class TestMost:
    """How much is worked out."""

    def test_of_days_and_times(self) -> None:
        """Rules are not tried for ever, alone or together."""
        hours = ",".join(map(str, range(24)))
        rule = f"RRULE:FREQ=DAILY;BYHOUR={hours};COUNT=600000"
        many = [
            event(
                f"UID:{number}",
                "DTSTART:19950322T010000Z",
                "DTEND:19950322T020000Z",
                rule,
            )
            for number in range(2)
        ]
        (fault,) = faults(lambda: read(*many))

        assert (
            "<text>: event 2: RRULE: rules are tried on at most 500000 days "
            "and times in all; name a shorter span, or split the calendar"
        ) == fault

    @pytest.mark.parametrize(
        "lines",
        [
            ["RRULE:FREQ=DAILY", "UID:{n}"],
            ["RDATE:" + ",".join(["20260324T010000Z"] * 10), "UID:{n}"],
        ],
    )
    def test_of_windows(self, lines: list[str]) -> None:
        """Nor are windows told that nobody reads, of each object."""
        objects = [f"X-MAINTNOTE-OBJECT-ID:{n}" for n in range(300)]
        many = [
            event(*objects, *(one.format(n=number) for one in lines))
            for number in range(4)
        ]
        (fault,) = faults(lambda: read(*many))

        assert (
            "<text>: event 4: recurs: at most 10000 windows of events that "
            "recur are read in all; name a shorter span, or split the "
            "calendar"
        ) == fault

    def test_of_exceptions_that_change_others(self) -> None:
        """Each of them is looked at for each window."""
        changes = [
            event(
                "RECURRENCE-ID;RANGE=THISANDFUTURE:"
                f"202603{22 + n // 24:02}T{n % 24:02}0000Z"
            )
            for n in range(101)
        ]
        (fault,) = faults(lambda: read(event("RRULE:FREQ=DAILY"), *changes))

        assert (
            "<text>: event 102: is one of 101 exceptions that change what "
            "comes after them, and at most 100 are read; begin another series"
        ) == fault

    def test_of_an_event_is_copied(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Each window is a copy of when it is, not of all that it says."""
        copied: list[int] = []
        copy = Component.copy

        def counted(one: Component, *deep: bool) -> Component:
            copied.append(len(one))
            return copy(one, *deep)

        monkeypatch.setattr(Component, "copy", counted)
        said = [f"X-SAID-{number}:" for number in range(100)]
        found = read(event("RRULE:FREQ=DAILY", *said))

        assert 10 == len(found.maintenance)
        assert max(copied) < 10


def zone(*lines: str, tzid: str = "Office") -> str:
    """Return the definition of a zone, in summer an hour ahead of UTC."""
    own = ("DTSTART:19700329T020000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100")
    kept = [
        line
        for line in own
        if not any(one.startswith(line.partition(":")[0]) for one in lines)
    ]
    return "\r\n".join(
        [
            "BEGIN:VTIMEZONE",
            f"TZID:{tzid}",
            "BEGIN:DAYLIGHT",
            *kept,
            *lines,
            "END:DAYLIGHT",
            "BEGIN:STANDARD",
            "DTSTART:19701025T030000",
            "TZOFFSETFROM:+0100",
            "TZOFFSETTO:+0000",
            "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
            "END:STANDARD",
            "END:VTIMEZONE",
        ]
    )


SPRING = "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"
NO_CLOCK = (
    "RRULE: changes its clock otherwise than once a year; name an IANA zone"
)


class TestDefinedZones:
    """Time zones that a calendar defines."""

    @pytest.mark.parametrize(
        ("tzid", "lines", "hour"),
        [
            ("Old", [SPRING, "DTSTART:16010325T020000"], 1),
            ("Listed", ["RDATE:20250330T020000,20260329T020000"], 1),
            ("Europe/London", ["RRULE:FREQ=SECONDLY"], 1),
            ("/Europe/London", ["RRULE:FREQ=SECONDLY"], 1),
        ],
    )
    def test_that_are_read(
        self, tzid: str, lines: list[str], hour: int
    ) -> None:
        """They are obeyed; of one that is known the definition is not."""
        found = read(
            zone(*lines, tzid=tzid),
            event(
                f"DTSTART;TZID={tzid}:20260330T020000",
                f"DTEND;TZID={tzid}:20260330T030000",
            ),
        )

        assert [
            f"2026-03-30T{hour:02}:00:00Z/2026-03-30T{hour + 1:02}:00:00Z"
        ] == worked(found)

    @pytest.mark.parametrize(
        ("lines", "fault"),
        [
            (["RRULE:FREQ=SECONDLY"], NO_CLOCK),
            (["RRULE:FREQ=DAILY"], NO_CLOCK),
            (["RRULE:FREQ=YEARLY;BYDAY=SU"], NO_CLOCK),
            (["RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=SU"], NO_CLOCK),
            (["RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"], NO_CLOCK),
            ([SPRING, SPRING], NO_CLOCK),
            (
                [SPRING, "EXDATE:20260329T020000"],
                "leaves out changes of its clock; name an IANA zone",
            ),
            (
                [SPRING, "DTSTART:00010325T020000"],
                (
                    "its clock changes 2109 times, and at most 1000 are "
                    "read; name an IANA zone"
                ),
            ),
            (
                ["RDATE:" + ",".join(["20260329T020000"] * 1_001)],
                (
                    "its clock changes 1071 times, and at most 1000 are "
                    "read; name an IANA zone"
                ),
            ),
            (
                [SPRING, "COMMENT:" + "x" * 100_000],
                "is longer than 100000 characters; name an IANA zone",
            ),
        ],
    )
    def test_that_would_take_for_ever(
        self, lines: list[str], fault: str
    ) -> None:
        """They are refused before anything is looked up in them."""
        assert [f"<text>: VTIMEZONE 1: {fault}"] == faults(
            lambda: read(zone(*lines), event())
        )

    @pytest.mark.parametrize("tzid", ["Office", "(UTC) Rome, Paris", "/a/"])
    def test_of_one_name(self, tzid: str) -> None:
        """What one calendar says of a zone is nothing to another."""
        here = zone(SPRING, tzid=tzid.replace(",", r"\,"))
        there = here.replace("+0000", "+0900").replace("+0100", "+1000")
        own = event(
            f'DTSTART;X-A="b;c:d";TZID="{tzid}":20260322T020000',
            f'DTEND;TZID="{tzid}":20260322T030000',
        )

        assert [
            "2026-03-21T17:00:00Z/2026-03-21T18:00:00Z",
            "2026-03-22T02:00:00Z/2026-03-22T03:00:00Z",
        ] == [
            found for one in (there, here) for found in worked(read(one, own))
        ]

    def test_that_another_calendar_defined(self) -> None:
        """A name that a calendar does not explain is in no zone."""
        read(zone(SPRING), event())
        own = event(
            "DTSTART;TZID=Office:20260322T020000",
            "DTEND;TZID=Office:20260322T030000",
        )
        (fault,) = faults(lambda: ical.read(calendar(own)))

        assert "is in no time zone; name the timezone" in fault

    def test_that_are_many(self) -> None:
        """All of them together have a limit."""
        many = [
            zone(SPRING, "DTSTART:16010325T020000", tzid=str(number))
            for number in range(20)
        ]
        (fault,) = faults(lambda: read(*many, event()))

        assert (
            "<text>: VTIMEZONE 20: the clocks of all zones change 10180 "
            "times, and at most 10000 are read; name IANA zones"
        ) == fault

    def test_that_are_too_many(self) -> None:
        """The library keeps each of them, so they are few."""
        many = [zone(tzid=str(number)) for number in range(101)]

        read(*many[1:], many[1], zone(tzid="Europe/Rome"), event())
        (fault,) = faults(lambda: read(*many, event()))

        assert (
            "<text>: defines 101 time zones of its own, and at most 100 are "
            "read; name IANA zones"
        ) == fault

    def test_behind_an_event(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """One may be defined at the end; events are read once."""
        added: list[str] = []
        add = Component.add_component

        def counted(one: Component, other: Component) -> None:
            added.append(str(other.name))
            add(one, other)

        monkeypatch.setattr(Component, "add_component", counted)
        own = event(
            "DTSTART;TZID=Late:20260330T020000",
            "DTEND;TZID=Late:20260330T030000",
        )
        found = read(own, zone(SPRING, tzid="Late"))

        assert ["2026-03-30T01:00:00Z/2026-03-30T02:00:00Z"] == worked(found)
        assert 1 == added.count("VEVENT")

    def test_that_hold_an_event(self) -> None:
        """What is defined is not read as an event."""
        (fault,) = faults(lambda: read(zone(event())))

        assert fault.endswith("holds an event; write it behind END:VTIMEZONE")

    @pytest.mark.parametrize(
        "lines",
        [
            ["BEGIN:VTIMEZONE", "BEGIN:VTIMEZONE", "END:VTIMEZONE"],
            ["END:VTIMEZONE"],
            ["BEGIN:VTIMEZONE", "END;X=1:VTIMEZONE"],
        ],
    )
    def test_that_do_not_begin_and_end(self, lines: list[str]) -> None:
        """One cannot be hidden in another."""
        assert [
            "<text>: a VTIMEZONE that does not begin, or end, once"
        ] == faults(lambda: read(*lines, event()))

    def test_with_what_does_not_end(self) -> None:
        """Nor behind a part of it that goes on."""
        (fault,) = faults(lambda: read(zone("BEGIN:X-PART"), event()))

        assert fault.endswith("; is this a calendar?")


class TestZones:
    """Local times."""

    @pytest.mark.parametrize(
        ("start", "end", "expected"),
        [
            (
                "DTSTART:20260322T020000",
                "DTEND:20260322T040000",
                WINDOW,
            ),
            (
                "DTSTART;VALUE=DATE:20260329",
                "DTEND;VALUE=DATE:20260330",
                "2026-03-28T23:00:00Z/2026-03-29T22:00:00Z",
            ),
        ],
    )
    def test_of_the_caller(self, start: str, end: str, expected: str) -> None:
        """Times that float, and whole days, are in the caller's zone."""
        text = calendar(event(start, end))

        assert [expected] == worked(ical.read(text, timezone="Europe/Rome"))
        (fault,) = faults(lambda: ical.read(text))
        assert "is in no time zone; name the timezone" in fault

    def test_bytes_of_a_file(self) -> None:
        """Bytes are UTF-8."""
        assert ical.read(NOTICES) == ical.read(NOTICES.read_bytes())


class TestFaults:
    """What does not read."""

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("", "holds no calendar"),
            (
                calendar(event("DTEND:20260321T010000Z")),
                (
                    "event 1: ends 2026-03-21T01:00:00Z, before it starts "
                    "2026-03-22T01:00:00Z"
                ),
            ),
        ],
    )
    def test_of_a_calendar(self, text: str, fault: str) -> None:
        """It says which event, and what is wrong."""
        assert [f"<text>: {fault}"] == faults(lambda: ical.read(text))

    def test_of_the_parser(self) -> None:
        """What it says of a value stands behind the event and the name."""
        (fault,) = faults(lambda: ical.read(calendar(event("DTSTART:soon"))))
        place, _, said = fault.partition(": DTSTART: ")

        assert "<text>: event 1" == place
        assert said.endswith("ot: 'soon'")

    def test_no_calendar(self) -> None:
        """What its parser says is handed on."""
        (fault,) = faults(lambda: ical.read("hello: world"))

        assert fault.endswith("; is this a calendar?")

    def test_name_of_a_file(self, tmp_path: Path) -> None:
        """A text that names a file is a text: nothing is opened."""
        path = tmp_path / "calendar.ics"
        path.write_bytes(RECURRING.read_bytes())
        (fault,) = faults(lambda: ical.read(str(path), within=MARCH))
        (other,) = faults(lambda: ical.read(bytes(path), within=MARCH))

        assert 4 == len(ical.read(path, within=MARCH).maintenance)
        assert fault.endswith("; is this a calendar?")
        assert other.endswith("; is this a calendar?")

    def test_mapping(self) -> None:
        """A mapping is no calendar."""
        assert [
            "<mapping>: is no calendar; give text, bytes or a path"
        ] == faults(lambda: ical.read({}))


@pytest.mark.parametrize("package", ["icalendar", "recurring_ical_events"])
def test_names_the_extra_that_is_missing(
    package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without its packages it says what to install."""
    monkeypatch.setitem(sys.modules, package, None)

    with pytest.raises(MissingExtraError) as caught:
        ical.read(RECURRING, within=MARCH)
    assert (
        "calendars need the packages icalendar and recurring-ical-events; "
        "pip install slapolicy[ical]"
    ) == str(caught.value)
