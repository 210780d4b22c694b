"""Where does a reader's own article live? An article in; a folder that holds it out.

The folder has `article.txt`, `article.toml` and `actors.csv`, as every article of the corpus has.
It can be loaded again another day, handed in, or given to somebody else. Nothing of another
article is ever written over.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd

from helpers.catalogue import check_actors, load_actors
from helpers.corpus import Article, load_article
from helpers.editing import count_alias
from helpers.errors import ArticleError
from helpers.files import write_whole
from helpers.schema import columns
from helpers.sheets import csv_from_table


def save_article(
    article: Article, *, folder: Path | str, actors: pd.DataFrame | None = None
) -> Path:
    """Write an article into a folder of its own.

    Parameters
    ----------
    article
        From `load_article`, `load_pasted` or `make_article`.
    folder
        Where to; made if it is not there. If it holds this same text already, what you have
        edited there (`article.toml`, `actors.csv`) stays as it is.
    actors
        A catalogue to write as `actors.csv`, from `suggest_actors` say; only if there is none.

    Returns
    -------
    pathlib.Path
        The folder, for `load_article`.

    Raises
    ------
    ArticleError
        If the folder holds another article, or other files: choose another name.
    DiscourseError
        If it cannot be written there.
    """
    folder = Path(folder)
    _refuse_foreign(folder, article)
    write_whole(folder / "article.txt", article.text)
    if not (folder / "article.toml").exists():
        write_whole(folder / "article.toml", _describe(article))
    if actors is not None and not (folder / "actors.csv").exists():
        save_actors(actors, folder=folder)
    return folder


def save_actors(actors: pd.DataFrame, *, folder: Path | str) -> Path:
    """Write a catalogue as `actors.csv` of a folder, whole, in place of the one that is there.

    Parameters
    ----------
    actors
        Columns of the table `actors`; others, such as `count`, are left out.
    folder
        The article's folder.

    Raises
    ------
    CatalogueError
        If the catalogue has a fault; the file that is there stays.
    """
    file = Path(folder) / "actors.csv"
    table = actors[columns("actors")].fillna("")
    check_actors(table, place=str(file))
    return write_whole(file, csv_from_table(table))


def resume_actors(folder: Path | str, *, proposal: pd.DataFrame, text: str) -> pd.DataFrame:
    """Bring a proposal and the catalogue of a folder together, to go on editing.

    Parameters
    ----------
    folder
        The article's folder.
    proposal
        From `suggest_actors`.
    text
        The article's text, in which the names of the file are counted.

    Returns
    -------
    pandas.DataFrame
        One row per alias, columns of `actors`, `count` (how often the alias stands in the text)
        and `keep`: true for what the file holds. If there is no file, all of the proposal is kept.
    """
    file = Path(folder) / "actors.csv"
    if not file.exists():
        return proposal.assign(keep=True)
    own = load_actors(file)
    # The proposal does not count "Board" within "Harbour Board".
    counts = dict(zip(proposal["alias"], proposal["count"], strict=True))
    found = [int(counts.get(alias, count_alias(alias, text))) for alias in own["alias"]]
    own = own.assign(count=found, keep=True)
    rest = proposal[~proposal["alias"].isin(own["alias"])].assign(keep=False)
    # An actor that the file calls otherwise keeps the words of the file.
    for name in ("label", "kind", "bloc"):
        known = dict(zip(own["actor"], own[name], strict=True))
        values = zip(rest["actor"], rest[name], strict=True)
        rest[name] = [known.get(actor, value) for actor, value in values]
    return pd.concat([own, rest], ignore_index=True)


def _refuse_foreign(folder: Path, article: Article) -> None:
    if folder.exists() and not folder.is_dir():
        raise ArticleError(f"{folder}: is a file; choose the name of a folder")
    there = sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []
    if "article.txt" in there:
        if load_article(folder).text != article.text:
            raise ArticleError(
                f"{folder}: holds another article already, which is left as it is; choose another "
                "name for the folder"
            )
    elif any(not name.startswith(".") for name in there):
        raise ArticleError(
            f"{folder}: holds other files ({', '.join(there[:3])}), but no article.txt; choose a "
            "folder that is empty or not there yet"
        )


def _describe(article: Article) -> str:
    """Write what is known of an article as TOML, ready to be filled in."""
    row = article.articles.iloc[0]
    lines = ["# What is known of the text. Fill in what is empty; keep the quotation marks."]
    for key in ("title", "author", "outlet", "published", "source", "licence", "language"):
        # A JSON string is a TOML string, but for the character DEL.
        value = json.dumps(re.sub("[\x00-\x1f\x7f]+", " ", str(row[key])), ensure_ascii=False)
        lines.append(f"{key} = {value}")
    return "\n".join(lines) + "\n"
