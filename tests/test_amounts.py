"""Percentages, sums of money, extensions and fee shares."""

import copy
import datetime as dt
import itertools
import operator
import pickle

from collections.abc import Callable, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction

import attrs
import pendulum
import pytest

from slapolicy.amounts import (
    Amount,
    Extension,
    FeeTime,
    Money,
    Percent,
    Rounding,
)
from slapolicy.errors import AmountError, InexactError, PolicyError, messages


DAY_US = 86_400_000_000

# Pairs that are equal, written in two ways, and one that is not.
TWINS: list[tuple[Amount, Amount, Amount]] = [
    (Percent("99.90"), Percent(Decimal("99.9")), Percent("99.91")),
    (Percent(0), Percent("-0.0"), Percent("0.1")),
    (Money(5, "EUR"), Money("5.00", "EUR"), Money(5, "USD")),
    (Money(0, "EUR"), Money(Decimal("-0"), "EUR"), Money("0.01", "EUR")),
    (
        Extension(Decimal("2.5"), "day"),
        Extension(Fraction(5, 2), "day"),
        Extension(Fraction(5, 2), "business day"),
    ),
    (
        FeeTime(dt.timedelta(days=1)),
        FeeTime(dt.timedelta(hours=24), None),
        FeeTime(dt.timedelta(days=1), dt.timedelta(days=30)),
    ),
]

RISING: list[Sequence[Amount]] = [
    [Percent(0), Percent("99.9"), Percent("99.95"), Percent(200)],
    [Money("-1", "EUR"), Money(0, "EUR"), Money("9.99", "EUR")],
    [Extension(0, "day"), Extension(Fraction(1, 3), "day")],
]


def message(make: Callable[[], object]) -> str:
    """Return the message with which *make* refuses."""
    with pytest.raises(AmountError) as error:
        make()
    return str(error.value)


class TestValues:
    """What holds for amounts of every kind."""

    @pytest.mark.parametrize(("one", "twin", "other"), TWINS)
    def test_equal_amounts_are_equal(
        self, one: Amount, twin: Amount, other: Amount
    ) -> None:
        """How a figure is written makes no difference; the figure does."""
        assert one == twin
        assert hash(one) == hash(twin)
        assert str(one) == str(twin)
        assert one != other

    @pytest.mark.parametrize("amount", [one for one, *_ in TWINS])
    def test_pickles_and_copies(self, amount: Amount) -> None:
        """A copy is equal, also once derived figures were asked for."""
        getattr(amount, "fraction", None)

        assert pickle.loads(pickle.dumps(amount)) == amount
        assert copy.deepcopy(amount) == amount

    @pytest.mark.parametrize("amount", [one for one, *_ in TWINS])
    def test_is_immutable(self, amount: Amount) -> None:
        """No field can be set."""
        field = attrs.fields(type(amount))[0].name

        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(amount, field, 0)

    @pytest.mark.parametrize("amount", [one for one, *_ in TWINS])
    def test_repr_makes_it_again(self, amount: Amount) -> None:
        """What a debugger shows can be pasted back."""
        names = {
            "Extension": Extension,
            "FeeTime": FeeTime,
            "Money": Money,
            "Percent": Percent,
            "datetime": dt,
        }

        assert eval(repr(amount), names) == amount  # noqa: S307  # our own

    @pytest.mark.parametrize("amount", [one for one, *_ in TWINS])
    def test_evolves(self, amount: Amount) -> None:
        """A copy with nothing changed is equal."""
        assert attrs.evolve(amount) == amount

    @pytest.mark.parametrize("rising", RISING)
    def test_order_is_that_of_the_figures(
        self, rising: Sequence[Amount]
    ) -> None:
        """Amounts compare as their figures do."""
        for low, high in itertools.pairwise(rising):
            pairs = [(low, high), (low, low), (high, low)]

            assert [operator.lt(*pair) for pair in pairs] == [1, 0, 0]
            assert [operator.le(*pair) for pair in pairs] == [1, 1, 0]
            assert [operator.gt(*pair) for pair in pairs] == [0, 0, 1]
            assert [operator.ge(*pair) for pair in pairs] == [0, 1, 1]

    @pytest.mark.parametrize("amount", [rising[0] for rising in RISING])
    def test_a_number_is_no_amount(self, amount: Amount) -> None:
        """Without a unit there is nothing to compare with."""
        with pytest.raises(TypeError):
            operator.lt(amount, 5)

        assert operator.ne(amount, 5)

    def test_fee_times_have_no_order(self) -> None:
        """Which is more depends on the period."""
        with pytest.raises(TypeError):
            operator.lt(FeeTime(dt.timedelta(1)), FeeTime(dt.timedelta(2)))


