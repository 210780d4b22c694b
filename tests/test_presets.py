"""Does every figure fit every page: of its very size, no label cut or covered, none too small?"""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from gallery import GALLERY, ODD, misplaced, tell, texts_of
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_hex
from PIL import Image
from test_plots import blocks_of, cast_of, pixels, tiny

from helpers import plots
from helpers.errors import DiscourseError
from helpers.panels import Row, Scale, Words, lay_out, nothing_to_show, placed
from helpers.presets import PRESETS, Preset, find_preset, fine_print, finish
from helpers.style import Picture, style

MM = 25.4
# Nature asks for letters of 5 to 7 points in print; on a slide, 12 is little enough.
LETTERS = {"column": (5.5, 7.0), "page": (5.5, 7.0), "slide": (12.0, 20.0)}
# Each page meets few and many actors and paragraphs, and each number both kinds of label.
STORIES = [
    ("column", 3, 5, True),
    ("column", 25, 200, False),
    ("page", 3, 200, False),
    ("page", 25, 5, True),
    ("slide", 3, 5, False),
    ("slide", 25, 200, True),
]


@pytest.mark.parametrize("name", GALLERY)
@pytest.mark.parametrize(("preset", "n_actors", "n_paragraphs", "odd"), STORIES)
def test_every_figure_fits_its_page(
    name: str, preset: str, n_actors: int, n_paragraphs: int, odd: bool
) -> None:
    picture = GALLERY[name](n_actors, n_paragraphs, odd, preset)
    page = find_preset(preset)
    assert misplaced(picture) == []
    width, height = picture.get_size_inches()
    assert page.width is not None and page.height is not None
    assert width == pytest.approx(page.width, abs=1e-6)
    assert height == page.height if page.exact else height <= page.height + 1e-6
    smallest, largest = LETTERS[preset]
    sizes = [float(text.get_fontsize()) for text in texts_of(picture)]
    assert smallest <= min(sizes) and max(sizes) <= largest + 1e-6
    assert (picture.preset, picture.resolution) == (page.name, page.dpi)


@pytest.mark.parametrize("name", ["stance", "comparison", "salience"])
def test_a_screen_grows_with_the_figure_and_leaves_nothing_out(name: str) -> None:
    picture = GALLERY[name](25, 5, False, "screen")
    assert misplaced(picture) == []
    assert "want of room" not in picture.caption


def test_what_is_not_drawn_on_paper_is_in_the_caption() -> None:
    screen, column = (GALLERY["stance"](3, 5, False, page) for page in ("screen", "column"))
    drawn = {text.get_text() for text in texts_of(column)}
    assert screen.title in {text.get_text() for text in texts_of(screen)}
    assert column.title not in drawn and column.title == screen.title
    assert column.caption == f"Stance toward 2 actors in 5 paragraphs, all voices. {screen.caption}"
    assert "named" not in drawn and "mean" in drawn


def test_rows_without_room_are_counted_and_stay_in_the_data() -> None:
    n = 40
    scores = tiny(*((0, f"a{i}", 0.1, i + 1) for i in range(n)))
    actors = cast_of(*("one" if i % 2 else "other" for i in range(n)))
    picture = plots.plot_stance(scores, paragraphs=blocks_of(2), actors=actors, preset="slide")
    drawn = [text.get_text() for text in texts_of(picture)]
    shown = [int(text.split()[1]) for text in drawn if text.startswith("Actor ")]
    # The heaviest stay, each under the name of its bloc.
    assert sorted(shown) == list(range(n - len(shown), n))
    assert {"one", "other"} <= set(drawn)
    left = n - len(shown)
    told = f"Left out for want of room: {left} actors with the fewest mentions; the data hold all."
    assert told in picture.caption and told in picture.alt
    assert any(f"{left} actors not drawn" in text for text in drawn)
    assert picture.data["actor"].nunique() == n


def test_the_heading_of_a_row_left_out_goes_to_the_next_of_its_group() -> None:
    rows = [
        Row(f"row {i}", heading="first" * (i == 0) + "second" * (i == 30), weight=float(i))
        for i in range(60)
    ]
    picture, _, middles = _laid(rows, "slide")
    drawn = {text.get_text() for text in texts_of(picture)}
    assert np.isnan(middles[0]) and not np.isnan(middles[-1])
    # All that is left is of the second group.
    assert "second" in drawn and "first" not in drawn
    few, _, _ = _laid([replace(row, weight=-row.weight) for row in rows], "slide")
    assert "first" in {text.get_text() for text in texts_of(few)}
    one, _, _ = _laid(rows[:1], "slide")
    assert "want of room" not in one.caption


def _laid(rows: list[Row], preset: str | Preset) -> tuple[Picture, object, list[float]]:
    return lay_out(
        rows,
        words=Words("name", "A title?", "A note", "A caption.", "Words."),
        data=tiny((0, "a0", 0.1, 1)),
        scale=Scale(ends=(0, 1), width=4.0),
        row_height=0.29,
        preset=preset,
    )


def test_one_row_that_no_page_could_do_without_is_said_in_the_singular() -> None:
    whole, _, middles = _laid([Row(str(i), weight=float(i)) for i in range(30)], "slide")
    room = len(placed(middles, middles))
    picture, _, _ = _laid([Row(str(i), weight=float(i)) for i in range(room + 1)], "slide")
    assert "1 row with the fewest evidence" in picture.caption
    assert "rows with" in whole.caption


