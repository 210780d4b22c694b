"""Which articles of an archive are copies of others? The folder of a run in; a table out.

The texts are taken from the tables that the run wrote, chunk by chunk, and only signatures and
the numbers of their shingles are held in memory: some kilobytes an article.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from helpers.chunk_files import list_commits, place_part
from helpers.corpus import Article
from helpers.duplicates import find_duplicates
from helpers.packages import need_package
from helpers.schema import make_table


def find_archive_copies(folder: Path) -> pd.DataFrame:
    """Mark the articles of a finished run that share their text with an earlier one.

    Parameters
    ----------
    folder
        Of the run.

    Returns
    -------
    pandas.DataFrame
        The table `duplicates`, one row per article, in the order of the archive; see
        `find_duplicates`.

    Raises
    ------
    PackageError
        If a package of the extra `archive` is missing.
    """
    return find_duplicates(
        article for commit in list_commits(folder) for article in _read_bodies(folder, commit.chunk)
    )


def _read_bodies(folder: Path, chunk: int) -> Iterator[Article]:
    """Read the paragraphs of a chunk's articles, without what is cut from them."""
    parquet = need_package("pyarrow.parquet", to="read the tables of an archive")
    rows = parquet.read_table(
        place_part(folder, "paragraphs", chunk),
        columns=["article", "kind", "text"],
    ).to_pandas()
    nothing = make_table("sentences", [])
    for name, paragraphs in rows.groupby("article", sort=False):
        yield Article(
            id=str(name),
            text="",
            articles=make_table("articles", []),
            paragraphs=paragraphs,
            sentences=nothing,
        )
