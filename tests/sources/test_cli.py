"""Exports on the command line: `slapolicy import`, and `--from`."""

import io
import json
import sqlite3
import sys

from contextlib import closing
from pathlib import Path

import pytest

from slapolicy import catalogue, parse_record
from slapolicy._override import override
from slapolicy.cli import main
from slapolicy.cli.exports import KINDS
from slapolicy.cli.progress import Progress
from slapolicy.sources import _exports, icinga, statuspage
from tests.sources.exported import SAMPLES, Tree, at, spans


CLAMEHOST = catalogue.load("clamehost")
MARCH = ("--period", "2026-03", "--timezone", "Europe/Rome")
INCIDENTS = str(SAMPLES / "statuspage-incidents.json")
WINDOWS = str(SAMPLES / "statuspage-scheduled-maintenances.json")

Printed = pytest.CaptureFixture[str]


class Terminal(io.StringIO):
    """A stream that people look at."""

    @override
    def isatty(self) -> bool:
        """Yes."""
        return True


def test_record_reads_back(capsys: Printed) -> None:
    """What is printed is a record, which says what the import does."""
    status = main(
        [
            "import",
            "statuspage",
            INCIDENTS,
            WINDOWS,
            *MARCH,
            "--only",
            "Web hosting",
            "--service",
            "web-042",
            "--fee",
            "10.00 EUR",
        ]
    )
    printed = capsys.readouterr()
    record = parse_record(printed.out, CLAMEHOST)
    found = statuspage.read(Path(INCIDENTS), Path(WINDOWS)).of("Web hosting")

    assert (0, "") == (status, printed.err)
    assert found.record(record.service, record.period) == record
    assert ("web-042", "10.00 EUR") == (
        record.service.id,
        str(record.service.fee),
    )


@pytest.mark.parametrize(
    ("kind", "names", "options"),
    [
        ("statuspage", ["statuspage-incidents.json"], ["--degraded"]),
        ("uptime-kuma", ["uptime-kuma.sql"], []),
        ("uptimerobot", ["uptimerobot-v2-getMonitors.json"], []),
        (
            "prometheus",
            ["prometheus-query_range-probe_success.json"],
            ["--label", "job", "--step", "60 seconds"],
        ),
        (
            "ical",
            ["maintnote.ics", "maintenance-recurring.ics"],
            ["--tentative"],
        ),
        (
            "pingdom",
            ["pingdom-summary.outage.web.json", "pingdom-maintenance.json"],
            [],
        ),
        ("betterstack", ["betterstack-incidents.json"], []),
        ("zabbix", ["zabbix-event.get.json"], ["--severity", "4"]),
        (
            "nagios",
            ["nagios-archive.log"],
            ["--states", "hard", "--unknown-is-down", "--only", "web;HTTP"],
        ),
        (
            "csv",
            ["outages-excel-it.csv"],
            [
                *("--column", "start=Inizio", "--column", "end=Fine"),
                *("--column", "service=Servizio", "--delimiter", ";"),
                *("--encoding", "cp1252", "--time-format", "%d/%m/%Y %H:%M"),
                "--decimal-comma",
            ],
        ),
    ],
)
def test_every_kind(
    kind: str, names: list[str], options: list[str], capsys: Printed
) -> None:
    """Each kind reads its samples, with what it alone takes."""
    files = [str(SAMPLES / name) for name in names]
    status = main(["import", kind, *files, *MARCH, *options])
    record = parse_record(capsys.readouterr().out, CLAMEHOST)

    assert 0 == status
    assert record.outages or record.maintenance


def test_every_kind_has_a_sample_or_is_made() -> None:
    """The kinds are those of the sources."""
    assert {
        *("statuspage", "uptime-kuma", "uptimerobot", "prometheus", "ical"),
        *("pingdom", "betterstack", "zabbix", "nagios", "icinga", "csv"),
    } == set(KINDS)


def history() -> Tree:
    """Return an SLA history of Icinga DB: down until the first event."""
    row = {
        "host_id": "web",
        "event_time": at("01T01:00") * 1000,
        "hard_state": 0,
        "previous_hard_state": 1,
    }
    return {"sla_history_state": [row]}


def test_covers_is_what_was_queried(tmp_path: Path, capsys: Printed) -> None:
    """Of Icinga DB, who vouches for a span tells what was asked for."""
    path = tmp_path / "sla.json"
    path.write_text(json.dumps(history()), encoding="utf-8")
    main(["import", "icinga", str(path), *MARCH, "--covers", "2026-03"])
    record = parse_record(capsys.readouterr().out, CLAMEHOST)

    assert ["2026-02-28T23:00:00Z/2026-03-01T01:00:00Z"] == spans(
        record.outages
    )
    assert () == icinga.read(history()).outages


def test_tells_what_it_does_not_speak_for(capsys: Printed) -> None:
    """Nobody takes a record for whole that is not."""
    main(["import", "csv", str(SAMPLES / "outages.csv"), *MARCH])

    assert (
        "2 subjects are components of service: mail, web. --only chooses.\n"
        "csv does not speak for 9 days, 9:30:00 of 2026-03, which are "
        "unobserved.\n--covers vouches for them.\n"
    ) == capsys.readouterr().err


def test_vouched_for(capsys: Printed) -> None:
    """Then all of the period is observed."""
    table = str(SAMPLES / "outages.csv")
    main(
        [
            "import",
            "csv",
            table,
            *MARCH,
            "--only",
            "web",
            "--covers",
            "2026-03",
        ]
    )
    printed = capsys.readouterr()

    assert "" == printed.err
    assert () == parse_record(printed.out, CLAMEHOST).unobserved


