"""How do all figures of a text become files for one kind of page?

In: an analysis, or pictures drawn already. Out: files, as `export_figure` writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from helpers.analysis import Analysis
from helpers.citation import cite_figure
from helpers.errors import DiscourseError
from helpers.export import FORMATS, check_formats, clean_name, export_figure
from helpers.presets import Preset, find_preset
from helpers.publish import draw_figures
from helpers.shape import Shape
from helpers.style import Picture


def export_figures(
    figures: Analysis | Picture | Iterable[Picture],
    *,
    out: Path | str,
    preset: str | Preset | None = None,
    formats: str | Sequence[str] = FORMATS,
    shape: Shape | None = None,
    articles: pd.DataFrame | None = None,
    settings: Mapping[str, str] | None = None,
) -> list[Path]:
    """Write figures for a page: a journal's column or page, a slide, or a screen.

    Parameters
    ----------
    figures
        An analysis, all of whose figures are drawn, or one or several pictures from `plot_*`.
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
    articles, settings
        For pictures, the texts that they show and how these were measured, such as
        `analysis.article.articles` and `analysis.settings`: both are cited beside each figure. The
        figures of an analysis have them of themselves.

    Returns
    -------
    list
        The files written.

    Raises
    ------
    DiscourseError
        If the preset or a format is unknown, a picture was drawn for another page, two pictures
        have one name, or a file cannot be written there. But for the last, nothing is written then.

    Examples
    --------
    >>> from helpers import analyse, load_article
    >>> analysis = analyse(load_article(Path("corpus/idlib-2018")))  # doctest: +SKIP
    >>> export_figures(analysis, out=Path("slides"), preset="slide")  # doctest: +SKIP
    """
    out = Path(out)
    page = None if preset is None else find_preset(preset)
    formats = check_formats(formats)
    if isinstance(figures, Analysis):
        pictures = draw_figures(figures, shape=shape, preset=page or "screen")
    else:
        pictures = [figures] if isinstance(figures, Picture) else list(figures)
        other = [picture for picture in pictures if page and picture.preset != page.name]
        if page and other:
            raise DiscourseError(
                f"figure {other[0].name!r} was drawn for {other[0].preset!r}, not for "
                f"{page.name!r}; draw it anew with preset={page.name!r} in its plot function, or "
                "leave preset out"
            )
        _refuse_twins(pictures)
        if articles is not None or settings is not None:
            for picture in pictures:
                _cite(picture, articles=articles, settings=settings)
    return [
        file for picture in pictures for file in export_figure(picture, out=out, formats=formats)
    ]


def _refuse_twins(pictures: Sequence[Picture]) -> None:
    """Refuse two pictures whose files would have one name: the second would replace the first."""
    seen: set[str] = set()
    for picture in pictures:
        stem = clean_name(picture.name)
        if stem in seen:
            raise DiscourseError(
                f"two figures are both called {stem!r}, and the files of one would replace those "
                'of the other; set picture.name = "..." of one of them, or write them into two '
                "folders"
            )
        seen.add(stem)


def _cite(
    picture: Picture, *, articles: pd.DataFrame | None, settings: Mapping[str, str] | None
) -> None:
    """Say of a picture which texts it shows and how they were measured."""
    # The table is the caller's own: what is said of it here is said of a copy.
    picture.data = picture.data.copy(deep=False)
    picture.data.attrs.update(settings or {})
    known = {str(key): str(value) for key, value in picture.data.attrs.items()}
    picture.citation = cite_figure(picture.title, articles=articles, settings=known)
