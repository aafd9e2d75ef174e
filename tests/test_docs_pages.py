"""The pages that the docs build makes: everything is in them, and true."""

import datetime as dt
import re

from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from docs._ext import compared, pages
from docs._ext.comparing import LANDMARKS, Case
from docs._ext.described import FAMILIES, described
from docs._ext.heatmap import key_of, number, percent
from docs._ext.markdown import anchor, plain
from slapolicy import catalogue, lint
from slapolicy.catalogue import listing


DOCS = Path(__file__).parents[1] / "docs"


class TestPages:
    """Where the build puts what it makes."""

    @pytest.mark.parametrize("page", pages.PAGES)
    def test_are_committed_with_their_places(self, page: str) -> None:
        """A page in the repository holds none of what is made."""
        text = (DOCS / f"{page}.md").read_text("utf-8")
        assert "% made by the build: " in text
        assert "<svg" not in text
        assert "agreement-clamehost" not in text

    def test_are_filled_in(self) -> None:
        """Each place names a part that there is, and goes."""
        text = (DOCS / "explanation" / "comparison.md").read_text("utf-8")
        assert "% made by" not in pages.filled(text)

    def test_others_stay_as_they_are(self) -> None:
        """A page without places is not touched."""
        assert "# A page\n" == pages.filled("# A page\n")


class TestCatalogue:
    """The page of the catalogue."""

    def test_knows_every_family(self) -> None:
        """Each family has a heading."""
        assert list(listing.FAMILIES) == list(FAMILIES)

    def test_describes_every_agreement_once(self) -> None:
        """Each agreement has a section, with what the linter says of it."""
        text = described()
        found = re.findall(r"^\(agreement-(.+)\)=$", text, re.MULTILINE)
        assert [one.id for one in catalogue.entries()] == found
        assert len(found) == text.count("**What the linter says**")

    def test_tells_what_the_linter_tells(self) -> None:
        """A finding stands in its agreement's section."""
        _, _, rest = described().partition(f"({anchor('aws-route53')})=")
        section = rest.partition("(agreement-")[0]
        codes = {one.code.value for one in lint(catalogue.load("aws-route53"))}
        assert "row-gap" in codes
        assert [] == [code for code in codes if f"`{code}`" not in section]


class TestPlain:
    """Text that is read as it stands."""

    def test_escapes_what_has_a_meaning(self) -> None:
        """Nothing in a clause becomes markup."""
        assert r"a\_b \*c\* \[d\] \| \<e\>" == plain("a_b *c* [d] | <e>")

    def test_links_addresses(self) -> None:
        """An address is a link, and what follows it is not."""
        assert "see <https://a.example/b_c>." == plain(
            "see https://a.example/b_c."
        )


def _share(id_: str, **time: int) -> Fraction | None:
    """Return what an agreement pays for a downtime."""
    return Case(catalogue.load(id_)).paid(dt.timedelta(**time)).share


class TestComparison:
    """What is compared, against what the agreements print."""

    @pytest.mark.parametrize(
        ("id_", "time", "share"),
        [
            # 0.01 % of 720 hours is 4.32 minutes, 1 % 7.2 h, 5 % 36 h.
            ("aws-ec2-region", {"minutes": 4}, "0"),
            ("aws-ec2-region", {"minutes": 5}, "0.1"),
            ("aws-ec2-region", {"hours": 8}, "0.3"),
            ("aws-ec2-region", {"hours": 37}, "1"),
            # 99.5 % once broken is 10 %, and 24 of 720 hours a 30th.
            ("clamehost", {"hours": 1}, "0.1"),
            # 5 % for each hour, in which a stated value is missed.
            ("axera", {"days": 1}, "1"),
            # Fourteen days of thirty.
            ("gaiastreams", {"days": 3}, "14/30"),
        ],
    )
    def test_pays_what_the_agreement_says(
        self, id_: str, time: dict[str, int], share: str
    ) -> None:
        """Shares of the fee, worked out by hand."""
        assert Fraction(share) == _share(id_, **time)

    def test_has_every_agreement_in_one_place(self) -> None:
        """One is either compared, or left out with the reason."""
        shown, left = compared.figures(), compared.left_out()
        for id_ in catalogue.ids():
            link = f"[{id_}](#{anchor(id_)})"
            assert 1 == shown.count(link) + left.count(link)

    def test_compares_most(self) -> None:
        """At least fifty agreements pay for downtime what can be told."""
        assert 50 <= compared.figures().count("](#agreement-")

    def test_says_why_a_figure_is_missing(self) -> None:
        """A question mark in the table has a line that explains it."""
        asked = compared.figures().count("| ?")
        assert asked == compared.gaps().count("](#agreement-")
        assert asked

    def test_says_what_it_filled_in(self) -> None:
        """What a product leaves open stands on the page."""
        assert "guaranteed-availability: 99.9%" in compared.filled()


class TestPicture:
    """The heat map."""

    def test_is_sound_and_whole(self) -> None:
        """It is XML, names each agreement, and covers each row once."""
        _, _, text = compared.picture().partition("html\n")
        drawn = text.removesuffix("\n```")
        root = ET.fromstring(drawn)  # noqa: S314 - it is our own picture
        space = "{http://www.w3.org/2000/svg}"
        rows: dict[str, float] = {}
        for one in root.iter(f"{space}rect"):
            title = one.find(f"{space}title")
            if title is not None and title.text is not None:
                name = title.text.partition(",")[0]
                rows[name] = rows.get(name, 0) + float(one.attrib["width"])
        shown = re.findall(r"^\| \[(.+?)\]", compared.figures(), re.MULTILINE)
        assert set(shown) == set(rows)
        assert [] == [
            name for name, wide in rows.items() if abs(wide - 520) > 1
        ]

    @pytest.mark.parametrize(
        ("share", "key"),
        [
            (None, "u"),
            ("0", "0"),
            ("1/100", "1"),
            ("1/20", "2"),
            ("99/1000", "2"),
            ("1/10", "3"),
            ("1", "6"),
            ("2", "7"),
        ],
    )
    def test_colours_begin_at_their_figure(
        self, share: str | None, key: str
    ) -> None:
        """A colour holds from its figure up to the next."""
        given = None if share is None else Fraction(share)
        assert key == key_of(given)

    def test_figures_are_short(self) -> None:
        """Two digits at least, no more than are needed."""
        assert ["0", "0.14", "5", "10", "133", "3318"] == [
            number(Fraction(one))
            for one in ("0", "0.0014", "0.05", "0.1", "1.33", "33.18")
        ]
        assert "not said" == percent(None)

    def test_lengths_go_from_a_minute_to_ten_days(self) -> None:
        """The first and the last column are the ends of the axis."""
        steps = list(compared._steps())
        assert min(LANDMARKS.values()) == steps[0]
        assert max(LANDMARKS.values()) == steps[-1]
        assert sorted(set(steps)) == steps
