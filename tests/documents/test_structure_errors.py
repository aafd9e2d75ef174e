"""What is wrong with a document: all of it, each fault with its place."""

import re

from collections.abc import Callable

import pytest

from slapolicy import errors
from slapolicy.documents import (
    parse_policy,
    parse_record,
    policy_from_dict,
    record_from_dict,
)
from slapolicy.documents.faults import found_in
from slapolicy.documents.positions import (
    MAX_DEPTH,
    MAX_FAULTS,
    Tree,
    format_path,
)
from slapolicy.errors import (
    AmountError,
    DocumentError,
    MoneyError,
    PolicyError,
    RecordError,
    SlaPolicyError,
    TransitionError,
    messages,
)
from tests.written import POLICY, tree, vectors


SMALL = parse_policy(POLICY)

HEAD = "{id: p, timezone: UTC, currency: EUR, "
MONTH = "period: {kind: calendar, unit: month}, "

# The vectors whose fault shows only when the record is evaluated.
EVALUATED = {
    "refused:open-without-as-of",
    "refused:claim-on-an-unknown-commitment",
}
REFUSED = [
    pytest.param(policy, vector, id=name)
    for name, policy, vector in vectors(refused=True)
    if name.startswith("refused:") and name not in EVALUATED
]


def wrong(
    read: Callable[[], object],
    kind: type[SlaPolicyError] = DocumentError,
) -> list[str]:
    """Return what is wrong, a line for each fault; it is raised as *kind*."""
    with pytest.raises(SlaPolicyError) as caught:
        read()
    assert kind is type(caught.value)
    return messages(caught.value)


def policy(
    keys: str,
    kind: type[SlaPolicyError] = DocumentError,
    commitment: str = "",
) -> list[str]:
    """
    Return what is wrong with keys of a policy, or of its commitment.

    Without the places, which are those of one long line.
    """
    only = (
        f"id: a, metric: {{kind: count}}, target: {{at_most: '1'}}{commitment}"
    )
    text = f"{HEAD}{MONTH}commitments: [{{{only}}}]{keys}}}"
    found = wrong(lambda: parse_policy(text, name="p"), kind)
    return [re.sub(r"^p:1:\d+: ", "", line) for line in found]


def paths(lines: list[str]) -> list[str]:
    """Return the paths that messages without places begin with."""
    return [line.partition(": ")[0] for line in lines]


def record(keys: str, kind: type[SlaPolicyError] = DocumentError) -> list[str]:
    """Return what is wrong with keys of a record."""
    text = f"service: {{id: s}}\nperiod: 2026-10\n{keys}"
    return wrong(lambda: parse_record(text, SMALL, name="r"), kind)


class TestRefused:
    """The vectors of input that must be refused."""

    @pytest.mark.parametrize(("written", "vector"), REFUSED)
    def test_raises_as_expected(
        self, written: dict[str, Tree], vector: dict[str, Tree]
    ) -> None:
        """The error is of the kind expected and says what is expected."""
        expected, given = vector["error"], vector["record"]
        assert isinstance(expected, dict)
        assert isinstance(given, dict)
        with pytest.raises(SlaPolicyError) as caught:
            record_from_dict(given, policy_from_dict(written))

        kind = getattr(errors, str(expected["type"]))
        assert isinstance(caught.value, kind)
        assert str(expected["contains"]).lower() in str(caught.value).lower()


