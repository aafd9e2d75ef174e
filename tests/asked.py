"""What tests of questions on the command line ask about."""

from pathlib import Path

from slapolicy import Evaluation, catalogue, evaluate, parse_record


BEFORE = """\
service: {id: web-042, fee: 10.00 EUR}
period: 2026-10
timezone: Europe/Rome
outages:
  - {id: o1, start: 2026-10-03 02:00, end: 2026-10-03 04:30}
  - {id: o3, start: 2026-10-07 02:00, end: 2026-10-07 02:05}
"""
AFTER = """\
service: {id: web-042, fee: 10.00 EUR}
period: 2026-10
timezone: Europe/Rome
outages:
  - {id: o1, start: 2026-10-03 02:00, end: 2026-10-03 04:30, cause: customer}
  - {id: o2, start: 2026-10-05 02:00, end: 2026-10-05 02:10}
maintenance:
  - id: m1
    start: 2026-10-03 01:30
    end: 2026-10-03 02:30
    kind: planned
    announced: 2026-10-04 09:00
"""
PINNED = Path(__file__).parent / "cli" / "asked"


def pinned(name: str) -> str:
    """Return a text that is kept beside the tests."""
    return (PINNED / f"{name}.txt").read_text("utf-8")


def write() -> None:
    """Write both records into the folder where the command runs."""
    Path("before.yaml").write_text(BEFORE, "utf-8")
    Path("after.yaml").write_text(AFTER, "utf-8")


def answered(record: str) -> Evaluation:
    """Return what follows from a record under the shipped agreement."""
    policy = catalogue.load("clamehost")
    return evaluate(policy, parse_record(record, policy))
