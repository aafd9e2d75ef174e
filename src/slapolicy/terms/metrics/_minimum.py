"""The shortest downtime that counts."""

import datetime as dt

from fractions import Fraction
from typing import final

import attrs

from slapolicy import _time
from slapolicy.errors import PolicyError
from slapolicy.lengths import length_text


@final
@attrs.frozen(kw_only=True)
class Minimum:
    """
    The shortest downtime that counts (step 5).

    Args:
        shorter_than: What is shorter does not count; exactly this does.

        up_to: What is at most this long does not count.

    Raises:
        PolicyError: If both are given.
    """

    shorter_than: dt.timedelta | None = None
    up_to: dt.timedelta | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse two minimums."""
        if self.shorter_than is not None and self.up_to is not None:
            PolicyError.refuse(
                "ignore_shorter_than and ignore_up_to are both given, and "
                f"exactly {length_text(self.up_to)} would count by the one "
                "and not by the other; keep one"
            )

    def ignores(self, length: Fraction | int) -> bool:
        """
        Whether downtime of that length does not count.

        Args:
            length: Microseconds.
        """
        if self.shorter_than is not None:
            return length < _time.length_ticks(self.shorter_than)
        if self.up_to is not None:
            return length <= _time.length_ticks(self.up_to)
        return False

    @property
    def key(self) -> str:
        """The key under which a metric has it."""
        exactly = self.shorter_than is not None
        return "ignore_shorter_than" if exactly else "ignore_up_to"
