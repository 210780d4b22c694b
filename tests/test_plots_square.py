"""The figure shows a box for each mention, says what it shows, and nothing is cut."""

from __future__ import annotations

import math

import numpy as np
import pytest
from matplotlib.patches import Rectangle

from helpers.plots_square import plot_square
from helpers.style import Picture
from tests.test_corners import make_items


def boxes(picture: Picture) -> int:
    paper = picture.axes[0]
    # Four corners and four boxes of the key are no mentions.
    return sum(isinstance(patch, Rectangle) for patch in paper.patches) - 8


@pytest.mark.parametrize("each", [1, 20, 300])
def test_each_mention_is_a_box_inside_its_corner(each: int) -> None:
    items = make_items(each=each, slant=0.2)
    picture = plot_square(items, us="Crown and friends of the Crown everywhere", them="Republic")
    assert boxes(picture) == len(items)
    frames = [p for p in picture.axes[0].patches if isinstance(p, Rectangle) and p.get_width() > 2]
    smalls = [p for p in picture.axes[0].patches if isinstance(p, Rectangle) and p.get_width() < 2]
    for small in smalls[4:]:
        x, y = small.get_xy()
        assert any(
            f.get_x() <= x
            and f.get_y() <= y
            and x + small.get_width() <= f.get_x() + f.get_width()
            and y + small.get_height() <= f.get_y() + f.get_height()
            for f in frames
        )


def test_words_tell_what_the_boxes_show() -> None:
    items = make_items(slant=0.3, dwell=0.3)
    picture = plot_square(items, us="Crown", them="Republic")
    table = picture.data.set_index("corner")
    assert f"Our good: {table.loc['our good', 'n']} mentions" in picture.alt
    assert "hold 7" in picture.caption or "hold 8" in picture.caption
    assert "p = 0.014" in picture.caption
    assert "dwelt upon" in [text.get_text() for text in picture.axes[0].texts]
    assert picture.name == "square"


def test_no_text_leaves_the_page_and_none_lies_on_another() -> None:
    picture = plot_square(
        make_items(each=150, slant=0.2),
        us="A bloc with a very long name that must be cut",
        them="B",
    )
    picture.png(dpi=72)
    renderer = picture.canvas.get_renderer()  # type: ignore[attr-defined]
    extents = [t.get_window_extent(renderer) for t in picture.axes[0].texts if t.get_text()]
    page = picture.bbox
    for extent in extents:
        assert extent.x0 >= page.x0
        assert extent.x1 <= page.x1
        assert extent.y0 >= page.y0
        assert extent.y1 <= page.y1
    for i, one in enumerate(extents):
        for other in extents[i + 1 :]:
            assert not (
                one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1
            )


def test_thin_corners_say_so() -> None:
    items = make_items(actors=4, each=2)
    picture = plot_square(items)
    texts = [text.get_text() for text in picture.axes[0].texts]
    assert "insufficient evidence" in texts
    assert "ways only" in picture.caption


def test_a_proposal_is_marked() -> None:
    items = make_items()
    items.attrs["proposed"] = True
    assert any("proposal" in t.get_text() for t in plot_square(items).axes[0].texts)


def test_nothing_to_show_is_said() -> None:
    picture = plot_square(make_items().iloc[:0], voice="quoted")
    assert "Nothing to show" in picture.alt
    assert picture.name == "square-quoted"


def test_open_and_full_boxes_differ_in_grey() -> None:
    picture = plot_square(make_items(dwell=0.4))
    faces = {p.get_facecolor() for p in picture.axes[0].patches if p.get_width() < 0.2}
    greys = sorted(float(np.dot(face[:3], (0.299, 0.587, 0.114))) for face in faces)
    assert greys[-1] - greys[0] > 0.4
    assert not math.isnan(greys[0])
