"""Are rows without "and" found, and only rows?"""

from __future__ import annotations

import pytest

from helpers.asyndeton import find_bare_rows
from helpers.syntax import mask_sentence


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("They lied, cheated, stole.", ["lied, cheated, stole"]),
        ("They spoke of bread, of work, of peace.", ["of bread, of work, of peace"]),
        (
            "It had all: a mill, a ditch, a bridge to the north.",
            ["a mill, a ditch, a bridge to the north"],
        ),
        (
            "The old men, the young wives, a child in the cart.",
            ["The old men, the young wives, a child in the cart"],
        ),
        # Two are no row, nor are unlike heads, names, dates, or a clause.
        ("They spoke of bread, of work.", []),
        ("They spoke of bread, for work, of peace.", []),
        ("They spoke of bread, of 9 mills, of peace.", []),
        ("On Monday, on Friday, on Sunday they met.", []),
        ("It had all: a mill, a ditch, a bridge fell down.", []),
        ("Of bread, of work, of peace they spoke.", []),
        ("The mayor, a baker, a poet too, opened the fair and left.", []),
        ("They met the mayor, a baker, a poet.", []),
        ("They spoke of bread, , of peace.", []),
    ],
)
def test_rows_without_a_joining_word(text: str, rows: list[str]) -> None:
    items = mask_sentence(text, start=0, end=len(text), mentions=[])
    found = find_bare_rows(items)
    assert [text[items[use.first].start : items[use.last - 1].end] for use in found] == rows
