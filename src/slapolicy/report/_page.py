"""A page: one file that needs nothing else, and runs nothing."""

from slapolicy.explain.language import Language
from slapolicy.report._markup import Child, Markup, bare, el, group
from slapolicy.report._style import stylesheet
from slapolicy.report._timeline import patterns


_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser may load for a page, and run in it: its own style."""


def page(title: str, content: Child, language: Language) -> str:
    """
    Return a page, as a file.

    Args:
        title: Its title.

        content: What it shows.

        language: Whose words.
    """
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el(
            "meta",
            http_equiv="Content-Security-Policy",
            content=_POLICY,
        ),
        el(
            "meta",
            name="viewport",
            content="width=device-width, initial-scale=1",
        ),
        el("meta", name="color-scheme", content="light dark"),
        bare("title", title),
        _style(),
    )
    body = el(
        "body",
        patterns(),
        el("div", content, class_="sheet"),
        class_="slapolicy",
    )
    whole = el("html", head, body, lang=language.code, dir="ltr")
    return f"<!DOCTYPE html>\n{whole.source}\n"


def fragment(content: Child, language: Language) -> str:
    """
    Return a part of a page, for a notebook's cell.

    Args:
        content: What it shows.

        language: Whose words.
    """
    inner = group(_style(), patterns(), el("div", content, class_="sheet"))
    return el("div", inner, class_="slapolicy", lang=language.code).source


def _style() -> Markup:
    """Return the style, which is our own and holds nothing to escape."""
    return Markup(f"<style>\n{stylesheet()}</style>")
