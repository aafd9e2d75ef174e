"""The packages at work, each in a fresh environment, away from here."""

import json
import os
import subprocess

from collections.abc import Callable
from pathlib import Path

import pytest


VERSIONS = ("3.11", "3.12", "3.13")

Run = Callable[..., str]


def _runs(version: str) -> bool:
    """Return whether a Python is on this machine; a shim may fail."""
    try:
        done = subprocess.run(
            [f"python{version}", "-c", ""], check=False, capture_output=True
        )
    except FileNotFoundError:
        return False
    return done.returncode == 0


PRESENT = [version for version in VERSIONS if _runs(version)]


@pytest.fixture(
    scope="module",
    name="run",
    params=[
        *((version, "wheel") for version in PRESENT),
        (PRESENT[0], "sdist"),
    ],
    ids="-".join,
)
def _run(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Run:
    """Return what runs a program of an environment with the package only."""
    version, kind = request.param
    away = tmp_path_factory.mktemp(f"{kind}-{version}")
    outside = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PYTHON", "PYTEST"))
    }

    def run(program: str, *args: str | Path) -> str:
        """Run it, and return what it prints."""
        done = subprocess.run(
            [program, *args],
            cwd=away,
            check=False,
            capture_output=True,
            encoding="utf-8",
            env=outside | {"PYTHONUTF8": "1"},
        )
        assert 0 == done.returncode, done.stderr
        return done.stdout

    def installed(program: str, *args: str | Path) -> str:
        """Run a program of the environment."""
        return run(str(away / "venv" / "bin" / program), *args)

    run(f"python{version}", "-m", "venv", "venv")
    package = request.getfixturevalue(kind)
    installed("pip", "install", "--quiet", package)
    return installed


def test_brings_no_extra(run: Run) -> None:
    """The core is what it says, and what those packages need."""
    listed = json.loads(run("pip", "list", "--format=json"))
    optional = {
        "holidays",
        "hypothesis",
        "icalendar",
        "pyarrow",
        "recurring-ical-events",
        "rich",
    }

    assert set() == optional & {one["name"].lower() for one in listed}
    assert "No broken requirements found.\n" == run("pip", "check")


def test_is_typed(run: Run) -> None:
    """Beside the modules lies the mark that type checkers look for."""
    code = (
        "import importlib.resources as r; "
        "print(r.files('slapolicy').joinpath('py.typed').is_file())"
    )

    assert "True\n" == run("python", "-c", code)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("evaluate", "clamehost"), "1.00 EUR"),
        (("explain", "clamehost", "--lang", "it"), "non è stata"),
        (("report", "clamehost", "--to", "html"), "<style>"),
        (("schema", "policy"), '"$defs"'),
        (("schema", "record"), '"$defs"'),
        (("policies",), "clamehost"),
    ],
    ids=str,
)
def test_command(run: Run, args: tuple[str, ...], said: str) -> None:
    """The console script finds what it needs inside the package."""
    assert said in run("slapolicy", *args)


def test_module(run: Run) -> None:
    """``python -m slapolicy`` is the same program."""
    args = ("evaluate", "clamehost", "--json")

    assert run("slapolicy", *args) == run("python", "-m", "slapolicy", *args)
