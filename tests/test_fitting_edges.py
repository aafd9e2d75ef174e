"""A record made for one policy, as another one can read it."""

import attrs
import pytest

from slapolicy import Carried, Claim, Event, Record
from slapolicy.evaluation.fitting import fitted
from tests.agreed import RECORD, policy_of
from tests.views import at


REPORT = Event(name="report", at=at("06-10 00:00"), commitment="speed")
OFFER = Event(name="offer", at=at("06-11 00:00"))


class TestFitted:
    """What concerns commitments that a policy lacks is left out."""

    @pytest.mark.parametrize(
        "record",
        [
            attrs.evolve(RECORD, claims=[Claim(commitment="speed")]),
            attrs.evolve(RECORD, events=[REPORT]),
            attrs.evolve(RECORD, carried=Carried(breaches={"speed": ["met"]})),
            attrs.evolve(RECORD, carried=Carried(values={"speed": [1]})),
        ],
        ids=["claim", "event", "outcome", "value"],
    )
    def test_of_each_kind(self, record: Record) -> None:
        """Also where a record has nothing else of the kind, nor others."""
        assert RECORD == fitted(record, policy_of())

    def test_what_is_known_stays(self) -> None:
        """So does what is about no commitment, and what was granted."""
        record = attrs.evolve(
            RECORD,
            claims=[Claim(commitment="uptime"), Claim(commitment="speed")],
            events=[OFFER, REPORT],
            carried=Carried(
                breaches={"uptime": ["met"], "speed": ["met"]},
                values={"speed": [1], "uptime": [2]},
                credited={"2026-05": "1.00 EUR"},
            ),
        )
        found = fitted(record, policy_of())
        assert ["uptime"] == [one.commitment for one in found.claims]
        assert ["offer"] == [one.name for one in found.events]
        assert Carried(
            breaches={"uptime": ["met"]},
            values={"uptime": [2]},
            credited={"2026-05": "1.00 EUR"},
        ) == (found.carried)
