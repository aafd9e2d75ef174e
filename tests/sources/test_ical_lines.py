"""Lines of calendars: which of them are read, and how many may be."""

import pytest

from icalendar import Component

from slapolicy.sources import ical
from slapolicy.sources._ical_lines import lines_of
from tests.sources.exported import MARCH, faults
from tests.sources.test_ical import calendar, event, read, zone


def kept(line: str) -> bool:
    """Whether a line of an event is read."""
    return line in lines_of("", calendar(event(line)))


class TestUnread:
    """What nobody asks for."""

    @pytest.mark.parametrize(
        "line",
        [
            r"DESCRIPTION:We change\, and test\nthe supplies; thanks",
            'description;ALTREP="cid:1;2";LANGUAGE=en:Planned',
            "LOCATION:",
            "CATEGORIES:a,b",
            "X-ANYTHING:a",
            "ATTENDEE;ROLE=CHAIR;CN=Some One:mailto:one@example.com",
            "URL:https://example.com/a",
        ],
    )
    def test_is_left_out(self, line: str) -> None:
        """It costs nothing to leave it out, nor does it count."""
        assert not kept(line)

    @pytest.mark.parametrize(
        ("line", "fault"),
        [
            ("DESCRIPTION;A:x", "None: Content line could not be parsed"),
            ('LOCATION;A=b"c":x', "None: Content line could not be parsed"),
            ("GEO:here", "GEO: Expected"),
        ],
    )
    def test_is_refused_where_it_does_not_read(
        self, line: str, fault: str
    ) -> None:
        """What a parser would stumble over, it is given."""
        (said,) = faults(lambda: read(event(line)))

        assert kept(line)
        assert said.startswith(f"<text>: event 1: {fault}")

    @pytest.mark.parametrize(
        "line",
        [
            "SUMMARY:Planned",
            "X-MAINTNOTE-PROVIDER:example.com",
            r"URL:https://example.com/a\nb",
            r"CONTACT;A=\:x",
            "X-A;VALUE=DATE:soon",
        ],
    )
    def test_is_not_what_counts(self, line: str) -> None:
        """What is asked for, or may not read, stays."""
        assert kept(line)

    def test_is_refused_outside_of_calendars(self) -> None:
        """It is in no component there, and in none after an end."""
        for text in ("CLASS:A\n", calendar(event()) + "CLASS:A\n"):
            assert "CLASS:A" in lines_of("", text)

    @pytest.mark.parametrize("end", ["END:VCALENDAR", "END;X=1:VCALENDAR"])
    def test_is_refused_behind_any_end(self, end: str) -> None:
        """However the end is written."""
        text = f"BEGIN:VCALENDAR\nCLASS:A\n{end}\nCLASS:B\n"

        assert ["BEGIN:VCALENDAR", end, "CLASS:B"] == lines_of("", text)

    def test_is_left_in_zones(self) -> None:
        """A definition of a time zone may not say all that others may."""
        lines = lines_of("", calendar(zone("LOCATION:Rome"), event("CLASS:A")))

        assert "LOCATION:Rome" in lines
        assert "CLASS:A" not in lines


class TestMost:
    """How many lines, and parts of them, are read."""

    FAULT = (
        "<text>: has {} lines and parts of lines to be read, where it says "
        "that something recurs 10 more, and at most {} are; split the "
        "calendar"
    )

    @pytest.mark.parametrize(
        ("line", "parts"),
        [
            ("STATUS:A", 1),
            ("RDATE:1,2;3/4", 14),
            ("RRULE;A=1:x", 12),
            ("recurrence-id:1", 11),
            ("X-A:1,2", 0),
        ],
    )
    def test_parts(self, line: str, parts: int) -> None:
        """A line is one, and so is what stands between separators."""
        text = calendar(event(*["SEQUENCE:" + "," * 25_000, line]))

        assert [self.FAULT.format(25_009 + parts, 25_000)] == faults(
            lambda: ical.read(text)
        )

    def test_one_in_forty_characters(self) -> None:
        """A long calendar may have more."""
        said = "SUMMARY:" + "," * 39_991
        least = len(calendar(event(said, "X-A:")))
        text = calendar(event(said, f"X-A:{'x' * (1_600_000 - least)}"))

        assert 1 == len(ical.read(text).maintenance)
        assert [self.FAULT.format(40_000, 39_999)] == faults(
            lambda: ical.read(text.replace("x", "", 1))
        )

    def test_is_counted_before_anything_is_read(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The library is not asked."""
        monkeypatch.setattr(Component, "from_ical", None)
        text = calendar(*[event()] * 7_000)

        assert [self.FAULT.format(35_003, 25_000)] == faults(
            lambda: ical.read(text)
        )

    @pytest.mark.parametrize("name", ["DTSTART", "due", "RDATE"])
    def test_slashes_of_a_zone(self, name: str) -> None:
        """A name is looked up from each slash on, so they are few."""
        line = f'{name};A="b:c";TZID=/a{"/" * 10}b:20260322T010000'
        fault = "<text>: a TZID with more than 10 slashes"

        assert [fault] == faults(
            lambda: ical.read(calendar(event(line)), within=MARCH)
        )
        assert kept(line.replace("/", "", 1))

    def test_slashes_of_other_texts(self) -> None:
        """Addresses and periods have as many as they like."""
        assert kept("SUMMARY:TZID" + "/" * 20)
        assert kept("RDATE;VALUE=PERIOD;TZID=a:" + ",".join(["b/c"] * 20))
