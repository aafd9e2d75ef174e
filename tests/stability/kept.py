"""
What a version says and how it pickles, kept as bytes for those after it.

``python -m tests.stability.kept`` keeps what this version says, in a folder
with its number; see the README beside this file.
"""

import base64
import datetime as dt
import enum
import json
import pickle

from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

import slapolicy

from slapolicy import (
    DateWitness,
    Diagnostic,
    Evaluation,
    Figure,
    HolidaysOf,
    LevelWitness,
    LintCode,
    PolicyHistory,
    SpanSet,
    SpanWitness,
    _tree,
    evaluate,
    evaluate_history,
    parse_policy,
    parse_record,
    replay,
)
from tests.test_vectors import VECTORS, evaluated


HERE = Path(__file__).parent
VERSION = ".".join(slapolicy.__version__.split(".")[:2])
PROTOCOL = 4
"""Every supported Python reads it, and has for long."""

CASES = (
    "availability:unobserved",
    "catalogue/clamehost:seven-days-from-verifying",
    "catalogue/clamehost:what-does-not-count",
    "catalogue/element-critical-power:single-feed",
    "catalogue/expertsystems-au:exactly-the-target",
    "catalogue/ofcom-automatic-compensation:started-at-midnight",
    "catalogue/slack-2019-2024:a-smaller-plan",
    "catalogue/snowflake:levels-of-errors",
    "catalogue/verizon-voip-mos:thirty-business-days",
    "claims:every-anchor-of-the-first",
    "claims:every-standing",
    "claims:rejected-and-appealed",
    "credits:combine-choose",
    "credits:rounding-jpy-half-up",
    "edges:clocks-from-the-breach",
    "edges:clocks-from-the-start-and-from-events",
    "edges:label-of-a-fiscal-year",
    "edges:too-many-short-ones",
    "edges:worst-row-is-not-the-dearest",
    "exclusions:window-across-midnight",
    "oracles-uptime:oneuptime-empty-timeline",
    "whole:a-cycle-with-a-suspension",
    "whole:cloud-small-bill",
    "whole:days-for-hours",
    "whole:leased-line-over-a-weekend",
    "whole:support-month",
    "whole:third-bad-month",
)
"""Vectors that have each kind of term and of fact between them."""

PASSING = frozenset(
    {
        "Basis",
        "Clocks",
        "CommitmentResult",
        "Decision",
        "DecisionResult",
        "Decisions",
        "Down",
        "History",
        "Reading",
        "ReadingResult",
        "Scope",
        "Settlement",
        "Stretch",
        "Track",
        "View",
        "Window",
        "Worth",
    }
)
"""What an evaluation hands on inside itself, and finds anew: not kept."""

REGISTRIES = frozenset({"Kinds"})
"""What is filled, and is no value."""


def kinds() -> Iterator[type]:
    """Yield the public classes whose values are kept."""
    for name in slapolicy.__all__:
        value = getattr(slapolicy, name)
        if not isinstance(value, type) or name in PASSING | REGISTRIES:
            continue
        if attrs.has(value) or issubclass(value, enum.Enum):
            yield value


def remade(policy: bytes, record: bytes, answer: bytes) -> Evaluation:
    """Return an evaluation of documents, as of when it was made before."""
    promised = parse_policy(policy.decode(), "json")
    happened = parse_record(record.decode(), promised, "json")
    as_of = dt.datetime.fromisoformat(json.loads(answer)["as_of"])
    return evaluate(promised, happened, as_of=as_of)


def made(evaluations: Iterable[Evaluation]) -> dict[str, list[object]]:
    """Return the values of each public class that evaluations lead to."""
    found: dict[str, list[object]] = {}
    given = list(evaluations)
    _walk([*_seldom(given), *map(_asked, given)], found, set())
    for kind in kinds():
        if issubclass(kind, enum.Enum):
            found[kind.__name__] = list(kind)
    return found


def _asked(evaluation: Evaluation) -> tuple[object, ...]:
    """Return all that follows from a policy and a record."""
    outages = evaluation.record.outages
    return (
        evaluation,
        evaluation.policy,
        evaluation.record,
        evaluation.credit,
        evaluation.ledger,
        evaluation.entitlements,
        evaluation.rights,
        evaluation.carried,
        evaluation.bounds,
        evaluation.headroom(),
        tuple(evaluation.marginal(one.id) for one in outages[:1] if one.id),
        tuple(one.reason for one in evaluation.results),
    )


def _seldom(given: list[Evaluation]) -> tuple[object, ...]:
    """Return values that these documents do not lead to."""
    one, other = sorted(given, key=lambda one: one.record.digest)[:2]
    span = one.period
    versions = PolicyHistory((one.policy,))
    witnesses = (
        LevelWitness(figure=Figure.parse("99.9%"), period=span),
        SpanWitness(span),
        DateWitness(
            outage=span.start_ticks,
            lapses=span.end_ticks,
            known=span.end_ticks,
        ),
    )
    return (
        SpanSet.of(span),
        HolidaysOf("IT"),
        versions,
        evaluate_history(versions, one.record),
        replay((one.policy,), (one.record,)),
        one.compare(other),
        tuple(
            Diagnostic(code=LintCode.CLIFF, path="", message="", witness=one)
            for one in witnesses
        ),
    )


def _walk(
    value: object, found: dict[str, list[object]], seen: set[int]
) -> None:
    """Put values and all that they hold where their class is."""
    if isinstance(value, list | tuple):
        for one in value:
            _walk(one, found, seen)
        return
    kind = type(value)
    if attrs.has(kind) and id(value) not in seen:
        seen.add(id(value))
        found.setdefault(kind.__name__, []).append(value)
        for field in attrs.fields(kind):
            _walk(getattr(value, field.name), found, seen)


def keep() -> None:
    """Write what this version says into a folder with its number."""
    folder = HERE / VERSION
    folder.mkdir(exist_ok=True)
    vectors = {name: (vector, more) for name, vector, more in VECTORS}
    answers = []
    for name in CASES:
        answer = evaluated(*vectors[name])
        answers.append(answer)
        place = folder / name.rpartition("/")[2].replace(":", "-")
        said = map(_tree.canonical, _documents(answer))
        place.with_suffix(".jsonl").write_bytes(b"\n".join(said) + b"\n")
        place.with_suffix(".pickle").write_bytes(
            pickle.dumps(answer, protocol=PROTOCOL)
        )
    values = made(answers)
    texts = {
        kind.__name__: [
            base64.b64encode(pickle.dumps(one, protocol=PROTOCOL)).decode()
            for one in _some(kind, values[kind.__name__])
        ]
        for kind in kinds()
    }
    text = json.dumps(texts, indent=1, sort_keys=True)
    (folder / "values.json").write_text(f"{text}\n", encoding="utf-8")


def _documents(answer: Evaluation) -> tuple[_tree.Tree, ...]:
    """Return the policy, the record and the answer as trees."""
    return answer.policy.to_dict(), answer.record.to_dict(), answer.to_dict()


def _some(kind: type, values: list[object]) -> list[object]:
    """Return all members of a choice, the fullest of other values."""
    if issubclass(kind, enum.Enum):
        return values
    return [max(values, key=lambda one: len(pickle.dumps(one)))]


if __name__ == "__main__":
    keep()
