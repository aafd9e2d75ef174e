"""Strangers' SQLite databases: read, never written, and never trusted."""

import contextlib
import os
import sqlite3

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias
from urllib.parse import quote

from slapolicy.sources._exports import (
    Export,
    content_of,
    name_of,
    opened,
    refuse,
)


LONGEST_VALUE = 1024 * 1024
"""How many bytes a text has, or a row: a column may be worked out."""

Scalar: TypeAlias = str | int | float | bytes | None

# What a dump does to the database in memory into which it is read; neither
# other files nor functions nor triggers.
_OF_DUMPS = {
    sqlite3.SQLITE_CREATE_TABLE,
    sqlite3.SQLITE_CREATE_INDEX,
    sqlite3.SQLITE_DELETE,
    sqlite3.SQLITE_INSERT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_REINDEX,
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_TRANSACTION,
    sqlite3.SQLITE_UPDATE,
}
_FUNCTIONS = {"char", "replace", "unistr"}
_PRAGMAS = {"foreign_keys"}
# A dump's statements take a few steps each; one that counts takes millions.
_STEPS = 1_000_000
_MAGIC = b"SQLite format 3\0"
_CURE = "is this the database, or a dump of it?"


@contextlib.contextmanager
def database(export: Export) -> Iterator[sqlite3.Connection]:
    """
    Open a database for reading.

    Args:
        export: A path, the bytes of a database, or the text of its dump.

    Yields:
        A connection; texts that are not UTF-8 are read as far as they are.

    Raises:
        DocumentError: If it is no database, also where that shows later.
    """
    if isinstance(export, Mapping):
        refuse("<mapping>", "is no database; give bytes, a dump or a path")
    name = name_of(export)
    try:
        with contextlib.closing(_connection(export)) as connection:
            connection.text_factory = _text
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
            connection.execute("PRAGMA trusted_schema = OFF")
            yield connection
    except MemoryError:
        # A damaged database may ask for any amount.
        refuse(name, f"asks for more memory than there is; {_CURE}")
    except (sqlite3.Error, ValueError, OverflowError) as error:
        refuse(name, f"{error}; {_CURE}")


def _text(raw: bytes) -> str:
    """Return a text, whatever its bytes are."""
    return raw.decode("utf-8", "replace")


def _connection(export: bytes | str | os.PathLike[str]) -> sqlite3.Connection:
    """Return a connection to an export."""
    if isinstance(export, str):
        return _of_dump(export)
    with opened(export) as stream:
        is_database = stream.read(len(_MAGIC)) == _MAGIC
    if not is_database:
        content = content_of(export)
        return _of_dump(
            content if isinstance(content, str) else _text(content)
        )
    if isinstance(export, bytes):
        return _of_bytes(export)
    path = Path(export).absolute()
    # A log beside the file belongs to it. Where there is none the file is
    # opened as one that nobody writes, or SQLite would put a log there.
    log = path.with_name(f"{path.name}-wal")
    mode = "mode=ro" if log.exists() else "mode=ro&immutable=1"
    return sqlite3.connect(f"file:{quote(os.fspath(path))}?{mode}", uri=True)


def _of_bytes(content: bytes) -> sqlite3.Connection:
    """Return a connection to a database in memory."""
    connection = sqlite3.connect(":memory:")
    # Without its log beside it, which bytes do not have.
    if content[18:20] == b"\x02\x02":
        content = content[:18] + b"\x01\x01" + content[20:]
    connection.deserialize(content)
    return connection


def _of_dump(text: str) -> sqlite3.Connection:
    """Return a connection to what a dump writes, in memory."""
    connection = sqlite3.connect(":memory:")
    connection.set_authorizer(_allow)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    steps = iter(range(len(text) // 100 + 10))
    connection.set_progress_handler(lambda: next(steps, None) is None, _STEPS)
    try:
        connection.executescript(text)
    except BaseException:
        connection.close()
        raise
    connection.set_progress_handler(None, 0)
    connection.set_authorizer(None)
    return connection


def _allow(
    action: int, first: str | None, second: str | None, *_: str | None
) -> int:
    """Return whether a dump may do something."""
    allowed = action in _OF_DUMPS
    if action == sqlite3.SQLITE_FUNCTION:
        allowed = second in _FUNCTIONS
    elif action == sqlite3.SQLITE_PRAGMA:
        allowed = first in _PRAGMAS
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def tables_of(connection: sqlite3.Connection) -> frozenset[str]:
    """
    Return the names of the ordinary tables of a database.

    Args:
        connection: The database.
    """
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' "
        "AND sql NOT LIKE 'CREATE VIRTUAL%'"
    )
    return frozenset(str(name) for (name,) in rows)
