"""Open pages in a browser that is installed, and audit them with axe-core."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


@contextmanager
def start_browser() -> Iterator[Any]:
    """Start a browser that is installed; skip where there is none, or it does not start."""
    api = pytest.importorskip("playwright.sync_api")
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("no browser is installed: apt install chromium")
    with api.sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(
                executable_path=found, args=["--no-sandbox", "--disable-gpu"]
            )
        except api.Error as error:
            pytest.skip(f"the browser does not start on this machine: {error}")
        yield started
        started.close()


def open_page(browser: Any, folder: Path, page: str, *, width: int = 1100, **options: Any) -> Any:
    """Write a page to disk and open it."""
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    opened = browser.new_page(viewport={"width": width, "height": 900}, **options)
    opened.goto(path.as_uri())
    return opened


def words_of(opened: Any, place: str) -> str:
    """Give the words of a paragraph without what the view puts beside them."""
    script = """(id) => {
      const copy = document.getElementById(id).cloneNode(true);
      copy.querySelectorAll("sup, .tag, .label").forEach((node) => node.remove());
      return copy.textContent;
    }"""
    return str(opened.evaluate(script, place))


def find_grave_faults(opened: Any, *, contrast: bool = True) -> list[str]:
    """List what axe-core calls serious or critical; skip where axe-core is not installed.

    Contrast takes most of the time, and `audit.js` measures it as well.
    """
    axe = pytest.importorskip("axe_playwright_python.base")
    opened.evaluate(axe.AXE_SCRIPT)
    rules = {} if contrast else {"color-contrast": {"enabled": False}}
    found = opened.evaluate("(rules) => axe.run({ rules })", rules)
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:160]}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
    ]
