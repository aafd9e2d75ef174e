"""Commands, run within a test."""

from collections.abc import Callable
from typing import TypeAlias, final

import attrs
import pytest

from slapolicy.cli import main


@final
@attrs.frozen
class Done:
    """
    What a command did.

    Args:
        status: Its exit status.

        out: What it printed.

        faults: The lines that it printed as errors.
    """

    status: int
    out: str
    faults: list[str]

    @property
    def lines(self) -> list[str]:
        """What it printed, line by line."""
        return self.out.splitlines()


Slapolicy: TypeAlias = Callable[..., Done]


def runner(capsys: pytest.CaptureFixture[str]) -> Slapolicy:
    """Return what runs a command and says what it did."""

    def slapolicy(*arguments: str) -> Done:
        """Return what ``slapolicy`` does with these arguments."""
        capsys.readouterr()
        status = main(arguments)
        out, err = capsys.readouterr()
        return Done(status, out, err.splitlines())

    return slapolicy
