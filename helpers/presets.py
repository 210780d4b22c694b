"""For which page is a figure made: a screen, a journal's column, its whole page, or a slide?

No table: the name of a preset in, a `Preset` out. All figures are designed at the size of a screen;
a preset says how wide the page is, by how much everything is made smaller or larger on it, and
what is left to the caption.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from matplotlib.collections import Collection, PathCollection
from matplotlib.colors import is_color_like
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from helpers.errors import DiscourseError
from helpers.style import Picture, missing_letters

NARROWEST_PAGE: Final = 4.2  # as designed, in inches: labels, a body and one column of numbers
MANY_COLUMNS: Final = 9
# Below the first width, as designed, a page has one column of numbers, below the second two.
COLUMN_STEPS: Final = (6.0, 9.0)
WIDEST_LABEL: Final = 0.4  # of a page's width, at most, for labels whose room it does not give
LOWEST_PAGE: Final = 3.6  # below this none fits
AMPLE_PAGE: Final = 4.6  # on this every one does
PAD: Final = 0.16
BOUNDS: Final = (
    ("width", 0.5, 200.0),
    ("height", 0.5, 200.0),
    ("scale", 0.1, 20.0),
    ("dpi", 10, 2400),
    ("pad", 0.0, 1.0),
    ("label", 0.5, 20.0),
    ("columns", 1, 99),
)
_MM: Final = 1 / 25.4


@dataclass(frozen=True)
class Preset:
    """Hold what a page asks of a figure.

    Parameters
    ----------
    name
        What it is called.
    width
        Of the page, in inches; None for as wide as the figure needs.
    height
        Largest height of the page, in inches; None for as high as the figure needs.
    exact
        Whether the page is always as high as that, as a slide is.
    scale
        By what the figure as designed is multiplied. Its letters are designed at 8 and 9 points.
    titled
        Whether title and sub-title are drawn. Where not, they are in the caption's file.
    dpi
        Dots an inch of the PNG.
    background
        Colour of the page.
    pad
        Margin as designed, in inches.
    label
        Most room for the label of a row, as designed, in inches; None for 28 letters, but at most
        two fifths of the page.
    columns
        How many columns of numbers a figure may have at its right, at least one; None for as many
        as a page of that width has room for.

    Raises
    ------
    DiscourseError
        If a number or a colour is none, letters of that scale leave no room for a figure, or a page
        is exact without a height.

    Notes
    -----
    *Nature* prints figures 89 mm or 183 mm wide and at most 170 mm high, with letters from 5 to 7
    points, fonts embedded, and images of 300 dots an inch or more
    (research-figure-guide.nature.com, "Building and exporting figure panels" and "Preparing figures
    - our specifications"). The presets `column` and `page` keep to this.

    Examples
    --------
    >>> column = find_preset("column")
    >>> round(column.width * 25.4), column.points(9)
    (89, 7.0)
    """

    name: str
    width: float | None = None
    height: float | None = None
    exact: bool = False
    scale: float = 1.0
    titled: bool = True
    dpi: int = 300
    background: str = "white"
    pad: float = PAD
    label: float | None = None
    columns: int | None = None

    def __post_init__(self) -> None:
        """Refuse a page on which no figure can be drawn."""
        for name, least, most in BOUNDS:
            self._check(name, getattr(self, name), least=least, most=most)
        if not is_color_like(self.background):
            raise DiscourseError(
                f"preset {self.name!r}: background={self.background!r} is no colour; give a name "
                'such as "white" or six digits such as "#ffffff"'
            )
        room, reach = self.room, self.reach
        narrow = room is not None and room - 2 * self.pad < NARROWEST_PAGE - 2 * PAD
        low = reach is not None and reach - 2 * self.pad < LOWEST_PAGE - 2 * PAD
        if narrow or low:
            raise DiscourseError(
                f"preset {self.name!r}: no figure fits on {self.width} x {self.height} inches with "
                f"letters of scale {self.scale} and margins of {self.pad}; every one fits on "
                f"{NARROWEST_PAGE} x {AMPLE_PAGE} inches times the scale: give a larger page, or a "
                "smaller scale"
            )
        if self.exact and (self.width is None or self.height is None):
            raise DiscourseError(
                f"preset {self.name!r}: an exact page needs both width and height, in inches"
            )

    def _check(self, name: str, value: object, *, least: float, most: float) -> None:
        """Refuse a number that is none, or lies out of its bounds."""
        whole = name in ("dpi", "columns")
        if value is None and name in ("width", "height", "label", "columns"):
            return
        number = isinstance(value, int | float) and not isinstance(value, bool)
        # NaN lies within no bounds.
        if not number or not least <= value <= most or (whole and value != int(value)):  # type: ignore[operator, call-overload]
            kind = "a whole number" if whole else "a number"
            raise DiscourseError(
                f"preset {self.name!r}: {name}={value!r} is of no use; give {kind} from {least:g} "
                f"to {most:g}"
            )

    @property
    def room(self) -> float | None:
        """Give the width of the page as designed, before it is scaled."""
        return None if self.width is None else self.width / self.scale

    @property
    def reach(self) -> float | None:
        """Give the largest height of the page as designed, before it is scaled."""
        return None if self.height is None else self.height / self.scale

    @property
    def narrow(self) -> bool:
        """Tell whether only one column of numbers has room."""
        return self.sides < 2

    @property
    def sides(self) -> int:
        """Give how many columns of numbers a figure may have at its right."""
        if self.columns is not None or self.room is None:
            return MANY_COLUMNS if self.columns is None else self.columns
        one, two = COLUMN_STEPS
        return 1 if self.room < one else 2 if self.room < two else MANY_COLUMNS

    @property
    def label_room(self) -> float | None:
        """Give the most room for the label of a row, as designed; None for 28 letters."""
        return self.label or (None if self.room is None else WIDEST_LABEL * self.room)

    def points(self, size: float) -> float:
        """Give the size on the page, in points, of letters designed at some size."""
        return round(size * self.scale, 2)


PRESETS: Final = {
    preset.name: preset
    for preset in (
        Preset("screen"),
        Preset(
            "column",
            width=89 * _MM,
            height=170 * _MM,
            scale=7 / 9,
            titled=False,
            pad=0.05,
            label=1.3,
            columns=1,
        ),
        Preset(
            "page",
            width=183 * _MM,
            height=170 * _MM,
            scale=7 / 9,
            titled=False,
            pad=0.05,
            label=2.2,
        ),
        Preset(
            "slide",
            width=40 / 3,
            height=7.5,
            exact=True,
            scale=1.6,
            dpi=144,
            pad=0.24,
            label=1.7,
            columns=2,
        ),
    )
}


def find_preset(preset: str | Preset) -> Preset:
    """Give the preset of a name; one that is a preset already is given back.

    Parameters
    ----------
    preset
        `screen`, `column`, `page`, `slide`, or one of your own.

    Returns
    -------
    Preset
        The preset.

    Raises
    ------
    DiscourseError
        If there is none of that name.

    Examples
    --------
    >>> find_preset("slide").exact
    True
    """
    if isinstance(preset, Preset):
        return preset
    if preset not in PRESETS:
        raise DiscourseError(
            f"preset {preset!r} is not known; choose one of {', '.join(PRESETS)}, or give a Preset"
        )
    return PRESETS[preset]


def check_height(needed: float, *, what: str, preset: Preset) -> None:
    """Refuse a figure that needs more height than its page has, all lighter rows left out.

    Parameters
    ----------
    needed
        Height as designed, in inches.
    what
        The figure's name.
    preset
        Its page.

    Raises
    ------
    DiscourseError
        If the page is lower than that.
    """
    if preset.reach is not None and needed > preset.reach + 1e-6:
        raise DiscourseError(
            f"figure {what!r} needs a page {needed * preset.scale:.2f} inches high, and preset "
            f"{preset.name!r} has {preset.height}; give a larger height or width, or a smaller "
            "scale" + ", or titled=False" * preset.titled
        )


def fine_print(cell: float, *, preset: Preset) -> str:
    """Warn, for the caption, where a paragraph is narrower on paper than can be told apart.

    Parameters
    ----------
    cell
        Width of a paragraph as designed, in inches.
    preset
        The page.

    Returns
    -------
    str
        A sentence with a space before it; empty where a paragraph has a third of a millimetre, or
        the figure is for a screen, which can be made larger.
    """
    width = cell * preset.scale / _MM
    if preset.width is None or width >= 1 / 3:
        return ""
    return (
        f" A paragraph is {width:.1f} mm wide here: read the course of the whole, and single "
        "paragraphs in the data or in a wider figure."
    )


def finish(picture: Picture, *, preset: Preset) -> Picture:
    """Bring a drawn figure, and all that is in it, to the size of its page.

    Parameters
    ----------
    picture
        The figure as designed; it is changed.
    preset
        Its page.

    Returns
    -------
    Picture
        The same picture: letters, lines and marks times `preset.scale`, and the page as well.
    """
    picture.preset, picture.resolution = preset.name, preset.dpi
    picture.set_facecolor(preset.background)
    drawn = "".join(item.get_text() for item in picture.findobj(Text))
    missing = missing_letters(drawn)
    if missing:
        some = missing[:12] + "…" * (len(missing) > 12)
        picture.caption += (
            f" Letters that the typeface of the figure lacks ({some}) are boxes in PNG and PDF; in "
            "SVG they are whole."
        )
    by = preset.scale
    if by == 1:
        return picture
    # What lies inside is placed in shares of the page, or in inches as designed, and moves along.
    width, height = picture.get_size_inches()
    page = (preset.width or width * by, preset.height if preset.exact else height * by)
    picture.set_size_inches(*page)
    for item in picture.findobj():
        if isinstance(item, Text):
            item.set_fontsize(float(item.get_fontsize()) * by)
        elif isinstance(item, Line2D):
            item.set_linewidth(item.get_linewidth() * by)
            item.set_markersize(item.get_markersize() * by)
            item.set_markeredgewidth(item.get_markeredgewidth() * by)
        elif isinstance(item, Patch):
            item.set_linewidth(item.get_linewidth() * by)
        elif isinstance(item, Collection):
            item.set_linewidth(np.multiply(item.get_linewidth(), by).tolist())
            if isinstance(item, PathCollection):
                item.set_sizes(item.get_sizes() * by * by)
    return picture
