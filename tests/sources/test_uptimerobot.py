"""UptimeRobot: the quirks of its logs and of its incidents."""

import copy

import pytest

from slapolicy.sources import Import, uptimerobot
from tests.sources.exported import (
    SAMPLES,
    Tree,
    at,
    covered,
    down,
    faults,
    gaps,
    sample,
)


V2 = "uptimerobot-v2-getMonitors.json"
V3 = "uptimerobot-v3-incidents.json"


def logs(*told: tuple[int, str, int], **changes: object) -> Import:
    """Return what a monitor with such logs says: type, when, how long."""
    monitor = {
        "id": 7,
        "friendly_name": "web",
        "logs": [
            {
                "type": kind,
                "datetime": at(start),
                "duration": length,
                "reason": "",
                **changes,
            }
            for kind, start, length in told
        ],
    }
    return uptimerobot.read({"monitors": [monitor]})


def page(*numbers: int, goes_on: bool = False) -> Tree:
    """Return a page with some of the sample's incidents."""
    incidents = sample(V3)["data"]
    return {
        "data": [copy.deepcopy(incidents[number]) for number in numbers],
        "nextLink": "https://api.example/?cursor=2" if goes_on else None,
    }


class TestLogs:
    """API v2: what the logs of a monitor say."""

    def test_newest_first(self) -> None:
        """The order in which logs come does not matter."""
        tree = sample(V2)
        tree["monitors"][0]["logs"].reverse()

        assert uptimerobot.read(SAMPLES / V2) == uptimerobot.read(tree)

    def test_open_log_has_a_growing_duration(self) -> None:
        """The newest log ends with the export, the outage does not."""
        found = logs((1, "10T08:00", 600))

        assert ["2026-03-10T08:00:00Z/…"] == down(found, "web")
        assert ["2026-03-10T08:00:00Z/2026-03-10T08:10:00Z"] == covered(
            found, "web"
        )

    @pytest.mark.parametrize("kind", [98, 99])
    def test_paused_and_started_are_unknown(self, kind: int) -> None:
        """Neither is up: nobody was looking."""
        found = logs((2, "10T08:10", 600), (kind, "10T08:00", 600))

        assert ["2026-03-10T08:00:00Z/2026-03-10T08:10:00Z"] == gaps(
            found, "web"
        )

    @pytest.mark.parametrize(
        ("reason", "note"),
        [
            ({"code": "503", "detail": "Unavailable"}, "503: Unavailable"),
            ("Connection Timeout", "Connection Timeout"),
            ("", None),
            (None, None),
        ],
    )
    def test_reason_may_be_a_text_or_nothing(
        self, reason: object, note: str | None
    ) -> None:
        """Whatever it is, it becomes a note."""
        found = logs((1, "10T08:00", 600), reason=reason)

        assert note == found.outages[0].note

    def test_only_the_logs_of_one_type(self) -> None:
        """Time of which no log tells is not covered."""
        found = logs((1, "10T09:00", 600), (1, "10T08:00", 600))

        assert [
            "2026-03-10T08:00:00Z/2026-03-10T08:10:00Z",
            "2026-03-10T09:00:00Z/2026-03-10T09:10:00Z",
        ] == covered(found, "web")
        assert [
            "2026-03-10T08:00:00Z/2026-03-10T08:10:00Z",
            "2026-03-10T09:00:00Z/…",
        ] == down(found, "web")

    def test_ids_of_logs_come_again_in_other_monitors(self) -> None:
        """An id names the monitor, too."""
        found = uptimerobot.read(SAMPLES / V2)

        assert len(found.outages) == len({one.id for one in found.outages})

    def test_without_logs(self) -> None:
        """An answer that was asked for without them is refused."""
        monitor = {"id": 1, "friendly_name": "web"}

        assert [
            "<mapping>: monitors[0]: has no logs; ask for them with logs=1"
        ] == faults(lambda: uptimerobot.read({"monitors": [monitor]}))

    def test_of_an_unknown_type(self) -> None:
        """It is not guessed at."""
        assert [
            "<mapping>: monitors[0].logs[0].type: is none of 1, 2, 98 and 99"
        ] == faults(lambda: logs((5, "10T08:00", 600)))

    def test_after_the_year_9999(self) -> None:
        """A log that ends where no time is written is refused there."""
        log = {"type": 2, "datetime": 253_402_299_000, "duration": 1800}
        monitor = {"id": 7, "friendly_name": "web", "logs": [log]}

        assert [
            "<mapping>: monitors[0].logs[0]: ends after the year 9999"
        ] == faults(lambda: uptimerobot.read({"monitors": [monitor]}))


