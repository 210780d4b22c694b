"""Of what parts is a figure made, before anything is drawn?

No table: what is written on a page, as the modules that draw a figure hand it to `lay_out`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes

from helpers.lettering import Mark
from helpers.style import INK


@dataclass(frozen=True)
class Words:
    """Hold what a figure says: file stem, question, sub-title, caption, alternative text."""

    name: str
    title: str
    note: str
    caption: str
    alt: str


@dataclass(frozen=True)
class Row:
    """Hold one band: its label, the texts at its right, a heading above it, a ladder at its left.

    The steps of a ladder are texts at a distance in inches below the middle of the band. Where a
    page cannot hold all rows, those of least weight are left out.
    """

    label: str
    side: tuple[str, ...] = ()
    heading: str = ""
    steps: tuple[Mark, ...] = ()
    ink: str = INK
    weight: float = math.inf


@dataclass(frozen=True)
class Key:
    """Hold one entry of the key: its words, and how to draw a sign of some width before them."""

    text: str
    draw: Callable[[Axes, float, float], Any] | None = None
    width: float = 0.0


@dataclass(frozen=True)
class Scale:
    """Hold the horizontal axis: its ends, the body's width in inches, and what is written on it.

    With `every`, the texts at the top name columns: each is written, over several lines or upright
    where they have no room side by side.
    """

    ends: tuple[float, float]
    width: float
    top: Sequence[Mark] = ()
    top_title: str = ""
    foot: Sequence[Mark] = ()
    foot_title: str = ""
    every: bool = False


@dataclass(frozen=True)
class Bands:
    """Hold the rows with their measures: height of a band as designed, and the least it may have.

    `what` names a row and what makes it heavy: ("actor", "mentions").
    """

    rows: Sequence[Row]
    height: float
    least: float
    what: tuple[str, str] = ("row", "evidence")
