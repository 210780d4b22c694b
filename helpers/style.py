"""How do all figures look alike, and what does each carry with it?

Table in: the actor catalogue, for colours. Out: `Picture`, a Matplotlib figure that knows its file
name, title, caption, alternative text and data, and shows itself in a notebook with all of them.

Nothing global changes on import: the settings hold only inside `style`. No figure goes through
pyplot, so that none is shown twice and none stays in memory.
"""

from __future__ import annotations

import io
import unicodedata
import warnings
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Final

import matplotlib.style
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font

SETTINGS: Final[dict[str, Any]] = {
    "font.family": ["sans-serif"],
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9.0,
    "hatch.linewidth": 0.7,
    "pdf.fonttype": 42,
    "svg.fonttype": "none",
    "svg.hashsalt": "discourse-notebooks",
    # A dollar sign in an actor's name or a speaker's is no mathematics.
    "text.parse_math": False,
}
INK: Final = "#222222"
MUTED: Final = "#595959"
HAIR: Final = "#d5d5d5"
AUTHOR_INK: Final = "#4a4a4a"
# Orange-brown against blue-teal survives all common colour blindness. Both arms darken alike, so
# that grey shows the strength; the printed sign shows the direction.
STANCE: Final = LinearSegmentedColormap.from_list(
    "stance",
    [
        "#8a3a00",
        "#c4641a",
        "#e39e5f",
        "#f3cfa9",
        "#e4e4e4",
        "#b5dae6",
        "#6fb2cb",
        "#2a83a3",
        "#0a506e",
    ],
)
# Of what is above and below 0.
UP: Final = "#2a83a3"
DOWN: Final = "#c4641a"
# Eight colours that keep 3:1 against white and stay apart under simulated colour blindness; beyond
# eight the colour returns with another marker and line.
PALETTE: Final = (
    "#4085de",
    "#a28b1d",
    "#6d1b53",
    "#dd465a",
    "#275117",
    "#571d8f",
    "#ba5b99",
    "#4733db",
)
MARKERS: Final = ("o", "s", "^", "D", "v", "P", "X")
LINES: Final = ("-", "--", "-.", ":", (0, (5, 1)), (0, (1, 1)), (0, (3, 1, 1, 1)))
MINUS: Final = "−"
# Marks of writing direction, which nobody sees.
TURNS: Final = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@contextmanager
def style() -> Iterator[None]:
    """Hold the project's settings for Matplotlib while the block runs.

    Examples
    --------
    >>> import matplotlib
    >>> with style():
    ...     matplotlib.rcParams["svg.fonttype"]
    'none'
    """
    with matplotlib.style.context(["default", SETTINGS]), warnings.catch_warnings():
        # A script that the font lacks shows as boxes in PNG and PDF, and whole in SVG.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


class Picture(Figure):
    """Hold a figure together with what it is called, says and shows.

    Parameters
    ----------
    name
        Stem of the file that the figure is written to.
    title
        The question that the figure answers, as a sentence.
    caption
        How to read it and how it was measured.
    alt
        What is shown and its main readings, for whoever cannot see it.
    data
        The tidy table behind the figure.
    size
        Width and height in inches.

    Notes
    -----
    As the last expression of a cell the figure shows itself once, with the alternative text both
    in the image's metadata and, because notebook pages drop that, in the words below it.
    """

    def __init__(
        self,
        *,
        name: str,
        title: str,
        caption: str,
        alt: str,
        data: pd.DataFrame,
        size: tuple[float, float],
    ) -> None:
        super().__init__(figsize=size)
        FigureCanvasAgg(self)
        self.name = name
        self.title = visible(title)
        self.caption = visible(caption)
        self.alt = visible(alt)
        self.data = data
        # For which page, at how many dots an inch, and how to cite it: set by whoever makes it.
        self.preset, self.resolution, self.citation = "screen", 300, ""

    def savefig(self, fname: Any, **kwargs: Any) -> None:
        """Save the figure under the project's settings; else as Matplotlib does."""
        with style():
            super().savefig(fname, **kwargs)

    def png(self, *, dpi: int = 144) -> bytes:
        """Render the figure as PNG; the same figure gives the same bytes."""
        buffer = io.BytesIO()
        about = {"Software": None, "Title": self.title, "Description": self.alt}
        self.savefig(buffer, format="png", dpi=dpi, metadata=about)
        return buffer.getvalue()

    def _ipython_display_(self) -> None:
        """Show the image with its alternative text, then the caption."""
        from IPython import display as screen

        show: Any = screen.display
        # The page keeps the proportions; a fixed height would distort where the width is cut.
        image = {"alt": self.alt, "width": round(96 * self.get_figwidth())}
        show(
            {"image/png": b64encode(self.png()).decode("ascii"), "text/plain": self.alt},
            metadata={"image/png": image},
            raw=True,
        )
        words = f"{plain(self.caption)}\n\n*In words:* {plain(self.alt)}"
        show(
            {"text/markdown": words, "text/plain": f"{self.caption}\n\n{self.alt}"},
            raw=True,
        )


