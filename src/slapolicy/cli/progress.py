"""How much was done, for people who wait."""

from typing import Self, TextIO, final

from slapolicy.sources import Progress as Told


@final
class Progress:
    """
    How much of exports was read, on a terminal and nowhere else.

    Args:
        unit: What is counted.

        stream: Where it is shown.
    """

    def __init__(self, unit: str, stream: TextIO) -> None:
        self._unit = unit
        self._stream = stream
        self._shown = ""

    @property
    def told(self) -> Told | None:
        """What is to be told, None where nobody is looking."""
        return self._tell if self._stream.isatty() else None

    def _tell(self, done: int, total: int) -> None:
        """Show how much was read, where that is more than before."""
        share = 100 * done // total if total else 100
        text = f"{share:3} % of {total:,} {self._unit}"
        if text != self._shown:
            self._shown = text
            self._stream.write(f"\r{text}")
            self._stream.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the line as it was."""
        if self._shown:
            self._stream.write(f"\r{' ' * len(self._shown)}\r")
            self._stream.flush()
