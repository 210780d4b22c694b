"""A student codes by keyboard in JupyterLab, the kernel dies, and nothing is lost.

The server listens on this machine alone, in a copy of the article; the browser is the system's
Chromium. Where there is none, or it does not start, the test is left out and says so.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

playwright_api = pytest.importorskip("playwright.sync_api")

ROOT = Path(__file__).parent.parent
TOKEN = "a-token-of-this-test-alone"  # noqa: S105
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
SOURCE = [
    "import os\nfrom pathlib import Path\nfrom helpers import code_article\n"
    "_ = Path('kernel.pid').write_text(str(os.getpid()))",
    'code_article("idlib-2018", coder="Zoë Student")',
]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        CHROMIUM is None, reason="no Chromium on this machine: apt install chromium"
    ),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("lab")
    (place / "idlib-2018").mkdir()
    for name in ("article.txt", "article.toml", "actors.csv"):
        shutil.copy(ROOT / "corpus" / "idlib-2018" / name, place / "idlib-2018" / name)
    cells = [
        {
            "cell_type": "code",
            "id": f"cell-{i}",
            "metadata": {},
            "source": text,
            "outputs": [],
            "execution_count": None,
        }
        for i, text in enumerate(SOURCE)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {
        "cells": cells,
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (place / "x.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def lab(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a JupyterLab that serves the folder."""
    own = tmp_path_factory.mktemp("own")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    env |= {"PYTHONPATH": str(ROOT), "JUPYTER_CONFIG_DIR": str(own), "IPYTHONDIR": str(own)}
    env |= {"JUPYTER_RUNTIME_DIR": str(own), "JUPYTERLAB_SETTINGS_DIR": str(own)}
    env |= {"JUPYTERLAB_WORKSPACES_DIR": str(own)}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1"]
    command += [f"--port={port}", f"--IdentityProvider.token={TOKEN}", "--allow-root"]
    command += ["--ServerApp.port_retries=0"]
    # No question about news laid over the page.
    news = own / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    news.parent.mkdir(parents=True)
    news.write_text('{"fetchNews": "false", "checkForUpdates": false}', encoding="utf-8")
    log = own / "log.txt"
    with log.open("w") as stream:
        server = subprocess.Popen(command, cwd=folder, env=env, stdout=stream, stderr=stream)
    try:
        ask(f"http://127.0.0.1:{port}/api/status?token={TOKEN}", server=server, log=log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def ask(address: str, *, server: subprocess.Popen[bytes], log: Path, seconds: int = 150) -> None:
    """Wait until the server answers."""
    for _ in range(seconds * 4):
        if server.poll() is not None:
            pytest.fail(f"JupyterLab ended: {log.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    pytest.fail(f"JupyterLab does not answer: {log.read_text()[-2000:]}")


@pytest.fixture(scope="module")
def page(lab: str) -> Iterator[Any]:
    with playwright_api.sync_playwright() as driver:
        try:
            browser = driver.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
        except playwright_api.Error as error:
            pytest.skip(f"Chromium does not start on this machine: {error}")
        made = browser.new_page(viewport={"width": 1100, "height": 1400})
        made.set_default_timeout(90_000)  # A busy machine takes its time.
        # Nothing is to be asked of any other machine.
        made.route(lambda url: not url.startswith(lab), lambda route: route.abort())
        yield made
        browser.close()


def run_all(page: Any, lab: str) -> Any:
    """Open the notebook anew, run its cells, and give the coding desk."""
    page.goto(f"{lab}/lab/tree/x.ipynb?reset&token={TOKEN}")
    page.locator(".jp-Notebook").wait_for()
    # A kernel that is still starting would let the cells be, and say so in a window.
    page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').first.wait_for()
    desk = page.locator("section.desk")
    for left in (3, 2, 1, 0):
        page.locator(".jp-Notebook .jp-Cell").first.click()
        page.keyboard.press("Escape")
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        try:
            desk.wait_for(timeout=60_000)
            break
        except playwright_api.TimeoutError:
            # On a busy machine a kernel may say that it is idle and still let the cells be.
            if not left:
                if where := os.environ.get("DESK_PICTURES"):
                    page.screenshot(path=str(Path(where) / "no-desk.png"))
                raise
    return desk


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
    desk = run_all(page, lab)
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

    desk = run_all(page, lab)
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
