"""How does one look around in an article? An article in; the explorer, in a notebook, out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from helpers.analysis import Analysis, analyse, analyse_again
from helpers.corpus import Article, load_article
from helpers.encoder import is_installed
from helpers.errors import DiscourseError
from helpers.steps import STANCE_ENGINES

if TYPE_CHECKING:
    from helpers.explorer import Explorer


def explore(
    article: Article | Analysis | Path | str,
    *,
    actors: pd.DataFrame | None = None,
    engine: str | None = None,
) -> Explorer:
    """Look around in an article: heatmap and curve beside the text, and the words behind a cell.

    Parameters
    ----------
    article
        An article, a path that `load_article` can load, or an analysis that you have already.
    actors
        The catalogue, as for `analyse`; left out where an analysis is given, which has one.
    engine
        What reads stance at first, as for `analyse`; the other one can be chosen later. Left out
        where an analysis is given.

    Returns
    -------
    Explorer
        A widget, to be the last expression of a cell. Keep it under a name: its `measure`,
        `label`, `actor`, `voice`, `engine` and `paragraph` say what is chosen, and can be set;
        `selection` holds the rows of evidence behind the chosen cell, `scores` its score.

    Raises
    ------
    DiscourseError
        If the article cannot be loaded or analysed, or if an analysis comes with actors or with
        another engine than its own.

    Notes
    -----
    A click is answered in the browser, without the kernel. Another engine makes the kernel read
    the text once more, with the same catalogue, frames and settings; what it read is kept. Overview
    first, then filter, then details on demand (Shneiderman 1996).

    Examples
    --------
    >>> from helpers.corpus import make_article
    >>> text = "Norway brutally attacked Sweden. Sweden rejected the charge."
    >>> view = explore(make_article(text), engine="lexical")
    >>> view.actor, view.paragraph = "norway", "1"
    >>> round(float(view.selection["weight"].sum()), 6) == round(view.scores["value"].item(), 6)
    True
    """
    # Widgets take time to import, and only a notebook needs them.
    from helpers.explorer import Explorer

    if isinstance(article, Analysis):
        first = article
        _check_alone(first, actors=actors, engine=engine)
    else:
        text = article if isinstance(article, Article) else load_article(article)
        first = analyse(text, actors=actors, engine=engine)

    def read(name: str) -> Analysis:
        return analyse_again(first, engine=name)

    known = first.settings["engine"]
    engines = [
        name for name in STANCE_ENGINES if name == known or name != "neural" or is_installed()
    ]
    return Explorer(first, engines=engines, analyse=read)


def _check_alone(analysis: Analysis, *, actors: pd.DataFrame | None, engine: str | None) -> None:
    """Refuse what an analysis has already, rather than pass it over."""
    own = analysis.settings["engine"]
    if actors is not None:
        raise DiscourseError(
            "explore: an analysis has its catalogue already; leave actors out, or give the article "
            "in place of the analysis"
        )
    if engine not in (None, own):
        raise DiscourseError(
            f"explore: the analysis was made by the {own} engine, not by {engine!r}; leave engine "
            "out and choose the other one in the explorer, or give the article"
        )
