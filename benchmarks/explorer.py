"""Time how long the interactive view takes to answer a click, in a real browser.

Usage: python benchmarks/explorer.py [ARTICLE] [lexical|neural] [--large]

ARTICLE is a folder; that of the corpus where left out. `--large` makes an article of 200 paragraphs
and 25 invented actors instead. An answer is timed within the browser, from the click on a cell to
the picture that follows the change of the page; 30 cells of each of three measures are clicked.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from helpers import Analysis, analyse, load_article, make_article, plot_stance, render_view
from helpers.schema import make_table

ROOT = Path(__file__).parent.parent
CELLS = 30
MEASURES = ("stance", "frame", "device")
CLICK = """async share => {
  const filled = [...document.querySelectorAll('.view-grid button:not(.v-blank)')];
  const button = filled[Math.floor(share * filled.length)];
  const begun = performance.now();
  button.click();
  // The second frame comes after the first was painted.
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - begun;
}"""


def make_large(paragraphs: int = 200, actors: int = 25) -> Analysis:
    """Analyse a long text about invented actors, by the lexical engine."""
    names = [f"Land{'abcdefghijklmnopqrstuvwxyz'[i]}ia" for i in range(actors)]
    lines = [
        f"{names[i % actors]} brutally attacked {names[(i * 7 + 1) % actors]}. Perhaps "
        f"{names[(i * 3 + 2) % actors]} helped {names[(i * 5 + 3) % actors]} generously. “We must "
        f"not yield,” said {names[(i * 11 + 4) % actors]}. The court ruled that the attack was a "
        f"crime, and nobody in {names[(i * 13 + 5) % actors]} knows why."
        for i in range(paragraphs)
    ]
    row = {"kind": "state", "bloc": "", "form": "name"}
    catalogue = make_table(
        "actors", [{**row, "actor": n.lower(), "label": n, "alias": n} for n in names]
    )
    return analyse(make_article("\n\n".join(lines)), actors=catalogue, engine="lexical")


def time_clicks(analysis: Analysis) -> None:
    """Open the view of an analysis, click cells, and print how long the answers took."""
    view = render_view(analysis)
    page = (
        f"<!doctype html><meta charset=utf-8><style>{view.css}</style>{view.html}"
        f'<script type="application/json" id="{view.data_id}">{view.data}</script>'
        f'<script type="module">{view.script}</script>'
    )
    begun = time.process_time()
    plot_stance(analysis.scores, paragraphs=analysis.paragraphs, actors=analysis.actors).png()
    print(f"for comparison, a heatmap drawn anew: {time.process_time() - begun:.2f} s of processor")
    print(f"script and style {len((view.script + view.css).encode()):,} bytes")
    print(f"data {len(view.data.encode()):,} bytes, text {len(view.html.encode()):,} bytes")
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
    with TemporaryDirectory() as folder, sync_playwright() as driver:
        place = Path(folder) / "view.html"
        place.write_text(page, encoding="utf-8")
        browser = driver.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 1300, "height": 900})
        opened.goto(place.as_uri())
        opened.locator(".view-grid").wait_for()
        print(
            f"{'measure':10}{'cells':>7}{'median':>10}{'worst':>10}   milliseconds, until painted"
        )
        for measure in MEASURES:
            opened.get_by_label("Measure", exact=True).select_option(measure)
            if measure == "device":
                opened.get_by_label("Actor", exact=True).select_option("")
            shown = opened.locator(".view-grid button").count()
            painted = [opened.evaluate(CLICK, i / CELLS) for i in range(CELLS)]
            print(f"{measure:10}{shown:>7}{median(painted):>10.0f}{max(painted):>10.0f}")
        browser.close()


def main(arguments: Sequence[str]) -> None:
    """Read the command line."""
    words = [word for word in arguments if not word.startswith("--")]
    engines = [word for word in words if word in ("lexical", "neural")]
    folders = [word for word in words if word not in engines]
    if "--large" in arguments:
        time_clicks(make_large())
        return
    article = load_article(folders[0] if folders else ROOT / "corpus" / "idlib-2018")
    time_clicks(analyse(article, engine=engines[0] if engines else None))


if __name__ == "__main__":
    main(sys.argv[1:])
