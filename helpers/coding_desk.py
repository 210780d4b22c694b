"""How does one code an article by hand? An article and a name in; a desk to code at out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from helpers.coding_files import open_coding
from helpers.codings import make_task
from helpers.corpus import Article

if TYPE_CHECKING:
    from helpers.coding_widget import CodingDesk


def code_article(
    article: Article | Path | str,
    *,
    coder: str,
    actors: pd.DataFrame | None = None,
    folder: Path | str | None = None,
) -> CodingDesk:
    """Show the paragraphs of an article one by one, to be coded by the codebook.

    Parameters
    ----------
    article
        An article, or the folder that it lies in.
    coder
        Your name. The codes go to `coding/NAME.csv` in the article's folder.
    actors
        The catalogue; the one in the article's folder if left out.
    folder
        Where the codes shall go, if not there.

    Returns
    -------
    CodingDesk
        A widget, to be the last expression of a cell. It shows no score. Every click is in the
        file before it is shown as saved; run the cell again, whenever, to go on.

    Raises
    ------
    CodingError
        If the name cannot be taken, or its file is damaged or somebody else's. The file is left
        as it is.

    Notes
    -----
    Coding blind, alone, and by a written codebook is what makes agreement mean something
    (Krippendorff 2019, *Content Analysis*, chapter 12).
    """
    # Widgets take time to import, and only a notebook needs them.
    from helpers.coding_widget import CodingDesk

    task = make_task(article, actors=actors)
    where = Path(folder) if folder is not None else None
    return CodingDesk(open_coding(task, coder=coder, folder=where))
