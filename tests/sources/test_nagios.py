"""Nagios and Icinga: the quirks of their logs."""

import pytest

from slapolicy.sources import Import, nagios
from slapolicy.sources.nagios import States
from tests.sources.exported import (
    DAY,
    MARCH,
    SAMPLES,
    at,
    covered,
    down,
    faults,
    gaps,
    worked,
)


LOG = SAMPLES / "nagios-archive.log"
HTTP = "web;HTTP"


def log(*lines: tuple[str, str]) -> str:
    """Return a log with such lines: when, and what."""
    return "".join(f"[{at(when)}] {what}\n" for when, what in lines)


def alert(state: str, kind: str = "HARD", text: str = "") -> str:
    """Return an alert of the service, with the text of its check."""
    return f"SERVICE ALERT: {HTTP};{state};{kind};1;{text}"


def read(*lines: tuple[str, str]) -> Import:
    """Return what a log with such lines says."""
    return nagios.read(log(*lines))


class TestStates:
    """What alerts say."""

    @pytest.mark.parametrize(
        ("states", "start", "detected"),
        [
            ("confirmed", "08:00", "08:02"),
            ("hard", "08:02", None),
            ("soft", "08:00", None),
        ],
    )
    def test_soft_and_hard_start_differ_by_the_retries(
        self, states: States, start: str, detected: str | None
    ) -> None:
        """The caller says which check an outage begins with."""
        first = nagios.read(LOG, states=states).of(HTTP).outages[0]

        assert f"2026-03-10T{start}" == first.start.isoformat()[:16]
        assert detected == (
            None
            if first.detected is None
            else first.detected.isoformat()[11:16]
        )

    def test_soft_alone_is_no_outage(self) -> None:
        """What recovered before it became HARD never was one."""
        lines = [
            ("10T08:00", alert("CRITICAL", "SOFT")),
            ("10T08:01", alert("OK", "SOFT")),
            ("10T09:00", alert("CRITICAL", "HARD")),
            ("10T09:05", alert("OK", "HARD")),
        ]

        assert ["2026-03-10T09:00:00Z/2026-03-10T09:05:00Z"] == down(
            read(*lines), HTTP
        )
        assert 2 == len(nagios.read(log(*lines), states="soft").outages)

    def test_warning_is_up(self) -> None:
        """A service that warns is there."""
        found = read(
            ("10T08:00", alert("CRITICAL")),
            ("10T08:05", alert("WARNING")),
            ("10T09:00", alert("OK")),
        )

        assert ["2026-03-10T08:00:00Z/2026-03-10T08:05:00Z"] == down(
            found, HTTP
        )

    def test_unknown_is_neither(self) -> None:
        """A check that does not know says nothing of the service."""
        lines = [
            ("10T07:00", alert("OK")),
            ("10T08:00", alert("UNKNOWN", "HARD", "no route")),
            ("10T08:05", alert("CRITICAL")),
            ("10T08:10", alert("OK")),
        ]
        found = read(*lines)

        assert ["2026-03-10T08:00:00Z/2026-03-10T08:05:00Z"] == gaps(
            found, HTTP
        )
        assert "the check did not know: no route" == found.unobserved[0].reason
        assert ["2026-03-10T08:05:00Z/2026-03-10T08:10:00Z"] == down(
            found, HTTP
        )
        strict = nagios.read(log(*lines), unknown_is_down=True)
        assert ["2026-03-10T08:00:00Z/2026-03-10T08:10:00Z"] == down(
            strict, HTTP
        )

    def test_text_contains_semicolons(self) -> None:
        """What a check says is not cut into parts."""
        found = read(("10T08:00", alert("CRITICAL", "HARD", "a; b;c")))

        assert "a; b;c" == found.outages[0].note

    def test_without_a_text(self) -> None:
        """A check need not say anything."""
        line = f"SERVICE ALERT: {HTTP};CRITICAL;HARD;1"

        assert None is read(("10T08:00", line)).outages[0].note

    def test_hosts_and_services_are_separate(self) -> None:
        """A host that is down is no service that is down."""
        found = read(
            ("10T08:00", "HOST ALERT: web;DOWN;HARD;1;gone"),
            ("10T08:00", alert("OK")),
            ("10T08:30", "HOST ALERT: web;UP;HARD;1;back"),
        )

        assert ("web", HTTP) == found.subjects
        assert ["2026-03-10T08:00:00Z/2026-03-10T08:30:00Z"] == down(
            found, "web"
        )
        assert [] == down(found, HTTP)

    def test_current_state_at_rotation(self) -> None:
        """A state that is told again goes on."""
        found = read(
            ("10T08:00", alert("CRITICAL")),
            ("11T00:00", f"CURRENT SERVICE STATE: {HTTP};CRITICAL;HARD;3;x"),
            ("11T01:00", alert("OK")),
        )

        assert ["2026-03-10T08:00:00Z/2026-03-11T01:00:00Z"] == down(
            found, HTTP
        )

    def test_down_at_the_end_lasts(self) -> None:
        """A log that ends in an outage does not end it."""
        assert ["2026-03-10T08:00:00Z/…"] == down(
            read(("10T08:00", alert("CRITICAL"))), HTTP
        )

    def test_unknown_at_the_end(self) -> None:
        """It is unknown until the log ends."""
        found = read(
            ("10T08:00", alert("UNKNOWN")), ("10T09:00", "EXTERNAL COMMAND: x")
        )

        assert ["2026-03-10T08:00:00Z/2026-03-10T09:00:00Z"] == gaps(
            found, HTTP
        )


