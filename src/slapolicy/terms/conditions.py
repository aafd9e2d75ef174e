"""
To whom a promise is made: conditions on a service's attributes.

Attributes are text. A condition that cannot be judged, because the attribute
is missing or is no such figure, is neither held nor failed.
"""

from collections.abc import Iterable
from typing import final

import attrs

from slapolicy._converters import as_figure_or_none
from slapolicy.errors import AmountError, PolicyError
from slapolicy.facts import Service
from slapolicy.facts.service import AttributeValue, attribute_text
from slapolicy.figures import Figure
from slapolicy.terms.exchange import Comparison


def _as_optional_text(value: AttributeValue | None) -> str | None:
    """Return a value as the text under which attributes are kept."""
    return None if value is None else attribute_text(value)


def _as_texts(values: Iterable[AttributeValue]) -> tuple[str, ...]:
    """Return values as the texts under which attributes are kept."""
    return tuple(attribute_text(value) for value in values)


@final
@attrs.frozen(kw_only=True)
class Condition:
    """
    What an attribute of a service must be; all the tests given must hold.

    >>> gold = Condition(attribute="plan", in_=["gold", "platinum"])
    >>> gold.holds(Service(id="s", attributes={"plan": "gold"}))
    True

    Args:
        attribute: The attribute's name.

        is_: The text that it must be; ``true`` for a truth value.

        in_: Texts of which it must be one.

        at_least: The smallest figure it may be.

        more_than: A figure that it must exceed.

        at_most: The largest figure it may be.

        less_than: A figure that it must stay below.

    Raises:
        PolicyError: If nothing is tested, or a bound is a length in months
            or years.

        AmountError: If a bound is no figure.
    """

    attribute: str
    is_: str | None = attrs.field(
        default=None, alias="is_", converter=_as_optional_text
    )
    in_: tuple[str, ...] = attrs.field(
        default=(), alias="in_", converter=_as_texts
    )
    at_least: Figure | None = attrs.field(
        default=None, converter=as_figure_or_none
    )
    more_than: Figure | None = attrs.field(
        default=None, converter=as_figure_or_none
    )
    at_most: Figure | None = attrs.field(
        default=None, converter=as_figure_or_none
    )
    less_than: Figure | None = attrs.field(
        default=None, converter=as_figure_or_none
    )

    def __attrs_post_init__(self) -> None:
        if self.is_ is None and not self.in_ and not self._bounds:
            PolicyError.refuse(
                f"attribute: {self.attribute!r} is not tested; add is, in, "
                f"at_least, more_than, at_most or less_than"
            )

    @property
    def _bounds(self) -> tuple[tuple[Comparison, Figure], ...]:
        """The bounds given, each with how it is compared."""
        bounds = (
            (Comparison.AT_LEAST, self.at_least),
            (Comparison.MORE_THAN, self.more_than),
            (Comparison.AT_MOST, self.at_most),
            (Comparison.LESS_THAN, self.less_than),
        )
        return tuple(
            (comparison, figure)
            for comparison, figure in bounds
            if figure is not None
        )

    def holds(self, service: Service) -> bool | None:
        """
        Whether a service is what it must be; `None` if that is not known.

        It is not known where the attribute is missing, or has a bound and
        is no figure of that bound's kind.

        Args:
            service: Who is served, with attributes.
        """
        text = service.attribute(self.attribute)
        if text is None:
            return None
        if self.is_ is not None and text != self.is_:
            return False
        if self.in_ and text not in self.in_:
            return False
        return _all(
            _compares(text, comparison, bound)
            for comparison, bound in self._bounds
        )


def _compares(text: str, comparison: Comparison, bound: Figure) -> bool | None:
    """Whether a text keeps a bound; `None` if it is no such figure."""
    try:
        figure = Figure.parse(text)
    except (AmountError, PolicyError):
        return None
    if figure.quantity is not bound.quantity:
        return None
    return comparison.holds(figure.exact, bound.exact)


def _all(answers: Iterable[bool | None]) -> bool | None:
    """Whether all hold: one that fails decides, then one not known."""
    known = set(answers)
    if False in known:
        return False
    return None if None in known else True


def all_hold(
    conditions: Iterable[Condition], service: Service
) -> tuple[bool | None, tuple[str, ...]]:
    """
    Return whether all conditions hold, and what would have to be known.

    One that fails decides, whatever is not known beside it.

    Args:
        conditions: What the service must be.

        service: Who is served, with attributes.

    Returns:
        Whether they hold, `None` if that is not known; then also the
        attributes that are missing or cannot be read, in order.
    """
    answers = [(one.attribute, one.holds(service)) for one in conditions]
    answer = _all(held for _, held in answers)
    if answer is not None:
        return answer, ()
    unknown = (name for name, held in answers if held is None)
    return None, tuple(dict.fromkeys(unknown))
