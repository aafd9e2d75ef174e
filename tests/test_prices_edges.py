"""What each step of a promise is worth, exactly."""

from fractions import Fraction
from typing import TypeAlias

import attrs
import pytest

from slapolicy import (
    Attribute,
    Cap,
    Commitment,
    CreditRule,
    CreditTerms,
    FlatCredit,
    PerStepCredit,
    PerUnitCredit,
    ProRataCredit,
    Restoration,
    Service,
    SumCredit,
    Target,
    TieredCredit,
    TierRow,
    UnspecifiedCredit,
    evaluate,
)
from slapolicy.evaluation import plan
from slapolicy.evaluation.evaluate import at_length
from slapolicy.evaluation.ladder import Asked, Ladder, ladder_of
from slapolicy.evaluation.plan import look
from slapolicy.evaluation.prices import (
    Prices,
    are_plain,
    are_shares,
    is_even,
    prices_of,
)
from slapolicy.evaluation.promises import promises_of
from slapolicy.terms.exchange import Basis
from slapolicy.terms.settlement import Frame
from tests.agreed import TABLE, UPTIME, down, outage, policy_of, promise
from tests.views import JUNE


HOUR = 3_600_000_000
DAY = 24 * HOUR
# A thousandth of June is 43 minutes and 12 seconds.
THOUSANDTH = 30 * DAY // 1000
# In June, 1.00 EUR for each hour.
SERVICE = Service(id="web", fee="720.00 EUR", amounts={"setup": "50.00 EUR"})
TENTH = FlatCredit(amount="10%")
BY_HOUR = PerUnitCredit(amount="1%", unit="1 hour")
AMPS = Attribute("amps")

Growth: TypeAlias = tuple[Fraction | int, Fraction | int] | None
"""What a step is worth, in euros: at 0, and more for each hour."""


def asked_of(*commitments: Commitment) -> list[tuple[Asked, Ladder]]:
    """Return promises, asked about June, and their steps."""
    found = [
        Asked(one, JUNE.start_ticks, JUNE.end_ticks, None)
        for one in promises_of(policy_of(*commitments))
    ]
    return [(one, ladder_of(one)) for one in found]


def priced(
    *commitments: Commitment,
    terms: CreditTerms | None = None,
) -> Prices | None:
    """Return what the steps of promises are worth in June."""
    basis = Basis(service=SERVICE, length=30 * DAY, zone="UTC")
    frame = Frame(basis=basis, start=JUNE.start_ticks, end=JUNE.end_ticks)
    return prices_of(asked_of(*commitments), terms or CreditTerms(), frame)


def lines(
    rule: CreditRule | None, commitment: Commitment = UPTIME
) -> tuple[Growth, ...]:
    """Return what the steps are worth: at 0, and by hour, in euros."""
    prices = priced(attrs.evolve(commitment, credit=rule))
    assert prices is not None
    (found,) = prices.lines
    return tuple(
        line
        if line is None
        else (
            Fraction(line[0], prices.unit),
            Fraction(line[1] * HOUR, prices.unit),
        )
        for line in found
    )


class TestIsEven:
    """Whether an award grows evenly between two bounds."""

    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            (None, True),
            (TENTH, True),
            (FlatCredit(amount="1%", times=AMPS), False),
            (ProRataCredit(), True),
            (ProRataCredit(of="setup", times=2), True),
            (ProRataCredit(times=AMPS), False),
            (ProRataCredit(reads="excess"), False),
            (ProRataCredit(grain="1 hour"), False),
            (BY_HOUR, True),
            (attrs.evolve(BY_HOUR, of="setup", times=2), True),
            (attrs.evolve(BY_HOUR, times=AMPS), False),
            (attrs.evolve(BY_HOUR, unit="1 business hour"), False),
            (attrs.evolve(BY_HOUR, calendar="desk"), False),
            (attrs.evolve(BY_HOUR, rounding="started"), False),
            (attrs.evolve(BY_HOUR, reads="excess"), False),
            (PerStepCredit(amount="1%", step="1%"), False),
            (SumCredit(rules=[BY_HOUR, TENTH]), True),
            (SumCredit(rules=[TENTH, ProRataCredit(times=AMPS)]), False),
        ],
    )
    def test_of_each_rule(
        self, rule: CreditRule | None, *, expected: bool
    ) -> None:
        """Only what is exact, and reads downtime, does."""
        assert expected is is_even(rule)


class TestArePlain:
    """Whether nothing but caps is taken off a sum."""

    @pytest.mark.parametrize(
        ("terms", "expected"),
        [
            (CreditTerms(), True),
            (CreditTerms(combine="sum"), True),
            (CreditTerms(combine="largest"), False),
            (CreditTerms(minimum="1.00 EUR"), False),
            (CreditTerms(combine="choose", minimum="1.00 EUR"), False),
        ],
    )
    def test_of_terms(self, terms: CreditTerms, *, expected: bool) -> None:
        """Neither a choice nor a minimum is plain."""
        assert expected is are_plain(terms)


