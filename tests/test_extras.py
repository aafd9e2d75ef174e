"""The core needs no extra, and what needs one names it."""

import os
import pkgutil
import subprocess
import sys

from pathlib import Path

import pytest

import slapolicy


# As if none of them were installed, also where they are.
ABSENT = """
import sys

for name in (
    "holidays", "hypothesis", "icalendar", "pyarrow", "recurring_ical_events",
    "rich",
):
    sys.modules[name] = None
"""

# What needs an extra as a whole; all the rest is the core.
WHOLE = ("slapolicy.arrow", "slapolicy.strategies", "slapolicy.report._rich")

POLICY = """
id: p
timezone: Europe/Rome
currency: EUR
period: {kind: calendar, unit: month}
calendars:
  office: {hours: {mon: ["09:00-17:00"]}, holidays: [{country: IT}]}
commitments:
  - id: uptime
    metric: {kind: availability, service_hours: office}
    target: {at_least: 99%}
"""
CALENDAR = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nEND:VCALENDAR\n"


def run(code: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run code in an interpreter that lacks what the extras bring."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", ABSENT + code],
        cwd=cwd,
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONUTF8": "1"},
        text=True,
        encoding="utf-8",
    )


def command(*argv: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of the library in such an interpreter."""
    return run(
        f"from slapolicy.cli import main; sys.exit(main({argv!r}))", cwd
    )


class TestCore:
    """What works without any extra."""

    def test_every_module_of_it_imports(self, tmp_path: Path) -> None:
        """Nothing at the top of a module needs an extra."""
        names = [
            one.name
            for one in pkgutil.walk_packages(
                slapolicy.__path__, "slapolicy.", onerror=lambda _: None
            )
            if not one.name.startswith(WHOLE)
            and not one.name.endswith("__main__")
        ]
        done = run(f"import {', '.join(names)}", tmp_path)

        assert ("", 0) == (done.stderr, done.returncode)

    @pytest.mark.parametrize(
        ("argv", "said"),
        [
            (("evaluate", "clamehost"), "1.00 EUR"),
            (("explain", "clamehost", "--lang", "it"), "non è stata"),
            (("report", "clamehost"), "1.00 EUR"),
            (("check", "policy.yaml"), ""),
            (("show", "policy.yaml"), "uptime"),
            (("schema", "record"), "$defs"),
            (("policies",), "clamehost"),
        ],
        ids=str,
    )
    def test_commands(
        self, argv: tuple[str, ...], said: str, tmp_path: Path
    ) -> None:
        """A document is read, checked, evaluated, explained and shown."""
        plain = POLICY.replace(", holidays: [{country: IT}]", "")
        (tmp_path / "policy.yaml").write_text(plain, encoding="utf-8")
        done = command(*argv, cwd=tmp_path)

        assert 0 == done.returncode, done.stderr
        assert said in done.stdout


class TestExtras:
    """What does not, says what to install."""

    @pytest.mark.parametrize(
        ("package", "extra"),
        [
            ("slapolicy.arrow", "arrow"),
            ("slapolicy.arrow.many", "arrow"),
            ("slapolicy.strategies", "hypothesis"),
        ],
    )
    def test_packages(self, package: str, extra: str, tmp_path: Path) -> None:
        """It cannot be imported, and names the extra."""
        done = run(f"import {package}", tmp_path)

        last = done.stderr.splitlines()[-1]
        assert last.startswith("slapolicy.errors.MissingExtraError: ")
        assert last.endswith(f"; pip install slapolicy[{extra}]")

    @pytest.mark.parametrize(
        ("argv", "extra"),
        [
            (("evaluate", "policy.yaml", "record.yaml"), "calendars"),
            (
                (
                    "import",
                    "ical",
                    "calendar.ics",
                    "--period=2026-10",
                    "--timezone=UTC",
                ),
                "ical",
            ),
            (
                (
                    "evaluate-many",
                    "policy.yaml",
                    "calendar.ics",
                    "calendar.ics",
                    "--out=out",
                ),
                "arrow",
            ),
        ],
        ids=["calendars", "ical", "arrow"],
    )
    def test_commands(
        self, argv: tuple[str, ...], extra: str, tmp_path: Path
    ) -> None:
        """It is a line on standard error, no traceback."""
        (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
        (tmp_path / "calendar.ics").write_text(CALENDAR, encoding="utf-8")
        (tmp_path / "record.yaml").write_text(
            "{service: {id: s}, period: 2026-10}", encoding="utf-8"
        )
        done = command(*argv, cwd=tmp_path)

        (line,) = done.stderr.splitlines()
        assert line.endswith(f"; pip install slapolicy[{extra}]")
        assert 2 == done.returncode
