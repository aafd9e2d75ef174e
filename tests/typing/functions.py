"""What functions take and give."""

import datetime as dt

from collections.abc import Mapping
from pathlib import Path
from typing import assert_type

from attrs import AttrsInstance

from slapolicy import (
    KINDS,
    Amount,
    Diagnostic,
    Difference,
    Evaluation,
    Headroom,
    HistoryEvaluation,
    Kinds,
    Length,
    Marginal,
    Money,
    Period,
    Policy,
    PolicyHistory,
    Record,
    Replay,
    SlaPolicyError,
    Span,
    catalogue,
    compare,
    dump_policy,
    dump_record,
    evaluate,
    evaluate_history,
    evaluate_series,
    headroom,
    lint,
    load_policy,
    load_record,
    marginal,
    messages,
    parse_policy,
    parse_record,
    policy_from_dict,
    record_from_dict,
    replay,
)


def policies(text: str, tree: Mapping[str, object], kinds: Kinds) -> None:
    """A policy comes from a text, a file, a tree or the catalogue."""
    policy = assert_type(parse_policy(text), Policy)
    assert_type(parse_policy(text.encode(), "json", name="body"), Policy)
    assert_type(parse_policy(text, kinds=kinds), Policy)
    assert_type(load_policy("policy.yaml"), Policy)
    assert_type(load_policy(Path("policy.yaml"), kinds=KINDS), Policy)
    assert_type(policy_from_dict(tree), Policy)
    assert_type(policy_from_dict(policy.to_dict()), Policy)
    assert_type(catalogue.load("clamehost"), Policy)
    assert_type(dump_policy(policy), str)
    assert_type(dump_policy(policy, "toml"), str)


def records(text: str, tree: Mapping[str, object], policy: Policy) -> None:
    """A record comes from the same, with its policy beside it."""
    record = assert_type(parse_record(text, policy), Record)
    assert_type(parse_record(text, policy, "toml", name="body"), Record)
    assert_type(load_record(Path("record.yaml"), policy), Record)
    assert_type(record_from_dict(tree, policy), Record)
    assert_type(record_from_dict(record.to_dict(), policy), Record)
    assert_type(dump_record(record, "json"), str)


def answers(policy: Policy, record: Record, at: dt.datetime) -> None:
    """What follows, of one period or more, of one policy or more."""
    evaluation = assert_type(evaluate(policy, record), Evaluation)
    assert_type(evaluate(policy, record, as_of=at), Evaluation)
    assert_type(evaluate_series(policy, [record]), tuple[Evaluation, ...])
    versions = PolicyHistory([policy])
    assert_type(evaluate_history(versions, record), HistoryEvaluation)
    assert_type(replay([policy], [record], as_of=at), Replay)
    assert_type(compare(evaluation, evaluation), Difference)
    assert_type(headroom(evaluation), Headroom)
    assert_type(headroom(evaluation, "uptime"), Headroom)
    assert_type(marginal(evaluation, "o1"), Marginal)
    assert_type(marginal(evaluation, "m1", among="maintenance"), Marginal)


def findings(policy: Policy, error: SlaPolicyError) -> None:
    """What is wrong is a row of values; of an error, a row of lines."""
    for one in lint(policy):
        assert_type(one, Diagnostic)
    assert_type(lint(policy)[0], Diagnostic)
    assert_type(messages(error), list[str])


def registered(term: type[AttrsInstance]) -> None:
    """Kinds of terms are found by their names, and more are added."""
    assert_type(KINDS, Kinds)
    assert_type(KINDS.register(term), Kinds)
    assert_type(KINDS.metrics, dict[str, type[AttrsInstance]])
    assert_type(KINDS.exclusions, dict[str, type[AttrsInstance]])
    assert_type(KINDS.credits, dict[str, type[AttrsInstance]])


def either(amount: Amount, length: Length, period: Period, at: Span) -> str:
    """Names stand for any of several classes."""
    if isinstance(amount, Money):
        assert_type(amount, Money)
    if isinstance(length, dt.timedelta):
        assert_type(length, dt.timedelta)
    return f"{period} {at}"
