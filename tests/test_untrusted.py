"""What `SECURITY.md` promises about a stranger's documents."""

import array
import csv
import itertools
import socket
import time
import tracemalloc

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import attrs
import pyarrow as pa
import pytest

from slapolicy import (
    Evaluation,
    SlaPolicyError,
    evaluate,
    messages,
    parse_policy,
    parse_record,
)
from slapolicy import report as reports
from slapolicy.arrow import RESULTS, evaluate_batches
from slapolicy.documents.texts import Format
from tests.commands import Slapolicy, runner


POLICY = """\
slapolicy: 1
id: untrusted
timezone: UTC
currency: EUR
period: {kind: calendar, unit: month}
calendars: {desk: {hours: {mon: ["09:00-09:01"]}}}
commitments:
  - id: uptime
    metric: {kind: availability}
    target: {at_least: 99%}
    credit: {kind: flat, amount: 10%}
"""
RECORD = """\
slapolicy: 1
service: {id: web, fee: 10.00 EUR}
period: 2026-10
outages:
  - {id: o1, start: 2026-10-05T00:00:00Z, end: 2026-10-25T00:00:00Z}
"""
WINDOWED = "{kind: success-rate, window: 1 microsecond}"
TICKETS = "{kind: ticket-time, clock: response, service_hours: desk}"
CLAIMED = """{{kind: flat, amount: 10%}}
    claims: {{file: {{within: {}, after: period-end}}}}"""
MEGABYTE = 1_000_000


def refusals(policy: str = POLICY, record: str = RECORD) -> str:
    """Return why documents are refused, read or evaluated."""
    with pytest.raises((SlaPolicyError, ExceptionGroup)) as raised:
        evaluated(policy, record)
    return "\n".join(messages(raised.value))


def evaluated(policy: str = POLICY, record: str = RECORD) -> Evaluation:
    """Return what follows from two documents."""
    known = parse_policy(policy)
    return evaluate(known, parse_record(record, known))


class TestCode:
    """A document runs no code."""

    @pytest.mark.parametrize(
        "tag",
        [
            "!!python/object/apply:os.system [touch ran]",
            "!!python/name:os.system",
            "!!timestamp 2026-10-01",
            "!include other.yaml",
            "!<tag:yaml.org,2002:str> x",
        ],
    )
    def test_tags(self, tag: str) -> None:
        """A tag is refused, whatever it is."""
        assert "tags are not read" in refusals(f"{POLICY}title: {tag}\n")

    def test_merge_keys(self) -> None:
        """So is a merge key."""
        assert "merge keys" in refusals(f"{POLICY}<<: {{title: x}}\n")

    def test_aliases_that_multiply(self) -> None:
        """A thousand million laughs are not told."""
        laughs = "".join(
            f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n"
            for level in range(1, 10)
        )
        tracemalloc.start()
        refusals(f"{POLICY}a0: &a0 [ha]\n{laughs}")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

        assert peak < 100 * MEGABYTE


class TestFiles:
    """A document opens no file and no connection."""

    @pytest.mark.parametrize(
        "text", ["{path}", "file://{path}", "http://localhost/{path}"]
    )
    def test_paths_are_text(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
    ) -> None:
        """Wherever a path or an address stands, it stays what it is."""
        evaluated()
        path = tmp_path / "sentinel"
        path.write_text("secret", encoding="utf-8")
        named = text.format(path=path)

        def refused(*_: object, **__: object) -> None:
            raise AssertionError(named)

        for where in ("builtins.open", "io.open", "os.open"):
            monkeypatch.setattr(where, refused)
        monkeypatch.setattr(socket, "socket", refused)
        evaluation = evaluated(
            f"{POLICY}source: {named}\ntitle: {named}\n",
            RECORD.replace("id: o1", f"id: o1, note: {named}"),
        )
        monkeypatch.undo()

        assert named == evaluation.policy.source


