"""What words does a sentence have, its quotations apart? A block and its quotations in; words out.

Each quotation is one word of its sentence, and so is each name of an actor, so that neither sways
how the sentence is read. No tagger is needed: a few lists of small words tell where a noun phrase
ends, and a capital letter tells a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from helpers.cues import bundled_index, find_cues
from helpers.syntax import BE, MODALS, Item, mask_words
from helpers.text import ABBREVIATIONS

PRONOUNS: Final = frozenset("i we he she they it you who".split())
OPENERS: Final = frozenset("that whether if how why what who when where which".split())
DETERMINERS: Final = frozenset(
    "the a an this that these those his her its their our my your some any no another each every "
    "one two three four five several many most both all few other such".split()
)
PREPOSITIONS: Final = frozenset(
    "in on at to from by with for of about after before during since until against between among "
    "through over under into onto via without within despite amid as like per than outside "
    "inside across near toward towards following regarding".split()
)
JOINING: Final = frozenset("of for from in at with and on to".split())
SUBORDINATORS: Final = frozenset(
    "that which when while because if although though since after before until as where whether "
    "but so than unless once whose why how what".split()
)
AUXILIARIES: Final = BE | MODALS | frozenset("has have had having do does did".split())
# Words that show that a clause has begun.
CLAUSAL: Final = AUXILIARIES | PRONOUNS
ADVERBS: Final = frozenset(
    "also later then once again still even just now already often ever never not always once first "
    "reportedly recently twice both all further famously too only instead simply since soon "
    "meanwhile however n't yesterday today".split()
)
TIMES: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow week month "
    "year january february march april june july august september october november december "
    "earlier later last this next jan feb mar apr jun jul aug sept oct nov dec".split()
)


class Sentence(NamedTuple):
    """Hold one sentence as words.

    `quotes` gives the number of a quotation by the position of its word; `capital` tells which
    words are names by their first letter; `words` are the others in lower case, names and
    quotations being empty.
    """

    start: int
    end: int
    items: list[Item]
    quotes: dict[int, int]
    capital: list[bool]
    words: list[str]


def cut_sentences(
    view: str,
    *,
    start: int,
    end: int,
    quotes: Sequence[tuple[int, int, int]],
    names: Sequence[tuple[int, int]],
) -> list[Sentence]:
    """Cut a block into sentences of words, each quotation being one word.

    Parameters
    ----------
    view
        The article in `plain_view`.
    start, end
        Span of the block.
    quotes
        The quotations in the block: start, end, number.
    names
        Spans of the actors' names in the block, outside quotations.
    """
    marked = sorted([*quotes, *((first, last, -1) for first, last in names)])
    items = mask_words(
        view, start=start, end=end, mentions=[(first, last) for first, last, _ in marked]
    )
    number = [marked[item.mention][2] if item.mention >= 0 else -1 for item in items]
    sentences: list[Sentence] = []
    first = 0
    for i, item in enumerate(items):
        if i + 1 < len(items) and not _ends_sentence(view, items, number, i):
            continue
        part = items[first : i + 1]
        inside = {k: number[first + k] for k in range(len(part)) if number[first + k] >= 0}
        capital = [
            k not in inside and (word.mention >= 0 or view[word.start].isupper())
            for k, word in enumerate(part)
        ]
        told = _is_headline(part, capital)
        words = [
            word.lower if word.mention < 0 and (told or not k or not capital[k]) else ""
            for k, word in enumerate(part)
        ]
        sentences.append(Sentence(part[0].start, item.end, part, inside, capital, words))
        first = i + 1
    return sentences


def _ends_sentence(view: str, items: list[Item], number: list[int], i: int) -> bool:
    item, after = items[i], items[i + 1]
    opens = view[after.start].isupper() or number[i + 1] >= 0 or after.lower in ("(", "[", "-")
    if number[i] >= 0:
        ending = re.search(r"([.!?])[\"')\]]*\s*$", view[max(item.start, item.end - 6) : item.end])
        if not ending or not opens:
            return False
        if ending[1] == "." or number[i + 1] >= 0:
            return True
        return not _asks(view, items, number, i + 1)
    if item.lower in ("!", "?", "…"):
        return opens
    if item.lower != ".":
        return False
    before = items[i - 1].lower if i else ""
    if before in ABBREVIATIONS or (len(before) == 1 and before.isalpha()):
        return number[i + 1] >= 0 and before not in ABBREVIATIONS
    return opens or not after.lower[:1].isalpha()


def _asks(view: str, items: list[Item], number: list[int], at: int) -> bool:
    """Tell whether the cue of a question follows: "...?" Ann Lee asked."""
    words = [item.lower for item in items[at : at + 9]]
    stop = next((k for k, n in enumerate(number[at : at + 9]) if n >= 0), len(words))
    hits = find_cues(words[:stop], index=bundled_index("reporting"))
    if not hits or hits[0].first == 0:
        return bool(hits)
    lead = words[: hits[0].first]
    return ":" not in words[hits[0].last : stop] and not any(
        word in AUXILIARIES or word in SUBORDINATORS for word in lead
    )


def _is_headline(items: list[Item], capital: list[bool]) -> bool:
    """Tell a headline, whose capitals tell nothing of names."""
    long = [
        is_capital
        for item, is_capital in zip(items, capital, strict=True)
        if len(item.lower) > 3 and item.mention < 0
    ]
    return len(long) > 3 and sum(long) >= 0.85 * len(long)
