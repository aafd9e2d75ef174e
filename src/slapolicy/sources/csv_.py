"""
CSV: one outage, or one window of maintenance, a row; any columns.

A list of outages does not say what span it is a list for: an import speaks
for the time from its first start to its last end. Say what else it speaks for
with `Import.vouched`.

Ids: ``csv:ID`` where a column has them, else ``csv:FILE:LINE``.
"""

import csv
import datetime as dt
import re

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import NoReturn, final

import attrs

from slapolicy import _time
from slapolicy.errors import AmountError
from slapolicy.figures import as_fraction
from slapolicy.sources._exports import (
    Export,
    Progress,
    lines_of,
    name_of,
    refuse,
)
from slapolicy.sources._gather import Gather, note_of
from slapolicy.sources._nodes import parse_epoch, sane
from slapolicy.sources.imports import Import
from slapolicy.spans import Span


#: What a column may be, and its name unless another is given.
FIELDS = (
    "start",
    "end",
    "duration",
    "service",
    "kind",
    "id",
    "cause",
    "impact",
    "detected",
    "announced",
    "note",
)
_DOWN = {"", "down", "outage"}
_WORK = {"maintenance": "planned", "planned": "planned", "urgent": "urgent"}
_CLOCK = re.compile(r"(\d{1,6}):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,6})?", re.ASCII)


def _as_columns(
    columns: Mapping[str, str] | Iterable[tuple[str, str]],
) -> tuple[tuple[str, str], ...]:
    """Return the names of columns as pairs, sorted by field."""
    pairs = columns.items() if isinstance(columns, Mapping) else columns
    found = tuple(sorted(pairs))
    for field, _ in found:
        if field not in FIELDS:
            refuse("columns", f"{field!r} is none of {', '.join(FIELDS)}")
    return found


@final
@attrs.frozen(kw_only=True)
class Layout:
    """
    How a file writes its rows.

    Args:
        columns: The file's own names for columns, by `FIELDS`; a field that
            is not named stands under its own name, if at all. ``service``
            names the subject; ``kind`` is ``down``, ``maintenance`` or
            ``urgent``; without ``end``, ``duration`` says it, in ``h:mm``,
            ``h:mm:ss`` or minutes.

        timezone: The IANA zone of times without an offset; None refuses
            them.

        format: How times are written, as ``strptime`` has it; None for RFC
            3339 or seconds since the epoch.

        delimiter: What stands between columns; one character.

        encoding: How bytes are to be read as text.

        decimal_comma: Whether ``0,5`` is a half.

    Raises:
        DocumentError: If *columns* names what no column can be.
    """

    columns: tuple[tuple[str, str], ...] = attrs.field(
        default=(), converter=_as_columns
    )
    timezone: str | None = None
    format: str | None = None
    delimiter: str = ","
    encoding: str = "utf-8-sig"
    decimal_comma: bool = False


#: RFC 3339, commas, UTF-8, columns by their own names.
PLAIN = Layout()
#: As Excel saves it in Italy, with local times, semicolons, decimal commas.
ITALIAN = Layout(
    columns={
        "service": "Servizio",
        "start": "Inizio",
        "end": "Fine",
        "duration": "Durata",
        "note": "Nota",
    },
    timezone="Europe/Rome",
    format="%d/%m/%Y %H:%M",
    delimiter=";",
    encoding="cp1252",
    decimal_comma=True,
)


def read(
    *exports: Export,
    layout: Layout = PLAIN,
    within: Span | None = None,
    only: Collection[str] = (),
    progress: Progress | None = None,
) -> Import:
    """
    Return what tables of outages say; rows stream through.

    Args:
        *exports: Texts, bytes or paths, with a line of column names first.

        layout: How they write their rows.

        within: Rows that neither overlap nor touch this span are left out.

        only: The subjects that are wanted; empty for all.

        progress: Told how many bytes were read, and of how many.

    Raises:
        DocumentError: If one of them does not read.
    """
    gather = Gather("csv", within, only)
    names: set[str] = set()
    for number, export in enumerate(exports, 1):
        name = Path(name_of(export)).name
        if name in names:
            name = f"{name}#{number}"
        names.add(name)
        table = _Table(gather, layout, export, name)
        table.read(progress)
    return gather.finish()


