"""Is each block of a text what a reader would call it?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.blocks import find_blocks

PROSE = (
    "The council of Ruritania met on Monday to talk about the harvest, the roads and the price "
    "of bread. Nobody could agree on anything, and so they met again on Tuesday, and then on "
    "Wednesday, with no better result than before."
)


def kinds(text: str, *, title: str = "") -> list[str]:
    return [block.kind for block in find_blocks(text, title=title)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("screen-shot-2018-08-30-at-21-06-33", "caption"),
        ("harvest.jpg", "caption"),
        ("Photo: the council at work", "caption"),
        ("(Photo by the court painter)", "caption"),
        ("![the council](council.png)", "caption"),
        ("By Ann Other", "byline"),
        ("BY ANN OTHER", "byline"),
        ("Source: The Strelsau Gazette", "byline"),
        ("Published on 3 March 1894", "byline"),
        ("Leave a Reply", "boilerplate"),
        ("Similar Posts", "boilerplate"),
        ("Share this on Facebook", "boilerplate"),
        ("12 comments", "boilerplate"),
        ("© 1894 The Strelsau Gazette", "boilerplate"),
        ("All rights reserved.", "boilerplate"),
        ("Subscribe to our newsletter", "boilerplate"),
        ("1. The roads are bad.", "list_item"),
        ("• The roads are bad.", "list_item"),
        ("(b) The roads are bad.", "list_item"),
        ("## What was said", "heading"),
        # near misses are prose
        ("By Monday the council had given up.", "body"),
        (
            "Share prices fell in Strelsau after the vote, and nobody knew why or what to do.",
            "body",
        ),
        ("Comments by the king were few.", "body"),
        ("1894 was a dry year.", "body"),
        ("Photo albums burned in the fire.", "body"),
        ("From Strelsau the road goes north.", "body"),
    ],
)
def test_kind_of_a_line(line: str, kind: str) -> None:
    # The line stands between two long paragraphs, so that its place says nothing.
    text = f"A Headline\n\n{PROSE}\n\n{line}\n\n{PROSE}"
    assert kinds(text) == ["title", "body", kind, "body"]


def test_marks_of_lists_and_headings_are_outside_the_block() -> None:
    text = f"# Title\n\n{PROSE}\n\n  2) Bread.\n\n### Roads\n\n{PROSE}"
    assert [text[b.start : b.end] for b in find_blocks(text)] == [
        "Title",
        PROSE,
        "Bread.",
        "Roads",
        PROSE,
    ]


def test_blank_lines_part_paragraphs_and_single_breaks_part_lines() -> None:
    assert kinds("Title\n\nOne sentence.\nAnother one.\n\nA third.") == ["title"] + 3 * ["body"]


def test_lines_broken_at_a_column_are_one_paragraph() -> None:
    text = (
        "A Headline\n\n"
        "The council of Ruritania met on Monday to talk about the\n"
        "harvest, the roads and the price of bread, and nobody in\n"
        "the hall could agree.\n\n"
        "It met again on Tuesday."
    )
    blocks = find_blocks(text)
    assert [block.kind for block in blocks] == ["title", "body", "body"]
    assert text[blocks[1].start : blocks[1].end].count("\n") == 2


def test_a_list_inside_broken_lines_stays_a_list() -> None:
    text = (
        "A Headline\n\n"
        "1. The roads are bad and have been so for longer than\n"
        "anyone can remember.\n"
        "2. The bread is dear and the bakers of the town say it\n"
        "will be dearer yet.\n"
    )
    assert kinds(text) == ["title", "list_item", "list_item"]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("King Opens Bridge", "title"),
        ("Will the King Open the Bridge?", "title"),
        ("The king opened the bridge.", "body"),
        ("The king opened the bridge:", "body"),
        (" ".join(["long"] * 31), "body"),
        ("# The king opened the bridge.", "title"),
    ],
)
def test_a_title_is_short_and_does_not_end_like_a_sentence(first: str, expected: str) -> None:
    assert kinds(f"{first}\n\n{PROSE}")[0] == expected


def test_a_title_that_is_known_beforehand_is_found_whatever_its_marks() -> None:
    text = f"The king’s bridge is open.\n\n{PROSE}"
    assert kinds(text, title="The King's Bridge Is Open.")[0] == "title"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a title needs something under it
        ("Just one line", ["body"]),
        # a caption above the title does not hide it; a list does
        (f"harvest.jpg\n\nKing Opens Bridge\n\n{PROSE}", ["caption", "title", "body"]),
        ("1. Bread\n\nKing Opens Bridge\n\nMore.", ["list_item", "body", "body"]),
        # neither body nor heading: no title
        ("harvest.jpg", ["caption"]),
        ("", []),
        ("\n \n\t\n", []),
    ],
)
def test_where_there_is_no_title(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


def test_byline_and_source_on_two_lines_are_one_block() -> None:
    text = f"Title\n\n{PROSE}\n\nBy Ann Other\nSource: The Gazette\n"
    assert kinds(text) == ["title", "body", "byline"]


def test_bylines_apart_stay_apart() -> None:
    text = f"Title\n\n{PROSE}\n\nBy Ann Other\n\nSource: The Gazette\n"
    assert kinds(text) == ["title", "body", "byline", "byline"]


def test_what_follows_the_end_of_the_page_is_boilerplate() -> None:
    # A teaser below "Similar Posts" reads like prose, and belongs to the page.
    text = f"Title\n\n{PROSE}\n\nSimilar Posts\n\nKing closes bridge again\n\nLeave a Reply"
    assert kinds(text)[2:] == ["boilerplate"] * 3


def test_boilerplate_above_the_text_does_not_swallow_it() -> None:
    text = f"Skip to content\n\nTitle\n\n{PROSE}"
    assert kinds(text) == ["boilerplate", "title", "body"]


@given(st.text(alphabet="aB .:\n-1#•)(’”\u00a0", max_size=120))
def test_blocks_are_in_order_trimmed_and_cover_all_letters(text: str) -> None:
    last = 0
    covered: set[int] = set()
    for block in find_blocks(text):
        assert last <= block.start < block.end <= len(text)
        piece = text[block.start : block.end]
        assert piece == piece.strip()
        covered |= set(range(block.start, block.end))
        last = block.end
    outside = {c for i, c in enumerate(text) if i not in covered}
    # Left out are white space, list numbers and Markdown marks.
    assert outside <= set(" \n\u00a0-1#•)(a")
