"""What tests of explanations share: the shipped example, all messages."""

import datetime as dt
import functools
import importlib
import json
import pkgutil

from collections.abc import Iterator
from pathlib import Path

from slapolicy import (
    Evaluation,
    catalogue,
    evaluate,
    explain,
    parse_record,
    policy_from_dict,
    record_from_dict,
    report,
)
from slapolicy.documents.texts import read_path
from slapolicy.explain.language import Language, Message, Value, said


VECTORS = Path(__file__).parent / "vectors"
EN, IT = Language.of("en"), Language.of("it")


@functools.cache
def example() -> Evaluation:
    """Return the evaluation of the shipped agreement and its example."""
    policy = catalogue.load("clamehost")
    text = catalogue.example("clamehost")
    assert text is not None
    return evaluate(policy, parse_record(text, policy))


def messages() -> dict[str, Message]:
    """Return every message of the library by its code."""
    found: dict[str, Message] = {}
    for package in (explain, report):
        inside = f"{package.__name__}."
        for module in pkgutil.walk_packages(package.__path__, inside):
            for value in vars(importlib.import_module(module.name)).values():
                for message in _messages(value):
                    known = found.setdefault(message.code, message)
                    assert message == known
    return found


def _messages(value: object) -> Iterator[Message]:
    """Yield the messages in a value."""
    if isinstance(value, Message):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _messages(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from _messages(one)


@functools.cache
def evaluations(file: Path) -> tuple[Evaluation, ...]:
    """Return the evaluations of the vectors in a file."""
    tree = json.loads(json.dumps(read_path(file).tree))
    policies = tree.get("policies") or {}
    found = []
    for vector in tree["vectors"]:
        if "error" not in vector:
            given = vector["policy"]
            if isinstance(given, str) and given not in policies:
                policy = catalogue.load(given)
            else:
                policy = policy_from_dict(
                    policies[given] if isinstance(given, str) else given
                )
            record = record_from_dict(vector["record"], policy)
            seen = vector.get("as_of")
            as_of = seen and dt.datetime.fromisoformat(seen)
            found.append(evaluate(policy, record, as_of=as_of))
    return tuple(found)


def english(value: Value) -> str:
    """Return something in English."""
    return said(value, EN)


def italian(value: Value) -> str:
    """Return something in Italian."""
    return said(value, IT)
