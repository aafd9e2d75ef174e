"""iCalendar: the quirks of calendars and of carriers' notices."""

import sys

import pytest

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
