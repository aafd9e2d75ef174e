"""
Pingdom: ``summary.outage``, ``maintenance``, ``maintenance.occurrences``.

The states of a check follow one another and end where the answer was cut;
an outage at that end may have lasted longer. No answer says which check it
is about: name what it is with `Import.renamed`.

Ids: ``pingdom:START`` by seconds since the epoch, ``pingdom:maintenance/ID``.
"""

from slapolicy.sources._exports import Export
from slapolicy.sources._gather import Gather, note_of
from slapolicy.sources._nodes import Node, node_of
from slapolicy.sources.imports import Import


_KEYS = ("summary", "maintenance", "occurrences")


def read(*exports: Export) -> Import:
    """
    Return what Pingdom says of one check.

    Args:
        *exports: Answers of ``summary.outage`` for the check, which may
            follow one another, of ``maintenance``, and, where one of it
            recurs, of ``maintenance.occurrences``, in any order.

    Raises:
        DocumentError: If one of them does not read, or maintenance recurs
            and its occurrences are not given.
    """
    gather = Gather("pingdom")
    roots = [node_of(export) for export in exports]
    for root in roots:
        if not any(root.has(key) for key in _KEYS):
            root.refuse(
                f"has none of {', '.join(_KEYS)}; is this an answer of "
                f"Pingdom?"
            )
        if root.has("summary"):
            for state in root.at("summary").at("states").each():
                _read_state(gather, state)
    _read_maintenance(gather, roots)
    return gather.finish()


def _read_state(gather: Gather, state: Node) -> None:
    """Note a stretch of one state."""
    start = state.at("timefrom").epoch()
    end = state.at("timeto").epoch()
    id_ = state.at("timefrom").text()
    status = state.at("status").word()
    gather.covers(None, start, end, refuse=state.at("timeto").refuse)
    if status == "down":
        gather.outage(None, id_, start, end, refuse=state.refuse)
    elif status == "unknown":
        gather.unobserved(
            None,
            id_,
            start,
            end,
            refuse=state.refuse,
            reason="Pingdom did not know",
        )
    elif status != "up":
        state.at("status").refuse("is none of up, down and unknown")


def _read_maintenance(gather: Gather, roots: list[Node]) -> None:
    """Note maintenance, where it recurs by its occurrences."""
    occurring = set()
    for root in roots:
        for one in root.at("occurrences").each_if_any():
            occurring.add(one.at("maintenanceid").text())
            part = f"{one.at('maintenanceid').text()}/{one.at('id').text()}"
            _note_window(gather, one, part)
    for root in roots:
        for one in root.at("maintenance").each_if_any():
            id_ = one.at("id").text()
            if id_ in occurring:
                continue
            kind = one.at("recurrencetype")
            if kind.word() not in {"", "none"}:
                kind.refuse(
                    "recurs; give the answer of maintenance.occurrences too"
                )
            _note_window(gather, one, id_)


def _note_window(gather: Gather, node: Node, id_: str) -> None:
    """Note one window."""
    description = node.at("description").text_or_none()
    gather.maintenance(
        None,
        f"maintenance/{id_}",
        node.at("from").epoch(),
        node.at("to").epoch(),
        refuse=node.refuse,
        note=note_of(description),
    )
