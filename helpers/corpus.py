"""What does the text look like? Files in; articles, paragraphs and sentences out.

An article is a folder with `article.txt`, `article.toml` and `actors.csv`, or a single plain text
or Markdown file. Its text is decoded, brought to Unicode NFC and to line feeds, and not altered
otherwise: all offsets in all tables are positions in that text.
"""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from helpers.blocks import Block, find_blocks
from helpers.errors import ArticleError
from helpers.schema import MEASURED_KINDS, iterate, make_table
from helpers.text import count_words, split_sentences

TEXT_SUFFIXES: Final = (".txt", ".md", ".markdown", ".text")
MAX_BYTES: Final = 20_000_000

_MAGIC: Final = {
    b"%PDF": "a PDF; open it, copy its text and save that as plain text (.txt)",
    b"PK\x03\x04": "a Word document or a zip file; save it as plain text (.txt, UTF-8)",
    b"\xd0\xcf\x11\xe0": "an old Word document; save it as plain text (.txt, UTF-8)",
    b"{\\rtf": "a rich text file; save it as plain text (.txt, UTF-8)",
}


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
    """

    id: str
    text: str
    articles: pd.DataFrame
    paragraphs: pd.DataFrame
    sentences: pd.DataFrame
    path: Path | None = None


def load_article(path: Path | str) -> Article:
    """Load an article from its folder, or from a plain text or Markdown file.

    Parameters
    ----------
    path
        A folder that holds `article.txt` (and `article.toml` with what is known of it), or a
        `.txt` or `.md` file in UTF-8, UTF-16 or Windows-1252.

    Returns
    -------
    Article
        Its `paragraphs` have one row per block of text, its `sentences` one per sentence.

    Raises
    ------
    ArticleError
        If there is no such file, or it is empty, binary, too large, or holds no paragraph of
        prose. The message names the file and the remedy.
    """
    path = Path(path)
    if path.is_dir():
        file = path / "article.txt"
        if not file.is_file():
            raise ArticleError(f"{path}: the folder holds no article.txt; put the text there")
        identifier, metadata = path.resolve().name, _read_metadata(path / "article.toml")
    else:
        file, identifier, metadata = path, path.stem, {}
    text = _normalise(_read_text(file))
    try:
        return make_article(text, identifier=identifier, metadata=metadata, path=path)
    except ArticleError as error:
        raise ArticleError(f"{file}: {error}") from error


def make_article(
    text: str,
    *,
    identifier: str = "article",
    metadata: dict[str, str] | None = None,
    path: Path | None = None,
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
    text = _normalise(text)
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
    )


def _read_text(file: Path) -> str:
    try:
        size = file.stat().st_size
        raw = file.read_bytes() if size <= MAX_BYTES else b""
    except FileNotFoundError:
        raise ArticleError(f"{file}: there is no such file; check the name and folder") from None
    except OSError as error:
        raise ArticleError(f"{file}: cannot be read ({error.strerror or error})") from error
    if size > MAX_BYTES:
        raise ArticleError(
            f"{file}: {size:,} bytes is more than one article holds ({MAX_BYTES:,} at most); "
            "cut it into one file an article"
        )
    for magic, what in _MAGIC.items():
        if raw.startswith(magic):
            raise ArticleError(f"{file}: this is {what}")
    if file.suffix.lower() not in TEXT_SUFFIXES:
        raise ArticleError(
            f"{file}: expected a plain text file ({', '.join(TEXT_SUFFIXES)}), found "
            f"{file.suffix or 'no suffix'}; save the article as plain text (.txt, UTF-8)"
        )
    text = _decode(raw, file)
    if not text.strip("\ufeff \t\r\n\u00a0"):
        raise ArticleError(f"{file}: the file is empty; put the text of the article in it")
    return text


def _decode(raw: bytes, file: Path) -> str:
    # A byte-order mark decides; else alternate NULs give UTF-16 away; else UTF-8 is so unlikely
    # to fit by chance that whatever fits is UTF-8, and Windows-1252 is what is left in practice.
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = ["utf-16"]
    elif raw[1:2000:2].count(0) > len(raw[1:2000:2]) * 0.4:
        candidates = ["utf-16-le"]
    elif raw[0:2000:2].count(0) > len(raw[0:2000:2]) * 0.4:
        candidates = ["utf-16-be"]
    else:
        candidates = ["utf-8-sig", "cp1252"]
    for encoding in candidates:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f\v\x85" for c in text):
            return text
    raise ArticleError(
        f"{file}: this is not a text file in UTF-8, UTF-16 or Windows-1252; open it in an editor "
        "and save it as plain text (.txt, UTF-8)"
    )


def _normalise(text: str) -> str:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


def _read_metadata(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ArticleError(f"{file}: is not valid TOML in UTF-8 ({error})") from error
    known = {"title", "author", "outlet", "published", "source", "licence", "language"}
    settings = {"note", "figures"}
    unknown = sorted(set(data) - known - settings)
    if unknown:
        raise ArticleError(
            f"{file}: the key {unknown[0]!r} is not known; use {', '.join(sorted(known))}, figures "
            "or note"
        )
    return {key: str(value) for key, value in data.items() if key in known}


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
