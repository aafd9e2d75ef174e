"""Batches in, batches out: what is read, what is refused, what comes out."""

import datetime as dt

from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

import slapolicy

from slapolicy import catalogue
from slapolicy.arrow import RESULTS, evaluate_batches


POLICY = catalogue.load("clamehost")
UTC = pa.timestamp("us", "UTC")
ROME = dt.timezone(dt.timedelta(hours=2))
SPAN = pa.struct([("start", UTC), ("end", UTC)])


def _at(day: int, hour: int = 0) -> dt.datetime:
    """Return an instant of October 2026, Rome."""
    return dt.datetime(2026, 10, day, hour, tzinfo=ROME)


def _table(**columns: object) -> pa.Table:
    """Return a table of one row a service, in October 2026, Rome."""
    count = len(next(iter(columns.values())))  # type: ignore[arg-type] # all have one
    start = dt.datetime(2026, 9, 30, 22, tzinfo=dt.UTC)
    end = dt.datetime(2026, 10, 31, 23, tzinfo=dt.UTC)
    return pa.table(
        {
            "service": [f"web-{at}" for at in range(count)],
            "period_start": pa.array([start] * count, UTC),
            "period_end": pa.array([end] * count, UTC),
            "fee": ["100.00 EUR"] * count,
            **columns,
        }
    )


def _one(table: pa.Table) -> dict[str, Any]:
    """Return the only row that follows."""
    (batch,) = evaluate_batches(POLICY, table)
    row: dict[str, Any]
    (row,) = batch.to_pylist()
    return row


DOWN = pa.array(
    [[{"start": _at(5), "end": _at(6)}]],
    pa.list_(SPAN),
)


class TestRow:
    """What one row says."""

    def test_a_row_has_outcome_credit_and_deadline(self) -> None:
        """The worked example of the agreement comes out of a batch."""
        row = _one(_table(outages=DOWN))
        assert "breached" == row["outcome"]
        assert Decimal("28.22") == row["credit"]
        assert "EUR" == row["currency"]
        assert 86_400_000_000 == row["downtime"]
        assert 745 * 3_600_000_000 == row["measured"]
        assert 721 / 745 == row["availability"]
        assert "open" == row["standing"]
        assert None is row["error"]

    def test_a_row_without_facts_keeps_every_promise(self) -> None:
        """Nothing happened, nothing is owed."""
        row = _one(_table(fee=["100.00 EUR"]))
        assert ("met", Decimal(0), 0) == (
            row["outcome"],
            row["credit"],
            row["downtime"],
        )

    def test_a_bad_row_stops_no_other(self) -> None:
        """It has its reason and nulls; its neighbours have answers."""
        ends = [_at(6), _at(4), _at(6)]
        table = _table(
            outages=pa.array(
                [[{"start": _at(5), "end": end}] for end in ends],
                pa.list_(SPAN),
            )
        )
        (batch,) = evaluate_batches(POLICY, table)
        first, bad, last = batch.to_pylist()
        assert "breached" == first["outcome"] == last["outcome"]
        assert None is bad["outcome"]
        assert "before it starts" in bad["error"]
        assert "web-1" == bad["service"]

    def test_a_period_that_is_none_is_an_error_of_its_row(self) -> None:
        """A period of another length is refused where it stands."""
        table = _table(fee=["1.00 EUR"])
        wrong = table.set_column(2, "period_end", pa.array([_at(20)], UTC))
        assert "period" in _one(wrong)["error"]

    def test_every_kind_of_fact_is_read(self) -> None:
        """Claims, events, sums and what is carried reach the record."""
        claim = {
            "commitment": "uptime",
            "events": [{"event": "file", "at": _at(8)}],
        }
        events = pa.struct([("event", pa.string()), ("at", UTC)])
        claims = pa.struct(
            [("commitment", pa.string()), ("events", pa.list_(events))]
        )
        row = _one(
            _table(
                outages=DOWN,
                claims=pa.array([[claim]], pa.list_(claims)),
                amounts=pa.array(
                    [[{"name": "next-invoice", "amount": "9.00 EUR"}]]
                ),
                carried=pa.array(
                    [{"breaches": [("uptime", ["met"])]}],
                    pa.struct(
                        [
                            (
                                "breaches",
                                pa.map_(pa.string(), pa.list_(pa.string())),
                            )
                        ]
                    ),
                ),
            )
        )
        assert (None, "breached") == (row["error"], row["outcome"])

    def test_instants_near_the_epoch_are_microseconds(self) -> None:
        """A short integer comes from a short time after 1970, no seconds."""
        early = dt.datetime(1970, 1, 1, 1, tzinfo=dt.UTC)
        span = POLICY.period.containing(0, POLICY.timezone, None)
        assert span is not None
        start, end = span
        row = _one(
            pa.table(
                {
                    "service": ["a"],
                    "period_start": pa.array([start], UTC),
                    "period_end": pa.array([end], UTC),
                    "fee": ["100.00 EUR"],
                    "outages": pa.array(
                        [
                            [
                                {
                                    "id": "first",
                                    "start": early,
                                    "end": early + dt.timedelta(days=1),
                                }
                            ]
                        ],
                        pa.list_(pa.struct([("id", pa.string()), *SPAN])),
                    ),
                }
            )
        )
        assert ("breached", None) == (row["outcome"], row["error"])


