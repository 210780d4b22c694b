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


class _Run(NamedTuple):
    """Hold where a quotation opens and where it was last reopened."""

    opening: _Mark
    taken_up: _Mark


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
    doubles = [span for span in _pair_doubles(blocks) if _holds_words(blocks, span)]
    singles = [
        span
        for block in blocks
        for span in _pair_singles(block)
        if not any(d.start < span.end and span.start < d.end for d in doubles)
    ]
    return sorted(doubles + singles)


def _holds_words(blocks: list[_Block], span: Span) -> bool:
    return any(
        re.search(r"\w", block.text[max(0, span.start - block.start) : span.end - block.start])
        for block in blocks
        if block.start < span.end and span.start < block.end
    )


def _find_marks(block: _Block) -> Iterator[_Mark]:
    straight = 0
    for match in _DOUBLE.finditer(block.text):
        at, mark = match.start(), match.group()
        before = block.text[at - 1] if at else " "
        opens_by_place = (before.isspace() or before in "([-–—/‘'") and bool(
            _AFTER_OPEN.match(block.text, at + 1)
        )
        closes_by_place = not before.isspace() and not re.match(r"\w", block.text[at + 1 : at + 2])
        if mark == '"':
            if before.isdigit() and not straight % 2:
                continue  # inches
            straight += 1
        if mark != '"' and before.isspace() and block.text[at + 1 : at + 2].isspace():
            # French sets its marks off with spaces; there only the glyph tells.
            opens = mark in "“„‟«"
        elif mark == "„":
            opens = True
        elif mark == "“":
            opens = not (closes_by_place and not opens_by_place)
        elif mark == "”":
            opens = opens_by_place and not closes_by_place
        elif mark in "«»":
            opens = opens_by_place if opens_by_place != closes_by_place else mark == "«"
        else:
            opens = opens_by_place
        yield _Mark(block.start + at, block.number, opens, not block.text[:at].strip())


def _pair_doubles(blocks: list[_Block]) -> Iterator[Span]:
    run: _Run | None = None
    reached = -1
    last_block = 0
    for mark in [mark for block in blocks for mark in _find_marks(block)]:
        block = blocks[mark.paragraph]
        if run is not None and not _may_reach(blocks, run.opening, last_block, mark):
            span = _cut_off(blocks, run, mark)
            yield span
            reached, run = span.end, None
        if run is None and mark.opens:
            run = _Run(mark, mark)
        elif run is None:
            start = _supply_opening(block, mark.at, reached)
            if start is not None:
                yield Span(start, mark.at + 1, block.paragraph, closed=True, repaired=True)
                reached = mark.at + 1
        elif not mark.opens:
            home = blocks[run.opening.paragraph].paragraph
            yield Span(run.opening.at, mark.at + 1, home, closed=True, repaired=False)
            reached, run = mark.at + 1, None
        elif mark.leads and mark.paragraph > run.opening.paragraph:
            run = run._replace(taken_up=mark)
        else:
            yield _cut_off(blocks, run, mark)
            run = _Run(mark, mark)
        last_block = mark.paragraph
    if run is not None:
        yield _cut_off(blocks, run, None)


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


def _cut_off(blocks: list[_Block], run: _Run, following: _Mark | None) -> Span:
    """End a quotation that nothing closes: with its block, or before a mark that opens anew."""
    block = blocks[run.taken_up.paragraph]
    end = block.end
    if following is not None and following.paragraph == run.taken_up.paragraph:
        lead = block.text[: following.at - block.start]
        ends = [
            block.start + last
            for _, last in split_sentences(lead)
            if block.start + last > run.taken_up.at
        ]
        end = ends[0] if len(ends) > 1 else block.start + len(lead.rstrip())
    home = blocks[run.opening.paragraph].paragraph
    return Span(run.opening.at, end, home, closed=False, repaired=True)


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
