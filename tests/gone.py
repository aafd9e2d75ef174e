"""Outages a few microseconds after noon, for tests of what reads many."""

from slapolicy import Outage


NOON = 1_781_092_800_000_000
"""10 June 2026."""


def gone(
    start: int, end: int, cause: str = "provider", source: str | None = None
) -> Outage:
    """Return an outage so many microseconds after noon."""
    return Outage(
        start=NOON + start, end=NOON + end, cause=cause, source=source
    )
