"""``slapolicy policies``: the agreements that ship."""

from slapolicy import catalogue
from tests.commands import Slapolicy


def test_every_agreement(slapolicy: Slapolicy) -> None:
    """Each agreement begins a line with its id."""
    done = slapolicy("policies")
    assert (0, []) == (done.status, done.faults)
    begun = {line.split(" ")[0] for line in done.lines}
    assert set() == set(catalogue.ids()) - begun
