"""Which words made the encoder say so? Paragraphs and readings in; the pull of each phrase out.

Each phrase of a sentence is hidden in turn and the sentence's mentions are read again: what the
value loses is what the phrase gave (leave-one-out; Li, Monroe & Jurafsky 2016, *Understanding
neural networks through representation erasure*). The pulls need not add up to the value; what is
left belongs to the sentence as a whole and to what stands around it, and is shown as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from helpers.encoder import Encoder, read_windows
from helpers.neural import kept_spans, split_cells
from helpers.text import find_tokens, plain_view, split_sentences
from helpers.windows import Passage, Tokens, Window, make_window, mask_passage

# Tokens of what stands before a paragraph that are read with it, and of the whole.
BEFORE: Final = 64
LIMIT: Final = 256
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
    phrases: list[list[int]] = []
    last = -1
    for token in find_tokens(view[start:end], offset=start):
        named = any(a < token.end and token.start < b for a, b, _ in passage.spans)
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
    passages: Sequence[Passage], *, encoder: Encoder, title: Passage | None = None
) -> list[Pull]:
    """Measure what each phrase of a sentence adds to the stance toward its mentions.

    Parameters
    ----------
    passages
        The paragraphs in order, with the spans of their mentions.
    encoder
        From `load_encoder`.
    title
        The headline, read with every paragraph.

    Returns
    -------
    list of Pull
        One per phrase and mention of the same sentence, in the order of the text.
    """
    head = mask_passage(title, tokenize=encoder.tokenize)[: LIMIT // 4] if title else []
    before: Tokens = []
    pulls: list[Pull] = []
    for number, passage in enumerate(passages):
        whole = mask_passage(passage, tokenize=encoder.tokenize)
        pulls += _explain(number, passage, head, before, encoder)
        before = [*before, *whole][-BEFORE:]
    return pulls


def _explain(
    number: int, passage: Passage, head: Tokens, before: Tokens, encoder: Encoder
) -> Iterator[Pull]:
    kept = kept_spans(passage)
    if not kept:
        return
    plain = _values(number, passage, (), head, before, encoder)
    for start, end in split_sentences(passage.text):
        inside = [
            (rank, span)
            for rank, span in enumerate(kept)
            if start <= passage.spans[span][0] < end and rank < len(plain)
        ]
        for a, b in find_phrases(passage, start=start, end=end) if inside else ():
            hidden = _values(number, passage, ((a, b),), head, before, encoder)
            for rank, span in inside:
                if rank < len(hidden):
                    yield Pull(number, span, a, b, plain[rank] - hidden[rank])


def _values(
    number: int,
    passage: Passage,
    hidden: Sequence[tuple[int, int]],
    head: Tokens,
    before: Tokens,
    encoder: Encoder,
) -> list[float]:
    """Read the mentions of one paragraph in the order of the text, some words hidden."""
    tokens = mask_passage(passage, tokenize=encoder.tokenize, hidden=hidden)
    context = [(number - 1, before)] if before else []
    window = make_window(head, [*context, (number, tokens)], limit=LIMIT)
    cells = split_cells([cell for cell in window.cells if cell.paragraph == number])
    if not cells:
        return []
    order = sorted(range(len(cells)), key=lambda i: cells[i].here)
    [reading] = read_windows([Window(window.ids, cells)], encoder=encoder)
    return [float(reading.cells[i][2] - reading.cells[i][0]) for i in order]
