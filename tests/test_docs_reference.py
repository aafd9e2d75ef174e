"""The reference has every public name: `nox -s docs` looks when it is built."""

import re
import zlib

from collections.abc import Iterator

import pytest

from docs._ext import listed
from tests.public import NAMES, PAIRS


IMPORTS = re.compile(
    r"(?m)^\s*from (slapolicy[\w.]*) import (?:\(([^)]*)\)|(.*))$"
)
REFERENCE = listed.ROOT / "docs/reference"
MODULES = (REFERENCE / "modules.md").read_text("utf-8")
MEMBERS = [
    (module, members)
    for module, members in re.findall(
        r"automodule:: (\S+)\n   :members: (.*)\n", MODULES
    )
    if module in NAMES
]


class TestSnapshot:
    """What is looked for."""

    def test_names_are_the_public_ones(self) -> None:
        """Each module and each of its names is read from the snapshot."""
        names = listed.public(listed.SNAPSHOT.read_text("utf-8"))
        assert {*NAMES, *(".".join(pair) for pair in PAIRS)} == set(names)


class TestInventory:
    """Where it is looked for."""

    HEAD = b"# Sphinx\n# Project: x\n# Version: 1\n# zlib\n"

    def test_python_names_are_read(self) -> None:
        """Other kinds of targets are none."""
        rows = (
            "slapolicy.Money py:class 1 reference/api.html#$ -",
            "reference/api std:doc -1 reference/api.html API",
        )
        packed = self.HEAD + zlib.compress("\n".join(rows).encode())
        assert {"slapolicy.Money"} == listed.listed(packed)


def imported() -> Iterator[tuple[str, str, str]]:
    """Yield each page with the names that it imports from the package."""
    pages = [listed.ROOT / "README.md", *REFERENCE.parent.glob("*/*.md")]
    for page in sorted(pages):
        blocks = re.findall(
            r"(?ms)^```python\n(.*?)^```", page.read_text("utf-8")
        )
        code = re.sub(r"(?m)^(>>>|\.\.\.) ?", "", "\n".join(blocks))
        for module, several, one in IMPORTS.findall(code):
            for name in re.findall(r"\w+(?: as \w+)?", several or one):
                yield page.name, module, name.split()[0]


class TestExamples:
    """What the pages use."""

    @pytest.mark.parametrize(
        ("page", "module", "name"), sorted(set(imported()))
    )
    def test_only_public_names(
        self, page: str, module: str, name: str
    ) -> None:
        """An example imports nothing that the reference lacks."""
        assert name in NAMES[module] or f"{module}.{name}" in NAMES, page


class TestPages:
    """What the pages ask autodoc for."""

    @pytest.mark.parametrize("module", NAMES)
    def test_every_module(self, module: str) -> None:
        """Each public module has its place on a page."""
        found = "".join(
            page.read_text(encoding="utf-8")
            for page in sorted(REFERENCE.glob("*.md"))
        )
        assert f".. automodule:: {module}\n" in found

    @pytest.mark.parametrize(("module", "members"), MEMBERS)
    def test_every_listed_member(self, module: str, members: str) -> None:
        """Where a page lists members, they are the public ones."""
        place = rf"py:data:: (\w+)\n   :module: {module}\n"
        data = re.findall(place, MODULES)
        assert set(NAMES[module]) == {*members.split(", "), *data}
