"""Many services on one machine: parted, evaluated, resumed, added up."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time

from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from slapolicy import AmountError, catalogue
from slapolicy.arrow import evaluate_batches, many
from slapolicy.cli import main


POLICY = catalogue.load("clamehost")
UTC = pa.timestamp("us", "UTC")
START = dt.datetime(2026, 9, 30, 22, tzinfo=dt.UTC)
END = dt.datetime(2026, 10, 31, 23, tzinfo=dt.UTC)
COUNT = 40


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """Return three files about forty services, in four parts."""
    monkeypatch.setattr(many, "ROWS_A_PART", 10)
    names = [f"web-{at}" for at in range(COUNT)]
    services = pa.table(
        {
            "service": names,
            "period_start": pa.array([START] * COUNT, UTC),
            "period_end": pa.array([END] * COUNT, UTC),
            "fee": ["10.00 EUR"] * COUNT,
        }
    )
    downs = [
        (name, START + dt.timedelta(hours=at), at)
        for at, name in enumerate(names)
        if at % 3
    ]
    outages = pa.table(
        {
            "service": [name for name, _, _ in downs],
            "start": pa.array([start for _, start, _ in downs], UTC),
            "end": pa.array(
                [
                    start + dt.timedelta(minutes=5 * at)
                    for _, start, at in downs
                ],
                UTC,
            ),
            "cause": ["provider"] * len(downs),
        }
    )
    works = pa.table(
        {
            "service": ["web-1", "web-2"],
            "start": pa.array([START] * 2, UTC),
            "end": pa.array([START + dt.timedelta(days=3)] * 2, UTC),
        }
    )
    found = {}
    for name, table in (
        ("services", services),
        ("outages", outages),
        ("maintenance", works),
    ):
        found[name] = tmp_path / f"{name}.parquet"
        pq.write_table(table, found[name])
    return found


def _facts(files: dict[str, Path]) -> dict[str, Path]:
    """Return the files of facts."""
    return {name: files[name] for name in ("outages", "maintenance")}


def _rows(folder: Path) -> list[dict[str, object]]:
    """Return all rows of a folder, by service."""
    table = pa.concat_tables(
        [pq.read_table(file) for file in sorted(folder.glob("part-*"))]
    )
    found: list[dict[str, object]] = table.sort_by("service").to_pylist()
    return found


class TestEvaluateMany:
    """What is written."""

    def test_every_row_is_that_of_a_batch(
        self, files: dict[str, Path], tmp_path: Path
    ) -> None:
        """Parting, joining and processes change no answer."""
        out = tmp_path / "out"
        many.evaluate_many(
            POLICY, files["services"], _facts(files), out, workers=1
        )
        rows = pq.read_table(files["services"])
        for name in ("outages", "maintenance"):
            rows = many.with_facts(rows, name, pq.read_table(files[name]))
        expected = pa.Table.from_batches(
            list(evaluate_batches(POLICY, rows.combine_chunks()))
        ).sort_by("service")
        assert expected.to_pylist() == _rows(out)
        assert 4 == len(list(out.glob("part-*.parquet")))

    def test_what_was_written_is_not_done_again(
        self, files: dict[str, Path], tmp_path: Path
    ) -> None:
        """Only missing parts are made, and halves are made anew."""
        out = tmp_path / "out"
        made = (POLICY, files["services"], _facts(files), out)
        first = many.evaluate_many(*made, workers=1)
        expected = _rows(out)
        times = {}
        for at, file in enumerate(sorted(out.glob("part-*.parquet"))):
            if at == 1:
                file.rename(file.with_suffix(".half"))
            else:
                os.utime(file, ns=(at, at))
                times[file] = at
        again = many.evaluate_many(*made, workers=1)
        assert expected == _rows(out)
        assert first == again
        assert times == {file: file.stat().st_mtime_ns for file in times}

    def test_another_job_is_refused(
        self, files: dict[str, Path], tmp_path: Path
    ) -> None:
        """Results of two policies do not mix in one folder."""
        out = tmp_path / "out"
        services, facts = files["services"], _facts(files)
        many.evaluate_many(POLICY, services, facts, out, workers=1)
        other = catalogue.load("keliweb")
        with pytest.raises(AmountError) as raised:
            many.evaluate_many(other, services, facts, out, workers=1)
        assert "results of another policy" in str(raised.value)

    def test_a_folder_with_other_files_is_refused(
        self, files: dict[str, Path]
    ) -> None:
        """Nobody's files are mistaken for results."""
        services = files["services"]
        with pytest.raises(AmountError) as raised:
            many.evaluate_many(POLICY, services, {}, services.parent)
        assert "holds other files" in str(raised.value)

    def test_facts_say_whose_they_are(
        self, files: dict[str, Path], tmp_path: Path
    ) -> None:
        """A file of facts without a service is refused."""
        nobody = tmp_path / "nobody.parquet"
        pq.write_table(pa.table({"start": pa.array([START], UTC)}), nobody)
        out = tmp_path / "out"
        with pytest.raises(AmountError) as raised:
            many.evaluate_many(
                POLICY, files["services"], {"outages": nobody}, out
            )
        assert "column 'service' is missing" in str(raised.value)

    def test_nothing_happened_to_anybody(
        self, files: dict[str, Path], tmp_path: Path
    ) -> None:
        """A file of facts may have no row; then every promise is kept."""
        outages = files["outages"]
        pq.write_table(pq.read_table(outages).slice(0, 0), outages)
        found = many.evaluate_many(
            POLICY,
            files["services"],
            {"outages": outages},
            tmp_path / "out",
            workers=1,
        )
        assert (("met", COUNT),) == found.outcomes

    def test_progress_ends_with_all_rows(
        self, files: dict[str, Path], tmp_path: Path
    ) -> None:
        """Who wants to know is told from none to all."""
        told: list[tuple[int, int]] = []
        many.evaluate_many(
            POLICY,
            files["services"],
            _facts(files),
            tmp_path / "out",
            workers=1,
            progress=lambda done, rows: told.append((done, rows)),
        )
        assert (0, COUNT) == told[0]
        assert (COUNT, COUNT) == told[-1]


