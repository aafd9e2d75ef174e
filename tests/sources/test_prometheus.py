"""Prometheus: the quirks of its series."""

import datetime as dt

import pytest

from slapolicy.sources import Import, prometheus
from tests.sources.exported import (
    SAMPLES,
    Tree,
    at,
    covered,
    down,
    faults,
    gaps,
)


NAME = "prometheus-query_range-probe_success.json"
MINUTE = dt.timedelta(minutes=1)


def series(start: str, values: str, *, step: int = 60, **labels: str) -> Tree:
    """Return a series: a character a step, `_` for none, `?` for NaN."""
    words = {"?": "NaN"}
    return {
        "metric": {"instance": "web", **labels},
        "values": [
            [at(start) + step * number, words.get(value, value)]
            for number, value in enumerate(values)
            if value != "_"
        ],
    }


def answer(*found: Tree) -> Tree:
    """Return an answer with such series."""
    return {
        "status": "success",
        "data": {"resultType": "matrix", "result": list(found)},
    }


def read(*found: Tree) -> Import:
    """Return what such series say."""
    return prometheus.read(answer(*found))


class TestSamples:
    """What samples say."""

    def test_values_are_strings(self) -> None:
        """Strings and numbers are read alike."""
        tree = answer(series("10T08:00", "1001"))
        numbers = answer(series("10T08:00", "1001"))
        for sample in numbers["data"]["result"][0]["values"]:
            sample[1] = int(sample[1])

        assert prometheus.read(tree) == prometheus.read(numbers)
        assert ["2026-03-10T08:01:00Z/2026-03-10T08:03:00Z"] == down(
            prometheus.read(tree), "web"
        )

    def test_nan_is_unknown(self) -> None:
        """NaN is neither up nor down."""
        found = read(series("10T08:00", "1??1"))

        assert ["2026-03-10T08:01:00Z/2026-03-10T08:03:00Z"] == gaps(
            found, "web"
        )
        assert [] == down(found, "web")

    def test_nan_of_a_mapping(self) -> None:
        """A number that is none is read as the word is."""
        tree = answer(series("10T08:00", "111"))
        tree["data"]["result"][0]["values"][1][1] = float("nan")

        assert ["2026-03-10T08:01:00Z/2026-03-10T08:02:00Z"] == gaps(
            prometheus.read(tree), "web"
        )

    def test_missing_samples_are_unknown(self) -> None:
        """A hole is neither up nor down, also between two failures."""
        found = read(series("10T08:00", "110__011"))

        assert [
            "2026-03-10T08:02:00Z/2026-03-10T08:03:00Z",
            "2026-03-10T08:05:00Z/2026-03-10T08:06:00Z",
        ] == down(found, "web")
        assert [
            "2026-03-10T08:00:00Z/2026-03-10T08:03:00Z",
            "2026-03-10T08:05:00Z/2026-03-10T08:08:00Z",
        ] == covered(found, "web")

    def test_staleness(self) -> None:
        """After its last sample a series says nothing, not that it is up."""
        found = read(series("10T08:00", "1110"))

        assert ["2026-03-10T08:03:00Z/2026-03-10T08:04:00Z"] == down(
            found, "web"
        )
        assert ["2026-03-10T08:00:00Z/2026-03-10T08:04:00Z"] == covered(
            found, "web"
        )

    def test_resolution_is_the_step(self) -> None:
        """How far off each edge may be stands in the note."""
        found = read(series("10T08:00", "101", step=300))

        assert "seen every 5 minutes" == found.outages[0].note

    def test_fractions_of_a_second_are_exact(self) -> None:
        """No instant goes through a float."""
        found = prometheus.read(SAMPLES / NAME)

        assert [
            "2026-03-10T07:51:00.781000Z/2026-03-10T07:52:00.781000Z"
        ] == gaps(found, "mail.example.com:9100")

    def test_step_that_the_caller_names(self) -> None:
        """One sample speaks for the step that was asked for."""
        found = prometheus.read(answer(series("10T08:00", "0")), step=MINUTE)

        assert ["2026-03-10T08:00:00Z/2026-03-10T08:01:00Z"] == down(
            found, "web"
        )


