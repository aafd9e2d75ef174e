"""The statement: a page that says all, and lets nothing in."""

import itertools
import re

import pytest

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import AmountError, report
from tests.report.cases import RTL, SCRIPT, Page, evaluated, hostile


CHOOSE = "credits: {combine: choose}"
FLAT = "credit: {kind: flat, amount: 1.00 EUR}"
TERMINATE = """\
rights: [{right: terminate, when: {breaches: 1, commitment: uptime}}]
claims: {required: false}
"""


def page(lang: str = "en", **given: str) -> Page:
    """Return the page of an evaluation."""
    return Page(report.html(evaluated(**given), lang))


class TestHtml:
    """The function `html`."""

    def test_it_is_the_same_to_the_byte(self) -> None:
        """However often it is made."""
        assert report.html(evaluated()) == report.html(evaluated())

    def test_it_says_its_language(self) -> None:
        """For who reads it aloud."""
        assert [{"lang": "it", "dir": "ltr"}] == page("it").named("html")

    def test_italian_names_no_fiscal_document(self) -> None:
        """A statement is no *nota di credito*."""
        found = page("it").text
        assert "Prospetto di accredito" in found
        assert "nota di credito" not in found.lower()

    def test_another_language_is_refused(self) -> None:
        """Only English and Italian are spoken."""
        with pytest.raises(AmountError) as raised:
            report.html(evaluated(), "fr")
        assert "lang: 'fr' is none of en, it" == str(raised.value)

    def test_it_needs_nothing_else(self) -> None:
        """No script, no picture, no sheet; links only within and to its source."""
        found = page()
        for tag in ("script", "img", "link", "iframe", "object", "style"):
            expected = 1 if tag == "style" else 0
            assert expected == len(found.named(tag))
        links = [one["href"] or "" for one in found.named("a")]
        assert {"https://example.org/sla"} == {
            one for one in links if not one.startswith("#")
        }

    def test_a_browser_may_load_and_run_nothing(self) -> None:
        """The page forbids it itself."""
        policy = page().named("meta")[1]
        assert (
            "default-src 'none'; style-src 'unsafe-inline'"
            == policy["content"]
        )

    def test_every_link_has_its_target(self) -> None:
        """A stretch leads to its line of the ledger."""
        found = page()
        ids = [one["id"] for _, one in found.tags if "id" in one]
        links = {one["href"] for one in found.named("a")}
        assert len(ids) == len(set(ids))
        assert {one for one in links if (one or "").startswith("#")} <= {
            f"#{id_}" for id_ in ids
        }

    def test_headings_skip_no_level(self) -> None:
        """One first heading, and each at most one level below the last."""
        levels = [
            int(tag[1])
            for tag, _ in page().tags
            if re.fullmatch("h[1-6]", tag)
        ]
        assert 1 == levels[0]
        assert [] == [
            (above, below)
            for above, below in itertools.pairwise(levels)
            if below > above + 1 or below == 1
        ]

    def test_tables_have_captions_and_headings(self) -> None:
        """Every heading says of what: of its column or of its row."""
        found = page()
        assert len(found.named("table")) == len(found.named("caption"))
        assert {"col", "row"} == {one["scope"] for one in found.named("th")}

    def test_every_drawing_has_a_name_or_is_hidden(self) -> None:
        """Who hears the page knows what is drawn."""
        assert [] == [
            one
            for one in page().named("svg")
            if "aria-label" not in one and one.get("aria-hidden") != "true"
        ]

    def test_it_shows_where_the_period_landed(self) -> None:
        """The row that pays is marked, and says the figure."""
        rows = [one.get("class") for one in page().named("tr")]
        assert 1 == rows.count("landed")
        assert (
            "at least 95 % and below 98 % 25 % of the fee 97.81719 %"
            in page().text
        )

    def test_clauses_are_quoted_in_their_language(self) -> None:
        """Each once: where a promise or the claim cites it, else at the end."""
        found = page()
        quoted = [one for one in found.named("p") if "lang" in one]
        assert ["it", "en"] == [one["lang"] for one in quoted]
        assert 1 == found.text.count("99,9 % of the time")
        assert "Clause 1, Uptime" in found.text
        assert "Clause 3" in found.text

    def test_digests_prove_what_it_is_about(self) -> None:
        """All three in full."""
        evaluation = evaluated()
        found = page().text
        for digest in (
            evaluation.policy.digest,
            evaluation.record.digest,
            evaluation.digest,
        ):
            assert digest in found

    def test_deadlines_stand_in_order_of_time(self) -> None:
        """Today among them: what is past before it, what is to come after."""
        styles = [
            one["class"]
            for one in page(as_of="2026-11-30T00:00Z").named("li")
            if one.get("class") in {"past", "today", "ahead"}
        ]
        assert ["past", "today"] == styles

    def test_a_provisional_answer_says_so(self) -> None:
        """Before the period is over."""
        found = page(as_of="2026-10-15T12:00Z")
        assert "Provisional: the period is not over" in found.text
        assert ["now", "now"] == [
            one["class"]
            for one in found.named("line")
            if one["class"] == "now"
        ]

    def test_what_is_not_known_is_no_sum(self) -> None:
        """The place of the sum says so."""
        found = page(credit="{kind: unspecified, text: a credit}")
        assert "Credit Not determined" in found.text

    def test_a_choice_is_no_sum(self) -> None:
        """It is the customer who chooses."""
        assert "The customer chooses" in page(more=CHOOSE, second=FLAT).text

    def test_an_extension_is_owed_without_money(self) -> None:
        """The service lasts longer, and no sum of 0 stands beside that."""
        found = page(credit="{kind: flat, amount: 3 days}").text
        assert "Credit 3 days" in found
        assert "0.00" not in found

    def test_rights_have_a_section(self) -> None:
        """As soon as one arises; nobody has to ask here."""
        found = page(more=TERMINATE).text
        assert "Rights The customer now has the right" in found
        assert "automatic" in found

    def test_an_agreement_without_version_has_its_title(self) -> None:
        """Nothing is said of a version."""
        assert "Agreement Hosting SLA Provider" in page(version="").text

    def test_a_quiet_period_has_no_claim(self) -> None:
        """Nothing is owed, nothing is to be asked for."""
        found = page(month="period: 2026-10\n").text
        assert "Credit 0.00 EUR" in found
        assert "nothing happened that it is about (at most 4 hours)" in found
        assert "The claim's clock" not in found
        assert "How the credit comes about" not in found

    def test_a_promise_that_does_not_apply_is_named(self) -> None:
        """With the reason, and without a section of its own."""
        only = "{kind: flat, amount: 1.00 EUR}\n    applies_if: [{attribute: plan, is: gold}]"
        service = "{id: web, fee: 10.00 EUR, attributes: {plan: tin}}"
        found = page(credit=only, service=service).text
        assert "does not apply" in found
        assert "Promise “uptime”" not in found


