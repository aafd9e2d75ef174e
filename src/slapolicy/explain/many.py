"""Of many things of a kind the first are named, and the others counted."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from slapolicy.explain.language import Message, Sentence, Value
from slapolicy.explain.values import AND, Listing
from slapolicy.explain.values.listing import MORE


_T = TypeVar("_T")


def first_of(
    things: Sequence[_T], most: int | None
) -> tuple[Sequence[_T], Sequence[_T]]:
    """
    Return the things that are named, and the rest: none, or two and more.

    Args:
        things: All of them.

        most: How many are named, and one more if it is the last; None for
            all.
    """
    if most is None or len(things) <= most + 1:
        return things, ()
    return things[:most], things[most:]


def counted(things: Sequence[object]) -> Sentence:
    """
    Return how many things are not named.

    Args:
        things: The rest of them.
    """
    return MORE(count=len(things))


def named(
    things: Sequence[_T],
    words: Callable[[_T], Value],
    *,
    most: int | None = None,
    last: Message | None = AND,
) -> Listing:
    """
    Return things one after the other; for what is only counted no words.

    Args:
        things: What; one at least.

        words: Says one of them.

        most: How many are named; None for all.

        last: What joins the last to the rest; None for a semicolon.
    """
    first, rest = first_of(things, most)
    said = [words(one) for one in first]
    return Listing.of([*said, counted(rest)] if rest else said, last)