class TestFiles:
    """Several answers about one series."""

    def test_limit_of_11000_points(self) -> None:
        """A month is several answers, which join without a seam."""
        found = prometheus.read(
            answer(series("10T08:04", "0111")),
            answer(series("10T08:00", "1110")),
        )

        assert ["2026-03-10T08:03:00Z/2026-03-10T08:05:00Z"] == down(
            found, "web"
        )
        assert 1 == len(covered(found, "web"))

    def test_that_overlap(self) -> None:
        """A sample that stands twice counts once."""
        one = answer(series("10T08:00", "1110"))

        assert prometheus.read(one) == prometheus.read(one, one)

    def test_that_contradict_each_other(self) -> None:
        """Two servers are two sources, to be merged by a rule."""
        assert [
            (
                "<mapping>: data.result[0].values[1]: is both 0 and 1; read "
                "the answers of different servers apart, and merge them by a "
                "rule"
            )
        ] == faults(
            lambda: prometheus.read(
                answer(series("10T08:00", "11")),
                answer(series("10T08:00", "10")),
            )
        )

    def test_error_beyond_the_limit(self) -> None:
        """Prometheus refuses more points, and so does this."""
        tree = {
            "status": "error",
            "errorType": "bad_data",
            "error": "exceeded maximum resolution of 11,000 points",
        }

        assert [
            (
                "<mapping>: error: is what Prometheus answered; ask for "
                "fewer hours at a time, several answers are joined"
            )
        ] == faults(lambda: prometheus.read(tree))


class TestSubjects:
    """What a series is about."""

    def test_label_that_names_it(self) -> None:
        """The caller says which label tells series apart."""
        tree = answer(
            series("10T08:00", "11", job="a"),
            series("10T08:00", "11", job="b"),
        )

        assert ("a", "b") == prometheus.read(tree, label="job").subjects
        assert [
            (
                "<mapping>: data.result[1].values[0]: two series have the "
                "instance 'web'; name a label that tells them apart"
            )
        ] == faults(lambda: prometheus.read(tree))

    def test_without_that_label(self) -> None:
        """A series without it is about everything."""
        found = prometheus.read(answer(series("10T08:00", "11")), label="job")

        assert ["2026-03-10T08:00:00Z/2026-03-10T08:02:00Z"] == covered(found)

    def test_empty_series(self) -> None:
        """It says nothing."""
        empty = answer(series("10T08:00", ""))

        assert () == prometheus.read(empty).histories
        assert () == prometheus.read(empty, step=MINUTE).histories


class TestFaults:
    """What does not read."""

    @pytest.mark.parametrize(
        ("tree", "fault"),
        [
            (
                answer(series("10T08:00", "12")),
                (
                    "data.result[0].values[1][1]: is neither 0 nor 1; query such "
                    "as probe_success, up or `… > bool 0.5`"
                ),
            ),
            (
                answer(series("10T08:00", "1")),
                (
                    "data.result[0].values[0]: is the only sample of its series; "
                    "name the step"
                ),
            ),
            (
                answer({"metric": {}, "values": [[1]]}),
                "data.result[0].values[0]: is no pair of a time and a value",
            ),
            (
                answer({"metric": [], "values": []}),
                (
                    "data.result[0].metric: is no mapping; is this an answer of "
                    "query_range?"
                ),
            ),
            (
                {"data": {"resultType": "vector", "result": []}},
                "data.resultType: is no matrix; ask query_range, not query",
            ),
        ],
    )
    def test_of_an_answer(self, tree: Tree, fault: str) -> None:
        """It says where, and what to ask instead."""
        assert [f"<mapping>: {fault}"] == faults(lambda: prometheus.read(tree))

    def test_step_that_is_none(self) -> None:
        """A step must last."""
        assert ["step: 0:00:00 is no step; it must last"] == faults(
            lambda: prometheus.read(answer(), step=dt.timedelta())
        )
