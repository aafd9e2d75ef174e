"""
Languages, and messages that wait to be said in one of them.

A message is written in English where it is used; a catalogue knows what
another language says instead. There is no current language: whoever says
something says in which.
"""

import functools
import gettext
import io
import re

from collections.abc import Callable, Iterator
from importlib import resources
from typing import Protocol, TypeAlias, final

import attrs

from slapolicy._tree import Tree
from slapolicy.errors import AmountError
from slapolicy.explain._msgfmt import compile_po


LANGUAGES = ("en", "it")
"""The languages that the library speaks; English needs no catalogue."""


_set = object.__setattr__

AGREEMENT_TEXT = "agreement-text"
"""The context of an agreement's own texts in the catalogues."""


@final
class Templates(dict["Message", str]):
    """What a language says instead of each English message, once asked."""

    def __init__(self, catalogue: gettext.NullTranslations) -> None:
        super().__init__()
        self._catalogue = catalogue

    def __missing__(self, message: "Message") -> str:
        """Return it, found for the first time."""
        found = self._catalogue.pgettext(message.code, message.english)
        self[message] = found
        return found


@final
@attrs.frozen(eq=False)
class Language:
    """
    A language; there is one value of each.

    Args:
        code: Its code of ISO 639: ``en``.

        catalogue: What it says instead of the English messages.

    Attributes:
        templates: What it says instead of each, with its places.
    """

    code: str
    catalogue: gettext.NullTranslations = attrs.field(repr=False)
    templates: "Templates" = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Remember no message yet."""
        _set(self, "templates", Templates(self.catalogue))

    @classmethod
    def of(cls, code: str) -> "Language":
        """
        Return the language of that code.

        Args:
            code: One of `LANGUAGES`.

        Raises:
            AmountError: If the library does not speak it.
        """
        if code not in LANGUAGES:
            msg = f"lang: {code!r} is none of {', '.join(LANGUAGES)}"
            raise AmountError(msg)
        return _language(code)

    def template(self, message: "Message") -> str:
        """
        Return what it says instead of an English message, with its places.

        Args:
            message: The message; its singular if it has a plural.
        """
        return self.templates[message]


@functools.cache
def _language(code: str) -> Language:
    """Return a language with its catalogue."""
    if code == "en":
        return Language(code, gettext.NullTranslations())
    catalogue = _catalogue(code, "slapolicy")
    catalogue.add_fallback(_catalogue(code, "agreements"))
    return Language(code, catalogue)


def _catalogue(code: str, name: str) -> gettext.GNUTranslations:
    """Return one catalogue of a language."""
    folder = resources.files("slapolicy.explain").joinpath(
        "locale", code, "LC_MESSAGES"
    )
    # A package that was built has the compiled one, a checkout the text.
    built = folder.joinpath(f"{name}.mo")
    content = (
        built.read_bytes()
        if built.is_file()
        else compile_po(folder.joinpath(f"{name}.po").read_text("utf-8"))
    )
    return gettext.GNUTranslations(io.BytesIO(content))


class Sayable(Protocol):
    """What can be said in any language."""

    def said(self, language: Language) -> str:
        """
        Return it in words.

        Args:
            language: Whose words.
        """
        ...

    def tree(self) -> Tree:
        """Return it for programs: text, a number, a list or a mapping."""
        ...


Value: TypeAlias = str | int | Sayable

Form: TypeAlias = Callable[[tuple[str, ...]], str]
"""Puts a message in words, given what stands in its places, in order."""


def said(value: Value, language: Language) -> str:
    """
    Return anything in words; text of others in its own, on one line.

    Args:
        value: What to say.

        language: In which language.
    """
    if isinstance(value, (str, int)):
        return " ".join(str(value).split())
    return value.said(language)


@final
@attrs.frozen
class Wording:
    """
    A text of an agreement: a clause, an assumption, the form of a credit.

    Args:
        text: As the policy has it. Texts of agreements that ship are
            translated; any other is said as it stands.
    """

    text: str

    def said(self, language: Language) -> str:
        """Return it in words."""
        text = said(self.text, language)
        return language.catalogue.pgettext(AGREEMENT_TEXT, text)

    def tree(self) -> str:
        """Return it as documents write it."""
        return self.text


def as_tree(value: Value) -> Tree:
    """
    Return anything for programs.

    Args:
        value: What to return.
    """
    return value if isinstance(value, (str, int)) else value.tree()


@final
@attrs.frozen
class Sentence:
    """
    A message with what it is about; it remembers what it was last said as.

    Args:
        message: The message.

        params: What stands in its places, by name.
    """

    message: "Message"
    params: tuple[tuple[str, Value], ...] = ()
    _last: tuple[Language, str] | None = attrs.field(
        default=None, init=False, eq=False, repr=False
    )

    def said(self, language: Language) -> str:
        """Return it in words."""
        last = self._last
        if last is not None and last[0] is language:
            return last[1]
        texts = {name: said(one, language) for name, one in self.params}
        message = self.message
        template = (
            language.template(message)
            if message.plural is None
            else message.template(language, dict(self.params).get("count"))
        )
        text = template.format_map(texts)
        _set(self, "_last", (language, text))
        return text

    def tree(self) -> Tree:
        """Return its code and its parameters."""
        return {
            "code": self.message.code,
            "params": {name: as_tree(one) for name, one in self.params},
        }


_PLACE = re.compile(r"\{(\w+)\}")


@final
@attrs.frozen(eq=False)
class Message:
    """
    Something to say, in English, with places for what it is about.

    Each is written once, and is equal to nothing but itself.

    >>> late = Message("late", "{count} hour too late", "{count} hours ...")
    >>> late(count=2).said(Language.of("en"))
    '2 hours ...'

    Args:
        code: Its name, for programs and for translators.

        english: The words; the singular if there is a plural.

        plural: The words where ``count`` is not one.
    """

    code: str
    english: str
    plural: str | None = None

    def __call__(self, **params: Value) -> Sentence:
        """
        Return it with what it is about.

        Args:
            **params: What stands in its places.
        """
        return Sentence(self, tuple(params.items()))

    def template(self, language: Language, count: Value | None) -> str:
        """
        Return its words in a language, with its places.

        Args:
            language: Which.

            count: How many, where it has a plural.
        """
        if self.plural is None or not isinstance(count, int):
            return language.template(self)
        return language.catalogue.npgettext(
            self.code, self.english, self.plural, count
        )

    def filled(self, language: Language, **texts: str | int) -> str:
        """
        Return it in words.

        Args:
            language: Whose words.

            **texts: What stands in its places, said already.
        """
        return language.templates[self].format_map(texts)

    def form(self, language: Language, *places: str) -> Form:
        """
        Return what puts it in words, given what stands in its places.

        >>> month = Message("month", "{month} {year}")
        >>> month.form(Language.of("en"), "year", "month")(("2026", "May"))
        'May 2026'

        To fill a form takes a third of the time that `filled` takes.

        Args:
            language: Whose words.

            *places: Its places, in the order in which they are given.
        """
        parts = _PLACE.split(language.templates[self])
        order = [places.index(one) for one in parts[1::2]]
        parts[::2] = [one.replace("%", "%%") for one in parts[::2]]
        parts[1::2] = ["%s"] * len(order)
        text = "".join(parts)
        if order == list(range(len(places))):
            return text.__mod__
        return lambda texts: text % tuple([texts[one] for one in order])

    def read(self, text: str) -> dict[str, str] | None:
        """
        Return what stands in its places in an English text.

        Args:
            text: Words that this message may have made.

        Returns:
            None if it has not.
        """
        match = self._pattern.fullmatch(text)
        return None if match is None else match.groupdict()

    @functools.cached_property
    def _pattern(self) -> re.Pattern[str]:
        """What the English texts that it makes look like."""
        return re.compile("".join(self._parts()), re.DOTALL)

    def _parts(self) -> Iterator[str]:
        """Yield patterns of its words and places in turn."""
        for place, part in enumerate(_PLACE.split(self.english)):
            yield f"(?P<{part}>.+?)" if place % 2 else re.escape(part)