class TestPlaces:
    """Where a fault lies."""

    def test_are_file_line_column_and_path(self) -> None:
        """The example of the specification."""
        text = """\
id: clamehost
timezone: Europe/Rome
currency: EUR
period: {kind: calendar, unit: month}
commitments:
  - id: uptime
    metric: {kind: availability}
    target: {at_least: 99%}
    credit:
      kind: tiers
      rows:
        - {at_least: 99%, credit: 10%}
        - {at_least: 98%,
           below: "99,9%", credit: 25%}
"""
        assert [
            (
                "policy.yaml:14:19: commitments[0].credit.rows[1].below: "
                '"99,9%": write the decimal point as "."'
            )
        ] == wrong(lambda: parse_policy(text, name="policy.yaml"))

    def test_are_paths_alone_without_a_text(self) -> None:
        """A tree that was never a text has no lines."""
        assert ["period: is missing; give it a value"] == wrong(
            lambda: policy_from_dict(
                {
                    key: tree(POLICY)[key]
                    for key in tree(POLICY)
                    if key != "period"
                }
            )
        )

    def test_stand_in_the_order_of_the_text(self) -> None:
        """People mend a document from its top."""
        text = "commitments: [1]\ncurrency: [a]\nid: []\nunknown: x"

        assert [
            "p:1:1: timezone: is missing; give it a value",
            "p:1:1: period: is missing; give it a value",
            'p:1:15: commitments[0]: "1" is a text; write keys and their values',
            "p:2:11: currency: is a list; write a text",
            "p:3:5: id: is a list; write a text",
        ] == wrong(lambda: parse_policy(text, name="p"))[:5]

    def test_of_a_refusing_field_are_exact(self) -> None:
        """A class names its field first: that becomes part of the path."""
        assert ["commitments[0].credit.step: 0% is no step"] == policy(
            "",
            PolicyError,
            commitment=", credit: {kind: per-step, amount: 1%, step: 0%}",
        )

    def test_of_calendars_are_exact(self) -> None:
        """Weekdays and dates are part of the path."""
        assert ["calendars.desk.hours.mon[0]"] == paths(
            policy(", calendars: {desk: {hours: {mon: [9-5]}}}")
        )
        assert ["calendars.desk.dates.2026-02-30"] == paths(
            policy(", calendars: {desk: {hours: {}, dates: {2026-02-30: []}}}")
        )
        assert ["calendars.desk.hours.mon"] == paths(
            policy(
                ", calendars: {desk: {hours: {mon: ['09:00-12:00', "
                "'11:00-13:00']}}}",
                PolicyError,
            )
        )

    def test_of_a_sum_are_those_of_its_key(self) -> None:
        """A fault that a value places from its record on is placed once."""
        text = "service: {id: s, fee: -1.00 EUR}\nperiod: 2026-10"

        assert [
            "r:1:23: service.fee: -1.00 EUR: a fee is not negative"
        ] == wrong(lambda: parse_record(text, SMALL, name="r"), RecordError)

    @pytest.mark.parametrize("path", ["a.b", "a[0]", "b[1]", "b[0].d"])
    def test_that_are_not_in_the_document_are_kept(self, path: str) -> None:
        """A class may name a part that documents do not write."""
        error = PolicyError.of("c: is odd", path=path)
        (found,) = found_in(error, {"a": "x", "b": ["y"]})

        assert path == format_path(found.path)
        assert "c: is odd" == found.text


class TestKeys:
    """Keys that are not there, or should not be."""

    def test_unknown_ones_are_named_where_they_stand(self) -> None:
        """With the one that may be meant, and all that there are."""
        (line,) = policy("", commitment=", tarjet: x")

        assert line.startswith(
            "commitments[0].tarjet: unknown key; "
            "did you mean target? known are id, clause, applies_if, "
        )

    def test_nothing_alike_is_no_suggestion(self) -> None:
        """Nobody is sent astray."""
        assert [
            ("exclusions[0].zzz: unknown key; known are causes, id, clause")
        ] == policy(", exclusions: [{kind: cause, causes: [a], zzz: b}]")[:1]

    def test_at_the_top_include_those_of_the_document(self) -> None:
        """A record's zone is no field of it, and a key of its document."""
        (line,) = record("timezon: UTC\n")

        assert "did you mean timezone? known are slapolicy, timezone" in line

    def test_missing_ones_are_named(self) -> None:
        """Every key without which nothing is built."""
        assert [
            "r:3:11: outages[0].start: is missing; give it a value"
        ] == record("outages: [{id: a}]")

    def test_a_missing_kind_lists_all(self) -> None:
        """So does one that there is not, with a suggestion."""
        known = "known are cause, source, maintenance, suspension, short"

        assert [
            f"exclusions[0].kind: is missing; {known}",
            (
                'exclusions[1].kind: "maintenence" is not known '
                f"here; did you mean maintenance? {known}"
            ),
            "exclusions[2].kind: is a list; write a text",
        ] == policy(", exclusions: [{}, {kind: maintenence}, {kind: [a]}]")


class TestShapes:
    """Texts, lists and mappings in each other's place."""

    @pytest.mark.parametrize(
        ("keys", "said"),
        [
            ("title: [a]", "title: is a list; write a text"),
            ("title: {a: b}", "title: is a mapping; write a text"),
            ("clauses: a", 'clauses: "a" is a text; write a list'),
            ("clauses: {a: b}", "clauses: is a mapping; write a list"),
            ("clauses:", "clauses: is empty; write a list"),
            (
                "rights: [a]",
                'rights[0]: "a" is a text; write keys and their values',
            ),
            (
                "credits: [a]",
                "credits: is a list; write keys and their values",
            ),
            ("credits:", "credits: is empty; write keys and their values"),
            (
                "credits: {caps: [{at_most: {fee_for: 1 day}, per: year}]}",
                "credits.caps[0].at_most: is a mapping; write a text",
            ),
            (
                "credits: {minimum_is: }",
                "credits.minimum_is: is missing; known are reached, exceeded",
            ),
        ],
    )
    def test_are_told(self, keys: str, said: str) -> None:
        """What stands there, and what should."""
        (line,) = wrong(lambda: parse_policy(f"{POLICY}{keys}", name="p"))

        assert line.endswith(f": {said}")


