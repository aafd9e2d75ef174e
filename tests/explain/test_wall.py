"""What a wall clock shows."""

import pytest

from slapolicy import _time
from slapolicy._time import DAY
from slapolicy.explain.values.wall import on_the_wall


HOUR = 3_600_000_000


@pytest.mark.parametrize("instant", [_time.FIRST, _time.LAST])
def test_on_the_first_and_the_last_day(instant: int) -> None:
    """Also where there is no day before, or none after."""
    assert (*divmod(instant, DAY), None) == on_the_wall(instant, "UTC")


@pytest.mark.parametrize(
    ("text", "time", "offset"),
    [
        ("2026-10-24T12:00Z", 14 * HOUR, None),
        ("2026-10-25T00:30Z", 2 * HOUR + HOUR // 2, "+02:00"),
        ("2026-10-25T01:30Z", 2 * HOUR + HOUR // 2, "+01:00"),
        ("2026-10-25T12:00Z", 13 * HOUR, None),
    ],
)
def test_says_the_offset_where_a_time_exists_twice(
    text: str, time: int, offset: str | None
) -> None:
    """And nowhere else."""
    instant = _time.ticks(_time.parse_instant(text))
    _, *found = on_the_wall(instant, "Europe/Rome")
    assert [time, offset] == found
