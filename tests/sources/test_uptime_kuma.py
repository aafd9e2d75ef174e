"""Uptime Kuma: the quirks of its database."""

import sqlite3

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from slapolicy.sources import Import, uptime_kuma
from tests.sources.exported import (
    MARCH,
    SAMPLES,
    covered,
    down,
    faults,
    gaps,
    worked,
)


DUMP = (SAMPLES / "uptime-kuma.sql").read_text(encoding="utf-8")
EMPTY = """
CREATE TABLE monitor(id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO monitor VALUES(1,'web');
CREATE TABLE heartbeat(id INTEGER PRIMARY KEY, important BOOLEAN,
  monitor_id INTEGER, status SMALLINT, msg TEXT, time DATETIME);
"""
PLANS = """
CREATE TABLE maintenance(id INTEGER PRIMARY KEY, title TEXT,
  active BOOLEAN DEFAULT 1, strategy TEXT, start_date DATETIME,
  end_date DATETIME, interval_day INTEGER, cron TEXT, timezone TEXT,
  duration INTEGER);
CREATE TABLE monitor_maintenance(id INTEGER PRIMARY KEY, monitor_id INTEGER,
  maintenance_id INTEGER);
INSERT INTO monitor_maintenance(monitor_id, maintenance_id) VALUES(1,1);
"""


def beats(*told: tuple[str, int, bool]) -> str:
    """Return a dump with such beats: when, the status, and if important."""
    return EMPTY + "".join(
        "INSERT INTO heartbeat(important, monitor_id, status, msg, time) "
        f"VALUES({int(important)},1,{status},NULL,'2026-03-{when}:00.000');"
        for when, status, important in told
    )


def planned(**columns: object) -> Import:
    """Return what a monitor says that beat all March, with such a plan."""
    names = ", ".join(["id", *columns])
    values = ", ".join(["1", *map(repr, columns.values())])
    return uptime_kuma.read(
        beats(("01 00:00", 1, True), ("31 21:59", 1, False))
        + PLANS
        + f"INSERT INTO maintenance({names}) VALUES({values});"
    )


def counts(table: str, rows: str) -> str:
    """Return a dump of statistics."""
    return (
        f"CREATE TABLE {table}(monitor_id INTEGER, timestamp INTEGER, "
        f"up INTEGER, down INTEGER); INSERT INTO {table} VALUES{rows};"
    )


