"""CSV: any columns, zones, encodings and commas."""

from fractions import Fraction
from pathlib import Path

import pytest

from slapolicy.sources import csv_
from slapolicy.sources.csv_ import ITALIAN, PLAIN, Layout
from tests.sources.exported import (
    DAY,
    MARCH,
    SAMPLES,
    covered,
    down,
    faults,
    worked,
)


HEAD = "start,end,kind,note,impact,duration,id,cause,detected,announced\n"


def row(*cells: str) -> str:
    """Return a table of one row under all columns."""
    return f"{HEAD}{','.join(cells)}\n"


class TestLayout:
    """How a file writes its rows."""

    def test_italian_excel(self) -> None:
        """Semicolons, local days first, and letters of Windows-1252."""
        found = csv_.read(SAMPLES / "outages-excel-it.csv", layout=ITALIAN)

        assert "down è successo" == found.history("web").outages[0].note

    def test_row_over_the_change_of_the_clocks(self) -> None:
        """01:40 to 03:20 on 29 March are 40 minutes in Rome."""
        found = csv_.read(SAMPLES / "outages-excel-it.csv", layout=ITALIAN)
        last = found.history("web").outages[-1]

        assert (last.start_ticks + 40 * 60 * 1_000_000) == last.end_ticks

    def test_columns_by_other_names(self) -> None:
        """A field without another name stands under its own, if at all."""
        layout = Layout(columns={"start": "from", "service": "host"})
        text = "host,from,end\nweb,2026-03-10T08:00Z,2026-03-10T08:10Z\n"

        assert ["2026-03-10T08:00:00Z/2026-03-10T08:10:00Z"] == down(
            csv_.read(text, layout=layout), "web"
        )

    def test_is_a_value(self) -> None:
        """Layouts compare and hash; pairs do as well as a mapping."""
        one = Layout(columns={"start": "from", "end": "to"})
        other = Layout(columns=[("end", "to"), ("start", "from")])

        assert (one, hash(one)) == (other, hash(other))

    @pytest.mark.parametrize(
        ("text", "expected"),
        [("0,5", "1/2"), ("12,5%", "1/8"), ("50 %", "1/2"), ("1", "1")],
    )
    def test_decimal_comma(self, text: str, expected: str) -> None:
        """Where it is said, a comma stands between a number's parts."""
        layout = Layout(delimiter=";", decimal_comma=True)
        table = f"start;impact\n2026-03-10T08:00Z;{text}\n"
        (outage,) = csv_.read(table, layout=layout).outages

        assert Fraction(expected) == outage.impact

    def test_decimal_comma_in_a_duration(self) -> None:
        """A duration is a number of minutes, or a clock."""
        layout = Layout(delimiter=";", decimal_comma=True)
        table = (
            "start;duration\n2026-03-10T08:00Z;1,5\n"
            "2026-03-10T09:00Z;0:47\n2026-03-10T10:00Z;1:00:30\n"
        )

        assert [
            "2026-03-10T08:00:00Z/2026-03-10T08:01:30Z",
            "2026-03-10T09:00:00Z/2026-03-10T09:47:00Z",
            "2026-03-10T10:00:00Z/2026-03-10T11:00:30Z",
        ] == down(csv_.read(table, layout=layout))

    def test_seconds_since_the_epoch(self) -> None:
        """A number is a time, too."""
        found = csv_.read("start,end\n1773129600,1773132420.5\n")

        assert ["2026-03-10T08:00:00Z/2026-03-10T08:47:00.500000Z"] == down(
            found
        )


class TestRows:
    """What a row says."""

    def test_every_column(self) -> None:
        """All that an outage can be told."""
        found = csv_.read(
            row(
                "2026-03-10T08:00Z",
                "2026-03-10T08:47Z",
                "Down",
                "a note",
                "25%",
                "",
                "i7",
                "customer",
                "2026-03-10T08:05Z",
            )
        )
        (one,) = found.outages

        assert ("csv:i7", "customer", Fraction(1, 4), "a note", "csv") == (
            one.id,
            one.cause,
            one.impact,
            one.note,
            one.source,
        )
        assert "08:05:00+00:00" == str(one.detected).split()[1]

    @pytest.mark.parametrize(
        ("word", "kind"),
        [
            ("maintenance", "planned"),
            ("planned", "planned"),
            ("Urgent", "urgent"),
        ],
    )
    def test_of_maintenance(self, word: str, kind: str) -> None:
        """A row may be a window of maintenance."""
        found = csv_.read(
            row(
                "2026-03-22T01:00Z",
                "2026-03-22T03:00Z",
                word,
                *[""] * 6,
                "2026-03-20T01:00Z",
            )
        )

        assert [kind] == [one.kind for one in found.maintenance]
        assert ["2026-03-22T01:00:00Z/2026-03-22T03:00:00Z"] == worked(found)
        assert None is not found.maintenance[0].announced

    def test_blank_lines(self) -> None:
        """They say nothing."""
        assert 1 == len(csv_.read("start\n\n2026-03-10T08:00Z\n\n").outages)

    def test_names_the_line_it_begins_in(self) -> None:
        """Also where a note has several lines."""
        found = csv_.read(
            'start,note\n2026-03-10T08:00Z,"a\nb"\n2026-03-11T08:00Z,c\n'
        )

        assert ["csv:<text>:2", "csv:<text>:4"] == [
            one.id for one in found.outages
        ]

    def test_files_of_one_name(self, tmp_path: Path) -> None:
        """Their rows are told apart."""
        paths = []
        for folder in ("a", "b"):
            (tmp_path / folder).mkdir()
            path = tmp_path / folder / "o.csv"
            path.write_text("start\n2026-03-10T08:00Z\n", encoding="utf-8")
            paths.append(path)

        assert ["csv:o.csv#2:2", "csv:o.csv:2"] == sorted(
            str(one.id) for one in csv_.read(*paths).outages
        )

    def test_a_list_speaks_from_its_first_start_to_its_last_end(self) -> None:
        """It does not say what span it is a list for."""
        found = csv_.read(SAMPLES / "outages.csv")

        assert ["2026-03-10T08:00:00Z/2026-03-31T21:30:00Z"] == covered(found)
        assert [] == covered(csv_.read("start\n"))

    def test_within_and_only(self) -> None:
        """Rows of another time, and of others, are not kept."""
        first = MARCH.lasting(MARCH.start, 12 * DAY)
        found = csv_.read(SAMPLES / "outages.csv", within=first, only=["web"])

        assert ("web",) == found.subjects
        assert 1 == len(found.outages)


