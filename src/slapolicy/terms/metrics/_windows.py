"""Windows of a period, what starts in them, and the mean over them."""

from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction
from operator import attrgetter
from typing import Protocol, TypeVar

from slapolicy._exact import added
from slapolicy._pairs import Pair
from slapolicy.errors import PolicyError, RecordError
from slapolicy.lengths import iso_length


class _Starting(Protocol):
    """What has a place in time."""

    @property
    def start_ticks(self) -> int: ...


_S = TypeVar("_S", bound=_Starting)

_BY_START = attrgetter("start_ticks")


MOST_DIGITS = 358_000
"""A little less than `figures.MOST_DIGITS`: what is carried on reads."""

MOST_BITS = 1_189_250
"""The same in bits."""

MOST_WINDOWS = 530_000
"""How many windows of a period are read: a year has 527 040 minutes."""


def cut(
    start: int, end: int, length: int, most: int = MOST_WINDOWS
) -> list[Pair]:
    """
    Return consecutive windows from *start*; the last may be shorter.

    >>> cut(0, 10, 4)
    [(0, 4), (4, 8), (8, 10)]

    Args:
        start: Where the first begins, microseconds since the epoch, UTC.

        end: Where the last ends.

        length: How long they are, in microseconds, above zero.

        most: How many there may be.

    Raises:
        PolicyError: If there would be more than anybody reads.
    """
    how_many(start, end, length, most)
    return [(at, min(at + length, end)) for at in range(start, end, length)]


def how_many(
    start: int, end: int, length: int, most: int = MOST_WINDOWS
) -> int:
    """
    Return how many windows `cut` returns.

    Args:
        start: Where the first begins, microseconds since the epoch, UTC.

        end: Where the last ends.

        length: How long they are, in microseconds, above zero.

        most: How many there may be.

    Raises:
        PolicyError: If there would be more than anybody reads.
    """
    count = -(-(end - start) // length)
    if count > most:
        PolicyError.refuse(
            f"{iso_length(length)} cuts the period into {count} windows, and "
            f"at most {most} are read; take longer ones"
        )
    return count


def starting_in(facts: Sequence[_S], start: int, end: int) -> Sequence[_S]:
    """
    Return the facts that start in a span.

    Args:
        facts: In order of time.

        start: The first instant, microseconds since the epoch, UTC.

        end: The first instant after it.
    """
    first = bisect_left(facts, start, key=_BY_START)
    return facts[first : bisect_left(facts, end, first, key=_BY_START)]


def mean(values: Sequence[Fraction], over: int) -> Fraction:
    """
    Return the exact mean.

    Args:
        values: In any order.

        over: How many they are, one at least; more than are given if some
            are sums.

    Raises:
        RecordError: If it were too long to reckon with.
    """
    parts = {one.denominator for one in values}
    if sum(map(int.bit_length, parts)) > MOST_BITS:
        RecordError.refuse(
            f"the exact mean of {over} values has more than "
            f"{MOST_DIGITS} digits, and none longer is reckoned with; write "
            f"them to fewer digits, such as 0.35"
        )
    return added(values) / over
