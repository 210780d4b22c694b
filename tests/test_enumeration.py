"""Check where a row begins and ends, and that what only looks like one is none."""

from __future__ import annotations

import pytest

from helpers.enumeration import find_lists
from helpers.syntax import mask_sentence


def rows_of(text: str) -> list[tuple[str, str]]:
    items = mask_sentence(text, start=0, end=len(text), mentions=[])
    return [
        (use.label, text[items[use.first].start : items[use.last - 1].end])
        for use in find_lists(items, view=text)
    ]


@pytest.mark.parametrize(
    ("text", "label", "row"),
    [
        ("They sold hunger, the cost of the war and death.", "triplet",
         "hunger, the cost of the war and death"),
        ("The tax is very old, quite useless and deeply unjust.", "triplet",
         "very old, quite useless and deeply unjust"),
        ('It spoke with tact, with patience and with "song".', "triplet",
         'with tact, with patience and with "song'),
        ("They brought the wounded miners, bread, salt, soap and sugar.", "list",
         "the wounded miners, bread, salt, soap and sugar"),
        ("They ate bread, soup and so on.", "", ""),  # no third
        ("A long, cold, empty house stood there.", "triplet", "long, cold, empty"),
        ("They came; bread, salt and soap were sold.", "triplet", "bread, salt and soap"),
        ("He spoke of tin, of salt and soap.", "", ""),  # the last opens otherwise
        ("The mill (old, cold and wet) fell.", "triplet", "old, cold and wet"),
        ("She waits, and he sings, and they dance.", "", ""),
        ("Bread, and", "", ""),
        ("In June, under the old law, men and women left.", "", ""),
    ],
)  # fmt: skip
def test_a_row_is_read_from_end_to_end(text: str, label: str, row: str) -> None:
    assert rows_of(text) == ([(label, row)] if label else [])


@pytest.mark.parametrize("name", ["Oz", "Quorblenvastica"])
def test_names_make_no_row(name: str) -> None:
    text = f"They met {name}, Zenda and Hentzau at the old mill on the river."
    items = mask_sentence(text, start=0, end=len(text), mentions=[(9, 9 + len(name))])
    assert find_lists(items, view=text) == []
