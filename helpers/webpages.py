"""What does a saved web page say, without what stands around it? HTML in; text and origin out.

The article is told from menus, adverts, related links and comments by the library trafilatura,
which asks the network for nothing. The page's own words on title, author, date and site are kept
beside the text. A page that holds no article is refused, and the message says what it holds.
"""

from __future__ import annotations

import email
import email.policy
import html
import logging
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from helpers.decoding import clean, decode, is_encoding
from helpers.errors import ArticleError
from helpers.text import count_words, plain_view

PAGE_SUFFIXES: Final = (".html", ".htm", ".xhtml", ".mhtml", ".mht")
# Shorter blocks are headings, buttons and links; an article has at least this much of longer ones.
_PROSE_WORDS: Final = 8
_MIN_PROSE: Final = 40
# What stands before the headline and has fewer words is the name of a section.
_KICKER_WORDS: Final = 8
_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:\-]{2,40})""", re.I)
_TITLE: Final = re.compile(r"<title\b[^>]{0,200}>", re.I)
_TITLE_END: Final = re.compile("</title", re.I)
# Nothing here is tried twice, so that no text takes longer than its length allows.
_OPENING: Final = re.compile(
    r"\s*+(?:<!--.*?-->\s*+)*+<(?:!doctype html|html|head|body)\b", re.I | re.S
)
_SAVE: Final = (
    "open the article itself in a browser, wait until it can be read, and save the page again; or "
    "copy the text and paste it"
)


class Page(NamedTuple):
    """Hold the article of a page: its text, what the page says of it, and remarks."""

    text: str
    metadata: dict[str, str]
    notes: tuple[str, ...]


def read_page(raw: bytes, *, place: str) -> Page:
    r"""Take the article out of a saved web page.

    Parameters
    ----------
    raw
        The file: HTML, or a page in a single file (`.mhtml`).
    place
        What to call it in messages.

    Returns
    -------
    Page
        Its text begins with the headline; headings have `##` before them, list items `-`.
        Metadata are those of title, author, outlet, published and source that the page gives.

    Raises
    ------
    ArticleError
        If the page holds no article. The message says whether it asks for a password, is a list
        of links, or has no text of its own.

    Notes
    -----
    Captions and comments are left out. The library (Barbaresi 2021, *Trafilatura: A web scraping
    library and command-line tool for text discovery and extraction*) goes by tags, class names
    and the share of links; it may keep a teaser or lose a paragraph, so read what it gives.

    Examples
    --------
    >>> sentence = "The council closed the harbour, and nobody on the island had been asked. "
    >>> raw = f"<nav>News</nav><h1>Closed</h1><article><p>{sentence * 4}</p></article>".encode()
    >>> read_page(raw, place="page.html").text[:40]
    'Closed\n\nThe council closed the harbour, '
    """
    markup, notes = _read_markup(raw, place=place)
    document = _extract(markup)
    blocks = [] if document is None else list(_walk(document.body))
    title = "" if document is None else _choose_title(document.title or "", blocks, markup)
    blocks = _open_with_title([block for block in blocks if block], title)
    prose = sum(n for n in map(count_words, blocks) if n >= _PROSE_WORDS)
    if document is None or prose < _MIN_PROSE:
        raise ArticleError(f"{place}: {_diagnose(markup)}")
    found = {
        "title": title,
        "author": _one_line(document.author or "").replace("; ", ", "),
        "outlet": _one_line(document.sitename or ""),
        "published": document.date or "",
        "source": document.url or "",
    }
    text, more = clean("\n\n".join(blocks) + "\n")
    told = "article told from the rest of the web page; read it through before you measure"
    return Page(text, {k: v for k, v in found.items() if v}, (told, *notes, *more))


def looks_like_page(text: str) -> bool:
    """Tell HTML from a text that was meant to be plain.

    Examples
    --------
    >>> looks_like_page("<!doctype html><p>Hello"), looks_like_page("I <b>love</b> ferries")
    (True, False)
    """
    return bool(_OPENING.match(text))


def _read_markup(raw: bytes, *, place: str) -> tuple[str, tuple[str, ...]]:
    head = raw[:4000].lstrip()
    if re.match(rb"(?:from|mime-version|subject|date|content-type|snapshot[\w\-]*):", head, re.I):
        raw, declared = _unpack_mhtml(raw, place=place)
    else:
        found = _CHARSET.search(raw[:4000])
        declared = found.group(1).decode("ascii") if found else ""
    decoded = decode(raw, place=place, declared=declared)
    if not decoded.text.strip():
        raise ArticleError(f"{place}: the file is empty; save the web page again")
    # A page that is written in the encoding that it names needs no remark on it.
    told = is_encoding(decoded, declared)
    return decoded.text, tuple(n for n in decoded.notes if not (told and "read as" in n))


def _unpack_mhtml(raw: bytes, *, place: str) -> tuple[bytes, str]:
    """Find the page itself in a file that also holds its pictures."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            return bytes(content or b""), part.get_content_charset() or ""
    raise ArticleError(f"{place}: holds no web page; save the page as Webpage, HTML only (.html)")


