"""Which articles does a collection hold, and what became of each file? A folder in; both out.

Every file and every row is accounted for: read, refused for its language, a copy, failed, or
skipped, each with its reason. Nothing is dropped silently.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import tee
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from helpers.corpus import Article
from helpers.documents import Source
from helpers.duplicates import THRESHOLD, find_duplicates
from helpers.errors import ArticleError, CorpusError
from helpers.gathering import Failure, read_sources
from helpers.language import name_language, need_english
from helpers.locating import find_sources
from helpers.schema import FILE_STATUS, MEASURED_KINDS, iterate, make_table


@dataclass(frozen=True)
class Corpus:
    """Hold a collection of articles and the report on its files.

    Attributes
    ----------
    articles : tuple of Article
        All that were read, in order: copies and texts in other languages too, for they are marked
        in `files`, not dropped.
    files : pandas.DataFrame
        The table `files`, one row per document or per file that gave none.
    """

    articles: tuple[Article, ...]
    files: pd.DataFrame

    def select(self, *status: str) -> tuple[Article, ...]:
        """Give the articles of some status, such as `read`: English, and no copy of another.

        Raises
        ------
        CorpusError
            If no article can have that status.
        """
        known = FILE_STATUS[:4]
        for name in status:
            if name not in known:
                raise CorpusError(f"no article has the status {name!r}; use {', '.join(known)}")
        rows = self.files[self.files["status"].isin(status)]
        wanted = set(rows["article"])
        return tuple(article for article in self.articles if article.id in wanted)


def load_corpus(
    path: Path | str,
    *,
    columns: Mapping[str, str] | None = None,
    duplicates: bool = True,
    threshold: float = THRESHOLD,
) -> Corpus:
    """Load a collection of articles.

    Parameters
    ----------
    path
        A folder (with folders in it) of texts, web pages, Word documents, rich text, PDFs, exports
        of Nexis Uni and tables (CSV, JSON lines, Parquet); a zip of these; or one such file.
    columns
        For tables whose columns are not recognised: fields (text, title, published, outlet,
        source, author, language) and the names of their columns.
    duplicates
        Whether to look for copies.
    threshold
        The least similarity of a near copy; see `find_duplicates`.

    Returns
    -------
    Corpus
        Its articles, and a table that accounts for every file and row.

    Raises
    ------
    CorpusError
        If there is no such path, `columns` names a field that is not known, or the threshold is
        not between 0 and 1. A file that cannot be read raises nothing: it stands in the table.
    PackageError
        If copies are looked for and the package rensa is not installed.

    Notes
    -----
    All texts are held in memory. For more than fits, `survey_corpus` gives the table alone, and
    `find_sources` and `read_sources` the articles a part at a time.
    """
    articles: list[Article] = []
    files = _survey(path, columns, threshold if duplicates else None, keep=articles.append)
    return Corpus(tuple(articles), files)


def survey_corpus(
    path: Path | str,
    *,
    columns: Mapping[str, str] | None = None,
    duplicates: bool = True,
    threshold: float = THRESHOLD,
) -> pd.DataFrame:
    """Give the report on a collection without keeping its texts in memory.

    Parameters
    ----------
    path, columns, duplicates, threshold
        As for `load_corpus`.

    Returns
    -------
    pandas.DataFrame
        The table `files`, as `load_corpus` gives it.

    Raises
    ------
    CorpusError
        As for `load_corpus`.
    PackageError
        If copies are looked for and the package rensa is not installed.

    Notes
    -----
    The rows of the table are kept, and what `find_duplicates` keeps of each text: a few kilobytes.
    """
    return _survey(path, columns, threshold if duplicates else None)


def describe_corpus(files: pd.DataFrame) -> str:
    """Say in a few lines what became of the files of a collection.

    Parameters
    ----------
    files
        The table `files`.

    Examples
    --------
    >>> print(describe_corpus(make_table("files", [])))
    0 files and rows
    """
    total = len(files)
    lines = ["1 file or row" if total == 1 else f"{total:,} files and rows"]
    counts = Counter(files["status"])
    lines += [f"{counts[name]:8,}  {name}" for name in FILE_STATUS if counts[name]]
    return "\n".join(lines)


def _survey(
    path: Path | str,
    columns: Mapping[str, str] | None,
    threshold: float | None,
    *,
    keep: Callable[[Article], None] | None = None,
) -> pd.DataFrame:
    """Read a collection once, article by article; copies are looked for if there is a threshold."""
    rows: list[dict[str, Any]] = []

    def read() -> Iterator[Article]:
        for source, found in _read_all(path, columns):
            rows.append(_describe(source, found))
            if isinstance(found, Article):
                if keep:
                    keep(found)
                yield found

    copies = None
    if threshold is None:
        for _ in read():
            pass
    else:
        copies = find_duplicates(read(), threshold=threshold)
    return _report(rows, copies)


def _read_all(
    path: Path | str, columns: Mapping[str, str] | None
) -> Iterator[tuple[Source, Article | Failure]]:
    # One runs one step behind the other, so that nothing gathers between them.
    places, again = tee(find_sources(path, columns=columns))
    yield from zip(again, read_sources(places), strict=True)


def _describe(source: Source, found: Article | Failure) -> dict[str, Any]:
    """Write the row of the report for one place, before copies are known."""
    row: dict[str, Any] = {
        "file": source.file,
        "place": source.place,
        "kind": source.kind,
        **dict.fromkeys(("article", "title", "outlet", "published", "language"), ""),
        "n_words": 0,
        "cluster": "",
        "duplicate_of": "",
        "similarity": np.nan,
        "notes": "",
    }
    if isinstance(found, Failure):
        said = f"{found.reason}; {found.remedy}" if found.remedy else found.reason
        return row | {"status": found.status, "reason": said}
    (told,) = found.articles.to_dict("records")
    measured = found.paragraphs["kind"].isin(MEASURED_KINDS)
    row |= {name: told[name] for name in ("article", "title", "outlet", "published", "language")}
    row["n_words"] = int(found.paragraphs.loc[measured, "n_words"].sum())
    row["notes"] = "; ".join(found.notes)
    try:
        need_english(told["language"], place=source.name)
    except ArticleError:
        said = f"in {name_language(told['language'])}; stance, frames, devices and actors are read"
        return row | {"status": "refused language", "reason": f"{said} in English texts only"}
    return row | {"status": "read", "reason": ""}


def _report(rows: list[dict[str, Any]], copies: pd.DataFrame | None) -> pd.DataFrame:
    found = {} if copies is None else {row.article: row for row in iterate(copies)}
    for row in rows:
        copy = found.get(row["article"])
        if copy is None:
            continue
        row |= {
            "cluster": copy.cluster,
            "duplicate_of": copy.duplicate_of,
            "similarity": copy.similarity,
        }
        if copy.copy and row["status"] == "read":
            row["status"] = "duplicate" if copy.copy == "exact" else "near-duplicate"
            row["reason"] = f"has its text in common with {copy.duplicate_of}"
    return make_table("files", rows)
