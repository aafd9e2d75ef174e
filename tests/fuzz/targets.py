"""
What a stranger's bytes may reach, and the law that holds there.

Whatever the bytes say, they read, or an error of the library's own says why
not; and reading takes less than a second of the processor's time.
"""

import contextlib
import functools
import json
import time

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import attrs

from slapolicy import (
    DownWhen,
    Extension,
    Figure,
    Money,
    MonthDay,
    Percent,
    Policy,
    Precision,
    Record,
    Shift,
    SlaPolicyError,
    Span,
    _time,
    catalogue,
    dump_policy,
    dump_record,
    evaluate,
    lint,
    parse_policy,
    parse_record,
)
from slapolicy.documents.texts import Format
from slapolicy.figures import fraction_text, parse_exact, parse_number
from slapolicy.lengths import length_text, parse_length
from slapolicy.periods import label, parse_label
from slapolicy.sources import Export, Import, uptime_kuma
from slapolicy.sources._cron import parse_cron
from tests.sources.test_fuzz import DATABASE, JSON, TEXTS, tried


CORPUS = Path(__file__).parent / "corpus"

#: What stands between a policy and a record that are evaluated.
BETWEEN = b"\n---\n"

#: How many readings are explained one by one.
FEW_READINGS = 1_000

FORMATS: tuple[Format, ...] = ("yaml", "json", "toml")
ZONE = "Europe/Rome"


@attrs.frozen
class Target:
    """
    A door, and what usually goes through it.

    Args:
        use: What is done with the bytes.

        seeds: Inputs to begin with.

        limit: Seconds of the processor's time that any input may take.
    """

    use: Callable[[bytes], object]
    seeds: Callable[[], Iterable[bytes]]
    limit: float = 1.0

    def hold(self, content: bytes) -> None:
        """
        Assert that an input is used, or refused by the library's own error.

        Args:
            content: Anything.
        """
        with contextlib.suppress(SlaPolicyError):
            self.use(content)

    def hold_soon(self, content: bytes, slower: int) -> None:
        """
        Assert that the law holds for an input, within the limit.

        Args:
            content: Anything.

            slower: How many times longer it may take here.
        """
        start = time.process_time()
        self.hold(content)
        took = time.process_time() - start
        assert took < self.limit * slower, f"{took:.2f} s"


def _use_policy(content: bytes, form: Format) -> None:
    """Read a policy; what is written of it reads as the same."""
    policy = parse_policy(content, form)
    assert policy == parse_policy(dump_policy(policy, form), form)


def _use_record(content: bytes, form: Format) -> None:
    """Read a record; what is written of it reads as the same."""
    policy = _clamehost()
    record = parse_record(content, policy, form)
    assert record == parse_record(dump_record(record, form), policy, form)


def _evaluate(content: bytes) -> None:
    """Evaluate what reads, and say so; briefly, if there is much to say."""
    first, _, second = content.partition(BETWEEN)
    policy = parse_policy(first)
    found = evaluate(policy, parse_record(second, policy))
    found.to_dict()
    readings = sum(len(one.readings) for one in found.results)
    few = readings <= FEW_READINGS
    found.explain("it", style="full" if few else "short")


def _use_text(content: bytes) -> None:
    """Read a text as everything that values are written as."""
    text = content.decode("utf-8", "replace")
    for parse, write in FORMS:
        with contextlib.suppress(SlaPolicyError):
            value = parse(text)
            assert value == parse(write(value)), (text, value)


def _label_of(text: str) -> str:
    """Return the label of the period that a text names."""
    return label(*parse_label(text, ZONE), ZONE)


def _cron_of(text: str) -> str:
    """Return a pattern in a form of its own, if there is one."""
    return text if parse_cron(text) is None else "* * * * *"


