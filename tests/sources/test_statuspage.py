"""Statuspage: the quirks of its incidents and maintenance."""

import copy

from fractions import Fraction

import pytest

from slapolicy.sources import Import, statuspage
from tests.sources.exported import (
    MARCH,
    SAMPLES,
    Tree,
    covered,
    down,
    faults,
    sample,
    worked,
)


INCIDENTS = "statuspage-incidents.json"
MAINTENANCES = "statuspage-scheduled-maintenances.json"


def incident(**changes: object) -> Tree:
    """Return an incident of the web, resolved, with changes."""
    found = copy.deepcopy(sample(INCIDENTS)["incidents"][3])
    return {**found, **changes}


def updates(*told: tuple[str, str | None, str]) -> list[Tree]:
    """Return updates, newest first: when, the old and the new status."""
    return [
        {
            "status": "investigating",
            "created_at": f"2026-03-10T{at}:00Z",
            "display_at": f"2026-03-10T{at}:00Z",
            "affected_components": None
            if old is None
            else [
                {
                    "code": "w",
                    "name": "Web",
                    "old_status": old,
                    "new_status": new,
                }
            ],
        }
        for at, old, new in reversed(told)
    ]


def page(*incidents: Tree) -> Tree:
    """Return a page with such incidents."""
    told = {"updated_at": "2026-04-01T06:00:00Z"}
    return {"page": told, "incidents": list(incidents)}


def read(*incidents: Tree) -> Import:
    """Return what a page with such incidents says."""
    return statuspage.read(page(*incidents))


class TestCoverage:
    """What span an export speaks for."""

    def test_only_the_50_newest_incidents(self) -> None:
        """With 50 incidents nothing is known before the oldest of them."""
        incidents = [
            incident(id=str(number), created_at=f"2026-03-{day:02d}T00:00:00Z")
            for number, day in enumerate(
                [*range(11, 31)] * 2 + [*range(9, 19)]
            )
        ]
        found = read(*incidents)

        assert ["2026-03-09T00:00:00Z/2026-04-01T06:00:00Z"] == covered(found)
        assert ["2026-02-28T23:00:00Z/2026-03-09T00:00:00Z"] == [
            str(one) for one in found.coverage.complement(MARCH)
        ]

    def test_fewer_are_all_there_ever_were(self) -> None:
        """With fewer than 50 the whole past is known."""
        assert ["0001-01-01T00:00:00Z/2026-04-01T06:00:00Z"] == covered(read())

    def test_ends_with_the_newest_instant_without_a_page(self) -> None:
        """What no instant of the export reaches is not covered."""
        found = statuspage.read({"incidents": [incident()]})

        assert covered(found)[0].endswith("/2026-03-10T08:51:00Z")

    def test_maintenance_speaks_for_nothing(self) -> None:
        """A list of maintenance says nothing about outages."""
        assert [] == covered(statuspage.read(SAMPLES / MAINTENANCES))

    def test_empty_says_nothing(self) -> None:
        """Without a page and incidents there is no instant at all."""
        assert [] == covered(statuspage.read({"incidents": []}))