@final
class _Table:
    """A file, and the span from its first start to its last end."""

    def __init__(
        self, gather: Gather, layout: Layout, export: Export, name: str
    ) -> None:
        self._gather = gather
        self._layout = layout
        self._export = export
        self._name = name
        self._line = 1
        self._places: dict[str, int] = {}
        # A zone that does not exist is refused before any row is.
        if layout.timezone is not None:
            try:
                _time.zone(layout.timezone)
            except AmountError as error:
                self._refuse(str(error))

    def read(self, progress: Progress | None) -> None:
        """Note all rows, and for what span they speak."""
        low, high = _time.LAST, _time.FIRST
        for row in self._rows(progress):
            if not self._places:
                self._places = self._header(row)
            elif any(row):
                start, end = self._read_row(row)
                low = min(low, start)
                high = max(high, end)
        if not self._places:
            self._refuse("has no columns; is it empty?")
        if low <= high:
            self._gather.covers(None, low, high, refuse=self._refuse)

    def _rows(self, progress: Progress | None) -> Iterator[list[str]]:
        """Yield the rows as they come, and keep the line."""
        lines = lines_of(self._export, self._layout.encoding, progress)
        try:
            rows = csv.reader(
                lines, delimiter=self._layout.delimiter, strict=True
            )
            for row in rows:
                yield row
                self._line = rows.line_num + 1
        except (csv.Error, TypeError, ValueError) as error:
            self._refuse(f"{error}; name the delimiter and the encoding")

    def _refuse(self, message: str) -> NoReturn:
        """Raise that the row that was read last does not read."""
        refuse(f"{name_of(self._export)}:{self._line}", message)

    def _header(self, row: list[str]) -> dict[str, int]:
        """Return which column is which, by its number."""
        found = {}
        titles = [title.strip() for title in row]
        given = dict(self._layout.columns)
        for field in FIELDS:
            title = given.get(field, field)
            if title in titles:
                found[field] = titles.index(title)
            elif field in given or field == "start":
                there = ", ".join(map(repr, titles))
                self._refuse(
                    f"has no column {title!r} for {field}; it has {there}; "
                    f"map the columns, or name the delimiter"
                )
        return found

    def _read_row(self, row: list[str]) -> tuple[int, int]:
        """Note a row, and return the span that it mentions."""
        cells = {
            field: row[place].strip()
            for field, place in self._places.items()
            if place < len(row)
        }
        try:
            start = self._instant(cells, "start")
            if start is None:
                self._refuse("start: is empty")
            end = self._instant(cells, "end")
            duration = cells.get("duration")
            if end is None and duration:
                end = sane(start + self._length(duration))
            subject = cells.get("service") or None
            if self._gather.is_near(subject, start, end, self._refuse):
                self._note(cells, subject, start, end)
        except AmountError as error:
            self._refuse(str(error))
        return start, start if end is None else end

    def _note(
        self,
        cells: dict[str, str],
        subject: str | None,
        start: int,
        end: int | None,
    ) -> None:
        """Note the outage or the maintenance of a row."""
        id_ = cells.get("id") or f"{self._name}:{self._line}"
        kind = cells.get("kind", "").lower()
        if kind in _WORK:
            if end is None:
                self._refuse("end: is empty, and maintenance has an end")
            self._gather.maintenance(
                subject,
                id_,
                start,
                end,
                refuse=self._refuse,
                announced=self._instant(cells, "announced"),
                kind=_WORK[kind],
                note=note_of(cells.get("note")),
            )
        elif kind in _DOWN:
            self._gather.outage(
                subject,
                id_,
                start,
                end,
                refuse=self._refuse,
                impact=self._impact(cells.get("impact")),
                detected=self._instant(cells, "detected"),
                cause=cells.get("cause") or None,
                note=note_of(cells.get("note")),
            )
        else:
            self._refuse(
                f"kind: {kind!r} is none of down, maintenance and urgent"
            )

    def _instant(self, cells: dict[str, str], field: str) -> int | None:
        """Return the instant in a column, None where there is none."""
        text = cells.get(field)
        if not text:
            return None
        form = self._layout.format
        if form is not None:
            try:
                read = dt.datetime.strptime(text, form)  # noqa: DTZ007  (the zone is added next)
            except (ValueError, re.error):
                self._refuse(f"{field}: {text!r} is not written as {form!r}")
            text = read.isoformat()
        elif text.replace(".", "", 1).isdecimal():
            return sane(parse_epoch(text, _time.SECOND))
        instant = _time.parse_instant(text, self._layout.timezone)
        return sane(_time.ticks(instant))

    def _length(self, text: str) -> int:
        """Return a length, in microseconds."""
        match = _CLOCK.fullmatch(text)
        if match is not None:
            hours, minutes, seconds = (
                int(part or 0) for part in match.groups()
            )
            return ((hours * 60 + minutes) * 60 + seconds) * _time.SECOND
        number = self._number(text)
        if not _NUMBER.fullmatch(number):
            self._refuse(
                f"duration: {text!r} is neither h:mm nor a number of minutes"
            )
        return int(Fraction(number) * _time.MINUTE)

    def _number(self, text: str) -> str:
        """Return a number with a decimal point."""
        return text.replace(",", ".") if self._layout.decimal_comma else text

    def _impact(self, text: str | None) -> Fraction:
        """Return the share that was out; empty for all of it."""
        if not text:
            return Fraction(1)
        number = self._number(text)
        share = as_fraction(number.removesuffix("%").strip())
        if number.endswith("%"):
            share /= 100
        if not 0 < share <= 1:
            self._refuse(f"impact: {text!r} is not above 0 and at most 100%")
        return share
