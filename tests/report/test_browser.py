"""The pages in a real browser: read, reached, printed, and inert."""

import re
import shutil

from collections.abc import Iterator
from pathlib import Path

import pytest

from playwright.sync_api import Browser, Page, sync_playwright

from slapolicy import Evaluation, report
from tests.report.cases import RTL, SCRIPT, evaluated, hostile


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
A4 = (595, 842)
"""Points."""

pytestmark = pytest.mark.skipif(
    CHROMIUM is None,
    reason="there is no chromium here: apt-get install chromium",
)

# Each text that can be seen, with its colour and what it stands on.
TEXTS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, 4);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest("style, title, .tip")) continue;
    const style = getComputedStyle(element);
    let ground = element;
    const clear = one => /rgba\\(0, 0, 0, 0\\)/.test(one);
    while (ground && clear(getComputedStyle(ground).backgroundColor)) {
      ground = ground.parentElement;
    }
    const ink = element instanceof SVGElement ? style.fill : style.color;
    found.push([node.data.trim(), ink,
                getComputedStyle(ground || document.body).backgroundColor]);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return Chromium."""
    with sync_playwright() as client:
        found = client.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return an empty page, as wide as a desk has it."""
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    yield context.new_page()
    context.close()


def show(page: Page, path: Path, source: str) -> Page:
    """Return the page, showing a file."""
    file = path / "report.html"
    file.write_text(source, "utf-8")
    page.goto(file.as_uri())
    return page


