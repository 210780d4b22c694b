"""Are the members of a row told for what they are?"""

from __future__ import annotations

import pytest

from helpers.rows import are_alike, is_named, make_row, noun_end, tells_dates
from helpers.syntax import Item, mask_sentence


def items_of(text: str, *spans: tuple[int, int]) -> list[Item]:
    return mask_sentence(text, start=0, end=len(text), mentions=list(spans))


@pytest.mark.parametrize(("number", "label"), [(3, "triplet"), (4, "list"), (7, "list")])
def test_three_make_a_triplet_and_more_a_list(number: int, label: str) -> None:
    assert make_row(0, 5, number, "noun").label == label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("came in 1999, went in 2004", True),
        ("came in May, went in June", True),
        ("came in June and may go", False),
        ("came in 1999 and went", False),
        ("has 1800000 men and 3100 guns", False),
        ("met on Monday and in May", True),
    ],
)
def test_two_dates_make_a_chronicle(text: str, expected: bool) -> None:
    items = items_of(text)
    assert tells_dates(items, 0, len(items)) is expected


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("the mayor's guard stood", 4),
        ("a loss of water fell", 4),
        ("quickly went", -1),
        ("the", -1),
    ],
)
def test_a_noun_phrase_has_an_end(text: str, end: int) -> None:
    items = items_of(text)
    assert noun_end(items, 0, len(items)) == end


def test_names_and_forms() -> None:
    assert are_alike("VBD", "VBN")
    assert not are_alike("VBD", "VBG")
    items = items_of("met Oz there", (4, 6))
    assert is_named(items, 0, 3)
    assert not is_named(items, 2, 3)