class TestTimes:
    """When an incident began and was over."""

    def test_offset_of_the_page_and_z_alike(self) -> None:
        """Both ways of writing an instant are read."""
        found = read(
            incident(
                started_at="2026-03-10T09:00:00.000+01:00",
                resolved_at="2026-03-10T08:47:00.000Z",
            )
        )

        assert ["2026-03-10T08:00:00Z/2026-03-10T08:47:00Z"] == down(
            found, "Web hosting"
        )

    def test_started_at_is_not_created_at_when_backfilled(self) -> None:
        """An outage begins when it began, not when somebody wrote it."""
        late = incident(created_at="2026-03-12T10:00:00Z")

        assert ["2026-03-10T08:00:00Z/2026-03-10T08:47:00Z"] == down(
            read(late), "Web hosting"
        )

    def test_created_at_where_nothing_else_is_known(self) -> None:
        """Without started_at an incident begins when it was written."""
        old = incident(started_at=None)

        assert ["2026-03-10T08:06:00Z/2026-03-10T08:47:00Z"] == down(
            read(old), "Web hosting"
        )

    def test_last_update_is_not_the_end(self) -> None:
        """resolved_at is the end; what is written later changes nothing."""
        found = read(incident(resolved_at="2026-03-10T08:30:00Z"))

        assert ["2026-03-10T08:00:00Z/2026-03-10T08:30:00Z"] == down(
            found, "Web hosting"
        )

    def test_resolved_without_resolved_at(self) -> None:
        """Then the update that resolved it is the end."""
        found = read(incident(resolved_at=None))

        assert ["2026-03-10T08:00:00Z/2026-03-10T08:51:00Z"] == down(
            found, "Web hosting"
        )

    def test_resolved_without_any_update(self) -> None:
        """Then the incident's own last change is the end."""
        found = read(incident(resolved_at=None, incident_updates=[]))

        assert ["2026-03-10T08:00:00Z/2026-03-10T08:51:00Z"] == down(
            found, "Web hosting"
        )

    def test_resolved_before_it_started(self) -> None:
        """Such an incident is refused."""
        wrong = incident(resolved_at="2026-03-09T00:00:00Z")

        assert [
            (
                "<mapping>: incidents[0].resolved_at: lies before the incident's "
                "start"
            )
        ] == faults(lambda: read(wrong))


class TestComponents:
    """What a component went through."""

    def test_todays_status_is_not_the_components(self) -> None:
        """Whatever status a component has today, its updates tell."""
        found = read(
            incident(
                components=[
                    {"id": "w", "name": "Web", "status": "operational"}
                ]
            )
        )

        assert ("Web hosting",) == found.subjects

    def test_timeline_of_affected_components(self) -> None:
        """Down from and until the updates that say so."""
        found = read(
            incident(
                started_at="2026-03-10T08:00:00Z",
                resolved_at="2026-03-10T10:00:00Z",
                incident_updates=updates(
                    ("08:10", "operational", "degraded_performance"),
                    ("08:20", "degraded_performance", "major_outage"),
                    ("08:40", "major_outage", "operational"),
                    ("09:00", "operational", "partial_outage"),
                    ("09:30", "partial_outage", "operational"),
                ),
            )
        )

        assert [
            "2026-03-10T08:20:00Z/2026-03-10T08:40:00Z",
            "2026-03-10T09:00:00Z/2026-03-10T09:30:00Z",
        ] == down(found, "Web")
        assert [
            "statuspage:inc00000000x/w",
            "statuspage:inc00000000x/w/2",
        ] == [one.id for one in found.outages]

    def test_partial_outage_weighs_thirty_percent(self) -> None:
        """As in Statuspage's own uptime; a change of weight cuts in two."""
        found = read(
            incident(
                incident_updates=updates(
                    ("08:10", "operational", "partial_outage"),
                    ("08:20", "partial_outage", "major_outage"),
                ),
            )
        )

        assert [Fraction(3, 10), Fraction(1)] == [
            one.impact for one in found.outages
        ]
        assert [
            "2026-03-10T08:00:00Z/2026-03-10T08:20:00Z",
            "2026-03-10T08:20:00Z/2026-03-10T08:47:00Z",
        ] == down(found, "Web")

    def test_degraded_counts_where_the_caller_says_so(self) -> None:
        """Which statuses are downtime is the contract's to say."""
        slow = incident(
            incident_updates=updates(
                ("08:10", "operational", "degraded_performance")
            )
        )

        assert [] == down(read(slow), "Web")
        strict = statuspage.read(page(slow), counts=["degraded_performance"])
        assert 1 == len(down(strict, "Web"))

    def test_affected_components_may_be_null(self) -> None:
        """What only a later update names had its old status before."""
        found = read(
            incident(
                incident_updates=updates(
                    ("08:10", None, ""),
                    ("08:20", "major_outage", "operational"),
                )
            )
        )

        assert ["2026-03-10T08:00:00Z/2026-03-10T08:20:00Z"] == down(
            found, "Web"
        )

    def test_named_first_by_a_later_update(self) -> None:
        """A component that was well until then is down from then on."""
        found = read(
            incident(
                incident_updates=updates(
                    ("08:10", None, ""),
                    ("08:20", "operational", "major_outage"),
                )
            )
        )

        assert ["2026-03-10T08:20:00Z/2026-03-10T08:47:00Z"] == down(
            found, "Web"
        )

    @pytest.mark.parametrize(
        ("impact", "expected"),
        [("minor", []), ("major", [Fraction(3, 10)]), ("critical", [1])],
    )
    def test_impact_stands_in(
        self, impact: str, expected: list[Fraction]
    ) -> None:
        """Where no update names a component, the incident's impact tells."""
        found = read(incident(impact=impact, incident_updates=[]))

        assert expected == [one.impact for one in found.outages]

    def test_of_no_component_is_of_everything(self) -> None:
        """An incident that names none concerns all that the page is about."""
        found = read(incident(incident_updates=[], components=[]))

        assert 1 == len(found.history(None).outages)
        assert ["statuspage:inc00000000x"] == [one.id for one in found.outages]

    def test_updates_of_one_instant_in_the_order_written(self) -> None:
        """The newer of two that speak of one instant counts."""
        found = read(
            incident(
                incident_updates=updates(
                    ("08:10", "operational", "major_outage"),
                    ("08:30", "major_outage", "partial_outage"),
                    ("08:30", "partial_outage", "operational"),
                )
            )
        )

        assert ["2026-03-10T08:00:00Z/2026-03-10T08:30:00Z"] == down(
            found, "Web"
        )

    def test_impact_none_is_not_an_outage(self) -> None:
        """An incident without impact is a notice."""
        assert () == read(incident(impact="none")).outages


