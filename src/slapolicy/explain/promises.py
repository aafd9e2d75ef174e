"""What is promised, and what was read: metrics and targets in words."""

import functools

from collections.abc import Iterable

from slapolicy import _time
from slapolicy.errors import AmountError
from slapolicy.evaluation.results import ReadingResult
from slapolicy.evaluation.writing import exact_text, shown_share
from slapolicy.explain.language import Message, Sentence, Value
from slapolicy.explain.values import (
    Elapsed,
    Extent,
    Instant,
    Listing,
    Number,
    Percentage,
    of_figure,
)
from slapolicy.explain.words import WORDS, Word
from slapolicy.figures import Attribute, Bound, Figure, Quantity
from slapolicy.terms.commitment import Commitment
from slapolicy.terms.exchange import Comparison, Metric, Reading
from slapolicy.terms.metrics import Count, Gauge, TicketTime
from slapolicy.terms.targets import Target


_METRICS = {
    "availability": Message("metric-availability", "availability"),
    "restoration": Message(
        "metric-restoration", "time to restore each outage"
    ),
    "success-rate": Message(
        "metric-success-rate", "share of requests that succeed"
    ),
    "response": Message("metric-response", "time to answer each ticket"),
    "resolution": Message("metric-resolution", "time to solve each ticket"),
    "count": Message("metric-count", "number of outages"),
}
_RESPONSE_SHARE = Message(
    "metric-response-share", "share of tickets answered within {length}"
)
_RESOLUTION_SHARE = Message(
    "metric-resolution-share", "share of tickets solved within {length}"
)
_COUNT_LONGER = Message(
    "metric-count-longer", "number of outages longer than {length}"
)
_GAUGE = Message("metric-gauge", "{statistic} of {metric}")

READ_AVAILABILITY = Message("read-availability", "availability was {value}")
READ_RESTORATION = Message("read-restoration", "outage {subject} took {value}")
_READ = {
    "availability": READ_AVAILABILITY,
    "restoration": READ_RESTORATION,
    "success-rate": Message(
        "read-success-rate", "{value} of the requests succeeded"
    ),
    "response": Message(
        "read-response", "the answer to ticket {subject} took {value}"
    ),
    "resolution": Message(
        "read-resolution", "the solution of ticket {subject} took {value}"
    ),
    "share": Message("read-share", "{value} of the tickets were in time"),
    "count": Message("read-count", "the number of outages was {value}"),
    "gauge": Message("read-gauge", "the figure was {value}"),
}
_READ_OTHER = Message("read-other", "the figure was {value}")
_READ_OF = Message("read-of", "{subject}: the figure was {value}")
_SLICE = Message("read-slice", "{reading} from {instant} on")
_NOTHING_READ = Message("read-nothing", "{subject}: nothing was measured")

_DOWNTIME = Message("target-downtime", "a downtime of {bound}")
_OF_ATTRIBUTE = Message(
    "bound-attribute", "what the service has as “{attribute}”"
)
_UNREADABLE = Message("target-unspecified", "“{text}”, which states no figure")


def metric_kind(metric: Metric) -> str:
    """
    Return what tells the words for a metric apart.

    Args:
        metric: The metric.
    """
    if isinstance(metric, TicketTime):
        return metric.clock.value if metric.within is None else "share"
    return str(getattr(metric, "kind", type(metric).__name__))


def metric_words(metric: Metric) -> Value:
    """
    Return what a metric measures.

    Args:
        metric: The metric.
    """
    if isinstance(metric, TicketTime) and metric.within is not None:
        share = {"response": _RESPONSE_SHARE, "resolution": _RESOLUTION_SHARE}
        return share[metric.clock.value](length=Extent(metric.within))
    if isinstance(metric, Gauge):
        return _GAUGE(
            statistic=Word("statistic", metric.statistic),
            metric=metric.metric,
        )
    if isinstance(metric, Count) and metric.longer_than:
        return _COUNT_LONGER(length=Extent(metric.longer_than))
    kind = metric_kind(metric)
    known = _METRICS.get(kind)
    return kind if known is None else known()