#: What reads a text, and what writes one that reads as the same.
FORMS: tuple[tuple[Callable[[str], object], Callable[..., str]], ...] = (
    (Percent.parse, str),
    (Money.parse, str),
    (Extension.parse, str),
    (Figure.parse, str),
    (Shift.parse, str),
    (MonthDay.parse, str),
    (Precision.parse, str),
    (DownWhen.parse, str),
    (Span.from_iso, str),
    (parse_length, length_text),
    (parse_number, str),
    (parse_exact, fraction_text),
    (_time.parse_instant, str),
    (functools.partial(_time.parse_instant, default_zone=ZONE), str),
    (_label_of, str),
    (_cron_of, str),
)

TEXTS_TO_READ = (
    b"99.95%",
    b"12.50 EUR",
    b"5 business days",
    b"1.5 hours",
    b"PT48H30M0.5S",
    b"P1Y2M",
    b"11/2",
    b"09:00-24:00",
    b"02-29",
    b"2 decimals",
    b"all",
    b"2026-02-28T23:00:00Z/2026-03-31T22:00:00Z",
    b"2026-10-25 02:30",
    b"0001-01-01T00:00:00+14:00",
    b"9999-12-31T23:59:59.999999-12:00",
    b"2026-W53",
    b"2026-Q3",
    b"9999-12",
    b"2026-02-28/2026-03-31",
    b"*/5 1-3 L * sun,tue",
)


@functools.cache
def _clamehost() -> Policy:
    """Return the policy that records are read beside."""
    return catalogue.load("clamehost")


def _pairs() -> Iterator[tuple[Policy, Record]]:
    """Yield some policies of the vectors, each with a record."""
    # Reading all vectors takes long, and few targets want them.
    from tests.test_vectors import VECTORS, evaluated

    for _, vector, policies in VECTORS[::9]:
        if "error" not in vector:
            found = evaluated(vector, policies)
            yield found.policy, found.record


def _policies(form: Format) -> Iterator[bytes]:
    """Yield policies as text."""
    for policy, _ in _pairs():
        yield dump_policy(policy, form).encode()


def _records(form: Format) -> Iterator[bytes]:
    """Yield records as text."""
    for _, record in _pairs():
        yield dump_record(record, form).encode()


def _both() -> Iterator[bytes]:
    """Yield policies, each with a record."""
    for policy, record in _pairs():
        parts = dump_policy(policy), dump_record(record)
        yield BETWEEN.join(part.encode() for part in parts)


def _import(content: bytes, read: Callable[[Export], Import]) -> None:
    """Read an export, whose faults are those of a document; use it."""
    try:
        tried(lambda: read(content))
    except SlaPolicyError as error:
        msg = "is no fault of a document"
        raise AssertionError(msg) from error


def _lint(content: bytes) -> None:
    """Lint a policy that reads."""
    for one in lint(parse_policy(content)):
        one.to_dict()


def _once(seed: bytes) -> Callable[[], Iterable[bytes]]:
    """Return what returns one seed."""
    return lambda: (seed,)


TARGETS = {
    **{
        f"policy-{form}": Target(
            functools.partial(_use_policy, form=form),
            functools.partial(_policies, form),
        )
        for form in FORMATS
    },
    **{
        f"record-{form}": Target(
            functools.partial(_use_record, form=form),
            functools.partial(_records, form),
        )
        for form in FORMATS
    },
    # A second each for what follows, for its dictionary and to explain it: a
    # short text may ask for 20 000 readings, as many as are made.
    "evaluation": Target(_evaluate, _both, limit=3),
    "lint": Target(_lint, functools.partial(_policies, "yaml")),
    "texts": Target(_use_text, lambda: TEXTS_TO_READ),
    **{
        name: Target(
            functools.partial(_import, read=read),
            _once(json.dumps(tree).encode()),
        )
        for name, (read, tree) in JSON.items()
    },
    **{
        name: Target(
            functools.partial(_import, read=read), _once(text.encode())
        )
        for name, (read, text) in TEXTS.items()
    },
    "uptime-kuma-sqlite": Target(
        functools.partial(_import, read=uptime_kuma.read), _once(DATABASE)
    ),
}
