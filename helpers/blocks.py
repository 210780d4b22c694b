"""Which blocks does the text have, and what is each? Text in; spans with a kind out.

Blank lines part paragraphs; where there are none, each line is one. Web remains (share buttons,
comment forms), captions and bylines are told from prose by their wording and place, so that they
can be kept out of measurement without altering the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from helpers.text import count_words, plain_view

_LIST_MARK: Final = re.compile(r"\s*(?:\d{1,2}[.)]|[-*•–‣]|\(?[a-z]\))\s+(?=\S)")
_CAPTION: Final = re.compile(
    r"(?:screen-?shot\b.*|\S+\.(?:jpe?g|png|gif|webp|svg)"
    r"|(?:photo|photograph|image|picture|caption|credit|graphic|illustration)s?"
    r"\s*(?:by\b|credit\b|[:/]).*"
    r"|\((?:photo|image|file photo|picture)\b.*\)|!\[.*\]\(.*\))",
    re.IGNORECASE,
)
_BYLINE: Final = re.compile(
    r"(?:[Bb]y|BY|[Ww]ritten by|[Ff]rom)\s+"
    r"(?:[A-ZÀ-Þ][\w.'\-]*\s*(?:,|and\b|&|de\b|van\b|von\b|al\b|bin\b|der\b)?\s*){1,8}"
    r"|(?i:source|author|published|posted|updated|date)\s*:.*"
    r"|(?i:published|posted|updated|last modified)(?:\s+on)?\s+[^.!?]*\d{4}[^.!?]*",
)
_BOILERPLATE: Final = re.compile(
    r"(?:similar|related|recent|more|popular|previous|next) "
    r"(?:posts?|articles?|stories|news|reading)\b.{0,40}"
    r"|leave a (?:reply|comment)\b.{0,40}|post a comment"
    r"|comments?(?: \(\d+\)| are closed\.?)?|\d+ comments?"
    r"|your email address will not be published.*|required fields are marked.*"
    r"|share (?:this|on|via)\b.{0,60}|like this:.{0,20}"
    r"|(?:tweet|print|email|like|loading)(?:\s*\W)?(?: this)?"
    r"|(?:subscribe|sign up|sign in|log in|follow us|read more|click here|support us|donate)\b"
    r".{0,120}"
    r"|advertisement|sponsored content|all rights reserved.*|(?:©|\(c\)|copyright)\s.*"
    r"|(?:filed under|tags?|categories|tagged with|posted in)\s*:.*|skip to (?:content|main).*"
    r"|(?:cookie|privacy) (?:policy|settings|notice).*|terms (?:of use|and conditions).*",
    re.IGNORECASE,
)
_END: Final = re.compile(r"[.!?:;…][\"')\]]*$")


class Block(NamedTuple):
    """Hold one block: its half-open span in code points and its kind."""

    start: int
    end: int
    kind: str


def find_blocks(text: str, *, title: str = "") -> list[Block]:
    r"""Cut a text into blocks and tell what each is.

    Parameters
    ----------
    text
        The article, with line feeds.
    title
        The headline, where it is known beforehand; a first block with these words is the title.

    Returns
    -------
    list of Block
        In order; `text[start:end]` leaves out list numbers and Markdown marks.

    Notes
    -----
    A first line of up to 30 words that does not end like a sentence counts as the title. Lines
    that were broken at a column are joined only where most of them break off mid-sentence.

    Examples
    --------
    >>> text = "Headline\n\nTwo goals remain:\n  1. Peace.\n  2. Bread.\n\nLeave a Reply"
    >>> [(block.kind, text[block.start : block.end]) for block in find_blocks(text)]
    [('title', 'Headline'), ('body', 'Two goals remain:'), ('list_item', 'Peace.'),
     ('list_item', 'Bread.'), ('boilerplate', 'Leave a Reply')]
    """
    blocks = _classify(text, list(_cut_blocks(text)))
    return _mark_title(text, _mark_tail(blocks), title=title)


def _cut_blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of paragraphs: blank lines part them, else each line stands alone."""
    lines = [
        (match.start(), match.end()) for match in re.finditer(r"[^\n]+", text) if match[0].strip()
    ]
    group: list[tuple[int, int]] = []
    for line in lines:
        if group and text.count("\n", group[-1][1], line[0]) > 1:
            yield from _cut_group(text, group)
            group = []
        group.append(line)
    yield from _cut_group(text, group)


