"""The page about the linter: a section for each code."""

import re

from pathlib import Path

import pytest

from slapolicy import LintCode


PAGE = Path(__file__).parents[2] / "docs" / "reference" / "lint.md"
SECTIONS = re.split(r"^### ", PAGE.read_text("utf-8"), flags=re.MULTILINE)[1:]


def test_each_code_has_a_section() -> None:
    """And each only one."""
    names = [section.splitlines()[0].strip("`") for section in SECTIONS]
    assert sorted(code.value for code in LintCode) == sorted(names)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda one: one.split()[0])
def test_each_section_has_an_example(section: str) -> None:
    """It is run with the page, and says the code."""
    code = section.splitlines()[0].strip("`")
    assert "```python" in section
    assert f'"{code}"' in section
