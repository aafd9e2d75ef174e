"""Running a command: exit statuses, closed pipes, what may not happen."""

import importlib
import os
import runpy
import subprocess
import sys

import pytest

from slapolicy import cli
from slapolicy.cli import evaluate, main, policies, running, show
from tests.commands import Slapolicy


class TestArguments:
    """What the parser says."""

    @pytest.mark.parametrize(
        "arguments",
        [(), ("frob",), ("evaluate",), ("evaluate", "a", "b", "c")],
    )
    def test_unusable(
        self, slapolicy: Slapolicy, arguments: tuple[str, ...]
    ) -> None:
        """Arguments that do not read end with status 2 and print nothing."""
        done = slapolicy(*arguments)
        assert (2, "") == (done.status, done.out)

    @pytest.mark.parametrize("command", ["evaluate", "policies", "show"])
    def test_help(self, slapolicy: Slapolicy, command: str) -> None:
        """Each command has help."""
        done = slapolicy(command, "--help")
        assert 0 == done.status
        assert f"usage: slapolicy {command}" in done.out

    def test_no_abbreviations(self, slapolicy: Slapolicy) -> None:
        """Options are written whole, so that new ones break no script."""
        assert 2 == slapolicy("evaluate", "clamehost", "--js").status

    def test_commands(self) -> None:
        """A command is a module with two functions."""
        assert {evaluate, policies, show} <= set(running.COMMANDS)
        assert ["main"] == cli.__all__


class TestEnds:
    """How a command may end."""

    def test_interrupted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """An interrupted command ends without a traceback."""

        def interrupted(given: object) -> int:
            """Be interrupted."""
            del given
            raise KeyboardInterrupt

        monkeypatch.setattr(policies, "run", interrupted)
        assert 130 == main(["policies"])

    def test_closed_pipe(self) -> None:
        """Whoever reads may stop reading."""
        reader, writer = os.pipe()
        os.close(reader)
        with os.fdopen(writer, "w") as out:
            done = subprocess.run(
                [sys.executable, "-m", "slapolicy", "show", "clamehost"],
                stdout=out,
                stderr=subprocess.PIPE,
                check=False,
            )
        assert (0, b"") == (done.returncode, done.stderr)

    def test_closed_pipe_within(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What is left to be written then goes nowhere."""
        reader, writer = os.pipe()
        os.close(reader)
        with os.fdopen(writer, "w") as out:
            monkeypatch.setattr(sys, "stdout", out)
            assert 0 == main(["show", "clamehost"])

    def test_module(self) -> None:
        """``python -m slapolicy`` is the same command."""
        done = subprocess.run(
            [sys.executable, "-m", "slapolicy", "evaluate", "gone.yaml"],
            capture_output=True,
            check=False,
        )
        assert (2, b"") == (done.returncode, done.stdout)
        assert b"gone.yaml: no such file" in done.stderr

    def test_imported(self) -> None:
        """Importing the module runs nothing."""
        module = importlib.import_module("slapolicy.__main__")
        assert main is vars(module)["main"]

    def test_run(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Running the module ends with the exit status."""
        monkeypatch.setattr(sys, "argv", ["slapolicy", "frob"])
        monkeypatch.delitem(sys.modules, "slapolicy.__main__", raising=False)
        with pytest.raises(SystemExit) as raised:
            runpy.run_module("slapolicy", run_name="__main__")
        assert 2 == raised.value.code

    def test_ascii_terminal(self) -> None:
        """A terminal that cannot show a character shows its number."""
        done = subprocess.run(
            [sys.executable, "-m", "slapolicy", "show", "clamehost"],
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONIOENCODING": "ascii"},
        )
        assert (0, b"") == (done.returncode, done.stderr)
        assert rb"Promise \u201cuptime\u201d" in done.stdout
