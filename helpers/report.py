"""What did the analysis find, on one page? An analysis and its figures in; HTML out.

The page is self-contained: it loads nothing from anywhere, and its Content-Security-Policy lets no
script run but the two of its own, which sort the tables and link the heatmap with the text.
Without them all of it can still be read. All text is escaped.
"""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import Image

from helpers.analysis import Analysis
from helpers.close_reading import hash_of, read_closely, stance_rules
from helpers.findings import Line, write_summary
from helpers.marks import clean_words
from helpers.methods import describe_limits, describe_methods
from helpers.report_tables import Table, iterate_widths, make_tables, tabulate_cells
from helpers.shape import Shape
from helpers.style import Picture
from helpers.view import render_view

_TEMPLATES: Final = Path(__file__).with_name("templates") / "report"
# Sharp on a screen and on paper at the width of the page, and small enough to be sent.
DPI: Final = 130


def render_report(
    analysis: Analysis,
    *,
    pictures: Sequence[Picture],
    shape: Shape | None = None,
    notes: Sequence[str] = (),
) -> str:
    """Render the report page.

    Parameters
    ----------
    analysis
        From `analyse`.
    pictures
        The figures to show, in order.
    shape
        From `measure_shape`; without it the summary says nothing of how the measures are
        distributed, and their tables are left out.
    notes
        What is not shown, and why; one paragraph each, below the figures.

    Returns
    -------
    str
        A whole HTML page.
    """
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["clean"] = lambda text: clean_words(str(text))
    environment.globals["widths"] = iterate_widths
    reading, view = read_closely(analysis), render_view(analysis, anchor="view")
    tables = make_tables(analysis, shape=shape)
    scripts = [(_TEMPLATES / "sort.js").read_text(encoding="utf-8"), view.script]
    own = (_TEMPLATES / "report.css").read_text(encoding="utf-8") + stance_rules(scope=".cells")
    style = own + reading.style + view.css
    return environment.get_template("report.html.j2").render(
        about=analysis.article.articles.iloc[0].to_dict(),
        topics=_by_topic(write_summary(analysis, shape=shape)),
        places=_name_places(pictures, tables),
        cells=tabulate_cells(analysis),
        view=view,
        pictures=[_describe_picture(picture) for picture in pictures],
        notes=list(notes),
        reading=reading,
        tables=tables,
        methods=describe_methods(analysis.settings["engine"]),
        settings=analysis.settings,
        limits=describe_limits(),
        style=style,
        style_hash=hash_of(style),
        scripts=scripts,
        script_hashes=" ".join(f"'{hash_of(script)}'" for script in scripts),
    )


def _by_topic(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    return [(topic, list(own)) for topic, own in groupby(lines, key=lambda line: line.topic)]


def _name_places(pictures: Sequence[Picture], tables: Sequence[Table]) -> dict[str, str]:
    """Name the places of the page that a sentence of the summary may lead to."""
    figures = {f"figure-{picture.name}": f"Figure {n}" for n, picture in enumerate(pictures, 1)}
    return {"text": "The text"} | figures | {t.id: f"Table {n}" for n, t in enumerate(tables, 1)}


def _describe_picture(picture: Picture) -> dict[str, Any]:
    png = picture.png(dpi=DPI)
    with Image.open(io.BytesIO(png)) as image:
        width, height = image.size
    return {
        "name": picture.name,
        "title": picture.title,
        "caption": picture.caption,
        "alt": picture.alt,
        "png": b64encode(png).decode("ascii"),
        # In pixels of the page, so that nothing moves while it is shown.
        "width": round(width * 96 / DPI),
        "height": round(height * 96 / DPI),
    }
