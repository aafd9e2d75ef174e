"""Zabbix: the quirks of its events."""

import copy

from slapolicy.sources import Import, zabbix
from tests.sources.exported import (
    Tree,
    at,
    covered,
    down,
    faults,
    gaps,
    sample,
    worked,
)
from tests.test_untrusted import steps


NAME = "zabbix-event.get.json"


def event(number: int, **changes: object) -> Tree:
    """Return an event of the sample, with changes."""
    found: Tree = copy.deepcopy(sample(NAME)["result"][number])
    return {**found, **changes}


def read(*events: Tree) -> Import:
    """Return what such events say."""
    return zabbix.read({"result": list(events)})


class TestEvents:
    """What pairs of events say."""

    def test_every_value_a_string(self) -> None:
        """Numbers and strings are read alike."""
        tree = sample(NAME)
        for one in tree["result"]:
            one["clock"], one["severity"] = (
                int(one["clock"]),
                int(one["severity"]),
            )

        assert zabbix.read(sample(NAME)) == zabbix.read(tree)

    def test_r_eventid_0_is_open(self) -> None:
        """A problem without a recovery lasts."""
        assert ["2026-03-31T21:30:00Z/…"] == down(read(event(6)), "mail")

    def test_recovery_of_problem_get(self) -> None:
        """A problem may bring the time of its recovery along."""
        found = read(event(0, r_clock=str(at("10T08:30"))))

        assert ["2026-03-10T08:00:00Z/2026-03-10T08:30:00Z"] == down(
            found, "web"
        )
        assert ["2026-03-10T08:00:00Z/2026-03-10T08:30:00Z"] == covered(found)

    def test_to_the_second(self) -> None:
        """Nanoseconds are left out, as in Zabbix's own reports."""
        found = read(event(0), event(1))

        assert ["2026-03-10T08:00:00Z/2026-03-10T08:47:00Z"] == down(
            found, "web"
        )

    def test_housekeeper_deleted_the_recovery(self) -> None:
        """It is over, nobody knows since when: until the next event."""
        found = read(event(0), event(2), event(3))

        assert [
            "2026-03-10T08:00:00Z/2026-03-10T08:00:00Z",
            "2026-03-22T01:10:00Z/2026-03-22T01:40:00Z",
        ] == down(found, "web")
        assert ["2026-03-10T08:00:00Z/2026-03-22T01:10:00Z"] == gaps(
            found, "web"
        )

    def test_housekeeper_deleted_all_that_followed(self) -> None:
        """Then nobody knows until the newest event of the export."""
        found = read(event(0), event(6))

        assert ["2026-03-10T08:00:00Z/2026-03-31T21:30:00Z"] == gaps(
            found, "web"
        )

    def test_covers_from_the_oldest_event_to_the_newest(self) -> None:
        """What came before may have been deleted."""
        found = zabbix.read(sample(NAME), {"result": []})

        assert ["2026-03-10T08:00:00Z/2026-03-31T21:30:00Z"] == covered(found)

    def test_of_several_hosts(self) -> None:
        """Each host was down, under an id of its own."""
        hosts = [{"host": "a"}, {"host": "", "name": "b"}]
        found = read(event(6, hosts=hosts))

        assert ["zabbix:5030/a", "zabbix:5030/b"] == [
            one.id for one in found.outages
        ]

    def test_of_no_host(self) -> None:
        """An event asked for without its hosts is about everything."""
        assert 1 == len(down(read(event(6, hosts=None))))


class TestWhatCounts:
    """Which events are outages."""

    def test_symptom_of_a_cause_would_count_twice(self) -> None:
        """A symptom on the same host is the same outage."""
        symptom = event(2, cause_eventid="5000")

        assert 1 == len(read(event(0), event(1), symptom).outages)

    def test_symptom_on_another_host(self) -> None:
        """That host was down all the same."""
        symptom = event(2, cause_eventid="5000", hosts=[{"host": "db"}])

        assert ("db", "web") == read(event(0), event(1), symptom).subjects

    def test_severity(self) -> None:
        """Problems below the one that is named do not count."""
        tree = {"result": [event(6, severity="2")]}

        assert 1 == len(zabbix.read(tree, severity=2).outages)
        assert 0 == len(zabbix.read(tree, severity=3).outages)

    def test_severity_of_none(self) -> None:
        """A severity that Zabbix does not have is refused."""
        assert ["<mapping>: result[0].severity: is none of 0 to 5"] == faults(
            lambda: read(event(6, severity="9"))
        )


class TestSuppression:
    """What suppressed problems say of maintenance."""

    def test_until(self) -> None:
        """Maintenance went on from the problem until it was over."""
        assert ["2026-03-22T01:10:00Z/2026-03-22T03:00:00Z"] == worked(
            read(event(2)), "web"
        )

    def test_without_an_end(self) -> None:
        """It lasted as long as the problem, as far as that is known."""
        data = [{"maintenanceid": "3", "suppress_until": "0"}]
        found = read(event(2, suppression_data=data), event(3))

        assert ["2026-03-22T01:10:00Z/2026-03-22T01:40:00Z"] == worked(
            found, "web"
        )

    def test_by_hand_is_no_maintenance(self) -> None:
        """Nobody announced what somebody muted."""
        data = [{"maintenanceid": "0", "suppress_until": "1774148400"}]

        assert [] == worked(read(event(2, suppression_data=data)), "web")


def test_error_of_the_api() -> None:
    """It is handed on."""
    error = {"code": -32602, "message": "Invalid params."}

    assert ["<mapping>: error: is what the API answered; ask again"] == faults(
        lambda: zabbix.read({"error": error})
    )


class TestMost:
    """What much of one thing takes."""

    def test_growth_of_lost_recoveries(self) -> None:
        """Nobody looks through all events of a trigger for each of them."""

        def lost(number: int) -> Tree:
            events = [
                event(0, eventid=f"e{n}", clock=str(1_773_129_600 + n))
                for n in range(number)
            ]
            return {"result": events}

        few, many = lost(10), lost(40)
        zabbix.read(few)

        assert 40 == len(zabbix.read(many).outages)
        assert steps(lambda: zabbix.read(many)) < 5 * steps(
            lambda: zabbix.read(few)
        )

    def test_growth_of_symptoms(self) -> None:
        """Nor through the hosts of their cause for each symptom."""

        def symptoms(number: int) -> Tree:
            hosts = [{"host": str(n)} for n in range(number)]
            events = [
                event(6, eventid=f"e{n}", cause_eventid="cause")
                for n in range(number)
            ]
            cause = event(6, eventid="cause", hosts=hosts)
            return {"result": [cause, *events]}

        few, many = symptoms(10), symptoms(40)
        zabbix.read(few)

        assert steps(lambda: zabbix.read(many)) < 5 * steps(
            lambda: zabbix.read(few)
        )

    def test_suppressed_on_many_hosts(self) -> None:
        """Each of many windows on each of many hosts is not told."""
        hosts = [{"host": str(n)} for n in range(102)]
        entry = {"maintenanceid": "1", "suppress_until": "0"}
        many = event(6, hosts=hosts, suppression_data=[entry] * 100)
        (fault,) = faults(lambda: read(many))

        assert fault.endswith(
            "is suppressed on many hosts: maintenance is told of more than "
            "one at most 10000 times in all; split the export"
        )
        assert 101 == len(read({**many, "hosts": hosts[:101]}).outages)
