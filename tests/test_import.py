"""What `import slapolicy` costs those who embed it."""

import json
import subprocess
import sys

from pathlib import Path


IMPORT = """
import json, sys

before = set(sys.modules)
import slapolicy

new = {name.partition(".")[0] for name in set(sys.modules) - before}
print(json.dumps(sorted(new - sys.stdlib_module_names)))
"""

ATTRS = {"attr", "attrs"}
PENDULUM = {"pendulum", "dateutil", "six", "tzdata"}


def loaded_by_import(cwd: Path) -> set[str]:
    """
    Return what a fresh interpreter imports with slapolicy, top-level names.
    """
    done = subprocess.run(
        [sys.executable, "-c", IMPORT],
        cwd=cwd,
        capture_output=True,
        check=True,
        text=True,
    )
    return set(json.loads(done.stdout))


class TestImport:
    """`import slapolicy`."""

    def test_loads_attrs_and_pendulum_only(self, tmp_path: Path) -> None:
        """
        Nothing from outside is loaded but attrs, pendulum and what it needs.
        """
        loaded = loaded_by_import(tmp_path)

        assert loaded - ATTRS - PENDULUM == {"slapolicy"}
