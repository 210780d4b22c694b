"""Panels side by side: every one from -1 to +1, and a colour only where an interval clears 0."""

from __future__ import annotations

import math

import pytest

from helpers.side_panels import PLAIN, look_of, mean_key, mean_keys, panel_scale
from helpers.style import DOWN, UP


@pytest.mark.parametrize(
    ("low", "high", "colour"),
    [
        (0.1, 0.3, UP),
        (-0.3, -0.1, DOWN),
        (-0.1, 0.1, PLAIN),
        (0.004, 0.3, PLAIN),
        (-0.3, -0.004, PLAIN),
        (math.nan, math.nan, PLAIN),
    ],
)
def test_what_is_printed_as_0_lies_on_no_side(low: float, high: float, colour: str) -> None:
    assert look_of(low, high) == colour


def test_each_panel_has_its_ends_and_its_zero() -> None:
    scale = panel_scale(["a", "b"], width=2.0, gap=0.5)
    assert scale.ends == (-1.25, 3.75)
    assert scale.width == 4.0
    assert list(scale.top) == [(0.0, "a"), (2.5, "b")]
    assert [at for at, _ in scale.foot] == [-1.0, 0.0, 1.0, 1.5, 2.5, 3.5]
    assert [text for _, text in scale.foot] == ["−1", "0", "+1"] * 2


def test_further_keys_stand_before_the_hollow_one() -> None:
    words = [key.text for key in mean_keys(mean_key("a bloc", size=6), size=5)]
    assert words[:3] == ["below 0", "above 0", "interval reaches 0"]
    assert words[3:] == ["a bloc", "insufficient evidence"]
