"""What fuzzing found stays mended."""

from pathlib import Path

import pytest

from tests.fuzz.targets import CORPUS, TARGETS


FOUND = sorted(path for path in CORPUS.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_reads_or_is_refused(path: Path) -> None:
    """It reads, or an error of the library's own says why not."""
    TARGETS[path.parent.name].hold(path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_targets_have_seeds_that_read(name: str) -> None:
    """Fuzzing begins with what goes in, not with what is turned away."""
    target = TARGETS[name]
    seed = next(iter(target.seeds()))
    target.use(seed)
