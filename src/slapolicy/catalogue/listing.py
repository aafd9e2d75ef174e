"""The catalogue's index: which family and country an agreement is of."""

import tomllib

from importlib import resources
from typing import final

import attrs

from slapolicy.catalogue import load
from slapolicy.terms.policy import Policy


FAMILIES = (
    "hosting",
    "cloud",
    "cdn",
    "saas",
    "colocation",
    "telecom",
    "support",
    "public-contract",
)
"""What kinds of service the agreements are about, in the order of lists."""


@final
@attrs.frozen(kw_only=True)
class Entry:
    """
    One agreement of the catalogue.

    Args:
        family: What kind of service it is about, one of `FAMILIES`.

        country: Where its provider sits, ISO 3166-1 alpha-2 in lower case;
            ``zz`` where that is not known.

        policy: The agreement.
    """

    family: str
    country: str
    policy: Policy

    @property
    def id(self) -> str:
        """The id under which `slapolicy.catalogue.load` finds it."""
        return self.policy.id

    @property
    def title(self) -> str:
        """What it is called."""
        return self.policy.title or self.policy.id

    @property
    def provider(self) -> str:
        """Who promises."""
        return self.policy.provider or ""


def index() -> dict[str, dict[str, str]]:
    """Return family and country by id, as the catalogue's file has them."""
    file = resources.files("slapolicy.catalogue").joinpath("index.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def entries() -> tuple[Entry, ...]:
    """Return all agreements, by family, country and id."""
    found = [
        Entry(policy=load(id_), **place) for id_, place in index().items()
    ]
    found.sort(key=lambda one: (_rank(one), one.country, one.id))
    return tuple(found)


def _rank(entry: Entry) -> int:
    """Return the place of an entry's family among all."""
    return FAMILIES.index(entry.family)
