"""Pingdom: the quirks of its states and of its maintenance."""

from slapolicy.sources import Import, pingdom
from tests.sources.exported import (
    MARCH,
    at,
    covered,
    down,
    faults,
    gaps,
    sample,
    worked,
)


MAINTENANCE = "pingdom-maintenance.json"


def states(*told: tuple[str, str, str]) -> Import:
    """Return what such states say: status, from, to."""
    return pingdom.read(
        {
            "summary": {
                "states": [
                    {
                        "status": status,
                        "timefrom": at(start),
                        "timeto": at(end),
                    }
                    for status, start, end in told
                ]
            }
        }
    )


class TestStates:
    """What the states of a check say."""

    def test_default_window_of_one_week(self) -> None:
        """An answer speaks for the time that was asked for, no more."""
        found = states(("up", "25T00:00", "31T00:00"))

        assert [
            "2026-02-28T23:00:00Z/2026-03-25T00:00:00Z",
            "2026-03-31T00:00:00Z/2026-03-31T22:00:00Z",
        ] == [str(one) for one in found.coverage.complement(MARCH)]

    def test_unknown_is_not_up(self) -> None:
        """It is time that nobody watched."""
        found = states(
            ("up", "10T08:00", "10T09:00"), ("unknown", "10T09:00", "10T09:05")
        )

        assert ["2026-03-10T09:00:00Z/2026-03-10T09:05:00Z"] == gaps(found)

    def test_last_state_is_clipped(self) -> None:
        """An outage at the end is known until there, and not to be over."""
        found = states(("down", "31T21:30", "31T22:00"))

        assert ["2026-03-31T21:30:00Z/2026-03-31T22:00:00Z"] == down(found)
        assert ["2026-03-31T21:30:00Z/2026-03-31T22:00:00Z"] == covered(found)

    def test_contiguous_answers_join(self) -> None:
        """An outage across two answers has no hole."""
        one = states(("down", "10T08:00", "10T09:00")).histories[0]
        both = states(
            ("down", "10T08:00", "10T09:00"), ("down", "10T09:00", "10T09:30")
        ).histories[0]

        assert 1 == len(both.down)
        assert one.down.measure() < both.down.measure()

    def test_backwards(self) -> None:
        """A state that ends before it begins is refused."""
        expected = (
            "<mapping>: summary.states[0].timeto: ends 2026-03-10T08:00:00Z, "
            "before it starts 2026-03-10T09:00:00Z"
        )

        assert [expected] == faults(
            lambda: states(("up", "10T09:00", "10T08:00"))
        )

    def test_of_another_status(self) -> None:
        """It is not guessed at."""
        assert [
            (
                "<mapping>: summary.states[0].status: is none of up, down "
                "and unknown"
            )
        ] == faults(lambda: states(("unconfirmed", "10T08:00", "10T09:00")))


class TestMaintenance:
    """What is told of maintenance."""

    def test_once(self) -> None:
        """Maintenance that does not recur is what it says."""
        assert ["2026-03-22T01:00:00Z/2026-03-22T03:00:00Z"] == worked(
            pingdom.read(sample(MAINTENANCE))
        )

    def test_that_recurs_needs_its_occurrences(self) -> None:
        """Only Pingdom knows in which zone it comes again."""
        tree = sample(MAINTENANCE)
        tree["maintenance"][0]["recurrencetype"] = "week"
        windows = {
            "occurrences": [
                {
                    "id": day,
                    "maintenanceid": 1,
                    "from": at(f"{day}T01:00"),
                    "to": at(f"{day}T03:00"),
                }
                for day in (15, 22)
            ]
        }

        assert [
            (
                "<mapping>: maintenance[0].recurrencetype: recurs; give the "
                "answer of maintenance.occurrences too"
            )
        ] == faults(lambda: pingdom.read(tree))
        assert [
            "2026-03-15T01:00:00Z/2026-03-15T03:00:00Z",
            "2026-03-22T01:00:00Z/2026-03-22T03:00:00Z",
        ] == worked(pingdom.read(tree, windows))


def test_another_export() -> None:
    """It says what is missing."""
    assert [
        (
            "<mapping>: has none of summary, maintenance, occurrences; is "
            "this an answer of Pingdom?"
        )
    ] == faults(lambda: pingdom.read({"checks": []}))
