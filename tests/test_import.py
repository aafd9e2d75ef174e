"""What `import slapolicy` costs those who embed it."""

import json
import subprocess
import sys

from importlib import metadata
from pathlib import Path


IMPORT = """
import json, sys

before = set(sys.modules)
import slapolicy

new = {name.partition(".")[0] for name in set(sys.modules) - before}
print(json.dumps(sorted(new)))
"""

PENDULUM = {"pendulum", "python-dateutil", "six", "tzdata"}


def imported_distributions(cwd: Path) -> set[str]:
    """
    Return the distributions that `import slapolicy` loads modules of.

    The interpreter is a fresh one, started in *cwd*.
    """
    done = subprocess.run(
        [sys.executable, "-c", IMPORT],
        cwd=cwd,
        capture_output=True,
        check=True,
        text=True,
    )
    owners = metadata.packages_distributions()
    return {
        owner
        for name in json.loads(done.stdout)
        for owner in owners.get(name, ())
    }


class TestImport:
    """`import slapolicy`."""

    def test_loads_attrs_and_pendulum_only(self, tmp_path: Path) -> None:
        """
        Nothing from outside is loaded but attrs, pendulum and what it needs.
        """
        loaded = imported_distributions(tmp_path)

        assert set() == loaded - {"slapolicy", "attrs"} - PENDULUM
