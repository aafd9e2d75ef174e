"""
Whether the built reference has every public name: `nox -s docs`.

The names are those of `tests/api_snapshot.txt`; where they lead is what
Sphinx wrote for other projects, the inventory beside the pages.
"""

import re
import sys
import zlib

from collections.abc import Iterator
from pathlib import Path


ROOT = Path(__file__).parents[2]
SNAPSHOT = ROOT / "tests/api_snapshot.txt"
INVENTORY = ROOT / "docs/_build/html/objects.inv"
_NAME = re.compile(r"    (?:class|def|value) (\w+)")


def public(snapshot: str) -> Iterator[str]:
    """Yield the full names in a snapshot: a module, then what it has."""
    module = ""
    for line in snapshot.splitlines():
        if found := _NAME.match(line):
            yield f"{module}.{found[1]}"
        elif line:
            module = line
            yield module


def listed(inventory: bytes) -> set[str]:
    """Return the Python names that an inventory has, after its 4 lines."""
    packed = inventory.split(b"\n", 4)[4]
    rows = zlib.decompress(packed).decode().splitlines()
    return {row.split()[0] for row in rows if row.split()[1].startswith("py:")}


def main() -> None:
    """Say which public names have no place in the pages, if any."""
    names = public(SNAPSHOT.read_text(encoding="utf-8"))
    missing = sorted(set(names) - listed(INVENTORY.read_bytes()))
    if missing:
        sys.exit(f"not in the reference: {', '.join(missing)}")


if __name__ == "__main__":
    main()
