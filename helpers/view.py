"""How does one look around in an analysis? An analysis in; the parts of an interactive view out.

Filters, a heatmap, the course of a row, the text, and for each cell the evidence that it rests on.
The parts go into a page of one's own (`View`) or into a notebook (`explore`). The script asks the
network for nothing, and makes no HTML from text.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Final

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, to_hex

from helpers.analysis import Analysis
from helpers.reading import reading_style
from helpers.scales import measured_blocks
from helpers.schema import ALL_VOICES
from helpers.style import ink_on, signed, stance_colour, visible
from helpers.view_curves import list_curves
from helpers.view_data import SHOWN, Data, list_voices, make_view_data, named_actors
from helpers.view_reading import write_reading

FOLDER: Final = Path(__file__).with_name("templates") / "view"
# What has a size and no direction: the ink of frames and devices, from paper to full.
RAMP: Final = LinearSegmentedColormap.from_list("size", ["#ffffff", "#8a86c2", "#3d3a7c"])
STEPS: Final = 10


@dataclass(frozen=True)
class View:
    """Hold the parts of an interactive view, for a page.

    Attributes
    ----------
    html : str
        A section with the text and, until the script takes over, a still table of the stances.
        It has no inline script and no inline style.
    css : str
        The style sheet, for all views of a page.
    script : str
        An ES module, for all views of a page; put it into one `<script type="module">`.
    data : str
        JSON that is safe within a script element; put it into a
        `<script type="application/json" id="...">` with the id `data_id`.
    data_id : str
        The id by which the section finds its data.
    """

    html: str
    css: str
    script: str
    data: str
    data_id: str

    @property
    def script_hash(self) -> str:
        """The source expression by which a Content-Security-Policy allows the script."""
        digest = hashlib.sha256(self.script.encode("utf-8")).digest()
        return f"'sha256-{b64encode(digest).decode('ascii')}'"


def render_view(analysis: Analysis, *, reading: str | None = None, anchor: str = "view") -> View:
    """Make the parts of an interactive view of an analysis.

    Parameters
    ----------
    analysis
        From `analyse`.
    reading
        The text as HTML, as `annotate` gives it, with the cues of every measure; made here where
        left out.
    anchor
        Start of the ids that the view uses; another one for each view of a page.

    Returns
    -------
    View
        HTML, style, script and data.

    Examples
    --------
    >>> from helpers.analysis import analyse
    >>> from helpers.corpus import make_article
    >>> article = make_article("Norway accused Sweden of lying. Sweden rejected the charge.")
    >>> view = render_view(analyse(article, engine="lexical"))
    >>> view.data_id, "</" in view.data
    ('view-data', False)
    """
    curves = [
        curve
        for measure in SHOWN
        for voice in list_voices(analysis)
        for curve in list_curves(analysis, measure=measure, voice=voice)
    ]
    data = {**make_view_data(analysis), "curves": curves}
    text = reading if reading is not None else write_reading(analysis, anchor=f"{anchor}-")
    still = picture_view(analysis)
    html = (
        f'<section class="view" data-view="{escape(anchor)}-data" aria-label="Explorer">'
        f'<div class="view-still">{still}</div>{text}</section>'
    )
    return View(
        html=html,
        css=load_style(),
        script=load_script() + "\nstart();\n",
        data=write_data(data),
        data_id=f"{anchor}-data",
    )


def write_data(data: Data) -> str:
    r"""Write data as JSON that cannot end a script element, whatever the texts hold.

    Examples
    --------
    >>> write_data({"label": "</script> & \u2028"})
    '{"label":"\\u003c/script\\u003e \\u0026 \\u2028"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def load_script() -> str:
    """Give the script that both the page and the explorer run."""
    return (FOLDER / "view.js").read_text(encoding="utf-8")


def load_style() -> str:
    """Give the style sheet: that of annotated text, of the view, and the colours of the heatmap."""
    own = (FOLDER / "view.css").read_text(encoding="utf-8")
    return "\n".join([reading_style(), own, *_shades(), ""])


def _shades() -> Iterator[str]:
    """Write a rule for each shade of a cell: stance in tenths, and size in tenths."""
    for step in range(2 * STEPS + 1):
        colour = stance_colour(step / STEPS - 1)
        yield f".view .s-{step}{{background:{colour};color:{ink_on(colour)}}}"
    for step in range(STEPS + 1):
        colour = to_hex(RAMP(step / STEPS))
        yield f".view .r-{step}{{background:{colour};color:{ink_on(colour)}}}"


def picture_view(analysis: Analysis) -> str:
    """Write the stances as a plain table, for where no script runs."""
    blocks = measured_blocks(analysis.paragraphs)
    scores = analysis.scores
    rows = scores[(scores["measure"] == "stance") & (scores["voice"] == ALL_VOICES)]
    table = rows.pivot_table(
        index="actor", columns="paragraph", values="value", aggfunc="first", dropna=False
    )
    labels = named_actors(analysis).set_index("actor")["label"]
    head = "".join(f'<th scope="col">{escape(label)}</th>' for label in blocks["label"])
    body = "".join(
        f'<tr><th scope="row">{escape(visible(labels[actor]))}</th>'
        f"{''.join(f'<td>{_number(table, actor, p)}</td>' for p in blocks['paragraph'])}</tr>"
        for actor in labels.index
        if actor in table.index and bool(table.loc[actor].notna().any())
    )
    return (
        "<table><caption>Stance toward each actor, by paragraph, all voices; blank: not named as "
        "an actor, or insufficient evidence</caption>"
        f'<thead><tr><th scope="col">Actor</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _number(table: Any, actor: str, paragraph: int) -> str:
    value = table.at[actor, paragraph] if paragraph in table.columns else np.nan
    return "" if np.isnan(value) else signed(float(value), places=1)
