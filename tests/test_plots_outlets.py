"""Do the figures of outlets show what the tables say, with every label whole and on no other?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from outlet_tables import make_catalogue, make_newsroom, name_outlet
from test_plots import boxes, faults, pixels

from helpers.errors import DiscourseError
from helpers.matched import compare_matched
from helpers.outlet_time import find_turns, score_over_time
from helpers.outlets import compare_outlets
from helpers.plots_matched import plot_matched
from helpers.plots_outlets import label_actors, plot_outlets
from helpers.plots_time import plot_over_time
from helpers.resampling import Resampling
from helpers.side_panels import PLAIN
from helpers.style import DOWN, MINUS, MUTED, UP, Picture

QUICK = Resampling(draws=99)
SIZES = [(3, 3), (3, 25), (8, 3), (8, 25), (2, 1)]


@pytest.fixture(scope="module")
def newsrooms() -> dict[tuple[int, int], pd.DataFrame]:
    return {size: make_newsroom(*size) for size in SIZES}


def take_pair(units: pd.DataFrame) -> pd.DataFrame:
    return units[units["outlet"].isin([name_outlet(0), name_outlet(1)])]


def colours(picture: Picture, marks: str) -> list[str]:
    body = next(axes for axes in picture.axes if axes.get_label() == "body")
    return [str(line.get_markeredgecolor()) for line in body.lines if line.get_marker() in marks]


@pytest.mark.parametrize("size", SIZES)
def test_every_label_of_the_grid_is_whole_and_alone(
    size: tuple[int, int], newsrooms: dict[tuple[int, int], pd.DataFrame]
) -> None:
    table = compare_outlets(newsrooms[size], settings=QUICK)
    picture = plot_outlets(table, actors=make_catalogue(size[1]))
    assert faults(picture) == []
    width, height = picture.get_size_inches()
    assert 6 <= width <= 15.5
    assert 1 <= height <= 14
    told = table.dropna(subset=["value"])
    assert len(colours(picture, "o")) == len(told)
    numbers = [text for text, _ in boxes(picture) if "(" in text and text[0] in f"+{MINUS}0"]
    assert len(numbers) == len(told)
    silent = table["value"].isna().sum()
    assert [text for text, _ in boxes(picture)].count("–") == silent


@pytest.mark.parametrize("size", [(3, 3), (8, 3), (8, 25)])
def test_every_label_over_time_is_whole_and_alone(
    size: tuple[int, int], newsrooms: dict[tuple[int, int], pd.DataFrame]
) -> None:
    units = newsrooms[size]
    picture = plot_over_time(
        score_over_time(units, freq="MS", settings=QUICK),
        turns=find_turns(units, settings=QUICK),
        actors=make_catalogue(size[1]),
    )
    assert faults(picture) == []
    width, height = picture.get_size_inches()
    assert 6 <= width <= 10
    assert 1 <= height <= 13
    assert picture.data["actor"].nunique() == min(size[1], 6)
    assert ("of 25" in boxes(picture)[1][0]) == (size[1] == 25)


@pytest.mark.parametrize("size", [(3, 3), (3, 25), (2, 1)])
def test_every_label_of_pairs_is_whole_and_alone(
    size: tuple[int, int], newsrooms: dict[tuple[int, int], pd.DataFrame]
) -> None:
    matched = compare_matched(take_pair(newsrooms[size]), settings=QUICK)
    names = {"one": name_outlet(0), "other": name_outlet(1)}
    picture = plot_matched(matched, **names, actors=make_catalogue(size[1]))
    assert faults(picture) == []
    width, height = picture.get_size_inches()
    assert 6 <= width <= 13.5
    assert 1 <= height <= 12


def test_a_pair_turned_round_is_the_mirror_image(
    newsrooms: dict[tuple[int, int], pd.DataFrame],
) -> None:
    matched = compare_matched(newsrooms[3, 3], settings=QUICK)
    one, other = name_outlet(0), name_outlet(1)
    straight = plot_matched(matched, one=one, other=other)
    turned = plot_matched(matched, one=other, other=one)

    def means(picture: Picture) -> list[float]:
        body = next(axes for axes in picture.axes if axes.get_label() == "body")
        return [float(line.get_xdata()[0]) for line in body.lines if line.get_marker() == "D"]

    assert means(straight) == [-value for value in means(turned)]
    assert f"{other} less {one}" in [text for text, _ in boxes(straight)][1]
    assert UP in colours(turned, "D")
    assert DOWN in colours(straight, "D")
    with pytest.raises(DiscourseError, match="no event in common"):
        plot_matched(matched, one=one, other="The Moon")


def test_colour_tells_the_side_only_where_the_interval_does() -> None:
    table = pd.DataFrame(
        {
            "outlet": "The Fjord",
            "actor": ["a", "b", "c", "d"],
            "value": [-0.5, 0.5, 0.1, -0.3],
            "low": [-0.6, 0.4, -0.1, np.nan],
            "high": [-0.4, 0.6, 0.3, np.nan],
            "n_articles": 9,
            "n_mentions": 9,
            "note": ["", "", "", "insufficient evidence"],
        }
    )
    picture = plot_outlets(table)
    assert colours(picture, "o") == [DOWN, UP, PLAIN, PLAIN]
    assert "a: The Fjord −0.50" in picture.alt
    grey = [pixels(plot_outlets(table.assign(value=v, low=v, high=v))) for v in (-0.9, 0.9)]
    assert (abs(grey[0].mean(axis=-1) - grey[1].mean(axis=-1)) > 40).sum() > 100


def test_a_line_is_broken_where_nothing_was_published() -> None:
    units = make_newsroom(2, 1).query("published.dt.month != 3")
    periods = score_over_time(units, freq="MS", settings=QUICK)
    picture = plot_over_time(periods)
    body = next(axes for axes in picture.axes if axes.get_label() == "body")
    lines = [line.get_ydata() for line in body.lines if len(line.get_xdata()) == 6]
    assert sum(np.isnan(np.asarray(y, dtype=float)).any() for y in lines) >= 2


def test_lines_of_outlets_differ_in_more_than_colour() -> None:
    picture = plot_over_time(score_over_time(make_newsroom(4, 1), freq="MS", settings=QUICK))
    body = next(axes for axes in picture.axes if axes.get_label() == "body")
    lines = [line for line in body.lines if len(line.get_xdata()) == 6 and line.get_lw() == 1.6]
    assert len({str(line._dash_pattern) for line in lines}) == len(lines) == 4


def test_a_turn_is_drawn_where_it_is() -> None:
    units = make_newsroom(2, 2)
    periods = score_over_time(units, freq="MS", settings=QUICK)
    turns = find_turns(units, settings=QUICK).iloc[:1]
    turns = turns.assign(date=[periods["period"].min()])
    bare, marked = (plot_over_time(periods, turns=found) for found in (None, turns))
    counts = []
    for picture in (bare, marked):
        body = next(axes for axes in picture.axes if axes.get_label() == "body")
        counts.append(len(body.collections))
    assert counts[1] == counts[0] + 1
    assert "upright line" in marked.caption
    assert "upright line" not in bare.caption


def test_nothing_to_show_is_said() -> None:
    units = make_newsroom(2, 2).assign(value=np.nan, total=0.0, count=0)
    for picture in (
        plot_outlets(compare_outlets(units, settings=QUICK)),
        plot_over_time(score_over_time(units, settings=QUICK)),
    ):
        assert picture.alt.startswith("Nothing to show")
        assert faults(picture) == []


def test_figures_carry_words_and_data_and_leave_tables_alone() -> None:
    units = make_newsroom(3, 3)
    tables = compare_outlets(units, settings=QUICK), score_over_time(units, settings=QUICK)
    matched = compare_matched(units, settings=QUICK)
    before = [table.copy() for table in (*tables, *matched)]
    pictures = [
        plot_outlets(tables[0]),
        plot_over_time(tables[1]),
        plot_matched(matched, one=name_outlet(0), other=name_outlet(1)),
    ]
    for picture in pictures:
        assert picture.title.endswith("?")
        assert "Value: " in picture.caption
        assert picture.alt.endswith(".")
        assert any(sign.isdigit() for sign in picture.alt)
        assert not picture.data.empty
    for table, copy in zip((*tables, *matched), before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


@pytest.mark.parametrize(
    ("preset", "size"),
    [("column", (8, 3)), ("page", (3, 3)), ("slide", (3, 3))],
)
def test_every_label_is_whole_on_other_pages(
    preset: str, size: tuple[int, int], newsrooms: dict[tuple[int, int], pd.DataFrame]
) -> None:
    units = newsrooms[size]
    pair = take_pair(units)
    pictures = [
        plot_outlets(compare_outlets(units, settings=QUICK), preset=preset),
        plot_over_time(score_over_time(units, freq="QS", settings=QUICK), preset=preset),
        plot_matched(
            compare_matched(pair, settings=QUICK),
            one=name_outlet(0),
            other=name_outlet(1),
            preset=preset,
        ),
    ]
    for picture in pictures:
        assert faults(picture) == []
        assert picture.preset == preset


def test_labels_and_their_room() -> None:
    table = pd.DataFrame({"actor": ["b", "a", "c"], "value": [0.1, 0.2, np.nan]})
    catalogue = pd.DataFrame({"actor": ["a", "c"], "label": ["Alpha", "Gamma"]})
    assert label_actors(table, actors=catalogue) == {"a": "Alpha", "b": "b"}


@pytest.mark.parametrize("preset", ["column", "page"])
def test_what_is_written_in_a_panel_is_written_in_all(
    preset: str, newsrooms: dict[tuple[int, int], pd.DataFrame]
) -> None:
    for size in ((3, 3), (8, 3)):
        table = compare_outlets(newsrooms[size], settings=QUICK)
        picture = plot_outlets(table, actors=make_catalogue(size[1]), preset=preset)
        body = next(axes for axes in picture.axes if axes.get_label() == "body")
        written = [text.get_text() for text in body.texts if text.get_text() != "–"]
        assert len(written) in (0, int(table["value"].notna().sum()))
        assert len({"(" in text for text in written}) <= 1


def test_short_axes_keep_their_zeros(newsrooms: dict[tuple[int, int], pd.DataFrame]) -> None:
    table = compare_outlets(newsrooms[8, 3], settings=QUICK)
    picture = plot_outlets(table, preset="column")
    paper = picture.axes[0]
    foot = [t.get_text() for t in paper.texts if t.get_text() in (f"{MINUS}1", "0", "+1")]
    assert foot == ["0"] * 8
    wide = [t.get_text() for t in plot_outlets(table).axes[0].texts]
    assert [wide.count(text) for text in (f"{MINUS}1", "0", "+1")] == [8, 8, 8]


def test_the_way_to_a_name_is_no_line_of_data() -> None:
    units = make_newsroom(3, 1)
    picture = plot_over_time(score_over_time(units, freq="MS", settings=QUICK))
    assert "no day is known" not in picture.caption
    bare = units.assign(published=units["published"].mask(units.index < 4))
    lost = int(bare[bare["published"].isna() & (bare["count"] > 0)]["outlet"].value_counts().max())
    told = plot_over_time(score_over_time(bare, freq="MS", settings=QUICK)).caption
    assert f"no day is known: up to {lost} articles a line" in told
    body = next(axes for axes in picture.axes if axes.get_label() == "body")
    ways = [line for line in body.lines if len(line.get_xdata()) == 3]
    assert len(ways) == 3
    assert {(line.get_color(), line.get_linestyle()) for line in ways} == {(MUTED, ":")}
    assert "dotted line leads from an outlet's last mean to its name" in picture.caption
