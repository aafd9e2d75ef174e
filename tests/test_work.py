"""How often facts are read, and when that is too often."""

from slapolicy import parse_policy, parse_record
from slapolicy.evaluation.work import _Facts, refuse_work


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
