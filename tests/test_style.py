"""Do figures look alike, tell colours apart, and show themselves once with their words?"""

from __future__ import annotations

import base64
import io
import subprocess
import sys
import warnings
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from PIL import Image

from helpers import lettering, style
from helpers.export import _svg
from helpers.style import PALETTE, STANCE, Picture

# Machado, Oliveira and Fernandes 2009: linear RGB as seen without one kind of cone.
SIGHTS = {
    "full": np.eye(3),
    "no red cones": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "no green cones": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "no blue cones": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}


def linear(colour: Any) -> np.ndarray:
    parts = np.array(to_rgb(colour))
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    """Turn linear RGB into CIE L*a*b*, in which distances are those that the eye sees."""
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    x, y, z = (
        np.cbrt(part) if part > 0.008856 else 7.787 * part + 16 / 116
        for part in to_xyz @ np.clip(light, 0, 1) / [0.9505, 1.0, 1.089]
    )
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one: Any, other: Any) -> float:
    low, high = sorted(float(linear(c) @ [0.2126, 0.7152, 0.0722]) + 0.05 for c in (one, other))
    return high / low


def picture(**more: Any) -> Picture:
    about: dict[str, Any] = {
        "name": "a",
        "title": "What is it?",
        "caption": "It costs $5 or $6, *they* say.",
        "alt": "Nothing but a page.",
        "data": pd.DataFrame({"x": [1]}),
        "size": (3.0, 1.0),
    }
    return Picture(**{**about, **more})


@pytest.mark.parametrize("sight", SIGHTS)
def test_actor_colours_stay_apart(sight: str) -> None:
    seen = [lab(SIGHTS[sight] @ linear(colour)) for colour in PALETTE]
    assert min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2)) > 20


@pytest.mark.parametrize("colour", [*PALETTE, style.MUTED, style.INK, style.AUTHOR_INK])
def test_colours_stand_out_from_white(colour: str) -> None:
    assert contrast(colour, "white") >= (3.0 if colour in PALETTE else 4.5)


@pytest.mark.parametrize("sight", SIGHTS)
def test_the_two_arms_of_stance_stay_apart(sight: str) -> None:
    for value in (0.2, 0.5, 1.0):
        low, high = (lab(SIGHTS[sight] @ linear(style.stance_colour(v))) for v in (-value, value))
        assert np.linalg.norm(low - high) > 12


def test_stance_darkens_alike_on_both_arms() -> None:
    lights = [lab(linear(STANCE(share)))[0] for share in np.linspace(0, 1, 9)]
    assert lights[4] == max(lights)
    assert lights[:5] == sorted(lights[:5])
    assert lights[4:] == sorted(lights[4:], reverse=True)
    assert max(abs(a - b) for a, b in zip(lights, lights[::-1], strict=True)) < 6


def test_numbers_can_be_read_on_every_cell() -> None:
    for value in np.linspace(-1, 1, 41):
        colour = style.stance_colour(float(value))
        assert contrast(style.ink_on(colour), colour) >= 4.5


def test_marks_return_with_another_pattern() -> None:
    cast = pd.DataFrame({"actor": [f"a{i}" for i in range(56)]})
    colours, marks = style.actor_colours(cast), style.actor_marks(cast)
    assert len({(colours[actor], marks[actor]) for actor in cast["actor"]}) == 56


def test_importing_changes_no_setting_and_loads_no_pyplot() -> None:
    code = (
        "import matplotlib, sys; import helpers.plots;"
        "assert 'matplotlib.pyplot' not in sys.modules; assert 'IPython' not in sys.modules;"
        "plain = matplotlib.RcParams(matplotlib.rcParamsDefault);"
        "changed = [key for key in plain if matplotlib.rcParams[key] != plain[key]];"
        "assert set(changed) <= {'backend', 'backend_fallback'}, changed"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_settings_hold_only_inside() -> None:
    before = matplotlib.rcParams["svg.fonttype"]
    with style.style():
        assert matplotlib.rcParams["svg.fonttype"] == "none"
    assert matplotlib.rcParams["svg.fonttype"] == before


def test_a_reader_s_own_settings_do_not_reach_the_figures() -> None:
    with style.style():
        plain = picture()
        plain.text(0.1, 0.5, "a $x$ b")
    with matplotlib.rc_context({"font.family": "monospace", "text.color": "red"}), style.style():
        own = picture()
        own.text(0.1, 0.5, "a $x$ b")
    assert plain.png() == own.png()


def test_a_script_that_the_font_lacks_warns_nobody() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with style.style():
            page = picture()
            page.text(0.1, 0.5, "北方")
        assert page.png()
        assert lettering.text_width("北方 ", size=9) > 0


def test_png_carries_its_words_and_no_version() -> None:
    page = picture(alt="Two\nlines\x00 – and a dash")
    found = Image.open(io.BytesIO(page.png()))
    assert found.info["Title"] == "What is it?"
    assert found.info["Description"] == "Two lines – and a dash"
    assert "Software" not in found.info


def test_a_notebook_shows_one_image_then_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[dict[str, Any], dict[str, Any]]] = []
    monkeypatch.setattr("IPython.display.display", lambda data, **more: shown.append((data, more)))
    page = picture()
    page._ipython_display_()
    (image, about), (words, _) = shown
    assert image["text/plain"] == "Nothing but a page."
    assert base64.b64decode(image["image/png"]) == page.png()
    assert about["metadata"]["image/png"] == {
        "alt": "Nothing but a page.",
        "width": 288,
    }
    assert words["text/markdown"] == (
        "It costs \\$5 or \\$6, \\*they\\* say.\n\n*In words:* Nothing but a page."
    )


def test_ipython_calls_it_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    from IPython.core.formatters import DisplayFormatter

    found, _ = DisplayFormatter().format(picture())
    # An object that displays itself leaves nothing for the formatters.
    assert found == {}
    printed = capsys.readouterr().out
    assert printed.count("'image/png'") == 1
    assert printed.count("In words:") == 1


def test_a_long_word_is_shortened_to_its_room() -> None:
    lines = lettering.wrap("a " + "w" * 90 + " b", width=1.5, size=9)
    assert all(lettering.text_width(line, size=9) <= 1.5 for line in lines)
    assert any("…" in line for line in lines)
    assert lettering.wrap("", width=1.5, size=9) == []
    assert lettering.wrap("W", width=0.01, size=9) == ["W"]


@pytest.mark.parametrize(
    ("value", "text"), [(0.004, "0"), (-0.006, "−0.01"), (1, "+1.00"), (-1, "−1.00")]
)
def test_values_are_signed(value: float, text: str) -> None:
    assert style.signed(value) == text


@pytest.mark.parametrize("letter", ["\ufffe", "\uffff", "\U0001fffe", "\U0010ffff", "\ufdd0"])
def test_noncharacters_are_dropped_for_no_svg_may_hold_them(letter: str) -> None:
    assert style.visible(f"High{letter} Council") == "High Council"
    picture = Picture(
        name="a", title=f"T{letter}", caption="", alt=f"A{letter}", data=pd.DataFrame(), size=(3, 1)
    )
    with style.style():
        picture.text(0.1, 0.5, style.visible(f"x{letter}y"))
    ElementTree.fromstring(_svg(picture))  # noqa: S314 - made here
    assert style.visible("\ufffd 北方 \U0001f600") == "\ufffd 北方 \U0001f600"
