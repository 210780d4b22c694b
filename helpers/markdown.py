"""What does a Markdown file say? Its text in; the text without marks, and its particulars, out.

Marks of headings, lists and pictures stay: `helpers.blocks` tells blocks by them. The addresses of
links and the marks of emphasis would be counted as words, and so would the particulars that many
programs write above the text.
"""

from __future__ import annotations

import re
from typing import Final

from helpers.dates import parse_date
from helpers.webpages import Page

_RULE: Final = re.compile(r"(?:---|\.\.\.)\s*")
_KEY: Final = re.compile(r"([A-Za-z][\w-]*)\s*:(?:\s+(.*))?")
_MOST_LINES: Final = 100
_FIELDS: Final = {
    "title": "title",
    "author": "author",
    "authors": "author",
    "date": "published",
    "published": "published",
}
_LINK: Final = re.compile(
    r"(?<!!)\[([^\[\]]{1,500})\]\([^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?"
    r"(?:\s+[\"'][^\"'\n]{0,500}[\"'])?\)"
)
_DEFINED: Final = re.compile(r"^ {0,3}\[([^\[\]\n]{1,200})\]:\s*\S+.*\n?", re.M)
_NAMED: Final = re.compile(r"(?<!!)\[([^\[\]]{1,500})\]\[([^\[\]]{0,200})\]")
# Only around words: neither a mark of a list, nor a sign of a footnote, nor 5 * 3 * 2.
_EMPHASIS: Final = tuple(
    re.compile(
        rf"(?<![\w{sign}]){mark}(?=[^\s{sign}])((?:[^{sign}\n]|\n(?!\s*\n)){{1,2000}}?)(?<=\S)"
        rf"{mark}(?![\w{sign}])"
    )
    for mark, sign in ((r"\*\*\*", "*"), (r"\*", "*"), (r"\*\*", "*"), ("_", "_"), ("__", "_"))
)


def read_markdown(text: str) -> Page:
    r"""Take particulars, links and marks of emphasis out of a Markdown text.

    Parameters
    ----------
    text
        The file's text, with line feeds.

    Returns
    -------
    helpers.webpages.Page
        The text begins with the title where the particulars name one; metadata are those of
        title, author and published that are written plainly. The notes say what was taken out.

    Examples
    --------
    >>> page = read_markdown("---\ntitle: A bridge\ndate: 2018-05-01\n---\nIt is **[open](x)**.")
    >>> page.text
    'A bridge\n\nIt is open.'
    >>> page.metadata
    {'title': 'A bridge', 'published': '2018-05-01'}
    """
    body, metadata, notes = _split_particulars(text)
    plain = _take_marks(body)
    if plain != body:
        notes.append("marks of Markdown (links, emphasis) were taken out of the text")
    title = metadata.get("title", "")
    opening = " ".join(plain[: 2 * len(title) + 40].lstrip("# \n").split())
    if title and not opening.startswith(title):
        plain = f"{title}\n\n{plain.lstrip()}"
    return Page(plain, metadata, tuple(notes))


def _split_particulars(text: str) -> tuple[str, dict[str, str], list[str]]:
    """Part what stands above the text between two lines of dashes from the text."""
    first, *lines = text.split("\n", _MOST_LINES)
    end = next((k for k, line in enumerate(lines) if _RULE.fullmatch(line)), None)
    if not re.fullmatch(r"---\s*", first) or end is None:
        return text, {}, []
    found = [_KEY.fullmatch(line.rstrip()) for line in lines[:end]]
    # Two rules with prose between them are no particulars: there every line that is not blank, a
    # remark or set in is a key.
    if not any(found) or any(
        line.strip() and not key and line[0] not in " \t-#"
        for line, key in zip(lines, found, strict=False)
    ):
        return text, {}, []
    metadata: dict[str, str] = {}
    for key in filter(None, found):
        field, value = _FIELDS.get(key[1].lower(), ""), _read_value(key[2] or "")
        value = parse_date(value) if field == "published" else value
        if field and value:
            metadata.setdefault(field, value)
    note = "particulars above the text (between lines of ---) are not measured"
    return "\n".join(lines[end + 1 :]), metadata, [note]


def _read_value(written: str) -> str:
    """Read a plain value; a value that is folded, nested or refers to another is passed over."""
    value = written.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    if re.fullmatch(r"\[[^\[\]{}]*\]", value):
        return ", ".join(filter(None, (_read_value(part) for part in value[1:-1].split(","))))
    return "" if value[:1] in tuple("[{|>&*!") else value


def _take_marks(text: str) -> str:
    names = {name.casefold() for name in _DEFINED.findall(text)}
    if names:
        text = _NAMED.sub(
            lambda link: link[1] if (link[2] or link[1]).casefold() in names else link[0], text
        )
        text = _DEFINED.sub("", text)
    text = _LINK.sub(r"\1", text)
    for pattern in _EMPHASIS:
        text = pattern.sub(r"\1", text)
    return text
