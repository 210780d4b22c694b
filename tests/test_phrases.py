"""Which mentions does a noun phrase hold, and how?"""

from __future__ import annotations

import pytest
from marked import mask

from helpers.phrases import chunk_before, noun_phrase, phrase_before

# The phrase opens the sentence; `|` is where the reading should stop.
RIGHT = [
    ("[A] left.", [(0, "head")]),
    ("the old [A] left", [(0, "head")]),
    ("[A]'s army left", [(0, "possessor")]),
    ("the [A] army left", [(0, "modifier")]),
    ("the army of [A] left", [(0, "of")]),
    ("the army of [A] and [B] left", [(0, "of"), (1, "of")]),
    ("[A] and [B] left", [(0, "head"), (1, "head")]),
    ("[A], [B] and [C] left", [(0, "head"), (1, "head"), (2, "head")]),
    ("neither [A] nor [B] left", [(0, "head"), (1, "head")]),
    ("[A] & [B] left", [(0, "head"), (1, "head")]),
    ("the occupied [A] left", [(0, "head")]),
    # not one phrase: a clause follows, or a comma that is no list
    ("[A], then [B] left", [(0, "head")]),
    ("[A] and then [B] left", [(0, "head")]),
    ("[A] in [B] left", [(0, "head")]),
    ("they left [A]", []),
]


@pytest.mark.parametrize(("marked", "expected"), RIGHT, ids=[marked for marked, _ in RIGHT])
def test_reading_to_the_right(marked: str, expected: list[tuple[int, str]]) -> None:
    items = mask(marked)
    assert [tuple(argument) for argument in noun_phrase(items, 0, len(items))[0]] == expected


def test_the_reading_says_where_it_stopped() -> None:
    items = mask("[A] and [B] left")
    assert noun_phrase(items, 0, len(items))[1] == 3
    assert noun_phrase(items, 0, 1) == ([(0, "head")], 1)


# What is read is the subject of "fell", the last word.
LEFT = [
    ("[A] fell", [(0, "head")]),
    ("the old [A] fell", [(0, "head")]),
    ("[A]'s wall fell", [(0, "possessor")]),
    ("[A] and [B] fell", [(0, "head"), (1, "head")]),
    ("[A], [B] and [C] fell", [(0, "head"), (1, "head"), (2, "head")]),
    ("both [A] and [B] fell", [(0, "head"), (1, "head")]),
    ("neither [A] nor [B] fell", [(0, "head"), (1, "head")]),
    # stepping back over what modifies the subject
    ("[A] (an old foe of [B]) fell", [(0, "head")]),
    ("[A], an old foe of [B], fell", [(0, "head")]),
    ("[A], which beat [B], fell", [(0, "head")]),
    ("[A], whose king is weak, fell", [(0, "head")]),
    ("[A] in the war with [B] fell", [(0, "head")]),
    ("the leaders of [A] fell", [(0, "of")]),
    ("[A]'s plan of attacking [B] fell", [(0, "possessor")]),
    ("the men of the king of [A] fell", [(0, "of")]),
    ("[A] and its friends fell", [(0, "head")]),
    ("the great [A] and its friends fell", [(0, "head")]),
    # no subject among the mentions
    ("in [A], bread prices fell", []),
    ("they hit [A] and its walls fell", []),
    ("help for [A] and its walls fell", []),
    ("the king fell", []),
    ("when [A] slept, the king fell", []),
    (") fell", []),
]


@pytest.mark.parametrize(("marked", "expected"), LEFT, ids=[marked for marked, _ in LEFT])
def test_reading_back_from_a_verb(marked: str, expected: list[tuple[int, str]]) -> None:
    items = mask(marked)
    found = phrase_before(items, len(items) - 1)
    assert [tuple(argument) for argument in found] == expected


def test_a_chunk_says_where_it_starts() -> None:
    items = mask("they saw the old [A] fell")
    assert chunk_before(items, 5) == ([(0, "head")], 2)
    assert chunk_before(items, 2) == ([], 2)
