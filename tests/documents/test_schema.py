"""JSON Schemas: up to date, and of the same mind as the reader."""

import json

from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import ClassVar

import attrs
import pytest
import yaml

from jsonschema import Draft202012Validator

from slapolicy import catalogue
from slapolicy.cli.schema import schema_text
from slapolicy.documents.kinds import KINDS
from slapolicy.documents.schema import policy_schema, record_schema
from slapolicy.documents.texts import read_text
from slapolicy.terms.exchange import Award, Basis, Reading
from tests.written import EVERY_POLICY


VECTORS = Path(__file__).parents[1] / "vectors"
POLICY = Draft202012Validator(policy_schema())
RECORD = Draft202012Validator(record_schema())

SHAPE = {
    "period-that-is-none",
    "unknown-key-in-a-record",
    "decimal-comma",
    "no-commitments",
    "negative-notice",
    "unknown-unit",
    "unknown-key-in-a-policy",
    "empty-target",
}
"""The refused vectors that are a matter of shape."""


class Editor(yaml.SafeLoader):
    """YAML as editors read it: numbers and truth values, no dates."""


Editor.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag != "tag:yaml.org,2002:timestamp"
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def trees(text: str) -> Iterator[dict[str, object]]:
    """Yield a text as the library reads it, and as an editor does."""
    yield dict(read_text(text, format="yaml").tree)
    yield yaml.load(text, Loader=Editor)  # noqa: S506 # it is a safe loader


def faults(validator: Draft202012Validator, tree: object) -> list[str]:
    """Return what a schema has against a tree."""
    return [one.message for one in validator.iter_errors(tree)]


def vectors() -> Iterator[tuple[str, dict[str, object]]]:
    """Yield each vector with its name, read both ways."""
    for file in sorted(VECTORS.rglob("*.yaml")):
        for tree in trees(file.read_text(encoding="utf-8")):
            policies = tree.get("policies") or {}
            assert isinstance(policies, dict)
            for name, policy in policies.items():
                yield f"{file.name}:{name}", {"policy": policy}
            cases = tree["vectors"]
            assert isinstance(cases, list)
            for case in cases:
                yield f"{file.name}:{case['id']}", case


class TestPublished:
    """The schemas in the package."""

    @pytest.mark.parametrize("name", ["policy", "record"])
    def test_are_up_to_date(self, name: str) -> None:
        """`slapolicy schema NAME` writes them anew."""
        folder = resources.files("slapolicy.documents").joinpath("schemas")
        text = folder.joinpath(f"{name}.json").read_text(encoding="utf-8")
        assert f"{schema_text(name)}\n" == text

    @pytest.mark.parametrize("name", ["policy", "record"])
    def test_are_schemas(self, name: str) -> None:
        """Of draft 2020-12, and they say so."""
        schema = json.loads(schema_text(name))
        Draft202012Validator.check_schema(schema)
        assert (
            "https://json-schema.org/draft/2020-12/schema"
            == (schema["$schema"])
        )

    def test_say_what_keys_mean(self) -> None:
        """As the classes do."""
        schema = json.loads(schema_text("policy"))
        tiers = schema["$defs"]["TieredCredit"]
        assert (
            "The rows, as printed."
            == (tiers["properties"]["rows"]["description"])
        )
        assert all(
            "description" in one
            for name, one in schema["properties"].items()
            if name != "$schema"
        )


class TestValid:
    """What the library reads, editors accept."""

    @pytest.mark.parametrize("id_", catalogue.ids())
    def test_every_published_agreement(self, id_: str) -> None:
        """And the record that shows it at work."""
        for tree in trees(catalogue.text(id_)):
            assert [] == faults(POLICY, tree)
        example = catalogue.example(id_)
        if example is not None:
            for tree in trees(example):
                assert [] == faults(RECORD, tree)

    def test_every_worked_example(self) -> None:
        """Inside of the agreements."""
        for id_ in catalogue.ids():
            for one in catalogue.load(id_).examples:
                assert [] == faults(RECORD, one.record)

    def test_every_vector(self) -> None:
        """Policies and records, also those refused for their sense."""
        for name, vector in vectors():
            if name.partition(":")[2] in SHAPE:
                continue
            if isinstance(vector["policy"], dict):
                assert [] == faults(POLICY, vector["policy"]), name
            if "record" in vector:
                assert [] == faults(RECORD, vector["record"]), name

    def test_every_key(self) -> None:
        """A policy in which all of them stand."""
        for tree in trees(EVERY_POLICY):
            assert [] == faults(POLICY, tree)


