"""The page about laws names tests that there are."""

import re

from pathlib import Path


HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "explanation" / "laws.md"
LAWS = HERE / "properties"


def test_every_law_has_the_test_that_is_named() -> None:
    """Each file is there, and in it each function."""
    named = re.findall(
        r"`(test_\w+\.py)`(?:, `(test_\w+)`)?", PAGE.read_text()
    )
    assert named
    for file, function in named:
        assert f"def {function}" in (LAWS / file).read_text("utf-8")


def test_every_file_of_laws_is_named() -> None:
    """No laws are held without being told."""
    text = PAGE.read_text("utf-8")
    files = {path.name for path in LAWS.glob("test_*.py")}
    assert set() == {one for one in files if one not in text}
