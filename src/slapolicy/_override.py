"""
`typing.override`, which Python has since 3.12 and type checkers have always.
"""

from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from typing_extensions import override
else:

    def override(method: object) -> object:
        """Return *method*, which overrides one of a base class."""
        return method


__all__ = ["override"]
