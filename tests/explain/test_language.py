"""Messages, and the languages in which they are said."""

import re

import pytest

from slapolicy.errors import AmountError
from slapolicy.explain import LANGUAGES
from slapolicy.explain.language import (
    Language,
    Message,
    Wording,
    as_tree,
    said,
)
from tests.explained import EN, IT, messages


LATE = Message(
    "late", "{count} hour late: {what}", "{count} hours late: {what}"
)


class TestLanguage:
    """Languages by their codes."""

    @pytest.mark.parametrize("code", LANGUAGES)
    def test_each(self, code: str) -> None:
        """Each language that is offered is there, the same each time."""
        assert code == Language.of(code).code
        assert Language.of(code) is Language.of(code)

    @pytest.mark.parametrize("code", ["", "fr", "EN", "it_IT", "../it"])
    def test_other(self, code: str) -> None:
        """Any other is refused, with those that there are."""
        with pytest.raises(AmountError) as raised:
            Language.of(code)
        assert f"lang: {code!r} is none of en, it" == str(raised.value)


class TestSaid:
    """What is said."""

    def test_plural(self) -> None:
        """One and many have words of their own."""
        assert ["0 hours late: b", "1 hour late: b", "2 hours late: b"] == [
            LATE(count=count, what="b").said(EN) for count in (0, 1, 2)
        ]

    def test_without_plural(self) -> None:
        """A message without a plural is the same whatever is counted."""
        assert "over" == Message("over", "over").template(EN, None)
        assert "over" == Message("over", "over").template(EN, 2)

    def test_within(self) -> None:
        """A message may stand in another."""
        inner = LATE(count=1, what="x")
        assert "2 hours late: 1 hour late: x" == (
            LATE(count=2, what=inner).said(EN)
        )

    def test_braces(self) -> None:
        """What stands in a place may hold braces itself."""
        assert "1 hour late: {what}" == LATE(count=1, what="{what}").said(EN)

    def test_one_line(self) -> None:
        """A text of somebody else is said on one line."""
        assert "a b c" == said(" a\n b\tc ", EN)

    def test_unknown_message(self) -> None:
        """A message without translation is said in English."""
        assert "1 hour late: x" == LATE(count=1, what="x").said(IT)

    def test_tree(self) -> None:
        """For programs it is its code with its parameters."""
        assert {"code": "late", "params": {"count": 1, "what": "x"}} == (
            as_tree(LATE(count=1, what="x"))
        )


class TestForm:
    """Messages as forms, which are filled in the order of their places."""

    @pytest.mark.parametrize("language", [EN, IT])
    def test_each(self, language: Language) -> None:
        """A form says what the message says, in whatever order it is."""
        for message in messages().values():
            places = sorted(set(re.findall(r"\{(\w+)\}", message.english)))
            given = {one: f"%s {{{one}}}" for one in places}
            form = message.form(language, *places)
            expected = message.filled(language, **given)
            assert expected == form(tuple(given.values()))

    def test_percent(self) -> None:
        """A mark of a message is no place."""
        form = Message("share", "{b} is 5 %s of {a}, {b}").form(EN, "a", "b")
        assert "x is 5 %s of y, x" == form(("y", "x"))


class TestRead:
    """Messages read out of the texts that they made."""

    def test_inverse(self) -> None:
        """What was put into a message is found in its text."""
        message = Message("gap", "no row says what {figure} (in {place}) is")
        text = message(figure="9.5%", place="June").said(EN)
        assert {"figure": "9.5%", "place": "June"} == message.read(text)

    def test_other(self) -> None:
        """Any other text was not made by it."""
        assert None is Message("gap", "no row: {figure}").read("no row")


class TestWording:
    """An agreement's own texts."""

    def test_shipped(self) -> None:
        """The text of an agreement that ships is translated."""
        form = Wording("credit to buy or\n  renew services")
        assert "credit to buy or renew services" == form.said(EN)
        assert "credito per acquistare o rinnovare servizi" == form.said(IT)

    def test_other(self) -> None:
        """Any other is said as it stands, also if it is a message's."""
        assert "or a voucher" == Wording("or a voucher").said(IT)
        assert "kept" == Wording("kept").said(IT)

    def test_tree(self) -> None:
        """For programs it is as documents write it."""
        assert "a\nb" == as_tree(Wording("a\nb"))
