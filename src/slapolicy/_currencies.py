"""
The currencies of ISO 4217, with the digits of their minor units.

The whole of list one, "current currency & funds code list", as the
standard's maintenance agency (SIX Financial Information AG) published it
on 2026-01-01: 178 codes, eight of them for funds, thirteen without a minor
unit (precious metals, units of account, testing, no currency).

A code that left the standard is not listed: a sum in it can no longer be
paid.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from slapolicy.errors import MoneyError


PUBLISHED: Final = "2026-01-01"

# "N.A." in the list: what has no minor unit is no sum of money.
_NOT_APPLICABLE = """
XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX
"""

_ZERO_DIGITS = """
BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
"""

_TWO_DIGITS = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN
BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP
ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR
IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT
MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP
PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC
SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD
XCD XCG YER ZAR ZMW ZWG
"""

_THREE_DIGITS = """
BHD IQD JOD KWD LYD OMR TND
"""

_FOUR_DIGITS = """
CLF UYW
"""

FUNDS: Final = frozenset(
    ("BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI")
)

MINOR_DIGITS: Final[Mapping[str, int | None]] = MappingProxyType(
    {
        code: digits
        for digits, codes in (
            (None, _NOT_APPLICABLE),
            (0, _ZERO_DIGITS),
            (2, _TWO_DIGITS),
            (3, _THREE_DIGITS),
            (4, _FOUR_DIGITS),
        )
        for code in codes.split()
    }
)


def minor_digits(currency: str) -> int:
    """
    Return how many digits sums in *currency* have after the point.

    >>> minor_digits("JPY"), minor_digits("EUR"), minor_digits("KWD")
    (0, 2, 3)

    Args:
        currency: A code of ISO 4217.

    Raises:
        MoneyError: If there is no such code, or no sum of money in it.
    """
    digits = MINOR_DIGITS.get(currency)
    if digits is not None:
        return digits
    if currency in MINOR_DIGITS:
        cure = "has no minor unit; no sum is paid in it"
    elif str(currency).upper() in MINOR_DIGITS:
        cure = f"is written {currency.upper()}"
    else:
        cure = f"is no code in use of ISO 4217 (list of {PUBLISHED})"
    msg = f"currency: {currency!r} {cure}"
    raise MoneyError(msg)
