"""
Prometheus: answers of ``query_range`` for a series of zeros and ones.

A sample speaks for one step, no more: where samples are missing or ``NaN``,
nobody knows. What changes within a step is seen at its end, so each edge may
be off by one step. A series has at most 11,000 points an answer; a month in
minutes is several files, which are joined.

Ids: ``prometheus:SERIES@START`` by seconds since the epoch.
"""

import datetime as dt
import itertools

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from slapolicy import _time
from slapolicy.lengths import length_text
from slapolicy.sources._exports import Export, refuse
from slapolicy.sources._gather import Gather
from slapolicy.sources._nodes import Node, node_of
from slapolicy.sources.imports import Import


_UP = "1"
_DOWN = "0"
_UNKNOWN = "nan"
_STATES = {"0": _DOWN, "0.0": _DOWN, "1": _UP, "1.0": _UP, "nan": _UNKNOWN}

_Labels: TypeAlias = tuple[tuple[str, str], ...]
_Samples: TypeAlias = dict[int, tuple[str, Node]]


def read(
    *exports: Export,
    label: str = "instance",
    step: dt.timedelta | None = None,
) -> Import:
    """
    Return what series of zeros (down) and ones (up) say.

    Args:
        *exports: Answers of ``query_range``, in any order; they may overlap.

        label: The label whose value names the subject of a series.

        step: The step of the query; by default the length that most often
            lies between two samples.

    Raises:
        DocumentError: If one of them does not read, a value is neither 0
            nor 1, or two series have one subject.
    """
    gather = Gather("prometheus")
    found: dict[_Labels, _Samples] = {}
    for export in exports:
        for series in _series(node_of(export)):
            labels = _labels(series)
            _take(series, found.setdefault(labels, {}))
    given = None if step is None else _time.length_ticks(step)
    if given is not None and given <= 0:
        refuse("step", f"{step} is no step; it must last")
    owners: dict[str | None, _Labels] = {}
    for labels, samples in found.items():
        name = dict(labels).get(label)
        for _, node in list(samples.values())[:1]:
            if owners.setdefault(name, labels) != labels:
                node.refuse(
                    f"two series have the {label} {name!r}; name a label "
                    f"that tells them apart"
                )
        _read_series(gather, name, samples, given)
    return gather.finish()


def _series(root: Node) -> Iterator[Node]:
    """Yield the series of an answer."""
    if root.at("status").word() == "error":
        root.at("error").refuse(
            "is what Prometheus answered; ask for fewer hours at a time, "
            "several answers are joined"
        )
    result = root.at("data")
    if result.at("resultType").word() not in {"", "matrix"}:
        result.at("resultType").refuse(
            "is no matrix; ask query_range, not query"
        )
    yield from result.at("result").each()


def _labels(series: Node) -> _Labels:
    """Return the labels that tell a series from others."""
    metric = series.at("metric")
    if not isinstance(metric.value, Mapping):
        metric.refuse("is no mapping; is this an answer of query_range?")
    return tuple(
        sorted((str(key), metric.at(key).text()) for key in metric.value)
    )


def _take(series: Node, samples: _Samples) -> None:
    """Add the samples of a series."""
    for sample in series.at("values").each():
        pair = list(sample.each())
        if len(pair) != 2:  # noqa: PLR2004  (an instant and a value)
            sample.refuse("is no pair of a time and a value")
        at, word = pair[0].epoch(), pair[1].word()
        state = _STATES.get(word)
        if state is None:
            pair[1].refuse(
                "is neither 0 nor 1; query such as probe_success, up or "
                "`… > bool 0.5`"
            )
        if samples.setdefault(at, (state, sample))[0] != state:
            sample.refuse(
                "is both 0 and 1; read the answers of different servers "
                "apart, and merge them by a rule"
            )


def _read_series(
    gather: Gather, name: str | None, samples: _Samples, step: int | None
) -> None:
    """Note what the samples of one subject say."""
    ordered = sorted(samples)
    step = step or _usual_step(ordered)
    if step is None:
        for _, node in samples.values():
            node.refuse("is the only sample of its series; name the step")
        return
    note = f"seen every {length_text(dt.timedelta(microseconds=step))}"
    for state, start, end in _runs(ordered, samples, step):
        node = samples[start][1]
        id_ = f"{name or ''}@{_seconds(start)}"
        gather.covers(name, start, end, refuse=node.refuse)
        if state == _DOWN:
            gather.outage(name, id_, start, end, refuse=node.refuse, note=note)
        elif state == _UNKNOWN:
            gather.unobserved(
                name, id_, start, end, refuse=node.refuse, reason="NaN"
            )


def _usual_step(ordered: list[int]) -> int | None:
    """Return the length that most often lies between samples, if any."""
    steps = Counter(
        late - early for early, late in itertools.pairwise(ordered)
    )
    return max(steps, key=lambda one: (steps[one], -one), default=None)


def _runs(
    ordered: Iterable[int], samples: _Samples, step: int
) -> Iterator[tuple[str, int, int]]:
    """Yield each stretch of one state that samples leave no hole in."""
    state, start, end = "", 0, 0
    for at in ordered:
        now = samples[at][0]
        if now == state and at <= end:
            end = at + step
            continue
        if state:
            yield state, start, min(end, at)
        state, start, end = now, at, at + step
    if state:
        yield state, start, end


def _seconds(ticks: int) -> str:
    """Return an instant as seconds since the epoch."""
    whole, part = divmod(ticks, _time.SECOND)
    return f"{whole}.{part:06d}".rstrip("0") if part else str(whole)
