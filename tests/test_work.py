"""How often facts are read, and when that is too often."""

import datetime as dt

import pyarrow as pa
import pytest

from slapolicy import (
    Outage,
    Record,
    RecordError,
    Service,
    Span,
    evaluate,
    parse_policy,
    parse_record,
)
from slapolicy.arrow import evaluate_batches
from slapolicy.errors import messages
from slapolicy.evaluation import work
from slapolicy.evaluation.work import (
    _Facts,
    _mean_of,
    most_facts,
    refuse_work,
)


POLICY = parse_policy("""\
slapolicy: 1
id: work
timezone: UTC
currency: EUR
period: {kind: calendar, unit: month}
commitments:
  - {id: up, metric: {kind: availability}, target: {at_least: 99%}}
  - id: rate
    metric: {kind: success-rate, aggregate: total}
    target: {at_least: 99%}
  - id: latency
    metric: {kind: gauge, metric: ms, statistic: mean, window: 1 day}
    target: {at_most: "9"}
  - id: urgent
    metric: {kind: ticket-time, clock: response, severity: [high]}
    target: {at_most: 1 hour}
  - id: answers
    metric: {kind: ticket-time, clock: response}
    target: {at_most: 1 hour}
  - id: back
    metric: {kind: restoration}
    target: {at_most: 1 hour}
exclusions:
  - {kind: maintenance}
  - {kind: suspension}
  - {kind: cause, causes: [customer]}
  - {kind: source, admissible: [monitor]}
  - {kind: short, up_to: 1 minute}
""")
SPAN = "start: 2026-10-01T00:00:00Z, end: 2026-10-01T00:00:01Z"
ROWS = {
    "outages": [(SPAN + ", cause: customer", 300), (SPAN, 200)],
    "maintenance": [(SPAN, 30)],
    "suspensions": [(SPAN, 20)],
    "requests": [(SPAN + ", total: 9", 800)],
    "samples": [
        ("at: 2026-10-01T00:00:00Z, metric: ms, value: 1", 700),
        ("at: 2026-10-01T00:00:00Z, metric: jitter, value: 1", 100),
    ],
    "tickets": [
        ("opened: 2026-10-01T00:00:00Z, severity: high", 400),
        ("opened: 2026-10-01T00:00:00Z", 450),
    ],
}
RECORD = parse_record(
    "slapolicy: 1\nservice: {id: web}\nperiod: 2026-10\n"
    + "".join(
        f"{key}:\n"
        + "".join(f"- {{{row}}}\n" * number for row, number in rows)
        for key, rows in ROWS.items()
    ),
    POLICY,
)


class TestFacts:
    """What is counted."""

    def test_reads(self) -> None:
        """Each commitment reads the facts that it is about, and no other."""
        facts = _Facts(RECORD)
        decided = 30 + 20 + 300 + 500 + 500

        assert 3_000 == facts.number
        assert [
            500 + decided,
            800 + decided,
            700,
            400,
            850,
            500 + decided,
        ] == [facts.read_for(POLICY, one) for one in POLICY.commitments]

    def test_readings(self) -> None:
        """Windows, tickets and outages to restore are a reading each."""
        facts = _Facts(RECORD)

        assert [1, 1, 31, 400, 850, 500] == [
            facts.readings_of(one) for one in POLICY.commitments
        ]

    def test_what_is_read_seldom_is_not_refused(self) -> None:
        """Many facts and rules that do not meet are nothing to refuse."""
        assert refuse_work(POLICY, RECORD) is None  # type: ignore[func-returns-value] # it raises or not


MEANS = """\
slapolicy: 1
id: means
timezone: UTC
currency: EUR
period: {kind: calendar, unit: month}
commitments:
  - id: all
    metric: {kind: gauge, metric: ms, statistic: mean}
    target: {at_most: "9"}
  - id: windows
    metric: {kind: gauge, metric: ms, statistic: mean, window: 1 day}
    slice: 10 days
    target: {at_most: "9"}
  - id: slices
    metric: {kind: gauge, metric: ms, statistic: mean}
    slice: 10 days
    target: {at_most: "9"}
  - id: extreme
    metric: {kind: gauge, metric: ms, statistic: max}
    target: {at_most: "9"}
  - id: rate
    metric: {kind: success-rate, window: 1 hour}
    target: {at_least: 99%}
  - id: rate-of-a-part
    metric: {kind: success-rate, window: 1 hour, components: [api]}
    slice: 1 day
    target: {at_least: 99%}
  - id: total
    metric: {kind: success-rate, aggregate: total}
    target: {at_least: 99%}
"""
MEASURED = """\
slapolicy: 1
service: {id: web}
period: 2026-10
samples:
- {at: 2026-10-01T00:00:00Z, metric: ms, value: 1/7}
- {at: 2026-10-01T01:00:00Z, metric: ms, value: 2/7}
- {at: 2026-10-02T00:00:00Z, metric: ms, value: 1/7}
- {at: 2026-10-12T00:00:00Z, metric: ms, value: 1/255}
- {at: 2026-10-12T00:00:00Z, metric: jitter, value: 1/65535}
requests:
- {start: 2026-10-01T00:00:00Z, end: 2026-10-01T00:30:00Z, total: 3}
- {start: 2026-10-01T00:30:00Z, end: 2026-10-01T01:00:00Z, total: 5, failed: 1}
- {start: 2026-10-01T01:00:00Z, end: 2026-10-01T01:30:00Z, total: 0}
- {start: 2026-10-01T02:00:00Z, end: 2026-10-01T02:30:00Z, total: 7, failed: 1,
   component: api}
- {start: 2026-10-02T00:00:00Z, end: 2026-10-02T00:30:00Z, total: 9, failed: 2,
   component: web}
"""


