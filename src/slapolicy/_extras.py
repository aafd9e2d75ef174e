"""Packages that not everyone needs: the extras of this one."""

from collections.abc import Iterator
from contextlib import contextmanager

from slapolicy.errors import MissingExtraError


@contextmanager
def extra(name: str, purpose: str) -> Iterator[None]:
    """
    Say what to install, should an import within fail.

    >>> with extra("gold", "gold needs alchemy"):
    ...     import alchemy
    Traceback (most recent call last):
        ...
    slapolicy.errors.MissingExtraError: gold needs alchemy; pip install slapolicy[gold]

    Args:
        name: The extra that holds the package.

        purpose: What needs the package, and its name.

    Raises:
        MissingExtraError: If a package is missing.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        said = f"{purpose}; pip install slapolicy[{name}]"
        raise MissingExtraError(said, name=error.name) from error
