"""The public names: all there, each imported when it is asked for."""

import re
import subprocess
import sys

from pathlib import Path

import pytest

import slapolicy


STUB = Path(slapolicy.__file__).with_suffix(".pyi")


class TestNames:
    """What `slapolicy` offers."""

    @pytest.mark.parametrize("name", slapolicy.__all__)
    def test_every_name_is_there(self, name: str) -> None:
        """Each name leads to something, and is documented."""
        assert getattr(slapolicy, name).__doc__

    def test_names_are_sorted_and_listed_once(self) -> None:
        """The list is the table of homes, and `dir` tells it."""
        names = slapolicy.__all__
        assert len(set(names)) == len(names)
        assert sorted(names) == names
        assert {*names, "__version__"} == set(dir(slapolicy))

    def test_type_checkers_are_told_the_same_names(self) -> None:
        """The stub lists what is imported when it is asked for."""
        told = re.findall(r" as (\w+)", STUB.read_text(encoding="utf-8"))
        assert slapolicy.__all__ == sorted(told)

    def test_version_is_that_of_the_package(self) -> None:
        """Nobody has to keep it in two places."""
        assert "0.1.0" == slapolicy.__version__

    def test_an_unknown_name_is_an_attribute_error(self) -> None:
        """As for any module."""
        with pytest.raises(AttributeError) as raised:
            getattr(slapolicy, "nothing")  # noqa: B009 # the name is unknown
        assert "module 'slapolicy' has no attribute 'nothing'" == str(
            raised.value
        )

    def test_star_import_brings_them_all(self) -> None:
        """``from slapolicy import *`` works in a fresh interpreter."""
        code = "from slapolicy import *; print(evaluate.__name__)"
        done = subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            text=True,
        )
        assert "evaluate\n" == done.stdout