class TestMaintenance:
    """Scheduled maintenance, as it really went."""

    def test_completed_early(self) -> None:
        """It ends with the update that completed it, not when scheduled."""
        found = statuspage.read(SAMPLES / MAINTENANCES)

        assert ["2026-03-22T01:00:00Z/2026-03-22T02:40:00Z"] == worked(
            found, "Web hosting"
        )
        assert "2026-03-12T09:00:00+00:00" == str(
            found.maintenance[0].announced
        ).replace(" ", "T")

    def test_that_is_yet_to_come(self) -> None:
        """It has the times for which it is scheduled."""
        window = sample(MAINTENANCES)["scheduled_maintenances"][0]
        window |= {"status": "scheduled", "incident_updates": []}
        found = statuspage.read({"scheduled_maintenances": [window]})

        assert ["2026-03-22T01:00:00Z/2026-03-22T03:00:00Z"] == worked(
            found, "Web hosting"
        )

    def test_as_an_incident_with_the_impact_maintenance(self) -> None:
        """Old pages list it among incidents."""
        window = sample(MAINTENANCES)["scheduled_maintenances"][0]
        window |= {"components": []}
        for key in ("scheduled_for", "scheduled_until"):
            del window[key]
        window["incident_updates"] = []
        found = read(window)

        assert ["2026-03-22T01:00:00Z/2026-03-22T02:40:00Z"] == worked(found)
        assert () == found.outages

    def test_without_times(self) -> None:
        """A window that says neither is refused."""
        window = {"id": "1", "created_at": "2026-03-12T09:00:00Z"}

        assert [
            (
                "<mapping>: scheduled_maintenances[0]: has neither scheduled_for "
                "nor scheduled_until"
            )
        ] == faults(
            lambda: statuspage.read({"scheduled_maintenances": [window]})
        )


class TestFaults:
    """What does not read."""

    def test_another_export(self) -> None:
        """It says what is missing."""
        assert [
            (
                "<mapping>: has neither incidents nor scheduled_maintenances; is "
                "this an incidents.json?"
            )
        ] == faults(lambda: statuspage.read({"data": []}))

    @pytest.mark.parametrize(
        ("changes", "fault"),
        [
            (
                {"impact": "huge"},
                "impact: is none, minor, major or critical",
            ),
            (
                {
                    "incident_updates": updates(
                        ("08:00", "operational", "on_fire")
                    )
                },
                (
                    "incident_updates[0].affected_components[0].new_status: is "
                    "none of degraded_performance, major_outage, operational, "
                    "partial_outage, under_maintenance"
                ),
            ),
        ],
    )
    def test_unknown_words(self, changes: Tree, fault: str) -> None:
        """A word of a newer page is not guessed at."""
        assert [f"<mapping>: incidents[0].{fault}"] == faults(
            lambda: read(incident(**changes))
        )
