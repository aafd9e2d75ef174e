"""Laws of settlement: what caps take and what they leave."""

from fractions import Fraction

import attrs

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import (
    Commitment,
    FlatCredit,
    Record,
    Restoration,
    Target,
    evaluate,
)
from slapolicy import strategies as draws
from slapolicy.amounts import Extension, Money
from slapolicy.terms.exchange import Award, Line
from slapolicy.terms.settlement import (
    Cap,
    CreditTerms,
    Due,
    Frame,
    Per,
    Settlement,
    Worth,
    settle,
)
from tests.agreed import down, outage, policy_of
from tests.pricing import BASIS, DAYS_30
from tests.views import at


FEE = Fraction(720)
CREDITED = Fraction(20)
FRAME = Frame(basis=BASIS, start=0, end=DAYS_30, credited=((0, CREDITED),))
REPAIR = Commitment(
    id="repair",
    metric=Restoration(),
    target=Target.of(at_most="1 hour"),
    credit=FlatCredit(amount="5.00 EUR"),
)
HOURS = {"hour": 1, "day": 24, "week": 168}

sums = draws.moneys("EUR", 20_000)
lengths = draws.extensions(tuple(HOURS), 9)
sizes = st.one_of(sums, draws.percents(0, 20), lengths)
own = st.builds(attrs.evolve, draws.caps(own=True), at_most=sizes)
common = st.builds(attrs.evolve, draws.caps(), at_most=sizes)


def above_nothing(*per: Per) -> st.SearchStrategy[list[Cap]]:
    """Return caps that leave something of what something was lost by."""
    return st.lists(
        st.builds(
            attrs.evolve,
            draws.caps(),
            at_most=draws.moneys("EUR", 20_000, 1) | draws.percents(1, 20),
            of=st.sampled_from(("fee", "lost")),
            per=st.sampled_from(per),
        ),
        max_size=3,
    )


on_incidents = above_nothing(Per.INCIDENT)
on_promises = above_nothing(Per.INCIDENT, Per.COMMITMENT)


@st.composite
def lines(draw: st.DrawFn, subject: str) -> Line:
    """Return a line about money or about an extension."""
    worth = draw(sums | lengths)
    return Line(
        rule="flat",
        subject=draw(st.sampled_from((subject, "part"))),
        amount=worth,
        quantity=Fraction(1),
        money=worth.fraction if isinstance(worth, Money) else None,
        extension=worth if isinstance(worth, Extension) else None,
    )


@st.composite
def dues(draw: st.DrawFn) -> list[Due]:
    """Return awards of two promises, about outages and about the period."""
    caps = {
        name: tuple(draw(st.lists(own, max_size=2))) for name in ("a", "b")
    }
    found = []
    for place in range(draw(st.integers(0, 4))):
        name = draw(st.sampled_from(("a", "b")))
        subject = f"o{place}"
        written = draw(st.lists(lines(subject), max_size=3))
        found.append(
            Due(
                commitment=name,
                subject=subject,
                of_one=draw(st.booleans()),
                award=Award(tuple(written)),
                basis=BASIS,
                caps=caps[name],
            )
        )
    return found


terms = st.builds(
    attrs.evolve,
    draws.credit_terms(),
    caps=st.lists(common, max_size=4),
    combine=st.sampled_from((None, "sum", "largest")),
    minimum=st.none(),
)


def limit(cap: Cap) -> Fraction | None:
    """Return the money that a cap leaves, None where it is on lengths."""
    size = cap.at_most
    if isinstance(size, Extension):
        return None
    money = size.fraction if isinstance(size, Money) else FEE * size.fraction
    longer = cap.per is Per.YEAR or not isinstance(cap.per, Per)
    return max(money - CREDITED, Fraction(0)) if longer else money


def hours(extension: Extension) -> Fraction:
    """Return an extension in hours."""
    return extension.quantity * HOURS[extension.unit]


def within(worth: Worth, caps: list[Cap]) -> bool:
    """Whether money and extensions keep every cap."""
    for cap in caps:
        most = limit(cap)
        if most is not None and (worth.money or 0) > most:
            return False
        if isinstance(cap.at_most, Extension) and any(
            hours(one) > hours(cap.at_most) for one in worth.extensions
        ):
            return False
    return True


def together(worths: list[Worth]) -> tuple[Fraction, Fraction]:
    """Return the money and the hours of several worths."""
    money = sum((one.money or Fraction(0) for one in worths), Fraction(0))
    return money, sum(
        (hours(part) for one in worths for part in one.extensions),
        Fraction(0),
    )


def stating(lost: str, awards: list[Due]) -> list[Due]:
    """Return awards for incidents of which it is known what was lost."""
    sums = (("lost", Money.parse(lost)),)
    return [
        attrs.evolve(one, basis=attrs.evolve(one.basis, amounts=sums))
        for one in awards
    ]


def losing(record: Record, lost: str) -> Record:
    """Return a record whose service says what was lost."""
    service = attrs.evolve(record.service, amounts={"lost": f"{lost} EUR"})
    return attrs.evolve(record, service=service)


def held(found: Settlement) -> list[Worth]:
    """Return what is left, and all that was taken on the way."""
    return [found.exact, found.combined, *(cut.took for cut in found.cuts)]


