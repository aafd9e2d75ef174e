"""What is owed, how it comes about, and what took some of it."""

import attrs

from slapolicy import (
    Availability,
    Cap,
    Condition,
    CreditRule,
    CreditTerms,
    Evaluation,
    FlatCredit,
    PerUnitCredit,
    Record,
    Restoration,
    SumCredit,
    Target,
    Unobserved,
    UnspecifiedCredit,
    evaluate,
)
from slapolicy.explain.language import as_tree
from slapolicy.explain.limits import capped, left_out
from slapolicy.explain.money import credit_words, parts
from slapolicy.explain.rules import joined
from slapolicy.terms.exchange import UnobservedAs
from tests.agreed import RECORD, UPTIME, down, outage, policy_of
from tests.explained import english, italian
from tests.views import at


HOUR = down(outage("06-10 10:00", "06-10 11:00", "o1"))

EACH = attrs.evolve(
    UPTIME,
    id="each",
    metric=Restoration(),
    target=Target.of(at_most="1 minute"),
    credit=FlatCredit(amount="1.00 EUR"),
)
WEEK = down(
    *(
        outage(f"06-{day} 10:00", f"06-{day} 11:00", f"o{day}")
        for day in range(10, 17)
    )
)


def evaluated(
    *rules: CreditRule,
    terms: CreditTerms | None = None,
    record: Record = HOUR,
) -> Evaluation:
    """Return what follows where breaches are worth what the rules say."""
    commitments = [
        attrs.evolve(UPTIME, id=f"p{place}", credit=rule)
        for place, rule in enumerate(rules)
    ]
    return evaluate(policy_of(*commitments, terms=terms), record)


def spoken(evaluation: Evaluation) -> list[str]:
    """Return what is said of the credit."""
    return [
        english(one)
        for found in (credit_words, capped, left_out)
        for one in found(evaluation)
    ]


def flat(amount: str) -> FlatCredit:
    """Return a credit of one amount."""
    return FlatCredit(amount=amount)


class TestOwed:
    """What is known to be owed."""

    def test_one(self) -> None:
        """One credit is said with its share and its base."""
        assert [
            "The credit for “p0” is 10.00 EUR: 10 % of the fee (100.00 EUR)."
        ] == (spoken(evaluated(flat("10%"))))

    def test_several(self) -> None:
        """Several are said in all, then one by one."""
        assert [
            (
                "The credit is 15.00 EUR: 10.00 EUR for “p0”: 10 % of the fee "
                "(100.00 EUR); 5.00 EUR for “p1”: 5.00 EUR."
            )
        ] == spoken(evaluated(flat("10%"), flat("5.00 EUR")))

    def test_extension(self) -> None:
        """Time by which the service is extended is no money."""
        assert ["The credit for “p0” is 3 days: 3 days of service more."] == (
            spoken(evaluated(flat("3 days")))
        )

    def test_extension_beside_money(self) -> None:
        """Money and time are said together."""
        assert [
            (
                "The credit is 5.00 EUR and 3 days: 5.00 EUR for “p0”: 5.00 EUR; "
                "3 days for “p1”: 3 days of service more."
            )
        ] == spoken(evaluated(flat("5.00 EUR"), flat("3 days")))

    def test_parts(self) -> None:
        """Parts that are said as they are made are said as a list is."""
        evaluation = evaluate(policy_of(EACH), WEEK)
        (owed,) = credit_words(evaluation)
        said = dict(owed.params)["parts"]
        listed = joined(parts(evaluation))
        assert as_tree(listed) == as_tree(said)
        assert english(listed) == english(said)
        assert italian(listed) == italian(said)

    def test_many_lines(self) -> None:
        """Of many lines only the sum is said."""
        rule = PerUnitCredit(amount="1.00 EUR", unit="1 hour", each="outage")
        record = down(
            *(
                outage(f"06-{day} 10:00", f"06-{day} 11:00", f"o{day}")
                for day in range(10, 15)
            )
        )
        assert ["The credit is 5.00 EUR: 5.00 EUR for “p0”."] == (
            spoken(evaluated(rule, record=record))
        )

    def test_lines(self) -> None:
        """Several lines of one credit are said one after the other."""
        rule = SumCredit(rules=[flat("5.00 EUR"), flat("1%")])
        assert [
            (
                "The credit for “p0” is 6.00 EUR: 5.00 EUR; 1 % of the fee "
                "(100.00 EUR)."
            )
        ] == spoken(evaluated(rule))

    def test_too_little_each(self) -> None:
        """What is next to nothing for each may be a sum for all."""
        cents = attrs.evolve(EACH, credit=flat("0.004%"))
        evaluation = evaluate(policy_of(cents), WEEK)
        assert ["The credit is 0.03 EUR."] == spoken(evaluation)

    def test_one_choice(self) -> None:
        """Of one promise there is nothing to choose, but all of it."""
        terms = CreditTerms(combine="choose")
        record = down(*WEEK.outages[:2])
        evaluation = evaluate(policy_of(EACH, terms=terms), record)
        assert ["The credit for “each” is 2.00 EUR: 1.00 EUR; 1.00 EUR."] == (
            spoken(evaluation)
        )

    def test_form(self) -> None:
        """In what form it is given is said."""
        terms = CreditTerms(form="voucher")
        said = spoken(evaluated(flat("10%"), terms=terms))
        assert "It is given as: voucher." == said[1]


