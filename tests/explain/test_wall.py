"""What a wall clock shows."""

import pytest

from slapolicy import _time
from slapolicy._time import DAY
from slapolicy.explain.values.wall import on_the_wall, steady_offset


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


@pytest.mark.parametrize(
    ("start", "end", "offset"),
    [
        ("2026-10-15T12:00Z", "2026-10-15T14:00Z", 2 * HOUR),
        ("2026-10-15T12:00Z", "2026-10-16T23:59Z", 2 * HOUR),
        ("2026-10-15T12:00Z", "2026-10-17T00:00Z", None),
        ("2026-10-24T12:00Z", "2026-10-24T13:00Z", None),
        ("2026-10-25T12:00Z", "2026-10-25T13:00Z", None),
        ("2026-10-27T00:00Z", "2026-10-27T13:00Z", HOUR),
    ],
)
def test_steady_offset(start: str, end: str, offset: int | None) -> None:
    """There is one where the clocks do not change nearby."""
    ends = [_time.ticks(_time.parse_instant(one)) for one in (start, end)]
    assert offset == steady_offset(ends[0], ends[1], "Europe/Rome")


def test_steady_offset_on_the_first_day() -> None:
    """There is none, since there is no day before."""
    assert steady_offset(_time.FIRST, _time.FIRST + HOUR, "UTC") is None
