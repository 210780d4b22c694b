"""JupyterLab opens and runs a notebook; the explorer answers, and the next cell knows the choice.

The server listens on this machine alone; the browser is the system's Chromium. Where there is
none, or it does not start, the test is left out and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from jupyter import run_all, serve_lab, write_notebook

TEXT = "Norway brutally attacked Sweden. Perhaps Norway lied.\n\nSweden generously helped Norway."
SOURCE = [
    "from helpers import explore, make_article\n"
    f"view = explore(make_article({TEXT!r}), engine='lexical')\nview",
    "rows = view.selection\n"
    "print('CHOSEN', view.actor, view.paragraph, len(rows), "
    "round(rows['weight'].sum(), 3) == round(view.scores['value'].item(), 3))\n"
    "view.measure, view.label, view.actor = 'device', 'hedge', ''",
]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lab(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("lab")
    write_notebook(folder / "x.ipynb", SOURCE[:1])
    with serve_lab(folder, own=tmp_path_factory.mktemp("own")) as address:
        yield address


@pytest.fixture
def opened(browser: Any, lab: str) -> Iterator[tuple[Any, list[str]]]:
    page = browser.new_page(viewport={"width": 1300, "height": 1400})
    page.set_default_timeout(60_000)  # A busy machine takes its time.
    elsewhere: list[str] = []
    page.on("request", lambda asked: _note(asked.url, lab, elsewhere))
    page.route(lambda url: not url.startswith(lab), lambda route: route.abort())
    yield page, elsewhere
    page.close()


def _note(url: str, lab: str, elsewhere: list[str]) -> None:
    if not url.startswith((lab, lab.replace("http", "ws"), "data:", "blob:")):
        elsewhere.append(url)


def test_a_click_in_the_notebook_is_known_in_the_next_cell(
    opened: tuple[Any, list[str]], lab: str
) -> None:
    page, elsewhere = opened
    view = run_all(page, lab, notebook="x.ipynb", shows="section.view .view-grid")
    assert elsewhere == []
    cell = page.locator('.view-grid button[aria-label^="Norway, paragraph 1:"]')
    cell.click()
    page.locator(".view-head", has_text="Norway, paragraph 1").wait_for()
    shown = page.locator(".view-cues tr[data-evidence]").count()
    assert shown > 0
    assert page.locator(".view-cue-on").count() > 0
    # Keys go to the explorer, not to JupyterLab.
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    assert page.locator(".jp-Notebook .jp-CodeCell").count() == 1

    page.get_by_role("button", name="Insert a cell below").first.click()
    page.keyboard.press("Enter")
    page.keyboard.insert_text(SOURCE[1])
    page.keyboard.press("Shift+Enter")
    told = page.locator(".jp-OutputArea-output", has_text="CHOSEN norway")
    told.wait_for()
    assert told.inner_text().split()[:5] == ["CHOSEN", "norway", "1", str(shown), "True"]
    # What is set from Python is shown.
    page.locator(".view-head", has_text="hedge, paragraph 1").wait_for()
    assert page.get_by_label("Measure", exact=True).input_value() == "device"
    # Another engine is read by the kernel, and the choice is kept.
    page.get_by_label("Measure", exact=True).select_option("stance")
    page.get_by_label("Actor", exact=True).select_option("norway")
    engines = page.get_by_label("Engine", exact=True)
    if engines.locator("option").count() > 1:
        engines.select_option("neural")
        page.locator('section.view[aria-busy="false"]').wait_for()
        page.wait_for_function(
            "document.querySelector('.view-panel').textContent.includes('mention')"
        )
        assert engines.input_value() == "neural"
    assert elsewhere == []
    assert view.count() == 1
