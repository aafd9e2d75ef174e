"""A tree in the making: what readers of YAML and JSON have in common."""

from array import array
from typing import NoReturn, final

from slapolicy.documents.positions import (
    MAX_DEPTH,
    MAX_FAULTS,
    TOO_DEEP,
    Path,
    Positions,
    Text,
    Tree,
    refuse,
    walk,
)
from slapolicy.errors import Fault


@final
class Builder:
    """
    A tree in the making, and the offset of each of its values.

    A reader tells it, in the order of the text, which containers open and
    close and which keys and scalars it meets. It refuses equal keys, and a
    tree that is deeper or larger than any that people write.

    Args:
        text: What is read.
    """

    def __init__(self, text: Text) -> None:
        self.text = text
        self.tree: Tree = None
        self._keys = array("q")
        self._values = array("q")
        self._most = text.most_values
        self._open: list[list[Tree] | dict[str, Tree]] = []
        # For each open container the offsets of its keys.
        self._met: list[dict[str, int]] = []
        self._key: str | None = None
        self._key_at = 0
        #: What is wrong without being the end.
        self.faults: list[Fault] = []

    @property
    def innermost(self) -> list[Tree] | dict[str, Tree] | None:
        """The container that is open; none before and after the tree."""
        return self._open[-1] if self._open else None

    @property
    def wants_key(self) -> bool:
        """Whether a key comes next, not a value."""
        return self._key is None and isinstance(self.innermost, dict)

    @property
    def size(self) -> int:
        """How many values there are so far."""
        return len(self._values)

    def key(self, key: str, offset: int) -> None:
        """
        Take a key of the innermost mapping.

        Args:
            key: The key.

            offset: Where it begins.

        Raises:
            DocumentError: If too many keys have been given twice.
        """
        first = self._met[-1].setdefault(key, offset)
        self._key, self._key_at = key, offset
        if first != offset:
            self.faults.append(self.text.twice(offset, first, self._path()))
            if len(self.faults) == MAX_FAULTS:
                refuse(*self.faults)

    def put(self, value: Tree, offset: int) -> None:
        """
        Take a value: a scalar, or what an alias stands for.

        Args:
            value: The value.

            offset: Where it begins.

        Raises:
            DocumentError: If the tree becomes too deep or too large.
        """
        if len(self._open) > MAX_DEPTH:
            self._refuse_depth(offset)
        self._check_room(1, offset)
        key_at = offset
        parent = self.innermost
        if isinstance(parent, list):
            parent.append(value)
        elif self._key is not None and parent is not None:
            # So that what was put last also stands last, whatever is wrong.
            parent.pop(self._key, None)
            parent[self._key] = value
            self._key, key_at = None, self._key_at
        else:
            self.tree = value
        self._keys.append(key_at)
        self._values.append(offset)

    def open(
        self, container: list[Tree] | dict[str, Tree], offset: int
    ) -> None:
        """
        Take a container whose values follow.

        Args:
            container: An empty one.

            offset: Where it begins.

        Raises:
            DocumentError: If the tree becomes too deep or too large.
        """
        self.put(container, offset)
        self._open.append(container)
        self._met.append({})

    def close(self) -> None:
        """Take the end of the innermost container."""
        self._open.pop()
        self._met.pop()

    def repeat(self, value: Tree, numbers: range, offset: int) -> None:
        """
        Take a value again that stands elsewhere.

        Its values lie where they stand, not where it is repeated.

        Args:
            value: The value.

            numbers: Of its values, itself the first.

            offset: Where the repetition stands.

        Raises:
            DocumentError: If the tree becomes too deep or too large.
        """
        self._check_room(len(numbers), offset)
        height = max(len(path) for path, _ in walk(value))
        if len(self._open) + height > MAX_DEPTH:
            self._refuse_depth(offset)
        self.put(value, offset)
        inside = slice(numbers.start + 1, numbers.stop)
        self._keys.extend(self._keys[inside])
        self._values.extend(self._values[inside])

    def finish(self) -> tuple[Tree, Positions]:
        """
        Return the tree and where its values begin.

        Raises:
            DocumentError: If keys were given twice.
        """
        if self.faults:
            refuse(*self.faults)
        if not self.size:
            self.put(None, 0)
        paths = (path for path, _ in walk(self.tree))
        return self.tree, Positions(self.text, paths, self._keys, self._values)

    def refuse(self, offset: int, message: str) -> NoReturn:
        """
        End the reading, with all faults so far.

        Args:
            offset: Where the text cannot be read on.

            message: What is wrong, and the cure.

        Raises:
            DocumentError: Always.
        """
        fault = self.text.fault(offset, message, self._path())
        refuse(*self.faults, fault)

    def _check_room(self, more: int, offset: int) -> None:
        if self.size + more > self._most:
            self.refuse(offset, self.text.too_large)

    def _refuse_depth(self, offset: int) -> NoReturn:
        # Without the path, which is long.
        refuse(*self.faults, self.text.fault(offset, TOO_DEEP))

    def _path(self) -> Path:
        """Return the path of what is being read, which is not yet put."""
        steps: list[str | int] = [
            len(around) - 1
            if isinstance(around, list)
            else next(reversed(around))
            for around in self._open[:-1]
        ]
        if isinstance(self.innermost, list):
            steps.append(len(self.innermost))
        elif self._key is not None:
            steps.append(self._key)
        return tuple(steps)
