"""Run every example: in the pages, in the README and in docstrings."""

from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser


pages = Sybil(parsers=[PythonCodeBlockParser()], patterns=["*.md"])
docstrings = Sybil(parsers=[DocTestParser()], path="src", patterns=["*.py"])

pytest_collect_file = (pages + docstrings).pytest()
