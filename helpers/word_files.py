"""What does a Word document say? Bytes of a .docx in; its blocks of text out.

Headings, lists and the text of tables are kept in reading order, and so is what was put in as a
tracked change. What was struck out, footnotes, text boxes, headers and footers of the page are
not part of the running text; how many there are is said.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final
from zipfile import ZipFile

from helpers.archives import check_members
from helpers.errors import ArticleError
from helpers.packages import need_package

# Bytes of XML, which is parsed whole; and bytes of everything. A novel has some ten million.
MAX_XML: Final = 50_000_000
MAX_UNPACKED: Final = 200_000_000
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What is apart from the running text. A footnote stands in a file of its own; its mark, here.
_APART: Final = {
    f"{_W}del": "tracked deletion",
    f"{_W}moveFrom": "passage moved elsewhere",
    f"{_W}txbxContent": "text box",
    f"{_W}footnoteReference": "footnote",
    f"{_W}endnoteReference": "endnote",
}
_SKIPPED: Final = {*_APART, f"{_MC}Fallback", f"{_W}pPr", f"{_W}rPr", f"{_W}instrText"}
_BREAKS: Final = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": " ", f"{_W}noBreakHyphen": "-"}


def read_word(raw: bytes, *, place: str) -> tuple[list[str], tuple[str, ...]]:
    """Take the blocks of text out of a Word document.

    Parameters
    ----------
    raw
        The file, a `.docx`.
    place
        What to call it in messages.

    Returns
    -------
    list of str
        Paragraphs in order; headings have `##` before them, list items `-`.
    tuple of str
        What was left out.

    Raises
    ------
    ArticleError
        If it is no Word document, a damaged or protected one, or one too large to be unpacked.
    PackageError
        If the package python-docx is not installed.
    """
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise ArticleError(
            f"{place}: this is an old Word document or one with a password; open it in Word and "
            "save it as .docx without a password"
        )
    docx = need_package("docx", to="read Word documents")
    try:
        with ZipFile(io.BytesIO(raw)) as archive:
            check_members(archive, size=len(raw), place=place)
            _check_parts(archive, place=place)
        document = docx.Document(io.BytesIO(raw))
    except ArticleError:
        raise
    except Exception as error:  # python-docx raises whatever a broken file leads it to
        raise ArticleError(
            f"{place}: is damaged or no Word document; open it in Word and save it again as .docx"
        ) from error
    styles = {style.style_id: str(style.name or "") for style in document.styles}
    blocks = _blocks(document.element.body, styles)
    notes = tuple(_count_apart(document))
    return blocks, notes


def _check_parts(archive: ZipFile, *, place: str) -> None:
    """Refuse what would not fit into memory: XML takes more than twenty times its size there."""
    infos = archive.infolist()
    written = sum(info.file_size for info in infos if info.filename.endswith((".xml", ".rels")))
    total = sum(info.file_size for info in infos)
    if written > MAX_XML or total > MAX_UNPACKED:
        raise ArticleError(
            f"{place}: would unpack to {written:,} bytes of text and {total - written:,} of "
            f"pictures and the like, more than is read at once ({MAX_XML:,} of text, "
            f"{MAX_UNPACKED:,} in all); cut the document into parts, or take the pictures out"
        )


def _blocks(body: Any, styles: dict[str, str]) -> list[str]:
    """Give each paragraph a mark of what it is; items of one list stay together."""
    blocks: list[str] = []
    listed = False
    for paragraph in body.iter(f"{_W}p"):
        if any(parent.tag in _SKIPPED for parent in paragraph.iterancestors()):
            continue
        text = "\n".join(" ".join(line.split()) for line in _text(paragraph).split("\n")).strip()
        if not text:
            continue
        style = _style(paragraph, styles)
        item = style.startswith("list") or paragraph.find(f"{_W}pPr/{_W}numPr") is not None
        if style.startswith("heading"):
            text = f"## {' '.join(text.split())}"
            item = False
        elif item:
            text = f"- {' '.join(text.split())}"
        if item and listed:
            blocks[-1] += f"\n{text}"
        else:
            blocks.append(text)
        listed = item
    return blocks


def _style(paragraph: Any, styles: dict[str, str]) -> str:
    named = paragraph.find(f"{_W}pPr/{_W}pStyle")
    key = "" if named is None else str(named.get(f"{_W}val"))
    return styles.get(key, key).lower()


def _text(element: Any) -> str:
    return "".join(_pieces(element))


def _pieces(element: Any) -> Iterator[str]:
    """Yield the text of a paragraph without what is apart from it."""
    for child in element:
        if child.tag in (f"{_W}t", f"{_W}delText"):
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _pieces(child)


def _count_apart(document: Any) -> Iterator[str]:
    """Say how much of the document is not part of its running text."""
    found: Counter[str] = Counter()
    for element in document.element.body.iter(*_APART):
        # A drawing stands there twice, the second time for old programs.
        again = any(parent.tag == f"{_MC}Fallback" for parent in element.iterancestors())
        mark = element.tag.endswith("Reference")
        if not again and (mark or _text(element).strip()):
            found[_APART[element.tag]] += 1
    for number, what in zip(found.values(), found, strict=True):
        yield f"left out: {number} {what if number == 1 else _plural(what)}"


def _plural(what: str) -> str:
    first, _, rest = what.partition(" ")
    if what == "passage moved elsewhere":
        return f"{first}s {rest}"
    return f"{what}es" if what.endswith("x") else f"{what}s"
