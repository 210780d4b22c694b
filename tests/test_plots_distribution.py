"""Do the figures of the distribution show what their tables say, with every label whole?"""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import FillBetweenPolyCollection
from matplotlib.patches import Rectangle
from synthetic import Story, make_story
from test_plots import boxes, faults

from helpers.changepoints import COLUMNS as CHANGES
from helpers.dispersion import score_dispersion
from helpers.distribution import COLUMNS, POINTS
from helpers.errors import DiscourseError
from helpers.plots import plot_curves, plot_salience, plot_sensitivity, plot_shift
from helpers.resampling import INSUFFICIENT, Resampling
from helpers.sensitivity import NO, UNTOUCHED, YES
from helpers.shift import COLUMNS as SHIFTED
from helpers.shift import REST, Shift
from helpers.variants import AS_MEASURED

SIZES = [(3, 5), (8, 22), (25, 38)]


@cache
def story_of(n_actors: int, n_paragraphs: int) -> Story:
    return make_story(n_actors=n_actors, n_paragraphs=n_paragraphs)


def curve_of(
    names: list[str], *, measure: str = "stance", gap: int = 20, voice: str = "all"
) -> pd.DataFrame:
    """Make a curve for each name, up to 0.9 high, with a gap that moves along the text."""
    rows = []
    for i, name in enumerate(names):
        for k in range(POINTS):
            open_here = (7 * i) % 80 <= k < (7 * i) % 80 + gap
            value = (
                None if open_here else 0.7 * np.sin(k / 15 + i) + (0.8 if measure == "frame" else 0)
            )
            rows.append(
                {
                    "measure": measure,
                    "label": name if measure == "frame" else "",
                    "actor": "" if measure == "frame" else name,
                    "voice": voice,
                    "position": k / 100,
                    "value": value,
                    "low": None if value is None else value - 0.2,
                    "high": None if value is None else value + 0.2,
                    "n_sentences": 0 if open_here else 5,
                    "note": INSUFFICIENT if open_here else "",
                }
            )
    return pd.DataFrame(rows, columns=COLUMNS).astype({"value": float, "low": float, "high": float})


def shift_of(n: int, *, rest: bool = True, note: str = "", measure: str = "stance") -> Shift:
    rng = np.random.default_rng(n)
    cues = [f"a word of number {i} that goes on and on" for i in range(n)] + [REST] * rest
    values = rng.normal(size=len(cues)) / 5
    rows = [
        {
            "cue": cue,
            "uses_one": i,
            "uses_other": 100 - i,
            "contribution": value,
            "low": np.nan if note else value - 0.1,
            "high": np.nan if note else value + 0.1,
        }
        for i, (cue, value) in enumerate(zip(cues, values, strict=True))
    ]
    total = float(values.sum())
    return Shift(
        words=pd.DataFrame(rows, columns=SHIFTED),
        measure=measure,
        label="human_interest" if measure == "frame" else "",
        actor="a0",
        one="paragraph 2",
        other="the ministry of water and of all that flows",
        value_one=0.1,
        value_other=0.1 + total,
        difference=total,
        low=np.nan if note else total - 0.2,
        high=np.nan if note else total + 0.2,
        n_one=1,
        n_other=7,
        note=note,
    )


def panel_of(n_findings: int, n_variants: int) -> pd.DataFrame:
    answers = [
        (YES, True),
        (YES, False),
        (NO, True),
        (NO, False),
        (INSUFFICIENT, False),
        (UNTOUCHED, False),
    ]
    names = [AS_MEASURED] + [f"another way to measure {i}" for i in range(1, n_variants)]
    rows = [
        {
            "finding": f"Joint Committee for the Reconstruction of the East {i} lower at the end",
            "variant": name,
            "margin": 0.1,
            "low": 0.0,
            "high": 0.2,
            "n_sentences": 9,
            "survives": answers[(i + j) % 6][0],
            "firm": answers[(i + j) % 6][1],
        }
        for i in range(n_findings)
        for j, name in enumerate(names)
    ]
    return pd.DataFrame(rows)


@pytest.mark.parametrize(("n_actors", "n_paragraphs"), SIZES)
def test_curves_are_whole_and_alone(n_actors: int, n_paragraphs: int) -> None:
    story = story_of(n_actors, n_paragraphs)
    names = list(dict.fromkeys(story.actors["actor"]))
    picture = plot_curves(curve_of(names), paragraphs=story.paragraphs, actors=story.actors)
    assert faults(picture) == []
    width, height = picture.get_size_inches()
    assert 6 <= width <= 12.5
    assert height <= 13
    body = picture.axes[1]
    bands = [band for band in body.collections if isinstance(band, FillBetweenPolyCollection)]
    assert len(bands) == n_actors
    # No band goes beyond its row.
    depth = body.get_ylim()[0]
    for band in bands:
        ys = np.concatenate([path.vertices[:, 1] for path in band.get_paths()])
        assert np.ptp(ys) <= depth / n_actors