class TestHostileText:
    """Text of a document, in a page."""

    @pytest.mark.parametrize("lang", ["en", "it"])
    def test_a_script_stays_text(self, lang: str) -> None:
        """It is shown, and is no element."""
        source = report.html(hostile(SCRIPT), lang)
        found = Page(source)
        assert [] == found.named("script") + found.named("img")
        assert "<script>alert(1)</script>" in found.text
        assert [] == found.open

    def test_a_source_that_is_no_web_address_is_no_link(self) -> None:
        """A link runs nothing."""
        found = Page(report.html(hostile("javascript:alert(1)")))
        assert {"#"} == {(one["href"] or "")[0] for one in found.named("a")}

    def test_right_to_left_text_is_isolated(self) -> None:
        """And what would turn the page around can be seen."""
        source = report.html(hostile(RTL))
        assert "<bdi>שלום" in source
        assert "\u202e" not in source
        assert "\x1b" not in source

    @given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
    def test_no_text_adds_an_element_or_an_attribute(self, text: str) -> None:
        """The page has the shape that it has with a harmless word."""
        assert shape(hostile_page("x")) == shape(hostile_page(text))


def hostile_page(text: str) -> Page:
    """Return the page of an evaluation in which everything is *text*."""
    return Page(report.html(hostile(text)))


def shape(found: Page) -> list[tuple[str, list[str]]]:
    """Return the elements with the names of their attributes."""
    return [
        (tag, sorted(attributes))
        for tag, attributes in found.tags
        if tag != "bdi"
    ]
