"""Whether an evaluation is what an example or a vector expects."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import TypeGuard

from slapolicy._tree import Tree


# How the items of these lists find each other; others go by their place.
_KEYS: dict[str, tuple[str, ...]] = {
    "commitments": ("id",),
    "readings": ("subject",),
    "entitlements": ("commitment", "subject"),
}


def differences(expected: Tree, found: Tree, path: str = "") -> Iterator[str]:
    """
    Yield where *found* is not what is expected (design 7).

    Only what is expected is compared: mappings key by key, lists by place,
    but commitments, readings and entitlements by their names. Numbers
    compare as numbers, also where one is text.

    >>> list(differences({"money": "1.00 EUR"}, {"money": "2.00 EUR"}))
    ["money: expected '1.00 EUR', found '2.00 EUR'"]

    Args:
        expected: A part of an evaluation's tree.

        found: The evaluation's tree.

        path: Where both lie.
    """
    if isinstance(expected, dict):
        if not isinstance(found, dict):
            yield f"{path}: expected a mapping, found {found!r}"
            return
        for key, value in expected.items():
            inner = f"{path}.{key}" if path else key
            if key not in found:
                yield f"{inner}: there is none"
            else:
                yield from differences(value, found[key], inner)
    elif isinstance(expected, list):
        yield from _lists(expected, found, path)
    elif not _same(expected, found):
        yield f"{path}: expected {expected!r}, found {found!r}"


def _lists(expected: list[Tree], found: Tree, path: str) -> Iterator[str]:
    """Yield where two lists differ."""
    if not isinstance(found, list):
        yield f"{path}: expected a list, found {found!r}"
        return
    keys = _KEYS.get(path.rpartition(".")[2])
    if keys is not None:
        for one in expected:
            yield from _named(one, found, keys, path)
    elif len(expected) != len(found):
        yield f"{path}: expected {expected!r}, found {found!r}"
    else:
        for place, (one, other) in enumerate(
            zip(expected, found, strict=True)
        ):
            yield from differences(one, other, f"{path}[{place}]")


def _named(
    expected: Tree, found: list[Tree], keys: tuple[str, ...], path: str
) -> Iterator[str]:
    """Yield where an item differs from the one of the same name."""
    if not isinstance(expected, dict):
        yield f"{path}: {expected!r} is no mapping"
        return
    named = {key: expected[key] for key in keys if key in expected}
    words = " ".join(str(name) for name in named.values())
    matching = [
        one
        for one in found
        if isinstance(one, dict)
        and all(_same(name, one.get(key)) for key, name in named.items())
    ]
    if len(matching) != 1:
        yield f"{path}({words}): there are {len(matching)}, expected one"
    else:
        yield from differences(expected, matching[0], f"{path}({words})")


def _same(expected: Tree, found: Tree) -> bool:
    """Whether two scalars are the same."""
    if isinstance(expected, bool) or isinstance(found, bool):
        # True is 1 to Python, and nowhere else.
        return str(expected).lower() == str(found).lower()
    if expected == found:
        return True
    texts = isinstance(expected, str) and isinstance(found, str)
    if texts or not (_is_scalar(expected) and _is_scalar(found)):
        return False
    try:
        return Decimal(str(expected)) == Decimal(str(found))
    except InvalidOperation:
        return False


def _is_scalar(tree: Tree) -> TypeGuard[bool | int | float | str]:
    """Whether a tree is text, a number or a truth value."""
    return isinstance(tree, (bool, int, float, str))
