"""Which words made the encoder say so? Paragraphs and readings in; the pull of each phrase out.

Each phrase of a sentence is hidden in turn and the sentence's mentions are read again: what the
value loses is what the phrase gave (leave-one-out; Li, Monroe & Jurafsky 2016, *Understanding
neural networks through representation erasure*). The pulls need not add up to the value; what is
left belongs to the sentence as a whole and to what stands around it, and is shown as such.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import Final, NamedTuple

from helpers.encoder import Encoder, read_windows
from helpers.neural import kept_spans, split_cells
from helpers.text import find_tokens, plain_view, split_sentences
from helpers.windows import Passage, Tokens, Window, make_window, mask_passage

# Tokens of what stands before a paragraph that are read with it, and of the whole.
BEFORE: Final = 48
LIMIT: Final = 192
LONGEST: Final = 4
_FUNCTION_WORDS: Final = frozenset(
    "a an the this that these those and or but nor so yet if than as of in on at by for from to "
    "with without into onto upon about over under between among through during before after since "
    "until while when where which who whom whose what how it its he his him she her they their "
    "them we our us i my me you your is are was were be been being am has have had do does did "
    "'s there here also such".split()
)


class Pull(NamedTuple):
    """Hold what a phrase adds to the stance toward one mention, in [-2, 2].

    `paragraph` and `span` say which mention; `start` and `end` are half-open code points of the
    phrase within its paragraph.
    """

    paragraph: int
    span: int
    start: int
    end: int
    weight: float


def find_phrases(passage: Passage, *, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a sentence into phrases of up to four content words that lie side by side.

    Mentions, function words and punctuation part them; a negation stays with what it denies.

    Examples
    --------
    >>> text = "It never kept its solemn word to the islands."
    >>> [text[a:b] for a, b in find_phrases(Passage(text, ()), start=0, end=len(text))]
    ['never kept', 'solemn word', 'islands']
    """
    view = plain_view(passage.text)
    names = [*((a, b) for a, b, _ in passage.spans), *passage.hidden]
    phrases: list[list[int]] = []
    last = -1
    for token in find_tokens(view[start:end], offset=start):
        named = any(a < token.end and token.start < b for a, b in names)
        if named or token.lower in _FUNCTION_WORDS or not token.lower[0].isalnum():
            last = -1
            continue
        if last >= 0 and view[last : token.start].isspace() and phrases[-1][2] < LONGEST:
            phrases[-1][1:] = [token.end, phrases[-1][2] + 1]
        else:
            phrases.append([token.start, token.end, 1])
        last = token.end
    return [(a, b) for a, b, _ in phrases]


def explain_readings(
    passages: Sequence[Passage],
    *,
    encoder: Encoder,
    title: Passage | None = None,
    wanted: Container[tuple[int, str]] | None = None,
) -> list[Pull]:
    """Measure what each phrase of a sentence adds to the stance toward its mentions.

    Parameters
    ----------
    passages
        The paragraphs in order, with the spans of their mentions.
    encoder
        From `load_encoder`.
    title
        The headline, read with every paragraph but itself.
    wanted
        Pairs of paragraph and actor that are to be explained; all where left out.

    Returns
    -------
    list of Pull
        One per phrase and mention of the same sentence, in the order of the text.
    """
    head = mask_passage(title, tokenize=encoder.tokenize)[: LIMIT // 4] if title else []
    before: Tokens = []
    pulls: list[Pull] = []
    for number, passage in enumerate(passages):
        for actor in dict.fromkeys(span[2] for span in passage.spans):
            if wanted is None or (number, actor) in wanted:
                lead = [] if passage == title else head
                asked = _Asked(number, passage, actor, lead, before, encoder)
                pulls += _explain(asked)
        if passage != title:
            whole = mask_passage(passage, tokenize=encoder.tokenize)
            before = [*before, *whole][-BEFORE:]
    return sorted(pulls, key=lambda pull: (pull.paragraph, pull.start, pull.span))


class _Asked(NamedTuple):
    """Hold what is read: a paragraph, the actor in question, and what stands before."""

    number: int
    passage: Passage
    actor: str
    head: Tokens
    before: Tokens
    encoder: Encoder


def _explain(asked: _Asked) -> Iterator[Pull]:
    passage = asked.passage
    own = [span for span in kept_spans(passage) if passage.spans[span][2] == asked.actor]
    plain = _values(asked, ())
    for start, end in split_sentences(passage.text):
        inside = [
            (rank, span)
            for rank, span in enumerate(own[: len(plain)])
            if start <= passage.spans[span][0] < end
        ]
        for a, b in find_phrases(passage, start=start, end=end) if inside else ():
            hidden = _values(asked, ((a, b),))
            for rank, span in inside[: len(hidden)]:
                yield Pull(asked.number, span, a, b, plain[rank] - hidden[rank])


def _values(asked: _Asked, hidden: Sequence[tuple[int, int]]) -> list[float]:
    """Read the actor's mentions in the paragraph in order, some words hidden."""
    tokens = mask_passage(asked.passage, tokenize=asked.encoder.tokenize, hidden=hidden)
    context = [(asked.number - 1, asked.before)] if asked.before else []
    paragraphs = [*context, (asked.number, tokens)]
    window = make_window(asked.head, paragraphs, limit=LIMIT, target=asked.actor)
    cells = split_cells([cell for cell in window.cells if cell.paragraph == asked.number])
    if not cells:
        return []
    [reading] = read_windows([Window(window.ids, cells)], encoder=asked.encoder)
    return [float(row[2] - row[0]) for row in reading.cells]
