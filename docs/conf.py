"""How Sphinx builds these pages: `nox -s docs`."""

import os
import sys

from importlib import metadata
from pathlib import Path


# What the build makes from the catalogue: `docs._ext`.
sys.path.insert(0, str(Path(__file__).parents[1]))


project = "slapolicy"
author = "slapolicy contributors"
copyright = f"2026, {author}"
release = metadata.version("slapolicy")
version = release

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.intersphinx",
    "sphinx.ext.napoleon",
]
exclude_patterns = ["_build", "_ext"]

html_theme = "furo"
html_title = f"{project} {release}"
# Furo's own underlines each module.
pygments_dark_style = "github-dark"
html_static_path = ["_static"]
html_css_files = ["site.css"]

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3

# Values document their fields under "Attributes:"; as part of the class, so
# that nothing stands twice.
napoleon_use_ivar = True
autodoc_member_order = "groupwise"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"

# Without a network the inventories are out of reach, which alone would fail
# the build: others' names are links only where that is asked for.
intersphinx_mapping = (
    {
        "python": ("https://docs.python.org/3", None),
        "attrs": ("https://www.attrs.org/en/stable", None),
    }
    if os.environ.get("SLAPOLICY_INTERSPHINX")
    else {}
)
# Every reference of ours must lead somewhere.
nitpick_ignore_regex = [
    (
        r"py:.*",
        r"(datetime|decimal|fractions|enum|collections|typing|pathlib"
        r"|os|pendulum|attrs?|hypothesis|pyarrow)(\..*)?",
    ),
    # What public values hold or derive from, and nobody need name.
    (
        r"py:.*",
        r"Tree|slapolicy\.(errors\._Faults|periods\._Consecutive"
        r"|_sweep\.Starting|arrow\.batches\.ArrowStream"
        r"|evaluation\.(sight|values)\.\w+|terms\.metrics\._\w+\.\w+"
        r"|terms\.settlement\.worth\.Cut"
        r"|linting\.diagnostics\.Diagnostics)",
    ),
]


def setup(app):
    """Fill pages in when they are read, in every build."""
    from docs._ext import pages
    from slapolicy import KINDS

    def called(app, what, name, obj, options, signature, returned):
        # The default kinds by their name: there are many of them.
        if signature and repr(KINDS) in signature:
            return signature.replace(repr(KINDS), "KINDS"), returned

    def fill(app, name, content):
        content[0] = pages.filled(content[0])

    app.connect("autodoc-process-signature", called)
    app.connect("source-read", fill)
    app.connect("env-get-outdated", lambda *_: pages.PAGES)
