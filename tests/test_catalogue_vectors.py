"""Every agreement of the catalogue is proved by vectors of its own."""

from pathlib import Path
from typing import Any

import pytest

from slapolicy import catalogue
from slapolicy.catalogue.listing import FAMILIES
from slapolicy.documents.texts import read_path


FOLDER = Path(__file__).parent / "vectors" / "catalogue"


def _vectors(id_: str) -> list[dict[str, Any]]:
    """Return the vectors of an agreement."""
    tree: Any = read_path(FOLDER / f"{id_}.yaml").tree
    found: list[dict[str, Any]] = tree["vectors"]
    return found


@pytest.mark.parametrize("id_", catalogue.ids())
class TestEachAgreement:
    """What its vectors are."""

    def test_has_three_of_its_own(self, id_: str) -> None:
        """Three at least, each with a name, each about this agreement."""
        found = [one for one in _vectors(id_) if id_ == one["policy"]]
        assert 3 <= len({one["id"] for one in found})

    def test_says_why(self, id_: str) -> None:
        """Each vector says how its figures were worked out."""
        assert [] == [one["id"] for one in _vectors(id_) if not one.get("why")]


def test_every_file_is_of_an_agreement() -> None:
    """There are no vectors of what is not in the catalogue."""
    assert list(catalogue.ids()) == sorted(
        one.stem for one in FOLDER.iterdir()
    )


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_is_covered(family: str) -> None:
    """Each family has vectors that tell met from broken promises."""
    outcomes = {
        promise.get("outcome")
        for one in catalogue.entries()
        if family == one.family
        for vector in _vectors(one.id)
        for promise in vector.get("expect", {}).get("commitments", ())
    }
    assert {"met", "breached"} <= outcomes
