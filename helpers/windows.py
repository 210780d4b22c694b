"""What does the encoder read at once? Paragraphs with actors marked in; windows of tokens out.

Every mention is replaced by a placeholder token, one to an actor, numbered by first appearance in
the window. So the encoder never sees a name, and swapping names cannot change what it says. A
window holds the headline and as many whole paragraphs as fit, because a flat sentence late in a
hostile piece is read hostilely; windows overlap, so that every paragraph is read with what stands
before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

CLS: Final = 101
SEP: Final = 102
MASK: Final = 103
FIRST_PLACEHOLDER: Final = 1
PLACEHOLDERS: Final = 64

Tokenize = Callable[[str], list[int]]
Tokens = list[tuple[int, str]]


class Passage(NamedTuple):
    """Hold one block of text and its mentions: half-open spans within it, and whose they are.

    `hidden` are names that are no mention of their own ("Minister Sapt" of "Ruritanian Minister
    Sapt"), half-open: they are masked, and nothing is credited to them.
    """

    text: str
    spans: tuple[tuple[int, int, str], ...]
    hidden: tuple[tuple[int, int], ...] = ()


class Cell(NamedTuple):
    """Hold where one actor stands in one paragraph of a window, as positions of tokens.

    `here` are its mentions in the paragraph, `around` the whole paragraph (half-open),
    `everywhere` its mentions in the whole window.
    """

    paragraph: int
    actor: str
    here: tuple[int, ...]
    around: tuple[int, int]
    everywhere: tuple[int, ...]


class Window(NamedTuple):
    """Hold the token numbers of a window and the cells that can be read in it."""

    ids: list[int]
    cells: list[Cell]


def mask_passage(
    passage: Passage, *, tokenize: Tokenize, hidden: Sequence[tuple[int, int]] = ()
) -> Tokens:
    """Cut a passage into tokens; a mention is one token -1 that carries its actor.

    Parameters
    ----------
    passage
        Spans may not overlap; of two that do, the first counts.
    tokenize
        From a text to token numbers.
    hidden
        Half-open spans of words to be hidden, each behind one mask token; none may overlap a
        mention.

    Returns
    -------
    list of (token number, actor)
        The actor is empty for all tokens but mentions.

    Examples
    --------
    >>> mask_passage(Passage("Iran won.", ((0, 4, "iran"),)), tokenize=lambda text: [len(text)])
    [(-1, 'iran'), (5, '')]
    """
    tokens: Tokens = []
    at = 0
    masked = [(start, end, "") for start, end in (*passage.hidden, *hidden)]
    spans = sorted([*passage.spans, *masked], key=_start)
    for start, end, actor in spans:
        if start < at:
            continue
        tokens += [(token, "") for token in _cut(passage.text[at:start], tokenize)]
        tokens.append((-1 if actor else MASK, actor))
        at = end
    tokens += [(token, "") for token in _cut(passage.text[at:], tokenize)]
    return tokens


def _start(span: tuple[int, int, str]) -> int:
    return span[0]


def _cut(text: str, tokenize: Tokenize) -> list[int]:
    return tokenize(text) if text.strip() else []


def plan_windows(
    lengths: Sequence[int], *, limit: int, again: float = 0.5
) -> list[tuple[int, int]]:
    """Choose which paragraphs are read together: half-open ranges, each half over the last.

    Parameters
    ----------
    lengths
        Tokens of each paragraph, its separator included.
    limit
        Tokens that a window holds; a paragraph longer than that has a window of its own.
    again
        Share of a window, at most, that is read a second time in the next.

    Examples
    --------
    >>> plan_windows([40, 40, 40, 40, 40], limit=120)
    [(0, 3), (2, 5)]
    """
    plans: list[tuple[int, int]] = []
    first = 0
    while first < len(lengths):
        last, total = first, 0
        while last < len(lengths) and (last == first or total + lengths[last] <= limit):
            total += lengths[last]
            last += 1
        plans.append((first, last))
        if last >= len(lengths):
            break
        # Go back from the end, but never so far that the next paragraph would not fit.
        first, back, room = last, 0, min(int(limit * again), limit - lengths[last])
        while first - 1 > plans[-1][0] and back + lengths[first - 1] <= room:
            first -= 1
            back += lengths[first]
    return plans


def make_window(
    title: Tokens,
    paragraphs: Sequence[tuple[int, Tokens]],
    *,
    limit: int,
    target: str | None = None,
    number: Callable[[int], int] = int,
) -> Window:
    """Put headline and paragraphs into one window.

    Parameters
    ----------
    title
        Tokens of the headline; empty for none.
    paragraphs
        Number and tokens of each paragraph.
    limit
        Tokens that the window holds at most; what goes beyond is cut off.
    target
        The actor that is asked about: placeholder 0, the others from 1 on in the order of first
        appearance; only its cells are made. Left out, all actors are alike and have cells.
    number
        From that order to a placeholder; the same number where left out. Training shuffles here.
    """
    ids: list[int] = [CLS]
    order: dict[str, int] = {} if target is None else {target: 0}
    places: dict[str, list[int]] = {}
    spans: list[tuple[int, int, int]] = []

    def add(tokens: Tokens) -> None:
        for token, actor in tokens[: limit - 1 - len(ids)]:
            if actor:
                rank = order.setdefault(actor, len(order))
                places.setdefault(actor, []).append(len(ids))
                token = FIRST_PLACEHOLDER + min(number(rank), PLACEHOLDERS - 1)
            ids.append(token)
        ids.append(SEP)

    if title:
        add(title)
    for paragraph, tokens in paragraphs:
        if len(ids) >= limit - 1:
            break
        first = len(ids)
        add(tokens)
        spans.append((paragraph, first, len(ids)))
    asked = places if target is None else {target: places.get(target, [])}
    return Window(ids, list(_cells(spans, asked)))


def _cells(spans: Sequence[tuple[int, int, int]], places: dict[str, list[int]]) -> Iterator[Cell]:
    for paragraph, first, last in spans:
        for actor, positions in places.items():
            here = tuple(position for position in positions if first <= position < last)
            if here:
                yield Cell(paragraph, actor, here, (first, last), tuple(positions))
