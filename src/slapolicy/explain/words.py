"""The words of the format: what documents write short, said in full."""

import functools

from typing import final

import attrs

from slapolicy.explain.language import Language, Message


_CAUSES = {
    "provider": "the provider",
    "customer": "the customer",
    "third-party-software": "third-party software",
    "third-party-network": "a third party's network",
    "force-majeure": "force majeure",
    "attack": "an attack",
    "dns": "DNS",
    "unknown": "not known",
}
_SUMS = {
    "fee": "the fee",
    "next-invoice": "the next invoice",
    "previous-month": "the previous month",
    "trailing-30-days": "the last 30 days",
}
_KINDS = {"planned": "planned", "urgent": "urgent"}
_UNITS = {
    one: one.replace("-", " ")
    for one in (
        "day",
        "week",
        "month",
        "quarter",
        "year",
        "billing-cycle",
        "incident",
        "commitment",
        "period",
    )
}
_COUNTS = {"any": "any one", "all": "all"}
_WEEKDAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
_ROUNDINGS = {
    "half-up": "to the nearest, halves up",
    "half-even": "to the nearest, halves to even",
    "down": "down",
    "up": "up",
    "nearest": "to the nearest, halves up",
}
_STATISTICS = {
    "mean": "mean",
    "max": "maximum",
    "min": "minimum",
    "median": "median",
}
_RIGHTS = {"terminate": "to terminate the agreement"}
_QUANTITIES = {
    "percentage": "percentage",
    "length": "length",
    "number": "number",
}
_AXES = {
    "value": "figure",
    "downtime": "downtime",
    "longest": "longest outage",
    "excess": "downtime beyond what is promised",
    "ratio": "figure as a share of what is promised",
    "shortfall": "distance to what is promised",
    "distance to the target": "distance to what is promised",
}
_SECTIONS = {
    "assumptions": "Assumptions",
    "promises": "Promises",
    "exclusions": "What did not count",
    "excluded": "What does not count",
    "credit": "Credit",
    "claims": "Who must ask, by when",
    "rights": "Rights",
    "carried": "What the next period starts from",
    "calendars": "Calendars",
    "clauses": "Other clauses",
}
_OUTCOMES = {
    "met": "kept",
    "breached": "not kept",
    "undetermined": "cannot be told",
    "not-applicable": "does not apply",
}
_BOUNDS = {
    "at_least": "at least {figure}",
    "more_than": "more than {figure}",
    "at_most": "at most {figure}",
    "less_than": "less than {figure}",
    "above": "above {figure}",
    "below": "below {figure}",
}

WORDS = {
    topic: {
        word: Message(f"{topic}-{word}", english)
        for word, english in table.items()
    }
    for topic, table in {
        "cause": _CAUSES,
        "sum": _SUMS,
        "maintenance": _KINDS,
        "unit": _UNITS,
        "components": _COUNTS,
        "weekday": _WEEKDAYS,
        "rounding": _ROUNDINGS,
        "statistic": _STATISTICS,
        "right": _RIGHTS,
        "quantity": _QUANTITIES,
        "axis": _AXES,
        "section": _SECTIONS,
        "outcome": _OUTCOMES,
        "bound": _BOUNDS,
    }.items()
}
"""Messages for the words of the format, by topic."""


@final
@attrs.frozen
class Word:
    """
    A word of the format, or a text that somebody chose.

    Args:
        topic: What it is about, one of `WORDS`.

        text: As documents write it; what is no word of the format is said
            as it stands.
    """

    topic: str
    text: str

    def said(self, language: Language) -> str:
        """Return it in words."""
        return word_text(self.topic, self.text, language)

    def tree(self) -> str:
        """Return it as documents write it."""
        return self.text


@functools.lru_cache(maxsize=1024)
def word_text(topic: str, text: str, language: Language) -> str:
    """
    Return a word of the format, or a text that somebody chose, in words.

    Args:
        topic: What it is about, one of `WORDS`.

        text: As documents write it.

        language: Whose words.
    """
    known = WORDS[topic].get(text)
    return text if known is None else language.template(known)
