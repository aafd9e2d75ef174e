"""One pass over outages and excused time, on small integers."""

import pytest

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
