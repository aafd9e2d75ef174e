"""Catalogues: from what translators edit to what gettext reads."""

import gettext
import io

import pytest

from slapolicy.explain._msgfmt import compile_po


def compiled(text: str) -> gettext.GNUTranslations:
    """Return a catalogue that was compiled and read."""
    return gettext.GNUTranslations(io.BytesIO(compile_po(text)))


class TestCompile:
    """What gettext finds in a compiled catalogue."""

    def test_context(self) -> None:
        """The same words may be translated in two ways."""
        catalogue = compiled(
            'msgctxt "rain"\nmsgid "down"\nmsgstr "su"\n\n'
            'msgctxt "service"\nmsgid "down"\nmsgstr "fermo"\n'
        )
        assert "su" == catalogue.pgettext("rain", "down")
        assert "fermo" == catalogue.pgettext("service", "down")

    def test_plural(self) -> None:
        """The header says which form a number has."""
        catalogue = compiled(
            'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
            '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
            'msgid "{n} hour"\nmsgid_plural "{n} hours"\n'
            'msgstr[0] "{n} ora"\nmsgstr[1] "{n} ore"\n'
        )
        forms = [
            catalogue.ngettext("{n} hour", "{n} hours", n) for n in (0, 1, 2)
        ]
        assert ["{n} ore", "{n} ora", "{n} ore"] == forms

    def test_untranslated(self) -> None:
        """A message without translation is said as it stands."""
        catalogue = compiled('msgid "up"\nmsgstr ""\n')
        assert "up" == catalogue.gettext("up")

    def test_comments_and_quotes(self) -> None:
        """Comments are passed over, quotes and line breaks kept."""
        catalogue = compiled(
            '# said of\n# clauses\n\nmsgid "a\\n\\"b\\""\nmsgstr "\\\\c"'
        )
        assert "\\c" == catalogue.gettext('a\n"b"')

    def test_blank_lines(self) -> None:
        """Any number of blank lines stands between messages, and after."""
        catalogue = compiled('\n\nmsgid "up"\nmsgstr "su"\n\n\n')
        assert "su" == catalogue.gettext("up")


class TestRefusals:
    """Catalogues that do not read."""

    @pytest.mark.parametrize("line", ["msgid up", '"up"', 'msgid "up', "up"])
    def test_line(self, line: str) -> None:
        """A line that is none is refused, with its place."""
        with pytest.raises(ValueError, match="is no line") as raised:
            compile_po(f"\n{line}\n", "it.po")
        expected = f"it.po:2: {line!r} is no line of a catalogue"
        assert expected == str(raised.value)

    def test_twice(self) -> None:
        """A message that stands twice is refused, with its place."""
        entry = 'msgid "up"\nmsgstr "su"\n\n'
        with pytest.raises(ValueError, match="twice") as raised:
            compile_po(entry * 2, "it.po")
        expected = "it.po:6: the message stands twice; keep one"
        assert expected == str(raised.value)
