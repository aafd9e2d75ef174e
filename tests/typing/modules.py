"""What the modules beside the package take and give."""

import datetime as dt

from collections.abc import Iterator
from pathlib import Path
from typing import assert_type

from slapolicy import (
    Evaluation,
    Maintenance,
    Money,
    Outage,
    Policy,
    Record,
    Service,
    Span,
    SpanSet,
    Unobserved,
    catalogue,
    report,
)
from slapolicy._tree import Tree
from slapolicy.arrow import RESULTS, evaluate_batches
from slapolicy.documents.schema import policy_schema, record_schema
from slapolicy.sources import (
    Export,
    History,
    Import,
    MergeRule,
    Progress,
    betterstack,
    csv_,
    ical,
    icinga,
    merge,
    nagios,
    pingdom,
    prometheus,
    statuspage,
    uptime_kuma,
    uptimerobot,
    zabbix,
)


def agreements(name: str) -> None:
    """The catalogue gives texts, policies and a list."""
    assert_type(catalogue.ids(), tuple[str, ...])
    assert_type(catalogue.text(name), str)
    assert_type(catalogue.example(name), str | None)
    assert_type(catalogue.parameters(name), tuple[str, ...])
    assert_type(catalogue.load(name, {"credits": {}}, fee="1%"), Policy)
    for entry in catalogue.entries():
        assert_type(entry.family, str)
        assert_type(entry.country, str)
        assert_type(entry.policy, Policy)


def reports(evaluation: Evaluation) -> None:
    """Reports are texts."""
    assert_type(report.text(evaluation, "it", color=True, width=60), str)
    assert_type(report.html(evaluation, "it"), str)
    assert_type(report.series([evaluation]), str)
    assert_type(report.csv_lines([evaluation]), Iterator[str])
    assert_type(report.json_lines([evaluation]), Iterator[str])


def bills(one: Evaluation) -> None:
    """Bodies of requests have the keys that billing systems want."""
    assert_type(report.payable(one), Money)
    assert_type(report.whmcs_add_credit(one, client=1)["clientid"], int)
    note = report.lago_credit_note(one, invoice="i", fee="f")["credit_note"]
    assert_type(note["credit_amount_cents"], int)
    assert_type(note["items"][0]["fee_id"], str)
    credit = report.kill_bill_credits(one, account="a")[0]
    assert_type(credit["accountId"], str)
    credit["price"]  # type: ignore[typeddict-item] # wrong, as wanted


def exports(
    export: Export, path: Path, span: Span, progress: Progress
) -> None:
    """Every source reads bytes, texts, trees and paths."""
    assert_type(betterstack.read(export, b"{}", "{}", {}, path), Import)
    assert_type(csv_.read(export, layout=csv_.ITALIAN, within=span), Import)
    assert_type(csv_.read(export, layout=csv_.PLAIN, only=["a"]), Import)
    assert_type(csv_.PLAIN, csv_.Layout)
    assert_type(ical.read(path, within=span, timezone="UTC"), Import)
    assert_type(icinga.read(path, queried=span), Import)
    assert_type(nagios.read(path, states="hard", progress=progress), Import)
    assert_type(pingdom.read(export), Import)
    assert_type(prometheus.read(path, step=dt.timedelta(minutes=1)), Import)
    assert_type(statuspage.read(path, counts={"major_outage"}), Import)
    assert_type(uptime_kuma.read(path, only=["a"]), Import)
    assert_type(uptimerobot.read(path), Import)
    assert_type(zabbix.read(path, severity=4), Import)
    nagios.read(path, states="solid")  # type: ignore[arg-type] # wrong, as wanted
    pingdom.read(1)  # type: ignore[arg-type] # wrong, as wanted


def imports(one: Import, service: Service, period: Span) -> None:
    """What comes out of a source becomes a record."""
    assert_type(one.source, str)
    assert_type(one.subjects, tuple[str, ...])
    assert_type(one.histories, tuple[History, ...])
    assert_type(one.outages, tuple[Outage, ...])
    assert_type(one.maintenance, tuple[Maintenance, ...])
    assert_type(one.unobserved, tuple[Unobserved, ...])
    assert_type(one.coverage, SpanSet)
    assert_type(one.history(None), History)
    assert_type(one.of("web", absent_ok=True), Import)
    assert_type(one.renamed({None: "web"}), Import)
    assert_type(one.vouched(period), Import)
    assert_type(one.record(service, period), Record)
    assert_type(merge(one, one, rule="union"), Import)
    assert_type(merge(one, rule=MergeRule.AGREE), Import)


def histories(one: History) -> None:
    """A history is three sets of spans, and facts."""
    assert_type(one.subject, str | None)
    assert_type(one.down, SpanSet)
    assert_type(one.gaps, SpanSet)
    assert_type(one.observed, SpanSet)
    assert_type(one.outages, tuple[Outage, ...])


def schemas() -> None:
    """A schema is JSON: a mapping."""
    assert_type(policy_schema(), dict[str, Tree])
    assert_type(record_schema(), dict[str, Tree])


def batches(policy: Policy, table: object) -> list[object]:
    """Arrow's own types are those of an untyped package."""
    return [RESULTS, *evaluate_batches(policy, [table])]