class TestCaps:
    """What is paid keeps every cap."""

    @given(dues(), terms)
    def test_the_whole_keeps_those_on_the_whole(
        self, awards: list[Due], terms: CreditTerms
    ) -> None:
        """Period, year and months."""
        found = settle(awards, terms, FRAME)
        whole = [
            cap
            for cap in terms.caps
            if cap.per not in {Per.INCIDENT, Per.COMMITMENT}
        ]
        assert within(found.exact, whole)

    @given(dues(), terms)
    def test_each_promise_keeps_its_own(
        self, awards: list[Due], terms: CreditTerms
    ) -> None:
        """And the policy's on each promise."""
        found = settle(awards, terms, FRAME)
        caps = {due.commitment: due.caps for due in awards}
        each = [cap for cap in terms.caps if cap.per is Per.COMMITMENT]
        for name, worth in found.totals:
            mine = [cap for cap in caps[name] if cap.per is not Per.INCIDENT]
            assert within(worth, [*mine, *each])

    @given(dues(), terms)
    def test_each_incident_keeps_its_own(
        self, awards: list[Due], terms: CreditTerms
    ) -> None:
        """A reading about one outage is an incident."""
        found = settle(awards, terms, FRAME)
        for due, worth in zip(awards, found.readings, strict=True):
            if due.of_one:
                caps = [
                    cap
                    for cap in (*due.caps, *terms.caps)
                    if cap.per is Per.INCIDENT
                ]
                assert within(worth, caps)


class TestMissing:
    """What a cap per incident leaves may turn on a sum that nobody states."""

    @given(dues(), on_incidents)
    def test_a_worth_is_known_where_any_sum_leaves_it(
        self, awards: list[Due], caps: list[Cap]
    ) -> None:
        """As much if nothing was lost as if a fortune was."""
        terms = CreditTerms(caps=caps)
        least, most = (
            settle(stating(lost, awards), terms, FRAME).readings
            for lost in ("0.00 EUR", "1000000000.00 EUR")
        )
        found = settle(awards, terms, FRAME)
        assert [one == two for one, two in zip(least, most, strict=True)] == [
            not one.unknown for one in found.awards
        ]

    @given(dues(), on_incidents)
    def test_a_credit_is_as_unknown_as_its_awards(
        self, awards: list[Due], caps: list[Cap]
    ) -> None:
        """Each reason stands once; settled again, nothing is new."""
        terms = CreditTerms(caps=caps)
        found = settle(awards, terms, FRAME)
        told = [
            attrs.evolve(one, award=award)
            for one, award in zip(awards, found.awards, strict=True)
        ]
        whys = [
            (one.commitment, why) for one in told for why in one.award.unknown
        ]
        assert tuple(dict.fromkeys(whys)) == found.unknown
        assert settle(told, terms, FRAME) == found

    @given(caps=on_promises, is_over=st.booleans())
    def test_a_choice_is_known_where_any_sum_leaves_it(
        self, caps: list[Cap], *, is_over: bool
    ) -> None:
        """And where no reading of the promise is still open."""
        terms = CreditTerms(caps=caps, combine="choose")
        last = outage("06-30 12:00", "06-30 12:30", "o2")
        if not is_over:
            last = attrs.evolve(last, end=None)
        record = down(outage("06-10 00:00", "06-10 05:00", "o1"), last)
        (found,), (least,), (most,) = (
            evaluate(
                policy_of(REPAIR, terms=terms), one, as_of=at("06-30 12:45")
            ).entitlements
            for one in (
                record,
                losing(record, "0.00"),
                losing(record, "1000000000.00"),
            )
        )
        is_known = is_over and least.money == most.money
        assert is_known == (found.money is not None)


class TestNothingIsLost:
    """What was awarded is paid, cut, or left out."""

    @given(dues(), terms)
    def test_cuts_and_what_is_left_are_what_was_there(
        self, awards: list[Due], terms: CreditTerms
    ) -> None:
        """Exactly, of money and of lengths."""
        before = [
            Worth(due.award.money, due.award.extensions) for due in awards
        ]
        found = settle(awards, terms, FRAME)
        assert together(before) == together(held(found))

    @given(dues(), st.sampled_from(("sum", "largest")))
    def test_without_caps_nothing_is_cut(
        self, awards: list[Due], combine: str
    ) -> None:
        """The sum pays all, the largest one promise."""
        bare = [
            Due(
                commitment=due.commitment,
                subject=due.subject,
                of_one=due.of_one,
                award=due.award,
                basis=due.basis,
            )
            for due in awards
        ]
        found = settle(bare, CreditTerms(combine=combine), FRAME)
        assert () == found.cuts
        totals = [worth for _, worth in found.totals]
        if combine == "sum":
            assert together(totals) == together([found.exact])
        else:
            # What is worth nothing beside it may stand in what is paid.
            one_each = [together([one]) for one in totals]
            paid = together([found.exact])
            assert found.exact.is_nothing or paid in one_each
            assert (found.exact.money or 0) == max(
                (one.money or 0 for one in totals), default=0
            )

    @given(dues(), terms, sums)
    def test_a_minimum_pays_all_or_nothing(
        self, awards: list[Due], terms: CreditTerms, least: Money
    ) -> None:
        """What is withheld is told."""
        before = settle(awards, terms, FRAME)
        after = settle(
            awards,
            CreditTerms(caps=terms.caps, combine=terms.combine, minimum=least),
            FRAME,
        )
        money = before.exact.money or Fraction(0)
        expected = money if money >= least.fraction else 0
        assert expected == (after.exact.money or 0)
        assert money - expected == after.withheld
