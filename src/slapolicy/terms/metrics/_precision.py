"""To how many decimals of a percentage a contract rounds."""

import re

from typing import final

import attrs

from slapolicy._override import override
from slapolicy.errors import AmountError, PolicyError


_DECIMALS = re.compile(r"([0-9]{1,2})( decimals?)?")


@final
@attrs.frozen
class Precision:
    """
    To how many decimals of a percentage the contract rounds.

    Args:
        decimals: Zero or more.

    Raises:
        PolicyError: If they are fewer.
    """

    decimals: int

    def __attrs_post_init__(self) -> None:
        """Refuse what text cannot write either."""
        if self.decimals < 0:
            PolicyError.refuse(
                f"precision: {self.decimals} decimals; write 0 or more"
            )

    @classmethod
    def parse(cls, text: str) -> "Precision":
        """
        Return the precision that *text* writes: ``2 decimals``.

        Args:
            text: A number of decimals.

        Raises:
            AmountError: If it is none.
        """
        match = _DECIMALS.fullmatch(text)
        if match is None:
            msg = f"{text!r} is no precision; write it as '2 decimals'"
            raise AmountError(msg)
        return cls(int(match[1]))

    def to_tree(self) -> str:
        """Return it as documents write it."""
        return str(self)

    @override
    def __str__(self) -> str:
        """Return it as documents write it."""
        return f"{self.decimals} decimals"


def as_precision(value: Precision | str | int | None) -> Precision | None:
    """
    Return a precision, read if it is text.

    Args:
        value: A precision, its text, or a number of decimals.
    """
    if isinstance(value, str):
        return Precision.parse(value)
    return Precision(value) if isinstance(value, int) else value