class TestPercent:
    """Hundredths, exact."""

    def test_fraction_is_of_one(self) -> None:
        """99.95 % are 1999/2000."""
        assert Percent("99.95").fraction == Fraction(1999, 2000)

    def test_above_a_hundred_is_a_percentage(self) -> None:
        """A cap of 200 % is real."""
        assert Percent.parse("200%").fraction == 2

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("99.95%", "99.95%"),
            ("99.950 %", "99.95%"),
            ("100%", "100%"),
            ("0%", "0%"),
            ("0.0000001%", "0.0000001%"),
            ("010%", "10%"),
        ],
    )
    def test_parse(self, text: str, expected: str) -> None:
        """A percentage is written in one way, and read with a space too."""
        assert str(Percent.parse(text)) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("99,9%", '"99,9%": write the decimal point as "."'),
            ("99,9", '"99,9": write the decimal point as "."'),
            ("99.9", '"99.9": write it in the form 99.95%'),
            ("%", '"%": write it in the form 99.95%'),
            ("1e2%", '"1e2%": write it in the form 99.95%'),
            ("99.9  %", '"99.9  %": write it in the form 99.95%'),
            ("99.9%\n", r"'99.9%\n': write it in the form 99.95%"),
            ("-5%", '"-5": a percentage is not negative'),
            ("1" * 41 + "%", "a figure has at most 40 digits"),
        ],
    )
    def test_refusals_say_the_cure(self, text: str, expected: str) -> None:
        """What is no percentage is refused, with what to write instead."""
        assert message(lambda: Percent.parse(text)) == expected

    def test_floats_are_refused(self) -> None:
        """A float is refused by name, as the wrong type."""
        with pytest.raises(TypeError) as error:
            Percent(99.9)  # type: ignore[arg-type]  # what is refused

        assert type(error.value) is InexactError
        assert str(error.value) == (
            "99.9 is a float; give text, an int or a Decimal"
        )

    def test_the_callers_context_does_not_matter(self) -> None:
        """Three digits of precision around it change nothing."""
        with localcontext() as context:
            context.prec = 3
            percent = Percent("99.99999")

        assert str(percent) == "99.99999%"


