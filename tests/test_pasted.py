"""Does a pasted text get its paragraphs back, and is it said what was changed?"""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.pasted import load_pasted, tidy_paste

TEXT = (Path(__file__).parent.parent / "corpus/samples/ferry.txt").read_text(encoding="utf-8")
PARTS = TEXT.strip().split("\n\n")
WRAPPED = [textwrap.fill(part, 72) for part in PARTS]
# Where paragraphs have no sign but a short last line, a full last line hides an end.
BUT_TWO = [*PARTS[:5], f"{PARTS[5]} {PARTS[6]}", PARTS[7], f"{PARTS[8]} {PARTS[9]}"]
MENU = "Skip to content\nThe Courier\nNews\nSport\n\n"

SHAPES = [
    ("as it is", TEXT, PARTS, ""),
    ("Windows line ends", "\r\n\r\n\r\n".join(PARTS), PARTS, ""),
    ("no blank lines", "\n".join(PARTS), PARTS, "no blank lines: each of the 10 lines"),
    ("broken lines", "\n\n".join(WRAPPED), PARTS, "39 lines broken at a column were joined to 10"),
    ("broken, no blank lines", "\n".join(WRAPPED), BUT_TWO, "joined to 8 paragraphs"),
    ("double spaced", "\n\n".join(WRAPPED).replace("\n", "\n\n"), BUT_TWO, "joined to 8"),
    ("under a menu", MENU + TEXT, PARTS, "left out above the text: Skip to content, The Courier"),
    ("indented", "\n\n".join("   " + part for part in PARTS), PARTS, ""),
]


@pytest.mark.parametrize(
    ("text", "parts", "note"), [case[1:] for case in SHAPES], ids=[case[0] for case in SHAPES]
)
def test_paragraphs_come_back(text: str, parts: list[str], note: str) -> None:
    article = load_pasted(text)
    assert article.paragraphs["text"].tolist() == parts
    assert len(article.notes) == bool(note)
    assert note in " ".join(article.notes)
    assert article.paragraphs["kind"].iloc[0] == "title"


def test_words_parted_at_the_end_of_a_line() -> None:
    text = (
        "It was the work of a govern-\nment that had seen nothing of the half-\nempty harbour for "
        "years, and that\nnever once asked the fishers, the Tarn-\nLine or the League about it.\n"
    )
    tidy, notes = tidy_paste(text)
    assert "a government that" in tidy
    assert "half-empty harbour" in tidy
    assert "Tarn- Line" in tidy
    assert len(notes) == 1


def test_items_of_a_list_stay_together() -> None:
    text = "Three things are asked for:\n1. a ferry,\n2. figures,\n3. an answer.\nNothing more."
    assert tidy_paste(text)[0] == (
        "Three things are asked for:\n\n1. a ferry,\n2. figures,\n3. an answer.\n\nNothing more.\n"
    )
    wrapped = (
        "The League has asked the Board for three things that cost\nnothing at all:\n"
        "- a ferry that leaves after the late shift has ended at\nthe hospital,\n"
        "- figures that can be checked by those who have to live\nwith them.\n\n"
        "The Board has not answered, and it seems that it does not\nmean to."
    )
    assert [block[:10] for block in tidy_paste(wrapped)[0].strip().split("\n\n")] == [
        "The League",
        "- a ferry ",
        "- figures ",
        "The Board ",
    ]


def test_a_headline_of_few_words_is_no_menu() -> None:
    assert load_pasted("Ferry\n\nThe boat came. It left.").paragraphs["text"].iloc[0] == "Ferry"
    text = "Home\nNews\nThe last boat\n\nThe boat came. It left again."
    article = load_pasted(text)
    assert article.paragraphs["text"].iloc[0] == "The last boat"
    assert article.notes == ("left out above the text: Home, News",)
    share = load_pasted("Share this\nThe boat that never came back\n\nIt came. It left again.")
    assert share.notes == ("left out above the text: Share this",)
    assert not load_pasted("one two\nthree\nfour. five six.").notes[1:]


def test_markup_is_read_as_a_page() -> None:
    body = f"<p>{'The council closed the harbour, and nobody had been asked. ' * 5}</p>"
    page = f"<html><title>Closed</title><h1>Closed</h1><article>{body}</article></html>"
    article = load_pasted(page, metadata={"author": "Somebody"})
    assert article.paragraphs["text"].iloc[0] == "Closed"
    assert article.articles.loc[0, "author"] == "Somebody"


def test_what_is_known_goes_into_the_table() -> None:
    article = load_pasted(TEXT, identifier="ferry", metadata={"outlet": "Courier"})
    assert (article.id, article.articles.loc[0, "outlet"]) == ("ferry", "Courier")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab AB.,\n-1\u200f\t”", max_size=300))
def test_no_letter_is_lost_and_once_is_enough(text: str) -> None:
    tidy, notes = tidy_paste(text)
    if not any("left out" in note for note in notes):
        assert sorted(filter(str.isalnum, tidy)) == sorted(filter(str.isalnum, text))
    assert tidy.endswith("\n")
