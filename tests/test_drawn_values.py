"""
Laws draw this library's values as its users do.

A strategy in a test may refine what `slapolicy.strategies` draws, by
`attrs.evolve`, `filter` and the like; it makes no value of its own.
"""

import ast
import importlib

from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from slapolicy.strategies import (
    daily,
    facts,
    measures,
    printed,
    terms,
    values,
    whole,
)


HERE = Path(__file__).parent
DRAWN = {
    one
    for module in (daily, facts, measures, printed, terms, values, whole)
    for one in vars(module).values()
    if isinstance(one, type) and attrs.has(one)
}
"""The values that the strategies make."""

MODULES = [
    path
    for path in sorted(HERE.rglob("test_*.py"))
    if "import given" in path.read_text("utf-8")
    or "hypothesis import" in path.read_text("utf-8")
]


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield the names by which a module calls drawn values."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (
            f"{node.module}.".startswith("slapolicy.")
        ):
            module = importlib.import_module(str(node.module))
            for alias in node.names:
                found = getattr(module, alias.name, None)
                if isinstance(found, type) and found in DRAWN:
                    yield alias.asname or alias.name


def in_strategies(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield what stands within strategies: composites, builds, maps."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(decorator_list=[*marks]) if any(
                "composite" in ast.unparse(mark) for mark in marks
            ):
                yield from ast.walk(node)
            case (
                ast.Call(func=ast.Attribute(value=ast.Name(id="st")))
                | ast.Call(func=ast.Attribute(attr="map" | "flatmap"))
            ):
                yield from ast.walk(node)
            case _:
                pass


def made(node: ast.AST) -> Iterator[str]:
    """Yield the names of what a call makes, or has made."""
    if not isinstance(node, ast.Call):
        return
    found = [node.func]
    match node.func:
        case ast.Attribute(attr="builds" | "map" | "flatmap"):
            found += node.args
        case _:
            pass
    for one in found:
        # Percent, and Percent.parse.
        whole = one.value if isinstance(one, ast.Attribute) else one
        if isinstance(whole, ast.Name):
            yield whole.id


def own_values(text: str) -> list[str]:
    """Return which values a module's strategies make themselves."""
    tree = ast.parse(text)
    names = set(imported(tree))
    return sorted(
        {
            f"line {getattr(node, 'lineno', 0)}: {name}"
            for node in in_strategies(tree)
            for name in made(node)
            if name in names
        }
    )


@pytest.mark.parametrize(
    "path", MODULES, ids=[str(one.relative_to(HERE)) for one in MODULES]
)
def test_strategies_in_tests_make_no_value(path: Path) -> None:
    """What is drawn of the library is what its strategies draw."""
    assert [] == own_values(path.read_text("utf-8"))


@pytest.mark.parametrize(
    "code",
    [
        "st.builds(Outage, start=ticks)",
        "st.just(Outage(start=1))",
        "pairs.map(Outage)",
        "pairs.map(lambda pair: Outage(*pair))",
        "@st.composite\ndef outages(draw):\n    return Outage(start=1)",
    ],
    ids=["builds", "just", "map", "lambda", "composite"],
)
def test_one_that_does_is_found(code: str) -> None:
    """In each way in which a strategy can make a value."""
    found = own_values(f"from slapolicy import Outage\n{code}\n")
    assert ["Outage"] == [one.rpartition(" ")[2] for one in found]
