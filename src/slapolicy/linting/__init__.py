"""
What is wrong with a policy before anything happens.

The package is not called after its function: `slapolicy.lint` is the
function, and importing a package of that name would put the package in its
place.
"""

from slapolicy.linting.checks import lint
from slapolicy.linting.diagnostics import (
    DateWitness,
    Diagnostic,
    Diagnostics,
    LevelWitness,
    LintCode,
    Severity,
    SpanWitness,
    Witness,
)


__all__ = [
    "DateWitness",
    "Diagnostic",
    "Diagnostics",
    "LevelWitness",
    "LintCode",
    "Severity",
    "SpanWitness",
    "Witness",
    "lint",
]
