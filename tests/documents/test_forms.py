"""Values that documents write otherwise than the classes keep them."""

import pytest

from slapolicy import RecordError, parse_policy, record_from_dict
from tests.written import POLICY


def test_a_span_ends_after_it_starts() -> None:
    """It is refused with both instants."""
    period = {"start": "2026-06-02T00:00Z", "end": "2026-06-01T00:00Z"}
    tree = {"service": {"id": "s"}, "period": period}
    with pytest.raises(RecordError) as raised:
        record_from_dict(tree, parse_policy(POLICY))
    assert (
        "period: ends 2026-06-01T00:00:00Z, before it starts "
        "2026-06-02T00:00:00Z" in str(raised.value)
    )