class TestIncidents:
    """API v3: what pages of incidents say."""

    def test_ids_beyond_2_to_the_53(self) -> None:
        """They stay what they are, also where JSON has them as numbers."""
        text = '{"data": [{"id": 358532761126055015, "status": "Resolved",'
        text += '"type": "Downtime", "monitor": {"friendlyName": "web"},'
        text += '"startedAt": "2026-03-10T08:00:00Z",'
        text += '"resolvedAt": "2026-03-10T08:47:00Z"}]}'
        found = uptimerobot.read(text)

        assert ["uptimerobot:358532761126055015"] == [
            one.id for one in found.outages
        ]

    def test_slow_response_is_not_downtime(self) -> None:
        """It is mentioned, so it is covered, and that is all."""
        found = uptimerobot.read(page(3))

        assert () == found.outages
        assert ["2026-03-18T20:38:05.979000Z/2026-03-18T20:51:10.979000Z"] == (
            covered(found)
        )

    @pytest.mark.parametrize("status", ["Ongoing", "ongoing", "ONGOING"])
    def test_case_of_status_varies(self, status: str) -> None:
        """An incident lasts in whatever case it says so."""
        tree = page(0)
        tree["data"][0]["status"] = status

        assert ["2026-03-31T21:30:00Z/…"] == down(
            uptimerobot.read(tree), "mail"
        )

    def test_resolved_without_an_end(self) -> None:
        """Then its duration tells the end."""
        tree = page(1)
        tree["data"][0] |= {"resolvedAt": None, "status": "resolved"}

        assert ["2026-03-29T00:40:00Z/2026-03-29T01:20:00Z"] == down(
            uptimerobot.read(tree), "web"
        )

    @pytest.mark.parametrize("order", [(0, 1), (1, 0)])
    def test_in_two_exports(self, order: tuple[int, int]) -> None:
        """What is known to be over is over, whichever is read last."""
        late = page(0)
        late["data"][0]["resolvedAt"] = "2026-03-31T22:30:00.000Z"
        exports = [page(0), late]

        assert ["2026-03-31T21:30:00Z/2026-03-31T22:30:00Z"] == down(
            uptimerobot.read(*(exports[one] for one in order)), "mail"
        )

    def test_without_a_duration(self) -> None:
        """An incident that lasts speaks for no time by itself."""
        tree = page(0)
        del tree["data"][0]["duration"]
        found = uptimerobot.read(tree)

        assert ["2026-03-31T21:30:00Z/…"] == down(found, "mail")
        assert [] == covered(found)

    def test_next_link_leads_to_the_next_page(self) -> None:
        """Nothing lies between a page that goes on and the next."""
        found = uptimerobot.read(page(2, 4), page(0, 1, goes_on=True))

        assert ["2026-03-10T08:00:00Z/2026-04-01T06:00:00Z"] == covered(found)

    def test_pages_of_different_listings(self) -> None:
        """What lies between two listings is not covered."""
        found = uptimerobot.read(page(2, 4), page(0, 1))

        assert [
            "2026-03-10T08:00:00Z/2026-03-22T01:40:00Z",
            "2026-03-29T00:40:00Z/2026-04-01T06:00:00Z",
        ] == covered(found)

    def test_empty_page_speaks_for_nothing(self) -> None:
        """No incident, no instant: nothing is known."""
        assert [] == covered(uptimerobot.read({"data": []}))

    def test_another_export(self) -> None:
        """It says what is missing."""
        assert [
            (
                "<mapping>: has neither monitors (API v2, with logs=1) nor "
                "data (API v3); is this an answer of UptimeRobot?"
            )
        ] == faults(lambda: uptimerobot.read({"stat": "fail"}))
