"""Built packages are looked at when their folder is named."""

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the folder be named."""
    parser.addoption("--built", type=Path, help="a folder of sdist and wheel")


def pytest_ignore_collect(
    collection_path: Path, config: pytest.Config
) -> bool | None:
    """Leave this folder out unless packages are named."""
    del collection_path
    return None if config.getoption("--built", default=None) else True


@pytest.fixture(scope="session", name="sdist")
def _sdist(pytestconfig: pytest.Config) -> Path:
    """Return the source distribution."""
    (found,) = pytestconfig.getoption("--built").glob("*.tar.gz")
    return Path(found).resolve()


@pytest.fixture(scope="session", name="wheel")
def _wheel(pytestconfig: pytest.Config) -> Path:
    """Return the wheel."""
    (found,) = pytestconfig.getoption("--built").glob("*.whl")
    return Path(found).resolve()
