"""Benchmarks are run when they are asked for, and print their ratios."""

from pathlib import Path

import pytest

from tests.benchmarks.ratios import MEASURED


def pytest_ignore_collect(
    collection_path: Path, config: pytest.Config
) -> bool | None:
    """Leave this folder out unless benchmarks are asked for."""
    del collection_path
    return None if config.getoption("benchmark_only", default=False) else True


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter,
) -> None:
    """Print what was measured, side by side."""
    terminalreporter.section(
        "measured in turns; the figures of docs/explanation/ratios.toml"
    )
    for line in MEASURED:
        terminalreporter.write_line(line)
