"""How do means of stance stand side by side, one panel from -1 to +1 for each text or outlet?

Numbers in; marks on a body that `lay_out` made, its scale and its key out. A mean is a mark, its
95 % interval a bar through it; where evidence is too thin for an interval, the mark is hollow.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from matplotlib.axes import Axes

from helpers.panels import Key, Scale
from helpers.resampling import INSUFFICIENT, side_of
from helpers.style import DOWN, HAIR, MINUS, MUTED, UP, signed

PLAIN: Final = "#6b6b6b"
ENDS: Final = (-1.0, 0.0, 1.0)


def panel_scale(heads: Sequence[str], *, width: float, gap: float) -> Scale:
    """Make the horizontal axis of some panels.

    Parameters
    ----------
    heads
        What stands above each panel.
    width
        Of a panel and its gap, in inches.
    gap
        Between two panels, in units of the stance; a panel is 2 wide.
    """
    step = 2.0 + gap
    return Scale(
        ends=(-1.0 - gap / 2, (len(heads) - 1) * step + 1.0 + gap / 2),
        width=width * len(heads),
        top=[(place * step, head) for place, head in enumerate(heads)],
        foot=[
            (place * step + at, signed(at, places=0)) for place in range(len(heads)) for at in ENDS
        ],
        foot_title=f"unfavourable {MINUS}1 to +1 favourable",
        every=True,
    )


def draw_panels(axes: Axes, *, number: int, gap: float) -> None:
    """Rule the zero and the edges of each panel."""
    for place in range(number):
        zero = place * (2.0 + gap)
        axes.axvline(zero, color=MUTED, lw=0.8, dashes=(4, 3), zorder=1)
        for edge in (ENDS[0], ENDS[-1]):
            axes.axvline(zero + edge, color=HAIR, lw=0.8, zorder=1)


def look_of(low: float, high: float) -> str:
    """Choose the colour: which side of 0, or neither."""
    return {1: UP, -1: DOWN}.get(side_of(low, high) or 0, PLAIN)


def draw_mean(
    axes: Axes, x: float, y: float, *, colour: str, thin: bool, size: float, mark: str = "o"
) -> None:
    """Draw a mean: a filled mark, or a hollow one where there is too little evidence."""
    face = "white" if thin else colour
    axes.plot([x], [y], mark, ms=size, mec=colour, mfc=face, mew=1.3, zorder=4, clip_on=False)


def mean_key(
    text: str, *, colour: str = PLAIN, thin: bool = False, size: float, mark: str = "o"
) -> Key:
    """Explain a mean with its interval, or a hollow one without."""

    def draw(axes: Axes, x: float, y: float) -> None:
        if not thin:
            axes.hlines([y], x - 0.14, x + 0.14, color=colour, lw=2.0)
        draw_mean(axes, x, y, colour=colour, thin=thin, size=size, mark=mark)

    return Key(text, draw, 0.12 if thin else 0.28)


def mean_keys(*more: Key, size: float) -> list[Key]:
    """Explain the colours and the hollow mark; further entries stand before the last."""
    return [
        mean_key("below 0", colour=DOWN, size=size),
        mean_key("above 0", colour=UP, size=size),
        mean_key("interval reaches 0", size=size),
        *more,
        mean_key(INSUFFICIENT, thin=True, size=size),
    ]
