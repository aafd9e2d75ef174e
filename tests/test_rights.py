"""Tests for slapolicy.terms.rights."""

import datetime as dt
import pickle

from collections.abc import Callable
from fractions import Fraction

import pytest

from slapolicy import _time
from slapolicy.amounts import Rounding
from slapolicy.calendars import WorkCalendar
from slapolicy.errors import PolicyError, messages
from slapolicy.figures import Quantity
from slapolicy.lengths import CalendarLength
from slapolicy.terms.rights import EarnedRight, History, Right, Track, When


WORDS = {
    "b": "breached",
    "m": "met",
    "u": "undetermined",
    "n": "not-applicable",
}


def track(
    outcomes: str,
    values: tuple[Fraction | int | None, ...] = (),
    *,
    commitment: str = "uptime",
    quantity: Quantity = Quantity.PERCENTAGE,
    decimals: int | None = None,
    rounding: Rounding = Rounding.HALF_UP,
) -> Track:
    """Return a track, its outcomes written as letters, newest last."""
    return Track(
        commitment=commitment,
        quantity=quantity,
        outcomes=[WORDS[letter] for letter in outcomes],
        values=[None if one is None else Fraction(one) for one in values],
        decimals=decimals,
        rounding=rounding,
    )


def arises(when: When, *tracks: Track) -> bool:
    """Whether a right arises over such tracks."""
    return Right(right="terminate", when=when).arises(History(tracks))


class TestRuns:
    """Breaches that must follow each other."""

    @pytest.mark.parametrize(
        ("outcomes", "expected"),
        [
            ("mbbb", True),
            ("bbbb", True),
            ("bbmbb", False),
            ("bbbm", False),
            ("bub", False),
            ("bbub", False),
            ("bnbb", False),
            ("b", False),
            ("bbbu", False),
        ],
    )
    def test_three_running(self, outcomes: str, *, expected: bool) -> None:
        """The run ends with the newest; what is no breach breaks it."""
        when = When(commitment="uptime", breaches=3, consecutive=True)
        assert expected is arises(when, track(outcomes))

    def test_within_the_last_few(self) -> None:
        """A run of three lies within any six."""
        when = When(breaches=3, consecutive=True, of_last=6)
        assert arises(when, track("mmmmmmbbb"))
        assert not arises(when, track("bbbbbbmbb"))


class TestCounts:
    """Breaches among the last periods."""

    @pytest.mark.parametrize(
        ("outcomes", "expected"),
        [
            ("bmmbmb", True),
            ("bmmmbmb", False),
            ("bbbbbm", False),
            ("bbb", True),
            ("bb", False),
        ],
    )
    def test_three_of_six(self, outcomes: str, *, expected: bool) -> None:
        """The newest is one of them, and one of the six."""
        when = When(commitment="uptime", breaches=3, of_last=6)
        assert expected is arises(when, track(outcomes))

    def test_of_all_that_is_known(self) -> None:
        """Without a limit the oldest counts."""
        assert arises(When(breaches=2), track("bmmmmmmmmmb"))

    def test_without_history(self) -> None:
        """Of nothing no right follows."""
        assert not arises(When(breaches=1))
        assert not arises(When(breaches=1), track(""))


class TestCommitments:
    """Whose breaches count."""

    def test_that_of_the_one_named(self) -> None:
        """Another's breach is not its own."""
        when = When(commitment="uptime", breaches=2)
        other = track("bb", commitment="restoration")
        assert not arises(when, track("mb"), other)

    def test_of_any(self) -> None:
        """A period is one, whichever promise was broken."""
        when = When(breaches=3, consecutive=True)
        assert arises(
            when, track("bmb"), track("mbm", commitment="restoration")
        )

    def test_of_lists_of_different_lengths(self) -> None:
        """They belong together at the newest."""
        when = When(breaches=3, consecutive=True)
        late = track("bb", commitment="restoration")
        assert arises(when, track("bmm"), late)
        assert not arises(when, track("m"), late)


class TestValueBelow:
    """Breaches that are bad enough."""

    VALUES = (Fraction(39, 40), Fraction(199, 200), None, Fraction(79, 80))

    @pytest.mark.parametrize(
        ("breaches", "below", "expected"),
        [
            (2, "99%", True),
            (3, "99%", False),
            (1, "98%", False),
            (1, "98.75%", False),
            (1, "98.76%", True),
        ],
    )
    def test_over_what_was_carried(
        self, breaches: int, below: str, *, expected: bool
    ) -> None:
        """An unknown value never counts, and the newest must."""
        when = When(breaches=breaches, value_below=below)
        assert expected is arises(when, track("bbbb", self.VALUES))

    def test_fewer_values_than_outcomes(self) -> None:
        """They belong to the newest; those before are unknown."""
        one = track("bb", (Fraction(9, 10),))
        assert arises(When(breaches=1, value_below="95%"), one)
        assert not arises(When(breaches=2, value_below="95%"), one)

    def test_more_values_than_outcomes(self) -> None:
        """A value is no breach."""
        one = track("b", (Fraction(9, 10), Fraction(9, 10)))
        assert not arises(When(breaches=2, value_below="95%"), one)

    def test_a_value_of_a_kept_promise_does_not_count(self) -> None:
        """However low it is."""
        one = track("mb", (Fraction(1, 2), Fraction(1, 2)))
        assert not arises(When(breaches=2, value_below="95%"), one)

    def test_after_precision(self) -> None:
        """94.96 % is 95.0 % as the metric rounds, and 94.9 % rounded down."""
        when = When(breaches=1, value_below="95%")
        value = (Fraction(9496, 10_000),)
        assert arises(when, track("b", value))
        assert not arises(when, track("b", value, decimals=1))
        assert arises(
            when, track("b", value, decimals=1, rounding=Rounding.DOWN)
        )

    def test_number(self) -> None:
        """Numbers compare with numbers, not with percentages."""
        when = When(breaches=1, value_below=200)
        number = track("b", (190,), quantity=Quantity.NUMBER)
        assert arises(when, number)
        assert not arises(when, track("b", (Fraction(1, 2),)))


