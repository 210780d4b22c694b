"""Which words made the encoder say so? Paragraphs and readings in; the pull of each phrase out.

Each phrase of a sentence is hidden in turn and the sentence's mentions are read again: what the
value loses is what the phrase gave (leave-one-out; Li, Monroe & Jurafsky 2016, *Understanding
neural networks through representation erasure*). The pulls need not add up to the value; what is
left belongs to the sentence as a whole and to what stands around it, and is shown as such.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import Final, NamedTuple

from helpers.encoder import Encoder, WindowReading, read_windows
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
    trials: list[_Trial] = []
    for number, passage in enumerate(passages):
        for actor in dict.fromkeys(span[2] for span in passage.spans):
            if wanted is None or (number, actor) in wanted:
                lead = [] if passage == title else head
                trials += _plan_trials(_Asked(number, passage, actor, lead, before, encoder))
        if passage != title:
            whole = mask_passage(passage, tokenize=encoder.tokenize)
            before = [*before, *whole][-BEFORE:]
    pulls = _compare(trials, read_windows([trial.window for trial in trials], encoder=encoder))
    return sorted(pulls, key=lambda pull: (pull.paragraph, pull.start, pull.span))


class _Asked(NamedTuple):
    """Hold what is read: a paragraph, the actor in question, and what stands before."""

    number: int
    passage: Passage
    actor: str
    head: Tokens
    before: Tokens
    encoder: Encoder


class _Trial(NamedTuple):
    """Hold one reading to be done: whole, or with a phrase hidden.

    `phrase` is empty for the whole, which stands before the trials that are compared with it;
    `mentions` are the ranks and spans of the actor's mentions that a phrase may move.
    """

    paragraph: int
    phrase: tuple[int, int] | None
    mentions: list[tuple[int, int]]
    window: Window


def _plan_trials(asked: _Asked) -> Iterator[_Trial]:
    passage = asked.passage
    whole = _cut_window(asked, ())
    if whole is None:
        return
    yield _Trial(asked.number, None, [], whole)
    own = [span for span in kept_spans(passage) if passage.spans[span][2] == asked.actor]
    reached = own[: len(whole.cells)]
    for start, end in split_sentences(passage.text):
        inside = [
            (rank, span)
            for rank, span in enumerate(reached)
            if start <= passage.spans[span][0] < end
        ]
        for phrase in find_phrases(passage, start=start, end=end) if inside else ():
            window = _cut_window(asked, (phrase,))
            if window is not None:
                yield _Trial(asked.number, phrase, inside[: len(window.cells)], window)


def _cut_window(asked: _Asked, hidden: Sequence[tuple[int, int]]) -> Window | None:
    """Mask the paragraph, some words hidden; its cells are the actor's mentions in order."""
    tokens = mask_passage(asked.passage, tokenize=asked.encoder.tokenize, hidden=hidden)
    context = [(asked.number - 1, asked.before)] if asked.before else []
    paragraphs = [*context, (asked.number, tokens)]
    window = make_window(asked.head, paragraphs, limit=LIMIT, target=asked.actor)
    cells = split_cells([cell for cell in window.cells if cell.paragraph == asked.number])
    return Window(window.ids, cells) if cells else None


def _compare(trials: Sequence[_Trial], readings: Sequence[WindowReading]) -> Iterator[Pull]:
    """Take from the whole what is left when a phrase is hidden."""
    whole: list[float] = []
    for trial, reading in zip(trials, readings, strict=True):
        values = [float(row[2] - row[0]) for row in reading.cells]
        if trial.phrase is None:
            whole = values
            continue
        start, end = trial.phrase
        for rank, span in trial.mentions:
            yield Pull(trial.paragraph, span, start, end, whole[rank] - values[rank])