class TestDowntime:
    """Scheduled downtime."""

    @pytest.mark.parametrize("word", ["STOPPED", "CANCELLED"])
    def test_until_it_is_over(self, word: str) -> None:
        """It lasts until it stops or is cancelled."""
        found = read(
            ("10T08:00", f"SERVICE DOWNTIME ALERT: {HTTP};STARTED; x"),
            ("10T09:00", f"SERVICE DOWNTIME ALERT: {HTTP};{word}; x"),
        )

        assert ["2026-03-10T08:00:00Z/2026-03-10T09:00:00Z"] == worked(
            found, HTTP
        )
        assert [] == covered(found, HTTP)

    def test_cancelled_before_it_began(self) -> None:
        """Then there was none."""
        line = "HOST DOWNTIME ALERT: web;CANCELLED; x"

        assert () == read(("10T08:00", line)).maintenance

    def test_that_goes_on(self) -> None:
        """It is known until the log ends."""
        found = read(
            ("10T08:00", "HOST DOWNTIME ALERT: web;STARTED; x"),
            ("10T08:30", alert("OK")),
        )

        assert ["2026-03-10T08:00:00Z/2026-03-10T08:30:00Z"] == worked(
            found, "web"
        )


class TestGaps:
    """Time for which there is no log."""

    def day(self, number: int, *, rotated: str | None = "DAILY") -> str:
        """Return the log of a day in which nothing happened."""
        lines = [
            (f"{number:02d}T00:00", f"LOG ROTATION: {rotated}"),
            (
                f"{number:02d}T00:00",
                f"CURRENT SERVICE STATE: {HTTP};OK;HARD;1;x",
            ),
            (f"{number:02d}T12:00", "Auto-save of retention data completed"),
        ]
        return log(*(lines if rotated else lines[1:]))

    def test_archives_that_follow_one_another(self) -> None:
        """The order in which they are given does not matter."""
        found = nagios.read(self.day(11), self.day(10), self.day(12))

        assert [] == gaps(found)
        assert ["2026-03-10T00:00:00Z/2026-03-12T12:00:00Z"] == covered(
            found, HTTP
        )

    def test_archive_that_is_missing(self) -> None:
        """Nobody knows what happened on that day."""
        found = nagios.read(self.day(10), self.day(12))

        assert ["2026-03-10T12:00:00Z/2026-03-12T00:00:00Z"] == gaps(found)

    def test_first_log_of_all(self) -> None:
        """It began without a rotation, and lasts until the next one."""
        found = nagios.read(self.day(10, rotated=None), self.day(11))
        late = nagios.read(self.day(10, rotated=None), self.day(13))

        assert [] == gaps(found)
        assert ["2026-03-10T12:00:00Z/2026-03-13T00:00:00Z"] == gaps(late)

    @pytest.mark.parametrize("rotated", [None, "NONE"])
    def test_logs_that_were_cut(self, rotated: str | None) -> None:
        """What lies between is not known to be nothing."""
        found = nagios.read(self.day(10), self.day(11, rotated=rotated))

        assert ["2026-03-10T12:00:00Z/2026-03-11T00:00:00Z"] == gaps(found)

    def test_log_that_is_given_twice(self) -> None:
        """What was read is not read again."""
        assert nagios.read(LOG) == nagios.read(LOG, LOG)

    def test_monitor_that_was_not_running(self) -> None:
        """Nobody looked from when it stopped until it started."""
        found = read(
            ("10T07:00", alert("OK")),
            ("10T08:00", "Caught SIGTERM, shutting down..."),
            ("10T08:00", "Successfully shutdown... (PID=1)"),
            ("10T09:00", "Nagios 4.4.6 starting... (PID=2)"),
            ("10T10:00", alert("OK")),
        )

        assert ["2026-03-10T08:00:00Z/2026-03-10T09:00:00Z"] == gaps(found)

    def test_monitor_that_never_came_back(self) -> None:
        """Then nobody looked until the log ends."""
        found = read(
            ("10T08:00", "Bailing out due to one or more errors"),
            ("10T09:00", "EXTERNAL COMMAND: x"),
        )

        assert ["2026-03-10T08:00:00Z/2026-03-10T09:00:00Z"] == gaps(found)

    def test_clock_that_was_set_back_a_little(self) -> None:
        """Time goes on from where it was."""
        found = nagios.read(
            f"[1773129600] {alert('CRITICAL')}\n[1773129590] {alert('OK')}\n"
        )

        assert ["2026-03-10T08:00:00Z/2026-03-10T08:00:00Z"] == down(
            found, HTTP
        )


