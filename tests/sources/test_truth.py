"""Every sample tells the truth that its source can carry."""

import json

from collections.abc import Callable

import pytest

from slapolicy.sources import (
    Import,
    betterstack,
    csv_,
    ical,
    nagios,
    pingdom,
    prometheus,
    statuspage,
    uptime_kuma,
    uptimerobot,
    zabbix,
)
from tests.sources.exported import MAIL, MARCH, SAMPLES, WEB, down, worked


WINDOW = ["2026-03-22T01:00:00Z/2026-03-22T03:00:00Z"]

Read = Callable[[], Import]


def of_statuspage() -> Import:
    """Return what the status page says, under the truth's names."""
    return statuspage.read(
        SAMPLES / "statuspage-incidents.json",
        SAMPLES / "statuspage-scheduled-maintenances.json",
    ).renamed({"Web hosting": "web", "Mail": "mail"})


def of_pingdom() -> Import:
    """Return what Pingdom says of the check that is the truth's web."""
    return pingdom.read(
        SAMPLES / "pingdom-summary.outage.web.json",
        SAMPLES / "pingdom-maintenance.json",
    ).renamed({None: "web"})


def of_prometheus() -> Import:
    """Return what Prometheus says, under the truth's names."""
    return prometheus.read(
        SAMPLES / "prometheus-query_range-probe_success.json"
    ).renamed(
        {"https://www.example.com": "web", "mail.example.com:9100": "mail"}
    )


def of_nagios() -> Import:
    """Return what Nagios says of the service that is the truth's web."""
    found = nagios.read(SAMPLES / "nagios-archive.log")
    return found.of("web;HTTP").renamed({"web;HTTP": "web"})


def truth(subject: str) -> list[str]:
    """Return when a subject was down in truth."""
    tree = json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))
    return [
        f"{one['start']}/{one['end'] or '…'}"
        for one in tree["outages"]
        if one["service"] == subject
    ]


def test_samples_are_told_by_truth() -> None:
    """What the tests compare with is what the samples were made from."""
    assert (WEB, MAIL) == (truth("web"), truth("mail"))


@pytest.mark.parametrize(
    "read",
    [
        pytest.param(of_statuspage, id="statuspage"),
        pytest.param(
            lambda: uptimerobot.read(
                SAMPLES / "uptimerobot-v2-getMonitors.json"
            ),
            id="uptimerobot-v2",
        ),
        pytest.param(
            lambda: uptimerobot.read(
                SAMPLES / "uptimerobot-v3-incidents.json"
            ),
            id="uptimerobot-v3",
        ),
        pytest.param(
            lambda: betterstack.read(SAMPLES / "betterstack-incidents.json"),
            id="betterstack",
        ),
        pytest.param(
            lambda: zabbix.read(SAMPLES / "zabbix-event.get.json"),
            id="zabbix",
        ),
        pytest.param(lambda: csv_.read(SAMPLES / "outages.csv"), id="csv"),
        pytest.param(
            lambda: csv_.read(
                SAMPLES / "outages-excel-it.csv", layout=csv_.ITALIAN
            ),
            id="csv-excel-it",
        ),
    ],
)
def test_whole_truth(read: Read) -> None:
    """These carry every outage, and the one that still lasts."""
    found = read()

    assert (WEB, MAIL) == (down(found, "web"), down(found, "mail"))


def test_uptime_kuma_loses_what_maintenance_hides() -> None:
    """The outage under maintenance was stored as maintenance."""
    found = uptime_kuma.read(SAMPLES / "uptime-kuma.sql")

    assert ([WEB[0], WEB[2]], MAIL) == (
        down(found, "web"),
        down(found, "mail"),
    )


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        pytest.param(of_pingdom, WEB, id="pingdom"),
        pytest.param(of_nagios, WEB, id="nagios"),
        pytest.param(of_prometheus, WEB[:1], id="prometheus"),
    ],
)
def test_truth_of_the_web(read: Read, expected: list[str]) -> None:
    """These samples tell of the web only, Prometheus of an hour of it."""
    assert expected == down(read(), "web")


@pytest.mark.parametrize(
    "read",
    [
        pytest.param(of_pingdom, id="pingdom"),
        pytest.param(of_nagios, id="nagios"),
        pytest.param(
            lambda: uptime_kuma.read(SAMPLES / "uptime-kuma.sql"),
            id="uptime-kuma",
        ),
        pytest.param(
            lambda: ical.read(SAMPLES / "maintnote.ics", within=MARCH),
            id="ical",
        ),
    ],
)
def test_truth_of_maintenance(read: Read) -> None:
    """These carry the maintenance of the web whole."""
    assert WINDOW == worked(read(), "web")


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        pytest.param(
            of_statuspage,
            ["2026-03-22T01:00:00Z/2026-03-22T02:40:00Z"],
            id="statuspage-completed-early",
        ),
        pytest.param(
            lambda: zabbix.read(SAMPLES / "zabbix-event.get.json"),
            ["2026-03-22T01:10:00Z/2026-03-22T03:00:00Z"],
            id="zabbix-from-the-problem-on",
        ),
    ],
)
def test_part_of_the_maintenance(read: Read, expected: list[str]) -> None:
    """These know when it was over early, or when it met a problem first."""
    assert expected == worked(read(), "web")


@pytest.mark.parametrize(
    "read", [of_statuspage, of_pingdom, of_prometheus, of_nagios]
)
def test_every_fact_names_its_source(read: Read) -> None:
    """Ids begin with the source's name; outages have it as their source."""
    found = read()
    ids = {
        *(one.id for one in found.outages),
        *(one.id for one in found.maintenance),
        *(one.id for one in found.unobserved),
    }

    assert {found.source} == {str(one).partition(":")[0] for one in ids}
    assert {found.source} == {one.source for one in found.outages}
