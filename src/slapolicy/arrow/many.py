"""
Many services on one machine: all cores, bounded memory, resumable.

The inputs are parted by service into files that fit into memory, then each
part is evaluated by itself. What comes out is a folder of Parquet files, one
a part; a file is moved there once it is whole, so that whatever was written
before a kill is valid and is not done again.
"""

import gc
import json
import multiprocessing
import zlib

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias, final

import attrs
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from slapolicy.arrow.batches import evaluate_batches
from slapolicy.arrow.schema import RESULTS
from slapolicy.errors import AmountError
from slapolicy.terms.policy import Policy


ROWS_A_PART = 50_000
_BATCH = 65_536
_TASK = 10_000

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many rows are done, and how many there are."""


@final
@attrs.frozen(kw_only=True)
class Summary:
    """
    What came of many rows.

    Args:
        rows: How many.

        outcomes: How many of each outcome; `error` for rows with an error.

        credits: The sum of all credits, by currency.
    """

    rows: int
    outcomes: tuple[tuple[str, int], ...]
    credits: tuple[tuple[str, Decimal], ...]


@final
@attrs.frozen
class _Job:
    """One part to do: its number, where, by which policy."""

    policy: Policy
    folder: Path
    part: int
    kinds: tuple[str, ...]


def evaluate_many(
    policy: Policy,
    services: Path,
    facts: Mapping[str, Path],
    out: Path,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Summary:
    """
    Evaluate every row of a Parquet file, and return the totals.

    Args:
        policy: What was promised.

        services: A file with the plain columns of a batch, one row for each
            service and period.

        facts: Files of facts by the name of their column, `outages` and
            `maintenance`: a column `service` and the fields of the facts.
            A fact goes to each period of its service that it touches.

        out: The folder to write; one with parts of the same job is gone on
            with.

        workers: How many processes; all cores if not given.

        progress: Who wants to know how it goes.

    Raises:
        AmountError: If the folder holds results of something else, or a
            column cannot be read.
    """
    out.mkdir(parents=True, exist_ok=True)
    rows = pq.ParquetFile(services).metadata.num_rows
    parts = max(-(-rows // ROWS_A_PART), 1)
    _claim(out, _job_text(policy, services, facts, parts))
    files = {"services": services, **facts}
    work = out / "_parts"
    if not (work / "whole").exists():
        for name, file in files.items():
            _part(name, file, work, parts)
        (work / "whole").touch()
        pa.default_memory_pool().release_unused()
    jobs = [
        _Job(policy, out, part, tuple(facts))
        for part in range(parts)
        if not _target(out, part).exists()
    ]
    _run(jobs, rows, parts, workers, progress)
    return summary_of(out)


def _job_text(
    policy: Policy, services: Path, facts: Mapping[str, Path], parts: int
) -> str:
    """Return what tells one job from another."""
    files = {"services": services, **facts}
    job = {
        "policy": policy.digest,
        "parts": parts,
        "files": {
            name: [file.stat().st_size, file.stat().st_mtime_ns]
            for name, file in files.items()
        },
    }
    return json.dumps(job, sort_keys=True)


def _claim(out: Path, text: str) -> None:
    """Write down what a folder is for, or refuse one of another job."""
    job = out / "_job.json"
    if not job.exists():
        if any(out.glob("*.parquet")):
            msg = f"{out} holds other files; name a folder of its own"
            raise AmountError(msg)
        job.write_text(text)
    elif job.read_text() != text:
        msg = (
            f"{out} holds results of another policy or of other files; "
            f"remove it, or name another folder"
        )
        raise AmountError(msg)


def _target(out: Path, part: int) -> Path:
    """Return the file that one part becomes."""
    return out / f"part-{part:05}.parquet"


def _part(name: str, file: Path, work: Path, parts: int) -> None:
    """Part a file by service into files of the same columns."""
    folder = work / name
    folder.mkdir(parents=True, exist_ok=True)
    # To read ahead is to have all of the file in memory in the end.
    source = pq.ParquetFile(file, pre_buffer=False)
    if "service" not in source.schema_arrow.names:
        msg = f"{file}: column 'service' is missing; whose facts are these?"
        raise AmountError(msg)
    writers = [
        pa.ipc.new_file(
            pa.OSFile(str(folder / f"{part:05}.arrow"), "wb"),
            source.schema_arrow,
        )
        for part in range(parts)
    ]
    try:
        for batch in source.iter_batches(batch_size=_BATCH):
            places = _places(batch.column("service"), parts)
            order = pc.sort_indices(places)
            ordered = batch.take(order)
            counts = Counter(places.to_pylist())
            start = 0
            for part in sorted(counts):
                piece = ordered.slice(start, counts[part])
                writers[part].write_batch(piece)
                start += counts[part]
    finally:
        for writer in writers:
            writer.close()


def _places(services: pa.Array, parts: int) -> pa.Array:
    """Return the part of each service."""
    coded = services.dictionary_encode()
    place = [
        zlib.crc32(name.encode()) % parts
        for name in coded.dictionary.to_pylist()
    ]
    return pc.fill_null(pa.array(place, pa.int32()).take(coded.indices), 0)


def _run(
    jobs: Sequence[_Job],
    rows: int,
    parts: int,
    workers: int | None,
    progress: Progress | None,
) -> None:
    """Do what is left, in as many processes as there are cores."""
    done = rows - rows * len(jobs) // parts
    if progress is not None:
        progress(done, rows)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        running = [pool.submit(_do, job) for job in jobs]
        for one in as_completed(running):
            done += one.result()
            if progress is not None:
                progress(min(done, rows), rows)


def _do(job: _Job) -> int:
    """Evaluate one part, and return how many rows it has."""
    # Nothing here is cyclic, and to look for it takes a tenth of the time.
    gc.disable()
    # Other pools keep what was freed, each process for itself.
    pa.set_memory_pool(pa.system_memory_pool())
    target = _target(job.folder, job.part)
    table = _read(job, "services")
    for kind in job.kinds:
        table = with_facts(table, kind, _read(job, kind))
    # Beside it until it is whole: a reader of the folder never sees half.
    half = target.with_suffix(".half")
    with pq.ParquetWriter(half, RESULTS) as writer:
        for batch in evaluate_batches(
            job.policy, table.combine_chunks().to_batches(_TASK)
        ):
            writer.write_batch(batch)
    half.rename(target)
    return int(table.num_rows)


def _read(job: _Job, name: str) -> pa.Table:
    """Return one part of one input."""
    file = job.folder / "_parts" / name / f"{job.part:05}.arrow"
    with pa.OSFile(str(file)) as source:
        return pa.ipc.open_file(source).read_all()


def with_facts(rows: pa.Table, name: str, facts: pa.Table) -> pa.Table:
    """
    Return rows with a column of their facts.

    Args:
        rows: One row for each service and period.

        name: The column's name.

        facts: A column `service` and the fields of the facts; each goes to
            every period of its service that it touches.
    """
    keys = rows.select(["service", "period_start", "period_end"])
    at = pa.array(range(rows.num_rows), pa.int64())
    beside = facts.append_column(
        "_fact", pa.array(range(facts.num_rows), pa.int64())
    ).select(["service", "start", "end", "_fact"])
    both = keys.append_column("_row", at).join(
        beside, "service", join_type="inner"
    )
    touches = pc.and_(
        pc.less_equal(both["start"], both["period_end"]),
        pc.fill_null(
            pc.greater_equal(both["end"], both["period_start"]),
            fill_value=True,
        ),
    )
    both = both.filter(touches).sort_by(
        [("_row", "ascending"), ("start", "ascending")]
    )
    counts = Counter(both["_row"].to_pylist())
    offsets = [0]
    for row in range(rows.num_rows):
        offsets.append(offsets[-1] + counts[row])
    fields = facts.drop_columns(["service"]).take(both["_fact"])
    structs = pa.StructArray.from_arrays(
        [one.combine_chunks() for one in fields.columns],
        fields=list(fields.schema),
    )
    lists = pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), structs)
    return rows.append_column(name, lists)


def summary_of(out: Path) -> Summary:
    """
    Return the totals of what was written.

    Args:
        out: The folder.
    """
    outcomes: Counter[str] = Counter()
    sums_of: dict[str, Decimal] = {}
    rows = 0
    for file in sorted(out.glob("part-*.parquet")):
        found = pq.read_table(file, columns=["outcome", "currency", "credit"])
        rows += found.num_rows
        for one in found["outcome"].value_counts().to_pylist():
            outcomes[one["values"] or "error"] += one["counts"]
        sums = found.group_by("currency").aggregate([("credit", "sum")])
        for one in sums.to_pylist():
            if one["currency"] is not None:
                known = sums_of.get(one["currency"], Decimal(0))
                sums_of[one["currency"]] = known + (
                    one["credit_sum"] or Decimal(0)
                )
    return Summary(
        rows=rows,
        outcomes=tuple(sorted(outcomes.items())),
        credits=tuple(sorted(sums_of.items())),
    )
