"""Check that text is cut into sentences and words where a reader would cut it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.text import (
    count_words,
    find_tokens,
    plain_view,
    split_sentences,
)


def sentences_of(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("“ally”", '"ally"'),
        ("„Ja“ «oui»", '"Ja" "oui"'),
        ("‘ally’ ‹oui›", "'ally' 'oui'"),
        ("Moscow’s", "Moscow's"),
        ("a\u00a0b\u202fc\td", "a b c d"),
        ("anti‑missile", "anti-missile"),
        ("naïve 🔥", "naïve 🔥"),
    ],
)
def test_view_is_plain_and_of_the_same_length(text: str, view: str) -> None:
    assert plain_view(text) == view
    assert len(view) == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Titles, months and initials end in a stop that ends no sentence.
        ("Gen. Sapt met Dr. Tarlenheim. They ate.", ["Gen. Sapt met Dr. Tarlenheim.", "They ate."]),
        ("It began on 3 Jan. 1890. It ended.", ["It began on 3 Jan. 1890.", "It ended."]),
        ("J. Smith left. He won.", ["J. Smith left.", "He won."]),
        ("Prices, e.g. of bread, rose by 2.5 percent.", None),
        # An initialism before a word that often opens a sentence ends one; elsewhere it does not.
        ("He left the U.S. The army stayed.", ["He left the U.S.", "The army stayed."]),
        ("The U.S. Army stayed.", None),
        # "No." before a figure is an abbreviation, alone a whole answer.
        ("He lives at No. 10 in town.", None),
        ("Did it work? No. It failed.", ["Did it work?", "No.", "It failed."]),
        # Closing marks stay with what they close.
        ("He said “No.” She left.", ["He said “No.”", "She left."]),
        ("(It rained.) We stayed.", ["(It rained.)", "We stayed."]),
        ("Why? Because! Indeed...", ["Why?", "Because!", "Indeed..."]),
        ("No!!! Never!!!", ["No!!!", "Never!!!"]),
        ("  padded.  ", ["padded."]),
        ("one line\nbroken in two. Next.", ["one line\nbroken in two.", "Next."]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str] | None) -> None:
    assert sentences_of(text) == (expected or [text])


@pytest.mark.parametrize("text", ["", "   ", "\n", "\u00a0"])
def test_nothing_gives_no_sentence(text: str) -> None:
    assert split_sentences(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("... — !", 0),
        ("Ay’youb came", 2),
        ("anti-missile batteries", 2),
        ("the U.S. stays", 3),
        ("10,000 men", 3),  # known: a comma parts the figure
        ("İstanbul straße ﬁre", 3),
    ],
)
def test_words_are_counted(text: str, number: int) -> None:
    assert count_words(text) == number


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Iran's army", ["iran", "'s", "army"]),
        ("the states' plan", ["the", "states", "'", "plan"]),
        ("it's war", ["it's", "war"]),  # no genitive
        ("won't, can't", ["won't", ",", "can't"]),
        ("the U.S. left.", ["the", "u.s.", "left", "."]),
        ("IRAN'S", ["iran", "'s"]),
    ],
)
def test_tokens_part_genitives_and_marks(text: str, words: list[str]) -> None:
    assert [token.lower for token in find_tokens(text)] == words


def test_tokens_of_a_slice_keep_the_offsets_of_the_whole() -> None:
    text = "Long ago. Iran's army left."
    tokens = find_tokens(text[10:], offset=10)
    assert [text[t.start : t.end].lower() for t in tokens] == [t.lower for t in tokens]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=80))
def test_any_text_is_cut_into_all_its_visible_characters(text: str) -> None:
    spans = split_sentences(text)
    assert all(a < b for a, b in spans)
    assert [at for span in spans for at in span] == sorted(at for span in spans for at in span)
    covered = "".join(text[a:b] for a, b in spans)
    assert "".join(covered.split()) == "".join(text.split())
    view = plain_view(text)
    assert len(view) == len(text)
    tokens = find_tokens(view)
    assert "".join(view[t.start : t.end] for t in tokens) == "".join(view.split())
    assert all(view[t.start : t.end].lower() == t.lower for t in tokens)
