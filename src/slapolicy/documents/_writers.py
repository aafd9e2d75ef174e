"""
Plain trees as YAML, JSON and TOML, the same text for the same tree.

What is written reads back as it was, here and in other readers of the
format: a text that YAML 1.1 would take for something else stands in quotes.
"""

import json
import re

from collections.abc import Iterator, Mapping

from slapolicy.documents.positions import (
    MAX_DEPTH,
    TOO_DEEP,
    Plain,
    format_path,
    no_mapping,
    unfit_in,
    walk,
)
from slapolicy.errors import Fault, at


# Letters of Western and Central Europe and common punctuation; what else
# there is stands in quotes.
_PLAIN = re.compile(
    r"[A-Za-z0-9_/¡-¬®-˿]"
    r"(?:[!-9;-~¡-¬®-˿–—’“”…€]|:(?!\x20|$)|\x20(?![\x20#]|$))*"
)
# What begins with a letter or a digit and is no text for YAML 1.1 or 1.2.
_NO_TEXT = re.compile(
    r"""
    null | true | false | yes | no | on | off | y | n
    | 0[box][0-9a-f_]*
    | [0-9][0-9_.:]* (?:e[-+]?[0-9]*)?
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} (?:[t\ ].*)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What is escaped beyond what JSON escapes: it looks like nothing, or a space.
_UNPRINTED = re.compile("[\xa0\xad\u2028\u2029\ufeff]")
# A key is found within so many characters, or stands after a "?".
_LONGEST_KEY = 1000
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def unwritable(tree: Plain, *, nulls: bool) -> Iterator[Fault]:
    """
    Yield what of a tree no text, or no text of a format, can say.

    Args:
        tree: What is to be written.

        nulls: Whether the format has a null.
    """
    if not isinstance(tree, dict) or not tree:
        yield Fault(no_mapping(tree))
        return
    for path, value in walk(tree):
        if len(path) > MAX_DEPTH:
            yield Fault(TOO_DEEP)
            return
        message = unfit_in(path, value) or _stranger(value, nulls=nulls)
        if message:
            yield at(Fault(message), format_path(path))
            if isinstance(value, dict):
                return


def _stranger(value: object, *, nulls: bool) -> str | None:
    """Return why a format has no way to write a value, if it has none."""
    if value is None and not nulls:
        return "null cannot be written in this format; leave the key out"
    if isinstance(value, dict):
        keys = [key for key in value if not isinstance(key, str)]
        return (
            f"the key {keys[0]!r} is no text; write it as one"
            if keys
            else None
        )
    if isinstance(value, bool | int | str | list | tuple | None):
        return None
    return f"{value!r} is no text; write it as one"


def to_yaml(tree: Plain) -> str:
    """
    Return a tree as YAML in block style.

    >>> print(to_yaml({"id": "web", "rows": [{"below": "99.9%"}, "12:30"]}))
    id: web
    rows:
      - below: 99.9%
      - "12:30"
    <BLANKLINE>

    Args:
        tree: What is written.
    """
    return "\n".join((*_block(tree), ""))


def _block(value: Plain) -> Iterator[str]:
    """Yield the lines of a value, the first where it begins."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _entry(_scalar(key), inner)
    elif isinstance(value, list | tuple) and value:
        for inner in value:
            first, *rest = _block(inner)
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)
    else:
        yield _scalar(value)


def _entry(key: str, value: Plain) -> Iterator[str]:
    """Yield the lines of a key and its value."""
    head = f"{key}:"
    if len(key) > _LONGEST_KEY:
        yield f"? {key}"
        head = ":"
    if isinstance(value, dict | list | tuple) and value:
        yield head
        yield from (f"  {line}" for line in _block(value))
    else:
        yield f"{head} {_scalar(value)}"


def _scalar(value: Plain) -> str:
    """Return an empty container, or a scalar, as YAML and JSON write it."""
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and not _NO_TEXT.fullmatch(value)
        return value if plain else _quoted(value)
    return json.dumps(value)


def _quoted(text: str) -> str:
    """Return a text in the double quotes of YAML and TOML alike."""
    return _UNPRINTED.sub(
        lambda found: f"\\u{ord(found[0]):04x}",
        json.dumps(text, ensure_ascii=False),
    )


def to_json(tree: Plain) -> str:
    """
    Return a tree as JSON, two spaces to a level.

    Args:
        tree: What is written.
    """
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"


def to_toml(tree: Mapping[str, Plain]) -> str:
    """
    Return a tree as TOML.

    Tables come after the plain keys around them: TOML has no other order.

    >>> print(to_toml({"id": "web", "rows": [{"below": "99.9%"}]}))
    id = "web"
    <BLANKLINE>
    [[rows]]
    below = "99.9%"
    <BLANKLINE>

    Args:
        tree: What is written; without None, which TOML does not have.
    """
    return "\n".join((*_table(tree, ""), "")).lstrip("\n")


def _table(table: Mapping[str, Plain], prefix: str) -> Iterator[str]:
    """Yield the lines of a table, those of the tables in it last."""
    later: list[tuple[str, str, Mapping[str, Plain]]] = []
    for key, value in table.items():
        written = _toml_key(key)
        name = f"{prefix}{written}"
        if isinstance(value, dict):
            later.append((f"[{name}]", name, value))
        elif tables := _tables(value):
            later.extend((f"[[{name}]]", name, inner) for inner in tables)
        else:
            yield f"{written} = {_inline(value)}"
    for header, name, inner in later:
        yield ""
        yield header
        yield from _table(inner, f"{name}.")


def _tables(value: Plain) -> list[Mapping[str, Plain]]:
    """Return the tables of which a list consists; none if of others too."""
    if not isinstance(value, list | tuple):
        return []
    tables: list[Mapping[str, Plain]] = [
        inner for inner in value if isinstance(inner, dict)
    ]
    return tables if len(tables) == len(value) else []


def _toml_key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _quoted(key)


def _inline(value: Plain) -> str:
    if isinstance(value, dict):
        pairs = (f"{_toml_key(key)} = {_inline(value[key])}" for key in value)
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_inline, value))}]"
    return _quoted(value) if isinstance(value, str) else json.dumps(value)