class TestRefused:
    """What is a matter of shape, editors refuse."""

    def test_vectors(self) -> None:
        """Each of them, however it is read."""
        seen = set()
        for name, vector in vectors():
            id_ = name.partition(":")[2]
            if id_ not in SHAPE:
                continue
            seen.add(id_)
            bad = faults(RECORD, vector["record"])
            if isinstance(vector["policy"], dict):
                bad += faults(POLICY, vector["policy"])
            assert bad, name
        assert SHAPE == seen

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("slapolicy", 2),
            ("id", None),
            ("title", ["a"]),
            ("currency", "euro"),
            ("period", {"kind": "lunar", "unit": "month"}),
            ("period", {"unit": "month"}),
            ("period", {"kind": "calendar", "unit": "fortnight"}),
            ("commitments", [{"id": "uptime"}]),
            ("calendars", {"desk": {"hours": {"monday": []}}}),
            ("calendars", {"desk": {"hours": {"mon": ["9-17"]}}}),
            ("effective", {"from": "2026-13-01"}),
            ("credits", {"combine": "sums"}),
            ("credits", {"caps": [{"at_most": "10 %%", "per": "period"}]}),
            ("claims", {"required": "perhaps"}),
            ("claims", {"file": {"within": "soon"}}),
            ("examples", [{"record": "none", "expect": {}}]),
        ],
    )
    def test_keys(self, key: str, value: object) -> None:
        """Kinds, units, texts and lists that are none."""
        (tree, _) = trees(EVERY_POLICY)
        assert faults(POLICY, {**tree, key: value})

    @pytest.mark.parametrize(
        "outage",
        [
            {"start": "yesterday"},
            {"start": "2026-06-01T10:00Z", "impact": "half"},
            {"start": "2026-06-01T10:00Z", "amounts": {"fee": 10}},
            {"end": "2026-06-01T10:00Z"},
        ],
    )
    def test_outages(self, outage: dict[str, object]) -> None:
        """Instants, shares and sums that do not read, and no start."""
        record = {
            "service": {"id": "s"},
            "period": "2026-06",
            "outages": [outage],
        }
        assert faults(RECORD, record)


class TestNatives:
    """Editors have types of their own."""

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("title", 2021),
            ("version", 1.5),
            ("language", False),  # what YAML 1.1 makes of Norwegian
            ("period", {"kind": "calendar", "unit": "month", "count": 2}),
            ("claims", {"required": False}),
            ("claims", {"required": "false"}),
        ],
    )
    def test_numbers_and_truth_values_stand_for_texts(
        self, key: str, value: object
    ) -> None:
        """Wherever the reader takes the text."""
        (tree, _) = trees(EVERY_POLICY)
        assert [] == faults(POLICY, {**tree, key: value})

    @pytest.mark.parametrize("period", [2026, "2026-Q3", "2026-W40"])
    def test_a_year_is_a_number_to_them(self, period: object) -> None:
        """And a period to the reader."""
        record = {"service": {"id": "s"}, "period": period}
        assert [] == faults(RECORD, record)


class TestOwnKinds:
    """Whoever embeds the library has a schema of his own."""

    def test_a_kind_that_was_registered(self) -> None:
        """It is described by its fields, like any other."""

        @attrs.frozen
        class Goodwill:
            kind: ClassVar[str] = "goodwill"

            text: str
            seen: int = attrs.field(init=False, default=0)

            def award(self, reading: Reading, basis: Basis) -> Award:
                del reading, basis
                return Award()

        schema = policy_schema(KINDS.register(Goodwill))
        validator = Draft202012Validator(schema)
        (tree, _) = trees(EVERY_POLICY)
        commitment = {
            "id": "uptime",
            "metric": {"kind": "availability"},
            "target": {"at_least": "99%"},
            "credit": {"kind": "goodwill", "text": "we are sorry"},
        }
        own = {**tree, "commitments": [commitment]}
        assert [] == faults(validator, own)
        assert faults(POLICY, own)
        commitment["credit"] = {"kind": "goodwill", "text": "a", "seen": 1}
        assert faults(validator, own)
