"""What does a file say, whatever its kind? Bytes in; the articles that they hold out.

Plain text, Markdown, a saved web page, a Word document, rich text or a PDF. An export of a news
data base holds many articles; every other file holds one.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from helpers.decoding import decode
from helpers.errors import ArticleError
from helpers.markdown import read_markdown
from helpers.nexis import is_export, split_export
from helpers.pdf_files import read_pdf
from helpers.rich_text import read_rich_text
from helpers.webpages import PAGE_SUFFIXES, Page, looks_like_page, read_page
from helpers.word_files import read_word

MARKDOWN_SUFFIXES: Final = (".md", ".markdown")
TEXT_SUFFIXES: Final = (".txt", *MARKDOWN_SUFFIXES, ".text")
WORD_SUFFIXES: Final = (".docx", ".rtf")
SUFFIXES: Final = (*TEXT_SUFFIXES, *PAGE_SUFFIXES, *WORD_SUFFIXES, ".pdf")
# Pictures in them make these files larger than their text.
MAX_BYTES: Final = 20_000_000
MAX_OFFICE_BYTES: Final = 100_000_000


class Documents(NamedTuple):
    """Hold what a file gives: its articles, and whether it is an export of a data base.

    A document of an export that holds no text stands among the articles as the error that says
    so, that the others keep their places.
    """

    articles: list[Page | ArticleError]
    export: bool = False


def limit_of(suffix: str) -> int:
    """Give the size in bytes above which a file of a kind is refused."""
    return MAX_OFFICE_BYTES if suffix in (*WORD_SUFFIXES, ".pdf") else MAX_BYTES


def read_documents(raw: bytes, *, suffix: str, place: str) -> Documents:
    """Take the articles out of a file.

    Parameters
    ----------
    raw
        The whole file.
    suffix
        The end of its name, in lower case, with the dot.
    place
        What to call it in messages.

    Returns
    -------
    Documents
        One article in most cases.

    Raises
    ------
    ArticleError
        If nothing can be read; the message names the file and the remedy.
    PackageError
        If a package for this kind of file is not installed.

    Examples
    --------
    >>> read_documents(b"It is open.", suffix=".txt", place="bridge.txt").articles
    [Page(text='It is open.', metadata={}, notes=())]
    """
    if suffix not in WORD_SUFFIXES:
        return Documents([_read_one(raw, suffix=suffix, place=place)])
    read = read_word if suffix == ".docx" else read_rich_text
    blocks, notes = read(raw, place=place)
    if not blocks:
        raise ArticleError(f"{place}: the file holds no text; put the text of the article in it")
    if not is_export(blocks):
        return Documents([Page("\n\n".join(blocks) + "\n", {}, notes)])
    articles = [
        ArticleError(f"{place}: {found.problem}; export the document again, with its full text")
        if found.problem
        else Page(found.text, found.metadata, (*notes, *found.notes))
        for found in split_export(blocks)
    ]
    return Documents(articles, export=True)


def _read_one(raw: bytes, *, suffix: str, place: str) -> Page:
    if suffix == ".pdf":
        text, notes = read_pdf(raw, place=place)
        return Page(text, {}, notes)
    if suffix in PAGE_SUFFIXES:
        return read_page(raw, place=place)
    decoded = decode(raw, place=place)  # says what the file is, where its first bytes show it
    if suffix not in TEXT_SUFFIXES:
        raise ArticleError(
            f"{place}: expected a file of the kinds {', '.join(SUFFIXES)}, found "
            f"{suffix or 'no suffix'}; save the article as plain text (.txt, UTF-8), or copy and "
            "paste its text"
        )
    if looks_like_page(decoded.text):
        return read_page(raw, place=place)
    if not decoded.text.strip(" \t\n\u00a0"):
        raise ArticleError(f"{place}: the file is empty; put the text of the article in it")
    if suffix in MARKDOWN_SUFFIXES:
        page = read_markdown(decoded.text)
        return page._replace(notes=(*decoded.notes, *page.notes))
    return Page(decoded.text, {}, decoded.notes)
