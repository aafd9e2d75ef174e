"""Reports that people read, and data that billing systems take."""

from slapolicy.report._series import series
from slapolicy.report._statement import html
from slapolicy.report._text import text


__all__ = ["html", "series", "text"]