class TestAreShares:
    """Whether awards and caps grow with the fee alone."""

    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            (None, True),
            (TENTH, True),
            (attrs.evolve(TENTH, of="setup"), False),
            (FlatCredit(amount="1.00 EUR"), False),
            (ProRataCredit(of="setup"), False),
            (attrs.evolve(BY_HOUR, of="setup"), False),
            (PerUnitCredit(amount="1.00 EUR", unit="1 hour"), False),
            (TABLE, True),
            (attrs.evolve(TABLE, of="setup"), False),
            (UnspecifiedCredit(text="something"), False),
            (SumCredit(rules=[TENTH, BY_HOUR]), True),
            (SumCredit(rules=[TENTH, UnspecifiedCredit(text="?")]), False),
        ],
    )
    def test_of_each_rule(
        self, rule: CreditRule | None, *, expected: bool
    ) -> None:
        """A share is one of the fee."""
        ((asked, _),) = asked_of(attrs.evolve(UPTIME, credit=rule))
        assert expected is are_shares([asked], CreditTerms())

    @pytest.mark.parametrize("of_policy", [False, True])
    @pytest.mark.parametrize(
        ("cap", "expected"),
        [
            (Cap(at_most="5%", per="period"), True),
            (Cap(at_most="5%", of="setup", per="period"), False),
            (Cap(at_most="5.00 EUR", per="period"), False),
        ],
    )
    def test_of_each_cap(
        self, cap: Cap, *, expected: bool, of_policy: bool
    ) -> None:
        """Whether the policy has it or the promise, beside one that is."""
        share = Cap(at_most="9%", per="commitment")
        one = attrs.evolve(
            UPTIME, credit=TENTH, caps=[share] if of_policy else [share, cap]
        )
        terms = CreditTerms(caps=[share, cap] if of_policy else ())
        ((asked, _),) = asked_of(one)
        assert expected is are_shares([asked], terms)


class TestLines:
    """What each step is worth."""

    def test_of_a_table(self) -> None:
        """Each row pays on its steps, and the same all over each."""
        tenth, quarter, whole = ((Fraction(n), 0) for n in (72, 180, 720))
        assert (None, None, tenth, tenth, quarter, quarter, whole) == (
            lines(TABLE)
        )

    @pytest.mark.parametrize(
        ("rule", "first", "by_hour"),
        [
            (None, 0, 0),
            (TENTH, 72, 0),
            (FlatCredit(amount="0.50 EUR"), Fraction(1, 2), 0),
            (ProRataCredit(), 0, 1),
            (ProRataCredit(of="setup"), 0, Fraction(5, 72)),
            (BY_HOUR, 0, Fraction(36, 5)),
            (SumCredit(rules=[TENTH, BY_HOUR, BY_HOUR]), 72, Fraction(72, 5)),
            (
                TieredCredit(
                    rows=[TierRow(below="10%", credit="1%")], gap="better"
                ),
                0,
                0,
            ),
        ],
    )
    def test_of_each_rule(
        self, rule: CreditRule | None, first: int, by_hour: Fraction | int
    ) -> None:
        """A lump at 0, and what each hour adds; nothing while it is kept."""
        kept, at_bound, broken, *_ = lines(rule)
        assert kept is at_bound is None
        assert (first, by_hour) == broken

    def test_of_a_single_downtime(self) -> None:
        """A step of one microsecond is worth what it is worth there."""
        found = lines(SumCredit(rules=[TABLE, ProRataCredit()]))
        assert (72, 1) == found[2]
        assert (Fraction(72) + Fraction(10 * THOUSANDTH, HOUR), 0) == found[3]
        assert (180, 1) == found[4]

    def test_against_the_bound_that_was_broken(self) -> None:
        """Longer is worse: between the rows it is worth the longer one's."""
        table = TieredCredit(
            rows=[
                TierRow(at_most="4 hours", credit="5%"),
                TierRow(above="6 hours", credit="10%"),
            ],
            gap="worse",
        )
        repair = promise(Restoration(), Target.of(at_most="2 hours"))
        (kept, at_bound, *broken) = lines(table, repair)
        assert kept is at_bound is None
        assert [36, 36, 72, 72, 72] == [one[0] for one in broken if one]

    def test_of_all_promises(self) -> None:
        """In their order, in parts that all of them are made of."""
        thirds = ProRataCredit(times=Fraction(1, 3))
        repair = promise(Restoration(), Target.of(at_most="2 hours"), thirds)
        prices = priced(UPTIME, attrs.evolve(repair, id="repair"))
        assert prices is not None
        assert 3 * HOUR == prices.unit
        assert 25 * 720 * 3 * HOUR == 100 * prices.sum_of(0, 4, 0)
        assert 0 == prices.sum_of(1, 1, 2 * HOUR)
        assert 5 * HOUR == prices.sum_of(1, 2, 5 * HOUR)
        assert 10**30 * prices.unit == prices.limit

    @pytest.mark.parametrize(
        "rule",
        [
            FlatCredit(amount="1 day"),
            SumCredit(rules=[TENTH, FlatCredit(amount="1 day")]),
            UnspecifiedCredit(text="something"),
            attrs.evolve(TENTH, of="invoice"),
            # Only the worst step is not just money.
            TieredCredit(
                rows=[
                    TierRow(at_least="95%", credit="1%"),
                    TierRow(below="95%", credit="1 day"),
                ]
            ),
            # Nobody can tell between the rows.
            TieredCredit(
                rows=[
                    TierRow(at_least="95%", credit="1%"),
                    TierRow(below="90%", credit="2%"),
                ]
            ),
        ],
    )
    def test_not_of_what_is_more_than_money(self, rule: CreditRule) -> None:
        """No step has a price where one has none, nor any promise then."""
        other = attrs.evolve(UPTIME, id="other")
        assert priced(attrs.evolve(UPTIME, credit=rule), other) is None
        assert priced(other, attrs.evolve(UPTIME, credit=rule)) is None


