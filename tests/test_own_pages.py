"""Does every figure fit a page of one's own: the one in the guide, and the smallest there is?"""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import pytest
from gallery import GALLERY, misplaced, texts_of
from matplotlib.patches import Rectangle
from test_plots_distribution import shift_of
from test_presets import _laid

import helpers
from helpers import plots
from helpers.errors import DiscourseError
from helpers.panels import Row, Words, nothing_to_show
from helpers.presets import AMPLE_PAGE, NARROWEST_PAGE, PRESETS, Preset, find_preset, finish
from helpers.rooms import LEAST_BODY
from helpers.style import Picture

DOCS = Path(__file__).parent.parent / "docs" / "figures.md"


def book() -> Preset:
    """Take the page of one's own that the documentation offers, word for word."""
    found = re.search(r"`Preset\((\"book\"[^)]*)\)`", DOCS.read_text(encoding="utf-8"))
    assert found
    name, *numbers = found[1].split(", ")
    given = {key: float(value) for key, value in (number.split("=") for number in numbers)}
    assert set(given) == {"width", "height", "label"}
    return Preset(
        name.strip('"'), width=given["width"], height=given["height"], label=given["label"]
    )


def body_of(picture: Picture) -> float:
    """Measure how wide the body is, in inches; the square has none."""
    wide = [axes.get_position().width for axes in picture.axes if axes.get_label() == "body"]
    return wide[0] * float(picture.get_size_inches()[0]) if wide else LEAST_BODY


@pytest.mark.parametrize("name", GALLERY)
@pytest.mark.parametrize("n_actors", [3, 25])
def test_every_figure_fits_the_page_that_the_documentation_offers(name: str, n_actors: int) -> None:
    page = book()
    picture = GALLERY[name](n_actors, 5, False, page)
    assert misplaced(picture) == []
    assert picture.get_size_inches()[0] == page.width
    assert page.height and picture.get_size_inches()[1] <= page.height + 1e-6
    assert body_of(picture) >= LEAST_BODY


def test_a_page_has_as_many_columns_of_numbers_as_it_is_wide() -> None:
    assert [Preset("own", width=w).sides for w in (4.5, 7.0, 12.0)] == [1, 2, 9]
    assert Preset("own", width=4.5, scale=0.5).sides == 9
    assert Preset("own", width=4.5, columns=3).sides == 3
    assert [page.sides for page in PRESETS.values()] == [9, 1, 9, 2]


def test_columns_that_leave_no_body_go_and_are_named() -> None:
    page = Preset("own", width=4.5, label=1.2, columns=9)
    picture = GALLERY["salience"](3, 5, False, page)
    assert body_of(picture) >= LEAST_BODY and misplaced(picture) == []
    drawn = {text.get_text() for text in texts_of(picture)}
    assert "named" in drawn and "first" not in drawn
    assert "Not drawn for want of room, at the right: " in picture.caption


def test_labels_that_leave_no_body_are_refused() -> None:
    wide = Preset("own", width=5.0, label=4.0)
    with pytest.raises(DiscourseError, match=r"labels and margins leave a figure 0.\d+ of 5.00"):
        _laid([Row("a long label " * 9, weight=1.0)], wide)
    # Labels whose room is not given leave the figure its own.
    picture = GALLERY["comparison"](3, 5, True, Preset("own", width=4.5))
    assert body_of(picture) >= LEAST_BODY and misplaced(picture) == []


@pytest.mark.parametrize("n", [40, 60])
@pytest.mark.parametrize(
    "page", ["column", "page", Preset("low", width=4.5, height=4.5, titled=False, label=1.0)]
)
def test_the_bars_of_a_shift_add_up_on_every_page(n: int, page: str | Preset) -> None:
    picture = plots.plot_shift(shift_of(n), actor="x", top=60, preset=page)
    assert misplaced(picture) == []
    drawn = [text.get_text() for text in texts_of(picture)]
    assert "difference" in drawn and any(text.startswith("all other") for text in drawn)
    assert "want of room" not in picture.caption
    bars = [p.get_width() for p in picture.axes[1].patches if isinstance(p, Rectangle)]
    assert len(bars) == len(picture.data) > 4
    assert sum(bars[:-1]) == pytest.approx(bars[-1])


