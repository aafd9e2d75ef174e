"""Documents to read: all of the vectors, and one of each with every key."""

from collections.abc import Iterator
from pathlib import Path

from slapolicy.documents.positions import Tree, walk
from slapolicy.documents.texts import read_path, read_text


VECTORS = Path(__file__).parent / "vectors"

POLICY = """\
id: small
timezone: Europe/Rome
currency: EUR
period: {kind: calendar, unit: month}
commitments:
  - {id: uptime, metric: {kind: availability}, target: {at_least: 99%}}
"""

# Every key of the format, each with a value that is not its default, and
# written as the library writes it.
EVERY_POLICY = """\
slapolicy: 1
id: every
title: Every key
provider: Nobody
version: "7"
effective: {from: 2026-01-01, until: 2027-01-01}
source: https://example.org/sla
language: en
timezone: Europe/Rome
currency: EUR
period: {kind: calendar, unit: year, count: 2, starts: 02-01, nominal: 730 hours}
calendars:
  desk:
    hours: {mon: ["09:00-13:00", "14:00-18:00"], sun: ["20:00-24:00"]}
    timezone: UTC
    dates: {2026-12-24: ["09:00-13:00"], 2026-12-31: []}
    holidays: [2026-12-25, {country: IT, subdivision: RM}, {country: DE}]
clauses:
  - id: "1"
    title: Uptime
    text: We are up.
    language: en
    states: [{term: commitments.uptime.target, downtime: 43 minutes, per: month}]
eligibility:
  - {attribute: plan, is: gold}
  - {attribute: region, in: [it, de]}
  - {attribute: amps, at_least: "1", at_most: "32"}
  - {attribute: share, more_than: 1%, less_than: 99%}
commitments:
  - id: uptime
    clause: "1"
    applies_if: [{attribute: paid-up, is: "true"}]
    slice: 1 hour
    metric:
      kind: availability
      components: [a, b, c]
      down_when: "2"
      compose: before-exclusions
      count_from: earliest
      weighted: true
      overlap: sum
      ignore_shorter_than: 5 minutes
      grain: 1 minute
      grain_rounding: nearest
      service_hours: desk
      excluded_time: removed
      unobserved: undetermined
      denominator: existing
      precision: 2 decimals
      precision_rounding: half-even
    target: {less_than: 100%, at_least: {attribute: promised}}
    credit:
      kind: tiers
      rows:
        - {at_least: 99%, below: 99.9%, credit: 10%}
        - {above: 98%, at_most: {attribute: low}, credit: 5.00 EUR}
        - {below: 98%, credit: {fee_for: 24 hours, out_of: 720 hours}}
      of: next-invoice
      gap: better
      overlap: worst
      times: {attribute: amps}
    exclusions: [{kind: cause, causes: [customer], id: theirs, clause: "1"}]
    caps: [{at_most: 50%, of: next-invoice, per: incident}]
    claims: {required: false}
  - id: restoration
    metric: {kind: restoration, count_from: detection, components: [a], ignore_up_to: 1 minute, service_hours: desk}
    target: {at_most: 2 hours}
    credit: {kind: pro-rata, reads: excess, grain: 1 hour, grain_rounding: up, of: feature-x, times: "2"}
  - id: requests
    metric:
      kind: success-rate
      window: 5 minutes
      aggregate: bad-windows
      bad_above: 5%
      minimum_requests: 3
      empty: skip
      components: [a]
      excluded_time: removed
      precision: 1 decimals
      precision_rounding: down
      ignore_up_to: 5 minutes
      grain: 1 minute
      grain_rounding: up
      unobserved: down
    target: {more_than: 99.5%}
    credit:
      kind: sum
      rules:
        - {kind: flat, amount: 3 days, of: previous-month, times: "1.5"}
        - kind: per-unit
          amount: 5%
          unit: 1 business day
          reads: excess
          rounding: started
          grace: 1 hour
          each: outage
          of: previous-month
          times: "2"
          calendar: desk
        - {kind: per-step, amount: 1%, step: 0.1%, rounding: completed, of: feature-x, times: "3"}
        - {kind: unspecified, text: a reasonable sum}
  - id: tickets
    metric: {kind: ticket-time, clock: response, severity: [high], service_hours: desk, starts: next-business-day, within: 4 hours}
    target: {at_least: 90%}
  - id: latency
    metric: {kind: gauge, metric: latency-ms, statistic: p95, window: 1 hour}
    target: {at_most: "250.5"}
  - id: short
    metric: {kind: availability, ignore_up_to: 1 minute}
    target: {at_most: 8 hours}
  - id: fast
    metric: {kind: restoration, ignore_shorter_than: 1 minute}
    target: {at_most: 1 hour}
  - id: good
    metric: {kind: success-rate, window: 1 hour, aggregate: bad-windows, bad_above: 1%, ignore_shorter_than: 1 hour}
    target: {at_least: 99%}
    credit: {kind: tiers, reads: downtime, rows: [{above: 1 hour, credit: 10%}]}
  - id: interruptions
    metric: {kind: count, longer_than: 5 minutes}
    target: {unspecified: few}
exclusions:
  - kind: maintenance
    kinds: [planned]
    notice: 2 business days
    calendar: desk
    within: [{days: [sat, sun], hours: "22:00-06:00"}]
    longest: 4 hours
    void_beyond: 8 hours
    pool: {at_most: 10 hours, per: year}
    id: planned
    clause: "1"
  - {kind: maintenance, pool: {at_most: "3", per: month}}
  - {kind: source, admissible: [monitor], id: told, clause: "1"}
  - {kind: suspension, reasons: [unpaid], id: unpaid, clause: "1"}
  - {kind: short, up_to: 15 minutes, at_most: 3, per: month, beyond: rest, id: blips, clause: "1"}
credits:
  combine: largest
  caps: [{at_most: 30 days, per: period}, {at_most: 100.00 EUR, per: year}, {at_most: 10%, per: 12 months}, {at_most: 20%, per: commitment}]
  minimum: 1.00 EUR
  minimum_is: exceeded
  rounding: up
  form: cash
  expires: 6 months
  on_expiry: forfeit
  clause: "1"
claims:
  channel: ticket
  evidence: [logs]
  notify: {within: 24 hours, after: outage-start, which: first}
  file: {within: 7 days, after: verification, end_of: billing-cycle, opens: {within: 1 hour, after: outage-end}}
  acknowledge: {within: 4 business hours, after: filing, calendar: desk}
  decide: {within: 1 month, after: acknowledgement, end_of: month}
  appeal: {within: 2 weeks, after: decision}
  apply: {within: 1 year, after: {event: invoice}}
  clause: "1"
rights:
  - {right: terminate, when: {commitment: uptime, breaches: 3, of_last: 6, consecutive: true, value_below: 95%}, within: 30 days, effect: at once, clause: "1"}
  - {right: leave, when: {commitment: restoration, breaches: 1, longer_than: 48 hours}}
examples:
  - record: {period: 2026-10, service: {id: s}}
    expect: {credit: {money: 10.00 EUR}, final: "true"}
    as_of: 2026-11-01T00:00:00Z
    why: because
assumptions:
  - {id: table, text: taken from elsewhere, touches: [commitments.uptime.credit]}
"""

