"""How the pages look: light, dark, on a phone and on paper."""

from importlib import resources


def stylesheet() -> str:
    """Return the style sheet, all of it within the class ``slapolicy``."""
    return (
        resources.files("slapolicy.report")
        .joinpath("report.css")
        .read_text("utf-8")
    )
