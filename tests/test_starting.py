"""Outages are found by what they overlap."""

from fractions import Fraction

from slapolicy._sweep import Down, Starting


def _down(name: str, start: int, end: int) -> Down:
    """Return an outage of everything."""
    return Down(start, end, None, Fraction(1), name)


class TestStarting:
    """`over` yields what overlaps a span, and nothing else."""

    def test_passes_over_what_is_over(self) -> None:
        """A long one is found behind a short one that ended before."""
        long, short = _down("long", 0, 100), _down("short", 10, 20)

        assert [long] == list(Starting([short, long]).over(50, 60))
        assert [short, long] == list(Starting([long, short]).over(15, 60))
        assert [] == list(Starting([long, short]).over(100, 200))