class TestMoney:
    """Sums with their currency's digits."""

    @pytest.mark.parametrize(
        ("money", "expected"),
        [
            (Money(5, "EUR"), "5.00 EUR"),
            (Money("12.5", "EUR"), "12.50 EUR"),
            (Money(Decimal("12.5000"), "EUR"), "12.50 EUR"),
            (Money(Decimal("1E+3"), "EUR"), "1000.00 EUR"),
            (Money(Fraction(1, 4), "EUR"), "0.25 EUR"),
            (Money(5, "JPY"), "5 JPY"),
            (Money("20.010", "KWD"), "20.010 KWD"),
            (Money("1.5", "CLF"), "1.5000 CLF"),
            (Money(-1, "EUR"), "-1.00 EUR"),
        ],
    )
    def test_has_its_currency_s_digits(
        self, money: Money, expected: str
    ) -> None:
        """However it is given, a sum has exactly its currency's digits."""
        assert str(money) == expected
        assert Money.parse(expected) == money

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("10.001 EUR", '"10.001": sums in EUR have 2'),
            ("0.5 JPY", '"0.5": sums in JPY have 0'),
            ("1.0001 KWD", '"1.0001": sums in KWD have 3'),
        ],
    )
    def test_more_digits_are_refused(self, text: str, shown: str) -> None:
        """A sum that cannot be paid is no sum."""
        assert message(lambda: Money.parse(text)) == (
            f"amount: {shown} digits after the point, thousands no mark"
        )

    def test_fractions_between_two_sums_are_refused(self) -> None:
        """A third of a euro has to be rounded first."""
        assert message(lambda: Money(Fraction(1, 3), "EUR")) == (
            'amount: "1/3": sums in EUR have 2 digits after the point, '
            "thousands no mark"
        )

    @pytest.mark.parametrize("text", ["1.000 EUR", "12.500 EUR", "1.000 JPY"])
    def test_thousands_are_not_mistaken(self, text: str) -> None:
        """Half of Europe means a thousand: it must not become one euro."""
        assert message(lambda: Money.parse(text)).endswith("thousands no mark")

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("12,50 EUR", '"12,50 EUR": write the decimal point as "."'),
            (
                "1,000.00 EUR",
                (
                    '"1,000.00 EUR": write the decimal point as "." '
                    "and thousands without a mark"
                ),
            ),
            ("EUR 12.50", '"EUR 12.50": write it in the form 12.50 EUR'),
            ("12.50", '"12.50": write it in the form 12.50 EUR'),
            ("12.50EUR", '"12.50EUR": write it in the form 12.50 EUR'),
            ("€12.50", '"€12.50": write it in the form 12.50 EUR'),
            ("nan EUR", '"nan EUR": write it in the form 12.50 EUR'),
            ("12.50 eur", "currency: 'eur' is written EUR"),
            (
                "10.00 XYZ",
                (
                    "currency: 'XYZ' is no code in use of ISO 4217 "
                    "(list of 2026-01-01)"
                ),
            ),
            (
                "1 XAU",
                "currency: 'XAU' has no minor unit; no sum is paid in it",
            ),
            ("1" * 41 + " EUR", "a figure has at most 40 digits"),
            (
                "1" * 200 + " EUR",
                '"' + "1" * 40 + '…": write it in the form 12.50 EUR',
            ),
        ],
    )
    def test_refusals_say_the_cure(self, text: str, expected: str) -> None:
        """What is no sum is refused, with what to write instead."""
        assert message(lambda: Money.parse(text)) == expected

    def test_floats_are_refused(self) -> None:
        """A float is refused by name, as the wrong type."""
        with pytest.raises(TypeError) as error:
            Money(9.99, "EUR")  # type: ignore[arg-type]  # what is refused

        assert str(error.value) == (
            "9.99 is a float; give text, an int or a Decimal"
        )

    def test_sums_of_one_currency_add_and_subtract(self) -> None:
        """A difference may be below zero."""
        five, twelve = Money(5, "EUR"), Money("12.50", "EUR")

        assert five + twelve == Money("17.50", "EUR")
        assert five - twelve == Money("-7.50", "EUR")

    def test_money_by_money_is_a_fraction(self) -> None:
        """How many times one sum is in another is exact."""
        assert Money(1, "EUR") / Money(3, "EUR") == Fraction(1, 3)

    @pytest.mark.parametrize(
        "combine",
        [
            operator.add,
            operator.sub,
            operator.truediv,
            operator.lt,
            operator.le,
            operator.gt,
            operator.ge,
        ],
    )
    def test_currencies_do_not_mix(
        self, combine: Callable[[Money, Money], object]
    ) -> None:
        """Nothing is converted."""
        five, six = Money(5, "EUR"), Money(6, "USD")

        assert message(lambda: combine(five, six)) == (
            "5.00 EUR and 6.00 USD are in different currencies"
        )

    @pytest.mark.parametrize(
        "combine",
        [operator.add, operator.sub, operator.truediv, operator.mul],
    )
    def test_numbers_do_not_mix_in(
        self, combine: Callable[[object, object], object]
    ) -> None:
        """A sum goes with sums; what needs rounding is not offered."""
        with pytest.raises(TypeError):
            combine(Money(5, "EUR"), 5)

    def test_is_true_unless_zero(self) -> None:
        """A sum of nothing is false."""
        assert [bool(Money(n, "EUR")) for n in (-1, 0, 1)] == [
            True,
            False,
            True,
        ]

    def test_fraction_is_exact(self) -> None:
        """What is reckoned with is the sum itself."""
        assert Money("0.10", "EUR").fraction == Fraction(1, 10)

    @pytest.mark.parametrize(
        ("rounding", "expected"),
        [
            (Rounding.HALF_UP, "28.23 EUR"),
            (Rounding.HALF_EVEN, "28.22 EUR"),
            (Rounding.DOWN, "28.22 EUR"),
            (Rounding.UP, "28.23 EUR"),
        ],
    )
    def test_rounded_in_the_contract_s_mode(
        self, rounding: Rounding, expected: str
    ) -> None:
        """An exact amount becomes a sum in the one mode that is named."""
        money = Money.rounded(Fraction("28.225"), "EUR", rounding)

        assert str(money) == expected

    def test_sums_do_not_outgrow_forty_digits(self) -> None:
        """What could not be written back is refused."""
        most = Money("9" * 40, "JPY")

        assert message(lambda: most + most) == "a figure has at most 40 digits"