#: The command, with parts so small that a few rows make several.
_COMMAND = """
from slapolicy.arrow import many
from slapolicy.cli import main

if __name__ == "__main__":
    many.ROWS_A_PART = 2
    raise SystemExit(main())
"""


_PARTED = """
import sys
from pathlib import Path
import pyarrow as pa
from slapolicy.arrow import many

many._BATCH = 1_000
many._part("outages", Path(sys.argv[1]), Path(sys.argv[2]), 2)
print(pa.default_memory_pool().max_memory())
"""


def test_a_file_is_never_in_memory_whole(tmp_path: Path) -> None:
    """It is parted piece by piece, however long it is."""
    file = tmp_path / "outages.parquet"
    piece = pa.table({"service": [f"{at:0100}" for at in range(10_000)]})
    with pq.ParquetWriter(
        file, piece.schema, compression="none", use_dictionary=False
    ) as writer:
        for _ in range(20):
            writer.write_table(piece)
    # What a process ever had, which others in this one may have had too.
    told = subprocess.run(
        [sys.executable, "-c", _PARTED, str(file), str(tmp_path / "parts")],
        check=True,
        capture_output=True,
    )
    assert 0 < int(told.stdout) < file.stat().st_size / 4


@pytest.fixture
def command(files: dict[str, Path], tmp_path: Path) -> list[str]:
    """Return the command line that evaluates the files into `out`."""
    script = tmp_path / "command.py"
    script.write_text(_COMMAND)
    given = [sys.executable, str(script), "evaluate-many", "clamehost"]
    given += [str(files["services"]), str(files["outages"])]
    return [*given, "--out", str(tmp_path / "out"), "--workers", "1"]


def _killed_amid(command: list[str], out: Path) -> dict[Path, bytes]:
    """Kill the command when it has done a part; return what it wrote."""
    running = subprocess.Popen(command, start_new_session=True)
    while running.poll() is None and not any(out.glob("part-*.parquet")):
        time.sleep(0.001)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    return {file: file.read_bytes() for file in out.glob("part-*.parquet")}


