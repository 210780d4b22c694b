"""Does the figure show whom the frames attach to, with every label whole and on no other?"""

from __future__ import annotations

from itertools import combinations

import pandas as pd
import pytest
from matplotlib.text import Text
from synthetic import make_story

from helpers.frame_actors import PARTS, score_frame_actors
from helpers.plots_frame_actors import plot_frame_actors
from helpers.schema import AUTHOR, FRAMES

STORY = make_story(n_actors=20, n_paragraphs=4)
NAMES = list(dict.fromkeys(STORY.actors["actor"]))


def attachments(n_actors: int, *, frames: tuple[str, ...] = FRAMES, n: int = 12) -> pd.DataFrame:
    rows = [
        (part, actor, frame, 1000 * i + 100 * j + k)
        for part in PARTS
        for i, actor in enumerate([*NAMES[:n_actors], AUTHOR])
        for j, frame in enumerate(frames)
        for k in range(n if i % len(frames) == j else 1)
    ]
    return score_frame_actors(pd.DataFrame(rows, columns=["part", "actor", "frame", "sentence"]))


@pytest.mark.parametrize("n_actors", [1, 6, 20])
def test_every_label_is_whole_and_alone(n_actors: int) -> None:
    picture = plot_frame_actors(attachments(n_actors), actors=STORY.actors)
    picture.canvas.draw()
    renderer = picture.canvas.get_renderer()
    found = [
        (text.get_text(), text.get_window_extent(renderer).extents)
        for text in picture.findobj(Text)
        if text.get_visible() and text.get_text().strip()
    ]
    width, height = picture.get_size_inches() * picture.dpi
    for text, (left, low, right, high) in found:
        assert left >= 0 and low >= 0 and right <= width and high <= height, text
    for (one, a), (other, b) in combinations(found, 2):
        across = min(a[2], b[2]) - max(a[0], b[0]) > 0.5
        assert not (across and min(a[3], b[3]) - max(a[1], b[1]) > 0.5), (one, other)


@pytest.mark.parametrize("preset", ["screen", "page", "slide"])
def test_no_number_touches_a_rule(preset: str) -> None:
    picture = plot_frame_actors(attachments(12), actors=STORY.actors, preset=preset)
    picture.canvas.draw()
    renderer = picture.canvas.get_renderer()
    [body] = [axes for axes in picture.axes if axes.get_label() == "body"]
    rules = [body.transData.transform((0, line.get_ydata()[0]))[1] for line in body.lines]
    assert len(rules) > 5
    assert body.texts
    for text in body.texts:
        box = text.get_window_extent(renderer)
        assert not any(box.y0 < rule < box.y1 + 0.5 for rule in rules), text.get_text()


def test_the_words_name_what_is_above_chance() -> None:
    picture = plot_frame_actors(attachments(3), actors=STORY.actors)
    label = STORY.actors["label"].iloc[0]
    assert f"{label} as agent of conflict (12 sentences" in picture.alt
    assert "The author" in {text.get_text() for text in picture.findobj(Text)}
    assert set(picture.data["part"]) == set(PARTS)
    assert (picture.data["n_sentences"] > 0).all()


def test_where_nothing_is_beyond_chance_the_figure_says_so() -> None:
    told = {
        n: {text.get_text() for text in plot.findobj(Text)}
        for n in (1, 12)
        for plot in [plot_frame_actors(attachments(3, n=n), actors=STORY.actors)]
    }
    assert any("none beyond chance" in text for text in told[1])
    assert not any("none beyond chance" in text for text in told[12])


def test_a_frame_of_the_reader_has_a_column_of_its_own() -> None:
    picture = plot_frame_actors(attachments(2, frames=("conflict", "urgency")), actors=STORY.actors)
    assert "urgency" in {text.get_text() for text in picture.findobj(Text)}


def test_rare_actors_are_left_out_and_counted() -> None:
    picture = plot_frame_actors(attachments(6), actors=STORY.actors, limit=2)
    assert picture.data["actor"].nunique() == 2
    assert any("5 with fewer sentences" in text.get_text() for text in picture.findobj(Text))


def test_nothing_to_show_is_said() -> None:
    picture = plot_frame_actors(attachments(2).head(0), actors=STORY.actors)
    assert "Nothing to show" in picture.alt


def test_the_key_tells_the_bars_apart_by_place() -> None:
    from helpers.plots_frame_actors import _key

    keys = [_key(part).text for part in ("agent", "object", "judge")]
    assert keys == ["left: agent", "middle: object", "right: judge"]