class TestTexts:
    """Texts that stand for a value and do not."""

    @pytest.mark.parametrize(
        ("keys", "said"),
        [
            (
                "claims: {required: yes}",
                '"yes" is not known here; known are true, false',
            ),
            (
                "credits: {combine: sums}",
                (
                    '"sums" is not known here; did you mean sum? known are sum, '
                    "largest, choose"
                ),
            ),
            (
                "effective: {from: 2026-02-30}",
                '"2026-02-30" is no date; write one that exists, as 2026-01-31',
            ),
            (
                "effective: {from: 20260130}",
                '"20260130" is no date; write one that exists, as 2026-01-31',
            ),
            (
                "rights: [{right: a, when: {breaches: 2.5}}]",
                '"2.5" is no whole number; write it in digits',
            ),
            (
                "exclusions: [{kind: maintenance, notice: 2 fortnights}]",
                "'2 fortnights': no unit 'fortnights'",
            ),
            (
                f"exclusions: [{{kind: maintenance, notice: {'9' * 201}}}]",
                (
                    f'"{"9" * 30}…{"9" * 30}" is longer than anything that is '
                    "read here"
                ),
            ),
            (
                "exclusions: [{kind: maintenance, pool: {at_most: many, per: year}}]",
                "'many' is no length; write it as '48 hours' or 'PT48H'",
            ),
            (
                "exclusions: [{kind: maintenance, kinds: [odd]}]",
                "'odd' is neither 'planned' nor 'urgent'",
            ),
            (
                "claims: {file: {within: 1 day, after: {event: a, at: b}}}",
                "unknown key; known are event",
            ),
        ],
    )
    def test_do_not_read(self, keys: str, said: str) -> None:
        """A `DocumentError`, with the cure."""
        (line,) = wrong(lambda: parse_policy(f"{POLICY}{keys}", name="p"))

        assert said in line

    def test_of_a_choice_that_the_class_refuses(self) -> None:
        """A word that the format does not know does not read either."""
        text = POLICY.replace(
            "{kind: availability}", "{kind: gauge, metric: a, statistic: b}"
        )
        (line,) = wrong(lambda: parse_policy(text, name="p"))

        assert line.startswith(
            "p:6:62: commitments[0].metric.statistic: 'b' is no statistic"
        )

    @pytest.mark.parametrize(
        ("keys", "said"),
        [
            (
                "outages: [{start: 2026-10-03 02:00}]",
                (
                    "r:3:19: outages[0].start: '2026-10-03 02:00' has no offset; "
                    "add one, such as +02:00, or give the record a timezone"
                ),
            ),
            (
                "timezone: Europe/Rome\noutages: [{start: 2026-10-25 02:30}]",
                (
                    "r:4:19: outages[0].start: '2026-10-25 02:30' exists twice in "
                    "Europe/Rome; write 2026-10-25T02:30:00+02:00 or "
                    "2026-10-25T02:30:00+01:00"
                ),
            ),
            (
                "timezone: Europe/Rome\noutages: [{start: 2026-03-29 02:30}]",
                (
                    "r:4:19: outages[0].start: '2026-03-29 02:30' does not exist "
                    "in Europe/Rome: the clocks were put forward over it; write "
                    "2026-03-29T01:30:00+01:00 or 2026-03-29T03:30:00+02:00"
                ),
            ),
            (
                "timezone: [a]\noutages: [{start: 2026-03-29 02:30}]",
                "r:3:11: timezone: is a list; write a text",
            ),
            (
                (
                    "maintenance: [{start: 2026-10-01T00:00Z, "
                    "end: 2026-10-01T00:00Z, kind: odd}]"
                ),
                (
                    "r:3:72: maintenance[0].kind: 'odd' of maintenance is neither "
                    "'planned' nor 'urgent'"
                ),
            ),
            (
                "carried: {breaches: {a: [bad]}}",
                (
                    "r:3:26: carried.breaches.a[0]: 'bad' is no outcome; the "
                    "outcomes are breached, met, not-applicable, undetermined"
                ),
            ),
            (
                "carried: {values: {a: [null, x]}}",
                (
                    "r:3:30: carried.values.a[1]: 'x' is no number; write it as "
                    "7.5"
                ),
            ),
        ],
    )
    def test_of_records_do_not_read(self, keys: str, said: str) -> None:
        """Instants, zones and choices, each where it stands."""
        assert [said] == record(keys)

    def test_of_a_period_do_not_read(self) -> None:
        """A label that there is not."""
        text = "service: {id: s}\nperiod: 2026-13"

        assert [
            "r:2:9: period: '2026-13' is no month of the calendar"
        ] == wrong(lambda: parse_record(text, SMALL, name="r"))


