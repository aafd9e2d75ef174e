"""How a commitment fared some periods ago."""

from fractions import Fraction

import pytest

from slapolicy.figures import Quantity
from slapolicy.terms.rights import Track


class TestTrack:
    """Values of one commitment, the newest last."""

    @pytest.mark.parametrize(
        ("ago", "expected"), [(0, 3), (1, 2), (2, 1), (3, None)]
    )
    def test_value(self, ago: int, expected: int | None) -> None:
        """Counted back from the newest, as far as any is known."""
        track = Track(
            commitment="uptime",
            quantity=Quantity.NUMBER,
            outcomes=["met"] * 4,
            values=[Fraction(1), Fraction(2), Fraction(3)],
        )
        assert expected == track.value(ago)
