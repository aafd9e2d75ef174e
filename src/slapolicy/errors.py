"""
Every exception of the library.

Outcomes are not errors: a breach, an excluded outage or a late claim is a
value in an evaluation. An error is for input that contradicts itself or the
contract. Groups name every fault at once; each fault knows its place.
"""

from collections.abc import Iterable, Sequence
from typing import ClassVar, NoReturn, Self, TypeVar

from slapolicy._override import override


_E = TypeVar("_E", bound=Exception)


class SlaPolicyError(Exception):
    """The root of all errors of this library."""


class PathNote(str):
    """
    A note that says where in a tree a fault lies.

    Notes are added from the inside out, so that the innermost segment comes
    first: ``below``, then ``rows[1]``, then ``credit``.
    """

    __slots__ = ()


class Fault(SlaPolicyError, ValueError):  # noqa: N818  (not raised alone)
    """One thing that is wrong; groups of them are what gets raised."""

    @property
    def text(self) -> str:
        """What is wrong, without its place."""
        return str(self.args[0]) if self.args else ""


class AmountError(SlaPolicyError, ValueError):
    """A percentage, sum, length or instant that cannot be."""


class MoneyError(AmountError):
    """A sum that no currency allows, or that is in another than it must be."""


class InexactError(AmountError, TypeError):
    """A float where only exact figures are accepted."""


class TransitionError(SlaPolicyError, ValueError):
    """
    An event that the state of a claim does not allow.

    Args:
        state: The state in which the claim is.

        event: The event that was refused.

        allowed: The events that the state allows.

        why: A reason beside the state, such as going back in time.
    """

    def __init__(
        self,
        state: str,
        event: str,
        allowed: tuple[str, ...] = (),
        why: str | None = None,
    ) -> None:
        super().__init__(state, event, allowed, why)
        self.state = state
        self.event = event
        self.allowed = allowed
        self.why = why

    @override
    def __str__(self) -> str:
        could = ", ".join(self.allowed) or "nothing more"
        if self.why is not None:
            return (
                f"cannot {self.event} a claim that is {self.state}: {self.why}"
            )
        return (
            f"cannot {self.event} a claim that is {self.state}; "
            f"it allows: {could}"
        )


class MissingExtraError(SlaPolicyError, ModuleNotFoundError):
    """Something needs a package that is not installed."""


class PeriodMismatchError(SlaPolicyError, ValueError):
    """
    A record's period is none of the policy's measurement periods.

    Args:
        period: The period of the record, as text.

        nearest: The labels or bounds of the policy's nearest periods.
    """

    def __init__(self, period: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(period, nearest)
        self.period = period
        self.nearest = nearest

    @override
    def __str__(self) -> str:
        near = " or ".join(self.nearest)
        cure = f"; the nearest are {near}" if near else ""
        return f"period: {self.period} is none of the policy's periods{cure}"


class _Faults(  # noqa: N818  (its kinds are errors)
    SlaPolicyError, ExceptionGroup[Exception]
):
    """Several faults at once; the text names each of them."""

    _what: ClassVar[str]

    @classmethod
    def of(cls, *faults: str | Exception, path: str | None = None) -> Self:
        """
        Return a group of faults, each at *path* if one is given.

        Args:
            *faults: Messages or exceptions.

            path: Where they lie, relative to the value that refuses them.
        """
        found = [
            Fault(fault) if isinstance(fault, str) else fault
            for fault in faults
        ]
        group = cls(cls._what, found)
        return group if path is None else at(group, path)

    @classmethod
    def refuse(
        cls, *faults: str | Exception, path: str | None = None
    ) -> NoReturn:
        """
        Raise a group of faults, each at *path* if one is given.

        Args:
            *faults: Messages or exceptions.

            path: Where they lie, relative to the value that refuses them.
        """
        raise cls.of(*faults, path=path)

    @override
    # It holds no exception that is not an Exception, so it derives none.
    def derive(  # type: ignore[override] # of subgroups
        self, excs: Sequence[Exception], /
    ) -> Self:
        return type(self)(self.message, excs)

    @override
    def __str__(self) -> str:
        return "\n".join(messages(self))


class PolicyError(_Faults):
    """A policy that reads but contradicts itself."""

    _what = "the policy contradicts itself"


class RecordError(_Faults):
    """Facts that cannot be."""

    _what = "the record cannot be"


class DocumentError(_Faults):
    """A text that does not read as a policy or a record."""

    _what = "the document does not read"


def at(error: _E, path: str) -> _E:
    """
    Return *error*, with *path* put before the place it already has.

    Args:
        error: An error or a group of errors.

        path: One segment or more: ``commitments[0]``.
    """
    error.add_note(PathNote(path))
    return error


# As much as a line of a terminal or two hold.
_LONGEST = 160


def listed(names: Iterable[str]) -> str:
    """
    Return the names that there are, as many as a message holds.

    >>> listed({"uptime", "restoration"}), listed(())
    ('restoration, uptime', 'none')

    Args:
        names: In any order, and of any length.
    """
    told = ", ".join(sorted(names)) or "none"
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…"


def flatten(
    error: Exception, outer: tuple[str, ...] = ()
) -> Iterable[tuple[str, Exception]]:
    """
    Yield each fault within *error* with its path, outermost segment first.

    Args:
        error: An error or a group of errors.

        outer: The segments of the groups around it, innermost first.
    """
    segments = tuple(
        note
        for note in getattr(error, "__notes__", ())
        if isinstance(note, PathNote)
    )
    inner = (*segments, *outer)
    if isinstance(error, ExceptionGroup):
        for sub in error.exceptions:
            yield from flatten(sub, inner)
    else:
        yield ".".join(reversed(inner)).replace(".[", "["), error


def messages(error: Exception) -> list[str]:
    """
    Return one line for each fault within *error*, its place before it.

    >>> messages(PolicyError.of("is empty", path="target"))
    ['target: is empty']

    Args:
        error: An error of this library, a group or a single one.
    """
    return [
        f"{path}: {fault}" if path else str(fault)
        for path, fault in flatten(error)
    ]