EVERY_RECORD = """\
slapolicy: 1
service:
  id: web
  fee: 10.00 EUR
  amounts: {next-invoice: 12.00 EUR}
  attributes: {amps: "3", paid-up: "true"}
  billing_anchor: 2026-01-31
  components: [a, b]
  started: 2026-10-02T00:00:00Z
  ended: 2026-10-30T00:00:00Z
  note: theirs
period: {start: 2026-09-30T22:00:00Z, end: 2026-10-31T23:00:00Z}
outages:
  - id: o1
    start: 2026-10-03T00:00:00Z
    end: 2026-10-03T01:00:00Z
    cause: customer
    detected: 2026-10-03T00:01:00Z
    reported: 2026-10-03T00:02:00Z
    verified: 2026-10-03T00:03:00Z
    impact: "0.5"
    component: a
    source: monitor
    amounts: {feature-x: 1.00 EUR}
    note: blown fuse
  - {id: o2, start: 2026-10-04T00:00:00Z}
maintenance:
  - {id: m1, start: 2026-10-05T00:00:00Z, end: 2026-10-05T01:00:00Z, kind: urgent, announced: 2026-10-04T00:00:00Z, component: a, note: disks}
suspensions:
  - {id: s1, start: 2026-10-06T00:00:00Z, end: 2026-10-06T01:00:00Z, reason: unpaid, note: again}
unobserved:
  - {id: u1, start: 2026-10-07T00:00:00Z, end: 2026-10-07T01:00:00Z, reason: paused, note: moved}
requests:
  - {id: r1, start: 2026-10-08T00:00:00Z, end: 2026-10-08T00:05:00Z, total: 100, failed: 1, component: a, note: few}
samples:
  - {id: v1, at: 2026-10-09T00:00:00Z, metric: latency-ms, value: 1/3, component: a, note: cold}
tickets:
  - id: t1
    opened: 2026-10-10T00:00:00Z
    severity: high
    responded: 2026-10-10T01:00:00Z
    resolved: 2026-10-10T02:00:00Z
    waiting: [{start: 2026-10-10T00:30:00Z, end: 2026-10-10T00:40:00Z}]
    note: printer
events:
  - {id: e1, name: uptime-report, at: 2026-11-01T00:00:00Z, commitment: uptime, note: late}
claims:
  - id: c1
    commitment: uptime
    subject: 2026-10
    events:
      - {event: notify, at: 2026-10-11T00:00:00Z}
      - {event: file, at: 2026-10-12T00:00:00Z, amount: 1.00 EUR, reason: down}
    note: first
carried:
  excluded: {"1": "2", planned: 3 hours}
  credited: {2026-09: 1.00 EUR}
  breaches: {uptime: [met, breached]}
  values: {uptime: [1/3, null]}
"""


def tree(text: str) -> dict[str, Tree]:
    """Return what a YAML text says."""
    return read_text(text, format="yaml").tree


def paths(written: dict[str, Tree]) -> set[tuple[str | int, ...]]:
    """Return the path of each value in a tree."""
    return {path for path, _ in walk(written)}


def vectors(
    *, refused: bool = False
) -> Iterator[tuple[str, dict[str, Tree], dict[str, Tree]]]:
    """
    Yield the name, the policy and the whole of each vector with a policy.

    Args:
        refused: Whether those are wanted that must be refused, or the rest.
    """
    for file in sorted(VECTORS.glob("*.yaml")):
        written = read_path(file).tree
        named, listed = written["policies"], written["vectors"]
        assert isinstance(named, dict)
        assert isinstance(listed, list)
        for vector in listed:
            assert isinstance(vector, dict)
            policy = vector["policy"]
            if isinstance(policy, str):
                policy = named.get(policy)
            if isinstance(policy, dict) and refused == ("error" in vector):
                yield f"{file.stem}:{vector['id']}", policy, vector
