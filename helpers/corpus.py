"""What does the text look like? Files in; articles, paragraphs and sentences out.

An article is a folder with `article.txt`, `article.toml` and `actors.csv`, or a single file of a
kind that `helpers.readers` reads. Its text is decoded, brought to Unicode NFC and to line feeds,
freed of characters that nobody sees, and not altered otherwise: all offsets in all tables are
positions in that text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from helpers.blocks import Block, find_blocks
from helpers.decoding import clean
from helpers.errors import ArticleError
from helpers.files import read_bytes, shorten
from helpers.language import tell_language
from helpers.readers import MAX_BYTES, limit_of, read_documents
from helpers.schema import MEASURED_KINDS, iterate, make_table
from helpers.text import count_words, split_sentences

# A longer text is more than the figures are made for.
LONG_WORDS: Final = 6_000
KNOWN: Final = frozenset("title author outlet published source licence language".split())


@dataclass(frozen=True)
class Article:
    """Hold one loaded article: its text and the tables cut from it.

    Attributes
    ----------
    id : str
        Identifier, the name of its folder or file.
    text : str
        The text that all offsets refer to.
    articles, paragraphs, sentences : pandas.DataFrame
        Tables of the schema; `articles` has one row. Only the measured kinds of paragraph have
        sentences.
    path : pathlib.Path or None
        The folder or file that it came from.
    notes : tuple of str
        What was noticed on loading and the reader should know: an old encoding, characters taken
        out, another language, a great length.
    """

    id: str
    text: str
    articles: pd.DataFrame
    paragraphs: pd.DataFrame
    sentences: pd.DataFrame
    path: Path | None = None
    notes: tuple[str, ...] = ()


def load_article(path: Path | str, *, identifier: str = "") -> Article:
    """Load an article from its folder, or from a file that holds one article.

    Parameters
    ----------
    path
        A folder that holds `article.txt` (and `article.toml` with what is known of it), a `.txt`
        or `.md` file in UTF-8, UTF-16 or an older encoding, a web page saved by a browser
        (`.html`, `.htm`, `.mhtml`), a Word document (`.docx`), rich text (`.rtf`) or a PDF.
    identifier
        What to call it; else the name of its folder or file.

    Returns
    -------
    Article
        Its `paragraphs` have one row per block of text, its `sentences` one per sentence. Its
        language is what `article.toml` says, else what the text looks like.

    Raises
    ------
    ArticleError
        If there is no such file, or it is empty, binary, too large, a page without an article,
        or holds no paragraph of prose. The message names the file and the remedy.
    """
    path = Path(path)
    if _is_folder(path):
        file = path / "article.txt"
        if not file.is_file():
            raise ArticleError(f"{path}: the folder holds no article.txt; put the text there")
        name, metadata = path.resolve().name, _read_metadata(path / "article.toml")
    else:
        file, name, metadata = path, path.stem, {}
    text, found, notes = _read(file)
    metadata = {"language": tell_language(text), **found, **metadata}
    try:
        return make_article(
            text, identifier=identifier or name, metadata=metadata, path=path, notes=notes
        )
    except ArticleError as error:
        raise ArticleError(f"{file}: {error}") from error


def _is_folder(path: Path) -> bool:
    """Tell a folder from a file; a text given in place of a path is told by its remedy."""
    try:
        return path.is_dir()
    except (OSError, ValueError) as error:
        raise ArticleError(
            f"{shorten(path)}: cannot be the name of a file; for a text that is in memory already "
            "use make_article"
        ) from error


def make_article(
    text: str,
    *,
    identifier: str = "article",
    metadata: dict[str, str] | None = None,
    path: Path | None = None,
    notes: Sequence[str] = (),
) -> Article:
    r"""Cut a text that is already in memory into an article's tables.

    Parameters
    ----------
    text
        The text; paragraphs are set apart by blank lines, or stand one to a line.
    identifier
        Goes into the column `article`.
    metadata
        Values for the columns of `articles`; those left out are empty, the title is found.
    path
        Where the text came from, if from a file.
    notes
        Remarks to keep; those on the text itself are added.

    Raises
    ------
    ArticleError
        If the text holds no paragraph of prose.

    Examples
    --------
    >>> article = make_article("A Headline\n\nFirst of all. Second.\n\nBy Ann Other")
    >>> article.paragraphs[["kind", "label", "text"]].values.tolist()
    [['title', 'T', 'A Headline'], ['body', '1', 'First of all. Second.'],
     ['byline', '', 'By Ann Other']]
    """
    text, seen = clean(text)
    metadata = metadata or {}
    blocks = find_blocks(text, title=metadata.get("title", ""))
    if not any(block.kind in ("body", "list_item") for block in blocks):
        raise ArticleError(
            "no paragraph of prose was found; the text should be whole sentences, "
            "with a blank line between paragraphs"
        )
    paragraphs = _paragraph_table(text, blocks, identifier)
    titles = paragraphs.loc[paragraphs["kind"] == "title", "text"]
    row = {
        "article": identifier,
        "author": "",
        "outlet": "",
        "published": "",
        "source": "",
        "licence": "",
        "language": "en",
        "title": titles.iloc[0] if len(titles) else identifier,
    } | metadata
    return Article(
        id=identifier,
        text=text,
        articles=make_table("articles", [row]),
        paragraphs=paragraphs,
        sentences=_sentence_table(paragraphs),
        path=path,
        notes=(*notes, *seen, *_warn_of_damage(text), *_warn_of_length(paragraphs)),
    )


def _warn_of_damage(text: str) -> list[str]:
    """Count the characters that whoever decoded the text could not read."""
    lost = text.count("\ufffd")
    if not lost:
        return []
    what = "1 character is" if lost == 1 else f"{lost:,} characters are"
    return [f"{what} damaged and shown as \ufffd; compare the text with where it came from"]


def _warn_of_length(paragraphs: pd.DataFrame) -> list[str]:
    measured = paragraphs[paragraphs["kind"].isin(MEASURED_KINDS)]
    words = int(measured["n_words"].sum())
    if words <= LONG_WORDS:
        return []
    return [
        f"{words:,} words in {len(measured)} paragraphs are far more than one article: the "
        "analysis will take many minutes and its figures will be too crowded to read; cut the "
        "text into parts"
    ]


def _read(file: Path) -> tuple[str, dict[str, str], tuple[str, ...]]:
    """Give the text of a file, what the file says of it, and remarks."""
    if re.match(r"https?:/", str(file)):
        raise ArticleError(
            f"{file}: this is an address, and nothing is fetched from the network; open it in a "
            "browser and save the page (.html), or copy its text and paste it"
        )
    suffix = file.suffix.lower()
    raw = read_bytes(file, limit=limit_of(suffix))
    documents = read_documents(raw, suffix=suffix, place=str(file)).articles
    if len(documents) != 1:
        raise ArticleError(
            f"{file}: holds {len(documents)} articles; load_corpus reads them all, one by one"
        )
    if isinstance(documents[0], ArticleError):
        raise documents[0]
    return documents[0]


def _read_metadata(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    return parse_metadata(read_bytes(file, limit=MAX_BYTES), place=str(file))


def parse_metadata(raw: bytes, *, place: str) -> dict[str, str]:
    """Read what an `article.toml` says of its article.

    Parameters
    ----------
    raw
        The file.
    place
        What to call it in messages.

    Raises
    ------
    ArticleError
        If it is no TOML, or holds a key that is not known.

    Examples
    --------
    >>> parse_metadata(b'outlet = "The Gazette"', place="article.toml")
    {'outlet': 'The Gazette'}
    """
    try:
        data = tomllib.loads(raw.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ArticleError(f"{place}: is not valid TOML in UTF-8 ({error})") from error
    unknown = sorted(set(data) - KNOWN - {"note", "figures"})
    if unknown:
        raise ArticleError(
            f"{place}: the key {unknown[0]!r} is not known; use {', '.join(sorted(KNOWN))}, "
            "figures or note"
        )
    return {key: str(value) for key, value in data.items() if key in KNOWN}


def _paragraph_table(text: str, blocks: list[Block], identifier: str) -> pd.DataFrame:
    words = [count_words(text[block.start : block.end]) for block in blocks]
    total = sum(n for n, block in zip(words, blocks, strict=True) if block.kind in MEASURED_KINDS)
    rows, before, body, item, heading = [], 0, 0, 0, 0
    for number, (block, n_words) in enumerate(zip(blocks, words, strict=True)):
        label, position = "", None
        if block.kind in MEASURED_KINDS:
            position = (before + n_words / 2) / total if total else 0.5
            before += n_words
            if block.kind == "body":
                body, item = body + 1, 0
                label = f"{body}"
            elif block.kind == "list_item":
                item += 1
                label = f"{body}.{item}"
            elif block.kind == "heading":
                heading += 1
                label = f"H{heading}"
            else:
                label = "T"
        rows.append(
            {
                "article": identifier,
                "paragraph": number,
                "kind": block.kind,
                "label": label,
                "position": position,
                "start": block.start,
                "end": block.end,
                "text": text[block.start : block.end],
                "n_words": n_words,
            }
        )
    return make_table("paragraphs", rows)


def _sentence_table(paragraphs: pd.DataFrame) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    for row in iterate(paragraphs[paragraphs["kind"].isin(MEASURED_KINDS)]):
        for start, end in split_sentences(row.text):
            rows.append(
                {
                    "article": row.article,
                    "paragraph": row.paragraph,
                    "sentence": len(rows),
                    "start": row.start + start,
                    "end": row.start + end,
                    "text": row.text[start:end],
                    "n_words": count_words(row.text[start:end]),
                }
            )
    return make_table("sentences", rows)