class TestWanted:
    """What is left out as it comes."""

    def test_only(self) -> None:
        """Other subjects are not kept."""
        found = nagios.read(LOG, only=["web"])

        assert ("web",) == found.subjects

    def test_within(self) -> None:
        """Neither are facts of another time."""
        found = nagios.read(LOG, within=MARCH)

        assert 3 == len(found.outages)
        early = log(("01T00:00", alert("OK")), ("02T00:00", alert("CRITICAL")))
        assert 0 == len(
            nagios.read(early, within=MARCH.lasting(MARCH.start, DAY)).outages
        )

    def test_empty_log(self) -> None:
        """It says nothing; blank lines are nothing."""
        assert () == nagios.read("", " \r\n\n").histories


class TestFaults:
    """What does not read."""

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("1773129600 x", "1: does not begin with [seconds] and a space"),
            (
                "\n[99] x",
                (
                    "2: lies outside the years 1971 to 9999; is it in "
                    "seconds where milliseconds should be, or the other way "
                    "round?"
                ),
            ),
            (
                f"[1773129600] {alert('BROKEN')}",
                "1: 'BROKEN' is no state of a host or a service",
            ),
            (
                f"[1773129600] {alert('OK', 'FIRM')}",
                "1: 'FIRM' is neither SOFT nor HARD",
            ),
            (
                "[1773129600] HOST DOWNTIME ALERT: web;PAUSED;",
                "1: 'PAUSED' is none of STARTED, STOPPED, CANCELLED",
            ),
            (
                "[1773129600] HOST ALERT: web;DOWN",
                "1: has fewer than 4 parts",
            ),
            (
                "[1773129600] x\n[1773120000] x",
                (
                    "2: goes back in time; give each log as an export of its "
                    "own"
                ),
            ),
        ],
    )
    def test_of_a_line(self, text: str, fault: str) -> None:
        """It says which line, and what is wrong."""
        assert [f"<text>:{fault}"] == faults(lambda: nagios.read(text))
