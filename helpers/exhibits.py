"""How do all figures of a text become files for one kind of page?

In: an analysis, or pictures drawn already. Out: files, as `export_figure` writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from helpers.analysis import Analysis
from helpers.errors import DiscourseError
from helpers.export import FORMATS, export_figure
from helpers.presets import Preset, find_preset
from helpers.publish import draw_figures
from helpers.shape import Shape
from helpers.style import Picture


def export_figures(
    figures: Analysis | Iterable[Picture],
    *,
    out: Path,
    preset: str | Preset | None = None,
    formats: Sequence[str] = FORMATS,
    shape: Shape | None = None,
) -> list[Path]:
    """Write figures for a page: a journal's column or page, a slide, or a screen.

    Parameters
    ----------
    figures
        An analysis, all of whose figures are drawn, or pictures from `plot_*`.
    out
        Folder to write to; made if it is not there.
    preset
        `column` (89 mm wide), `page` (183 mm), `slide` (16:9), `screen`, or a `Preset` of your own;
        `screen` for an analysis where left out. Pictures have theirs from when they were drawn.
    formats
        Which of png, svg and pdf. Each figure has its data (.csv) and its words (.txt: caption,
        alternative text, how to cite it) beside it in any case.
    shape
        From `measure_shape`, where the analysis has been measured already.

    Returns
    -------
    list
        The files written.

    Raises
    ------
    DiscourseError
        If the preset or a format is unknown, a picture was drawn for another page, or a file cannot
        be written there.

    Examples
    --------
    >>> from helpers import analyse, load_article
    >>> analysis = analyse(load_article(Path("corpus/idlib-2018")))  # doctest: +SKIP
    >>> export_figures(analysis, out=Path("slides"), preset="slide")  # doctest: +SKIP
    """
    page = None if preset is None else find_preset(preset)
    if isinstance(figures, Analysis):
        pictures = draw_figures(figures, shape=shape, preset=page or "screen")
    else:
        pictures = list(figures)
        other = [picture for picture in pictures if page and picture.preset != page.name]
        if page and other:
            raise DiscourseError(
                f"figure {other[0].name!r} was drawn for {other[0].preset!r}, not for "
                f"{page.name!r}; draw it anew with preset={page.name!r} in its plot function, or "
                "leave preset out"
            )
    return [
        file for picture in pictures for file in export_figure(picture, out=out, formats=formats)
    ]
