"""Windows hold what they promise: placeholders for names, whole paragraphs, the right cells."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.windows import (
    CLS,
    FIRST_PLACEHOLDER,
    MASK,
    PLACEHOLDERS,
    SEP,
    Passage,
    make_window,
    mask_passage,
    plan_windows,
)


def letters(text: str) -> list[int]:
    return [1000 + ord(letter) for letter in text if letter.isalpha()]


def test_a_mention_is_one_token_and_its_letters_are_gone() -> None:
    tokens = mask_passage(Passage("Iran won", ((0, 4, "iran"),)), tokenize=letters)
    assert tokens == [(-1, "iran"), *((1000 + ord(letter), "") for letter in "won")]


def test_of_two_spans_that_overlap_the_first_counts() -> None:
    passage = Passage("abcd", ((0, 3, "one"), (1, 4, "two")))
    assert mask_passage(passage, tokenize=letters) == [(-1, "one"), (1000 + ord("d"), "")]


def test_hidden_words_stand_behind_one_mask() -> None:
    tokens = mask_passage(Passage("ab cd ef", ()), tokenize=letters, hidden=((3, 5),))
    assert mask_passage(Passage("ab cd ef", (), ((3, 5),)), tokenize=letters) == tokens
    assert [token for token, _ in tokens] == [
        *letters("ab"),
        MASK,
        *letters("ef"),
    ]


def test_other_names_of_the_same_length_or_not_give_the_same_window() -> None:
    long = mask_passage(
        Passage("Ruritania met Zog.", ((0, 9, "x"), (14, 17, "y"))), tokenize=letters
    )
    short = mask_passage(Passage("Us met Them.", ((0, 2, "p"), (7, 11, "q"))), tokenize=letters)
    assert make_window([], [(0, long)], limit=32).ids == make_window([], [(0, short)], limit=32).ids


def test_placeholders_are_numbered_by_first_appearance_title_first() -> None:
    title, body = [(-1, "b")], [(-1, "a"), (7, ""), (-1, "b")]
    window = make_window(title, [(5, body)], limit=32)
    first, second = FIRST_PLACEHOLDER, FIRST_PLACEHOLDER + 1
    assert window.ids == [CLS, first, SEP, second, 7, first, SEP]
    cells = {cell.actor: cell for cell in window.cells}
    assert cells["a"].here == (3,)
    assert cells["b"].here == (5,)
    assert cells["b"].everywhere == (1, 5)
    assert cells["a"].around == cells["b"].around == (3, 7)
    assert {cell.paragraph for cell in window.cells} == {5}


def test_an_actor_that_stands_in_the_title_alone_has_no_cell() -> None:
    assert make_window([(-1, "a")], [(0, [(7, "")])], limit=16).cells == []


def test_more_actors_than_placeholders_share_the_last() -> None:
    tokens = [(-1, f"actor {n}") for n in range(PLACEHOLDERS + 5)]
    window = make_window([], [(0, tokens)], limit=128)
    assert max(window.ids[1:-1]) == FIRST_PLACEHOLDER + PLACEHOLDERS - 1
    assert len(window.cells) == PLACEHOLDERS + 5


def test_what_goes_beyond_the_limit_is_cut_off() -> None:
    window = make_window([], [(0, [(7, "")] * 50), (1, [(8, "")] * 50)], limit=20)
    assert len(window.ids) <= 20
    assert 8 not in window.ids


def test_windows_overlap_by_half_and_end_with_the_text() -> None:
    assert plan_windows([10] * 8, limit=40) == [(0, 4), (2, 6), (4, 8)]


def test_a_long_paragraph_has_a_window_of_its_own() -> None:
    assert plan_windows([10, 500, 10], limit=40) == [(0, 1), (1, 2), (2, 3)]


@given(st.lists(st.integers(1, 300), min_size=1, max_size=40), st.integers(20, 400))
def test_every_paragraph_is_read_and_windows_move_on(lengths: list[int], limit: int) -> None:
    plans = plan_windows(lengths, limit=limit)
    assert {i for first, last in plans for i in range(first, last)} == set(range(len(lengths)))
    assert all(first < last for first, last in plans)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(plans))
    for first, last in plans:
        assert last == first + 1 or sum(lengths[first:last]) <= limit


@pytest.mark.parametrize("limit", [4, 8, 64])
def test_positions_of_cells_are_placeholders(limit: int) -> None:
    tokens = [(7, ""), (-1, "a"), (8, ""), (-1, "b"), (-1, "a")]
    window = make_window([], [(0, tokens), (1, tokens)], limit=limit)
    for cell in window.cells:
        ids = {window.ids[at] for at in (*cell.here, *cell.everywhere)}
        assert len(ids) == 1
        assert FIRST_PLACEHOLDER <= ids.pop() < FIRST_PLACEHOLDER + PLACEHOLDERS
        assert set(cell.here) <= set(cell.everywhere)
