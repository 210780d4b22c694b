"""Does "by" name a doer?"""

from __future__ import annotations

import pytest

from helpers.doers import has_doer
from helpers.syntax import mask_sentence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("was cut by the bank", True),
        ("was cut by nine clerks", True),
        ("was cut by nine", False),
        ("was cut by nine points", False),
        ("was cut by hand", False),
        ("was cut by selling it", False),
        ("was cut at the hands of two men", True),
        ("was cut with the help of two men", True),
        ("was cut at noon", False),
        ("was cut, which pleased all by the sea", False),
        ("was cut today because a ship led by a boy sank", False),
        ("was cut", False),
        ("was cut; it was done by night", False),
    ],
)
def test_a_doer_is_told_from_a_measure_and_a_time(text: str, expected: bool) -> None:
    assert has_doer(mask_sentence(text, start=0, end=len(text), mentions=[]), 2) is expected