def test_standard_input(
    capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file may be `-`."""
    content = (SAMPLES / "outages.csv").read_bytes().replace(b",", b"\t")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    status = main(["import", "csv", "-", *MARCH, "--delimiter", "tab"])

    assert 0 == status
    assert 4 == len(parse_record(capsys.readouterr().out, CLAMEHOST).outages)


class TestEvaluate:
    """`slapolicy evaluate POLICY --from KIND FILE…`."""

    def test_in_one_step(self, capsys: Printed) -> None:
        """It says what evaluating the imported record says."""
        common = ["--only", "Web hosting", "--fee", "10.00 EUR"]
        main(
            [
                *("evaluate", "clamehost", "--json", "--period", "2026-03"),
                *("--service", "web-042", *common),
                *("--from", "statuspage", INCIDENTS, WINDOWS),
            ]
        )
        tree = json.loads(capsys.readouterr().out)

        assert ("web-042", "1.00 EUR") == (
            tree["service"],
            tree["credit"]["money"],
        )

    @pytest.mark.parametrize(
        ("arguments", "fault"),
        [
            (
                ["--from", "statuspage", INCIDENTS],
                "--period: is missing; exports do not say it",
            ),
            (
                ["r.yaml", "--from", "statuspage", INCIDENTS],
                (
                    "r.yaml: is a record, and --from names exports; give one "
                    "of them"
                ),
            ),
            (
                ["--period", "2026-03", "--from", "csv"],
                "csv: no file is named; add one or more",
            ),
        ],
    )
    def test_faults(
        self, arguments: list[str], fault: str, capsys: Printed
    ) -> None:
        """It says what is missing, or too much."""
        assert 2 == main(["evaluate", "clamehost", *arguments])
        assert f"{fault}\n" == capsys.readouterr().err

    def test_no_such_kind(self, capsys: Printed) -> None:
        """It says which there are."""
        main(["evaluate", "clamehost", "--period", "2026", "--from", "x", "y"])

        assert capsys.readouterr().err.startswith(
            "'x' is none of statuspage, uptime-kuma"
        )


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        (["--only", "Api"], "statuspage names no 'Api'; it names 'Mail', "),
        (["--fee", "10 euros"], "--fee: "),
        (["--covers", "March"], "--covers: 'March' is no period;"),
    ],
)
def test_options_that_do_not_read(
    options: list[str], fault: str, capsys: Printed
) -> None:
    """It says which option, and what is wrong."""
    assert 2 == main(["import", "statuspage", INCIDENTS, *MARCH, *options])
    assert capsys.readouterr().err.startswith(fault)


@pytest.mark.parametrize(
    ("kind", "name", "options", "fault"),
    [
        (
            "prometheus",
            "prometheus-query_range-probe_success.json",
            ["--step", "1 month"],
            "--step: ",
        ),
        (
            "csv",
            "outages.csv",
            ["--column", "start"],
            "--column: write 'start' as KEY=VALUE",
        ),
    ],
)
def test_options_of_a_kind(
    kind: str, name: str, options: list[str], fault: str, capsys: Printed
) -> None:
    """So it does for those of one kind."""
    assert 2 == main(["import", kind, str(SAMPLES / name), *MARCH, *options])
    assert capsys.readouterr().err.startswith(fault)


def test_absent_ok(capsys: Printed) -> None:
    """A component without an incident was up."""
    arguments = ["--only", "Api", "--absent-ok", "--service", "api"]
    status = main(["import", "statuspage", INCIDENTS, *MARCH, *arguments])
    printed = capsys.readouterr()
    record = parse_record(printed.out, CLAMEHOST)

    assert (0, "") == (status, printed.err)
    assert ((), ()) == (record.outages, record.unobserved)


def test_extra_that_is_missing(
    capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says what to install."""
    monkeypatch.setitem(sys.modules, "icalendar", None)
    path = str(SAMPLES / "maintnote.ics")

    assert 2 == main(["import", "ical", path, *MARCH])
    assert capsys.readouterr().err.endswith("pip install slapolicy[ical]\n")


class TestProgress:
    """What a person sees while a large export is read."""

    def test_on_a_terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A share of the whole, and nothing when it is done."""
        monkeypatch.setattr(_exports, "STEP", 2)
        stream = Terminal()
        monkeypatch.setattr(sys, "stderr", stream)
        path = str(SAMPLES / "nagios-archive.log")
        main(["import", "nagios", path, *MARCH, "--only", "web;HTTP"])
        shown = stream.getvalue().split("\r")

        assert "100 % of 1,105 bytes" == shown[-3].strip()
        assert shown[-2].isspace()

    def test_in_a_pipe(self, capsys: Printed, tmp_path: Path) -> None:
        """Nothing is shown where nobody looks."""
        path = tmp_path / "kuma.db"
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(
                (SAMPLES / "uptime-kuma.sql").read_text(encoding="utf-8")
            )
        main(["import", "uptime-kuma", str(path), *MARCH])

        assert "\r" not in capsys.readouterr().err

    def test_of_nothing(self) -> None:
        """An empty export is read at once, and shown once."""
        stream = Terminal()
        with Progress("beats", stream) as progress:
            assert progress.told is not None
            progress.told(0, 0)
            progress.told(0, 0)

        assert 1 == stream.getvalue().count("100 % of 0 beats")


def test_leads_into_the_period(tmp_path: Path, capsys: Printed) -> None:
    """What touches an outage of the period is read, too."""
    path = tmp_path / "o.csv"
    path.write_text(
        "start,end\n2026-02-28T22:00Z,2026-02-28T22:30Z\n"
        "2026-02-28T22:30Z,2026-03-01T00:00Z\n",
        encoding="utf-8",
    )
    main(["import", "csv", str(path), *MARCH])

    assert 2 == len(parse_record(capsys.readouterr().out, CLAMEHOST).outages)
