"""Records that do not fit their policy."""

import attrs
import pytest

from slapolicy import Carried, Claim, Event, Record, RecordError, evaluate
from slapolicy.errors import messages
from tests.agreed import RECORD, UPTIME, policy_of
from tests.views import at


UNKNOWN = "no commitment 'speed'; the policy has: uptime"


@pytest.mark.parametrize(
    ("record", "fault"),
    [
        (
            attrs.evolve(RECORD, claims=[Claim(commitment="speed")]),
            f"claims[0].commitment: {UNKNOWN}",
        ),
        (
            attrs.evolve(
                RECORD,
                events=[
                    Event(name="offer", at=at("06-10 00:00")),
                    Event(
                        name="report",
                        at=at("06-11 00:00"),
                        commitment="speed",
                    ),
                ],
            ),
            f"events[1].commitment: {UNKNOWN}",
        ),
        (
            attrs.evolve(RECORD, carried=Carried(breaches={"speed": ["met"]})),
            f"carried.breaches: {UNKNOWN}",
        ),
        (
            attrs.evolve(RECORD, carried=Carried(values={"speed": [1]})),
            f"carried.values: {UNKNOWN}",
        ),
        (
            attrs.evolve(
                RECORD, carried=Carried(credited={"2026-13": "1.00 EUR"})
            ),
            "carried.credited: '2026-13' is no month of the calendar",
        ),
    ],
)
def test_is_refused(record: Record, fault: str) -> None:
    """What a record names, the policy or the calendar has."""
    with pytest.raises(RecordError) as caught:
        evaluate(policy_of(), record)
    assert [fault] == messages(caught.value)


def test_all_faults_at_once() -> None:
    """Each fault has its own place."""
    claims = [Claim(commitment="speed"), Claim(commitment="speed")]
    record = attrs.evolve(
        RECORD, claims=claims, carried=Carried(credited={"May": "1.00 EUR"})
    )
    with pytest.raises(RecordError) as caught:
        evaluate(policy_of(), record)
    first, second, third = messages(caught.value)
    assert f"claims[0].commitment: {UNKNOWN}" == first
    assert f"claims[1].commitment: {UNKNOWN}" == second
    assert third.startswith("carried.credited: 'May' is no period; ")


def test_all_names_are_told() -> None:
    """In the order of the alphabet, so that the right one is soon found."""
    policy = policy_of(UPTIME, attrs.evolve(UPTIME, id="repair"))
    record = attrs.evolve(RECORD, claims=[Claim(commitment="speed")])
    with pytest.raises(RecordError) as caught:
        evaluate(policy, record)
    (fault,) = messages(caught.value)
    assert fault.endswith("'speed'; the policy has: repair, uptime")
