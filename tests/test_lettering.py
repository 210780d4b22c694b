"""Do letters fit their room: shortened, broken and thinned alike, and soon, however long a text?"""

from __future__ import annotations

import pytest

from helpers.lettering import text_width, thin


@pytest.mark.parametrize(
    ("texts", "step", "left"),
    [
        (["−2.00", "−1.00", "0", "+1.00", "+2.00"], 0.6, ["−2.00", "−1.00", "0", "+1.00", "+2.00"]),
        (["−2.00", "−1.00", "0", "+1.00", "+2.00"], 0.3, ["−2.00", "0", "+2.00"]),
        (["−2.00", "−1.00", "0", "+1.00", "+2.00"], 0.1, ["0"]),
        (["−1", "0", "+1"] * 3, 0.1, ["0", "0", "0"]),
        (["−0.5", "+0.5"], 0.1, ["−0.5"]),
        (["a", "b", "c"], 0.1, ["a", "c"]),
    ],
)
def test_a_scale_with_signs_keeps_its_ends_and_its_zero(
    texts: list[str], step: float, left: list[str]
) -> None:
    marks = [(step * i, text) for i, text in enumerate(texts)]
    assert [text for _, text in thin(marks, size=8)] == left
    assert text_width("−2.00", size=8) > 0.3