class TestMeans:
    """How long exact means are."""

    def test_bits(self) -> None:
        """They are as long as their divisors, each of them once."""
        policy = parse_policy(MEANS)
        facts = _Facts(parse_record(MEASURED, policy))
        means = [
            (metric, one.slice)
            for one in policy.commitments
            if (metric := _mean_of(one.metric))
        ]

        assert [
            [3 + 8],
            [3, 3, 8],
            [3, 8],
            [4 + 3 + 4],
            [4 + 3],
        ] == [facts.bits_of_means(*one) for one in means]

    def test_that_are_longest_together(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Just as long as may be is read, and not a digit more."""
        policy = parse_policy(MEANS)
        record = parse_record(MEASURED, policy)
        bits = 11 + 14 + 11 + 11 + 7
        monkeypatch.setattr(work, "_MEANS_EACH", 0)
        monkeypatch.setattr(work, "_MOST_MEANS", bits * 301 // 1_000)
        assert refuse_work(policy, record) is None  # type: ignore[func-returns-value] # it raises or not

        monkeypatch.setattr(work, "_MOST_MEANS", bits * 301 // 1_000 - 1)
        with pytest.raises(RecordError) as raised:
            refuse_work(policy, record)
        (message,) = messages(raised.value)
        assert (
            "the exact means have 16 digits together, and at most 15 are "
            "reckoned with; write the values to fewer digits, such as 0.35, "
            "or split the policy or the record"
        ) == message

        monkeypatch.setattr(work, "_MEANS_EACH", 2)
        assert refuse_work(policy, record) is None  # type: ignore[func-returns-value] # it raises or not


OCTOBER = Span.from_iso("2026-10-01T00:00:00Z/2026-11-01T00:00:00Z")
TABLE = "".join(
    f"      - {{below: 0.{number:02}%, at_least: 0.{number - 1:02}%, credit: 1%}}\n"
    for number in range(99, 0, -1)
)
STEEP = parse_policy(
    """\
slapolicy: 1
id: steep
timezone: UTC
currency: EUR
period: {kind: calendar, unit: month}
commitments:
"""
    + "".join(
        f"""\
  - id: up-{number}
    metric: {{kind: availability}}
    target: {{at_least: 99%}}
    credit:
      kind: tiers
      rows:
{TABLE}"""
        for number in range(40)
    )
)


TOO_MANY = 2_501
"""With forty promises, more than a hundred thousand facts are read."""


def _october(outages: int) -> Record:
    """Return a month of as many outages, a minute apart."""
    begun = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
    minute = dt.timedelta(minutes=1)
    return Record(
        service=Service(id="web", fee="9.00 EUR"),
        period=OCTOBER,
        outages=[
            Outage(
                start=begun + number * minute,
                end=begun + number * minute + minute / 2,
            )
            for number in range(outages)
        ],
    )


class TestMostFacts:
    """Below how many facts nothing is counted."""

    def test_plan_that_is_known_refuses_the_same(self) -> None:
        """What was asked before changes nothing that is refused."""
        assert most_facts(STEEP) < TOO_MANY

        for outages in (TOO_MANY, 1, TOO_MANY - 1, TOO_MANY):
            record = _october(outages)
            if outages == TOO_MANY:
                with pytest.raises(RecordError) as raised:
                    evaluate(STEEP, record)
                assert "split the policy" in messages(raised.value)[0]
            else:
                assert 40 == len(evaluate(STEEP, record).results)

    def test_row_of_a_batch_is_refused_the_same(self) -> None:
        """It is told in its row, and the next one is answered."""
        rows = [
            {
                "service": "web",
                "period_start": OCTOBER.start,
                "period_end": OCTOBER.end,
                "fee": "9.00 EUR",
                "outages": [
                    {"start": one.start, "end": one.end}
                    for one in _october(outages).outages
                ],
            }
            for outages in (1, TOO_MANY, TOO_MANY - 1)
        ]
        utc = pa.timestamp("us", "UTC")
        spans = pa.list_(pa.struct([("start", utc), ("end", utc)]))
        schema = pa.schema(
            [
                ("service", pa.string()),
                ("period_start", utc),
                ("period_end", utc),
                ("fee", pa.string()),
                ("outages", spans),
            ]
        )
        batch = pa.RecordBatch.from_pylist(rows, schema=schema)

        (found,) = evaluate_batches(STEEP, [batch])

        errors = found["error"].to_pylist()
        assert [True, False, True] == [error is None for error in errors]
        assert "split the policy" in errors[1]