def luminance(color: str) -> float:
    """Return the relative luminance of ``rgb(1, 2, 3)`` (WCAG 2)."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def faint(page: Page) -> list[tuple[str, str, str]]:
    """Return the texts whose contrast is below 4.5."""
    texts: list[tuple[str, str, str]] = page.evaluate(TEXTS)
    assert len(texts) > 30
    return [
        (text, ink, ground)
        for text, ink, ground in texts
        if (max(luminance(ink), luminance(ground)) + 0.05)
        / (min(luminance(ink), luminance(ground)) + 0.05)
        < 4.5
    ]


class TestStatement:
    """The page of `report.html`."""

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_every_text_can_be_read(
        self, page: Page, tmp_path: Path, scheme: str
    ) -> None:
        """Its contrast is 4.5 at least, by day and by night."""
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # a literal
        show(page, tmp_path, report.html(evaluated()))
        assert [] == faint(page)

    def test_dark_is_dark(self, page: Page, tmp_path: Path) -> None:
        """Who asks for it gets it; on paper it is light all the same."""
        page.emulate_media(color_scheme="dark")
        show(page, tmp_path, report.html(evaluated()))
        ground = "getComputedStyle(document.body).backgroundColor"
        assert "rgb(13, 17, 23)" == page.evaluate(ground)
        page.emulate_media(color_scheme="dark", media="print")
        assert "rgb(255, 255, 255)" == page.evaluate(ground)

    def test_the_keyboard_reaches_every_stretch(
        self, page: Page, tmp_path: Path
    ) -> None:
        """Its words are seen at once, and Enter leads to its line."""
        show(page, tmp_path, report.html(evaluated()))
        stretch = page.locator("a.stretch").nth(1)
        tip = stretch.locator(".tip")
        assert "hidden" == tip.evaluate("e => getComputedStyle(e).visibility")
        for _ in range(3):
            page.keyboard.press("Tab")
        assert stretch.evaluate("e => e === document.activeElement")
        assert "visible" == tip.evaluate("e => getComputedStyle(e).visibility")
        assert "fact: o1" in (tip.text_content() or "")
        page.keyboard.press("Enter")
        assert page.url.endswith("#line-1-2")
        line = page.locator("tr:target")
        assert "o1" in line.inner_text()
        assert line.is_visible()

    def test_pointing_shows_the_words_too(
        self, page: Page, tmp_path: Path
    ) -> None:
        """Without a click."""
        show(page, tmp_path, report.html(evaluated()))
        stretch = page.locator("a.stretch").nth(3)
        stretch.locator("rect").first.hover()
        tip = stretch.locator(".tip")
        assert "visible" == tip.evaluate("e => getComputedStyle(e).visibility")

    def test_it_can_be_heard(self, page: Page, tmp_path: Path) -> None:
        """Landmarks, headings, tables and links have roles and names."""
        show(page, tmp_path, report.html(evaluated()))
        for role in ("banner", "main", "contentinfo"):
            assert 1 == page.get_by_role(role).count()
        headings = page.get_by_role("heading", level=1)
        assert ["Credit statement"] == headings.all_inner_texts()
        assert (
            1
            == page.get_by_role(
                "region", name="Promise “uptime”: not kept"
            ).count()
        )
        name = "Counted: October 3, 2026, 02:30 to 04:30, 2 hours; fact: o1"
        assert 2 == page.get_by_role("link", name=name).count()
        assert 2 == page.get_by_role("table", name="Ledger").count()

    @pytest.mark.parametrize("lang", ["en", "it"])
    def test_a_phone_shows_it_without_scrolling_sideways(
        self, page: Page, tmp_path: Path, lang: str
    ) -> None:
        """Wide tables scroll by themselves; stretches keep a width."""
        page.set_viewport_size({"width": 360, "height": 780})
        show(page, tmp_path, report.html(evaluated(), lang))
        assert 360 == page.evaluate("document.documentElement.scrollWidth")
        box = page.locator("a.stretch rect").first.bounding_box()
        assert box is not None
        assert box["width"] > 0
        assert [] == faint(page)

    def test_it_prints_on_a4(self, page: Page, tmp_path: Path) -> None:
        """Pages of that size, nothing beside them, no hints on paper."""
        show(page, tmp_path, report.html(evaluated()))
        printed = page.pdf(prefer_css_page_size=True)
        boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
        assert {A4} == {(round(float(w)), round(float(h))) for w, h in boxes}
        assert len(boxes) <= 6
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 680, "height": 960})
        assert 680 == page.evaluate("document.documentElement.scrollWidth")
        assert not page.locator(".hint").first.is_visible()
        assert [] == faint(page)

    def test_it_runs_and_loads_nothing(
        self, page: Page, tmp_path: Path
    ) -> None:
        """One request, for the file; no script, no complaint."""
        requests: list[str] = []
        noises: list[str] = []
        page.on("request", lambda one: requests.append(one.url))
        page.on("console", lambda one: noises.append(one.text))
        page.on("pageerror", lambda one: noises.append(str(one)))
        show(page, tmp_path, report.html(evaluated()))
        assert 1 == len(requests)
        assert [] == noises
        assert 0 == page.evaluate("document.scripts.length")


CASES = {
    "statement": report.html,
    "series": lambda one: report.series([one]),
    "notebook": Evaluation._repr_html_,
}


@pytest.mark.parametrize("name", CASES)
class TestHostileText:
    """Text of a document, in a browser."""

    def test_a_script_never_runs(
        self, page: Page, tmp_path: Path, name: str
    ) -> None:
        """Neither as an element nor by way of an attribute."""
        dialogs: list[str] = []
        requests: list[str] = []
        page.on("dialog", lambda one: dialogs.append(one.message))
        page.on("request", lambda one: requests.append(one.url))
        show(page, tmp_path, CASES[name](hostile(SCRIPT)))
        page.wait_for_load_state("load")
        assert ([], 1) == (dialogs, len(requests))
        assert 0 == page.locator("script, img").count()

    def test_right_to_left_text_stays_in_its_place(
        self, page: Page, tmp_path: Path, name: str
    ) -> None:
        """The words around it keep their order."""
        show(page, tmp_path, CASES[name](hostile(RTL)))
        assert 0 == page.locator("svg text bdi, title bdi").count()
        isolated = page.locator("main bdi, p bdi").first
        assert "rtl" == isolated.evaluate(
            "e => (e.dir = 'auto', getComputedStyle(e).direction)"
        )
        assert "ltr" == page.evaluate(
            "getComputedStyle(document.body).direction"
        )


class TestSeries:
    """The page of `report.series`."""

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_every_text_can_be_read(
        self, page: Page, tmp_path: Path, scheme: str
    ) -> None:
        """Its contrast is 4.5 at least."""
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # a literal
        show(page, tmp_path, report.series([evaluated()]))
        assert [] == faint(page)

    def test_a_day_can_be_reached(self, page: Page, tmp_path: Path) -> None:
        """By keyboard; it says for how long it was down."""
        show(page, tmp_path, report.series([evaluated()]))
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert "web, October 3, 2026: 2 hours" == page.evaluate(
            "document.activeElement.getAttribute('aria-label')"
        )

    def test_a_phone_shows_it(self, page: Page, tmp_path: Path) -> None:
        """The calendar scrolls by itself."""
        page.set_viewport_size({"width": 360, "height": 780})
        show(page, tmp_path, report.series([evaluated()]))
        assert 360 == page.evaluate("document.documentElement.scrollWidth")
