"""
Places in the JSON of an export, each of which knows where it stands.

Numbers and truth values are read as the text that they are: an id beyond
2^53 and a time in fractions of a second stay what they were.
"""

import json
import re

from collections.abc import Iterator, Mapping
from typing import NoReturn, final

import attrs

from slapolicy import _time
from slapolicy.documents.positions import Path, format_path, shown
from slapolicy.documents.texts import read_text
from slapolicy.errors import AmountError, DocumentError
from slapolicy.sources._exports import (
    LIMIT,
    Export,
    content_of,
    name_of,
    refuse,
)


_EPOCH = re.compile(r"([0-9]{1,14})(?:\.([0-9]{1,6})[0-9]*)?", re.ASCII)
# A text that is more likely the name of a file.
_FILE_NAME = re.compile(r"[^{}\[\]\n]{1,1000}")
# No monitor's export is older; what looks older is in another unit.
OLDEST = 365 * _time.DAY


@final
@attrs.frozen
class Node:
    """
    A place in an export: a mapping, a list, a scalar, or nothing.

    Args:
        value: What stands there; None where nothing does.

        path: The keys and indices that lead to it.

        name: The name of the export.

        content: Its text, which is read again only to say where a fault
            lies; None if it was never a text.
    """

    value: object
    path: Path = ()
    name: str = "<mapping>"
    content: bytes | str | None = attrs.field(default=None, repr=False)

    def at(self, step: str) -> "Node":
        """
        Return what stands under a key; nothing if there is no such key.

        Args:
            step: The key.

        Raises:
            DocumentError: If this is no mapping.
        """
        if not isinstance(self.value, Mapping):
            self.refuse("is no mapping; is this the right kind of export?")
        return self._inner(self.value.get(step), step)

    def has(self, key: str) -> bool:
        """
        Whether this is a mapping with that key.

        Args:
            key: The key.
        """
        return isinstance(self.value, Mapping) and key in self.value

    def each(self) -> Iterator["Node"]:
        """
        Yield what stands in a list.

        Raises:
            DocumentError: If this is no list.
        """
        if not isinstance(self.value, (list, tuple)):
            self.refuse("is no list; is this the right kind of export?")
        for index, value in enumerate(self.value):
            yield self._inner(value, index)

    def each_if_any(self) -> Iterator["Node"]:
        """Yield what stands in a list; nothing where there is none."""
        return iter(()) if self.value is None else self.each()

    def _inner(self, value: object, step: str | int) -> "Node":
        """Return a place one step further in."""
        return Node(value, (*self.path, step), self.name, self.content)

    def text(self) -> str:
        """
        Return a scalar as text.

        Raises:
            DocumentError: If there is none.
        """
        value = self.value
        if value is None:
            self.refuse("is missing; is this the right kind of export?")
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, (int, float)):
            return repr(value)
        if not isinstance(value, str):
            self.refuse("is a list or a mapping where a text should be")
        return value

    def text_or_none(self) -> str | None:
        """Return a scalar as text, None where it is missing or empty."""
        return None if self.value is None else self.text() or None

    def word(self) -> str:
        """Return a text in lower case, empty where there is none."""
        return (self.text_or_none() or "").lower()

    def instant(self) -> int:
        """
        Return an instant written as RFC 3339.

        Returns:
            Microseconds since the epoch, UTC.

        Raises:
            DocumentError: If it is none.
        """
        try:
            return sane(_time.ticks(_time.parse_instant(self.text())))
        except AmountError as error:
            self.refuse(str(error))

    def instant_or_none(self) -> int | None:
        """Return an instant, None where it is missing."""
        return None if self.value is None else self.instant()

    def epoch(self, unit: int = _time.SECOND) -> int:
        """
        Return an instant written as a number since the epoch.

        Args:
            unit: What the number counts, in microseconds.

        Returns:
            Microseconds since the epoch, UTC.

        Raises:
            DocumentError: If it is none.
        """
        text = self.text()
        try:
            return sane(parse_epoch(text, unit))
        except AmountError as error:
            self.refuse(str(error))

    def length(self) -> int:
        """
        Return a length written as a number of seconds.

        Returns:
            Microseconds.

        Raises:
            DocumentError: If it is none.
        """
        text = self.text()
        try:
            return parse_epoch(text, _time.SECOND)
        except AmountError:
            self.refuse(f"{shown(text)} is no length in seconds")

    def refuse(self, message: str) -> NoReturn:
        """
        Raise that what stands here does not read.

        Args:
            message: What is wrong, and the cure.

        Raises:
            DocumentError: Always.
        """
        steps = [self.place, format_path(self.path)]
        refuse(": ".join(filter(None, steps)), message)

    @property
    def place(self) -> str:
        """The file, and the line and column of the value."""
        if self.content is None:
            return self.name
        try:
            # Lists at the root have no places there.
            source = read_text(
                self.content, format="json", name=self.name, limit=LIMIT
            )
        except DocumentError:
            return self.name
        return source.place(self.path)


def parse_epoch(text: str, unit: int) -> int:
    """
    Return a number since the epoch in microseconds.

    Args:
        text: A decimal number, not negative.

        unit: What it counts, in microseconds.

    Raises:
        AmountError: If it is none.
    """
    match = _EPOCH.fullmatch(text)
    if match is None:
        msg = f"{shown(text)} is no time since the epoch"
        raise AmountError(msg)
    whole, fraction = match.groups()
    part = int((fraction or "").ljust(6, "0"))
    return int(whole) * unit + part * unit // _time.SECOND


def sane(ticks: int) -> int:
    """
    Return an instant that an export may name.

    Args:
        ticks: Microseconds since the epoch, UTC.

    Raises:
        AmountError: If it lies before 1971 or after 9999.
    """
    if not OLDEST <= ticks <= _time.LAST:
        msg = (
            "lies outside the years 1971 to 9999; is it in seconds where "
            "milliseconds should be, or the other way round?"
        )
        raise AmountError(msg)
    return ticks


def node_of(export: Export) -> Node:
    """
    Return the root of an export in JSON.

    Args:
        export: Bytes, text, what the JSON says, or a path.

    Raises:
        DocumentError: If it cannot be read, or is not JSON.
    """
    if isinstance(export, Mapping):
        return Node(export)
    content = content_of(export)
    name = name_of(export)
    try:
        value: object = json.loads(
            content,
            parse_int=str,
            parse_float=str,
            parse_constant=_no_number,
            object_pairs_hook=_once,
        )
    except (ValueError, RecursionError):
        if isinstance(export, str) and _FILE_NAME.fullmatch(export):
            refuse(name, f"{shown(export)} is no JSON; give a file as a Path")
        value = _strictly(content, name)
    return Node(value, (), name, content)


def _no_number(word: str) -> NoReturn:
    """Refuse what JSON does not have."""
    raise ValueError(word)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return a mapping; refuse a key that stands twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def _strictly(content: bytes | str, name: str) -> object:
    """
    Return what a text says by the reader that names places.

    Raises:
        DocumentError: If it is not JSON.
    """
    found: object = read_text(
        content, format="json", name=name, limit=LIMIT
    ).tree
    return found