@contextmanager
def database(folder: Path, dump: str = DUMP) -> Iterator[sqlite3.Connection]:
    """Write a database as Uptime Kuma does, and keep it open."""
    with closing(sqlite3.connect(folder / "kuma.db")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(dump)
        connection.commit()
        yield connection


class TestFile:
    """How the database is opened."""

    def test_read_only(self, tmp_path: Path) -> None:
        """Nothing is written: not the file, and nothing beside it."""
        with database(tmp_path):
            pass
        path = tmp_path / "kuma.db"
        path.chmod(0o444)
        before = path.read_bytes()
        found = uptime_kuma.read(path)

        assert found == uptime_kuma.read(DUMP)
        assert before == path.read_bytes()
        assert [path] == list(tmp_path.iterdir())

    def test_write_ahead_log(self, tmp_path: Path) -> None:
        """What the running monitor wrote into its log is read, too."""
        with database(tmp_path) as running:
            running.execute("PRAGMA wal_autocheckpoint = 0")
            running.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            running.execute(
                "INSERT INTO heartbeat(important, monitor_id, status, time) "
                "VALUES(1, 2, 1, '2026-04-01 06:00:00.000')"
            )
            running.commit()
            found = uptime_kuma.read(tmp_path / "kuma.db")

        assert ["2026-03-31T21:30:00Z/2026-04-01T06:00:00Z"] == down(
            found, "mail"
        )

    def test_bytes(self, tmp_path: Path) -> None:
        """The bytes of a database are read in memory."""
        with database(tmp_path):
            pass
        content = (tmp_path / "kuma.db").read_bytes()

        assert uptime_kuma.read(DUMP) == uptime_kuma.read(content)

    def test_dump(self) -> None:
        """The text that `.dump` writes is read in memory."""
        assert uptime_kuma.read(DUMP) == uptime_kuma.read(
            SAMPLES / "uptime-kuma.sql"
        )

    @pytest.mark.parametrize(
        "statement",
        [
            "ATTACH DATABASE '/tmp/x.db' AS x;",
            "PRAGMA writable_schema = 1;",
            "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END;",
            "INSERT INTO a SELECT load_extension('x');",
            (
                "INSERT INTO a WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL "
                "SELECT x FROM n) SELECT x FROM n WHERE x > 1;"
            ),
        ],
    )
    def test_dump_that_does_more(self, statement: str) -> None:
        """A dump may fill the database in memory, and nothing else."""
        (fault,) = faults(
            lambda: uptime_kuma.read(f"CREATE TABLE a(x); {statement}")
        )

        assert "not authorized" in fault

    def test_dump_of_the_shell(self) -> None:
        """What the shell writes around its rows is allowed."""
        shell = DUMP.replace("'200 - OK'", "replace('200\\n','\\n',char(10))")

        assert down(uptime_kuma.read(DUMP), "web") == down(
            uptime_kuma.read(f"PRAGMA foreign_keys=OFF;\n{shell}"), "web"
        )

    def test_text_that_is_worked_out(self) -> None:
        """A column that makes much of little makes nothing."""
        much = "replace(" * 8 + "'aaaaaaaa'" + ",'a','aaaaaaaaaa')" * 8
        table = f"CREATE TABLE b(a, b AS ({much}));"
        used = "INSERT INTO b VALUES(1);UPDATE b SET a = b;"
        (fault,) = faults(lambda: uptime_kuma.read(table + used))

        assert "string or blob too big" in fault

    def test_dump_that_never_ends(self) -> None:
        """A statement that goes on for ever is interrupted."""
        endless = (
            "CREATE TABLE a(x); CREATE TABLE b(x);"
            + "INSERT INTO a VALUES(1);" * 100
            + "INSERT INTO b SELECT 1 FROM a, a p, a q, a r, a s "
            "WHERE a.x + p.x + q.x + r.x + s.x > 9;"
        )
        (fault,) = faults(lambda: uptime_kuma.read(endless))

        assert fault.startswith("<text>: interrupted")

    def test_mapping(self) -> None:
        """A mapping is no database."""
        assert [
            "<mapping>: is no database; give bytes, a dump or a path"
        ] == faults(lambda: uptime_kuma.read({}))


class TestBeats:
    """What beats say."""

    def test_rebuilt_from_important_ones(self) -> None:
        """What was deleted after a day is not needed."""
        lean = beats(
            ("10 08:00", 0, True),
            ("10 08:47", 1, True),
            ("12 00:00", 1, False),
        )
        full = beats(
            ("10 08:00", 0, True),
            ("10 08:01", 0, False),
            ("10 08:47", 1, True),
            ("10 08:48", 1, False),
            ("12 00:00", 1, False),
        )

        assert ["2026-03-10T08:00:00Z/2026-03-10T08:47:00Z"] == down(
            uptime_kuma.read(lean), "web"
        )
        assert down(uptime_kuma.read(lean), "web") == down(
            uptime_kuma.read(full), "web"
        )

    def test_kept_for_some_days_only(self) -> None:
        """Before the first beat that is left nothing is known."""
        found = uptime_kuma.read(
            beats(("10 08:00", 1, True), ("31 21:59", 1, False))
        )

        assert [
            "2026-02-28T23:00:00Z/2026-03-10T08:00:00Z",
            "2026-03-31T21:59:00Z/2026-03-31T22:00:00Z",
        ] == [str(one) for one in found.coverage.complement(MARCH)]

    def test_retries_are_not_downtime(self) -> None:
        """A monitor is down when it is down, not when it is pending."""
        found = uptime_kuma.read(
            beats(
                ("10 07:00", 1, True),
                ("10 07:58", 2, False),
                ("10 08:00", 0, True),
                ("10 08:10", 1, True),
            )
        )

        assert ["2026-03-10T08:00:00Z/2026-03-10T08:10:00Z"] == down(
            found, "web"
        )
        assert [] == gaps(found, "web")

    def test_pending_first(self) -> None:
        """Before a monitor ever knew, nobody does."""
        found = uptime_kuma.read(
            beats(("10 08:00", 2, True), ("10 08:10", 2, False))
        )

        assert ["2026-03-10T08:00:00Z/2026-03-10T08:10:00Z"] == gaps(
            found, "web"
        )

    def test_naive_times_are_utc(self) -> None:
        """Beats are written in UTC, whatever the server's zone."""
        assert ["2026-03-29T00:40:00Z/2026-03-29T01:20:00Z"] == down(
            uptime_kuma.read(DUMP), "web"
        )[1:]

    def test_maintenance_hides_outages(self) -> None:
        """Under maintenance nobody looked, so nobody knows."""
        found = uptime_kuma.read(DUMP)

        assert ["2026-03-22T01:00:00Z/2026-03-22T03:00:00Z"] == gaps(
            found, "web"
        )

    def test_maintenance_without_a_plan(self) -> None:
        """What the beats say happened, also if the plan is gone."""
        found = uptime_kuma.read(
            beats(("10 08:00", 3, True), ("10 09:00", 3, False))
        )

        assert ["2026-03-10T08:00:00Z/2026-03-10T09:00:00Z"] == worked(
            found, "web"
        )

    def test_monitors_of_one_name(self) -> None:
        """They are told apart by their ids."""
        dump = beats(("10 08:00", 1, True)) + (
            "INSERT INTO monitor VALUES(2,'web'); INSERT INTO heartbeat VALUES"
            "(9,1,2,1,NULL,'2026-03-10 08:00:00.000');"
        )

        assert ("web #1", "web #2") == uptime_kuma.read(dump).subjects

    def test_only_the_monitors_that_are_wanted(self) -> None:
        """Others are not kept."""
        assert ("mail",) == uptime_kuma.read(DUMP, only=["mail"]).subjects

    def test_within(self) -> None:
        """Neither are facts of another time."""
        found = uptime_kuma.read(DUMP, within=MARCH)
        later = uptime_kuma.read(
            DUMP, within=MARCH.lasting(MARCH.end, MARCH.length)
        )

        assert (3, 1) == (len(found.outages), len(later.outages))


class TestStatistics:
    """What the statistics say of time without any beat."""

    @pytest.mark.parametrize(
        ("table", "length", "expected"),
        [
            (
                "stat_hourly",
                3600,
                "2026-03-10T02:00:00Z/2026-03-10T04:00:00Z",
            ),
            (
                "stat_daily",
                86400,
                "2026-03-12T00:00:00Z/2026-03-14T00:00:00Z",
            ),
        ],
    )
    def test_hole(self, table: str, length: int, expected: str) -> None:
        """Hours and days that are left out were not watched."""
        start = 1773100800
        rows = ",".join(
            f"(1,{start + length * number},60,0)" for number in (0, 1, 4, 5)
        )
        found = uptime_kuma.read(
            beats(("10 00:00", 1, True), ("31 00:00", 1, False))
            + counts(table, rows)
        )

        assert [expected] == gaps(found, "web")

    def test_of_a_monitor_that_has_no_beats(self) -> None:
        """Nothing is known of when it was watched."""
        told = beats(("10 06:30", 1, False))

        assert uptime_kuma.read(told) == uptime_kuma.read(
            told + counts("stat_hourly", "(9,1773100800,60,0)")
        )

    def test_up_for_longer_than_beats_are_kept(self) -> None:
        """Hours without a failure are known, the first one in part."""
        start = 1773100800
        told = [(60, 0), (60, 0), (60, 0), (59, 1), (60, 0), (0, 0), (60, 0)]
        rows = ",".join(
            f"(1,{start + 3600 * number},{up},{down})"
            for number, (up, down) in enumerate(told)
        )
        found = uptime_kuma.read(
            beats(("10 06:30", 1, False)) + counts("stat_hourly", rows)
        )

        assert [
            "2026-03-10T01:00:00Z/2026-03-10T03:00:00Z",
            "2026-03-10T04:00:00Z/2026-03-10T05:00:00Z",
            "2026-03-10T06:00:00Z/2026-03-10T06:30:00Z",
        ] == covered(found, "web")


class TestMaintenance:
    """The windows that were planned."""

    def test_columns_in_another_case(self) -> None:
        """SQLite takes them for the same, however they are written."""
        dump = DUMP.replace("monitor_id", "Monitor_ID").replace(
            "strategy", "STRATEGY"
        )

        assert dump != DUMP
        assert uptime_kuma.read(DUMP) == uptime_kuma.read(dump)

    def test_that_never_ends_to_recur(self) -> None:
        """Nobody waits for what recurs every minute of ten years."""
        dump = DUMP.replace("0 2 * * 0", "* * * * *")
        early = dump.replace("2026-02-25 23:00", "2016-02-25 23:00")
        (fault,) = faults(lambda: uptime_kuma.read(early))

        assert dump != DUMP
        assert "recurs: at most 100000 times at which a window may" in fault

    def test_local_time_of_the_row(self) -> None:
        """Plans are in local time, beats are not."""
        assert ["2026-03-22T01:00:00Z/2026-03-22T03:00:00Z"] == worked(
            uptime_kuma.read(DUMP), "web"
        )

    def test_same_as_server(self) -> None:
        """The zone of the server stands in the settings."""
        found = worked(uptime_kuma.read(DUMP), "mail")

        assert "2026-03-22T01:00:00Z/2026-03-22T01:30:00Z" == found[3]
        # At 02:00 the clocks were put forward to 03:00.
        assert "2026-03-29T01:00:00Z/2026-03-29T01:30:00Z" == found[4]

    def test_server_whose_zone_is_not_set(self) -> None:
        """The caller has to name it."""
        dump = DUMP.replace("'serverTimezone'", "'other'")

        assert [
            (
                "<text>: maintenance 2: is in the server's time, which is "
                "not set; name its timezone"
            )
        ] == faults(lambda: uptime_kuma.read(dump))
        assert uptime_kuma.read(DUMP) == uptime_kuma.read(
            dump, timezone="Europe/Rome"
        )

    def test_without_settings(self) -> None:
        """Without a table of settings it is not set either."""
        (fault,) = faults(
            lambda: planned(strategy="single", timezone="SAME_AS_SERVER")
        )

        assert "name its timezone" in fault

    def test_every_third_day(self) -> None:
        """Intervals are counted from the first date of the plan."""
        found = planned(
            strategy="recurring-interval",
            start_date="2026-03-05T00:00",
            end_date="2026-03-12T00:00",
            interval_day=3,
            cron="0 2 * * *",
            timezone="UTC",
            duration=3600,
        )

        assert [
            "2026-03-05T02:00:00Z/2026-03-05T03:00:00Z",
            "2026-03-08T02:00:00Z/2026-03-08T03:00:00Z",
            "2026-03-11T02:00:00Z/2026-03-11T03:00:00Z",
        ] == worked(found, "web")

    def test_last_day_of_the_month(self) -> None:
        """Days of a month may be its last."""
        found = planned(
            strategy="recurring-day-of-month",
            cron="30 1 10,L * *",
            timezone="UTC",
            duration=60,
        )

        assert [
            "2026-03-10T01:30:00Z/2026-03-10T01:31:00Z",
            "2026-03-31T01:30:00Z/2026-03-31T01:31:00Z",
        ] == worked(found, "web")

    @pytest.mark.parametrize(
        "columns",
        [
            {"strategy": "manual"},
            {"strategy": "cron", "cron": "0 0 1#2 * *", "duration": 60},
            {"strategy": "cron", "cron": "0 0 * * *", "duration": 0},
            {"strategy": "cron", "cron": "0 0 * * *"},
            {"strategy": "recurring-interval", "cron": "0 0 * * *"},
            {
                "strategy": "cron",
                "cron": "0 0 * * *",
                "duration": 60,
                "end_date": "2026-01-01T00:00",
            },
            {"strategy": "single", "active": 0},
        ],
    )
    def test_without_a_plan_that_can_be_told(
        self, columns: dict[str, object]
    ) -> None:
        """What cannot be worked out is left to the beats."""
        assert [] == worked(planned(timezone="UTC", **columns), "web")

    def test_of_a_monitor_without_beats(self) -> None:
        """A plan for a monitor that never ran says nothing."""
        dump = (
            EMPTY
            + PLANS
            + ("INSERT INTO maintenance(id, strategy) VALUES(1, 'single');")
        )

        assert () == uptime_kuma.read(dump).maintenance

    def test_instant_with_an_offset(self) -> None:
        """A time with an offset needs no zone."""
        found = planned(
            strategy="single",
            start_date="2026-03-10T08:00:00+01:00",
            end_date="2026-03-10T09:00:00+01:00",
            timezone="UTC",
        )

        assert ["2026-03-10T07:00:00Z/2026-03-10T08:00:00Z"] == worked(
            found, "web"
        )

    @pytest.mark.parametrize(
        ("columns", "fault"),
        [
            (
                {"strategy": "single", "start_date": "soon"},
                "'soon' is no local time",
            ),
            (
                {"strategy": "single"},
                "has no start and end, in this order",
            ),
        ],
    )
    def test_that_does_not_read(
        self, columns: dict[str, object], fault: str
    ) -> None:
        """It says which row, and why."""
        assert [f"<text>: maintenance 1: {fault}"] == faults(
            lambda: planned(timezone="UTC", **columns)
        )


class TestFaults:
    """What does not read."""

    def test_text_that_is_no_dump(self) -> None:
        """The database says what is wrong with it."""
        (fault,) = faults(lambda: uptime_kuma.read("hello"))

        assert fault.endswith("; is this the database, or a dump of it?")

    def test_bytes_that_are_no_database(self) -> None:
        """The database says what is wrong with them."""
        (fault,) = faults(lambda: uptime_kuma.read(b"SQLite format 3\0x"))

        assert "file is not a database" in fault

    @pytest.mark.parametrize(
        ("dump", "fault"),
        [
            ("", "has no table monitor; is this a kuma.db?"),
            (
                beats(("10 08:00", 9, True), ("10 08:10", 1, True)),
                "heartbeat 1: 9 is no status",
            ),
            (
                EMPTY + "INSERT INTO heartbeat VALUES(1,1,1,1,NULL,'x');",
                (
                    "heartbeat: 'x' is no instant; write it as "
                    "2026-10-03T02:00:00+02:00"
                ),
            ),
            (
                beats(("10 08:00", 1, True))
                + counts("stat_daily", "(1,'x',1,0)"),
                "stat_daily: 'x' is no timestamp",
            ),
            (
                beats(("10 08:00", 1, True))
                + counts("stat_daily", "(1,1,1,0)"),
                (
                    "stat_daily: lies outside the years 1971 to 9999; is it "
                    "in seconds where milliseconds should be, or the other "
                    "way round?"
                ),
            ),
        ],
    )
    def test_of_a_row(self, dump: str, fault: str) -> None:
        """It says where, and what is wrong."""
        assert [f"<text>: {fault}"] == faults(lambda: uptime_kuma.read(dump))

    def test_progress(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """It is told by beats."""
        monkeypatch.setattr(uptime_kuma, "STEP", 10)
        told: list[tuple[int, int]] = []
        uptime_kuma.read(DUMP, progress=lambda *one: told.append(one))

        assert [(0, 19), (10, 19), (19, 19)] == told

    def test_time_that_is_no_text(self) -> None:
        """A beat without a time says nothing."""
        dump = EMPTY + "INSERT INTO heartbeat VALUES(1,0,1,1,NULL,x'00');"

        assert () == uptime_kuma.read(dump).histories
