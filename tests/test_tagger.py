"""Does a word get the tag that TextBlob gives it?"""

from __future__ import annotations

import subprocess
import sys

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


def test_threads_that_ask_at_once_all_get_the_whole_list() -> None:
    code = (
        "import sys, threading\n"
        "sys.setswitchinterval(1e-5)\n"
        "from helpers.tagger import word_tags\n"
        "sizes = []\n"
        "count = lambda: sizes.append(len(word_tags()))\n"
        "ask = [threading.Thread(target=count) for _ in range(8)]\n"
        "[t.start() for t in ask]; [t.join() for t in ask]\n"
        "print(len(set(sizes)), len(sizes), sizes[0] > 90_000)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "8", "True"]
