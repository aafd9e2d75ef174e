"""
Published agreements, as policy documents.

Each is a file of its own that also works as a starting point: `text` gives
it as it stands. What an agreement leaves to the product can be filled in
when it is loaded.
"""

import difflib
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable

from slapolicy._tree import Tree
from slapolicy.documents import parse_policy, policy_from_dict
from slapolicy.errors import DocumentError
from slapolicy.terms.policy import Policy


__all__ = ["example", "ids", "load", "text"]

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


def load(id_: str, terms: Mapping[str, Tree] | None = None) -> Policy:
    """
    Return an agreement, with some of its terms replaced if need be.

    The reader's own table, in one line:

    >>> rows = [{"below": "99.9%", "credit": "30%"}]
    >>> policy = load("clamehost", {"commitments.uptime.credit.rows": rows})
    >>> len(policy.commitments[0].credit.rows)
    1

    Args:
        id_: Its id, one of `ids`.

        terms: Trees to put in the place of terms, by the paths under which
            assumptions name them.

    Raises:
        DocumentError: If there is no such agreement or no such term.

        PolicyError: If the policy then contradicts itself.
    """
    policy = parse_policy(text(id_), name=id_ + _SUFFIX)
    if not terms:
        return policy
    tree: Tree = policy.to_dict()
    for path, term in terms.items():
        _put(tree, path, term)
    return policy_from_dict(tree)


def _put(tree: Tree, path: str, term: Tree) -> None:
    """Put *term* where *path* leads to."""
    *way, last = path.split(".")
    place = tree
    for key in way:
        place = _step(place, key, path)
    if not isinstance(place, dict):
        DocumentError.refuse(f"{path}: there is no such term")
    place[last] = term


def _step(place: Tree, key: str, path: str) -> Tree:
    """Return what *key* leads to: a key, or the id of one in a list."""
    if isinstance(place, dict) and key in place:
        return place[key]
    if isinstance(place, list):
        for one in place:
            if isinstance(one, dict) and one.get("id") == key:
                return one
    DocumentError.refuse(f"{path}: there is no such term ({key!r})")
