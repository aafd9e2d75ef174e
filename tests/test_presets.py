"""The presets read as the tools do, by arithmetic of their own."""

import datetime as dt

from collections import Counter
from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import (
    Availability,
    evaluate,
    policy_from_dict,
    record_from_dict,
)
from slapolicy.documents.texts import read_path
from slapolicy.errors import PolicyError
from slapolicy.facts import Maintenance, Outage, Record, Service, Unobserved
from slapolicy.linting.expectations import differences
from slapolicy.spans import Span
from slapolicy.terms.metrics.presets import PRESETS
from slapolicy.terms.policy import Policy


VECTORS = Path(__file__).parent / "vectors"
MINUTE = dt.timedelta(minutes=1)
START = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)

# What a minute was: up, down, in part, under maintenance and up or down,
# and unknown.
Minutes = Counter[str]


def shown(share: Fraction, decimals: int, rounding: str) -> str:
    """Return a share as a percentage with so many decimals."""
    exact = Decimal(share.numerator * 100) / Decimal(share.denominator)
    unit = Decimal(1).scaleb(-decimals)
    return f"{exact.quantize(unit, rounding)}%"


def icinga(of: Minutes) -> str | None:
    """
    Return what `get_sla_ok_percent` does.

    Pending time leaves the total; a problem in a downtime is none.
    """
    total = of.total() - of["?"]
    problem = of["D"] + of["P"]
    if not total:
        return None
    return shown(Fraction(total - problem, total), 4, ROUND_HALF_UP)


def nagios(of: Minutes) -> str | None:
    """Return what `avail.cgi` does: up, of the time that is known."""
    up = of["U"] + of["m"]
    known = up + of["D"] + of["P"] + of["M"]
    return shown(Fraction(up, known), 3, ROUND_HALF_UP) if known else None


def zabbix(of: Minutes) -> str | None:
    """Return what `sla.getsli` does: without excluded downtimes, floored."""
    up, down = of["U"] + of["?"], of["D"] + of["P"]
    return shown(Fraction(up, up + down), 4, ROUND_DOWN) if up + down else None


def uptime_kuma(of: Minutes) -> str | None:
    """Return what its calculator does: beats up, of those up or down."""
    up, down = of["U"], of["D"] + of["P"]
    return (
        shown(Fraction(up, up + down), 2, ROUND_HALF_UP) if up + down else None
    )


def oneuptime(of: Minutes) -> str | None:
    """Return what its utility does: known time, floored."""
    known = of.total() - of["?"]
    down = of["D"] + of["P"]
    return (
        shown(Fraction(known - down, known), 2, ROUND_DOWN) if known else None
    )


def statuspage(of: Minutes) -> str | None:
    """Return what its uptime does: a partial outage weighs 30 %."""
    down = of["D"] + Fraction(3, 10) * of["P"]
    return shown(1 - down / of.total(), 2, ROUND_HALF_UP)


TOOLS: dict[str, Callable[[Minutes], str | None]] = {
    "icinga": icinga,
    "nagios": nagios,
    "zabbix": zabbix,
    "uptime-kuma": uptime_kuma,
    "oneuptime": oneuptime,
    "statuspage": statuspage,
}


def facts_of(history: str) -> dict[str, Any]:
    """Return a history, a letter a minute, as facts."""
    found: dict[str, list[Any]] = {
        "outages": [],
        "maintenance": [],
        "unobserved": [],
    }
    for number, state in enumerate(history):
        start = START + number * MINUTE
        end = start + MINUTE
        if state in "DMP":
            impact = Fraction(3, 10) if state == "P" else 1
            found["outages"].append(
                Outage(start=start, end=end, impact=impact)
            )
        if state in "Mm":
            found["maintenance"].append(Maintenance(start=start, end=end))
        if state == "?":
            found["unobserved"].append(Unobserved(start=start, end=end))
    return found


