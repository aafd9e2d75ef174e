"""
Outages and maintenance out of real exports, one module per source.

Each module has ``read()``, which takes one export or several of one source,
as bytes, text, a mapping (what the JSON says) or a path, and returns an
`Import`: facts by subject, and the span that the export can speak for.
Nothing is fetched, and nothing beside the path that is given is read.
"""

from slapolicy.sources._exports import Export, Progress
from slapolicy.sources.imports import History, Import
from slapolicy.sources.merging import MergeRule, merge


__all__ = ["Export", "History", "Import", "MergeRule", "Progress", "merge"]