def outages(size: int) -> str:
    """Return a record of about so many bytes."""
    line = (
        "- {{start: 2026-10-{0:02}T{1:02}:{2:02}:{3:02}Z, "
        "end: 2026-10-{0:02}T{1:02}:{2:02}:{3:02}.5Z}}\n"
    )
    rows = (
        line.format(
            1 + number % 30,
            number // 30 % 24,
            number // 720 % 60,
            number // 43_200,
        )
        for number in range(size // len(line.format(1, 1, 1, 1)))
    )
    return RECORD.partition("outages")[0] + "outages:\n" + "".join(rows)


def clauses(size: int) -> str:
    """Return a policy of about so many bytes."""
    row = '- {{id: "{}", text: "We are up, as far as we know."}}\n'
    count = size // len(row)
    return POLICY + "clauses:\n" + "".join(row.format(n) for n in range(count))


def faults(size: int) -> str:
    """Return a policy that is wrong in every line."""
    return POLICY + "".join(f"wrong-{n}: 1\n" for n in range(size // 14))


def nested(size: int) -> str:
    """Return a policy that opens brackets and never ends."""
    return POLICY + "title: " + "[" * size


def digits(size: int) -> str:
    """Return a policy with one long number."""
    return POLICY.replace("99%", "9" * size + "%")


def read_record(text: str) -> object:
    """Read a record, with the policy that it needs."""
    return parse_record(text, parse_policy(POLICY))


def read_policy(text: str) -> object:
    """Read a policy, or be refused."""
    try:
        return parse_policy(text)
    except (SlaPolicyError, ExceptionGroup) as error:
        return error


BIG = pytest.mark.parametrize(
    ("read", "write"),
    [
        (read_record, outages),
        (read_policy, clauses),
        (read_policy, faults),
        (read_policy, nested),
        (read_policy, digits),
    ],
)


def seconds(read: Callable[[str], object], text: str) -> float:
    """Return the least processor time that reading took, of three."""
    taken = []
    for _ in range(3):
        began = time.process_time()
        read(text)
        taken.append(time.process_time() - began)
    return min(taken)


class TestSize:
    """What a document takes is bounded, and grows with its length."""

    @BIG
    def test_memory(
        self, read: Callable[[str], object], write: Callable[[int], str]
    ) -> None:
        """A megabyte takes less than a hundred."""
        text = write(MEGABYTE)
        tracemalloc.start()
        read(text)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

        assert peak < 100 * MEGABYTE

    @BIG
    def test_growth(
        self, read: Callable[[str], object], write: Callable[[int], str]
    ) -> None:
        """Ten times the length takes about ten times as long, not a hundred."""
        few, many = write(MEGABYTE // 10), write(MEGABYTE)
        # What a small document takes anyway is no growth.
        floor = seconds(read_policy, POLICY)

        assert seconds(read, many) < 30 * (seconds(read, few) + floor)

    @pytest.mark.parametrize("form", ["yaml", "json", "toml"])
    def test_more_is_refused(self, form: Format) -> None:
        """Above eight mebibytes nothing is read."""
        with pytest.raises((SlaPolicyError, ExceptionGroup)):
            parse_policy(" " * (8 * 1024 * 1024 + 1), format=form)


class TestForEver:
    """What would take for ever to reckon is refused."""

    @pytest.mark.parametrize(
        ("old", "new", "why"),
        [
            ("{kind: availability}", WINDOWED, "at most 530000 are read"),
            (
                "- id: uptime",
                "- id: uptime\n    slice: 1 microsecond",
                "at most 50000 are read",
            ),
            (
                "kind: calendar, unit: month",
                "kind: rolling, length: 9999999 days",
                "is longer than the calendar",
            ),
            (
                "kind: calendar, unit: month",
                "kind: rolling, length: 99999999999999 hours",
                "is longer than the calendar",
            ),
            (
                "{kind: flat, amount: 10%}",
                CLAIMED.format("25001 business hours"),
                "is longer than the calendar",
            ),
            (
                "{kind: flat, amount: 10%}",
                CLAIMED.format("3661 business days"),
                "is longer than the calendar",
            ),
            (
                "{kind: flat, amount: 10%}",
                f"{'{kind: sum, rules: [' * 99}{'x'}{']}' * 99}",
                "nested deeper than 100 levels",
            ),
        ],
    )
    def test_policies(self, old: str, new: str, why: str) -> None:
        """A policy that asks for it is told what is too much."""
        assert why in refusals(POLICY.replace(old, new))

    def test_business_hours(self) -> None:
        """Nobody adds a minute a week for eight thousand years."""
        evaluation = evaluated(
            f"{POLICY}claims: {{file: {{within: 25000 business hours, "
            f"after: period-end}}}}\n"
        )
        with pytest.raises((SlaPolicyError, ExceptionGroup)) as raised:
            evaluation.to_dict()

        assert "too little open time in the thirty years" in str(
            messages(raised.value)
        )

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("end: 2026-10-25", "end: 9999-10-25"),
            ("start: 2026-10-05", "start: 1999-10-05"),
        ],
    )
    def test_facts(self, old: str, new: str) -> None:
        """A fact that lasts for ages is mended by whoever wrote it."""
        assert "more than ten years beyond" in refusals(
            record=RECORD.replace(old, new)
        )

    @pytest.mark.parametrize("done", ["responded", "resolved"])
    def test_tickets(self, done: str) -> None:
        """So is a ticket that is answered in eight thousand years."""
        policy = POLICY.replace("{kind: availability}", TICKETS)
        assert "more than ten years beyond" in refusals(
            policy.replace("at_least: 99%", "at_most: 1 hour"),
            f"{RECORD}tickets: [{{opened: 2026-10-05T00:00:00Z, "
            f"{done}: 9999-01-01T00:00:00Z}}]\n",
        )

    def test_periods(self) -> None:
        """No period is longer than ten years."""
        assert "is longer than ten years" in refusals(
            POLICY.replace("unit: month", "unit: year, count: 100"),
            RECORD.replace(
                "2026-10\n",
                "{start: 2000-01-01T00:00:00Z, end: 2100-01-01T00:00:00Z}\n",
            ),
        )


MARKUP = "<script>alert(1)</script>"
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)")


def told(name: str) -> Iterator[Evaluation]:
    """Yield an evaluation in which everything has a stranger's name."""
    policy = parse_policy(POLICY)
    record = parse_record(RECORD, policy)
    (outage,) = record.outages
    yield evaluate(
        attrs.evolve(policy, id=name, title=name, provider=name),
        attrs.evolve(
            record,
            service=attrs.evolve(record.service, id=name),
            outages=[attrs.evolve(outage, id=name, note=name)],
        ),
    )


def arrow_text(texts: Sequence[str | bytes]) -> pa.Array:
    """Return texts as Arrow holds them, whatever bytes they are."""
    raw = [one if isinstance(one, bytes) else one.encode() for one in texts]
    ends = itertools.accumulate((len(one) for one in raw), initial=0)
    buffers = [None, array.array("i", ends).tobytes(), b"".join(raw)]
    return pa.Array.from_buffers(
        pa.string(),
        len(raw),
        [None if one is None else pa.py_buffer(one) for one in buffers],
    )


class TestInjection:
    """A document injects nothing into what is made of it."""

    def test_html(self) -> None:
        """Markup in a text is shown, not obeyed."""
        (evaluation,) = told(MARKUP)
        page = reports.html(evaluation)

        assert MARKUP not in page
        assert "&lt;script&gt;" in page

    @pytest.mark.parametrize("formula", FORMULAS)
    def test_csv(self, formula: str) -> None:
        """No cell is a formula."""
        _, row = csv.reader(reports.csv_lines(told(formula)))

        assert [f"'{formula}"] * 2 == row[:2]
        assert not [cell for cell in row if cell.startswith(tuple("=+-@"))]

    def test_json_lines(self) -> None:
        """An evaluation is one line, whatever its texts hold."""
        (line,) = reports.json_lines(told("a\u2028b\x1b[2J\n"))

        assert line.isascii()
        assert 1 == len(line.splitlines())
        assert "\x1b" not in line

    @pytest.mark.parametrize("command", ["evaluate", "report"])
    def test_terminal(
        self,
        command: str,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        """Whatever a terminal would obey is shown or refused."""
        policy, record = tmp_path / "p.yaml", tmp_path / "r.yaml"
        policy.write_text(POLICY, encoding="utf-8")
        record.write_text(
            RECORD.replace("id: web", r'id: "web\e[2J\u202e"'),
            encoding="utf-8",
        )
        slapolicy: Slapolicy = runner(capsys)
        done = slapolicy(command, str(policy), str(record))

        assert done.out or done.faults
        assert not {"\x1b", "\u202e"} & {*done.out, *"".join(done.faults)}

    @pytest.mark.parametrize("name", ["service", "fee", "note", "carried"])
    def test_arrow(self, name: str) -> None:
        """A text arrives as it was, or is why its row has an error."""
        texts: list[str | bytes] = [
            *FORMULAS,
            MARKUP,
            "\x00",
            "\x1b[2J",
            "\u202e",
            "a\nb",
            "\N{GRINNING FACE}",
            "\udc80".encode(errors="surrogatepass"),
            b"\xff",
        ]
        count = len(texts)
        utc = pa.timestamp("us", "UTC")
        start, end = 1_790_812_800_000_000, 1_793_491_200_000_000
        columns = {
            "service": pa.array([f"web-{at}" for at in range(count)]),
            "period_start": pa.array([start] * count, utc),
            "period_end": pa.array([end] * count, utc),
            "fee": pa.array(["10.00 EUR"] * count),
        }
        strange = arrow_text(texts)
        if name == "note":
            at = pa.array([start] * count, utc)
            down = pa.StructArray.from_arrays(
                [at, pa.array([end] * count, utc), strange],
                ["start", "end", "note"],
            )
            offsets = pa.array(range(count + 1), pa.int32())
            columns["outages"] = pa.ListArray.from_arrays(offsets, down)
        elif name == "carried":
            columns[name] = pa.StructArray.from_arrays([strange], ["credited"])
        else:
            columns[name] = strange
        batch = pa.record_batch(columns)
        (found,) = evaluate_batches(parse_policy(POLICY), [batch])
        found.validate(full=True)

        assert RESULTS == found.schema
        assert count == found.num_rows
        rows = found.to_pylist()
        for text, row in zip(texts, rows, strict=True):
            assert (row["outcome"] is None) is (row["error"] is not None)
            if isinstance(text, bytes):
                assert "not UTF-8" in row["error"]
            elif name == "service":
                assert (text, None) == (row["service"], row["error"])
            elif name == "note":
                assert ("breached", None) == (row["outcome"], row["error"])
            else:
                assert row["error"]