def _extract(markup: str) -> Any:
    # Slow to import, and needed for web pages alone.
    from trafilatura import bare_extraction

    # What it cannot read is told by an error of our own, not by lines beside a notebook's cell.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = bare_extraction(
        markup, with_metadata=True, include_comments=False, include_tables=False
    )
    return found if getattr(found, "body", None) is not None else None


def parse_markup(markup: str) -> Any:
    """Give what a page shows as a tree: without scripts, styles, comments and its head."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    # Without any tag of its own a text gives no tree.
    tree = etree.fromstring(f"<body>{markup}".encode("utf-8", "replace"), parser)
    etree.strip_elements(tree, "script", "style", "head", with_tail=False)
    return tree


def _walk(body: Any) -> Iterator[str]:
    """Yield the blocks of text of an extracted body, in order."""
    for element in body:
        if element.tag == "list":
            items = [_one_line("".join(item.itertext())) for item in element.iter("item")]
            yield "\n".join(f"- {text}" for text in items if text)
        elif element.tag == "quote" and element.find("p") is not None:
            yield from _walk(element)
        elif text := _one_line(" ".join(_pieces(element))):
            yield f"## {text}" if element.tag == "head" else text


def _pieces(element: Any) -> Iterator[str]:
    """Yield an element's text, with a gap where a line was broken."""
    piece = element.text or ""
    for child in element:
        if child.tag == "lb":
            yield piece
            piece = ""
        else:
            piece += "".join(child.itertext())
        piece += child.tail or ""
    yield piece


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _choose_title(title: str, blocks: list[str], markup: str) -> str:
    """Take the first heading for the headline where the page's own title begins with it.

    On many a blog the largest heading is the name of the site, on every page the same.
    """
    page = plain_view(_one_line(html.unescape(_find_title(markup)))).casefold()
    head = next((b.removeprefix("## ") for b in blocks[:1] if b.startswith("## ")), "")
    return head if head and page.startswith(plain_view(head).casefold()) else _one_line(title)


def _find_title(markup: str) -> str:
    begins = _TITLE.search(markup)
    ends = _TITLE_END.search(markup, begins.end()) if begins else None
    return markup[begins.end() : ends.start()] if begins and ends else ""


def _open_with_title(blocks: list[str], title: str) -> list[str]:
    """Put the headline first, without the name of the section before it, and only once."""
    if not title:
        return blocks
    for number, block in enumerate(blocks[:4]):
        if plain_view(block.removeprefix("## ")).casefold() == plain_view(title).casefold():
            before = [b for b in blocks[:number] if count_words(b) >= _KICKER_WORDS]
            blocks = [*before, *blocks[number + 1 :]]
            break
    return [title, *blocks]


def _diagnose(markup: str) -> str:
    """Say what a page without an article holds, and what to do."""
    body = parse_markup(markup)
    words = count_words(" ".join(body.itertext()))
    links = list(body.iter("a"))
    linked = sum(count_words(" ".join(link.itertext())) for link in links)
    if any(field.get("type", "").lower() == "password" for field in body.iter("input")):
        return (
            "this page asks for a name and a password and holds no article; sign in with your "
            f"browser first. Then {_SAVE}"
        )
    if len(links) >= 5 and linked * 2 >= words:
        return (
            f"this page is a list of {len(links)} links and holds no article; follow the link to "
            f"the one you want. Then {_SAVE}"
        )
    if words < _MIN_PROSE:
        return (
            f"this page holds {words} word{'s' * (words != 1)} and no article. Many pages fetch "
            "their text only when a browser opens them, and some show it only to subscribers: "
            f"{_SAVE}"
        )
    return f"no article was found among the {words:,} words of this page: {_SAVE}"
