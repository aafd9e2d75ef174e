"""The project's checks, each a session: `nox --list`."""

import contextlib
import re
import shutil
import tempfile

from collections.abc import Iterator
from pathlib import Path

import nox


nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv|virtualenv"

PYTHONS = nox.project.python_versions(nox.project.load_toml())

# Tests that name one of these need more than pytest and the core.
NOT_CORE = re.compile(
    "benchmark|dask|duckdb|holidays|hypothesis|icalendar|jsonschema|pandas|"
    r"playwright|polars|portion|pyarrow|pyspark|rich|strategies|sybil|"
    r"tests[./](?:fuzz|package|public)|"
    # Published agreements, of which some keep the holidays of a country.
    "VECTORS|test_(?:agreements|catalogue_listing|docs_pages|kept|truth)"
)


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the tests and every example; arguments go to pytest."""
    session.install("-e", ".[tests]")
    session.run("python", "-m", "pytest", *session.posargs)


@nox.session
def benchmarks(session: nox.Session) -> None:
    """Measure side by side, and print the ratios."""
    session.install("-e", ".[bench]")
    args = ("tests/benchmarks", "--benchmark-only", "-q")
    session.run("python", "-m", "pytest", *args, *session.posargs)


@nox.session
def soak(session: nox.Session) -> None:
    """Draw 100 000 examples a law; SLAPOLICY_SOAK says how many else."""
    session.install("-e", ".[tests]")
    flags = ("--hypothesis-profile=soak", "--benchmark-disable")
    places = session.posargs or ("tests/properties", "tests/sources")
    session.run("python", "-m", "pytest", *flags, *places)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Give random bytes to whatever reads; --seconds says how long."""
    session.install("-e", ".[fuzz]")
    session.run("python", "-m", "tests.fuzz", *session.posargs)


@nox.session
def mutants(session: nox.Session) -> None:
    """
    Count the mutants that no test notices, and name them.

    Arguments are patterns of mutants: `slapolicy.spans.*`. All of them take
    hours; tests/mutants.md says which ones survive, and why they may.
    """
    session.install("-e", ".[mutants]")
    session.run("mutmut", "run", *session.posargs)
    session.run("mutmut", "results")


@nox.session
def engines(session: nox.Session) -> None:
    """Run the pages about Dask and Spark, where Java is present."""
    if shutil.which("java") is None:
        session.skip("Spark needs Java")
    session.install("-e", ".[engines]")
    session.run("python", "-m", "pytest", "--engines", "tests/engines")


@nox.session
def coverage(session: nox.Session) -> None:
    """Run the tests and refuse a branch that none of them takes."""
    session.install("-e", ".[cov]")
    # The same draws every time: no branch is taken by luck.
    flags = ("--cov", "--hypothesis-profile=ci-few", "--benchmark-disable")
    session.run("python", "-m", "pytest", *flags, *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check the style of the code and the layers of the house."""
    session.install("-e", ".[lint]")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("lint-imports", "--no-logo")


@nox.session
def typing(session: nox.Session) -> None:
    """
    Check the types of the library, its tests and this file.

    Every type that users meet is told to their type checkers, too: none is
    left to infer.
    """
    session.install("-e", ".[typing]")
    session.run("mypy")
    quiet = {"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}
    session.run("pyright", env=quiet)
    flags = ("--verifytypes", "slapolicy", "--ignoreexternal")
    session.run("pyright", *flags, env=quiet)


@nox.session
def docs(session: nox.Session) -> None:
    """
    Build the documentation, and look whether it has every public name.

    A reference that leads nowhere is an error.
    """
    session.install("-e", ".[docs]")
    flags = ("-n", "-W", "--keep-going", "-q")
    session.run("sphinx-build", *flags, "docs", "docs/_build/html")
    session.run("python", "-m", "docs._ext.listed")


@nox.session
def changelog(session: nox.Session) -> None:
    """Show what the next release will say of itself."""
    session.install("-e", ".[changelog]")
    session.run("towncrier", "build", "--draft")


@nox.session
def package(session: nox.Session) -> None:
    """Build sdist and wheel, and use them away from the checkout."""
    session.install("-e", ".[package]")
    with tempfile.TemporaryDirectory() as name:
        session.run("python", "-m", "build", "--outdir", name)
        archives = sorted(map(str, Path(name).iterdir()))
        session.run("twine", "check", "--strict", *archives)
        session.run(
            "python", "-m", "pytest", f"--built={name}", "tests/package"
        )


@nox.session(python=PYTHONS)
@nox.parametrize("resolution", ["lowest-direct", "highest"])
def installed(session: nox.Session, resolution: str) -> None:
    """Run the tests on the wheel, with the oldest or newest packages."""
    session.install("build", "uv")
    with _away(session) as (wheel, folder):
        pins = f"{folder.parent}/pins.txt"
        flags = (f"--resolution={resolution}", "--extra=tests", "--quiet")
        session.run(
            *("uv", "pip", "compile", *flags),
            *("pyproject.toml", f"--output-file={pins}"),
        )
        session.install("--constraint", pins, f"{wheel}[tests]")
        places = ("tests", "docs", "README.md")
        with session.chdir(folder):
            session.run("python", "-m", "pytest", *places, *session.posargs)


@nox.session(python=PYTHONS)
def core(session: nox.Session) -> None:
    """Run the tests that need no extra where none is installed."""
    session.install("build")
    with _away(session) as (wheel, folder), session.chdir(folder):
        session.install(str(wheel), "pytest>=9")
        plain = [
            str(path)
            for path in sorted(Path("tests").rglob("test_*.py"))
            if path.name == "test_extras.py"
            or not NOT_CORE.search(f"{path} {path.read_text('utf-8')}")
        ]
        flags = ("--noconftest", "-p", "tests.cli.conftest")
        session.run("python", "-m", "pytest", *flags, *plain)


@contextlib.contextmanager
def _away(session: nox.Session) -> Iterator[tuple[Path, Path]]:
    """Build the packages; give the wheel, and what the sdist holds."""
    with tempfile.TemporaryDirectory() as name:
        session.run("python", "-m", "build", "--outdir", name)
        (sdist,) = Path(name).glob("*.tar.gz")
        (wheel,) = Path(name).glob("*.whl")
        shutil.unpack_archive(sdist, name, filter="data")
        yield wheel, Path(name) / sdist.name.removesuffix(".tar.gz")
