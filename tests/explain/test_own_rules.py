"""Rules that somebody added: said by their names, never left out."""

import datetime as dt

from fractions import Fraction
from typing import ClassVar, final

import attrs

from slapolicy import (
    Award,
    Basis,
    Decision,
    Decisions,
    Evaluation,
    Extension,
    Figure,
    Line,
    Money,
    Percent,
    Policy,
    Quantity,
    Reading,
    Stretch,
    Target,
    View,
)
from slapolicy.explain import agreement_sections
from slapolicy.explain.rules import exclusion_words
from slapolicy.facts.record import Used
from slapolicy.terms.exchange import AnyExclusion
from tests.agreed import UPTIME, answer, down, outage, policy_of, promise
from tests.explained import english


@final
@attrs.frozen(kw_only=True)
class Lunch:
    """Excuses the first outage of all, and the second one not."""

    kind: ClassVar[str] = "lunch"

    price: Money | None = None
    less: Percent | None = None
    more: Extension | None = None
    limit: Figure | None = None
    menus: tuple[str, ...] = ()
    served: bool = False
    until: dt.date | None = None

    def excuse(self, view: View, used: Used | None) -> tuple[Decision, ...]:
        """Return a decision about the first outage, and the second."""
        del used
        first, *others = view.downs
        return (
            Decision(
                rule="lunch",
                fact=first.name,
                held=True,
                spans=((first.start, first.end),),
            ),
            *(
                Decision(
                    rule="lunch", fact=one.name, held=False, reason="no hunger"
                )
                for one in others
            ),
        )


@final
class Mercy:
    """Forgives what is left, under a name that it does not have."""

    def forgive(
        self, stretches: tuple[Stretch, ...], view: View
    ) -> tuple[Decision, ...]:
        """Return a decision about each stretch."""
        del view
        return tuple(
            Decision(
                rule="mercy",
                fact=one.outage,
                held=True,
                spans=((one.start, one.end),),
            )
            for one in stretches
        )


@final
class Mood:
    """Reads a figure of the period, and one of the first outage."""

    def measure(self, view: View, decisions: Decisions) -> tuple[Reading, ...]:
        """Return both figures."""
        del decisions
        figures = {view.label: Fraction(1), "o1": Fraction(2)}
        return tuple(
            Reading(
                subject=subject,
                quantity=Quantity.NUMBER,
                exact=figure,
                value=figure,
                of_one=subject == "o1",
            )
            for subject, figure in figures.items()
        )


@final
class Flowers:
    """Pays 5 euros, whatever happened."""

    kind: ClassVar[str] = "flowers"

    def award(self, reading: Reading, basis: Basis) -> Award:
        """Return five euros."""
        del basis
        line = Line(
            rule="flowers",
            subject=reading.subject,
            amount=Money("5", "EUR"),
            quantity=Fraction(1),
            money=Fraction(5),
        )
        return Award((line,))


RECORD = down(
    outage("06-10 10:00", "06-10 11:00", "o1"),
    outage("06-11 10:00", "06-11 11:00", "o2"),
)


def evaluated(*rules: AnyExclusion) -> Evaluation:
    """Return what follows from two outages."""
    return answer(RECORD, policy_of(exclusions=list(rules)))


class TestExclusion:
    """An exclusion that somebody added."""

    def test_what_it_took(self) -> None:
        """What it took is said with its name and the fact."""
        text = evaluated(Lunch()).explain()
        assert "1 hour of outage by the rule “lunch” (o1)" in text

    def test_what_it_refused(self) -> None:
        """Its reasons are said as they stand."""
        text = evaluated(Lunch()).explain("it")
        assert "La regola «lunch» non giustifica o2: no hunger." in text

    def test_its_settings(self) -> None:
        """Its fields are said as documents write them."""
        rule = Lunch(
            price=Money("6", "EUR"),
            less=Percent("20"),
            more=Extension(2, "day"),
            limit=Figure.parse("3"),
            menus=("soup", "fish"),
            served=True,
            until=dt.date(2026, 12, 31),
        )
        text = evaluated(rule).explain("en", "full")
        assert (
            "Excluded by “lunch”: what the rule “lunch” excuses; "
            "price: 6.00 EUR; less: 20 %; more: 2 days; limit: 3; "
            "menus: soup and fish; served: True; until: 2026-12-31."
        ) in text

    def test_without_a_kind(self) -> None:
        """One without a kind is called by its class."""
        assert "what the rule “Mercy” excuses" == (
            english(exclusion_words(Mercy()))
        )

    def test_under_another_name(self) -> None:
        """A decision under a name that no rule has is said by that name."""
        text = evaluated(Mercy()).explain("en", "full")
        assert "- Excluded by “mercy”: what the rule “Mercy” excu" in text
        assert "1 hour of outage by the rule “mercy” (o1)" in text


class TestMetric:
    """A metric that somebody added."""

    def test_figures(self) -> None:
        """Its figures are said with what they are about."""
        mood = promise(Mood(), Target.of(at_least="3"))
        text = answer(RECORD, policy_of(mood)).explain("en", "full")
        assert "Promised: Mood, at least 3" in text
        assert "Read: the figure was 1; not kept." in text
        assert "Read: o1: the figure was 2; not kept." in text


class TestCredit:
    """A credit that somebody added."""

    POLICY: Policy = policy_of(attrs.evolve(UPTIME, credit=Flowers()))

    def test_worth(self) -> None:
        """What it pays is said line by line."""
        text = answer(RECORD, self.POLICY).explain()
        assert "The credit for “uptime” is 5.00 EUR: 5.00 EUR." in text

    def test_agreement(self) -> None:
        """In an agreement it is said by its name."""
        said = [
            english(one)
            for section in agreement_sections(self.POLICY)
            for one in section.sentences
        ]
        assert "what the rule “flowers” awards" in said
