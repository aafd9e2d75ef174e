"""Changing values whose fields are known only to a test's parameters."""

from collections.abc import Mapping
from typing import TypeVar

import attrs


_T = TypeVar("_T")


def changed(value: _T, fields: Mapping[str, object]) -> _T:
    """Return a value with other fields, whatever they are."""
    return attrs.evolve(value, **fields)  # type: ignore[misc] # any value
