"""Trees that were never a text, made such as texts give them."""

import datetime as dt

from collections.abc import Iterator, Mapping

from slapolicy.documents.positions import (
    MAX_DEPTH,
    TOO_DEEP,
    Path,
    Tree,
    format_path,
    refuse,
    unfit_in,
)
from slapolicy.documents.texts import Source
from slapolicy.errors import Fault, at


def source_of(tree: object) -> Source:
    """
    Return a tree from Python as a document without places.

    Args:
        tree: Mappings, lists, tuples, texts, whole numbers, truth values,
            dates and None.

    Raises:
        DocumentError: If something else is in it.
    """
    faults: list[Fault] = []
    plain = _plain(tree, (), faults)
    if not isinstance(plain, dict):
        faults.append(Fault("the document is no mapping; give it keys"))
        plain = {}
    if faults:
        refuse(*faults)
    return Source("", plain)


def _plain(value: object, path: Path, faults: list[Fault]) -> Tree:
    """Return a value as texts give it; note what no text says."""
    if len(path) > MAX_DEPTH:
        faults.append(Fault(TOO_DEEP))
        return None
    if isinstance(value, Mapping):
        return {
            key: _plain(inner, (*path, key), faults)
            for key, inner in _keyed(value, path, faults)
        }
    if isinstance(value, (list, tuple)):
        return [
            _plain(inner, (*path, index), faults)
            for index, inner in enumerate(value)
        ]
    return None if value is None else _scalar(value, path, faults)


def _keyed(
    tree: Mapping[object, object], path: Path, faults: list[Fault]
) -> Iterator[tuple[str, object]]:
    """Yield the keys of a mapping as texts, with their values."""
    for key, inner in tree.items():
        yield _scalar(key, path, faults), inner


def _scalar(value: object, path: Path, faults: list[Fault]) -> str:
    """Return a scalar as text; note it if no text says it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dt.date):  # an instant too
        return value.isoformat()
    if not isinstance(value, str):
        why = f"{value!r} is no text; write it as one"
    elif unfit := unfit_in((), value):
        why = unfit
    else:
        return value
    faults.append(at(Fault(why), format_path(path)))
    return ""