@pytest.mark.parametrize("n", [1, 8, 16])
def test_curves_of_frames(n: int) -> None:
    story = story_of(3, 5)
    curve = curve_of([f"frame_{i}" for i in range(n)], measure="frame", gap=0)
    picture = plot_curves(curve, paragraphs=story.paragraphs, actors=story.actors)
    assert faults(picture) == []
    assert "per 100 words" in picture.caption
    assert ("Frame 0",) in {(text,) for text, _ in boxes(picture)}


def test_one_broad_band_does_not_flatten_the_curves() -> None:
    story = story_of(3, 5)
    curve = curve_of(["rare", "common"], measure="frame", gap=0)
    curve["value"] = np.where(curve["label"] == "common", 2.0, 0.5)
    curve["low"], curve["high"] = curve["value"] - 0.2, curve["value"] + 0.2
    tables = {"paragraphs": story.paragraphs, "actors": story.actors}
    plain = plot_curves(curve, **tables)
    assert "each row from 0 to 2.5" in " ".join(text for text, _ in boxes(plain))
    assert "cut off" not in plain.caption
    names = [text for text, _ in boxes(plain) if text in ("Common", "Rare")]
    assert names == ["Common", "Rare"], "the most frequent first"
    curve.loc[0, "high"] = 40.0
    broad = plot_curves(curve, **tables)
    assert "each row from 0 to 3.0" in " ".join(text for text, _ in boxes(broad))
    assert "cut off" in broad.caption
    assert faults(broad) == []


def test_changes_near_one_another_and_near_the_end_are_told_apart() -> None:
    story = story_of(3, 5)
    rows = [
        {"label": "", "actor": "a0", "position": at, "note": "change", "difference": gap}
        for at, gap in ((0.9, 0.3), (0.93, -0.3))
    ]
    picture = plot_curves(
        curve_of(["a0"]),
        changes=pd.DataFrame(rows, columns=CHANGES),
        paragraphs=story.paragraphs,
        actors=story.actors,
    )
    assert {"rises", "falls"} <= {text for text, _ in boxes(picture)}
    assert faults(picture) == []


def test_a_curve_s_gaps_are_left_open_and_named_where_they_are_all() -> None:
    story = story_of(3, 5)
    curve = curve_of(["a0", "a1"])
    curve.loc[curve["actor"] == "a1", ["value", "low", "high"]] = np.nan
    picture = plot_curves(curve, paragraphs=story.paragraphs, actors=story.actors)
    assert "Insufficient evidence throughout: Southland." in picture.caption
    assert "80 %" in {text for text, _ in boxes(picture)}  # 20 of 101 places are open
    line = next(line for line in picture.axes[1].lines if len(line.get_xdata()) == POINTS)
    assert np.isnan(line.get_ydata()[:20]).all()
    assert np.isfinite(line.get_ydata()[20:]).all()


def test_changes_are_marked_at_their_place() -> None:
    story = story_of(3, 5)
    rows = [
        {"label": "", "actor": "a0", "position": 0.4, "note": "change", "difference": -0.4},
        {"label": "", "actor": "a1", "position": None, "note": "no change found"},
    ]
    changes = pd.DataFrame(rows, columns=CHANGES)
    tables = {"paragraphs": story.paragraphs, "actors": story.actors}
    picture = plot_curves(curve_of(["a0", "a1"]), changes=changes, **tables)
    marks = [line for line in picture.axes[1].lines if list(line.get_xdata()) == [40.0]]
    assert len(marks) == 1
    assert {"change beyond chance", "falls"} <= {text for text, _ in boxes(picture)}
    assert faults(picture) == []
    assert "Changes beyond chance: " in picture.alt and " in paragraph " in picture.alt
    none = plot_curves(curve_of(["a0"]), changes=changes.tail(1), **tables)
    assert none.alt.endswith("Changes beyond chance: none.")
    assert not {"change beyond chance", "falls"} & {text for text, _ in boxes(none)}


@pytest.mark.parametrize("measure", ["polarity", "stance"])
def test_a_curve_says_what_it_measures(measure: str) -> None:
    story = story_of(3, 5)
    curve = curve_of(["a0"], measure=measure)
    picture = plot_curves(curve, paragraphs=story.paragraphs, actors=story.actors)
    assert measure in picture.title
    assert "Value: " in picture.caption
    assert picture.alt.endswith(".")


