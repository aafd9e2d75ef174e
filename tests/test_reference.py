"""The reference of documents is complete."""

import re

from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import pytest

from slapolicy.documents import KINDS
from slapolicy.documents.schema import policy_schema, record_schema
from slapolicy.facts import record as facts
from slapolicy.periods import BillingPeriod, CalendarPeriod, RollingPeriod
from slapolicy.terms import clauses, commitment, policy, rights
from slapolicy.terms.claims import ClaimTerms, Deadline
from slapolicy.terms.credits import TierRow
from slapolicy.terms.exclusions import LocalWindow, Pool
from slapolicy.terms.settlement import Cap, CreditTerms


PAGE = Path(__file__).parent.parent / "docs/reference/documents.md"

CLASSES: list[type] = [
    *KINDS.terms,
    *(
        value
        for module in (facts, clauses, commitment, policy, rights)
        for value in vars(module).values()
        if isinstance(value, type)
        and attrs.has(value)
        and value.__module__.startswith("slapolicy.")
        and value.__name__ not in {"Track", "History", "EarnedRight"}
    ),
    BillingPeriod,
    CalendarPeriod,
    RollingPeriod,
    ClaimTerms,
    Deadline,
    TierRow,
    LocalWindow,
    Pool,
    Cap,
    CreditTerms,
]

# Values that documents write in a form of their own.
_OWN_FORM = {
    "Attribute",
    "CalendarLength",
    "Extension",
    "Figure",
    "Money",
    "Span",
    "WorkCalendar",
}


def _keys(kind: type) -> set[str]:
    """Return the document keys of a class."""
    if hasattr(kind, "to_tree") and kind.__name__ == "Target":
        return set()
    return {
        (field.alias or field.name).rstrip("_")
        for field in attrs.fields(kind)
        if field.init
    }


def _schema_keys(tree: object) -> Iterator[str]:
    """Yield the keys that a schema names, without the values of choices."""
    if isinstance(tree, list):
        for one in tree:
            yield from _schema_keys(one)
    elif isinstance(tree, dict):
        for key, one in tree.items():
            if key == "properties":
                yield from one
                yield from _schema_keys(list(one.values()))
            else:
                yield from _schema_keys(one)


@pytest.mark.parametrize("make", [policy_schema, record_schema])
def test_every_key_of_a_schema_is_in_the_reference(
    make: Callable[[], object],
) -> None:
    """A key that documents may have stands on the page, as code."""
    code = re.findall(r"`([^`]+)`", PAGE.read_text(encoding="utf-8"))
    words = {word for one in code for word in re.findall(r"[a-z_]+", one)}
    assert set() == set(_schema_keys(make())) - words


@pytest.mark.parametrize(
    "kind",
    [one for one in dict.fromkeys(CLASSES) if one.__name__ not in _OWN_FORM],
    ids=lambda kind: str(kind.__name__),
)
def test_every_key_is_in_the_reference(kind: type) -> None:
    """A key that a constructor takes stands on the page."""
    words = set(re.findall(r"[a-z_]+", PAGE.read_text(encoding="utf-8")))
    assert set() == _keys(kind) - words