def _cut_group(text: str, group: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    wrapped = _is_wrapped([plain_view(text[start:end]).strip() for start, end in group])
    for start, end in group:
        mark = _LIST_MARK.match(text, start, end)
        if wrapped and pieces and not mark:
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    for start, end in pieces:
        view = text[start:end]
        yield start + len(view) - len(view.lstrip()), start + len(view.rstrip())


def _is_wrapped(lines: list[str]) -> bool:
    """Tell lines of one paragraph, broken at a column, from paragraphs of one line each."""
    if len(lines) < 2 or max(len(line) for line in lines) > 110:
        return False
    inner = [line for line in lines[:-1] if not _CAPTION.fullmatch(line)]
    broken = sum(not _END.search(line) and len(line) >= 40 for line in inner)
    return broken * 2 >= len(lines) - 1


def _classify(text: str, spans: list[tuple[int, int]]) -> list[Block]:
    """Tell titles, list items, captions, bylines and web boilerplate from prose."""
    blocks: list[Block] = []
    for start, end in spans:
        view = plain_view(text[start:end])
        mark = _LIST_MARK.match(view)
        heading = re.match(r"#{1,6}\s+(?=\S)", view)
        lines = [line.strip() for line in view.split("\n")]
        if all(_BOILERPLATE.fullmatch(line) for line in lines):
            kind = "boilerplate"
        elif all(_CAPTION.fullmatch(line) for line in lines):
            kind = "caption"
        elif all(_BYLINE.fullmatch(line) for line in lines) and len(view.split()) <= 25:
            kind = "byline"
        elif heading:
            start, kind = start + heading.end(), "heading"
        elif mark:
            start, kind = start + mark.end(), "list_item"
        else:
            kind = "body"
        if (
            kind in ("byline", "caption")
            and blocks
            and blocks[-1].kind == kind
            and text.count("\n", blocks[-1].end, start) == 1
        ):
            blocks[-1] = Block(blocks[-1].start, end, kind)
        else:
            blocks.append(Block(start, end, kind))
    return blocks


def _mark_tail(blocks: list[Block]) -> list[Block]:
    # What follows the first boilerplate line after the last long paragraph belongs to the page.
    last = max(
        (i for i, b in enumerate(blocks) if b.kind == "body" and b.end - b.start >= 200), default=-1
    )
    tail = next((i for i, b in enumerate(blocks) if i > last and b.kind == "boilerplate"), None)
    if tail is None:
        return blocks
    return blocks[:tail] + [b._replace(kind="boilerplate") for b in blocks[tail:]]


def _mark_title(text: str, blocks: list[Block], *, title: str) -> list[Block]:
    first = next((i for i, b in enumerate(blocks) if b.kind in ("body", "heading")), None)
    if first is None or any(b.kind == "list_item" for b in blocks[:first]):
        return blocks
    view = text[blocks[first].start : blocks[first].end]
    given = plain_view(view).casefold() == plain_view(title).casefold()
    followed = any(b.kind in ("body", "list_item") for b in blocks[first + 1 :])
    short = count_words(view) <= 30 and "\n" not in view and not re.search(r"[.;:,]$", view)
    if followed and (given or short or blocks[first].kind == "heading"):
        blocks = [*blocks[:first], blocks[first]._replace(kind="title"), *blocks[first + 1 :]]
    return blocks