@pytest.mark.parametrize(
    ("name", "exact"),
    [*((name, True) for name in GALLERY), *((name, False) for name in ("square", "comparison"))],
)
def test_every_figure_fits_the_page_that_is_said_to_be_ample(name: str, exact: bool) -> None:
    page = Preset("ample", width=NARROWEST_PAGE, height=AMPLE_PAGE, exact=exact)
    picture = GALLERY[name](25, 20, False, page)
    assert misplaced(picture) == []
    assert body_of(picture) >= LEAST_BODY
    wide, high = picture.get_size_inches()
    assert wide == NARROWEST_PAGE
    assert high == AMPLE_PAGE if exact else high <= AMPLE_PAGE + 1e-6


@pytest.mark.parametrize("name", ["square", "comparison"])
@pytest.mark.parametrize("exact", [False, True])
def test_a_page_that_is_too_low_for_a_figure_is_refused(name: str, exact: bool) -> None:
    page = Preset("low", width=4.2, height=3.6, exact=exact)
    with pytest.raises(DiscourseError, match=rf"figure '{name}' needs a page \d\.\d+ inches high"):
        GALLERY[name](25, 20, False, page)
    note = "Nothing to show, for a reason that is told at length. " * 40
    words = Words("stance", "How?", note, note, note)
    with pytest.raises(DiscourseError, match="figure 'stance' needs a page"):
        nothing_to_show(
            words=words, data=GALLERY["agreement"](3, 5, False, "page").data, preset=page
        )


def test_a_square_says_what_its_corners_had_no_room_for() -> None:
    ample = Preset("ample", width=NARROWEST_PAGE, height=AMPLE_PAGE)
    small, large = (GALLERY["square"](25, 20, False, page) for page in (ample, "page"))
    assert "Not drawn for want of room: " in small.caption
    assert "In italics what van Dijk" in large.caption
    drawn = {text.get_text() for text in texts_of(small)}
    assert not drawn & {"dwelt upon", "passed over", "in italics: what the square expects"}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"scale": 0}, "scale=0 is of no use; give a number from 0.1 to 20"),
        ({"scale": -1.0}, "scale=-1.0 is of no use"),
        ({"scale": 0, "width": 5.0}, "scale=0 is of no use"),
        ({"dpi": 0}, "dpi=0 is of no use; give a whole number from 10 to 2400"),
        ({"dpi": 99.5}, "dpi=99.5 is of no use"),
        ({"background": "nope"}, "background='nope' is no colour"),
        ({"width": math.nan, "height": 5.0}, "width=nan is of no use"),
        ({"height": math.inf}, "height=inf is of no use"),
        ({"width": "5"}, "width='5' is of no use"),
        ({"pad": 3.0, "width": 5.0, "height": 5.0}, "pad=3.0 is of no use"),
        ({"pad": 0.9, "width": 5.0, "height": 5.0}, "no figure fits .* margins of 0.9"),
        ({"label": 0.0}, "label=0.0 is of no use"),
        ({"columns": 0}, "columns=0 is of no use; give a whole number from 1"),
        ({"columns": True}, "columns=True is of no use"),
    ],
)
def test_a_page_of_nonsense_is_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(DiscourseError, match=message):
        Preset("own", **given)


def test_the_guide_lists_every_figure() -> None:
    guide = DOCS.read_text(encoding="utf-8")
    listed = re.findall(r"^\| [^|]+ \| `(plot_\w+)` \|", guide, flags=re.MULTILINE)
    assert sorted(listed) == sorted(name for name in helpers.__all__ if name.startswith("plot_"))


def test_curves_without_a_ladder_say_their_scale() -> None:
    many, few = (GALLERY["curves"](n, 20, False, "slide") for n in (25, 3))
    told = "each row from −1 to +1"
    drawn, written = ({t.get_text() for t in texts_of(picture)} for picture in (many, few))
    assert any(told in text for text in drawn) and "+1" not in drawn
    assert not any(told in text for text in written) and "+1" in written


@pytest.mark.parametrize("preset", ["screen", "slide"])
def test_letters_that_the_typeface_lacks_are_owned_up_to(preset: str) -> None:
    pictures = [
        finish(_laid([Row(label, weight=1.0)], preset)[0], preset=find_preset(preset))
        for label in ("北方 Council", "Совет Ελλάδα Été")
    ]
    assert "lacks (北方) are boxes in PNG and PDF; in SVG they are whole" in pictures[0].caption
    assert "boxes" not in pictures[1].caption


def test_the_key_of_polarity_says_from_where_on_a_sign_counts() -> None:
    drawn = {text.get_text() for text in texts_of(GALLERY["polarity"](3, 5, False, "column"))}
    assert "sign differs from that of the stance, both beyond ±0.05" in drawn
