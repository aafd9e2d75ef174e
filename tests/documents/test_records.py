"""Records out of documents, and back."""

import json

from fractions import Fraction
from pathlib import Path
from typing import get_args

import attrs
import pytest

from slapolicy._time import parse_instant
from slapolicy.amounts import Money
from slapolicy.documents import (
    Format,
    dump_record,
    load_record,
    parse_policy,
    parse_record,
    policy_from_dict,
    record_from_dict,
)
from slapolicy.documents.positions import Tree
from slapolicy.documents.trees import source_of
from slapolicy.errors import DocumentError, messages
from slapolicy.facts import Carried, Record
from slapolicy.spans import Span
from tests.written import EVERY_RECORD, POLICY, tree, vectors


FORMATS: tuple[Format, ...] = get_args(Format)
VECTORS = [
    pytest.param(policy, vector["record"], id=name)
    for name, policy, vector in vectors()
]
ROME = parse_policy(POLICY)


def record(text: str) -> Record:
    """Return a record of a policy in Rome."""
    return parse_record(text, ROME)


def span(start: str, end: str) -> Span:
    """Return the span between two instants."""
    return Span(parse_instant(start), parse_instant(end))


class TestRoundTrip:
    """What is written reads back."""

    @pytest.mark.parametrize(("policy", "written"), VECTORS)
    def test_as_a_tree(
        self, policy: dict[str, Tree], written: dict[str, Tree]
    ) -> None:
        """A tree and its record invert each other."""
        of = policy_from_dict(policy)
        found = record_from_dict(written, of)

        assert found == record_from_dict(found.to_dict(), of)
        assert found.digest == record_from_dict(found.to_dict(), of).digest

    @pytest.mark.parametrize(("policy", "written"), VECTORS)
    def test_as_text(
        self, policy: dict[str, Tree], written: dict[str, Tree]
    ) -> None:
        """Every format says all of a record, but TOML has no null."""
        of = policy_from_dict(policy)
        found = record_from_dict(written, of)
        has_null = any(None in values for _, values in found.carried.values)

        for format_ in FORMATS:
            if format_ == "toml" and has_null:
                with pytest.raises(DocumentError):
                    dump_record(found, format_)
            else:
                text = dump_record(found, format_)
                assert found == parse_record(text, of, format_)

    def test_writes_every_key_as_it_is_read(self) -> None:
        """A document in the library's own manner comes back the same."""
        written = record(EVERY_RECORD).to_dict()

        assert tree(EVERY_RECORD) == source_of(written).tree

    @pytest.mark.parametrize("format_", FORMATS)
    def test_reads_files(self, tmp_path: Path, format_: Format) -> None:
        """A file's name says its format."""
        found = record("service: {id: s}\nperiod: 2026-10")
        file = tmp_path / f"record.{format_}"
        file.write_text(dump_record(found, format_), encoding="utf-8")

        assert found == load_record(file, ROME)
        assert found == load_record(str(file), ROME)


class TestPeriod:
    """The period that a record is about."""

    @pytest.mark.parametrize(
        ("written", "start", "end"),
        [
            ("2026-10", "2026-10-01T00:00+02:00", "2026-11-01T00:00+01:00"),
            ("2026-Q3", "2026-07-01T00:00+02:00", "2026-10-01T00:00+02:00"),
            ("2026", "2026-01-01T00:00+01:00", "2027-01-01T00:00+01:00"),
            ("2026-W40", "2026-09-28T00:00+02:00", "2026-10-05T00:00+02:00"),
            ("2026-10-25", "2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00"),
            (
                "2026-02-28/2026-03-31",
                "2026-02-28T00:00+01:00",
                "2026-03-31T00:00+02:00",
            ),
            (
                "2026-06-10T10:00:00Z/2026-07-10T10:00:00Z",
                "2026-06-10T10:00Z",
                "2026-07-10T10:00Z",
            ),
            (
                "{start: 2026-06-10T10:00:00Z, end: 2026-07-10T12:00+02:00}",
                "2026-06-10T10:00Z",
                "2026-07-10T10:00Z",
            ),
        ],
    )
    def test_is_a_label_or_two_instants(
        self, written: str, start: str, end: str
    ) -> None:
        """A label names days of the policy's zone."""
        found = record(f"service: {{id: s}}\nperiod: {written}")

        assert span(start, end) == found.period

    def test_a_label_is_of_the_policy_not_of_the_record(self) -> None:
        """The record's zone is for its times alone."""
        found = record(
            "service: {id: s}\nperiod: 2026-10\ntimezone: America/New_York"
        )

        assert (
            span("2026-10-01T00:00+02:00", "2026-11-01T00:00+01:00")
            == found.period
        )


