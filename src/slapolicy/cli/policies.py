"""``slapolicy policies``: the agreements that ship."""

import argparse
import itertools
import json

from collections.abc import Iterator, Mapping

from slapolicy import catalogue
from slapolicy._tree import Tree
from slapolicy.catalogue.listing import Entry
from slapolicy.cli._command import Commands
from slapolicy.cli.terminal import say, wrapped


_SIGNS = {
    "at_least": ">=",
    "more_than": ">",
    "at_most": "<=",
    "less_than": "<",
}
_TITLES = ("id", "target", "period", "credit")
_FEE = "fee of "
_SHORTER = {" minutes": " min", " hours": " h", "1 hour": "1 h"}
_MORE = "+1: one promise more, which `slapolicy show ID` tells"


def add(commands: Commands) -> argparse.ArgumentParser:
    """
    Return its own parser, which says what it takes.

    Args:
        commands: Where it is added.
    """
    parser = commands.add_parser(
        "policies",
        help="list the agreements that ship",
        description="List the agreements that ship, by family and country: "
        "the first promise of each, over which period, and what a breach "
        "is worth.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--json", action="store_true", help="print the list as JSON"
    )
    return parser


def run(given: argparse.Namespace) -> int:
    """
    Print the list, and return the exit status.

    Args:
        given: What was asked for.
    """
    found = catalogue.entries()
    if given.json:
        trees = [_tree(one) for one in found]
        say([json.dumps(trees, indent=2, ensure_ascii=False)])
    else:
        say(_lines(found))
    return 0


def _tree(entry: Entry) -> dict[str, Tree]:
    """Return an agreement as JSON has it: all that it promises."""
    tree = entry.policy.to_dict()
    return {
        "id": entry.id,
        "family": entry.family,
        "country": entry.country,
        "title": entry.title,
        "provider": entry.provider,
        "period": tree["period"],
        "commitments": [
            {key: one.get(key) for key in ("id", "metric", "target", "credit")}
            for one in _mappings(tree["commitments"])
        ],
    }


def _lines(found: tuple[Entry, ...]) -> Iterator[str]:
    """Yield a title for each family and country, a line for each agreement."""
    rows = {one: (one.id, *_summary(one.policy.to_dict())) for one in found}
    *before, _ = zip(_TITLES, *rows.values(), strict=True)
    widths = [max(map(len, column)) for column in before]
    yield from _row(_TITLES, widths)
    groups = itertools.groupby(found, lambda one: (one.family, one.country))
    for (family, country), group in groups:
        yield ""
        yield f"{family}, {country}"
        for one in group:
            yield from _row(rows[one], widths)
    yield ""
    yield _MORE


def _row(cells: tuple[str, ...], widths: list[int]) -> list[str]:
    """Return cells side by side; the last one may take several lines."""
    *before, last = cells
    first = "".join(
        f"{cell:{width}} " for cell, width in zip(before, widths, strict=True)
    )
    return wrapped(last, first, " " * len(first))


def _summary(tree: Mapping[str, Tree]) -> tuple[str, str, str]:
    """Return target, period and credit of the first promise."""
    first, *others = _mappings(tree["commitments"])
    target, period = _mappings([first["target"], tree["period"]])
    more = f" +{len(others)}" if others else ""
    return (
        _target(target) + more,
        _period(period),
        _credit(first.get("credit")),
    )


def _mappings(tree: Tree) -> list[dict[str, Tree]]:
    """Return the mappings of a list."""
    found = tree if isinstance(tree, list) else []
    return [one for one in found if isinstance(one, dict)]


def _target(tree: Mapping[str, Tree]) -> str:
    """Return what is promised; nothing where no figure is."""
    return (
        " ".join(
            f"{_SIGNS[key]} {_bound(bound)}"
            for key, bound in tree.items()
            if key in _SIGNS
        )
        or "-"
    )


def _bound(tree: Tree) -> str:
    """Return a figure, also one that each service has for itself."""
    return "agreed" if isinstance(tree, dict) else _short(str(tree))


def _period(tree: Mapping[str, Tree]) -> str:
    """Return what is measured over."""
    if tree["kind"] == "rolling":
        return str(tree["length"])
    count = tree.get("count", 1)
    unit = str(tree["unit"]) if count == 1 else f"{count} {tree['unit']}s"
    return f"billing {unit}" if tree["kind"] == "billing" else unit


def _credit(tree: Tree) -> str:
    """Return what a breach is worth."""
    if not isinstance(tree, dict):
        return "none"
    if tree["kind"] == "sum":
        return " and ".join(map(_credit, _mappings(tree["rules"])))
    if tree["kind"] == "tiers":
        rows = [_amount(row["credit"]) for row in _mappings(tree["rows"])]
        return _range([one for one in rows if one != "0%"])
    if "amount" not in tree:
        return str(tree["kind"])
    said = _amount(tree["amount"])
    each = tree.get("unit", tree.get("step"))
    if each is None:
        return said
    return f"{said} per {_short(str(each)).removeprefix('1 ')}"


def _range(paid: list[str]) -> str:
    """Return the first and the last row that pays."""
    low, high = paid[0], paid[-1]
    if low == high:
        return low
    unit = high[high.rfind(" ") :] if " " in high else ""
    return f"{low.removesuffix(unit)} to {high.removeprefix(_FEE)}"


def _amount(tree: Tree) -> str:
    """Return an amount."""
    said = _FEE + str(tree["fee_for"]) if isinstance(tree, dict) else str(tree)
    return _short(said)


def _short(text: str) -> str:
    """Return a length in fewer letters."""
    for word, short in _SHORTER.items():
        text = text.replace(word, short)
    return text
