"""What an export may be given as, and what is wrong when it does not read."""

import subprocess
import sys

from collections.abc import Callable
from pathlib import Path

import pytest

from slapolicy.sources import (
    Export,
    Import,
    betterstack,
    csv_,
    icinga,
    nagios,
    pingdom,
    prometheus,
    statuspage,
    uptimerobot,
    zabbix,
)
from slapolicy.sources import _exports as exports
from tests.sources.exported import SAMPLES, faults, sample


NAMES = {
    "statuspage-incidents.json": statuspage.read,
    "uptimerobot-v2-getMonitors.json": uptimerobot.read,
    "uptimerobot-v3-incidents.json": uptimerobot.read,
    "betterstack-incidents.json": betterstack.read,
    "pingdom-summary.outage.web.json": pingdom.read,
    "zabbix-event.get.json": zabbix.read,
    "prometheus-query_range-probe_success.json": prometheus.read,
}
Read = Callable[[Export], Import]


class TestGiven:
    """Bytes, text, a mapping or a path."""

    @pytest.mark.parametrize(
        ("name", "read"),
        [pytest.param(*one, id=one[0]) for one in NAMES.items()],
    )
    def test_all_say_the_same(self, name: str, read: Read) -> None:
        """What an export is given as does not matter."""
        path = SAMPLES / name
        expected = read(path)

        assert expected == read(path.read_bytes())
        assert expected == read(path.read_text(encoding="utf-8"))
        assert expected == read(sample(name))

    def test_byte_order_mark(self) -> None:
        """It is no part of the text."""
        path = SAMPLES / "zabbix-event.get.json"
        text = "\ufeff" + path.read_text(encoding="utf-8")

        assert zabbix.read(path) == zabbix.read(text)
        assert zabbix.read(path) == zabbix.read(text.encode())

    def test_nothing_beside_the_path(self, tmp_path: Path) -> None:
        """Reading leaves a folder as it was."""
        path = tmp_path / "events.json"
        path.write_bytes((SAMPLES / "zabbix-event.get.json").read_bytes())
        zabbix.read(path)

        assert [path] == list(tmp_path.iterdir())


def test_import_slapolicy_loads_no_source() -> None:
    """Who embeds the library pays for sources when one is read."""
    code = "import sys, slapolicy; print('slapolicy.sources' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        text=True,
    )

    assert "False\n" == done.stdout