class TestSchema:
    """What is refused before any row is read."""

    def test_timestamps_without_a_zone_are_refused(self) -> None:
        """An engine that dropped the zone would change the answer."""
        table = _table(
            outages=pa.array(
                [[{"start": dt.datetime(2026, 10, 5)}]],
                pa.list_(pa.struct([("start", pa.timestamp("us"))])),
            )
        )
        with pytest.raises(slapolicy.AmountError) as raised:
            _one(table)
        assert "outages.start: timestamp[us] has no zone" in str(raised.value)

    @pytest.mark.parametrize("name", ["service", "period_start", "period_end"])
    def test_required_columns(self, name: str) -> None:
        """A batch without one of them is refused."""
        with pytest.raises(slapolicy.AmountError) as raised:
            _one(_table(fee=["1.00 EUR"]).drop_columns([name]))
        assert f"column {name!r} is missing" in str(raised.value)

    def test_unknown_columns_are_refused(self) -> None:
        """A misspelt column is not silently left out."""
        with pytest.raises(slapolicy.AmountError) as raised:
            _one(_table(outage=DOWN))
        assert "no column 'outage' is read" in str(raised.value)

    def test_a_name_is_text(self) -> None:
        """A column of numbers names no service."""
        table = _table(fee=["1.00 EUR"])
        with pytest.raises(slapolicy.AmountError) as raised:
            _one(table.set_column(0, "service", pa.array([7])))
        assert "service: a column of int64" in str(raised.value)

    def test_other_units_and_layouts_mean_the_same(self) -> None:
        """Nanoseconds, large lists and views of text are read."""
        span = pa.struct(
            [
                ("start", pa.timestamp("ns", "Europe/Rome")),
                ("end", pa.timestamp("s", "Asia/Tokyo")),
                ("cause", pa.string_view()),
            ]
        )
        table = _table(
            outages=pa.array(
                [[{"start": _at(5), "end": _at(6), "cause": "provider"}]],
                pa.large_list(span),
            )
        )
        plain = _one(_table(outages=DOWN))
        other = _one(table)
        plain.pop("digest"), other.pop("digest")
        assert plain == other


class TestBatches:
    """What goes in and what comes out."""

    def test_a_batch_comes_out_for_each_that_goes_in(self) -> None:
        """Sizes and order stay."""
        table = _table(fee=["1.00 EUR"] * 5)
        found = list(evaluate_batches(POLICY, table.to_batches(2)))
        assert [2, 2, 1] == [one.num_rows for one in found]
        names = [name for one in found for name in one[0].to_pylist()]
        assert table["service"].to_pylist() == names

    def test_an_empty_batch_gives_an_empty_one(self) -> None:
        """The schema is there without any row."""
        (found,) = evaluate_batches(
            POLICY,
            _table(fee=["1.00 EUR"]).slice(0, 0).to_batches()
            or [pa.RecordBatch.from_pylist([], _table(fee=["1 EUR"]).schema)],
        )
        assert (RESULTS, 0) == (found.schema, found.num_rows)

    def test_a_digest_is_of_the_row_alone(self) -> None:
        """The same row has the same digest in any batch; another, another."""
        days = [5, 7, 5]
        table = _table(
            fee=["1.00 EUR"] * 3,
            outages=pa.array(
                [[{"start": _at(day), "end": _at(day, 1)}] for day in days],
                pa.list_(SPAN),
            ),
        )
        named = table.set_column(0, "service", pa.array(["a", "a", "a"]))
        (whole,) = evaluate_batches(POLICY, named)
        parts = evaluate_batches(POLICY, named.to_batches(1))
        digests = whole.column("digest").to_pylist()
        assert digests == [one.column("digest")[0].as_py() for one in parts]
        assert digests[0] == digests[2] != digests[1]
