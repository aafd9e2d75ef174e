"""Whatever an export says, it reads or is a `DocumentError`."""

import contextlib
import copy
import json
import sqlite3

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from hypothesis import given
from hypothesis import strategies as st

from slapolicy.errors import DocumentError, RecordError
from slapolicy.facts import Service
from slapolicy.sources import (
    Export,
    Import,
    betterstack,
    csv_,
    ical,
    icinga,
    nagios,
    pingdom,
    prometheus,
    statuspage,
    uptime_kuma,
    uptimerobot,
    zabbix,
)
from tests.sources.exported import MARCH, SAMPLES, sample
from tests.sources.test_icinga import row
from tests.sources.test_uptime_kuma import DUMP


Read = Callable[[Export], Import]

JSON: dict[str, tuple[Read, object]] = {
    "statuspage": (statuspage.read, sample("statuspage-incidents.json")),
    "statuspage-maintenance": (
        statuspage.read,
        sample("statuspage-scheduled-maintenances.json"),
    ),
    "uptimerobot-v2": (
        uptimerobot.read,
        sample("uptimerobot-v2-getMonitors.json"),
    ),
    "uptimerobot-v3": (
        uptimerobot.read,
        sample("uptimerobot-v3-incidents.json"),
    ),
    "betterstack": (betterstack.read, sample("betterstack-incidents.json")),
    "pingdom": (pingdom.read, sample("pingdom-summary.outage.web.json")),
    "pingdom-maintenance": (pingdom.read, sample("pingdom-maintenance.json")),
    "zabbix": (zabbix.read, sample("zabbix-event.get.json")),
    "prometheus": (
        prometheus.read,
        sample("prometheus-query_range-probe_success.json"),
    ),
    "icinga": (
        lambda export: icinga.read(export, queried=MARCH),
        {
            "sla_history_state": [
                row("10T08:00", 0, 2),
                row("10T09:00", 2, 99),
            ]
        },
    ),
}
TEXTS: dict[str, tuple[Read, str]] = {
    "csv": (
        csv_.read,
        (SAMPLES / "outages.csv").read_text(encoding="utf-8"),
    ),
    "csv-excel-it": (
        lambda export: csv_.read(export, layout=csv_.ITALIAN),
        (SAMPLES / "outages-excel-it.csv").read_text(encoding="cp1252"),
    ),
    "nagios": (
        nagios.read,
        (SAMPLES / "nagios-archive.log").read_text(encoding="utf-8"),
    ),
    "ical-recurring": (
        lambda export: ical.read(export, within=MARCH, timezone="UTC"),
        (SAMPLES / "maintenance-recurring.ics").read_text(encoding="utf-8"),
    ),
    "ical-notices": (
        lambda export: ical.read(export, within=MARCH),
        (SAMPLES / "maintnote.ics").read_text(encoding="utf-8"),
    ),
    "uptime-kuma": (uptime_kuma.read, DUMP),
}
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        [
            "0",
            "1",
            "99",
            "1773129600",
            "2026-03-10T08:00:00Z",
            "9999-12-31T23:59:59.999999Z",
            "0001-01-01T00:00:00+23:00",
            "NaN",
            253402300799,
            1e300,
            -1,
        ]
    )
)
TREES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(tree: object) -> Iterator[tuple[object, object]]:
    """Yield each container of a tree with each of its keys."""
    items = (
        tree.items()
        if isinstance(tree, dict)
        else enumerate(tree)
        if isinstance(tree, list)
        else ()
    )
    for key, inner in items:
        yield tree, key
        yield from places(inner)


@st.composite
def damaged_trees(draw: st.DrawFn, tree: object) -> object:
    """Return a tree of which some values are others, or gone."""
    found = copy.deepcopy(tree)
    for _ in range(draw(st.integers(1, 3))):
        around = list(places(found))
        if not around:
            break
        container, key = draw(st.sampled_from(around))
        if draw(st.booleans()):
            container[key] = draw(TREES)  # type: ignore[index] # a container
        else:
            del container[key]  # type: ignore[attr-defined] # a container
    return found


@st.composite
def damaged_texts(draw: st.DrawFn, text: str) -> str:
    """Return a text of which a part is another text, or gone."""
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 40)))
    other = draw(
        st.text(max_size=20)
        | st.sampled_from(["\n", ";;;", "\0", "'", '"', "2026", "99999999999"])
    )
    return text[:start] + other + text[end:]


def tried(read: Callable[[], Import]) -> None:
    """Read, and use what was read; nothing but our error may come."""
    try:
        found = read()
    except DocumentError:
        return
    with contextlib.suppress(RecordError):
        # Facts that read, and reach further than any record does.
        found.record(Service(id="web"), MARCH).to_dict()


@pytest.mark.parametrize("name", JSON)
@given(data=st.data())
def test_trees(name: str, data: st.DataObject) -> None:
    """A mapping whose values are others is a fault, or it reads."""
    read, tree = JSON[name]
    damaged = data.draw(damaged_trees(tree))

    tried(lambda: read(damaged))  # type: ignore[arg-type] # anything


@pytest.mark.parametrize("name", JSON)
@given(data=st.data())
def test_json(name: str, data: st.DataObject) -> None:
    """A text that is no JSON any more is a fault, or it reads."""
    read, tree = JSON[name]
    damaged = data.draw(damaged_texts(json.dumps(tree)))

    tried(lambda: read(damaged))


@pytest.mark.parametrize("name", TEXTS)
@given(data=st.data())
def test_texts(name: str, data: st.DataObject) -> None:
    """A text of which a part is damaged is a fault, or it reads."""
    read, text = TEXTS[name]
    damaged = data.draw(damaged_texts(text))

    tried(lambda: read(damaged))


@pytest.mark.parametrize("name", [*JSON, *TEXTS])
@given(content=st.binary(max_size=60))
def test_bytes(name: str, content: bytes) -> None:
    """Bytes of anything are a fault, or they read."""
    read: Read = {**JSON, **TEXTS}[name][0]

    tried(lambda: read(content))


def _database() -> bytes:
    """Return the bytes of the sample's database."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kuma.db"
        with closing(sqlite3.connect(path)) as connection:
            # Small pages, so that less of it is empty.
            connection.execute("PRAGMA page_size = 512")
            connection.executescript(DUMP)
        return path.read_bytes()


DATABASE = _database()


@given(
    at=st.integers(0, len(DATABASE)),
    other=st.binary(max_size=40),
    end=st.integers(0, len(DATABASE)),
)
def test_databases(at: int, other: bytes, end: int) -> None:
    """A database that is damaged, or cut, is a fault, or it reads."""
    damaged = DATABASE[:at] + other + DATABASE[at + len(other) :]

    tried(lambda: uptime_kuma.read(damaged))
    tried(lambda: uptime_kuma.read(damaged[:end]))
