"""
Why, in any language: the reasons that terms give in English, read again.

Terms give a reason as a code and an English text, which stands in the
evaluation's dictionary. These are the texts that they make; a reason of a
rule that somebody added is said as it stands.
"""

from slapolicy.errors import AmountError, PolicyError
from slapolicy.explain.language import Message, Sentence, Value
from slapolicy.explain.values import OR, TIMES, Extent, Listing, of_figure
from slapolicy.explain.words import WORDS, Word
from slapolicy.figures import Figure
from slapolicy.lengths import parse_length


AS_IT_STANDS = Message("reason", "{text}")

REASONS = (
    # Exclusions.
    Message("reason-kind", "{kind} maintenance does not qualify"),
    Message(
        "reason-too-long",
        "it took longer than {length}, beyond which none qualifies",
    ),
    Message(
        "reason-unannounced",
        "it was never announced; {length} before were needed",
    ),
    Message(
        "reason-announced-after",
        "it was announced after it began; {length} needed",
    ),
    Message(
        "reason-announced-late",
        "it was announced {given_length} before; {length} needed",
    ),
    Message("reason-outside", "it lies outside the agreed windows"),
    Message("reason-part", "only part of it qualifies"),
    Message("reason-pool", "the pool of {size} per {unit} is used up"),
    Message(
        "reason-short",
        "{number} were short, and {most} per {unit} are forgiven",
    ),
    Message(
        "reason-suspension-unstated",
        "the reason is not given and is none of {names}",
    ),
    Message("reason-suspension", "the reason {reason} is none of {names}"),
    # Targets.
    Message("reason-target-unspecified", "the target cannot be read: {text}"),
    Message(
        "reason-target-attribute",
        "the target reads attribute '{attribute}', which service "
        "'{service}' lacks as a figure",
    ),
    Message(
        "reason-target-kind",
        "{figure} is no {quantity} to compare the reading with",
    ),
    Message(
        "reason-unobserved",
        "the outcome of {subject} turns on time that nobody observed",
    ),
    Message(
        "reason-open-credit",
        "the credit for {subject} turns on what is still open",
    ),
    Message(
        "reason-unobserved-credit",
        "the credit for {subject} turns on time that nobody observed",
    ),
    Message("reason-open", "{subject} turns on what is still open"),
    Message("reason-nothing", "nothing was measured in {subject}"),
    # Credits.
    Message("reason-credit-unspecified", "the credit cannot be read: {text}"),
    Message(
        "reason-times",
        "the credit is due once for each of attribute '{attribute}', which "
        "service '{service}' lacks as a number",
    ),
    Message(
        "reason-row-attribute",
        "a row of the table reads attribute '{attribute}', which service "
        "'{service}' lacks as a figure",
    ),
    Message(
        "reason-sum",
        "the credit is a share of '{sum}', which service '{service}' does "
        "not state",
    ),
    Message(
        "reason-limit-sum",
        "a limit is a share of '{sum}', which service '{service}' does not "
        "state",
    ),
    Message(
        "reason-axis",
        "{rule} reads the {reads}, which {subject} does not have",
    ),
    Message(
        "reason-overlap",
        "{figure} is in {number} rows of the table ({rows}), and it does "
        "not say which one pays",
    ),
    Message("reason-gap", "no row of the table says what {figure} earns"),
    Message("reason-choose", "the customer chooses one of several credits"),
    # To whom it applies.
    Message(
        "reason-ineligible",
        "service '{service}' is not eligible for credits",
    ),
    Message(
        "reason-eligible-attribute",
        "whether service '{service}' is eligible turns on {attributes}, "
        "which it lacks",
    ),
    Message(
        "reason-applies-attribute",
        "whether '{promise}' applies turns on {attributes}, which service "
        "'{service}' lacks",
    ),
    Message(
        "reason-not-applicable",
        "service '{service}' does not have '{promise}'",
    ),
)
"""Every reason that the library's own terms give, the closest first."""


def reason_words(text: str) -> Sentence:
    """
    Return a reason that a term gave, in words.

    Args:
        text: The reason, in English.
    """
    for message in REASONS:
        found = message.read(text)
        if found is not None:
            return message(
                **{name: _value(name, one) for name, one in found.items()}
            )
    return AS_IT_STANDS(text=text)


_TOPICS = {
    "kind": "maintenance",
    "unit": "unit",
    "quantity": "quantity",
    "reads": "axis",
}


def _value(place: str, text: str) -> Value:
    """Return what stands in a place, by the name of the place."""
    if place in _TOPICS:
        return Word(_TOPICS[place], text)
    if place == "names":
        return Listing.of(text.split(", "), last=OR)
    if place == "rows":
        return Listing.of(map(_row, text.split("; ")), last=None)
    try:
        if place.endswith("length"):
            return Extent(parse_length(text))
        if place in {"figure", "size"}:
            return _figure(text)
    except (AmountError, PolicyError):
        pass  # said as it stands
    return text


def _figure(text: str) -> Value:
    """Return a figure, or how often."""
    number = text.removesuffix(" times")
    if number != text:
        return TIMES(count=int(number))
    return of_figure(Figure.parse(text))


def _row(text: str) -> Value:
    """Return the bounds of a row."""
    return Listing.of(map(_bound, text.split(" and ")))


def _bound(text: str) -> Value:
    """Return a bound of a row, as it stands if it is no figure."""
    for message in WORDS["bound"].values():
        found = message.read(text)
        if found is not None:
            return message(figure=_value("figure", found["figure"]))
    return text
