"""Markup: text stays text, whatever it is."""

from hypothesis import given
from hypothesis import strategies as st

from slapolicy.report._markup import (
    Markup,
    bare,
    el,
    group,
    plain,
    text,
    visible,
)
from tests.report.cases import RTL, SCRIPT, Page


ANYTHING = st.text(st.characters(exclude_categories=["Cs"]))


class TestText:
    """The function `text`."""

    def test_markup_in_text_is_escaped(self) -> None:
        """What looks like an element stands there as characters."""
        assert (
            "&lt;b&gt; &amp; &quot;c&quot; &#x27;d&#x27;"
            == text("<b> & \"c\" 'd'").source
        )

    def test_a_run_of_right_to_left_text_is_isolated(self) -> None:
        """From its first to its last letter, with what stands between."""
        assert (
            "id <bdi>שלום 3 עולם</bdi>, 4" == text("id שלום 3 עולם, 4").source
        )

    def test_left_to_right_letters_end_a_run(self) -> None:
        """Words of both directions stand in turn."""
        assert "<bdi>א</bdi> b <bdi>ג</bdi>" == text("א b ג").source

    def test_other_scripts_need_no_isolation(self) -> None:
        """Accents and Greek run from left to right."""
        assert "è Ω" == text("è Ω").source

    def test_a_figure_stays_beside_its_unit(self) -> None:
        """A line does not break before the percent sign or a currency."""
        assert "9\xa0% of 10.00\xa0EUR" == text("9 % of 10.00 EUR").source

    @given(ANYTHING)
    def test_no_text_becomes_an_element(self, content: str) -> None:
        """A browser finds no element in it but isolations."""
        page = Page(text(content).source)
        assert {"bdi"} >= {tag for tag, _ in page.tags}
        assert [] == page.open

    @given(ANYTHING)
    def test_a_browser_reads_what_was_written(self, content: str) -> None:
        """Escaping loses nothing but what cannot be seen."""
        read = "".join(Page(text(content).source).words)
        assert visible(content) == read.replace("\xa0", " ") or (
            "\xa0" in content
        )


class TestVisible:
    """The function `visible`."""

    def test_controls_are_shown_as_unknown(self) -> None:
        """An escape sequence, a null and an override can be seen."""
        assert "a�b�c�d" == visible("a\x1bb\x00c\u202ed")

    def test_breaks_are_spaces(self) -> None:
        """A line break does not begin a line of its own."""
        assert "a b c d" == visible("a\nb\tc\u2028d")

    def test_half_a_character_is_shown_as_unknown(self) -> None:
        """What no file can hold does not reach it."""
        assert "�" == visible("\ud800")


class TestPlain:
    """The function `plain`."""

    def test_runs_are_isolated_by_characters(self) -> None:
        """Where no element may stand."""
        assert "a \u2068אבג\u2069 &lt;" == plain("a אבג <")

    @given(ANYTHING)
    def test_no_attribute_can_be_left(self, content: str) -> None:
        """Whatever stands in it, an element has the one attribute."""
        page = Page(el("p", title=content).source)
        assert [("p", ["title"])] == [
            (tag, list(attributes)) for tag, attributes in page.tags
        ]


class TestEl:
    """The function `el`."""

    def test_an_attribute_without_value_is_left_out(self) -> None:
        """None says nothing, 0 is a value."""
        assert '<p tabindex="0"></p>' == el("p", id=None, tabindex=0).source

    def test_a_void_element_is_not_closed(self) -> None:
        """As HTML has it."""
        assert '<meta charset="utf-8">' == el("meta", charset="utf-8").source

    def test_children_may_be_nested(self) -> None:
        """Text, markup, nothing, and several of them."""
        found = el("p", "a", None, [Markup("<br>"), ["<"]])
        assert "<p>a<br>&lt;</p>" == found.source


class TestBare:
    """The function `bare`."""

    def test_it_holds_no_element(self) -> None:
        """SVG would not show what stands in one."""
        found = bare("title", SCRIPT).source
        assert f"<title>{plain(SCRIPT)}</title>" == found
        assert "<bdi>" not in bare("text", RTL, x=0).source


class TestGroup:
    """The function `group`."""

    def test_nothing_is_false(self) -> None:
        """So that a section can see whether anything stands in it."""
        assert not group(None, [], "")
        assert group("a")
