"""Who is "he"? Speakers in the order of the text in; the fullest name that the text gives out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from helpers.outside import TIMES
from helpers.reporting import Read
from helpers.sayers import main_subject

_SINGULAR: Final = frozenset(("he", "she"))
_PLURAL: Final = frozenset(("they", "it", "who"))
_OWN: Final = frozenset(("i", "we", "you"))
_REACH: Final = 2
_ARTICLE: Final = re.compile(r"^(?:the|a|an|another|that|this)\s+", re.IGNORECASE)
_TITLES: Final = frozenset(
    "mr mrs ms miss dr sir lord lady dame president senator sen rep representative gov governor "
    "gen general col colonel judge justice prof professor secretary minister".split()
)


class Said(NamedTuple):
    """Hold one speaker: span of the words, and number of the block and sentence."""

    start: int
    end: int
    block: int
    sentence: int


def name_sources(text: str, said: Sequence[Said], *, reads: Sequence[Read]) -> list[str]:
    """Give each speaker the fullest words by which the text names them.

    Parameters
    ----------
    text
        The article's text.
    said
        The speakers in the order of the text.
    reads
        The sentences, from `link_quotes`.

    Returns
    -------
    list of str
        "he" and "she" become the person that the last speaker or the last sentence's subject
        names, at most two blocks back; "they" and "it" the last speaker; a surname the full name
        given before, and "the spokesman" the spokesman named before. "I" and "we" stay: in an
        op-ed they are the author. What nothing settles stays as it is.
    """
    names: list[str] = []
    known: dict[str, str] = {}
    last = ""
    last_block = -9
    for one in said:
        words = " ".join(text[one.start : one.end].split())
        lower = words.lower()
        if lower in _SINGULAR | _PLURAL:
            near = last if one.block - last_block <= _REACH else ""
            if lower in _SINGULAR:
                near = _subject_near(text, one, reads, known) or near
            words = near or words
        elif lower not in _OWN:
            key = _key(words)
            if key in known and len(known[key]) > len(words):
                words = known[key]
            elif key:
                known[key] = words
        if words.lower() not in _SINGULAR | _PLURAL | _OWN:
            last, last_block = words, one.block
        names.append(words)
    return names


def _key(words: str) -> str:
    """Give the word by which a speaker is known again: the surname, or the noun."""
    plain = re.sub(r"['’]s$", "", _ARTICLE.sub("", words))
    head = re.split(r",|\s(?:of|for|from|in|at|with|to)\s", plain)[0].split()
    return head[-1].lower().strip(".") if head else ""


def _subject_near(text: str, one: Said, reads: Sequence[Read], known: dict[str, str]) -> str:
    """Give the person that the sentences before are about, if the nearest name is one's."""
    for number in range(one.sentence, max(-1, one.sentence - 4), -1):
        read = reads[number]
        if one.block - read.block > 1:
            break
        sentence = read.sentence
        spans = [(r.start, r.end) for r in read.reports if 0 <= r.start < one.start]
        subject = main_subject(sentence, len(sentence.items))
        if subject is not None and subject[0] < one.start:
            spans.append(subject)
        for start, end in sorted(spans, reverse=True):
            words = " ".join(text[start:end].split())
            if _is_person(words):
                return known.get(_key(words), words)
    return ""


def _is_person(words: str) -> bool:
    """Tell a name, by its capitals, from a pronoun and from a thing or a group."""
    parts = words.split()
    if words.lower() in _SINGULAR | _PLURAL | _OWN or parts[0].lower() in TIMES:
        return False
    titled = parts[0].lower().strip(".") in _TITLES
    return titled or (all(p[:1].isupper() for p in parts) and parts[0].lower() not in _NO_NAME)


_NO_NAME: Final = frozenset("the a an this that these those his her its their our my some".split())
