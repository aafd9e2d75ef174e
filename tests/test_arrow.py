"""Batches in, batches out: what is read, what is refused, what comes out."""

import datetime as dt
import struct

from decimal import Decimal
from typing import Any

import attrs
import pyarrow as pa
import pytest

import slapolicy

from slapolicy import catalogue
from slapolicy.arrow import RESULTS, batches, evaluate_batches, quickly, rows
from slapolicy.arrow.answers import Answer
from slapolicy.arrow.columns import Columns
from slapolicy.periods import BillingPeriod
from slapolicy.terms.claims import ClaimTerms, Deadline
from slapolicy.terms.policy import Policy
from slapolicy.terms.targets import Target


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


SPAN_OF_A_DAY = {"start": _at(5), "end": _at(6)}
DOWN = pa.array(
    [[SPAN_OF_A_DAY]],
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
                tickets=pa.array(
                    [[{"opened": _at(5), "waiting": [SPAN_OF_A_DAY]}]],
                    pa.list_(
                        pa.struct(
                            [("opened", UTC), ("waiting", pa.list_(SPAN))]
                        )
                    ),
                ),
                amounts=pa.array(
                    [[{"name": "next-invoice", "amount": "9.00 EUR"}]],
                    pa.list_(
                        pa.struct(
                            [("name", pa.string()), ("amount", pa.string())]
                        )
                    ),
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


class TestShortWay:
    """What the rows of a batch know of one another."""

    def test_no_common_row_is_looked_at_closely(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """None becomes a record, though deadlines turn on its outages."""
        looked: list[int] = []

        def look(policy: Policy, columns: Columns, at: int) -> Answer:
            looked.append(at)
            return rows.looked_at(policy, columns, at)

        monkeypatch.setattr(quickly, "looked_at", look)
        told = pa.struct([*SPAN, ("verified", UTC)])
        down = {"start": _at(5), "end": _at(6), "verified": _at(7)}
        table = _table(outages=pa.array([[down], []] * 9, pa.list_(told)))
        policy = attrs.evolve(POLICY)
        (batch,) = evaluate_batches(policy, table)
        assert [] == looked
        assert {_at(14), None} == set(batch.column("deadline").to_pylist())

    def test_each_row_has_its_own_period(self) -> None:
        """Months of all lengths stand in one batch, each with its share."""
        months = [
            POLICY.period.containing(
                1_770_000_000_000_000 + month * 31 * 86_400_000_000,
                POLICY.timezone,
                None,
            )
            for month in range(9)
        ]
        hour = 3_600_000_000
        batches = [
            pa.record_batch(
                {
                    "service": pa.array([str(month) for month in found]),
                    "period_start": pa.array(
                        [months[month][0] for month in found], UTC
                    ),
                    "period_end": pa.array(
                        [months[month][1] for month in found], UTC
                    ),
                    "fee": pa.array([f"{month}.50 EUR" for month in found]),
                    "outages": pa.array(
                        [
                            [
                                {
                                    "start": months[month][0] - hour,
                                    "end": months[month][0] + 4 * hour,
                                },
                                {
                                    "start": months[month][1] - 2 * hour,
                                    "end": months[month][1] + 5 * hour,
                                },
                            ]
                            for month in found
                        ],
                        pa.list_(SPAN),
                    ),
                }
            )
            for found in ([*range(9)] * 2, *([month] for month in range(9)))
        ]
        whole, *parts = evaluate_batches(POLICY, batches)
        expected = [row for part in parts for row in part.to_pylist()]
        assert expected * 2 == whole.to_pylist()
        assert {6 * hour} == set(whole.column("downtime").to_pylist())

    def test_many_rows_are_answered_in_parts(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Their order stays, and a row is not mistaken for another."""
        fees = [f"{at}.00 EUR" for at in range(10)]
        down = [
            [{"start": _at(5), "end": _at(6)}][: at % 2] for at in range(10)
        ]
        table = _table(fee=fees, outages=pa.array(down, pa.list_(SPAN)))
        (whole,) = evaluate_batches(POLICY, table)
        monkeypatch.setattr(batches, "ROWS", 3)
        monkeypatch.setattr(quickly, "_MOST", 2)
        (parts,) = evaluate_batches(POLICY, table)
        assert whole.to_pylist() == parts.to_pylist()

    def test_a_promise_that_time_alone_breaks(self) -> None:
        """Where no outage at all breaks a promise every row is looked at."""
        policy = attrs.evolve(
            POLICY,
            commitments=[
                attrs.evolve(
                    POLICY.commitments[0],
                    target=Target.of(more_than="100%"),
                )
            ],
        )
        (batch,) = evaluate_batches(policy, _table(fee=["1.00 EUR"]))
        assert ["breached"] == batch.column("outcome").to_pylist()

    def test_a_promise_about_outages_alone_measures_no_period(self) -> None:
        """What is read of single outages is no downtime of a period."""
        policy = attrs.evolve(
            POLICY, commitments=POLICY.commitments[1:], claims=None
        )
        for _ in range(2):
            (batch,) = evaluate_batches(policy, _table(outages=DOWN))
            (row,) = batch.to_pylist()
            assert ("breached", "open", None, None) == (
                row["outcome"],
                row["standing"],
                row["downtime"],
                row["measured"],
            )

    def test_billing_periods_turn_on_the_anchor(self) -> None:
        """Who is billed from the 15th has other periods."""
        policy = attrs.evolve(POLICY, period=BillingPeriod("month"))
        day = dt.date(2026, 1, 15)
        columns: dict[str, object] = {
            "service": ["a", "b", "c"],
            "period_start": pa.array([_at(15)] * 3, UTC),
            "period_end": pa.array(
                [dt.datetime(2026, 11, 14, 23, tzinfo=dt.UTC)] * 3, UTC
            ),
            "billing_anchor": pa.array([day, None, dt.date(2026, 1, 1)]),
        }
        (batch,) = evaluate_batches(policy, pa.table(columns))
        assert ["met", None, None] == batch.column("outcome").to_pylist()
        errors = batch.column("error").to_pylist()
        assert "service.billing_anchor" in errors[1]

    def test_a_clock_that_starts_with_the_breach(self) -> None:
        """Where that is takes a closer look, and the deadline is right."""
        notify = Deadline(within="1 day", after="breach")
        policy = attrs.evolve(POLICY, claims=ClaimTerms(file=notify))
        for _ in range(2):
            (batch,) = evaluate_batches(policy, _table(outages=DOWN))
            # 745 hours less one in a thousand, and a day.
            late = _at(6) + dt.timedelta(milliseconds=2_682_000)
            found = batch.column("deadline").to_pylist()
            assert [late] == found

    def test_a_sum_that_no_column_holds(self) -> None:
        """However often a fee like that is met, it is an error of its row."""
        policy = attrs.evolve(
            POLICY, commitments=POLICY.commitments[:1], claims=None
        )
        table = _table(outages=DOWN, fee=[f"{'9' * 36}.00 EUR"])
        for _ in range(2):
            (batch,) = evaluate_batches(policy, table)
            assert "no column holds it" in batch.column("error")[0].as_py()

    def test_a_deadline_that_cannot_be_is_an_error_of_its_row(self) -> None:
        """No calendar has a day in eight thousand years."""
        late = Deadline(within="7990 years", after="period-end")
        policy = attrs.evolve(POLICY, claims=ClaimTerms(file=late))
        for _ in range(2):
            (batch,) = evaluate_batches(policy, _table(outages=DOWN))
            assert "leaves the years" in batch.column("error")[0].as_py()

    @pytest.mark.parametrize(
        ("name", "kind", "value", "error"),
        [
            ("fee", pa.decimal128(4, 2), Decimal("9.99"), "has no currency"),
            ("fee", pa.int64(), 5, "5 has no currency"),
            ("fee", pa.string(), "1.00 USD", "the policy's currency"),
            ("fee", pa.string(), "a fee", "write it in the form"),
            ("fee", pa.string(), f"{'9' * 36}.00 EUR", "no column holds it"),
            ("billing_anchor", pa.string(), "soon", "is no date"),
            ("components", pa.int64(), 5, "not iterable"),
            ("service", pa.string(), None, "every row needs one"),
            ("period_start", UTC, None, "every row needs one"),
            ("period_end", UTC, 1 << 60, "outside the years"),
            ("as_of", UTC, 1 << 60, "outside the years"),
        ],
    )
    def test_what_is_wrong_stays_in_its_row(
        self, name: str, kind: pa.DataType, value: object, error: str
    ) -> None:
        """Whatever stands in a row, its neighbour is answered."""
        table = _table(outages=pa.concat_arrays([DOWN, DOWN]))
        usual = pa.nulls(1, kind)
        if name.startswith(("service", "period")):
            usual = table[name][:1].combine_chunks()
        column = pa.concat_arrays([usual, pa.array([value], kind)])
        rest = [one for one in table.column_names if one != name]
        both = table.select(rest).append_column(name, column)
        for _ in range(2):
            (batch,) = evaluate_batches(POLICY, both)
            assert ["breached", None] == batch.column("outcome").to_pylist()
            usually, wrong = batch.column("error").to_pylist()
            assert None is usually
            assert error in wrong


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

    def test_a_column_that_stands_twice_is_refused(self) -> None:
        """Nobody knows which of two fees is meant."""
        table = _table(fee=["1.00 EUR"])
        with pytest.raises(slapolicy.AmountError) as raised:
            _one(table.append_column("fee", table["fee"]))
        assert "fee: stands twice" in str(raised.value)

    def test_facts_are_lists_of_structs(self) -> None:
        """A column of instants is no column of outages."""
        with pytest.raises(slapolicy.AmountError) as raised:
            _one(_table(outages=pa.array([_at(5)], UTC)))
        assert "outages: a column of timestamp" in str(raised.value)

    def test_a_column_without_a_value_has_no_type(self) -> None:
        """An engine that never saw an outage does not know what one is."""
        row = _one(_table(outages=[None], as_of=[None], fee=[None]))
        assert ("met", None) == (row["outcome"], row["error"])

    def test_a_batch_that_contradicts_itself_is_refused(self) -> None:
        """A text that ends behind all texts would end elsewhere."""
        ends = pa.py_buffer(struct.pack("3i", 0, 99, 3))
        text = pa.Array.from_buffers(
            pa.string(), 2, [None, ends, pa.py_buffer(b"web")]
        )
        table = _table(fee=["1.00 EUR"] * 2).set_column(0, "service", text)
        with pytest.raises(slapolicy.AmountError) as raised:
            _one(table)
        assert "a batch is not what Arrow calls one" in str(raised.value)

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
        table = table.set_column(3, "fee", table["fee"].dictionary_encode())
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

    def test_no_two_rows_have_the_same_digest(self) -> None:
        """Text does not pass for a null, for two texts, or for a mark."""
        texts = [None, "", "\x00", "0:", "a\x1f1:b", "a\x1f", "\x1e"]
        notes = pa.struct([*SPAN, ("note", pa.string())])
        named = pa.struct([*SPAN, ("source", pa.string())])
        found: list[bytes] = []
        for kind, name in ((notes, "note"), (named, "source")):
            downs = [
                [{"start": _at(5), "end": _at(6), name: one}] for one in texts
            ]
            table = _table(outages=pa.array(downs, pa.list_(kind)))
            same = pa.array(["a"] * len(texts))
            (batch,) = evaluate_batches(
                POLICY, table.set_column(0, "service", same)
            )
            found += batch.column("digest").to_pylist()
        assert len(found) == len(set(found)) == 2 * len(texts)