class TestFaults:
    """What does not read."""

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("", "1: has no columns; is it empty?"),
            (
                "inizio;fine\n",
                (
                    "1: has no column 'start' for start; it has "
                    "'inizio;fine'; map the columns, or name the delimiter"
                ),
            ),
            ("start,end\n,2026-03-10T08:00Z\n", "2: start: is empty"),
            (
                "start\n2026-03-10 08:00\n",
                (
                    "2: '2026-03-10 08:00' has no offset; add one, such as "
                    "+02:00, or give the record a timezone"
                ),
            ),
            (
                "start,end\n2026-03-10T08:00Z,2026-03-10T07:00Z\n",
                (
                    "2: ends 2026-03-10T07:00:00Z, before it starts "
                    "2026-03-10T08:00:00Z"
                ),
            ),
            (
                "start,kind\n2026-03-10T08:00Z,maintenance\n",
                "2: end: is empty, and maintenance has an end",
            ),
            (
                "start,kind\n2026-03-10T08:00Z,slow\n",
                "2: kind: 'slow' is none of down, maintenance and urgent",
            ),
            (
                "start,duration\n2026-03-10T08:00Z,long\n",
                (
                    "2: duration: 'long' is neither h:mm nor a number of "
                    "minutes"
                ),
            ),
            (
                "start,impact\n2026-03-10T08:00Z,2\n",
                "2: impact: '2' is not above 0 and at most 100%",
            ),
            (
                "start,impact\n2026-03-10T08:00Z,half\n",
                "2: 'half' is no number; write it as 7.5",
            ),
            (
                'start,note\n2026-03-10T08:00Z,"a\n',
                (
                    "2: unexpected end of data; name the delimiter and the "
                    "encoding"
                ),
            ),
            (
                "start\n999999999999\n",
                (
                    "2: lies outside the years 1971 to 9999; is it in "
                    "seconds where milliseconds should be, or the other way "
                    "round?"
                ),
            ),
        ],
    )
    def test_of_a_row(self, text: str, fault: str) -> None:
        """It says which line, and what is wrong."""
        assert [f"<text>:{fault}"] == faults(lambda: csv_.read(text))

    @pytest.mark.parametrize(
        ("layout", "fault"),
        [
            (
                Layout(columns={"end": "Fine"}),
                (
                    "<text>:1: has no column 'Fine' for end; it has 'start'; "
                    "map the columns, or name the delimiter"
                ),
            ),
            (
                Layout(format="%d/%m/%Y"),
                (
                    "<text>:2: start: '2026-03-29T02:30' is not written as "
                    "'%d/%m/%Y'"
                ),
            ),
            (
                Layout(timezone="Europe/Rome"),
                (
                    "<text>:2: '2026-03-29T02:30' does not exist in "
                    "Europe/Rome: the clocks were put forward over it; write "
                    "2026-03-29T01:30:00+01:00 or 2026-03-29T03:30:00+02:00"
                ),
            ),
            (
                Layout(timezone="Rome"),
                (
                    "<text>:1: timezone: 'Rome' is not in the IANA "
                    "database; give a name such as 'Europe/Rome'"
                ),
            ),
            (
                Layout(delimiter=";;"),
                (
                    '<text>:1: "delimiter" must be a 1-character string; '
                    "name the delimiter and the encoding"
                ),
            ),
        ],
    )
    def test_of_a_layout(self, layout: Layout, fault: str) -> None:
        """It says what of the layout does not fit."""
        text = "start\n2026-03-29T02:30\n"

        assert [fault] == faults(lambda: csv_.read(text, layout=layout))

    def test_column_that_nothing_can_be(self) -> None:
        """A field that rows do not have is refused at once."""
        (fault,) = faults(lambda: Layout(columns={"inizio": "start"}))

        assert fault.startswith("columns: 'inizio' is none of start, end,")

    def test_another_encoding(self) -> None:
        """It says where the text stops being text, and what to name."""
        assert [
            (
                f"{SAMPLES / 'outages-excel-it.csv'}:1: is not utf-8-sig here "
                "or a little further on; name the encoding, such as cp1252"
            )
        ] == faults(
            lambda: csv_.read(SAMPLES / "outages-excel-it.csv", layout=PLAIN)
        )
