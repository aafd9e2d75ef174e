"""The public names: those of the package, and of the modules beside it."""

import importlib

import slapolicy


# What is imported from its own module, because it is a door of its own:
# sources have the same names, the others need an extra or are seldom used.
_SOURCES = (
    "betterstack",
    "csv_",
    "ical",
    "icinga",
    "nagios",
    "pingdom",
    "prometheus",
    "statuspage",
    "uptime_kuma",
    "uptimerobot",
    "zabbix",
)
_LISTED = ("arrow", "catalogue", "report", "sources", "strategies")


def _names(module: str) -> tuple[str, ...]:
    """Return what a module lists as its own."""
    listed: list[str] = importlib.import_module(module).__all__
    return tuple(listed)


NAMES: dict[str, tuple[str, ...]] = {
    "slapolicy": tuple(slapolicy.__all__),
    "slapolicy.documents.schema": ("policy_schema", "record_schema"),
    **{
        f"slapolicy.{module}": _names(f"slapolicy.{module}")
        for module in _LISTED
    },
    **{f"slapolicy.sources.{source}": ("read",) for source in _SOURCES},
    "slapolicy.sources.csv_": ("ITALIAN", "PLAIN", "Layout", "read"),
}
"""Public names by the module that they are imported from."""

PAIRS = [(module, name) for module, names in NAMES.items() for name in names]
"""Each module with each of its names."""
