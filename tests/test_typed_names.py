"""What type checkers are told of every public name is tested."""

import ast

from pathlib import Path

import pytest

from tests.public import PAIRS


HERE = Path(__file__).parent / "typing"


def _named() -> set[tuple[str, str]]:
    """Return the public names that the files use, with their modules."""
    found: set[tuple[str, str]] = set()
    for file in sorted(HERE.glob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        nodes = list(ast.walk(tree))
        homes = {
            alias.asname or alias.name: (str(node.module), alias.name)
            for node in nodes
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        for node in nodes:
            if isinstance(node, ast.Name) and node.id in homes:
                found.add(homes[node.id])
            if isinstance(node, ast.Attribute):
                module = homes.get(getattr(node.value, "id", ""))
                if module is not None:
                    found.add((".".join(module), node.attr))
    return found


NAMED = _named()


@pytest.mark.parametrize(("module", "name"), PAIRS)
def test_name(module: str, name: str) -> None:
    """A public name is used where the type checker reads."""
    assert (module, name) in NAMED, f"name it in tests/typing: {name}"
