"""Does an analysis leave all its files behind, however little there is in the text?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from helpers.analysis import Analysis, analyse
from helpers.corpus import make_article
from helpers.publish import (
    ENGINE_RULE,
    SHIFT_RULES,
    SQUARE_RULE,
    draw_figures,
    publish,
    publish_tables,
)
from helpers.report import render_report
from helpers.shape import NO_SHIFT, NO_SQUARE, measure_shape

MakeActors = Callable[..., pd.DataFrame]
DISTRIBUTION = ("curves-stance", "curves-frame", "sensitivity")
SHAPE = ("dispersion", "curves", "changes", "shift", "square", "square_test", "sensitivity")
SUFFIXES = {".png", ".svg", ".pdf", ".csv", ".txt"}
THREE = (
    "Ruritania betrayed Freedonia and lied to the villagers.\n\n"
    "Freedonia helped the villagers. Ruritania attacked them.\n\n"
    "Sylvania praised Freedonia."
)


def read(text: str, make_actors: MakeActors, **blocs: str) -> Analysis:
    return analyse(make_article(text), actors=make_actors(blocs=blocs), engine="lexical")


@pytest.mark.parametrize(
    ("text", "left_out"), [(THREE, {"square"}), ("Ruritania", {"shift", "square"})]
)
def test_a_text_without_blocs_is_published_with_all_its_files(
    text: str, left_out: set[str], make_actors: MakeActors, tmp_path: Path
) -> None:
    files = publish(read(text, make_actors), out=tmp_path)
    assert all(file.stat().st_size for file in files)
    assert len(set(files)) == len(files)
    figures = {file for file in files if file.parent.name == "figures"}
    names = {file.stem for file in figures}
    assert {*DISTRIBUTION, "shift", "square"} - names == left_out
    for name in names:
        assert {file.suffix for file in figures if file.stem == name} == SUFFIXES
    for name in SHAPE:
        assert len(pd.read_csv(tmp_path / f"{name}.csv").columns)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.count("<img ") == len(names)
    assert NO_SQUARE in page
    assert (NO_SHIFT in page) == ("shift" in left_out)


@pytest.mark.usefixtures("only_svg")
def test_a_second_run_leaves_no_figure_of_the_first(
    make_actors: MakeActors, tmp_path: Path
) -> None:
    figures = tmp_path / "figures"
    publish(read(THREE, make_actors, ruritania="them", freedonia="us"), out=tmp_path)
    assert (figures / "square.svg").is_file()
    (figures / "mine.png").write_bytes(b"mine")
    files = publish(read(THREE, make_actors), out=tmp_path)
    left = {file for file in figures.rglob("*") if file.is_file()}
    assert left == {file for file in files if file.parent == figures} | {figures / "mine.png"}


def test_two_blocs_have_their_square(make_actors: MakeActors, tmp_path: Path) -> None:
    told = read(THREE, make_actors, ruritania="them", freedonia="us")
    shape = measure_shape(told)
    pictures = {picture.name: picture for picture in draw_figures(told, shape=shape)}
    assert {*DISTRIBUTION, "shift", "square"} <= set(pictures)
    assert shape.notes == ()
    # The catalogue itself says who is us, and nobody has enough in lead and end.
    assert SQUARE_RULE not in pictures["square"].caption
    assert pictures["shift"].caption.endswith(SHIFT_RULES[False])
    publish_tables(told, out=tmp_path, shape=shape)
    assert pd.read_csv(tmp_path / "square.csv")["n"].sum() > 0


@pytest.mark.parametrize(
    "text",
    [
        "Ruritania betrayed Freedonia. Ruritania lied again.",
        "Ruritania has a river.",
        "The council met.\n\nThe road is closed.",
    ],
    ids=["one paragraph", "one actor", "no actor"],
)
def test_a_text_with_little_in_it_is_drawn(text: str, make_actors: MakeActors) -> None:
    names = {picture.name for picture in draw_figures(read(text, make_actors))}
    assert set(DISTRIBUTION) <= names
    assert not {"shift", "square"} & names


def test_every_figure_says_what_it_is_and_how_it_was_measured(lexical_analysis: Analysis) -> None:
    pictures = {picture.name: picture for picture in draw_figures(lexical_analysis)}
    assert {*DISTRIBUTION, "shift", "square"} <= set(pictures)
    for picture in pictures.values():
        assert picture.caption
        assert picture.alt
        assert len(picture.data)
        assert picture.data.attrs["engine"] == "lexical"
    assert pictures["shift"].caption.endswith(SHIFT_RULES[True])
    assert "toward United States" in pictures["shift"].alt
    assert pictures["square"].caption.endswith(SQUARE_RULE)
    assert pictures["sensitivity"].caption.endswith(ENGINE_RULE)
    # The spread stands beside chance in the figure of who is named where.
    assert "DP" in pictures["salience"].caption


def test_tables_alone_can_be_written(lexical_analysis: Analysis, tmp_path: Path) -> None:
    names = {file.stem for file in publish_tables(lexical_analysis, out=tmp_path)}
    assert {*SHAPE, "square_mentions", "frame_actors", "summary", "settings"} <= names
    corners = pd.read_csv(tmp_path / "square.csv").set_index("corner")["n"]
    items = pd.read_csv(tmp_path / "square_mentions.csv")["corner"].value_counts()
    assert corners[corners > 0].to_dict() == items.to_dict()


def test_notes_stand_on_the_page_as_text(lexical_analysis: Analysis) -> None:
    page = render_report(lexical_analysis, pictures=[], notes=["<script>alert(1)</script>"])
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