class TestLongerThan:
    """Breaches that lasted long enough; values are seconds."""

    WHEN = When(breaches=2, longer_than="4 hours")

    def test_longer(self) -> None:
        """A second more than four hours is longer."""
        one = track("bb", (14_401, 20_000), quantity=Quantity.LENGTH)
        assert arises(self.WHEN, one)

    def test_exactly_is_not_longer(self) -> None:
        """Nor is an unknown length."""
        for value in (14_400, None):
            one = track("bb", (value, 20_000), quantity=Quantity.LENGTH)
            assert not arises(self.WHEN, one)

    def test_only_lengths_are(self) -> None:
        """A number is not long."""
        one = track("bb", (20_000, 20_000), quantity=Quantity.NUMBER)
        assert not arises(self.WHEN, one)


class TestEarned:
    """From when on, and by when, a right may be used."""

    END = _time.ticks(_time.parse_instant("2026-07-31T22:00:00Z"))
    DESK = WorkCalendar.of(
        dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ("09:00-17:00",))
    )

    def earn(
        self, within: str | None, *, outcomes: str = "b"
    ) -> EarnedRight | None:
        """Return what a breach in July entitles to, in Rome."""
        right = Right(right="terminate", when=When(breaches=1), within=within)
        history = History([track(outcomes)])
        calendars = (("desk", self.DESK),)
        return right.earned(history, self.END, "Europe/Rome", calendars)

    @pytest.mark.parametrize(
        ("within", "until"),
        [
            (None, None),
            ("48 hours", "2026-08-02T22:00:00Z"),
            ("3 months", "2026-10-31T23:00:00Z"),
            ("5 business days", "2026-08-07T22:00:00Z"),
            ("9 business hours", "2026-08-04T08:00:00Z"),
        ],
    )
    def test_until(self, within: str | None, until: str | None) -> None:
        """Days are local ones; business days end with the last of them."""
        expected = EarnedRight(
            right="terminate",
            since=self.END,
            until=None if until is None else _time.parse_instant(until),
        )
        assert expected == self.earn(within)

    def test_nothing_without_breach(self) -> None:
        """A good month entitles to nothing."""
        assert self.earn("30 days", outcomes="m") is None

    def test_instants(self) -> None:
        """They come back in UTC."""
        earned = self.earn("24 hours")
        assert earned is not None
        assert earned.since == _time.parse_instant("2026-07-31T22:00:00Z")
        assert earned.until == _time.parse_instant("2026-08-01T22:00:00Z")
        forever = self.earn(None)
        assert forever is not None
        assert forever.until is None

    def test_business_days_without_calendar_are_refused(self) -> None:
        """Nobody says which days those are."""
        right = Right(
            right="leave", when=When(breaches=1), within="1 business day"
        )
        with pytest.raises(PolicyError) as caught:
            right.earned(History([track("b")]), self.END, "UTC")
        assert messages(caught.value) == [
            "a calendar must be named; the policy has: none"
        ]


class TestValues:
    """The values themselves."""

    @pytest.mark.parametrize(
        ("refused", "expected"),
        [
            (
                lambda: When(breaches=0),
                "breaches: 0 is no number from 1 up",
            ),
            (
                lambda: When(breaches=3, of_last=2),
                "of_last: 2 periods have no 3 breaches",
            ),
            (
                lambda: When(breaches=1, value_below="2 hours"),
                "value_below: 2 hours is a length; use longer_than",
            ),
            (
                lambda: When(
                    breaches=1, value_below="95%", longer_than="1 hour"
                ),
                "longer_than: no length is also below 95%; keep one",
            ),
        ],
    )
    def test_what_never_arises_is_refused(
        self, refused: Callable[[], When], expected: str
    ) -> None:
        """With its key."""
        with pytest.raises(PolicyError) as caught:
            refused()
        assert [expected] == messages(caught.value)

    def test_all_faults_at_once(self) -> None:
        """Nobody has to come back for the next."""
        with pytest.raises(PolicyError) as caught:
            When(breaches=0, of_last=-1, value_below="2 hours")
        assert len(messages(caught.value)) == 3

    def test_lengths_are_read(self) -> None:
        """Calendar ones stay what they are; a day to exceed is 24 hours."""
        when = When(breaches=1, longer_than=CalendarLength(1, "day"))
        right = Right(right="leave", when=when, within="30 days")
        assert when.longer_than == dt.timedelta(hours=24)
        assert right.within == CalendarLength(30, "day")

    def test_are_values(self) -> None:
        """They compare, hash and pickle."""
        for one in (
            Right(right="leave", when=When(breaches=1), effect="at once"),
            EarnedRight(right="leave", since=TestEarned.END),
            History([track("bm", (None, 1))]),
        ):
            again = pickle.loads(pickle.dumps(one))
            assert one == again
            assert hash(one) == hash(again)
