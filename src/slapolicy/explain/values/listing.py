"""Several things, one after the other."""

from collections.abc import Iterable
from typing import final

import attrs

from slapolicy._tree import Tree
from slapolicy.explain.language import (
    Language,
    Message,
    Value,
    as_tree,
    said,
)


AND = Message("list-and", "{rest} and {last}")
OR = Message("list-or", "{rest} or {last}")
MORE = Message("list-more", "{count} more", "{count} more")


@final
@attrs.frozen
class Listing:
    """
    Several things, one after the other.

    Args:
        items: What; one at least.

        last: What joins the last to the rest; None for a semicolon.
    """

    items: tuple[Value, ...]
    last: Message | None = AND

    @classmethod
    def of(
        cls,
        items: Iterable[Value],
        last: Message | None = AND,
        most: int | None = None,
    ) -> "Listing":
        """
        Return a list of things, the first of them if they are many.

        Args:
            items: What.

            last: What joins the last to the rest; None for a semicolon.

            most: How many are named; None for all.
        """
        found = tuple(items)
        if most is not None and len(found) > most + 1:
            more = MORE(count=len(found) - most)
            found = (*found[:most], more)
        return cls(found, last)

    def said(self, language: Language) -> str:
        """Return it in words."""
        words = [said(one, language) for one in self.items]
        if self.last is None:
            return "; ".join(words)
        if len(words) == 1:
            return words[0]
        rest = ", ".join(words[:-1])
        return self.last(rest=rest, last=words[-1]).said(language)

    def tree(self) -> Tree:
        """Return the list."""
        return [as_tree(one) for one in self.items]