class TestKinds:
    """What gets raised."""

    def test_contradictions_alone_are_one_policy_error(self) -> None:
        """All at once, also of several terms."""
        text = f"""\
{HEAD}{MONTH}commitments: [
  {{id: a, metric: {{kind: count}}, target: {{}}}},
  {{id: b, metric: {{kind: availability}}, target: {{at_least: 101%}}}}]}}
"""
        assert [
            (
                "p:2:42: commitments[0].target: a target asks for something: "
                "give at_least, more_than, at_most, less_than or unspecified"
            ),
            (
                "p:3:60: commitments[1].target.at_least: 101%: no availability "
                "is above 100%"
            ),
        ] == wrong(lambda: parse_policy(text, name="p"), PolicyError)

    def test_impossible_facts_alone_are_one_record_error(self) -> None:
        """Also those that only the bounds of a record show."""
        assert [
            (
                "r:3:11: timezone: 'Europe/Roma' is not in the IANA database; "
                "give a name such as 'Europe/Rome'"
            ),
            (
                "r:4:45: outages[0].impact: 2 is not above 0 and at most 1; 1 is "
                "a full outage, 1/2 half a service"
            ),
        ] == record(
            "timezone: Europe/Roma\n"
            "outages: [{start: 2026-10-02 00:00, impact: 2}]\n",
            RecordError,
        )

    def test_a_period_that_ends_before_it_starts_cannot_be(self) -> None:
        """Two instants that read, in the wrong order."""
        text = """\
service: {id: s}
period: {start: 2026-11-01T00:00Z, end: 2026-10-01T00:00Z}
"""
        assert [
            (
                "r:2:9: period: ends 2026-10-01T00:00:00Z, before it starts "
                "2026-11-01T00:00:00Z"
            )
        ] == wrong(lambda: parse_record(text, SMALL, name="r"), RecordError)

    @pytest.mark.parametrize(
        ("fee", "said"),
        [
            (
                "10.00 USD",
                "10.00 USD is not in EUR, the policy's currency; nothing is converted",
            ),
            ("10.00 XYZ", "currency: 'XYZ' is no code in use of ISO 4217"),
            ("10.001 EUR", 'amount: "10.001": sums in EUR have 2 digits'),
        ],
    )
    def test_sums_alone_are_amount_errors(self, fee: str, said: str) -> None:
        """With the place in the message."""
        text = f"service: {{id: s, fee: {fee}}}\nperiod: 2026-10"
        (line,) = wrong(
            lambda: parse_record(text, SMALL, name="r"), AmountError
        )

        assert line.startswith(f"r:1:23: service.fee: {said}")

    def test_several_sums_are_one_amount_error(self) -> None:
        """A line for each."""
        text = """\
service: {id: s, fee: 1 USD, amounts: {a: 2 USD}}
period: 2026-10
outages: [{start: 2026-10-02T00:00Z, amounts: {b: 3 USD}}]
carried: {credited: {2026-09: 4 USD}}
claims: [{commitment: a, events: [{event: file, at: 2026-10-02T00:00Z, amount: 5 USD}]}]
"""
        (lines,) = wrong(
            lambda: parse_record(text, SMALL, name="r"), AmountError
        )

        assert [
            "r:1:23: service.fee: 1.00 USD",
            "r:1:43: service.amounts.a: 2.00 USD",
            "r:3:51: outages[0].amounts.b: 3.00 USD",
            "r:4:31: carried.credited.2026-09: 4.00 USD",
            "r:5:80: claims[0].events[0].amount: 5.00 USD",
        ] == [one.partition(" is not")[0] for one in lines.splitlines()]

    def test_an_unknown_currency_of_a_policy_is_an_amount_error(self) -> None:
        """ISO 4217 has a list."""
        (line,) = wrong(
            lambda: parse_policy(POLICY.replace("EUR", "XYZ"), name="p"),
            AmountError,
        )

        assert line.startswith("p:3:11: currency: 'XYZ' is no code in use")

    def test_a_sum_beside_other_faults_stands_in_their_group(self) -> None:
        """It stays an `AmountError` within the `DocumentError`."""
        text = "service: {id: s, fee: 1 USD, x: y}\nperiod: 2026-10"
        with pytest.raises(DocumentError) as caught:
            parse_record(text, SMALL)

        assert [MoneyError, errors.Fault] == [
            type(one) for one in caught.value.exceptions
        ]

    def test_a_contradiction_beside_what_does_not_read(self) -> None:
        """The document does not read."""
        assert ["commitments[0].credit.step", "exclusions[0].kind"] == paths(
            policy(
                ", exclusions: [{}]",
                commitment=", credit: {kind: per-step, amount: 1%, step: 0%}",
            )
        )

    CLAIM = (
        "claims: [{commitment: a, events: "
        "[{event: approve, at: 2026-10-02T00:00Z}]}]\n"
    )

    def test_a_transition_alone_is_itself(self) -> None:
        """With its facts, and its place as a note."""
        text = f"service: {{id: s}}\nperiod: 2026-10\n{self.CLAIM}"
        with pytest.raises(TransitionError) as caught:
            parse_record(text, SMALL, name="r")

        assert ("entitled", "approve", ("notify", "file")) == (
            caught.value.state,
            caught.value.event,
            caught.value.allowed,
        )
        assert [
            (
                "r:3:10: claims[0]: cannot approve a claim that is entitled; it "
                "allows: notify, file"
            )
        ] == messages(caught.value)

    def test_a_transition_beside_impossible_facts_is_one_of_them(self) -> None:
        """A life that cannot be is a fact that cannot be."""
        assert ["r:3:49: outages[0].impact", "r:4:10: claims[0]"] == [
            re.match(r"\S+ [^:]+", one)[0]  # type: ignore[index] # it matches
            for one in record(
                "outages: [{start: 2026-10-02T00:00:00Z, impact: 0}]\n"
                f"{self.CLAIM}",
                RecordError,
            )
        ]

    def test_no_fault_of_python_shows(self) -> None:
        """What was caught on the way is not shown with the error."""
        with pytest.raises(PolicyError) as caught:
            parse_policy(POLICY.replace("Rome", "Roma"))

        assert caught.value.__context__ is None