def read(tool: str, history: str, *, minutes: int | None = None) -> str | None:
    """Return what a preset reads of a history, None if it reads nothing."""
    length = len(history) if minutes is None else minutes
    exclusions = [{"kind": "maintenance"}] if PRESETS[tool].maintenance else []
    policy = policy_from_dict(
        {
            "id": "p",
            "timezone": "UTC",
            "currency": "EUR",
            "period": {"kind": "rolling", "length": f"{length} minutes"},
            "commitments": [
                {
                    "id": "uptime",
                    "metric": {"kind": "availability"},
                    "target": {"at_least": "99%"},
                    "exclusions": exclusions,
                }
            ],
        }
    )
    record = Record(
        service=Service(id="s"),
        period=Span.lasting(START, length * MINUTE),
        **facts_of(history),
    )
    seen = START + len(history) * MINUTE
    tree: Any = evaluate(like(policy, tool), record, as_of=seen).to_dict()
    (reading,) = tree["commitments"][0]["readings"]
    value: str | None = reading["value"]
    return value


def like(policy: Policy, tool: str) -> Policy:
    """Return a policy that measures as a tool does."""
    return attrs.evolve(
        policy,
        commitments=[
            attrs.evolve(one, metric=Availability.like(tool))
            for one in policy.commitments
        ],
    )


@pytest.mark.parametrize("tool", TOOLS)
@given(history=st.text("UDPMm?", min_size=1, max_size=60))
def test_reads_as_the_tool_does(tool: str, history: str) -> None:
    """Any history reads as the tool's own arithmetic has it."""
    assert TOOLS[tool](Counter(history)) == read(tool, history)


@pytest.mark.parametrize(
    ("tool", "expected"),
    [
        ("icinga", "90.0000%"),
        ("nagios", "80.000%"),
        ("zabbix", "80.0000%"),
        ("uptime-kuma", "80.00%"),
        ("oneuptime", "80.00%"),
        ("statuspage", "80.00%"),
    ],
)
def test_before_the_period_is_over(tool: str, expected: str) -> None:
    """All but Icinga measure what has elapsed."""
    assert expected == read(tool, "UUUUD" * 2, minutes=20)


def test_every_tool_has_its_arithmetic() -> None:
    """No preset goes unproved."""
    assert set(TOOLS) == set(PRESETS)


def test_no_such_tool() -> None:
    """It says which there are."""
    with pytest.raises(PolicyError) as caught:
        Availability.like("pingdom")

    assert (
        "'pingdom' is no preset; there are icinga, nagios, zabbix, "
        "uptime-kuma, oneuptime, statuspage"
    ) == str(caught.value)


def vectors(name: str, tool: str) -> list[Any]:
    """Return the vectors of a file that come from a tool."""
    tree: Any = read_path(VECTORS / name).tree
    return [
        pytest.param(one, tree["policies"][one["policy"]], id=one["id"])
        for one in tree["vectors"]
        if one["id"].startswith(tool)
    ]


@pytest.mark.parametrize(
    ("vector", "tree"), vectors("oracles-uptime.yaml", "oneuptime")
)
def test_vectors_of_oneuptime(
    vector: dict[str, Any], tree: dict[str, Any]
) -> None:
    """What OneUptime's own tests expect comes out of its preset."""
    policy = like(policy_from_dict(tree), "oneuptime")
    record = record_from_dict(vector["record"], policy)
    as_of = vector.get("as_of")
    found = evaluate(
        policy,
        record,
        as_of=None if as_of is None else dt.datetime.fromisoformat(as_of),
    )

    assert [] == list(differences(vector["expect"], found.to_dict()))


@pytest.mark.parametrize(
    ("vector", "tree"), vectors("oracles-counts.yaml", "uptime-kuma")
)
def test_vectors_of_uptime_kuma(
    vector: dict[str, Any], tree: dict[str, Any]
) -> None:
    """Beats that are minutes read as Uptime Kuma's own tests expect."""
    del tree
    (requests,) = vector["record"]["requests"]
    total, failed = int(requests["total"]), int(requests["failed"])
    (expected,) = vector["expect"]["commitments"][0]["readings"]
    share = Fraction(expected["exact"])

    assert shown(share, 2, ROUND_HALF_UP) == read(
        "uptime-kuma", "U" * (total - failed) + "D" * failed
    )
