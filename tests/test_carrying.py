"""What a period hands on to the next."""

import datetime as dt

import attrs

from slapolicy import (
    Maintenance,
    MaintenanceExclusion,
    Pool,
    evaluate,
)
from tests.agreed import UPTIME, down, outage, policy_of
from tests.views import at


class TestPools:
    """What of a pool was used."""

    works = Maintenance(start=at("06-10 01:00"), end=at("06-10 02:00"))
    record = attrs.evolve(
        down(outage("06-10 00:00", "06-10 03:00")), maintenance=[works]
    )
    rule = MaintenanceExclusion(
        id="works", pool=Pool(at_most="5 hours", per="year")
    )

    def test_is_used_once_by_all_promises(self) -> None:
        """Maintenance that two promises excuse is drawn once."""
        twice = policy_of(
            UPTIME, attrs.evolve(UPTIME, id="other"), exclusions=[self.rule]
        )
        found = evaluate(twice, self.record).carried
        assert (("works", dt.timedelta(hours=1)),) == found.excluded