class TestCommand:
    """The command, as a process of its own."""

    def test_goes_on_after_a_kill(
        self, command: list[str], tmp_path: Path
    ) -> None:
        """What was written before is whole, and is not done again."""
        out = tmp_path / "out"
        written = _killed_amid(command, out)
        times = {file: file.stat().st_mtime_ns for file in written}
        assert 0 < sum(pq.read_table(file).num_rows for file in written)

        subprocess.run(command, check=True, capture_output=True)

        assert written == {file: file.read_bytes() for file in written}
        assert times == {file: file.stat().st_mtime_ns for file in written}
        assert [f"web-{at}" for at in range(COUNT)] == sorted(
            (str(row["service"]) for row in _rows(out)),
            key=lambda name: int(name.removeprefix("web-")),
        )

    def test_shows_progress_on_a_terminal(self, command: list[str]) -> None:
        """How far, how fast and how long still; the line ends at 100%."""
        leader, terminal = os.openpty()
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, stderr=terminal
        )
        os.close(terminal)
        lines = os.read(leader, 65_536).decode().split("\r")
        os.close(leader)
        assert "  0%  0 of 40 rows, 0/s" == lines[1].rstrip()
        assert any("/s, " in line and " s left" in line for line in lines)
        assert lines[-2].startswith("100%  40 of 40 rows, ")

    def test_shows_none_in_a_pipe(self, command: list[str]) -> None:
        """Where nobody looks on, nothing but the totals is written."""
        found = subprocess.run(
            command, check=True, capture_output=True, text=True
        )
        assert not found.stderr
        assert found.stdout.startswith("40 rows in ")


def test_the_command_prints_totals(
    files: dict[str, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Outcomes and credits are added up, by outcome and currency."""
    out = tmp_path / "results.parquet"
    arguments = ["evaluate-many", "clamehost", str(files["services"])]
    arguments += [str(files["outages"]), "--out", str(out), "--workers", "1"]
    assert 0 == main(arguments)
    rows = _rows(out)
    breached = sum(one["outcome"] == "breached" for one in rows)
    total = sum((Decimal(str(one["credit"])) for one in rows), Decimal(0))
    assert [
        f"40 rows in {out}",
        f"- breached: {breached}",
        f"- met: {COUNT - breached}",
        f"- credit: {total:,} EUR",
    ] == capsys.readouterr().out.splitlines()


def test_a_missing_file_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is not there is told, and nothing is written."""
    out = tmp_path / "out"
    status = main(["evaluate-many", "clamehost", "a", "b", "--out", str(out)])
    assert 2 == status
    assert "a: no such file" in capsys.readouterr().err
    assert not out.exists()


def test_the_command_takes_maintenance(
    files: dict[str, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What is excused there is worth as much as where a program gives it."""
    services = files["services"]
    arguments = ["evaluate-many", "clamehost", str(services)]
    arguments += [str(files["outages"]), "--workers", "1"]
    arguments += ["--maintenance", str(files["maintenance"])]
    assert 0 == main([*arguments, "--out", str(tmp_path / "out")])
    told = tmp_path / "told"
    many.evaluate_many(POLICY, services, _facts(files), told, workers=1)
    assert _rows(told) == _rows(tmp_path / "out")
    assert capsys.readouterr().out.startswith("40 rows in ")


def test_rows_that_are_wrong_are_counted(
    files: dict[str, Path], tmp_path: Path
) -> None:
    """They are errors, owe nothing, and stop no other."""
    services = files["services"]
    rows = pq.read_table(services)
    wrong = ["10.00 EUR"] * (COUNT - 1) + ["ten euros"]
    at = rows.schema.get_field_index("fee")
    pq.write_table(rows.set_column(at, "fee", pa.array(wrong)), services)
    found = many.evaluate_many(
        POLICY, services, {}, tmp_path / "out", workers=1
    )
    assert (("error", 1), ("met", COUNT - 1)) == found.outcomes
    assert (("EUR", Decimal("0.00")),) == found.credits
