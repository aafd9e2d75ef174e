"""The command line: ``slapolicy``, also as ``python -m slapolicy``."""

from slapolicy.cli.running import main


__all__ = ["main"]