class TestLimit:
    """Up to which sum no cap takes anything."""

    @pytest.mark.parametrize(
        ("own", "common", "limit"),
        [
            ((), (), 10**30),
            (("50%",), (), 360),
            (("50%", "10%"), (), 72),
            ((), ("25%",), 180),
            (("50%",), ("25%",), 180),
            (("10.50 EUR",), ("25%",), Fraction(21, 2)),
        ],
    )
    def test_is_that_of_the_least_cap(
        self,
        own: tuple[str, ...],
        common: tuple[str, ...],
        limit: Fraction | int,
    ) -> None:
        """Of the promise or of the policy, in euros."""
        caps = [Cap(at_most=one, per="period") for one in own]
        terms = CreditTerms(
            caps=[Cap(at_most=one, per="period") for one in common]
        )
        half = FlatCredit(amount="0.50 EUR")
        prices = priced(
            attrs.evolve(UPTIME, caps=caps, credit=half),
            attrs.evolve(UPTIME, id="other"),
            terms=terms,
        )
        assert prices is not None
        assert limit * prices.unit == prices.limit

    def test_of_an_incident(self) -> None:
        """It is one only where readings are about one outage each."""
        cap = Cap(at_most="5.00 EUR", per="incident")
        uptime = attrs.evolve(UPTIME, credit=TENTH, caps=[cap])
        repair = attrs.evolve(
            uptime, metric=Restoration(), target=Target.of(at_most="2 hours")
        )
        for one, expected in ((uptime, 10**30), (repair, 5)):
            prices = priced(one)
            assert prices is not None
            assert expected * prices.unit == prices.limit

    def test_that_nobody_can_tell(self) -> None:
        """A share of a sum that is not stated may be anything."""
        cap = Cap(at_most="5%", of="invoice", per="period")
        capped = attrs.evolve(UPTIME, caps=[cap])
        assert priced(capped) is None
        assert priced(attrs.evolve(UPTIME, id="other"), capped) is None


class TestPrices:
    """What a reading is worth."""

    prices = Prices(10, ((None, (3, 2)), (None, (5, 0), (7, 1))), 99)

    def test_of_a_reading(self) -> None:
        """What its step is worth at 0, and by its own downtime."""
        assert 0 == self.prices.sum_of(0, 0, 4)
        assert 3 + 2 * 4 == self.prices.sum_of(0, 1, 4)
        assert 5 == self.prices.sum_of(1, 1, 4)
        assert 7 + 4 == self.prices.sum_of(1, 2, 4)

    def test_for_another_fee(self) -> None:
        """Sums and limit grow with the fee, the unit with its parts."""
        found = self.prices.times(Fraction(5, 3))
        assert 30 == found.unit
        assert ((None, (15, 10)), (None, (25, 0), (35, 5))) == found.lines
        assert 495 == found.limit


class TestLongerThanThePeriod:
    """Outages that end after it, which restoration reads whole."""

    @pytest.mark.parametrize("bound", ["2 hours", "30 days", "40 days"])
    @pytest.mark.parametrize("end", ["07-11 01:00", "07-12 00:00"])
    @pytest.mark.parametrize(
        "rule",
        [
            ProRataCredit(),
            BY_HOUR,
            SumCredit(rules=[TENTH, BY_HOUR]),
            TENTH,
        ],
    )
    def test_are_paid_whole(
        self,
        bound: str,
        end: str,
        rule: CreditRule,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """However long the bound is, the answer is that of all the rules."""
        monkeypatch.setattr(plan, "_WORTH_IT", 0)
        policy = policy_of(
            promise(Restoration(), Target.of(at_most=bound), rule)
        )
        record = down(outage("06-01 00:00", end))
        whole = at_length(look(policy, record, None)).credit
        assert whole.money
        for _ in range(2):
            assert whole == evaluate(policy, record).credit
