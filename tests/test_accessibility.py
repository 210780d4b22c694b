"""Can everyone read the pages and figures: in grey, by keyboard, by ear, with weak sight?

Some checks read the pages as text and always run. Those that need a browser (contrast as laid out,
the Tab key, narrow windows) run where one is installed and are skipped elsewhere.
"""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from browsing import open_page
from matplotlib.colors import to_hex
from matplotlib.text import Text
from PIL import Image
from test_style import contrast, lab, linear

from helpers import plots_frame_actors, plots_frames, plots_shift, plots_strips, plots_voices, style
from helpers.analysis import Analysis
from helpers.pages import TEMPLATES, Heading, read_heading, render_index, render_page, scope_headers
from helpers.plots import plot_stance
from helpers.publish import draw_figures
from helpers.report import render_report

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
AUDIT = (Path(__file__).parent / "audit.js").read_text(encoding="utf-8")


def make_page(path: Path) -> str:
    notebook = nbformat.read(path, 4)
    return render_page(
        notebook,
        heading=read_heading(notebook, name=path.stem),
        pages=[other.stem for other in NOTEBOOKS],
        here=ROOT / "notebooks",
        there=ROOT / "figures" / "html",
    )


@pytest.fixture(scope="module")
def pages(lexical_analysis: Analysis) -> dict[str, str]:
    """Make one page of each kind; the other notebooks differ only in what they say."""
    pictures = draw_figures(lexical_analysis)[:2]
    headings = [Heading(path.stem, path.stem, "Why?") for path in NOTEBOOKS]
    there = ROOT / "figures" / "html"
    return {
        "notebook": make_page(NOTEBOOKS[0]),
        "index": render_index(headings, figures=ROOT / "figures", there=there),
        "report": render_report(lexical_analysis, pictures=pictures),
    }


