"""What does a PDF say? Bytes of a PDF in; its text out, without what is printed on every page.

A PDF knows places on paper, not paragraphs. The library pypdf gives lines; lines that stand at
the top or foot of most pages are taken out, the rest are joined to paragraphs as a pasted text
is. A scan without text and a file that asks for a password are refused.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from helpers.errors import ArticleError
from helpers.joining import tidy_paste
from helpers.packages import need_package
from helpers.text import count_words

MAX_PAGES: Final = 400
# So many lines at the top and at the foot of a page may repeat.
_EDGE: Final = 3
# Fewer words on a page are a stamp or a number, not a text.
_FEW_WORDS: Final = 5
_OPENED: Final = "open it and save or print it as a PDF without a password, if you may"
_SENTENCE_END: Final = re.compile(r"[.!?:;…][\"'”’»)\]]*$")


def read_pdf(raw: bytes, *, place: str) -> tuple[str, tuple[str, ...]]:
    """Take the running text out of a PDF.

    Parameters
    ----------
    raw
        The file.
    place
        What to call it in messages.

    Returns
    -------
    str
        Paragraphs, with a blank line between them.
    tuple of str
        What was joined and left out, and pages without text.

    Raises
    ------
    ArticleError
        If it is encrypted, damaged, a scan without text, or far longer than an article.
    PackageError
        If the package pypdf is not installed.

    Notes
    -----
    Text in columns comes in the order in which the file holds it, most often column by column.
    Read what it gives before you measure.
    """
    pages = _read_pages(raw, place=place)
    empty = sum(count_words("\n".join(page)) < _FEW_WORDS for page in pages)
    if empty == len(pages):
        raise ArticleError(
            f"{place}: is a scan: its {len(pages)} page{'s' * (len(pages) != 1)} hold pictures and "
            "no text. Let a program for text recognition (OCR) read it, and save that as text"
        )
    pages, repeated = drop_repeated(pages)
    text, notes = tidy_paste(_join_pages(pages))
    said = ["text taken out of a PDF; read it through before you measure"]
    if repeated:
        said.append(f"left out, repeated on the pages: {'; '.join(repeated)}")
    if empty:
        said.append(f"{empty} of {len(pages)} pages hold no text and may be pictures")
    return text, (*said, *notes)


def drop_repeated(
    pages: Sequence[Sequence[str]],
) -> tuple[list[list[str]], list[str]]:
    """Take out the lines that stand at the top or foot of most pages.

    Parameters
    ----------
    pages
        The lines of each page.

    Returns
    -------
    list of list of str
        The pages without them. Figures count as the same, so that page numbers go too.
    list of str
        What was taken out, once each, as it first stands.

    Examples
    --------
    >>> drop_repeated([["The Gazette", "It rained.", "1"], ["The Gazette", "It poured.", "2"]])
    ([['It rained.'], ['It poured.']], ['The Gazette', '1'])
    """
    trimmed = [_trim(page) for page in pages]
    counts = Counter(key for page in trimmed for key in {_key(line) for line in _edges(page)})
    need = max(2, len(trimmed) // 2 + 1)
    often = {key for key, n in counts.items() if n >= need}
    dropped: dict[str, str] = {}
    for page in trimmed:
        for at in (0, -1):
            for _ in range(_EDGE):
                if not page or _key(page[at]) not in often:
                    break
                dropped.setdefault(_key(page[at]), page[at])
                del page[at]
                page[:] = _trim(page)
    return trimmed, list(dropped.values())


def _trim(page: Sequence[str]) -> list[str]:
    """Take the blank lines at both ends away."""
    return "\n".join(line.strip() for line in page).strip("\n").split("\n") if any(page) else []


def _edges(page: Sequence[str]) -> list[str]:
    printed = [line for line in page if line]
    return [*printed[:_EDGE], *printed[-_EDGE:]]


def _key(line: str) -> str:
    return re.sub(r"\d+", "0", line.casefold())


def _read_pages(raw: bytes, *, place: str) -> list[list[str]]:
    if not raw[:1024].lstrip().startswith(b"%PDF"):
        raise ArticleError(
            f"{place}: is no PDF, whatever its name says; save it from the program that made it"
        )
    pypdf = need_package("pypdf", to="read PDFs")
    # What it stumbles over is told by an error of our own.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        # Most are locked against printing or changes only: an empty password opens them to read.
        encrypted = reader.is_encrypted and not reader.decrypt("")
        number = 0 if encrypted else len(reader.pages)
        if 0 < number <= MAX_PAGES:
            return [_lines(page) for page in reader.pages]
    except Exception as error:  # pypdf raises whatever a broken file leads it to
        if type(error).__name__ == "DependencyError":
            raise ArticleError(
                f"{place}: is encrypted in a way that is not read; {_OPENED}"
            ) from error
        raise ArticleError(
            f"{place}: is damaged and cannot be read ({type(error).__name__}); open it and save "
            "or print it as a PDF again"
        ) from error
    if encrypted:
        raise ArticleError(f"{place}: is encrypted and asks for a password; {_OPENED}")
    raise ArticleError(
        f"{place}: has {number} pages, which is no article ({MAX_PAGES} at most); take out the "
        "pages that you want and save them as a PDF"
    )


def _lines(page: Any) -> list[str]:
    return str(page.extract_text()).split("\n")


def _join_pages(pages: Sequence[Sequence[str]]) -> str:
    """Put pages one after the other; a sentence that runs over the edge stays whole."""
    # Where no page has a blank line, paragraphs are told by short lines, over the edges too.
    parted = any("" in page for page in pages)
    text = ""
    for page in filter(None, pages):
        gap = "\n\n" if parted and _SENTENCE_END.search(text) else "\n"
        text += (gap if text else "") + "\n".join(page)
    return text
