"""Who speaks? Quotations and the sentences around them in; a speaker for each quotation out.

A cue stands after the quotation, before it, inside it, or in the words that lead to it; where
there is none, the quotation goes on from the one before. Each quotation also says whether it
begins what is reported ("He said, '...'") or stands in the middle of it ("He said it was '...'").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from helpers.beside import Link, begins_sentence, content_of, link_beside
from helpers.outside import Sentence
from helpers.reporting import Read, Report, find_reports
from helpers.sayers import main_subject
from helpers.unmarked import find_content

_MEMORY: Final = 110


def link_quotes(
    view: str, blocks: Sequence[Sequence[Sentence]]
) -> tuple[dict[int, Link], list[Read]]:
    """Find the speaker of every quotation.

    Parameters
    ----------
    view
        The article in `plain_view`.
    blocks
        The sentences of each block, from `cut_sentences`.

    Returns
    -------
    dict, list
        A `Link` for each number of a quotation that has a speaker; the sentences as read.
    """
    links: dict[int, Link] = {}
    reads: list[Read] = []
    state = _State()
    for number, block in enumerate(blocks):
        for place, sentence in enumerate(block):
            reports = find_reports(sentence) if _has_words(sentence) else []
            read = Read(number, sentence, reports, {}, set())
            reads.append(read)
            if not _take_bare(view, read, state, links):
                for order, at in enumerate(sorted(sentence.quotes)):
                    _link_quote(view, read, at, order, place, state, links)
                _move_on(view, read, state)
    return links, reads


class _State:
    """Hold what a quotation without a cue goes on from, while the sentences are read."""

    def __init__(self) -> None:
        self.focus: Link | None = None  # who spoke last
        self.block = -9  # where
        self.words = 0  # since then
        self.quote = -1  # the quotation before
        self.quote_block = -9
        self.beside = False  # no sentence stands between it and here
        self.colon = False  # the sentence before ends with a colon


def _take_bare(view: str, read: Read, state: _State, links: dict[int, Link]) -> bool:
    """Read a sentence that only says who spoke the quotation before it."""
    if read.sentence.quotes or not state.beside:
        return False
    old = links.get(state.quote)
    if old is not None and old.way != "float":
        return False
    link = None
    bare = _bare(read.sentence, read.reports)
    if bare is not None:  # "We stay." Ann Lee said. A stop for a comma.
        link = Link.of(bare, way="after", leads=True)._replace(joins=bool(old and old.joins))
        read.taken[read.reports.index(bare)] = state.quote
        read.leading.add(read.reports.index(bare))
    elif state.quote_block == read.block - 1:
        link = _signature(read.sentence)
    if link is None:
        return False
    links[state.quote] = link
    state.focus, state.block, state.beside = link, read.block, True
    state.words = 0
    return True


def _signature(sentence: Sentence, at: int = 0) -> Link | None:
    """Read the name set below or behind a quotation: - Ann Lee."""
    items = sentence.items
    if not 2 <= len(items) - at <= 12 or items[at].lower not in ("-", "–", "—"):
        return None
    last = len(items) - (items[-1].lower == ".")
    named = [sentence.capital[i] or items[i].lower in (",", ".") for i in range(at + 1, last)]
    if not all(named) or not sentence.capital[at + 1]:
        return None
    last = next((i for i in range(at + 1, last) if items[i].lower == ","), last)
    return Link(items[at + 1].start, items[last - 1].end, "", "neutral", "after", True, False)


def _link_quote(
    view: str,
    read: Read,
    at: int,
    order: int,
    place: int,
    state: _State,
    links: dict[int, Link],
) -> None:
    sentence = read.sentence
    quote = sentence.quotes[at]
    if quote in links and links[quote].way in ("after", "before", "colon"):
        return
    link = link_beside(view, read, at, order, links)
    whole = _is_whole(view, sentence, at)
    if link is None and whole:
        link = _signature(sentence, at + 1)
    if (
        link is None
        and state.colon
        and place == 0
        and state.focus
        and begins_sentence(sentence, at)
    ):
        link = state.focus._replace(way="colon", leads=True, joins=False)
    elif link is None and state.focus and whole and _is_near(read, state):
        joins = state.quote in links and links[state.quote].leads
        if joins and not (state.beside and state.quote_block == read.block):
            joins = links[state.quote].way != "before"
        link = state.focus._replace(cue="", way="float", leads=True, joins=joins)
    elif link is None and whole and len(sentence.items) == 1:
        link = Link(-1, -1, "", "neutral", "float", True, False)
    if link is not None and (quote not in links or link.way == "after"):
        links[quote] = link
        if link.start >= 0:
            state.focus, state.block, state.words = link, read.block, 0
    state.quote, state.quote_block, state.beside = quote, read.block, True


def _move_on(view: str, read: Read, state: _State) -> None:
    sentence = read.sentence
    ends = view[sentence.end - 1] == ":"
    state.words += len(sentence.items)
    named = [
        report
        for report in read.reports
        if report.start >= 0 and (ends or sentence.quotes or find_content(read, report))
    ]
    if not sentence.quotes:
        state.beside = False
    state.colon = ends and bool(read.reports or not sentence.quotes)
    if named and not (sentence.quotes and state.block == read.block):
        state.focus, state.block = Link.of(named[-1], way="float", leads=True), read.block
        state.quote, state.words = -1, 0
    elif state.colon:
        who = main_subject(sentence, len(sentence.items))
        if who is not None:
            state.focus = Link(*who, "", "neutral", "float", True, False)
            state.block, state.quote, state.words = read.block, -1, 0


def _is_near(read: Read, state: _State) -> bool:
    return read.block - state.block <= 1 and state.words < _MEMORY


def _is_whole(view: str, sentence: Sentence, at: int) -> bool:
    """Tell whether a quotation is a sentence, or more than one, by itself."""
    content = content_of(view, sentence, at)
    after = sentence.items[at + 1 :]
    single = view[sentence.items[at].start] == "'" and view[sentence.items[at].start + 1] != "'"
    return (
        begins_sentence(sentence, at)
        and len(content.split()) > (6 if single else 1)
        and (bool(re.search(r"[.?!…][\"')\]]*$", content)) or not after)
        and all(not item.lower[:1].isalnum() for item in after[:1])
    )


def _has_words(sentence: Sentence) -> bool:
    return len(sentence.items) > len(sentence.quotes)


def _bare(sentence: Sentence, reports: Sequence[Report]) -> Report | None:
    """Give the cue of a sentence that says no more than who spoke."""
    if not reports or reports[0].start < 0 or len(sentence.items) > 16:
        return None
    report = reports[0]
    after = [item.lower for item in sentence.items[report.last : report.last + 2]]
    stops = not after or after[0] in (".", ",") or after[0] in ("in", "on", "during", "at", "of")
    return report if stops and report.start == sentence.start else None
