"""
Published agreements, as policy documents.

Each is a file of its own that also works as a starting point: `text` gives
it as it stands. What an agreement leaves to the product can be filled in
when it is loaded. `entries` are all of them, by family and country.
"""

import difflib

from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from slapolicy.amounts import Money, Percent
from slapolicy.documents import parse_policy, policy_from_dict
from slapolicy.errors import DocumentError
from slapolicy.figures import Attribute
from slapolicy.terms.exchange import as_amount
from slapolicy.terms.policy import Policy, leaves


if TYPE_CHECKING:
    from slapolicy.catalogue.listing import Entry

__all__ = ["entries", "example", "ids", "load", "parameters", "text"]

_SUFFIX = ".yaml"


def _folder() -> Traversable:
    """Return where the documents lie."""
    return resources.files("slapolicy.catalogue")


def ids() -> tuple[str, ...]:
    """Return the ids of all agreements, sorted."""
    return tuple(
        sorted(
            one.name.removesuffix(_SUFFIX)
            for one in _folder().iterdir()
            if one.name.endswith(_SUFFIX)
        )
    )


def entries() -> "tuple[Entry, ...]":
    """Return all agreements, by family, country and id."""
    # It loads them, so it stands above this module.
    from slapolicy.catalogue.listing import entries  # noqa: PLC0415  (it imports this)

    return entries()


def text(id_: str) -> str:
    """
    Return an agreement's document as it stands in its file.

    Args:
        id_: Its id.

    Raises:
        DocumentError: If there is no such agreement.
    """
    known = ids()
    if id_ not in known:
        near = difflib.get_close_matches(id_, known, n=3)
        cure = f"; did you mean {' or '.join(near)}?" if near else ""
        DocumentError.refuse(f"the catalogue has no agreement {id_!r}{cure}")
    return _folder().joinpath(id_ + _SUFFIX).read_text(encoding="utf-8")


def example(id_: str) -> str | None:
    """
    Return the text of a record that shows an agreement at work.

    Args:
        id_: The agreement's id.

    Returns:
        The YAML text of a record, None if there is none.
    """
    file = _folder().joinpath("examples", id_ + _SUFFIX)
    return file.read_text(encoding="utf-8") if file.is_file() else None


def load(
    id_: str,
    terms: Mapping[str, object] | None = None,
    /,
    **parameters: str,
) -> Policy:
    """
    Return an agreement, with what it leaves open filled in.

    The reader's own table, in one line:

    >>> rows = [{"below": "99.9%", "credit": "30%"}]
    >>> policy = load("clamehost", {"commitments.uptime.credit.rows": rows})
    >>> len(policy.commitments[0].credit.rows)
    1

    Args:
        id_: Its id, one of `ids`.

        terms: Trees to put in the place of terms, by the paths under which
            assumptions name them.

        **parameters: What it leaves to the product, by the names that
            `parameters` lists, with ``_`` for ``-``: figures as text
            (``guaranteed="99.9%"``), sums of which it pays a share
            (``"9.98 GBP"``).

    Raises:
        DocumentError: If there is no such agreement, term or parameter.

        PolicyError: If the policy then contradicts itself.
    """
    policy = parse_policy(text(id_), name=id_ + _SUFFIX)
    if not terms and not parameters:
        return policy
    tree: dict[str, object] = {**policy.to_dict()}
    for path, term in (terms or {}).items():
        _put(tree, path, term)
    open_ = {name.replace("-", "_"): name for name in _open_in(policy)}
    for key, value in parameters.items():
        if key not in open_:
            known = ", ".join(sorted(open_)) or "nothing"
            DocumentError.refuse(
                f"{id_} leaves no {key!r} open; it leaves: {known}"
            )
        tree["commitments"] = _filled(tree["commitments"], open_[key], value)
    return policy_from_dict(tree)


def parameters(id_: str) -> tuple[str, ...]:
    """
    Return what an agreement leaves to the product, to be filled by `load`.

    Args:
        id_: Its id.

    Raises:
        DocumentError: If there is no such agreement.
    """
    return tuple(sorted(_open_in(load(id_))))


def _open_in(policy: Policy) -> set[str]:
    """Return the attributes and sums that its commitments read."""
    found = set()
    for path, value in leaves(policy.commitments):
        if path.endswith(".of") and value != "fee":
            found.add(str(value))
        elif ".applies_if" not in path and isinstance(value, Attribute):
            found.add(value.name)
    return found


def _filled(tree: object, name: str, value: str) -> object:
    """Return a tree with one parameter filled in."""
    if isinstance(tree, list):
        return [_filled(one, name, value) for one in tree]
    if not isinstance(tree, dict):
        return tree
    if tree == {"attribute": name}:
        return value
    inner = {key: _filled(one, name, value) for key, one in tree.items()}
    if inner.get("of") != name:
        return inner
    del inner["of"]
    whole = Money.parse(value)
    rows = inner.get("rows")
    for one in rows if isinstance(rows, list) else [inner]:
        _take_share(one, whole, name)
    return inner


def _take_share(term: dict[str, object], whole: Money, name: str) -> None:
    """Put a sum in the place of the share of it that a term states."""
    keys = ("amount", "credit", "at_most")
    key = next((one for one in keys if one in term), None)
    stated = None if key is None else term[key]
    if key is None or not isinstance(stated, str):
        DocumentError.refuse(f"{name}: what is paid of it is no share")
    share = as_amount(stated)
    if isinstance(share, Percent):
        part = Money(whole.fraction * share.fraction, whole.currency)
        term[key] = str(part)


def _put(tree: object, path: str, term: object) -> None:
    """Put *term* where *path* leads to."""
    *way, last = path.split(".")
    place = tree
    for key in way:
        place = _step(place, key, path)
    if not isinstance(place, dict):
        DocumentError.refuse(f"{path}: there is no such term")
    place[last] = term


def _step(place: object, key: str, path: str) -> object:
    """Return what *key* leads to: a key, or the id of one in a list."""
    if isinstance(place, dict) and key in place:
        return place[key]
    if isinstance(place, list):
        for one in place:
            if isinstance(one, dict) and one.get("id") == key:
                return one
    DocumentError.refuse(f"{path}: there is no such term ({key!r})")