class TestTimes:
    """Instants of facts."""

    @pytest.mark.parametrize(
        "written",
        [
            "2026-10-03 02:00",
            "2026-10-03T02:00:00",
            "2026-10-03T02:00+02:00",
            "2026-10-03T00:00:00Z",
        ],
    )
    def test_without_offset_are_of_the_records_zone(
        self, written: str
    ) -> None:
        """A record that names its zone may leave offsets out."""
        found = record(f"""\
service: {{id: s, started: {written}}}
period: {{start: {written}, end: 2026-11-01T00:00Z}}
timezone: Europe/Rome
outages: [{{start: {written}}}]
tickets:
  - opened: {written}
    waiting: [{{start: {written}, end: {written}}}]
claims: [{{commitment: uptime, events: [{{event: file, at: {written}}}]}}]
""")
        instant = parse_instant("2026-10-03T00:00Z")

        assert instant == found.service.started
        assert instant == found.period.start
        assert instant == found.outages[0].start
        assert instant == found.tickets[0].waiting[0].end
        assert instant == found.claims[0].events[0].at


class TestFacts:
    """Forms that a type alone does not tell."""

    @pytest.mark.parametrize(
        ("written", "impact"),
        [
            ("0.5", Fraction(1, 2)),
            ("1/3", Fraction(1, 3)),
            ("50%", Fraction(1, 2)),
            ("1", Fraction(1)),
        ],
    )
    def test_impacts(self, written: str, impact: Fraction) -> None:
        """An impact is a number, a fraction or a percentage."""
        found = record(f"""\
service: {{id: s}}
period: 2026-10
outages: [{{start: 2026-10-03T00:00Z, impact: {written}}}]
""")

        assert impact == found.outages[0].impact

    def test_what_was_carried(self) -> None:
        """Pools hand on lengths or numbers, values may be unknown."""
        carried = record("""\
service: {id: s}
period: 2026-10
carried:
  excluded: {planned: PT90M, "1": "2"}
  credited: {2026-09: 1.00 EUR}
  breaches: {uptime: [met]}
  values: {uptime: [null, 743/745]}
""").carried

        assert ["1", "planned"] == [name for name, _ in carried.excluded]
        assert Fraction(2) == carried.excluded[0][1]
        assert "1:30:00" == str(carried.excluded[1][1])
        assert (("2026-09", Money(1, "EUR")),) == carried.credited
        assert (("uptime", ("met",)),) == carried.breaches
        assert (("uptime", (None, Fraction(743, 745))),) == carried.values

    @pytest.mark.parametrize("power", [0, 1, 200, 400, 20_000])
    def test_values_that_were_carried(self, power: int) -> None:
        """However many digits the exact mean of many windows has."""
        value = Fraction(7**power, 3**power)
        carried = Carried(values={"uptime": [None, value, -value]})
        found = attrs.evolve(
            record("{service: {id: s}, period: 2026-10}"), carried=carried
        )
        text = json.dumps(found.to_dict())

        assert found == parse_record(text, ROME, "json")
        assert found == record_from_dict(found.to_dict(), ROME)

    @pytest.mark.parametrize("fact", ["outages", "samples"])
    def test_values_that_are_measured(self, fact: str) -> None:
        """Nobody measures hundreds of digits."""
        digits = f"0.{'3' * 199}"
        written = {
            "outages": {"start": "2026-10-03T00:00Z", "impact": digits},
            "samples": {
                "at": "2026-10-03T00:00Z",
                "metric": "ms",
                "value": digits,
            },
        }
        with pytest.raises(DocumentError) as raised:
            record_from_dict(
                {
                    "service": {"id": "s"},
                    "period": "2026-10",
                    fact: [written[fact]],
                },
                ROME,
            )
        assert "is longer than anything that is read here" in str(
            messages(raised.value)
        )

    def test_attributes_are_text(self) -> None:
        """Numbers and truth values are kept as they are written."""
        service = record_from_dict(
            {
                "service": {"id": "s", "attributes": {"n": 3, "paid": True}},
                "period": "2026-10",
            },
            ROME,
        ).service

        assert (("n", "3"), ("paid", "true")) == service.attributes
