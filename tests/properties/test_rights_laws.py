"""Laws of rights, over outcomes written as letters, newest last."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from slapolicy.figures import Quantity
from slapolicy.terms.rights import History, Track, When


WORDS = {
    "b": "breached",
    "m": "met",
    "u": "undetermined",
    "n": "not-applicable",
}
outcomes = st.text("bbbmun", max_size=10)
counts = st.integers(1, 5)


def track(letters: str, name: str = "uptime") -> Track:
    """Return a track; each breach is worse than the one before."""
    return Track(
        commitment=name,
        quantity=Quantity.PERCENTAGE,
        outcomes=[WORDS[letter] for letter in letters],
        values=[Fraction(90 - place, 100) for place in range(len(letters))],
    )


def arises(when: When, *letters: str) -> bool:
    """Whether a right arises over such commitments."""
    tracks = [track(one, f"c{place}") for place, one in enumerate(letters)]
    return when.arises(History(tracks))


class TestRights:
    """Whether a right arises can be read off the letters."""

    @given(outcomes, counts)
    def test_run(self, letters: str, breaches: int) -> None:
        """A run is the end of the text."""
        when = When(breaches=breaches, consecutive=True)
        assert arises(when, letters) is letters.endswith("b" * breaches)

    @given(outcomes, counts, st.integers(0, 5))
    def test_number(self, letters: str, breaches: int, more: int) -> None:
        """Only the last letters are counted, and the last is a breach."""
        last = letters[-(breaches + more) :]
        expected = last.endswith("b") and last.count("b") >= breaches
        when = When(breaches=breaches, of_last=breaches + more)
        assert arises(when, letters) is expected

    @given(st.lists(outcomes, max_size=3), counts)
    def test_any_commitment(self, letters: list[str], breaches: int) -> None:
        """They count as one in which each breach of any is a breach."""
        longest = max(map(len, letters), default=0)
        aligned = [one.rjust(longest, "m") for one in letters]
        together = "".join(
            "b" if "b" in period else "m"
            for period in zip(*aligned, strict=True)
        )
        when = When(breaches=breaches)
        assert arises(when, *letters) is arises(when, together)

    @given(outcomes, counts)
    def test_run_is_a_number_too(self, letters: str, breaches: int) -> None:
        """What so many in a row give, so many give as well."""
        run = arises(When(breaches=breaches, consecutive=True), letters)
        number = arises(When(breaches=breaches), letters)
        assert number >= run

    @given(outcomes, counts, st.integers(80, 91))
    def test_value_below(
        self, letters: str, breaches: int, below: int
    ) -> None:
        """It is as if the milder breaches had been kept promises."""
        narrowed = "".join(
            letter if 90 - place < below else "m"
            for place, letter in enumerate(letters)
        )
        when = When(breaches=breaches, value_below=f"{below}%")
        assert arises(when, letters) is arises(
            When(breaches=breaches), narrowed
        )
