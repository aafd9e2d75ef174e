"""What a reading is about: a slice of the period, or a fact by its name."""

import pytest

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import _time
from slapolicy.errors import AmountError
from slapolicy.explain.promises import slice_start


def instant(name: str) -> int | None:
    """Return the instant that a name is, None if it is none."""
    try:
        return _time.ticks(_time.parse_instant(name))
    except AmountError:
        return None


@pytest.mark.parametrize(
    "name",
    [
        "1970-01-01T00:00:00Z",
        "2026-06-10T00:00:00+02:00",
        "2026-06-10T00:00:00",
        "2026-06-31T00:00:00Z",
        "2026-06",
        "outage-1",
        "2026",
        "",
    ],
)
def test_a_slice_begins_at_the_instant_that_is_its_name(name: str) -> None:
    """Any other name is the name of a fact or of the period."""
    assert instant(name) == slice_start(name)


@given(st.text("0259-T:Z+ o", max_size=20))
def test_whatever_the_name_is(name: str) -> None:
    """Most are seen to be no instant without being read."""
    assert instant(name) == slice_start(name)
