"""The catalogue as a page: a section for each agreement, in words."""

import functools
import itertools

from collections.abc import Iterator

from docs._ext.markdown import anchor, bullets, plain
from slapolicy import catalogue, lint
from slapolicy.catalogue.listing import Entry
from slapolicy.explain import Language, agreement_sections, said


FAMILIES = {
    "hosting": "Hosting",
    "cloud": "Clouds",
    "cdn": "Delivery networks",
    "saas": "Software as a service",
    "colocation": "Colocation",
    "telecom": "Telecommunications",
    "support": "Support",
    "public-contract": "Public contracts",
}


@functools.cache
def described() -> str:
    """Return a section for each family, and in it one for each agreement."""
    groups = itertools.groupby(catalogue.entries(), lambda one: one.family)
    return "\n\n".join(
        part
        for family, found in groups
        for part in (
            f"## {FAMILIES[family]}",
            *("\n\n".join(_section(one)) for one in found),
        )
    )


def _section(entry: Entry) -> Iterator[str]:
    """Yield an agreement as a person would read it, paragraph by paragraph."""
    yield f"({anchor(entry.id)})="
    yield f"### {plain(_heading(entry))}"
    yield f"`{entry.id}`, {FAMILIES[entry.family].lower()}, {_place(entry)}"
    english = Language.of("en")
    about, *sections = agreement_sections(entry.policy)
    yield bullets(plain(said(one, english)) for one in about.sentences)
    for section in sections:
        yield f"**{plain(said(section.title, english))}**"
        yield bullets(plain(said(one, english)) for one in section.sentences)
    yield "**What the linter says**"
    found = [
        f"{one.severity.value} `{one.code.value}`"
        f"{f' at `{one.path}`' if one.path else ''}: {plain(one.message)}"
        for one in lint(entry.policy)
    ]
    yield bullets(found or ["nothing"])


def _heading(entry: Entry) -> str:
    """Return what an agreement is called, with who promises."""
    if entry.provider in entry.title:
        return entry.title
    return f"{entry.provider}: {entry.title}"


def _place(entry: Entry) -> str:
    """Return where the provider sits."""
    if entry.country == "zz":
        return "country unknown"
    return entry.country.upper()