class TestVersions:
    """Formats that are none, or not known yet."""

    @pytest.mark.parametrize(
        ("version", "said"),
        [
            (
                "2",
                'format "2" is newer than this library, which reads 1; update it',
            ),
            ("x", "is no version of the format; write 1"),
            ("[1]", "is no version of the format; write 1"),
            ("", "is no version of the format; write 1"),
        ],
    )
    def test_are_refused(self, version: str, said: str) -> None:
        """Whatever else is wrong."""
        text = f"slapolicy: {version}\n{POLICY}"
        (line,) = wrong(lambda: parse_policy(text, name="p"))

        assert line.endswith(f": slapolicy: {said}")
        assert line.startswith("p:1:")

    def test_stand_beside_other_faults(self) -> None:
        """Both are told."""
        assert ["slapolicy", "x"] == paths(policy(", slapolicy: '7', x: y"))


class TestPythonTrees:
    """Trees that no text could give."""

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"a": [0.5]}, "a[0]: 0.5 is no text; write it as one"),
            ({None: 1}, "None is no text; write it as one"),
            ({"a": {None: 1}}, "a: None is no text; write it as one"),
            (
                {"a": "\x00"},
                "a: the character U+0000 belongs in no text; take it out",
            ),
            ([], "the document is no mapping; give it keys"),
            (None, "the document is no mapping; give it keys"),
        ],
    )
    def test_are_refused(self, given: object, said: str) -> None:
        """Floats, other objects, characters that no text has."""
        assert [said] == wrong(
            lambda: policy_from_dict(given)  # type: ignore[arg-type] # wrong
        )

    def test_without_end_are_refused(self) -> None:
        """A tree that contains itself."""
        endless: dict[str, object] = {}
        endless["a"] = endless

        assert [f"nested deeper than {MAX_DEPTH} levels; flatten it"] == wrong(
            lambda: policy_from_dict(endless)
        )


class TestStrangers:
    """Documents made to exhaust a machine."""

    def test_say_only_so_many_faults(self) -> None:
        """The first are enough to see what is wrong."""
        text = "\n".join(f"a{number}: x" for number in range(20_000))

        assert MAX_FAULTS == len(wrong(lambda: parse_policy(text)))
