"""The report in a browser: nothing of a text can run, tables sort, cells lead to words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browsing import find_grave_faults, open_page, words_of

from helpers.analysis import Analysis, analyse
from helpers.close_reading import render_reading
from helpers.corpus import make_article
from helpers.report import render_report
from helpers.schema import make_table

pytestmark = pytest.mark.slow

EVIL = "<img src=x onerror=alert(1)>"
HOSTILE = (
    f"Norway {EVIL} fails</title></style></script>",
    "Norway <script>alert('x')</script> clearly attacked Sweden <a href=\"javascript:alert(2)\">"
    "here</a> & --> <!-- ]]> <svg onload=alert(3)>.",
    "“<iframe src='https://example.org/x'></iframe> is a lie,” said Olaf <b onclick=alert(4)>Foss"
    "</b>. Sweden \u202ebetrayed\u202c Norway \x07\x1b[31m{{ 7 * 7 }} ${alert(5)}.",
)
RENDERERS = (lambda found: render_report(found, pictures=[]), render_reading)
LABEL = '"><script>alert(6)</script>\u202e'


def make_hostile() -> Analysis:
    found = analyse(make_article("\n\n".join(HOSTILE)), engine="lexical")
    actors = found.actors.assign(label=LABEL + found.actors["actor"])
    quotes = found.quotes.assign(source=f"Olaf {EVIL}", speaker=f"Olaf {EVIL}")
    articles = found.article.articles.assign(title=HOSTILE[0], author=EVIL, outlet=LABEL)
    return replace(
        found,
        article=replace(found.article, articles=articles),
        actors=make_table("actors", actors.to_dict("records")),
        quotes=quotes,
        settings=found.settings | {"evil </code><script>alert(7)</script>": EVIL},
    )


@pytest.fixture(scope="module")
def report(lexical_analysis: Analysis) -> str:
    return render_report(lexical_analysis, pictures=[])


@pytest.mark.parametrize("render", RENDERERS)
def test_a_hostile_text_is_shown_and_never_run(browser: Any, tmp_path: Path, render: Any) -> None:
    page = render(make_hostile())
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    opened = browser.new_page()
    said: list[str] = []
    asked: list[str] = []
    opened.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(path.as_uri())
    for details in opened.locator("details").all():
        if details.is_visible():
            details.evaluate("node => { node.open = true; }")
    words = words_of(opened, "p-1")
    assert "<script>alert('x')</script>" in words
    assert '<a href="javascript:alert(2)">' in words
    assert "--> <!-- ]]>" in words
    assert "{{ 7 * 7 }} ${alert(5)}" in words_of(opened, "p-2")
    shown = opened.locator("body").text_content()
    assert EVIL in shown
    assert not set("\u202e\x07\x1b") & set(page)
    assert said == []
    assert asked == [path.as_uri()]
    own = opened.evaluate(
        "[...document.querySelectorAll('main :is(img, iframe, svg, script)')].length"
    )
    drawn = opened.evaluate("document.querySelectorAll('.view svg').length")
    assert own == drawn


def test_a_head_sorts_numbers_as_numbers_and_puts_what_is_missing_last(
    browser: Any, tmp_path: Path, report: str
) -> None:
    opened = open_page(browser, tmp_path, report)
    table = opened.locator("#table-stance")
    head = table.locator("th", has_text="Quoted")
    cells = "t => [...t.tBodies[0].rows].map((r) => r.cells[8].dataset.sort)"
    for order in ("descending", "ascending"):
        head.locator("button").click()
        assert head.get_attribute("aria-sort") == order
        keys = table.evaluate(cells)
        told = [float(key) for key in keys if key]
        assert told == sorted(told, reverse=order == "descending")
        assert "" not in keys[: len(told)]
        assert "" in keys
    names = table.locator("th", has_text="Actor").locator("button")
    names.focus()
    opened.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") is None
    first = table.evaluate("t => [...t.tBodies[0].rows].map((r) => r.cells[0].textContent)")
    assert first == sorted(first)


def test_a_cell_leads_to_its_words(browser: Any, tmp_path: Path, report: str) -> None:
    opened = open_page(browser, tmp_path, report)
    opened.locator("#table-cells a[href='#p-9']").first.click()
    assert opened.url.endswith("#p-9")
    assert opened.evaluate("document.querySelector(':target').dataset.label") == "9"
    assert opened.locator("#p-9").is_visible()
    assert opened.locator("#explore").is_visible()


def test_without_a_script_everything_can_be_read(browser: Any, tmp_path: Path, report: str) -> None:
    opened = open_page(browser, tmp_path, report, java_script_enabled=False)
    assert not opened.locator("#explore").is_visible()
    assert not opened.locator("nav >> text=Explore").is_visible()
    for part in ("#summary", "#table-cells", "#table-stance", "#p-1", "#limits"):
        assert opened.locator(part).is_visible(), part
    assert opened.locator("#table-stance button").count() == 0
    opened.locator("#table-cells a[href='#p-3']").first.click()
    assert opened.url.endswith("#p-3")


def test_paper_has_the_whole_text_once(
    browser: Any, tmp_path: Path, report: str, lexical_analysis: Analysis
) -> None:
    opened = open_page(browser, tmp_path, report)
    opened.emulate_media(media="print")
    for label in filter(None, lexical_analysis.paragraphs["label"]):
        assert opened.locator(f"[id='p-{label}']").is_visible()
    for part in ("nav", "#explore", ".toggles", ".why >> nth=0"):
        assert not opened.locator(part).is_visible(), part
    assert opened.locator("#table-stance").is_visible()
    assert opened.pdf()[:4] == b"%PDF"


@pytest.mark.parametrize("render", RENDERERS)
def test_axe_finds_nothing_grave_in_a_small_page(browser: Any, tmp_path: Path, render: Any) -> None:
    opened = open_page(browser, tmp_path, render(make_hostile()))
    opened.evaluate("document.querySelector('.why').open = true")
    assert find_grave_faults(opened) == []


def test_axe_sees_a_grave_fault(browser: Any, tmp_path: Path) -> None:
    bad = "<html lang='en'><title>t</title><main><h1>h</h1><input></main></html>"
    faults = find_grave_faults(open_page(browser, tmp_path, bad))
    assert any(fault.startswith("label: <input") for fault in faults)
