"""Engines that take a cluster run when they are asked for."""

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let engines be asked for."""
    parser.addoption("--engines", action="store_true", help="run engines")


def pytest_ignore_collect(
    collection_path: Path, config: pytest.Config
) -> bool | None:
    """Leave this folder out unless engines are asked for."""
    del collection_path
    return None if config.getoption("--engines", default=False) else True
