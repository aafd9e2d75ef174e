"""``slapolicy evaluate``: the answer, and every input that is none."""

import io
import json
import sys

from pathlib import Path

import pytest

from slapolicy import catalogue, dump_policy, evaluate, parse_record
from tests.commands import Slapolicy
from tests.explained import example


RECORD = """\
service: {id: web-042, fee: 10.00 EUR}
period: 2026-10
timezone: Europe/Rome
outages:
  - {id: o1, start: 2026-10-03 02:00, end: 2026-10-03 04:30}
"""
TABLE = """\
id,start,end,cause,verified
o1,2026-10-03 02:00,2026-10-03 04:30,,2026-10-03 08:15

"o2",2026-10-17 21:10,2026-10-17 21:55,third-party-software,
"""
REST = (
    "--service",
    "web-042",
    "--fee",
    "10.00 EUR",
    "--period",
    "2026-10",
    "--timezone",
    "Europe/Rome",
)


def write(name: str, content: str | bytes) -> None:
    """Write a file into the folder where the command runs."""
    raw = content if isinstance(content, bytes) else content.encode()
    Path(name).write_bytes(raw)


def give(monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    """Let standard input hold a text."""
    stream = io.TextIOWrapper(io.BytesIO(content.encode()))
    monkeypatch.setattr(sys, "stdin", stream)


class TestShippedExample:
    """``slapolicy evaluate clamehost``: what the README promises."""

    def test_says_so(self, slapolicy: Slapolicy) -> None:
        """That an example was taken is the first thing that is said."""
        done = slapolicy("evaluate", "clamehost")
        assert (0, []) == (done.status, done.faults)
        assert (
            "No record was given: this is an example of “clamehost”."
            == (done.lines[0])
        )

    def test_to_the_digit(self, slapolicy: Slapolicy) -> None:
        """Verdicts, exclusions, credit and deadline are all there."""
        text = " ".join(slapolicy("evaluate", "clamehost").out.split())
        for expected in (
            (
                "“uptime” was not kept: availability was 99.7 %, and at least "
                "99.9 % was promised"
            ),
            "“restoration” was kept: outage o1 took 2 hours",
            "2 hours of 745 hours",
            "30 minutes of outage during the planned maintenance m1",
            "45 minutes of outage o2 (cause: third-party software)",
            "The credit for “uptime” is 1.00 EUR",
            "by October 10, 2026, 08:15 (Europe/Rome time); nobody did",
            "runs out before October 2026 is over",
        ):
            assert expected in text

    def test_assumptions_first(self, slapolicy: Slapolicy) -> None:
        """The assumptions follow the header, before any verdict."""
        lines = slapolicy("evaluate", "clamehost").lines
        named = [line for line in lines if line.startswith("- ")]
        assert [f"- {one}" for one in example().assumptions] == [
            line.split(":")[0] for line in named[:4]
        ]

    def test_digests_last(self, slapolicy: Slapolicy) -> None:
        """The last line tells which policy and which record it was."""
        evaluation = example()
        assert (
            f"Policy {evaluation.policy.digest[:12]}, record "
            f"{evaluation.record.digest[:12]} (SHA-256, the first 12 digits)"
        ) == slapolicy("evaluate", "clamehost").lines[-1]

    @pytest.mark.parametrize("lang", ["en", "it"])
    @pytest.mark.parametrize("more", [(), ("--full",)])
    def test_fits_a_terminal(
        self, slapolicy: Slapolicy, lang: str, more: tuple[str, ...]
    ) -> None:
        """No line is longer than a terminal is wide."""
        done = slapolicy("evaluate", "clamehost", "--lang", lang, *more)
        assert [] == [line for line in done.lines if len(line) > 80]

    def test_italian(self, slapolicy: Slapolicy) -> None:
        """The answer speaks Italian if it is asked to."""
        done = slapolicy("evaluate", "clamehost", "--lang", "it")
        expected = "Il credito per «uptime» è di 1,00 EUR: 10 % del canone"
        assert expected in done.out

    def test_full(self, slapolicy: Slapolicy) -> None:
        """The full answer quotes clauses."""
        done = slapolicy("evaluate", "clamehost", "--full")
        assert "- Clause limit: “never more than the fee paid”" in done.lines


class TestJson:
    """``--json``: the evaluation's dictionary and nothing else."""

    def test_dictionary(self, slapolicy: Slapolicy) -> None:
        """What is printed is the evaluation's dictionary."""
        done = slapolicy("evaluate", "clamehost", "--json")
        assert example().to_dict() == json.loads(done.out)

    def test_note(self, slapolicy: Slapolicy) -> None:
        """That an example was taken is said beside it."""
        done = slapolicy("evaluate", "clamehost", "--json")
        assert [
            "No record was given: this is an example of “clamehost”."
        ] == done.faults

    def test_record(self, slapolicy: Slapolicy) -> None:
        """With a record there is nothing to say beside it."""
        write("record.yaml", RECORD)
        done = slapolicy("evaluate", "clamehost", "record.yaml", "--json")
        assert (0, []) == (done.status, done.faults)


class TestPolicy:
    """Which policy is meant."""

    def test_file_first(self, slapolicy: Slapolicy) -> None:
        """A file goes before an agreement of that name."""
        write("record.yaml", RECORD)
        write("clamehost", "id: [")
        done = slapolicy("evaluate", "clamehost", "record.yaml")
        assert (2, "") == (done.status, done.out)
        assert done.faults[0].startswith("clamehost:1:6: not YAML: ")

    def test_near_ids(self, slapolicy: Slapolicy) -> None:
        """Of an unknown id the nearest are named."""
        done = slapolicy("evaluate", "clamehos")
        assert (2, "") == (done.status, done.out)
        assert [
            (
                "clamehos: neither a file nor an agreement of the catalogue; did "
                "you mean clamehost? `slapolicy policies` lists them"
            )
        ] == done.faults

    def test_nothing_near(self, slapolicy: Slapolicy) -> None:
        """Of any other it is said where the ids are listed."""
        assert [
            (
                "qqq: neither a file nor an agreement of the catalogue; "
                "`slapolicy policies` lists them"
            )
        ] == slapolicy("evaluate", "qqq").faults

    @pytest.mark.parametrize("name", ["gone.yaml", "gone/policy"])
    def test_missing_file(self, slapolicy: Slapolicy, name: str) -> None:
        """What looks like a file is missed as a file."""
        done = slapolicy("evaluate", name)
        assert (2, "") == (done.status, done.out)
        assert [
            f"{name}: no such file or directory; name a file that can be read"
        ] == done.faults

    def test_deadline_that_never_comes(self, slapolicy: Slapolicy) -> None:
        """What only a record shows of a policy is said of the policy."""
        text = dump_policy(catalogue.load("clamehost")).replace(
            "within: 7 days", "within: 7 business days"
        )
        write(
            "policy.yaml", f"{text}calendars: {{desk: {{hours: {{mon: []}}}}}}"
        )
        verified = "04:30, verified: 2026-10-03 08:15}"
        write("record.yaml", RECORD.replace("04:30}", verified))
        done = slapolicy("evaluate", "policy.yaml", "record.yaml")
        assert (2, "") == (done.status, done.out)
        assert [
            (
                "policy.yaml: the calendar has no open time in the ten years "
                "after 2026-10-03; give it hours"
            )
        ] == done.faults


class TestExample:
    """What is evaluated where no record is given."""

    def test_of_the_document(self, slapolicy: Slapolicy) -> None:
        """A policy in a file brings its own example."""
        write("policy.yaml", dump_policy(catalogue.load("clamehost")))
        done = slapolicy("evaluate", "policy.yaml")
        assert 0 == done.status
        assert "28.22 EUR" in done.out

    def test_its_instant(self, slapolicy: Slapolicy) -> None:
        """It is seen as of the instant that it names."""
        text = dump_policy(catalogue.load("clamehost")).replace(
            "expect:", "as_of: 2026-10-20T00:00:00Z\n    expect:", 1
        )
        write("policy.yaml", text)
        done = slapolicy("evaluate", "policy.yaml")
        assert "This is how it looks on October 20, 2026" in done.out

    def test_that_cannot_be(self, slapolicy: Slapolicy) -> None:
        """What is wrong with an example is said of the example."""
        text = dump_policy(catalogue.load("clamehost"))
        (line,) = [one for one in text.splitlines() if "2026-10-06T00" in one]
        head, _, _ = line.partition("end: ")
        write("policy.yaml", text.replace(line, head.rstrip(", ")))
        done = slapolicy("evaluate", "policy.yaml")
        assert (2, "") == (done.status, done.out)
        assert [
            (
                "the example of clamehost: outages[0]: outage-1 has no end; give "
                "as_of, the instant from which it is looked at"
            )
        ] == done.faults

    def test_none(self, slapolicy: Slapolicy) -> None:
        """Where there is none a record must be named."""
        text = dump_policy(catalogue.load("clamehost"))
        head, _, rest = text.partition("examples:")
        write("policy.yaml", head + rest[rest.index("assumptions:") :])
        assert [
            "RECORD is missing, and clamehost has no example; name a record"
        ] == slapolicy("evaluate", "policy.yaml").faults


class TestRecord:
    """How a record may be given."""

    def test_formats(self, slapolicy: Slapolicy) -> None:
        """The format is what the name ends in, or what is said."""
        policy = catalogue.load("clamehost")
        tree = parse_record(RECORD, policy).to_dict()
        write("record.yaml", RECORD)
        write("record.json", json.dumps(tree))
        write("record.txt", json.dumps(tree))
        asked = [
            ("record.yaml",),
            ("record.json",),
            ("record.txt", "--format", "json"),
        ]
        found = {
            slapolicy("evaluate", "clamehost", *one, "--json").out
            for one in asked
        }
        assert 1 == len(found)

    @pytest.mark.parametrize(
        "content", [RECORD, '{"service": {"id": "s"}, "period": "2026-10"}']
    )
    def test_standard_input(
        self,
        slapolicy: Slapolicy,
        monkeypatch: pytest.MonkeyPatch,
        content: str,
    ) -> None:
        """A minus sign reads standard input, YAML or JSON."""
        give(monkeypatch, content)
        assert 0 == slapolicy("evaluate", "clamehost", "-").status

    def test_standard_input_that_is_none(
        self, slapolicy: Slapolicy, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What is wrong with it has its place too."""
        give(monkeypatch, "service: {id: s}\n")
        done = slapolicy("evaluate", "clamehost", "-")
        assert (2, "") == (done.status, done.out)
        assert ["<stdin>:1:1: period: is missing; give it a value"] == (
            done.faults
        )

    def test_table(self, slapolicy: Slapolicy) -> None:
        """A CSV of outages makes the record that it and the options say."""
        write("outages.csv", TABLE)
        done = slapolicy(
            "evaluate", "clamehost", "outages.csv", *REST, "--json"
        )
        policy = catalogue.load("clamehost")
        record = parse_record(
            """
            service: {id: web-042, fee: 10.00 EUR}
            period: 2026-10
            timezone: Europe/Rome
            outages:
              - id: o1
                start: 2026-10-03 02:00
                end: 2026-10-03 04:30
                verified: 2026-10-03 08:15
              - id: o2
                start: 2026-10-17 21:10
                end: 2026-10-17 21:55
                cause: third-party-software
            """,
            policy,
        )
        assert evaluate(policy, record).to_dict() == json.loads(done.out)

    def test_table_from_standard_input(
        self, slapolicy: Slapolicy, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A CSV may come from standard input, and do without a fee."""
        give(monkeypatch, "start\n2026-10-31T00:00Z\n")
        done = slapolicy(
            "evaluate",
            "clamehost",
            "-",
            *("--format", "csv", "--service", "s", "--period", "2026-10"),
            *("--as-of", "2026-10-31T02:00Z"),
        )
        assert (0, []) == (done.status, done.faults)
        assert "'fee', which service 's' does not state" in done.out


class TestAsOf:
    """``--as-of``: the instant from which it is seen."""

    def test_instant(self, slapolicy: Slapolicy) -> None:
        """An open outage lasts until then."""
        write("record.yaml", RECORD.replace(", end: 2026-10-03 04:30", ""))
        done = slapolicy(
            "evaluate",
            "clamehost",
            "record.yaml",
            "--as-of",
            "2026-10-03T05:00+02:00",
        )
        assert "outage o1 took 3 hours" in done.out

    def test_local(self, slapolicy: Slapolicy) -> None:
        """A local time needs a time zone."""
        given = ("clamehost", "--as-of", "2026-10-15 12:00")
        assert [
            (
                "--as-of: '2026-10-15 12:00' has no offset; add one, such as "
                "+02:00, or give the record a timezone"
            )
        ] == slapolicy("evaluate", *given).faults


def aliases() -> str:
    """Return a small text whose aliases stand for ten thousand millions."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for level in range(1, 10):
        inner = ", ".join([f"*a{level - 1}"] * 10)
        lines.append(f"a{level}: &a{level} [{inner}]")
    return "\n".join(lines)


BAD: dict[str, tuple[str | bytes, str]] = {
    "not-yaml.yaml": (
        "service: [\n",
        (
            "not-yaml.yaml:2:1: not YAML: did not find expected node content; "
            "check the indentation, the brackets and the quotes"
        ),
    ),
    "empty.yaml": (
        "",
        (
            "empty.yaml:1:1: the document is empty; begin it with a key and its "
            "value"
        ),
    ),
    "large.yaml": (
        b"a" * 50 * 1024 * 1024,
        (
            "large.yaml: larger than 8388608 bytes, the most that is read; split "
            "it, or raise the limit"
        ),
    ),
    "aliases.yaml": (
        aliases(),
        (
            "aliases.yaml:5:45: a4[7]: more than 100071 values, too many for a "
            "text of 569 characters; split it, use fewer aliases"
        ),
    ),
    "windows.yaml": (
        RECORD.encode() + "note: perché\n".encode("cp1252"),
        (
            'windows.yaml:6:12: the byte 0xe9 is not UTF-8, but "é" in '
            "Windows-1252; save the file as UTF-8"
        ),
    ),
    "month.yaml": (
        RECORD.replace("2026-10\n", "2026-W40\n"),
        (
            "month.yaml:2:9: period: 2026-W40 is none of the policy's periods; "
            "the nearest are 2026-09 or 2026-10"
        ),
    ),
    "fold.yaml": (
        RECORD.replace("10-03 02:00", "10-25 02:30").replace(
            "10-03 04:30", "10-25 04:00"
        ),
        (
            "fold.yaml:5:21: outages[0].start: '2026-10-25 02:30' exists twice in "
            "Europe/Rome; write 2026-10-25T02:30:00+02:00 or "
            "2026-10-25T02:30:00+01:00"
        ),
    ),
    "naive.yaml": (
        RECORD.replace("timezone: Europe/Rome\n", ""),
        (
            "naive.yaml:4:21: outages[0].start: '2026-10-03 02:00' has no offset; "
            "add one, such as +02:00, or give the record a timezone"
        ),
    ),
    "open.yaml": (
        RECORD.replace(", end: 2026-10-03 04:30", ""),
        (
            "open.yaml:5:3: outages[0]: o1 has no end; give as_of, the instant "
            "from which it is looked at"
        ),
    ),
    "dollars.yaml": (
        RECORD.replace("EUR", "USD"),
        (
            "dollars.yaml:1:29: service.fee: 10.00 USD is not in EUR, the "
            "policy's currency; nothing is converted"
        ),
    ),
    "windows.csv": (
        "start,end,note\n2026-10-03 02:00,2026-10-03 04:30,perché\n".encode(
            "cp1252"
        ),
        (
            "windows.csv:2:40: the byte 0xe9 is not UTF-8, but 'é' in "
            "Windows-1252; save the file as UTF-8"
        ),
    ),
    "fold.csv": (
        "start,end\n2026-10-25 02:30,2026-10-25 04:30\n",
        (
            "fold.csv:2:1: outages[0].start: '2026-10-25 02:30' exists twice in "
            "Europe/Rome; write 2026-10-25T02:30:00+02:00 or "
            "2026-10-25T02:30:00+01:00"
        ),
    ),
    "empty.csv": ("", "empty.csv:1:1: the column 'start' is missing; add it"),
}


class TestBadInput:
    """Input that cannot be used: one line each, and nothing else."""

    @pytest.mark.parametrize("name", BAD)
    def test_fault(self, slapolicy: Slapolicy, name: str) -> None:
        """The fault is said with file, line, column, path and cure."""
        content, expected = BAD[name]
        write(name, content)
        more = REST if name.endswith(".csv") else ()
        done = slapolicy("evaluate", "clamehost", name, *more)
        assert (2, "") == (done.status, done.out)
        assert expected == done.faults[0]

    def test_folder(self, slapolicy: Slapolicy) -> None:
        """A folder is no record."""
        Path("folder").mkdir()
        done = slapolicy("evaluate", "clamehost", "folder")
        assert (2, "") == (done.status, done.out)
        assert [
            "folder: is a directory; name a file that can be read"
        ] == done.faults

    def test_missing(self, slapolicy: Slapolicy) -> None:
        """A file that is not there is no record."""
        done = slapolicy("evaluate", "clamehost", "gone.yaml")
        assert (2, "") == (done.status, done.out)
        assert [
            (
                "gone.yaml: no such file or directory; name a file that can be "
                "read"
            )
        ] == done.faults

    def test_name_that_is_none(self, slapolicy: Slapolicy) -> None:
        """A name that no file can have is no record."""
        done = slapolicy("evaluate", "clamehost", "a\0b")
        assert [
            "a\\x00b: embedded null byte; name a file that can be read"
        ] == (done.faults)

    def test_all_at_once(self, slapolicy: Slapolicy) -> None:
        """Every fault of a document is said, each on its line."""
        write("record.yaml", "service: {id: s, fee: 10}\nperiod: 2026-13\n")
        done = slapolicy("evaluate", "clamehost", "record.yaml")
        assert 2 == len(done.faults)
        assert ["record.yaml:1:23: ", "record.yaml:2:9: "] == [
            line[: line.index(": ") + 2] for line in done.faults
        ]

    def test_options_of_a_table(self, slapolicy: Slapolicy) -> None:
        """What a CSV needs beside its rows is asked for, all at once."""
        write("outages.csv", TABLE)
        assert [
            (
                "--service: is missing, and a CSV of outages does not say it; "
                "add it"
            ),
            (
                "--period: is missing, and a CSV of outages does not say it; add "
                "it"
            ),
        ] == slapolicy("evaluate", "clamehost", "outages.csv").faults

    def test_bad_options(self, slapolicy: Slapolicy) -> None:
        """A fault in an option is said of the option."""
        write("outages.csv", TABLE)
        given = (
            *("--service", "s", "--fee", "10,00 EUR", "--period", "2026-13"),
            *("--timezone", "Europe/Roma"),
        )
        done = slapolicy("evaluate", "clamehost", "outages.csv", *given)
        assert {"--fee", "--period", "--timezone"} == {
            line.split(":")[0] for line in done.faults
        }

    def test_options_that_are_not_for_it(self, slapolicy: Slapolicy) -> None:
        """Options for a CSV are refused where they would be ignored."""
        write("record.yaml", RECORD)
        given = ("clamehost", "record.yaml", "--fee", "1.00 EUR")
        assert [
            (
                "--fee: is for a CSV of outages, and record.yaml is none; leave "
                "it out"
            )
        ] == slapolicy("evaluate", *given).faults

    def test_currency_of_a_table(self, slapolicy: Slapolicy) -> None:
        """A fault that evaluating finds has its place too."""
        write("outages.csv", "start,end\n2026-10-31T22:00Z,\n")
        done = slapolicy("evaluate", "clamehost", "outages.csv", *REST)
        assert [
            (
                "outages.csv:2:1: outages[0]: outage-1 has no end; give as_of, "
                "the instant from which it is looked at"
            )
        ] == done.faults
