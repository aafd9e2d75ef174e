"""Icinga DB: the quirks of its SLA history."""

import pytest

from slapolicy.sources import Import, icinga
from slapolicy.spans import Span
from tests.sources.exported import (
    MARCH,
    Tree,
    at,
    covered,
    down,
    faults,
    gaps,
    worked,
)


def row(when: str, before: int, state: int, **changes: object) -> Tree:
    """Return a change of the hard state of a service."""
    return {
        "host_id": "a1",
        "host": "web",
        "service_id": "b2",
        "service": "HTTP",
        "event_time": at(when) * 1000,
        "previous_hard_state": before,
        "hard_state": state,
        **changes,
    }


def host(when: str, before: int, state: int) -> Tree:
    """Return a change of the hard state of a host, without its name."""
    return row(when, before, state, service_id=None, service=None, host=None)


def read(*rows: Tree, queried: Span | None = None) -> Import:
    """Return what such changes say."""
    return icinga.read({"sla_history_state": list(rows)}, queried=queried)


HTTP = "web;HTTP"


class TestStates:
    """What hard states say."""

    def test_epoch_in_milliseconds(self) -> None:
        """Instants are exact to the millisecond."""
        late = row("10T09:00", 2, 0)
        late["event_time"] += 781
        found = read(row("10T08:00", 0, 2), late)

        assert ["2026-03-10T08:00:00Z/2026-03-10T09:00:00.781000Z"] == down(
            found, HTTP
        )

    @pytest.mark.parametrize(
        ("state", "is_down"), [(0, False), (1, False), (2, True), (3, True)]
    )
    def test_service_is_down_above_1(
        self, state: int, *, is_down: bool
    ) -> None:
        """A warning is up, unknown is down."""
        found = read(row("10T08:00", 0, state), row("10T09:00", state, 0))

        assert is_down == bool(found.outages)

    def test_host_is_down_above_0(self) -> None:
        """A host has no warning."""
        found = read(host("10T08:00", 0, 1), host("10T09:00", 1, 0))

        assert ["2026-03-10T08:00:00Z/2026-03-10T09:00:00Z"] == down(
            found, "a1"
        )

    def test_pending_leaves_the_denominator(self) -> None:
        """99 is neither up nor down: nobody knows."""
        found = read(
            row("10T08:00", 0, 99),
            row("10T09:00", 99, 0),
            row("11T00:00", 0, 0),
        )

        assert ["2026-03-10T08:00:00Z/2026-03-10T09:00:00Z"] == gaps(
            found, HTTP
        )

    def test_pending_still(self) -> None:
        """Pending lasts until the span that was asked for ends."""
        found = read(row("31T20:00", 0, 99), queried=MARCH)

        assert ["2026-03-31T20:00:00Z/2026-03-31T22:00:00Z"] == gaps(
            found, HTTP
        )

    def test_down_at_the_end_lasts(self) -> None:
        """The newest state goes on."""
        assert ["2026-03-10T08:00:00Z/…"] == down(
            read(row("10T08:00", 0, 2)), HTTP
        )

    def test_events_of_one_instant(self) -> None:
        """The one that stands last counts, as Icinga orders ties."""
        rows = [row("10T08:00", 0, 2), row("10T08:00", 2, 0)]

        assert () == read(*rows).outages
        assert () == read(*rows, queried=MARCH).outages


class TestStateBeforeThePeriod:
    """What was the state when the period began."""

    def test_of_the_newest_earlier_event(self) -> None:
        """What began before goes on."""
        early = row("01T00:00", 0, 2, event_time=1_772_000_000_000)
        found = read(early, row("10T09:00", 2, 0), queried=MARCH)

        assert ["2026-02-28T23:00:00Z/2026-03-10T09:00:00Z"] == down(
            found, HTTP
        )

    def test_else_the_previous_one_of_the_first(self) -> None:
        """The first event says what was before it."""
        found = read(row("10T09:00", 2, 0), queried=MARCH)

        assert ["2026-02-28T23:00:00Z/2026-03-10T09:00:00Z"] == down(
            found, HTTP
        )

    @pytest.mark.parametrize("table", ["host_state", "service_state"])
    def test_else_the_current_one(self, table: str) -> None:
        """What never changed is as it is."""
        rows = {table: [{"host_id": "db", "hard_state": 1}]}

        assert ["2026-02-28T23:00:00Z/…"] == down(
            icinga.read(rows, queried=MARCH), "db"
        )
        assert [] == down(icinga.read(rows), "db")

    def test_unknown_without_a_queried_span(self) -> None:
        """From its first event to its last, no more."""
        found = read(row("10T08:00", 2, 0), row("10T09:00", 0, 2))

        assert ["2026-03-10T08:00:00Z/2026-03-10T09:00:00Z"] == covered(
            found, HTTP
        )


class TestDowntime:
    """What was scheduled."""

    def test_of_a_service(self) -> None:
        """It is maintenance of that service."""
        rows = [
            {
                "host_id": "a1",
                "service_id": "b2",
                "downtime_id": "d4",
                "downtime_start": at("22T01:00") * 1000,
                "downtime_end": at("22T03:00") * 1000,
            }
        ]
        found = icinga.read({"sla_history_downtime": rows})

        assert ["2026-03-22T01:00:00Z/2026-03-22T03:00:00Z"] == worked(
            found, "a1;b2"
        )
        assert ["icinga:downtime/d4"] == [one.id for one in found.maintenance]


class TestFaults:
    """What does not read."""

    def test_another_export(self) -> None:
        """It says what is missing."""
        assert [
            "<mapping>: has no sla_history_state; is this the SLA history?"
        ] == faults(lambda: icinga.read({"results": []}))

    def test_state_of_none(self) -> None:
        """A state that Icinga does not have is refused."""
        assert [
            (
                "<mapping>: sla_history_state[0].hard_state: is none of 0, "
                "1, 2, 3 and 99"
            )
        ] == faults(lambda: read(row("10T08:00", 0, 4)))