class Outline(HTMLParser):
    """Collect the tags of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))

    def all(self, *names: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.tags if tag in names]


@pytest.mark.parametrize("kind", ["notebook", "index", "report"])
def test_a_page_can_be_read_by_ear_and_by_keyboard(pages: dict[str, str], kind: str) -> None:
    outline = Outline(pages[kind])
    assert outline.all("html")[0]["lang"] == "en"
    images = outline.all("img")
    assert images
    assert all(image["alt"].strip() for image in images)
    levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise([0, *levels]))
    assert all(header.get("scope") in ("col", "row") for header in outline.all("th"))
    stops = [a for tag, a in outline.tags if "tabindex" in a or tag == "a"]
    assert stops[0] == {"class": "skip", "href": "#main"}
    assert [attributes.get("id") for attributes in outline.all("main")] == ["main"]
    assert all({"role", "aria-label"} <= set(stop) for stop in stops if "tabindex" in stop)


def test_every_picture_of_a_notebook_is_named_in_words() -> None:
    count = 0
    for path in NOTEBOOKS:
        for cell in nbformat.read(path, 4).cells:
            for output in cell.get("outputs", []):
                if "image/png" in output.get("data", {}):
                    count += 1
                    alt = output["metadata"]["image/png"]["alt"]
                    assert len(alt.split()) >= 8, f"{path.name}: {alt}"
    assert count > 5


def test_headers_get_the_scope_that_their_place_gives() -> None:
    table = (
        '<table><thead><tr style="x"><th></th><th class="a">A</th></tr></thead>'
        '<tbody><tr><th id="b">0</th><td>1</td></tr></tbody></table><p>a <th-x></p>'
    )
    made = scope_headers(table + '<th scope="row">kept</th>')
    assert made.count('<th scope="col"') == 2
    assert '<th scope="row" id="b">0</th>' in made
    assert "<th-x>" in made
    assert '<th scope="row">kept</th>' in made
    assert scope_headers(made) == made


def test_the_focus_can_be_seen() -> None:
    for name in ("page/static/page.css", "report/report.css", "reading/page.css"):
        css = (TEMPLATES / name).read_text(encoding="utf-8")
        shown = re.search(r"a:focus-visible, \[tabindex\]:focus-visible \{ outline: 3px", css)
        assert shown, name
        assert not re.search(r"outline:\s*(0|none)", css), name
        assert ".skip:focus { left: 1rem" in css, name


# Figures


def test_all_words_of_all_figures_stand_out(lexical_analysis: Analysis) -> None:
    inks: set[str] = set()
    for picture in draw_figures(lexical_analysis):
        for text in picture.findobj(Text):
            if text.get_visible() and text.get_text().strip():
                inks.add(to_hex(text.get_color(), keep_alpha=True))
    assert style.INK + "ff" in inks
    # White is chosen for dark cells only; test_style holds both inks of cells to every colour.
    for ink in inks - {"#ffffffff"}:
        assert ink.endswith("ff"), f"{ink} lets the ground shine through"
        assert contrast(ink[:7], "white") >= 4.5, ink


@pytest.mark.parametrize(
    "colour",
    [
        plots_frames.PRESENT_INK,
        plots_frames.TRACE_INK,
        plots_strips.DEVICE_INK,
        plots_voices.OTHER,
        plots_shift.UP,
        plots_shift.DOWN,
        plots_shift.PLAIN,
        *plots_frame_actors.INKS.values(),
    ],
)
def test_marks_stand_out_from_the_paper(colour: str) -> None:
    assert contrast(colour, "white") >= 3


def grey(colour: Any) -> float:
    """Give the lightness of a colour as a black-and-white printer shows it, 0 to 100."""
    return float(lab(np.full(3, linear(colour) @ [0.2126, 0.7152, 0.0722]))[0])


def test_strength_can_be_told_in_grey() -> None:
    neutral = grey(style.stance_colour(0))
    for end in (-1, 1):
        steps = [grey(style.stance_colour(end * share)) for share in (1, 0.5, 0)]
        assert neutral - steps[0] > 40
        assert all(after - before > 10 for before, after in pairwise(steps))
    present, trace = (grey(c) for c in (plots_frames.PRESENT_INK, plots_frames.TRACE_INK))
    assert trace - present > 25


def draw_stance(found: Analysis) -> style.Picture:
    return plot_stance(found.scores, paragraphs=found.paragraphs, actors=found.actors)


def test_the_sign_of_a_stance_is_printed_for_whoever_sees_no_colour(
    lexical_analysis: Analysis,
) -> None:
    # In grey both ends look alike, and they may: each cell says by its number which it is.
    picture = draw_stance(lexical_analysis)
    values = picture.data["value"].dropna()
    texts = [text.get_text() for text in picture.findobj(Text)]
    signs = [text[0] for text in texts if re.fullmatch(r"[+−](\.\d|1)", text)]
    assert signs.count("−") == (values.round(1) < 0).sum() > 0
    assert signs.count("+") == (values.round(1) > 0).sum() > 0


def test_a_picture_in_grey_keeps_what_it_shows(lexical_analysis: Analysis) -> None:
    picture = draw_stance(lexical_analysis)
    shades = np.asarray(Image.open(io.BytesIO(picture.png(dpi=72))).convert("L"))
    assert (shades < 100).mean() > 0.01
    assert ((shades > 150) & (shades < 245)).mean() > 0.02
    assert (shades > 250).mean() > 0.3


# In a browser


@pytest.mark.slow
@pytest.mark.parametrize("width", [1000, 320])
@pytest.mark.parametrize("kind", ["notebook", "index", "report"])
def test_a_browser_finds_no_fault(
    browser: Any, pages: dict[str, str], tmp_path: Path, kind: str, width: int
) -> None:
    assert open_page(browser, tmp_path, pages[kind], width=width).evaluate(AUDIT) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS[1:], ids=lambda path: path.stem)
def test_no_notebook_has_a_fault(browser: Any, tmp_path: Path, path: Path) -> None:
    assert open_page(browser, tmp_path, make_page(path), width=320).evaluate(AUDIT) == []


@pytest.mark.slow
def test_the_first_tab_shows_a_link_past_the_navigation(
    browser: Any, pages: dict[str, str], tmp_path: Path
) -> None:
    for page in pages.values():
        opened = open_page(browser, tmp_path, page, width=1000)
        link = opened.locator(".skip")
        assert link.bounding_box()["x"] < 0
        opened.keyboard.press("Tab")
        assert link.bounding_box()["x"] >= 0
        assert opened.evaluate("document.activeElement.className") == "skip"
        opened.keyboard.press("Enter")
        assert opened.url.endswith("#main")


@pytest.mark.slow
def test_the_audit_sees_the_faults_that_it_is_for(browser: Any, tmp_path: Path) -> None:
    bad = (
        "<html><body><h1>A</h1><h3>B</h3><p style='color:#999'>pale</p><img src='x.png'>"
        "<a href='#no'>x</a><table><tr><th>a</th><td>1</td></tr></table>"
        "<div tabindex='0'>stop</div><input><p id='a'></p><p id='a'></p>"
        "<div style='width:900px'>wide</div></body></html>"
    )
    found = " ".join(open_page(browser, tmp_path, bad, width=320).evaluate(AUDIT))
    for words in (
        "contrast 2.85",
        "no language",
        "no title",
        "picture without words",
        "skips a level",
        "header without scope",
        "link to nowhere",
        "id a stands twice",
        "control without a name",
        "first stop skips nothing",
        "stop without role",
        "pixels wide",
        "not one main",
    ):
        assert words in found, words
