"""One pass over outages and excused time, on small integers."""

from collections.abc import Iterable
from typing import SupportsIndex, overload

import pytest

from slapolicy._override import override
from slapolicy._pairs import Pair
from slapolicy.evaluation.passes import counted, lasting


@pytest.mark.parametrize(
    ("kept", "excused", "expected"),
    [
        pytest.param([], [], 0, id="none"),
        pytest.param([(0, 6), (4, 9)], [], 7, id="overlapping"),
        pytest.param([(1, 9), (2, 5)], [], 7, id="within another"),
        pytest.param([(0, 3), (11, 12)], [], 1, id="after the period"),
        pytest.param([(9, 15)], [], 2, id="ended after the period"),
        pytest.param([(0, 1), (1, 2)], [], 0, id="before the period"),
        pytest.param([(3, 9), (4, 6)], [(3, 4)], 5, id="within, excused"),
        pytest.param([(3, 4), (6, 9)], [(2, 4), (7, 8)], 2, id="one by one"),
        pytest.param([(3, 9)], [(0, 1), (4, 5), (6, 7)], 4, id="in pieces"),
        pytest.param([(0, 12)], [(1, 3), (10, 12)], 7, id="at the bounds"),
        pytest.param([(3, 5)], [(7, 8)], 2, id="not yet excused"),
    ],
)
def test_counted(kept: list[Pair], excused: list[Pair], expected: int) -> None:
    """From 2 to 11 each instant that is down, and not excused, counts once."""
    assert expected == counted(kept, excused, 2, 11)


@pytest.mark.parametrize(
    ("kept", "excused", "expected"),
    [
        pytest.param([], [], [], id="none"),
        pytest.param([(2, 6), (4, 9)], [], [7], id="overlapping"),
        pytest.param([(2, 4), (4, 6)], [], [4], id="touching"),
        pytest.param([(2, 4), (5, 6)], [], [2, 1], id="apart"),
        pytest.param([(2, 3), (4, 6), (7, 9)], [], [1, 2, 2], id="three"),
        pytest.param([(0, 4), (5, 6)], [], [1], id="begun before"),
        pytest.param([(10, 20), (11, 30)], [], [20], id="ended after"),
        pytest.param([(11, 12)], [], [], id="begun after"),
        pytest.param(
            [(2, 4), (6, 9)], [(0, 1), (3, 5), (7, 8)], [1, 2], id="excused"
        ),
        pytest.param([(2, 4)], [(1, 5)], [0], id="wholly excused"),
    ],
)
def test_lasting(
    kept: list[Pair], excused: list[Pair], expected: list[int]
) -> None:
    """Of outages that begin from 2 to 11, merged, what is not excused."""
    assert expected == lasting(kept, excused, 2, 11)


class Read(list[Pair]):
    """Pairs that count how many of them are read."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        super().__init__(pairs)
        self.seen = 0

    @overload
    def __getitem__(self, place: SupportsIndex, /) -> Pair: ...

    @overload
    def __getitem__(self, place: slice, /) -> list[Pair]: ...

    @override
    def __getitem__(
        self, place: SupportsIndex | slice, /
    ) -> Pair | list[Pair]:
        found = super().__getitem__(place)
        self.seen += len(found) if isinstance(place, slice) else 1
        return found


def test_excused_time_is_passed_once() -> None:
    """However many outages there are, each span is read a few times."""
    many = 1_000
    kept = [(10 * at, 10 * at + 5) for at in range(many)]
    excused = Read([(10 * at + 1, 10 * at + 3) for at in range(many)])
    assert [3] * many == lasting(kept, excused, 0, 10 * many)
    assert 3 * many == counted(kept, excused, 0, 10 * many)
    assert excused.seen < 20 * many