@pytest.mark.parametrize("preset", LETTERS)
@pytest.mark.parametrize("value", [-0.42, 0.42])
def test_the_sign_shows_in_grey_on_every_page(preset: str, value: float) -> None:
    n = 120
    grey, flipped = (
        pixels(
            plots.plot_stance(
                tiny(*((i, "a0", sign * value, 1) for i in range(n))),
                paragraphs=blocks_of(n),
                actors=cast_of(""),
                preset=preset,
            )
        ).mean(axis=-1)
        for sign in (1, -1)
    )
    # The mean at the right differs as well: compare the left three quarters of the page.
    part = np.s_[:, : int(0.75 * grey.shape[1])]
    assert (abs(grey[part] - flipped[part]) > 40).sum() > 2 * n


@pytest.mark.parametrize("name", ["salience", "voices", "curves", "polarity"])
def test_a_page_changes_no_colour(name: str) -> None:
    seen = [_inks(GALLERY[name](3, 5, False, page)) for page in PRESETS]
    assert all(one == other for one, other in pairwise(seen))
    assert all(page.background == "white" for page in PRESETS.values())


def _inks(picture: Picture) -> set[str]:
    body = picture.axes[1]
    lines = {to_hex(line.get_color()) for line in body.lines}
    return lines | {
        to_hex(colour)
        for shape in body.collections
        for colour in (*shape.get_facecolor(), *shape.get_edgecolor())
    }


def test_paragraphs_finer_than_print_are_owned_up_to() -> None:
    column = GALLERY["stance"](3, 200, False, "column")
    assert "A paragraph is 0.2 mm wide here" in column.caption
    assert "mm wide here" not in GALLERY["stance"](3, 5, False, "column").caption
    assert fine_print(0.001, preset=find_preset("screen")) == ""


@pytest.mark.parametrize(("preset", "pixel"), [("slide", (1920, 1080)), ("column", (1051, None))])
def test_a_png_has_the_dots_of_its_page(preset: str, pixel: tuple[int, int | None]) -> None:
    picture = GALLERY["voices"](3, 5, False, preset)
    image = Image.open(io.BytesIO(picture.png(dpi=picture.resolution)))
    assert image.width == pixel[0]
    assert pixel[1] is None or image.height == pixel[1]
    assert round(image.info["dpi"][0]) == picture.resolution


@pytest.mark.parametrize("preset", PRESETS)
def test_nothing_to_show_is_said_on_every_page(preset: str) -> None:
    note = "Nothing to show: no stance toward any actor."
    words = Words("stance", "How?", note, note, note)
    picture = nothing_to_show(words=words, data=tiny(), preset=preset)
    assert {"How?", note} <= {text.get_text() for text in texts_of(picture)}
    assert misplaced(picture) == []
    page = find_preset(preset)
    assert not page.exact or tuple(picture.get_size_inches()) == (page.width, page.height)


def test_all_that_is_drawn_is_scaled_alike() -> None:
    with style():
        picture = Picture(name="a", title="A?", caption="", alt="", data=tiny(), size=(8.0, 4.0))
        axes = picture.add_axes((0, 0, 1, 1))
        (line,) = axes.plot([0, 1], [0, 1], "o-", lw=2, ms=6, mew=1)
        dots = axes.scatter([0], [0], s=16, linewidths=1)
        rules = axes.vlines([0], 0, 1, lw=3)
        patch = axes.axvspan(0, 1, lw=1)
        text = axes.text(0, 0, "a", size=9)
    assert isinstance(dots, PathCollection) and isinstance(rules, LineCollection)
    finish(picture, preset=Preset("half", scale=0.5, background="#eeeeee"))
    assert tuple(picture.get_size_inches()) == (4.0, 2.0)
    assert (line.get_linewidth(), line.get_markersize(), line.get_markeredgewidth()) == (1, 3, 0.5)
    assert (dots.get_sizes()[0], dots.get_linewidth()[0]) == (4, 0.5)
    assert (rules.get_linewidth()[0], patch.get_linewidth(), text.get_fontsize()) == (1.5, 0.5, 4.5)
    assert to_hex(picture.get_facecolor()) == "#eeeeee"


def test_the_presets_are_those_of_journals_and_projectors() -> None:
    column, page, slide = (PRESETS[name] for name in ("column", "page", "slide"))
    assert [round(preset.width * MM) for preset in (column, page) if preset.width] == [89, 183]
    assert column.height is not None and round(column.height * MM) == 170
    assert slide.width is not None and slide.height is not None
    assert slide.width / slide.height == pytest.approx(16 / 9)
    assert column.points(9) == page.points(9) == 7.0
    assert slide.points(7.5) == 12.0
    assert not column.titled and not page.titled and slide.titled


@pytest.mark.parametrize(
    ("about", "message"),
    [
        ({"width": 2.0}, "no figure fits on 2.0 x None inches"),
        ({"width": 8.0, "height": 2.0}, "every one fits on 4.2 x 4.6 inches"),
        ({"width": 8.0, "exact": True}, "needs both width and height"),
    ],
)
def test_a_page_on_which_nothing_fits_is_refused(about: dict[str, float], message: str) -> None:
    with pytest.raises(DiscourseError, match=message):
        Preset("own", **about)  # type: ignore[arg-type]


def test_an_unknown_preset_is_named_with_those_there_are() -> None:
    with pytest.raises(DiscourseError, match="'poster' is not known; choose one of screen, column"):
        GALLERY["stance"](3, 5, False, "poster")


@pytest.mark.parametrize("name", ["stance", "frame-actors", "square", "devices"])
def test_a_page_of_one_s_own_serves_as_well(name: str) -> None:
    own = Preset("book", width=4.5, height=5.0, titled=True, label=1.0, columns=1, pad=0.1)
    picture = GALLERY[name](25, 5, False, own)
    assert misplaced(picture) == []
    assert picture.get_size_inches()[0] == 4.5
    assert picture.preset == "book"


def test_odd_names_are_in_use() -> None:
    assert set(tell(3, 5, True).actors["label"]) == {ODD}