class TestMany:
    """What is owed for many things: the others come to one sum."""

    def test_sums(self) -> None:
        """The first are said one by one."""
        (said,) = credit_words(evaluate(policy_of(EACH), WEEK), 2)
        assert (
            "The credit is 7.00 EUR: 1.00 EUR for “each” (o10): 1.00 EUR; 1.00 "
            "EUR for “each” (o11): 1.00 EUR; 5.00 EUR in all for 5 more."
        ) == english(said)
        assert "5,00 EUR in tutto per altri 5." in italian(said)

    def test_is_rounded_once(self) -> None:
        """The others are added up before their sum is rounded."""
        each = attrs.evolve(EACH, credit=flat("0.014%"))
        (said,) = credit_words(evaluate(policy_of(each), WEEK), 2)
        assert "; 0.07 EUR in all for 5 more." == english(said)[-29:]

    def test_extensions(self) -> None:
        """Of lengths the others come to a length."""
        each = attrs.evolve(EACH, credit=flat("2 days"))
        (said,) = credit_words(evaluate(policy_of(each), WEEK), 2)
        assert "; 10 days in all for 5 more." == english(said)[-28:]

    def test_what_is_not_known(self) -> None:
        """Only what is known is added up."""
        lost = Cap(at_most="50%", of="lost", per="incident")
        each = attrs.evolve(EACH, caps=[lost])
        first, *others = WEEK.outages
        known = [
            attrs.evolve(one, amounts={"lost": "1.00 EUR"}) for one in others
        ]
        found = evaluate(policy_of(each), down(first, *known))
        *_, said = credit_words(found, 2)
        assert "; 2.00 EUR in all for 4 more." == english(said)[-29:]

    def test_choices(self) -> None:
        """Of choices there is no sum."""
        terms = CreditTerms(combine="choose")
        evaluation = evaluated(*[flat("1.00 EUR")] * 5, terms=terms)
        (said,) = credit_words(evaluation, 2)
        assert (
            "The customer chooses one of these: 1.00 EUR for “p0”: 1.00 EUR; "
            "1.00 EUR for “p1”: 1.00 EUR; 3 more."
        ) == english(said)


class TestNothing:
    """What is known to be nothing."""

    def test_kept(self) -> None:
        """Where all is kept nothing is owed."""
        assert ["Nothing is owed."] == (
            spoken(evaluated(flat("10%"), record=RECORD))
        )

    def test_not_eligible(self) -> None:
        """Where the service is not eligible that is the reason."""
        policy = attrs.evolve(
            policy_of(), eligibility=[Condition(attribute="paid", is_="yes")]
        )
        service = attrs.evolve(HOUR.service, attributes={"paid": "no"})
        record = attrs.evolve(HOUR, service=service)
        assert [
            "Nothing is owed: service 's' is not eligible for credits."
        ] == spoken(evaluate(policy, record))


class TestUnknown:
    """What cannot be told."""

    def test_one_of_two(self) -> None:
        """What cannot be told is said with its promise, then the rest."""
        unread = UnspecifiedCredit(text="something fair")
        assert [
            (
                "What is owed cannot be told, because of “p0”: the credit cannot "
                "be read: something fair."
            ),
            "What can be told of it: 5.00 EUR for “p1”: 5.00 EUR.",
        ] == spoken(evaluated(unread, flat("5.00 EUR")))

    def test_eligibility(self) -> None:
        """Whether anything is owed at all may not be known."""
        policy = attrs.evolve(
            policy_of(), eligibility=[Condition(attribute="paid", is_="yes")]
        )
        first, *_ = spoken(evaluate(policy, HOUR))
        assert (
            "What is owed cannot be told: whether service 's' is eligible "
            "turns on 'paid', which it lacks."
        ) == first

    def test_bounds(self) -> None:
        """Where it lies between bounds they are said."""
        unsure = attrs.evolve(
            UPTIME,
            metric=Availability(unobserved=UnobservedAs.UNDETERMINED),
        )
        dark = [Unobserved(start=at("06-20 00:00"), end=at("06-20 03:00"))]
        record = attrs.evolve(RECORD, unobserved=dark)
        evaluation = evaluate(policy_of(unsure), record)
        assert (
            "It lies between 0.00 EUR and 10.00 EUR, both included."
            == (spoken(evaluation)[1])
        )

    def test_choice(self) -> None:
        """What cannot be told is said before what is left to choose."""
        lost = Cap(at_most="10%", of="lost", per="commitment")
        capped = attrs.evolve(UPTIME, id="lost", caps=[lost])
        terms = CreditTerms(combine="choose")
        found = evaluate(policy_of(capped, UPTIME, terms=terms), HOUR)
        assert [
            (
                "What is owed cannot be told, because of “lost”: a limit is a "
                "share of 'lost', which service 's' does not state."
            ),
            (
                "The customer chooses one of these: 10.00 EUR for “uptime”: "
                "10 % of the fee (100.00 EUR)."
            ),
        ] == spoken(found)


def test_target_is_not_read() -> None:
    """A target that nobody can read leaves the credit open."""
    vague = attrs.evolve(UPTIME, target=Target.of(unspecified="high"))
    evaluation = evaluate(policy_of(vague), HOUR)
    assert [
        (
            "What is owed cannot be told, because of “uptime”: the target cannot "
            "be read: high."
        )
    ] == spoken(evaluation)
