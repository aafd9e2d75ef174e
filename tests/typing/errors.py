"""What is raised, and what its handlers read."""

from typing import assert_type

from slapolicy import (
    AmountError,
    DocumentError,
    Fault,
    InexactError,
    MissingExtraError,
    PeriodMismatchError,
    PolicyError,
    RecordError,
    SlaPolicyError,
    TransitionError,
    messages,
)


def root(
    error: AmountError
    | DocumentError
    | Fault
    | InexactError
    | MissingExtraError
    | PeriodMismatchError
    | PolicyError
    | RecordError
    | TransitionError,
) -> SlaPolicyError:
    """All have one root."""
    return error


def builtin(error: AmountError | PeriodMismatchError | Fault) -> ValueError:
    """What is wrong with a value is a ValueError too."""
    return error


def float_given(error: InexactError) -> TypeError:
    """A float is a TypeError too."""
    return error


def not_installed(error: MissingExtraError) -> ModuleNotFoundError:
    """An extra that is missing is a module that is."""
    return error


def groups(
    error: DocumentError | PolicyError | RecordError,
) -> ExceptionGroup[Exception]:
    """Several faults are a group."""
    assert_type(error.exceptions[0], Exception | ExceptionGroup[Exception])
    assert_type(messages(error), list[str])
    return error


def read(
    fault: Fault, period: PeriodMismatchError, claim: TransitionError
) -> None:
    """What an error is about are its attributes."""
    assert_type(fault.text, str)
    assert_type(period.period, str)
    assert_type(period.nearest, tuple[str, ...])
    assert_type(claim.state, str)
    assert_type(claim.event, str)
    assert_type(claim.allowed, tuple[str, ...])
    assert_type(claim.why, str | None)
