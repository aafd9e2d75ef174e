"""How much memory a fleet takes, in all processes together."""

import json
import os
import random
import subprocess
import sys

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.made_up import END, SECOND, START, TIERS
from tests.benchmarks.ratios import ratio


ROWS = int(os.environ.get("SLAPOLICY_FLEET", "500000"))
"""So many service-months; ten million take ten minutes and 2 GB of disk."""

_STEP = 50_000
UTC = pa.timestamp("us", "UTC")

_PROGRAM = """
import re
import sys
import threading

from pathlib import Path

from slapolicy import load_policy
from slapolicy.arrow.many import evaluate_many


def resident(process: str) -> int:
    # What a process has in memory now, in KiB; nothing if it has ended.
    try:
        status = Path("/proc", process, "status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmRSS:\\s*(\\d+)", status)
    return int(found[1]) if found else 0


def together() -> int:
    # What this process and its children have, shared pages in each.
    tasks = Path("/proc/self/task").glob("*/children")
    children = [name for one in tasks for name in one.read_text().split()]
    return sum(map(resident, ["self", *children]))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    facts = {
        name: folder / f"{name}.parquet" for name in ("outages", "maintenance")
    }
    most, over = [0], threading.Event()

    def watch() -> None:
        while not over.wait(0.02):
            most.append(max(most.pop(), together()))

    watching = threading.Thread(target=watch)
    watching.start()
    found = evaluate_many(
        load_policy(folder / "policy.json"),
        folder / "services.parquet",
        facts,
        folder / "results",
        workers=2,
    )
    over.set()
    watching.join()
    print(found.rows, most[0] * 1024)
"""


def _facts(rng: random.Random, names: list[str], most: int) -> pa.Table:
    """Return facts, so many or fewer of each service."""
    of = [name for name in names for _ in range(rng.randint(0, most))]
    month = (END - START) // SECOND
    starts = [START + rng.randrange(month) * SECOND for _ in of]
    ends = [start + rng.randrange(60, 7200) * SECOND for start in starts]
    return pa.table(
        {
            "service": of,
            "start": pa.array(starts, UTC),
            "end": pa.array(ends, UTC),
        }
    )


def _services(names: list[str]) -> pa.Table:
    """Return the month of each service."""
    return pa.table(
        {
            "service": names,
            "period_start": pa.array([START] * len(names), UTC),
            "period_end": pa.array([END] * len(names), UTC),
            "fee": ["10.00 EUR"] * len(names),
        }
    )


def _write(folder: Path) -> None:
    """Write a policy and the files about its fleet."""
    (folder / "policy.json").write_text(json.dumps(TIERS.to_dict()))
    rng = random.Random(11)
    writers: dict[str, pq.ParquetWriter] = {}
    for first in range(0, ROWS, _STEP):
        names = [f"web-{at:08}" for at in range(first, first + _STEP)]
        tables = {
            "services": _services(names),
            "outages": _facts(rng, names, 5),
            "maintenance": _facts(rng, names, 2),
        }
        for name, table in tables.items():
            if name not in writers:
                file = folder / f"{name}.parquet"
                writers[name] = pq.ParquetWriter(file, table.schema)
            writers[name].write_table(table)
    for writer in writers.values():
        writer.close()


def test_memory_is_that_of_parts(
    tmp_path: Path, benchmark: BenchmarkFixture
) -> None:
    """However many rows there are, memory is below a gibibyte."""
    _write(tmp_path)
    program = tmp_path / "program.py"
    program.write_text(_PROGRAM)

    def run() -> list[int]:
        found = subprocess.run(
            [sys.executable, str(program), str(tmp_path)],
            check=True,
            capture_output=True,
            text=True,
        )
        return list(map(int, found.stdout.split()))

    rows, taken = benchmark.pedantic(run)  # type: ignore[no-untyped-call] # its own
    assert ROWS == rows
    what = f"MiB at most in evaluate-many, {ROWS:,} rows"
    assert ratio(what, taken / 2**20, 1, 1024) <= 1024
