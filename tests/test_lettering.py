"""Do letters fit their room: shortened, broken and thinned alike, and soon, however long a text?"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import lettering
from helpers.lettering import fit, shorten, text_width, thin, wrap
from helpers.parts import Row
from helpers.presets import find_preset
from helpers.rooms import _headings
from helpers.style import visible

LONG = "Ministry of x " * 357


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


@given(
    st.text(alphabet="aiWm .…-éßAV北", max_size=60),
    st.floats(0.05, 3.0),
    st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_a_text_is_cut_where_letter_by_letter_would_cut_it(
    text: str, width: float, bold: bool
) -> None:
    slow = visible(text)
    while len(slow) > 1 and text_width(slow, size=9, bold=bold) > width:
        slow = shorten(slow, limit=len(slow) - 1)
    assert fit(text, width=width, size=9, bold=bold) == slow


@pytest.mark.parametrize(
    "cut",
    [
        lambda: fit(LONG, width=1.3, size=9),
        lambda: wrap(LONG.replace(" ", "_"), width=1.3, size=9),
        lambda: _headings([Row("", heading=LONG)], kept=[0], width=4, preset=find_preset("screen")),
    ],
)
def test_a_text_of_any_length_is_measured_a_few_times(
    cut: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: list[int] = []

    def count(text: str, *, size: float, bold: bool = False) -> float:
        measured.append(len(text))
        return text_width(text, size=size, bold=bold)

    monkeypatch.setattr(lettering, "text_width", count)
    monkeypatch.setattr("helpers.rooms.text_width", count)
    assert cut()
    assert 0 < len(measured) < 15
    assert max(measured) <= lettering.LONGEST