class TestFaults:
    """What does not read at all."""

    def test_no_such_file(self, tmp_path: Path) -> None:
        """It names the file."""
        path = tmp_path / "none.json"

        assert [
            f"{path}: no such file or directory; name a file that can be read"
        ] == faults(lambda: zabbix.read(path))

    def test_folder(self, tmp_path: Path) -> None:
        """A folder is no file."""
        (fault,) = faults(lambda: csv_.read(tmp_path))

        assert fault.startswith(f"{tmp_path}: is a directory;")

    def test_path_that_cannot_be(self) -> None:
        """Neither is a name that no file can have."""
        (fault,) = faults(lambda: zabbix.read(Path("a\0b")))

        assert "null" in fault

    def test_name_instead_of_a_path(self) -> None:
        """A text is what it says, not where it lies."""
        assert [
            '<text>: "incidents.json" is no JSON; give a file as a Path'
        ] == faults(lambda: statuspage.read("incidents.json"))

    def test_no_json(self, tmp_path: Path) -> None:
        """It says where."""
        path = tmp_path / "e.json"
        path.write_text('{"result": [\n1 2]}', encoding="utf-8")
        (fault,) = faults(lambda: zabbix.read(path))

        assert fault.startswith(f"{path}:2:3: result[1]: not JSON: expected")

    @pytest.mark.parametrize(
        "text",
        ['{"result": NaN}', "[" * 100_000, '{"result": [], "result": []}'],
    )
    def test_json_beyond_json(self, text: str) -> None:
        """Neither constants, nor depth, nor keys that stand twice."""
        assert faults(lambda: zabbix.read(text))

    def test_larger_than_is_read(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It says how to go on."""
        monkeypatch.setattr(exports, "LIMIT", 10)

        assert [
            (
                "<text>: larger than 10 bytes, the most that is read; split "
                "it into several exports, which are joined"
            )
        ] == faults(lambda: zabbix.read('{"result": []}'))
        path = SAMPLES / "zabbix-event.get.json"
        assert faults(lambda: zabbix.read(path))

    def test_place_of_a_value(self) -> None:
        """A value of a text has a line and a column."""
        text = '{"result": [\n  {"clock": "soon"}\n]}'

        assert [
            ('<text>:2:13: result[0].clock: "soon" is no time since the epoch')
        ] == faults(lambda: zabbix.read(text))

    def test_place_in_a_list(self) -> None:
        """What is no mapping has its path only."""
        assert [
            "<text>: is no mapping; is this the right kind of export?"
        ] == (faults(lambda: zabbix.read("[]")))

    @pytest.mark.parametrize(
        ("value", "fault"),
        [
            ({}, "eventid: is missing; is this the right kind of export?"),
            (
                {"eventid": []},
                "eventid: is a list or a mapping where a text should be",
            ),
            ({"eventid": True, "clock": 1}, None),
        ],
    )
    def test_of_a_value(
        self, value: dict[str, object], fault: str | None
    ) -> None:
        """It says what stands there instead."""
        event = {"clock": 1773129600, **value}
        found = faults(lambda: zabbix.read({"result": [event]}))

        assert fault is None or [f"<mapping>: result[0].{fault}"] == found

    def test_no_list(self) -> None:
        """What should be a list is one."""
        assert [
            "<mapping>: result: is no list; is this the right kind of export?"
        ] == faults(lambda: zabbix.read({"result": "x"}))

    def test_no_length(self) -> None:
        """A length is a number of seconds."""
        log = {"type": 1, "datetime": 1773129600, "duration": "long"}
        monitor = {"friendly_name": "web", "logs": [log]}

        assert [
            (
                '<mapping>: monitors[0].logs[0].duration: "long" is no '
                "length in seconds"
            )
        ] == faults(lambda: uptimerobot.read({"monitors": [monitor]}))

    def test_no_instant(self) -> None:
        """An instant is written as RFC 3339, after 1970."""
        told = {"status": "Started", "started_at": "1969-07-20T20:17:40Z"}
        incident = {"id": "1", "attributes": told}

        assert [
            (
                "<mapping>: data[0].attributes.started_at: lies outside the "
                "years 1971 to 9999; is it in seconds where milliseconds "
                "should be, or the other way round?"
            )
        ] == faults(lambda: betterstack.read({"data": [incident]}))

    def test_truth_value(self) -> None:
        """A truth value is the word for it."""
        rows = [{"host_id": True, "hard_state": False}]
        (fault,) = faults(lambda: icinga.read({"host_state": rows}))

        assert '"false"' not in fault
        assert fault.endswith("hard_state: is none of 0, 1, 2, 3 and 99")

    def test_mapping_where_a_text_is_read(self) -> None:
        """A log is a text."""
        assert ["<mapping>: is no text; give text, bytes or a path"] == faults(
            lambda: nagios.read({})
        )

    def test_line_beyond_reason(self) -> None:
        """A file without lines is not read on."""
        assert [
            (
                "<bytes>:1: a line of 1048576 characters or more; is this "
                "the right kind of export?"
            )
        ] == faults(lambda: nagios.read(b"x" * 2_000_000))

    @pytest.mark.parametrize("encoding", ["utf-9", "base64", "a\0b"])
    def test_no_encoding(self, encoding: str) -> None:
        """An encoding that there is not is refused."""
        (fault,) = faults(lambda: nagios.read(b"", encoding=encoding))

        assert fault.endswith("is none; name one such as utf-8 or cp1252")


class TestNotes:
    """What strangers write."""

    def test_is_made_fit(self) -> None:
        """No document has to hold what belongs in no text."""
        event = {
            "eventid": "\ud800",
            "clock": "1773129600",
            "severity": 5,
            "name": "\x1b[2J" + "x" * 1000,
            "hosts": [{"host": "a\0"}],
        }
        found = zabbix.read({"result": [event]})
        (outage,) = found.outages

        assert ("a\N{REPLACEMENT CHARACTER}",) == found.subjects
        assert "zabbix:\N{REPLACEMENT CHARACTER}" == outage.id
        assert outage.note is not None
        assert 501 == len(outage.note)
        assert "\x1b" not in outage.note


class TestProgress:
    """What is told of progress."""

    def test_of_bytes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """So many of so many, the last time all of them."""
        monkeypatch.setattr(exports, "STEP", 2)
        told: list[tuple[int, int]] = []
        text = "start\n" + "2026-03-10T08:00Z\n" * 5
        csv_.read(text, progress=lambda *one: told.append(one))

        assert 4 == len(told)
        assert (len(text), len(text)) == told[-1]
        assert all(done <= total for done, total in told)
