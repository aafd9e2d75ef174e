"""Large exports stream through: ten times as much needs no more memory."""

import sqlite3
import subprocess
import sys
import tracemalloc

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from slapolicy.sources import csv_, nagios
from slapolicy.spans import Span


HOUR = Span.from_iso("2026-03-10T08:00:00Z/2026-03-10T09:00:00Z")
FEW, MANY = 2_000, 20_000
# What the allocator and the caches of the interpreter add.
ROOM = 1.3

PEAK = """
import resource, sys
from pathlib import Path
from slapolicy.sources import uptime_kuma

found = uptime_kuma.read(Path(sys.argv[1]))
assert len(found.outages) == 1
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def minutes(count: int) -> Iterator[str]:
    """Yield so many minutes, from 10 March 07:00 on."""
    for number in range(count):
        day, minute = divmod(7 * 60 + number, 24 * 60)
        hour, minute = divmod(minute, 60)
        month, day = divmod(9 + day, 28)
        yield f"2026-{3 + month:02d}-{day + 1:02d}T{hour:02d}:{minute:02d}"


def table(folder: Path, count: int) -> Path:
    """Write a table of one outage a minute."""
    path = folder / f"{count}.csv"
    with path.open("w", encoding="utf-8") as stream:
        stream.write("start,duration\n")
        stream.writelines(f"{at}Z,0:00:30\n" for at in minutes(count))
    return path


def log(folder: Path, count: int) -> Path:
    """Write a log of one alert a minute."""
    path = folder / f"{count}.log"
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            state = "OK" if number % 2 else "CRITICAL"
            stream.write(
                f"[{1773126000 + 60 * number}] SERVICE ALERT: web;HTTP;"
                f"{state};HARD;1;x\n"
            )
    return path


def database(folder: Path, count: int) -> Path:
    """Write a database of so many beats, of which one is a failure."""
    path = folder / f"{count}.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "CREATE TABLE monitor(id INTEGER PRIMARY KEY, name TEXT);"
            "INSERT INTO monitor VALUES(1, 'web');"
            "CREATE TABLE heartbeat(id INTEGER PRIMARY KEY, important, "
            "monitor_id, status, msg, time);"
        )
        connection.executemany(
            "INSERT INTO heartbeat VALUES(?, ?, 1, ?, '200 - OK', ?)",
            (
                (number, number < 3, number != 1, f"{at}:00.000")
                for number, at in enumerate(minutes(count))
            ),
        )
        connection.commit()
    return path


def peak_of(path: Path) -> int:
    """Return the most memory that reading a file took, in bytes."""
    tracemalloc.start()
    try:
        read = csv_.read if path.suffix == ".csv" else nagios.read
        assert read(path, within=HOUR).outages
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_csv(tmp_path: Path) -> None:
    """Rows of another time are not kept."""
    few, many = table(tmp_path, FEW), table(tmp_path, MANY)
    peak_of(few)

    assert peak_of(many) < ROOM * peak_of(few)


def test_nagios(tmp_path: Path) -> None:
    """Neither are lines."""
    few, many = log(tmp_path, FEW), log(tmp_path, MANY)
    peak_of(few)

    assert peak_of(many) < ROOM * peak_of(few)


def test_uptime_kuma(tmp_path: Path) -> None:
    """Neither are beats, by Python and by SQLite together."""
    peaks = []
    for count in (10 * FEW, 10 * MANY):
        done = subprocess.run(
            [sys.executable, "-c", PEAK, str(database(tmp_path, count))],
            capture_output=True,
            check=True,
            text=True,
        )
        peaks.append(int(done.stdout))

    assert peaks[1] < ROOM * peaks[0]
