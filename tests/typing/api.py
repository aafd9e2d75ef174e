"""What the public names are to a type checker; read by mypy, never run."""

import datetime as dt

from typing import assert_type

from slapolicy import (
    Evaluation,
    Money,
    Percent,
    Policy,
    Record,
    Span,
    SpanSet,
    catalogue,
    dump_policy,
    evaluate,
    load_policy,
    load_record,
    parse_policy,
    parse_record,
)


def reading(text: str) -> Evaluation:
    """A document becomes a policy, a record, an evaluation."""
    policy = assert_type(parse_policy(text), Policy)
    assert_type(load_policy("policy.yaml"), Policy)
    assert_type(catalogue.load("clamehost"), Policy)
    assert_type(dump_policy(policy), str)
    record = assert_type(parse_record(text, policy), Record)
    assert_type(load_record("record.yaml", policy), Record)
    return assert_type(evaluate(policy, record), Evaluation)


def values(span: Span, spans: SpanSet) -> None:
    """Values read, add up and compare as themselves."""
    assert_type(Money.parse("1.00 EUR"), Money)
    assert_type(Percent.parse("1%"), Percent)
    assert_type(spans | spans, SpanSet)
    assert_type(span < span, bool)  # noqa: PLR0124 # its type is asked


def refused(policy: Policy, record: Record, at: dt.datetime) -> None:
    """What is no use is an error before it runs."""
    evaluate(record, policy)  # type: ignore[arg-type] # the wrong way round
    evaluate(policy, record, at)  # type: ignore[call-arg] # only by name
    evaluate(policy, record, as_of="2026")  # type: ignore[arg-type] # text
    policy.id = "x"  # type: ignore[misc] # values are frozen
    parse_policy("", format="xml")  # type: ignore[arg-type] # no such format
