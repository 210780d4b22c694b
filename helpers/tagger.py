"""Which part of speech has each word by itself? Words in; Penn Treebank tags out.

The lexicon and the endings are those of TextBlob's tagger (Pattern; De Smedt & Daelemans 2012),
read once and looked up word by word: the same tags, without the text that TextBlob makes of them
on the way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from threading import Lock
from typing import Final

_FIGURES: Final = re.compile(r"[0-9\-,.:/%$]+")
_ADJECTIVES: Final = tuple("able al ful ible ient ish ive less tic ous".split())


# TextBlob's list is filled on first use: a second thread would find it half full, and keep that.
_READING: Final = Lock()


def word_tags() -> Mapping[str, str]:
    """Return the usual tag of each known word, read once."""
    with _READING:
        return _read_tags()


@cache
def _read_tags() -> Mapping[str, str]:
    from textblob.en import lexicon

    return dict(lexicon.items())


def tag_words(words: Sequence[str]) -> list[str]:
    """Give each word of a sentence its usual tag, whatever stands around it.

    Parameters
    ----------
    words
        The words in their own letters; only the first may have a capital that means nothing.

    Examples
    --------
    >>> tag_words(["The", "army", "reluctantly", "left", "Strelsau"])
    ['DT', 'NN', 'RB', 'VBN', 'NNP']
    """
    known = word_tags()
    tags = [known.get(word) or _guess(word) for word in words]
    if words and words[0] not in known:
        tags[0] = known.get(words[0].lower()) or tags[0]
    return tags


@lru_cache(maxsize=50_000)
def _guess(word: str) -> str:
    """Tag an unknown word by its letters."""
    if word.istitle():
        return "NNP"
    if _FIGURES.fullmatch(word):
        return "CD"
    tag = "NN"
    if word.endswith("ing"):
        tag = "VBG"
    if word.endswith("ly"):
        tag = "RB"
    if word.endswith("s") and not word.endswith(("is", "ous", "ss")):
        tag = "NNS"
    if word.endswith(_ADJECTIVES) or "-" in word:
        tag = "JJ"
    if word.endswith("ed"):
        tag = "VBN"
    return "VBP" if word.endswith(("ate", "ify", "ise", "ize")) else tag
