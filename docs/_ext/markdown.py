"""Small pieces of MyST Markdown."""

import re

from collections.abc import Iterable, Sequence


_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~$])")
_ADDRESS = re.compile(r"https?://\S+")


def plain(text: str) -> str:
    """Return text that is read as it stands; addresses become links."""
    found = []
    last = 0
    for one in _ADDRESS.finditer(text):
        address = one.group().rstrip(".,;”»")
        found += [_SPECIAL.sub(r"\\\1", text[last : one.start()])]
        found += [f"<{address}>"]
        last = one.start() + len(address)
    found.append(_SPECIAL.sub(r"\\\1", text[last:]))
    return "".join(found)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of cells that are Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def bullets(items: Iterable[str]) -> str:
    """Return a list of items that are Markdown already."""
    return "\n".join(f"- {one}" for one in items)


def anchor(id_: str) -> str:
    """Return the name under which an agreement's section is linked."""
    return f"agreement-{id_}"
