"""The table of ISO 4217."""

import re

import pytest

from slapolicy._currencies import FUNDS, MINOR_DIGITS, minor_digits
from slapolicy.errors import AmountError


class TestTable:
    """The list in force, as it was published."""

    def test_every_code_is_three_capitals(self) -> None:
        """A code is three capital letters of ASCII."""
        odd = [c for c in MINOR_DIGITS if not re.fullmatch("[A-Z]{3}", c)]

        assert odd == []

    def test_it_is_whole(self) -> None:
        """List one of 2026-01-01 has 178 codes, so many of each kind."""
        kinds = list(MINOR_DIGITS.values())

        assert len(kinds) == 178
        assert {kind: kinds.count(kind) for kind in kinds} == {
            0: 17,
            2: 139,
            3: 7,
            4: 2,
            None: 13,
        }

    def test_funds_are_listed(self) -> None:
        """The eight funds codes stand among the currencies."""
        assert len(FUNDS) == 8
        assert set(MINOR_DIGITS) >= FUNDS

    def test_it_cannot_be_changed(self) -> None:
        """Nobody adds a currency for everybody else."""
        with pytest.raises(TypeError):
            MINOR_DIGITS["XYZ"] = 2  # type: ignore[index]  # refused

    @pytest.mark.parametrize(
        "code", ["BGN", "HRK", "ANG", "CUC", "ZWL", "SLL", "DEM", "ITL"]
    )
    def test_codes_that_left_are_out(self, code: str) -> None:
        """What was replaced is no currency in use."""
        assert code not in MINOR_DIGITS


class TestMinorDigits:
    """How many digits follow the point."""

    @pytest.mark.parametrize(
        ("code", "digits"),
        [
            ("JPY", 0),
            ("ISK", 0),
            ("UGX", 0),
            ("UYI", 0),
            ("EUR", 2),
            ("USD", 2),
            ("CHE", 2),
            ("MGA", 2),
            ("XCG", 2),
            ("ZWG", 2),
            ("XAD", 2),
            ("KWD", 3),
            ("IQD", 3),
            ("TND", 3),
            ("CLF", 4),
            ("UYW", 4),
        ],
    )
    def test_are_the_standard_s(self, code: str, digits: int) -> None:
        """Each currency has the digits that the standard gives it."""
        assert minor_digits(code) == digits

    @pytest.mark.parametrize(
        ("code", "message"),
        [
            (
                "XYZ",
                (
                    "currency: 'XYZ' is no code in use of ISO 4217 "
                    "(list of 2026-01-01)"
                ),
            ),
            (
                "",
                (
                    "currency: '' is no code in use of ISO 4217 "
                    "(list of 2026-01-01)"
                ),
            ),
            ("eur", "currency: 'eur' is written EUR"),
            (
                "XAU",
                "currency: 'XAU' has no minor unit; no sum is paid in it",
            ),
            (
                "XXX",
                "currency: 'XXX' has no minor unit; no sum is paid in it",
            ),
        ],
    )
    def test_refusals_say_why(self, code: str, message: str) -> None:
        """What is no currency for sums is refused, with the reason."""
        with pytest.raises(AmountError) as error:
            minor_digits(code)

        assert str(error.value) == message

    def test_what_is_no_text_is_refused(self) -> None:
        """None is no currency."""
        with pytest.raises(AmountError):
            minor_digits(None)  # type: ignore[arg-type]  # what is refused
