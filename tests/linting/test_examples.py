"""Worked examples that do not come out."""

import attrs
import pytest

from slapolicy import Example
from tests.linting.small import found, only, sla


def example(record: str, expect: str, more: str = "") -> str:
    """Return a worked example; all of it is YAML."""
    return f"examples: [{{record: {record}, expect: {expect}{more}}}]\n"


RECORD = """{service: {id: s, fee: 100.00 EUR}, period: 2026-06,
    outages: [{start: "2026-06-01T00:00Z", end: "2026-06-01T10:00Z"}]}"""
OPEN = """{service: {id: s, fee: 100.00 EUR}, period: 2026-06,
    outages: [{start: "2026-06-01T00:00Z"}]}"""


def test_one_that_comes_out() -> None:
    """Ten hours of 720 are down, which earns a quarter."""
    more = example(RECORD, "{credit: {money: 25.00 EUR}}")
    assert [] == found(sla(more=more))


def test_one_that_does_not() -> None:
    """It says what was expected, and what was found."""
    policy = sla(more=example(RECORD, "{credit: {money: 10.00 EUR}}"))
    assert [("example-fails", "examples[0]")] == found(policy)
    assert (
        "credit.money: expected '10.00 EUR', found '25.00 EUR'"
        == only(policy, "example-fails").message
    )


def test_an_outage_that_still_lasts() -> None:
    """The example says from when it is seen."""
    instant = ', as_of: "2026-06-01T10:00Z"'
    expect = "{credit: {money: 25.00 EUR}}"
    assert [] == found(sla(more=example(OPEN, expect, instant)))
    assert "give as_of" in (
        only(sla(more=example(OPEN, expect)), "example-fails").message
    )


@pytest.mark.parametrize(
    ("record", "more", "said"),
    [
        ("{service: {id: s}, period: 2026-13}", "", "2026-13"),
        ("{service: {id: s}, period: 2026-Q3}", "", "none of the policy's"),
        (RECORD, ', as_of: "2026-06-01"', "is no instant"),
        (RECORD.replace("EUR", "USD"), "", "USD"),
    ],
)
def test_one_that_cannot_be_evaluated(
    record: str, more: str, said: str
) -> None:
    """It says why, as evaluating it would."""
    policy = sla(more=example(record, "{}", more))
    assert said in only(policy, "example-fails").message


def test_a_record_that_is_no_mapping() -> None:
    """Somebody built the example in Python."""
    example_ = Example(record="nothing", expect={})
    policy = attrs.evolve(sla(), examples=[example_])
    assert "the record has no keys" == only(policy, "example-fails").message
