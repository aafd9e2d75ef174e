"""The same function under engines that spread work over a cluster."""

import datetime as dt
import re
import sys

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from slapolicy import catalogue
from slapolicy.arrow import RESULTS, evaluate_batches


PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "scale-out.md"
POLICY = catalogue.load("clamehost")
UTC = pa.timestamp("us", "UTC")
START = dt.datetime(2026, 9, 30, 22, tzinfo=dt.UTC)
END = dt.datetime(2026, 10, 31, 23, tzinfo=dt.UTC)
COUNT = 500
# What engines warn of is theirs: deprecations, sockets left open.
theirs = pytest.mark.filterwarnings("ignore")


def _code(heading: str) -> str:
    """Return the ten lines that the page shows for an engine."""
    found = re.search(
        rf"## {heading}\n\n```text\n(.*?)```", PAGE.read_text(), re.DOTALL
    )
    assert found is not None
    return found[1]


@pytest.fixture
def rows() -> pa.Table:
    """Return services, each with an outage in its own hour."""
    downs = [
        [
            {
                "start": START + dt.timedelta(hours=at),
                "end": START + dt.timedelta(hours=at, minutes=at),
            }
        ]
        for at in range(COUNT)
    ]
    return pa.table(
        {
            "service": [f"web-{at:03}" for at in range(COUNT)],
            "period_start": pa.array([START] * COUNT, UTC),
            "period_end": pa.array([END] * COUNT, UTC),
            "fee": ["100.00 EUR"] * COUNT,
            "outages": pa.array(
                downs, pa.list_(pa.struct([("start", UTC), ("end", UTC)]))
            ),
        }
    )


@pytest.fixture
def names(rows: pa.Table) -> dict[str, object]:
    """Return the names that the page's examples begin with."""
    return {
        "RESULTS": RESULTS,
        "evaluate_batches": evaluate_batches,
        "pa": pa,
        "policy": POLICY,
        "rows": rows,
    }


def _expected(rows: pa.Table) -> list[dict[str, object]]:
    """Return what follows in one process."""
    table = pa.Table.from_batches(list(evaluate_batches(POLICY, rows)))
    found: list[dict[str, object]] = table.drop_columns(["digest"]).to_pylist()
    return found


@theirs
def test_dask(rows: pa.Table, names: dict[str, object]) -> None:
    """A local cluster of Dask answers as one process does."""
    code = _code("Dask").replace(
        "Client()",
        "Client(n_workers=2, processes=False, dashboard_address=None)",
    )
    exec(code.replace("10_000", "100"), names)  # noqa: S102  (our own page)
    found = names["found"]
    assert isinstance(found, pa.Table)
    plain = found.drop_columns(["digest"]).sort_by("service").to_pylist()
    names["client"].close()  # type: ignore[attr-defined] # Dask has no types
    assert _expected(rows) == plain


@theirs
def test_spark(
    rows: pa.Table,
    names: dict[str, object],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`mapInArrow` on two local cores answers as one process does."""
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    file = tmp_path / "rows.parquet"
    pq.write_table(rows, file)
    code = _code("Spark").replace(
        "SparkSession.builder", 'SparkSession.builder.master("local[2]")'
    )
    exec(code.replace("rows.parquet", str(file)), names)  # noqa: S102  (our own page)
    found = names["found"].toArrow()  # type: ignore[attr-defined] # no types
    even = pa.schema([field.with_nullable(nullable=True) for field in RESULTS])
    plain = (
        found.drop_columns(["digest"])
        .cast(pa.schema([one for one in even if one.name != "digest"]))
        .sort_by("service")
        .to_pylist()
    )
    names["spark"].stop()  # type: ignore[attr-defined] # Spark has no types
    assert _expected(rows) == plain
