"""Better Stack: the quirks of its incidents."""

import pytest

from slapolicy.sources import betterstack
from tests.sources.exported import (
    SAMPLES,
    Tree,
    covered,
    down,
    faults,
    sample,
)


NAME = "betterstack-incidents.json"


def with_status(status: str) -> Tree:
    """Return the sample's oldest incident, with another status."""
    tree = sample(NAME)
    tree["data"] = tree["data"][-1:]
    tree["data"][0]["attributes"]["status"] = status
    return tree


class TestStatus:
    """What makes an incident an outage."""

    def test_unconfirmed_is_not_an_outage(self) -> None:
        """Nobody has seen it yet, but it is mentioned."""
        found = betterstack.read(with_status("Unconfirmed"))

        assert () == found.outages
        assert ["2026-03-10T08:00:00Z/2026-03-10T08:47:00Z"] == covered(found)

    @pytest.mark.parametrize(
        "status", ["Started", "Acknowledged", "Validating", "Resolved"]
    )
    def test_confirmed_is(self, status: str) -> None:
        """Each other status is of an outage."""
        assert 1 == len(betterstack.read(with_status(status)).outages)

    def test_unknown_is_refused(self) -> None:
        """It is not guessed at."""
        assert [
            (
                "<mapping>: data[0].attributes.status: is none of started, "
                "acknowledged, validating, resolved, unconfirmed"
            )
        ] == faults(lambda: betterstack.read(with_status("Snoozed")))


class TestPages:
    """For what span pages speak."""

    def test_of_both_versions_of_the_api(self) -> None:
        """v2 and v3 answer alike; v2's pages may lack the pagination."""
        tree = sample(NAME)
        del tree["pagination"]

        assert betterstack.read(SAMPLES / NAME) == betterstack.read(tree)

    def test_pagination_leads_to_the_next_page(self) -> None:
        """Nothing lies between a page that goes on and the next."""
        newer, older = sample(NAME), sample(NAME)
        newer["data"], older["data"] = newer["data"][:2], older["data"][2:]
        apart = betterstack.read(older, newer)
        newer["pagination"]["next"] = "https://uptime.example/?page=2"
        joined = betterstack.read(older, newer)

        assert 2 == len(covered(apart))
        assert ["2026-03-10T08:00:00Z/2026-03-31T21:30:00Z"] == covered(joined)
        assert 3 == len(down(joined, "web"))
