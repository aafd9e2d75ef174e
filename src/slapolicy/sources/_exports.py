"""
What an export is given as, and how its text is read.

Nothing here knows what an export says. Whatever cannot be read is a
`DocumentError` that names the file and the place; only the path that was
given is ever opened, and only for reading.
"""

import io
import os

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NoReturn, TypeAlias

from slapolicy.errors import DocumentError


#: The bytes or the text of an export, what its JSON says, or where it lies.
Export: TypeAlias = bytes | str | Mapping[str, object] | os.PathLike[str]
#: Told how many bytes or rows were read, and of how many.
Progress: TypeAlias = Callable[[int, int], object]

#: The largest export that is read whole, in bytes: 128 MiB.
LIMIT = 128 * 1024 * 1024
#: The longest line of an export that is read line by line, in characters.
LONGEST_LINE = 1024 * 1024
#: After so many lines or rows progress is told again.
STEP = 10_000


def name_of(export: Export) -> str:
    """
    Return what stands before the place in messages.

    Args:
        export: The export.
    """
    if isinstance(export, (bytes, str, Mapping)):
        return {bytes: "<bytes>", str: "<text>"}.get(type(export), "<mapping>")
    return os.fspath(export)


def refuse(where: str, message: str) -> NoReturn:
    """Raise that an export does not read at a place."""
    fault = f"{where}: {message}"
    raise DocumentError.of(fault) from None


def content_of(export: bytes | str | os.PathLike[str]) -> bytes | str:
    """
    Return the whole content of an export.

    Args:
        export: Bytes and text are given back as they are.

    Raises:
        DocumentError: If it cannot be read, or is larger than `LIMIT`.
    """
    if isinstance(export, (bytes, str)):
        content = export
    else:
        with opened(export) as stream:
            content = stream.read(LIMIT + 1)
    if len(content) > LIMIT:
        refuse(
            name_of(export),
            f"larger than {LIMIT} bytes, the most that is read; split it into "
            f"several exports, which are joined",
        )
    return content


@contextmanager
def opened(export: bytes | str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """
    Open an export for reading.

    Args:
        export: What to read.

    Yields:
        Its bytes, text as UTF-8.

    Raises:
        DocumentError: If it cannot be read.
    """
    if isinstance(export, str):
        export = export.encode("utf-8", "replace")
    try:
        with (
            io.BytesIO(export)
            if isinstance(export, bytes)
            else Path(export).open("rb")
        ) as stream:
            yield stream
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        refuse(
            name_of(export), f"{reason.lower()}; name a file that can be read"
        )


def lines_of(
    export: Export,
    encoding: str = "utf-8-sig",
    progress: Progress | None = None,
) -> Iterator[str]:
    """
    Yield the lines of an export, each with its end, without keeping them.

    Args:
        export: What to read.

        encoding: How bytes are to be read as text.

        progress: Told how many bytes were read.

    Raises:
        DocumentError: If it is a mapping, cannot be read, is in another
            encoding, or has a line beyond reason.
    """
    if isinstance(export, Mapping):
        refuse("<mapping>", "is no text; give text, bytes or a path")
    if isinstance(export, str):
        encoding = "utf-8"
    name = name_of(export)
    number = 0
    with opened(export) as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        text = io.TextIOWrapper(stream, _known(encoding), newline="")
        while True:
            try:
                line = text.readline(LONGEST_LINE)
            except UnicodeError:
                refuse(
                    f"{name}:{number + 1}",
                    f"is not {encoding} here or a little further on; name "
                    f"the encoding, such as cp1252",
                )
            if not line:
                break
            number += 1
            if len(line) == LONGEST_LINE:
                refuse(
                    f"{name}:{number}",
                    f"a line of {LONGEST_LINE} characters or more; is this "
                    f"the right kind of export?",
                )
            if progress is not None and number % STEP == 0:
                progress(stream.tell(), size)
            yield line
        if progress is not None:
            progress(size, size)
        text.detach()


def _known(encoding: str) -> str:
    """Return the name of an encoding that there is."""
    try:
        "".encode(encoding)
    except (LookupError, ValueError):
        refuse(
            "encoding",
            f"{encoding!r} is none; name one such as utf-8 or cp1252",
        )
    return encoding