def bound_words(comparison: str, bound: Bound) -> Sentence:
    """
    Return a bound.

    Args:
        comparison: ``at_least``, ``more_than``, ``at_most``, ``less_than``,
            ``above`` or ``below``.

        bound: The figure, or the attribute that has it.
    """
    figure: Value = (
        _OF_ATTRIBUTE(attribute=bound.name)
        if isinstance(bound, Attribute)
        else of_figure(bound)
    )
    return WORDS["bound"][comparison](figure=figure)


def target_words(
    commitment: Commitment,
    figures: Iterable[tuple[Comparison, Figure]] | None = None,
) -> Value:
    """
    Return what is promised.

    Args:
        commitment: The promise.

        figures: Its bounds with the service's own figures; None for the
            bounds as they are written.
    """
    target: Target = commitment.target
    if target.unspecified is not None:
        return _UNREADABLE(text=target.unspecified)
    bounds: Iterable[tuple[Comparison, Bound]] = figures or (
        (one.comparison, one.bound) for one in target.limits
    )
    quantity = getattr(commitment.metric, "quantity", None)
    return Listing.of(
        _beside(bound_words(comparison.value, bound), bound, quantity)
        for comparison, bound in bounds
    )


def _beside(said: Sentence, bound: Bound, quantity: object) -> Sentence:
    """Return a bound, with what it is about if that is not the metric."""
    is_of_downtime = (
        isinstance(bound, Figure)
        and bound.quantity is Quantity.LENGTH
        and quantity is Quantity.PERCENTAGE
    )
    return _DOWNTIME(bound=said) if is_of_downtime else said


def value_words(reading: Reading) -> Value | None:
    """
    Return what was read; None if nothing was.

    Args:
        reading: The reading.
    """
    value = reading.value
    if value is None:
        return None
    if reading.quantity is Quantity.LENGTH:
        return Elapsed(value)
    if reading.quantity is Quantity.NUMBER:
        return Number(value)
    text, _ = shown_share(value, reading.decimals)
    return Percentage(text)


def exact_words(reading: Reading) -> str | None:
    """
    Return what was read, exactly, where that is more than what is shown.

    Args:
        reading: The reading.
    """
    exact, value = reading.exact, reading.value
    if exact is None or value is None:
        return None
    if reading.quantity is not Quantity.PERCENTAGE:
        return None
    _, share = shown_share(value, reading.decimals)
    return None if share == exact else exact_text(reading)


def reading_words(
    commitment: Commitment, one: ReadingResult, zone: str
) -> Sentence:
    """
    Return what was read, in words.

    Args:
        commitment: The promise.

        one: The reading, judged.

        zone: The IANA zone of the agreement.
    """
    value, start = value_words(one.reading), slice_start(one.subject)
    instant = None if start is None else Instant(start, zone)
    if value is None:
        return _NOTHING_READ(subject=instant or one.subject)
    message = _READ.get(metric_kind(commitment.metric))
    if message is None:
        message = _READ_OF if one.reading.of_one else _READ_OTHER
    said = message(subject=one.subject, value=value)
    if instant is None:
        return said
    return _SLICE(reading=said, instant=instant)


def slice_start(subject: str) -> int | None:
    """
    Return when a slice begins; None if a reading is about no slice.

    Args:
        subject: What the reading is about.
    """
    # Thousands of names need not be read to see that they are no instants.
    return _read_start(subject) if subject[4:5] == "-" else None


# Each of thousands of slices is named in several places of an answer.
@functools.lru_cache(maxsize=20_000)
def _read_start(subject: str) -> int | None:
    """Return the instant that a name is, None if it is none."""
    try:
        return _time.ticks(_time.parse_instant(subject))
    except AmountError:
        return None
