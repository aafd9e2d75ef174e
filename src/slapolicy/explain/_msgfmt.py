"""
Message catalogues: the text that translators edit, and the bytes of gettext.

The build runs this file by its path, before the package can be imported: it
imports nothing but the standard library.
"""

import json
import re
import struct

from collections.abc import Iterator
from typing import NoReturn


_LINE = re.compile(
    r"(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d)\])? )?"
    r'("(?:[^"\\]|\\[nt"\\])*")'
)
_MAGIC = 0x950412DE
_HEADER = 28


def compile_po(text: str, name: str = "<po>") -> bytes:
    r"""
    Return the catalogue of gettext (``.mo``) of a text (``.po``).

    Messages without translation are left out. Only what this project's
    catalogues need is read, strictly.

    >>> import gettext, io
    >>> text = 'msgid "up"\nmsgstr "su"\n'
    >>> catalogue = gettext.GNUTranslations(io.BytesIO(compile_po(text)))
    >>> catalogue.gettext("up")
    'su'

    Args:
        text: What translators edit.

        name: What the file is called in messages.

    Raises:
        ValueError: If a line does not read, or a message stands twice.
    """
    found: dict[bytes, bytes] = {}
    for number, entry in entries(text, name):
        key = entry.get("msgid", "")
        if "msgid_plural" in entry:
            key += "\0" + entry["msgid_plural"]
        if "msgctxt" in entry:
            key = entry["msgctxt"] + "\4" + key
        forms = [entry[word] for word in sorted(entry) if "msgstr" in word]
        if key.encode() in found:
            _refuse(name, number, "the message stands twice; keep one")
        if forms and all(forms):
            found[key.encode()] = "\0".join(forms).encode()
    return _packed(found)


def entries(text: str, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """
    Yield each message by its keywords, with the line where it ends.

    Args:
        text: What translators edit.

        name: What the file is called in messages.

    Raises:
        ValueError: If a line does not read.
    """
    entry: dict[str, str] = {}
    word, number = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            continue
        if not line:
            if entry:
                yield number, entry
            entry, word = {}, ""
            continue
        match = _LINE.fullmatch(line)
        if match is None or not (match[1] or word):
            _refuse(name, number, f"{line!r} is no line of a catalogue")
        if match[1]:
            word = match[1] + (match[2] or "")
            entry[word] = ""
        entry[word] += json.loads(match[3])
    if entry:
        yield number, entry


def _refuse(name: str, number: int, what: str) -> NoReturn:
    """Raise because a catalogue does not read."""
    msg = f"{name}:{number}: {what}"
    raise ValueError(msg)


def _packed(found: dict[bytes, bytes]) -> bytes:
    """Return messages and translations as gettext reads them."""
    keys = sorted(found)
    start = _HEADER + 16 * len(keys)
    tables, strings = [], b""
    for texts in (keys, [found[key] for key in keys]):
        for one in texts:
            tables += [len(one), start + len(strings)]
            strings += one + b"\0"
    return (
        struct.pack(
            f"<7I{len(tables)}I",
            _MAGIC,
            0,
            len(keys),
            _HEADER,
            _HEADER + 8 * len(keys),
            0,
            0,
            *tables,
        )
        + strings
    )
