"""Reasons that terms give in English, said in any language."""

import pytest

from slapolicy.explain.reasons import REASONS, reason_words
from tests.explained import english, italian


@pytest.mark.parametrize(
    ("text", "en", "it"),
    [
        (
            "it was announced 47 hours before; 48 hours needed",
            "it was announced 47 hours before; 48 hours needed",
            "è stata annunciata 47 ore prima; serviva un preavviso di 48 ore",
        ),
        (
            "it was announced after it began; 2 business days needed",
            "it was announced after it began; 2 business days needed",
            (
                "è stata annunciata dopo l'inizio; serviva un preavviso di 2 "
                "giorni lavorativi"
            ),
        ),
        (
            "urgent maintenance does not qualify",
            "urgent maintenance does not qualify",
            "la manutenzione urgente non è ammessa",
        ),
        (
            "the pool of 10 hours per year is used up",
            "the pool of 10 hours per year is used up",
            "la riserva di 10 ore per anno è esaurita",
        ),
        (
            "the pool of 3 times per month is used up",
            "the pool of 3 times per month is used up",
            "la riserva di 3 volte per mese è esaurita",
        ),
        (
            "the reason abuse is none of unpaid, legal",
            "the reason abuse is none of unpaid or legal",
            "il motivo abuse non è tra quelli ammessi (unpaid o legal)",
        ),
        (
            "the reason is not given and is none of unpaid",
            "the reason is not given and is none of unpaid",
            "il motivo non è indicato e non è tra quelli ammessi (unpaid)",
        ),
        (
            "no row of the table says what 99.45% earns",
            "no row of the table says what 99.45 % earns",
            "nessuna riga della tabella dice che cosa spetta per 99,45 %",
        ),
        (
            (
                "99% is in 2 rows of the table (at least 98% and below 99.5%; "
                "at least low), and it does not say which one pays"
            ),
            (
                "99 % is in 2 rows of the table (at least 98 % and below 99.5 %; "
                "at least low), and it does not say which one pays"
            ),
            (
                "99 % è in 2 righe della tabella (almeno 98 % e sotto 99,5 %; "
                "almeno low), che non dice quale paga"
            ),
        ),
        (
            (
                "3% is in 1 rows of the table (any figure), and it does not say "
                "which one pays"
            ),
            (
                "3 % is in 1 rows of the table (any figure), and it does not say "
                "which one pays"
            ),
            (
                "3 % è in 1 righe della tabella (any figure), che non dice quale "
                "paga"
            ),
        ),
        (
            "tiers reads the longest, which 2026-06 does not have",
            "tiers reads the longest outage, which 2026-06 does not have",
            "tiers legge interruzione più lunga, che 2026-06 non ha",
        ),
        (
            "99% is no number to compare the reading with",
            "99 % is no number to compare the reading with",
            "99 % non è confrontabile con il valore rilevato (numero)",
        ),
        (
            "they are on strike",
            "they are on strike",
            "they are on strike",
        ),
    ],
)
def test_said(text: str, en: str, it: str) -> None:
    """A known reason is said in each language, another as it stands."""
    reason = reason_words(text)
    assert (en, it) == (english(reason), italian(reason))


def test_no_reason_hides_another() -> None:
    """A text made of one reason is read as that reason, not as another."""
    for message in REASONS:
        text = message.english
        for name, value in {
            "length": "5 minutes",
            "given_length": "1 minute",
            "figure": "99%",
            "size": "10 hours",
            "rows": "below 5%",
            "number": "2",
        }.items():
            text = text.replace(f"{{{name}}}", value)
        assert message is reason_words(text).message
