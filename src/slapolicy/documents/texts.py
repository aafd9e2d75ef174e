"""
Texts of documents: YAML, JSON and TOML as one plain tree, in and out.

Nothing here knows what a policy is. A text becomes a tree whose scalars are
text (or null), and every value keeps its place, so that whoever reads the
tree can say ``policy.yaml:14:9``. A stranger's text runs no code, opens no
file, and takes neither long nor much memory; whatever is wrong with it is a
`DocumentError`.
"""

import os

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path as File
from typing import Literal, TypeAlias, final

import attrs

from slapolicy.documents import _json, _toml, _writers, _yaml
from slapolicy.documents.positions import (
    MAX_FAULTS,
    UNFIT,
    Path,
    Plain,
    Positions,
    Text,
    Tree,
    format_path,
    no_mapping,
    refuse,
    shown,
    unfit,
    unfit_in,
    walk,
)
from slapolicy.errors import Fault


Format: TypeAlias = Literal["yaml", "json", "toml"]
_Reader: TypeAlias = Callable[[Text], tuple[Tree, Positions]]
_Writer: TypeAlias = Callable[[Mapping[str, Plain]], str]

#: The largest text that is read unless asked otherwise, in bytes: 8 MiB.
LIMIT = 8 * 1024 * 1024

_FORMATS: dict[str, tuple[_Reader, _Writer]] = {
    "yaml": (_yaml.read, _writers.to_yaml),
    "json": (_json.read, _writers.to_json),
    "toml": (_toml.read, _writers.to_toml),
}
_SUFFIXES: dict[str, Format] = {".json": "json", ".toml": "toml"}
_BOM = "\ufeff"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@final
@attrs.frozen
class Source:
    """
    A document as a plain tree, and where it was read.

    Args:
        name: The name of the file, or what stands for it.

        tree: What it says.

        positions: Where; none for a tree that was never a text.
    """

    name: str
    tree: dict[str, Tree]
    positions: Positions | None = attrs.field(default=None, eq=False)

    def place(self, path: Path = (), *, key: bool = False) -> str:
        r"""
        Return where a value stands, as ``policy.yaml:14:9``.

        A value that is not there lies where the nearest one around it does.

        >>> text = "id: web\nrows: [1, 2]"
        >>> source = read_text(text, format="yaml", name="policy.yaml")
        >>> source.place(("rows", 1))
        'policy.yaml:2:11'
        >>> source.place(("rows",), key=True)
        'policy.yaml:2:1'

        Args:
            path: Keys and indices, from the root.

            key: Whether the place of its key is wanted instead.
        """
        if self.positions is None:
            return self.name
        return f"{self.name}:{self.positions.find(path, key=key)}"


def read_path(
    path: str | os.PathLike[str],
    format: Format | None = None,  # noqa: A002 - the public name of it
    *,
    limit: int = LIMIT,
) -> Source:
    """
    Return what a file says.

    Args:
        path: The file.

        format:
            Its format; by default what its name ends in says, and YAML if
            that is none of the three.

        limit: The most bytes that are read.

    Raises:
        DocumentError:
            If there is no such file, or it cannot be read; with the place
            of each fault.
    """
    name = os.fspath(path)
    file = File(name)
    try:
        with file.open("rb") as stream:
            content = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"{reason.lower()}; name a file that can be read"
        refuse(f"{name}: {message}")
    chosen = format or _SUFFIXES.get(file.suffix.lower(), "yaml")
    return read_text(content, format=chosen, name=name, limit=limit)


def read_text(
    text: str | bytes,
    *,
    format: Format,  # noqa: A002 - the public name of it
    name: str = "<text>",
    limit: int = LIMIT,
) -> Source:
    r"""
    Return what a text says.

    >>> read_text("below: 99.90%\nopen: NO\nend:", format="yaml").tree
    {'below': '99.90%', 'open': 'NO', 'end': None}

    Args:
        text: The text; bytes are UTF-8, with or without its signature.

        format: Its format.

        name: What stands before the line in messages.

        limit: The most bytes that are read.

    Raises:
        DocumentError: If it cannot be read; with the place of each fault.
    """
    read, _ = _known(format)
    decoded = Text(name, _decoded(text, name, limit))
    if found := UNFIT.search(decoded.content):
        fault = decoded.fault(found.start(), unfit(found[0]))
        refuse(fault)
    if not decoded.content.strip():
        refuse(decoded.fault(0, no_mapping(None)))
    tree, positions = read(decoded)
    if not isinstance(tree, dict) or not tree:
        place = f"{name}:{positions.find(())}"
        refuse(f"{place}: {no_mapping(tree)}")
    source = Source(name, tree, positions)
    # Only an escape brings in what the text itself does not hold.
    if "\\" in decoded.content:
        _refuse_any(_unfit_values(source))
    return source


def write_text(
    tree: Mapping[str, Plain],
    *,
    format: Format,  # noqa: A002 - the public name of it
) -> str:
    """
    Return a tree as text, which reads back as the same tree.

    Whole numbers and booleans are written as such, and read back as text.

    >>> print(write_text({"slapolicy": 1, "end": "24:00"}, format="yaml"))
    slapolicy: 1
    end: "24:00"
    <BLANKLINE>

    Args:
        tree: Mappings, lists and scalars.

        format: The format of the text.

    Raises:
        DocumentError: If that format, or any, cannot say it.
    """
    _, write = _known(format)
    _refuse_any(_writers.unwritable(tree, nulls=format != "toml"))
    return write(tree)


def _known(format_: str) -> tuple[_Reader, _Writer]:
    if format_ not in _FORMATS:
        refuse(
            f"the format {shown(format_)} is not known; name one of "
            f"{', '.join(_FORMATS)}"
        )
    return _FORMATS[format_]


def _refuse_any(faults: Iterator[Fault]) -> None:
    """Raise the first of *faults*, if there are any."""
    if found := list(islice(faults, MAX_FAULTS)):
        refuse(*found)


def _decoded(text: str | bytes, name: str, limit: int) -> str:
    # Halves of characters, which UTF-8 does not have, are refused later.
    raw = (
        text
        if isinstance(text, bytes)
        else text.encode("utf-8", "surrogatepass")
    )
    if len(raw) > limit:
        refuse(
            f"{name}: larger than {limit} bytes, the most that is read; "
            "split it, or raise the limit"
        )
    try:
        text = raw.decode() if isinstance(text, bytes) else text
    except UnicodeDecodeError as error:
        refuse(_foreign(name, raw, error.start))
    return text.removeprefix(_BOM)


def _foreign(name: str, raw: bytes, offset: int) -> Fault:
    """Return the fault that *raw* is not UTF-8, with what it may be."""
    before = raw[:offset].decode().removeprefix(_BOM)
    problem = f"the byte 0x{raw[offset]:02x} is not UTF-8"
    if raw.startswith(_UTF_16):
        problem = "the text is UTF-16, not UTF-8"
    elif legacy := _windows_1252(raw):
        # Each byte is one character.
        problem += f", but {shown(legacy[offset])} in Windows-1252"
    return Text(name, before).fault(
        len(before), f"{problem}; save the file as UTF-8"
    )


def _windows_1252(raw: bytes) -> str | None:
    """Return *raw* as Windows-1252, if it can be a text in it."""
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return None if UNFIT.search(text) else text


def _unfit_values(source: Source) -> Iterator[Fault]:
    for path, value in walk(source.tree):
        if message := unfit_in(path, value):
            where = f"{source.place(path)}: {format_path(path)}"
            yield Fault(f"{where}: {message}")