def test_nothing_to_draw_is_said() -> None:
    story = story_of(3, 5)
    curve = curve_of(["a0"], gap=POINTS)
    picture = plot_curves(curve, paragraphs=story.paragraphs, actors=story.actors)
    assert picture.alt.startswith("Nothing to show")
    empty = plot_shift(shift_of(0, rest=False))
    assert empty.alt.startswith("Nothing to show")
    assert plot_sensitivity(panel_of(0, 0)).alt.startswith("Nothing to show")


def test_two_measures_in_one_figure_are_refused() -> None:
    story = story_of(3, 5)
    both = pd.concat([curve_of(["a0"]), curve_of(["a0"], voice="quoted")])
    with pytest.raises(DiscourseError, match="one measure in one voice, found 2"):
        plot_curves(both, paragraphs=story.paragraphs, actors=story.actors)


@pytest.mark.parametrize("n", [1, 5, 60])
@pytest.mark.parametrize("note", ["", INSUFFICIENT])
@pytest.mark.parametrize("measure", ["stance", "frame"])
def test_shifts_are_whole_and_their_bars_add_up(n: int, note: str, measure: str) -> None:
    shift = shift_of(n, note=note, measure=measure)
    picture = plot_shift(shift, actor="the Joint Committee for Reconstruction")
    assert faults(picture) == []
    assert picture.data["contribution"].iloc[:-1].sum() == pytest.approx(shift.difference)
    bars = [p.get_width() for p in picture.axes[1].patches if isinstance(p, Rectangle)]
    assert sum(bars[:-1]) == pytest.approx(bars[-1]) == pytest.approx(shift.difference)
    assert len(bars) == min(n, 12) + (n > 12) + 2
    assert ("insufficient evidence" in " ".join(t for t, _ in boxes(picture))) == bool(note)


def test_the_title_of_a_shift_names_its_sides() -> None:
    shift = shift_of(3)
    named = plot_shift(shift._replace(one="lead", other="end"))
    assert named.title == "Which words make the end differ from the lead?"
    assert "uses, lead → end" in {text for text, _ in boxes(named)}
    places = plot_shift(shift._replace(one="paragraph 2", other="paragraph 7"))
    assert places.title == "Which words make paragraph 7 differ from paragraph 2?"
    same = plot_shift(shift._replace(one="whole", other="whole"))
    assert same.title == "Which words make the two differ?"


def test_a_shift_without_a_difference_is_drawn() -> None:
    shift = shift_of(2)
    words = shift.words.assign(contribution=0.0, low=0.0, high=0.0)
    flat = shift._replace(words=words, difference=0.0, low=0.0, high=0.0)
    assert faults(plot_shift(flat)) == []


@pytest.mark.parametrize(("n_findings", "n_variants"), [(1, 1), (9, 8), (14, 10)])
def test_panels_are_whole(n_findings: int, n_variants: int) -> None:
    panel = panel_of(n_findings, n_variants)
    picture = plot_sensitivity(panel)
    assert faults(picture) == []
    assert picture.get_size_inches()[0] <= 18
    marks = picture.axes[1].lines
    drawn = [line for line in marks if line.get_marker() in ("o", "x", "_")]
    assert len(drawn) == (panel["survives"] != UNTOUCHED).sum()


def test_answers_differ_in_form_and_not_in_colour_alone() -> None:
    picture = plot_sensitivity(panel_of(1, 6))
    looks = {
        (line.get_marker(), line.get_markerfacecolor() == "white", line.get_markeredgewidth())
        for line in picture.axes[1].lines
        if line.get_marker() in ("o", "x", "_")
    }
    assert len(looks) == 5
    panel = panel_of(1, 6)
    asked = panel.iloc[1:]
    kept = (asked["survives"] == YES).sum()
    n = asked["survives"].isin((YES, NO)).sum()
    assert f"{kept} of {n}" in {text for text, _ in boxes(picture)}


@pytest.mark.parametrize(("n_actors", "n_paragraphs"), SIZES)
def test_salience_with_dispersion(n_actors: int, n_paragraphs: int) -> None:
    story = story_of(n_actors, n_paragraphs)
    sentences = story.sentences[story.sentences["paragraph"] != 3]
    spread = score_dispersion(story.mentions, sentences=sentences, settings=Resampling(draws=99))
    picture = plot_salience(
        story.mentions, paragraphs=story.paragraphs, actors=story.actors, dispersion=spread
    )
    assert faults(picture) == []
    written = {text for text, _ in boxes(picture)}
    assert {"clumping (DP)", "by chance"} <= written
    assert "Gries" in picture.caption
    known = spread[spread["dp_norm"].notna()]
    row = known.iloc[0]
    beyond = "" if row["chance_low"] <= row["dp_norm"] <= row["chance_high"] else "*"
    assert f"{beyond}{row['dp_norm']:.2f}" in written
    assert ("too few" in written) == bool(spread["dp_norm"].isna().any())