class TestExtension:
    """Time in the contract's own unit."""

    @pytest.mark.parametrize(
        "text",
        [
            "5 days",
            "1 day",
            "0 days",
            "2.5 days",
            "1/3 days",
            "2 hours",
            "1 business day",
            "2 business hours",
            "3 months",
        ],
    )
    def test_is_written_as_in_documents(self, text: str) -> None:
        """The text of an extension reads as the same extension."""
        assert str(Extension.parse(text)) == text

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2,5 days", '"2,5 days": write the decimal point as "."'),
            ("5", '"5": write it in the form 5 days'),
            ("1/0 days", '"1/0 days": write it in the form 5 days'),
            (
                "2 fortnights",
                (
                    'unit: "fortnights" is none of microsecond, millisecond, '
                    "second, minute, hour, day, week, month, year, "
                    "business day, business hour"
                ),
            ),
        ],
    )
    def test_refusals_say_the_cure(self, text: str, expected: str) -> None:
        """What is no extension is refused, with what to write instead."""
        assert message(lambda: Extension.parse(text)) == expected

    @pytest.mark.parametrize("text", ["-3 days", "-1/3 days"])
    def test_is_not_negative(self, text: str) -> None:
        """A service is extended, never cut short."""
        with pytest.raises(PolicyError) as error:
            Extension.parse(text)

        quantity = text.removesuffix(" days")
        assert messages(error.value) == [
            f'"{quantity}": a length is not negative'
        ]

    def test_those_of_one_unit_add(self) -> None:
        """Halves of days make days."""
        half = Extension(Fraction(1, 2), "day")

        assert half + half == Extension(1, "day")

    @pytest.mark.parametrize("combine", [operator.add, operator.lt])
    def test_units_do_not_mix(
        self, combine: Callable[[Extension, Extension], object]
    ) -> None:
        """A business day has no length in hours here."""
        days, hours = Extension(2, "business day"), Extension(1, "hour")

        assert message(lambda: combine(days, hours)) == (
            "2 business days and 1 hour are in different units"
        )

    def test_numbers_do_not_mix_in(self) -> None:
        """An extension goes with extensions."""
        with pytest.raises(TypeError):
            Extension(2, "day") + 1  # type: ignore[operator]  # refused

    def test_scales_exactly(self) -> None:
        """A third of two days stays a third."""
        scaled = Extension(2, "day").scaled(Fraction(1, 3))

        assert scaled == Extension(Fraction(2, 3), "day")

    def test_floats_are_refused(self) -> None:
        """Neither quantity nor scale may be a float; the message has it."""
        with pytest.raises(InexactError):
            Extension(0.5, "day")  # type: ignore[arg-type]  # refused
        with pytest.raises(InexactError, match=r"^0\.5 is a float"):
            Extension(3, "day").scaled(0.5)  # type: ignore[arg-type]  # refused


class TestFeeTime:
    """The fee of some time."""

    def test_share_of_what_it_names(self) -> None:
        """One day out of thirty is a thirtieth, whatever the period."""
        fee_time = FeeTime(dt.timedelta(days=1), dt.timedelta(days=30))

        assert fee_time.share(31 * DAY_US) == Fraction(1, 30)

    def test_share_of_the_period(self) -> None:
        """Unless it names a whole, the whole is the period."""
        fee_time = FeeTime(dt.timedelta(days=1))

        assert fee_time.share(31 * DAY_US) == Fraction(1, 31)

    def test_share_is_exact_to_the_microsecond(self) -> None:
        """A microsecond of a century is not lost."""
        fee_time = FeeTime(dt.timedelta(microseconds=1))

        assert fee_time.share(36_525 * DAY_US) == Fraction(1, 36_525 * DAY_US)

    @pytest.mark.parametrize(
        ("fee_for", "out_of", "expected"),
        [
            (-1, 30, "fee_for: -1 day, 0:00:00: a length is not negative"),
            (1, -1, "out_of: -1 day, 0:00:00: a length is not negative"),
            (1, 0, "out_of: the whole fee is for some time, not for none"),
        ],
    )
    def test_impossible_lengths_are_refused(
        self, fee_for: int, out_of: int, expected: str
    ) -> None:
        """No share is negative, and none is of nothing."""
        with pytest.raises(PolicyError) as error:
            FeeTime(dt.timedelta(days=fee_for), dt.timedelta(days=out_of))

        assert messages(error.value) == [expected]

    def test_only_plain_lengths_are_held(self) -> None:
        """Pendulum's durations, whose months have 30 days, are refused."""
        month = pendulum.duration(months=1)

        assert message(lambda: FeeTime(month)) == (
            'fee_for: "1 month": give a datetime.timedelta'
        )
