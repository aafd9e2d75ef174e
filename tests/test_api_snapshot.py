"""
The public names and their signatures, as `api_snapshot.txt` has them.

A change that is wanted is written by ``python -m tests.test_api_snapshot``.
"""

import enum
import importlib
import inspect

from pathlib import Path
from typing import get_origin

import pytest

from tests.public import NAMES, PAIRS


SNAPSHOT = Path(__file__).parent / "api_snapshot.txt"
CURE = "if it is wanted, run `python -m tests.test_api_snapshot`"


def described(module: str, name: str) -> str:
    """Return a public name with its kind and, if called, its parameters."""
    value = getattr(importlib.import_module(module), name)
    if not callable(value) or get_origin(value) is not None:
        return f"value {name}"
    if not inspect.isclass(value):
        return f"def {name}{_parameters(value)}"
    members = ", ".join(
        one for one in sorted(vars(value)) if not one.startswith("_")
    )
    # How these are called is Python's, and differs between its versions.
    alien = issubclass(value, (enum.Enum, BaseException))
    called = "" if alien else _parameters(value)
    return f"class {name}{called}: {members}".removesuffix(": ")


def _parameters(value: object) -> str:
    """Return the names of parameters; an asterisk before named ones."""
    assert callable(value)
    found = inspect.signature(value).parameters.values()
    bare = [
        inspect.Parameter(one.name, one.kind)
        for one in found
        if not one.name.startswith("_")
    ]
    optional = {one.name for one in found if one.default is not one.empty}
    text = str(inspect.Signature(bare))
    return text if not optional else f"{text} may lack {sorted(optional)}"


def snapshot() -> str:
    """Return all public names, a line each, below their modules."""
    return "\n".join(
        f"{module}\n\n"
        + "".join(f"    {described(module, name)}\n" for name in names)
        for module, names in NAMES.items()
    )


def test_nothing_changed() -> None:
    """A name, a parameter or a member comes and goes on purpose."""
    assert SNAPSHOT.read_text(encoding="utf-8") == snapshot(), CURE


@pytest.mark.parametrize(
    ("module", "name"),
    [pair for pair in PAIRS if not described(*pair).startswith("value")],
)
def test_reference(module: str, name: str) -> None:
    """Every name has a docstring, so that the reference lists it."""
    assert inspect.getdoc(getattr(importlib.import_module(module), name))


if __name__ == "__main__":
    SNAPSHOT.write_text(snapshot(), encoding="utf-8")
