"""Reports that people read, and data that billing systems take."""

from slapolicy.report._statement import html


__all__ = ["html"]
