"""Does a word get the tag that TextBlob gives it?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textblob.en import tag

from helpers.tagger import tag_words

TEXTS = [
    "The army reluctantly left Strelsau .",
    "Ruritanification was a re-enactment of 12.5 % in 1990 ; nobody cared , did they ?",
    "unknowable grumblings blorped ruthlessish boxes and it's terrorised",
    "Their US allies CAN'T go",
    "blorpize it",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_tags_are_textblob_s(text: str) -> None:
    assert tag_words(text.split()) == [name for _, name in tag(text, tokenize=False)]


@given(st.lists(st.text("abdeglinostyvzABST-.1%'", min_size=1, max_size=9), min_size=1))
def test_any_words_are_tagged_as_textblob_does(words: list[str]) -> None:
    assert tag_words(words) == [name for _, name in tag(" ".join(words), tokenize=False)]


def test_no_words_have_no_tags() -> None:
    assert tag_words([]) == []