def visible(text: str) -> str:
    r"""Put a text on one line and drop control and noncharacters, which no SVG may hold.

    Marks of writing direction go as well: one in a name would turn round what follows it.

    Examples
    --------
    >>> visible("High\x00 Council\n of \u202ethe  Isles")
    'High Council of the Isles'
    """
    return " ".join("".join(c for c in text if c.isspace() or _seen(c)).split())


def _seen(letter: str) -> bool:
    """Tell whether a sign may stand in a figure and in the XML of its SVG."""
    code = ord(letter)
    # The last two places of every plane, and 32 in the first, are never letters (Unicode 23.7).
    none = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return not none and unicodedata.category(letter) not in ("Cc", "Cs") and letter not in TURNS


@lru_cache(maxsize=1)
def _letters() -> frozenset[str]:
    """Give all letters of the typeface."""
    with style():
        return frozenset(map(chr, get_font(findfont(FontProperties())).get_charmap()))


def missing_letters(text: str) -> str:
    """Give the letters that the typeface lacks: in PNG and PDF each is a box.

    Examples
    --------
    >>> missing_letters("Été in 北方, in the 北")
    '北方'
    """
    return "".join(dict.fromkeys(c for c in text if not c.isspace() and c not in _letters()))


def plain(text: str) -> str:
    r"""Escape what Markdown or MathJax would take for markup.

    Examples
    --------
    >>> print(plain("a $5 *deal* in the_north <b>"))
    a \$5 \*deal\* in the\_north &lt;b>
    """
    for mark in "\\`*_[]$#|~":
        text = text.replace(mark, "\\" + mark)
    return text.replace("&", "&amp;").replace("<", "&lt;")


def signed(value: float, *, places: int = 2) -> str:
    """Write a value with its sign, a true minus, and a plain zero.

    Examples
    --------
    >>> signed(-0.418), signed(0.3), signed(-0.001)
    ('−0.42', '+0.30', '0')
    """
    text = f"{value:+.{places}f}"
    return text.replace("-", MINUS) if float(text) else "0"


def actor_colours(actors: pd.DataFrame) -> dict[str, str]:
    """Give each actor its constant colour, in the order of the catalogue.

    Parameters
    ----------
    actors
        The actor catalogue, or any table with a column `actor`; the first appearance counts.

    Returns
    -------
    dict
        Hexadecimal colour by actor. Beyond eight actors the hues return: every figure names its
        actors beside their marks, so that none is told by hue alone, and the network gives those
        of one hue another mark as well (`actor_marks`).

    Examples
    --------
    >>> actor_colours(pd.DataFrame({"actor": ["north", "north", "south"]}))
    {'north': '#4085de', 'south': '#a28b1d'}
    """
    return {
        str(actor): PALETTE[i % len(PALETTE)] for i, actor in enumerate(pd.unique(actors["actor"]))
    }


def actor_marks(actors: pd.DataFrame) -> dict[str, tuple[str, Any]]:
    """Give each actor the marker and line pattern that go with its colour.

    Examples
    --------
    >>> actor_marks(pd.DataFrame({"actor": ["north", "south"]}))
    {'north': ('o', '-'), 'south': ('o', '-')}
    """
    marks = list(zip(MARKERS, LINES, strict=True))
    return {
        str(actor): marks[(i // len(PALETTE)) % len(marks)]
        for i, actor in enumerate(pd.unique(actors["actor"]))
    }


def stance_colour(value: float) -> str:
    """Give the colour of a stance from -1 (unfavourable) to +1 (favourable)."""
    return matplotlib.colors.to_hex(STANCE((value + 1) / 2))


def ink_on(colour: str) -> str:
    """Choose black or white ink, whichever stands out more from a background.

    Examples
    --------
    >>> ink_on("#e4e4e4"), ink_on("#0a506e")
    ('#000000', '#ffffff')
    """

    def light(shade: str) -> float:
        parts = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in to_rgb(shade))
        return sum(share * x for share, x in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    # Contrast is the ratio of the lights, each raised by 0.05 (WCAG 2).
    behind = light(colour) + 0.05
    return "#ffffff" if 1.05 / behind > behind / 0.05 else "#000000"
