"""How much room do letters take, and which of them fit?

No table: texts in, widths in inches and shorter, broken or thinned-out texts out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from helpers.style import MINUS, style, visible

Mark = tuple[float, str]
LONGEST: Final = 200  # letters, of a line that has to fit; no page has room for more
_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?")


def shorten(text: str, *, limit: int = 28) -> str:
    """Cut a label to at most `limit` characters, ending in an ellipsis.

    Examples
    --------
    >>> shorten("Joint Committee for the Reconstruction of the North")
    'Joint Committee for the Rec…'
    """
    text = visible(text)
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


@lru_cache(maxsize=4096)
def text_width(text: str, *, size: float, bold: bool = False) -> float:
    """Measure a line of text in inches, so that room can be made before it is drawn."""
    with style():
        font = FontProperties(size=size, weight="bold" if bold else "normal")
        width, _, _ = text_to_path.get_text_width_height_descent(text, font, False)
    # Screen rendering rounds glyphs to whole pixels: leave a little air.
    return float(width) / 72 * 1.03


def fit(text: str, *, width: float, size: float, bold: bool = False) -> str:
    """Shorten a line until it is no wider than `width` inches.

    Examples
    --------
    >>> fit("Joint Committee for the Reconstruction", width=1.2, size=9)
    'Joint Committee…'
    """
    text = visible(text)
    if len(text) > LONGEST:
        text = shorten(text, limit=LONGEST)
    if len(text) < 2 or text_width(text, size=size, bold=bold) <= width:
        return text
    # Of the limits from 1 on, find the last at which the text fits: each letter more is wider.
    fits, beyond = 1, len(text)
    while beyond - fits > 1:
        middle = (fits + beyond) // 2
        if text_width(shorten(text, limit=middle), size=size, bold=bold) <= width:
            fits = middle
        else:
            beyond = middle
    return shorten(text, limit=fits)


def wrap(text: str, *, width: float, size: float, bold: bool = False) -> list[str]:
    """Break a text into lines no wider than `width` inches; a single long word is shortened."""
    lines: list[str] = []
    for word in visible(text).split():
        word = fit(word, width=width, size=size, bold=bold)
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size=size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def thin(marks: Sequence[Mark], *, size: float, gap: float = 0.07) -> list[Mark]:
    """Leave out labels until none touches the next, keeping a regular step.

    Parameters
    ----------
    marks
        Position in inches and text of each label, in order.
    size
        Size of the letters in points.
    gap
        Least distance between two labels in inches.

    Returns
    -------
    list
        All labels if they fit; else the first and each whole number that the smallest of the steps
        1, 2, 5, 10, 20, 50 ... divides, with step 1 also what fits between them. Of numbers with a
        sign, both ends and each 0, else each 0 alone. Else, where labels are no numbers, as many as
        fit.

    Examples
    --------
    >>> [text for _, text in thin([(0.08 * i, str(i)) for i in range(21)], size=8)]
    ['0', '5', '10', '15', '20']
    """
    marks = [mark for mark in marks if mark[1]]
    everything = _fitting(marks, size=size, gap=gap)
    if len(everything) == len(marks):
        return everything
    for chosen in _ends_and_zeros(marks):
        kept = _fitting(chosen, size=size, gap=gap)
        if len(kept) == len(chosen):
            return kept
    numbers = [mark for mark in marks[1:] if mark[1].isdecimal()]
    for step in (k * 10**power for power in range(5) for k in (1, 2, 5)):
        chosen = [marks[0], *(mark for mark in numbers if int(mark[1]) % step == 0)]
        kept = _fitting(chosen, size=size, gap=gap)
        # The first number may give way to the title that stands before it.
        if len(kept) > 2 and len(kept) >= len(chosen) - 1:
            # With every number there, the labels between them, such as 8.1, may return.
            return _fitting(marks, size=size, gap=gap, fixed=kept) if step == 1 else kept
    return everything


def _ends_and_zeros(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Offer shorter lists of a scale with signs, which is read from its ends and its 0."""
    texts = [text.replace(MINUS, "-") for _, text in marks]
    if not all(map(_NUMBER.fullmatch, texts)) or not any(text[0] in "+-" for text in texts):
        return []
    values = list(map(float, texts))
    ends = (min(values), 0.0, max(values))
    return [
        [mark for mark, value in zip(marks, values, strict=True) if value in told]
        for told in (ends, (0.0,))
        if 0.0 in values
    ]


def _fitting(
    marks: Sequence[Mark], *, size: float, gap: float, fixed: Sequence[Mark] = ()
) -> list[Mark]:
    """Keep each label that touches neither the one kept before it nor any of the fixed ones."""
    kept: list[Mark] = []
    for mark in marks:
        near = [other for other in (*kept[-1:], *fixed) if other != mark]
        room = text_width(mark[1], size=size) / 2 + gap
        if all(abs(mark[0] - x) >= room + text_width(text, size=size) / 2 for x, text in near):
            kept.append(mark)
    return kept
