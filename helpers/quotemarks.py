"""Where does quotation begin and end? Paragraphs in; spans of quoted text out.

A state machine over quotation marks at their original offsets. Newspapers reopen a quotation at
each paragraph without closing it; web pages lose marks; apostrophes look like closing marks.
Missing marks are supplied only where the text leaves one reading, and the span says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

import pandas as pd

from helpers.schema import MEASURED_KINDS, iterate
from helpers.text import split_sentences

MAX_BLOCKS: Final = 8
_DOUBLE: Final = re.compile('[“”„‟«»"]')
_SINGLE_OPEN: Final = re.compile(r"(?<![\w’'])[‘'‚‹](?=\w)")
_SINGLE_CLOSE: Final = re.compile(r"(?<=[\w.,!?…])[’'›](?!\w)")
_AFTER_OPEN: Final = re.compile(r"\s*[\w‘'(\[$£€…]")


class Span(NamedTuple):
    """Hold one quotation: offsets with its marks, and whether marks were printed or assumed."""

    start: int
    end: int
    paragraph: int
    closed: bool
    repaired: bool


class _Mark(NamedTuple):
    at: int
    paragraph: int
    opens: bool
    leads: bool


class _Block(NamedTuple):
    number: int
    paragraph: int
    kind: str
    start: int
    end: int
    text: str


def find_spans(paragraphs: pd.DataFrame) -> list[Span]:
    """Find quoted spans in the measured paragraphs.

    Parameters
    ----------
    paragraphs
        Table of the schema.

    Returns
    -------
    list of Span
        In order. A quotation that runs on over several paragraphs is one span; single marks
        inside double ones are part of what is quoted.

    Notes
    -----
    An opening mark that is never closed ends with its paragraph, unless the next mark, at most
    eight blocks on, closes it or reopens it at the head of the next paragraph. A closing mark
    without an opening takes the text from the head of its paragraph, or from the first sentence
    after the quotation before it; where there is none, the mark is passed over.
    """
    measured = paragraphs[paragraphs["kind"].isin(MEASURED_KINDS)]
    blocks = [
        _Block(number, row.paragraph, row.kind, row.start, row.end, row.text)
        for number, row in enumerate(iterate(measured))
    ]
    doubles = list(_pair_doubles(blocks))
    singles = [
        span
        for block in blocks
        for span in _pair_singles(block)
        if not any(d.start < span.end and span.start < d.end for d in doubles)
    ]
    return sorted(doubles + singles)


def _find_marks(block: _Block) -> Iterator[_Mark]:
    german = False
    for match in _DOUBLE.finditer(block.text):
        at, mark = match.start(), match.group()
        before = block.text[at - 1] if at else " "
        opens_by_place = (before.isspace() or before in "([-–—/‘'") and bool(
            _AFTER_OPEN.match(block.text, at + 1)
        )
        closes_by_place = not before.isspace() and not re.match(r"\w", block.text[at + 1 : at + 2])
        if mark == '"' and before.isdigit() and not block.text.count('"', 0, at) % 2:
            continue  # inches
        if mark == "„":
            german, opens = True, True
        elif mark == "“":
            opens = not (closes_by_place and not opens_by_place)
            german = german and opens
        elif mark == "”":
            opens = opens_by_place and not closes_by_place
        elif mark in "«»":
            opens = opens_by_place if opens_by_place != closes_by_place else mark == "«"
        else:
            opens = opens_by_place
        yield _Mark(block.start + at, block.number, opens, not block.text[:at].strip())


def _pair_doubles(blocks: list[_Block]) -> Iterator[Span]:
    open_mark: _Mark | None = None
    reached = -1
    last_block = 0
    for mark in [mark for block in blocks for mark in _find_marks(block)]:
        block = blocks[mark.paragraph]
        if open_mark is not None and not _may_reach(blocks, open_mark, last_block, mark):
            yield _cut_off(blocks, open_mark, mark)
            reached, open_mark = blocks[open_mark.paragraph].end, None
        if open_mark is None and mark.opens:
            open_mark = mark
        elif open_mark is None:
            start = _supply_opening(block, mark.at, reached)
            if start is not None:
                yield Span(start, mark.at + 1, block.paragraph, closed=True, repaired=True)
                reached = mark.at + 1
        elif not mark.opens:
            first = blocks[open_mark.paragraph]
            yield Span(open_mark.at, mark.at + 1, first.paragraph, closed=True, repaired=False)
            reached, open_mark = mark.at + 1, None
        elif not (mark.leads and mark.paragraph > open_mark.paragraph):
            yield _cut_off(blocks, open_mark, mark)
            open_mark = mark
        last_block = mark.paragraph
    if open_mark is not None:
        yield _cut_off(blocks, open_mark, None)


def _may_reach(blocks: list[_Block], opening: _Mark, last: int, mark: _Mark) -> bool:
    """Tell whether a quotation can run on from its opening to this later mark."""
    if mark.paragraph == opening.paragraph:
        return True
    between = blocks[opening.paragraph : mark.paragraph + 1]
    if len({block.kind == "title" for block in between}) > 1:
        return False
    if mark.opens:
        return mark.leads and mark.paragraph - max(last, opening.paragraph) <= 1
    return mark.paragraph - max(last, opening.paragraph) <= MAX_BLOCKS


def _cut_off(blocks: list[_Block], opening: _Mark, following: _Mark | None) -> Span:
    block = blocks[opening.paragraph]
    end = block.end
    if following is not None and following.paragraph == opening.paragraph:
        ends = [
            block.start + last
            for _, last in split_sentences(block.text[: following.at - block.start])
            if opening.at < block.start + last <= following.at
        ]
        end = ends[0] if len(ends) > 1 else len(block.text[: following.at - block.start].rstrip())
        end = end if len(ends) > 1 else block.start + end
    return Span(opening.at, end, block.paragraph, closed=False, repaired=True)


def _supply_opening(block: _Block, closing: int, reached: int) -> int | None:
    if reached <= block.start:
        return block.start if closing - block.start > 1 else None
    between = block.text[reached - block.start : closing - block.start]
    starts = [first for first, _ in split_sentences(between)][1:]
    return reached + starts[0] if starts else None


def _pair_singles(block: _Block) -> Iterator[Span]:
    at = 0
    while opening := _SINGLE_OPEN.search(block.text, at):
        closings = [
            match.start()
            for match in _SINGLE_CLOSE.finditer(block.text, opening.end())
            if not _SINGLE_OPEN.search(block.text, opening.end(), match.start())
        ]
        at = opening.end()
        if not closings:
            continue
        # "the states' plan" may stand inside; only a plural s is doubtful.
        sure = [c for c in closings if not re.match(r"s[’']\s[a-z]", block.text[c - 1 : c + 3])]
        close = (sure or closings)[0]
        yield Span(
            block.start + opening.start(),
            block.start + close + 1,
            block.paragraph,
            closed=True,
            repaired=False,
        )
        at = close + 1
