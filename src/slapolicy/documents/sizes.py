"""How long the lists of a policy may be: longer than anybody agrees on."""

from collections.abc import Iterator, Mapping

from slapolicy.documents.faults import Found
from slapolicy.documents.positions import Path, Tree


MOST = 1_000
"""How many entries any list of a policy has, and any mapping by name."""

FEWER: Mapping[str, int] = {
    "calendars": 20,
    "caps": 100,
    "commitments": 100,
    "exclusions": 100,
    "rights": 100,
    "rules": 100,
}
"""How many entries those lists have that are read for each other."""

# What stands in an example is no part of the agreement.
_OTHERWISE = frozenset({"record", "expect"})


def oversized(tree: Mapping[str, Tree]) -> Iterator[Found]:
    """
    Yield the lists of a policy that are too long to be read.

    Args:
        tree: The document.
    """
    todo: list[tuple[Path, Tree]] = [
        ((key,), node) for key, node in tree.items()
    ]
    while todo:
        path, node = todo.pop()
        if not isinstance(node, (list, dict)) or path[-1] in _OTHERWISE:
            continue
        most = FEWER.get(str(path[-1]), MOST)
        if len(node) > most:
            yield Found.of(
                path,
                f"{len(node)} entries, and at most {most} are read; leave out "
                f"what says nothing of its own",
            )
            continue
        steps = node.items() if isinstance(node, dict) else enumerate(node)
        todo.extend(((*path, step), part) for step, part in steps)
