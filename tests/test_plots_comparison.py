"""Does the figure show what the comparison says, with every label whole and none on another?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from synthetic import BLOCS, LABELS
from test_plots import boxes, faults, pixels

from helpers.comparison import Comparison
from helpers.plots_comparison import plot_comparison
from helpers.side_panels import PLAIN
from helpers.style import DOWN, MINUS, UP, Picture


def make_comparison(n_actors: int, *, texts: int = 3, shift: float = 0.0) -> Comparison:
    """A made-up comparison; every fifth cell has too little evidence, every seventh has none."""
    draw = np.random.default_rng(n_actors)
    articles = [f"telling-{i}-by-a-rather-long-name" for i in range(texts)]
    rows = []
    for place, article in enumerate(articles):
        for i in range(n_actors):
            value = float(np.clip(draw.uniform(-0.9, 0.9) + shift, -1, 1))
            thin, none = (i + place) % 5 == 4, (i + place) % 7 == 6
            rows.append(
                {
                    "article": article,
                    "actor": f"a{i}",
                    "label": LABELS[i],
                    "bloc": BLOCS[i % len(BLOCS)],
                    "value": np.nan if none else value,
                    "low": np.nan if thin or none else max(value - 0.2, -1),
                    "high": np.nan if thin or none else min(value + 0.2, 1),
                    "n_sentences": 0 if none else 2 if thin else 9,
                    "n_mentions": 9,
                    "note": "insufficient evidence" if thin or none else "",
                }
            )
    stances = pd.DataFrame(rows)
    told = stances[stances["bloc"] != ""].groupby(["article", "bloc"], sort=False)
    blocs = told[["value", "low", "high", "n_sentences"]].mean().reset_index().assign(note="")
    names = pd.DataFrame({"article": articles})
    nothing = pd.DataFrame()
    return Comparison(names, stances, blocs, nothing, nothing, nothing, nothing)


def colours(picture: Picture) -> list[str]:
    body = next(axes for axes in picture.axes if axes.get_label() == "body")
    return [str(line.get_markeredgecolor()) for line in body.lines if line.get_marker() in "oD"]


@pytest.mark.parametrize("n_actors", [1, 3, 25])
@pytest.mark.parametrize("texts", [2, 3, 4])
def test_every_label_is_whole_and_alone(n_actors: int, texts: int) -> None:
    picture = plot_comparison(make_comparison(n_actors, texts=texts))
    assert faults(picture) == []
    width, height = picture.get_size_inches()
    assert 6 <= width <= 17
    assert 1 <= height <= 12


def test_three_texts_fit_a_page_with_names_of_ones_own() -> None:
    found = make_comparison(25)
    names = dict(
        zip(found.articles["article"], ("the article", "the column", "the $x$ wire"), strict=True)
    )
    picture = plot_comparison(found, names=names)
    assert faults(picture) == []
    assert picture.get_size_inches()[0] <= 12.5
    texts = [text for text, _ in boxes(picture)]
    assert texts.count("the $x$ wire") == 2, "above its panel and above its numbers"


def test_each_mean_is_a_mark_and_a_number() -> None:
    found = make_comparison(8)
    picture = plot_comparison(found)
    told = picture.data.dropna(subset=["value"])
    assert len(colours(picture)) == len(told)
    numbers = [text for text, _ in boxes(picture) if text[:1] in ("+", MINUS) and "." in text]
    assert len(numbers) == len(told)
    assert "–" in [text for text, _ in boxes(picture)]


def test_colour_tells_the_side_only_where_the_interval_does() -> None:
    found = make_comparison(3, texts=2)
    values = [(-0.5, -0.6, -0.4), (0.5, 0.4, 0.6), (0.1, -0.1, 0.3)]
    rows = found.stances.assign(bloc="", note="")
    for column, at in (("value", 0), ("low", 1), ("high", 2)):
        rows[column] = [value[at] for value in values] * 2
    picture = plot_comparison(found._replace(stances=rows, blocs=found.blocs.iloc[:0]))
    assert sorted(colours(picture)) == sorted([DOWN, UP, PLAIN] * 2)
    rows["low"] = rows["high"] = rows["value"] = -0.001
    flat = plot_comparison(found._replace(stances=rows, blocs=found.blocs.iloc[:0]))
    assert set(colours(flat)) == {PLAIN}, "what is printed as 0 lies on no side"


def test_the_side_shows_in_grey() -> None:
    views = [
        pixels(plot_comparison(make_comparison(3, shift=shift))).mean(axis=-1)
        for shift in (-0.9, 0.9)
    ]
    part = np.s_[100:-60, : int(0.7 * views[0].shape[1])]
    assert (abs(views[0][part] - views[1][part]) > 40).sum() > 300


def test_words_tell_the_means_of_the_blocs() -> None:
    found = make_comparison(8)
    picture = plot_comparison(found)
    assert picture.title.endswith("?")
    assert picture.alt.endswith(".")
    assert "8 actors in 3 texts" in picture.alt
    assert BLOCS[0] in picture.alt
    assert "Value: " in picture.caption
    lone = found.stances.assign(bloc="")
    alone = plot_comparison(found._replace(stances=lone, blocs=found.blocs.iloc[:0]))
    assert LABELS[0] in alone.alt, "without blocs the actors are read out"
    headings = [text for text, _ in boxes(alone)]
    assert "No bloc" not in headings


def test_odd_labels_are_drawn_as_they_are() -> None:
    found = make_comparison(8)
    odd = "Ünïon of $x^2$ & <b>_isles_</b>\n\x07 \\frac{1}{2} 北方 with a very long name indeed"
    stances = found.stances.assign(label=odd, bloc="A bloc $y$ whose name goes on " * 8)
    blocs = found.blocs.assign(bloc="A bloc $y$ whose name goes on " * 8)
    blocs = blocs.drop_duplicates("article")
    assert faults(plot_comparison(found._replace(stances=stances, blocs=blocs))) == []


def test_nothing_to_show_is_said() -> None:
    found = make_comparison(3)
    silent = found._replace(stances=found.stances.assign(value=np.nan))
    picture = plot_comparison(silent)
    assert picture.alt.startswith("Nothing to show")
    assert faults(picture) == []


def test_tables_are_left_as_they_were_and_attributes_travel() -> None:
    found = make_comparison(3)
    found.stances.attrs["engine"] = "made up"
    before = found.stances.copy()
    assert plot_comparison(found).data.attrs == {"engine": "made up"}
    pd.testing.assert_frame_equal(found.stances, before)
