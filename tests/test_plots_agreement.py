"""The figures of agreement show what the tables say, with every label whole and none on another."""

from __future__ import annotations

import pandas as pd
import pytest
from small_task import coding_of
from test_plots import faults

from helpers.coder_comparison import compare_codings
from helpers.plots_agreement import plot_agreement, plot_confusion
from helpers.reliability import measure_reliability
from helpers.schema import DEVICES, FRAMES


def two(*, turned: bool = False) -> pd.DataFrame:
    """Codings of thirty paragraphs that differ here and there, or always."""
    ann, ben = {}, {}
    for p in range(30):
        for at, label in enumerate((*FRAMES, *DEVICES)):
            measure = "frame" if label in FRAMES else "device"
            ann[p, measure, label] = float((p + at) % (at + 2) == 0)
            ben[p, measure, label] = (
                1 - ann[p, measure, label]
                if turned or (p * at) % 7 == 1
                else ann[p, measure, label]
            )
        ann[p, "stance", "us"] = float(p % 3 - 1)
        ben[p, "stance", "us"] = float(p % 3 - 1) if p % 5 else 0.0
    name = "a-coder-with-a-name-of-more-than-fifty-letters-in-it"
    return pd.concat([coding_of("ann", ann), coding_of(name, ben)])


NAME = "a-coder-with-a-name-of-more-than-fifty-letters-in-it"


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("by_label", [False, True])
def test_every_label_is_whole_and_alone(turned: bool, by_label: bool) -> None:
    table = measure_reliability(two(turned=turned), by_label=by_label)
    picture = plot_agreement(table)
    assert faults(picture) == []
    assert picture.title.endswith("?")
    assert "Value: " in picture.caption
    assert picture.alt.endswith(".")
    assert len(picture.data) == len(table)
    body = next(axes for axes in picture.axes if axes.get_label() == "body")
    dots = [line for line in body.lines if line.get_marker() == "o"]
    assert len(dots) == table["alpha"].notna().sum()


def test_each_disc_stands_at_its_alpha() -> None:
    table = compare_codings(two(), one="ann", other=NAME)
    picture = plot_agreement(table, title="Where do the two agree?")
    assert picture.title == "Where do the two agree?"
    body = next(axes for axes in picture.axes if axes.get_label() == "body")
    dots = [line.get_xdata()[0] for line in body.lines if line.get_marker() == "o"]
    assert dots == table["alpha"].dropna().tolist()
    low, high = body.get_xlim()
    assert all(low <= x <= high for line in body.lines for x in line.get_xdata())


def test_rows_without_an_alpha_are_named_and_not_drawn() -> None:
    pair = pd.concat([coding_of(c, {(p, "frame", "conflict"): 0 for p in range(5)}) for c in "ab"])
    varied = pd.concat(
        [coding_of(c, {(p, "device", "hedge"): p % 2 for p in range(5)}) for c in "ab"]
    )
    table = compare_codings(pd.concat([pair, varied]), one="a", other="b")
    picture = plot_agreement(table)
    assert "No alpha: conflict." in picture.caption
    assert "hedge 1.00." in picture.alt
    nothing = plot_agreement(table[table["label"] == "conflict"])
    assert nothing.alt.startswith("Nothing to show")
    assert faults(nothing) == []


@pytest.mark.parametrize("measure", ["stance", "frame", "device"])
def test_a_confusion_shows_every_count(measure: str) -> None:
    picture = plot_confusion(two(), one="ann", other=NAME, measure=measure)
    assert faults(picture) == []
    many = 3 if measure == "stance" else 2
    assert len(picture.data) == many**2
    body = next(axes for axes in picture.axes if axes.get_label() == "body")
    assert [int(t.get_text()) for t in body.texts] == picture.data["n"].tolist()
    assert len(body.patches) == many**2
    assert f"{picture.data['n'].sum()} decisions" in picture.alt


def test_coders_without_a_cell_in_common_have_no_confusion() -> None:
    pair = pd.concat(
        [
            coding_of("a", {(0, "stance", "us"): 1, (0, "frame", "conflict"): 1}),
            coding_of("b", {(1, "stance", "us"): 1, (0, "frame", "conflict"): 1}),
        ]
    )
    picture = plot_confusion(pair, one="a", other="b")
    assert picture.alt.startswith("Nothing to show")
    assert faults(picture) == []
