"""A student codes by keyboard in JupyterLab, the kernel dies, and nothing is lost.

The server listens on this machine alone, in a copy of the article; the browser is the system's
Chromium. Where there is none, or it does not start, the test is left out and says so.
"""

from __future__ import annotations

import csv
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter import ROOT, run_all, serve_lab, write_notebook

SOURCE = [
    "import os\nfrom pathlib import Path\nfrom helpers import code_article\n"
    "_ = Path('kernel.pid').write_text(str(os.getpid()))",
    'code_article("idlib-2018", coder="Zoë Student")',
]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("lab")
    (place / "idlib-2018").mkdir()
    for name in ("article.txt", "article.toml", "actors.csv"):
        shutil.copy(ROOT / "corpus" / "idlib-2018" / name, place / "idlib-2018" / name)
    write_notebook(place / "x.ipynb", SOURCE)
    return place


@pytest.fixture(scope="module")
def lab(browser: Any, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a JupyterLab that serves the folder."""
    with serve_lab(folder, own=tmp_path_factory.mktemp("own")) as address:
        yield address


@pytest.fixture(scope="module")
def page(browser: Any, lab: str) -> Iterator[Any]:
    made = browser.new_page(viewport={"width": 1100, "height": 1400})
    made.set_default_timeout(90_000)  # A busy machine takes its time.
    # Nothing is to be asked of any other machine.
    made.route(lambda url: not url.startswith(lab), lambda route: route.abort())
    yield made
    made.close()


def open_desk(page: Any, lab: str) -> Any:
    """Open the notebook anew, run its cells, and give the coding desk."""
    return run_all(page, lab, notebook="x.ipynb", shows="section.desk")


def saved(folder: Path) -> dict[tuple[str, str, str], str]:
    with (folder / "idlib-2018" / "coding" / "zoe-student.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["coder"] for row in rows} == {"Zoë Student"}
    return {(r["paragraph"], r["measure"], r["actor"] or r["label"]): r["code"] for r in rows}


def wait_for(page: Any, words: str) -> None:
    page.locator(".desk-status", has_text=words).wait_for()


def wait_until_saved(page: Any) -> None:
    told = "document.querySelector('.desk-status').textContent"
    page.wait_for_function(f"() => {told}.startsWith('Saved')")


def test_three_paragraphs_by_keyboard_survive_the_end_of_the_kernel(
    page: Any, lab: str, folder: Path
) -> None:
    desk = open_desk(page, lab)
    wait_for(page, "No code yet")
    assert not (folder / "idlib-2018" / "coding").exists()  # Looking writes nothing.
    desk.focus()
    for key in (
        *("1", "ArrowDown", "2", "s", "f"),  # The title: us, Iran; strategy; finished.
        *("-", "ArrowDown", "+", "c", "Shift+G", "Shift+P", "f"),  # Paragraph 1.
        *("ArrowDown", "3", "Shift+Q", "c", "c", "f"),  # Paragraph 2; conflict taken back.
    ):
        page.keyboard.press(key)
    page.locator(".desk-progress", has_text="Paragraph 4 of 19").wait_for()
    wait_until_saved(page)
    before = saved(folder)
    assert before["T", "stance", "us"] == "-1"
    assert before["T", "stance", "iran"] == "0"
    assert before["T", "frame", "strategy"] == "1"
    assert before["T", "frame", "conflict"] == "0"
    assert before["1", "device", "metaphor"] == before["1", "device", "presupposition"] == "1"
    assert before["2", "device", "rhetorical_question"] == "1"
    assert before["2", "frame", "conflict"] == "0"
    # The letters went to the desk: the notebook still has its two cells.
    assert page.locator(".jp-Notebook .jp-CodeCell").count() == 2

    os.kill(int((folder / "kernel.pid").read_text()), signal.SIGKILL)
    assert saved(folder) == before

    desk = open_desk(page, lab)
    wait_for(page, f"{len(before)} codes in idlib-2018/coding/zoe-student.csv")
    assert saved(folder) == before
    # The desk opens where the coder left off; what was given is shown as given.
    assert "Paragraph 2 of 19" in page.locator(".desk-progress").inner_text()
    pressed = desk.locator('button[aria-pressed="true"]')
    assert {"unfavourable 1", "conflict c", "metaphor G"} <= {
        x.strip() for x in pressed.all_inner_texts()
    }
    desk.focus()
    page.keyboard.press("m")
    wait_for(page, f"Saved: {len(before)} codes")
    assert saved(folder) == before | {("1", "frame", "morality"): "1"}
    look_at(page, desk)


def look_at(page: Any, desk: Any) -> None:
    """See that the desk fits a wide and a narrow window; keep pictures where asked to."""
    page.locator(".jp-InputArea-prompt").first.click()  # Out of the desk, where keys are codes.
    page.keyboard.press("Control+b")  # The side bar of JupyterLab takes the room of a phone.
    for width in (1100, 480):
        page.set_viewport_size({"width": width, "height": 1400})
        wide, room = desk.evaluate("node => [node.scrollWidth, node.clientWidth]")
        assert wide <= room + 1, f"{wide} pixels of desk in {room}, at a window of {width}"
        if os.environ.get("DESK_PICTURES"):
            desk.screenshot(path=str(Path(os.environ["DESK_PICTURES"]) / f"desk-{width}.png"))
