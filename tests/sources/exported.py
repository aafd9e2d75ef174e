"""What the tests of sources share: the samples, and how facts are compared."""

import json

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from slapolicy.errors import DocumentError, messages
from slapolicy.facts import Maintenance, Outage, Unobserved
from slapolicy.sources import Import
from slapolicy.spans import Span


Tree: TypeAlias = dict[str, Any]

SAMPLES = Path(__file__).parent.parent / "samples"
DAY = timedelta(days=1)
MARCH = Span.from_iso("2026-02-28T23:00:00Z/2026-03-31T22:00:00Z")
WEB = [
    "2026-03-10T08:00:00Z/2026-03-10T08:47:00Z",
    "2026-03-22T01:10:00Z/2026-03-22T01:40:00Z",
    "2026-03-29T00:40:00Z/2026-03-29T01:20:00Z",
]
MAIL = ["2026-03-31T21:30:00Z/…"]


def sample(name: str) -> Tree:
    """Return what a sample in JSON says, to be changed by a test."""
    found: Tree = json.loads((SAMPLES / name).read_bytes())
    return found


def at(text: str) -> int:
    """Return an instant of March 2026, `10T08:00`, in seconds."""
    moment = datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=UTC)
    return int(moment.timestamp())


def spans(facts: Iterable[Outage | Maintenance | Unobserved]) -> list[str]:
    """Return facts as their spans; one that lasts ends with `…`."""
    return [
        f"{one.start.isoformat().replace('+00:00', 'Z')}/"
        + (
            "…"
            if one.end is None
            else one.end.isoformat().replace("+00:00", "Z")
        )
        for one in facts
    ]


def down(found: Import, subject: str | None = None) -> list[str]:
    """Return when a subject was down."""
    return spans(found.history(subject).outages)


def worked(found: Import, subject: str | None = None) -> list[str]:
    """Return when a subject was worked on."""
    return spans(found.history(subject).maintenance)


def gaps(found: Import, subject: str | None = None) -> list[str]:
    """Return when a subject was not watched, as the source says."""
    return spans(found.history(subject).unobserved)


def covered(found: Import, subject: str | None = None) -> list[str]:
    """Return for what spans an import speaks about a subject."""
    return [str(one) for one in found.history(subject).coverage]


def faults(read: Callable[[], object]) -> list[str]:
    """Return what is wrong with an export."""
    with pytest.raises(DocumentError) as caught:
        read()
    return messages(caught.value)
