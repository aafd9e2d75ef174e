"""Clauses, assumptions and worked examples: what stands around the terms."""

import datetime as dt
import enum
import json

from collections.abc import Iterable
from typing import final

import attrs

from slapolicy import _tree
from slapolicy._converters import as_date_or_none, as_exact, as_names, choice
from slapolicy._tree import Tree
from slapolicy.errors import PolicyError


@final
class GlossUnit(enum.Enum):
    """The span for which a clause glosses a figure."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


def _as_gloss_unit(value: GlossUnit | str) -> GlossUnit:
    """Return the unit of that name."""
    return choice(GlossUnit, value)


@final
@attrs.frozen(kw_only=True)
class Gloss:
    """
    A figure of a term, stated again in another unit.

    Args:
        term: The path of the term: ``commitments.uptime.target``.

        downtime: The downtime that the clause says it allows.

        per: The span in which it allows that.
    """

    term: str
    downtime: dt.timedelta = attrs.field(converter=as_exact)
    per: GlossUnit = attrs.field(converter=_as_gloss_unit)


def _as_glosses(found: Iterable[Gloss]) -> tuple[Gloss, ...]:
    """Return glosses as a tuple."""
    return tuple(found)


@final
@attrs.frozen(kw_only=True)
class Clause:
    """
    A clause of the agreement, as far as terms cite it.

    Args:
        id: Its number or name.

        title: Its heading.

        text: What it says, shortened.

        language: The language of the text, if not the policy's.

        states: What it states of a term in another unit.
    """

    id: str
    title: str | None = None
    text: str | None = None
    language: str | None = None
    states: tuple[Gloss, ...] = attrs.field(default=(), converter=_as_glosses)


@final
@attrs.frozen(kw_only=True)
class Assumption:
    """
    What the agreement does not say and its encoder had to decide.

    Args:
        id: Its name.

        text: What was decided.

        touches: The paths of the terms that rest on it.
    """

    id: str
    text: str
    touches: tuple[str, ...] = attrs.field(default=(), converter=as_names)


def _as_json(value: Tree) -> str:
    """Return a tree as canonical JSON, its scalars text as in documents."""
    return _tree.canonical(_tree.as_texts(value)).decode()


@final
@attrs.frozen(kw_only=True)
class Example:
    """
    A worked example: a record and what must follow from it.

    Args:
        record: The record, as a document's tree.

        expect: The part of the evaluation that must come out, as a tree.

        as_of: The instant from which it is evaluated, as text.

        why: How the figures come about, in words.
    """

    record_json: str = attrs.field(alias="record", converter=_as_json)
    expect_json: str = attrs.field(alias="expect", converter=_as_json)
    as_of: str | None = None
    why: str | None = None

    @property
    def record(self) -> Tree:
        """The record, as a document's tree."""
        tree: Tree = json.loads(self.record_json)
        return tree

    @property
    def expect(self) -> Tree:
        """The part of the evaluation that must come out."""
        tree: Tree = json.loads(self.expect_json)
        return tree

    def to_tree(self) -> Tree:
        """Return it as documents write it."""
        tree: dict[str, Tree] = {
            "record": self.record,
            "expect": self.expect,
        }
        if self.as_of is not None:
            tree["as_of"] = self.as_of
        if self.why is not None:
            tree["why"] = self.why
        return tree


@final
@attrs.frozen(kw_only=True)
class Effective:
    """
    When an agreement is in force.

    Args:
        from_: The first local day; None if it always was.

        until: The local day from which it no longer is; None if it still
            is.

    Raises:
        PolicyError: If it ends before it begins.
    """

    from_: dt.date | None = attrs.field(
        default=None, converter=as_date_or_none
    )
    until: dt.date | None = attrs.field(
        default=None, converter=as_date_or_none
    )

    def __attrs_post_init__(self) -> None:
        if (
            self.from_ is not None
            and self.until is not None
            and self.until <= self.from_
        ):
            PolicyError.refuse(
                f"until {self.until} is not after from {self.from_}"
            )
