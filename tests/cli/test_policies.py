"""``slapolicy policies``: the agreements that ship."""

import json

from slapolicy import catalogue
from tests.commands import Slapolicy


def test_every_agreement(slapolicy: Slapolicy) -> None:
    """Each agreement has a line: its first promise, and what it is worth."""
    done = slapolicy("policies")
    assert (0, []) == (done.status, done.faults)
    lines = {" ".join(line.split()) for line in done.lines}
    begun = {line.split(" ")[0] for line in lines}
    assert set() == set(catalogue.ids()) - begun
    assert {
        "clamehost >= 99.9% +1 month 10% to 100%",
        "klever-uk >= agreed month 100%",
        "gaiastreams <= 1 h month 0 to 14 days",
        "playnhost >= 99.99% +2 billing month pro-rata",
        "scaleway-instances - month unspecified",
    } <= lines


def test_json(slapolicy: Slapolicy) -> None:
    """Each agreement is a mapping with all that it promises."""
    done = slapolicy("policies", "--json")
    assert (0, []) == (done.status, done.faults)
    trees = {one["id"]: one for one in json.loads(done.out)}
    policy = catalogue.load("clamehost").to_dict()
    assert list(catalogue.ids()) == sorted(trees)
    assert {
        "id": "clamehost",
        "family": "hosting",
        "country": "it",
        "title": "ClameHost hosting SLA",
        "provider": "ClameHost",
        "period": policy["period"],
        "commitments": [
            {key: one[key] for key in ("id", "metric", "target", "credit")}
            for one in json.loads(json.dumps(policy))["commitments"]
        ],
    } == trees["clamehost"]
