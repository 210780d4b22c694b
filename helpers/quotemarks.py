"""Where does quotation begin and end? Paragraphs in; spans of quoted text out.

A state machine over quotation marks at their original offsets. Newspapers reopen a quotation at
each paragraph without closing it; web pages lose marks; apostrophes look like closing marks.
Missing marks are supplied only where the text leaves one reading, and the span says so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import pandas as pd

from helpers.schema import MEASURED_KINDS, iterate
from helpers.text import split_sentences

MAX_BLOCKS: Final = 8
# Some newspapers print two single marks for a double one. Of three after a word, the first
# closes a quotation inside and the other two close the one around it.
_DOUBLE: Final = re.compile(
    "(?<=[^\\s(\\[])['’](?=''|’’)|''|``|‘‘|’’|[“”„‟«»\"]",
)
_SINGLE_OPEN: Final = re.compile(r"(?<![\w’'‘`])[‘'‚‹](?=[\w…])")
_SINGLE_CLOSE: Final = re.compile(r"(?<=[\w.,!?…])[’'›](?![\w’'])")
_AFTER_OPEN: Final = re.compile(r"\s*[\w‘'(\[$£€…#@.-]")
_TAG_VALUE: Final = re.compile(r"(?<=\w)=\"[^\"\n]*\"")  # of what is left of a web page
_FAMILIES: Final = {
    mark: family
    for family, marks in {
        "curly": "“ ” „ ‟",
        "angle": "« »",
        "straight": '"',
        "twin": "'' `` ‘‘ ’’",
    }.items()
    for mark in marks.split()
}


class Span(NamedTuple):
    """Hold one quotation: offsets with its marks, and whether marks were printed or assumed."""

    start: int
    end: int
    paragraph: int
    closed: bool
    repaired: bool


class _Mark(NamedTuple):
    """Hold a mark; `opens` is None where only what came before can tell."""

    at: int
    end: int
    paragraph: int
    family: str
    opens: bool | None
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
    spans = [*_pair_doubles(blocks)]
    starts = [span.start for span in spans]
    for block in blocks:
        for single in _pair_singles(block):
            at = bisect_right(starts, single.end - 1)
            if not at or spans[at - 1].end <= single.start:
                spans.append(single)
    return sorted(spans)


def _find_marks(block: _Block) -> Iterator[_Mark]:
    straight = 0
    text = block.text
    values = [match.span() for match in _TAG_VALUE.finditer(text)] if "=" in text else []
    for match in _DOUBLE.finditer(text):
        at, end, mark = match.start(), match.end(), match.group()
        if mark in ("'", "’") or any(first <= at < last for first, last in values):
            continue  # closes a quotation inside, or belongs to a tag
        before, after = text[at - 1 : at] or " ", text[end : end + 1] or " "
        if mark in ('"', "''"):
            if before.isdigit() and not straight % 2:
                continue  # inches
            straight += 1
        opens = _tell_side(mark, before, after, opened=bool(_AFTER_OPEN.match(text, end)))
        leads = not text[:at].strip()
        if leads and opens is not None and mark not in "„“":
            opens = True  # nothing stands before it that it could close, but a whole block
            opens = opens if text[end:].strip() else False
        elif opens and not re.search(r"\w", text[end:]):
            opens = None  # the last mark of a block, turned the wrong way
        yield _Mark(
            block.start + at, block.start + end, block.number, _FAMILIES[mark], opens, leads
        )


def _tell_side(mark: str, before: str, after: str, *, opened: bool) -> bool | None:
    """Tell an opening mark from a closing one by its shape and place; None where both fit."""
    by_place = (before.isspace() or before in "([-–—/‘'") and opened
    if mark in ('"', "''") and before.isspace() and after.isspace():
        return None
    closing_place = not before.isspace() and not re.match(r"\w", after)
    if mark in ("``", "‘‘", "„", "‟"):
        return True
    if mark not in ('"', "''") and before.isspace() and after.isspace():
        # French sets its marks off with spaces; there only the glyph tells.
        return mark in "“«"
    if mark == "“":
        return not (closing_place and not by_place)
    if mark in ("”", "’’"):
        return by_place and not closing_place
    if mark in "«»":
        return by_place if by_place != closing_place else mark == "«"
    return by_place if by_place != closing_place else None


def _pair_doubles(blocks: list[_Block]) -> Iterator[Span]:
    run: _Run | None = None
    reached = -1
    last_block = 0
    for block in blocks:
        marks = [*_find_marks(block)]
        inner = -1
        for number, mark in enumerate(marks):
            if mark.at < inner:
                continue
            if run is not None and not _may_reach(blocks, run, last_block, mark):
                span = _cut_off(blocks, run, mark)
                reached, run = span.end, None
                yield from _keep(blocks, span)
            last_block = mark.paragraph
            opens = mark.opens if mark.opens is not None else run is None
            if run is None and opens:
                run = _Run(mark, mark)
            elif run is None:
                start = _supply_opening(block, mark.at, reached)
                if start is not None:
                    span = Span(start, mark.end, block.paragraph, closed=True, repaired=True)
                    reached = span.end
                    yield from _keep(blocks, span)
            elif opens and mark.leads and mark.paragraph > run.taken_up.paragraph:
                run = run._replace(taken_up=mark)
            elif nested := _end_of_nested(marks, number, run, opens=opens):
                inner = nested
            elif not opens:
                home = blocks[run.opening.paragraph].paragraph
                span = Span(run.opening.at, mark.end, home, closed=True, repaired=False)
                reached, run = span.end, None
                yield from _keep(blocks, span)
            else:
                yield from _keep(blocks, _cut_off(blocks, run, mark))
                run = _Run(mark, mark)
    if run is not None:
        yield from _keep(blocks, _cut_off(blocks, run, None))


def _keep(blocks: list[_Block], span: Span) -> Iterator[Span]:
    """Keep a span that holds a word."""
    at = bisect_right(blocks, span.start, key=lambda block: block.start) - 1
    while at < len(blocks) and blocks[at].start < span.end:
        block = blocks[at]
        if re.search(r"\w", block.text[max(0, span.start - block.start) : span.end - block.start]):
            yield span
            return
        at += 1


def _end_of_nested(marks: Sequence[_Mark], number: int, run: _Run, *, opens: bool) -> int:
    """Give where a quotation inside the open one ends, or 0 where this mark opens none inside.

    It is one inside if it has marks of another kind than the open one, which closes later in the
    same block; or the same curly marks, and both close.
    """
    later = marks[number + 1 :]
    family = run.opening.family
    if not opens:
        return 0
    if marks[number].family != family:
        own = next((mark for mark in later if mark.family == family), None)
        return own.at if own is not None and not own.opens else 0
    if family == "curly" and [mark.opens for mark in later[:2]] == [False, False]:
        return later[1].at
    return 0


def _may_reach(blocks: list[_Block], run: _Run, last: int, mark: _Mark) -> bool:
    """Tell whether a quotation can run on from its opening to this later mark."""
    if mark.paragraph == run.taken_up.paragraph:
        return True
    since = max(last, run.taken_up.paragraph)
    between = blocks[since : mark.paragraph + 1]
    if len({block.kind == "title" for block in between}) > 1:
        return False
    if mark.opens:
        return mark.leads and mark.paragraph - since <= 1
    return mark.paragraph - since <= MAX_BLOCKS


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
    opening = _SINGLE_OPEN.search(block.text)
    while opening:
        following = _SINGLE_OPEN.search(block.text, opening.end())
        until = following.start() if following else len(block.text)
        closings = [m.start() for m in _SINGLE_CLOSE.finditer(block.text, opening.end(), until)]
        if opening.start() >= at and closings:
            # "the states' plan" may stand inside; only a plural s is doubtful.
            sure = [c for c in closings if not re.match(r"s[’']\s[a-z]", block.text[c - 1 : c + 3])]
            at = (sure or closings)[0] + 1
            first, last = block.start + opening.start(), block.start + at
            yield Span(first, last, block.paragraph, closed=True, repaired=False)
        opening = following
